// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/lifetime.hpp>

#include <chrono>
#include <cstdint>

#include "../support/catch.hpp"

namespace {

using namespace std::chrono;
using jeton::expiry;
using jeton::lifetime_fault;
using jeton::lifetime_policy;
using jeton::swept;
using jeton::unix_seconds;

constexpr sys_days today{2026y / 11 / 25};
constexpr auto now = today + 17h;

constexpr expiry in(std::int32_t days) { return *expiry::in_days(days, today); }

constexpr lifetime_policy ninety = *lifetime_policy::at_most(90);

}  // namespace

TEST_CASE("a limit has 1 to 365 days, or to 400 where that is the longest") {
  STATIC_REQUIRE(lifetime_policy::at_most(0).error() == lifetime_fault::limit);
  STATIC_REQUIRE(lifetime_policy::at_most(-1).error() == lifetime_fault::limit);
  STATIC_REQUIRE(lifetime_policy::at_most(1).has_value());
  STATIC_REQUIRE(lifetime_policy::at_most(365).has_value());
  STATIC_REQUIRE(lifetime_policy::at_most(366).error() == lifetime_fault::limit);
  STATIC_REQUIRE(lifetime_policy::at_most(400, 400).has_value());
  STATIC_REQUIRE(lifetime_policy::at_most(401, 400).error() == lifetime_fault::limit);
  STATIC_REQUIRE_FALSE(describe(lifetime_fault::missing) == describe(lifetime_fault::too_late));
  STATIC_REQUIRE(describe(static_cast<lifetime_fault>(99)) == "unknown fault");
}

TEST_CASE("administrators can limit the lifetime of tokens: D+N is accepted, D+N+1 is not") {
  for (const std::int32_t days : {1, 7, 90, 365}) {
    const lifetime_policy policy = *lifetime_policy::at_most(days);
    CHECK(policy.admit(in(days), now).has_value());
    CHECK(policy.admit(in(days + 1), now).error() == lifetime_fault::too_late);
    CHECK(policy.admit(in(days), today).has_value());
    CHECK(policy.admit(in(days), today + 24h - 1ns).has_value());
    CHECK(policy.admit(in(days), today - 1ns).error() == lifetime_fault::too_late);
    CHECK(*policy.last_admissible_day(now) == jeton::day_of(today) + days);
  }
  STATIC_REQUIRE(ninety.admit(expiry::never(), now).error() == lifetime_fault::missing);
  STATIC_REQUIRE(ninety.admit(in(0), now).has_value());   // dead on arrival: no fault, and no grant
  STATIC_REQUIRE(ninety.admit(in(-2), now).has_value());  // an earlier one too
  STATIC_REQUIRE(ninety.is_limited());
  STATIC_REQUIRE(ninety.requires_expiry());
  STATIC_REQUIRE(ninety.is_enforced());
}

TEST_CASE("an expiry need not be required, and a given one is limited all the same") {
  CONSTEXPR auto optional = ninety.requiring_expiry(false);
  STATIC_REQUIRE(optional.admit(expiry::never(), now).has_value());
  STATIC_REQUIRE(optional.admit(in(91), now).error() == lifetime_fault::too_late);
  STATIC_REQUIRE(optional.default_expiry(now)->is_never());
  CONSTEXPR auto required = lifetime_policy::unlimited().requiring_expiry(true);
  STATIC_REQUIRE(required.admit(expiry::never(), now).error() == lifetime_fault::missing);
  STATIC_REQUIRE(required.admit(*expiry::on(9999y / 12 / 31), now).has_value());
  STATIC_REQUIRE(required.default_expiry(now).error() == lifetime_fault::missing);
}

TEST_CASE("a token for which no expiry was asked gets the last admissible day where one is required") {
  STATIC_REQUIRE(*ninety.default_expiry(now) == in(90));
  STATIC_REQUIRE(ninety.admit(*ninety.default_expiry(now), now).has_value());
  STATIC_REQUIRE(lifetime_policy::unlimited().default_expiry(now)->is_never());
  STATIC_REQUIRE(*ninety.default_expiry(now, 7) == in(7));
  STATIC_REQUIRE(*ninety.default_expiry(now, 91) == in(90));
  STATIC_REQUIRE(lifetime_policy::unlimited().default_expiry(now, 7)->is_never());
  STATIC_REQUIRE(*lifetime_policy::unlimited().requiring_expiry(true).default_expiry(now, 7) == in(7));
  STATIC_REQUIRE(ninety.default_expiry(sys_seconds::max()).error() == lifetime_fault::too_late);
}

TEST_CASE("without a limit there is no last day") {
  CONSTEXPR auto unlimited = lifetime_policy::unlimited();
  STATIC_REQUIRE(unlimited.last_admissible_day(now).error() == lifetime_fault::unlimited);
  STATIC_REQUIRE(unlimited.admit(expiry::never(), now).has_value());
  STATIC_REQUIRE(unlimited.admit(*expiry::on(32767y / 12 / 31), now).has_value());
  STATIC_REQUIRE_FALSE(unlimited.must_revoke(expiry::never(), now));
}

TEST_CASE("administrators can choose whether expiry is enforced at all") {
  CONSTEXPR auto lenient = lifetime_policy::unlimited().enforcing(false);
  STATIC_REQUIRE_FALSE(lenient.passed(in(0), now));
  STATIC_REQUIRE_FALSE(lenient.passed(in(-1000), now));
  STATIC_REQUIRE(lenient.passed(expiry{}, now));  // forgotten memory lives under no policy
  STATIC_REQUIRE(lifetime_policy::unlimited().passed(in(0), now));
  STATIC_REQUIRE_FALSE(lifetime_policy::unlimited().passed(in(1), now));
  STATIC_REQUIRE_FALSE(ninety.passed(expiry::never(), now));
  STATIC_REQUIRE(ninety.enforcing(false).admit(in(91), now).error() == lifetime_fault::too_late);
}

TEST_CASE("without a licence nothing is limited and every expiry is enforced") {
  CONSTEXPR auto unlicensed = ninety.enforcing(false).if_licensed(false);
  STATIC_REQUIRE(unlicensed.passed(in(0), now));
  STATIC_REQUIRE_FALSE(unlicensed.is_limited());
  STATIC_REQUIRE(unlicensed.admit(expiry::never(), now).has_value());
  STATIC_REQUIRE_FALSE(ninety.enforcing(false).if_licensed(true).passed(in(0), now));
}

TEST_CASE("nothing lives under a default-constructed policy") {
  CONSTEXPR auto nothing = lifetime_policy{};
  STATIC_REQUIRE(nothing.admit(expiry::never(), now).error() == lifetime_fault::missing);
  STATIC_REQUIRE(nothing.admit(in(1), now).error() == lifetime_fault::too_late);
  STATIC_REQUIRE(nothing.admit(in(0), now).has_value());
  STATIC_REQUIRE(in(0).passed(now));
  STATIC_REQUIRE(nothing.default_expiry(now)->passed(now));
  STATIC_REQUIRE(nothing.passed(in(0), now));
  STATIC_REQUIRE(nothing.must_revoke(in(1), now));
  STATIC_REQUIRE(nothing.must_revoke(expiry::never(), now));
}

TEST_CASE("a new limit revokes what would live longer from the time of the sweep on") {
  CONSTEXPR auto run = now + 3h;  // the same day
  STATIC_REQUIRE_FALSE(ninety.must_revoke(in(90), run));
  STATIC_REQUIRE(ninety.must_revoke(in(91), run));
  STATIC_REQUIRE_FALSE(ninety.must_revoke(in(91), run + 24h));  // remaining life, at run time
  STATIC_REQUIRE_FALSE(ninety.must_revoke(in(-5), run));        // dead already
  STATIC_REQUIRE(ninety.must_revoke(expiry::never(), run));
  STATIC_REQUIRE_FALSE(ninety.sweeping(swept::dated).must_revoke(expiry::never(), run));
  STATIC_REQUIRE(ninety.sweeping(swept::dated).must_revoke(in(91), run));
  STATIC_REQUIRE_FALSE(ninety.sweeping(swept::nothing).must_revoke(in(91), run));
  STATIC_REQUIRE_FALSE(ninety.enforcing(false).must_revoke(in(91), run));
  STATIC_REQUIRE_FALSE(ninety.enforcing(false).must_revoke(expiry::never(), run));
}

TEST_CASE("the sweep runs three hours after the change, once for several changes") {
  CONSTEXPR auto first = sys_seconds{today + 10h};
  CONSTEXPR auto run = lifetime_policy::sweep_after(first);
  STATIC_REQUIRE(run == unix_seconds{(first + 3h).time_since_epoch().count()});
  STATIC_REQUIRE(lifetime_policy::sweep_after(first + 1h, run) == run);
  STATIC_REQUIRE(lifetime_policy::sweep_after(first + 3h - 1s, run) == run);
  STATIC_REQUIRE(lifetime_policy::sweep_after(first + 3h, run) == lifetime_policy::sweep_after(first + 3h));
  STATIC_REQUIRE(lifetime_policy::sweep_after(first + 4h, run).count == run.count + 4 * 3600);
  STATIC_REQUIRE(lifetime_policy::sweep_after(sys_seconds::max()).count == INT64_MAX);
  STATIC_REQUIRE(lifetime_policy::sweep_after(first + 999ms) == run);
}
