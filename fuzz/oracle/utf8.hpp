// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_ORACLE_UTF8_HPP
#define JETON_FUZZ_ORACLE_UTF8_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// UTF-8 by encoding: a byte begins a character if it and those behind it are what some code point is written as.
namespace jeton_fuzz::oracle {

inline std::string utf8(std::uint32_t code_point) {
  const auto rest = [&](unsigned shift) { return static_cast<char>(0x80 | (code_point >> shift & 0x3F)); };
  if (code_point < 0x80) return {static_cast<char>(code_point)};
  if (code_point < 0x800) return {static_cast<char>(0xC0 | code_point >> 6), rest(0)};
  if (code_point < 0x10000) return {static_cast<char>(0xE0 | code_point >> 12), rest(6), rest(0)};
  return {static_cast<char>(0xF0 | code_point >> 18), rest(12), rest(6), rest(0)};
}

/// A character of a text, or a byte that is none.
struct piece {
  std::string bytes;
  bool is_character = false;
  std::uint32_t code_point = 0;
};

inline std::vector<piece> pieces_of(const std::string& text) {
  std::vector<piece> pieces;
  for (std::size_t at = 0; at < text.size(); at += pieces.back().bytes.size()) {
    pieces.push_back({text.substr(at, 1)});
    for (std::size_t size = 1; size <= 4 && at + size <= text.size(); ++size) {
      // What such bytes would mean, if they meant something: then written again, they are the same.
      const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
      std::uint32_t guess = size == 1 ? byte(0) : byte(0) & (0xFFu >> (size + 1));
      for (std::size_t i = 1; i < size; ++i) guess = guess * 64 + byte(i) % 64;
      const bool is_scalar = guess <= 0x10FFFF && !(guess >= 0xD800 && guess <= 0xDFFF);
      if (is_scalar && utf8(guess) == text.substr(at, size)) pieces.back() = {utf8(guess), true, guess};
    }
  }
  return pieces;
}

}  // namespace jeton_fuzz::oracle

#endif
