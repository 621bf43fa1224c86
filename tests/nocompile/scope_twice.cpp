// SPDX-License-Identifier: BSL-1.0
// error: jeton: a scope.s name stands twice in this vocabulary
#include <jeton/scope/vocabulary.hpp>

using acme = jeton::scope_vocabulary<"repo:read", "repo:write">;
static_assert(acme::size == 2);

#if defined(FAIL)
using twice = jeton::scope_vocabulary<"repo:read", "repo:write", "repo:read">;
static_assert(twice::size == 3);
#endif
