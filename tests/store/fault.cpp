// SPDX-License-Identifier: BSL-1.0
#include <jeton/store/fault.hpp>

#include "../support/catch.hpp"

using jeton::store_fault;

TEST_CASE("what nobody has set is a store that cannot answer") {
  STATIC_REQUIRE(store_fault{} == store_fault::unavailable);
}

TEST_CASE("each fault of a store is told in words of its own") {
  STATIC_REQUIRE(describe(store_fault::unavailable) == "the store cannot answer");
  STATIC_REQUIRE(describe(store_fault::incomplete) == "a row needs a digest and an owner");
  STATIC_REQUIRE(describe(store_fault::duplicate) == "there is a row with this digest");
  STATIC_REQUIRE(describe(store_fault::absent) == "there is no such row");
  STATIC_REQUIRE(describe(store_fault{200}) == "unknown fault");
}
