// SPDX-License-Identifier: BSL-1.0
#include <jeton/store/record.hpp>

#include <string>
#include <string_view>

#include <jeton/digest/sha256.hpp>

#include "../support/catch.hpp"

namespace {

struct scopes {
  struct set {
    bool repo = false;
    friend constexpr bool operator==(const set&, const set&) = default;
  };
};
using record = jeton::token_record<scopes>;

constexpr jeton::unix_seconds now{1'700'000'000};

constexpr record living() {
  return {.id = jeton::token_id{3},
          .owner = jeton::user_id{5},
          .kind = jeton::token_kind::group_bot,
          .name = "deploy",
          .description = "nightly",
          .digest = jeton::sha256("living"),
          .scopes = {true},
          .unknown_scopes = "later",
          .expires = *jeton::expiry::in_days(1, now),
          .revoked = false,
          .created = {1'600'000'000},
          .updated = {1'650'000'000},
          .last_used = jeton::unix_seconds{1'660'000'000},
          .previous = jeton::token_id{2},
          .notices_sent = 6};
}

}  // namespace

TEST_CASE("a record is active while it is neither revoked nor expired") {
  STATIC_REQUIRE(living().active(now));
  CONSTEXPR auto revoked = [] {
    record row = living();
    row.revoked = true;
    return row;
  }();
  STATIC_REQUIRE_FALSE(revoked.active(now));
  STATIC_REQUIRE_FALSE(living().active(*living().expires.instant<jeton::unix_seconds>()));
}

TEST_CASE("a default-constructed record lives nowhere") {
  STATIC_REQUIRE_FALSE(record{}.active(now));
  STATIC_REQUIRE_FALSE(record{}.active(jeton::unix_seconds{INT64_MIN}));
  STATIC_REQUIRE(record{}.revoked);
  STATIC_REQUIRE_FALSE(record{}.digest == record{}.digest);
  STATIC_REQUIRE(record{}.id == jeton::token_id::none);
  STATIC_REQUIRE(record{}.owner == jeton::user_id::none);
}

TEST_CASE("a record changes the type of its texts and nothing else") {
  const auto owned = living().as<std::string>();
  const record again = owned.as<std::string_view>();
  const record before = living();
  CHECK(again.name.data() == owned.name.data());
  CHECK(again.id == before.id);
  CHECK(again.owner == before.owner);
  CHECK(again.kind == before.kind);
  CHECK(again.name == before.name);
  CHECK(again.description == before.description);
  CHECK(again.digest == before.digest);
  CHECK(again.scopes == before.scopes);
  CHECK(again.unknown_scopes == before.unknown_scopes);
  CHECK(again.expires == before.expires);
  CHECK(again.revoked == before.revoked);
  CHECK(again.created == before.created);
  CHECK(again.updated == before.updated);
  CHECK(again.last_used == before.last_used);
  CHECK(again.previous == before.previous);
  CHECK(again.notices_sent == before.notices_sent);
}
