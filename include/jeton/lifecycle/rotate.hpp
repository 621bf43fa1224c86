// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_ROTATE_HPP
#define JETON_LIFECYCLE_ROTATE_HPP

#include <cstdint>
#include <string_view>
#include <utility>

#include <jeton/digest/digester.hpp>
#include <jeton/format/generate.hpp>
#include <jeton/lifecycle/detail/transaction.hpp>
#include <jeton/lifecycle/fault.hpp>
#include <jeton/lifecycle/issue.hpp>
#include <jeton/lifecycle/lifetime.hpp>
#include <jeton/lifecycle/revoke.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>
#include <jeton/time/expiry.hpp>

namespace jeton { inline namespace v0 {

class renewal;

/// Replaces a token by a fresh one of format F, in one transaction: the old one is dead at once, and of two rotations
/// of the same token one succeeds. The new one has the same owner, kind, name, description and scopes, says which one
/// it replaces, and was never used. A revoked token is refused; an expired one is not, since whoever may rotate it has
/// shown another one that is alive.
///
///     const auto fresh = jeton::rotate<acme_pat>(store, id, jeton::renewal::one_week(), policy, now);
///     if (fresh) show_once(fresh->token.expose());
template <class F, token_store Store, utc_time_point Now, random_source Source = os_random,
          token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<issued_token<F::max_size>, rotate_fault> rotate(Store& store, token_id id,
                                                                               const renewal& when,
                                                                               const lifetime_policy& policy,
                                                                               const Now& now, Source&& source = {},
                                                                               const Digester& digester = {});

/// The same as `rotate` with a token that `make()` makes: where a format has a prefix known at
/// run time or given fields, `[&] { return generate(format, source); }`.
template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr auto rotate_to(Store& store, Make&& make, token_id id, const renewal& when,
                                       const lifetime_policy& policy, const Now& now, const Digester& digester = {});

/// The row with which a rotation would replace a token, but for its id and its digest, or why the token would not be
/// rotated; for whoever says so before it is done. Its texts are views of the old one's.
template <class Record, utc_time_point Now>
[[nodiscard]] constexpr result<token_record<typename Record::vocabulary>, rotate_fault> successor_of(
    const Record& old, const renewal& when, const lifetime_policy& policy, const Now& now);

/// When the successor of a token expires. Default-constructed: after a week.
class renewal {
 public:
  constexpr renewal() = default;

  /// At this time.
  [[nodiscard]] static constexpr renewal until(const expiry& expires) {
    renewal made;
    made.rule_ = rule::given;
    made.given_ = expires;
    return made;
  }
  /// Seven days after today, or on the last day that the policy admits if that is earlier; never, where no expiry is
  /// required.
  [[nodiscard]] static constexpr renewal one_week() { return {}; }
  /// As many days after today as the old one expired after the day of its creation. One that never expires has a
  /// successor that never does, where the policy admits it.
  [[nodiscard]] static constexpr renewal same_lifetime() {
    renewal made;
    made.rule_ = rule::same;
    return made;
  }

  /// The same, also where the new token is dead on arrival, as GitLab has it.
  [[nodiscard]] constexpr renewal even_if_passed() const {
    renewal changed = *this;
    changed.even_if_passed_ = true;
    return changed;
  }

  /// The expiry of the successor of `old`.
  template <class Record, utc_time_point Now>
  [[nodiscard]] constexpr result<expiry, rotate_fault> expiry_after(const Record& old, const lifetime_policy& policy,
                                                                    const Now& now) const {
    const auto wanted = wanted_after(old, policy, now);
    if (!wanted) return wanted;
    const auto judged = detail::judge_expiry(*wanted, even_if_passed_, policy, now);
    if (judged) return *judged;
    return judged.error() == issue_fault::expiry_missing  ? rotate_fault::expiry_missing
           : judged.error() == issue_fault::expiry_passed ? rotate_fault::expiry_passed
                                                          : rotate_fault::expiry_too_late;
  }

 private:
  enum class rule : unsigned char { week, given, same };

  template <class Now>
  static constexpr result<expiry, rotate_fault> in_days(std::int64_t days, const Now& now) {
    if (days > INT32_MAX || days < INT32_MIN) return rotate_fault::expiry_too_late;
    const auto expires = expiry::in_days(static_cast<std::int32_t>(days), now);
    if (!expires) return rotate_fault::expiry_too_late;
    return *expires;
  }

  template <class Record, class Now>
  constexpr result<expiry, rotate_fault> wanted_after(const Record& old, const lifetime_policy& policy,
                                                      const Now& now) const {
    if (rule_ == rule::given) return given_;
    if (rule_ == rule::same) {
      const auto days = old.expires.days_left(old.created);
      if (!days) return expiry::never();
      return in_days(*days, now);
    }
    if (!policy.requires_expiry()) return expiry::never();
    const auto week = in_days(7, now);
    const auto limit = policy.default_expiry(now);
    return week && limit && *limit < *week ? in_days(*limit->days_left(now), now) : week;
  }

  rule rule_ = rule::week;
  bool even_if_passed_ = false;
  expiry given_{};
};

namespace detail {

constexpr rotate_fault as_rotate_fault(store_fault fault) {
  return fault == store_fault::absent ? rotate_fault::unknown : rotate_fault::unavailable;
}
/// What a rotation wrote, or that the fresh token is there already.
struct rotated_row {
  token_id id = token_id::none;
  expiry expires{};
  bool is_duplicate = false;
};

/// Replaces a row by one with a fresh digest.
template <class Rows, class Now>
constexpr result<rotated_row, rotate_fault> rotate_row(Rows& rows, typename Rows::record& old, const digest<32>& fresh,
                                                       const renewal& when, const lifetime_policy& policy,
                                                       const Now& now) {
  auto next = successor_of(old, when, policy, now);
  if (!next) return next.error();
  const auto written = revoke_row(rows, old, now);
  if (!written) return as_rotate_fault(written.error());
  next->digest = fresh;
  const auto id = rows.insert(*next);
  if (!id && id.error() != store_fault::duplicate) return rotate_fault::unavailable;
  return rotated_row{id ? *id : token_id::none, next->expires, !id};
}

}  // namespace detail

template <class Record, utc_time_point Now>
constexpr result<token_record<typename Record::vocabulary>, rotate_fault> successor_of(const Record& old,
                                                                                       const renewal& when,
                                                                                       const lifetime_policy& policy,
                                                                                       const Now& now) {
  if (old.revoked) return rotate_fault::revoked;
  if (old.scopes.empty() && std::string_view{old.unknown_scopes}.empty()) return rotate_fault::scopes;
  const auto expires = when.expiry_after(old, policy, now);
  if (!expires) return expires.error();
  auto next = old.template as<std::string_view>();
  next.id = token_id::none;
  next.digest = {};
  next.expires = *expires;
  next.created = next.updated = {detail::floor_seconds_of(now).seconds};
  next.last_used = {};
  next.previous = old.id;
  next.notices_sent = 0;
  return next;
}

template <class F, token_store Store, utc_time_point Now, random_source Source, token_digester Digester>
constexpr result<issued_token<F::max_size>, rotate_fault> rotate(Store& store, token_id id, const renewal& when,
                                                                 const lifetime_policy& policy, const Now& now,
                                                                 Source&& source, const Digester& digester) {
  return rotate_to(store, [&] { return generate<F>(source); }, id, when, policy, now, digester);
}

template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester>
constexpr auto rotate_to(Store& store, Make&& make, token_id id, const renewal& when, const lifetime_policy& policy,
                         const Now& now, const Digester& digester) {
  using issued = issued_token<detail::made_secret<Make>::capacity()>;
  using outcome = result<issued, rotate_fault>;
  for (int i = 0; i < detail::max_tries; ++i) {
    auto made = make();
    if (!made) break;
    const digest<32> fresh = digester.digest_of(made->expose(), 0);
    result<detail::rotated_row, rotate_fault> rotated{rotate_fault::unavailable};
    const bool was_kept = store.transact([&](auto& rows) {
      auto old = rows.find(id);
      rotated = old ? detail::rotate_row(rows, *old, fresh, when, policy, now) : detail::as_rotate_fault(old.error());
      return rotated && !rotated->is_duplicate;
    });
    if (!rotated) return outcome{rotated.error()};
    if (rotated->is_duplicate) continue;
    if (!was_kept) return outcome{rotate_fault::unavailable};
    return outcome{issued{*std::move(made), rotated->id, rotated->expires}};
  }
  return outcome{rotate_fault::random};
}

}}  // namespace jeton::v0

#endif
