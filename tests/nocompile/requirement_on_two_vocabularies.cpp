// SPDX-License-Identifier: BSL-1.0
// error: jeton: these requirements speak of two vocabularies
#include <jeton/scope/vocabulary.hpp>

using acme = jeton::scope_vocabulary<"repo:read", "repo:write">;
using other = jeton::scope_vocabulary<"repo:read", "admin">;
constexpr auto right = acme::any_of<"repo:read">() & acme::all_of<"repo:write">();

#if defined(FAIL)
constexpr auto wrong = acme::any_of<"repo:read">() & other::any_of<"admin">();
#endif
