// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_ESCAPED_HPP
#define JETON_COMMAND_ESCAPED_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "output.hpp"
#include "picture.hpp"
#include "terminal.hpp"

namespace jeton_command {

/// A text of any bytes for a terminal: what is not printable ASCII, and the backslash, as `\xHH`. So no byte of it is
/// a command to the terminal, turns the direction of reading, or looks like another.
inline std::string printable(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '\\') {
      made += c;
    } else {
      made.append("\\x") += hex[byte >> 4];
      made += hex[byte & 15];
    }
  }
  return made;
}

/// Draws a text with a caret under the byte at `position`, which may be the one behind its end, as wide as that byte is
/// shown. Of a long text only what is near is drawn, between dots.
inline void draw_fault(output& out, std::string_view text, std::size_t position, const painter& paint) {
  constexpr std::size_t reach = 100;
  position = std::min(position, text.size());
  const std::size_t begin = position > reach ? position - reach : 0;
  const std::string_view before = text.substr(begin, position - begin);
  const std::string_view wrong = text.substr(position, 1);
  const std::string_view after = text.substr(position + wrong.size(), reach);
  token_picture drawn;
  if (begin > 0) drawn.show("...", ' ');
  drawn.show(printable(before), ' ');
  drawn.show(printable(wrong), '^');
  if (wrong.empty()) drawn.mark(drawn.shown().size(), '^');
  drawn.show(printable(after), ' ');
  if (position + wrong.size() + after.size() < text.size()) drawn.show("...", ' ');
  drawn.draw(out, terminal_width().value_or(80), paint);
}

}  // namespace jeton_command

#endif
