// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_GIT_VERIFY_HPP
#define JETON_GITLAB_GIT_VERIFY_HPP

#include <string_view>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/decision/find_record.hpp>
#include <jeton/decision/verify.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/gitlab/access.hpp>
#include <jeton/gitlab/action.hpp>
#include <jeton/gitlab/denial.hpp>
#include <jeton/gitlab/scope.hpp>
#include <jeton/gitlab/verify.hpp>
#include <jeton/store/record.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

/// The decision as GitLab makes it for Git over HTTP and the container registry, where a token stands in place of the
/// account's password (lib/gitlab/auth.rb, lib/gitlab/git_access.rb).
namespace jeton { inline namespace v0 { namespace gitlab {

/// Decides on Git over HTTP and the container registry: the five actions from `git_pull` to `image_delete`, and none
/// besides. The token is presented as the password of Basic; the user name counts for nothing. Arguments are those of
/// gitlab::verify; of several quirks, `git_through_the_day` and `empty_row_is_api` count. `note_use` was not called
/// here by the versions 13.2 to 15.x: `ignore_uses{}`. `on_denial` is called with a git_denial.
///
/// Where the denial is `access_denied`, the text may still be the password of an account; see `admit_password`.
///
///     const auto who = gl::git_verify(text, find, account_of, gl::ignore_uses{}, {.what = gl::action::git_pull}, now);
template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
[[nodiscard]] constexpr auto git_verify(std::string_view presented, Find&& find, AccountOf&& account_of,
                                        NoteUse&& note_use, const access_request& access, const Now& now,
                                        const verify_settings& settings = {}, const Digester& digester = {},
                                        OnDenial&& on_denial = {});

/// Whether Git and the registry take a token for dead: from 00:00 UTC of its date. With the quirk
/// `git_through_the_day`, from 00:00 UTC of the day after; but one whose expiry nobody set is dead all the same. The
/// switch for enforcement never counted here.
template <utc_time_point Now>
[[nodiscard]] constexpr bool expired_for_git(const expiry& expires, const Now& now, quirk named = quirk::none) {
  const bool is_last_day = includes(named, quirk::git_through_the_day) && expires != expiry{};
  return expires.passed(now) && !(is_last_day && expires.expires_today(now));
}

namespace detail {

/// What is said of an action that no scope of the token allows.
constexpr git_denial git_denial_of(action what) {
  return what == action::git_pull   ? git_denial::download
         : what == action::git_push ? git_denial::upload
                                    : git_denial::registry;
}

/// The decision, without the hook.
template <class Find, class AccountOf, class NoteUse, class Now, class Digester>
constexpr auto decide_for_git(std::string_view presented, Find& find, AccountOf& account_of, NoteUse& note_use,
                              const access_request& access, const Now& now, const verify_settings& settings,
                              const Digester& digester) -> result<record_found<Find>, git_denial> {
  auto record = look_up(presented, find, settings, digester);
  if (!record) {
    return record.error() == denial::unavailable ? git_denial::unavailable : git_denial::access_denied;
  }
  const bool is_alive = !record->revoked && !expired_for_git(record->expires, now, access.named);
  const bool impersonates = record->kind == token_kind::impersonation;
  if (!is_alive || (impersonates && !settings.impersonation_enabled)) return git_denial::access_denied;

  const scopes::set held = scopes_of(*record, access.named);
  const auto known = available_to(token_owner::administrator, access.features, access.server, quirk::unchecked_owner);
  if (!held.contains_any_of(known)) return git_denial::access_denied;
  const account owner = account_of(*record);
  if (!owner.may_use_api) return git_denial::access_denied;

  static_cast<void>(note_use(*record));
  const bool is_here = access.what >= action::git_pull && access.what <= action::image_delete;
  if (!is_here || !allowed(access, held)) return git_denial_of(access.what);
  return *std::move(record);
}

}  // namespace detail

template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester, class OnDenial>
constexpr auto git_verify(std::string_view presented, Find&& find, AccountOf&& account_of, NoteUse&& note_use,
                          const access_request& access, const Now& now, const verify_settings& settings,
                          const Digester& digester, OnDenial&& on_denial) {
  constexpr bool record_has_what_is_asked = detail::stored_token<record_found<Find>, Now>;
  static_assert(record_has_what_is_asked,
                "jeton: a record has digest, revoked, expires, kind and scopes, and the scopes are GitLab's");
  auto decided = detail::decide_for_git(presented, find, account_of, note_use, access, now, settings, digester);
  if (!decided) on_denial(decided.error());
  return decided;
}

/// Whether a password that was found correct is a credential for Git: not of somebody who may not log in, and not of a
/// user with two-factor authentication.
[[nodiscard]] constexpr result<void, git_denial> admit_password(const account& owner) {
  if (!owner.may_use_api) return git_denial::access_denied;
  if (owner.has_two_factor) return git_denial::password;
  return std::in_place;
}

}}}  // namespace jeton::v0::gitlab

#endif
