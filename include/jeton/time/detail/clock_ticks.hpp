// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_DETAIL_CLOCK_TICKS_HPP
#define JETON_TIME_DETAIL_CLOCK_TICKS_HPP

#include <cstdint>
#include <type_traits>

#include <jeton/time/detail/calendar.hpp>

/// Ticks of any clock, in whole seconds: rounded down, and never wrapped.
namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::int64_t most_ticks = INT64_MAX;
inline constexpr std::int64_t least_ticks = INT64_MIN;

/// An instant in whole seconds since 1970, rounded down, and whether nothing was cut off.
struct floored_seconds {
  std::int64_t seconds;
  bool is_exact;
};

/// What is beyond 64 bits counts as the end of time, and so does what is no number: everything has expired by then.
template <class Rep>
constexpr floored_seconds floor_ticks(Rep count) {
  if constexpr (std::is_floating_point_v<Rep>) {
    constexpr Rep limit = static_cast<Rep>(9223372036854775808.0);
    if (!(count < limit)) return {most_ticks, true};
    if (count < -limit) return {least_ticks, true};
    const std::int64_t whole = static_cast<std::int64_t>(count);
    const bool is_below = static_cast<Rep>(whole) > count;
    return {is_below ? whole - 1 : whole, static_cast<Rep>(whole) == count};
  } else {
    if constexpr (sizeof(Rep) >= sizeof(std::int64_t)) {
      if (count > static_cast<Rep>(most_ticks)) return {most_ticks, true};
      if (std::is_signed_v<Rep> && count < static_cast<Rep>(least_ticks)) return {least_ticks, true};
    }
    return {static_cast<std::int64_t>(count), true};
  }
}

struct floored_division {
  std::int64_t quotient;
  std::int64_t rest;  ///< 0 to divisor - 1
};

constexpr floored_division floor_divide(std::int64_t number, std::int64_t divisor) {
  const bool is_below = number % divisor < 0;
  return {number / divisor - (is_below ? 1 : 0), number % divisor + (is_below ? divisor : 0)};
}

/// Ticks of Num / Den seconds in seconds, and what is too far away as far as possible.
template <std::int64_t Num, std::int64_t Den>
constexpr floored_seconds floor_seconds(const floored_seconds& ticks) {
  static_assert(Num <= most_ticks / Den, "jeton: no clock ticks like this one");
  const auto [quotient, rest] = floor_divide(ticks.seconds, Den);
  if constexpr (Num > 1) {
    constexpr std::int64_t limit = most_ticks / Num;
    if (quotient >= limit) return {most_ticks, true};
    if (quotient < -limit) return {least_ticks, true};
  }
  return {quotient * Num + rest * Num / Den, ticks.is_exact && rest * Num % Den == 0};
}

/// How many numbers from 0 on a type holds without a gap, as a power of two.
template <class Rep>
constexpr int exact_bits() {
  if constexpr (std::is_floating_point_v<Rep>) {
    int bits = 0;
    for (Rep power = 1; bits < 63 && power + 1 != power; power *= 2) ++bits;
    return bits;
  } else {
    return static_cast<int>(sizeof(Rep) * 8) - (std::is_signed_v<Rep> ? 1 : 0);
  }
}

/// Whether points of this clock can be at every midnight of the calendar.
template <class Rep, std::int64_t Num, std::int64_t Den>
constexpr bool ticks_hold_every_day() {
  if constexpr (!std::is_signed_v<Rep> || seconds_per_day % Num != 0 || Den > most_ticks / seconds_per_day) {
    return false;
  } else {
    std::int64_t ticks = seconds_per_day / Num * Den;
    if constexpr (std::is_floating_point_v<Rep>) {
      while (ticks % 2 == 0) ticks /= 2;  // they are exact anyway
    }
    constexpr int bits = exact_bits<Rep>();
    const std::int64_t limit = bits >= 63 ? most_ticks : (std::int64_t{1} << bits) - 1;
    return ticks <= limit / -std::int64_t{min_day} && ticks <= limit / max_day;
  }
}

}}}  // namespace jeton::v0::detail

#endif
