// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/denial.hpp>

#include <cstddef>
#include <iterator>
#include <set>
#include <string_view>

#include "../support/catch.hpp"

using jeton::gitlab::denial;
using jeton::gitlab::git_denial;
using jeton::gitlab::sudo_refusal;

TEST_CASE("denials stand in the order of GitLab's checks") {
  // AccessTokenValidationService and api_guard: found, expired, revoked, impersonation, owner, sudo, scopes.
  constexpr denial in_order[] = {denial::unknown,
                                 denial::unavailable,
                                 denial::expired,
                                 denial::revoked,
                                 denial::impersonation_disabled,
                                 denial::blocked,
                                 denial::not_administrator,
                                 denial::sudo_without_token,
                                 denial::sudo_scope,
                                 denial::sudo_target,
                                 denial::insufficient_scope};
  for (std::size_t i = 0; i < std::size(in_order); ++i) CHECK(static_cast<std::size_t>(in_order[i]) == i);
  // git_access.rb: authentication, abilities, project, push
  constexpr git_denial of_git[] = {git_denial::access_denied,     git_denial::unavailable, git_denial::password,
                                   git_denial::download,          git_denial::upload,      git_denial::registry,
                                   git_denial::project_not_found, git_denial::push};
  for (std::size_t i = 0; i < std::size(of_git); ++i) CHECK(static_cast<std::size_t>(of_git[i]) == i);
}

TEST_CASE("each refusal of sudo is a denial, and what is none is unknown") {
  STATIC_REQUIRE(denial_of(sudo_refusal::unauthenticated) == denial::unknown);  // 401, as without a token
  STATIC_REQUIRE(denial_of(sudo_refusal::not_administrator) == denial::not_administrator);
  STATIC_REQUIRE(denial_of(sudo_refusal::no_token) == denial::sudo_without_token);
  STATIC_REQUIRE(denial_of(sudo_refusal::missing_scope) == denial::sudo_scope);
  STATIC_REQUIRE(denial_of(sudo_refusal::unknown_target) == denial::sudo_target);
  STATIC_REQUIRE(denial_of(static_cast<sudo_refusal>(99)) == denial::unknown);
}

TEST_CASE("each denial has words of its own") {
  std::set<std::string_view> all{describe(static_cast<denial>(255))};
  for (int reason = 0; reason <= static_cast<int>(denial::insufficient_scope); ++reason) {
    CHECK(all.insert(describe(static_cast<denial>(reason))).second);
  }
  std::set<std::string_view> of_git{describe(static_cast<git_denial>(255))};
  for (int reason = 0; reason <= static_cast<int>(git_denial::push); ++reason) {
    CHECK(of_git.insert(describe(static_cast<git_denial>(reason))).second);
  }
  CHECK(describe(static_cast<git_denial>(255)) == describe(static_cast<denial>(255)));
}
