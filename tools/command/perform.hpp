// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PERFORM_HPP
#define JETON_COMMAND_PERFORM_HPP

#include <charconv>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <jeton/gitlab/scope.hpp>
#include <jeton/issuers/github_scopes.hpp>

#include "arguments.hpp"
#include "catalogue.hpp"
#include "check.hpp"
#include "digest.hpp"
#include "expiry.hpp"
#include "extension.hpp"
#include "failure.hpp"
#include "formats.hpp"
#include "generator.hpp"
#include "inspect.hpp"
#include "output.hpp"
#include "prefixes.hpp"
#include "reader.hpp"
#include "scopes.hpp"
#include "suggestions.hpp"
#include "terminal.hpp"

namespace jeton_command {

namespace detail {

/// The format that is named, or the only one there is.
inline std::optional<std::size_t> format_of(const request& asked, const format_list& list) {
  if (!asked.format) return list.formats.size() == 1 ? std::optional<std::size_t>{0} : std::nullopt;
  for (std::size_t i = 0; i < list.formats.size(); ++i) {
    if (list.formats[i].called.name == *asked.format) return i;
  }
  std::string text = "unknown FORMAT (not shown here: it could be a token); ";
  std::string before = "did you mean ";
  for (const std::string_view name : nearest_names(list, *asked.format)) {
    text.append(std::exchange(before, ", ")).append(name);
  }
  text += before == ", " ? "?" : "the command 'formats' lists them";
  throw failure{text + "\n" + std::string{tokens_are_no_arguments}};
}

inline prefix_list prefixes_of(const request& asked) {
  if (asked.before && asked.prefixes.empty()) throw failure{"--before needs --prefix"};
  if (asked.prefixes.empty()) return {};
  return {asked.prefixes, asked.before ? jeton::prefix_place::before_standard : jeton::prefix_place::alone};
}

inline std::unique_ptr<reader> reader_for(const request& asked, const format_list& list) {
  const std::optional<std::size_t> format = format_of(asked, list);
  const prefix_list prefixes = prefixes_of(asked);
  if (format) return list.formats[*format].read(*format, prefixes);
  if (prefixes.place == jeton::prefix_place::before_standard) return list.read_all(prefixes);
  throw failure{"--prefix without --before needs a FORMAT: the prefix alone does not tell which"};
}

inline std::size_t count_of(const request& asked) {
  std::size_t count = 0;
  const char* end = asked.count.data() + asked.count.size();
  const auto [stopped, error] = std::from_chars(asked.count.data(), end, count);
  if (error != std::errc{} || stopped != end || count == 0) throw failure{"--count takes a number from 1"};
  return count;
}

inline exit_status perform_formats(const request& asked, const format_list& list, output& out) {
  if (asked.as_json) {
    list_json(out, list);
  } else if (asked.regex) {
    list_regexes(out, list);
  } else {
    list_formats(out, list);
  }
  return all_valid;
}

inline exit_status perform_generate(const request& asked, const format_list& list, output& out) {
  const std::optional<std::size_t> format = format_of(asked, list);
  if (!format) throw failure{"a FORMAT is needed; the command 'formats' lists them"};
  const generate_order order{prefixes_of(asked), asked.fields, count_of(asked)};
  if (order.prefixes.texts.size() > 1) throw failure{"new tokens have one --prefix"};
  list.formats[*format].generate(out, order);
  return all_valid;
}

inline exit_status perform_inspect(const request& asked, const format_list& list, output& out) {
  const bool coloured = wants_colour(asked.colour);
  const std::unique_ptr<reader> judge = reader_for(asked, list);
  return asked.as_json ? inspect_as_json(out, list, *judge) : inspect_tokens(out, list, *judge, coloured);
}

inline scope_question scopes_asked(const request& asked) {
  if (asked.commas && asked.json_array) throw failure{"--commas and --json-array are two ways to read one list"};
  if (!asked.scopes) throw failure{"SCOPES are needed, or --table"};
  const scope_reading reading = asked.commas       ? scope_reading::commas
                                : asked.json_array ? scope_reading::json_array
                                                   : scope_reading::spaces;
  return {*asked.scopes, reading, asked.stored};
}

template <class Vocabulary>
exit_status perform_scopes(const request& asked, output& out) {
  const bool coloured = wants_colour(asked.colour);
  if (asked.table && asked.scopes) throw failure{"--table lists all scopes; it takes no SCOPES"};
  if (asked.table) return list_scopes<Vocabulary>(out, asked.as_json, coloured);
  const scope_question question = scopes_asked(asked);
  return explain_scopes<Vocabulary>(out, question, asked.as_json, coloured);
}
inline exit_status perform_scopes(const request& asked, output& out) {
  if (asked.vocabulary == "gitlab") return perform_scopes<jeton::gitlab::scopes>(asked, out);
  if (asked.vocabulary == "github") return perform_scopes<jeton::github::oauth_scopes>(asked, out);
  throw failure{"--vocabulary takes gitlab or github"};
}

inline exit_status perform_expiry(const request& asked, output& out) {
  const bool coloured = wants_colour(asked.colour);
  return explain_expiry(out, {asked.date, asked.in_days, asked.now, asked.max_days}, asked.as_json, coloured);
}

}  // namespace detail

/// Does what is asked for.
inline exit_status perform(const request& asked, const format_list& list, extension* more, output& out) {
  switch (asked.command) {
    case command_name::formats:
      return detail::perform_formats(asked, list, out);
    case command_name::generate:
      return detail::perform_generate(asked, list, out);
    case command_name::check:
      return check_tokens(out, list, *detail::reader_for(asked, list), asked.as_json);
    case command_name::inspect:
      return detail::perform_inspect(asked, list, out);
    case command_name::digest:
      return digest_tokens(out, asked.key_file, {asked.base64, asked.as_json});
    case command_name::scopes:
      return detail::perform_scopes(asked, out);
    case command_name::expiry:
      return detail::perform_expiry(asked, out);
    case command_name::extended:
      return more->perform(out);
  }
  return failed;
}

}  // namespace jeton_command

#endif
