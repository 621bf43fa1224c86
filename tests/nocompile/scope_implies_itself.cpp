// SPDX-License-Identifier: BSL-1.0
// error: jeton: scopes imply each other in a circle
#include <jeton/scope/vocabulary.hpp>

struct right {
  static constexpr jeton::scope_row rows[] = {{.name = "a", .implies = "b"}, {.name = "b"}};
};
static_assert(jeton::scope_vocabulary<right{}>::size == 2);

#if defined(FAIL)
struct itself {
  static constexpr jeton::scope_row rows[] = {{.name = "a", .implies = "a"}, {.name = "b"}};
};
static_assert(jeton::scope_vocabulary<itself{}>::size == 2);
#endif
