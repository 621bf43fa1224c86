// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/use.hpp>

#include <cstdint>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using jeton::unix_seconds;
using jeton::use_note;

constexpr bool is_due(std::int64_t ago, std::int64_t interval) {
  return jeton::use_is_due(unix_seconds{now.count - ago}, now, interval);
}

/// A store with one row that was last used so many seconds ago; -1 is never.
constexpr acme_store used(std::int64_t ago) {
  acme_store store;
  acme_record row = row_of("a");
  row.updated = {5};
  if (ago >= 0) row.last_used = unix_seconds{now.count - ago};
  (void)put(store, row);
  return store;
}

}  // namespace

TEST_CASE("a use is noted when the last note is as old as the interval") {  // facts §1.6 and §9
  STATIC_REQUIRE(jeton::use_is_due({}, now));
  STATIC_REQUIRE(jeton::ten_minutes == 600);
  STATIC_REQUIRE(is_due(600, 600));
  STATIC_REQUIRE_FALSE(is_due(599, 600));
  STATIC_REQUIRE(is_due(24 * 3600, 24 * 3600));
  STATIC_REQUIRE_FALSE(is_due(24 * 3600 - 1, 24 * 3600));
  STATIC_REQUIRE_FALSE(is_due(-1, 600));  // a clock that went back
  STATIC_REQUIRE_FALSE(jeton::use_is_due(unix_seconds{INT64_MIN}, unix_seconds{INT64_MIN}, 600));
  STATIC_REQUIRE(jeton::use_is_due(unix_seconds{INT64_MIN}, unix_seconds{INT64_MAX}, 600));
}

TEST_CASE("a note changes the last use and nothing else") {
  CONSTEXPR auto store = [] {
    acme_store rows = used(600);
    const auto found = rows.find(jeton::sha256("a"));
    return jeton::note_use(rows, *found, now) == use_note::written ? rows : acme_store{};
  }();
  STATIC_REQUIRE(store.row(0).last_used == now);
  STATIC_REQUIRE(store.row(0).updated.count == 5);
  CONSTEXPR auto first = [] {
    acme_store rows = used(-1);
    (void)jeton::note_use(rows, rows.row(0), now, 86400);
    return rows;
  }();
  STATIC_REQUIRE(first.row(0).last_used == now);
}

TEST_CASE("what is not due is neither read nor written") {
  acme_store rows = used(599);
  rows.answers = false;
  CHECK(jeton::note_use(rows, rows.row(0), now) == use_note::not_due);
  CHECK(rows.row(0).last_used->count == now.count - 599);
}

TEST_CASE("of two notes at the same time one is written") {
  acme_store rows = used(-1);
  const acme_record found = rows.row(0);
  CHECK(jeton::note_use(rows, found, now) == use_note::written);
  CHECK(jeton::note_use(rows, found, later) == use_note::not_due);
  CHECK(rows.row(0).last_used == now);
}

TEST_CASE("a store that fails is no reason to stop") {
  for (int way = 0; way < 3; ++way) {
    acme_store rows = used(-1);
    if (way == 0) rows.answers = false;
    if (way == 1) rows.commits = false;
    if (way == 2) rows.operations = 0;
    jeton::note_use(rows, rows.row(0), now);
    CHECK(jeton::note_use(rows, rows.row(0), now) == use_note::failed);
    CHECK_FALSE(rows.row(0).last_used);
  }
  acme_store empty;
  CHECK(jeton::note_use(empty, used(-1).row(0), now) == use_note::failed);
}
