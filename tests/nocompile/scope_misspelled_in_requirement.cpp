// SPDX-License-Identifier: BSL-1.0
// error: repo:raed|'r', 'a', 'e', 'd'
#include <jeton/scope/vocabulary.hpp>

using acme = jeton::scope_vocabulary<"repo:read", "repo:write">;
constexpr auto right = acme::any_of<"repo:read">();

#if defined(FAIL)
constexpr auto wrong = acme::any_of<"repo:raed">();
#endif
