// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_STORE_ROWS_HPP
#define JETON_TESTS_SUPPORT_STORE_ROWS_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include <jeton/lifecycle/store_conformance.hpp>

#include "catch.hpp"
#include "lifecycle_parts.hpp"

/// What the tests of stores ask of them, as jeton::store_conformance does.
namespace jeton_tests {

namespace conformance = jeton::detail::conformance;
using conformance::all_rows;
using conformance::change_row;
using conformance::ids_of;
using conformance::same_row;

/// Tries a store in a test case: each broken promise is a failed assertion. The first user is one like any other.
template <class Make>
void conform(Make make, std::size_t threads = 8) {
  const auto report = [](const char* rule, const char* file, int line) { judge(false, true, rule, file, line); };
  CHECK(jeton::store_conformance(make, report, threads) == 0);

  auto home = make();
  auto& store = conformance::trial<Make, decltype(report)>::store_of(home);
  const jeton::user_id first{1};  // the smallest number that a user can have
  const acme_record row = row_of("a", first);
  const jeton::token_id id = put(store, row);
  CHECK(conformance::is_row(store.find(id), row));
  CHECK(change_row(store, id, [](auto& changed) { changed.owner = alice; }).has_value());
  CHECK(change_row(store, id, [](auto& changed) { changed.owner = first; }).has_value());
  const std::vector<std::int64_t> ids{static_cast<std::int64_t>(id)};
  CHECK(ids_of(store, {first, jeton::token_id::none}) == ids);
  CHECK(ids_of(store, {jeton::user_id::none, jeton::token_id::none, true}) == ids);
  CHECK(ids_of(store, {first, id, true}).empty());
}

}  // namespace jeton_tests

#endif
