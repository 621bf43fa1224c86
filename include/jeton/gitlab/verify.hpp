// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_VERIFY_HPP
#define JETON_GITLAB_VERIFY_HPP

#include <concepts>
#include <string_view>
#include <utility>

#include <jeton/bytes/detail/byte_search.hpp>
#include <jeton/core/maybe.hpp>
#include <jeton/core/result.hpp>
#include <jeton/decision/find_record.hpp>
#include <jeton/decision/verify.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/gitlab/access.hpp>
#include <jeton/gitlab/denial.hpp>
#include <jeton/gitlab/scope.hpp>
#include <jeton/gitlab/sudo.hpp>
#include <jeton/store/record.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

/// The decision as GitLab's API makes it (services/access_token_validation_service.rb, lib/api/api_guard.rb,
/// lib/api/helpers.rb). Any text that is not blank may be a token: predetermined ones have no shape. Whichever way the
/// text was presented, this is the one door, and each request is asked for its scopes.
namespace jeton { inline namespace v0 { namespace gitlab {

/// What an administrator has set.
struct verify_settings {
  bool tokens_enabled = true;         ///< false with FIPS, or where personal access tokens are switched off
  bool impersonation_enabled = true;  ///< false: impersonation tokens are refused
};

struct api_request;

/// Decides on a request to the API, in the order of the enumerators of `denial`. Quirks are named in
/// `request.access.named`; `request.access.as_another` does not count: it is set where sudo is allowed.
///
/// - `find`: as jeton::verify takes it; its records are jeton::token_record<gitlab::scopes>, or have the same members.
/// - `account_of`: called with a living token's record; gives the `account` of its owner.
/// - `note_use`: called with a living token's record, before its owner and its scopes are looked at. What it gives back
///   changes nothing: `[&](const auto& row) { return jeton::note_use(store, row, now); }`, or `ignore_uses{}`.
/// - `digester`: how the store's digests were made, such as `salted_sha256`.
/// - `on_denial`: called with each denial, for limits on the rate of guesses.
///
/// Constant time as jeton::verify; blanks at the ends of the text show.
///
///     const gl::api_request request{.access = {.what = gl::action::users, .with = gl::method::get}};
///     const auto who = gl::verify(text, find, account_of, gl::ignore_uses{}, request, now);
template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
[[nodiscard]] constexpr auto verify(std::string_view presented, Find&& find, AccountOf&& account_of, NoteUse&& note_use,
                                    const api_request& request, const Now& now, const verify_settings& settings = {},
                                    const Digester& digester = {}, OnDenial&& on_denial = {});

/// What is known of a token's owner. Default-constructed, nobody that may do anything.
struct account {
  bool may_use_api = false;       ///< neither blocked nor deactivated, confirmed, …; of a bot, in its own project. For
                                  ///< Git: may log in, and the password has not expired
  bool is_administrator = false;  ///< for sudo
  bool has_two_factor = true;     ///< then a password is no credential for Git
};

/// The switch for the enforcement of expiry dates (13.1 to 14.x), as something for `access_request::named`. To switch
/// it off counts with a licence only.
[[nodiscard]] constexpr quirk enforcement_quirk(bool is_licensed, bool is_enforced) {
  return is_licensed && !is_enforced ? quirk::expiry_not_enforced : quirk::none;
}

/// Whether the API takes a token for dead: from 00:00 UTC of its date, in every version. With the quirk
/// `expiry_not_enforced`, never; but one whose expiry nobody set is dead all the same.
template <utc_time_point Now>
[[nodiscard]] constexpr bool expired_for_api(const expiry& expires, const Now& now, quirk named = quirk::none) {
  const bool is_enforced = expires == expiry{} || !includes(named, quirk::expiry_not_enforced);
  return is_enforced && expires.passed(now);
}

/// A request to the API.
struct api_request {
  access_request access{};
  maybe<sudo_target> sudo{};  ///< who the user is that the parameter or header `sudo` names, where there is one
};

/// A request that is granted.
template <class Record>
struct granted {
  Record record{};
  sudo_target acts_as = sudo_target::oneself;  ///< `another`: as the user that sudo named
};

/// Notes nothing.
struct ignore_uses {
  template <class Record>
  constexpr void operator()(const Record&) const {}
};

namespace detail {

/// What the decision asks of a record. That of jeton::token_record<gitlab::scopes> will do.
template <class Record, class Now>
concept stored_token = jeton::stored_token<Record, access_requirement<>, Now> && requires(const Record& record) {
  { record.kind } -> std::convertible_to<token_kind>;
  { record.scopes } -> std::convertible_to<scopes::set>;
};

/// The record of a presented text: `unknown` or `unavailable` where there is none.
template <class Find, class Digester>
constexpr auto look_up(std::string_view presented, Find& find, const verify_settings& settings,
                       const Digester& digester) -> result<record_found<Find>, denial> {
  if (!settings.tokens_enabled || jeton::detail::trimmed(presented).empty()) return denial::unknown;
  auto found = find_record(presented, find, digester);
  if (found) return *std::move(found);
  return found.error() == jeton::denial::unavailable ? denial::unavailable : denial::unknown;
}

/// The scopes that a record grants: as granted_by says it, of a record that has `unknown_scopes`.
template <class Record>
constexpr scopes::set scopes_of(const Record& record, quirk named) {
  if constexpr (requires { record.unknown_scopes.empty(); }) {
    const bool is_empty = record.scopes.empty() && record.unknown_scopes.empty();
    if (is_empty && includes(named, quirk::empty_row_is_api)) return scopes::of<"api">();
  }
  return record.scopes;
}

/// The decision, without the hook.
template <class Find, class AccountOf, class NoteUse, class Now, class Digester>
constexpr auto decide(std::string_view presented, Find& find, AccountOf& account_of, NoteUse& note_use,
                      const api_request& request, const Now& now, const verify_settings& settings,
                      const Digester& digester) -> result<granted<record_found<Find>>, denial> {
  auto record = look_up(presented, find, settings, digester);
  if (!record) return record.error();
  access_request access = request.access;
  if (expired_for_api(record->expires, now, access.named)) return denial::expired;
  if (record->revoked) return denial::revoked;
  const bool impersonates = record->kind == token_kind::impersonation;
  if (impersonates && !settings.impersonation_enabled) return denial::impersonation_disabled;

  static_cast<void>(note_use(*record));
  const account owner = account_of(*record);
  if (!owner.may_use_api) return denial::blocked;

  const scopes::set held = scopes_of(*record, access.named);
  sudo_target acts_as = sudo_target::oneself;
  if (request.sudo) {
    const auto acting = check_sudo({.is_authenticated = true,
                                    .is_administrator = owner.is_administrator,
                                    .has_token = true,
                                    .target = *request.sudo},
                                   held);
    if (!acting) return denial_of(acting.error());
    acts_as = *acting;
  }
  access.as_another = acts_as == sudo_target::another;
  if (!allowed(access, held)) return denial::insufficient_scope;
  return granted<record_found<Find>>{*std::move(record), acts_as};
}

}  // namespace detail

template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester, class OnDenial>
constexpr auto verify(std::string_view presented, Find&& find, AccountOf&& account_of, NoteUse&& note_use,
                      const api_request& request, const Now& now, const verify_settings& settings,
                      const Digester& digester, OnDenial&& on_denial) {
  constexpr bool record_has_what_is_asked = detail::stored_token<record_found<Find>, Now>;
  static_assert(record_has_what_is_asked,
                "jeton: a record has digest, revoked, expires, kind and scopes, and the scopes are GitLab's");
  auto decided = detail::decide(presented, find, account_of, note_use, request, now, settings, digester);
  if (!decided) on_denial(decided.error());
  return decided;
}

}}}  // namespace jeton::v0::gitlab

#endif
