// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_EXPIRY_HPP
#define JETON_TIME_EXPIRY_HPP

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/core/fixed_string.hpp>
#include <jeton/core/result.hpp>
#include <jeton/time/detail/calendar.hpp>
#include <jeton/time/detail/text.hpp>
#include <jeton/time/detail/timestamp.hpp>
#include <jeton/time/fault.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

namespace detail {

/// A column that may be null: an optional, or a pointer. A result is none, because an error must not become a null.
template <class T>
concept nullable = requires(const T& column) {
  static_cast<bool>(column);
  *column;
} && !requires(const T& column) { column.error(); };

}  // namespace detail

/// When a token dies: never, or at 00:00:00 UTC of its first dead day. A token that expires on 2027-01-31 is alive
/// until 2027-01-30 23:59:59.999… UTC. Four bytes; every function is pure, and `now` is an argument.
///
/// Default-constructed or zeroed, it has passed at every time; its day is the first of the calendar, -32767-01-01.
/// Ordered by time, `never` is last.
///
///     const auto expires = jeton::expiry::parse("2027-01-31");
///     if (expires && expires->passed(now)) return dead();
class expiry {
 public:
  constexpr expiry() = default;

  [[nodiscard]] static constexpr expiry never() {
    expiry made;
    made.day_ = never_;
    return made;
  }

  /// From the first dead day: a date such as `2027y/1/31`, a jeton::day, or whole days of a system clock such as
  /// std::chrono::sys_days. A date that does not exist is refused, not bent.
  template <civil_date Date>
  [[nodiscard]] static constexpr result<expiry, date_error> on(const Date& date) {
    const int year = static_cast<int>(date.year());
    if (year < detail::min_year || year > detail::max_year) return date_error{date_fault::year, 0};
    const detail::civil numbers{year, static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
    if (numbers.month - 1 >= 12) return date_error{date_fault::month, 0};
    const bool is_day = numbers.day != 0 && numbers.day <= detail::days_in_month(year, numbers.month);
    if (!is_day || !date.ok()) return date_error{date_fault::day, 0};
    return from_days(detail::days_from_civil(numbers));
  }
  template <class Day>
    requires std::same_as<Day, day> || detail::system_clock_days<Day>
  [[nodiscard]] static constexpr result<expiry, date_error> on(const Day& first_dead_day) {
    return from_days(detail::floor_days_of(first_dead_day));
  }

  /// From a column that may be null: an optional, or a pointer, to what `on` takes or to a text for `parse`. The only
  /// way from a null to `never`.
  template <detail::nullable Column>
  [[nodiscard]] static constexpr result<expiry, date_error> from_nullable(const Column& column) {
    if (!static_cast<bool>(column)) return never();
    if constexpr (requires { std::string_view{column}; }) {
      return parse(std::string_view{column});
    } else if constexpr (requires { std::string_view{*column}; }) {
      return parse(std::string_view{*column});
    } else {
      return on(*column);
    }
  }

  /// Reads exactly YYYY-MM-DD, years 0001 to 9999.
  [[nodiscard]] static constexpr result<expiry, date_error> parse(std::string_view text) {
    const std::int32_t close_by = text.size() == detail::date_size ? detail::read_near_day(text.data()) : 0;
    if (close_by != 0) [[likely]]
      return expiry{close_by};
    const auto days = detail::read_day(text);
    if (!days) return days.error();
    return expiry{*days};
  }

  /// Reads a timestamp of RFC 3339 with its offset, and takes the UTC day in which it lies: the token dies at the
  /// midnight before, never later than it says. `T` may be small or a space, `Z` small; a leap second must end a month.
  [[nodiscard]] static constexpr result<expiry, date_error> parse_timestamp(std::string_view text) {
    const auto days = detail::read_timestamp(text);
    if (!days) return days.error();
    return expiry{*days};
  }

  /// The day that lies `days`, `months` or `years` after the UTC day of `now`. Where the month has no such day, its
  /// last: 31 January and one month is the last of February, and so is 29 February and one year.
  template <utc_time_point Now>
  [[nodiscard]] static constexpr result<expiry, date_error> in_days(std::int32_t days, const Now& now) {
    return from_days(detail::floor_days_of(now) + days);
  }
  template <utc_time_point Now>
  [[nodiscard]] static constexpr result<expiry, date_error> in_months(std::int32_t months, const Now& now) {
    const auto today = from_days(detail::floor_days_of(now));
    if (!today) return today;
    const detail::civil date = detail::later_by_months(detail::civil_from_days(today->days()), months);
    if (date.year < detail::min_year || date.year > detail::max_year) return date_error{date_fault::year, 0};
    return expiry{detail::days_from_civil(date)};
  }
  template <utc_time_point Now>
  [[nodiscard]] static constexpr result<expiry, date_error> in_years(std::int32_t years, const Now& now) {
    constexpr std::int32_t most = detail::max_year - detail::min_year;
    if (years > most || years < -most) return date_error{date_fault::year, 0};
    return in_months(12 * years, now);
  }

  /// The earliest midnight at or after an instant. With `midnight_from(now + ttl)` a token lives for its whole ttl, be
  /// it two hours, and for less than a day more.
  template <utc_time_point Instant>
  [[nodiscard]] static constexpr result<expiry, date_error> midnight_from(const Instant& instant) {
    return from_days(detail::ceiled_days_of(instant));
  }

  /// Whether the token is dead at this instant.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool passed(const Now& now) const {
    if (is_never()) return false;
    return day_ == 0 || detail::floor_seconds_of(now).seconds >= std::int64_t{days()} * detail::seconds_per_day;
  }
  [[nodiscard]] constexpr bool is_never() const { return day_ == never_; }

  /// The first dead day, or its first instant, as what the caller has: std::chrono::sys_seconds, sys_days,
  /// year_month_day, jeton::day, … A type that cannot hold every day, such as nanoseconds, does not compile.
  template <holds_every_day T>
  [[nodiscard]] constexpr result<T, expiry_fault> instant() const {
    if (is_never()) return expiry_fault::never;
    return detail::day_as<T>(days());
  }
  [[nodiscard]] constexpr result<day, expiry_fault> first_dead_day() const { return instant<day>(); }

  /// Days from the UTC day of `now` to the first dead day: 1 on the last day of life, 0 or less for a dead token.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<std::int64_t, expiry_fault> days_left(const Now& now) const {
    if (is_never()) return expiry_fault::never;
    return days() - detail::floor_days_of(now);
  }
  /// Whether the first dead day is today or one of the `days` that follow, both ends included.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool expires_within(std::int32_t days, const Now& now) const {
    const auto left = days_left(now);
    return left.has_value() && *left >= 0 && *left <= days;
  }
  /// Whether the first dead day is today: the token died at the midnight before.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool expires_today(const Now& now) const {
    return expires_within(0, now);
  }

  /// YYYY-MM-DD. `never` has no text: it is a null in a store, never a far date.
  [[nodiscard]] constexpr result<fixed_string<detail::date_size>, expiry_fault> to_text() const {
    if (is_never()) return expiry_fault::never;
    const detail::civil date = detail::civil_from_days(days());
    if (date.year < 1 || date.year > 9999) return expiry_fault::year;
    fixed_string<detail::date_size> text;
    detail::write_date(date, text.chars);
    return text;
  }

  friend constexpr auto operator<=>(const expiry&, const expiry&) = default;

 private:
  static constexpr std::uint32_t never_ = UINT32_MAX;

  constexpr explicit expiry(std::int32_t days)
      : day_(static_cast<std::uint32_t>(days) - static_cast<std::uint32_t>(detail::min_day)) {}

  static constexpr result<expiry, date_error> from_days(std::int64_t days) {
    if (days < detail::min_day || days > detail::max_day) return date_error{date_fault::year, 0};
    return expiry{static_cast<std::int32_t>(days)};
  }
  [[nodiscard]] constexpr std::int32_t days() const {
    return static_cast<std::int32_t>(day_ + static_cast<std::uint32_t>(detail::min_day));
  }

  std::uint32_t day_ = 0;  ///< of the calendar, counted from its first, or never_
};

}}  // namespace jeton::v0

#endif
