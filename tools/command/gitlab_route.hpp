// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_GITLAB_ROUTE_HPP
#define JETON_COMMAND_GITLAB_ROUTE_HPP

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <jeton/gitlab/generate_routable.hpp>
#include <jeton/gitlab/route.hpp>

#include "failure.hpp"

namespace jeton_command {

namespace detail {

/// F's prefix as a template argument.
template <class F>
constexpr auto prefix_literal() {
  jeton::fixed_string<F::prefix.size()> text;
  for (std::size_t i = 0; i < text.size(); ++i) text.chars[i] = F::prefix[i];
  return text;
}

}  // namespace detail

/// Whether F is a routable token of GitLab, of today's form or the old one.
template <class F>
concept routable_v1 = std::same_as<F, jeton::gitlab::routable<detail::prefix_literal<F>()>>;
template <class F>
concept routable_v0 = std::same_as<F, jeton::gitlab::routable_v0<detail::prefix_literal<F>()>>;

/// A line of a route, for people.
struct route_line {
  std::string key;
  std::string_view name;  ///< of the key; empty where this version does not know it
  std::string value;      ///< as it stands, any bytes
  std::string number;     ///< what it is as a base36 number; empty where it is none
};

/// What the route of a token says, or why it says nothing.
struct route_report {
  std::vector<route_line> lines;
  std::string_view fault{};
};

inline std::string_view name_of_route_key(char key) {
  switch (key) {
    case 'c':
      return "cell";
    case 'g':
      return "group";
    case 'o':
      return "organization";
    case 'p':
      return "project";
    case 't':
      return "runner type";
    case 'u':
      return "user";
    default:
      return {};
  }
}

template <class F>
route_report report_route(const jeton::token<F>& token) {
  const auto route = jeton::gitlab::route_of(token);
  route_report report;
  if (!route) {
    report.fault = describe(route.error());
    return report;
  }
  for (char key = 'a'; key <= 'z'; ++key) {
    const std::string_view value = route->value(key);
    if (value.empty()) continue;
    const auto number = route->number(key);
    report.lines.push_back({std::string{key}, name_of_route_key(key), std::string{value},
                            number ? std::to_string(*number) : std::string{}});
  }
  return report;
}

/// A value of `--field`: decimal digits are a number, which GitLab writes in base36; else a text as it is.
inline jeton::gitlab::route_value route_value_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) throw failure{"--field: a number of a route is below 2^64"};
  if (error == std::errc{} && end == text.data() + text.size()) return number;
  return text;
}

/// The fields of `--field KEY=VALUE`, which must outlive the answer.
inline jeton::gitlab::route_fields route_fields_of(std::span<const std::string> texts) {
  jeton::gitlab::route_fields fields;
  for (const std::string& text : texts) {
    if (text.size() < 3 || text[1] != '=') {
      throw failure{"--field takes KEY=VALUE here, KEY one of c, g, o, p, t, u: --field o=1 --field u=2"};
    }
    jeton::gitlab::route_value* field = nullptr;
    switch (text[0]) {
      case 'c':
        field = &fields.cell;
        break;
      case 'g':
        field = &fields.group;
        break;
      case 'o':
        field = &fields.organization;
        break;
      case 'p':
        field = &fields.project;
        break;
      case 't':
        field = &fields.runner_type;
        break;
      case 'u':
        field = &fields.user;
        break;
      default:
        throw failure{"--field: a route has the keys c, g, o, p, t and u only"};
    }
    if (!field->view().empty()) throw failure{"--field: a key of the route is given twice"};
    *field = route_value_of(std::string_view{text}.substr(2));
  }
  return fields;
}

}  // namespace jeton_command

#endif
