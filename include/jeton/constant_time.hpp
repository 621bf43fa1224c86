// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CONSTANT_TIME_HPP
#define JETON_CONSTANT_TIME_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

/// Comparison whose time depends on lengths alone, never on content. What this cannot promise: that the processor runs
/// in constant time (set DIT on Arm or DOITM on Intel yourself), and that MSVC, for which the barrier is a volatile
/// copy, keeps its hands off; GCC and Clang are checked by tests.
namespace jeton::inline v0::constant_time {

/// `x`, in a way that hides from the optimiser what `x` may be. Without it Clang 19 turns a loop that ORs differences
/// into a chain of early exits.
template <class T>
[[nodiscard]] constexpr T value_barrier(T x) noexcept {
  static_assert(std::is_integral_v<T>);
  if (std::is_constant_evaluated()) return x;
#if defined(__GNUC__)
  asm volatile("" : "+r"(x));
  return x;
#else
  volatile T hidden = x;
  return hidden;
#endif
}

/// Whether `size` bytes at `left` and at `right` are the same. No early exit.
[[nodiscard]] constexpr bool equal(const char* left, const char* right, std::size_t size) noexcept {
  std::uint64_t difference = 0;
  std::size_t i = 0;
  if (!std::is_constant_evaluated()) {
    for (; i + 8 <= size; i += 8) {
      std::uint64_t a = 0;
      std::uint64_t b = 0;
      std::memcpy(&a, left + i, 8);
      std::memcpy(&b, right + i, 8);
      difference |= a ^ b;
    }
  }
  for (; i < size; ++i) difference |= static_cast<unsigned char>(left[i] ^ right[i]);
  return value_barrier(difference) == 0;
}

/// Whether two texts are the same. Texts of different sizes differ, and answer at once: a length is no secret.
[[nodiscard]] constexpr bool equal(std::string_view left, std::string_view right) noexcept {
  return left.size() == right.size() && equal(left.data(), right.data(), left.size());
}

}  // namespace jeton::inline v0::constant_time

#endif
