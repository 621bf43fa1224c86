// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_SCOPE_HPP
#define JETON_GITLAB_SCOPE_HPP

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <jeton/scope/vocabulary.hpp>

/// The scopes of GitLab's access tokens, and who may choose which. Names and versions as GitLab documents them
/// (doc/user/profile/personal_access_tokens.md, doc/security/tokens/access_token_scopes.md), in the order of its source
/// (lib/gitlab/auth.rb). No scope implies another: `api` reads because every endpoint takes it, not because it contains
/// `read_api`. What each one opens stands in gitlab/access.hpp.
namespace jeton { inline namespace v0 { namespace gitlab {

/// The rows of `scopes`. A version of {0, 0} is not proven; `certain_since` knows a bound. Row is scope_row; a
/// template, as a table whose type depends on nothing would be checked wherever it is included, which is dear.
template <class Row>
struct scope_table {
  static constexpr Row rows[] = {
      {.name = "api", .since = {8, 15}, .description = "read and write the whole API, Git and all registries"},
      {.name = "read_api", .since = {12, 10}, .description = "read the whole API, Git and the registries"},
      {.name = "read_user", .since = {8, 15}, .description = "read users and the own profile"},
      {.name = "create_runner", .description = "create runners"},
      {.name = "manage_runner", .since = {17, 1}, .description = "change and delete runners"},
      {.name = "k8s_proxy", .since = {16, 4}, .description = "reach Kubernetes clusters through the agent"},
      {.name = "self_rotate", .since = {17, 9}, .description = "rotate this token and no other"},
      {.name = "read_repository", .since = {10, 7}, .description = "pull with Git, read files of repositories"},
      {.name = "write_repository", .since = {11, 11}, .description = "pull and push with Git, but not use the API"},
      {.name = "read_registry",
       .since = {9, 3},
       .description = "pull container images of private projects",
       .needs = "registry"},
      {.name = "write_registry",
       .since = {12, 10},
       .description = "push container images, but not pull them",
       .needs = "registry"},
      {.name = "read_virtual_registry",
       .description = "pull through the dependency proxy and virtual registries",
       .needs = "dependency_proxy"},
      {.name = "write_virtual_registry",
       .description = "pull, push and delete in the dependency proxy and virtual registries",
       .needs = "dependency_proxy"},
      {.name = "read_observability",
       .description = "read observability data; of project and group tokens only",
       .needs = "observability"},
      {.name = "write_observability",
       .description = "write observability data; of project and group tokens only",
       .needs = "observability"},
      {.name = "ai_features", .description = "use GitLab Duo and Code Suggestions", .needs = "duo"},
      {.name = "sudo",
       .since = {10, 2},
       .description = "act as any user of the instance",
       .audience = scope_audience::administrators},
      {.name = "admin_mode",
       .since = {15, 8},
       .description = "administer through the API while Admin Mode is on",
       .audience = scope_audience::administrators},
      {.name = "read_service_ping",
       .since = {17, 1},
       .description = "download the Service Ping payload",
       .audience = scope_audience::administrators},
  };
};
using scopes = scope_vocabulary<scope_table<scope_row>{}>;

/// A version that is newer than every documented change.
inline constexpr scope_version newest_server{.series = 0xffff, .release = 0xffff};

/// The version from which on a scope is certainly there: the documented one, or, where none is proven, one in which it
/// was seen. Names that are no scope are never there.
template <class Row = scope_row>
[[nodiscard]] constexpr scope_version certain_since(const Row& scope) {
  constexpr struct {
    std::string_view name;
    scope_version version;
  } seen[] = {
      {"create_runner", {16, 4}},           // on the page of August 2023; asked for by merge request 124074
      {"ai_features", {16, 5}},             // documented not to work in 16.5 to 16.7, self-managed
      {"read_observability", {17, 8}},      // in a source that has no self_rotate yet
      {"write_observability", {17, 8}},     // likewise
      {"read_virtual_registry", {19, 0}},   // documented during 18.x
      {"write_virtual_registry", {19, 0}},  // likewise
  };
  if (scope.since != scope_version{}) return scope.since;
  for (const auto& each : seen) {
    if (each.name == scope.name) return each.version;
  }
  return newest_server;
}

/// What is switched on in a server, of what scopes and actions need. Default-constructed, nothing is.
struct server_features {
  bool registry = false;          ///< the container registry
  bool dependency_proxy = false;  ///< with the virtual registries
  bool duo = false;
  bool observability = false;

  /// By the name that rows have in `needs`. Who needs nothing has it; what is not known is off.
  template <class Text = std::string_view>
  [[nodiscard]] constexpr bool has(std::type_identity_t<Text> feature) const {
    return feature.empty() || (registry && feature == "registry") ||
           (dependency_proxy && feature == "dependency_proxy") || (duo && feature == "duo") ||
           (observability && feature == "observability");
  }
};

/// What GitLab does although its documentation does not say so. Each of them grants more than documented, and is off
/// unless it is named; joined by `|`.
enum class quirk : unsigned char {
  none = 0,
  empty_row_is_api = 1,      ///< a stored row without scopes is read as `api` (models/personal_access_token.rb)
  sudo_skips_scopes = 2,     ///< who acts as another user passes every endpoint with `sudo` alone (lib/api/helpers.rb)
  unchecked_owner = 4,       ///< a row may have any scope, `sudo` too, whoever owns it: only the page asks that
  head_reads_users = 8,      ///< `read_user` is good for HEAD too (lib/api/users.rb, newer servers)
  git_through_the_day = 16,  ///< Git and the registry take a token through its expiry date (13.x to 15.2)
  expiry_not_enforced = 32,  ///< the API takes expired tokens: see enforcement_quirk (13.1 to 14.x)
};
[[nodiscard]] constexpr quirk operator|(quirk left, quirk right) {
  return static_cast<quirk>(static_cast<unsigned char>(left) | static_cast<unsigned char>(right));
}
/// Whether `named` has every bit of `wanted`.
[[nodiscard]] constexpr bool includes(quirk named, quirk wanted) { return (named | wanted) == named; }

/// Whose token it is. A project's or group's access token belongs to a bot that GitLab makes for it.
enum class token_owner : unsigned char { user, administrator, project_bot, group_bot };

/// Whether a scope is for owners of this kind, on any server. Bots have neither the scopes of administrators nor
/// `read_user`; observability is theirs alone, and virtual registries are not for projects.
template <class Row = scope_row>
[[nodiscard]] constexpr bool may_choose(token_owner owner, const Row& scope) {
  switch (owner) {
    case token_owner::user:
      return scope.audience == scope_audience::everyone && scope.needs != "observability";
    case token_owner::administrator:
      return scope.needs != "observability";
    case token_owner::project_bot:
      return may_choose(token_owner::group_bot, scope) && scope.needs != "dependency_proxy";
    case token_owner::group_bot:
      return scope.audience == scope_audience::everyone && scope.name != "read_user";
  }
  return false;
}

/// The scopes that an owner may choose on a server of this version with these features.
template <class Vocabulary = scopes>
[[nodiscard]] constexpr typename Vocabulary::set available_to(token_owner owner, const server_features& features,
                                                              scope_version server = newest_server,
                                                              quirk named = quirk::none) {
  typename Vocabulary::set available;
  for (std::size_t i = 0; i < Vocabulary::size; ++i) {
    const scope_row& scope = Vocabulary::row(i);
    if (!includes(named, quirk::unchecked_owner) && !may_choose(owner, scope)) continue;
    if (features.has(scope.needs) && certain_since(scope) <= server) available.insert(i);
  }
  return available;
}

/// The scopes that a stored row grants: those that are known. With the quirk `empty_row_is_api`, a row without any name
/// grants `api`; one of unknown names only never does.
template <class Vocabulary, class Reading>
[[nodiscard]] constexpr scope_set<Vocabulary> granted_by(const stored_scopes<Vocabulary, Reading>& row,
                                                         quirk named = quirk::none) {
  const bool is_empty = row.known().empty() && row.unknown().empty();
  if (is_empty && includes(named, quirk::empty_row_is_api)) return Vocabulary::template of<"api">();
  return row.known();
}

}}}  // namespace jeton::v0::gitlab

#endif
