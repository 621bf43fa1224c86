// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*instant
#include <chrono>

#include <jeton/time/expiry.hpp>

bool never(const jeton::expiry& expires) {
#if defined(FAIL)
  return !expires.instant<std::chrono::sys_time<std::chrono::nanoseconds>>();
#else
  return !expires.instant<std::chrono::sys_time<std::chrono::microseconds>>();
#endif
}
