// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/scope.hpp>

#include <cstddef>
#include <string_view>

#include "../support/catch.hpp"

namespace {

namespace gl = jeton::gitlab;
using gl::available_to;
using gl::quirk;
using gl::scopes;
using gl::server_features;
using gl::token_owner;
using jeton::scope_audience;
using jeton::scope_row;
using jeton::scope_version;

constexpr const scope_row& row(std::string_view name) { return scopes::row(scopes::index_of(name)); }

constexpr server_features nothing{};
constexpr server_features with_registry{.registry = true};
constexpr server_features everything{.registry = true, .dependency_proxy = true, .duo = true, .observability = true};

/// The newest release of the documented era.
constexpr scope_version documented{14, 10};

/// Whether exactly these scopes may be chosen, whatever their order.
constexpr bool offers(token_owner owner, const server_features& features, scope_version server,
                      std::string_view expected) {
  return available_to(owner, features, server) == *scopes::parse(expected);
}

}  // namespace

TEST_CASE("the documentation's scope table: each scope, since which version") {
  STATIC_REQUIRE(row("api").since == scope_version{8, 15});
  STATIC_REQUIRE(row("read_user").since == scope_version{8, 15});
  STATIC_REQUIRE(row("read_api").since == scope_version{12, 10});
  STATIC_REQUIRE(row("read_repository").since == scope_version{10, 7});
  STATIC_REQUIRE(row("write_repository").since == scope_version{11, 11});
  STATIC_REQUIRE(row("read_registry").since == scope_version{9, 3});
  STATIC_REQUIRE(row("write_registry").since == scope_version{12, 10});
  STATIC_REQUIRE(row("sudo").since == scope_version{10, 2});
}

TEST_CASE("the scopes that came later, since which version") {
  STATIC_REQUIRE(row("admin_mode").since == scope_version{15, 8});
  STATIC_REQUIRE(row("manage_runner").since == scope_version{17, 1});
  STATIC_REQUIRE(row("k8s_proxy").since == scope_version{16, 4});
  STATIC_REQUIRE(row("read_service_ping").since == scope_version{17, 1});
  STATIC_REQUIRE(row("self_rotate").since == scope_version{17, 9});
}

TEST_CASE("a version that is not proven is marked so, and has a bound") {
  STATIC_REQUIRE(row("create_runner").since == scope_version{});
  STATIC_REQUIRE(row("ai_features").since == scope_version{});
  STATIC_REQUIRE(row("read_virtual_registry").since == scope_version{});
  STATIC_REQUIRE(row("write_virtual_registry").since == scope_version{});
  STATIC_REQUIRE(row("read_observability").since == scope_version{});
  STATIC_REQUIRE(row("write_observability").since == scope_version{});

  STATIC_REQUIRE(gl::certain_since(row("create_runner")) == scope_version{16, 4});
  STATIC_REQUIRE(gl::certain_since(row("ai_features")) == scope_version{16, 5});
  STATIC_REQUIRE(gl::certain_since(row("read_virtual_registry")) == scope_version{19, 0});
  STATIC_REQUIRE(gl::certain_since(row("write_virtual_registry")) == scope_version{19, 0});
  STATIC_REQUIRE(gl::certain_since(row("read_observability")) == scope_version{17, 8});
  STATIC_REQUIRE(gl::certain_since(row("write_observability")) == scope_version{17, 8});
  STATIC_REQUIRE(gl::certain_since(row("api")) == scope_version{8, 15});
  STATIC_REQUIRE(gl::certain_since({.name = "openid"}) == gl::newest_server);
  for (const scope_row& each : scopes::rows()) {
    INFO(each.name);
    CHECK(gl::certain_since(each) < gl::newest_server);
  }
}

TEST_CASE("every scope says in a line what it is for") {
  STATIC_REQUIRE(scopes::size == 19);
  for (const scope_row& each : scopes::rows()) CHECK_FALSE(each.description.empty());
}

TEST_CASE("no scope implies another") {
  STATIC_REQUIRE_FALSE(scopes::has_implication);
  STATIC_REQUIRE_FALSE(scopes::of<"api">().contains<"read_api">());
  STATIC_REQUIRE_FALSE(scopes::of<"write_repository">().contains<"read_repository">());
  STATIC_REQUIRE_FALSE(scopes::of<"write_registry">().contains<"read_registry">());
}

TEST_CASE("scopes that only other tokens of GitLab have are none of these") {
  for (const auto* const name :
       {"openid", "profile", "email", "user:123", "user:*", "ai_workflows", "granular", "API"}) {
    INFO(name);
    CHECK(scopes::parse(name).error() == jeton::scope_error{jeton::scope_fault::unknown, 0});
  }
}

TEST_CASE("the form of the page takes scopes between commas") {
  STATIC_REQUIRE(*scopes::parse_commas("api,read_user,write_registry") ==
                 scopes::of<"api", "read_user", "write_registry">());
}

TEST_CASE("documented era: what a user may choose") {
  STATIC_REQUIRE(offers(token_owner::user, with_registry, documented,
                        "api read_user read_api read_repository write_repository read_registry write_registry"));
  STATIC_REQUIRE(
      offers(token_owner::user, nothing, documented, "api read_user read_api read_repository write_repository"));
}

TEST_CASE("documented era: what an administrator may choose") {
  STATIC_REQUIRE(offers(token_owner::administrator, with_registry, documented,
                        "api read_user read_api read_repository write_repository read_registry write_registry sudo"));
  STATIC_REQUIRE(offers(token_owner::administrator, nothing, documented,
                        "api read_user read_api read_repository write_repository sudo"));
}

TEST_CASE("documented era: what a project or group may choose for its bot") {
  for (const token_owner bot : {token_owner::project_bot, token_owner::group_bot}) {
    CHECK(offers(bot, with_registry, documented,
                 "api read_api read_repository write_repository read_registry write_registry"));
    CHECK(offers(bot, nothing, documented, "api read_api read_repository write_repository"));
  }
}

TEST_CASE("documented era: which scopes there were, version by version") {
  struct {
    scope_version server;
    std::string_view scopes;
  } const history[] = {
      {{8, 14}, ""},
      {{8, 15}, "api read_user"},
      {{9, 2}, "api read_user"},
      {{9, 3}, "api read_user read_registry"},
      {{10, 1}, "api read_user read_registry"},
      {{10, 2}, "api read_user read_registry sudo"},
      {{10, 6}, "api read_user read_registry sudo"},
      {{10, 7}, "api read_user read_registry sudo read_repository"},
      {{11, 10}, "api read_user read_registry sudo read_repository"},
      {{11, 11}, "api read_user read_registry sudo read_repository write_repository"},
      {{12, 9}, "api read_user read_registry sudo read_repository write_repository"},
      {{12, 10}, "api read_user read_registry sudo read_repository write_repository read_api write_registry"},
      {{15, 7}, "api read_user read_registry sudo read_repository write_repository read_api write_registry"},
      {{15, 8}, "api read_user read_registry sudo read_repository write_repository read_api write_registry admin_mode"},
  };
  for (const auto& era : history) {
    INFO(era.server.series << '.' << era.server.release);
    CHECK(offers(token_owner::administrator, everything, era.server, era.scopes));
  }
}

TEST_CASE("today: what each kind of owner may choose") {
  STATIC_REQUIRE(offers(token_owner::user, everything, gl::newest_server,
                        "api read_api read_user create_runner manage_runner k8s_proxy self_rotate read_repository "
                        "write_repository read_registry write_registry read_virtual_registry write_virtual_registry "
                        "ai_features"));
  STATIC_REQUIRE(offers(token_owner::administrator, everything, gl::newest_server,
                        "api read_api read_user create_runner manage_runner k8s_proxy self_rotate read_repository "
                        "write_repository read_registry write_registry read_virtual_registry write_virtual_registry "
                        "ai_features sudo admin_mode read_service_ping"));
  STATIC_REQUIRE(offers(token_owner::group_bot, everything, gl::newest_server,
                        "api read_api create_runner manage_runner k8s_proxy self_rotate read_repository "
                        "write_repository read_registry write_registry read_virtual_registry write_virtual_registry "
                        "read_observability write_observability ai_features"));
  STATIC_REQUIRE(offers(token_owner::project_bot, everything, gl::newest_server,
                        "api read_api create_runner manage_runner k8s_proxy self_rotate read_repository "
                        "write_repository read_registry write_registry read_observability write_observability "
                        "ai_features"));
  STATIC_REQUIRE(available_to(token_owner::user, everything) ==
                 available_to(token_owner::user, everything, gl::newest_server));
}

TEST_CASE("a feature that is off takes its scopes away, and no other") {
  const auto all = available_to(token_owner::group_bot, everything);
  auto features = everything;
  features.registry = false;
  CHECK((available_to(token_owner::group_bot, features) | scopes::of<"read_registry", "write_registry">()) == all);
  CHECK_FALSE(available_to(token_owner::group_bot, features).contains<"read_registry">());
  CHECK_FALSE(available_to(token_owner::group_bot, features).contains<"write_registry">());
  features = everything;
  features.dependency_proxy = false;
  CHECK((available_to(token_owner::group_bot, features) |
         scopes::of<"read_virtual_registry", "write_virtual_registry">()) == all);
  CHECK(available_to(token_owner::group_bot, features).size() == all.size() - 2);
  features = everything;
  features.duo = false;
  CHECK((available_to(token_owner::group_bot, features) | scopes::of<"ai_features">()) == all);
  CHECK(available_to(token_owner::group_bot, features).size() == all.size() - 1);
  features = everything;
  features.observability = false;
  CHECK((available_to(token_owner::group_bot, features) | scopes::of<"read_observability", "write_observability">()) ==
        all);
  CHECK(available_to(token_owner::group_bot, features).size() == all.size() - 2);
}

TEST_CASE("features by name: what is not known is off") {
  STATIC_REQUIRE(nothing.has(""));
  STATIC_REQUIRE_FALSE(nothing.has("registry"));
  STATIC_REQUIRE(with_registry.has("registry"));
  STATIC_REQUIRE_FALSE(with_registry.has("dependency_proxy"));
  STATIC_REQUIRE_FALSE(everything.has("Registry"));
  STATIC_REQUIRE_FALSE(everything.has("registry "));
  STATIC_REQUIRE_FALSE(everything.has("packages"));
  for (const scope_row& each : scopes::rows()) {
    INFO(each.name);
    CHECK(everything.has(each.needs));
    CHECK(nothing.has(each.needs) == each.needs.empty());
  }
}

TEST_CASE("an owner of no kind may choose nothing") {
  STATIC_REQUIRE(available_to(static_cast<token_owner>(4), everything).empty());
  STATIC_REQUIRE(available_to(static_cast<token_owner>(255), everything).empty());
}

TEST_CASE("quirk: a row may have sudo though its owner is no administrator") {
  STATIC_REQUIRE_FALSE(available_to(token_owner::user, nothing, documented).contains<"sudo">());
  STATIC_REQUIRE(available_to(token_owner::user, nothing, documented, quirk::unchecked_owner) ==
                 scopes::of<"api", "read_user", "read_api", "read_repository", "write_repository", "sudo">());
  STATIC_REQUIRE(available_to(token_owner::project_bot, everything, gl::newest_server, quirk::unchecked_owner).size() ==
                 19);
  STATIC_REQUIRE_FALSE(available_to(token_owner::user, nothing, documented,
                                    quirk::empty_row_is_api | quirk::sudo_skips_scopes | quirk::head_reads_users)
                           .contains<"sudo">());
}

TEST_CASE("quirk: a row without scopes is read as api") {
  STATIC_REQUIRE(gl::granted_by(scopes::parse_stored("")).empty());
  STATIC_REQUIRE(gl::granted_by(scopes::parse_stored(""), quirk::empty_row_is_api) == scopes::of<"api">());
  STATIC_REQUIRE(gl::granted_by(*scopes::parse_stored_json("[]")).empty());
  STATIC_REQUIRE(gl::granted_by(*scopes::parse_stored_json("[]"), quirk::empty_row_is_api) == scopes::of<"api">());
  STATIC_REQUIRE(gl::granted_by(scopes::parse_stored_commas(""), quirk::empty_row_is_api) == scopes::of<"api">());
}

TEST_CASE("a row with scopes grants those, with the quirk and without") {
  STATIC_REQUIRE(gl::granted_by(scopes::parse_stored("read_user"), quirk::empty_row_is_api) ==
                 scopes::of<"read_user">());
  STATIC_REQUIRE(gl::granted_by(scopes::parse_stored("read_user read_tea")) == scopes::of<"read_user">());
  STATIC_REQUIRE(gl::granted_by(scopes::parse_stored(""), quirk::sudo_skips_scopes | quirk::unchecked_owner).empty());
}

TEST_CASE("a row of unknown scopes only is not empty, and grants nothing") {
  STATIC_REQUIRE(gl::granted_by(scopes::parse_stored("read_tea"), quirk::empty_row_is_api).empty());
  STATIC_REQUIRE(gl::granted_by(*scopes::parse_stored_json(R"(["read_tea"])"), quirk::empty_row_is_api).empty());
}

TEST_CASE("quirks are joined, and none includes another") {
  constexpr quirk all[] = {quirk::empty_row_is_api, quirk::sudo_skips_scopes, quirk::unchecked_owner,
                           quirk::head_reads_users};
  for (const quirk one : all) {
    CHECK_FALSE(includes(quirk::none, one));
    CHECK(includes(one, quirk::none));
    for (const quirk other : all) {
      CHECK(includes(one, other) == (one == other));
      CHECK(includes(one | other, other));
    }
  }
  STATIC_REQUIRE_FALSE(includes(quirk::empty_row_is_api, quirk::empty_row_is_api | quirk::sudo_skips_scopes));
}
