// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_BYTE_SEARCH_HPP
#define JETON_BYTES_DETAIL_BYTE_SEARCH_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/core/constant_time.hpp>

/// Questions about single bytes that may belong to a secret. Each answer is a verdict that is the same for every token
/// that is accepted: it has no blank, no colon and no padding where one is looked for.
namespace jeton { inline namespace v0 { namespace detail {

constexpr bool is_byte(char c, char wanted) {
  const auto difference = static_cast<unsigned char>(c ^ wanted);
  return constant_time::value_barrier(std::uint32_t{difference}) == 0;
}

constexpr bool is_blank(char c) {
  const auto space = static_cast<unsigned char>(c ^ ' ');
  const auto tab = static_cast<unsigned char>(c ^ '\t');
  return constant_time::value_barrier(std::uint32_t{space} * tab) == 0;
}

/// Where the first `wanted` stands; the size of the text where there is none.
constexpr std::size_t find_byte(std::string_view text, char wanted) {
  std::size_t i = 0;
  while (i < text.size() && !is_byte(text[i], wanted)) ++i;
  return i;
}

/// The size of a text without the `c` at its end.
constexpr std::size_t size_without(std::string_view text, char c) {
  std::size_t size = text.size();
  while (size > 0 && is_byte(text[size - 1], c)) --size;
  return size;
}

/// A text without the spaces and tabs at its ends.
constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}}}  // namespace jeton::v0::detail

#endif
