// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*passed
#include <chrono>

#include <jeton/time/expiry.hpp>

bool dead(const jeton::expiry& expires, std::chrono::local_seconds wall, std::chrono::sys_seconds now) {
#if defined(FAIL)
  return expires.passed(wall);
#else
  (void)wall;
  return expires.passed(now);
#endif
}
