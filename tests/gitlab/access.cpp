// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/access.hpp>

#include <cstddef>
#include <span>
#include <string_view>

#include <jeton/gitlab/sudo.hpp>

#include "../support/catch.hpp"

namespace {

namespace gl = jeton::gitlab;
using gl::access_request;
using gl::action;
using gl::allowed;
using gl::method;
using gl::quirk;
using gl::required_by;
using gl::scopes;
using gl::server_features;
using jeton::scope_version;
using table = gl::access_table<gl::access_row>;

constexpr server_features everything{.registry = true, .dependency_proxy = true, .duo = true, .observability = true};
constexpr server_features without_registry{.dependency_proxy = true, .duo = true, .observability = true};
constexpr server_features without_proxy{.registry = true, .duo = true, .observability = true};
constexpr server_features without_duo{.registry = true, .dependency_proxy = true, .observability = true};

/// Every scope but those that are tokens' of projects and groups.
constexpr std::string_view all =
    "api read_user read_api read_repository write_repository read_registry write_registry sudo admin_mode "
    "create_runner manage_runner ai_features k8s_proxy read_service_ping self_rotate read_virtual_registry "
    "write_virtual_registry read_observability write_observability";

/// A request, and the scopes each of which opens it alone. Written by hand from GitLab's documentation and source.
struct judgement {
  access_request request;
  std::string_view scopes;
};

constexpr judgement today[] = {
    // The whole API: api reads and writes, read_api reads.
    {{action::rest, method::get, everything}, "api read_api"},
    {{action::rest, method::head, everything}, "api read_api"},
    {{action::rest, method::other, everything}, "api"},
    // The Users API: read_user for any GET.
    {{action::users, method::get, everything}, "api read_api read_user"},
    {{action::users, method::head, everything}, "api read_api"},
    {{action::users, method::other, everything}, "api"},
    // The repository files API.
    {{action::repository_files, method::get, everything}, "api read_api read_repository"},
    {{action::repository_files, method::head, everything}, "api read_api read_repository"},
    {{action::repository_files, method::other, everything}, "api"},
    // The token itself: any scope sees and revokes it, two rotate it.
    {{action::self_inspection, method::get, everything}, all},
    {{action::self_inspection, method::head, everything}, all},
    {{action::self_inspection, method::other, everything}, all},
    {{action::self_revocation, method::get, everything}, all},
    {{action::self_revocation, method::head, everything}, all},
    {{action::self_revocation, method::other, everything}, all},
    {{action::self_rotation, method::get, everything}, "api self_rotate"},
    {{action::self_rotation, method::head, everything}, "api self_rotate"},
    {{action::self_rotation, method::other, everything}, "api self_rotate"},
    // Runners: POST /user/runners, and /runners/:id with any method.
    {{action::runner_creation, method::get, everything}, "api create_runner"},
    {{action::runner_creation, method::head, everything}, "api create_runner"},
    {{action::runner_creation, method::other, everything}, "api create_runner"},
    {{action::runner_management, method::get, everything}, "api read_api manage_runner"},
    {{action::runner_management, method::head, everything}, "api read_api manage_runner"},
    {{action::runner_management, method::other, everything}, "api manage_runner"},
    // GET /usage_data/service_ping.
    {{action::service_ping, method::get, everything}, "api read_api read_service_ping"},
    {{action::service_ping, method::head, everything}, "api read_api read_service_ping"},
    {{action::service_ping, method::other, everything}, "api read_api read_service_ping"},
    {{action::ai_features, method::get, everything}, "api read_api ai_features"},
    {{action::ai_features, method::head, everything}, "api read_api ai_features"},
    {{action::ai_features, method::other, everything}, "api ai_features"},
    {{action::ai_features, method::other, without_duo}, "api"},
    {{action::virtual_registry, method::get, everything}, "api read_api read_virtual_registry write_virtual_registry"},
    {{action::virtual_registry, method::head, everything}, "api read_api read_virtual_registry write_virtual_registry"},
    {{action::virtual_registry, method::other, everything}, "api write_virtual_registry"},
    {{action::virtual_registry, method::get, without_proxy}, "api read_api"},
    {{action::virtual_registry, method::other, without_proxy}, "api"},
    // The package registry is a part of the API.
    {{action::package_read, method::get, everything}, "api read_api"},
    {{action::package_read, method::head, everything}, "api read_api"},
    {{action::package_read, method::other, everything}, "api read_api"},
    {{action::package_write, method::get, everything}, "api"},
    {{action::package_write, method::head, everything}, "api"},
    {{action::package_write, method::other, everything}, "api"},
    // Git, whatever the transport.
    {{action::git_pull, method::other, everything}, "api read_api read_repository write_repository"},
    {{action::git_pull, method::get, everything}, "api read_api read_repository write_repository"},
    {{action::git_push, method::other, everything}, "api write_repository"},
    {{action::git_push, method::get, everything}, "api write_repository"},
    // The container registry: not there where it is switched off.
    {{action::image_pull, method::other, everything}, "api read_api read_registry"},
    {{action::image_pull, method::get, everything}, "api read_api read_registry"},
    {{action::image_push, method::other, everything}, "api write_registry"},
    {{action::image_push, method::get, everything}, "api write_registry"},
    {{action::image_delete, method::other, everything}, "api"},
    {{action::image_delete, method::get, everything}, "api"},
    {{action::image_pull, method::get, without_registry}, ""},
    {{action::image_push, method::other, without_registry}, ""},
    {{action::image_delete, method::other, without_registry}, ""},
    // A public project needs a scope for push and delete all the same.
    {{.what = action::image_push, .features = everything, .condition_is_false = true}, "api write_registry"},
    {{.what = action::image_delete, .features = everything, .condition_is_false = true}, "api"},
    {{.what = action::git_push, .features = everything, .condition_is_false = true}, "api write_repository"},
    {{.what = action::rest, .features = everything, .condition_is_false = true}, "api"},
    {{.what = action::image_pull, .features = without_registry, .condition_is_false = true}, ""},
    // What one scope alone opens.
    {{action::kubernetes, method::other, everything}, "k8s_proxy"},
    {{action::kubernetes, method::get, everything}, "k8s_proxy"},
    {{action::admin_mode, method::other, everything}, "admin_mode"},
    {{action::admin_mode, method::get, everything}, "admin_mode"},
    {{action::sudo, method::other, everything}, "sudo"},
    {{action::sudo, method::get, everything}, "sudo"},
    // What is no action and no method.
    {{static_cast<action>(21), method::get, everything}, ""},
    {{static_cast<action>(255), method::other, everything}, ""},
    {{action::rest, static_cast<method>(3), everything}, ""},
    {{action::git_pull, static_cast<method>(255), everything}, ""},
};

constexpr scopes::set only(std::size_t index) {
  scopes::set one;
  one.insert(index);
  return one;
}

/// Whether a row is judged as written: each scope alone, each two of them, none, and all together.
constexpr bool is_as_written(const judgement& expected) {
  const auto opening = *scopes::parse(expected.scopes);
  scopes::set every;
  for (std::size_t i = 0; i < scopes::size; ++i) {
    every.insert(i);
    if (allowed(expected.request, only(i)) != opening.lists(i)) return false;
    for (std::size_t j = 0; j < i; ++j) {
      const bool opens = opening.lists(i) || opening.lists(j);
      if (allowed(expected.request, only(i) | only(j)) != opens) return false;
    }
  }
  return !allowed(expected.request, scopes::set{}) && allowed(expected.request, every) == !opening.empty();
}

constexpr bool written_is(std::string_view expected, action what, scope_version server = gl::newest_server) {
  char room[300]{};
  const auto written = gl::write_registered(what, room, server);
  return written.has_value() && *written == expected;
}

}  // namespace

TEST_CASE("the whole table: each scope on each action") {
  for (const judgement& each : today) {
    CAPTURE(static_cast<int>(each.request.what), static_cast<int>(each.request.with));
    INFO(each.scopes);
    CHECK(is_as_written(each));
  }
}

TEST_CASE("the judgements leave out no action of the API with any method, and no other action") {
  for (const gl::action_row& row : gl::action_table<gl::action_row>::rows) {
    INFO(row.name);
    bool seen[3]{};
    for (const judgement& each : today) {
      if (each.request.what == row.what && each.request.with <= method::head) {
        seen[static_cast<std::size_t>(each.request.with)] = true;
      }
    }
    CHECK(seen[0]);
    CHECK(seen[1]);
    CHECK((seen[2] || row.where == gl::endpoint::outside));
  }
}

TEST_CASE("the documentation's scope table: api reads and writes the whole API, container and package registry") {
  STATIC_REQUIRE(allowed({action::rest, method::get}, scopes::of<"api">()));
  STATIC_REQUIRE(allowed({action::rest, method::other}, scopes::of<"api">()));
  STATIC_REQUIRE(allowed({.what = action::image_pull, .features = everything}, scopes::of<"api">()));
  STATIC_REQUIRE(allowed({.what = action::image_push, .features = everything}, scopes::of<"api">()));
  STATIC_REQUIRE(allowed({.what = action::image_delete, .features = everything}, scopes::of<"api">()));
  STATIC_REQUIRE(allowed({.what = action::package_read}, scopes::of<"api">()));
  STATIC_REQUIRE(allowed({.what = action::package_write}, scopes::of<"api">()));
}

TEST_CASE("the documentation's scope table: read_user, read-only endpoints under /users") {
  STATIC_REQUIRE(allowed({action::users, method::get}, scopes::of<"read_user">()));
  STATIC_REQUIRE_FALSE(allowed({action::users, method::other}, scopes::of<"read_user">()));
  STATIC_REQUIRE_FALSE(allowed({action::rest, method::get}, scopes::of<"read_user">()));
}

TEST_CASE("the documentation's scope table: read_api reads the whole API, container and package registry") {
  STATIC_REQUIRE(allowed({action::rest, method::get}, scopes::of<"read_api">()));
  STATIC_REQUIRE(allowed({.what = action::image_pull, .features = everything}, scopes::of<"read_api">()));
  STATIC_REQUIRE(allowed({.what = action::package_read}, scopes::of<"read_api">()));
  STATIC_REQUIRE_FALSE(allowed({action::rest, method::other}, scopes::of<"read_api">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::image_push, .features = everything}, scopes::of<"read_api">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::package_write}, scopes::of<"read_api">()));
}

TEST_CASE("the documentation's scope table: read_repository pulls only") {
  STATIC_REQUIRE(allowed({.what = action::git_pull}, scopes::of<"read_repository">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::git_push}, scopes::of<"read_repository">()));
}

TEST_CASE("the documentation's scope table: write_repository pulls and pushes") {
  STATIC_REQUIRE(allowed({.what = action::git_pull}, scopes::of<"write_repository">()));
  STATIC_REQUIRE(allowed({.what = action::git_push}, scopes::of<"write_repository">()));
  STATIC_REQUIRE_FALSE(allowed({action::repository_files, method::get}, scopes::of<"write_repository">()));
}

TEST_CASE("the documentation's scope table: read_registry pulls if the project is private and authorization required") {
  STATIC_REQUIRE(allowed({.what = action::image_pull, .features = everything}, scopes::of<"read_registry">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::image_pull, .features = everything}, scopes::of<"read_user">()));
  STATIC_REQUIRE(allowed({.what = action::image_pull, .features = everything, .condition_is_false = true},
                         scopes::of<"read_user">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::image_pull}, scopes::of<"read_registry">()));
}

TEST_CASE("the documentation's scope table: write_registry pushes, and write_registry alone does not pull") {
  STATIC_REQUIRE(allowed({.what = action::image_push, .features = everything}, scopes::of<"write_registry">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::image_pull, .features = everything}, scopes::of<"write_registry">()));
}

TEST_CASE("the documentation's scope table: sudo opens nothing by itself") {
  for (const gl::action_row& row : gl::action_table<gl::action_row>::rows) {
    INFO(row.name);
    const bool is_meant =
        row.what == action::sudo || row.what == action::self_inspection || row.what == action::self_revocation;
    CHECK(allowed({row.what, method::get, everything}, scopes::of<"sudo">()) == is_meant);
  }
}

TEST_CASE("read_api and POST: 403, and the scopes that it names") {
  STATIC_REQUIRE_FALSE(allowed({action::rest, method::other}, scopes::of<"read_api">()));
  STATIC_REQUIRE(written_is("api read_api", action::rest));
}

TEST_CASE("read_user on GET /users, and on HEAD by old and new servers") {
  STATIC_REQUIRE(allowed({action::users, method::get}, scopes::of<"read_user">()));
  STATIC_REQUIRE_FALSE(allowed({action::users, method::head}, scopes::of<"read_user">()));
  STATIC_REQUIRE(allowed({.what = action::users, .with = method::head, .named = quirk::head_reads_users},
                         scopes::of<"read_user">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::users, .with = method::other, .named = quirk::head_reads_users},
                               scopes::of<"read_user">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::rest, .with = method::head, .named = quirk::head_reads_users},
                               scopes::of<"read_user">()));
}

TEST_CASE("read_api pulls with Git and does not push") {
  STATIC_REQUIRE(allowed({.what = action::git_pull}, scopes::of<"read_api">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::git_push}, scopes::of<"read_api">()));
}

TEST_CASE("a public project's image needs a valid token and no scope; Admin Mode that is off needs none either") {
  STATIC_REQUIRE(
      allowed({.what = action::image_pull, .features = everything, .condition_is_false = true}, scopes::set{}));
  STATIC_REQUIRE(allowed({.what = action::admin_mode, .condition_is_false = true}, scopes::set{}));
  STATIC_REQUIRE_FALSE(allowed({.what = action::image_pull, .condition_is_false = true}, scopes::of<"api">()));
  for (const gl::action_row& row : gl::action_table<gl::action_row>::rows) {
    INFO(row.name);
    const bool is_meant = row.what == action::image_pull || row.what == action::admin_mode;
    CHECK(allowed({.what = row.what, .features = everything, .condition_is_false = true}, scopes::set{}) == is_meant);
  }
}

TEST_CASE("scopes and rows that a server of that version does not have open nothing") {
  STATIC_REQUIRE_FALSE(
      allowed({.what = action::rest, .with = method::get, .server = {12, 9}}, scopes::of<"read_api">()));
  STATIC_REQUIRE(allowed({.what = action::rest, .with = method::get, .server = {12, 10}}, scopes::of<"read_api">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::git_push, .server = {11, 10}}, scopes::of<"write_repository">()));
  STATIC_REQUIRE(allowed({.what = action::git_push, .server = {11, 11}}, scopes::of<"write_repository">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::rest, .server = {8, 14}}, scopes::of<"api">()));
  // Self-revocation: api only in 15.0, any scope since 15.4.
  STATIC_REQUIRE(allowed({.what = action::self_revocation, .server = {15, 0}}, scopes::of<"api">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::self_revocation, .server = {15, 3}}, scopes::of<"read_user">()));
  STATIC_REQUIRE(allowed({.what = action::self_revocation, .server = {15, 4}}, scopes::of<"read_user">()));
  // Self-rotation: 16.10 with api, 17.9 with self_rotate.
  STATIC_REQUIRE(allowed({.what = action::self_rotation, .server = {16, 10}}, scopes::of<"api">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::self_rotation, .server = {17, 8}}, scopes::of<"self_rotate">()));
  STATIC_REQUIRE(allowed({.what = action::self_rotation, .server = {17, 9}}, scopes::of<"self_rotate">()));
  STATIC_REQUIRE_FALSE(allowed({.what = action::runner_management, .server = {17, 0}}, scopes::of<"manage_runner">()));
  STATIC_REQUIRE(allowed({.what = action::runner_management, .server = {17, 1}}, scopes::of<"manage_runner">()));
}

TEST_CASE("the scopes that a 403 names: those of the endpoint, then the API's, whatever the method") {
  STATIC_REQUIRE(written_is("read_user api read_api", action::users));
  STATIC_REQUIRE(written_is("read_repository api read_api", action::repository_files));
  STATIC_REQUIRE(written_is("api self_rotate api read_api", action::self_rotation));
  STATIC_REQUIRE(written_is("create_runner api read_api", action::runner_creation));
  STATIC_REQUIRE(written_is("manage_runner api read_api", action::runner_management));
  STATIC_REQUIRE(written_is("read_service_ping api read_api", action::service_ping));
  STATIC_REQUIRE(written_is("ai_features api read_api", action::ai_features));
  STATIC_REQUIRE(written_is("api read_api", action::package_read));
  STATIC_REQUIRE(written_is("api read_api", action::package_write));
  STATIC_REQUIRE(written_is("sudo", action::sudo));
}

TEST_CASE("the scopes that a 403 named before 12.10") {
  STATIC_REQUIRE(written_is("api", action::rest, {12, 9}));
  STATIC_REQUIRE(written_is("api read_api", action::rest, {12, 10}));
  STATIC_REQUIRE(written_is("read_user api", action::users, {12, 9}));
  STATIC_REQUIRE(written_is("api", action::self_revocation, {12, 9}));
  STATIC_REQUIRE(written_is("", action::rest, {8, 14}));
}

TEST_CASE("outside the API, the scopes that would have been enough") {
  STATIC_REQUIRE(written_is("api read_api read_repository write_repository", action::git_pull));
  STATIC_REQUIRE(written_is("api write_repository", action::git_push));
  STATIC_REQUIRE(written_is("api read_api read_registry", action::image_pull));
  STATIC_REQUIRE(written_is("k8s_proxy", action::kubernetes));
  STATIC_REQUIRE(written_is("", static_cast<action>(77)));
}

TEST_CASE("the list of a 403 fits 300 bytes, and a smaller buffer is an error") {
  for (const gl::action_row& row : gl::action_table<gl::action_row>::rows) {
    INFO(row.name);
    char room[300]{};
    const auto written = gl::write_registered(row.what, room);
    REQUIRE(written);
    CHECK(gl::write_registered(row.what, std::span<char>{room, written->size()}).has_value());
    const auto refused = gl::write_registered(row.what, std::span<char>{room, written->size() - 1});
    CHECK_FALSE(refused);
    CHECK(refused.error() == jeton::scope_write_fault::room);
  }
}

TEST_CASE("quirk: who acts as another user passes any endpoint of the API with sudo alone") {
  constexpr auto held = scopes::of<"sudo">();
  CONSTEXPR auto granted = gl::check_sudo({true, true, true, gl::sudo_target::another}, held);
  const bool as_another = *granted == gl::sudo_target::another;
  for (const gl::action_row& row : gl::action_table<gl::action_row>::rows) {
    INFO(row.name);
    const access_request asked{.what = row.what, .features = everything, .as_another = as_another};
    access_request with_quirk = asked;
    with_quirk.named = quirk::sudo_skips_scopes;
    access_request as_oneself = with_quirk;
    as_oneself.as_another = false;
    access_request with_others = asked;
    with_others.named = quirk::empty_row_is_api | quirk::unchecked_owner | quirk::head_reads_users;
    const bool is_meant = allowed({.what = row.what, .features = everything}, held);
    CHECK(allowed(asked, held) == is_meant);
    CHECK(allowed(with_others, held) == is_meant);
    CHECK(allowed(as_oneself, held) == is_meant);
    CHECK(allowed(with_quirk, held) == (is_meant || row.where != gl::endpoint::outside));
  }
}

TEST_CASE("what is forgotten is the strictest: a write to the API, of a server where nothing is switched on") {
  STATIC_REQUIRE(is_as_written({access_request{}, "api"}));
  STATIC_REQUIRE_FALSE(allowed(access_request{}, scopes::set{}));
  STATIC_REQUIRE_FALSE(gl::access_requirement<>{}.met_by(scopes::of<"api">()));
}

TEST_CASE("a requirement joins with others") {
  CONSTEXPR auto both = required_by({action::users, method::get}) & scopes::all_of<"read_user", "sudo">();
  STATIC_REQUIRE(both.met_by(scopes::of<"read_user", "sudo">()));
  STATIC_REQUIRE_FALSE(both.met_by(scopes::of<"read_user">()));
  STATIC_REQUIRE(required_by({action::users, method::get}).mentioned() == scopes::of<"api", "read_api", "read_user">());
}

TEST_CASE("the table can be printed: each row has an action, methods and scopes that are known") {
  std::size_t pull_rows = 0;
  for (const gl::access_row& row : table::rows) {
    INFO(gl::row_of(row.what).name << ": " << row.scopes);
    CHECK_FALSE(gl::row_of(row.what).name.empty());
    CHECK(describe(row.with) != "none");
    CHECK(scopes::parse(row.scopes));
    CHECK_FALSE(row.scopes.empty());
    CHECK(everything.has(row.needs));
    pull_rows += static_cast<std::size_t>(row.what == action::image_pull);
  }
  CHECK(pull_rows == 1);
  CHECK(scopes::parse(table::every_scope)->size() == scopes::size);
}

TEST_CASE("the rows of the package registry say for a reader what the API's rows come to") {
  for (const action what : {action::package_read, action::package_write}) {
    scopes::set printed;
    for (const gl::access_row& row : table::rows) {
      if (row.what == what) printed |= *scopes::parse(row.scopes);
    }
    CHECK(printed == required_by({.what = what}).mentioned());
  }
}

TEST_CASE("from a row of a store to the decision, at compile time") {
  STATIC_REQUIRE(allowed({action::users, gl::method_of("GET")}, gl::granted_by(scopes::parse_stored("read_user tea"))));
  STATIC_REQUIRE_FALSE(allowed({action::rest, gl::method_of("GET")}, gl::granted_by(scopes::parse_stored(""))));
  STATIC_REQUIRE(allowed({action::rest, gl::method_of("POST")},
                         gl::granted_by(scopes::parse_stored(""), quirk::empty_row_is_api)));
}
