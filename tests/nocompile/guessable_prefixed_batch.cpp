// SPDX-License-Identifier: BSL-1.0
// error: jeton: tokens of this format can be guessed: under 112 bits
#include <jeton/format/generate.hpp>

using enough = jeton::token_format<"acme_", jeton::base62<19>>;
using pin = jeton::token_format<"acme_", jeton::base62<18>>;

bool mint(const jeton::prefixed<enough>& format, std::span<jeton::secret<45>> tokens, const jeton::prefixed<pin>& pins,
          std::span<jeton::secret<44>> codes) {
  bool made = jeton::generate(format, tokens).has_value() && pins.prefix_count() == 1 && codes.empty();
#if defined(FAIL)
  made = jeton::generate(pins, codes).has_value();
#endif
  return made;
}
