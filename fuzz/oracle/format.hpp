// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_ORACLE_FORMAT_HPP
#define JETON_FUZZ_ORACLE_FORMAT_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "crc32.hpp"
#include "digits.hpp"
#include "sha256.hpp"

/// Token formats, judged by trying: a text is a token if there is a way to cut it into the parts of its format.
namespace jeton_fuzz::oracle {

enum class kind { text, field, length, check };
enum class covers { body, before_separator, everything };

/// A part of a format. `digits` of a fixed text is the text itself.
struct part {
  kind is;
  std::string digits;
  std::size_t least;
  std::size_t most;
  covers span = covers::everything;
  std::function<std::string(const std::string& covered)> check = {};  ///< the text of the check
};

inline part text(const std::string& chars) { return {kind::text, chars, chars.size(), chars.size()}; }
inline part field(const std::string& digits, std::size_t least, std::size_t most) {
  return {kind::field, digits, least, most};
}
inline part field(const std::string& digits, std::size_t size) { return field(digits, size, size); }
inline part length(const std::string& digits, std::size_t width) { return {kind::length, digits, width, width}; }
inline part crc(const std::string& digits, std::size_t width, covers span = covers::everything) {
  const auto check = [=](const std::string& covered) { return number_text(crc32(covered), digits, width); };
  return {kind::check, digits, width, width, span, check};
}
/// The bytes of the CRC from the lowest to the highest.
inline part crc_lowest_first(covers span) {
  const auto check = [](const std::string& covered) {
    const std::string text = number_text(crc32(covered), hex, 8);
    return text.substr(6, 2) + text.substr(4, 2) + text.substr(2, 2) + text.substr(0, 2);
  };
  return {kind::check, hex, 8, 8, span, check};
}
/// The first bits of the SHA-256.
inline part sha(std::size_t width) {
  const auto check = [=](const std::string& covered) {
    return digits_of(bits_of(sha256(covered)).substr(0, 5 * width), base32, 5);
  };
  return {kind::check, base32, width, width, covers::everything, check};
}

/// The texts of the parts of a token, the prefix first.
using cut = std::vector<std::string>;

struct format {
  std::string prefix;
  std::vector<part> parts;

  [[nodiscard]] std::size_t variable_fields() const {
    return static_cast<std::size_t>(
        std::count_if(parts.begin(), parts.end(), [](const part& one) { return one.least != one.most; }));
  }
};

/// What the length field or check that is part `index` should be, after the parts `before` it.
inline std::string value_of(const format& of, const cut& before, std::size_t index) {
  std::size_t body = index;
  while (of.parts[body - 1].is != kind::field) --body;  // before[body] is the text of parts[body - 1]
  if (of.parts[index].is == kind::length) {
    return number_text(before[body].size(), of.parts[index].digits, of.parts[index].most);
  }
  if (of.parts[index].span == covers::body) return of.parts[index].check(before[body]);
  std::string covered;
  for (std::size_t i = 0; i <= index; ++i) {
    const bool is_separator = of.parts[index].span == covers::before_separator && i == index;
    if (!is_separator) covered += before[i];
  }
  return of.parts[index].check(covered);
}

/// Every way to cut the token, from byte `at` on, into the parts after those in `so_far`.
inline void find_cuts(const format& of, const std::string& token, std::size_t at, cut& so_far,
                      std::vector<cut>& found) {
  const std::size_t index = so_far.size() - 1;
  if (index == of.parts.size()) {
    if (at == token.size()) found.push_back(so_far);
    return;
  }
  const part& next = of.parts[index];
  const std::size_t end = std::min(token.size(), token.find_first_not_of(next.digits, at));
  for (std::size_t size = next.least; size <= next.most && at + size <= end; ++size) {
    so_far.push_back(token.substr(at, size));
    bool holds = next.is == kind::field;
    if (next.is == kind::text) holds = so_far.back() == next.digits;
    if (next.is == kind::length || next.is == kind::check) holds = so_far.back() == value_of(of, so_far, index);
    if (holds) find_cuts(of, token, at + size, so_far, found);
    so_far.pop_back();
  }
}
inline std::vector<cut> cuts(const format& of, const std::string& token) {
  std::vector<cut> found;
  cut so_far = {of.prefix};
  if (token.starts_with(of.prefix)) find_cuts(of, token, of.prefix.size(), so_far, found);
  return found;
}

/// A token. `digit` gives the next digit out of so many, `size` the size of a variable field.
inline cut made(const format& of, const std::function<std::size_t(std::size_t count)>& digit,
                const std::function<std::size_t(std::size_t least, std::size_t most)>& size) {
  cut token = {of.prefix};
  for (std::size_t i = 0; i < of.parts.size(); ++i) {
    const part& next = of.parts[i];
    std::string piece = next.digits;
    if (next.is == kind::field) {
      piece.clear();
      for (std::size_t left = size(next.least, next.most); left > 0; --left) {
        piece += next.digits[digit(next.digits.size())];
      }
    } else if (next.is != kind::text) {
      piece = value_of(of, token, i);
    }
    token.push_back(piece);
  }
  return token;
}

inline std::string joined(const cut& parts) {
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

/// Why a text is no token, and where, for a format with one variable field at most. The order is that of
/// jeton::token_fault.
struct fault {
  int reason;  ///< 0 prefix, 1 length, 2 separator, 3 alphabet, 4 length field, 5 check
  std::size_t position;
  bool operator==(const fault&) const = default;
};
inline fault fault_of(const format& of, const std::string& token) {
  const auto same = static_cast<std::size_t>(
      std::mismatch(token.begin(), token.end(), of.prefix.begin(), of.prefix.end()).second - of.prefix.begin());
  if (same < of.prefix.size()) return {0, same};
  std::size_t least = of.prefix.size();
  std::size_t most = of.prefix.size();
  for (const part& one : of.parts) least += one.least, most += one.most;
  if (token.size() > most) return {1, most};
  if (token.size() < least) return {1, token.size()};

  cut parts = {of.prefix};
  std::vector<std::size_t> at = {0, of.prefix.size()};
  for (const part& one : of.parts) {
    const std::size_t size = one.least == one.most ? one.least : one.least + token.size() - least;
    parts.push_back(token.substr(at.back(), size));
    at.push_back(at.back() + size);
  }
  fault first = {6, 0};
  const auto note = [&](int reason, std::size_t position) {
    if (reason < first.reason) first = {reason, position};
  };
  for (std::size_t i = 0; i < of.parts.size(); ++i) {
    const std::string& piece = parts[i + 1];
    if (of.parts[i].is == kind::text) {
      if (piece == of.parts[i].digits) continue;
      std::size_t differs = 0;
      while (piece[differs] == of.parts[i].digits[differs]) ++differs;
      note(2, at[i + 1] + differs);
    } else if (!all_of(piece, of.parts[i].digits)) {
      note(3, at[i + 1] + piece.find_first_not_of(of.parts[i].digits));
    } else if (of.parts[i].is != kind::field && piece != value_of(of, parts, i)) {
      note(of.parts[i].is == kind::length ? 4 : 5, at[i + 1]);
    }
  }
  return first;
}

}  // namespace jeton_fuzz::oracle

#endif
