// SPDX-License-Identifier: BSL-1.0
// A disk that forgets what was not synced: a module that is loaded into a program before it runs. Whatever the program
// syncs is copied into the folder JETON_DURABLE, where power_loss.py finds it; nothing else outlives the power.
//
//   file.ID   the bytes of a file when it was last synced; ID is its inode and the time of its birth, since inodes
//             are used again
//   names     the files of a folder when the folder was last synced: a line `ID NAME` for each
//
// With JETON_SYNCS=N the program is killed instead of sync N + 1: the power fails there. With JETON_SIGNAL=S too, it is
// sent that signal there instead. With JETON_SLOW=N each sync takes N microseconds more, as on a real disk.
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <string>

namespace {

std::string id_of(int folder, const char* name) {
  struct statx found{};
  const int flags = AT_SYMLINK_NOFOLLOW | (*name == '\0' ? AT_EMPTY_PATH : 0);
  if (::statx(folder, name, flags, STATX_INO | STATX_BTIME, &found) != 0) return {};
  return std::to_string(found.stx_ino) + "-" + std::to_string(found.stx_btime.tv_sec) + "." +
         std::to_string(found.stx_btime.tv_nsec);
}

void keep_names(int folder, const std::string& durable) {
  const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* const listed = copy < 0 ? nullptr : ::fdopendir(copy);
  if (listed == nullptr) std::abort();
  std::ofstream names{durable + "/names.new"};
  while (const dirent* one = ::readdir(listed)) {
    struct stat found{};
    if (::fstatat(folder, one->d_name, &found, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(found.st_mode)) continue;
    names << id_of(folder, one->d_name) << ' ' << one->d_name << '\n';
  }
  ::closedir(listed);
  names.close();
  if (!names || ::rename((durable + "/names.new").c_str(), (durable + "/names").c_str()) != 0) std::abort();
}

/// Reads through the file itself: who opens it again and closes that loses the locks that the process has on it.
void keep_bytes(int file, const std::string& durable) {
  const std::string path = durable + "/file." + id_of(file, "");
  std::ofstream copy{path + ".new", std::ios::binary};
  const bool is_readable = (::fcntl(file, F_GETFL) & O_ACCMODE) != O_WRONLY;
  const int from = is_readable ? file : ::open(("/proc/self/fd/" + std::to_string(file)).c_str(), O_RDONLY | O_CLOEXEC);
  char buffer[1 << 16];
  off_t at = 0;
  while (const ssize_t count = ::pread(from, buffer, sizeof buffer, at)) {
    if (count < 0) std::abort();
    copy.write(buffer, count);
    at += count;
  }
  if (!is_readable) ::close(from);
  copy.close();
  if (!copy || ::rename((path + ".new").c_str(), path.c_str()) != 0) std::abort();
}

long number_of(const char* variable, long otherwise) {
  const char* const text = std::getenv(variable);
  return text != nullptr ? std::atol(text) : otherwise;
}

/// What a sync makes durable, and what befalls the program there.
void keep(int file) {
  static std::atomic<long> synced{0};
  if (synced++ == number_of("JETON_SYNCS", -1))
    ::kill(::getpid(), static_cast<int>(number_of("JETON_SIGNAL", SIGKILL)));
  if (const long pause = number_of("JETON_SLOW", 0); pause > 0) ::usleep(static_cast<useconds_t>(pause));
  const char* const durable = std::getenv("JETON_DURABLE");
  struct stat found{};
  if (durable == nullptr || ::fstat(file, &found) != 0) return;
  if (S_ISDIR(found.st_mode)) keep_names(file, durable);
  if (S_ISREG(found.st_mode)) keep_bytes(file, durable);
}

}  // namespace

extern "C" {

int fsync(int file) { return keep(file), 0; }
int fdatasync(int file) { return keep(file), 0; }

}  // extern "C"
