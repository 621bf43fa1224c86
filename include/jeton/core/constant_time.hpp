// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_CONSTANT_TIME_HPP
#define JETON_CORE_CONSTANT_TIME_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

/// Comparison whose time depends on lengths alone, never on content. What this cannot promise: that the processor runs
/// in constant time (set DIT on Arm or DOITM on Intel yourself), and that MSVC, for which the barrier is a volatile
/// copy, keeps its hands off; GCC and Clang are checked by tests.
namespace jeton { inline namespace v0 { namespace constant_time {

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
template <class Byte>  // char or unsigned char
[[nodiscard]] constexpr bool equal(const Byte* left, const Byte* right, std::size_t size) noexcept;

/// Whether two texts are the same. Texts of different sizes differ, and answer at once: a length is no secret.
[[nodiscard]] constexpr bool equal(std::string_view left, std::string_view right) noexcept;

}}}  // namespace jeton::v0::constant_time

#if defined(__GNUC__)
namespace jeton { inline namespace v0 { namespace detail {

/// The bits in which two words at the same place of two texts differ.
template <class Word>
[[gnu::always_inline]] inline Word difference_at(const void* left, const void* right, std::size_t at) noexcept {
  Word a;
  Word b;
  std::memcpy(&a, static_cast<const char*>(left) + at, sizeof(Word));
  std::memcpy(&b, static_cast<const char*>(right) + at, sizeof(Word));
  return a ^ b;
}

/// 0 if `size` bytes are the same. Only the size decides which bytes are read in what order; where it is no multiple of
/// a word, the last one reaches back over bytes that were compared before.
[[gnu::always_inline]] inline std::uint64_t difference(const void* left, const void* right, std::size_t size) noexcept {
  using word = std::uint64_t;
  using block = word __attribute__((vector_size(16)));
  if (size >= 16) {
    block found = difference_at<block>(left, right, 0);
    for (std::size_t i = 16; i + 16 <= size; i += 16) found |= difference_at<block>(left, right, i);
    word rest = 0;
    if (size % 16 > 8) {
      found |= difference_at<block>(left, right, size - 16);
    } else if (size % 16 != 0) {
      rest = difference_at<word>(left, right, size - 8);
    }
    return found[0] | found[1] | rest;
  }
  if (size >= 8) return difference_at<word>(left, right, 0) | difference_at<word>(left, right, size - 8);
  if (size >= 4) {
    return difference_at<std::uint32_t>(left, right, 0) | difference_at<std::uint32_t>(left, right, size - 4);
  }
  word found = 0;
  for (std::size_t i = 0; i < size; ++i) found |= difference_at<unsigned char>(left, right, i);
  return found;
}

}}}  // namespace jeton::v0::detail
#endif

namespace jeton { inline namespace v0 { namespace constant_time {

template <class Byte>  // char or unsigned char
constexpr bool equal(const Byte* left, const Byte* right, std::size_t size) noexcept {
#if defined(__GNUC__)
  if (!std::is_constant_evaluated()) return value_barrier(detail::difference(left, right, size)) == 0;
#endif
  unsigned difference = 0;
  for (std::size_t i = 0; i < size; ++i) difference |= static_cast<unsigned char>(left[i] ^ right[i]);
  return value_barrier(difference) == 0;
}

// Behind what it calls: Clang 14 would not know that one in a constant expression.
constexpr bool equal(std::string_view left, std::string_view right) noexcept {
  return left.size() == right.size() && equal(left.data(), right.data(), left.size());
}

}}}  // namespace jeton::v0::constant_time

#endif
