// SPDX-License-Identifier: BSL-1.0
// error: jeton: a field of variable size must be given
#include <jeton/generate.hpp>
#include <jeton/issuers.hpp>

bool mint() {
  bool made = jeton::generate<jeton::issuers::sanctum<>>(jeton::given("42")).has_value();
#if defined(FAIL)
  made = jeton::generate<jeton::issuers::sanctum<>>().has_value();
#endif
  return made;
}
