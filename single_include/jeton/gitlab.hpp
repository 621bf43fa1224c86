// SPDX-License-Identifier: BSL-1.0
// jeton 0.1.0: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <jeton/jeton.hpp>
#include <jeton/http.hpp>
#include <jeton/lifecycle.hpp>

// jeton/gitlab/action.hpp
#ifndef JETON_GITLAB_ACTION_HPP
#define JETON_GITLAB_ACTION_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// What is done with a token.
enum class action : unsigned char {
  rest,
  users,
  repository_files,
  self_inspection,
  self_revocation,
  self_rotation,
  runner_creation,
  runner_management,
  service_ping,
  ai_features,
  virtual_registry,
  package_read,
  package_write,
  git_pull,
  git_push,
  image_pull,
  image_push,
  image_delete,
  kubernetes,
  admin_mode,
  sudo,
};

/// The methods of HTTP that rules tell apart.
enum class method : unsigned char { other, get, head };

/// Which method a request has. Names are upper case; what is neither GET nor HEAD is `other`, which the fewest may.
template <class Text = std::string_view>
[[nodiscard]] constexpr method method_of(std::type_identity_t<Text> name) {
  return name == "GET" ? method::get : name == "HEAD" ? method::head : method::other;
}

/// Some of them: a bit for each.
enum class methods : unsigned char { writing = 1, get = 2, head = 4, reading = 6, any = 7 };

[[nodiscard]] constexpr bool includes(methods some, method one) {
  return one <= method::head && (static_cast<unsigned>(some) >> static_cast<unsigned>(one) & 1) != 0;
}
[[nodiscard]] constexpr std::string_view describe(methods some) {
  switch (some) {
    case methods::writing:
      return "POST, PUT, PATCH, DELETE";
    case methods::get:
      return "GET";
    case methods::head:
      return "HEAD";
    case methods::reading:
      return "GET, HEAD";
    case methods::any:
      return "any";
  }
  return "none";
}

/// How an action's own rows and those of `action::rest` count together.
enum class endpoint : unsigned char {
  outside,   ///< not of the REST API: its own rows alone
  plain,     ///< of the REST API, without scopes of its own
  extended,  ///< its scopes are taken besides those of the REST API
};

struct action_row {
  action what;
  endpoint where;
  methods with;  ///< `writing` and `get` where the action itself says it, whatever a request says
  std::string_view name;
  std::string_view description;

  [[nodiscard]] constexpr method method_in(method said) const {
    return with == methods::writing ? method::other : with == methods::get ? method::get : said;
  }
};

/// All actions. Row is action_row; a template costs only those who use it.
template <class Row>
struct action_table {
  static constexpr Row rows[] = {
      {action::rest, endpoint::plain, methods::any, "rest", "the REST API, where no other action says more"},
      {action::users, endpoint::extended, methods::any, "users", "endpoints under /user and /users"},
      {action::repository_files, endpoint::extended, methods::any, "repository_files",
       "files and archives of a repository"},
      {action::self_inspection, endpoint::extended, methods::get, "self_inspection",
       "GET /personal_access_tokens/self"},
      {action::self_revocation, endpoint::extended, methods::writing, "self_revocation",
       "DELETE /personal_access_tokens/self"},
      {action::self_rotation, endpoint::extended, methods::writing, "self_rotation",
       "POST /personal_access_tokens/self/rotate"},
      {action::runner_creation, endpoint::extended, methods::writing, "runner_creation", "POST /user/runners"},
      {action::runner_management, endpoint::extended, methods::any, "runner_management",
       "endpoints under /runners/:id"},
      {action::service_ping, endpoint::extended, methods::get, "service_ping", "GET /usage_data/service_ping"},
      {action::ai_features, endpoint::extended, methods::any, "ai_features", "GitLab Duo and Code Suggestions"},
      {action::virtual_registry, endpoint::extended, methods::any, "virtual_registry",
       "dependency proxy and virtual registries"},
      {action::package_read, endpoint::plain, methods::get, "package_read", "download from the package registry"},
      {action::package_write, endpoint::plain, methods::writing, "package_write",
       "publish to the package registry, or delete"},
      {action::git_pull, endpoint::outside, methods::any, "git_pull", "git clone, fetch, pull (ability download_code)"},
      {action::git_push, endpoint::outside, methods::any, "git_push", "git push (ability push_code)"},
      {action::image_pull, endpoint::outside, methods::any, "image_pull", "docker pull (ability read_container_image)"},
      {action::image_push, endpoint::outside, methods::any, "image_push",
       "docker push (ability create_container_image)"},
      {action::image_delete, endpoint::outside, methods::any, "image_delete",
       "delete an image (ability admin_container_image)"},
      {action::kubernetes, endpoint::outside, methods::any, "kubernetes", "the Kubernetes API through the agent"},
      {action::admin_mode, endpoint::outside, methods::any, "admin_mode", "be an administrator while Admin Mode is on"},
      {action::sudo, endpoint::outside, methods::any, "sudo", "act as another user; see gitlab/sudo.hpp"},
  };
};

/// The row of an action; of one that the table does not have, a row outside that no scope opens.
template <class Row = action_row>
[[nodiscard]] constexpr Row row_of(action what) {
  for (const Row& row : action_table<Row>::rows) {
    if (row.what == what) return row;
  }
  return {what, endpoint::outside, methods{}, {}, {}};
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/scope.hpp
#ifndef JETON_GITLAB_SCOPE_HPP
#define JETON_GITLAB_SCOPE_HPP

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

// jeton/gitlab/access.hpp
#ifndef JETON_GITLAB_ACCESS_HPP
#define JETON_GITLAB_ACCESS_HPP

/// What each scope of GitLab's opens, as a table that can be printed and as questions to it. Scopes are one half of the
/// answer: what the owner may do in a project is the other, and the caller's.
namespace jeton { inline namespace v0 { namespace gitlab {

/// One of the scopes is enough for the action, if the rest of the row holds.
struct access_row {  // NOLINT: the members stand as a row is read
  action what;
  methods with = methods::any;
  std::string_view scopes{};      ///< separated by spaces
  std::string_view needs{};       ///< the feature that must be switched on, as in scope_row
  scope_version since{};          ///< of the row, where it is younger than its scopes
  quirk only_with = quirk::none;  ///< counts only where this is named
  std::string_view condition{};   ///< in words, when a scope is needed at all; empty: always
};

/// All rows. Row is access_row; a template costs only those who use it.
template <class Row>
struct access_table {
  static constexpr std::string_view every_scope =
      "api read_api read_user create_runner manage_runner k8s_proxy self_rotate read_repository write_repository "
      "read_registry write_registry read_virtual_registry write_virtual_registry read_observability "
      "write_observability ai_features sudo admin_mode read_service_ping";

  /// In the order in which GitLab registers the scopes of an endpoint.
  static constexpr Row rows[] = {
      {.what = action::rest, .scopes = "api"},
      {.what = action::rest, .with = methods::reading, .scopes = "read_api"},
      {.what = action::users, .with = methods::get, .scopes = "read_user"},
      {.what = action::users, .with = methods::head, .scopes = "read_user", .only_with = quirk::head_reads_users},
      {.what = action::repository_files, .with = methods::reading, .scopes = "read_repository"},
      {.what = action::self_inspection, .scopes = every_scope, .since = {15, 5}},
      {.what = action::self_revocation, .scopes = every_scope, .since = {15, 4}},
      {.what = action::self_rotation, .scopes = "api"},
      {.what = action::self_rotation, .scopes = "self_rotate"},
      {.what = action::runner_creation, .scopes = "create_runner"},
      {.what = action::runner_management, .scopes = "manage_runner"},
      {.what = action::service_ping, .scopes = "read_service_ping"},
      {.what = action::ai_features, .scopes = "ai_features", .needs = "duo"},
      {.what = action::virtual_registry,
       .with = methods::reading,
       .scopes = "read_virtual_registry",
       .needs = "dependency_proxy"},
      {.what = action::virtual_registry, .scopes = "write_virtual_registry", .needs = "dependency_proxy"},
      {.what = action::package_read, .with = methods::reading, .scopes = "api read_api"},
      {.what = action::package_write, .scopes = "api"},
      {.what = action::git_pull, .scopes = "api read_api read_repository write_repository"},
      {.what = action::git_push, .scopes = "api write_repository"},
      {.what = action::image_pull,
       .scopes = "api read_api read_registry",
       .needs = "registry",
       .condition = "the project is private and authorization is required"},
      {.what = action::image_push, .scopes = "api write_registry", .needs = "registry"},
      {.what = action::image_delete, .scopes = "api", .needs = "registry"},
      {.what = action::kubernetes, .scopes = "k8s_proxy"},
      {.what = action::admin_mode, .scopes = "admin_mode", .condition = "Admin Mode is on"},
      {.what = action::sudo, .scopes = "sudo"},
  };
};

namespace detail {

/// The rows' scopes as sets; a name that is no scope does not compile.
template <class Vocabulary, class Row = access_row>
struct access_sets {
  using set = typename Vocabulary::set;
  static constexpr const auto& rows = access_table<Row>::rows;
  static constexpr std::size_t count = sizeof(rows) / sizeof(rows[0]);

  consteval access_sets() {
    for (std::size_t i = 0; i < count; ++i) of_row[i] = *Vocabulary::parse(rows[i].scopes);
    for (std::size_t i = 0; i < Vocabulary::size; ++i) since[i] = certain_since(Vocabulary::row(i));
  }
  [[nodiscard]] constexpr set known_to(scope_version server) const {
    set known;
    for (std::size_t i = 0; i < Vocabulary::size; ++i) {
      if (since[i] <= server) known.insert(i);
    }
    return known;
  }

  set of_row[count]{};
  scope_version since[Vocabulary::size]{};
};
template <class Vocabulary>
inline constexpr access_sets<Vocabulary> sets_of_access{};

}  // namespace detail

/// A request, and what the answer depends on besides the token's scopes. Default-constructed it is the strictest one.
struct access_request {
  action what{};
  method with{};  ///< does not count where the action says it
  server_features features{};
  /// The condition of the row does not hold: the project is public, Admin Mode is off. Then no scope is needed.
  bool condition_is_false = false;
  bool as_another = false;  ///< by `sudo`, which gitlab/sudo.hpp has allowed
  scope_version server = newest_server;
  quirk named = quirk::none;
};

/// What a request needs of a token: one of some scopes, or nothing but to be valid. Met by no set at all where no scope
/// opens the action, as where the registry is off.
template <class Vocabulary = scopes>
using access_requirement = either_requirement<any_scope<typename Vocabulary::set>, no_scope_needed>;

template <class Vocabulary = scopes>
[[nodiscard]] constexpr access_requirement<Vocabulary> required_by(const access_request& request) {
  constexpr const auto& sets = detail::sets_of_access<Vocabulary>;
  const action_row asked = row_of<>(request.what);
  const method with = asked.method_in(request.with);
  const bool is_rest = asked.where != endpoint::outside;
  typename Vocabulary::set enough;
  bool is_open = is_rest && request.as_another && includes(request.named, quirk::sudo_skips_scopes);
  for (std::size_t i = 0; i < sets.count; ++i) {
    const auto& row = sets.rows[i];
    const bool counts = row.what == request.what || (is_rest && row.what == action::rest);
    if (!counts || !includes(row.with, with) || row.since > request.server) continue;
    if (!request.features.has(row.needs) || !includes(request.named, row.only_with)) continue;
    enough |= sets.of_row[i];
    is_open |= request.condition_is_false && !row.condition.empty();
  }
  return {{enough & sets.known_to(request.server)}, {is_open}};
}

/// Whether a token with these scopes may. Sets of another vocabulary do not compile.
template <class Vocabulary>
[[nodiscard]] constexpr bool allowed(const access_request& request, const scope_set<Vocabulary>& held) {
  static_assert(std::is_same_v<Vocabulary, scopes>, "jeton: GitLab is asked about the scopes of another issuer");
  return required_by<Vocabulary>(request).met_by(held);
}

/// The attribute `scope` of the 403 that a request without a sufficient scope gets, as "read_user api read_api": all
/// scopes that are registered for the endpoint, then those of the REST API, whatever the method, and repeated where
/// GitLab repeats them. At most 300 bytes. Of actions outside the REST API, which GitLab refuses without such a list,
/// those that would have been enough.
template <class Vocabulary = scopes>
[[nodiscard]] constexpr result<std::string_view, scope_write_fault> write_registered(
    action what, std::span<char> out, scope_version server = newest_server) {
  constexpr const auto& sets = detail::sets_of_access<Vocabulary>;
  const endpoint where = row_of<>(what).where;
  jeton::detail::scope_writer writer{{.between = " "}, out.data(), out.size()};
  const auto add_rows_of = [&](action one) {
    for (std::size_t i = 0; i < sets.count; ++i) {
      const auto& row = sets.rows[i];
      if (row.what != one || row.since > server || row.only_with != quirk::none) continue;
      for (const std::string_view name : sets.of_row[i] & sets.known_to(server)) writer.add(name);
    }
  };
  if (where != endpoint::plain) add_rows_of(what);
  if (where != endpoint::outside) add_rows_of(action::rest);
  if (writer.size() > out.size()) return scope_write_fault::room;
  return std::string_view{out.data(), writer.size()};
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/credential.hpp
#ifndef JETON_GITLAB_CREDENTIAL_HPP
#define JETON_GITLAB_CREDENTIAL_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// Which way into GitLab a request takes.
enum class door : unsigned char {
  api,             ///< REST and GraphQL: private_token, PRIVATE-TOKEN, or what OAuth carries
  api_with_basic,  ///< a route of the package registries: the same, and then the password of Basic
  git,             ///< git, LFS and the container registry: the password of Basic alone
};

/// How the two kinds of bearer tokens, personal and OAuth, were and are told apart.
enum class bearer_reading : unsigned char {
  current,  ///< a text with the prefix is a personal access token; another may be either, OAuth's is tried first
  v14,      ///< 14.x: a text of 20 to 40 characters is a personal access token, any other is OAuth's
};

struct credential_rules {
  gitlab::door door = gitlab::door::api;
  bearer_reading bearer = bearer_reading::current;
  std::string_view prefix = "glpat-";  ///< the instance's own, if it has one
  bool empty_username = false;         ///< Basic without a user name is taken; the documentation asks for one
};

/// What a request presents to GitLab.
struct presented_tokens {
  credential personal{};        ///< looked up as a personal access token; empty: nothing is
  std::string_view oauth{};     ///< looked up as an OAuth access token before that; empty: nothing is
  bool oauth_is_final = false;  ///< 14.x: where the OAuth token is unknown, nothing else is tried
};

/// Reads a request as GitLab does (lib/gitlab/auth/auth_finders.rb): private_token before PRIVATE-TOKEN before OAuth's
/// access_token, `Authorization: Bearer` and bearer_token; a blank value counts for nothing. GitLab takes the first; it
/// does not compare. What it leaves to its HTTP server is refused here: a header field or parameter that comes twice,
/// control characters, Basic without `user:password`. Otherwise as jeton::credential_reader.
template <std::size_t Room = 1024>
class credential_reader {
 public:
  constexpr explicit credential_reader(const credential_rules& rules = {}) : rules_(rules) {}
  credential_reader(const credential_reader&) = delete;
  credential_reader& operator=(const credential_reader&) = delete;

  /// One header field of the request.
  constexpr void header(std::string_view name, std::string_view value) {
    if (jeton::detail::same_name(name, "Authorization")) authorization_.add(value);
    if (jeton::detail::same_name(name, "PRIVATE-TOKEN")) header_.add(value);
  }

  /// One parameter that the server has decoded: of the query, a form or a JSON body.
  constexpr void parameter(std::string_view name, std::string_view value) {
    for (named& one : parameters_) {
      if (name == one.name) one.carried.add(value);
    }
  }

  /// The query of the URL, without its `?`, or the body of a form, still encoded.
  constexpr void parameters(std::string_view form) {
    jeton::detail::for_each_field(form, [&](std::string_view name, std::string_view value) {
      for (named& one : parameters_) {
        if (jeton::detail::form_equals(name, one.name)) one.carried.add(value, true);
      }
    });
  }

  template <jeton::detail::owning_temporary Text>
  void header(std::string_view, Text&&) = delete;  // a credential is a view; keep the string in a variable
  template <jeton::detail::owning_temporary Text>
  void parameter(std::string_view, Text&&) = delete;
  template <jeton::detail::owning_temporary Text>
  void parameters(Text&&) = delete;

  /// What is presented. The error missing says that a public repository may be read without.
  [[nodiscard]] constexpr result<presented_tokens, credential_error> read() & {
    room_.restart();
    return rules_.door == door::git ? read_git() : read_api();
  }

 private:
  using outcome = result<presented_tokens, credential_error>;
  struct named {
    std::string_view name;
    jeton::detail::carried carried{};
  };

  static constexpr credential_error fault(credential_fault reason, std::size_t position = 0) {
    return {reason, position};
  }
  static constexpr bool is_blank(std::string_view text) { return jeton::detail::trimmed(text).empty(); }

  constexpr outcome read_git() {
    const auto authorization = jeton::detail::authorization::of(authorization_.value);
    if (authorization_.count > 1) return fault(credential_fault::repeated);
    if (!jeton::detail::same_name(authorization.scheme, "Basic")) return fault(credential_fault::missing);
    const auto password = basic(authorization);
    if (!password) return password.error();
    if (password->empty()) return fault(credential_fault::basic, authorization.position);
    return presented_tokens{*password};
  }

  constexpr outcome read_api() {
    bool repeated = authorization_.count > 1 || header_.count > 1;
    for (const named& one : parameters_) repeated = repeated || one.carried.count > 1;
    if (repeated) return fault(credential_fault::repeated);

    const auto authorization = jeton::detail::authorization::of(authorization_.value);
    const bool is_bearer = jeton::detail::same_name(authorization.scheme, "Bearer");
    const std::string_view bearer = is_bearer ? authorization.credentials : std::string_view{};
    const auto bearer_text = jeton::detail::plain_text(bearer);
    if (!bearer_text.is_good) {
      return fault(credential_fault::bearer, authorization.position + bearer_text.position);
    }
    const std::string_view value = jeton::detail::trimmed(header_.value);
    const auto header = jeton::detail::plain_text(value);
    if (!header.is_good) {
      const auto skipped = static_cast<std::size_t>(value.data() - header_.value.data());
      return fault(credential_fault::header, skipped + header.position);
    }
    std::string_view texts[parameter_count];
    for (std::size_t i = 0; i < parameter_count; ++i) {
      const auto decoded = room_.field(parameters_[i].carried);
      if (!decoded.is_good) return fault(credential_fault::parameter, decoded.position);
      texts[i] = decoded.text;
    }

    const credential oauth = first_of({texts[1], presentation::parameter}, {bearer_text.text, presentation::bearer},
                                      {texts[2], presentation::parameter});
    presented_tokens found{first_of({texts[0], presentation::parameter}, {header.text, presentation::header}, oauth)};
    if (rules_.bearer == bearer_reading::v14) {
      const bool is_personal = oauth.expose().size() >= 20 && oauth.expose().size() <= 40;
      if (!oauth.empty() && !is_personal) return presented_tokens{{}, oauth.expose(), true};
    } else if (rules_.prefix.empty() || !oauth.expose().starts_with(rules_.prefix)) {
      found.oauth = oauth.expose();
    }
    const bool may_be_basic = rules_.door == door::api_with_basic && found.personal.empty();
    if (may_be_basic && jeton::detail::same_name(authorization.scheme, "Basic")) {
      const auto password = basic(authorization);
      if (!password) return password.error();
      found.personal = *password;
    }
    if (found.personal.empty()) return fault(credential_fault::missing);
    return found;
  }

  /// The first that is not blank.
  static constexpr credential first_of(const credential& first, const credential& second, const credential& third) {
    if (!is_blank(first.expose())) return first;
    if (!is_blank(second.expose())) return second;
    return is_blank(third.expose()) ? credential{} : third;
  }

  /// The password of Basic, or nothing where it is blank.
  constexpr result<credential, credential_error> basic(const jeton::detail::authorization& authorization) {
    const auto decoded = room_.basic(authorization.credentials);
    const std::size_t colon = jeton::detail::find_byte(decoded.text, ':');
    const bool is_nameless = colon == 0 && !rules_.empty_username;
    if (!decoded.is_good || colon == decoded.text.size() || is_nameless) {
      return fault(credential_fault::basic, authorization.position + decoded.position);
    }
    const std::string_view password = decoded.text.substr(colon + 1);
    if (is_blank(password)) return credential{};
    return credential{password, presentation::basic_password, decoded.text.substr(0, colon)};
  }

  static constexpr std::size_t parameter_count = 3;
  credential_rules rules_;
  jeton::detail::carried authorization_;
  jeton::detail::carried header_;
  named parameters_[parameter_count] = {{"private_token"}, {"access_token"}, {"bearer_token"}};
  jeton::detail::decode_buffer<Room> room_;
};

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/sudo.hpp
#ifndef JETON_GITLAB_SUDO_HPP
#define JETON_GITLAB_SUDO_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// Why a request to the REST API may not act as another user (parameter or header `sudo`), in the order of the checks
/// (lib/api/helpers.rb).
enum class sudo_refusal : unsigned char {
  unauthenticated,    ///< nobody is signed in
  not_administrator,  ///< the owner of the token is no administrator
  no_token,           ///< signed in by a cookie
  missing_scope,      ///< the token has not the scope `sudo`
  unknown_target,     ///< no user has this id or name
};

[[nodiscard]] constexpr std::string_view describe(sudo_refusal refusal) {
  switch (refusal) {
    case sudo_refusal::unauthenticated:
      return "sudo needs an authenticated user";
    case sudo_refusal::not_administrator:
      return "sudo is for administrators";
    case sudo_refusal::no_token:
      return "sudo needs an access token, not a session";
    case sudo_refusal::missing_scope:
      return "the token has not the scope sudo";
    case sudo_refusal::unknown_target:
      return "there is no such user to act as";
  }
  return "unknown refusal";
}

/// The status of HTTP with which GitLab refuses.
[[nodiscard]] constexpr int status_of(sudo_refusal refusal) {
  switch (refusal) {
    case sudo_refusal::unauthenticated:
      return 401;
    case sudo_refusal::unknown_target:
      return 404;
    default:
      return 403;
  }
}

/// The user that a request wants to act as.
enum class sudo_target : unsigned char { unknown, oneself, another };

/// Who asks. Default-constructed it is nobody.
struct sudo_request {
  bool is_authenticated = false;
  bool is_administrator = false;
  bool has_token = false;
  sudo_target target{};
};

/// The user that the request may act as: `oneself` or `another`. The scopes of the endpoint are asked next
/// (access_request::as_another), also of who acts as another, unless the quirk `sudo_skips_scopes` is named.
template <class Vocabulary>
[[nodiscard]] constexpr result<sudo_target, sudo_refusal> check_sudo(const sudo_request& request,
                                                                     const scope_set<Vocabulary>& held) {
  static_assert(std::is_same_v<Vocabulary, scopes>, "jeton: GitLab is asked about the scopes of another issuer");
  if (!request.is_authenticated) return sudo_refusal::unauthenticated;
  if (!request.is_administrator) return sudo_refusal::not_administrator;
  if (!request.has_token) return sudo_refusal::no_token;
  if (!held.template contains<"sudo">()) return sudo_refusal::missing_scope;
  if (request.target != sudo_target::oneself && request.target != sudo_target::another) {
    return sudo_refusal::unknown_target;
  }
  return request.target;
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/denial.hpp
#ifndef JETON_GITLAB_DENIAL_HPP
#define JETON_GITLAB_DENIAL_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// Why GitLab's API refuses a request, in the order of its checks. A token that is revoked and expired is expired; an
/// expired token of a blocked owner is expired too.
enum class denial : unsigned char {
  unknown,                 ///< no token is presented, no record has its digest, or tokens are switched off
  unavailable,             ///< the store could not answer, so nothing is known
  expired,                 ///< 00:00 UTC of its date has come
  revoked,                 ///< somebody revoked it
  impersonation_disabled,  ///< an impersonation token where they are switched off
  blocked,                 ///< its owner may not use the API: blocked, deactivated, not confirmed
  not_administrator,       ///< sudo is asked for, and the owner is no administrator
  sudo_without_token,      ///< sudo is asked for in a session, without a token
  sudo_scope,              ///< sudo is asked for, and the token has not the scope `sudo`
  sudo_target,             ///< the user that sudo names does not exist
  insufficient_scope,      ///< the token has none of the scopes that the endpoint takes
};

[[nodiscard]] constexpr std::string_view describe(denial reason) {
  switch (reason) {
    case denial::unknown:
      return "no token that is known";
    case denial::unavailable:
      return "tokens cannot be looked up at the moment";
    case denial::expired:
      return "the token has expired";
    case denial::revoked:
      return "the token was revoked";
    case denial::impersonation_disabled:
      return "impersonation is switched off";
    case denial::blocked:
      return "the owner may not use the API";
    case denial::not_administrator:
      return "sudo is for administrators";
    case denial::sudo_without_token:
      return "sudo needs a token";
    case denial::sudo_scope:
      return "sudo needs the scope sudo";
    case denial::sudo_target:
      return "the user that sudo names does not exist";
    case denial::insufficient_scope:
      return "the token has none of the scopes that this takes";
  }
  return "unknown denial";
}

/// The denial of a request that may not act as another user.
[[nodiscard]] constexpr denial denial_of(sudo_refusal refusal) {
  switch (refusal) {
    case sudo_refusal::not_administrator:
      return denial::not_administrator;
    case sudo_refusal::no_token:
      return denial::sudo_without_token;
    case sudo_refusal::missing_scope:
      return denial::sudo_scope;
    case sudo_refusal::unknown_target:
      return denial::sudo_target;
    default:
      return denial::unknown;
  }
}

/// Why GitLab refuses Git over HTTP or the container registry, in the order of its checks. Expired, revoked and unknown
/// tokens are told as one. The last two are the caller's to find.
enum class git_denial : unsigned char {
  access_denied,      ///< neither a living token nor a password
  unavailable,        ///< the store could not answer, so nothing is known
  password,           ///< a good password, but the user has two-factor authentication and needs a token
  download,           ///< no scope of the token lets it download
  upload,             ///< no scope of the token lets it upload
  registry,           ///< no scope of the token lets it do this with images; or this is not done here
  project_not_found,  ///< the owner may not see the project
  push,               ///< the owner may not push to the project
};

[[nodiscard]] constexpr std::string_view describe(git_denial reason) {
  switch (reason) {
    case git_denial::access_denied:
      return "neither a living token nor a password";
    case git_denial::unavailable:
      return "tokens cannot be looked up at the moment";
    case git_denial::password:
      return "two-factor authentication asks for a token in place of the password";
    case git_denial::download:
      return "the token may not download";
    case git_denial::upload:
      return "the token may not upload";
    case git_denial::registry:
      return "the token may not do this with images";
    case git_denial::project_not_found:
      return "the project is not to be seen";
    case git_denial::push:
      return "the owner may not push";
  }
  return "unknown denial";
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/digest.hpp
#ifndef JETON_GITLAB_DIGEST_HPP
#define JETON_GITLAB_DIGEST_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// Why there is no salt.
enum class salt_fault : unsigned char {
  size,  ///< db_key_base has fewer than 32 bytes
};

[[nodiscard]] constexpr std::string_view describe(salt_fault fault) {
  return fault == salt_fault::size ? "db_key_base has 32 bytes or more" : "unknown fault";
}

/// How GitLab's store finds a token (lib/gitlab/crypto_helper.rb): SHA-256 of the token and a salt, which is the first
/// 32 bytes of db_key_base and the same for all. `digest_of(text).to_base64()` is the column token_digest. The salt is
/// wiped when this dies. It does not move.
class salted_sha256 {
 public:
  static constexpr std::size_t salt_size = 32;  ///< bytes

  [[nodiscard]] static constexpr result<salted_sha256, salt_fault> from(std::string_view db_key_base) {
    if (db_key_base.size() < salt_size) return salt_fault::size;
    return result<salted_sha256, salt_fault>{std::in_place, db_key_base.substr(0, salt_size)};
  }

  [[nodiscard]] constexpr std::size_t size() const { return has_salt_ ? 1 : 0; }
  [[nodiscard]] constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) const {
    if (number >= size()) return {};
    sha256_hasher hasher;
    hasher.update(text);
    hasher.update(std::string_view{salt_.items, salt_size});
    return hasher.finish();
  }
  [[nodiscard]] constexpr digest_scheme scheme(std::size_t number = 0) const {
    return number < size() ? digest_scheme{"gitlab"} : digest_scheme{};
  }

 private:
  friend class result<salted_sha256, salt_fault>;  // which may hold none
  constexpr salted_sha256() = default;
  constexpr explicit salted_sha256(std::string_view salt) : has_salt_(true) {
    for (std::size_t i = 0; i < salt_size; ++i) salt_.items[i] = salt[i];
  }

  jeton::detail::wiped_array<char, salt_size> salt_;
  bool has_salt_ = false;
};

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/verify.hpp
#ifndef JETON_GITLAB_VERIFY_HPP
#define JETON_GITLAB_VERIFY_HPP

/// The decision as GitLab's API makes it (services/access_token_validation_service.rb, lib/api/api_guard.rb,
/// lib/api/helpers.rb). Any text that is not blank may be a token: predetermined ones have no shape. Whichever way the
/// text was presented, this is the one door, and each request is asked for its scopes.
namespace jeton { inline namespace v0 { namespace gitlab {

/// What is known of a token's owner. Default-constructed, nobody that may do anything.
struct account {
  bool may_use_api = false;       ///< neither blocked nor deactivated, confirmed, …; of a bot, in its own project. For
                                  ///< Git: may log in, and the password has not expired
  bool is_administrator = false;  ///< for sudo
  bool has_two_factor = true;     ///< then a password is no credential for Git
};

/// What an administrator has set.
struct verify_settings {
  bool tokens_enabled = true;         ///< false with FIPS, or where personal access tokens are switched off
  bool impersonation_enabled = true;  ///< false: impersonation tokens are refused
};

/// The switch for the enforcement of expiry dates (13.1 to 14.x), as something for `access_request::named`. To switch
/// it off counts with a licence only.
[[nodiscard]] constexpr quirk enforcement_quirk(bool is_licensed, bool is_enforced) {
  return is_licensed && !is_enforced ? quirk::expiry_not_enforced : quirk::none;
}

/// Whether the API takes a token for dead: from 00:00 UTC of its date, in every version. With the quirk
/// `expiry_not_enforced`, never; but one whose expiry nobody set is dead all the same.
template <utc_time_point Now>
[[nodiscard]] constexpr bool expired_for_api(const expiry& expires, const Now& now, quirk named = quirk::none) {
  const bool is_enforced = expires == expiry{} || !includes(named, quirk::expiry_not_enforced);
  return is_enforced && expires.passed(now);
}

/// A request to the API.
struct api_request {
  access_request access{};
  maybe<sudo_target> sudo{};  ///< who the user is that the parameter or header `sudo` names, where there is one
};

/// A request that is granted.
template <class Record>
struct granted {
  Record record{};
  sudo_target acts_as = sudo_target::oneself;  ///< `another`: as the user that sudo named
};

/// Notes nothing.
struct ignore_uses {
  template <class Record>
  constexpr void operator()(const Record&) const {}
};

namespace detail {

/// What the decision asks of a record. That of jeton::token_record<gitlab::scopes> will do.
template <class Record, class Now>
concept stored_token = jeton::stored_token<Record, access_requirement<>, Now> && requires(const Record& record) {
  { record.kind } -> std::convertible_to<token_kind>;
  { record.scopes } -> std::convertible_to<scopes::set>;
};

/// The record of a presented text: `unknown` or `unavailable` where there is none.
template <class Find, class Digester>
constexpr auto look_up(std::string_view presented, Find& find, const verify_settings& settings,
                       const Digester& digester) -> result<jeton::detail::record_found<Find>, denial> {
  if (!settings.tokens_enabled || jeton::detail::trimmed(presented).empty()) return denial::unknown;
  auto found = jeton::detail::find_record(presented, find, digester);
  if (found) return *std::move(found);
  return found.error() == jeton::denial::unavailable ? denial::unavailable : denial::unknown;
}

/// The scopes that a record grants: as granted_by says it, of a record that has `unknown_scopes`.
template <class Record>
constexpr scopes::set scopes_of(const Record& record, quirk named) {
  if constexpr (requires { record.unknown_scopes.empty(); }) {
    const bool is_empty = record.scopes.empty() && record.unknown_scopes.empty();
    if (is_empty && includes(named, quirk::empty_row_is_api)) return scopes::of<"api">();
  }
  return record.scopes;
}

/// The decision, without the hook.
template <class Find, class AccountOf, class NoteUse, class Now, class Digester>
constexpr auto decide(std::string_view presented, Find& find, AccountOf& account_of, NoteUse& note_use,
                      const api_request& request, const Now& now, const verify_settings& settings,
                      const Digester& digester) -> result<granted<jeton::detail::record_found<Find>>, denial> {
  auto record = look_up(presented, find, settings, digester);
  if (!record) return record.error();
  access_request access = request.access;
  if (expired_for_api(record->expires, now, access.named)) return denial::expired;
  if (record->revoked) return denial::revoked;
  const bool impersonates = record->kind == token_kind::impersonation;
  if (impersonates && !settings.impersonation_enabled) return denial::impersonation_disabled;

  static_cast<void>(note_use(*record));
  const account owner = account_of(*record);
  if (!owner.may_use_api) return denial::blocked;

  const scopes::set held = scopes_of(*record, access.named);
  sudo_target acts_as = sudo_target::oneself;
  if (request.sudo) {
    const auto acting = check_sudo({.is_authenticated = true,
                                    .is_administrator = owner.is_administrator,
                                    .has_token = true,
                                    .target = *request.sudo},
                                   held);
    if (!acting) return denial_of(acting.error());
    acts_as = *acting;
  }
  access.as_another = acts_as == sudo_target::another;
  if (!allowed(access, held)) return denial::insufficient_scope;
  return granted<jeton::detail::record_found<Find>>{*std::move(record), acts_as};
}

}  // namespace detail

/// Decides on a request to the API, in the order of the enumerators of `denial`. Quirks are named in
/// `request.access.named`; `request.access.as_another` does not count: it is set where sudo is allowed.
///
/// - `find`: as jeton::verify takes it; its records are jeton::token_record<gitlab::scopes>, or have the same members.
/// - `account_of`: called with a living token's record; gives the `account` of its owner.
/// - `note_use`: called with a living token's record, before its owner and its scopes are looked at. What it gives back
///   changes nothing: `[&](const auto& row) { return jeton::note_use(store, row, now); }`, or `ignore_uses{}`.
/// - `digester`: how the store's digests were made, such as `salted_sha256`.
/// - `on_denial`: called with each denial, for limits on the rate of guesses.
///
/// Constant time as jeton::verify; blanks at the ends of the text show.
template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
[[nodiscard]] constexpr auto verify(std::string_view presented, Find&& find, AccountOf&& account_of, NoteUse&& note_use,
                                    const api_request& request, const Now& now, const verify_settings& settings = {},
                                    const Digester& digester = {}, OnDenial&& on_denial = {}) {
  constexpr bool record_has_what_is_asked = detail::stored_token<jeton::detail::record_found<Find>, Now>;
  static_assert(record_has_what_is_asked,
                "jeton: a record has digest, revoked, expires, kind and scopes, and the scopes are GitLab's");
  auto decided = detail::decide(presented, find, account_of, note_use, request, now, settings, digester);
  if (!decided) on_denial(decided.error());
  return decided;
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/git_verify.hpp
#ifndef JETON_GITLAB_GIT_VERIFY_HPP
#define JETON_GITLAB_GIT_VERIFY_HPP

/// The decision as GitLab makes it for Git over HTTP and the container registry, where a token stands in place of the
/// account's password (lib/gitlab/auth.rb, lib/gitlab/git_access.rb).
namespace jeton { inline namespace v0 { namespace gitlab {

/// Whether Git and the registry take a token for dead: from 00:00 UTC of its date. With the quirk
/// `git_through_the_day`, from 00:00 UTC of the day after; but one whose expiry nobody set is dead all the same. The
/// switch for enforcement never counted here.
template <utc_time_point Now>
[[nodiscard]] constexpr bool expired_for_git(const expiry& expires, const Now& now, quirk named = quirk::none) {
  const bool is_last_day = includes(named, quirk::git_through_the_day) && expires != expiry{};
  return expires.passed(now) && !(is_last_day && expires.expires_today(now));
}

namespace detail {

/// What is said of an action that no scope of the token allows.
constexpr git_denial git_denial_of(action what) {
  return what == action::git_pull   ? git_denial::download
         : what == action::git_push ? git_denial::upload
                                    : git_denial::registry;
}

/// The decision, without the hook.
template <class Find, class AccountOf, class NoteUse, class Now, class Digester>
constexpr auto decide_for_git(std::string_view presented, Find& find, AccountOf& account_of, NoteUse& note_use,
                              const access_request& access, const Now& now, const verify_settings& settings,
                              const Digester& digester) -> result<jeton::detail::record_found<Find>, git_denial> {
  auto record = look_up(presented, find, settings, digester);
  if (!record) {
    return record.error() == denial::unavailable ? git_denial::unavailable : git_denial::access_denied;
  }
  const bool is_alive = !record->revoked && !expired_for_git(record->expires, now, access.named);
  const bool impersonates = record->kind == token_kind::impersonation;
  if (!is_alive || (impersonates && !settings.impersonation_enabled)) return git_denial::access_denied;

  const scopes::set held = scopes_of(*record, access.named);
  const auto known = available_to(token_owner::administrator, access.features, access.server, quirk::unchecked_owner);
  if (!held.contains_any_of(known)) return git_denial::access_denied;
  const account owner = account_of(*record);
  if (!owner.may_use_api) return git_denial::access_denied;

  static_cast<void>(note_use(*record));
  const bool is_here = access.what >= action::git_pull && access.what <= action::image_delete;
  if (!is_here || !allowed(access, held)) return git_denial_of(access.what);
  return *std::move(record);
}

}  // namespace detail

/// Decides on Git over HTTP and the container registry: the five actions from `git_pull` to `image_delete`, and none
/// besides. The token is presented as the password of Basic; the user name counts for nothing. Arguments are those of
/// gitlab::verify; of several quirks, `git_through_the_day` and `empty_row_is_api` count. `note_use` was not called
/// here by the versions 13.2 to 15.x: `ignore_uses{}`. `on_denial` is called with a git_denial.
///
/// Where the denial is `access_denied`, the text may still be the password of an account; see `admit_password`.
template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
[[nodiscard]] constexpr auto git_verify(std::string_view presented, Find&& find, AccountOf&& account_of,
                                        NoteUse&& note_use, const access_request& access, const Now& now,
                                        const verify_settings& settings = {}, const Digester& digester = {},
                                        OnDenial&& on_denial = {}) {
  constexpr bool record_has_what_is_asked = detail::stored_token<jeton::detail::record_found<Find>, Now>;
  static_assert(record_has_what_is_asked,
                "jeton: a record has digest, revoked, expires, kind and scopes, and the scopes are GitLab's");
  auto decided = detail::decide_for_git(presented, find, account_of, note_use, access, now, settings, digester);
  if (!decided) on_denial(decided.error());
  return decided;
}

/// Whether a password that was found correct is a credential for Git: not of somebody who may not log in, and not of a
/// user with two-factor authentication.
[[nodiscard]] constexpr result<void, git_denial> admit_password(const account& owner) {
  if (!owner.may_use_api) return git_denial::access_denied;
  if (owner.has_two_factor) return git_denial::password;
  return std::in_place;
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/lifecycle.hpp
#ifndef JETON_GITLAB_LIFECYCLE_HPP
#define JETON_GITLAB_LIFECYCLE_HPP

/// The life of GitLab's personal access tokens where it differs from jeton's, or differed once. The rest is jeton's:
/// jeton::issue with `even_if_passed`, since no version of GitLab looks at an expiry that has passed; jeton::rotate
/// with renewal::one_week() (the API) or renewal::same_lifetime() (the page); gitlab/lifetime.hpp for limits.
namespace jeton { inline namespace v0 { namespace gitlab {

/// Seconds between two notes of the last use (personal_access_tokens/last_used_service.rb). Until 15.x git noted none.
inline constexpr std::int64_t last_used_interval_from_13_2 = 86400;
inline constexpr std::int64_t last_used_interval_from_16_1 = 600;

/// The columns that say whether a token lives. `revoked` may be null, which is no.
struct life_columns {
  maybe<bool> revoked{true};
  maybe<day> expires_at{};
};

/// What `revoked?` says.
[[nodiscard]] constexpr bool is_revoked(const maybe<bool>& revoked) { return revoked && *revoked; }

/// How the lists of active and inactive tokens were asked of the database, which did not always agree with what the API
/// says of a token: `expired?` is true from 00:00 UTC of the date in every version.
enum class state_era : unsigned char {
  until_13_0,  ///< the date as an instant: alive at the very midnight still; a null `revoked` is in neither list
  until_15_2,  ///< alive through the whole date, so that git and registry took a token that the API refused
  from_15_3,   ///< dead on the date, but not yet inactive: in neither list for a day
  current,     ///< dead and inactive from the midnight on
};

/// Whether the list of active tokens has it. Git over HTTP and the registry take what is in this list.
template <utc_time_point Now>
[[nodiscard]] constexpr bool is_active(const life_columns& row, const Now& now, state_era era) {
  const bool null_is_no = era >= state_era::from_15_3;
  if (row.revoked ? *row.revoked : !null_is_no) return false;
  if (!row.expires_at) return true;
  const day expires = *row.expires_at;
  if (era >= state_era::from_15_3) return expires > day_of(now);
  if (era == state_era::until_15_2) return expires >= day_of(now);
  const auto instant = jeton::detail::floor_seconds_of(now);
  const bool is_midnight = instant.is_exact && instant.seconds == jeton::detail::floor_seconds_of(expires).seconds;
  return is_midnight || expires > day_of(now);
}

/// Whether the list of inactive tokens has it.
template <utc_time_point Now>
[[nodiscard]] constexpr bool is_inactive(const life_columns& row, const Now& now, state_era era) {
  if (is_revoked(row.revoked)) return true;
  if (!row.expires_at) return false;
  const day expires = *row.expires_at;
  if (era == state_era::current) return expires <= day_of(now);
  if (era != state_era::until_13_0) return expires < day_of(now);
  return expires <= day_of(now) && !is_active({false, expires}, now, era);
}

/// The order that a request asks; one without a name of an order gets `otherwise`, and no error.
[[nodiscard]] constexpr list_order order_of(std::string_view sort,
                                            list_order otherwise = list_order::created_ascending) {
  return parse_list_order(sort).value_or(otherwise);
}

/// Who asks to see or revoke tokens.
struct acting_user {
  user_id id = user_id::none;
  bool is_administrator = false;
  bool is_blocked = true;
};

/// What a user's list has: his own tokens, without those that an administrator made in his name.
[[nodiscard]] constexpr list_filter own_tokens(user_id user) { return {.owner = user, .kind = token_kind::personal}; }

/// Whether somebody may revoke a token: its owner, unless an administrator made it in his name, or an administrator;
/// nobody who is blocked.
template <class Record>
[[nodiscard]] constexpr bool may_revoke(const Record& row, const acting_user& who) {
  if (who.is_blocked || who.id <= user_id::none) return false;
  return who.is_administrator || (row.owner == who.id && row.kind != token_kind::impersonation);
}

/// Whether a request with this path rotates tokens: where a revoked token is presented, its active descendants are to
/// be revoked (jeton::revoke_descendants), and nowhere else. GitLab asks whether a token has expired first, so one that
/// is revoked and has expired calls nothing down. Nor does a rotation of a revoked token that another one asks for.
[[nodiscard]] constexpr bool is_rotation_path(std::string_view path) {
  constexpr std::string_view ending = "/rotate";
  constexpr std::string_view tokens = "access_tokens/";
  if (!path.ends_with(ending)) return false;
  path.remove_suffix(ending.size());
  const std::string_view id = path.substr(path.rfind('/') + 1);
  if (id.size() == path.size() || !path.substr(0, path.size() - id.size()).ends_with(tokens)) return false;
  for (const char c : id) {
    if (c < '0' || c > '9') return id == "self";
  }
  return !id.empty();
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/lifetime.hpp
#ifndef JETON_GITLAB_LIFETIME_HPP
#define JETON_GITLAB_LIFETIME_HPP

/// GitLab's rules for the lifetime of personal access tokens, by era. A maximum is a column that may be null
/// (`max_personal_access_token_lifetime`), which sets no limit.
namespace jeton { inline namespace v0 { namespace gitlab {

inline constexpr std::int32_t longest_lifetime = 365;  ///< days
inline constexpr std::int32_t buffered_longest_lifetime =
    400;  ///< days, from 17.6 with buffered_token_expiration_limit

/// 12.6 to 15.11: no limit but the administrator's, which requires an expiry and sweeps tokens without one. Limit and
/// the choice not to enforce (13.1 to 14.10) count under a licence only.
template <jeton::detail::nullable Days>
[[nodiscard]] constexpr result<lifetime_policy, lifetime_fault> documented_lifetime(const Days& max_days, bool enforced,
                                                                                    bool licensed) {
  if (!static_cast<bool>(max_days)) return lifetime_policy::unlimited().enforcing(enforced).if_licensed(licensed);
  const auto limited = lifetime_policy::at_most(*max_days, longest_lifetime);
  if (!limited) return limited;
  return limited->enforcing(enforced).if_licensed(licensed);
}

/// From 16.0: 365 days for everyone (400 with the flag), fewer by an administrator's licensed choice; always enforced.
/// An expiry is required unless the setting of 17.3 says otherwise. Only a chosen limit sweeps, and no longer the
/// tokens that never expire.
template <jeton::detail::nullable Days>
[[nodiscard]] constexpr result<lifetime_policy, lifetime_fault> current_lifetime(const Days& max_days, bool licensed,
                                                                                 bool expiry_required = true,
                                                                                 bool is_buffered = false) {
  const std::int32_t longest = is_buffered ? buffered_longest_lifetime : longest_lifetime;
  const bool is_chosen = licensed && static_cast<bool>(max_days);
  const auto limited = lifetime_policy::at_most(is_chosen ? *max_days : longest, longest);
  if (!limited) return limited;
  return limited->requiring_expiry(expiry_required).sweeping(is_chosen ? swept::dated : swept::nothing);
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/notice.hpp
#ifndef JETON_GITLAB_NOTICE_HPP
#define JETON_GITLAB_NOTICE_HPP

/// Whom GitLab tells that personal access tokens expire, by era: columns, times, windows and the subjects of its mails.
/// Whether a user is active, and so gets a mail about a token that has expired, is the caller's to ask.
namespace jeton { inline namespace v0 { namespace gitlab {

/// The columns in which GitLab notes what was sent, as bits of `notices_sent`. A time that is not null is a set bit.
enum class notice_column : unsigned char {
  expire_notification_delivered = 1,        ///< from 12.6
  after_expiry_notification_delivered = 2,  ///< from 13.3
  seven_days_notification_sent_at = 4,      ///< from 17.6
  thirty_days_notification_sent_at = 8,
  sixty_days_notification_sent_at = 16,
};
[[nodiscard]] constexpr std::uint32_t bit_of(notice_column column) { return static_cast<std::uint32_t>(column); }

inline constexpr daily_time expiring_check = *daily_time::at(1);  ///< 01:00 UTC
inline constexpr daily_time expired_check = *daily_time::at(2);   ///< 02:00 UTC

/// 12.6 to 17.5: the first dead day is today or one of the next seven. A token that died today is told of as one that
/// will, if it never was before. (12.6 told of impersonation tokens too.)
inline constexpr notice expiring{
    .at = expiring_check, .first = 0, .last = 7, .marks = bit_of(notice_column::expire_notification_delivered)};

/// From 13.3: the first dead day is today. A run that was missed is not made up: those tokens are never told of.
/// Whoever wants that asks for it: `expired.made_up_for(7)`. The others need no such thing, as their windows lead to
/// this one.
inline constexpr notice expired{
    .at = expired_check, .first = 0, .last = 0, .marks = bit_of(notice_column::after_expiry_notification_delivered)};

/// From 17.7, and in 17.6 with a flag, in place of `expiring`: windows that do not overlap, so that a token is told of
/// three times at most. The column of the era before is respected, and set by the seven days.
inline constexpr notice seven_days{.at = expiring_check,
                                   .first = 0,
                                   .last = 7,
                                   .marks = bit_of(notice_column::seven_days_notification_sent_at) |
                                            bit_of(notice_column::expire_notification_delivered)};
inline constexpr notice thirty_days{.at = expiring_check,
                                    .first = 8,
                                    .last = 30,
                                    .marks = bit_of(notice_column::thirty_days_notification_sent_at),
                                    .unless = bit_of(notice_column::expire_notification_delivered)};
inline constexpr notice sixty_days{.at = expiring_check,
                                   .first = 31,
                                   .last = 60,
                                   .marks = bit_of(notice_column::sixty_days_notification_sent_at),
                                   .unless = bit_of(notice_column::expire_notification_delivered)};

/// The notices of an era, in the order of a day.
inline constexpr notice documented_notices[] = {expiring, expired};                          ///< 13.3 to 17.5
inline constexpr notice current_notices[] = {seven_days, thirty_days, sixty_days, expired};  ///< from 17.7

inline constexpr std::size_t most_listed = 100;  ///< names in a mail; every token is marked

inline constexpr std::string_view seven_days_subject = "Your personal access tokens will expire in 7 days or less";
inline constexpr std::string_view thirty_days_subject = "Your personal access tokens will expire in 30 days or less";
inline constexpr std::string_view sixty_days_subject = "Your personal access tokens will expire in 60 days or less";
inline constexpr std::string_view expired_subject = "Your personal access token has expired";

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/other_tokens.hpp
#ifndef JETON_GITLAB_OTHER_TOKENS_HPP
#define JETON_GITLAB_OTHER_TOKENS_HPP

/// GitLab's tokens beside the personal ones (doc/security/tokens/_index.md), and the shapes that scanners use where the
/// documentation gives a prefix only.
namespace jeton { inline namespace v0 { namespace gitlab {

using deploy_token = routable<"gldt-">;
using deploy_token_legacy = legacy<"gldt-">;

/// Runner authentication tokens carry the runner's type: instance, group or project.
using instance_runner_token = routable<"glrt-t1_">;
using group_runner_token = routable<"glrt-t2_">;
using project_runner_token = routable<"glrt-t3_">;
using runner_token_legacy = legacy<"glrt-">;
using registered_runner_token = routable<"glrtr-">;       ///< made with a registration token
using registered_runner_token_legacy = legacy<"glrtr-">;  ///< made with a registration token

using oauth_application_secret = legacy<"gloas-", 64>;
using feed_token = legacy<"glft-">;
using feed_token_for_path =
    token_format<"glft-", hex<64>, "-", decimal<1, 20>>;  ///< weak: bound to a path and a user id
using incoming_mail_token = legacy<"glimt-", 25>;
using trigger_token = token_format<"glptt-", hex<40>>;
using agent_token = legacy<"glagent-", 50>;
using ci_job_token =
    token_format<"glcbt-", base62<1, 5>, "_", base64url<20>>;  ///< the first field is the partition's id
using scim_token = legacy<"glsoat-">;
using feature_flags_client_token = legacy<"glffct-">;
using workspace_token = token_format<"glwt-", base64url<20, 100>>;  ///< weak: only the prefix is documented (18.2)
using runner_registration_token = legacy<"GR1348941">;              ///< deprecated
using session_cookie = token_format<"_gitlab_session=", base36<32>>;

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/response.hpp
#ifndef JETON_GITLAB_RESPONSE_HPP
#define JETON_GITLAB_RESPONSE_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// What is inserted into some responses. Texts may be anything: none can end what it stands in.
struct response_values {
  action what{};                         ///< of insufficient_scope: its scopes are listed, by write_registered
  scope_version server = newest_server;  ///< likewise: as a server of this version lists them
  std::string_view reason{};             ///< of blocked: `Your account has been blocked.`
  std::string_view sudo_target{};        ///< of sudo_target: the user name or id, as it was asked for
  std::string_view token_page{};         ///< of git_denial::password: where the user makes a token, a URL
};

/// Why a response was not written, in the order of the checks.
enum class response_fault : unsigned char {
  token_page,  ///< it has a control character
  room,        ///< a value is longer than there is room for
};

[[nodiscard]] constexpr std::string_view describe(response_fault fault) {
  switch (fault) {
    case response_fault::token_page:
      return "a URL has no control character";
    case response_fault::room:
      return "the response is longer than there is room for";
  }
  return "unknown fault";
}

/// What GitLab answers, byte for byte. Texts have Room bytes each.
template <std::size_t Room = 1024>
struct response {
  unsigned status = 500;
  std::string_view content_type = "application/json";
  jeton::detail::bounded_text<Room> body{};
  jeton::detail::bounded_text<Room> www_authenticate{};  ///< empty: no such header field
};

namespace detail {

/// A text inside a JSON string (RFC 8259 §7). Bytes that are no UTF-8 become U+FFFD.
template <std::size_t Room>
constexpr void put_json(jeton::detail::bounded_text<Room>& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view named = "\b\f\n\r\t\"\\";
  constexpr std::string_view names = "bfnrt\"\\";
  for (std::size_t i = 0; i < text.size() && out.fits();) {
    const auto next = jeton::detail::text_character::at(text, i);
    const auto byte = static_cast<unsigned char>(text[i]);
    if (const std::size_t name = named.find(text[i]); name != std::string_view::npos) {
      out.put('\\').put(names[name]);
    } else if (byte < 0x20) {
      out.put("\\u00").put(digits[byte / 16]).put(digits[byte % 16]);
    } else {
      out.put(next.is_sound ? text.substr(i, next.size) : "\xEF\xBF\xBD");
    }
    i += next.size;
  }
}

template <std::size_t Room>
constexpr void put_error(response<Room>& out, std::string_view error, std::string_view description) {
  out.body.put("{\"error\":\"").put(error).put("\",\"error_description\":\"").put(description).put('"');
}

template <std::size_t Room>
constexpr void put_invalid_token(response<Room>& out, std::string_view description) {
  out.status = 401;
  put_error(out, "invalid_token", description);
  out.body.put('}');
  jeton::detail::put_quoted(out.www_authenticate, "Bearer realm", "Protected by OAuth 2.0");
  jeton::detail::put_quoted(out.www_authenticate, ", error", "invalid_token");
  jeton::detail::put_quoted(out.www_authenticate, ", error_description", description);
}

/// GitLab sends no WWW-Authenticate with this one.
template <std::size_t Room>
constexpr void put_insufficient_scope(response<Room>& out, std::string_view scope) {
  out.status = 403;
  put_error(out, "insufficient_scope", "The request requires higher privileges than provided by the access token.");
  out.body.put(",\"scope\":\"").put(scope).put("\"}");
}

template <std::size_t Room>
constexpr void put_message(response<Room>& out, unsigned status, std::string_view before, std::string_view value = {},
                           std::string_view after = {}) {
  out.status = status;
  put_json(out.body.put("{\"message\":\"").put(before), value);
  out.body.put(after).put("\"}");
}

template <std::size_t Room>
constexpr void put_text(response<Room>& out, unsigned status, std::string_view text) {
  out.status = status;
  out.content_type = "text/plain; charset=utf-8";
  out.body.put(text);
}

template <std::size_t Room>
constexpr result<response<Room>, response_fault> whole(const response<Room>& written) {
  if (!written.body.fits() || !written.www_authenticate.fits()) return response_fault::room;
  return written;
}

}  // namespace detail

/// The answer of the REST API (lib/api/api_guard.rb, lib/api/helpers.rb). A request whose credential is at fault is
/// answered as one without: unknown. The answer to unavailable is not documented.
template <std::size_t Room = 1024>
[[nodiscard]] constexpr result<response<Room>, response_fault> api_response(denial reason,
                                                                            const response_values& values = {}) {
  response<Room> out;
  switch (reason) {
    case denial::unavailable:
      detail::put_message(out, 503, "503 Service Unavailable");
      break;
    case denial::unknown:
      detail::put_message(out, 401, "401 Unauthorized");
      break;
    case denial::expired:
      detail::put_invalid_token(out, "Token is expired. You can either do re-authorization or token refresh.");
      break;
    case denial::revoked:
      detail::put_invalid_token(out, "Token was revoked. You have to re-authorize from the user.");
      break;
    case denial::impersonation_disabled:
      detail::put_invalid_token(out, "Token is an impersonation token but impersonation was disabled.");
      break;
    case denial::blocked:
      detail::put_message(out, 403, values.reason.empty() ? "403 Forbidden" : "403 Forbidden - ", values.reason);
      break;
    case denial::not_administrator:
      detail::put_message(out, 403, "403 Forbidden - Must be admin to use sudo");
      break;
    case denial::sudo_without_token:
      detail::put_message(out, 403,
                          "403 Forbidden - Must be authenticated using an OAuth or Personal Access Token to use sudo");
      break;
    case denial::sudo_scope:
      detail::put_insufficient_scope(out, "sudo");
      break;
    case denial::sudo_target:
      detail::put_message(out, 404, "404 User with ID or username '", values.sudo_target, "' Not Found");
      break;
    case denial::insufficient_scope:
      char names[300]{};  // as many as write_registered asks for
      detail::put_insufficient_scope(out, write_registered(values.what, names, values.server).value_or(""));
      break;
  }
  return detail::whole(out);
}

/// The answer to Git over HTTP and to the container registry (git_http_client_controller.rb, git_access.rb). The answer
/// to unavailable is not documented; that to registry has the form of the registry's API (OCI distribution, Error
/// Codes).
template <std::size_t Room = 1024>
[[nodiscard]] constexpr result<response<Room>, response_fault> git_response(git_denial reason,
                                                                            const response_values& values = {}) {
  response<Room> out;
  constexpr std::string_view denied = "HTTP Basic: Access denied\n";
  switch (reason) {
    case git_denial::access_denied:
      detail::put_text(out, 401, denied);
      out.www_authenticate.put("Basic realm=\"GitLab\"");
      break;
    case git_denial::unavailable:
      detail::put_text(out, 503, "Service Unavailable\n");
      break;
    case git_denial::password:
      if (!jeton::detail::no_controls(values.token_page)) return response_fault::token_page;
      detail::put_text(out, 401, denied);
      out.body
          .put(
              "You must use a personal access token with 'read_repository' or 'write_repository' scope for Git over "
              "HTTP.\nYou can generate one at ")
          .put(values.token_page);
      break;
    case git_denial::download:
      detail::put_text(out, 403, "You are not allowed to download code.");
      break;
    case git_denial::upload:
      detail::put_text(out, 403, "You are not allowed to upload code.");
      break;
    case git_denial::registry:
      out.status = 403;
      out.body.put(R"({"errors":[{"code":"DENIED","message":"access forbidden"}]})");
      break;
    case git_denial::project_not_found:
      detail::put_text(out, 404, "The project you were looking for could not be found.");
      break;
    case git_denial::push:
      detail::put_text(out, 403, "You are not allowed to push code to this project.");
      break;
  }
  return detail::whole(out);
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/route.hpp
#ifndef JETON_GITLAB_ROUTE_HPP
#define JETON_GITLAB_ROUTE_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// Why a routable token names no route, in the order of the checks.
enum class route_fault : unsigned char {
  encoding,   ///< the payload field is not canonical base64url; position in the token
  length,     ///< the length byte inside leaves less than 16 random bytes, or the payload has more than 208;
              ///< position 0, or 208
  line,       ///< not `key:value`, the key one lower-case letter and the value not empty; position in the payload
  duplicate,  ///< a key comes twice; position in the payload
  number,     ///< asked as a number, a value is no base36 number below 2^64
};
using route_error = error_at<route_fault>;

[[nodiscard]] constexpr std::string_view describe(route_fault fault) {
  switch (fault) {
    case route_fault::encoding:
      return "the payload is not canonical base64url";
    case route_fault::length:
      return "the length inside contradicts the length of the payload";
    case route_fault::line:
      return "a line of the payload is not key:value";
    case route_fault::duplicate:
      return "a key of the payload comes twice";
    case route_fault::number:
      return "a value of the payload is not a base36 number below 2^64";
  }
  return "unknown fault";
}

/// What a routable token says about where it belongs: `key:value` lines. For routing only: nothing of it is
/// authenticated, and GitLab's own application never reads it. Keys that this version does not name are kept, and
/// `value` finds them.
class route {
 public:
  static constexpr std::size_t max_size = 208;  ///< bytes of payload that fit into 300 base64url digits

  constexpr route() = default;

  [[nodiscard]] constexpr std::string_view payload() const { return {payload_, size_}; }
  [[nodiscard]] constexpr std::string_view cell() const { return value('c'); }
  [[nodiscard]] constexpr std::string_view group() const { return value('g'); }
  [[nodiscard]] constexpr std::string_view organization() const { return value('o'); }
  [[nodiscard]] constexpr std::string_view project() const { return value('p'); }
  [[nodiscard]] constexpr std::string_view runner_type() const { return value('t'); }
  [[nodiscard]] constexpr std::string_view user() const { return value('u'); }

  /// The text after `key:`; empty where the key is absent. The view must not outlive this object.
  [[nodiscard]] constexpr std::string_view value(char key) const {
    for (std::size_t at = 0; at < size_;) {
      const std::string_view line = line_at(at);
      if (line[0] == key) return line.substr(2);
      at += line.size() + 1;
    }
    return {};
  }

  /// The value of a key as the number it is in base36.
  [[nodiscard]] constexpr result<std::uint64_t, route_error> number(char key) const {
    std::uint64_t sum = 0;
    const std::string_view digits = value(key);
    for (const char digit : digits) {
      std::size_t place = 0;
      while (place < base36_digits::size && base36_digits::digits[place] != digit) ++place;
      if (place == base36_digits::size || sum > (~std::uint64_t{0} - place) / 36) return route_fault_of(key);
      sum = sum * 36 + place;
    }
    if (digits.empty()) return route_fault_of(key);
    return sum;
  }

  /// Reads a payload: lines of `key:value` with a line feed between them.
  [[nodiscard]] static constexpr result<route, route_error> parse(std::string_view payload) {
    route made;
    if (payload.size() > max_size) return route_error{route_fault::length, max_size};
    for (std::size_t i = 0; i < payload.size(); ++i) made.payload_[i] = payload[i];
    made.size_ = payload.size();
    std::uint32_t seen = 0;
    std::size_t at = 0;
    do {
      const std::string_view line = made.line_at(at);
      if (line.size() < 3 || line[0] < 'a' || line[0] > 'z' || line[1] != ':')
        return route_error{route_fault::line, at};
      const std::uint32_t key = std::uint32_t{1} << (line[0] - 'a');
      if ((seen & key) != 0) return route_error{route_fault::duplicate, at};
      seen |= key;
      at += line.size() + 1;
    } while (at <= payload.size());
    return made;
  }

 private:
  [[nodiscard]] constexpr std::string_view line_at(std::size_t at) const {
    std::size_t end = at;
    while (end < size_ && payload_[end] != '\n') ++end;
    return {payload_ + at, end - at};
  }
  [[nodiscard]] constexpr route_error route_fault_of(char key) const {
    const std::string_view found = value(key);
    return {route_fault::number, found.empty() ? size_ : static_cast<std::size_t>(found.data() - payload_)};
  }

  char payload_[max_size]{};
  std::size_t size_ = 0;
};

inline constexpr std::size_t routable_random_size = 16;  ///< bytes, GitLab's RANDOM_BYTES_LENGTH; readers take more
inline constexpr std::size_t max_payload_size = 159;     ///< bytes that GitLab's generator allows

/// The route in a routable token, of the current or the old form.
template <class F>
[[nodiscard]] constexpr result<route, route_error> route_of(const token<F>& routable_token) {
  const auto parts = F::parts(routable_token);
  const token_part field = parts.first(part_kind::field);
  const std::string_view digits = field.of(routable_token.expose());
  const bool is_v0 = parts.first(part_kind::separator).size == 1;
  constexpr std::size_t max_bytes = jeton::detail::base64_byte_count(F::max_size);
  jeton::detail::wiped_array<unsigned char, max_bytes> bytes;
  if (digits.size() % 4 == 1 || jeton::detail::base64_decode<base64url_digits, F::max_size>(digits, bytes.items) !=
                                    jeton::detail::base64_answer::good) {
    return route_error{route_fault::encoding, field.position};
  }
  const std::size_t size = jeton::detail::base64_byte_count(digits.size());
  // The last byte counts the payload in the current form, the random bytes before it in the old one.
  const std::size_t last = bytes.items[size - 1];
  const std::size_t random_size = is_v0 ? last : size - 1 - last;
  if (last > size - 1 || random_size < routable_random_size) return route_error{route_fault::length, 0};
  const std::size_t payload_size = size - 1 - random_size;
  const std::size_t first = is_v0 ? 0 : random_size;
  jeton::detail::wiped_array<char, max_bytes> payload;
  for (std::size_t i = 0; i < payload_size; ++i) payload.items[i] = static_cast<char>(bytes.items[first + i]);
  return route::parse({payload.items, payload_size});
}

/// A value of a route: a number, written in base36, or a text as it is. Blank ones are left out.
class route_value {
 public:
  constexpr route_value() = default;
  template <std::convertible_to<std::string_view> Text>
  constexpr route_value(const Text& text) : text_(text) {}  // NOLINT: implicit, for designated initialisers
  route_value(std::nullptr_t) = delete;                     // not a literal 0 either; say 0u
  template <std::unsigned_integral Number>
  constexpr route_value(Number number) {  // NOLINT: likewise
    std::uint64_t rest = number;
    do {
      digits_[--first_] = base36_digits::digits[rest % 36];
      rest /= 36;
    } while (rest != 0);
  }

  [[nodiscard]] constexpr std::string_view view() const {
    return first_ == most_digits ? text_ : std::string_view{digits_ + first_, most_digits - first_};
  }

 private:
  static constexpr std::size_t most_digits = 13;  // of 2^64 - 1
  std::string_view text_;
  char digits_[most_digits]{};
  std::size_t first_ = most_digits;
};

/// Where a new token belongs. GitLab asks for an organization, and for a cell once cells are in use.
struct route_fields {
  route_value cell{};
  route_value group{};
  route_value organization{};
  route_value project{};
  route_value runner_type{};
  route_value user{};
};

/// Why no routable token was made, in the order of the checks.
enum class routable_error : unsigned char {
  unrouted,    ///< neither a cell nor an organization is given
  characters,  ///< a value has a line feed, which would begin another line
  too_large,   ///< the payload has more than 159 bytes (GitLab's PayloadTooLarge)
  random,      ///< the source of randomness failed
};

[[nodiscard]] constexpr std::string_view describe(routable_error error) {
  switch (error) {
    case routable_error::unrouted:
      return "a routable token needs an organization or a cell";
    case routable_error::characters:
      return "a value of the route has a line feed";
    case routable_error::too_large:
      return "the payload of the route has more than 159 bytes";
    case routable_error::random:
      return "the source of randomness failed";
  }
  return "unknown fault";
}

namespace detail {

/// The payload of a route: lines in the order of their keys.
struct payload_writer {
  char text[max_payload_size]{};
  std::size_t size = 0;
  bool fits = true;

  constexpr void put(std::string_view piece) {
    fits = fits && piece.size() <= max_payload_size - size;
    for (std::size_t i = 0; fits && i < piece.size(); ++i) text[size++] = piece[i];
  }
  constexpr void line(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    if (size > 0) put("\n");
    put(key);
    put(value);
  }
};

template <class F, std::size_t Room, class Source>
constexpr result<secret<Room>, routable_error> make_routable(std::string_view prefix, const route_fields& fields,
                                                             Source& source) {
  if (fields.cell.view().empty() && fields.organization.view().empty()) return routable_error::unrouted;
  const route_value* const values[] = {&fields.cell,    &fields.group,       &fields.organization,
                                       &fields.project, &fields.runner_type, &fields.user};
  constexpr std::string_view keys[] = {"c:", "g:", "o:", "p:", "t:", "u:"};
  payload_writer payload;
  for (std::size_t i = 0; i < 6; ++i) {
    if (values[i]->view().find('\n') != std::string_view::npos) return routable_error::characters;
    payload.line(keys[i], values[i]->view());
  }
  if (!payload.fits) return routable_error::too_large;

  jeton::detail::wiped_array<unsigned char, Room> bytes;  // as many as the digits, and so more than enough
  if (!source(std::span<unsigned char>{bytes.items, routable_random_size})) return routable_error::random;
  std::size_t size = routable_random_size;
  for (std::size_t i = 0; i < payload.size; ++i) bytes.items[size++] = static_cast<unsigned char>(payload.text[i]);
  bytes.items[size++] = static_cast<unsigned char>(payload.size);
  jeton::detail::wiped_array<char, Room> digits;
  jeton::detail::base64_encode<base64url_digits, Room>(bytes.items, size, digits.items);

  using writer = jeton::detail::writer<typename F::layout>;
  const std::string_view body{digits.items, jeton::detail::base64_digit_count(size)};
  jeton::detail::nothing_to_draw nothing;
  return result<secret<Room>, routable_error>{
      std::in_place, [&](std::span<char, Room> out) { return writer::write(prefix, nothing, &body, out.data()); }};
}

}  // namespace detail

/// A fresh routable token with 128 random bits; F is of the current form. The source gives 16 bytes.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, routable_error> generate_routable(const route_fields& fields,
                                                                                      Source&& source = {}) {
  return detail::make_routable<F, F::max_size>(F::prefix, fields, source);
}

/// The same under the current prefix of `format`.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, routable_error> generate_routable(
    const prefixed<F>& format, const route_fields& fields, Source&& source = {}) {
  return detail::make_routable<F, prefixed<F>::max_size>(format.prefix(), fields, source);
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab.hpp
#ifndef JETON_GITLAB_HPP
#define JETON_GITLAB_HPP

/// GitLab's personal access tokens as a system, built from the parts of jeton: the table of contents.

#endif
