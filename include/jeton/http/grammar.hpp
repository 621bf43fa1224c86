// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_HTTP_GRAMMAR_HPP
#define JETON_HTTP_GRAMMAR_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/bytes/detail/byte_search.hpp>
#include <jeton/core/constant_time.hpp>
#include <jeton/format/alphabet.hpp>

/// The little of HTTP's grammar that stands between a header field and a token.
namespace jeton { inline namespace v0 {

/// RFC 6750's b64token is RFC 9110's token68, and ends in any number of `=` besides.
struct token68_digits : alphabet<"+-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"> {};

/// Whether two names are the same, with ASCII letters of either case: of header fields and of schemes (RFC 9110 §5.1,
/// §11.1).
constexpr bool same_http_name(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (lower(left[i]) != lower(right[i])) return false;
  }
  return true;
}

/// Whether no byte is one of ASCII's control characters, which neither a header field nor Basic may hold (RFC 9110
/// §5.5, RFC 7617 §2).
constexpr bool no_controls(std::string_view text) {
  std::uint32_t controls = 0;
  for (const char c : text) {
    const std::uint32_t byte = static_cast<unsigned char>(c);
    controls |= (byte - 0x20) >> 31 | ((byte ^ 0x7F) - 1) >> 31;
  }
  return constant_time::value_barrier(controls) == 0;
}

/// Where the first control character stands; the size where there is none. For texts that are refused.
constexpr std::size_t first_control(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x20 && text[i] != 0x7F) ++i;
  return i;
}

/// The value of an Authorization field: a scheme, spaces, and what the scheme asks for.
struct authorization_field {
  std::string_view scheme;
  std::string_view credentials;
  std::size_t position = 0;  ///< of the credentials in the value

  static constexpr authorization_field of(std::string_view value) {
    const std::string_view text = detail::trimmed(value);
    const std::size_t end = detail::find_byte(text, ' ');
    std::size_t next = end;
    while (next < text.size() && detail::is_byte(text[next], ' ')) ++next;
    const auto skipped = static_cast<std::size_t>(text.data() - value.data());
    return {text.substr(0, end), text.substr(next), skipped + next};
  }
};

}}  // namespace jeton::v0

#endif
