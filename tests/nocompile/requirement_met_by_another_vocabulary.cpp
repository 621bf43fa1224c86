// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function|could not convert|no viable conversion|cannot convert
#include <jeton/scope/vocabulary.hpp>

using acme = jeton::scope_vocabulary<"repo:read", "repo:write">;
using other = jeton::scope_vocabulary<"repo:read", "admin">;
static_assert(acme::any_of<"repo:read">().met_by(acme::of<"repo:read">()));

#if defined(FAIL)
static_assert(acme::any_of<"repo:read">().met_by(other::of<"repo:read">()));
#endif
