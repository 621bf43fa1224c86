// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_ORACLE_REQUEST_HPP
#define JETON_FUZZ_ORACLE_REQUEST_HPP

#include <optional>
#include <string>
#include <vector>

#include "digits.hpp"

/// What a request is made of, taken apart by strings.
namespace jeton_fuzz::oracle {

inline std::string lower_case(std::string text) {
  for (char& c : text) {
    const std::size_t letter = upper.find(c);
    if (letter != std::string::npos) c = lower[letter];
  }
  return text;
}
inline std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}
inline bool has_controls(const std::string& text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 32 || byte == 127) return true;
  }
  return false;
}

/// The bytes that padded base64 stands for; nothing where it is none, or not canonical.
inline std::optional<std::string> from_base64(std::string text, bool must_be_canonical = true) {
  if (text.empty() || text.size() % 4 != 0) return {};
  for (int i = 0; i < 2 && text.back() == '='; ++i) text.pop_back();
  if (!all_of(text, base64)) return {};
  const decoded bytes = bytes_of(text, base64, 6);
  if (must_be_canonical && !all_of(bytes.left_over, "0")) return {};
  return bytes.bytes;
}

/// What a form's text stands for; nothing where an escape is broken.
inline std::optional<std::string> from_form(const std::string& text) {
  const std::string digits = hex + "ABCDEF";
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      made += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const std::string two = text.substr(i + 1, 2);
    if (two.size() != 2 || !all_of(two, digits)) return {};
    made += static_cast<char>(std::stoi(two, nullptr, 16));
    i += 2;
  }
  return made;
}

inline std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// Padded base64.
inline std::string to_base64(const std::string& bytes) {
  std::string text = digits_of(bits_of(bytes), base64, 6);
  while (text.size() % 4 != 0) text += '=';
  return text;
}

/// `Scheme credentials`: the scheme in lower case, and what follows the spaces.
struct authorization {
  std::string scheme;
  std::string credentials;
};
inline authorization authorization_of(const std::string& value) {
  const std::string text = trimmed(value);
  const std::size_t end = text.find(' ');
  if (end == std::string::npos) return {lower_case(text), ""};
  return {lower_case(text.substr(0, end)), text.substr(text.find_first_not_of(' ', end))};
}

}  // namespace jeton_fuzz::oracle

#endif
