// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PICTURE_HPP
#define JETON_COMMAND_PICTURE_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "output.hpp"
#include "terminal.hpp"

namespace jeton_command {

/// A token as it may be shown, with a mark under each byte. It never holds a byte that is not meant to be seen.
class token_picture {
 public:
  /// `size` bytes that stay hidden, each with this mark under it.
  void hide(std::size_t size, char mark) { append(std::string(size, '*'), mark, style::faint); }
  /// Bytes that are shown, all of them printable.
  void show(std::string_view text, char mark) { append(text, mark, style::bold); }
  /// Another mark under one byte, or behind the last one.
  void mark(std::size_t position, char with) {
    if (marks_.size() <= position) marks_.resize(position + 1, ' ');
    marks_[position] = with;
  }

  [[nodiscard]] std::string_view shown() const { return shown_; }

  /// Draws rows of `width` columns, with the marks under each. Two rows or more that look the same are left out but for
  /// the first; a line says how many bytes they have.
  void draw(output& out, std::size_t width, const painter& paint) const {
    const std::size_t size = std::max({shown_.size(), marks_.size(), std::size_t{1}});
    const std::size_t room = width - indent.size();
    for (std::size_t at = 0; at < size;) {
      draw_row(out, at, room, paint);
      const std::size_t row = at;
      at += room;
      while (at + room < size && looks_same(row, at, room)) at += room;
      if (const std::size_t left_out = at - row - room; left_out > room) {
        out << indent << paint("... " + std::to_string(left_out) + " bytes that look the same ...", style::faint)
            << "\n";
      } else {
        at = row + room;
      }
    }
  }

 private:
  static constexpr std::string_view indent = "  ";

  void append(std::string_view text, char mark, std::string_view style) {
    shown_ += text;
    marks_.append(text.size(), mark);
    styles_.insert(styles_.end(), text.size(), style);
  }

  [[nodiscard]] static std::string_view piece(std::string_view of, std::size_t at, std::size_t size) {
    return at < of.size() ? of.substr(at, size) : std::string_view{};
  }
  [[nodiscard]] bool looks_same(std::size_t row, std::size_t other, std::size_t size) const {
    return piece(shown_, row, size) == piece(shown_, other, size) &&
           piece(marks_, row, size) == piece(marks_, other, size);
  }

  void draw_row(output& out, std::size_t at, std::size_t size, const painter& paint) const {
    out << indent;
    const std::size_t end = std::min(at + size, shown_.size());
    for (std::size_t i = at; i < end;) {
      std::size_t next = i;
      while (next < end && styles_[next] == styles_[i]) ++next;
      out << paint(std::string_view{shown_}.substr(i, next - i), styles_[i]);
      i = next;
    }
    std::string_view under = piece(marks_, at, size);
    under = under.substr(0, under.find_last_not_of(' ') + 1);
    out << "\n";
    if (under.empty()) return;
    out << indent;
    for (std::size_t i = 0; i < under.size();) {
      const std::size_t next = std::min(under.find_first_not_of(under[i], i), under.size());
      const bool loud = under[i] == '~' || under[i] == '^';
      const std::string_view run = under.substr(i, next - i);
      out << (loud ? paint(run, under[i] == '^' ? style::red : style::yellow) : std::string{run});
      i = next;
    }
    out << "\n";
  }

  std::string shown_;
  std::string marks_;
  std::vector<std::string_view> styles_;
};

}  // namespace jeton_command

#endif
