// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_LIFETIME_HPP
#define JETON_GITLAB_LIFETIME_HPP

#include <cstdint>

#include <jeton/core/result.hpp>
#include <jeton/lifecycle/lifetime.hpp>
#include <jeton/time/expiry.hpp>

/// GitLab's rules for the lifetime of personal access tokens, by era. A maximum is a column that may be null
/// (`max_personal_access_token_lifetime`), which sets no limit.
namespace jeton { inline namespace v0 { namespace gitlab {

inline constexpr std::int32_t longest_lifetime = 365;  ///< days
inline constexpr std::int32_t buffered_longest_lifetime =
    400;  ///< days, from 17.6 with buffered_token_expiration_limit

/// 12.6 to 15.11: no limit but the administrator's, which requires an expiry and sweeps tokens without one. Limit and
/// the choice not to enforce (13.1 to 14.10) count under a licence only.
template <jeton::detail::nullable Days>
[[nodiscard]] constexpr result<lifetime_policy, lifetime_fault> documented_lifetime(const Days& max_days, bool enforced,
                                                                                    bool licensed) {
  if (!static_cast<bool>(max_days)) return lifetime_policy::unlimited().enforcing(enforced).if_licensed(licensed);
  const auto limited = lifetime_policy::at_most(*max_days, longest_lifetime);
  if (!limited) return limited;
  return limited->enforcing(enforced).if_licensed(licensed);
}

/// From 16.0: 365 days for everyone (400 with the flag), fewer by an administrator's licensed choice; always enforced.
/// An expiry is required unless the setting of 17.3 says otherwise. Only a chosen limit sweeps, and no longer the
/// tokens that never expire.
template <jeton::detail::nullable Days>
[[nodiscard]] constexpr result<lifetime_policy, lifetime_fault> current_lifetime(const Days& max_days, bool licensed,
                                                                                 bool expiry_required = true,
                                                                                 bool is_buffered = false) {
  const std::int32_t longest = is_buffered ? buffered_longest_lifetime : longest_lifetime;
  const bool is_chosen = licensed && static_cast<bool>(max_days);
  const auto limited = lifetime_policy::at_most(is_chosen ? *max_days : longest, longest);
  if (!limited) return limited;
  return limited->requiring_expiry(expiry_required).sweeping(is_chosen ? swept::dated : swept::nothing);
}

}}}  // namespace jeton::v0::gitlab

#endif
