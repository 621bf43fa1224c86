// SPDX-License-Identifier: BSL-1.0
// error: jeton: a scope.s name has 1 to 255 printable ASCII characters
#include <jeton/scope/vocabulary.hpp>

struct right {
  static constexpr jeton::scope_row rows[] = {{.name = "repo:read"}};
};
static_assert(jeton::scope_vocabulary<right{}>::size == 1);

#if defined(FAIL)
struct wrong {
  static constexpr jeton::scope_row rows[] = {{.name = "repo:read"}, {.description = "a name is missing"}};
};
static_assert(jeton::scope_vocabulary<wrong{}>::size == 2);
#endif
