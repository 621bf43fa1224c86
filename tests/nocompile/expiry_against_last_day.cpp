// SPDX-License-Identifier: BSL-1.0
// error: (no match for|invalid operands to binary expression)
#include <jeton/time/last_day.hpp>

bool earlier(jeton::expiry one, jeton::last_day other) {
#if defined(FAIL)
  return one < other;
#else
  return one < other.dead_from();
#endif
}
