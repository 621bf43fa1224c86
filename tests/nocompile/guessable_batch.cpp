// SPDX-License-Identifier: BSL-1.0
// error: jeton: tokens of this format can be guessed: under 112 bits
#include <jeton/format/generate.hpp>

using enough = jeton::token_format<"acme_", jeton::base62<19>>;
using pin = jeton::token_format<"acme_", jeton::base62<18>>;

bool mint(std::span<jeton::secret<24>> tokens, std::span<jeton::secret<23>> pins) {
  bool made = jeton::generate<enough>(tokens).has_value() && pins.empty();
#if defined(FAIL)
  made = jeton::generate<pin>(pins).has_value();
#endif
  return made;
}
