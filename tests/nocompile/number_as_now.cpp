// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*passed
#include <cstdint>

#include <jeton/time/expiry.hpp>

bool dead(const jeton::expiry& expires, std::int64_t seconds) {
#if defined(FAIL)
  return expires.passed(seconds);
#else
  return expires.passed(jeton::unix_seconds{seconds});
#endif
}
