// SPDX-License-Identifier: BSL-1.0
#include <jeton/store/store.hpp>

#include <jeton/digest/sha256.hpp>

#include "../support/catch.hpp"
#include "../support/fixed_store.hpp"

namespace {

struct scopes {
  struct set {};
};
using store = jeton_tests::fixed_store<scopes>;
using record = store::record;

constexpr record row_of(std::string_view token) {
  return {.owner = jeton::user_id{5}, .digest = jeton::sha256(token), .revoked = false};
}

/// A store that gives pointers where copies are due.
struct pointing : store {
  const record* find(const jeton::digest<32>&) const { return nullptr; }
};

}  // namespace

TEST_CASE("the concepts of a store") {
  STATIC_REQUIRE(jeton::token_store<store>);
  STATIC_REQUIRE(jeton::token_reader<const store>);
  STATIC_REQUIRE(jeton::token_writer<store::transaction>);
  STATIC_REQUIRE_FALSE(jeton::token_writer<store>);
  STATIC_REQUIRE_FALSE(jeton::token_reader<pointing>);
  STATIC_REQUIRE_FALSE(jeton::token_store<int>);
}

TEST_CASE("what a transaction wrote is kept as a whole, or not at all") {
  CONSTEXPR auto kept = [] {
    store rows;
    (void)rows.transact([](auto& in) { return in.insert(row_of("a")) && in.insert(row_of("b")); });
    (void)rows.transact([](auto& in) { return in.insert(row_of("c")) && in.insert(row_of("b")); });
    return rows;
  }();
  STATIC_REQUIRE(kept.size() == 2);
  STATIC_REQUIRE(kept.find(jeton::sha256("b"))->id == jeton::token_id{2});
  STATIC_REQUIRE(kept.find(jeton::sha256("c")).error() == jeton::store_fault::absent);
}

TEST_CASE("each fault of a store is described") {
  for (const auto fault : {jeton::store_fault::unavailable, jeton::store_fault::incomplete,
                           jeton::store_fault::duplicate, jeton::store_fault::absent}) {
    CHECK(describe(fault) != "unknown fault");
  }
  STATIC_REQUIRE(describe(jeton::store_fault{99}) == "unknown fault");
  STATIC_REQUIRE(jeton::result<int, jeton::store_fault>{}.error() == jeton::store_fault::unavailable);
}
