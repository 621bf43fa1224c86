// SPDX-License-Identifier: BSL-1.0
#include <jeton/core/bounded_text.hpp>

#include <string_view>

#include "../support/catch.hpp"

using jeton::bounded_text;

TEST_CASE("a bounded text holds what is put into it, piece by piece") {
  CONSTEXPR auto text = [] {
    bounded_text<8> made;
    made.put("ab").put('c').put("").put("defgh");
    return made;
  }();
  STATIC_REQUIRE(text.fits());
  STATIC_REQUIRE(text.view() == "abcdefgh");
  STATIC_REQUIRE(bounded_text<8>{}.view().empty());
  STATIC_REQUIRE(bounded_text<8>{}.fits());
}

TEST_CASE("what does not fit is said, and nothing is written behind it") {
  CONSTEXPR auto text = [] {
    bounded_text<4> made;
    made.put("abcdef").put('g');
    return made;
  }();
  STATIC_REQUIRE_FALSE(text.fits());
  STATIC_REQUIRE(text.view() == "abcd");
}
