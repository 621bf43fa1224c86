// SPDX-License-Identifier: BSL-1.0
#include <jeton/time/expiry.hpp>

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"

namespace {

using namespace std::chrono;
using jeton::date_error;
using jeton::date_fault;
using jeton::expiry;
using jeton::expiry_fault;
using jeton::unix_seconds;

/// A token that expires on the last of January 2027, and the midnight at which that day begins.
constexpr expiry january = *expiry::on(2027y / 1 / 31);
constexpr sys_days midnight{2027y / 1 / 31};

/// It ends on 2262-04-11, and whatever is turned into it wraps after that.
using nanosecond_clock = sys_time<nanoseconds>;

date_fault fault_called(std::string_view name) {
  constexpr std::string_view names[] = {"length", "format", "year", "month", "day", "time", "offset", "leap_second"};
  unsigned char at = 0;
  while (names[at] != name) ++at;
  return static_cast<date_fault>(at);
}

}  // namespace

TEST_CASE("tokens expire on the date you define, at midnight UTC") {
  STATIC_REQUIRE_FALSE(january.passed(midnight - 1ns));
  STATIC_REQUIRE_FALSE(january.passed(midnight - 1s));
  STATIC_REQUIRE_FALSE(january.passed(midnight - days{1}));
  STATIC_REQUIRE(january.passed(midnight));
  STATIC_REQUIRE(january.passed(midnight + 1ns));
  STATIC_REQUIRE(january.passed(midnight + days{1}));
  STATIC_REQUIRE(january.passed(unix_seconds{1801353600}));  // Python: datetime(2027, 1, 31, tzinfo=utc).timestamp()
  STATIC_REQUIRE_FALSE(january.passed(unix_seconds{1801353599}));
  STATIC_REQUIRE(january.passed(jeton::day{20849}));
  STATIC_REQUIRE_FALSE(january.passed(jeton::day{20848}));
}

TEST_CASE("expires_at D at D 00:00:00 is expired, D+1 at D 23:59:59.999 is not") {
  CONSTEXPR auto today = sys_days{2021y / 8 / 22};
  CONSTEXPR auto on_today = *expiry::in_days(0, today);
  CONSTEXPR auto on_tomorrow = *expiry::in_days(1, today);
  STATIC_REQUIRE(on_today.passed(today));
  STATIC_REQUIRE_FALSE(on_tomorrow.passed(today + 23h + 59min + 59s + 999ms));
  STATIC_REQUIRE(on_tomorrow.passed(today + 24h));
}

TEST_CASE("expires_at null never expires at any time") {
  CONSTEXPR auto never = *expiry::from_nullable(std::optional<year_month_day>{});
  STATIC_REQUIRE(never.is_never());
  STATIC_REQUIRE(never == expiry::never());
  STATIC_REQUIRE_FALSE(never.passed(midnight));
  STATIC_REQUIRE_FALSE(never.passed(sys_seconds::max()));
  STATIC_REQUIRE_FALSE(never.passed(sys_seconds::min()));
  STATIC_REQUIRE_FALSE(never.passed(sys_time<duration<double>>{duration<double>{1e300}}));
  STATIC_REQUIRE(never.days_left(midnight).error() == expiry_fault::never);
  STATIC_REQUIRE(never.first_dead_day().error() == expiry_fault::never);
  STATIC_REQUIRE(never.instant<sys_seconds>().error() == expiry_fault::never);
  STATIC_REQUIRE(never.to_text().error() == expiry_fault::never);
  STATIC_REQUIRE_FALSE(never.expires_within(std::numeric_limits<std::int32_t>::max(), midnight));
  STATIC_REQUIRE_FALSE(never.expires_today(midnight));
}

TEST_CASE("nothing default-constructed or zeroed lives") {
  STATIC_REQUIRE(expiry{}.passed(midnight));
  STATIC_REQUIRE(expiry{}.passed(sys_seconds::min()));
  STATIC_REQUIRE(expiry{}.passed(nanosecond_clock::min()));
  STATIC_REQUIRE(expiry{}.passed(sys_seconds{}));
  STATIC_REQUIRE(expiry{}.passed(jeton::day{INT32_MIN}));
  STATIC_REQUIRE_FALSE(expiry{}.is_never());
  STATIC_REQUIRE_FALSE(expiry{}.expires_within(INT32_MAX, midnight));
  STATIC_REQUIRE(*expiry{}.days_left(midnight) < 0);
  STATIC_REQUIRE(expiry{}.to_text().error() == expiry_fault::year);
  STATIC_REQUIRE(*expiry{}.instant<year_month_day>() == year_month_day{-32767y / 1 / 1});
  STATIC_REQUIRE(expiry{} == *expiry::on(-32767y / 1 / 1));
  STATIC_REQUIRE(std::is_trivially_copyable_v<expiry>);
  STATIC_REQUIRE(sizeof(expiry) == 4);
  expiry zeroed = expiry::never();
  std::memset(static_cast<void*>(&zeroed), 0, sizeof zeroed);
  CHECK(zeroed.passed(midnight));
  CHECK(zeroed == expiry{});
  CHECK_FALSE(jeton::result<expiry, date_error>{}.has_value());
}

TEST_CASE("a clock that counts nanoseconds does not wrap in 2262 or 9999") {
  CONSTEXPR auto newest = *expiry::parse("9999-12-31");
  CONSTEXPR auto after = *expiry::parse("2300-01-01");
  STATIC_REQUIRE_FALSE(newest.passed(nanosecond_clock{sys_days{2026y / 11 / 25}}));
  STATIC_REQUIRE_FALSE(after.passed(nanosecond_clock{sys_days{2026y / 11 / 25}}));
  STATIC_REQUIRE_FALSE(newest.passed(nanosecond_clock::max()));
  STATIC_REQUIRE_FALSE(after.passed(nanosecond_clock::max()));
  STATIC_REQUIRE_FALSE(expiry::parse("2262-04-12")->passed(nanosecond_clock::max()));
  STATIC_REQUIRE(expiry::parse("2262-04-11")->passed(nanosecond_clock::max()));
  STATIC_REQUIRE_FALSE(newest.passed(nanosecond_clock::min()));
  STATIC_REQUIRE(expiry::parse("0001-01-01")->passed(nanosecond_clock::min()));
  STATIC_REQUIRE(newest.passed(sys_time<microseconds>{sys_days{9999y / 12 / 31}}));
  STATIC_REQUIRE_FALSE(newest.passed(sys_time<microseconds>{sys_days{9999y / 12 / 31}} - 1us));
  STATIC_REQUIRE(newest.passed(sys_seconds::max()));
  STATIC_REQUIRE(newest.passed(sys_time<duration<std::int64_t, std::ratio<86400>>>::max()));
  STATIC_REQUIRE_FALSE(newest.passed(sys_seconds::min()));
}

TEST_CASE("a clock in 1969, 2262 and 9999 is a clock like any other") {
  CONSTEXPR auto before_epoch = *expiry::on(1969y / 12 / 31);
  STATIC_REQUIRE_FALSE(before_epoch.passed(sys_days{1969y / 12 / 31} - 1ns));
  STATIC_REQUIRE(before_epoch.passed(sys_days{1969y / 12 / 31}));
  STATIC_REQUIRE(before_epoch.expires_today(sys_days{1970y / 1 / 1} - 1ns));
  STATIC_REQUIRE_FALSE(before_epoch.expires_today(sys_days{1970y / 1 / 1}));
  STATIC_REQUIRE(expiry::in_days(1, sys_days{1970y / 1 / 1} - 1ns)->to_text()->view() == "1970-01-01");
  STATIC_REQUIRE(*expiry::in_days(30, nanosecond_clock::max())->days_left(nanosecond_clock::max()) == 30);
  STATIC_REQUIRE(expiry::in_days(30, nanosecond_clock::max())->to_text()->view() == "2262-05-11");
  STATIC_REQUIRE(expiry::in_days(30, sys_seconds{sys_days{9999y / 12 / 31}})->to_text().error() == expiry_fault::year);
  STATIC_REQUIRE(*expiry::in_days(30, sys_days{9999y / 12 / 31})->instant<year_month_day>() == 10000y / 1 / 30);
  STATIC_REQUIRE(expiry::on(9999y / 12 / 31)->expires_today(sys_days{9999y / 12 / 31} + 23h));
}

TEST_CASE("a clock in floating point is rounded down, and one that is no number is after every date") {
  using precise = sys_time<duration<double>>;
  STATIC_REQUIRE_FALSE(january.passed(precise{duration<double>{1801353599.999}}));
  STATIC_REQUIRE(january.passed(precise{duration<double>{1801353600.0}}));
  STATIC_REQUIRE(january.passed(sys_time<duration<float, std::ratio<86400>>>{midnight}));
  CHECK(january.passed(precise{duration<double>{std::numeric_limits<double>::quiet_NaN()}}));
  CHECK(january.passed(precise{duration<double>{std::numeric_limits<double>::infinity()}}));
}

TEST_CASE("chrono goes in and comes out") {
  STATIC_REQUIRE(*january.instant<sys_seconds>() == midnight);
  STATIC_REQUIRE(*january.instant<sys_days>() == midnight);
  STATIC_REQUIRE(*january.instant<sys_time<milliseconds>>() == midnight);
  STATIC_REQUIRE(*january.instant<year_month_day>() == 2027y / 1 / 31);
  STATIC_REQUIRE(january.instant<unix_seconds>()->count == 1801353600);
  STATIC_REQUIRE(*january.first_dead_day() == jeton::day{20849});
  STATIC_REQUIRE(std::is_same_v<decltype(january.instant<sys_days>())::value_type, sys_days>);
  STATIC_REQUIRE(*expiry::on(midnight) == january);
  STATIC_REQUIRE(*expiry::on(jeton::day{20849}) == january);
  STATIC_REQUIRE(*expiry::on(2027y / January / last) == january);
  STATIC_REQUIRE(*expiry::on(sys_time<weeks>{weeks{1}}) == *expiry::on(1970y / 1 / 8));
}

TEST_CASE("a date that does not exist is refused, not bent") {
  STATIC_REQUIRE(expiry::on(2027y / 2 / 29).error() == date_error{date_fault::day, 0});
  STATIC_REQUIRE(expiry::on(2027y / 13 / 1).error() == date_fault::month);
  STATIC_REQUIRE(expiry::on(2027y / 0 / 1).error() == date_fault::month);
  STATIC_REQUIRE(expiry::on(2027y / 1 / 0).error() == date_fault::day);
  STATIC_REQUIRE(expiry::on(2027y / 1 / 32).error() == date_fault::day);
  STATIC_REQUIRE(expiry::on(2027y / 4 / 31).error() == date_fault::day);
  STATIC_REQUIRE(expiry::on(year{-32768} / 1 / 1).error() == date_fault::year);
  STATIC_REQUIRE(expiry::on(2028y / 2 / 29).has_value());
  STATIC_REQUIRE(expiry::on(-32767y / 1 / 1).has_value());
  STATIC_REQUIRE(expiry::on(32767y / 12 / 31).has_value());
  STATIC_REQUIRE(expiry::on(sys_days{32767y / 12 / 31} + days{1}).error() == date_fault::year);
  STATIC_REQUIRE(expiry::on(sys_days{-32767y / 1 / 1} - days{1}).error() == date_fault::year);
  STATIC_REQUIRE(expiry::on(jeton::day{INT32_MAX}).error() == date_fault::year);
  STATIC_REQUIRE(expiry::on(jeton::day{INT32_MIN}).error() == date_fault::year);
}

TEST_CASE("only a null column becomes never") {
  STATIC_REQUIRE(*expiry::from_nullable(std::optional{2027y / 1 / 31}) == january);
  STATIC_REQUIRE(*expiry::from_nullable(std::optional{midnight}) == january);
  STATIC_REQUIRE(*expiry::from_nullable(std::optional{jeton::day{20849}}) == january);
  STATIC_REQUIRE(*expiry::from_nullable(std::optional<std::string_view>{"2027-01-31"}) == january);
  STATIC_REQUIRE(expiry::from_nullable(std::optional<std::string_view>{})->is_never());
  STATIC_REQUIRE(expiry::from_nullable(std::optional<std::string_view>{""}).error() == date_fault::length);
  STATIC_REQUIRE(expiry::from_nullable(std::optional{2027y / 2 / 29}).error() == date_fault::day);
  STATIC_REQUIRE(expiry::from_nullable(std::optional{jeton::day{}})->first_dead_day()->count == 0);
  const year_month_day date{2027y / 1 / 31};
  CHECK(*expiry::from_nullable(&date) == january);
  CHECK(expiry::from_nullable(static_cast<const year_month_day*>(nullptr))->is_never());
  CHECK(*expiry::from_nullable(std::make_unique<year_month_day>(date)) == january);
  const char* column = nullptr;
  CHECK(expiry::from_nullable(column)->is_never());
  column = "2027-01-31";
  CHECK(*expiry::from_nullable(column) == january);
  column = "";
  CHECK(expiry::from_nullable(column).error() == date_fault::length);
  column = "0000-00-00";
  CHECK(expiry::from_nullable(column).error() == date_fault::year);
  CHECK(expiry::from_nullable(std::optional<std::string>{"2027-01-31"})->passed(midnight));
  STATIC_REQUIRE_FALSE(jeton::detail::nullable<jeton::result<year_month_day, date_error>>);
  STATIC_REQUIRE_FALSE(jeton::detail::nullable<std::string_view>);
  STATIC_REQUIRE_FALSE(jeton::detail::nullable<int>);
  STATIC_REQUIRE_FALSE(jeton::detail::nullable<std::nullptr_t>);
}

TEST_CASE("a text is read as exactly YYYY-MM-DD") {
  STATIC_REQUIRE(*expiry::parse("2027-01-31") == january);
  STATIC_REQUIRE(expiry::parse("2027-1-31").error() == date_error{date_fault::length, 9});
  STATIC_REQUIRE(expiry::parse("2027-01-311").error() == date_error{date_fault::length, 10});
  STATIC_REQUIRE(expiry::parse("2027/01/31").error() == date_error{date_fault::format, 4});
  STATIC_REQUIRE(expiry::parse("2027-01-3 ").error() == date_error{date_fault::format, 9});
  STATIC_REQUIRE(expiry::parse("0000-01-31").error() == date_error{date_fault::year, 0});
  STATIC_REQUIRE(expiry::parse("2027-13-31").error() == date_error{date_fault::month, 5});
  STATIC_REQUIRE(expiry::parse("2027-02-29").error() == date_error{date_fault::day, 8});
  STATIC_REQUIRE(expiry::parse({}).error() == date_error{date_fault::length, 0});
  for (const auto fault : {date_fault::length, date_fault::format, date_fault::year, date_fault::month, date_fault::day,
                           date_fault::time, date_fault::offset, date_fault::leap_second}) {
    CHECK(describe(fault) != describe(static_cast<date_fault>(99)));
  }
  CHECK(describe(date_error{date_fault::day, 8}) == describe(date_fault::day));
  CHECK(describe(expiry_fault::never) != describe(expiry_fault::year));
}

TEST_CASE("every byte in every place of a date is judged") {
  // Two ways to read: for this century, and for the others.
  for (const std::string good : {"2027-11-12", "1927-11-12"}) {
    for (std::size_t place = 0; place < good.size() * 256; ++place) {
      const std::size_t i = place / 256;
      const int byte = static_cast<int>(place % 256);
      std::string text = good;
      text[i] = static_cast<char>(byte);
      const bool fits = good[i] == '-' ? byte == '-' : byte >= '0' && byte <= '9';
      const auto read = expiry::parse(text);
      CAPTURE(i, byte);
      if (!fits) CHECK(read.error() == date_error{date_fault::format, i});
      if (fits) CHECK((read.has_value() || read.error() == date_fault::month || read.error() == date_fault::day));
    }
  }
}

TEST_CASE("every day of the years 1 to 9999 is written and read back, and every other day of a month refused") {
  std::int64_t wrong = 0;
  std::int64_t count = 0;
  std::string previous;
  for (std::int32_t days = -719162; days <= 2932896; ++days, ++count) {  // Python: date.min and date.max
    const expiry one = *expiry::on(jeton::day{days});
    const auto text = one.to_text();
    wrong += !text || !(*expiry::parse(*text) == one) || !(previous < text->view());
    if (text) previous = text->view();
  }
  CHECK(wrong == 0);
  CHECK(count == 3652059);
  for (int year = 1; year <= 9999; ++year) {
    for (int month = 0; month <= 13; ++month) {
      for (int day : {0, 28, 29, 30, 31, 32, 99}) {
        char text[16];
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
        const year_month_day date{std::chrono::year{year}, std::chrono::month(unsigned(month)),
                                  std::chrono::day(unsigned(day))};
        wrong += expiry::parse(text).has_value() != date.ok();
        wrong += expiry::on(date).has_value() != date.ok();
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("every row of dates.tsv is judged as it says") {
  std::size_t judged = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("dates.tsv", 7)) {
    INFO("dates.tsv line " << row.line << ": " << row[5] << ", " << row[6]);
    const std::string text = jeton_tests::unescape(row[1]);
    const auto read = row[0] == "date" ? expiry::parse(text) : expiry::parse_timestamp(text);
    if (row[2] == "valid") {
      CHECK(read.has_value());
      if (read) CHECK(read->first_dead_day()->count == std::stol(row[4]));
    } else {
      CHECK(read.error() == date_error{fault_called(row[2]), std::stoul(row[3])});
    }
    ++judged;
  }
  CHECK(judged > 200);
}

TEST_CASE("a timestamp is rounded down to its UTC day, never later") {
  STATIC_REQUIRE(*expiry::parse_timestamp("2027-01-31T00:00:00Z") == january);
  STATIC_REQUIRE(*expiry::parse_timestamp("2027-01-31T23:59:59.999Z") == january);
  STATIC_REQUIRE(*expiry::parse_timestamp("2027-01-31T23:59:60Z") == january);
  STATIC_REQUIRE(*expiry::parse_timestamp("2027-02-01T13:59:59+14:00") == january);
  STATIC_REQUIRE(*expiry::parse_timestamp("2027-01-30T13:00:00-11:00") == january);
  STATIC_REQUIRE(expiry::parse_timestamp("2027-01-31T00:00:00").error() == date_error{date_fault::format, 19});
  STATIC_REQUIRE(expiry::parse_timestamp("2027-01-31T24:00:00Z").error() == date_error{date_fault::time, 11});
  const std::string long_fraction = "2027-01-31T23:59:59." + std::string(1 << 20, '9') + "Z";
  CHECK(*expiry::parse_timestamp(long_fraction) == january);
  CHECK(expiry::parse_timestamp(long_fraction + "Z").error() == date_error{date_fault::format, long_fraction.size()});
}

TEST_CASE("years outside of 0001 to 9999 have no text") {
  STATIC_REQUIRE(january.to_text()->view() == "2027-01-31");
  STATIC_REQUIRE(expiry::on(1y / 1 / 1)->to_text()->view() == "0001-01-01");
  STATIC_REQUIRE(expiry::on(9999y / 12 / 31)->to_text()->view() == "9999-12-31");
  STATIC_REQUIRE(expiry::on(0y / 12 / 31)->to_text().error() == expiry_fault::year);
  STATIC_REQUIRE(expiry::on(10000y / 1 / 1)->to_text().error() == expiry_fault::year);
}

TEST_CASE("expiries are ordered by time, and never is last") {
  STATIC_REQUIRE(january < *expiry::on(2027y / 2 / 1));
  STATIC_REQUIRE(january > *expiry::on(1969y / 2 / 1));
  STATIC_REQUIRE(*expiry::on(32767y / 12 / 31) < expiry::never());
  STATIC_REQUIRE(expiry{} < *expiry::on(-32767y / 1 / 2));
  STATIC_REQUIRE(expiry{} < expiry::never());
  STATIC_REQUIRE((january <=> january) == std::strong_ordering::equal);
  STATIC_REQUIRE(january == *expiry::parse("2027-01-31"));
  STATIC_REQUIRE(january != expiry::never());
}

TEST_CASE("days left are counted between UTC days") {
  STATIC_REQUIRE(*january.days_left(midnight) == 0);
  STATIC_REQUIRE(*january.days_left(midnight - 1ns) == 1);
  STATIC_REQUIRE(*january.days_left(midnight - 24h) == 1);
  STATIC_REQUIRE(*january.days_left(midnight - 24h - 1ns) == 2);
  STATIC_REQUIRE(*january.days_left(midnight + 23h) == 0);
  STATIC_REQUIRE(*january.days_left(midnight + 24h) == -1);
  STATIC_REQUIRE(*january.days_left(sys_days{2026y / 1 / 31}) == 365);
  STATIC_REQUIRE(*january.days_left(sys_seconds::max()) < -100000000000000);
}

TEST_CASE("a window of days includes both its ends") {
  CONSTEXPR auto run = sys_days{2027y / 1 / 24} + 1h;  // 01:00 UTC, seven days before
  STATIC_REQUIRE(january.expires_within(7, run));
  STATIC_REQUIRE_FALSE(january.expires_within(6, run));
  STATIC_REQUIRE_FALSE(january.expires_within(7, run - 24h));
  STATIC_REQUIRE(january.expires_within(7, midnight + 1h));
  STATIC_REQUIRE(january.expires_within(0, midnight + 1h));
  STATIC_REQUIRE_FALSE(january.expires_within(7, midnight + 25h));
  STATIC_REQUIRE_FALSE(january.expires_within(-1, midnight));
  STATIC_REQUIRE(january.expires_today(midnight + 2h));
  STATIC_REQUIRE_FALSE(january.expires_today(midnight - 1ns));
  STATIC_REQUIRE_FALSE(january.expires_today(midnight + 24h));
}

TEST_CASE("a token is made for days, months and years") {
  CONSTEXPR auto now = midnight + 23h + 59min;
  STATIC_REQUIRE(expiry::in_days(30, now)->to_text()->view() == "2027-03-02");
  STATIC_REQUIRE(expiry::in_days(-1, now)->to_text()->view() == "2027-01-30");
  STATIC_REQUIRE(expiry::in_months(1, now)->to_text()->view() == "2027-02-28");
  STATIC_REQUIRE(expiry::in_months(2, now)->to_text()->view() == "2027-03-31");
  STATIC_REQUIRE(expiry::in_months(3, now)->to_text()->view() == "2027-04-30");
  STATIC_REQUIRE(expiry::in_months(13, now)->to_text()->view() == "2028-02-29");
  STATIC_REQUIRE(expiry::in_months(-2, now)->to_text()->view() == "2026-11-30");
  STATIC_REQUIRE(expiry::in_months(12, now)->to_text()->view() == "2028-01-31");
  STATIC_REQUIRE(expiry::in_years(1, now)->to_text()->view() == "2028-01-31");
  STATIC_REQUIRE(expiry::in_years(1, sys_days{2028y / 2 / 29})->to_text()->view() == "2029-02-28");
  STATIC_REQUIRE(expiry::in_years(4, sys_days{2028y / 2 / 29})->to_text()->view() == "2032-02-29");
  STATIC_REQUIRE(expiry::in_years(72, sys_days{2028y / 2 / 29})->to_text()->view() == "2100-02-28");
  STATIC_REQUIRE(*expiry::in_years(-2028, sys_days{2028y / 2 / 29}) == *expiry::on(0y / 2 / 29));
}

TEST_CASE("what lies beyond the calendar is an error, not a wrap") {
  STATIC_REQUIRE(expiry::in_days(INT32_MAX, midnight).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_days(INT32_MIN, midnight).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_days(1, sys_seconds::max()).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_months(INT32_MAX, midnight).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_months(INT32_MIN, midnight).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_months(1, sys_seconds::min()).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_months(1, sys_days{32767y / 12 / 1}).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_months(-1, sys_days{-32767y / 1 / 1}).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_years(INT32_MAX, midnight).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_years(INT32_MIN, midnight).error() == date_fault::year);
  STATIC_REQUIRE(expiry::in_years(30741, midnight).error() == date_fault::year);
  STATIC_REQUIRE(*expiry::in_years(30740, midnight) == *expiry::on(32767y / 1 / 31));
  STATIC_REQUIRE(expiry::midnight_from(sys_seconds::max()).error() == date_fault::year);
  STATIC_REQUIRE(expiry::midnight_from(sys_seconds::min()).error() == date_fault::year);
}

TEST_CASE("adding months agrees with std::chrono for a thousand days and a hundred months") {
  std::int64_t wrong = 0;
  for (sys_days today{2026y / 1 / 1}; today < sys_days{2028y / 12 / 31}; today += days{1}) {
    for (int months = -50; months <= 50; ++months) {
      const year_month_day date{today};
      const year_month month = date.year() / date.month() + std::chrono::months{months};
      year_month_day expected = month / date.day();
      if (!expected.ok()) expected = month / last;
      wrong += *expiry::in_months(months, today)->instant<year_month_day>() != expected;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a token of two hours is not dead on arrival") {
  CONSTEXPR auto evening = midnight + 23h;
  CONSTEXPR auto made = *expiry::midnight_from(evening + 2h);
  STATIC_REQUIRE_FALSE(made.passed(evening));
  STATIC_REQUIRE_FALSE(made.passed(evening + 2h));
  STATIC_REQUIRE(made.to_text()->view() == "2027-02-02");
  STATIC_REQUIRE(expiry::midnight_from(midnight + 2h)->to_text()->view() == "2027-02-01");
  STATIC_REQUIRE(*expiry::midnight_from(midnight) == january);
  STATIC_REQUIRE(*expiry::midnight_from(midnight - 1ns) == january);
  STATIC_REQUIRE(*expiry::midnight_from(midnight - 24h + 1ns) == january);
  STATIC_REQUIRE(expiry::midnight_from(midnight + 1ns)->to_text()->view() == "2027-02-01");
  STATIC_REQUIRE(expiry::midnight_from(sys_days{1970y / 1 / 1} - 1ns)->to_text()->view() == "1970-01-01");
  STATIC_REQUIRE(expiry::midnight_from(sys_time<duration<double>>{duration<double>{0.25}})->first_dead_day()->count ==
                 1);
  STATIC_REQUIRE(expiry::midnight_from(unix_seconds{1})->first_dead_day()->count == 1);
}

TEST_CASE("the whole of it is a constant expression") {
  STATIC_REQUIRE(expiry::parse("2027-01-31")->passed(sys_days{2027y / 1 / 31}));
  STATIC_REQUIRE_FALSE(expiry::parse("2027-01-31")->passed(sys_days{2027y / 1 / 30}));
}

#if defined(__unix__) || defined(__APPLE__)
TEST_CASE("the time zone of the process changes nothing") {
  for (const std::int32_t days : {-1, 0, 20849, 20909, 21092}) {  // 2027-01-31, 2027-04-01, 2027-10-01
    const expiry expires = *expiry::on(jeton::day{days});
    const std::time_t dead = static_cast<std::time_t>(expires.instant<unix_seconds>()->count);
    std::tm parts{};
    gmtime_r(&dead, &parts);
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
    CHECK(expires.to_text()->view() == text);
    CHECK(*expiry::parse(text) == expires);
    CHECK(expires.passed(system_clock::from_time_t(dead)));
    CHECK_FALSE(expires.passed(system_clock::from_time_t(dead - 1)));
    CHECK(*expiry::in_days(0, system_clock::from_time_t(dead)) == expires);
    CHECK(*expiry::in_days(1, system_clock::from_time_t(dead - 1)) == expires);
  }
}

TEST_CASE("the zone that the build asked for is the one in which this runs") {
  const char* offset = std::getenv("JETON_TEST_OFFSET");  // minutes ahead of UTC on 2027-01-31
  if (offset == nullptr) return;
  const std::time_t dead = 1801353600;
  std::tm parts{};
  localtime_r(&dead, &parts);
  CHECK(parts.tm_gmtoff == 60 * std::atol(offset));
}
#endif
