// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_UNICODE_HPP
#define JETON_BYTES_DETAIL_UNICODE_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Which characters of Unicode a text for people may have.
namespace jeton { inline namespace v0 { namespace detail {

/// A character of a text in UTF-8, and how many bytes it has.
struct text_character {
  std::uint32_t code_point = 0;
  std::size_t size = 1;
  bool is_sound = false;  ///< if not, the byte begins no character: it is cut off, overlong, a surrogate or too large

  static constexpr text_character at(std::string_view text, std::size_t position) {
    const std::uint32_t first = static_cast<unsigned char>(text[position]);
    if (first < 0x80) return {first, 1, true};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() - position < size) return {first};
    std::uint32_t code_point = first & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
      const std::uint32_t next = static_cast<unsigned char>(text[position + i]);
      if ((next & 0xC0) != 0x80) return {first};
      code_point = code_point << 6 | (next & 0x3F);
    }
    const bool is_overlong = (size == 3 && code_point < 0x800) || (size == 4 && code_point < 0x10000);
    const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (is_overlong || is_surrogate || code_point > 0x10FFFF) return {first};
    return {code_point, size, true};
  }
};

constexpr bool is_between(std::uint32_t code_point, std::uint32_t first, std::uint32_t last) {
  return code_point >= first && code_point <= last;
}

/// Ends a line, moves a cursor, begins an escape sequence, or ends a text that C reads: C0, DEL, C1, and the separators
/// of lines and paragraphs.
constexpr bool is_control(std::uint32_t code_point) {
  return code_point < 0x20 || is_between(code_point, 0x7F, 0x9F) || is_between(code_point, 0x2028, 0x2029);
}

/// Changes the direction of what stands beside it (UAX #9), so that a text does not say what it seems to say.
constexpr bool is_bidi_control(std::uint32_t code_point) {
  return code_point == 0x061C || is_between(code_point, 0x200E, 0x200F) || is_between(code_point, 0x202A, 0x202E) ||
         is_between(code_point, 0x2066, 0x2069);
}

/// A tag (U+E0000 to U+E007F): a copy of ASCII that no screen shows, and that can carry a text which nobody sees.
constexpr bool is_tag(std::uint32_t code_point) { return is_between(code_point, 0xE0000, 0xE007F); }

/// Leaves no ink: Unicode's White_Space and Default_Ignorable_Code_Point, and the braille pattern without dots.
constexpr bool leaves_no_ink(std::uint32_t code_point) {
  constexpr struct {
    std::uint32_t first;
    std::uint32_t last;
  } ranges[] = {
      {'\t', '\r'},     {' ', ' '},       {0x85, 0x85},     {0xA0, 0xA0},       {0xAD, 0xAD},       {0x34F, 0x34F},
      {0x61C, 0x61C},   {0x115F, 0x1160}, {0x1680, 0x1680}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},
      {0x2028, 0x202F}, {0x205F, 0x206F}, {0x2800, 0x2800}, {0x3000, 0x3000},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},
      {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
  };
  for (const auto& one : ranges) {
    if (is_between(code_point, one.first, one.last)) return true;
  }
  return false;
}

}}}  // namespace jeton::v0::detail

#endif
