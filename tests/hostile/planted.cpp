// SPDX-License-Identifier: BSL-1.0
// Faults that the programs of this folder must notice: a module for each, loaded into the command before it runs.
#include <dlfcn.h>

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
/// A lock on a whole file that anybody gets at any time.
int flock(int, int) { return 0; }
#endif

}  // extern "C"
