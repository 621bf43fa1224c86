// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_INPUT_HPP
#define JETON_COMMAND_INPUT_HPP

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "failure.hpp"
#include "output.hpp"
#include "terminal.hpp"
#include "wiped_buffer.hpp"

namespace jeton_command {

/// Somebody who takes lines apart: `bytes` any number of times, then `end_of_line`, for each line.
template <class Sink>
concept line_sink = requires(Sink& sink, std::string_view piece) {
  sink.bytes(piece);
  sink.end_of_line();
};

namespace detail {

/// Bytes of standard input, at least one; none at its end.
inline bool refill(wiped_buffer& chunk) {
  chunk.clear();
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, chunk.room().data(), chunk.room().size());
    if (got >= 0) {
      chunk.added(static_cast<std::size_t>(got));
      return got > 0;
    }
    if (errno != EINTR) throw failure{std::string{"cannot read standard input: "} + std::strerror(errno)};
  }
}

/// Finds the ends of lines: LF or CRLF. A CR elsewhere is a byte of the line, and so is one at the end of the input.
template <line_sink Sink>
class line_splitter {
 public:
  explicit line_splitter(Sink& sink) : sink_(sink) {}

  void take(std::string_view chunk) {
    while (!chunk.empty()) {
      const std::size_t end = chunk.find('\n');
      if (end == std::string_view::npos) return take_rest(chunk);
      take_rest(chunk.substr(0, end));
      held_return_ = false;
      end_line();
      chunk.remove_prefix(end + 1);
    }
  }
  void finish() {
    if (!inside_) return;
    if (held_return_) sink_.bytes("\r");
    end_line();
  }
  [[nodiscard]] bool saw_any() const { return saw_any_; }

 private:
  /// Bytes without LF. A CR at their end waits for what comes next.
  void take_rest(std::string_view piece) {
    if (piece.empty()) return;
    inside_ = true;
    if (held_return_) sink_.bytes("\r");
    held_return_ = piece.back() == '\r';
    if (held_return_) piece.remove_suffix(1);
    if (!piece.empty()) sink_.bytes(piece);
  }
  void end_line() {
    sink_.end_of_line();
    inside_ = false;
    held_return_ = false;
    saw_any_ = true;
  }

  Sink& sink_;
  bool inside_ = false;
  bool held_return_ = false;
  bool saw_any_ = false;
};

}  // namespace detail

/// Reads standard input to its end. What is in `out` is written before each wait. An input without a line is a failure:
/// whoever checks nothing must not learn that all is well.
template <line_sink Sink>
void read_lines(output& out, Sink& sink) {
  std::optional<silent_terminal> silence;
  if (::isatty(STDIN_FILENO) == 1) {
    silence.emplace();
    std::fputs("reading tokens from the terminal, one a line, not shown; Ctrl-D ends\n", stderr);
  }
  detail::line_splitter<Sink> splitter{sink};
  wiped_buffer chunk{1 << 16};
  for (;;) {
    out.flush();
    if (!detail::refill(chunk)) break;
    splitter.take(chunk.view());
  }
  splitter.finish();
  if (!splitter.saw_any()) throw failure{"no token was read: standard input is empty"};
}

/// A line of the input.
struct line {
  std::size_t number = 0;  ///< from 1
  std::string_view text;   ///< as many of its first bytes as were asked for
  std::size_t size = 0;    ///< of the whole line
};

/// Calls `on_line` with each line. No more than `most` bytes of a line are kept, so that one of any length does no
/// harm.
template <class OnLine>
void for_each_line(output& out, std::size_t most, OnLine&& on_line) {
  struct collector {
    wiped_buffer kept;
    OnLine& tell;
    line current{};

    void bytes(std::string_view piece) {
      kept.append(piece);
      current.size += piece.size();
    }
    void end_of_line() {
      ++current.number;
      current.text = kept.view();
      tell(std::as_const(current));
      kept.clear();
      current.size = 0;
    }
  };
  collector lines{wiped_buffer{most}, on_line};
  read_lines(out, lines);
}

}  // namespace jeton_command

#endif
