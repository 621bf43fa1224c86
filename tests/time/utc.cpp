// SPDX-License-Identifier: BSL-1.0
#include <jeton/time/utc.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <ratio>
#include <string>

#include "../support/catch.hpp"

namespace {

using namespace std::chrono;
namespace calendar = jeton::detail;
using jeton::civil_date;
using jeton::day_of;
using jeton::holds_every_day;
using jeton::unix_seconds;
using jeton::utc_time_point;

/// A date type of someone else, with years that end early.
struct short_date {
  struct years {
    signed char count = 0;
    explicit constexpr operator int() const { return count; }
    explicit constexpr years(int value = 0) : count(static_cast<signed char>(value)) {}
  };
  years y{};
  unsigned m = 1, d = 1;
  [[nodiscard]] constexpr years year() const { return y; }
  [[nodiscard]] constexpr unsigned month() const { return m; }
  [[nodiscard]] constexpr unsigned day() const { return d; }
  [[nodiscard]] static constexpr bool ok() { return true; }
};

/// The naive calendar: one day after the other.
struct walk {
  int year, month, day;
  void next() {
    static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (++day <= lengths[month - 1] + (month == 2 && leap ? 1 : 0)) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    ++year;
  }
};

}  // namespace

TEST_CASE("every sys_time is an instant in UTC, and no other clock's point") {
  STATIC_REQUIRE(utc_time_point<system_clock::time_point>);
  STATIC_REQUIRE(utc_time_point<sys_seconds>);
  STATIC_REQUIRE(utc_time_point<sys_days>);
  STATIC_REQUIRE(utc_time_point<sys_time<nanoseconds>>);
  STATIC_REQUIRE(utc_time_point<sys_time<duration<double>>>);
  STATIC_REQUIRE(utc_time_point<sys_time<duration<unsigned, std::ratio<60>>>>);
  STATIC_REQUIRE(utc_time_point<unix_seconds>);
  STATIC_REQUIRE(utc_time_point<jeton::day>);
  STATIC_REQUIRE_FALSE(utc_time_point<steady_clock::time_point>);
  STATIC_REQUIRE_FALSE(utc_time_point<local_seconds>);
  STATIC_REQUIRE_FALSE(utc_time_point<local_days>);
  STATIC_REQUIRE_FALSE(utc_time_point<std::filesystem::file_time_type>);
  STATIC_REQUIRE_FALSE(utc_time_point<seconds>);
  STATIC_REQUIRE_FALSE(utc_time_point<std::int64_t>);
  STATIC_REQUIRE_FALSE(utc_time_point<int>);
  STATIC_REQUIRE_FALSE(utc_time_point<double>);
  STATIC_REQUIRE_FALSE(utc_time_point<year_month_day>);
#if defined(__cpp_lib_chrono) && __cpp_lib_chrono >= 201907L
  STATIC_REQUIRE_FALSE(utc_time_point<utc_seconds>);
  STATIC_REQUIRE_FALSE(utc_time_point<tai_seconds>);
  STATIC_REQUIRE_FALSE(utc_time_point<gps_seconds>);
#endif
}

TEST_CASE("a date is told by its shape") {
  STATIC_REQUIRE(civil_date<year_month_day>);
  STATIC_REQUIRE(civil_date<year_month_day_last>);
  STATIC_REQUIRE(civil_date<short_date>);
  STATIC_REQUIRE_FALSE(civil_date<year_month>);
  STATIC_REQUIRE_FALSE(civil_date<year_month_weekday>);
  STATIC_REQUIRE_FALSE(civil_date<sys_days>);
  STATIC_REQUIRE_FALSE(civil_date<jeton::day>);
  STATIC_REQUIRE_FALSE(civil_date<int>);
}

TEST_CASE("days come out as types that hold every day only") {
  STATIC_REQUIRE(holds_every_day<sys_seconds>);
  STATIC_REQUIRE(holds_every_day<sys_days>);
  STATIC_REQUIRE(holds_every_day<sys_time<milliseconds>>);
  STATIC_REQUIRE(holds_every_day<sys_time<microseconds>>);
  STATIC_REQUIRE(holds_every_day<sys_time<hours>>);
  STATIC_REQUIRE(holds_every_day<sys_time<duration<double>>>);
  STATIC_REQUIRE(holds_every_day<sys_time<duration<double, std::micro>>>);
  STATIC_REQUIRE(holds_every_day<sys_time<duration<int, std::ratio<86400>>>>);
  STATIC_REQUIRE(holds_every_day<year_month_day>);
  STATIC_REQUIRE(holds_every_day<unix_seconds>);
  STATIC_REQUIRE(holds_every_day<jeton::day>);
  STATIC_REQUIRE_FALSE(holds_every_day<sys_time<nanoseconds>>);
  STATIC_REQUIRE_FALSE(holds_every_day<sys_time<duration<int>>>);                // ends in 2038
  STATIC_REQUIRE_FALSE(holds_every_day<sys_time<duration<std::uint64_t>>>);      // begins in 1970
  STATIC_REQUIRE_FALSE(holds_every_day<sys_time<weeks>>);                        // one day in seven
  STATIC_REQUIRE_FALSE(holds_every_day<sys_time<duration<float>>>);              // 24 bits
  STATIC_REQUIRE_FALSE(holds_every_day<sys_time<duration<double, std::nano>>>);  // 55 bits would do, it has 53
  STATIC_REQUIRE_FALSE(holds_every_day<year_month_day_last>);
  STATIC_REQUIRE_FALSE(holds_every_day<short_date>);
  STATIC_REQUIRE_FALSE(holds_every_day<std::int64_t>);
}

TEST_CASE("an instant is rounded down to its day, at any precision and on both sides of 1970") {
  STATIC_REQUIRE(day_of(sys_days{1970y / 1 / 1}) == jeton::day{0});
  STATIC_REQUIRE(day_of(sys_days{1970y / 1 / 1} + 23h + 59min + 59s) == jeton::day{0});
  STATIC_REQUIRE(day_of(sys_days{1970y / 1 / 1} - 1ns) == jeton::day{-1});
  STATIC_REQUIRE(day_of(sys_days{1970y / 1 / 1} - 24h) == jeton::day{-1});
  STATIC_REQUIRE(day_of(sys_days{1970y / 1 / 1} - 24h - 1us) == jeton::day{-2});
  STATIC_REQUIRE(day_of(unix_seconds{-1}) == jeton::day{-1});
  STATIC_REQUIRE(day_of(unix_seconds{86399}) == jeton::day{0});
  STATIC_REQUIRE(day_of(unix_seconds{86400}) == jeton::day{1});
  STATIC_REQUIRE(day_of(jeton::day{20000}) == jeton::day{20000});
  STATIC_REQUIRE(day_of(sys_time<weeks>{weeks{-1}}) == jeton::day{-7});
  STATIC_REQUIRE(day_of(sys_time<minutes>{minutes{1439}}) == jeton::day{0});
  STATIC_REQUIRE(day_of(sys_time<minutes>{minutes{-1}}) == jeton::day{-1});
  using thirds = duration<std::int64_t, std::ratio<100, 3>>;  // a third of 100 seconds
  STATIC_REQUIRE(day_of(sys_time<thirds>{thirds{2592}}) == jeton::day{1});
  STATIC_REQUIRE(day_of(sys_time<thirds>{thirds{2591}}) == jeton::day{0});
  STATIC_REQUIRE(day_of(sys_time<thirds>{thirds{-1}}) == jeton::day{-1});
}

TEST_CASE("an instant in floating point is rounded down too, and what is no number is the end of time") {
  using precise = sys_time<duration<double>>;
  using in_days = sys_time<duration<double, std::ratio<86400>>>;
  using in_weeks = sys_time<duration<float, std::ratio<604800>>>;
  STATIC_REQUIRE(day_of(precise{duration<double>{86399.999}}) == jeton::day{0});
  STATIC_REQUIRE(day_of(precise{duration<double>{-0.001}}) == jeton::day{-1});
  STATIC_REQUIRE(day_of(in_days{duration<double, std::ratio<86400>>{1.999}}) == jeton::day{1});
  STATIC_REQUIRE(day_of(in_days{duration<double, std::ratio<86400>>{-0.5}}) == jeton::day{-1});
  STATIC_REQUIRE(day_of(in_weeks{duration<float, std::ratio<604800>>{0.5F}}) == jeton::day{3});
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(day_of(precise{duration<double>{infinity}}) == jeton::day{INT32_MAX});
  CHECK(day_of(precise{duration<double>{-infinity}}) == jeton::day{INT32_MIN});
  CHECK(day_of(precise{duration<double>{std::numeric_limits<double>::quiet_NaN()}}) == jeton::day{INT32_MAX});
  CHECK(day_of(precise{duration<double>{1e300}}) == jeton::day{INT32_MAX});
}

TEST_CASE("an instant beyond what can be counted is the end of time, never wrapped") {
  STATIC_REQUIRE(day_of(sys_seconds::max()) == jeton::day{INT32_MAX});
  STATIC_REQUIRE(day_of(sys_seconds::min()) == jeton::day{INT32_MIN});
  STATIC_REQUIRE(day_of(sys_time<duration<std::int64_t, std::ratio<86400>>>::max()) == jeton::day{INT32_MAX});
  STATIC_REQUIRE(day_of(sys_time<duration<std::int64_t, std::ratio<86400>>>::min()) == jeton::day{INT32_MIN});
  STATIC_REQUIRE(day_of(sys_time<duration<std::uint64_t>>::max()) == jeton::day{INT32_MAX});
  STATIC_REQUIRE(day_of(sys_time<nanoseconds>::max()) == jeton::day{106751});   // 2262-04-11
  STATIC_REQUIRE(day_of(sys_time<nanoseconds>::min()) == jeton::day{-106752});  // 1677-09-21
  STATIC_REQUIRE(day_of(sys_time<microseconds>::max()) == jeton::day{106751991});
}

TEST_CASE("days are counted on and compared, and stop at the ends of what they can count") {
  STATIC_REQUIRE(jeton::day{1} + 2 == jeton::day{3});
  STATIC_REQUIRE(jeton::day{1} - 2 == jeton::day{-1});
  STATIC_REQUIRE(jeton::day{5} - jeton::day{7} == -2);
  STATIC_REQUIRE(jeton::day{1} < jeton::day{2});
  STATIC_REQUIRE(jeton::day{INT32_MAX} + 1 == jeton::day{INT32_MAX});
  STATIC_REQUIRE(jeton::day{INT32_MIN} - 1 == jeton::day{INT32_MIN});
  STATIC_REQUIRE(jeton::day{INT32_MAX} - jeton::day{INT32_MIN} == 4294967295);
  STATIC_REQUIRE(unix_seconds{1} < unix_seconds{2});
}

TEST_CASE("the calendar agrees with one that walks from day to day, for every year of std::chrono::year") {
  walk date{-32767, 1, 1};
  std::int64_t wrong = 0;
  std::int64_t count = 0;
  for (std::int32_t days = calendar::min_day; days <= calendar::max_day; ++days, date.next(), ++count) {
    const calendar::civil found = calendar::civil_from_days(days);
    const bool same = found.year == date.year && static_cast<int>(found.month) == date.month &&
                      static_cast<int>(found.day) == date.day;
    wrong += !same || calendar::days_from_civil(found) != days;
  }
  CHECK(wrong == 0);
  CHECK(count == 23936166);
  CHECK(date.year == 32768);
  STATIC_REQUIRE(calendar::civil_from_days(calendar::min_day).year == int{year::min()});
  STATIC_REQUIRE(jeton::day::first() == jeton::day_of(sys_days{year::min() / 1 / 1}));
  STATIC_REQUIRE(calendar::civil_from_days(calendar::max_day).year == int{year::max()});
}

TEST_CASE("the calendar agrees with std::chrono") {
  std::int64_t wrong = 0;
  for (std::int32_t days = calendar::min_day; days <= calendar::max_day; days += 13) {
    const year_month_day expected{sys_days{std::chrono::days{days}}};
    wrong += calendar::day_as<year_month_day>(days) != expected;
    wrong += calendar::day_as<sys_days>(days) != sys_days{std::chrono::days{days}};
    wrong += calendar::day_as<sys_seconds>(days) != sys_days{std::chrono::days{days}};
    wrong += calendar::day_as<sys_time<microseconds>>(days) != sys_days{std::chrono::days{days}};
    wrong += calendar::day_as<sys_time<duration<double, std::micro>>>(days) != sys_days{std::chrono::days{days}};
    wrong += calendar::day_as<unix_seconds>(days).count != std::int64_t{days} * 86400;
  }
  CHECK(wrong == 0);
}
