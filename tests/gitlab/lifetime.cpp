// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/lifetime.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

#include "../support/catch.hpp"

namespace {

using namespace std::chrono;
using jeton::expiry;
using jeton::lifetime_fault;
using jeton::gitlab::current_lifetime;
using jeton::gitlab::documented_lifetime;

using column = std::optional<std::int32_t>;
constexpr sys_days today{2021y / 8 / 22};

constexpr expiry in(std::int32_t days) { return *expiry::in_days(days, today); }

}  // namespace

TEST_CASE("max lifetime N, create: D+N ok, D+N+1 rejected") {
  CONSTEXPR auto policy = *documented_lifetime(column{30}, true, true);
  STATIC_REQUIRE(policy.admit(in(30), today).has_value());
  STATIC_REQUIRE(policy.admit(in(31), today).error() == lifetime_fault::too_late);
  STATIC_REQUIRE(policy.admit(expiry::never(), today).error() == lifetime_fault::missing);
}

TEST_CASE("limit 365, create: D+365 ok, D+366 rejected; 400 with the flag of 17.6") {
  CONSTEXPR auto policy = *current_lifetime(column{}, false);
  STATIC_REQUIRE(policy.admit(in(365), today).has_value());
  STATIC_REQUIRE(policy.admit(in(366), today).error() == lifetime_fault::too_late);
  CONSTEXPR auto buffered = *current_lifetime(column{}, false, true, true);
  STATIC_REQUIRE(buffered.admit(in(400), today).has_value());
  STATIC_REQUIRE(buffered.admit(in(401), today).error() == lifetime_fault::too_late);
}

TEST_CASE("an administrator's limit is blank or 1 to 365 days, 400 with the flag") {
  STATIC_REQUIRE(documented_lifetime(column{0}, true, true).error() == lifetime_fault::limit);
  STATIC_REQUIRE(documented_lifetime(column{366}, true, true).error() == lifetime_fault::limit);
  STATIC_REQUIRE(current_lifetime(column{366}, true).error() == lifetime_fault::limit);
  STATIC_REQUIRE(current_lifetime(column{400}, true, true, true).has_value());
  STATIC_REQUIRE(current_lifetime(column{401}, true, true, true).error() == lifetime_fault::limit);
  STATIC_REQUIRE(documented_lifetime(column{}, true, true)->admit(expiry::never(), today).has_value());
}

TEST_CASE("limit and enforcement count under a licence only") {
  STATIC_REQUIRE(documented_lifetime(column{30}, false, false)->admit(in(31), today).has_value());
  STATIC_REQUIRE(documented_lifetime(column{30}, false, false)->passed(in(0), today));
  STATIC_REQUIRE_FALSE(documented_lifetime(column{}, false, true)->passed(in(0), today));
  STATIC_REQUIRE(documented_lifetime(column{}, true, true)->passed(in(0), today));
  STATIC_REQUIRE(current_lifetime(column{30}, false)->admit(in(365), today).has_value());
  STATIC_REQUIRE(current_lifetime(column{30}, true)->admit(in(31), today).error() == lifetime_fault::too_late);
}

TEST_CASE("expires_at null: the 14.x policy sweep revokes it, a later one does not") {
  STATIC_REQUIRE(documented_lifetime(column{30}, true, true)->must_revoke(expiry::never(), today));
  STATIC_REQUIRE(documented_lifetime(column{30}, true, true)->must_revoke(in(31), today));
  STATIC_REQUIRE_FALSE(documented_lifetime(column{30}, false, true)->must_revoke(in(31), today));
  STATIC_REQUIRE_FALSE(documented_lifetime(column{}, true, true)->must_revoke(expiry::never(), today));
  STATIC_REQUIRE_FALSE(current_lifetime(column{30}, true)->must_revoke(expiry::never(), today));
  STATIC_REQUIRE(current_lifetime(column{30}, true)->must_revoke(in(31), today));
}

TEST_CASE("a limit that was removed before its sweep runs revokes nothing") {
  STATIC_REQUIRE_FALSE(current_lifetime(column{}, true)->must_revoke(in(366), today));
  STATIC_REQUIRE_FALSE(documented_lifetime(column{}, true, true)->must_revoke(in(366), today));
}

TEST_CASE("expires_at omitted: 365 days from now from 16.0 on, null where no expiry is required") {
  STATIC_REQUIRE(*current_lifetime(column{}, false)->default_expiry(today) == in(365));
  STATIC_REQUIRE(*current_lifetime(column{}, false, true, true)->default_expiry(today) == in(400));
  STATIC_REQUIRE(*current_lifetime(column{30}, true)->default_expiry(today) == in(30));
  STATIC_REQUIRE(current_lifetime(column{}, false, false)->default_expiry(today)->is_never());
  STATIC_REQUIRE(documented_lifetime(column{}, true, true)->default_expiry(today)->is_never());
}

TEST_CASE("a rotated token gets a week, or the limit where that is less") {
  STATIC_REQUIRE(*current_lifetime(column{}, false)->default_expiry(today, 7) == in(7));
  STATIC_REQUIRE(*current_lifetime(column{5}, true)->default_expiry(today, 7) == in(5));
  STATIC_REQUIRE(current_lifetime(column{}, false, false)->default_expiry(today, 7)->is_never());
}
