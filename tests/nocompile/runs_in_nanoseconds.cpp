// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*next_after
#include <chrono>

#include <jeton/time/daily_time.hpp>

using nanoseconds_end_in_2262 = std::chrono::sys_time<std::chrono::nanoseconds>;

bool more(const jeton::daily_time& time, std::chrono::system_clock::time_point now) {
#if defined(FAIL)
  return time.next_after<nanoseconds_end_in_2262>(now).has_value();
#else
  return time.next_after<std::chrono::sys_seconds>(now).has_value();
#endif
}
