// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_REQUEST_HPP
#define JETON_COMMAND_PAT_REQUEST_HPP

#include <optional>
#include <string>
#include <vector>

namespace jeton_command {

enum class pat_verb : unsigned char { create, list, show, verify, revoke, rotate, notices, sweep };

/// What the arguments of `jeton pat` ask for, as they are written.
struct pat_request {
  pat_verb verb{};
  std::optional<std::string> store;
  std::optional<std::string> pepper_file;
  std::optional<std::string> now;
  bool as_json = false;

  std::optional<std::string> id;

  // a new token
  std::optional<std::string> name;
  std::optional<std::string> scopes;
  std::string description;
  std::optional<std::string> owner;
  std::optional<std::string> expires;
  std::optional<std::string> in_days;
  bool given = false;
  bool same_lifetime = false;

  // a decision
  std::vector<std::string> needs;
  bool explain = false;

  // a list
  std::string state = "active";
  std::string search;
  std::string sort = "created_asc";
  std::optional<std::string> created_after;
  std::optional<std::string> created_before;
  std::optional<std::string> last_used_after;
  std::optional<std::string> last_used_before;
  std::optional<std::string> expires_after;
  std::optional<std::string> expires_before;

  // a sweep
  std::optional<std::string> max_days;
  bool only_dated = false;
  bool yes = false;

  // notices
  std::optional<std::string> which;
  bool only_seven_days = false;
  std::optional<std::string> mail_dir;
  std::optional<std::string> mbox;
  std::optional<std::string> sendmail;
  std::optional<std::string> to;
  std::string from = "jeton@localhost";
};

}  // namespace jeton_command

#endif
