// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_PLAIN_TEXT_HPP
#define JETON_LIFECYCLE_PLAIN_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <jeton/bytes/detail/unicode.hpp>
#include <jeton/core/result.hpp>
#include <jeton/lifecycle/fault.hpp>

/// Texts that people choose and other people see: the name of a token, in a list, a mail or a log. One that has a line
/// break, an escape sequence or a change of direction could pretend to be something else.
namespace jeton { inline namespace v0 {

/// Whether a text is plain: the number of its characters (code points), or its first fault.
[[nodiscard]] constexpr result<std::size_t, text_error> count_plain(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) {
    const detail::text_character next = detail::text_character::at(text, position);
    if (!next.is_sound) return text_error{text_fault::encoding, position};
    if (detail::is_control(next.code_point)) return text_error{text_fault::control, position};
    if (detail::is_bidi_control(next.code_point)) return text_error{text_fault::direction, position};
    if (detail::is_tag(next.code_point)) return text_error{text_fault::tag, position};
    position += next.size;
  }
  return count;
}

/// Whether a text shows nothing: no character at all, or only such as leave no ink.
[[nodiscard]] constexpr bool is_blank(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const detail::text_character next = detail::text_character::at(text, position);
    if (!next.is_sound || !detail::leaves_no_ink(next.code_point)) return false;
    position += next.size;
  }
  return true;
}

namespace detail {

/// Room for the longest escape, the two of JSON that are one character: `\udb40\udc41`.
struct escape_room {
  char chars[12]{};
};

/// Gives `write` the text in pieces: as it is, but for characters that `escape` writes otherwise.
template <class Write, class Escape>
constexpr void write_escaped(std::string_view text, Write& write, Escape escape) {
  std::size_t written = 0;
  for (std::size_t position = 0; position < text.size();) {
    const text_character next = text_character::at(text, position);
    const bool is_plain =
        next.is_sound && !is_control(next.code_point) && !is_bidi_control(next.code_point) && !is_tag(next.code_point);
    escape_room room{};
    const std::string_view instead = escape(next, is_plain, room);
    const std::size_t end = position + next.size;
    if (!instead.empty()) {
      if (position > written) write(text.substr(written, position - written));
      write(instead);
      written = end;
    }
    position = end;
  }
  if (written < text.size()) write(text.substr(written));
}

/// `before` and the last `count` hexadecimal digits of a number, behind the `from` characters that are there already.
constexpr std::string_view hex_escape(std::string_view before, std::uint32_t number, std::size_t count,
                                      escape_room& room, std::size_t from = 0) {
  for (std::size_t i = 0; i < before.size(); ++i) room.chars[from + i] = before[i];
  for (std::size_t i = 0; i < count; ++i) {
    room.chars[from + before.size() + i] = "0123456789abcdef"[number >> 4 * (count - 1 - i) & 15];
  }
  const char* const begin = room.chars;  // not char*, whose conversion to a view GCC takes long to look at
  return {begin, from + before.size() + count};
}

}  // namespace detail

/// Shows a text that may not be plain, such as the name of an old row, on a terminal or in a mail: what is not plain is
/// written as \x1b (a byte that is not UTF-8, or a control character of ASCII), \u202e or \U000e0041. `write` is called
/// with pieces of the text as views. For people to see; it cannot be read back.
template <class Write>
constexpr void write_plain(std::string_view text, Write&& write) {
  detail::write_escaped(
      text, write,
      [](const detail::text_character& next, bool is_plain, detail::escape_room& room) -> std::string_view {
        if (is_plain) return {};
        if (!next.is_sound || next.code_point < 0x80) return detail::hex_escape("\\x", next.code_point, 2, room);
        if (next.code_point > 0xFFFF) return detail::hex_escape("\\U", next.code_point, 8, room);
        return detail::hex_escape("\\u", next.code_point, 4, room);
      });
}

/// Writes a text as the inside of a JSON string (RFC 8259 §7), without its quotes: what is not plain, `"` and `\` as
/// escapes, a byte that is not UTF-8 as U+FFFD, the sign for what cannot be read.
template <class Write>
constexpr void write_json(std::string_view text, Write&& write) {
  detail::write_escaped(
      text, write,
      [](const detail::text_character& next, bool is_plain, detail::escape_room& room) -> std::string_view {
        if (!next.is_sound) return "\\ufffd";
        if (next.code_point == '"') return "\\\"";
        if (next.code_point == '\\') return "\\\\";
        if (is_plain) return {};
        if (next.code_point <= 0xFFFF) return detail::hex_escape("\\u", next.code_point, 4, room);
        // As the two halves that UTF-16 has.
        const std::uint32_t above = next.code_point - 0x10000;
        (void)detail::hex_escape("\\u", 0xD800 + (above >> 10), 4, room);
        return detail::hex_escape("\\u", 0xDC00 + (above & 0x3FF), 4, room, 6);
      });
}

}}  // namespace jeton::v0

#endif
