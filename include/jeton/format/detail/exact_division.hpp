// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_EXACT_DIVISION_HPP
#define JETON_FORMAT_DETAIL_EXACT_DIVISION_HPP

#include <bit>
#include <cstddef>
#include <cstdint>

namespace jeton { inline namespace v0 { namespace detail {

/// How secret numbers below a limit are divided: by a multiplication and a shift. Never with a division instruction,
/// which may take longer for some numbers than for others.
struct division {
  std::uint64_t multiplier = 0;
  int shift = -1;  // negative where no multiplier of this size is exact for all numbers

  /// Granlund and Montgomery 1994, "Division by invariant integers using multiplication": with the multiplier
  /// (2^shift + error) / divisor the quotient is right as long as number * error < 2^shift. `limit` is 2^32 at most.
  static constexpr division by(std::uint64_t divisor, std::uint64_t limit) {
    if (divisor >= limit) return {0, 0};
    for (int shift = 0; shift < 64; ++shift) {
      const std::uint64_t power = std::uint64_t{1} << shift;
      const std::uint64_t multiplier = (power - 1) / divisor + 1;
      const std::uint64_t error = multiplier * divisor - power;
      if (multiplier >= ~std::uint64_t{0} / limit) break;
      if (error * limit <= power) return {multiplier, shift};
    }
    return {};
  }
  [[nodiscard]] constexpr bool is_exact() const { return shift >= 0; }
  [[nodiscard]] constexpr std::uint64_t quotient(std::uint64_t number) const { return number * multiplier >> shift; }
};

constexpr std::uint64_t power(std::uint64_t radix, std::size_t exponent) {
  std::uint64_t product = 1;
  for (std::size_t i = 0; i < exponent; ++i) product *= radix;
  return product;
}

/// How many of `width` digits to part from the others: half of them, or as near to it as can be divided exactly. There
/// is such a number for each radix below 152.
constexpr std::size_t lower_half(std::uint64_t radix, std::size_t width, std::uint64_t limit) {
  const auto is_exact = [&](std::size_t digits) {
    return digits - 1 < width - 1 && division::by(power(radix, digits), limit).is_exact();
  };
  std::size_t away = 0;
  while (!is_exact(width / 2 - away) && !is_exact(width / 2 + away)) ++away;
  return is_exact(width / 2 - away) ? width / 2 - away : width / 2 + away;
}

/// Writes the Width digit values of a number below Limit, most significant first, as bytes of `packed`: the first one
/// lowest, eight to a word. The number is halved again and again, so that the divisions do not wait for each other.
template <std::uint64_t Radix, std::size_t Width, std::uint64_t Limit, std::size_t At = 0>
constexpr void digit_values(std::uint64_t number, std::uint64_t* packed) {
  if constexpr (Width == 1) {
    packed[At / 8] |= number << At % 8 * 8;
  } else if constexpr (std::has_single_bit(Radix)) {
    constexpr int bits = std::countr_zero(Radix);
    constexpr std::size_t low = Width / 2;
    digit_values<Radix, Width - low, Limit, At>(number >> low * bits, packed);
    digit_values<Radix, low, Limit, At + Width - low>(number & ((std::uint64_t{1} << low * bits) - 1), packed);
  } else {
    constexpr std::size_t low = lower_half(Radix, Width, Limit);
    constexpr std::uint64_t divisor = power(Radix, low);
    constexpr division halves = division::by(divisor, Limit);
    const std::uint64_t quotient = halves.quotient(number);
    digit_values<Radix, Width - low, (Limit - 1) / divisor + 1, At>(quotient, packed);
    digit_values < Radix, low, divisor<Limit ? divisor : Limit, At + Width - low>(number - quotient * divisor, packed);
  }
}

}}}  // namespace jeton::v0::detail

#endif
