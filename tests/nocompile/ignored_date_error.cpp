// SPDX-License-Identifier: BSL-1.0
// error: ignoring return(ed)? value
#include <jeton/time/expiry.hpp>

#pragma GCC diagnostic error "-Wunused-result"

void parse() {
  const auto expires = jeton::expiry::parse("2027-01-31");
  (void)expires;
#if defined(FAIL)
  jeton::expiry::parse("2027-01-31");
#endif
}
