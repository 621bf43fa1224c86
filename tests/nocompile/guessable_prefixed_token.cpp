// SPDX-License-Identifier: BSL-1.0
// error: jeton: tokens of this format can be guessed: under 112 bits
#include <jeton/format/generate.hpp>

using enough = jeton::token_format<"acme_", jeton::base62<19>>;
using pin = jeton::token_format<"acme_", jeton::base62<18>>;

bool mint(const jeton::prefixed<enough>& format, const jeton::prefixed<pin>& pins) {
  bool made = jeton::generate(format).has_value() && pins.prefix_count() == 1;
#if defined(FAIL)
  made = jeton::generate(pins).has_value();
#endif
  return made;
}
