// SPDX-License-Identifier: BSL-1.0
// Is a token with this date dead? YYYY-MM-DD read and compared with a clock in seconds: ours, what one would write
// otherwise, and the floor. strptime accepts 2026-02-30 and 2026-2-3, std::from_chars -026-07-19; all agree on dates
// that exist.
#include <jeton/time/expiry.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "../cases.hpp"

namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;
constexpr std::size_t distinct = 1024;  // 16 KiB: in the first cache, too many to learn by heart

/// Dates of the 40 years around the clock, so that half of them have passed.
constexpr sys_seconds now{std::chrono::seconds{1795622400}};  // 2026-11-25 16:00:00 UTC
const std::array<std::string, distinct>& dates() {
  static const auto made = [] {
    std::array<std::string, distinct> all;
    std::uint32_t state = 1;
    for (std::string& date : all) {
      state = state * 1664525 + 1013904223;
      const std::chrono::year_month_day day{floor<std::chrono::days>(now) +
                                            std::chrono::days{static_cast<int>((state >> 8) % 14610) - 7305}};
      char text[16];
      std::snprintf(text, sizeof text, "%04d-%02u-%02u", int{day.year()}, unsigned{day.month()}, unsigned{day.day()});
      date = text;
    }
    return all;
  }();
  return made;
}

bool with_jeton(std::string_view text) {
  const auto expires = jeton::expiry::parse(text);
  return !expires || expires->passed(now);
}

bool with_strptime(const char* text) {
  std::tm parts{};
  const char* end = ::strptime(text, "%Y-%m-%d", &parts);
  return end == nullptr || *end != '\0' || ::timegm(&parts) <= now.time_since_epoch().count();
}

bool is_dead(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  return !date.ok() || sys_days{date} <= now;
}

bool with_from_chars(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return true;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const char* at = text.data();
  const auto read = [](const char* from, const char* to, auto& number) {
    const auto [end, error] = std::from_chars(from, to, number);
    return error == std::errc{} && end == to;
  };
  if (!read(at, at + 4, year) || !read(at + 5, at + 7, month) || !read(at + 8, at + 10, day)) return true;
  return is_dead(year, month, day);
}

bool with_digits(std::string_view text) {
  if (text.size() != 10) return true;
  unsigned digits[10];
  for (std::size_t i = 0; i < 10; ++i) {
    digits[i] = static_cast<unsigned char>(text[i]) - unsigned{'0'};
    if (i == 4 || i == 7 ? text[i] != '-' : digits[i] > 9) return true;
  }
  return is_dead(static_cast<int>(digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]),
                 digits[5] * 10 + digits[6], digits[8] * 10 + digits[9]);
}

bool floor_of_reading(std::string_view text) {
  std::uint64_t first = 0;
  std::uint16_t last = 0;
  std::memcpy(&first, text.data(), 8);
  std::memcpy(&last, text.data() + 8, 2);
  return (first ^ last) == 0;
}

void check_agreement() {
  std::size_t dead = 0;
  for (const std::string& date : dates()) {
    const bool ours = with_jeton(date);
    dead += ours;
    if (ours != with_strptime(date.c_str()) || ours != with_from_chars(date) || ours != with_digits(date)) std::abort();
  }
  if (dead < distinct / 4 || dead > 3 * distinct / 4) std::abort();
}

template <class Dead>
void ask_each(benchmark::State& state, Dead dead) {
  check_agreement();
  while (state.KeepRunningBatch(distinct)) {
    for (const std::string& date : dates()) {
      std::string_view text{date};
      benchmark::DoNotOptimize(text);
      benchmark::DoNotOptimize(dead(text));
    }
  }
}

const cases::group expired{
    "a date read and compared",
    {
        {"jeton", [](auto& s) { ask_each(s, with_jeton); }},
        {"digits by hand + std::chrono", [](auto& s) { ask_each(s, with_digits); }},
        {"std::from_chars + std::chrono", [](auto& s) { ask_each(s, with_from_chars); }},
        {"strptime + timegm", [](auto& s) { ask_each(s, [](std::string_view t) { return with_strptime(t.data()); }); }},
        {"floor: read 10 bytes", [](auto& s) { ask_each(s, floor_of_reading); }},
    }};

}  // namespace
