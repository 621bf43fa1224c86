// SPDX-License-Identifier: BSL-1.0
// error: jeton: a scope.s name has 1 to 255 printable ASCII characters
#include <jeton/scope/vocabulary.hpp>

using acme = jeton::scope_vocabulary<"repo:read", "repo:write">;
static_assert(acme::size == 2);

#if defined(FAIL)
using spaced = jeton::scope_vocabulary<"repo:read", "repo write">;
static_assert(spaced::size == 2);
#endif
