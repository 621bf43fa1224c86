// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_TERMINAL_HPP
#define JETON_COMMAND_TERMINAL_HPP

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "failure.hpp"
#include "signals.hpp"

namespace jeton_command {

/// Columns of the terminal that standard output is.
inline std::optional<std::size_t> terminal_width() {
  constexpr std::size_t least = 20;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < least) return std::nullopt;
  return size.ws_col;
}

/// Whether to colour: `always`, `never`, or `auto`, which is on a terminal that can, unless NO_COLOR is set and not
/// empty.
inline bool wants_colour(std::string_view choice) {
  if (choice == "always" || choice == "never") return choice == "always";
  if (choice != "auto") throw failure{"--color takes auto, always or never"};
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string_view{value == nullptr ? "" : value};
  };
  return ::isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

/// Select Graphic Rendition codes of ECMA-48.
namespace style {
inline constexpr std::string_view bold = "1";
inline constexpr std::string_view faint = "2";
inline constexpr std::string_view red = "31";
inline constexpr std::string_view green = "32";
inline constexpr std::string_view yellow = "33";
}  // namespace style

/// Paints texts, or leaves them as they are.
struct painter {
  bool coloured = false;

  [[nodiscard]] std::string operator()(std::string_view text, std::string_view code) const {
    std::string painted{text};
    if (coloured && !text.empty()) painted.insert(0, "\033[" + std::string{code} + "m").append("\033[0m");
    return painted;
  }
};

/// While it lives, a terminal at standard input does not show what is typed, so that no token stays on the screen. The
/// former state comes back when it dies, and when a signal ends or stops the program.
class silent_terminal {
 public:
  silent_terminal() {
    if (::tcgetattr(STDIN_FILENO, &before()) != 0) return;
    handle_signals(signal_effect::end, on_signal);
    handle_signals(signal_effect::stop, on_signal);
    hush();
  }
  silent_terminal(const silent_terminal&) = delete;
  silent_terminal& operator=(const silent_terminal&) = delete;
  ~silent_terminal() {
    restore();
    release_signals(on_signal);
  }

 private:
  static termios& before() {
    static termios state{};
    return state;
  }
  static void hush() {
    termios silent = before();
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;
    become(silent);
  }
  static void restore() { become(before()); }
  /// In the background the terminal is somebody else's.
  static void become(const termios& state) {
    const pid_t in_front = ::tcgetpgrp(STDIN_FILENO);  // -1 of a terminal that no session has
    if (in_front < 0 || in_front == ::getpgrp()) ::tcsetattr(STDIN_FILENO, TCSANOW, &state);
  }

  static void on_signal(int signal) {
    restore();
    let_happen(signal);
    hush();  // on the way back
  }
};

}  // namespace jeton_command

#endif
