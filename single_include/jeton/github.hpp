// SPDX-License-Identifier: BSL-1.0
// jeton 0.1.0: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one.

#include <jeton/jeton.hpp>

// jeton/issuers/github_scopes.hpp
#ifndef JETON_ISSUERS_GITHUB_SCOPES_HPP
#define JETON_ISSUERS_GITHUB_SCOPES_HPP

/// The scopes of GitHub's OAuth tokens and classic personal access tokens. Names and nesting as GitHub documents them
/// in "Scopes for OAuth apps". The last ones stand in its REST reference only, and come in the same header,
/// X-OAuth-Scopes. GitHub keeps adding scopes: read what it sends with `parse_stored_commas`.
namespace jeton { inline namespace v0 { namespace github {

/// The rows of `oauth_scopes`. Row is scope_row; compilers check rows of a type that depends on nothing at once, and
/// others when they are used.
template <class Row>
struct oauth_scope_table {
  static constexpr Row rows[] = {
      // "Scopes for OAuth apps"
      {.name = "repo",
       .description = "all of public and private repositories",
       .implies = "repo:status repo_deployment public_repo repo:invite security_events"},
      {.name = "repo:status", .description = "commit statuses, without the code"},
      {.name = "repo_deployment", .description = "deployment statuses, without the code"},
      {.name = "public_repo", .description = "public repositories, read and write"},
      {.name = "repo:invite", .description = "accept and decline invitations to a repository"},
      {.name = "security_events", .description = "code scanning alerts, without the code"},
      {.name = "admin:repo_hook", .description = "webhooks of repositories", .implies = "write:repo_hook"},
      {.name = "write:repo_hook",
       .description = "webhooks of repositories, but not delete",
       .implies = "read:repo_hook"},
      {.name = "read:repo_hook", .description = "read and ping webhooks of repositories"},
      {.name = "admin:org", .description = "organizations, teams and memberships", .implies = "write:org"},
      {.name = "write:org", .description = "memberships and projects of organizations", .implies = "read:org"},
      {.name = "read:org", .description = "read memberships, teams and projects of organizations"},
      {.name = "admin:public_key", .description = "SSH keys of the user", .implies = "write:public_key"},
      {.name = "write:public_key", .description = "create and read SSH keys", .implies = "read:public_key"},
      {.name = "read:public_key", .description = "read SSH keys"},
      {.name = "admin:org_hook", .description = "webhooks of organizations"},
      {.name = "gist", .description = "write gists"},
      {.name = "notifications", .description = "notifications and subscriptions"},
      {.name = "user", .description = "the user's profile", .implies = "read:user user:email user:follow"},
      {.name = "read:user", .description = "read the user's profile"},
      {.name = "user:email", .description = "read the user's email addresses"},
      {.name = "user:follow", .description = "follow and unfollow users"},
      {.name = "project", .description = "projects of users and organizations", .implies = "read:project"},
      {.name = "read:project", .description = "read projects of users and organizations"},
      {.name = "delete_repo", .description = "delete repositories"},
      {.name = "write:packages", .description = "publish packages", .implies = "read:packages"},
      {.name = "read:packages", .description = "download packages"},
      {.name = "delete:packages", .description = "delete packages"},
      {.name = "admin:gpg_key", .description = "GPG keys of the user", .implies = "write:gpg_key"},
      {.name = "write:gpg_key", .description = "create and read GPG keys", .implies = "read:gpg_key"},
      {.name = "read:gpg_key", .description = "read GPG keys"},
      {.name = "codespace", .description = "create and manage codespaces"},
      {.name = "workflow", .description = "write workflow files of Actions"},
      {.name = "admin:enterprise",
       .description = "all of an enterprise",
       .implies = "manage_runners:enterprise manage_billing:enterprise read:enterprise"},
      {.name = "manage_runners:enterprise", .description = "self-hosted runners of an enterprise"},
      {.name = "manage_billing:enterprise", .description = "billing data of an enterprise"},
      {.name = "read:enterprise", .description = "read the profile of an enterprise"},
      {.name = "read:audit_log", .description = "read audit logs"},
      // The REST reference alone: nothing is documented as implied, so nothing is.
      {.name = "admin:ssh_signing_key", .description = "delete SSH signing keys"},
      {.name = "write:ssh_signing_key", .description = "create SSH signing keys"},
      {.name = "read:ssh_signing_key", .description = "read SSH signing keys"},
      {.name = "codespace:secrets", .description = "secrets of the user's codespaces"},
      {.name = "write:discussion", .description = "write team discussions"},
      {.name = "read:discussion", .description = "read team discussions"},
      {.name = "copilot", .description = "Copilot of the user"},
      {.name = "manage_billing:copilot", .description = "seats and usage of Copilot in an organization"},
      {.name = "write:network_configurations", .description = "networks of hosted runners"},
      {.name = "read:network_configurations", .description = "read networks of hosted runners"},
      {.name = "scim:enterprise", .description = "provision the users of an enterprise"},
      {.name = "audit_log", .description = "audit logs and their streaming"},
      // Enterprise Server
      {.name = "site_admin",
       .description = "administration of an Enterprise Server",
       .audience = scope_audience::administrators,
       .needs = "enterprise_server"},
  };
};
using oauth_scopes = scope_vocabulary<oauth_scope_table<scope_row>{}>;

}}}  // namespace jeton::v0::github

#endif

// jeton/github.hpp
#ifndef JETON_GITHUB_HPP
#define JETON_GITHUB_HPP

/// GitHub's tokens and their scopes: the table of contents.

#endif
