// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/lifecycle.hpp>

#include <chrono>
#include <string>
#include <string_view>

#include <jeton/gitlab/lifetime.hpp>
#include <jeton/lifecycle.hpp>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using jeton::day;
using jeton::maybe;
using jeton::gitlab::is_active;
using jeton::gitlab::is_inactive;
using jeton::gitlab::life_columns;
using jeton::gitlab::state_era;

constexpr day expires{20000};
constexpr jeton::unix_seconds midnight{20000 * a_day};

/// In which lists a token is that expires on that day: a active, i inactive, - neither.
constexpr char lists(const life_columns& row, const auto& instant, state_era era) {
  const bool active = is_active(row, instant, era);
  const bool inactive = is_inactive(row, instant, era);
  return active && inactive ? '!' : active ? 'a' : inactive ? 'i' : '-';
}
/// The same in each era.
std::string eras(const life_columns& row, const auto& instant) {
  std::string all;
  for (const auto era : {state_era::until_13_0, state_era::until_15_2, state_era::from_15_3, state_era::current}) {
    all += lists(row, instant, era);
  }
  return all;
}

}  // namespace

TEST_CASE("the lists of active and inactive tokens, era by era") {  // facts §1.2
  const life_columns row{false, expires};
  CHECK(eras(row, jeton::unix_seconds{midnight.count - 1}) == "aaaa");
  CHECK(eras(row, midnight) == "aa-i");
  CHECK(eras(row, jeton::unix_seconds{midnight.count + 1}) == "ia-i");
  CHECK(eras(row, jeton::unix_seconds{midnight.count + a_day - 1}) == "ia-i");
  CHECK(eras(row, jeton::unix_seconds{midnight.count + a_day}) == "iiii");
  const std::chrono::sys_time<std::chrono::milliseconds> just_after{
      std::chrono::milliseconds{midnight.count * 1000 + 1}};
  CHECK(eras(row, just_after) == "ia-i");
  STATIC_REQUIRE(is_active({false, expires}, midnight, state_era::until_15_2));
  STATIC_REQUIRE_FALSE(jeton::expiry::on(expires)->passed(jeton::unix_seconds{midnight.count - 1}));
  STATIC_REQUIRE(jeton::expiry::on(expires)->passed(midnight));  // the API says so in every era
}

TEST_CASE("tokens that never expire, and revoked ones") {
  CHECK(eras({false, {}}, midnight) == "aaaa");
  CHECK(eras({true, {}}, midnight) == "iiii");
  CHECK(eras({true, expires}, jeton::unix_seconds{0}) == "iiii");
  CHECK(eras({}, midnight) == "iiii");
}

TEST_CASE("a null in the column revoked is no, but the older lists leave it out") {
  STATIC_REQUIRE_FALSE(jeton::gitlab::is_revoked({}));
  STATIC_REQUIRE_FALSE(jeton::gitlab::is_revoked(false));
  STATIC_REQUIRE(jeton::gitlab::is_revoked(true));
  CHECK(eras({maybe<bool>{}, {}}, midnight) == "--aa");
  CHECK(eras({maybe<bool>{}, expires}, jeton::unix_seconds{midnight.count + a_day}) == "iiii");
}

TEST_CASE("an unknown order is no error") {
  using jeton::list_order;
  STATIC_REQUIRE(jeton::gitlab::order_of("expires_desc") == list_order::expires_descending);
  STATIC_REQUIRE(jeton::gitlab::order_of("id_asc") == list_order::created_ascending);
  STATIC_REQUIRE(jeton::gitlab::order_of("", list_order::name_ascending) == list_order::name_ascending);
}

TEST_CASE("a user sees and revokes his own tokens, an administrator all") {  // facts §6
  acme_store store;
  acme_record row = row_of("a");
  (void)put(store, row);
  row = row_of("b");
  row.kind = jeton::token_kind::impersonation;
  (void)put(store, row);
  acme_record page[4];
  const auto listed =
      jeton::list(store, jeton::gitlab::own_tokens(alice), jeton::list_order::name_ascending, now, page);
  CHECK(listed->count == 1);
  CHECK(page[0].id == jeton::token_id{1});

  const auto may = [&](std::size_t index, const jeton::gitlab::acting_user& who) {
    return jeton::gitlab::may_revoke(store.row(index), who);
  };
  CHECK(may(0, {alice, false, false}));
  CHECK_FALSE(may(1, {alice, false, false}));
  CHECK_FALSE(may(0, {bob, false, false}));
  CHECK(may(0, {bob, true, false}));
  CHECK(may(1, {bob, true, false}));
  CHECK_FALSE(may(0, {alice, false, true}));
  CHECK_FALSE(may(1, {bob, true, true}));
  CHECK_FALSE(may(0, {}));
  CHECK_FALSE(jeton::gitlab::may_revoke(acme_record{}, {jeton::user_id::none, false, false}));
}

TEST_CASE("a path rotates tokens or does not") {  // facts §5.6
  using jeton::gitlab::is_rotation_path;
  STATIC_REQUIRE(is_rotation_path("/api/v4/personal_access_tokens/42/rotate"));
  STATIC_REQUIRE(is_rotation_path("/api/v4/personal_access_tokens/self/rotate"));
  STATIC_REQUIRE(is_rotation_path("/api/v4/projects/7/access_tokens/42/rotate"));
  STATIC_REQUIRE(is_rotation_path("access_tokens/0/rotate"));
  for (const std::string_view path :
       {"", "/rotate", "rotate", "/access_tokens/rotate", "/access_tokens//rotate", "/access_tokens/4x/rotate",
        "/access_tokens/selfish/rotate", "/access_tokens/42/rotate/", "/access_tokens/42/rotate?x=1",
        "/access_tokens/42", "/access_token/42/rotate", "42/rotate", "/access_tokens/4/2/rotate",
        "/access_tokens/-1/rotate", "/access_tokens/42rotate", "/access_tokens/SELF/rotate"}) {
    INFO(path);
    CHECK_FALSE(is_rotation_path(path));
  }
}

TEST_CASE("last used: once a day from 13.2, every ten minutes from 16.1") {  // facts §9
  using namespace jeton::gitlab;
  const auto due = [](std::int64_t ago, std::int64_t interval) {
    return jeton::use_is_due(jeton::unix_seconds{now.count - ago}, now, interval);
  };
  CHECK_FALSE(due(24 * 3600 - 1, last_used_interval_from_13_2));
  CHECK(due(24 * 3600, last_used_interval_from_13_2));
  CHECK_FALSE(due(599, last_used_interval_from_16_1));
  CHECK(due(600, last_used_interval_from_16_1));
}

TEST_CASE("limits by era, on creation and in the sweep") {  // facts §1.4, §5.1, §5.5
  const auto issued = [](const jeton::lifetime_policy& policy, const maybe<jeton::expiry>& asked) {
    acme_store store;
    acme_request request{.owner = alice, .name = "pat", .scopes = acme_scopes::of<"admin">(), .expires = asked};
    request.even_if_passed = true;
    const auto made = jeton::issue<acme_pat>(store, request, policy, now, counting{});
    return made ? made->expires : *jeton::expiry::parse("0001-01-01");
  };
  const jeton::expiry refused = *jeton::expiry::parse("0001-01-01");
  const auto documented = *jeton::gitlab::documented_lifetime(maybe<std::int32_t>{30}, true, true);
  const auto unlimited = *jeton::gitlab::documented_lifetime(maybe<std::int32_t>{}, true, true);
  const auto current = *jeton::gitlab::current_lifetime(maybe<std::int32_t>{}, false);
  CHECK(issued(unlimited, {}).is_never());
  CHECK(issued(documented, jeton::expiry::never()) == refused);
  CHECK(issued(documented, in_days(30)) == in_days(30));
  CHECK(issued(documented, in_days(31)) == refused);
  CHECK(issued(documented, in_days(-2)) == in_days(-2));  // no version looks at that
  CHECK(issued(current, {}) == in_days(365));
  CHECK(issued(current, in_days(366)) == refused);
}

TEST_CASE("a rotation's default is a week, or the limit if that is less, or never") {
  const auto rotated = [](const jeton::lifetime_policy& policy) {
    acme_store store;
    (void)put(store, row_of("old"));
    const auto made =
        jeton::rotate<acme_pat>(store, jeton::token_id{1}, jeton::renewal::one_week(), policy, now, counting{});
    return made->expires;
  };
  CHECK(rotated(*jeton::gitlab::current_lifetime(maybe<std::int32_t>{}, false)) == in_days(7));
  CHECK(rotated(*jeton::gitlab::current_lifetime(maybe<std::int32_t>{3}, true)) == in_days(3));
  CHECK(rotated(*jeton::gitlab::current_lifetime(maybe<std::int32_t>{}, false, false)).is_never());
}
