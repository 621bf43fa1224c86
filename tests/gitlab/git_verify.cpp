// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/git_verify.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <jeton/core/maybe.hpp>
#include <jeton/gitlab/credential.hpp>
#include <jeton/gitlab/response.hpp>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"
#include "gitlab_fixture.hpp"

namespace {

namespace gl = jeton::gitlab;
using gl::action;
using gl::git_denial;
using gl::method;
using gl::quirk;
using gl::scopes;
using jeton::maybe;
using jeton_tests::day_after;
using jeton_tests::day_before;
using jeton_tests::midnight;
using jeton_tests::presented;
using jeton_tests::refuses;
using jeton_tests::this_day;
using jeton_tests::to;
using server = jeton_tests::server<>;

constexpr gl::access_request pull = to(action::git_pull);
constexpr gl::access_request pull_through_the_day = to(action::git_pull, method::get, quirk::git_through_the_day);

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
constexpr bool sees(const server& one, const gl::access_request& request, std::string_view expected) {
  server::events seen;
  static_cast<void>(one.git_seen(request, presented, seen));
  return seen.view() == expected;
}

}  // namespace

TEST_CASE("gitlab::git_verify: a good token is granted, with SHA-256 and a constexpr store") {
  CONSTEXPR auto who = jeton_tests::server<jeton::plain_sha256>{}.git(pull);
  STATIC_REQUIRE(who.has_value());
  STATIC_REQUIRE(who->owner == jeton::user_id{7});
}

TEST_CASE("gitlab::git_verify: expired, revoked and unknown look alike") {
  STATIC_REQUIRE(refuses(expiring(this_day).git(pull), git_denial::access_denied));
  STATIC_REQUIRE(refuses(server{}.git(pull, "another"), git_denial::access_denied));
  STATIC_REQUIRE(refuses(server{}.git(pull, ""), git_denial::access_denied));
  server one;
  one.row.revoked = true;
  CHECK(refuses(one.git(pull), git_denial::access_denied));
  one.answers = false;
  CHECK(refuses(one.git(pull), git_denial::unavailable));
  one.settings.tokens_enabled = false;
  CHECK(refuses(one.git(pull), git_denial::access_denied));
}

TEST_CASE("gitlab::git_verify: both readings of the expiry day") {
  STATIC_REQUIRE(refuses(expiring(day_before).git(pull), git_denial::access_denied));
  STATIC_REQUIRE(refuses(expiring(this_day).git(pull), git_denial::access_denied));
  STATIC_REQUIRE(expiring(day_after).git(pull).has_value());
  STATIC_REQUIRE(refuses(expiring(day_before).git(pull_through_the_day), git_denial::access_denied));
  STATIC_REQUIRE(expiring(this_day).git(pull_through_the_day).has_value());
  STATIC_REQUIRE(expiring(day_after).git(pull_through_the_day).has_value());
  STATIC_REQUIRE(expiring(jeton::expiry::never()).git(pull_through_the_day).has_value());
  STATIC_REQUIRE(refuses(expiring(jeton::expiry{}).git(pull_through_the_day), git_denial::access_denied));
  STATIC_REQUIRE(expiring(jeton::expiry::never()).git(pull).has_value());

  using namespace std::chrono;
  // Its first dead day is the first of the calendar, and it has passed even then.
  CHECK(gl::expired_for_git(jeton::expiry{}, sys_days{year::min() / January / 1}, quirk::git_through_the_day));
  const sys_days today{2027y / January / 31};
  CHECK_FALSE(gl::expired_for_git(this_day, today + 24h - 1ms, quirk::git_through_the_day));
  CHECK(gl::expired_for_git(this_day, today + 24h, quirk::git_through_the_day));
  CHECK(gl::expired_for_git(this_day, today));
  CHECK_FALSE(gl::expired_for_git(this_day, today - 1ms));
}

TEST_CASE("gitlab::git_verify: the switch for enforcement does not count here") {
  constexpr quirk off = gl::enforcement_quirk(true, false);
  STATIC_REQUIRE(refuses(expiring(this_day).git(to(action::git_pull, method::get, off)), git_denial::access_denied));
  constexpr quirk both = off | quirk::git_through_the_day;
  STATIC_REQUIRE(expiring(this_day).git(to(action::git_pull, method::get, both)).has_value());
  STATIC_REQUIRE(refuses(expiring(day_before).git(to(action::git_pull, method::get, both)), git_denial::access_denied));
}

TEST_CASE("gitlab::git_verify: a token without any scope that is known here is no credential") {
  STATIC_REQUIRE(refuses(with(scopes::set{}).git(pull), git_denial::access_denied));
  STATIC_REQUIRE(refuses(with(scopes::of<"read_user">()).git(pull), git_denial::download));
  STATIC_REQUIRE(refuses(with(scopes::of<"sudo">()).git(pull), git_denial::download));
  STATIC_REQUIRE(with(scopes::set{}).git(to(action::git_push, method::get, quirk::empty_row_is_api)).has_value());
  // read_registry is one where the registry is on only.
  gl::access_request without_registry = pull;
  without_registry.features = {};
  CHECK(refuses(with(scopes::of<"read_registry">()).git(pull), git_denial::download));
  CHECK(refuses(with(scopes::of<"read_registry">()).git(without_registry), git_denial::access_denied));
  server unknown = with(scopes::set{});
  unknown.row.unknown_scopes = "of_tomorrow";
  CHECK(refuses(unknown.git(to(action::git_pull, method::get, quirk::empty_row_is_api)), git_denial::access_denied));
}

TEST_CASE("gitlab::git_verify: a use is noted of a token that is accepted, whatever it may do") {
  STATIC_REQUIRE(sees({}, pull, "on"));
  STATIC_REQUIRE(sees(with(scopes::of<"read_user">()), pull, "ond"));
  STATIC_REQUIRE(sees(expiring(this_day), pull, "d"));
  server one;
  one.owner.may_use_api = false;
  CHECK(sees(one, pull, "od"));
  CHECK(refuses(one.git(pull), git_denial::access_denied));
}

TEST_CASE("gitlab::git_verify: impersonation tokens, where they are switched off") {
  server one;
  one.row.kind = jeton::token_kind::impersonation;
  CHECK(one.git(pull).has_value());
  one.settings.impersonation_enabled = false;
  CHECK(refuses(one.git(pull), git_denial::access_denied));
}

TEST_CASE("gitlab::git_verify: it does Git and the registry, and nothing else") {
  server all;
  for (std::size_t i = 0; i < scopes::size; ++i) all.row.scopes.insert(i);
  for (const auto& row : gl::action_table<gl::action_row>::rows) {
    const bool is_here = row.what >= action::git_pull && row.what <= action::image_delete;
    const auto answer = all.git(to(row.what));
    CAPTURE(row.name);
    CHECK(answer.has_value() == is_here);
    if (!is_here) CHECK(refuses(answer, git_denial::registry));
  }
  CHECK(refuses(all.git({}), git_denial::registry));
}

TEST_CASE("gitlab::admit_password: none of a user with two-factor authentication") {
  constexpr auto admits = [](bool may, bool two_factor) {
    return gl::admit_password({.may_use_api = may, .has_two_factor = two_factor});
  };
  STATIC_REQUIRE(admits(true, false).has_value());
  STATIC_REQUIRE(refuses(admits(true, true), git_denial::password));
  STATIC_REQUIRE(refuses(admits(false, false), git_denial::access_denied));
  STATIC_REQUIRE(refuses(admits(false, true), git_denial::access_denied));
  STATIC_REQUIRE(!gl::admit_password({}));
}

namespace {

/// What Git and the registry say of a token in some state, now and by the reading of 13.x to 15.2; nothing: it depends
/// on the scopes.
struct state {
  std::string_view name;
  maybe<git_denial> now;
  maybe<git_denial> then;
  void (*spoil)(server&);
};
constexpr git_denial denied = git_denial::access_denied;
constexpr state states[] = {
    {"alive", {}, {}, [](server&) {}},
    {"expires tomorrow", {}, {}, [](server& one) { one.row.expires = day_after; }},
    {"expires today", denied, {}, [](server& one) { one.row.expires = this_day; }},
    {"expired yesterday", denied, denied, [](server& one) { one.row.expires = day_before; }},
    {"revoked", denied, denied, [](server& one) { one.row.revoked = true; }},
    {"revoked, expires today", denied, denied, [](server& one) { one.row.revoked = true, one.row.expires = this_day; }},
    {"of another text", denied, denied,
     [](server& one) { one.row.digest = jeton_tests::quick_digest::digest_of("x"); }},
    {"in a store that is down", git_denial::unavailable, git_denial::unavailable,
     [](server& one) { one.answers = false; }},
    {"of a blocked owner", denied, denied, [](server& one) { one.owner.may_use_api = false; }},
    {"impersonating, where that is off", denied, denied,
     [](server& one) { one.row.kind = jeton::token_kind::impersonation, one.settings.impersonation_enabled = false; }},
    {"of a bot", {}, {}, [](server& one) { one.row.kind = jeton::token_kind::group_bot; }},
};

struct asked {
  std::size_t column;
  std::string_view word;
  action what;
  git_denial otherwise;
};
constexpr asked questions[] = {
    {10, "pull", action::git_pull, git_denial::download},       {10, "push", action::git_push, git_denial::upload},
    {11, "pull", action::image_pull, git_denial::registry},     {11, "push", action::image_push, git_denial::registry},
    {11, "delete", action::image_delete, git_denial::registry},
};

}  // namespace

TEST_CASE("gitlab::git_verify: each scope, action and state, whatever the user name, as the table says") {
  // Python: base64.b64encode of me, anybody and gitlab-ci-token, a colon and the token.
  constexpr std::string_view credentials[] = {
      "Basic bWU6dG9rZW4tc3RyaW5nLWhlcmUxMjM=", "Basic YW55Ym9keTp0b2tlbi1zdHJpbmctaGVyZTEyMw==",
      "Basic Z2l0bGFiLWNpLXRva2VuOnRva2VuLXN0cmluZy1oZXJlMTIz"};
  std::size_t judged = 0;
  for (const auto& row : jeton_tests::rows("gitlab_decisions.tsv", 12)) {
    const auto held = scopes::parse(row[0]);
    REQUIRE(held.has_value());
    for (const state& one_state : states) {
      server one = with(*held);
      one_state.spoil(one);
      for (const asked& question : questions) {
        const bool is_enough = row[question.column].find(question.word) != std::string::npos;
        for (const bool is_then : {false, true}) {
          const auto of_state = is_then ? one_state.then : one_state.now;
          constexpr maybe<git_denial> nothing;
          const auto expected = of_state ? of_state : is_enough ? nothing : maybe{question.otherwise};
          for (const std::string_view value : credentials) {
            jeton::gitlab::credential_reader reader{{.door = gl::door::git}};
            reader.header("authorization", value);
            const auto found = reader.read();
            REQUIRE(found.has_value());
            const auto answer =
                one.git(to(question.what, method::get, is_then ? quirk::git_through_the_day : quirk::none),
                        found->personal.expose());
            CAPTURE(row.line, one_state.name, question.column, question.word, is_then);
            CHECK(answer.has_value() == !expected.has_value());
            if (expected) CHECK(refuses(answer, *expected));
            ++judged;
          }
        }
      }
    }
  }
  CHECK(judged == 19 * 11 * 5 * 2 * 3);
}

TEST_CASE("gitlab::git_verify: the fixtures of the facts, from request to response") {
  const auto told = [](const server& one, const gl::access_request& request) {
    const auto answer = one.git(request);
    if (answer) return std::string{"granted"};
    return std::string{gl::git_response(answer.error())->body.view()};
  };
  CHECK(told(with(scopes::of<"read_api">()), pull) == "granted");
  CHECK(told(with(scopes::of<"read_api">()), to(action::git_push)) == "You are not allowed to upload code.");
  CHECK(told(with(scopes::of<"read_registry">()), pull) == "You are not allowed to download code.");
  CHECK(told(with(scopes::of<"write_registry">()), to(action::image_pull)) != "granted");
  CHECK(told(expiring(this_day), pull) == "HTTP Basic: Access denied\n");
  CHECK(told(expiring(this_day), pull_through_the_day) == "granted");

  const auto password = gl::admit_password({.may_use_api = true, .has_two_factor = true});
  REQUIRE_FALSE(password.has_value());
  const auto written = gl::git_response(password.error(), {.token_page = "https://gitlab.example/-/profile"});
  CHECK(written->status == 401);
  CHECK(written->body.view() ==
        "HTTP Basic: Access denied\nYou must use a personal access token with 'read_repository' or 'write_repository' "
        "scope for Git over HTTP.\nYou can generate one at https://gitlab.example/-/profile");
}
