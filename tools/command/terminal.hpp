// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_TERMINAL_HPP
#define JETON_COMMAND_TERMINAL_HPP

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "failure.hpp"

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
    hush();
    struct sigaction ours{};
    ours.sa_handler = on_signal;
    for (std::size_t i = 0; i < std::size(signals); ++i) {
      ::sigaction(signals[i], nullptr, &theirs_[i]);
      if (theirs_[i].sa_handler != SIG_IGN) ::sigaction(signals[i], &ours, nullptr);
    }
  }
  silent_terminal(const silent_terminal&) = delete;
  silent_terminal& operator=(const silent_terminal&) = delete;
  ~silent_terminal() {
    for (std::size_t i = 0; i < std::size(signals); ++i) ::sigaction(signals[i], &theirs_[i], nullptr);
    restore();
  }

 private:
  static constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

  static termios& before() {
    static termios state{};
    return state;
  }
  static void hush() {
    termios silent = before();
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  static void restore() { ::tcsetattr(STDIN_FILENO, TCSANOW, &before()); }

  static void on_signal(int signal) {
    restore();
    if (signal == SIGTSTP) {
      ::raise(SIGSTOP);
      hush();  // on the way back
      return;
    }
    std::signal(signal, SIG_DFL);
    ::raise(signal);
  }

  struct sigaction theirs_[std::size(signals)]{};
};

}  // namespace jeton_command

#endif
