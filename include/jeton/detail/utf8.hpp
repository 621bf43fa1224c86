// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_UTF8_HPP
#define JETON_DETAIL_UTF8_HPP

#include <cstddef>
#include <string_view>

namespace jeton::inline v0::detail {

/// How many bytes the well-formed UTF-8 character has that begins here (Unicode, table 3-7); 0 where none does.
constexpr std::size_t utf8_size(std::string_view text, std::size_t position) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return position + i < text.size() ? static_cast<unsigned char>(text[position + i]) : 0U;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return position < text.size() ? 1 : 0;
  const std::size_t size = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
  const unsigned least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (size != 0 && (byte(1) < least || byte(1) > most)) return 0;
  for (std::size_t i = 2; i < size; ++i) {
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  }
  return size;
}

}  // namespace jeton::inline v0::detail

#endif
