// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_STORE_CONFORMANCE_HPP
#define JETON_TESTS_SUPPORT_STORE_CONFORMANCE_HPP

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <jeton/digest/sha256.hpp>
#include <jeton/lifecycle.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/store.hpp>

#include "catch.hpp"
#include "lifecycle_parts.hpp"

/// What every store must do, told as a test that runs against each:
///
///     struct my_home {                       // default-constructed: an empty store of acme_scopes, of its own
///       my_store& store();                   // any number of threads may use it at once
///       void break_it();                     // optional: from now on nothing can be read or written
///     };
///     TEST_CASE("my_store keeps what it is told") { jeton_tests::conform<my_home>(); }
namespace jeton_tests {

/// A row in which everything is said.
inline acme_record full_row(std::string_view token) {
  return {.owner = bob,
          .kind = jeton::token_kind{200},  // which a newer version wrote
          .name = "Schl\xC3\xBCssel '); DROP TABLE tokens; --",
          .description = {"NUL \0 in \"it\", \n and \xFF", 22},  // an old row may have anything
          .digest = jeton::sha256(token),
          .scopes = acme_scopes::of<"repo:read", "admin">(),
          .unknown_scopes = "repo:delete admin:all",
          .expires = *jeton::expiry::parse("2027-01-31"),
          .revoked = true,
          .created = {-1},
          .updated = {4'102'444'800},
          .last_used = jeton::unix_seconds{1'700'000'001},
          .previous = jeton::token_id{1},
          .notices_sent = 0xF0000001};
}

/// Whether two rows say the same, but for their ids.
template <class Left, class Right>
bool same_row(const Left& left, const Right& right) {
  return left.owner == right.owner && left.kind == right.kind &&
         std::string_view{left.name} == std::string_view{right.name} &&
         std::string_view{left.description} == std::string_view{right.description} && left.digest == right.digest &&
         left.scopes == right.scopes &&
         std::string_view{left.unknown_scopes} == std::string_view{right.unknown_scopes} &&
         left.expires == right.expires && left.revoked == right.revoked && left.created == right.created &&
         left.updated == right.updated && left.last_used == right.last_used && left.previous == right.previous &&
         left.notices_sent == right.notices_sent;
}

/// Changes a row as `edit` says.
template <class Store, class Edit>
jeton::result<void, jeton::store_fault> change_row(Store& store, jeton::token_id id, Edit edit) {
  jeton::result<void, jeton::store_fault> changed{jeton::store_fault::unavailable};
  (void)store.transact([&](auto& rows) {
    auto row = rows.find(id);
    if (!row) return changed = row.error(), false;
    auto edited = row->template as<std::string_view>();
    edit(edited);
    changed = rows.update(edited);
    return changed.has_value();
  });
  return changed;
}

/// The ids of the rows that are visited.
template <class Rows>
std::vector<std::int64_t> ids_of(const Rows& rows, jeton::row_range range, std::size_t most = 1000) {
  std::vector<std::int64_t> ids;
  const auto visited = rows.visit(range, [&](const auto& row) {
    ids.push_back(static_cast<std::int64_t>(row.id));
    return ids.size() < most;
  });
  CHECK(visited.has_value());
  return ids;
}
inline constexpr jeton::row_range all_rows{jeton::user_id::every, jeton::token_id::none};

/// Whether `try_transact` gives up at once while another thread is in a transaction, and does not call its work. That
/// transaction ends after two seconds at the latest, so that a store that waits is found out and does not wait for
/// ever.
template <class Store>
bool gives_up_where_busy(Store& store) {
  std::atomic<bool> is_inside{false};
  std::atomic<bool> may_end{false};
  std::atomic<bool> is_over{false};
  std::thread other{[&] {
    (void)store.transact([&](auto& rows) {
      (void)rows.insert(row_of("slow"));
      is_inside = true;
      for (int i = 0; i < 2000 && !may_end; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{1});
      is_over = true;
      return true;
    });
    is_inside = true;  // also where it was not called
  }};
  while (!is_inside) std::this_thread::yield();
  bool was_called = false;
  const bool was_kept = store.try_transact([&](auto&) { return was_called = true; });
  const bool was_at_once = !is_over;
  may_end = true;
  other.join();
  return was_at_once && !was_kept && !was_called;
}

template <class Home>
void conform_as_a_table() {
  using jeton::store_fault;
  using jeton::token_id;
  Home home;
  auto& store = home.store();
  static_assert(jeton::token_store<std::remove_reference_t<decltype(store)>>);

  SECTION("an empty store has no row") {
    CHECK(store.find(jeton::sha256("a")).error() == store_fault::absent);
    CHECK(store.find(jeton::digest<32>{}).error() == store_fault::absent);
    CHECK(store.find(token_id{1}).error() == store_fault::absent);
    CHECK(store.find(token_id::none).error() == store_fault::absent);
    CHECK(store.find(token_id{-1}).error() == store_fault::absent);
    CHECK(store.find(token_id{INT64_MIN}).error() == store_fault::absent);
    CHECK(store.find(token_id{INT64_MAX}).error() == store_fault::absent);
    CHECK(ids_of(store, all_rows).empty());
  }

  SECTION("a row is found as it was inserted, by its digest and its id") {
    const acme_record rows[] = {full_row("a"), row_of("b"), [] {
                                  acme_record row = row_of("c");
                                  row.name = "";
                                  row.expires = *jeton::expiry::parse("9999-12-31");
                                  row.created = {253'402'300'799};         // the last second of the year 9999
                                  row.updated = {-62'135'596'800};         // the first of the year 1
                                  row.last_used = jeton::unix_seconds{0};  // not the same as none
                                  row.scopes = {};
                                  return row;
                                }()};
    for (const acme_record& row : rows) {
      const token_id id = put(store, row);
      REQUIRE(id > token_id::none);
      const auto by_digest = store.find(row.digest);
      const auto by_id = store.find(id);
      REQUIRE(by_digest.has_value());
      REQUIRE(by_id.has_value());
      CHECK(same_row(*by_digest, row));
      CHECK(same_row(*by_id, row));
      CHECK(by_digest->id == id);
      CHECK(by_id->id == id);
    }
  }

  SECTION("ids rise, whatever the rows say") {
    acme_record row = row_of("a");
    row.id = token_id{77};
    const token_id first = put(store, row);
    row = row_of("b");
    row.id = first;
    const token_id second = put(store, row);
    CHECK(first > token_id::none);
    CHECK(second > first);
  }

  SECTION("a digest is unique, and a row has a digest and an owner") {
    const token_id first = put(store, row_of("a"));
    const token_id second = put(store, row_of("b"));
    acme_record without_owner = row_of("c");
    without_owner.owner = jeton::user_id::none;
    acme_record of_everyone = row_of("c");
    of_everyone.owner = jeton::user_id::every;
    acme_record without_digest = row_of("c");
    without_digest.digest = {};
    (void)store.transact([&](auto& rows) {
      CHECK(rows.insert(row_of("a", bob)).error() == store_fault::duplicate);
      CHECK(rows.insert(without_owner).error() == store_fault::incomplete);
      CHECK(rows.insert(of_everyone).error() == store_fault::incomplete);
      CHECK(rows.insert(without_digest).error() == store_fault::incomplete);
      return true;
    });
    CHECK(ids_of(store, all_rows).size() == 2);
    CHECK(change_row(store, second, [](auto& row) { row.digest = jeton::sha256("a"); }).error() ==
          store_fault::duplicate);
    CHECK(change_row(store, second, [](auto& row) { row.digest = {}; }).error() == store_fault::incomplete);
    CHECK(change_row(store, second, [](auto& row) { row.owner = jeton::user_id::none; }).error() ==
          store_fault::incomplete);
    CHECK(store.find(jeton::sha256("a"))->id == first);
    CHECK(store.find(jeton::sha256("b"))->id == second);
  }

  SECTION("an update writes all of a row, and no other row") {
    const token_id other = put(store, row_of("other"));
    const token_id id = put(store, row_of("a"));
    const acme_record changed = full_row("changed");
    CHECK(change_row(store, id, [&](auto& row) {
            row = changed;
            row.id = id;
          }).has_value());
    CHECK(same_row(*store.find(id), changed));
    CHECK(store.find(jeton::sha256("changed"))->id == id);
    CHECK(store.find(jeton::sha256("a")).error() == store_fault::absent);
    CHECK(same_row(*store.find(other), row_of("other")));
    CHECK(ids_of(store, {bob, token_id::none}).size() == 1);
    CHECK(ids_of(store, {alice, token_id::none}).size() == 1);
    (void)store.transact([&](auto& rows) {
      acme_record absent = row_of("absent");
      absent.id = token_id{static_cast<std::int64_t>(id) + 1};
      CHECK(rows.update(absent).error() == store_fault::absent);
      absent.id = token_id::none;
      CHECK(rows.update(absent).error() == store_fault::absent);
      return true;
    });
  }

  SECTION("a row with unknown scopes and values survives being read and written") {
    const token_id id = put(store, full_row("a"));
    CHECK(change_row(store, id, [](auto& row) { row.name = "renamed"; }).has_value());
    acme_record expected = full_row("a");
    expected.name = "renamed";
    CHECK(same_row(*store.find(id), expected));
  }

  SECTION("rows are visited in the order of their ids, from one on, of one owner or all") {
    for (const char* token : {"a", "b", "c", "d", "e"})
      (void)put(store, row_of(token, token[0] % 2 != 0 ? alice : bob));
    const std::vector<std::int64_t> all = ids_of(store, all_rows);
    REQUIRE(all.size() == 5);
    CHECK(std::is_sorted(all.begin(), all.end()));
    const auto some = [&](std::initializer_list<std::size_t> indices) {
      std::vector<std::int64_t> ids;
      for (const std::size_t index : indices) ids.push_back(all[index]);
      return ids;
    };
    const auto from = [&](std::size_t index) { return token_id{all[index]}; };
    CHECK(ids_of(store, {jeton::user_id::every, from(1)}) == some({2, 3, 4}));
    CHECK(ids_of(store, {jeton::user_id::every, from(4)}).empty());
    CHECK(ids_of(store, {jeton::user_id::every, token_id{INT64_MAX}}).empty());
    CHECK(ids_of(store, {jeton::user_id::every, token_id{INT64_MIN}}) == all);
    CHECK(ids_of(store, {alice, token_id::none}) == some({0, 2, 4}));
    CHECK(ids_of(store, {bob, token_id::none}) == some({1, 3}));
    CHECK(ids_of(store, {alice, from(0)}) == some({2, 4}));
    CHECK(ids_of(store, {alice, from(1)}) == some({2, 4}));
    CHECK(ids_of(store, {}).empty());
    CHECK(ids_of(store, {jeton::user_id{99}, token_id::none}).empty());
    CHECK(ids_of(store, all_rows, 2) == some({0, 1}));
    CHECK(ids_of(store, {alice, token_id::none}, 1) == some({0}));
  }

  SECTION("onward, rows are visited owner by owner, and those of each in the order of their ids") {
    const jeton::user_id nobody = jeton::user_id::none;
    for (const char* token : {"a", "b", "c", "d", "e"})
      (void)put(store, row_of(token, token[0] % 2 != 0 ? bob : alice));
    const std::vector<std::int64_t> all = ids_of(store, all_rows);
    REQUIRE(all.size() == 5);
    const std::vector<std::int64_t> by_owner{all[1], all[3], all[0], all[2], all[4]};  // alice has the smaller number
    const auto from = [&](std::size_t index) {
      return std::vector<std::int64_t>(by_owner.begin() + static_cast<std::ptrdiff_t>(index), by_owner.end());
    };
    const token_id last{INT64_MAX};
    CHECK(ids_of(store, {nobody, token_id::none, true}) == by_owner);
    CHECK(ids_of(store, {nobody, last, true}) == by_owner);
    CHECK(ids_of(store, {alice, token_id::none, true}) == by_owner);
    CHECK(ids_of(store, {alice, token_id{all[1]}, true}) == from(1));
    CHECK(ids_of(store, {alice, token_id{all[2]}, true}) == from(1));
    CHECK(ids_of(store, {alice, last, true}) == from(2));
    CHECK(ids_of(store, {bob, token_id{all[0]}, true}) == from(3));
    CHECK(ids_of(store, {bob, last, true}).empty());
    CHECK(ids_of(store, {jeton::user_id{99}, token_id::none, true}).empty());
    CHECK(ids_of(store, {nobody, token_id::none, true}, 3) == std::vector<std::int64_t>{all[1], all[3], all[0]});
    (void)store.transact([&](auto& rows) {
      CHECK(ids_of(rows, {alice, last, true}) == from(2));
      return false;
    });
  }

  SECTION("a transaction sees what it wrote, and is kept as a whole or not at all") {
    const token_id before = put(store, row_of("before"));
    const bool was_kept = store.transact([&](auto& rows) {
      const auto id = rows.insert(row_of("inserted"));
      REQUIRE(id.has_value());
      CHECK(rows.find(*id).has_value());
      CHECK(rows.find(jeton::sha256("inserted"))->id == *id);
      acme_record moved = row_of("moved", bob);
      moved.id = before;
      CHECK(rows.update(moved).has_value());
      CHECK(rows.find(jeton::sha256("before")).error() == store_fault::absent);
      CHECK(ids_of(rows, all_rows).size() == 2);
      CHECK(ids_of(rows, {bob, token_id::none}).size() == 1);
      CHECK(rows.insert(row_of("before")).has_value());  // the digest is free again
      return false;
    });
    CHECK_FALSE(was_kept);
    CHECK(ids_of(store, all_rows).size() == 1);
    CHECK(ids_of(store, {alice, token_id::none}).size() == 1);
    CHECK(ids_of(store, {bob, token_id::none}).empty());
    CHECK(same_row(*store.find(jeton::sha256("before")), row_of("before")));
    CHECK(store.find(jeton::sha256("inserted")).error() == store_fault::absent);
    CHECK(store.find(jeton::sha256("moved")).error() == store_fault::absent);
    CHECK(put(store, row_of("inserted")) > before);
    CHECK(change_row(store, before, [](auto& row) { row.digest = jeton::sha256("moved"); }).has_value());
  }

  if constexpr (requires { store.try_transact([](auto&) { return true; }); }) {
    SECTION("a transaction that does not wait is one like any other") {
      CHECK(store.try_transact([](auto& rows) { return rows.insert(row_of("a")).has_value(); }));
      CHECK_FALSE(store.try_transact([](auto& rows) { return rows.insert(row_of("b")).has_value() && false; }));
      CHECK(store.find(jeton::sha256("a")).has_value());
      CHECK(store.find(jeton::sha256("b")).error() == store_fault::absent);
    }
    SECTION("and gives up where another one is under way") {
      CHECK(gives_up_where_busy(store));
      CHECK(store.find(jeton::sha256("slow")).has_value());
      CHECK(store.try_transact([](auto& rows) { return rows.insert(row_of("a")).has_value(); }));
    }
  }

  SECTION("a transaction that fails in the middle leaves a store that works") {
    for (int i = 0; i < 10; ++i) {
      CHECK_FALSE(store.transact([&](auto& rows) {
        const bool inserted = rows.insert(row_of("a")).has_value();
        const bool again = rows.insert(row_of("a")).has_value();
        return inserted && again;
      }));
    }
    CHECK(put(store, row_of("a")) > token_id::none);
    CHECK(ids_of(store, all_rows).size() == 1);
  }
}

template <class Home>
void conform_in_the_life_cycle() {
  using jeton::store_fault;
  using jeton::token_id;
  Home home;
  auto& store = home.store();
  const acme_request request{.owner = alice, .name = "deploy", .scopes = acme_scopes::of<"admin">()};

  SECTION("revoking again changes nothing") {
    const token_id id = put(store, row_of("a"));
    CHECK(jeton::revoke(store, id, later).has_value());
    CHECK(jeton::revoke(store, id, jeton::unix_seconds{later.count + 1}).has_value());
    CHECK(store.find(id)->revoked);
    CHECK(store.find(id)->updated == later);
    CHECK(jeton::revoke(store, token_id{static_cast<std::int64_t>(id) + 1}, later).error() == store_fault::absent);
  }

  SECTION("a token is issued, used, rotated and found out") {
    const auto first = jeton::issue<acme_pat>(store, request, thirty_days, now);
    REQUIRE(first.has_value());
    const auto found = store.find(jeton::sha256(first->token.expose()));
    REQUIRE(found.has_value());
    CHECK(found->active(now));
    CHECK(jeton::note_use(store, *found, later) == jeton::use_note::written);
    CHECK(store.find(first->id)->last_used == later);
    const auto second = jeton::rotate<acme_pat>(store, first->id, {}, thirty_days, later);
    REQUIRE(second.has_value());
    CHECK(store.find(jeton::sha256(first->token.expose()))->revoked);
    CHECK(store.find(jeton::sha256(second->token.expose()))->active(later));
    CHECK(jeton::rotate<acme_pat>(store, first->id, {}, thirty_days, later).error() == jeton::rotate_fault::revoked);
    CHECK(*jeton::revoke_descendants(store, jeton::sha256(first->token.expose()), later) == 1);
    CHECK_FALSE(store.find(second->id)->active(later));
  }

  SECTION("a rotation that cannot be completed leaves the old token alive") {
    (void)jeton::issue<acme_pat>(store, request, any_lifetime, now, counting{5});
    const token_id id = put(store, row_of("old"));
    const auto make = [] { return jeton::generate<acme_pat>(counting{5}); };  // its digest is there
    CHECK(jeton::rotate_to(store, make, id, {}, any_lifetime, later).error() == jeton::rotate_fault::random);
    CHECK(same_row(*store.find(id), row_of("old")));
  }

  SECTION("every filter and order lists what a plain search and sort do") {
    std::vector<std::string> texts;
    texts.reserve(200);
    std::vector<acme_record> rows;
    for (int i = 0; i < 100; ++i) {
      texts.push_back(std::to_string(i));
      acme_record row = row_of(texts.back(), i % 3 == 0 ? bob : alice);
      texts.push_back("token " + std::to_string(i % 17));
      row.name = texts.back();
      row.created = {now.count - i * 7919 % 13 * a_day};
      if (i % 5 != 0) row.expires = in_days(i % 11 - 3);
      if (i % 4 != 0) row.last_used = jeton::unix_seconds{now.count - i % 7 * a_day};
      row.revoked = i % 6 == 0;
      row.id = put(store, row);
      rows.push_back(row);
    }
    const jeton::list_filter filters[] = {
        {.owner = jeton::user_id::every},
        {.owner = bob},
        {.owner = alice, .active = true},
        {.owner = alice, .active = false},
        {.owner = jeton::user_id::every, .revoked = true},
        {.owner = jeton::user_id::every, .created_before = jeton::unix_seconds{now.count - 5 * a_day}},
        {.owner = jeton::user_id::every, .last_used_after = jeton::unix_seconds{now.count - 3 * a_day}},
        {.owner = jeton::user_id::every, .expires_before = today + 3, .search = *jeton::name_search::parse("en 1")},
        {},
    };
    std::vector<typename std::remove_reference_t<decltype(store)>::record> page(100);
    for (const jeton::list_filter& filter : filters) {
      for (unsigned char order = 0; order < 8; ++order) {
        std::vector<acme_record> expected;
        for (const acme_record& row : rows) {
          if (filter.matches(row, now)) expected.push_back(row);
        }
        std::sort(expected.begin(), expected.end(), [&](const acme_record& left, const acme_record& right) {
          return jeton::stands_before(left, right, jeton::list_order{order});
        });
        const auto found = jeton::list(store, filter, jeton::list_order{order}, now, std::span{page});
        REQUIRE(found.has_value());
        REQUIRE(found->count == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) CHECK(page[i].id == expected[i].id);
      }
    }
  }

  if constexpr (requires { home.break_it(); }) {
    SECTION("a store that cannot answer says so, and never that a token is unknown") {
      const token_id id = put(store, row_of("a"));
      const auto found = store.find(id);
      home.break_it();
      CHECK(store.find(jeton::sha256("a")).error() == store_fault::unavailable);
      CHECK(store.find(jeton::sha256("unknown")).error() == store_fault::unavailable);
      CHECK(store.find(id).error() == store_fault::unavailable);
      CHECK(store.visit(all_rows, [](const auto&) { return true; }).error() == store_fault::unavailable);
      CHECK_FALSE(store.transact([](auto& rows) { return rows.insert(row_of("b")).has_value(); }));
      CHECK(jeton::issue<acme_pat>(store, request, any_lifetime, now).error() == jeton::issue_fault::unavailable);
      CHECK(jeton::rotate<acme_pat>(store, id, {}, any_lifetime, now).error() == jeton::rotate_fault::unavailable);
      CHECK(jeton::revoke(store, id, now).error() == store_fault::unavailable);
      CHECK(jeton::note_use(store, *found, now) == jeton::use_note::failed);
    }
  }
}

/// Runs `work(number)` in so many threads at once.
inline void at_once(std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> ready{0};
  std::vector<std::thread> running;
  for (std::size_t i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      ++ready;
      while (ready < threads) std::this_thread::yield();
      work(i);
    });
  }
  for (std::thread& each : running) each.join();
}

/// What happens to `threads` threads at once. Their findings are counted, and judged when they are done.
template <class Home>
void conform_under_concurrent_use(std::size_t threads, int rounds) {
  using jeton::token_id;
  Home home;
  auto& store = home.store();
  const acme_request request{.owner = alice, .name = "deploy", .scopes = acme_scopes::of<"admin">()};

  SECTION("of all rotations of a token one succeeds") {
    for (int round = 0; round < rounds; ++round) {
      const auto first = jeton::issue<acme_pat>(store, request, any_lifetime, now);
      REQUIRE(first.has_value());
      std::atomic<int> rotated{0};
      std::atomic<int> refused{0};
      at_once(threads, [&](std::size_t) {
        const auto made = jeton::rotate<acme_pat>(store, first->id, {}, any_lifetime, later);
        if (made) ++rotated;
        if (!made && made.error() == jeton::rotate_fault::revoked) ++refused;
      });
      CHECK(rotated == 1);
      CHECK(refused == static_cast<int>(threads) - 1);
    }
    CHECK(ids_of(store, all_rows).size() == 2 * static_cast<std::size_t>(rounds));
  }

  SECTION("at each instant one token of a family is alive, for all who look") {
    auto current = jeton::issue<acme_pat>(store, request, any_lifetime, now);
    REQUIRE(current.has_value());
    std::atomic<bool> is_over{false};
    std::atomic<int> looks{0};
    std::atomic<int> wrong{0};
    at_once(threads, [&](std::size_t number) {
      if (number == 0) {
        token_id id = current->id;
        for (int round = 0; round < rounds; ++round) {
          const auto made = jeton::rotate<acme_pat>(store, id, {}, any_lifetime, later);
          if (!made) ++wrong;
          if (made) id = made->id;
        }
        is_over = true;
        return;
      }
      do {
        int alive = 0;
        const auto visited = store.visit({alice, token_id::none}, [&](const auto& row) {
          alive += row.active(later) ? 1 : 0;
          return true;
        });
        if (!visited || alive != 1) ++wrong;
        ++looks;
      } while (!is_over);
    });
    CHECK(wrong == 0);
    CHECK(looks > 0);
  }

  SECTION("of equal digests one is inserted, and no id is given twice") {
    std::atomic<int> inserted{0};
    std::vector<std::string> tokens;
    for (int round = 0; round < rounds; ++round) tokens.push_back(std::to_string(round));
    at_once(threads, [&](std::size_t) {
      for (const std::string& token : tokens) {
        if (put(store, row_of(token)) != token_id::none) ++inserted;
      }
    });
    CHECK(inserted == rounds);
    std::vector<std::int64_t> ids = ids_of(store, all_rows);
    CHECK(ids.size() == tokens.size());
    CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  }

  SECTION("uses, revocations and reads mix without loss") {
    const token_id id = put(store, row_of("a"));
    std::atomic<int> wrong{0};
    std::atomic<std::int64_t> last{0};
    at_once(threads, [&](std::size_t number) {
      for (int round = 0; round < rounds; ++round) {
        const jeton::unix_seconds instant{now.count + 600 * round};
        const auto found = store.find(jeton::sha256("a"));
        if (!found) ++wrong;
        if (found && number % 2 == 0 && jeton::note_use(store, *found, instant) == jeton::use_note::written) {
          for (std::int64_t seen = last; seen < instant.count && !last.compare_exchange_weak(seen, instant.count);)
            continue;
        }
        if (number == 1 && round == rounds / 2) {
          if (!jeton::revoke(store, id, instant)) ++wrong;
        }
      }
    });
    CHECK(wrong == 0);
    CHECK(store.find(id)->revoked);  // no note of a use has written it away
    CHECK(last > 0);
    CHECK(store.find(id)->last_used == jeton::unix_seconds{last});
  }
}

/// All of it.
template <class Home>
void conform(std::size_t threads = 8, int rounds = 50) {
  SECTION("as a table") { conform_as_a_table<Home>(); }
  SECTION("in the life cycle") { conform_in_the_life_cycle<Home>(); }
  SECTION("under concurrent use") { conform_under_concurrent_use<Home>(threads, rounds); }
}

}  // namespace jeton_tests

#endif
