// SPDX-License-Identifier: BSL-1.0
#include <jeton/scope/row.hpp>

#include "../support/catch.hpp"

namespace {

using jeton::scope_version;

}  // namespace

TEST_CASE("versions are ordered as numbers, not as texts") {
  STATIC_REQUIRE(scope_version{8, 15} < scope_version{9, 3});
  STATIC_REQUIRE(scope_version{9, 3} < scope_version{10, 2});
  STATIC_REQUIRE(scope_version{10, 2} < scope_version{10, 10});
  STATIC_REQUIRE(scope_version{10, 2} == scope_version{10, 2});
}

TEST_CASE("a version that is not documented is before every other") {
  STATIC_REQUIRE(scope_version{} == scope_version{0, 0});
  STATIC_REQUIRE(scope_version{} < scope_version{0, 1});
}

TEST_CASE("a row needs a name alone") {
  constexpr jeton::scope_row row{.name = "api"};
  STATIC_REQUIRE(row.since == scope_version{});
  STATIC_REQUIRE(row.audience == jeton::scope_audience::everyone);
  STATIC_REQUIRE(row.description.empty());
  STATIC_REQUIRE(row.needs.empty());
  STATIC_REQUIRE(row.implies.empty());
}
