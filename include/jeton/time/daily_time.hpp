// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_DAILY_TIME_HPP
#define JETON_TIME_DAILY_TIME_HPP

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include <jeton/core/result.hpp>
#include <jeton/time/detail/calendar.hpp>
#include <jeton/time/detail/clock_ticks.hpp>
#include <jeton/time/fault.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

/// A type that instants can come out as: it holds every second from the year -32767 to 32767, as std::chrono's
/// sys_time of whole seconds, milliseconds or microseconds does, and jeton::unix_seconds.
template <class T>
concept holds_every_second =
    std::same_as<T, unix_seconds> ||
    (detail::system_clock_point<T> && std::signed_integral<typename T::rep> && T::period::num == 1 &&
     detail::ticks_hold_every_day<typename T::rep, 1, T::period::den>());

template <holds_every_second T>
class daily_runs;

/// A time of day in UTC at which something runs every day. Every function is pure: whoever runs it keeps the instant of
/// the last run, and what he missed while he was away follows from it. Default-constructed it is 00:00:00.
class daily_time {
 public:
  constexpr daily_time() = default;

  /// From 00:00:00 to 23:59:59; what is no time of day is `date_fault::time`.
  [[nodiscard]] static constexpr result<daily_time, date_fault> at(unsigned hour, unsigned minute = 0,
                                                                   unsigned second = 0) {
    if (hour > 23 || minute > 59 || second > 59) return date_fault::time;
    daily_time made;
    made.seconds_ = static_cast<std::int32_t>(hour * 3600 + minute * 60 + second);
    return made;
  }
  /// From 00:00:00 UTC to this time.
  [[nodiscard]] constexpr std::int32_t seconds_since_midnight() const { return seconds_; }

  /// The first run after an instant; at the instant of a run it is the one of the next day. `date_fault::year` where
  /// the calendar has ended.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, date_fault> next_after(const Instant& instant) const {
    return on<T>(day_of_last_run(instant) + 1);
  }
  /// The last run that is not after an instant. `date_fault::year` before the calendar begins.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, date_fault> last_until(const Instant& instant) const {
    return on<T>(day_of_last_run(instant));
  }
  /// The run of the UTC day of an instant, be it before it or after.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, date_fault> on_day_of(const Instant& instant) const {
    return on<T>(detail::floor_days_of(instant));
  }

  /// The runs after `since`, `now` included: those that are due for one who did his last at `since`. Constant time,
  /// however many they are.
  template <holds_every_second T = unix_seconds, utc_time_point Since, utc_time_point Now>
  [[nodiscard]] constexpr daily_runs<T> missed(const Since& since, const Now& now) const {
    return {*this, within_calendar(day_of_last_run(since) + 1), within_calendar(day_of_last_run(now) + 1)};
  }

  friend constexpr auto operator<=>(const daily_time&, const daily_time&) = default;

 private:
  template <holds_every_second T>
  friend class daily_runs;

  /// A fraction of a second does not matter: runs are at whole ones.
  template <class Instant>
  [[nodiscard]] constexpr std::int64_t day_of_last_run(const Instant& instant) const {
    const auto [days, rest] = detail::floor_divide(detail::floor_seconds_of(instant).seconds, detail::seconds_per_day);
    return rest < seconds_ ? days - 1 : days;
  }
  static constexpr std::int32_t within_calendar(std::int64_t days) {
    if (days < detail::min_day) return detail::min_day;
    return days > detail::max_day ? detail::max_day + 1 : static_cast<std::int32_t>(days);
  }
  template <class T>
  [[nodiscard]] constexpr result<T, date_fault> on(std::int64_t days) const {
    if (days < detail::min_day || days > detail::max_day) return date_fault::year;
    return run_of<T>(static_cast<std::int32_t>(days));
  }
  template <class T>
  [[nodiscard]] constexpr T run_of(std::int32_t days) const {
    const std::int64_t seconds = std::int64_t{days} * detail::seconds_per_day + seconds_;
    if constexpr (std::same_as<T, unix_seconds>) {
      return {seconds};
    } else {
      return T{typename T::duration{static_cast<typename T::rep>(seconds * T::period::den)}};
    }
  }

  std::int32_t seconds_ = 0;
};

/// Runs of a daily time on days that follow each other: a range of instants, the earliest first. Default-constructed it
/// is empty.
template <holds_every_second T>
class daily_runs {
 public:
  class iterator;
  using value_type = T;

  constexpr daily_runs() = default;

  [[nodiscard]] constexpr std::size_t size() const { return static_cast<std::size_t>(end_ - first_); }
  [[nodiscard]] constexpr bool empty() const { return first_ == end_; }
  /// The last one, which stands for all where it is enough to run once; there must be one.
  [[nodiscard]] constexpr T back() const { return time_.template run_of<T>(end_ - 1); }
  [[nodiscard]] constexpr iterator begin() const { return {time_, first_}; }
  [[nodiscard]] constexpr iterator end() const { return {time_, end_}; }

 private:
  friend daily_time;

  constexpr daily_runs(daily_time time, std::int32_t first, std::int32_t end)
      : time_(time), first_(first), end_(end < first ? first : end) {}

  daily_time time_{};
  std::int32_t first_ = 0;  ///< days since 1970
  std::int32_t end_ = 0;
};

template <holds_every_second T>
class daily_runs<T>::iterator {
 public:
  using value_type = T;
  using difference_type = std::ptrdiff_t;

  constexpr iterator() = default;
  [[nodiscard]] constexpr T operator*() const { return time_.template run_of<T>(day_); }
  constexpr iterator& operator++() {
    ++day_;
    return *this;
  }
  constexpr iterator operator++(int) {
    const iterator before = *this;
    ++*this;
    return before;
  }
  friend constexpr bool operator==(const iterator&, const iterator&) = default;

 private:
  friend daily_runs;

  constexpr iterator(daily_time time, std::int32_t day) : time_(time), day_(day) {}

  daily_time time_{};
  std::int32_t day_ = 0;
};

}}  // namespace jeton::v0

#endif
