// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_VOCABULARY_HPP
#define JETON_COMMAND_VOCABULARY_HPP

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

#include "formats.hpp"
#include "output.hpp"
#include "terminal.hpp"
#include "verdicts.hpp"

namespace jeton_command {

/// How a list of scopes is written.
enum class scope_reading : unsigned char { spaces, commas, json_array };

/// What is asked about scopes.
struct scope_question {
  std::string text;
  scope_reading reading = scope_reading::spaces;
  bool is_stored = false;  ///< read as a row of a store, where unknown names may stand
};

/// The word for a fault in the output of the command.
inline std::string_view word_of(jeton::scope_fault fault) {
  switch (fault) {
    case jeton::scope_fault::syntax:
      return "syntax";
    case jeton::scope_fault::empty_item:
      return "empty-item";
    case jeton::scope_fault::character:
      return "character";
    case jeton::scope_fault::unknown:
      return "unknown";
    case jeton::scope_fault::duplicate:
      return "duplicate";
  }
  return "unknown";
}

namespace detail {

/// What the command knows about a vocabulary besides its rows.
template <class Vocabulary>
struct about_vocabulary;
template <>
struct about_vocabulary<jeton::gitlab::scopes> {
  static constexpr std::string_view option = "gitlab";
  static constexpr std::string_view issuer = "GitLab";
};
template <>
struct about_vocabulary<jeton::github::oauth_scopes> {
  static constexpr std::string_view option = "github";
  static constexpr std::string_view issuer = "GitHub";
};

template <class Vocabulary>
jeton::result<typename Vocabulary::set, jeton::scope_error> read_scopes(std::string_view text, scope_reading reading) {
  if (reading == scope_reading::commas) return Vocabulary::parse_commas(text);
  if (reading == scope_reading::json_array) return Vocabulary::parse_json(text);
  return Vocabulary::parse(text);
}

/// Scopes that were granted, and names that were kept.
template <class Vocabulary>
struct granted_scopes {
  typename Vocabulary::set known;
  std::vector<std::string> unknown;
};
template <class Vocabulary>
jeton::result<granted_scopes<Vocabulary>, jeton::scope_error> read_granted(const scope_question& asked) {
  using granted = granted_scopes<Vocabulary>;
  if (!asked.is_stored) {
    return read_scopes<Vocabulary>(asked.text, asked.reading).transform([](const auto& known) {
      return granted{known, {}};
    });
  }
  const auto of_row = [](const auto& row) {
    granted made{row.known(), {}};
    for (const std::string_view name : row.unknown()) made.unknown.emplace_back(name);
    return made;
  };
  if (asked.reading == scope_reading::commas) return of_row(Vocabulary::parse_stored_commas(asked.text));
  if (asked.reading == scope_reading::json_array) return Vocabulary::parse_stored_json(asked.text).transform(of_row);
  return of_row(Vocabulary::parse_stored(asked.text));
}

template <class Vocabulary>
std::string names_of(const typename Vocabulary::set& scopes) {
  std::string text;
  for (const std::string_view name : scopes) text.append(text.empty() ? "" : " ").append(name);
  return text;
}

/// What one scope implies, by way of others too.
template <class Vocabulary>
std::string implied_by(std::size_t index) {
  typename Vocabulary::set one;
  one.insert(index);
  typename Vocabulary::set all = one.effective();
  all.erase(index);
  return names_of<Vocabulary>(all);
}

/// `8.15`; `by 16.4` where only a bound is known; `-` where nothing is.
inline std::string version_text(const jeton::scope_row& row, jeton::scope_version bound) {
  const bool is_known = row.since != jeton::scope_version{};
  const jeton::scope_version version = is_known ? row.since : bound;
  if (version == jeton::scope_version{}) return "-";
  return std::string{is_known ? "" : "by "} + std::to_string(version.series) + "." + std::to_string(version.release);
}
template <class Vocabulary>
std::string since_text(const jeton::scope_row& row) {
  if constexpr (std::is_same_v<Vocabulary, jeton::gitlab::scopes>) {
    return version_text(row, jeton::gitlab::certain_since(row));
  } else {
    return version_text(row, {});
  }
}

/// Words in lines of `width` columns, of which the first `indent` stay empty; in the first line they are taken.
inline std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string made;
  std::size_t column = indent;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (column > indent && column + 1 + end > width) {
      made.append("\n").append(indent, ' ');
      column = indent;
    } else if (column > indent) {
      made += ' ';
      ++column;
    }
    made += text.substr(0, end);
    column += end;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return made;
}

/// The last cell of a row whose others have `column` columns: beside them, or below where there is no room.
inline std::string last_cell(std::string_view text, std::size_t column) {
  constexpr std::size_t least = 24;
  constexpr std::size_t indent = 4;
  const std::size_t width = terminal_width().value_or(80);
  if (column + least <= width) return wrapped(text, column, width);
  return "\n" + std::string(indent, ' ') + wrapped(text, indent, width);
}

/// What a row says besides its name and version.
template <class Vocabulary>
std::string explanation_of(std::size_t index) {
  const jeton::scope_row& row = Vocabulary::row(index);
  std::string text{row.description};
  std::string more;
  const auto add = [&](const std::string& remark) { more.append(more.empty() ? "" : "; ").append(remark); };
  if (row.audience == jeton::scope_audience::administrators) add("administrators only");
  if (!row.needs.empty()) add("needs " + std::string{row.needs});
  if (const std::string implied = implied_by<Vocabulary>(index); !implied.empty()) add("implies " + implied);
  return more.empty() ? text : text + " (" + more + ")";
}

template <class Vocabulary>
void show_scopes(output& out, const typename Vocabulary::set& scopes, std::string_view indent, const painter& paint) {
  std::size_t names = 5;
  std::size_t versions = 5;
  for (auto at = scopes.begin(); at != scopes.end(); ++at) {
    names = std::max(names, (*at).size());
    versions = std::max(versions, since_text<Vocabulary>(Vocabulary::row(at.index())).size());
  }
  const std::size_t column = indent.size() + names + versions + 4;
  out << indent << padded("SCOPE", names) << "  " << padded("SINCE", versions) << "  ALLOWS\n";
  for (auto at = scopes.begin(); at != scopes.end(); ++at) {
    const jeton::scope_row& row = Vocabulary::row(at.index());
    out << indent << paint(row.name, style::bold) << std::string(names - row.name.size(), ' ') << "  "
        << padded(since_text<Vocabulary>(row), versions) << "  "
        << last_cell(explanation_of<Vocabulary>(at.index()), column) << "\n";
  }
}

template <class Vocabulary>
json scope_json(std::size_t index) {
  const jeton::scope_row& row = Vocabulary::row(index);
  typename Vocabulary::set one;
  one.insert(index);
  json implied = json::array();
  for (const std::string_view name : one.effective()) {
    if (name != row.name) implied.push_back(name);
  }
  const std::string since = since_text<Vocabulary>(row);
  return {{"name", row.name},
          {"since", row.since == jeton::scope_version{} ? json(nullptr) : json(since)},
          {"audience", row.audience == jeton::scope_audience::everyone ? "everyone" : "administrators"},
          {"needs", row.needs.empty() ? json(nullptr) : json(row.needs)},
          {"implies", std::move(implied)},
          {"description", row.description}};
}

}  // namespace detail

}  // namespace jeton_command

#endif
