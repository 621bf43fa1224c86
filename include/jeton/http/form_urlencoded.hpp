// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_HTTP_FORM_URLENCODED_HPP
#define JETON_HTTP_FORM_URLENCODED_HPP

#include <cstddef>
#include <string_view>

/// application/x-www-form-urlencoded: the query of a URL, and the body of a form (WHATWG URL §5.1). Not constant-time:
/// where a byte needs an escape shows, as it does in the length of the text.
namespace jeton { inline namespace v0 {

/// The byte that stands at a position, and how many characters write it: 1, 3, or 0 where a `%` is not followed by two
/// hexadecimal digits.
struct form_byte {
  char value = 0;
  std::size_t size = 0;

  static constexpr form_byte at(std::string_view text, std::size_t position) {
    const char c = text[position];
    if (c == '+') return {' ', 1};
    if (c != '%') return {c, 1};
    if (text.size() - position < 3) return {};
    const unsigned high = digit(text[position + 1]);
    const unsigned low = digit(text[position + 2]);
    if (high > 15 || low > 15) return {};
    return {static_cast<char>(static_cast<unsigned char>(high * 16 + low)), 3};
  }

 private:
  static constexpr unsigned digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    return 16;
  }
};

/// Whether an encoded text stands for this one.
constexpr bool form_equals(std::string_view encoded, std::string_view text) {
  std::size_t position = 0;
  for (const char c : text) {
    if (position == encoded.size()) return false;
    const form_byte next = form_byte::at(encoded, position);
    if (next.size == 0 || next.value != c) return false;
    position += next.size;
  }
  return position == encoded.size();
}

/// Calls `visit` with the name and the value of each field, both still encoded. Linear time.
template <class Visit>
constexpr void for_each_form_field(std::string_view form, Visit visit) {
  for (bool more = !form.empty(); more;) {
    const std::size_t end = form.find('&');
    const std::string_view field = form.substr(0, end);
    const std::size_t equals = field.find('=');
    visit(field.substr(0, equals), equals < field.size() ? field.substr(equals + 1) : std::string_view{});
    more = end < form.size();
    if (more) form.remove_prefix(end + 1);
  }
}

}}  // namespace jeton::v0

#endif
