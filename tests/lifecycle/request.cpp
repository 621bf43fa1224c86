// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/request.hpp>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

// What is admitted is tested where it is issued, in tests/lifecycle/issue.cpp.

using jeton::issue_fault;

TEST_CASE("a request that says nothing asks for nothing") {
  STATIC_REQUIRE(jeton_tests::acme_request{}.owner == jeton::user_id::none);
  STATIC_REQUIRE(jeton_tests::acme_request{}.scopes.empty());
  STATIC_REQUIRE_FALSE(jeton_tests::acme_request{}.expires);
  STATIC_REQUIRE_FALSE(jeton_tests::acme_request{}.even_if_passed);
}

TEST_CASE("each fault of issuing is described") {
  for (unsigned char i = 0; i <= static_cast<unsigned char>(issue_fault::unavailable); ++i) {
    CHECK(describe(issue_fault{i}) != "unknown fault");
  }
  STATIC_REQUIRE(describe(issue_fault{99}) == "unknown fault");
}
