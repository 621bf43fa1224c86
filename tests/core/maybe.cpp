// SPDX-License-Identifier: BSL-1.0
#include <jeton/core/maybe.hpp>

#include <type_traits>

#include <jeton/time/expiry.hpp>

#include "../support/catch.hpp"

using jeton::maybe;

TEST_CASE("a maybe has a value, or none") {
  STATIC_REQUIRE_FALSE(maybe<int>{}.has_value());
  STATIC_REQUIRE_FALSE(maybe<int>{});
  STATIC_REQUIRE(maybe<int>{0}.has_value());
  STATIC_REQUIRE(*maybe<int>{7} == 7);
  STATIC_REQUIRE(maybe<jeton::unix_seconds> { {7} } -> count == 7);
  STATIC_REQUIRE(std::is_trivially_copyable_v<maybe<int>>);
}

TEST_CASE("none differs from every value") {
  STATIC_REQUIRE(maybe<int>{} == maybe<int>{});
  STATIC_REQUIRE(maybe<int>{7} == 7);
  STATIC_REQUIRE(maybe<int>{7} != 8);
  STATIC_REQUIRE(maybe<int>{} != 0);
}

TEST_CASE("it is a column that may be null") {
  STATIC_REQUIRE(jeton::expiry::from_nullable(maybe<jeton::day>{})->is_never());
  STATIC_REQUIRE(jeton::expiry::from_nullable(maybe<jeton::day>{{20000}})->first_dead_day()->count == 20000);
}
