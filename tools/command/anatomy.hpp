// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_ANATOMY_HPP
#define JETON_COMMAND_ANATOMY_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <jeton/format/checksum.hpp>
#include <jeton/format/parts.hpp>

namespace jeton_command {

using jeton::format_part;
using jeton::parts_of_format;

/// `40`, or `27-300`.
inline std::string size_text(std::size_t least, std::size_t most) {
  std::string text = std::to_string(least);
  if (most != least) text += "-" + std::to_string(most);
  return text;
}

/// A picture of a format in one line: `ghp_<30>[6]`. Texts stand as they are, fields as `<size>`, length fields as
/// `(size)`, checks as `[size]`.
inline std::string picture(std::span<const format_part> parts) {
  std::string drawn;
  for (const format_part& part : parts) {
    const std::string size = size_text(part.min_size, part.max_size);
    switch (part.kind) {
      case jeton::part_kind::prefix:
      case jeton::part_kind::separator:
        drawn += part.text;
        break;
      case jeton::part_kind::field:
        drawn += "<" + size + ">";
        break;
      case jeton::part_kind::length:
        drawn += "(" + size + ")";
        break;
      case jeton::part_kind::checksum:
        drawn += "[" + size + "]";
        break;
    }
  }
  return drawn;
}

/// What the check of a format covers: `all` that stands before it, `body`, `prefix+body`, or `none` without a check.
inline std::string_view covered_text(std::span<const format_part> parts) {
  for (const format_part& part : parts) {
    if (part.kind != jeton::part_kind::checksum) continue;
    switch (part.span) {
      case jeton::covers::everything_before:
        return "all";
      case jeton::covers::body:
        return "body";
      case jeton::covers::before_separator:
        return "prefix+body";
    }
  }
  return "none";
}

inline std::string_view name_of(jeton::part_kind kind) {
  switch (kind) {
    case jeton::part_kind::prefix:
      return "prefix";
    case jeton::part_kind::separator:
      return "separator";
    case jeton::part_kind::field:
      return "field";
    case jeton::part_kind::length:
      return "length";
    case jeton::part_kind::checksum:
      return "checksum";
  }
  return "part";
}

}  // namespace jeton_command

#endif
