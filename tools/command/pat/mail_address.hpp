// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_MAIL_ADDRESS_HPP
#define JETON_COMMAND_PAT_MAIL_ADDRESS_HPP

#include <arpa/inet.h>
#include <netinet/in.h>
#include <strings.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace jeton_command {

namespace detail {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter_or_digit(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Whether each piece between dots is one, and there is one.
template <class IsPiece>
bool are_dotted(std::string_view text, IsPiece is_piece) {
  for (;;) {
    const std::size_t dot = text.find('.');
    if (!is_piece(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

/// Atom of RFC 5321, which is that of RFC 5322 §3.2.3.
inline bool is_atom(std::string_view text) {
  static constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
  const auto is_atext = [](char c) { return is_letter_or_digit(c) || others.find(c) != std::string_view::npos; };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_atext);
}

/// Quoted-string: printable ASCII and spaces between quotation marks; a backslash makes plain what follows it.
inline bool is_quoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' || (text[i] == '\\' && ++i == text.size())) return false;
    if (text[i] < ' ' || text[i] > '~') return false;
  }
  return true;
}

/// sub-domain, at most as long as a label of the domain name system (RFC 1035 §2.3.4).
inline bool is_label(std::string_view text) {
  const auto is_inner = [](char c) { return is_letter_or_digit(c) || c == '-'; };
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), is_inner);
}

/// Snum: 0 to 255 in one to three digits.
inline bool is_address_byte(std::string_view text) {
  if (text.empty() || text.size() > 3 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  return text.size() < 3 || text <= "255";
}

/// address-literal of §4.1.3, without the brackets: of IPv4, or of IPv6 behind its tag. Other tags are not registered.
inline bool is_address_literal(std::string_view text) {
  constexpr std::string_view tag = "IPv6:";
  if (text.size() > tag.size() && ::strncasecmp(text.data(), tag.data(), tag.size()) == 0) {
    in6_addr ignored{};
    return ::inet_pton(AF_INET6, std::string{text.substr(tag.size())}.c_str(), &ignored) == 1;
  }
  return std::count(text.begin(), text.end(), '.') == 3 && are_dotted(text, is_address_byte);
}

}  // namespace detail

/// Whether a text is one address, a `Mailbox` of RFC 5321 §4.1.2 within the sizes of §4.5.3.1: 64 bytes before the @,
/// 254 in all. So it is printable ASCII, and nothing in it begins another header. One that begins with - is refused,
/// though the RFC knows it: it would be an option where a mailer puts it among its arguments.
inline bool is_mail_address(std::string_view text) {
  constexpr std::size_t longest = 254;  // a path has 256 with its brackets
  constexpr std::size_t longest_local_part = 64;
  const std::size_t sign = text.rfind('@');
  if (sign == std::string_view::npos || sign > longest_local_part || text.size() > longest) return false;
  const std::string_view local = text.substr(0, sign);
  const std::string_view domain = text.substr(sign + 1);
  if (!detail::is_quoted(local) && !detail::are_dotted(local, detail::is_atom)) return false;
  if (local.front() == '-') return false;
  const bool is_literal = domain.size() > 2 && domain.front() == '[' && domain.back() == ']';
  return is_literal ? detail::is_address_literal(domain.substr(1, domain.size() - 2))
                    : detail::are_dotted(domain, detail::is_label);
}

}  // namespace jeton_command

#endif
