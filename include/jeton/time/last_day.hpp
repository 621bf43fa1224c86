// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_LAST_DAY_HPP
#define JETON_TIME_LAST_DAY_HPP

#include <compare>
#include <concepts>
#include <cstddef>
#include <string_view>

#include <jeton/core/fixed_string.hpp>
#include <jeton/core/result.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

/// The other reading of a date, for systems that let a token live through it: never, or the last day of life. A token
/// whose last day is 2027-01-31 dies at 2027-02-01 00:00:00 UTC. It neither converts to an `expiry` nor compares with
/// one, so that a date is never read in the wrong way; `dead_from()` says the same as an `expiry`.
///
/// Default-constructed or zeroed, it has passed at every time.
class last_day {
 public:
  constexpr last_day() = default;

  [[nodiscard]] static constexpr last_day never() { return last_day{expiry::never()}; }
  /// From the last day of life: whatever `expiry::on` takes.
  template <class Date>
    requires requires(const Date& date) { expiry::on(date); }
  [[nodiscard]] static constexpr result<last_day, date_error> on(const Date& date) {
    return through(expiry::on(date));
  }
  /// From a column that may be null, which is `never`.
  template <detail::nullable Column>
  [[nodiscard]] static constexpr result<last_day, date_error> from_nullable(const Column& column) {
    return through(expiry::from_nullable(column));
  }
  /// Reads exactly YYYY-MM-DD, years 0001 to 9999.
  [[nodiscard]] static constexpr result<last_day, date_error> parse(std::string_view text) {
    return through(expiry::parse(text));
  }

  /// Whether the token is dead at this instant.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool passed(const Now& now) const {
    return dead_from_.passed(now);
  }
  [[nodiscard]] constexpr bool is_never() const { return dead_from_.is_never(); }

  /// The same as an expiry: its first dead day is the day after the last one of life.
  [[nodiscard]] constexpr expiry dead_from() const { return dead_from_; }

  /// The last day of life as YYYY-MM-DD; `never` has no text.
  [[nodiscard]] constexpr result<fixed_string<detail::date_size>, expiry_fault> to_text() const {
    const auto dead = dead_from_.first_dead_day();
    if (!dead) return dead.error();
    const auto before = expiry::in_days(-1, *dead);
    return before ? before->to_text() : expiry_fault::year;
  }

  friend constexpr auto operator<=>(const last_day&, const last_day&) = default;

 private:
  constexpr explicit last_day(const expiry& dead_from) : dead_from_(dead_from) {}

  static constexpr result<last_day, date_error> through(const result<expiry, date_error>& date) {
    if (!date) return date.error();
    const auto day = date->first_dead_day();
    if (!day) return never();
    const auto next = expiry::in_days(1, *day);
    if (!next) return next.error();
    return last_day{*next};
  }

  expiry dead_from_;
};

}}  // namespace jeton::v0

#endif
