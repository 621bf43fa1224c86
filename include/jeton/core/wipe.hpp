// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_WIPE_HPP
#define JETON_CORE_WIPE_HPP

#include <cstddef>
#include <cstring>
#include <type_traits>

#include <jeton/core/detail/target.hpp>

#define JETON_TARGET [[gnu::always_inline]] JETON_DETAIL_OLDEST

namespace jeton { inline namespace v0 {

/// Overwrites `count` bytes or words with zeros that no optimiser may leave out. Copies in registers, swap and core
/// dumps are out of its reach.
template <class T>
JETON_TARGET constexpr void wipe(T* first, std::size_t count) noexcept {
  static_assert(std::is_integral_v<T>);
  if (std::is_constant_evaluated()) {
    for (std::size_t i = 0; i < count; ++i) first[i] = T{};
    return;
  }
#if defined(__GNUC__)
  std::memset(first, 0, count * sizeof(T));
  asm volatile("" : : "r"(first) : "memory");  // the zeros may be read here, so they must be there
#else
  volatile T* stubborn = first;
  for (std::size_t i = 0; i < count; ++i) stubborn[i] = T{};
#endif
}

/// An array for working values, wiped when it goes out of scope.
template <class T, std::size_t N>
struct wiped_array {
  T items[N]{};

  JETON_TARGET constexpr wiped_array() {}  // NOLINT: not defaulted, since that one would not have the target
  wiped_array(const wiped_array&) = delete;
  wiped_array& operator=(const wiped_array&) = delete;
  JETON_TARGET constexpr ~wiped_array() { wipe(items, N); }
};

}}  // namespace jeton::v0

#undef JETON_TARGET

#endif
