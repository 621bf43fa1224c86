// SPDX-License-Identifier: BSL-1.0
#include <jeton/http/form_urlencoded.hpp>

#include <string>
#include <string_view>

#include "../support/catch.hpp"

using jeton::form_byte;

TEST_CASE("a character stands for itself, a plus for a space, an escape for its byte") {
  STATIC_REQUIRE(form_byte::at("a", 0).value == 'a');
  STATIC_REQUIRE(form_byte::at("a", 0).size == 1);
  STATIC_REQUIRE(form_byte::at("+", 0).value == ' ');
  STATIC_REQUIRE(form_byte::at("x%2Bx", 1).value == '+');
  STATIC_REQUIRE(form_byte::at("x%2bx", 1).size == 3);
  STATIC_REQUIRE(form_byte::at("%FF", 0).value == '\xFF');
  STATIC_REQUIRE(form_byte::at("%", 0).size == 0);
  STATIC_REQUIRE(form_byte::at("%2", 0).size == 0);
  STATIC_REQUIRE(form_byte::at("%2G", 0).size == 0);
}

TEST_CASE("an encoded text is compared with a plain one") {
  STATIC_REQUIRE(jeton::form_equals("private_token", "private_token"));
  STATIC_REQUIRE(jeton::form_equals("private%5Ftoken", "private_token"));
  STATIC_REQUIRE(jeton::form_equals("a+b", "a b"));
  STATIC_REQUIRE_FALSE(jeton::form_equals("a", "ab"));
  STATIC_REQUIRE_FALSE(jeton::form_equals("ab", "a"));
  STATIC_REQUIRE_FALSE(jeton::form_equals("a%4", "aA"));
}

TEST_CASE("each field is visited once, still encoded") {
  const auto fields = [](std::string_view form) {
    std::string seen;
    jeton::for_each_form_field(form, [&](std::string_view name, std::string_view value) {
      seen += std::string{"<"} + std::string{name} + "|" + std::string{value} + ">";
    });
    return seen;
  };
  CHECK(fields("").empty());
  CHECK(fields("a=1&b=2") == "<a|1><b|2>");
  CHECK(fields("a") == "<a|>");
  CHECK(fields("a==1&&%41=+") == "<a|=1><|><%41|+>");
  CHECK(fields("a=1&") == "<a|1><|>");
}
