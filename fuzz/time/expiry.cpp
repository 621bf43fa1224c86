// SPDX-License-Identifier: BSL-1.0
// Theorem: exactly the dates that a walk from day to day meets are read, as the day that the walk counts, and written
// back; a timestamp is the day in which its instant lies; a refusal names the first fault. A token is dead from the
// first instant of its day on, at any precision of the clock. What is made for months is where the walk finds it.
#include <jeton/time/expiry.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <jeton/time/last_day.hpp>

#include "../oracle/calendar.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;
using jeton::date_fault;
using jeton::expiry;

namespace {

/// A day of the calendar, counted from 1970, or the first fault.
struct reading {
  std::optional<std::int64_t> days;
  date_fault fault{};
  std::size_t position = 0;
};

bool is_decimal(char c) { return c >= '0' && c <= '9'; }
int number(const std::string& text, std::size_t at, std::size_t size) { return std::stoi(text.substr(at, size)); }

/// The first place where a text is none of the characters that belong there. `kinds` are `9` for a digit, `T` for what
/// may stand between date and time, else the character.
std::size_t fits(const std::string& text, const std::string& kinds) {
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (i >= text.size()) return i;
    const std::string allowed = kinds[i] == '9' ? "0123456789" : kinds[i] == 'T' ? "Tt " : std::string(1, kinds[i]);
    if (allowed.find(text[i]) == std::string::npos) return i;
  }
  return kinds.size();
}

reading read_day(const std::string& text) {
  const oracle::date date{number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)};
  if (date.year == 0) return {{}, date_fault::year, 0};
  if (date.month < 1 || date.month > 12) return {{}, date_fault::month, 5};
  const std::size_t place = oracle::place_of(date);
  bool exists = place < oracle::days().size();
#if defined(PLANTED_FAULT)  // strptime's view: every month has 31 days
  exists = date.day >= 1 && date.day <= 31;
#endif
  if (!exists) return {{}, date_fault::day, 8};
  return {static_cast<std::int64_t>(place) - static_cast<std::int64_t>(oracle::epoch())};
}

reading read_date(const std::string& text) {
  if (text.size() != 10) return {{}, date_fault::length, std::min<std::size_t>(text.size(), 10)};
  const std::size_t good = fits(text, "9999-99-99");
  if (good < 10) return {{}, date_fault::format, good};
  return read_day(text);
}

reading read_timestamp(const std::string& text) {
  const std::size_t good = fits(text, "9999-99-99T99:99:99");
  if (good < 19) return {{}, date_fault::format, good};
  std::size_t at = 19;
  if (at < text.size() && text[at] == '.') {
    do ++at;
    while (at < text.size() && is_decimal(text[at]));
    if (text[at - 1] == '.') return {{}, date_fault::format, at};
  }
  const std::string offset = text.substr(at);
  const bool is_utc = !offset.empty() && (offset[0] == 'Z' || offset[0] == 'z');
  const bool is_behind = !offset.empty() && offset[0] == '-';
  const std::string shape = is_utc ? offset.substr(0, 1) : is_behind ? "-99:99" : "+99:99";
  const std::size_t fitting = fits(offset, shape);
  if (fitting < shape.size() || offset.size() > shape.size()) return {{}, date_fault::format, at + fitting};

  const reading local = read_day(text);
  if (!local.days) return local;
  const int hour = number(text, 11, 2);
  const int minute = number(text, 14, 2);
  const int second = number(text, 17, 2);
  if (hour > 23) return {{}, date_fault::time, 11};
  if (minute > 59) return {{}, date_fault::time, 14};
  if (second > 60) return {{}, date_fault::time, 17};
  std::int64_t day = *local.days + static_cast<std::int64_t>(oracle::epoch());
  int since_midnight = hour * 60 + minute;
  if (!is_utc) {
    if (number(offset, 1, 2) > 23) return {{}, date_fault::offset, at + 1};
    if (number(offset, 4, 2) > 59) return {{}, date_fault::offset, at + 4};
    const int minutes = number(offset, 1, 2) * 60 + number(offset, 4, 2);
    for (int i = 0; i < minutes; ++i) {  // the wall clock is put back or forward, minute by minute
      since_midnight += is_behind ? 1 : -1;
      if (since_midnight < 0) since_midnight = 1439, --day;
      if (since_midnight > 1439) since_midnight = 0, ++day;
    }
  }
  if (day < 0 || day >= static_cast<std::int64_t>(oracle::days().size())) return {{}, date_fault::offset, at};
  const bool ends_month = oracle::next(oracle::days()[static_cast<std::size_t>(day)]).day == 1;
  if (second == 60 && (since_midnight != 1439 || !ends_month)) return {{}, date_fault::leap_second, 17};
  return {day - static_cast<std::int64_t>(oracle::epoch())};
}

void compare(const jeton::result<expiry, jeton::date_error>& found, const reading& expected) {
  claim(found.has_value() == expected.days.has_value(), "exactly the days of the calendar are read");
  if (found) return claim(found->first_dead_day()->count == *expected.days, "a date is read as the day that it names");
  claim(found.error().reason() == expected.fault, "the first fault is named");
  claim(found.error().position() == expected.position, "the first fault is found where it is");
}

void check_text(const std::string& text) {
  const exact bytes{text};
  const reading date = read_date(text);
  compare(expiry::parse(bytes.view()), date);
  compare(expiry::parse_timestamp(bytes.view()), read_timestamp(text));
  if (!date.days) return;
  claim(expiry::parse(bytes.view())->to_text()->view() == text, "a date is written as it is read");
  const auto until = jeton::last_day::parse(bytes.view());
  claim(until->dead_from().first_dead_day()->count == *date.days + 1 && until->to_text()->view() == text,
        "a last day is dead one day later, and written as it is read");
}

/// A date that may exist or just not.
std::string some_date(input& in) {
  const oracle::date date{static_cast<int>(in.up_to(9999)), static_cast<int>(in.up_to(13)),
                          static_cast<int>(in.up_to(32))};
  return oracle::text_of(date);
}

std::string two(std::size_t value) { return std::string{value < 10 ? "0" : ""} + std::to_string(value); }

std::string some_timestamp(input& in) {
  std::string text = some_date(in) + "Tt "[in.up_to(2)];
  text += two(in.up_to(24)) + ":" + two(in.up_to(60)) + ":" + two(in.up_to(61));
  if (in.up_to(1) == 1) text += "." + std::string(in.up_to(12), '9');
  const std::size_t offset = in.up_to(3);
  if (offset < 2) return text + "Zz"[offset];
  return text + "+-"[offset - 2] + two(in.up_to(24)) + ":" + two(in.up_to(60));
}

std::string altered(std::string text, input& in) {
  const std::size_t position = in.up_to(text.size() - 1);
  text[position] = static_cast<char>(in.byte());
  return text;
}

std::int64_t some_day(input& in) {  // of the years 1 to 9999, all within reach of three bytes
  const std::size_t number = in.up_to(65535) * 256 + in.byte();
  return static_cast<std::int64_t>(number % oracle::days().size()) - static_cast<std::int64_t>(oracle::epoch());
}

/// The clock stands so many ticks from the midnight that begins `today`: at most a day, on either side.
template <class Duration>
void check_clock(const expiry& expires, std::int64_t day, std::int64_t today, std::int64_t ticks) {
  using namespace std::chrono;
  sys_time<Duration> now{days{today}};
  if constexpr (treat_as_floating_point_v<typename Duration::rep>) {
    now += Duration{static_cast<typename Duration::rep>(ticks) / 4};
  } else {
    now += Duration{ticks};
  }
  const std::int64_t real_today = ticks < 0 ? today - 1 : today;
  claim(expires.passed(now) == (day <= real_today), "a token is dead from the first instant of its day on");
  claim(*expires.days_left(now) == day - real_today, "days are counted between midnights");
  claim(expires.expires_today(now) == (day == real_today), "a day is today's for one day");
  for (const std::int32_t window : {0, 1, 7, 60}) {
    const bool inside = day >= real_today && day <= real_today + window;
    claim(expires.expires_within(window, now) == inside, "a window has both its ends");
  }
  const auto made = expiry::midnight_from(now);
  const std::int64_t first = ticks > 0 ? today + 1 : today;
  claim(made && made->first_dead_day()->count == first, "midnight_from is the earliest midnight at or after");
}

void check_months(std::int64_t today, int months) {
  oracle::date date = oracle::days()[static_cast<std::size_t>(today + static_cast<std::int64_t>(oracle::epoch()))];
  for (int i = 0; i < (months < 0 ? -months : months); ++i) {
    date.month += months < 0 ? -1 : 1;
    if (date.month == 0) date.month = 12, --date.year;
    if (date.month == 13) date.month = 1, ++date.year;
  }
  while (date.day > oracle::length_of_month(date.year, date.month)) --date.day;
  const auto made = expiry::in_months(months, jeton::day{static_cast<std::int32_t>(today)});
  claim(made.has_value(), "a month that is near is in the calendar");
  const std::size_t place = oracle::place_of(date);
  if (place == oracle::days().size()) return;  // before the year 1 or after 9999
  claim(made->first_dead_day()->count == static_cast<std::int64_t>(place) - static_cast<std::int64_t>(oracle::epoch()),
        "a month later is the same day, or the last of that month");
}

void check_day(input& in) {
  const std::int64_t day = some_day(in);
  const expiry expires = *expiry::on(jeton::day{static_cast<std::int32_t>(day)});
  const oracle::date date = oracle::days()[static_cast<std::size_t>(day + static_cast<std::int64_t>(oracle::epoch()))];
  claim(expires.to_text()->view() == oracle::text_of(date), "a day is written as the walk names it");
  const std::int64_t apart = static_cast<std::int64_t>(in.up_to(200)) - 100;
  const std::int64_t today = day + apart;
  const std::int64_t ticks = static_cast<std::int64_t>(in.up_to(4)) - 2;
  check_clock<std::chrono::seconds>(expires, day, today, ticks);
  check_clock<std::chrono::milliseconds>(expires, day, today, ticks);
  check_clock<std::chrono::microseconds>(expires, day, today, ticks);
  check_clock<std::chrono::hours>(expires, day, today, ticks);
  check_clock<std::chrono::duration<double>>(expires, day, today, ticks);
  if (today > -100000 && today < 100000) check_clock<std::chrono::nanoseconds>(expires, day, today, ticks);
  check_months(day, static_cast<int>(in.up_to(1000)) - 500);
  const std::int64_t other = some_day(in);
  const expiry second = *expiry::on(jeton::day{static_cast<std::int32_t>(other)});
  claim((expires < second) == (day < other) && (expires == second) == (day == other),
        "expiries have the order of days");
  claim(expires < expiry::never() && expiry{} < expires, "never is last, and what nobody set is first");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  switch (in.up_to(5)) {
    case 0:
      check_text(in.rest());
      break;
    case 1:
      check_text(some_date(in));
      break;
    case 2:
      check_text(altered(some_date(in), in));
      break;
    case 3:
      check_text(some_timestamp(in));
      break;
    case 4:
      check_text(altered(some_timestamp(in), in));
      break;
    default:
      check_day(in);
  }
  return 0;
}
