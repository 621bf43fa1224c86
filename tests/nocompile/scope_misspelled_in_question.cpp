// SPDX-License-Identifier: BSL-1.0
// error: repo:raed|'r', 'a', 'e', 'd'
#include <jeton/scope/vocabulary.hpp>

using acme = jeton::scope_vocabulary<"repo:read", "repo:write">;
static_assert(!acme::set{}.contains<"repo:read">());

#if defined(FAIL)
static_assert(!acme::set{}.contains<"repo:raed">());
#endif
