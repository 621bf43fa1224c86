// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_VERIFY_HPP
#define JETON_GITLAB_VERIFY_HPP

#include <concepts>
#include <cstddef>
#include <string_view>

#include <jeton/expiry.hpp>
#include <jeton/gitlab/access.hpp>
#include <jeton/gitlab/sudo.hpp>
#include <jeton/maybe.hpp>
#include <jeton/record.hpp>
#include <jeton/result.hpp>
#include <jeton/utc.hpp>
#include <jeton/verify.hpp>

/// The decision as GitLab makes it (services/access_token_validation_service.rb, lib/api/api_guard.rb,
/// lib/gitlab/auth.rb). Any text that is not blank may be a token: predetermined ones have no shape.
namespace jeton::inline v0::gitlab {

/// Why the API refuses a request with a token, in the order of its checks: expired before revoked.
enum class refusal : unsigned char {
  unknown,                 ///< no such token, or none may be used here
  unavailable,             ///< the store could not answer
  expired,                 ///< 00:00 UTC of its date has come
  revoked,                 ///< somebody revoked it
  impersonation_disabled,  ///< an impersonation token, and the administrator has switched those off
  blocked,                 ///< its owner may not use the API; `account::why` says why
  sudo,                    ///< it may not act as the other user; `denied::sudo` says why
  insufficient_scope,      ///< it has none of the scopes that this needs
};

[[nodiscard]] constexpr std::string_view describe(refusal why) {
  switch (why) {
    case refusal::unknown:
      return "the token is unknown";
    case refusal::unavailable:
      return "tokens cannot be looked up at the moment";
    case refusal::expired:
      return "the token has expired";
    case refusal::revoked:
      return "the token was revoked";
    case refusal::impersonation_disabled:
      return "impersonation is switched off";
    case refusal::blocked:
      return "the owner of the token may not use the API";
    case refusal::sudo:
      return "the token may not act as another user";
    case refusal::insufficient_scope:
      return "the token has not the scope that this needs";
  }
  return "unknown refusal";
}

/// Which day of an expiry date is the first dead one. All but the first let a token live longer than documented today.
enum class expiry_rule : unsigned char {
  start_of_day,     ///< dead from 00:00 UTC of its date: the API always, all of GitLab since 15.3
  through_the_day,  ///< alive through its date, as Git and the registry had it from 13.x to 15.2
  not_enforced,     ///< alive for ever, where an administrator switched the enforcement off (API, 13.1 to 14.x)
};

/// The rule of the API in the versions 13.1 to 14.x: the switch counts only with a licence.
[[nodiscard]] constexpr expiry_rule expiry_rule_of(bool is_licensed, bool is_enforced) {
  return is_licensed && !is_enforced ? expiry_rule::not_enforced : expiry_rule::start_of_day;
}

/// Whether a token is dead under a rule. One whose expiry nobody set is dead under each.
template <utc_time_point Now>
[[nodiscard]] constexpr bool is_expired(const expiry& expires, const Now& now, expiry_rule rule) {
  if (expires == expiry{}) return true;
  const auto left = expires.days_left(now);
  switch (rule) {
    case expiry_rule::through_the_day:
      return left.has_value() && *left < 0;
    case expiry_rule::not_enforced:
      return false;
    default:
      return expires.passed(now);
  }
}

/// What an administrator has set.
struct verify_settings {
  bool tokens_enabled = true;         ///< false with FIPS, or where personal access tokens are switched off
  bool impersonation_enabled = true;  ///< false: impersonation tokens are refused
  expiry_rule expires = expiry_rule::start_of_day;
};

/// What is known of a token's owner. Default-constructed, nobody that may do anything.
struct account {
  bool may_use_api = false;        ///< neither blocked nor deactivated, confirmed, …; of a bot, in its own project
  std::string_view why{};          ///< what GitLab tells somebody who may not: "Your account has been blocked."
  bool is_administrator = false;   ///< for sudo
  bool has_two_factor = true;      ///< then a password is no credential for Git
};

/// A request to the API.
struct api_request {
  access_request access{};
  maybe<sudo_target> sudo{};  ///< the user of the parameter or header `sudo`, where there is one
};

/// A refusal, and of sudo its reason.
struct denied {
  refusal reason{};
  sudo_refusal sudo{};

  friend constexpr bool operator==(const denied&, const denied&) = default;
  friend constexpr bool operator==(const denied& left, refusal right) { return left.reason == right; }
};

/// A request that is granted.
template <class Record>
struct granted {
  Record record{};
  sudo_target acts_as = sudo_target::oneself;  ///< `another`: as the user that sudo named
};

namespace detail {

constexpr bool is_blank(std::string_view text) {
  for (const char c : text) {
    const bool is_space = c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
    if (!is_space) return false;
  }
  return true;
}

/// The record of a presented text: `unknown` or `unavailable` where there is none.
template <class Find, class Digester>
constexpr auto look_up(std::string_view presented, Find& find, const verify_settings& settings,
                       const Digester& digester) -> result<jeton::detail::record_found<Find>, refusal> {
  if (!settings.tokens_enabled || is_blank(presented)) return refusal::unknown;
  for (std::size_t number = 0; number < digester.size(); ++number) {
    const digest<32> key = digester.digest_of(presented, number);
    const auto found = find(key);
    denial why{};
    const auto* const record = jeton::detail::record_in(found, why);
    if (record == nullptr && why == denial::unavailable) return refusal::unavailable;
    if (record != nullptr && record->digest == key) return *record;
  }
  return refusal::unknown;
}

}  // namespace detail

/// Decides on a request to the API.
///
/// - `find`: as jeton::verify takes it; its records are jeton::token_record<gitlab::scopes>, or have the same members.
/// - `account_of`: called with a living token's record; gives the `account` of its owner.
/// - `note_use`: called with a living token's record before its scopes are looked at, as GitLab does. What it returns,
///   and whether it fails, changes nothing: `[&](const auto& row) { return jeton::note_use(store, row, now); }`.
/// - `request.access.as_another` is set here, and only where sudo is allowed.
template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr auto verify(std::string_view presented, Find&& find, AccountOf&& account_of, NoteUse&& note_use,
                                    const api_request& request, const Now& now, const verify_settings& settings = {},
                                    const Digester& digester = {})
    -> result<granted<jeton::detail::record_found<Find>>, denied> {
  const auto record = detail::look_up(presented, find, settings, digester);
  if (!record) return denied{record.error()};
  if (is_expired(record->expires, now, settings.expires)) return denied{refusal::expired};
  if (record->revoked) return denied{refusal::revoked};
  const bool impersonates = record->kind == token_kind::impersonation;
  if (impersonates && !settings.impersonation_enabled) return denied{refusal::impersonation_disabled};

  static_cast<void>(note_use(*record));
  const account owner = account_of(*record);
  if (!owner.may_use_api) return denied{refusal::blocked};

  granted<jeton::detail::record_found<Find>> answer{*record};
  access_request access = request.access;
  access.as_another = false;
  if (request.sudo) {
    const auto acting = check_sudo({.is_authenticated = true,
                                    .is_administrator = owner.is_administrator,
                                    .has_token = true,
                                    .target = *request.sudo},
                                   record->scopes);
    if (!acting) return denied{refusal::sudo, acting.error()};
    answer.acts_as = *acting;
    access.as_another = *acting == sudo_target::another;
  }
  if (!required_by(access).met_by(record->scopes)) return denied{refusal::insufficient_scope};
  return answer;
}

/// Why Git over HTTP or the container registry refuses, in the order of the checks. Unknown, expired and revoked tokens
/// look alike there.
enum class git_refusal : unsigned char {
  unavailable,      ///< the store could not answer
  access_denied,    ///< 401: neither a living token nor anything else that is known
  token_required,   ///< 401: a password, but its user has two-factor authentication
  missing_ability,  ///< 403: the token's scopes do not allow this
};

[[nodiscard]] constexpr std::string_view describe(git_refusal why) {
  switch (why) {
    case git_refusal::unavailable:
      return "tokens cannot be looked up at the moment";
    case git_refusal::access_denied:
      return "the credentials are unknown";
    case git_refusal::token_required:
      return "with two-factor authentication a token is required in place of the password";
    case git_refusal::missing_ability:
      return "the token has not the scope that this needs";
  }
  return "unknown refusal";
}

/// Decides on Git over HTTP and on the container registry, with a token presented as the password; the user name counts
/// for nothing. `settings.expires` is `through_the_day` for the versions 13.x to 15.2. The rest is as for the API.
template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr auto verify_git(std::string_view presented, Find&& find, AccountOf&& account_of,
                                        NoteUse&& note_use, const access_request& access, const Now& now,
                                        const verify_settings& settings = {}, const Digester& digester = {})
    -> result<jeton::detail::record_found<Find>, git_refusal> {
  const auto record = detail::look_up(presented, find, settings, digester);
  if (!record && record.error() == refusal::unavailable) return git_refusal::unavailable;
  if (!record) return git_refusal::access_denied;
  const bool is_alive = !record->revoked && !is_expired(record->expires, now, settings.expires);
  if (!is_alive || record->scopes.empty()) return git_refusal::access_denied;
  if (record->kind == token_kind::impersonation && !settings.impersonation_enabled) return git_refusal::access_denied;
  if (!account_of(*record).may_use_api) return git_refusal::access_denied;
  static_cast<void>(note_use(*record));
  if (!required_by(access).met_by(record->scopes)) return git_refusal::missing_ability;
  return *record;
}

/// Whether a correct password is a credential for Git: not for a user with two-factor authentication.
[[nodiscard]] constexpr result<void, git_refusal> admit_password(const account& owner) {
  if (owner.has_two_factor) return git_refusal::token_required;
  if (!owner.may_use_api) return git_refusal::access_denied;
  return std::in_place;
}

}  // namespace jeton::inline v0::gitlab

#endif
