// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/listing.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using jeton::day;
using jeton::list_filter;
using jeton::list_order;
using jeton::unix_seconds;

/// Six tokens of alice's, and one of bob's, with their days counted from today.
constexpr acme_store sample() {
  struct made {
    std::string_view token;
    std::string_view name;
    int created;    // days
    int expires;    // days; 999 is never
    int last_used;  // days; 999 is never
    bool revoked;
    jeton::token_kind kind;
  };
  constexpr made rows[] = {
      {"a", "deploy", -10, 20, -1, false, jeton::token_kind::personal},
      {"b", "ab", -20, 999, 999, false, jeton::token_kind::personal},
      {"c", "Deploy token", -20, 0, -2, false, jeton::token_kind::impersonation},  // died at midnight
      {"d", "key", -5, 10, 999, true, jeton::token_kind::personal},
      {"e", "abc", -1, 999, -1, true, jeton::token_kind::project_bot},
      {"f", "ab", 0, 1, 0, false, jeton::token_kind::personal},
      {"g", "of bob", -3, 20, 999, false, jeton::token_kind::personal},
  };
  acme_store store;
  for (const made& each : rows) {
    acme_record row = row_of(each.token, each.token == "g" ? bob : alice);
    row.name = each.name;
    row.created = {now.count + each.created * a_day};
    row.expires = each.expires == 999 ? jeton::expiry::never() : in_days(each.expires);
    if (each.last_used != 999) row.last_used = unix_seconds{now.count + each.last_used * a_day};
    row.revoked = each.revoked;
    row.kind = each.kind;
    (void)put(store, row);
  }
  return store;
}

/// The tokens of a list as a text, in order.
std::string tokens_of(const list_filter& filter, list_order order = list_order::created_ascending) {
  const acme_store store = sample();
  acme_record page[8];
  const auto found = jeton::list(store, filter, order, now, page);
  REQUIRE(found.has_value());
  CHECK(found->count == found->total);
  std::string tokens;
  for (std::size_t i = 0; i < found->count; ++i) tokens += "?abcdefg"[static_cast<std::size_t>(page[i].id)];
  return tokens;
}
/// Of alice's.
std::string sorted(list_order order) { return tokens_of({.owner = alice}, order); }
/// In the order of ids.
std::string ids(const list_filter& filter) {
  std::string tokens = tokens_of(filter);
  std::sort(tokens.begin(), tokens.end());
  return tokens;
}
constexpr unix_seconds at(int days) { return {now.count + days * a_day}; }
constexpr day on(int days) { return today + days; }

}  // namespace

TEST_CASE("nobody's tokens are listed unless an owner is named") {
  CHECK(tokens_of({}).empty());
  CHECK(ids({.owner = alice}) == "abcdef");
  CHECK(ids({.owner = bob}) == "g");
  CHECK(ids({.owner = jeton::user_id{99}}).empty());
  CHECK(ids({.owner = jeton::user_id::every}) == "abcdefg");
}

TEST_CASE("filters by kind, revocation and life") {
  CHECK(ids({.owner = alice, .kind = jeton::token_kind::personal}) == "abdf");
  CHECK(ids({.owner = alice, .kind = jeton::token_kind::impersonation}) == "c");
  CHECK(ids({.owner = alice, .kind = jeton::token_kind::group_bot}).empty());
  CHECK(ids({.owner = alice, .revoked = true}) == "de");
  CHECK(ids({.owner = alice, .revoked = false}) == "abcf");
  CHECK(ids({.owner = alice, .active = true}) == "abf");
  CHECK(ids({.owner = alice, .active = false}) == "cde");  // what died today is in one of the two
}

TEST_CASE("filters by time include their instant, but for expires_before") {  // facts §6
  CHECK(ids({.owner = alice, .created_before = at(-10)}) == "abc");
  CHECK(ids({.owner = alice, .created_before = unix_seconds{at(-10).count - 1}}) == "bc");
  CHECK(ids({.owner = alice, .created_after = at(-10)}) == "adef");
  CHECK(ids({.owner = alice, .created_after = unix_seconds{at(-10).count + 1}}) == "def");
  CHECK(ids({.owner = alice, .last_used_before = at(-1)}) == "ace");
  CHECK(ids({.owner = alice, .last_used_before = unix_seconds{at(-1).count - 1}}) == "c");
  CHECK(ids({.owner = alice, .last_used_after = at(-1)}) == "aef");
  CHECK(ids({.owner = alice, .last_used_after = at(-100)}) == "acef");  // never used: in neither
  CHECK(ids({.owner = alice, .expires_before = on(10)}) == "cf");
  CHECK(ids({.owner = alice, .expires_before = on(11)}) == "cdf");
  CHECK(ids({.owner = alice, .expires_after = on(10)}) == "ad");
  CHECK(ids({.owner = alice, .expires_after = on(11)}) == "a");
  CHECK(ids({.owner = alice, .expires_after = on(-9999)}) == "acdf");  // never expiring: in neither
  CHECK(ids({.owner = alice, .expires_before = on(9999)}) == "acdf");
}

TEST_CASE("filters by name, and all filters at once") {
  CHECK(ids({.owner = alice, .search = *jeton::name_search::parse("deploy")}) == "ac");
  CHECK(ids({.owner = alice, .search = *jeton::name_search::parse("ab")}) == "bf");
  CHECK(ids({.owner = alice, .search = *jeton::name_search::parse("abc")}) == "e");
  CHECK(ids({.owner = alice, .search = *jeton::name_search::parse("ab token")}) == "c");
  CHECK(ids({.owner = alice, .active = true, .search = *jeton::name_search::parse("deploy")}) == "a");
  CHECK(ids({.owner = alice, .kind = jeton::token_kind::personal, .revoked = false, .created_after = at(-10)}) == "af");
  CHECK(ids({.owner = bob, .search = *jeton::name_search::parse("deploy")}).empty());
}

TEST_CASE("each order, with ties by id and tokens without a value last, or first") {
  CHECK(sorted(list_order::created_ascending) == "bcadef");
  CHECK(sorted(list_order::created_descending) == "fedacb");
  CHECK(sorted(list_order::expires_ascending) == "cfdabe");
  CHECK(sorted(list_order::expires_descending) == "ebadfc");
  CHECK(sorted(list_order::last_used_ascending) == "caefbd");
  CHECK(sorted(list_order::last_used_descending) == "dbfeac");
  CHECK(sorted(list_order::name_ascending) == "cbfead");
  CHECK(sorted(list_order::name_descending) == "daefbc");
}

TEST_CASE("orders have the names of GitLab's API, and no others") {
  STATIC_REQUIRE(*jeton::parse_list_order("created_asc") == list_order::created_ascending);
  STATIC_REQUIRE(*jeton::parse_list_order("created_desc") == list_order::created_descending);
  STATIC_REQUIRE(*jeton::parse_list_order("expires_asc") == list_order::expires_ascending);
  STATIC_REQUIRE(*jeton::parse_list_order("expires_desc") == list_order::expires_descending);
  STATIC_REQUIRE(*jeton::parse_list_order("last_used_asc") == list_order::last_used_ascending);
  STATIC_REQUIRE(*jeton::parse_list_order("last_used_desc") == list_order::last_used_descending);
  STATIC_REQUIRE(*jeton::parse_list_order("name_asc") == list_order::name_ascending);
  STATIC_REQUIRE(*jeton::parse_list_order("name_desc") == list_order::name_descending);
  for (const std::string_view text : {"", "name", "NAME_ASC", "name_asc ", "id_asc"}) {
    CHECK(jeton::parse_list_order(text).error() == jeton::order_fault::unknown);
  }
  CHECK_FALSE(describe(jeton::order_fault::unknown).empty());
}

TEST_CASE("pages follow each other without a gap, in every order and size") {
  const acme_store store = sample();
  for (unsigned char order = 0; order < 8; ++order) {
    acme_record all[8];
    const auto whole = jeton::list(store, {.owner = jeton::user_id::every}, list_order{order}, now, all);
    REQUIRE(whole->count == 7);
    for (std::size_t size = 1; size <= 8; ++size) {
      std::vector<acme_record> page(size);
      const std::span<acme_record> room{page};
      auto found = jeton::list(store, {.owner = jeton::user_id::every}, list_order{order}, now, room);
      std::size_t seen = 0;
      while (found->count > 0) {
        CHECK(found->total == 7);
        for (std::size_t i = 0; i < found->count; ++i) CHECK(page[i].id == all[seen++].id);
        const acme_record last = page[found->count - 1];
        found = jeton::list_after(store, last, {.owner = jeton::user_id::every}, list_order{order}, now, room);
      }
      CHECK(seen == 7);
    }
  }
}

TEST_CASE("a list without room counts") {
  CONSTEXPR auto counted = [] {
    const acme_store store = sample();
    return jeton::list(store, {.owner = alice}, list_order::name_ascending, now, std::span<acme_record>{});
  }();
  STATIC_REQUIRE(counted->count == 0);
  STATIC_REQUIRE(counted->total == 6);
}

TEST_CASE("a list is constexpr, and a store that does not answer has none") {
  CONSTEXPR auto first = [] {
    const acme_store store = sample();
    acme_record page[2];
    const auto found = jeton::list(store, {.owner = alice}, list_order::expires_descending, now, page);
    return found->count == 2 ? page[0].id : jeton::token_id::none;
  }();
  STATIC_REQUIRE(first == jeton::token_id{5});
  acme_store store = sample();
  store.answers = false;
  acme_record page[2];
  const auto found = jeton::list(store, {.owner = alice}, list_order::name_ascending, now, page);
  CHECK(found.error() == jeton::store_fault::unavailable);
}

TEST_CASE("no row stands before itself, and of two one does") {
  const acme_store store = sample();
  for (unsigned char order = 0; order < 8; ++order) {
    for (std::size_t i = 0; i < store.size(); ++i) {
      for (std::size_t j = 0; j < store.size(); ++j) {
        const bool before = jeton::stands_before(store.row(i), store.row(j), list_order{order});
        const bool behind = jeton::stands_before(store.row(j), store.row(i), list_order{order});
        CHECK((i == j ? !before && !behind : before != behind));
      }
    }
  }
}
