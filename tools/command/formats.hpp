// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_FORMATS_HPP
#define JETON_COMMAND_FORMATS_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "catalogue.hpp"
#include "output.hpp"
#include "terminal.hpp"
#include "verdicts.hpp"

namespace jeton_command {

inline constexpr std::string_view formats_legend = R"(
BITS     random bits in a token, where they are known
CHECK    what the check covers: all that stands before it, prefix+body, or body
U D W    u stands in a URL as it is; d a double click selects all of it;
         w weak evidence that tokens of this issuer look so
PICTURE  <field>, [check] and (length of the field) with their sizes in bytes
)";

namespace detail {

inline std::string padded(std::string_view text, std::size_t width) {
  std::string cell{text};
  cell.resize(std::max(cell.size(), width), ' ');
  return cell;
}
inline std::string padded_left(std::string_view text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ').append(text);
}

inline std::size_t name_width(const format_list& list) {
  std::size_t width = 6;
  for (const format_entry& format : list.formats) width = std::max(width, format.called.name.size());
  return width;
}

inline json format_json(const format_entry& format) {
  json parts = json::array();
  for (const format_part& part : format.parts) {
    json one{{"kind", name_of(part.kind)},
             {"min_size", part.min_size},
             {"max_size", part.max_size},
             {"covered", part.covered}};
    if (!part.text.empty()) one["text"] = part.text;
    if (!part.digits.empty()) one["digits"] = part.digits;
    parts.push_back(std::move(one));
  }
  json made{{"name", format.called.name},
            {"issuer", format.called.issuer},
            {"evidence", name_of(format.called.known_by)},
            {"prefix", format.prefix},
            {"picture", picture(format.parts)},
            {"min_size", format.min_size},
            {"max_size", format.max_size},
            {"random_bits", format.random_bits > 0 ? json(format.random_bits) : json(nullptr)},
            {"checked", covered_text(format.parts)},
            {"url_safe", format.url_safe},
            {"double_click_selectable", format.double_click_selectable},
            {"generated", format.why_not_generated.empty()},
            {"regex", format.regex},
            {"parts", std::move(parts)}};
  return made;
}

}  // namespace detail

/// `jeton formats`: a table for people. On a terminal that is too narrow, long pictures stand on a line of their own.
inline void list_formats(output& out, const format_list& list) {
  using detail::padded;
  const std::size_t name_width = detail::name_width(list);
  const std::size_t width = terminal_width().value_or(std::string::npos);
  const auto row = [&](std::string_view name, std::string_view size, std::string_view bits, std::string_view check,
                       std::string_view flags, std::string_view picture) {
    const std::string cells = padded(name, name_width) + "  " + padded(size, 7) + " " + detail::padded_left(bits, 4) +
                              "  " + padded(check, 5) + "  " + std::string{flags};
    const bool fits = std::max(cells.size(), name_width + 25) + 2 + picture.size() <= width;
    out << (fits ? padded(cells, name_width + 25) + "  " : cells + "\n    ") << picture << "\n";
  };
  row("FORMAT", "SIZE", "BITS", "CHECK", "UDW", "PICTURE");
  for (const format_entry& format : list.formats) {
    const std::string flags = std::string{format.url_safe ? "u" : "-"} + (format.double_click_selectable ? "d" : "-") +
                              (format.called.known_by == evidence::weak ? "w" : "-");
    const auto bits = static_cast<unsigned>(format.random_bits);
    row(format.called.name, size_text(format.min_size, format.max_size), bits == 0 ? "-" : std::to_string(bits),
        covered_text(format.parts), flags, picture(format.parts));
  }
  out << formats_legend;
}

/// `jeton formats --regex`: name and regular expression, for registration with scanners.
inline void list_regexes(output& out, const format_list& list) {
  const std::size_t width = detail::name_width(list);
  for (const format_entry& format : list.formats) {
    out << detail::padded(format.called.name, width) << "  " << format.regex << "\n";
  }
}

/// `jeton formats --json`: one array.
inline void list_json(output& out, const format_list& list) {
  json all = json::array();
  for (const format_entry& format : list.formats) all.push_back(detail::format_json(format));
  out << all.dump(2) << "\n";
}

}  // namespace jeton_command

#endif
