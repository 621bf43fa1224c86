// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_SIGNALS_HPP
#define JETON_COMMAND_SIGNALS_HPP

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <string>

namespace jeton_command {

/// What a signal does that nobody handles.
enum class signal_effect : unsigned char { nothing, stop, end };

constexpr signal_effect effect_of(int signal) {
#if defined(SIGINFO)
  if (signal == SIGINFO) return signal_effect::nothing;
#endif
  if (signal == SIGCHLD || signal == SIGCONT || signal == SIGURG || signal == SIGWINCH) return signal_effect::nothing;
  return signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU ? signal_effect::stop : signal_effect::end;
}

/// From now on `handler` is called with each signal that would have this effect. What is handled or ignored already
/// stays so. The handler may be interrupted by another signal, and by the same one again.
inline void handle_signals(signal_effect effect, void (*handler)(int)) {
  struct sigaction ours{};
  ours.sa_handler = handler;
  ours.sa_flags = SA_RESTART | SA_NODEFER;
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction before{};
    if (effect_of(signal) != effect || ::sigaction(signal, nullptr, &before) != 0) continue;
    if (before.sa_handler == SIG_DFL) ::sigaction(signal, &ours, nullptr);
  }
}

/// The signals that `handler` was called with have their effect again.
inline void release_signals(void (*handler)(int)) {
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction now{};
    if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == handler) std::signal(signal, SIG_DFL);
  }
}

/// For a handler: lets the signal have its effect. Returns when the program was stopped and goes on.
inline void let_happen(int signal) {
  struct sigaction standard{};
  struct sigaction ours{};
  standard.sa_handler = SIG_DFL;
  ::sigaction(signal, &standard, &ours);
  ::raise(signal);
  ::sigaction(signal, &ours, nullptr);
}

/// Does `work()` while no signal arrives, but for SIGKILL and SIGSTOP. Those that came meanwhile arrive afterwards.
template <class Work>
auto without_signals(Work work) {
  struct mask {
    sigset_t before{};
    mask() {
      sigset_t all;
      sigfillset(&all);
      ::sigprocmask(SIG_BLOCK, &all, &before);
    }
    mask(const mask&) = delete;
    mask& operator=(const mask&) = delete;
    ~mask() { ::sigprocmask(SIG_SETMASK, &before, nullptr); }
  };
  const mask held;
  return work();
}

namespace detail {

/// In one place for the handler, which may neither allocate nor wait.
struct last_words {
  char text[512];
  std::size_t size;
  volatile std::sig_atomic_t were_said;
};
inline last_words& words_at_the_end() {
  static constinit last_words words{};
  return words;
}
inline void say_last_words(int signal) {
  last_words& words = words_at_the_end();
  if (words.were_said == 0) {
    words.were_said = 1;
    if (::write(STDERR_FILENO, words.text, words.size) < 0) words.size = 0;  // nobody hears
  }
  let_happen(signal);
}

}  // namespace detail

/// From now on, to the end of the program, a signal that ends it says first on standard error that it interrupts, and
/// this: one line of 400 bytes at most, in place of what was to be said before.
inline void say_if_interrupted(const std::string& what) {
  const std::string line = "interrupted: " + what + "\n";
  without_signals([&] {
    detail::last_words& words = detail::words_at_the_end();
    words.size = std::min(line.size(), sizeof words.text);
    std::copy_n(line.data(), words.size, words.text);
    handle_signals(signal_effect::end, detail::say_last_words);
  });
}

}  // namespace jeton_command

#endif
