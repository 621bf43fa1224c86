// SPDX-License-Identifier: BSL-1.0
#include <jeton/time/daily_time.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <ranges>
#include <vector>

#include "../support/catch.hpp"

namespace {

using namespace std::chrono;
using jeton::daily_time;
using jeton::date_fault;
using jeton::unix_seconds;

constexpr daily_time one = *daily_time::at(1);
constexpr daily_time half_past_two = *daily_time::at(2, 30);
constexpr sys_days today{2026y / 11 / 25};

/// Days around which nothing may wrap: the epoch, the last one of a clock in nanoseconds, the last one of a written
/// year, both ends of the calendar.
constexpr sys_days places[] = {sys_days{2024y / 2 / 28},  sys_days{1969y / 12 / 30}, sys_days{2262y / 4 / 10},
                               sys_days{9999y / 12 / 30}, sys_days{-32767y / 1 / 3}, sys_days{32767y / 12 / 27}};

constexpr daily_time times[] = {daily_time{}, one, half_past_two, *daily_time::at(12, 0, 1),
                                *daily_time::at(23, 59, 59)};

}  // namespace

TEST_CASE("a time of day is from 00:00:00 to 23:59:59") {
  STATIC_REQUIRE(one.seconds_since_midnight() == 3600);
  STATIC_REQUIRE(half_past_two.seconds_since_midnight() == 9000);
  STATIC_REQUIRE(daily_time::at(23, 59, 59)->seconds_since_midnight() == 86399);
  STATIC_REQUIRE(daily_time::at(24).error() == date_fault::time);
  STATIC_REQUIRE(daily_time::at(23, 60).error() == date_fault::time);
  STATIC_REQUIRE(daily_time::at(23, 59, 60).error() == date_fault::time);  // a run on a leap second would be a rare one
  STATIC_REQUIRE(daily_time::at(4294967295).error() == date_fault::time);
  STATIC_REQUIRE(daily_time{} == *daily_time::at(0));
  STATIC_REQUIRE(daily_time{} < one);
  STATIC_REQUIRE(one < half_past_two);
}

TEST_CASE("the next run is after an instant, and the last one not after it") {
  STATIC_REQUIRE(*one.next_after<sys_seconds>(today) == today + 1h);
  STATIC_REQUIRE(*one.next_after<sys_seconds>(today + 1h - 1ns) == today + 1h);
  STATIC_REQUIRE(*one.next_after<sys_seconds>(today + 1h) == today + 25h);
  STATIC_REQUIRE(*one.next_after<sys_seconds>(today + 1h + 1ns) == today + 25h);
  STATIC_REQUIRE(*one.last_until<sys_seconds>(today) == today - 23h);
  STATIC_REQUIRE(*one.last_until<sys_seconds>(today + 1h - 1ns) == today - 23h);
  STATIC_REQUIRE(*one.last_until<sys_seconds>(today + 1h) == today + 1h);
  STATIC_REQUIRE(*one.on_day_of<sys_seconds>(today) == today + 1h);
  STATIC_REQUIRE(*one.on_day_of<sys_seconds>(today + 24h - 1ns) == today + 1h);
  STATIC_REQUIRE(one.next_after(jeton::day{0})->count == 3600);
  STATIC_REQUIRE(one.last_until(jeton::day{0})->count == 3600 - 86400);
  STATIC_REQUIRE(one.next_after(unix_seconds{-1})->count == 3600);
  STATIC_REQUIRE(one.next_after(unix_seconds{3600 - 86400 - 1})->count == 3600 - 86400);
}

TEST_CASE("runs come out as what the caller has") {
  STATIC_REQUIRE(*half_past_two.next_after<sys_time<milliseconds>>(today) == today + 150min);
  STATIC_REQUIRE(*half_past_two.next_after<sys_time<microseconds>>(today) == today + 150min);
  STATIC_REQUIRE(half_past_two.next_after(today)->count == (today + 150min).time_since_epoch() / 1s);
  STATIC_REQUIRE(jeton::holds_every_second<sys_seconds>);
  STATIC_REQUIRE_FALSE(jeton::holds_every_second<sys_time<nanoseconds>>);  // ends in 2262
  STATIC_REQUIRE_FALSE(jeton::holds_every_second<sys_days>);
  STATIC_REQUIRE_FALSE(jeton::holds_every_second<sys_time<hours>>);
  STATIC_REQUIRE_FALSE(jeton::holds_every_second<jeton::day>);
  STATIC_REQUIRE_FALSE(jeton::holds_every_second<sys_time<duration<std::int32_t>>>);
  STATIC_REQUIRE_FALSE(jeton::holds_every_second<sys_time<duration<double>>>);
  STATIC_REQUIRE_FALSE(jeton::holds_every_second<local_seconds>);
  STATIC_REQUIRE_FALSE(jeton::holds_every_second<long>);
}

TEST_CASE("a clock that counts nanoseconds does not wrap in 2262") {
  CONSTEXPR auto end_of_clock = sys_time<nanoseconds>::max();  // 2262-04-11 23:47:16.854775807
  STATIC_REQUIRE(*one.next_after<sys_seconds>(end_of_clock) == sys_days{2262y / 4 / 12} + 1h);
  STATIC_REQUIRE(*one.last_until<sys_seconds>(end_of_clock) == sys_days{2262y / 4 / 11} + 1h);
  STATIC_REQUIRE(*one.next_after<sys_seconds>(sys_time<nanoseconds>::min()) == sys_days{1677y / 9 / 21} + 1h);
}

TEST_CASE("there is no run where there is no calendar") {
  STATIC_REQUIRE(*one.next_after<sys_seconds>(sys_days{9999y / 12 / 31} + 1h) == sys_days{10000y / 1 / 1} + 1h);
  STATIC_REQUIRE(*one.next_after<sys_seconds>(sys_days{32767y / 12 / 31}) == sys_days{32767y / 12 / 31} + 1h);
  STATIC_REQUIRE(one.next_after(sys_days{32767y / 12 / 31} + 1h).error() == date_fault::year);
  STATIC_REQUIRE(*one.last_until<sys_seconds>(sys_days{-32767y / 1 / 1} + 1h) == sys_days{-32767y / 1 / 1} + 1h);
  STATIC_REQUIRE(one.last_until(sys_days{-32767y / 1 / 1}).error() == date_fault::year);
  STATIC_REQUIRE(one.next_after(sys_seconds::max()).error() == date_fault::year);
  STATIC_REQUIRE(one.last_until(sys_seconds::max()).error() == date_fault::year);
  STATIC_REQUIRE(one.next_after(sys_seconds::min()).error() == date_fault::year);
  STATIC_REQUIRE(one.on_day_of(sys_seconds::min()).error() == date_fault::year);
}

TEST_CASE("runs that were missed are those after the last one that was done") {
  CONSTEXPR auto missed = one.missed<sys_seconds>(today + 1h, today + 73h);
  STATIC_REQUIRE(missed.size() == 3);
  STATIC_REQUIRE(*missed.begin() == today + 25h);
  STATIC_REQUIRE(missed.back() == today + 73h);
  STATIC_REQUIRE(one.missed(today + 1h, today + 25h - 1ns).empty());
  STATIC_REQUIRE(one.missed(today + 1h, today + 25h).size() == 1);
  STATIC_REQUIRE(one.missed(today + 1h - 1ns, today + 1h).size() == 1);
  STATIC_REQUIRE(one.missed(today + 1h, today + 1h).empty());
  STATIC_REQUIRE(one.missed(today + 73h, today).empty());  // a clock that was put back
  STATIC_REQUIRE(jeton::daily_runs<sys_seconds>{}.empty());
  STATIC_REQUIRE(one.missed(sys_seconds::min(), sys_seconds::max()).size() ==
                 23936166);  // Python: days of 65,535 years
  STATIC_REQUIRE(one.missed(sys_seconds::max(), sys_seconds::min()).empty());
  STATIC_REQUIRE(one.missed(sys_seconds::min(), sys_seconds::min()).empty());
  STATIC_REQUIRE(one.missed(sys_seconds::max(), sys_seconds::max()).empty());
  STATIC_REQUIRE(one.missed<sys_seconds>(today, sys_seconds::max()).back() == sys_days{32767y / 12 / 31} + 1h);
  STATIC_REQUIRE(*one.missed<sys_seconds>(sys_seconds::min(), today).begin() == sys_days{-32767y / 1 / 1} + 1h);
  STATIC_REQUIRE(std::forward_iterator<jeton::daily_runs<sys_seconds>::iterator>);
  STATIC_REQUIRE(std::ranges::forward_range<jeton::daily_runs<sys_seconds>>);
  STATIC_REQUIRE(std::ranges::sized_range<jeton::daily_runs<unix_seconds>>);
}

TEST_CASE("next and last run agree with a walk from minute to minute") {
  for (const daily_time time : times) {
    for (const sys_days place : places) {
      // All runs there are, by adding days to one of them.
      std::vector<sys_seconds> runs;
      for (int i = -2; i < 6; ++i) runs.push_back(place + days{i} + seconds{time.seconds_since_midnight()});
      std::size_t next = 2;
      bool agrees = true;
      for (sys_seconds now = place; now < place + days{3}; now += 1min) {
        while (runs[next] <= now) ++next;
        agrees = agrees && *time.next_after<sys_seconds>(now) == runs[next];
        agrees = agrees && *time.last_until<sys_seconds>(now) == runs[next - 1];
      }
      CHECK(agrees);
    }
  }
}

TEST_CASE("missed runs agree with a walk through all runs") {
  for (const daily_time time : times) {
    for (const sys_days place : places) {
      std::vector<sys_seconds> instants;
      for (sys_seconds now = place; now < place + days{3}; now += 97min) instants.push_back(now);
      for (int i = 0; i < 3; ++i) {  // the runs themselves, and a second before and after
        for (const seconds apart : {-1s, 0s, 1s}) {
          instants.push_back(place + days{i} + seconds{time.seconds_since_midnight()} + apart);
        }
      }
      bool agrees = true;
      for (const sys_seconds since : instants) {
        for (const sys_seconds now : instants) {
          std::vector<sys_seconds> expected;
          for (int i = -1; i < 4; ++i) {
            const sys_seconds run = place + days{i} + seconds{time.seconds_since_midnight()};
            if (since < run && run <= now) expected.push_back(run);
          }
          const auto missed = time.missed<sys_seconds>(since, now);
          agrees = agrees && missed.size() == expected.size() && missed.empty() == expected.empty();
          agrees = agrees && std::ranges::equal(missed, expected);
          agrees = agrees && (missed.empty() || missed.back() == expected.back());
        }
      }
      CHECK(agrees);
    }
  }
}
