// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_VECTORS_HPP
#define JETON_TESTS_SUPPORT_VECTORS_HPP

#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Reads tests/vectors/*.tsv, which tests/vectors/README.md describes. The build says in JETON_VECTORS where they are.
namespace jeton_tests {

/// One row, and the line where a person finds it.
struct row {
  std::size_t line = 0;
  std::vector<std::string> columns;

  const std::string& operator[](std::size_t index) const { return columns[index]; }
};

/// The rows of a file, each with this many columns. No row at all is an error: a test of nothing proves nothing.
inline std::vector<row> rows(const std::string& file, std::size_t columns) {
  std::ifstream stream{std::string{JETON_VECTORS} + '/' + file};
  if (!stream) throw std::runtime_error{"cannot read " + file};
  std::vector<row> all;
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    row next{number, std::vector<std::string>(1)};
    for (const char c : line) {
      if (c == '\t') {
        next.columns.emplace_back();
      } else {
        next.columns.back() += c;
      }
    }
    if (next.columns.size() > columns) throw std::runtime_error{file + ": too many columns"};
    next.columns.resize(columns);  // empty ones at the end are left out in the file
    all.push_back(std::move(next));
  }
  if (all.empty()) throw std::runtime_error{file + ": no row"};
  return all;
}

inline unsigned hex_value(char digit) {
  const std::size_t value = std::string_view{"0123456789abcdef"}.find(digit);
  if (value == std::string_view::npos) throw std::runtime_error{"a column of hexadecimal has another character"};
  return static_cast<unsigned>(value);
}

inline char hex_byte(std::string_view two_digits) {
  return static_cast<char>(hex_value(two_digits[0]) << 4 | hex_value(two_digits[1]));
}

/// The bytes of a column in which `\xHH` stands for a byte that is not printable.
inline std::string unescape(std::string_view column) {
  std::string text;
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (column[i] == '\\') {
      text += hex_byte(column.substr(i + 2, 2));
      i += 3;
    } else {
      text += column[i];
    }
  }
  return text;
}

/// The bytes of a column in hexadecimal, `HEX` or `HEX*N`.
inline std::string unpack(std::string_view column) {
  const std::size_t star = column.find('*');
  const std::string_view hex = column.substr(0, star);
  std::string once;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) once += hex_byte(hex.substr(i, 2));
  std::string bytes = once;
  if (star == std::string_view::npos) return bytes;
  const std::size_t times = std::stoul(std::string{column.substr(star + 1)});
  bytes.reserve(once.size() * times);
  for (std::size_t i = 1; i < times; ++i) bytes += once;
  return bytes;
}

}  // namespace jeton_tests

#endif
