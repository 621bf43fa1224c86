// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_UTC_HPP
#define JETON_TIME_UTC_HPP

#include <compare>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <jeton/time/detail/calendar.hpp>
#include <jeton/time/detail/clock_ticks.hpp>

/// Days and instants in UTC, without <chrono>: two types for those who have none, and concepts by which the types of
/// <chrono> go in and come out. Nothing here reads a clock.
namespace jeton { inline namespace v0 {

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

  /// The first day of the calendar: -32767-01-01, as that of std::chrono.
  [[nodiscard]] static constexpr day first() { return {detail::min_day}; }
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
  return floor_divide(floor_seconds_of(instant).seconds, seconds_per_day).quotient;
}

/// The first midnight at or after an instant.
template <utc_time_point T>
constexpr std::int64_t ceiled_days_of(const T& instant) {
  const floored_seconds floored = floor_seconds_of(instant);
  const auto [days, rest] = floor_divide(floored.seconds, seconds_per_day);
  return days + (rest != 0 || !floored.is_exact ? 1 : 0);
}

}  // namespace detail

/// The day of an instant; one beyond what a `day` can count is the last or first that it can.
template <utc_time_point T>
[[nodiscard]] constexpr day day_of(const T& instant) {
  return day::nearest(detail::floor_days_of(instant));
}

namespace detail {

/// A date that is made of its year, month and day.
template <class T>
concept made_of_parts = civil_date<T> && requires(const T& date, int year, unsigned part) {
  T{static_cast<decltype(date.year())>(year), static_cast<decltype(date.month())>(part),
    static_cast<decltype(date.day())>(part)};
};

template <made_of_parts T>
constexpr T civil_as(const civil& date) {
  using year = decltype(std::declval<const T&>().year());
  using month = decltype(std::declval<const T&>().month());
  using day = decltype(std::declval<const T&>().day());
  return T{static_cast<year>(date.year), static_cast<month>(date.month), static_cast<day>(date.day)};
}

template <made_of_parts T>
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
                          (detail::made_of_parts<T> && detail::holds_every_year<T>());

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

}}  // namespace jeton::v0

#endif
