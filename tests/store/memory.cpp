// SPDX-License-Identifier: BSL-1.0
#include <jeton/store/memory.hpp>

#include <string>
#include <type_traits>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"
#include "../support/store_rows.hpp"

namespace {

using namespace jeton_tests;
using store_type = jeton::memory_store<acme_scopes>;

/// Thrown in the middle of a transaction.
struct interruption {};

}  // namespace

TEST_CASE("memory_store is a store for any number of threads") {
  static_assert(jeton::token_store<store_type>);
  static_assert(jeton::token_reader<const store_type>);
  static_assert(!std::is_copy_constructible_v<store_type>);
  conform([] { return store_type{}; });
}

TEST_CASE("a row in memory owns its texts") {
  store_type store;
  jeton::token_id id{};
  {
    std::string name = "a name that is too long for the inside of a string object";
    acme_record row = row_of("a");
    row.name = name;
    id = put(store, row);
    name.assign(name.size(), 'x');
  }
  CHECK(store.find(id)->name == "a name that is too long for the inside of a string object");
  CHECK(store.size() == 1);
}

TEST_CASE("an exception undoes a transaction") {
  store_type store;
  const jeton::token_id id = put(store, row_of("a"));
  bool was_thrown = false;
  try {
    (void)store.transact([&](auto& rows) -> bool {
      acme_record row = row_of("b", bob);
      row.id = id;
      (void)rows.update(row);
      (void)rows.insert(row_of("c"));
      throw interruption{};
    });
  } catch (const interruption&) {
    was_thrown = true;
  }
  CHECK(was_thrown);
  CHECK(store.size() == 1);
  CHECK(same_row(*store.find(jeton::sha256("a")), row_of("a")));
  CHECK(store.find(jeton::sha256("b")).error() == jeton::store_fault::absent);
  CHECK(put(store, row_of("c")) > id);
}

TEST_CASE("a hundred thousand rows are found at once") {
  store_type store;
  (void)store.transact([](auto& rows) {
    for (int i = 0; i < 100'000; ++i) {
      const std::string token = std::to_string(i);
      if (!rows.insert(row_of(token))) return false;
    }
    return true;
  });
  CHECK(store.size() == 100'000);
  for (const char* token : {"0", "4711", "99999"}) CHECK(store.find(jeton::sha256(token)).has_value());
  CHECK_FALSE(store.find(jeton::sha256("100000")).has_value());
}
