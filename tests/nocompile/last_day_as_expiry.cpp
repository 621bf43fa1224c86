// SPDX-License-Identifier: BSL-1.0
// error: (could not convert|conversion from|no viable conversion).*last_day.*expiry
#include <jeton/time/last_day.hpp>

jeton::expiry store(jeton::last_day until) {
#if defined(FAIL)
  return until;
#else
  return until.dead_from();
#endif
}
