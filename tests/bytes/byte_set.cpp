// SPDX-License-Identifier: BSL-1.0
#include <jeton/bytes/byte_set.hpp>

#include <string_view>

#include "../support/catch.hpp"

using jeton::byte_set;

TEST_CASE("a set has the bytes it is made of, and no others") {
  CONSTEXPR auto differing = [] {
    constexpr std::string_view bytes{"\0az\x7F\x80\xFF", 6};
    const byte_set set = byte_set::of(bytes);
    int wrong = 0;
    for (int byte = 0; byte < 256; ++byte) {
      wrong += set.contains(static_cast<unsigned char>(byte)) !=
               (bytes.find(static_cast<char>(byte)) != std::string_view::npos);
    }
    return wrong;
  }();
  STATIC_REQUIRE(differing == 0);
  STATIC_REQUIRE_FALSE(byte_set{}.contains(0));
}

TEST_CASE("sets meet, and lie within each other") {
  CONSTEXPR auto digits = byte_set::of("0123456789");
  CONSTEXPR auto hex = byte_set::of("0123456789abcdef");
  CONSTEXPR auto high = byte_set::of("\xF0\xF1");
  STATIC_REQUIRE(digits.meets(hex));
  STATIC_REQUIRE(digits.within(hex));
  STATIC_REQUIRE_FALSE(hex.within(digits));
  STATIC_REQUIRE_FALSE(digits.meets(high));
  STATIC_REQUIRE(byte_set{}.within(high));
  STATIC_REQUIRE_FALSE(byte_set{}.meets(high));
  CONSTEXPR auto both = [&] {
    byte_set sum = byte_set::of("0123456789");
    sum.add(byte_set::of("\xF0\xF1"));
    sum.add('x');
    return sum;
  }();
  STATIC_REQUIRE(high.within(both));
  STATIC_REQUIRE(both.contains('x'));
  STATIC_REQUIRE_FALSE(both.contains('a'));
}
