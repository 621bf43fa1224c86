// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_OUTPUT_HPP
#define JETON_COMMAND_OUTPUT_HPP

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <concepts>
#include <cstring>
#include <string>
#include <string_view>

#include "failure.hpp"
#include "wiped_buffer.hpp"

namespace jeton_command {

/// Standard output, or another open file. It is buffered, its buffer is wiped since it may hold fresh tokens, and what
/// cannot be written is a failure.
class output {
 public:
  explicit output(int file = STDOUT_FILENO) : file_(file) {}

  output& operator<<(std::string_view text) {
    while (!text.empty()) {
      text.remove_prefix(buffer_.append(text));
      if (buffer_.full()) flush();
    }
    return *this;
  }

  void flush() {
    std::string_view rest = buffer_.view();
    while (!rest.empty()) {
      const ssize_t written = ::write(file_, rest.data(), rest.size());
      if (written >= 0) {
        rest.remove_prefix(static_cast<std::size_t>(written));
      } else if (errno != EINTR) {
        give_up(errno);
      }
    }
    buffer_.clear();
  }

  /// The same, and a regular file has it on its disk, where the room for it may turn out to be missing.
  void sync() {
    flush();
    struct stat found{};
    if (::fstat(file_, &found) != 0 || !S_ISREG(found.st_mode)) return;
    while (::fsync(file_) != 0) {
      if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP) return;  // a file system that knows no such thing
      if (errno != EINTR) give_up(errno);
    }
  }

 private:
  [[noreturn]] void give_up(int reason) {
    buffer_.clear();
    if (reason == EPIPE) throw reader_has_gone{};
    throw failure{std::string{file_ == STDOUT_FILENO ? "cannot write to standard output: " : "cannot write: "} +
                  std::strerror(reason)};
  }

  int file_;
  wiped_buffer buffer_{1 << 16};
};

/// Calls `say` with standard error. Where nobody can read that, nothing else changes.
template <std::invocable<output&> Say>
void tell(Say say) {
  try {
    output err{STDERR_FILENO};
    say(err);
    err.flush();
  } catch (const failure&) {
  } catch (const reader_has_gone&) {
  }
}
/// A line for a person, there.
inline void tell(std::string_view line) {
  tell([&](output& err) { err << line << "\n"; });
}

}  // namespace jeton_command

#endif
