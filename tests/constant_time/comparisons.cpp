// SPDX-License-Identifier: BSL-1.0
// Functions whose machine code branches.py reads. library_<size> and the controls accept if two texts are equal: where
// the answer is branched on, compilers like to turn the comparison into a chain of early exits.
#include <jeton/core/constant_time.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

extern "C" void accept();

namespace {

/// As the library does it, but without its barrier.
bool equal_without_barrier(const char* left, const char* right, std::size_t size) {
  std::uint64_t difference = 0;
  for (std::size_t i = 0; i < size; i += 8) {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    std::memcpy(&a, left + i, 8);
    std::memcpy(&b, right + i, 8);
    difference |= a ^ b;
  }
  return difference == 0;
}

/// A chain of early exits that no compiler can merge.
template <std::size_t... I>
bool equal_by_chain(const char* left, const char* right, std::index_sequence<I...>) {
  return ((jeton::constant_time::value_barrier(left[I] ^ right[I]) == 0) && ...);
}

}  // namespace

#define JETON_ACCEPT_IF(name, ...)                                             \
  extern "C" [[gnu::flatten]] void name(const char* left, const char* right) { \
    if (__VA_ARGS__) accept();                                                 \
  }
#define JETON_COMPARE(size)                                                                 \
  JETON_ACCEPT_IF(library_##size, jeton::constant_time::equal(left, right, size))           \
  JETON_ACCEPT_IF(control_without_barrier_##size, equal_without_barrier(left, right, size)) \
  JETON_ACCEPT_IF(control_chain_##size, equal_by_chain(left, right, std::make_index_sequence<size>{}))
JETON_COMPARE(16)
JETON_COMPARE(24)
JETON_COMPARE(32)
JETON_COMPARE(40)
JETON_COMPARE(48)
JETON_COMPARE(64)
