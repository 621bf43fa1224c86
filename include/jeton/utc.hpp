// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_UTC_HPP
#define JETON_UTC_HPP

#include <compare>
#include <concepts>
#include <cstdint>
#include <type_traits>

#include <jeton/detail/calendar.hpp>

/// Days and instants in UTC, without <chrono>: two types for those who have none, and concepts by which the types of
/// <chrono> go in and come out. Nothing here reads a clock.
namespace jeton::inline v0 {

/// An instant: seconds since 1970-01-01T00:00:00Z without leap seconds, as std::time_t has them on POSIX systems.
struct unix_seconds {
  std::int64_t count = 0;

  friend constexpr auto operator<=>(const unix_seconds&, const unix_seconds&) = default;
};

/// A day in UTC: days since 1970-01-01. As an instant, its first one.
struct day {
  std::int32_t count = 0;

  friend constexpr auto operator<=>(const day&, const day&) = default;
  /// Where a `day` cannot count that far, the last or the first one that it can.
  friend constexpr day operator+(const day& from, std::int32_t days) {
    return nearest(std::int64_t{from.count} + days);
  }
  friend constexpr day operator-(const day& from, std::int32_t days) {
    return nearest(std::int64_t{from.count} - days);
  }
  /// Days from one to the other.
  friend constexpr std::int64_t operator-(const day& to, const day& from) {
    return std::int64_t{to.count} - from.count;
  }

  [[nodiscard]] static constexpr day nearest(std::int64_t count) {
    if (count > INT32_MAX) return {INT32_MAX};
    if (count < INT32_MIN) return {INT32_MIN};
    return {static_cast<std::int32_t>(count)};
  }
};

namespace detail {

/// A point of std::chrono::system_clock of any precision, told by what no other clock has.
template <class T>
concept system_clock_point = std::is_arithmetic_v<typename T::rep> && requires(const T& point) {
  &T::clock::to_time_t;
  { point.time_since_epoch().count() } -> std::convertible_to<typename T::rep>;
  T::period::num / T::period::den;
};

/// Whole days of a system clock: std::chrono::sys_days and coarser.
template <class T>
concept system_clock_days = system_clock_point<T> && std::integral<typename T::rep> && T::period::den == 1 &&
                            T::period::num % seconds_per_day == 0;

}  // namespace detail

/// An instant in UTC: a std::chrono::sys_time of any precision, jeton::unix_seconds or jeton::day. The steady, UTC, TAI
/// and file clocks count other seconds, local times and plain numbers may mean anything: they do not compile.
template <class T>
concept utc_time_point = std::same_as<T, unix_seconds> || std::same_as<T, day> || detail::system_clock_point<T>;

/// A date of the Gregorian calendar, shaped like std::chrono::year_month_day.
template <class T>
concept civil_date = requires(const T& date) {
  static_cast<int>(date.year());
  static_cast<unsigned>(date.month());
  static_cast<unsigned>(date.day());
  { date.ok() } -> std::convertible_to<bool>;
};

namespace detail {

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
  } else if constexpr (std::is_unsigned_v<Rep> && sizeof(Rep) >= sizeof(std::int64_t)) {
    return {count > static_cast<Rep>(most_ticks) ? most_ticks : static_cast<std::int64_t>(count), true};
  } else {
    return {static_cast<std::int64_t>(count), true};
  }
}

constexpr std::int64_t floor_divide(std::int64_t number, std::int64_t divisor) {
  return number / divisor - (number % divisor < 0 ? 1 : 0);
}

/// Ticks of Num / Den seconds in seconds, and what is too far away as far as possible.
template <std::int64_t Num, std::int64_t Den>
constexpr floored_seconds floor_seconds(const floored_seconds& ticks) {
  static_assert(Num <= most_ticks / Den, "jeton: no clock ticks like this one");
  const std::int64_t quotient = floor_divide(ticks.seconds, Den);
  const std::int64_t rest = ticks.seconds - quotient * Den;
  if constexpr (Num > 1) {
    constexpr std::int64_t limit = most_ticks / Num;
    if (quotient >= limit) return {most_ticks, true};
    if (quotient < -limit) return {least_ticks, true};
  }
  return {quotient * Num + rest * Num / Den, ticks.is_exact && rest * Num % Den == 0};
}

template <utc_time_point T>
constexpr floored_seconds floor_seconds_of(const T& instant) {
  if constexpr (std::same_as<T, unix_seconds>) {
    return {instant.count, true};
  } else if constexpr (std::same_as<T, day>) {
    return {std::int64_t{instant.count} * seconds_per_day, true};
  } else {
    using rep = typename T::rep;
    constexpr std::int64_t num = T::period::num;
    constexpr std::int64_t den = T::period::den;
    const rep count = instant.time_since_epoch().count();
    // A fraction of a tick matters only where a day is no whole number of ticks.
    if constexpr (std::is_floating_point_v<rep> && seconds_per_day * den % num != 0) {
      return floor_ticks(count * static_cast<rep>(num) / static_cast<rep>(den));
    } else {
      return floor_seconds<num, den>(floor_ticks(count));
    }
  }
}

/// The day of an instant, as a number of days since 1970.
template <utc_time_point T>
constexpr std::int64_t floor_days_of(const T& instant) {
  return floor_divide(floor_seconds_of(instant).seconds, seconds_per_day);
}

/// The first midnight at or after an instant.
template <utc_time_point T>
constexpr std::int64_t ceiled_days_of(const T& instant) {
  const floored_seconds floored = floor_seconds_of(instant);
  const std::int64_t days = floor_divide(floored.seconds, seconds_per_day);
  return days + (days * seconds_per_day != floored.seconds || !floored.is_exact ? 1 : 0);
}

}  // namespace detail

/// The day of an instant; one beyond what a `day` can count is the last or first that it can.
template <utc_time_point T>
[[nodiscard]] constexpr day day_of(const T& instant) {
  return day::nearest(detail::floor_days_of(instant));
}

namespace detail {

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

template <civil_date T>
constexpr T civil_as(const civil& date) {
  const T shape{};
  return T{static_cast<decltype(shape.year())>(date.year), static_cast<decltype(shape.month())>(date.month),
           static_cast<decltype(shape.day())>(date.day)};
}

template <class T>
constexpr bool holds_every_year() {
  const T first = civil_as<T>({min_year, 1, 1});
  const T last = civil_as<T>({max_year, 12, 31});
  return static_cast<int>(first.year()) == min_year && static_cast<int>(last.year()) == max_year;
}

}  // namespace detail

/// A type that days can come out as: it holds every day from the year -32767 to 32767, as std::chrono::year_month_day
/// and a sys_time of seconds or microseconds do. Nanoseconds do not: they end in the year 2262.
template <class T>
concept holds_every_day = std::same_as<T, unix_seconds> || std::same_as<T, day> ||
                          (detail::system_clock_point<T> &&
                           detail::ticks_hold_every_day<typename T::rep, T::period::num, T::period::den>()) ||
                          (civil_date<T> && requires { requires detail::holds_every_year<T>(); });

namespace detail {

/// A day of the calendar as another type: its first instant, or its date.
template <holds_every_day T>
constexpr T day_as(std::int32_t days) {
  if constexpr (std::same_as<T, unix_seconds>) {
    return {std::int64_t{days} * seconds_per_day};
  } else if constexpr (std::same_as<T, day>) {
    return {days};
  } else if constexpr (system_clock_point<T>) {
    using rep = typename T::rep;
    constexpr std::int64_t ticks = seconds_per_day / T::period::num * T::period::den;
    return T{typename T::duration{static_cast<rep>(static_cast<rep>(days) * static_cast<rep>(ticks))}};
  } else {
    return civil_as<T>(civil_from_days(days));
  }
}

}  // namespace detail

}  // namespace jeton::inline v0

#endif
