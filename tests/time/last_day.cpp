// SPDX-License-Identifier: BSL-1.0
#include <jeton/time/last_day.hpp>

#include <chrono>
#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>

#include "../support/catch.hpp"

namespace {

using namespace std::chrono;
using jeton::date_error;
using jeton::date_fault;
using jeton::expiry;
using jeton::expiry_fault;
using jeton::last_day;

constexpr last_day january = *last_day::on(2027y / 1 / 31);
constexpr sys_days next_midnight{2027y / 2 / 1};

}  // namespace

TEST_CASE("a token lives through its last day and dies at the midnight that ends it") {
  STATIC_REQUIRE_FALSE(january.passed(sys_days{2027y / 1 / 31}));
  STATIC_REQUIRE_FALSE(january.passed(next_midnight - 1ns));
  STATIC_REQUIRE(january.passed(next_midnight));
  STATIC_REQUIRE(january.passed(next_midnight + 1ns));
}

TEST_CASE("the two readings of a date differ by one day") {
  STATIC_REQUIRE(january.dead_from() == *expiry::on(2027y / 2 / 1));
  STATIC_REQUIRE(january.to_text()->view() == "2027-01-31");
  STATIC_REQUIRE(january.dead_from().to_text()->view() == "2027-02-01");
  STATIC_REQUIRE(*last_day::parse("2027-01-31") == january);
  STATIC_REQUIRE(last_day::parse("2028-02-28")->dead_from().to_text()->view() == "2028-02-29");
  STATIC_REQUIRE(*last_day::on(sys_days{2027y / 1 / 31}) == january);
  STATIC_REQUIRE(*last_day::on(jeton::day{20849}) == january);
}

TEST_CASE("no date is read in the wrong way by accident") {
  STATIC_REQUIRE_FALSE(std::convertible_to<last_day, expiry>);
  STATIC_REQUIRE_FALSE(std::convertible_to<expiry, last_day>);
  STATIC_REQUIRE_FALSE(std::constructible_from<expiry, last_day>);
  STATIC_REQUIRE_FALSE(std::constructible_from<last_day, expiry>);
  STATIC_REQUIRE_FALSE(std::equality_comparable_with<last_day, expiry>);
  STATIC_REQUIRE_FALSE(std::is_assignable_v<expiry&, last_day>);
}

TEST_CASE("nothing default-constructed lives, and only a null is never") {
  STATIC_REQUIRE(last_day{}.passed(sys_seconds::min()));
  STATIC_REQUIRE_FALSE(last_day{}.is_never());
  STATIC_REQUIRE(last_day{}.to_text().error() == expiry_fault::year);
  STATIC_REQUIRE(last_day{}.dead_from() == expiry{});
  STATIC_REQUIRE(last_day::never().is_never());
  STATIC_REQUIRE(last_day::never().to_text().error() == expiry_fault::never);
  STATIC_REQUIRE_FALSE(last_day::never().passed(sys_seconds::max()));
  STATIC_REQUIRE(last_day::from_nullable(std::optional<year_month_day>{})->is_never());
  STATIC_REQUIRE(*last_day::from_nullable(std::optional{2027y / 1 / 31}) == january);
  STATIC_REQUIRE(*last_day::from_nullable(std::optional<std::string_view>{"2027-01-31"}) == january);
}

TEST_CASE("a date that does not exist has no last day either") {
  STATIC_REQUIRE(last_day::parse("2027-02-29").error() == date_error{date_fault::day, 8});
  STATIC_REQUIRE(last_day::on(2027y / 2 / 29).error() == date_fault::day);
  STATIC_REQUIRE(last_day::from_nullable(std::optional{2027y / 2 / 29}).error() == date_fault::day);
  STATIC_REQUIRE(last_day::on(32767y / 12 / 31).error() == date_fault::year);  // the day after is none
  STATIC_REQUIRE(last_day::parse("9999-12-31")->to_text()->view() == "9999-12-31");
  STATIC_REQUIRE(last_day::parse("9999-12-31")->dead_from() == *expiry::on(10000y / 1 / 1));
}

TEST_CASE("last days are ordered by time, and never is last") {
  STATIC_REQUIRE(january < *last_day::on(2027y / 2 / 1));
  STATIC_REQUIRE(january < last_day::never());
  STATIC_REQUIRE(last_day{} < january);
}
