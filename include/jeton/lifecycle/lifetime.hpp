// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_LIFETIME_HPP
#define JETON_LIFECYCLE_LIFETIME_HPP

#include <cstdint>
#include <string_view>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/lifecycle/fault.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

/// Which existing tokens a new limit revokes.
enum class swept : unsigned char {
  all,      ///< those that live longer, and those that never expire
  dated,    ///< those that live longer
  nothing,  ///< none
};

/// How long tokens may live: a limit in days, whether an expiry is required, and whether a passed one is enforced. All
/// functions are pure, and `now` is an argument.
///
/// Default-constructed or zeroed, nothing lives under it: the limit is 0 days, with everything required and enforced.
///
///     constexpr auto policy = *jeton::lifetime_policy::at_most(90);
///     const auto admitted = policy.admit(expires, now);
class lifetime_policy {
 public:
  static constexpr std::int32_t longest = 365;  ///< days that a limit may have, unless said otherwise
  static constexpr std::int64_t sweep_delay = std::int64_t{3} * 3600;  ///< seconds from a new limit to the sweep

  constexpr lifetime_policy() = default;

  /// Any expiry, or none.
  [[nodiscard]] static constexpr lifetime_policy unlimited() {
    lifetime_policy made;
    made.is_unlimited_ = true;
    made.is_optional_ = true;
    return made;
  }
  /// Requires an expiry, `days` after today at most.
  [[nodiscard]] static constexpr result<lifetime_policy, lifetime_fault> at_most(std::int32_t days,
                                                                                 std::int32_t longest_limit = longest) {
    if (days < 1 || days > longest_limit) return lifetime_fault::limit;
    lifetime_policy made;
    made.days_ = days;
    return made;
  }
  /// The same, with an expiry required or not.
  [[nodiscard]] constexpr lifetime_policy requiring_expiry(bool required) const {
    lifetime_policy changed = *this;
    changed.is_optional_ = !required;
    return changed;
  }
  /// The same, with passed expiries enforced or not. What is not enforced kills no token and is swept by no limit.
  [[nodiscard]] constexpr lifetime_policy enforcing(bool enforced) const {
    lifetime_policy changed = *this;
    changed.is_lenient_ = !enforced;
    return changed;
  }
  /// The same, with a new limit revoking these.
  [[nodiscard]] constexpr lifetime_policy sweeping(swept tokens) const {
    lifetime_policy changed = *this;
    changed.swept_ = tokens;
    return changed;
  }
  /// The same where a licence pays for the settings; without one nothing is limited or required, and every expiry is
  /// enforced.
  [[nodiscard]] constexpr lifetime_policy if_licensed(bool licensed) const { return licensed ? *this : unlimited(); }

  [[nodiscard]] constexpr bool is_limited() const { return !is_unlimited_; }
  [[nodiscard]] constexpr bool requires_expiry() const { return !is_optional_; }
  [[nodiscard]] constexpr bool is_enforced() const { return !is_lenient_; }

  /// The last first-dead day that `admit` accepts: today and the limit.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<day, lifetime_fault> last_admissible_day(const Now& now) const {
    if (is_unlimited_) return lifetime_fault::unlimited;
    return day_of(now) + days_;
  }

  /// What a token gets for which no expiry was asked, where one is required: the last admissible day, or the day that
  /// is `days` from now if that is sooner, as for a token that replaces another. Else `never`.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<expiry, lifetime_fault> default_expiry(const Now& now,
                                                                        std::int32_t days = INT32_MAX) const {
    if (is_optional_) return expiry::never();
    if (is_unlimited_ && days == INT32_MAX) return lifetime_fault::missing;
    const auto last = expiry::in_days(is_unlimited_ || days < days_ ? days : days_, now);
    if (!last) return lifetime_fault::too_late;
    return *last;
  }

  /// Whether a new token may have this expiry. One that has passed is no fault: it grants nothing.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<void, lifetime_fault> admit(const expiry& wanted, const Now& now) const {
    if (wanted.is_never()) {
      if (is_optional_) return std::in_place;
      return lifetime_fault::missing;
    }
    if (exceeds(wanted, now)) return lifetime_fault::too_late;
    return std::in_place;
  }

  /// Whether a token with this expiry is dead: never, where expiries are not enforced. A default-constructed expiry is
  /// dead under every policy.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool passed(const expiry& expires, const Now& now) const {
    return is_lenient_ ? expires == expiry{} : expires.passed(now);
  }

  /// Whether the sweep that runs at this instant must revoke a token that is not revoked yet: its remaining life, not
  /// the whole, is longer than the limit.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool must_revoke(const expiry& expires, const Now& run) const {
    if (is_unlimited_ || is_lenient_ || swept_ == swept::nothing) return false;
    return expires.is_never() ? swept_ == swept::all : exceeds(expires, run);
  }

  /// When the sweep for a limit that was changed at this instant runs: three hours later.
  template <utc_time_point Instant>
  [[nodiscard]] static constexpr unix_seconds sweep_after(const Instant& changed) {
    const std::int64_t seconds = detail::floor_seconds_of(changed).seconds;
    return {seconds > detail::most_ticks - sweep_delay ? detail::most_ticks : seconds + sweep_delay};
  }
  /// The same where a sweep is `pending`: if it is still to come it serves this change too. The policy that holds when
  /// it runs is what it applies.
  template <utc_time_point Instant, utc_time_point Pending>
  [[nodiscard]] static constexpr unix_seconds sweep_after(const Instant& changed, const Pending& pending) {
    const std::int64_t seconds = detail::floor_seconds_of(pending).seconds;
    if (detail::floor_seconds_of(changed).seconds < seconds) return {seconds};
    return sweep_after(changed);
  }

 private:
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool exceeds(const expiry& expires, const Now& now) const {
    const auto left = expires.days_left(now);
    return !is_unlimited_ && left.has_value() && *left > days_;
  }

  // Zero is the strictest value of each.
  std::int32_t days_ = 0;
  bool is_unlimited_ = false;
  bool is_optional_ = false;
  bool is_lenient_ = false;
  swept swept_ = swept::all;
};

}}  // namespace jeton::v0

#endif
