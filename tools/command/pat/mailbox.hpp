// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_MAILBOX_HPP
#define JETON_COMMAND_PAT_MAILBOX_HPP

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "../failure.hpp"
#include "mail.hpp"
#include "request.hpp"

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
/// replaces it.
class mail_folder final : public mailbox {
 public:
  explicit mail_folder(std::string path) : path_(std::move(path)), folder_(path_, O_RDONLY | O_DIRECTORY) {}

  bool take(const written_mail& mail) override {
    const std::string name = path_ + "/" + mail.name + ".eml";
    const std::string unfinished = path_ + "/." + mail.name + ".part";
    {
      const detail::mail_file file{unfinished, O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR};
      file.write(mail.text);
      file.sync();
    }
    if (::rename(unfinished.c_str(), name.c_str()) != 0) detail::mail_file::give_up("rename");
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

/// A command of the shell that takes a mail on its standard input, as sendmail does. It has taken it if it ends with 0.
class mail_command final : public mailbox {
 public:
  explicit mail_command(std::string command) : command_(std::move(command)) {}

  bool take(const written_mail& mail) override {
    std::FILE* pipe = ::popen(command_.c_str(), "w");
    if (pipe == nullptr) throw failure{std::string{"cannot run the command of --sendmail: "} + std::strerror(errno)};
    const bool was_written =
        std::fwrite(mail.text.data(), 1, mail.text.size(), pipe) == mail.text.size() && std::fflush(pipe) == 0;
    const int status = ::pclose(pipe);
    return was_written && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  std::string command_;
};

/// The mailbox that is asked for; null where none is.
inline std::unique_ptr<mailbox> open_mailbox(const pat_request& asked, jeton::unix_seconds now) {
  if (int{asked.mail_dir.has_value()} + int{asked.mbox.has_value()} + int{asked.sendmail.has_value()} > 1) {
    throw failure{"--mail-dir, --mbox and --sendmail are three places for one mail"};
  }
  if (asked.mail_dir) return std::make_unique<mail_folder>(*asked.mail_dir);
  if (asked.mbox) return std::make_unique<mbox_file>(*asked.mbox, now);
  if (asked.sendmail) return std::make_unique<mail_command>(*asked.sendmail);
  return nullptr;
}

}  // namespace jeton_command

#endif
