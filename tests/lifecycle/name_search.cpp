// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/name_search.hpp>

#include <string>
#include <string_view>

#include "../support/catch.hpp"

namespace {

using jeton::name_search;

constexpr bool found(std::string_view query, std::string_view name) { return name_search::parse(query)->matches(name); }

}  // namespace

TEST_CASE("words of three characters are contained, shorter ones are dropped") {
  // GitLab's list: facts §6 and §9
  STATIC_REQUIRE(found("abc", "abc"));
  STATIC_REQUIRE(found("abc", "xabcx"));
  STATIC_REQUIRE_FALSE(found("abc", "ab c"));
  STATIC_REQUIRE(found("ab", "ab"));
  STATIC_REQUIRE_FALSE(found("ab", "abc"));
  STATIC_REQUIRE(found("ab token", "my token"));
  STATIC_REQUIRE(found("token deploy", "deploy token"));
  STATIC_REQUIRE_FALSE(found("token deploy", "deploy key"));
  STATIC_REQUIRE_FALSE(found("ab cd", "xab cdx"));
  STATIC_REQUIRE(found("ab cd", "ab cd"));
}

TEST_CASE("a phrase in quotes is one term") {
  STATIC_REQUIRE(found("\"deploy token\"", "my deploy token"));
  STATIC_REQUIRE_FALSE(found("\"deploy token\"", "token to deploy"));
  STATIC_REQUIRE(found("prod \"my token\"", "my token for prod"));
  STATIC_REQUIRE_FALSE(found("prod \"my token\"", "my token"));
  STATIC_REQUIRE(found("\"a b\"", "xa bx"));     // three characters with the space
  STATIC_REQUIRE_FALSE(found("\"ab\"", "cab"));  // two: the whole search, quotes and all, is the name
  STATIC_REQUIRE(found("\"ab\"", "\"ab\""));
  STATIC_REQUIRE(found("\"a\" token", "my token"));  // a phrase of one character, which is dropped without its quotes
  STATIC_REQUIRE(found("\"open end", "x \"open and end"));  // no closing quote: words
  STATIC_REQUIRE_FALSE(found("\"open end", "open end"));
  STATIC_REQUIRE(found("mid\"dle\" of", "xmid\"dle\""));  // a quote within a word is a character
  STATIC_REQUIRE_FALSE(found("\"one\"two", "one two"));
  STATIC_REQUIRE(found("\"\"", "\"\""));
}

TEST_CASE("letters of ASCII match in upper and lower case") {
  STATIC_REQUIRE(found("DEPLOY", "My Deploy Token"));
  STATIC_REQUIRE(found("AB", "aB"));
  STATIC_REQUIRE(found("\xC3\xA9t\xC3\xA9", "l'\xC3\xA9t\xC3\xA9"));  // three characters, five bytes
  STATIC_REQUIRE_FALSE(found("\xC3\xA9t", "l'\xC3\xA9t\xC3\xA9"));    // two characters
  STATIC_REQUIRE_FALSE(found("@[`{", "`{@["));
}

TEST_CASE("white space is one space, and none at the ends") {
  STATIC_REQUIRE(found("  ab \t\n cd\r", "ab cd"));
  STATIC_REQUIRE_FALSE(found("ab cd", "ab  cd"));
  STATIC_REQUIRE(found(" \"deploy \t token\" ", "deploy token"));
}

TEST_CASE("an empty search matches every name, a wildcard is a character") {
  STATIC_REQUIRE(name_search{}.matches("anything"));
  STATIC_REQUIRE(found("", ""));
  STATIC_REQUIRE(found(" \t ", "anything"));
  STATIC_REQUIRE_FALSE(found("%%%", "anything"));
  STATIC_REQUIRE_FALSE(found("%", "anything"));
  STATIC_REQUIRE_FALSE(found("___", "anything"));
  STATIC_REQUIRE(found("50%", "at 50% of it"));
}

TEST_CASE("a search has 1024 bytes at most, not counting what is dropped") {
  CHECK(name_search::parse(std::string(1024, 'x')).has_value());
  CHECK(name_search::parse(std::string(1025, 'x')).error() == jeton::search_fault::size);
  CHECK(name_search::parse(std::string(100000, ' ') + "abc" + std::string(100000, ' '))->matches("abc"));
  CHECK(name_search::parse(std::string(1024, 'x'))->matches(std::string(1030, 'X')));
  CHECK_FALSE(name_search::parse(std::string(1024, 'x'))->matches(std::string(1023, 'X')));
  CHECK_FALSE(describe(jeton::search_fault::size).empty());
}
