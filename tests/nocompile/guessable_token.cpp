// SPDX-License-Identifier: BSL-1.0
// error: jeton: tokens of this format can be guessed: under 112 bits; say jeton::low_entropy
#include <jeton/format/generate.hpp>

using enough = jeton::token_format<"acme_", jeton::base62<19>>;  // 113.1 bits
using pin = jeton::token_format<"acme_", jeton::base62<18>>;     // 107.2 bits

bool mint() {
  bool made = jeton::generate<enough>().has_value() && jeton::generate<pin>(jeton::low_entropy).has_value();
#if defined(FAIL)
  made = jeton::generate<pin>().has_value();
#endif
  return made;
}
