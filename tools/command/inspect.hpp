// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_INSPECT_HPP
#define JETON_COMMAND_INSPECT_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <jeton/digest/digest.hpp>

#include "catalogue.hpp"
#include "escaped.hpp"
#include "failure.hpp"
#include "formats.hpp"
#include "input.hpp"
#include "output.hpp"
#include "picture.hpp"
#include "reader.hpp"
#include "terminal.hpp"
#include "verdicts.hpp"

namespace jeton_command {

namespace detail {

/// Whether the bytes of a part are the same in all tokens of its format, or tell nothing but a size.
inline bool may_be_shown(jeton::part_kind kind) {
  return kind == jeton::part_kind::prefix || kind == jeton::part_kind::separator || kind == jeton::part_kind::length;
}

/// `4-33`, or `33` of a single byte.
inline std::string bytes_text(const jeton::token_part& part) {
  return size_text(part.position, part.position + part.size - 1);
}

/// The digit or letter that marks the part with this number, from 0.
inline char part_mark(std::size_t number) {
  constexpr std::string_view marks = "123456789abcdefghijklmnopqrstuvwxyz";
  return number < marks.size() ? marks[number] : '+';
}

inline token_picture picture_of(std::string_view text, const contents& inside) {
  token_picture drawn;
  std::size_t number = 0;
  for (const jeton::token_part& part : inside.parts) {
    if (part.size == 0) continue;
    const char line = part.covered ? '-' : '~';
    if (may_be_shown(part.kind)) {
      drawn.show(part.of(text), line);
    } else {
      drawn.hide(part.size, line);
    }
    drawn.mark(part.position, part_mark(number++));
  }
  return drawn;
}

/// What may be shown of a text that is no token: a prefix that everybody knows, and where the fault is.
inline token_picture picture_of_fault(std::string_view text, std::size_t shown, std::size_t position) {
  token_picture drawn;
  drawn.show(text.substr(0, shown), ' ');
  drawn.hide(text.size() - shown, ' ');
  drawn.mark(position, '^');
  return drawn;
}

/// Draws what lines of standard input are, for people.
class inspector {
 public:
  inspector(output& out, const format_list& list, const reader& judge, bool coloured)
      : out_(out), list_(list), judge_(judge), paint_{coloured}, width_(terminal_width().value_or(80)) {}

  void inspect(const line& current) const {
    if (current.number > 1) out_ << "\n";
    out_ << "line " << std::to_string(current.number) << ": ";
    const auto format = judge_.judge(current.text);
    if (format) {
      show_token(list_.formats[*format], current, judge_.look_into(*format, current.text));
    } else {
      show_fault(current, format.error());
    }
  }

 private:
  void show_token(const format_entry& format, const line& current, const contents& inside) const {
    out_ << paint_("valid " + std::string{format.called.name}, style::green);
    if (!format.called.issuer.empty()) out_ << " (" << format.called.issuer << ")";
    if (format.called.known_by == evidence::weak) out_ << ", a format of weak evidence";
    out_ << "\n";
    picture_of(current.text, inside).draw(out_, width_, paint_);
    out_ << "\n";
    const auto is_field = [](const jeton::token_part& part) { return part.kind == jeton::part_kind::field; };
    const bool one_field = std::count_if(inside.parts.begin(), inside.parts.end(), is_field) == 1;
    std::size_t number = 0;
    for (const jeton::token_part& part : inside.parts) {
      if (part.size == 0) continue;
      show_part(part_mark(number++), one_field && is_field(part) ? "body" : name_of(part.kind), part, current.text);
    }
    if (inside.route) show_route(*inside.route);
    out_ << "  size " << std::to_string(current.size);
    if (format.can_be_guessed) {
      out_ << ", no fingerprint, since it would confirm a guess\n";
    } else {
      out_ << ", fingerprint " << jeton::fingerprint(current.text).view() << "\n";
    }
  }

  void show_part(char mark, std::string_view name, const jeton::token_part& part, std::string_view text) const {
    out_ << "  " << std::string{mark} << "  " << padded(name, 9) << padded_left(bytes_text(part), 11)
         << padded_left(std::to_string(part.size), 6);
    if (may_be_shown(part.kind)) out_ << "  " << part.of(text);
    if (!part.covered) out_ << "  " << paint_("no check covers it", style::yellow);
    out_ << "\n";
  }

  void show_route(const route_report& route) const {
    if (!route.fault.empty()) {
      out_ << "  route  none: " << route.fault << "\n";
      return;
    }
    for (const route_line& one : route.lines) {
      out_ << "  route  " << one.key << "  " << padded(one.name, 12) << "  " << printable(one.value);
      if (!one.number.empty() && one.number != one.value) out_ << " = " << one.number;
      out_ << "\n";
    }
  }

  void show_fault(const line& current, const jeton::token_error& error) const {
    out_ << paint_("invalid " + fault_text(error), style::red) << ", " << describe(error) << "\n";
    if (current.size == 0) {
      out_ << "  (an empty line)\n";
      return;
    }
    picture_of_fault(current.text, judge_.known_prefix_size(current.text), error.position()).draw(out_, width_, paint_);
    out_ << "  size " << std::to_string(current.size);
    if (current.size > current.text.size()) {
      out_ << ", of which the first " << std::to_string(current.text.size()) << " were looked at";
    }
    out_ << "\n";
  }

  output& out_;
  const format_list& list_;
  const reader& judge_;
  painter paint_;
  std::size_t width_;
};

inline json route_json(const route_report& route) {
  if (!route.fault.empty()) return {{"fault", route.fault}};
  json made = json::object();
  for (const route_line& one : route.lines) {
    json entry{{"name", one.name.empty() ? json(nullptr) : json(one.name)}, {"value", one.value}};
    entry["number"] = one.number.empty() ? json(nullptr) : json(one.number);
    made[one.key] = std::move(entry);
  }
  return made;
}

inline json contents_json(std::string_view text, const contents& inside) {
  json parts = json::array();
  for (const jeton::token_part& part : inside.parts) {
    if (part.size == 0) continue;
    json one{{"kind", name_of(part.kind)}, {"position", part.position}, {"size", part.size}, {"covered", part.covered}};
    if (may_be_shown(part.kind)) one["text"] = part.of(text);
    parts.push_back(std::move(one));
  }
  json made{{"masked", picture_of(text, inside).shown()}, {"parts", std::move(parts)}};
  if (inside.route) made["route"] = route_json(*inside.route);
  return made;
}

}  // namespace detail

/// `jeton inspect`: the parts of each token, drawn under it; nothing of it is shown but what all tokens share.
inline exit_status inspect_tokens(output& out, const format_list& list, const reader& judge, bool coloured) {
  exit_status status = all_valid;
  const detail::inspector draw{out, list, judge, coloured};
  for_each_line(out, list.deciding_size(), [&](const line& current) {
    if (!judge.judge(current.text)) status = some_invalid;
    draw.inspect(current);
  });
  return status;
}

/// The same as JSON, a line for each.
inline exit_status inspect_as_json(output& out, const format_list& list, const reader& judge) {
  exit_status status = all_valid;
  for_each_line(out, list.deciding_size(), [&](const line& current) {
    const auto format = judge.judge(current.text);
    json made{{"line", current.number}, {"valid", format.has_value()}};
    if (format) {
      const format_entry& entry = list.formats[*format];
      made["format"] = entry.called.name;
      made["issuer"] = entry.called.issuer;
      made["evidence"] = name_of(entry.called.known_by);
    } else {
      made.update(fault_json(format.error()));
      made["prefix"] = current.text.substr(0, judge.known_prefix_size(current.text));
      status = some_invalid;
    }
    made["size"] = current.size;
    if (format) {
      const bool hide = list.formats[*format].can_be_guessed;
      made["fingerprint"] = hide ? json(nullptr) : json(jeton::fingerprint(current.text).view());
      made.update(detail::contents_json(current.text, judge.look_into(*format, current.text)));
    }
    out << one_line(made);
  });
  return status;
}

}  // namespace jeton_command

#endif
