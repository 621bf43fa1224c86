// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_STORE_ROWS_HPP
#define JETON_TESTS_SUPPORT_STORE_ROWS_HPP

#include <cstddef>

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

/// Tries a store in a test case: each broken promise is a failed assertion.
template <class Make>
void conform(Make make, std::size_t threads = 8) {
  const auto report = [](const char* rule, const char* file, int line) { judge(false, true, rule, file, line); };
  CHECK(jeton::store_conformance(make, report, threads) == 0);
}

}  // namespace jeton_tests

#endif
