// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_GITLAB_ACCESS_HPP
#define JETON_COMMAND_GITLAB_ACCESS_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jeton/gitlab/access.hpp>
#include <jeton/gitlab/action.hpp>
#include <jeton/gitlab/scope.hpp>

#include "formats.hpp"
#include "output.hpp"
#include "terminal.hpp"
#include "verdicts.hpp"
#include "vocabulary.hpp"

namespace jeton_command { namespace detail {

/// What GitLab lets a token do, and by which methods; every feature is taken to be on.
struct opened_action {
  const jeton::gitlab::action_row* row;
  std::string_view methods;  ///< empty where the action says it, or there are none
};

inline std::vector<opened_action> opened_by(const jeton::gitlab::scopes::set& held) {
  namespace gitlab = jeton::gitlab;
  constexpr gitlab::server_features all{.registry = true, .dependency_proxy = true, .duo = true, .observability = true};
  const auto may = [&](gitlab::action what, gitlab::method with) {
    return gitlab::allowed({.what = what, .with = with, .features = all}, held);
  };
  std::vector<opened_action> opened;
  for (const gitlab::action_row& row : gitlab::action_table<jeton::gitlab::action_row>::rows) {
    const std::string_view word = row.description.substr(0, row.description.find(' '));
    if (word == "GET" || word == "POST" || word == "DELETE" || row.where == gitlab::endpoint::outside) {
      if (may(row.what, gitlab::method_of(word))) opened.push_back({&row, ""});
    } else if (may(row.what, gitlab::method::other)) {
      opened.push_back({&row, describe(gitlab::methods::any)});
    } else if (may(row.what, gitlab::method::get)) {
      const bool head_too = may(row.what, gitlab::method::head);
      opened.push_back({&row, describe(head_too ? gitlab::methods::reading : gitlab::methods::get)});
    }
  }
  return opened;
}

inline void show_opened(output& out, const jeton::gitlab::scopes::set& held) {
  const std::vector<opened_action> opened = opened_by(held);
  if (opened.empty()) {
    out << "\n  Nothing is opened by these scopes.\n";
    return;
  }
  out << "\n  " << padded("OPENS", 17) << "  " << padded("METHODS", 9) << "  WHAT\n";
  for (const opened_action& one : opened) {
    out << "  " << padded(one.row->name, 17) << "  " << padded(one.methods, 9) << "  " << one.row->description << "\n";
  }
}

/// When a row of GitLab's access table counts, in words.
inline std::string remarks_of(const jeton::gitlab::access_row& row) {
  std::string text;
  const auto add = [&](const std::string& remark) { text.append(text.empty() ? "" : "; ").append(remark); };
  if (!row.needs.empty()) add("needs " + std::string{row.needs});
  if (row.since != jeton::scope_version{}) {
    add("from " + std::to_string(row.since.series) + "." + std::to_string(row.since.release));
  }
  if (row.only_with != jeton::gitlab::quirk::none) add("undocumented, newer servers only");
  if (!row.condition.empty()) add("if " + std::string{row.condition} + ", else none is needed");
  return text.empty() ? text : " (" + text + ")";
}

inline std::string_view name_of(jeton::gitlab::action what) {
  for (const jeton::gitlab::action_row& row : jeton::gitlab::action_table<jeton::gitlab::action_row>::rows) {
    if (row.what == what) return row.name;
  }
  return "unknown";
}

inline bool is_any_scope(const jeton::gitlab::access_row& row) {
  return row.scopes == jeton::gitlab::access_table<jeton::gitlab::access_row>::every_scope;
}

inline void show_access_table(output& out, const painter& paint) {
  constexpr std::size_t column = 30;
  out << "\n" << padded("ACTION", 17) << "  " << padded("METHODS", 9) << "  ONE OF THESE SCOPES IS ENOUGH\n";
  std::string_view before;
  for (const jeton::gitlab::access_row& row : jeton::gitlab::access_table<jeton::gitlab::access_row>::rows) {
    const std::string_view name = name_of(row.what);
    const bool is_open = row.with == jeton::gitlab::methods::any;
    const std::string scopes = is_any_scope(row) ? "any" : std::string{row.scopes};
    out << paint(name == before ? "" : name, style::bold) << std::string(17 - (name == before ? 0 : name.size()), ' ')
        << "  " << padded(is_open ? "" : describe(row.with), 9) << "  " << last_cell(scopes + remarks_of(row), column)
        << "\n";
    before = name;
  }
  out << "\nActions of the REST API take the scopes of rest besides. None implies another.\n";
}

inline json access_table_json() {
  json all = json::array();
  for (const jeton::gitlab::access_row& row : jeton::gitlab::access_table<jeton::gitlab::access_row>::rows) {
    json scopes = json::array();
    const auto set = *jeton::gitlab::scopes::parse(row.scopes);
    for (const std::string_view name : set) scopes.push_back(name);
    const bool has_version = row.since != jeton::scope_version{};
    all.push_back(
        {{"action", name_of(row.what)},
         {"methods", describe(row.with)},
         {"scopes", std::move(scopes)},
         {"needs", row.needs.empty() ? json(nullptr) : json(row.needs)},
         {"since", has_version ? json(std::to_string(row.since.series) + "." + std::to_string(row.since.release))
                               : json(nullptr)},
         {"documented", row.only_with == jeton::gitlab::quirk::none},
         {"condition", row.condition.empty() ? json(nullptr) : json(row.condition)}});
  }
  return all;
}

}}  // namespace jeton_command::detail

#endif
