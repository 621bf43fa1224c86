// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_MAILBOX_HPP
#define JETON_COMMAND_PAT_MAILBOX_HPP

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "../failure.hpp"
#include "mail.hpp"
#include "mail_lock.hpp"
#include "request.hpp"
#include "store_file.hpp"

namespace jeton_command {

/// Where mail goes.
class mailbox {
 public:
  virtual ~mailbox() = default;
  /// Whether a mail is out of our hands: on the disk, as far as the disk says, or taken by a program. Where none will
  /// ever be, that is the end of the command.
  virtual bool take(const written_mail& mail) = 0;
};

namespace detail {

/// An open file, or the end of the command.
class mail_file {
 public:
  mail_file(const std::string& path, int flags, mode_t mode = 0)
      : file_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
    if (file_ < 0) give_up("open");
  }
  mail_file(const mail_file&) = delete;
  mail_file& operator=(const mail_file&) = delete;
  ~mail_file() { ::close(file_); }

  [[nodiscard]] int number() const { return file_; }

  void write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t written = ::write(file_, text.data(), text.size());
      if (written < 0 && errno != EINTR) give_up("write");
      text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
  }
  void sync() const {
    if (::fsync(file_) != 0) give_up("sync");
  }

  [[noreturn]] static void give_up(const char* what) {
    throw failure{std::string{"cannot "} + what + " the mail: " + std::strerror(errno)};
  }

 private:
  int file_;
};

}  // namespace detail

/// Each mail is a file of a folder, under its name. It is there as a whole or not at all; the same mail once more
/// replaces it. No link that somebody else put there is followed.
class mail_folder final : public mailbox {
 public:
  explicit mail_folder(std::string path) : path_(std::move(path)), folder_(path_, O_RDONLY | O_DIRECTORY) {}

  bool take(const written_mail& mail) override {
    const std::string name = path_ + "/" + mail.name + ".eml";
    const std::string unfinished = path_ + "/." + mail.name + ".part";
    (void)::unlink(unfinished.c_str());
    try {
      const detail::mail_file file{unfinished, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR};
      file.write(mail.text);
      file.sync();
      if (::rename(unfinished.c_str(), name.c_str()) != 0) detail::mail_file::give_up("rename");
    } catch (const failure&) {
      (void)::unlink(unfinished.c_str());
      throw;
    }
    folder_.sync();
    return true;
  }

 private:
  std::string path_;
  detail::mail_file folder_;
};

/// Mails behind each other in a file, each with a line `From ` before it (RFC 4155). Written under a lock; what a crash
/// has torn stays apart from the next one.
class mbox_file final : public mailbox {
 public:
  mbox_file(const std::string& path, jeton::unix_seconds now)
      : file_(path, O_RDWR | O_CREAT | O_APPEND | O_NOCTTY, S_IRUSR | S_IWUSR), now_(now) {
    struct stat found{};
    if (::fstat(file_.number(), &found) != 0 || !S_ISREG(found.st_mode)) throw failure{"--mbox takes a regular file"};
    if (!begins_as_mailbox()) throw failure{"the file of --mbox is no mailbox: it does not begin with 'From '"};
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    detail::mail_file{folder, O_RDONLY | O_DIRECTORY}.sync();
  }

  bool take(const written_mail& mail) override {
    while (::lockf(file_.number(), F_LOCK, 0) != 0) {
      if (errno != EINTR) detail::mail_file::give_up("lock the file for");
    }
    const off_t size = ::lseek(file_.number(), 0, SEEK_END);
    if (size < 0) detail::mail_file::give_up("find the place for");
    std::string text = gap_after(size) + "From " + mail.from + detail::time_text(now_, " %a %b %e %H:%M:%S %Y\n");
    text.append(mail.text).append("\n");
    try {
      file_.write(text);
      file_.sync();
    } catch (const failure&) {
      (void)::ftruncate(file_.number(), size);  // half a mail is none
      throw;
    }
    if (::lseek(file_.number(), 0, SEEK_SET) == 0) (void)::lockf(file_.number(), F_ULOCK, 0);
    return true;
  }

 private:
  /// Whether it has mail or nothing in it: no key, no list, nothing that a mail would spoil.
  [[nodiscard]] bool begins_as_mailbox() const {
    constexpr std::string_view start = "From ";
    char first[start.size()]{};
    const ssize_t count = ::pread(file_.number(), first, sizeof first, 0);
    return count >= 0 &&
           start.substr(0, static_cast<std::size_t>(count)) == std::string_view{first, static_cast<std::size_t>(count)};
  }
  /// What an empty line before the next mail still needs.
  [[nodiscard]] std::string gap_after(off_t size) const {
    char last[2]{'\n', '\n'};
    const off_t count = size < 2 ? size : 2;
    if (::pread(file_.number(), last + 2 - count, static_cast<std::size_t>(count), size - count) != count) {
      detail::mail_file::give_up("read the file of");
    }
    return last[1] != '\n' ? "\n\n" : last[0] != '\n' ? "\n" : "";
  }

  detail::mail_file file_;
  jeton::unix_seconds now_;
};

/// A command of the shell that takes a mail on its standard input, as sendmail does. It has taken it if it ends with 0,
/// however much of it it has read.
class mail_command final : public mailbox {
 public:
  explicit mail_command(std::string command) : command_(std::move(command)) {
    if (command_.find_first_not_of(" \t\n") == std::string::npos) throw failure{"--sendmail takes a command"};
    std::signal(SIGCHLD, SIG_DFL);  // where it is ignored, nobody learns how a command ended
  }

  bool take(const written_mail& mail) override {
    int ends[2]{};
    if (::pipe2(ends, O_CLOEXEC) != 0) give_up(errno);
    pid_t started = 0;
    const int fault = start(ends[0], started);
    ::close(ends[0]);
    if (fault == 0) write(ends[1], mail.text);
    ::close(ends[1]);
    if (fault != 0) give_up(fault);
    int status = 0;
    while (::waitpid(started, &status, 0) < 0) {
      if (errno != EINTR) return false;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  [[noreturn]] static void give_up(int reason) {
    throw failure{std::string{"cannot run the command of --sendmail: "} + std::strerror(reason)};
  }

  /// Starts it as popen does, but for three things: SIGPIPE and SIGXFSZ, which this program ignores, end it; no signal
  /// is blocked; and what it prints goes to standard error, so that standard output is what it is documented to be.
  int start(int input, pid_t& started) {
    ::posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
    ::posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes, &signals);
    ::sigaddset(&signals, SIGPIPE);
    ::sigaddset(&signals, SIGXFSZ);
    ::posix_spawnattr_setsigdefault(&attributes, &signals);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::string shell = "sh";
    std::string option = "-c";
    char* const arguments[] = {shell.data(), option.data(), command_.data(), nullptr};
    const int fault = ::posix_spawn(&started, "/bin/sh", &files, &attributes, arguments, environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    return fault;
  }

  /// Until all is written or nobody reads.
  static void write(int file, std::string_view text) {
    while (!text.empty()) {
      const ssize_t written = ::write(file, text.data(), text.size());
      if (written < 0 && errno != EINTR) return;
      text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
  }

  std::string command_;
};

namespace detail {

/// A standard file that is closed would be the next one that is opened, and a mail would get what is printed there. It
/// is opened so that nothing comes from it and nothing can be written.
inline void open_standard_files() {
  int file = -1;
  do {
    file = ::open("/dev/null", O_RDONLY);
  } while (file >= 0 && file <= STDERR_FILENO);
  if (file >= 0) ::close(file);
}

/// Whether a path leads to a file of a store, by whatever name, or to where there will be one.
inline bool leads_to_store(std::filesystem::path path, const std::filesystem::path& store) {
  std::error_code ignored;
  constexpr int most_links = 40;  // as many as Linux follows
  for (int i = 0; i < most_links && std::filesystem::is_symlink(path, ignored); ++i) {
    path = path.parent_path() / std::filesystem::read_symlink(path, ignored);  // also one that leads to nothing
  }
  for (const std::string_view suffix : {std::string_view{}, std::string_view{"-wal"}, std::string_view{"-shm"},
                                        std::string_view{"-journal"}, mail_lock::suffix}) {
    const std::filesystem::path part = part_of_store(store, suffix);
    if (std::filesystem::weakly_canonical(path, ignored) == part) return true;
    if (std::filesystem::equivalent(path, part, ignored)) return true;
  }
  return false;
}

}  // namespace detail

/// The mailbox that is asked for, which is no part of the store; null where none is.
inline std::unique_ptr<mailbox> open_mailbox(const pat_request& asked, const std::filesystem::path& store,
                                             jeton::unix_seconds now) {
  if (int{asked.mail_dir.has_value()} + int{asked.mbox.has_value()} + int{asked.sendmail.has_value()} > 1) {
    throw failure{"--mail-dir, --mbox and --sendmail are three places for one mail"};
  }
  if (asked.mbox && detail::leads_to_store(*asked.mbox, store)) {
    throw failure{"--mbox is a file of the store, and takes another one"};
  }
  detail::open_standard_files();
  std::signal(SIGXFSZ, SIG_IGN);  // a failed write says that a file may not grow
  if (asked.mail_dir) return std::make_unique<mail_folder>(*asked.mail_dir);
  if (asked.mbox) return std::make_unique<mbox_file>(*asked.mbox, now);
  if (asked.sendmail) return std::make_unique<mail_command>(*asked.sendmail);
  return nullptr;
}

}  // namespace jeton_command

#endif
