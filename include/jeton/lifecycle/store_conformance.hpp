// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_STORE_CONFORMANCE_HPP
#define JETON_LIFECYCLE_STORE_CONFORMANCE_HPP

#include <cstddef>

#include <jeton/lifecycle/detail/conformance_life.hpp>
#include <jeton/lifecycle/detail/conformance_table.hpp>
#include <jeton/lifecycle/detail/conformance_threads.hpp>
#include <jeton/lifecycle/detail/conformance_trial.hpp>

namespace jeton { inline namespace v0 {

/// Tries all that a jeton::token_store promises, and gives how often the store broke a promise: 0 of a sound one. It
/// needs no test framework:
///
///     int main() {
///       const auto make = [] { return my_store{}; };
///       const auto report = [](const char* rule, const char* file, int line) {
///         std::printf("broken: %s\n  %s, line %d\n", rule, file, line);
///       };
///       return jeton::store_conformance(make, report) == 0 ? 0 : 1;
///     }
///
/// `make()` gives a new and empty store, for each rule one of its own; or an object with a `store()`, where that has to
/// bring a file or a folder along. If that object also has a `break_it()`, from which on nothing can be read or
/// written, it is tried that the store says so. `report(rule, file, line)` is told of each promise that is broken: the
/// rule as a sentence, and where in these headers it stands. Both are called by the thread that calls this.
///
/// `threads` use the store at once, each `rounds` times; 1 of a store that is made for one thread, of which those rules
/// are not tried. What a store keeps when the power fails, no program can try by itself.
template <class Make, class Report>
[[nodiscard]] std::size_t store_conformance(Make make, Report report, std::size_t threads = 8, int rounds = 50) {
  detail::conformance::trial<Make, Report> trial{make, report};
  detail::conformance::try_rows(trial);
  detail::conformance::try_transactions(trial);
  detail::conformance::try_life(trial);
  if (threads > 1) detail::conformance::try_threads(trial, threads, rounds);
  return trial.breaches();
}

}}  // namespace jeton::v0

#endif
