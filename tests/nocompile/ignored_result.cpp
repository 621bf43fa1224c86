// SPDX-License-Identifier: BSL-1.0
// error: ignoring return(ed)? value
#include <span>

#include <jeton/format/generate.hpp>

#pragma GCC diagnostic error "-Wunused-result"

using acme = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;

void fill(std::span<jeton::secret<acme::size>> tokens) {
  (void)jeton::generate<acme>(tokens);
#if defined(FAIL)
  jeton::generate<acme>(tokens);
#endif
}
