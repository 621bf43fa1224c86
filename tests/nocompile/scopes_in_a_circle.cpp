// SPDX-License-Identifier: BSL-1.0
// error: jeton: scopes imply each other in a circle
#include <jeton/scope/vocabulary.hpp>

struct right {
  static constexpr jeton::scope_row rows[] = {
      {.name = "a", .implies = "b c"}, {.name = "b", .implies = "c"}, {.name = "c"}};
};
static_assert(jeton::scope_vocabulary<right{}>::size == 3);

#if defined(FAIL)
struct circle {
  static constexpr jeton::scope_row rows[] = {
      {.name = "a", .implies = "b"}, {.name = "b", .implies = "c"}, {.name = "c", .implies = "a"}};
};
static_assert(jeton::scope_vocabulary<circle{}>::size == 3);
#endif
