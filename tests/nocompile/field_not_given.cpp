// SPDX-License-Identifier: BSL-1.0
// error: jeton: a field of variable size must be given
#include <jeton/format/generate.hpp>
#include <jeton/issuers/with_check.hpp>

bool mint() {
  bool made = jeton::generate<jeton::issuers::sanctum<>>(jeton::given("42")).has_value();
#if defined(FAIL)
  made = jeton::generate<jeton::issuers::sanctum<>>().has_value();
#endif
  return made;
}
