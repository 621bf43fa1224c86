// SPDX-License-Identifier: BSL-1.0
// Answers judge.py. `formats`: a line for each format, then an empty one. `NAME HEX`: the verdict of the format NAME on
// the bytes HEX. `identify HEX`: the name of the format that the bytes have, of all those of the profiles.
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "parameter_space.hpp"
#include "profiles.hpp"

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

/// The bytes, in memory of exactly their size, so that a sanitizer sees a read behind their end.
struct bytes {
  std::unique_ptr<char[]> chars;
  std::size_t size;

  explicit bytes(std::string_view hex) : chars(new char[hex.size() / 2]), size(hex.size() / 2) {
    for (std::size_t i = 0; i < size; ++i) {
      chars[i] = static_cast<char>(hex_digits.find(hex[2 * i]) << 4 | hex_digits.find(hex[2 * i + 1]));
    }
  }
  std::string_view view() const { return {chars.get(), size}; }
};

const listed* format_called(std::string_view name) {
  for (const listed& one : parameter_space::formats) {
    if (one.name == name) return &one;
  }
  for (const listed& one : profiles::all.formats) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

void describe(const listed& one) {
  std::cout << one.name << '\t' << one.prefix << '\t' << one.min_size << '\t' << one.max_size << '\t'
            << one.entropy_bits << '\t' << one.url_safe << '\t' << one.double_click_selectable << '\t' << one.regex
            << '\n';
}

}  // namespace

int main() {
  std::cout.precision(12);
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "formats") {
      for (const listed& one : parameter_space::formats) describe(one);
      for (const listed& one : profiles::all.formats) describe(one);
      std::cout << '\n';
      continue;
    }
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) return 2;
    const std::string_view name = std::string_view{line}.substr(0, space);
    const bytes text{std::string_view{line}.substr(space + 1)};
    if (name == "identify") {
      std::cout << profiles::all.identify(text.view()) << '\n';
      continue;
    }
    const listed* const format = format_called(name);
    if (format == nullptr) return 2;
    std::cout << format->verdict(text.view()) << '\n';
  }
  return 0;
}
