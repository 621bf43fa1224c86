// SPDX-License-Identifier: BSL-1.0
// Names that system headers define as macros: windows.h, X11, <complex.h>, <sys/sysmacros.h>, <termios.h>, GCC itself.
// The standard headers come first, as some of them do not stand this either.
#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#endif
#if __has_include(<sqlite3.h>)
#include <sqlite3.h>
#endif

#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define small char
#define hyper 1
#define interface struct
#define near
#define far
#define CONST const
#define VOID void
#define OPTIONAL
#define IN
#define OUT
#define ERROR 0
#define DELETE 1
#define TRUE 1
#define FALSE 0
#define NO_ERROR 0
#define STRICT 1
#define I 42
#define major(device) (device)
#define minor(device) (device)
#define linux 1
#define unix 1
#define check(condition) (condition)
#define None 0L
#define Bool int
#define Status int
#define Success 0
#define Always 2
#define B0 0
#define ECHO 8
#define isset(bits, bit) (bits)
#define howmany(x, y) (x)

#include <jeton/batch.hpp>
#include <jeton/github.hpp>
#include <jeton/gitlab.hpp>
#include <jeton/http.hpp>
#include <jeton/issuers.hpp>
#include <jeton/jeton.hpp>
#include <jeton/lifecycle.hpp>
#include <jeton/memory_store.hpp>
#include <jeton/store_conformance.hpp>
#if __has_include(<sqlite3.h>)
#include <jeton/sqlite_store.hpp>
#endif

int main() {}
