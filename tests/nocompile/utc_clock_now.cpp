// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*passed
#include <chrono>

#include <jeton/time/expiry.hpp>

#if defined(__cpp_lib_chrono) && __cpp_lib_chrono >= 201907L
using leap_counting = std::chrono::utc_seconds;
#else  // a library without std::chrono::utc_clock: its like
struct leap_counting_clock {
  using duration = std::chrono::seconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<leap_counting_clock>;
  static constexpr bool is_steady = false;
  static time_point now();
  static std::chrono::sys_seconds to_sys(time_point);
};
using leap_counting = leap_counting_clock::time_point;
#endif

bool dead(const jeton::expiry& expires, leap_counting atomic, std::chrono::sys_seconds now) {
#if defined(FAIL)
  return expires.passed(atomic);
#else
  (void)atomic;
  return expires.passed(now);
#endif
}
