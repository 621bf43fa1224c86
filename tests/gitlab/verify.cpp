// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/verify.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <jeton/core/maybe.hpp>
#include <jeton/gitlab/credential.hpp>
#include <jeton/gitlab/digest.hpp>
#include <jeton/gitlab/response.hpp>
#include <jeton/lifecycle/use.hpp>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"
#include "gitlab_fixture.hpp"

namespace {

namespace gl = jeton::gitlab;
using gl::action;
using gl::api_request;
using gl::denial;
using gl::method;
using gl::quirk;
using gl::scopes;
using gl::sudo_target;
using jeton::maybe;
using jeton_tests::day_after;
using jeton_tests::day_before;
using jeton_tests::midnight;
using jeton_tests::presented;
using jeton_tests::refuses;
using jeton_tests::this_day;
using jeton_tests::to;
using server = jeton_tests::server<>;

constexpr api_request reading{.access = to(action::rest)};
constexpr api_request writing{.access = to(action::rest, method::other)};
constexpr api_request as(sudo_target target, quirk named = quirk::none) {
  return {.access = to(action::rest, method::get, named), .sudo = target};
}

constexpr server with(scopes::set held) {
  server one;
  one.row.scopes = held;
  return one;
}
constexpr server expiring(jeton::expiry day) {
  server one;
  one.row.expires = day;
  return one;
}

/// The checks that can fail for a token, in their order.
constexpr denial checks[] = {
    denial::unknown, denial::unavailable,       denial::expired,    denial::revoked,     denial::impersonation_disabled,
    denial::blocked, denial::not_administrator, denial::sudo_scope, denial::sudo_target, denial::insufficient_scope};
constexpr std::size_t check_count = sizeof(checks) / sizeof(checks[0]);

/// What a request with sudo is told where the checks whose bits are set fail.
constexpr maybe<denial> told(unsigned failing) {
  const auto fails = [&](denial check) {
    for (std::size_t i = 0; i < check_count; ++i) {
      if (checks[i] == check) return (failing >> i & 1) != 0;
    }
    return false;
  };
  server one;
  one.row.kind = jeton::token_kind::impersonation;
  one.row.scopes = scopes::set{};
  if (!fails(denial::insufficient_scope)) one.row.scopes |= scopes::of<"api">();
  if (!fails(denial::sudo_scope)) one.row.scopes |= scopes::of<"sudo">();
  if (fails(denial::expired)) one.row.expires = this_day;
  one.row.revoked = fails(denial::revoked);
  one.answers = !fails(denial::unavailable);
  one.settings.tokens_enabled = !fails(denial::unknown);
  one.settings.impersonation_enabled = !fails(denial::impersonation_disabled);
  one.owner.may_use_api = !fails(denial::blocked);
  one.owner.is_administrator = !fails(denial::not_administrator);
  const auto answer = one.api(as(fails(denial::sudo_target) ? sudo_target::unknown : sudo_target::another));
  if (answer) return {};
  return answer.error();
}
constexpr maybe<denial> first_of(unsigned failing) {
  for (std::size_t i = 0; i < check_count; ++i) {
    if ((failing >> i & 1) != 0) return checks[i];
  }
  return {};
}
/// Whether of this check and each other the earlier one is named.
constexpr bool pairs_agree(std::size_t check) {
  for (std::size_t other = 0; other < check_count; ++other) {
    const unsigned failing = 1U << check | 1U << other;
    if (told(failing) != first_of(failing)) return false;
  }
  return true;
}

constexpr std::string_view events(const server& one, const api_request& request, std::string_view expected,
                                  std::string_view text = presented) {
  server::events seen;
  static_cast<void>(one.api_seen(request, text, seen));
  return seen.view() == expected ? expected : "something else";
}

}  // namespace

TEST_CASE("gitlab::verify: a good token is granted, with SHA-256 and a constexpr store") {
  CONSTEXPR auto who = jeton_tests::server<jeton::plain_sha256>{}.api(reading);
  STATIC_REQUIRE(who.has_value());
  STATIC_REQUIRE(who->record.owner == jeton::user_id{7});
  STATIC_REQUIRE(who->acts_as == sudo_target::oneself);
}

TEST_CASE("gitlab::verify: each pair of faults is told by the earlier one") {
  STATIC_REQUIRE(!told(0));
  STATIC_REQUIRE(pairs_agree(0));
  STATIC_REQUIRE(pairs_agree(1));
  STATIC_REQUIRE(pairs_agree(2));
  STATIC_REQUIRE(pairs_agree(3));
  STATIC_REQUIRE(pairs_agree(4));
  STATIC_REQUIRE(pairs_agree(5));
  STATIC_REQUIRE(pairs_agree(6));
  STATIC_REQUIRE(pairs_agree(7));
  STATIC_REQUIRE(pairs_agree(8));
  STATIC_REQUIRE(pairs_agree(9));
}

TEST_CASE("gitlab::verify: of all faults together, the first is told") {
  for (unsigned failing = 0; failing < 1U << check_count; ++failing) {
    CAPTURE(failing);
    CHECK(told(failing) == first_of(failing));
  }
}

TEST_CASE("gitlab::verify: any text that is not blank may be a token") {
  for (const std::string_view text : {"x", "token-string-here123", "a b", "\xC3\xA4", "|", " x"}) {
    server one;
    one.row.digest = jeton_tests::quick_digest::digest_of(text);
    CHECK(one.api(reading, text).has_value());
    CHECK(one.api(reading).has_value() == (text == presented));
  }
  for (const std::string_view text : {"", " ", "\t", " \t  "}) {
    server one;
    one.row.digest = jeton_tests::quick_digest::digest_of(text);
    CHECK(refuses(one.api(reading, text), denial::unknown));
  }
  STATIC_REQUIRE(refuses(server{}.api(reading, "another"), denial::unknown));
}

TEST_CASE("gitlab::verify: a token dies at 00:00 UTC of its date") {
  STATIC_REQUIRE(refuses(expiring(this_day).api(reading), denial::expired));
  STATIC_REQUIRE(refuses(expiring(day_before).api(reading), denial::expired));
  STATIC_REQUIRE(expiring(day_after).api(reading).has_value());
  STATIC_REQUIRE(expiring(jeton::expiry::never()).api(reading).has_value());
  STATIC_REQUIRE(refuses(expiring(jeton::expiry{}).api(reading), denial::expired));
  server one = expiring(this_day);
  one.now = {midnight.count - 1};
  CHECK(one.api(reading).has_value());

  using namespace std::chrono;
  const sys_days today{2027y / January / 31};
  CHECK(gl::expired_for_api(this_day, today));
  CHECK_FALSE(gl::expired_for_api(this_day, today - 1ns));
  CHECK_FALSE(gl::expired_for_api(day_after, today + 23h + 59min + 59s + 999ms));
  CHECK(gl::expired_for_api(day_after, today + 24h));
}

TEST_CASE("gitlab::verify: what is both revoked and expired is expired") {
  server one = expiring(day_before);
  one.row.revoked = true;
  CHECK(refuses(one.api(reading), denial::expired));
  one.row.expires = day_after;
  CHECK(refuses(one.api(reading), denial::revoked));
}

TEST_CASE("gitlab::verify: a living day more for Git is none for the API") {
  STATIC_REQUIRE(refuses(expiring(this_day).api({.access = to(action::rest, method::get, quirk::git_through_the_day)}),
                         denial::expired));
}

TEST_CASE("gitlab::verify: enforcement is switched off by a licence only, and only for what has expired") {
  STATIC_REQUIRE(gl::enforcement_quirk(true, true) == quirk::none);
  STATIC_REQUIRE(gl::enforcement_quirk(false, true) == quirk::none);
  STATIC_REQUIRE(gl::enforcement_quirk(false, false) == quirk::none);
  STATIC_REQUIRE(gl::enforcement_quirk(true, false) == quirk::expiry_not_enforced);
  constexpr api_request licensed{.access = to(action::rest, method::get, gl::enforcement_quirk(true, false))};
  constexpr api_request unlicensed{.access = to(action::rest, method::get, gl::enforcement_quirk(false, false))};
  STATIC_REQUIRE(expiring(day_before).api(licensed).has_value());
  STATIC_REQUIRE(expiring(this_day).api(licensed).has_value());
  STATIC_REQUIRE(refuses(expiring(day_before).api(unlicensed), denial::expired));
  STATIC_REQUIRE(refuses(expiring(jeton::expiry{}).api(licensed), denial::expired));  // nobody set it
  server revoked = expiring(day_before);
  revoked.row.revoked = true;
  CHECK(refuses(revoked.api(licensed), denial::revoked));
  server narrow = expiring(day_before);
  narrow.row.scopes = scopes::of<"read_repository">();
  CHECK(refuses(narrow.api(licensed), denial::insufficient_scope));
}

TEST_CASE("gitlab::verify: impersonation tokens, where they are switched off") {
  server one;
  one.row.kind = jeton::token_kind::impersonation;
  CHECK(one.api(reading).has_value());
  one.settings.impersonation_enabled = false;
  CHECK(refuses(one.api(reading), denial::impersonation_disabled));
  for (const auto kind : {jeton::token_kind::personal, jeton::token_kind::project_bot, jeton::token_kind::group_bot}) {
    one.row.kind = kind;
    CHECK(one.api(reading).has_value());
  }
}

TEST_CASE("gitlab::verify: a use is noted before owner and scopes are looked at, and only of a living token") {
  STATIC_REQUIRE(events({}, reading, "no") == "no");
  STATIC_REQUIRE(events(with(scopes::of<"read_user">()), writing, "nod") == "nod");
  STATIC_REQUIRE(events(expiring(this_day), reading, "d") == "d");
  STATIC_REQUIRE(events({}, reading, "d", "another") == "d");
  server one;
  one.owner.may_use_api = false;
  CHECK(events(one, reading, "nod") == "nod");
  one.row.revoked = true;
  CHECK(events(one, reading, "d") == "d");
  server down;
  down.answers = false;
  CHECK(events(down, reading, "d") == "d");
}

TEST_CASE("gitlab::verify: no note that fails changes a decision") {
  using store = server::store;
  const server one;
  store rows;
  CHECK(rows.transact([&](auto& writer) { return writer.insert(one.row).has_value(); }));
  rows.commits = false;
  jeton::use_note note{};
  const auto find = [&](const jeton::digest<32>& key) { return rows.find(key); };
  const auto owner = [&](const auto&) { return one.owner; };
  const auto noting = [&](const auto& row) { return note = jeton::note_use(rows, row, midnight); };
  const jeton_tests::quick_digest digests;
  CHECK(gl::verify(presented, find, owner, noting, reading, midnight, {}, digests).has_value());
  CHECK(note == jeton::use_note::failed);
  rows.commits = true;
  CHECK(gl::verify(presented, find, owner, noting, reading, midnight, {}, digests).has_value());
  CHECK(note == jeton::use_note::written);
  CHECK(rows.row(0).last_used->count == midnight.count);
  CHECK(gl::verify(presented, find, owner, gl::ignore_uses{}, reading, midnight, {}, digests).has_value());
  CHECK(gl::verify(presented, find, owner, [](const auto&) {}, reading, midnight, {}, digests).has_value());
}

TEST_CASE("gitlab::verify: sudo, with all its refusals") {
  constexpr auto both = scopes::of<"api", "sudo">();
  STATIC_REQUIRE(with(both).api(as(sudo_target::another))->acts_as == sudo_target::another);
  STATIC_REQUIRE(with(both).api(as(sudo_target::oneself))->acts_as == sudo_target::oneself);
  STATIC_REQUIRE(with(both).api(reading)->acts_as == sudo_target::oneself);
  STATIC_REQUIRE(refuses(with(both).api(as(sudo_target::unknown)), denial::sudo_target));
  STATIC_REQUIRE(refuses(with(scopes::of<"api">()).api(as(sudo_target::another)), denial::sudo_scope));
  server user = with(both);
  user.owner.is_administrator = false;
  CHECK(refuses(user.api(as(sudo_target::another)), denial::not_administrator));
  CHECK(refuses(user.api(as(sudo_target::oneself)), denial::not_administrator));
  CHECK(user.api(reading).has_value());
}

TEST_CASE("gitlab::verify: sudo alone opens no endpoint, but with the quirk all of them as another user") {
  constexpr server one = with(scopes::of<"sudo">());
  STATIC_REQUIRE(refuses(one.api(reading), denial::insufficient_scope));
  STATIC_REQUIRE(refuses(one.api(as(sudo_target::another)), denial::insufficient_scope));
  STATIC_REQUIRE(one.api(as(sudo_target::another, quirk::sudo_skips_scopes))->acts_as == sudo_target::another);
  STATIC_REQUIRE(refuses(one.api(as(sudo_target::oneself, quirk::sudo_skips_scopes)), denial::insufficient_scope));
  STATIC_REQUIRE(refuses(one.api({.access = to(action::rest, method::get, quirk::sudo_skips_scopes)}),
                         denial::insufficient_scope));
  // Nobody acts as another because the request says so.
  api_request claimed{.access = to(action::rest, method::get, quirk::sudo_skips_scopes)};
  claimed.access.as_another = true;
  CHECK(refuses(one.api(claimed), denial::insufficient_scope));
  CHECK(with(scopes::of<"api">()).api(claimed)->acts_as == sudo_target::oneself);
}

TEST_CASE("gitlab::verify: a row without scopes grants nothing, but with the quirk api") {
  constexpr server one = with(scopes::set{});
  STATIC_REQUIRE(refuses(one.api(reading), denial::insufficient_scope));
  STATIC_REQUIRE(one.api({.access = to(action::rest, method::other, quirk::empty_row_is_api)}).has_value());
  server unknown = one;
  unknown.row.unknown_scopes = "of_tomorrow";
  CHECK(refuses(unknown.api({.access = to(action::rest, method::get, quirk::empty_row_is_api)}),
                denial::insufficient_scope));
}

TEST_CASE("gitlab::verify: what nobody filled in is granted nothing") {
  server::record row{.owner = jeton::user_id{7}, .digest = jeton_tests::quick_digest::digest_of(presented)};
  server one;
  one.row = row;
  CHECK(refuses(one.api(reading), denial::expired));
  one.row.expires = jeton::expiry::never();
  CHECK(refuses(one.api(reading), denial::revoked));
  one.row.revoked = false;
  CHECK(refuses(one.api(reading), denial::insufficient_scope));
  one.row.scopes = scopes::of<"api">();
  CHECK(one.api(reading).has_value());
  CHECK(one.api({}).has_value());  // of the API, the strictest request asks for api
  one.owner = {};
  CHECK(refuses(one.api(reading), denial::blocked));
}

TEST_CASE("gitlab::verify: a store with GitLab's own digests") {
  const auto salted = gl::salted_sha256::from("0123456789abcdef0123456789abcdef, and more");
  REQUIRE(salted);
  server::record row = server{}.row;
  row.digest = salted->digest_of(presented);
  const auto find = [&](const jeton::digest<32>& key) { return row.digest == key ? std::optional{row} : std::nullopt; };
  const auto owner = [](const auto&) { return gl::account{.may_use_api = true}; };
  CHECK(gl::verify(presented, find, owner, gl::ignore_uses{}, reading, midnight, {}, *salted).has_value());
  CHECK(refuses(gl::verify(presented, find, owner, gl::ignore_uses{}, reading, midnight), denial::unknown));
}

TEST_CASE("gitlab::verify: the user's own record will do, but what it does not say is not guessed") {
  struct own_row {
    jeton::digest<32> digest{};
    bool revoked = true;
    jeton::expiry expires{};
    jeton::token_kind kind = jeton::token_kind::personal;
    gl::scopes::set scopes{};
    std::string owner;
  };
  const own_row row{.digest = jeton::sha256(presented),
                    .revoked = false,
                    .expires = day_after,
                    .scopes = scopes::of<"api">(),
                    .owner = "dana"};
  own_row without_scopes = row;
  without_scopes.scopes = {};
  const auto decided = [&](const own_row& one, const api_request& request) {
    return gl::verify(
        presented, [&](const jeton::digest<32>& key) { return one.digest == key ? &one : nullptr; },
        [](const own_row& found) { return gl::account{.may_use_api = found.owner == "dana"}; }, gl::ignore_uses{},
        request, midnight);
  };
  CHECK(decided(row, reading)->record.owner == "dana");
  CHECK(refuses(decided(without_scopes, reading), denial::insufficient_scope));
  // Whether such a row had unknown names is not known.
  CHECK(refuses(decided(without_scopes, {.access = to(action::rest, method::get, quirk::empty_row_is_api)}),
                denial::insufficient_scope));
}

namespace {

/// A living token, or one in another state, and what the API says of it; nothing: it depends on the scopes.
struct state {
  std::string_view name;
  maybe<denial> expected;
  void (*spoil)(server&);
};
constexpr state states[] = {
    {"alive", {}, [](server&) {}},
    {"expires tomorrow", {}, [](server& one) { one.row.expires = day_after; }},
    {"expires today", denial::expired, [](server& one) { one.row.expires = this_day; }},
    {"expired yesterday", denial::expired, [](server& one) { one.row.expires = day_before; }},
    {"revoked", denial::revoked, [](server& one) { one.row.revoked = true; }},
    {"revoked and expired", denial::expired, [](server& one) { one.row.revoked = true, one.row.expires = this_day; }},
    {"of another text", denial::unknown,
     [](server& one) { one.row.digest = jeton_tests::quick_digest::digest_of("x"); }},
    {"in a store that is down", denial::unavailable, [](server& one) { one.answers = false; }},
    {"where tokens are off", denial::unknown, [](server& one) { one.settings.tokens_enabled = false; }},
    {"of a blocked owner", denial::blocked, [](server& one) { one.owner.may_use_api = false; }},
    {"expired, of a blocked owner", denial::expired,
     [](server& one) { one.owner.may_use_api = false, one.row.expires = this_day; }},
    {"impersonating, where that is off", denial::impersonation_disabled,
     [](server& one) { one.row.kind = jeton::token_kind::impersonation, one.settings.impersonation_enabled = false; }},
    {"of a bot", {}, [](server& one) { one.row.kind = jeton::token_kind::project_bot; }},
};

/// The ways of presenting it.
struct way {
  gl::door door;
  std::string_view header;
  std::string_view value;
  std::string_view query;
};
constexpr way ways[] = {
    {gl::door::api, "Authorization", "Bearer token-string-here123", ""},
    {gl::door::api, "PRIVATE-TOKEN", "token-string-here123", ""},
    {gl::door::api, "", "", "page=2&private_token=token-string-here123"},
    {gl::door::api, "", "", "access_token=token%2Dstring-here123"},
    {gl::door::api_with_basic, "Authorization", "Basic bWU6dG9rZW4tc3RyaW5nLWhlcmUxMjM=", ""},
};

struct column {
  std::size_t index;
  action what;
};
constexpr column columns[] = {
    {1, action::rest},
    {2, action::users},
    {3, action::repository_files},
    {4, action::self_inspection},
    {5, action::self_revocation},
    {6, action::self_rotation},
    {7, action::runner_creation},
    {8, action::runner_management},
    {9, action::service_ping},
};
/// The methods that an endpoint has, and their letters in the table.
struct letter {
  char name;
  method with;
};
constexpr letter letters[] = {{'G', method::get}, {'H', method::head}, {'P', method::other}};

}  // namespace

TEST_CASE("gitlab::verify: each scope, action, state and way of presenting, as the table says") {
  std::size_t judged = 0;
  for (const auto& row : jeton_tests::rows("gitlab_decisions.tsv", 12)) {
    const auto held = scopes::parse(row[0]);
    REQUIRE(held.has_value());
    for (const state& one_state : states) {
      server one = with(*held);
      one_state.spoil(one);
      for (const column& one_column : columns) {
        for (const letter& one_letter : letters) {
          // Where the endpoint has one method only, the table has its letter alone.
          if (gl::row_of<>(one_column.what).method_in(one_letter.with) != one_letter.with) continue;
          const bool is_enough = row[one_column.index].find(one_letter.name) != std::string::npos;
          constexpr maybe<denial> nothing;
          const auto expected = one_state.expected ? one_state.expected
                                : is_enough        ? nothing
                                                   : maybe{denial::insufficient_scope};
          for (const way& one_way : ways) {
            jeton::gitlab::credential_reader reader{{.door = one_way.door}};
            reader.header(one_way.header, one_way.value);
            reader.parameters(one_way.query);
            const auto found = reader.read();
            REQUIRE(found.has_value());
            const auto answer = one.api({.access = to(one_column.what, one_letter.with)}, found->personal.expose());
            CAPTURE(row.line, one_state.name, one_column.index, one_letter.name);
            CHECK(answer.has_value() == !expected.has_value());
            if (expected) CHECK(refuses(answer, *expected));
            ++judged;
          }
        }
      }
    }
  }
  // 19 scopes, 13 states, 5 ways; 4 + 1 endpoints of three methods, 4 of one.
  CHECK(judged == 19 * 13 * 5 * (4 * 3 + 5));
}

TEST_CASE("gitlab::verify: the fixtures of the facts, from request to response") {
  const auto body_of = [](const server& one, const api_request& request) {
    const auto answer = one.api(request);
    if (answer) return std::string{"granted"};
    return std::string{gl::api_response(answer.error(), {.what = request.access.what})->body.view()};
  };
  CHECK(body_of(with(scopes::of<"read_api">()), writing) ==
        R"({"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by )"
        R"(the access token.","scope":"api read_api"})");
  CHECK(body_of(with(scopes::of<"read_user">()), {.access = to(action::users)}) == "granted");
  CHECK(body_of(with(scopes::of<"read_user">()), {.access = to(action::users, method::head)}) ==
        R"({"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by )"
        R"(the access token.","scope":"read_user api read_api"})");
  CHECK(body_of(with(scopes::of<"read_user">()),
                {.access = to(action::users, method::head, quirk::head_reads_users)}) == "granted");
  CHECK(body_of(expiring(this_day), reading) ==
        R"({"error":"invalid_token","error_description":"Token is expired. You can either do re-authorization or )"
        R"(token refresh."})");
}
