// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_DENIAL_HPP
#define JETON_GITLAB_DENIAL_HPP

#include <string_view>

#include <jeton/gitlab/sudo.hpp>

namespace jeton { inline namespace v0 { namespace gitlab {

/// Why GitLab's API refuses a request, in the order of its checks. A token that is revoked and expired is expired; an
/// expired token of a blocked owner is expired too.
enum class denial : unsigned char {
  unknown,                 ///< no token is presented, no record has its digest, or tokens are switched off
  unavailable,             ///< the store could not answer, so nothing is known
  expired,                 ///< 00:00 UTC of its date has come
  revoked,                 ///< somebody revoked it
  impersonation_disabled,  ///< an impersonation token where they are switched off
  blocked,                 ///< its owner may not use the API: blocked, deactivated, not confirmed
  not_administrator,       ///< sudo is asked for, and the owner is no administrator
  sudo_without_token,      ///< sudo is asked for in a session, without a token
  sudo_scope,              ///< sudo is asked for, and the token has not the scope `sudo`
  sudo_target,             ///< the user that sudo names does not exist
  insufficient_scope,      ///< the token has none of the scopes that the endpoint takes
};

[[nodiscard]] constexpr std::string_view describe(denial reason) {
  switch (reason) {
    case denial::unknown:
      return "no token that is known";
    case denial::unavailable:
      return "tokens cannot be looked up at the moment";
    case denial::expired:
      return "the token has expired";
    case denial::revoked:
      return "the token was revoked";
    case denial::impersonation_disabled:
      return "impersonation is switched off";
    case denial::blocked:
      return "the owner may not use the API";
    case denial::not_administrator:
      return "sudo is for administrators";
    case denial::sudo_without_token:
      return "sudo needs a token";
    case denial::sudo_scope:
      return "sudo needs the scope sudo";
    case denial::sudo_target:
      return "the user that sudo names does not exist";
    case denial::insufficient_scope:
      return "the token has none of the scopes that this takes";
  }
  return "unknown denial";
}

/// The denial of a request that may not act as another user.
[[nodiscard]] constexpr denial denial_of(sudo_refusal refusal) {
  switch (refusal) {
    case sudo_refusal::not_administrator:
      return denial::not_administrator;
    case sudo_refusal::no_token:
      return denial::sudo_without_token;
    case sudo_refusal::missing_scope:
      return denial::sudo_scope;
    case sudo_refusal::unknown_target:
      return denial::sudo_target;
    default:
      return denial::unknown;
  }
}

/// Why GitLab refuses Git over HTTP or the container registry, in the order of its checks. Expired, revoked and unknown
/// tokens are told as one. The last two are the caller's to find.
enum class git_denial : unsigned char {
  access_denied,      ///< neither a living token nor a password
  unavailable,        ///< the store could not answer, so nothing is known
  password,           ///< a good password, but the user has two-factor authentication and needs a token
  download,           ///< no scope of the token lets it download
  upload,             ///< no scope of the token lets it upload
  registry,           ///< no scope of the token lets it do this with images; or this is not done here
  project_not_found,  ///< the owner may not see the project
  push,               ///< the owner may not push to the project
};

[[nodiscard]] constexpr std::string_view describe(git_denial reason) {
  switch (reason) {
    case git_denial::access_denied:
      return "neither a living token nor a password";
    case git_denial::unavailable:
      return "tokens cannot be looked up at the moment";
    case git_denial::password:
      return "two-factor authentication asks for a token in place of the password";
    case git_denial::download:
      return "the token may not download";
    case git_denial::upload:
      return "the token may not upload";
    case git_denial::registry:
      return "the token may not do this with images";
    case git_denial::project_not_found:
      return "the project is not to be seen";
    case git_denial::push:
      return "the owner may not push";
  }
  return "unknown denial";
}

}}}  // namespace jeton::v0::gitlab

#endif
