// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_ACTION_HPP
#define JETON_GITLAB_ACTION_HPP

#include <string_view>
#include <type_traits>

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
