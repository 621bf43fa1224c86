// SPDX-License-Identifier: BSL-1.0
// error: jeton: a scope.s name has a comma, so commas cannot stand between names
#include <jeton/scope/vocabulary.hpp>

using ratings = jeton::scope_vocabulary<"urn:example:rating=G,PG-13", "urn:example:channel=HBO">;
static_assert(ratings::parse("urn:example:rating=G,PG-13")->size() == 1);

#if defined(FAIL)
static_assert(ratings::parse_commas("urn:example:channel=HBO")->size() == 1);
#endif
