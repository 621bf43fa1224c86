// SPDX-License-Identifier: BSL-1.0
#include <jeton/scope/stored.hpp>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <jeton/scope/vocabulary.hpp>

#include "../support/catch.hpp"

namespace {

using jeton::scope_error;
using jeton::scope_fault;
using service = jeton::scope_vocabulary<"api", "read_user", "sudo">;

/// The names of a range, with a bar behind each.
template <class Range>
constexpr bool lists(const Range& range, std::string_view expected) {
  for (const std::string_view name : range) {
    if (!expected.starts_with(name) || expected.substr(name.size(), 1) != "|") return false;
    expected.remove_prefix(name.size() + 1);
  }
  return expected.empty();
}

}  // namespace

TEST_CASE("a stored row keeps the names that it does not know, and they grant nothing") {
  CONSTEXPR auto row = service::parse_stored("api mcp granular read_user");
  STATIC_REQUIRE(row.known() == service::of<"api", "read_user">());
  STATIC_REQUIRE(lists(row.unknown(), "mcp|granular|"));
  STATIC_REQUIRE_FALSE(row.unknown().empty());
  STATIC_REQUIRE(service::parse_stored("mcp").known().empty());
  STATIC_REQUIRE(service::parse_stored("api read_user").unknown().empty());
}

TEST_CASE("a stored row may be untidy") {
  STATIC_REQUIRE(service::parse_stored("  api   api mcp  mcp ").known() == service::of<"api">());
  STATIC_REQUIRE(lists(service::parse_stored("  api   api mcp  mcp ").unknown(), "mcp|mcp|"));
  STATIC_REQUIRE(lists(service::parse_stored("").unknown(), ""));
  STATIC_REQUIRE(lists(service::parse_stored("   ").unknown(), ""));
  STATIC_REQUIRE(lists(service::parse_stored("a\tb \"q\"").unknown(), "a\tb|\"q\"|"));
  STATIC_REQUIRE(lists(service::parse_stored_commas("api,mcp,, ,x").unknown(), "mcp|x|"));
  STATIC_REQUIRE(service::parse_stored_commas(" api, sudo").known() == service::of<"api", "sudo">());
  STATIC_REQUIRE(
      lists(service::parse_stored_json(R"([ "mcp", "api", "", "\u006dcp"])")->unknown(), R"(mcp|\u006dcp|)"));
  STATIC_REQUIRE(service::parse_stored_json(R"(["\u0061pi"])")->known() == service::of<"api">());
  STATIC_REQUIRE(service::parse_stored_json(R"(["api")").error() == scope_error{scope_fault::syntax, 6});
  STATIC_REQUIRE(service::parse_stored_json("").error() == scope_error{scope_fault::syntax, 0});
}

TEST_CASE("the unknown names are a forward range of views into the text") {
  using names = service::stored::unknown_names;
  STATIC_REQUIRE(std::forward_iterator<names>);
  STATIC_REQUIRE(std::forward_iterator<service::set::iterator>);
  const std::string text = "mcp api";
  const auto row = service::parse_stored(text);
  CHECK((*row.unknown().begin()).data() == text.data());
  auto at = row.unknown().begin();
  CHECK(*at++ == "mcp");
  CHECK(at == row.unknown().end());
  CHECK(names{}.empty());
}

TEST_CASE("a row is written back with its unknown names, in the form that it had") {
  char room[100]{};
  const std::string text = "mcp api granular sudo";
  const auto row = service::parse_stored(text);
  auto fewer = row.known();
  fewer.erase<"sudo">();
  CHECK(*service::write(row.known(), row.unknown(), std::span{room}.first(text.size())) == "api sudo mcp granular");
  CHECK(*service::write(fewer, row.unknown(), room) == "api mcp granular");
  CHECK(service::write(row.known(), row.unknown(), std::span{room}.first(text.size() - 1)).error() ==
        jeton::scope_write_fault::room);
  const auto commas = service::parse_stored_commas("mcp,api");
  CHECK(*service::write_commas(commas.known(), commas.unknown(), room) == "api, mcp");
  const auto json = service::parse_stored_json(R"([ "m\"cp" , "\u0061pi"])");
  CHECK(*service::write_json(json->known(), json->unknown(), room) == R"(["api","m\"cp"])");
}

TEST_CASE("a row that could not be read has no names") {
  constexpr jeton::result<service::stored_json, scope_error> none;
  STATIC_REQUIRE_FALSE(none.has_value());
  STATIC_REQUIRE_FALSE(service::parse_stored_json("[").has_value());
}
