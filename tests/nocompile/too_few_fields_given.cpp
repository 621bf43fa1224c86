// SPDX-License-Identifier: BSL-1.0
// error: jeton: give one text for each field of variable size
#include <jeton/format/generate.hpp>
#include <jeton/issuers/with_check.hpp>

bool mint() {
  bool made = jeton::generate<jeton::issuers::sanctum<>>(jeton::given("42")).has_value();
#if defined(FAIL)
  made = jeton::generate<jeton::issuers::sanctum<>>(jeton::given("42", "43")).has_value();
#endif
  return made;
}
