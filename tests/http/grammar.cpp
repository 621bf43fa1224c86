// SPDX-License-Identifier: BSL-1.0
#include <jeton/http/grammar.hpp>

#include <string_view>

#include "../support/catch.hpp"

using jeton::authorization_field;

TEST_CASE("names of fields and schemes are the same in either case, in ASCII alone") {
  STATIC_REQUIRE(jeton::same_http_name("Authorization", "AUTHORIZATION"));
  STATIC_REQUIRE(jeton::same_http_name("private-token", "PRIVATE-TOKEN"));
  STATIC_REQUIRE(jeton::same_http_name("", ""));
  STATIC_REQUIRE_FALSE(jeton::same_http_name("Bearer", "Bearer "));
  STATIC_REQUIRE_FALSE(jeton::same_http_name("a[", "A{"));  // 0x20 apart, and no letters
  STATIC_REQUIRE_FALSE(jeton::same_http_name("\xC3\xA4", "\xC3\x84"));
}

TEST_CASE("control characters are those of ASCII") {
  CONSTEXPR auto wrong = [] {
    int count = 0;
    for (int byte = 0; byte < 256; ++byte) {
      const char c = static_cast<char>(byte);
      const bool is_control = byte < 0x20 || byte == 0x7F;
      count += jeton::no_controls({&c, 1}) == is_control;
      count += jeton::first_control({&c, 1}) != (is_control ? 0U : 1U);
    }
    return count;
  }();
  STATIC_REQUIRE(wrong == 0);
  STATIC_REQUIRE(jeton::no_controls(""));
  STATIC_REQUIRE(jeton::first_control("ab\tc") == 2);
}

TEST_CASE("an Authorization field is a scheme, spaces and credentials") {
  CONSTEXPR auto plain = authorization_field::of("Bearer abc");
  STATIC_REQUIRE(plain.scheme == "Bearer");
  STATIC_REQUIRE(plain.credentials == "abc");
  STATIC_REQUIRE(plain.position == 7);
  CONSTEXPR auto wide = authorization_field::of(" \tBasic   dTpw ");
  STATIC_REQUIRE(wide.scheme == "Basic");
  STATIC_REQUIRE(wide.credentials == "dTpw");
  STATIC_REQUIRE(wide.position == 10);
  STATIC_REQUIRE(authorization_field::of("").scheme.empty());
  STATIC_REQUIRE(authorization_field::of("Negotiate").credentials.empty());
}

TEST_CASE("a token68 has letters, digits and six signs") {
  STATIC_REQUIRE(jeton::token68_digits::size == 68);
  STATIC_REQUIRE(jeton::token68_digits::contains("azAZ09-._~+/"));
  STATIC_REQUIRE_FALSE(jeton::token68_digits::contains("a="));
}
