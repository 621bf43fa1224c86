// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_EXAMPLES_SQLITE_STORE_PRIVATE_FILE_HPP
#define JETON_EXAMPLES_SQLITE_STORE_PRIVATE_FILE_HPP

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <filesystem>

/// What the store asks of the system beside SQLite. All of it that is POSIX stands here.
namespace sqlite {

/// An empty file that only its owner can read, where there is none: SQLite takes it, and gives its other files the same
/// mode. What goes wrong here goes wrong again in SQLite, which says why.
inline void make_private(const std::filesystem::path& file) {
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made >= 0) ::close(made);
}

/// Whether a file lies where nobody can write.
inline bool is_on_read_only_system(const std::filesystem::path& file) {
  struct statvfs found{};
  return ::statvfs(file.c_str(), &found) == 0 && (found.f_flag & ST_RDONLY) != 0;
}

}  // namespace sqlite

#endif
