// SPDX-License-Identifier: BSL-1.0
#include <jeton/scope/requirement.hpp>

#include <type_traits>

#include <jeton/scope/vocabulary.hpp>

#include "../support/catch.hpp"

namespace {

using acme = jeton::scope_vocabulary<"a", "b", "c">;
using other = jeton::scope_vocabulary<"a", "b">;

struct table {
  static constexpr jeton::scope_row rows[] = {
      {.name = "admin", .implies = "read write"}, {.name = "read"}, {.name = "write"}};
};
using service = jeton::scope_vocabulary<table{}>;

constexpr acme::set none;
constexpr acme::set everything = acme::of<"a", "b", "c">();

template <auto Needed>
struct endpoint {
  static constexpr bool takes(const acme::set& held) { return Needed.met_by(held); }
};

}  // namespace

TEST_CASE("any_of needs one of its names, all_of all of them") {
  STATIC_REQUIRE(acme::any_of<"a", "b">().met_by(acme::of<"b", "c">()));
  STATIC_REQUIRE_FALSE(acme::any_of<"a", "b">().met_by(acme::of<"c">()));
  STATIC_REQUIRE_FALSE(acme::any_of<"a", "b">().met_by(none));
  STATIC_REQUIRE(acme::all_of<"a", "b">().met_by(everything));
  STATIC_REQUIRE_FALSE(acme::all_of<"a", "b">().met_by(acme::of<"b", "c">()));
  STATIC_REQUIRE_FALSE(acme::all_of<"a", "b">().met_by(none));
}

TEST_CASE("any_valid_token is met by every set, whatever the vocabulary") {
  STATIC_REQUIRE(jeton::any_valid_token().met_by(none));
  STATIC_REQUIRE(jeton::any_valid_token().met_by(everything));
  STATIC_REQUIRE(jeton::any_valid_token().met_by(other::set{}));
}

TEST_CASE("requirements are combined") {
  CONSTEXPR auto needed = acme::any_of<"a", "b">() & acme::all_of<"c">();
  STATIC_REQUIRE(needed.met_by(acme::of<"a", "c">()));
  STATIC_REQUIRE_FALSE(needed.met_by(acme::of<"a", "b">()));
  STATIC_REQUIRE_FALSE(needed.met_by(acme::of<"c">()));
  CONSTEXPR auto either = acme::all_of<"a", "b">() | acme::any_of<"c">();
  STATIC_REQUIRE(either.met_by(acme::of<"c">()));
  STATIC_REQUIRE(either.met_by(acme::of<"a", "b">()));
  STATIC_REQUIRE_FALSE(either.met_by(acme::of<"a">()));
  STATIC_REQUIRE_FALSE(either.met_by(none));
  STATIC_REQUIRE((needed | either | acme::any_of<"b">()).met_by(acme::of<"b">()));
  STATIC_REQUIRE((jeton::any_valid_token() | acme::any_of<"a">()).met_by(none));
  STATIC_REQUIRE_FALSE((jeton::any_valid_token() & acme::any_of<"a">()).met_by(none));
}

TEST_CASE("a default-constructed requirement is met by nothing") {
  STATIC_REQUIRE_FALSE(jeton::any_scope<acme::set>{}.met_by(everything));
  STATIC_REQUIRE_FALSE(jeton::all_scopes<acme::set>{}.met_by(everything));
  STATIC_REQUIRE_FALSE(jeton::no_scope_needed{}.met_by(everything));
  using both = decltype(acme::any_of<"a">() & acme::all_of<"b">());
  using either = decltype(acme::all_of<"a">() | acme::all_of<"b">());
  using relaxed = decltype(jeton::any_valid_token() | acme::all_of<"b">());
  STATIC_REQUIRE_FALSE(both{}.met_by(everything));
  STATIC_REQUIRE_FALSE(either{}.met_by(everything));
  STATIC_REQUIRE_FALSE(relaxed{}.met_by(everything));
}

TEST_CASE("a requirement of names that are known at run time") {
  STATIC_REQUIRE(jeton::any_scope<acme::set>{*acme::parse("a")} == acme::any_of<"a">());
  STATIC_REQUIRE_FALSE(jeton::any_scope<acme::set>{*acme::parse("")}.met_by(everything));
  STATIC_REQUIRE_FALSE(jeton::all_scopes<acme::set>{*acme::parse("")}.met_by(everything));
}

TEST_CASE("implication counts") {
  STATIC_REQUIRE(service::any_of<"read">().met_by(service::of<"admin">()));
  STATIC_REQUIRE(service::all_of<"read", "write">().met_by(service::of<"admin">()));
  STATIC_REQUIRE_FALSE(service::any_of<"admin">().met_by(service::of<"read", "write">()));
}

TEST_CASE("a requirement tells which names it speaks of") {
  STATIC_REQUIRE((acme::any_of<"a">() & acme::all_of<"c">()).mentioned() == acme::of<"a", "c">());
  STATIC_REQUIRE((jeton::any_valid_token() | acme::all_of<"c">()).mentioned() == acme::of<"c">());
  STATIC_REQUIRE((acme::any_of<"a">() & (jeton::any_valid_token() | acme::all_of<"c">())).mentioned() ==
                 acme::of<"a", "c">());
}

TEST_CASE("a requirement is an argument of a template") {
  STATIC_REQUIRE(endpoint < acme::any_of<"a">() | acme::all_of<"b", "c">() > ::takes(acme::of<"a">()));
  STATIC_REQUIRE(endpoint<jeton::any_valid_token()>::takes(none));
  STATIC_REQUIRE(jeton::requirement<decltype(acme::any_of<"a">())>);
  STATIC_REQUIRE_FALSE(jeton::requirement<acme::set>);
  STATIC_REQUIRE(jeton::requirement_on<decltype(acme::any_of<"a">()), acme::set>);
  STATIC_REQUIRE_FALSE(jeton::requirement_on<decltype(acme::any_of<"a">()), other::set>);
  STATIC_REQUIRE(jeton::requirement_on<jeton::no_scope_needed, other::set>);
}
