// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_DIVIDE_HPP
#define JETON_DETAIL_DIVIDE_HPP

#include <bit>
#include <cstddef>
#include <cstdint>

#include <jeton/constant_time.hpp>

namespace jeton::inline v0::detail {

struct division {
  std::uint64_t quotient;
  std::uint64_t rest;
};

/// Divides a secret number below 2^32, or any where the divisor is a power of two. Never with a division instruction,
/// which may take longer for some numbers than for others.
template <std::uint64_t Divisor>
constexpr division divide(std::uint64_t number) {
  if constexpr (std::has_single_bit(Divisor)) {
    return {number >> std::countr_zero(Divisor), number & (Divisor - 1)};
  } else if constexpr (Divisor >> 32 != 0) {
    return {0, number};
  } else {
    constexpr std::uint64_t reciprocal = (std::uint64_t{1} << 32) / Divisor;
    const std::uint64_t guess = number * reciprocal >> 32;  // the quotient, or one less
    const std::uint64_t rest = number - guess * Divisor;
    const std::uint64_t is_quotient = constant_time::value_barrier((rest - Divisor) >> 63);
    return {guess + 1 - is_quotient, rest - Divisor + (Divisor & (0 - is_quotient))};
  }
}

/// Writes the Width digit values of a number, most significant first, as bytes of `packed`: the first one lowest, eight
/// to a word. The number is halved again and again, so that the divisions do not wait for each other.
template <std::uint64_t Radix, std::size_t Width, std::size_t At = 0>
constexpr void digit_values(std::uint64_t number, std::uint64_t* packed) {
  if constexpr (Width == 1) {
    packed[At / 8] |= number << At % 8 * 8;
  } else {
    constexpr std::size_t low = Width / 2;
    constexpr std::uint64_t divisor = [] {
      std::uint64_t power = 1;
      for (std::size_t i = 0; i < low; ++i) power *= Radix;
      return power;
    }();
    const division halves = divide<divisor>(number);
    digit_values<Radix, Width - low, At>(halves.quotient, packed);
    digit_values<Radix, low, At + Width - low>(halves.rest, packed);
  }
}

}  // namespace jeton::inline v0::detail

#endif
