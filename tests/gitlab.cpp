// SPDX-License-Identifier: BSL-1.0
// The table of contents: one include is enough for GitLab's formats, scopes and routable tokens.
#include <jeton/gitlab.hpp>

#include "support/catch.hpp"

TEST_CASE("gitlab.hpp alone has formats, routes and scopes") {
  using pat = jeton::gitlab::personal_access_token;
  const auto fresh = jeton::gitlab::generate_routable<pat>({.organization = 1U, .user = 42U});
  REQUIRE(fresh.has_value());
  REQUIRE(pat::valid(fresh->expose()));
  REQUIRE_FALSE(pat::valid(fresh->expose().substr(1)));
  STATIC_REQUIRE(jeton::gitlab::scopes::of<"api">().contains<"api">());
  STATIC_REQUIRE_FALSE(jeton::gitlab::scopes::of<"read_user">().contains<"api">());
}
