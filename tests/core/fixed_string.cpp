// SPDX-License-Identifier: BSL-1.0
#include <jeton/core/fixed_string.hpp>

#include <string_view>
#include <type_traits>

#include "../support/catch.hpp"

namespace {

template <jeton::fixed_string Text>
struct named {
  static constexpr std::string_view name = Text;
};

constexpr std::size_t size_of(std::string_view text) { return text.size(); }

}  // namespace

TEST_CASE("a fixed string holds the characters of its literal without the NUL") {
  CONSTEXPR jeton::fixed_string text = "acme_";
  STATIC_REQUIRE(text.size() == 5);
  STATIC_REQUIRE(text.view() == "acme_");
  STATIC_REQUIRE(text.data()[4] == '_');
  STATIC_REQUIRE(text.data()[5] == '\0');
  STATIC_REQUIRE(std::is_same_v<std::remove_const_t<decltype(text)>, jeton::fixed_string<5>>);
}

TEST_CASE("a fixed string may be empty, and may hold a NUL") {
  STATIC_REQUIRE(jeton::fixed_string{""}.size() == 0);
  STATIC_REQUIRE(jeton::fixed_string{""}.view().empty());
  STATIC_REQUIRE(jeton::fixed_string{"a\0b"}.size() == 3);
  STATIC_REQUIRE(jeton::fixed_string{"a\0b"} == std::string_view{"a\0b", 3});
  STATIC_REQUIRE(jeton::fixed_string{"a\0b"} != std::string_view{"a\0c", 3});
}

TEST_CASE("a default-constructed fixed string is all NUL") {
  STATIC_REQUIRE(jeton::fixed_string<2>{} == std::string_view{"\0\0", 2});
}

TEST_CASE("a fixed string is a view where one is asked for") {
  STATIC_REQUIRE(size_of(jeton::fixed_string{"abc"}) == 3);
}

TEST_CASE("fixed strings are joined") {
  STATIC_REQUIRE(jeton::fixed_string{"glsa"} + jeton::fixed_string{"_"} == "glsa_");
  STATIC_REQUIRE(jeton::fixed_string{""} + jeton::fixed_string{"x"} == "x");
  STATIC_REQUIRE((jeton::fixed_string{"ab"} + jeton::fixed_string{"cde"}).size() == 5);
}

TEST_CASE("fixed strings are equal when their characters are") {
  STATIC_REQUIRE(jeton::fixed_string{"ab"} == jeton::fixed_string{"ab"});
  STATIC_REQUIRE(jeton::fixed_string{"ab"} != jeton::fixed_string{"ac"});
  STATIC_REQUIRE(jeton::fixed_string{"ab"} != jeton::fixed_string{"abc"});
  STATIC_REQUIRE("ab" == jeton::fixed_string{"ab"});
}

TEST_CASE("a literal as a template argument names a type") {
  STATIC_REQUIRE(std::is_same_v<named<"repo:read">, named<"repo:read">>);
  STATIC_REQUIRE_FALSE(std::is_same_v<named<"repo:read">, named<"repo:write">>);
  STATIC_REQUIRE(named<"repo:read">::name == "repo:read");
}
