// SPDX-License-Identifier: BSL-1.0
// error: jeton: a scope implies a name that the vocabulary does not have
#include <jeton/scope/vocabulary.hpp>

struct right {
  static constexpr jeton::scope_row rows[] = {{.name = "a", .implies = "b"}, {.name = "b"}};
};
static_assert(jeton::scope_vocabulary<right{}>::size == 2);

#if defined(FAIL)
struct unknown {
  static constexpr jeton::scope_row rows[] = {{.name = "a", .implies = "b c"}, {.name = "b"}};
};
static_assert(jeton::scope_vocabulary<unknown{}>::size == 2);
#endif
