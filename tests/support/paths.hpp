// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_PATHS_HPP
#define JETON_TESTS_SUPPORT_PATHS_HPP

#include <jeton/bytes/cpu_path.hpp>

#include <utility>
#include <vector>

namespace jeton_tests {

/// The limits under which this processor takes each of its paths for tokens once, the slowest first. The rest of the
/// program goes on with the fastest.
inline const std::vector<jeton::detail::cpu::features>& path_limits() {
  namespace cpu = jeton::detail::cpu;
  static const auto limits = [] {
    std::vector<cpu::features> found;
    std::vector<std::pair<jeton::instruction_set, jeton::instruction_set>> seen;
    for (cpu::features limit = 0; limit < 256; ++limit) {
      cpu::limit_to(limit);
      const std::pair path{jeton::cpu_path().tokens, jeton::cpu_path().valid_each};
      bool is_new = true;
      for (const auto& one : seen) is_new = is_new && one != path;
      if (!is_new) continue;
      seen.push_back(path);
      found.push_back(limit);
    }
    cpu::limit_to(cpu::all);
    return found;
  }();
  return limits;
}

/// Does something on each path that this processor can take.
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
