// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*passed
#include <chrono>

#include <jeton/time/expiry.hpp>

bool dead(const jeton::expiry& expires) {
#if defined(FAIL)
  return expires.passed(std::chrono::steady_clock::now());
#else
  return expires.passed(std::chrono::system_clock::now());
#endif
}
