// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_RANDOM_HPP
#define JETON_CORE_RANDOM_HPP

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>

#include <jeton/core/wipe.hpp>

#if defined(_WIN32)
#if defined(_MSC_VER)
#pragma comment(lib, "bcrypt")
#endif
// As <bcrypt.h> has it, which would bring <windows.h> along.
extern "C" long __stdcall BCryptGenRandom(void*, unsigned char*, unsigned long, unsigned long);
#elif defined(__linux__)
#include <sys/random.h>
#include <sys/types.h>
#include <cerrno>
#else
#include <unistd.h>
#if defined(__APPLE__)
#include <sys/random.h>
#endif
#endif

namespace jeton { inline namespace v0 {

/// Fills all the bytes it is given and returns true, or returns false.
template <class Source>
concept random_source = requires(Source& source, std::span<unsigned char> bytes) {
  { source(bytes) } -> std::convertible_to<bool>;
};

/// The operating system's CSPRNG and nothing between: no generator and no pool in this process, so that a fork or a
/// cloned virtual machine never repeats a token. getrandom(2) on Linux, BCryptGenRandom on Windows, getentropy(3)
/// elsewhere. A failure leaves no random byte behind.
struct os_random {
  static constexpr std::size_t max_draw = 4096;  ///< bytes asked for in one call, so that a signal waits little
  /// How often in a row a signal may interrupt a call. Only one that waits for the kernel's first random bytes, or asks
  /// for more than 256, can be interrupted: so many signals are a fault, and not a reason to wait for ever.
  static constexpr int max_interruptions = 1000;

  bool operator()(std::span<unsigned char> bytes) const noexcept {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const std::size_t left = bytes.size() - done;
      const std::size_t drawn = draw(bytes.data() + done, left < max_draw ? left : max_draw);
      if (drawn == 0) {
        wipe(bytes.data(), bytes.size());
        return false;
      }
      done += drawn;
    }
    return true;
  }

 private:
  /// How many of `size` bytes were drawn; 0 means that the system refused.
  static std::size_t draw(unsigned char* to, std::size_t size) noexcept {
#if defined(_WIN32)
    constexpr unsigned long use_system_preferred = 2;
    return BCryptGenRandom(nullptr, to, static_cast<unsigned long>(size), use_system_preferred) == 0 ? size : 0;
#elif defined(__linux__)
    for (int i = 0; i < max_interruptions; ++i) {
      const ssize_t drawn = ::getrandom(to, size, 0);
      if (drawn > 0) return static_cast<std::size_t>(drawn);
      if (drawn == 0 || errno != EINTR) return 0;
    }
    return 0;
#else
    const std::size_t most = size < 256 ? size : 256;  // getentropy refuses more
    return ::getentropy(to, most) == 0 ? most : 0;
#endif
  }
};

/// Why there are no random digits, in the order of the checks.
enum class random_error : unsigned char {
  unavailable,  ///< the source gave no bytes: the operating system refused, or a source of yours ran out
  stuck,        ///< the source gave bytes that no digit can be drawn from, again and again: it is not random
};

[[nodiscard]] constexpr std::string_view describe(random_error error) {
  switch (error) {
    case random_error::unavailable:
      return "the source of randomness gave no bytes";
    case random_error::stuck:
      return "the source of randomness gives bytes that are not random";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif
