// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_ACCESS_HPP
#define JETON_GITLAB_ACCESS_HPP

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <jeton/core/result.hpp>
#include <jeton/gitlab/action.hpp>
#include <jeton/gitlab/scope.hpp>
#include <jeton/scope/requirement.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/scope/writer.hpp>

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
  scope_writer writer{{.between = " "}, out.data(), out.size()};
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
