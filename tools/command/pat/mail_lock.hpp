// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_MAIL_LOCK_HPP
#define JETON_COMMAND_PAT_MAIL_LOCK_HPP

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

#include "../failure.hpp"
#include "store_file.hpp"

namespace jeton_command {

/// Lets one run at a time send mail about a store: a lock on an empty file beside it, whose name is that of the store,
/// wherever links lead to it, and `-notices`. Not on the store itself, since SQLite's own locks on a file end when any
/// other descriptor of it is closed. The lock ends with its process, and no mailer inherits it; the file stays.
class mail_lock {
 public:
  static constexpr std::string_view suffix = "-notices";

  explicit mail_lock(const std::filesystem::path& store) : file_(open_beside(store)) {
    struct flock whole = whole_file();
    if (::fcntl(file_, F_SETLK, &whole) == 0) {
      is_held_ = true;
    } else if (const int reason = errno; reason != EAGAIN && reason != EACCES) {
      ::close(file_);
      give_up("lock", reason);
    }
  }
  mail_lock(const mail_lock&) = delete;
  mail_lock& operator=(const mail_lock&) = delete;
  ~mail_lock() { ::close(file_); }

  /// Whether this run has it, and no other.
  [[nodiscard]] bool is_held() const { return is_held_; }
  /// `process 42`, or `another process` where it ended or cannot be seen from here.
  [[nodiscard]] std::string other() const {
    struct flock whole = whole_file();
    const bool is_seen = ::fcntl(file_, F_GETLK, &whole) == 0 && whole.l_type != F_UNLCK && whole.l_pid > 0;
    return is_seen ? "process " + std::to_string(whole.l_pid) : "another process";
  }

 private:
  static struct flock whole_file() {
    struct flock made{};
    made.l_type = F_WRLCK;
    made.l_whence = SEEK_SET;
    return made;
  }

  static int open_beside(const std::filesystem::path& store) {
    const std::string path = detail::part_of_store(store, suffix).string();
    constexpr int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    int file = ::open(path.c_str(), flags | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    if (file >= 0) {
      // As SQLite does with its files: root must not keep out the owner of the store.
      struct stat of_store{};
      if (::geteuid() == 0 && ::stat(store.c_str(), &of_store) == 0) {
        (void)!::fchown(file, of_store.st_uid, of_store.st_gid);
      }
    } else if (errno == EEXIST) {
      file = ::open(path.c_str(), flags);
    }
    if (file < 0) give_up("open", errno);
    return file;
  }

  [[noreturn]] static void give_up(const char* what, int reason) {
    throw failure{std::string{"cannot "} + what +
                  " the file beside the store that keeps other runs from sending: " + std::strerror(reason)};
  }

  int file_;
  bool is_held_ = false;
};

}  // namespace jeton_command

#endif
