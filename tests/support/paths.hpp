// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_PATHS_HPP
#define JETON_TESTS_SUPPORT_PATHS_HPP

#include <jeton/bytes/cpu_path.hpp>

#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace jeton_tests {

/// A row of the table of the variants.
struct variant {
  jeton::instruction_set set;
  jeton::detail::cpu::features needs;
  bool digits, crc32, token, sha256, sha256_each, valid_each;
};

namespace table {
namespace cpu = jeton::detail::cpu;
constexpr bool yes = true;
constexpr bool no = false;

/// The rows for this machine, the fastest first.
inline constexpr variant variants[] = {
#define JETON_VARIANT(set, needs, ...) {jeton::instruction_set::set, needs, __VA_ARGS__},
#include <jeton/bytes/detail/variants.inc>
};
/// Those for every machine.
inline constexpr variant every_variant[] = {
#define JETON_EVERY_VARIANT
#define JETON_VARIANT(set, needs, ...) {jeton::instruction_set::set, needs, __VA_ARGS__},
#include <jeton/bytes/detail/variants.inc>
};
}  // namespace table
using table::every_variant;
using table::variants;

/// The limits under which this processor takes each of its paths once, the slowest first: `of` says what a path is.
template <class Of>
std::vector<jeton::detail::cpu::features> limits_of_paths(Of of) {
  namespace cpu = jeton::detail::cpu;
  std::vector<cpu::features> found;
  std::vector<decltype(of(jeton::cpu_path()))> seen;
  const auto add = [&](cpu::features limit) {
    cpu::limit_to(limit);
    const auto path = of(jeton::cpu_path());
    for (const auto& one : seen) {
      if (one == path) return;
    }
    seen.push_back(path);
    found.push_back(limit);
  };
  for (std::size_t i = std::size(variants); i-- > 0;) add(variants[i].needs);
  add(cpu::all);
  cpu::limit_to(cpu::all);
  return found;
}

/// Those of the paths for tokens. The rest of the program goes on with the fastest.
inline const std::vector<jeton::detail::cpu::features>& path_limits() {
  static const auto limits =
      limits_of_paths([](const jeton::cpu_paths& paths) { return std::pair{paths.tokens, paths.valid_each}; });
  return limits;
}

/// Those of the paths for SHA-256.
inline const std::vector<jeton::detail::cpu::features>& hash_path_limits() {
  static const auto limits =
      limits_of_paths([](const jeton::cpu_paths& paths) { return std::pair{paths.sha256, paths.sha256_each}; });
  return limits;
}

/// Does something on each path for tokens that this processor can take.
template <class Action>
void on_each_path(Action action) {
  for (const auto limit : path_limits()) {
    jeton::detail::cpu::limit_to(limit);
    action();
  }
  jeton::detail::cpu::limit_to(jeton::detail::cpu::all);
}

}  // namespace jeton_tests

#endif
