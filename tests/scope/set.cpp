// SPDX-License-Identifier: BSL-1.0
#include <jeton/scope/set.hpp>

#include <set>
#include <string>
#include <type_traits>
#include <unordered_set>

#include <jeton/scope/vocabulary.hpp>

#include "../support/catch.hpp"
#include "../support/numbered_scopes.hpp"

namespace {

// A set can be named before its vocabulary was used for anything.
using unused = jeton::scope_vocabulary<"first", "second">;
constexpr jeton::scope_set<unused> named_first{};
static_assert(named_first.empty());

using jeton_tests::numbered;

/// admin implies write and audit, write implies read.
struct table {
  static constexpr jeton::scope_row rows[] = {
      {.name = "read"},  {.name = "write", .implies = "read"},
      {.name = "audit"}, {.name = "admin", .implies = "write audit"},
      {.name = "other"},
  };
};
using names = jeton::scope_vocabulary<table{}>;
using plain = jeton::scope_vocabulary<"a", "b", "c">;
using many = jeton::scope_vocabulary<numbered<300>{}>;

template <plain::set Set>
struct argument {
  static constexpr std::size_t size = Set.size();
};

constexpr names::set subset(unsigned bits) { return {{bits}}; }

/// What a set grants, from the table by hand.
std::set<std::string> granted(const names::set& held) {
  std::set<std::string> all;
  for (const std::string_view name : held) {
    all.emplace(name);
    if (name == "write") all.insert({"read"});
    if (name == "admin") all.insert({"write", "read", "audit"});
  }
  return all;
}

}  // namespace

TEST_CASE("a default-constructed set is empty and grants nothing") {
  STATIC_REQUIRE(plain::set{}.empty());
  STATIC_REQUIRE(plain::set{}.size() == 0);
  STATIC_REQUIRE_FALSE(plain::set{}.contains<"a">());
  STATIC_REQUIRE(plain::set{}.begin() == plain::set{}.end());
  STATIC_REQUIRE(plain::set{} == plain::of<>());
  STATIC_REQUIRE_FALSE(plain::of<"a">().contains_any_of({}));
  STATIC_REQUIRE_FALSE(plain::set{}.contains_any_of(plain::of<"a">()));
}

TEST_CASE("a set is a value: small, trivial, an argument of a template") {
  STATIC_REQUIRE(sizeof(plain::set) == 8);
  STATIC_REQUIRE(sizeof(jeton::scope_vocabulary<numbered<64>{}>::set) == 8);
  STATIC_REQUIRE(sizeof(jeton::scope_vocabulary<numbered<65>{}>::set) == 16);
  STATIC_REQUIRE(sizeof(many::set) == 40);
  STATIC_REQUIRE(std::is_trivially_copyable_v<many::set>);
  STATIC_REQUIRE(argument<plain::of<"a", "c">()>::size == 2);
  STATIC_REQUIRE(std::is_same_v<argument<plain::of<"a", "c">()>, argument<plain::of<"c", "a">()>>);
  STATIC_REQUIRE_FALSE(std::is_same_v<plain::set, names::set>);
}

TEST_CASE("names go in and out") {
  CONSTEXPR auto changed = [] {
    plain::set some;
    some.insert<"b">();
    some.insert(2);
    some.insert(2);
    some.erase<"b">();
    some.erase<"a">();
    some.insert(3);
    some.insert(plain::npos);
    some.erase(plain::npos);
    return some;
  }();
  STATIC_REQUIRE(changed == plain::of<"c">());
  STATIC_REQUIRE(changed.contains(2));
  STATIC_REQUIRE_FALSE(changed.contains(1));
  STATIC_REQUIRE_FALSE(changed.contains(3));
  STATIC_REQUIRE_FALSE(changed.contains(64));
  STATIC_REQUIRE_FALSE(changed.contains(plain::npos));
}

TEST_CASE("sets are combined and compared") {
  STATIC_REQUIRE((plain::of<"a", "b">() | plain::of<"b", "c">()) == plain::of<"a", "b", "c">());
  STATIC_REQUIRE((plain::of<"a", "b">() & plain::of<"b", "c">()) == plain::of<"b">());
  STATIC_REQUIRE(plain::of<"b">().is_subset_of(plain::of<"a", "b">()));
  STATIC_REQUIRE_FALSE(plain::of<"b", "c">().is_subset_of(plain::of<"a", "b">()));
  STATIC_REQUIRE(plain::set{}.is_subset_of(plain::set{}));
  auto grown = plain::of<"a">();
  grown |= plain::of<"c">();
  CHECK(grown == plain::of<"a", "c">());
  grown &= plain::of<"c", "b">();
  CHECK(grown == plain::of<"c">());
}

TEST_CASE("the names come in the order of the vocabulary") {
  std::string all;
  for (const std::string_view name : plain::of<"c", "a">()) all += name;
  CHECK(all == "ac");
  many::set ends;
  for (const std::size_t index : {299u, 0u, 63u, 64u, 255u, 256u}) ends.insert(index);
  std::size_t sum = 0;
  for (auto at = ends.begin(); at != ends.end(); at++) sum += at.index();
  CHECK(sum == 299 + 63 + 64 + 255 + 256);
  CHECK(ends.size() == 6);
}

TEST_CASE("the hash is that of the value") {
  std::unordered_set<plain::set> seen;
  for (unsigned bits = 0; bits < 8; ++bits) seen.insert(plain::set{{bits}});
  seen.insert(plain::of<"a", "b">());
  CHECK(seen.size() == 8);
  CHECK(seen.contains(*plain::parse("b a")));
  std::set<std::size_t> hashes;
  for (std::size_t i = 0; i < many::size; ++i) {
    many::set one;
    one.insert(i);
    hashes.insert(std::hash<many::set>{}(one));
  }
  CHECK(hashes.size() == 300);
}

TEST_CASE("a name grants what it implies, directly or by way of others") {
  STATIC_REQUIRE(names::of<"admin">().contains<"read">());
  STATIC_REQUIRE(names::of<"admin">().contains(names::index_of("audit")));
  STATIC_REQUIRE_FALSE(names::of<"write">().contains<"admin">());
  STATIC_REQUIRE_FALSE(names::of<"admin">().contains<"other">());
  STATIC_REQUIRE(names::of<"admin">().contains_any_of(names::of<"read", "other">()));
  STATIC_REQUIRE(names::of<"read", "audit">().is_subset_of(names::of<"admin">()));
  STATIC_REQUIRE_FALSE(names::of<"admin">().is_subset_of(names::of<"read", "write", "audit">()));
}

TEST_CASE("what is kept is what was granted") {
  STATIC_REQUIRE(names::of<"admin">().size() == 1);
  STATIC_REQUIRE_FALSE(names::of<"admin">().lists(0));
  STATIC_REQUIRE_FALSE(names::of<"admin">() == names::of<"admin", "read">());
  STATIC_REQUIRE(names::of<"admin">().effective() == names::of<"admin", "write", "read", "audit">());
  STATIC_REQUIRE(names::of<"admin", "read", "other">().normalized() == names::of<"admin", "other">());
  CONSTEXPR auto fewer = [] {
    auto some = names::of<"write", "read">();
    some.erase<"read">();
    return some;
  }();
  STATIC_REQUIRE(fewer.contains<"read">());
}

TEST_CASE("the laws of sets with implication, for all pairs") {
  for (unsigned i = 0; i < 32; ++i) {
    const names::set left = subset(i);
    const auto rights = granted(left);
    for (std::size_t name = 0; name < names::size; ++name) {
      CHECK(left.contains(name) == rights.contains(std::string{names::name(name)}));
    }
    CHECK(granted(left.normalized()) == rights);
    CHECK(granted(left.effective()) == rights);
    CHECK(left.effective().size() == rights.size());
    CHECK(left.effective().normalized() == left.normalized());
    for (unsigned j = 0; j < 32; ++j) {
      const names::set right = subset(j);
      const auto others = granted(right);
      for (std::size_t name = 0; name < names::size; ++name) {
        CHECK((left & right).contains(name) == (left.contains(name) && right.contains(name)));
        CHECK((left | right).contains(name) == (left.contains(name) || right.contains(name)));
      }
      bool is_within = true;
      bool meets = false;
      for (const std::string_view name : left) {
        is_within = is_within && others.contains(std::string{name});
        meets = meets || others.contains(std::string{name});
      }
      CHECK(left.is_subset_of(right) == is_within);
      CHECK(right.contains_any_of(left) == meets);
    }
  }
}

TEST_CASE("a chain of implication may be as long as the vocabulary") {
  using chained = jeton::scope_vocabulary<jeton_tests::numbered<300, true>{}>;
  chained::set last;
  last.insert(299);
  CHECK(last.effective().size() == 300);
  CHECK(last.effective().normalized() == last);
  CHECK(last.contains(0));
}
