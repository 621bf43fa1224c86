// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_TABLE_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_TABLE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include <jeton/digest/digest.hpp>
#include <jeton/digest/sha256.hpp>
#include <jeton/lifecycle/detail/conformance_rows.hpp>
#include <jeton/store/fault.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

/// A store as a table: what is found, what may be written, and in which order rows are visited.
template <class Trial>
void try_rows(Trial& trial) {
  using vocabulary = typename Trial::vocabulary;
  using row_type = typename Trial::row;
  constexpr auto row_of = conformance::row_of<vocabulary>;
  constexpr auto full_row = conformance::full_row<vocabulary>;

  trial.rule("an empty store has no row", [&](auto& store) {
    trial.holds(fails_with(store.find(sha256("a")), store_fault::absent));
    trial.holds(fails_with(store.find(digest<32>{}), store_fault::absent));
    for (const std::int64_t id : {std::int64_t{1}, std::int64_t{0}, std::int64_t{-1}, INT64_MIN, INT64_MAX}) {
      trial.holds(fails_with(store.find(token_id{id}), store_fault::absent));
    }
    trial.holds(conformance::ids_of(store, all_rows).empty());
  });

  trial.rule("a row is found as it was inserted, by its digest and its id", [&](auto& store) {
    const row_type rows[] = {full_row("a"), row_of("b", alice), conformance::extreme_row<vocabulary>("c")};
    for (const row_type& row : rows) {
      const token_id id = conformance::put(store, row);
      trial.holds(id > token_id::none);
      const auto by_digest = store.find(row.digest);
      const auto by_id = store.find(id);
      trial.holds(is_row(by_digest, row));
      trial.holds(is_row(by_id, row));
      trial.holds(conformance::id_of(by_digest) == id);
      trial.holds(conformance::id_of(by_id) == id);
    }
  });

  trial.rule("ids rise, whatever the rows say", [&](auto& store) {
    row_type row = row_of("a", alice);
    row.id = token_id{77};
    const token_id first = conformance::put(store, row);
    row = row_of("b", alice);
    row.id = first;
    const token_id second = conformance::put(store, row);
    trial.holds(first > token_id::none);
    trial.holds(second > first);
  });

  trial.rule("a digest is unique", [&](auto& store) {
    const token_id first = conformance::put(store, row_of("a", alice));
    const token_id second = conformance::put(store, row_of("b", alice));
    (void)store.transact([&](auto& rows) {
      trial.holds(fails_with(rows.insert(row_of("a", bob)), store_fault::duplicate));
      return true;
    });
    const auto changed = conformance::change_row(store, second, [](auto& row) { row.digest = sha256("a"); });
    trial.holds(fails_with(changed, store_fault::duplicate));
    trial.holds(conformance::ids_of(store, all_rows).size() == 2);
    trial.holds(conformance::id_of(store.find(sha256("a"))) == first);
    trial.holds(conformance::id_of(store.find(sha256("b"))) == second);
  });

  trial.rule("a row has a digest and an owner", [&](auto& store) {
    const token_id id = conformance::put(store, row_of("a", alice));
    row_type without_digest = row_of("b", alice);
    without_digest.digest = {};
    (void)store.transact([&](auto& rows) {
      trial.holds(fails_with(rows.insert(row_of("b", user_id::none)), store_fault::incomplete));
      trial.holds(fails_with(rows.insert(row_of("b", user_id::every)), store_fault::incomplete));
      trial.holds(fails_with(rows.insert(without_digest), store_fault::incomplete));
      return true;
    });
    trial.holds(
        fails_with(conformance::change_row(store, id, [](auto& row) { row.digest = {}; }), store_fault::incomplete));
    trial.holds(fails_with(conformance::change_row(store, id, [](auto& row) { row.owner = user_id::none; }),
                           store_fault::incomplete));
    trial.holds(conformance::ids_of(store, all_rows).size() == 1);
    trial.holds(is_row(store.find(id), row_of("a", alice)));
  });

  trial.rule("an update writes all of a row, and no other row", [&](auto& store) {
    const token_id other = conformance::put(store, row_of("other", alice));
    const token_id id = conformance::put(store, row_of("a", alice));
    const row_type changed = full_row("changed");
    const auto written = conformance::change_row(store, id, [&](auto& row) {
      row = changed;
      row.id = id;
    });
    trial.holds(written.has_value());
    trial.holds(is_row(store.find(id), changed));
    trial.holds(conformance::id_of(store.find(sha256("changed"))) == id);
    trial.holds(fails_with(store.find(sha256("a")), store_fault::absent));
    trial.holds(is_row(store.find(other), row_of("other", alice)));
    trial.holds(conformance::ids_of(store, {bob, token_id::none}).size() == 1);
    trial.holds(conformance::ids_of(store, {alice, token_id::none}).size() == 1);
    (void)store.transact([&](auto& rows) {
      row_type absent = row_of("absent", alice);
      absent.id = token_id{static_cast<std::int64_t>(id) + 1};
      trial.holds(fails_with(rows.update(absent), store_fault::absent));
      absent.id = token_id::none;
      trial.holds(fails_with(rows.update(absent), store_fault::absent));
      return true;
    });
  });

  trial.rule("a row with unknown scopes and values survives being read and written", [&](auto& store) {
    const token_id id = conformance::put(store, full_row("a"));
    trial.holds(conformance::change_row(store, id, [](auto& row) { row.name = "renamed"; }).has_value());
    row_type expected = full_row("a");
    expected.name = "renamed";
    trial.holds(is_row(store.find(id), expected));
  });

  const auto put_five = [&](auto& store, user_id odd, user_id even) {
    user_id owner = odd;
    for (const char* token : {"a", "b", "c", "d", "e"}) {
      (void)conformance::put(store, row_of(token, owner));
      owner = owner == odd ? even : odd;
    }
    std::vector<std::int64_t> ids = conformance::ids_of(store, all_rows);
    return trial.holds(ids.size() == 5) ? ids : std::vector<std::int64_t>(5);
  };
  using ids = std::vector<std::int64_t>;

  trial.rule("rows are visited in the order of their ids, from one on, of one owner or all", [&](auto& store) {
    const ids all = put_five(store, alice, bob);
    trial.holds(std::is_sorted(all.begin(), all.end()));
    const auto from = [&](std::size_t index) { return token_id{all[index]}; };
    trial.holds(conformance::ids_of(store, {user_id::every, from(1)}) == ids{all[2], all[3], all[4]});
    trial.holds(conformance::ids_of(store, {user_id::every, from(4)}).empty());
    trial.holds(conformance::ids_of(store, {user_id::every, token_id{INT64_MAX}}).empty());
    trial.holds(conformance::ids_of(store, {user_id::every, token_id{INT64_MIN}}) == all);
    trial.holds(conformance::ids_of(store, {alice, token_id::none}) == ids{all[0], all[2], all[4]});
    trial.holds(conformance::ids_of(store, {bob, token_id::none}) == ids{all[1], all[3]});
    trial.holds(conformance::ids_of(store, {alice, from(0)}) == ids{all[2], all[4]});
    trial.holds(conformance::ids_of(store, {alice, from(1)}) == ids{all[2], all[4]});
    trial.holds(conformance::ids_of(store, {}).empty());
    trial.holds(conformance::ids_of(store, {user_id{99}, token_id::none}).empty());
    trial.holds(conformance::ids_of(store, all_rows, 2) == ids{all[0], all[1]});
    trial.holds(conformance::ids_of(store, {alice, token_id::none}, 1) == ids{all[0]});
  });

  trial.rule("onward, rows are visited owner by owner, and those of each in the order of their ids", [&](auto& store) {
    const ids all = put_five(store, bob, alice);
    const ids by_owner{all[1], all[3], all[0], all[2], all[4]};  // alice has the smaller number
    const auto from = [&](std::ptrdiff_t index) { return ids(by_owner.begin() + index, by_owner.end()); };
    const token_id last{INT64_MAX};
    trial.holds(conformance::ids_of(store, {user_id::none, token_id::none, true}) == by_owner);
    trial.holds(conformance::ids_of(store, {user_id::none, last, true}) == by_owner);
    trial.holds(conformance::ids_of(store, {alice, token_id::none, true}) == by_owner);
    trial.holds(conformance::ids_of(store, {alice, token_id{all[1]}, true}) == from(1));
    trial.holds(conformance::ids_of(store, {alice, token_id{all[2]}, true}) == from(1));
    trial.holds(conformance::ids_of(store, {alice, last, true}) == from(2));
    trial.holds(conformance::ids_of(store, {bob, token_id{all[0]}, true}) == from(3));
    trial.holds(conformance::ids_of(store, {bob, last, true}).empty());
    trial.holds(conformance::ids_of(store, {user_id{99}, token_id::none, true}).empty());
    trial.holds(conformance::ids_of(store, {user_id::none, token_id::none, true}, 3) == ids{all[1], all[3], all[0]});
    (void)store.transact([&](auto& rows) {
      trial.holds(conformance::ids_of(rows, {alice, last, true}) == from(2));
      return false;
    });
  });
}

/// What a transaction wrote is kept as a whole or not at all.
template <class Trial>
void try_transactions(Trial& trial) {
  constexpr auto row_of = conformance::row_of<typename Trial::vocabulary>;

  trial.rule("a transaction sees what it wrote, and is kept as a whole or not at all", [&](auto& store) {
    const token_id before = conformance::put(store, row_of("before", alice));
    const bool was_kept = store.transact([&](auto& rows) {
      const auto id = rows.insert(row_of("inserted", alice));
      if (!trial.holds(id.has_value())) return false;
      trial.holds(rows.find(*id).has_value());
      trial.holds(conformance::id_of(rows.find(sha256("inserted"))) == *id);
      auto moved = row_of("moved", bob);
      moved.id = before;
      trial.holds(rows.update(moved).has_value());
      trial.holds(fails_with(rows.find(sha256("before")), store_fault::absent));
      trial.holds(conformance::ids_of(rows, all_rows).size() == 2);
      trial.holds(conformance::ids_of(rows, {bob, token_id::none}).size() == 1);
      trial.holds(rows.insert(row_of("before", alice)).has_value());  // the digest is free again
      return false;
    });
    trial.holds(!was_kept);
    trial.holds(conformance::ids_of(store, all_rows).size() == 1);
    trial.holds(conformance::ids_of(store, {alice, token_id::none}).size() == 1);
    trial.holds(conformance::ids_of(store, {bob, token_id::none}).empty());
    trial.holds(is_row(store.find(sha256("before")), row_of("before", alice)));
    trial.holds(fails_with(store.find(sha256("inserted")), store_fault::absent));
    trial.holds(fails_with(store.find(sha256("moved")), store_fault::absent));
    trial.holds(conformance::put(store, row_of("inserted", alice)) > before);
    trial.holds(conformance::change_row(store, before, [](auto& row) { row.digest = sha256("moved"); }).has_value());
  });

  trial.rule("a transaction that fails in the middle leaves a store that works", [&](auto& store) {
    for (int i = 0; i < 10; ++i) {
      trial.holds(!store.transact([&](auto& rows) {
        const bool inserted = rows.insert(row_of("a", alice)).has_value();
        const bool again = rows.insert(row_of("a", alice)).has_value();
        return inserted && again;
      }));
    }
    trial.holds(conformance::put(store, row_of("a", alice)) > token_id::none);
    trial.holds(conformance::ids_of(store, all_rows).size() == 1);
  });

  if constexpr (Trial::gives_up) {
    trial.rule("a transaction that does not wait is one like any other", [&](auto& store) {
      trial.holds(store.try_transact([&](auto& rows) { return rows.insert(row_of("a", alice)).has_value(); }));
      trial.holds(
          !store.try_transact([&](auto& rows) { return rows.insert(row_of("b", alice)).has_value() && false; }));
      trial.holds(store.find(sha256("a")).has_value());
      trial.holds(fails_with(store.find(sha256("b")), store_fault::absent));
    });
  }
}

}}}}  // namespace jeton::v0::detail::conformance

#endif
