// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_OUTPUT_HPP
#define JETON_COMMAND_OUTPUT_HPP

#include <unistd.h>

#include <cerrno>
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
        const int reason = errno;
        buffer_.clear();
        if (reason == EPIPE) throw reader_has_gone{};
        throw failure{std::string{file_ == STDOUT_FILENO ? "cannot write to standard output: " : "cannot write: "} +
                      std::strerror(reason)};
      }
    }
    buffer_.clear();
  }

 private:
  int file_;
  wiped_buffer buffer_{1 << 16};
};

}  // namespace jeton_command

#endif
