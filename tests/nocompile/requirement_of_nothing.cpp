// SPDX-License-Identifier: BSL-1.0
// error: jeton: a requirement without a name is spelled jeton::any_valid_token\(\)
#include <jeton/scope/vocabulary.hpp>

using acme = jeton::scope_vocabulary<"repo:read", "repo:write">;
constexpr auto spelled = jeton::any_valid_token();

#if defined(FAIL)
constexpr auto wrong = acme::any_of<>();
#endif
