// SPDX-License-Identifier: BSL-1.0
// Faults that the programs of this folder must notice: a module for each, loaded into the command before it runs.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdarg>
#include <cstring>

extern "C" {

#if defined(PLANTED_SYNCHRONOUS_OFF)
struct sqlite3;
/// The store of a command that does not wait for the disk: whatever it says of this, it is off.
int sqlite3_exec(sqlite3* store, const char* sql, int (*row)(void*, int, char**, char**), void* of, char** why) {
  static const auto real = reinterpret_cast<decltype(&sqlite3_exec)>(::dlsym(RTLD_NEXT, "sqlite3_exec"));
  return real(store, std::strstr(sql, "synchronous") != nullptr ? "PRAGMA synchronous = OFF" : sql, row, of, why);
}
#endif

#if defined(PLANTED_NO_LOCK)
/// A lock on a whole file that anybody gets at any time, if he does not wait for it. SQLite locks ranges.
int fcntl(int file, int what, ...) {
  using function = int (*)(int, int, void*);
  static const auto real = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "fcntl"));
  va_list rest;
  va_start(rest, what);
  void* const argument = va_arg(rest, void*);
  va_end(rest);
  if (what == F_SETLK || what == F_OFD_SETLK) {
    const auto& lock = *static_cast<const struct flock*>(argument);
    if (lock.l_whence == SEEK_SET && lock.l_start == 0 && lock.l_len == 0 && lock.l_type == F_WRLCK) return 0;
  }
  return real(file, what, argument);
}
#endif

}  // extern "C"
