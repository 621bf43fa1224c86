// SPDX-License-Identifier: BSL-1.0
#include <jeton/issuers/github_scopes.hpp>

#include <string_view>

#include "../support/catch.hpp"

namespace {

using github = jeton::github::oauth_scopes;

/// Whether a name implies exactly these, in the order of the vocabulary.
bool implies(std::string_view name, std::string_view expected) {
  github::set one;
  one.insert(github::index_of(name));
  auto all = one.effective();
  all.erase(github::index_of(name));
  char room[github::max_written_size]{};
  return one.size() == 1 && *github::write(all, room) == expected;
}

}  // namespace

TEST_CASE("normalized scopes, as GitHub documents them") {
  CONSTEXPR auto requested = github::parse_commas("user,gist,user:email");
  STATIC_REQUIRE(requested->normalized() == github::of<"user", "gist">());
  char room[20]{};
  CHECK(*github::write_commas(requested->normalized(), room) == "gist, user");
}

TEST_CASE("the header that GitHub documents is read") {
  STATIC_REQUIRE(*github::parse_commas("repo, user") == github::of<"repo", "user">());
  STATIC_REQUIRE(github::parse_commas("")->empty());
  STATIC_REQUIRE(*github::parse("user repo_deployment") == github::of<"user", "repo_deployment">());
}

TEST_CASE("scopes are nested as in the table of \"Scopes for OAuth apps\"") {
  CHECK(implies("repo", "repo:status repo_deployment public_repo repo:invite security_events"));
  CHECK(implies("admin:repo_hook", "write:repo_hook read:repo_hook"));
  CHECK(implies("write:repo_hook", "read:repo_hook"));
  CHECK(implies("admin:org", "write:org read:org"));
  CHECK(implies("write:org", "read:org"));
  CHECK(implies("admin:public_key", "write:public_key read:public_key"));
  CHECK(implies("user", "read:user user:email user:follow"));
  CHECK(implies("project", "read:project"));
  CHECK(implies("write:packages", "read:packages"));
  CHECK(implies("admin:gpg_key", "write:gpg_key read:gpg_key"));
  CHECK(implies("admin:enterprise", "manage_runners:enterprise manage_billing:enterprise read:enterprise"));
  for (const auto* const alone :
       {"admin:org_hook", "gist", "notifications", "delete_repo", "delete:packages", "codespace", "workflow",
        "read:audit_log", "site_admin", "read:user", "repo:status", "public_repo"}) {
    INFO(alone);
    CHECK(implies(alone, ""));
  }
}

TEST_CASE("a requirement is met by what implies it") {
  STATIC_REQUIRE(github::any_of<"user:email">().met_by(github::of<"user">()));
  STATIC_REQUIRE(github::all_of<"read:org", "repo:status">().met_by(github::of<"admin:org", "repo">()));
  STATIC_REQUIRE_FALSE(github::any_of<"repo">().met_by(github::of<"public_repo", "repo:status">()));
  STATIC_REQUIRE_FALSE(github::any_of<"read:packages">().met_by(github::of<"delete:packages">()));
  STATIC_REQUIRE_FALSE(github::any_of<"admin:org_hook">().met_by(github::of<"admin:org">()));
}

TEST_CASE("a scope that GitHub adds later is kept and grants nothing") {
  CONSTEXPR auto row = github::parse_stored_commas("gist, models:read, repo");
  STATIC_REQUIRE(row.known() == github::of<"gist", "repo">());
  STATIC_REQUIRE(*row.unknown().begin() == "models:read");
}

TEST_CASE("every scope says in a line what it is for") {
  for (const jeton::scope_row& row : github::rows()) CHECK_FALSE(row.description.empty());
}
