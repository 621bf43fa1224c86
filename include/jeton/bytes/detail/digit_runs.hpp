// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_DIGIT_RUNS_HPP
#define JETON_BYTES_DETAIL_DIGIT_RUNS_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jeton { inline namespace v0 { namespace detail {

/// Neighbouring characters first..last that stand for the neighbouring values value, value + 1, …
struct digit_run {
  unsigned char first;
  unsigned char last;
  unsigned char value;
};

/// How many runs the digits fall into: base62 has three.
constexpr std::size_t count_runs(std::string_view digits) {
  std::size_t count = digits.empty() ? 0 : 1;
  for (std::size_t i = 1; i < digits.size(); ++i) {
    if (static_cast<unsigned char>(digits[i]) != static_cast<unsigned char>(digits[i - 1]) + 1) ++count;
  }
  return count;
}

/// An alphabet as ranges, so that characters and values are converted by arithmetic: a table indexed by a secret
/// character would show in the cache which character it was.
template <std::size_t Count>
struct digit_runs {
  static constexpr std::size_t count = Count;
  digit_run items[Count]{};

  constexpr explicit digit_runs(std::string_view digits) {
    std::size_t run = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const auto digit = static_cast<unsigned char>(digits[i]);
      if (i == 0 || digit != items[run].last + 1) {
        run += i == 0 ? 0 : 1;
        items[run] = {digit, digit, static_cast<unsigned char>(i)};
      }
      items[run].last = digit;
    }
  }
};

template <class Alphabet>
  requires(Alphabet::is_sound)
inline constexpr auto runs_of = digit_runs<count_runs(Alphabet::digits)>{Alphabet::digits};

/// A set of byte values, for questions asked at compile time.
struct byte_set {
  std::uint64_t words[4]{};

  constexpr void add(unsigned char byte) { words[byte >> 6] |= std::uint64_t{1} << (byte & 63); }
  constexpr void add(const byte_set& other) {
    for (std::size_t i = 0; i < 4; ++i) words[i] |= other.words[i];
  }
  [[nodiscard]] constexpr bool contains(unsigned char byte) const { return (words[byte >> 6] >> (byte & 63) & 1) != 0; }
  [[nodiscard]] constexpr bool meets(const byte_set& other) const {
    bool any = false;
    for (std::size_t i = 0; i < 4; ++i) any |= (words[i] & other.words[i]) != 0;
    return any;
  }
  [[nodiscard]] constexpr bool within(const byte_set& other) const {
    bool all = true;
    for (std::size_t i = 0; i < 4; ++i) all &= (words[i] & ~other.words[i]) == 0;
    return all;
  }
  static constexpr byte_set of(std::string_view bytes) {
    byte_set set;
    for (const char byte : bytes) set.add(static_cast<unsigned char>(byte));
    return set;
  }
};

}}}  // namespace jeton::v0::detail

#endif
