// SPDX-License-Identifier: BSL-1.0
// error: GitLab is asked about the scopes of another issuer
#include <jeton/gitlab/access.hpp>
#include <jeton/issuers/github_scopes.hpp>

namespace gl = jeton::gitlab;
constexpr bool right = gl::allowed({.what = gl::action::git_pull}, gl::scopes::of<"read_repository">());

#if defined(FAIL)
constexpr bool wrong = gl::allowed({.what = gl::action::git_pull}, jeton::github::oauth_scopes::of<"repo">());
#endif
