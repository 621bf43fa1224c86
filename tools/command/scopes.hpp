// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_SCOPES_HPP
#define JETON_COMMAND_SCOPES_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <jeton/gitlab/scope.hpp>
#include <jeton/issuers/github_scopes.hpp>
#include <jeton/scope/vocabulary.hpp>

#include "escaped.hpp"
#include "failure.hpp"
#include "gitlab_access.hpp"
#include "output.hpp"
#include "suggestions.hpp"
#include "terminal.hpp"
#include "verdicts.hpp"
#include "vocabulary.hpp"

namespace jeton_command {

namespace detail {

/// The text of the item that begins at a position.
inline std::string_view item_at(std::string_view text, std::size_t position, scope_reading reading) {
  const char end = reading == scope_reading::spaces ? ' ' : reading == scope_reading::commas ? ',' : '"';
  const std::string_view rest = text.substr(std::min(position, text.size()));
  return rest.substr(0, rest.find(end));
}

template <class Vocabulary>
std::vector<std::string_view> suggested(std::string_view item) {
  std::vector<std::string_view> names;
  for (const jeton::scope_row& row : Vocabulary::rows()) names.push_back(row.name);
  return nearest_of(names, item);
}

inline std::string_view option_of(scope_reading reading, scope_reading instead_of) {
  if (reading == scope_reading::commas) return "--commas";
  if (reading == scope_reading::json_array) return "--json-array";
  return instead_of == scope_reading::commas ? "without --commas" : "without --json-array";
}

/// The options with which the list would have been read, the fewest; empty if there are none.
template <class Vocabulary>
std::string better_options(const scope_question& asked) {
  using other = std::conditional_t<std::is_same_v<Vocabulary, jeton::gitlab::scopes>, jeton::github::oauth_scopes,
                                   jeton::gitlab::scopes>;
  const std::string vocabulary = "--vocabulary " + std::string{about_vocabulary<other>::option};
  if (read_scopes<other>(asked.text, asked.reading)) return vocabulary;
  for (const scope_reading reading : {scope_reading::spaces, scope_reading::commas, scope_reading::json_array}) {
    const std::string option{option_of(reading, asked.reading)};
    if (read_scopes<Vocabulary>(asked.text, reading)) return option;
    if (read_scopes<other>(asked.text, reading)) return vocabulary + " " + option;
  }
  return "";
}

template <class Vocabulary>
void show_refusal(output& out, const scope_question& asked, const jeton::scope_error& why, const painter& paint) {
  out << paint("invalid " + std::string{word_of(why.reason())} + " at " + std::to_string(why.position()), style::red)
      << ", " << describe(why) << "\n";
  draw_fault(out, asked.text, why.position(), paint);
  if (const std::string options = better_options<Vocabulary>(asked); !options.empty()) {
    out << "  it is a list of scopes " << (options.starts_with("without") ? "" : "with ") << options << "\n";
  } else if (why == jeton::scope_fault::unknown) {
    std::string_view before = "  did you mean ";
    for (const std::string_view name : suggested<Vocabulary>(item_at(asked.text, why.position(), asked.reading))) {
      out << std::exchange(before, ", ") << name;
    }
    if (before == ", ") out << "?\n";
  }
}

template <class Vocabulary>
json refusal_json(const scope_question& asked, const jeton::scope_error& why) {
  json suggestions = json::array();
  if (why == jeton::scope_fault::unknown) {
    for (const std::string_view name : suggested<Vocabulary>(item_at(asked.text, why.position(), asked.reading))) {
      suggestions.push_back(name);
    }
  }
  return {{"valid", false},
          {"vocabulary", about_vocabulary<Vocabulary>::option},
          {"reason", word_of(why.reason())},
          {"position", why.position()},
          {"description", describe(why)},
          {"suggestions", std::move(suggestions)}};
}

template <class Vocabulary>
void show_granted(output& out, const granted_scopes<Vocabulary>& granted, const painter& paint) {
  const std::size_t count = granted.known.size();
  const std::string issuer{about_vocabulary<Vocabulary>::issuer};
  out << paint("valid", style::green) << ", "
      << (count == 0 ? "no scope" : std::to_string(count) + (count == 1 ? " scope" : " scopes")) << " of " << issuer
      << (count == 0 ? ", which grants nothing\n" : "\n");
  if (count > 0) show_scopes<Vocabulary>(out, granted.known, "  ", paint);
  if (!granted.unknown.empty()) out << "\n  UNKNOWN (kept for writing back, grants nothing)\n";
  for (const std::string& name : granted.unknown) out << "  " << paint(printable(name), style::yellow) << "\n";
  if constexpr (Vocabulary::has_implication) {
    const auto few = granted.known.normalized();
    if (few != granted.known) out << "\n  normalized  " << names_of<Vocabulary>(few) << "\n";
  }
  if constexpr (std::is_same_v<Vocabulary, jeton::gitlab::scopes>) {
    if (count > 0) show_opened(out, granted.known);
  }
}

template <class Vocabulary>
json granted_json(const granted_scopes<Vocabulary>& granted) {
  json scopes = json::array();
  for (auto at = granted.known.begin(); at != granted.known.end(); ++at)
    scopes.push_back(scope_json<Vocabulary>(at.index()));
  json made{{"valid", true},
            {"vocabulary", about_vocabulary<Vocabulary>::option},
            {"canonical", names_of<Vocabulary>(granted.known)},
            {"normalized", names_of<Vocabulary>(granted.known.normalized())},
            {"scopes", std::move(scopes)},
            {"unknown", granted.unknown}};
  if constexpr (std::is_same_v<Vocabulary, jeton::gitlab::scopes>) {
    json opens = json::array();
    for (const opened_action& one : opened_by(granted.known)) {
      opens.push_back({{"action", one.row->name},
                       {"methods", one.methods.empty() ? json(nullptr) : json(one.methods)},
                       {"description", one.row->description}});
    }
    made["opens"] = std::move(opens);
  }
  return made;
}

}  // namespace detail

/// `jeton scopes`: what a list of scopes grants, or why it is none.
template <class Vocabulary>
exit_status explain_scopes(output& out, const scope_question& asked, bool as_json, bool coloured) {
  const painter paint{coloured};
  const auto granted = detail::read_granted<Vocabulary>(asked);
  if (as_json) {
    out << one_line(granted ? detail::granted_json(*granted)
                            : detail::refusal_json<Vocabulary>(asked, granted.error()));
  } else if (granted) {
    detail::show_granted(out, *granted, paint);
  } else {
    detail::show_refusal<Vocabulary>(out, asked, granted.error(), paint);
  }
  return granted ? all_valid : some_invalid;
}

/// `jeton scopes --table`: all scopes, and of GitLab's what each of them opens.
template <class Vocabulary>
exit_status list_scopes(output& out, bool as_json, bool coloured) {
  const painter paint{coloured};
  typename Vocabulary::set all;
  for (std::size_t i = 0; i < Vocabulary::size; ++i) all.insert(i);
  if (!as_json) {
    detail::show_scopes<Vocabulary>(out, all, "", paint);
    if constexpr (std::is_same_v<Vocabulary, jeton::gitlab::scopes>) detail::show_access_table(out, paint);
    return all_valid;
  }
  json made{{"vocabulary", detail::about_vocabulary<Vocabulary>::option}, {"scopes", json::array()}};
  for (std::size_t i = 0; i < Vocabulary::size; ++i) made["scopes"].push_back(detail::scope_json<Vocabulary>(i));
  if constexpr (std::is_same_v<Vocabulary, jeton::gitlab::scopes>) made["access"] = detail::access_table_json();
  out << made.dump(2) << "\n";
  return all_valid;
}

}  // namespace jeton_command

#endif
