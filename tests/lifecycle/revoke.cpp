// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/revoke.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using jeton::store_fault;
using jeton::token_id;

/// A store with one row.
constexpr acme_store one() {
  acme_store store;
  (void)put(store, row_of("a"));
  return store;
}

/// Rows 1 … n with these `previous` links; 0 is none.
template <std::size_t N>
constexpr acme_store family(const int (&previous)[N]) {
  acme_store store;
  constexpr std::string_view tokens = "abcdefghijklmnop";
  for (std::size_t i = 0; i < N; ++i) {
    acme_record row = row_of(tokens.substr(i, 1));
    row.previous = token_id{previous[i]};
    (void)put(store, row);
  }
  return store;
}
/// Which rows are revoked, as a text of their ids.
std::string revoked_rows(const acme_store& store) {
  std::string ids;
  for (std::size_t i = 0; i < store.size(); ++i) ids += store.row(i).revoked ? static_cast<char>('1' + i) : '-';
  return ids;
}
constexpr void change(acme_store& store, int id, auto edit) {
  (void)store.transact([&](auto& rows) {
    acme_record row = *rows.find(token_id{id});
    edit(row);
    return rows.update(row).has_value();
  });
}

}  // namespace

TEST_CASE("a token is revoked once, and again without a change") {
  CONSTEXPR auto store = [] {
    acme_store rows = one();
    (void)jeton::revoke(rows, token_id{1}, later);
    return rows;
  }();
  STATIC_REQUIRE(store.row(0).revoked);
  STATIC_REQUIRE(store.row(0).updated == later);
  STATIC_REQUIRE(store.row(0).created == now);
  STATIC_REQUIRE_FALSE(store.row(0).active(now));
  CONSTEXPR auto again = [] {
    acme_store rows = one();
    (void)jeton::revoke(rows, token_id{1}, later);
    const bool was_good = jeton::revoke(rows, token_id{1}, jeton::unix_seconds{later.count + 1}).has_value();
    return was_good && rows.row(0).updated == later;
  }();
  STATIC_REQUIRE(again);
}

TEST_CASE("an expired token can be revoked, and one without scopes") {
  CONSTEXPR auto store = [] {
    acme_store rows = one();
    change(rows, 1, [](acme_record& row) {
      row.expires = in_days(-5);
      row.scopes = {};
      row.unknown_scopes = "gone";
    });
    (void)jeton::revoke(rows, token_id{1}, later);
    return rows;
  }();
  STATIC_REQUIRE(store.row(0).revoked);
  STATIC_REQUIRE(store.row(0).unknown_scopes == "gone");
}

TEST_CASE("what cannot be revoked says why") {
  CONSTEXPR auto absent = [] {
    acme_store rows = one();
    return jeton::revoke(rows, token_id{2}, now).error();
  }();
  STATIC_REQUIRE(absent == store_fault::absent);
  CONSTEXPR auto none = [] {
    acme_store rows = one();
    return jeton::revoke(rows, token_id::none, now).error();
  }();
  STATIC_REQUIRE(none == store_fault::absent);
  for (int way = 0; way < 3; ++way) {
    acme_store rows = one();
    if (way == 0) rows.answers = false;
    if (way == 1) rows.commits = false;
    if (way == 2) rows.operations = 0;
    CHECK(jeton::revoke(rows, token_id{1}, now).error() == store_fault::unavailable);
    CHECK_FALSE(rows.row(0).revoked);
  }
}

TEST_CASE("the active descendants of a token are revoked, no ancestors and no siblings") {
  // 1 - 2 - 3 - 6    and 2 - 4 - 5, 1 - 7; 8 alone
  acme_store store = family({0, 1, 2, 2, 4, 3, 1, 0});
  CHECK(*jeton::revoke_descendants(store, token_id{3}, later) == 1);
  CHECK(revoked_rows(store) == "-----6--");
  CHECK(*jeton::revoke_descendants(store, token_id{2}, later) == 3);
  CHECK(revoked_rows(store) == "--3456--");
  CHECK(*jeton::revoke_descendants(store, jeton::sha256("a"), later) == 2);
  CHECK(revoked_rows(store) == "-234567-");
  CHECK(store.row(2).updated == later);
  CHECK(*jeton::revoke_descendants(store, token_id{8}, later) == 0);
  CHECK(jeton::revoke_descendants(store, token_id{9}, later).error() == store_fault::absent);
  CHECK(jeton::revoke_descendants(store, jeton::sha256("z"), later).error() == store_fault::absent);
  CONSTEXPR auto chain = [] {
    acme_store rows = family({0, 1, 2});
    change(rows, 1, [](acme_record& row) { row.revoked = true; });
    change(rows, 2, [](acme_record& row) { row.revoked = true; });
    const auto count = jeton::revoke_descendants(rows, token_id{1}, later);
    return *count == 1 && rows.row(2).revoked;
  }();
  STATIC_REQUIRE(chain);
}

TEST_CASE("descendants that are dead already are left as they are, what comes from them is not") {
  acme_store store = family({0, 1, 2, 3});
  change(store, 2, [](acme_record& row) { row.revoked = true; });
  change(store, 3, [](acme_record& row) { row.expires = in_days(0); });
  CHECK(*jeton::revoke_descendants(store, token_id{1}, later) == 1);
  CHECK(revoked_rows(store) == "-2-4");
  CHECK(store.row(1).updated == now);
  CHECK(store.row(2).updated == now);
}

TEST_CASE("links that lead nowhere, forward or in a circle end the search") {
  acme_store store = family({3, 9, 1, 4, 4});  // 1 <-> 3, a lost row, itself, what comes from that
  CHECK(*jeton::revoke_descendants(store, token_id{1}, later) == 1);
  CHECK(revoked_rows(store) == "--3--");
  CHECK(*jeton::revoke_descendants(store, token_id{2}, later) == 0);
}

TEST_CASE("many descendants are revoked in one transaction, or none of them") {
  using large_store = fixed_store<acme_scopes, 200>;
  std::vector<std::string> tokens;
  large_store store;
  for (int i = 0; i < 200; ++i) {
    tokens.push_back(std::to_string(i));
    acme_record row = row_of(tokens.back());
    if (i > 0) row.previous = token_id{1};
    (void)put(store, row);
  }
  large_store failing = store;
  failing.operations = 150;
  CHECK(jeton::revoke_descendants(failing, token_id{1}, later).error() == store_fault::unavailable);
  std::size_t living = 0;
  for (std::size_t i = 0; i < 200; ++i) living += failing.row(i).revoked ? 0u : 1u;
  CHECK(living == 200);
  CHECK(*jeton::revoke_descendants(store, token_id{1}, later) == 199);
  CHECK_FALSE(store.row(0).revoked);
}

TEST_CASE("the sweep revokes what lives longer than the limit from now on") {  // facts §5.1 and §9
  acme_store store = family({0, 0, 0, 0, 0, 0});
  const jeton::expiry expiries[] = {in_days(30), in_days(31), jeton::expiry::never(),
                                    in_days(-1), in_days(90), jeton::expiry{}};
  for (int i = 0; i < 6; ++i) change(store, i + 1, [&](acme_record& row) { row.expires = expiries[i]; });
  change(store, 5, [](acme_record& row) { row.revoked = true; });
  std::vector<token_id> told;
  const auto count = jeton::sweep(store, thirty_days, now, [&](const acme_record& row) {
    CHECK(row.revoked);
    told.push_back(row.id);
  });
  CHECK(*count == 2);
  CHECK(told == std::vector<token_id>{token_id{2}, token_id{3}});
  CHECK(revoked_rows(store) == "-23-5-");
  CHECK(store.row(4).updated == now);
  CHECK(*jeton::sweep(store, thirty_days, now, [](auto&) {}) == 0);
}

TEST_CASE("the sweep leaves what the policy does not sweep") {
  const auto swept = [](const jeton::lifetime_policy& policy) {
    acme_store store = family({0, 0});
    change(store, 1, [&](acme_record& row) { row.expires = in_days(31); });
    (void)jeton::sweep(store, policy, now, [](auto&) {});
    return revoked_rows(store);
  };
  CHECK(swept(thirty_days) == "12");
  CHECK(swept(thirty_days.sweeping(jeton::swept::dated)) == "1-");
  CHECK(swept(thirty_days.sweeping(jeton::swept::nothing)) == "--");
  CHECK(swept(thirty_days.enforcing(false)) == "--");
  CHECK(swept(any_lifetime) == "--");
}

TEST_CASE("a sweep that stops has told whom it revoked, and the next one does the rest") {
  using large_store = fixed_store<acme_scopes, 200>;
  std::vector<std::string> tokens;
  large_store store;
  for (int i = 0; i < 150; ++i) {
    tokens.push_back(std::to_string(i));
    (void)put(store, row_of(tokens.back()));
  }
  std::size_t told = 0;
  store.operations = 100;
  CHECK(jeton::sweep(store, thirty_days, now, [&](auto&) { ++told; }).error() == store_fault::unavailable);
  std::size_t revoked = 0;
  for (std::size_t i = 0; i < store.size(); ++i) revoked += store.row(i).revoked ? 1u : 0u;
  CHECK(told == 64);
  CHECK(revoked == told);
  store.operations = 1000;
  CHECK(*jeton::sweep(store, thirty_days, now, [&](auto&) { ++told; }) == 86);
  CHECK(told == 150);
  store.answers = false;
  CHECK(jeton::sweep(store, thirty_days, now, [&](auto&) { ++told; }).error() == store_fault::unavailable);
}
