// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_SUDO_HPP
#define JETON_GITLAB_SUDO_HPP

#include <string_view>
#include <type_traits>

#include <jeton/core/result.hpp>
#include <jeton/gitlab/scope.hpp>

namespace jeton { inline namespace v0 { namespace gitlab {

struct sudo_request;
enum class sudo_target : unsigned char;
enum class sudo_refusal : unsigned char;

/// The user that the request may act as: `oneself` or `another`. The scopes of the endpoint are asked next
/// (access_request::as_another), also of who acts as another, unless the quirk `sudo_skips_scopes` is named.
template <class Vocabulary>
[[nodiscard]] constexpr result<sudo_target, sudo_refusal> check_sudo(const sudo_request& request,
                                                                     const scope_set<Vocabulary>& held);

/// The user that a request wants to act as.
enum class sudo_target : unsigned char { unknown, oneself, another };

/// Who asks. Default-constructed it is nobody.
struct sudo_request {
  bool is_authenticated = false;
  bool is_administrator = false;
  bool has_token = false;
  sudo_target target{};
};

/// Why a request to the REST API may not act as another user (parameter or header `sudo`), in the order of the checks
/// (lib/api/helpers.rb).
enum class sudo_refusal : unsigned char {
  unauthenticated,    ///< nobody is signed in
  not_administrator,  ///< the owner of the token is no administrator
  no_token,           ///< signed in by a cookie
  missing_scope,      ///< the token has not the scope `sudo`
  unknown_target,     ///< no user has this id or name
};

template <class Vocabulary>
constexpr result<sudo_target, sudo_refusal> check_sudo(const sudo_request& request, const scope_set<Vocabulary>& held) {
  static_assert(std::is_same_v<Vocabulary, scopes>, "jeton: GitLab is asked about the scopes of another issuer");
  if (!request.is_authenticated) return sudo_refusal::unauthenticated;
  if (!request.is_administrator) return sudo_refusal::not_administrator;
  if (!request.has_token) return sudo_refusal::no_token;
  if (!held.template contains<"sudo">()) return sudo_refusal::missing_scope;
  if (request.target != sudo_target::oneself && request.target != sudo_target::another) {
    return sudo_refusal::unknown_target;
  }
  return request.target;
}

[[nodiscard]] constexpr std::string_view describe(sudo_refusal refusal) {
  switch (refusal) {
    case sudo_refusal::unauthenticated:
      return "sudo needs an authenticated user";
    case sudo_refusal::not_administrator:
      return "sudo is for administrators";
    case sudo_refusal::no_token:
      return "sudo needs an access token, not a session";
    case sudo_refusal::missing_scope:
      return "the token has not the scope sudo";
    case sudo_refusal::unknown_target:
      return "there is no such user to act as";
  }
  return "unknown refusal";
}

/// The status of HTTP with which GitLab refuses.
[[nodiscard]] constexpr int status_of(sudo_refusal refusal) {
  switch (refusal) {
    case sudo_refusal::unauthenticated:
      return 401;
    case sudo_refusal::unknown_target:
      return 404;
    default:
      return 403;
  }
}

}}}  // namespace jeton::v0::gitlab

#endif
