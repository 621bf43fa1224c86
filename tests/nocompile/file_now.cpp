// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*passed
#include <chrono>
#include <filesystem>

#include <jeton/time/expiry.hpp>

bool dead(const jeton::expiry& expires, std::filesystem::file_time_type written, std::chrono::sys_seconds now) {
#if defined(FAIL)
  return expires.passed(written);
#else
  (void)written;
  return expires.passed(now);
#endif
}
