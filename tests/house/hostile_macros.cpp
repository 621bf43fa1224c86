// SPDX-License-Identifier: BSL-1.0
// Names that system headers define as macros: windows.h, X11, <complex.h>, <sys/sysmacros.h>, <termios.h>, GCC itself.
// The standard headers come first, as some of them do not stand this either.
#include <array>
#include <bit>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#if defined(__linux__)
#include <sys/random.h>
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

int main() {}
