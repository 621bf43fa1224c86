// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*on
#include <chrono>

#include <jeton/time/expiry.hpp>

bool known(std::chrono::sys_seconds instant) {
#if defined(FAIL)
  return jeton::expiry::on(instant).has_value();
#else
  return jeton::expiry::midnight_from(instant).has_value();
#endif
}
