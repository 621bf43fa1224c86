// SPDX-License-Identifier: BSL-1.0
// The comparison of two equal texts of 32 and of 40 bytes: ours, memcmp, which shows where texts differ, and what the
// cryptographic libraries offer.
#include <jeton/core/constant_time.hpp>
#include <jeton/digest/digest.hpp>

#include <cstdlib>
#include <cstring>
#include <string>

#include <benchmark/benchmark.h>
#include <openssl/crypto.h>
#include <sodium.h>

#include "../cases.hpp"

namespace {

constexpr std::size_t distinct = 64;

/// Pairs of equal texts, each pair at another place.
struct pairs {
  alignas(64) char left[distinct][64];
  alignas(64) char right[distinct][64];

  pairs() {
    for (std::size_t i = 0; i < distinct; ++i) {
      for (std::size_t j = 0; j < 64; ++j) left[i][j] = right[i][j] = static_cast<char>(i * 31 + j * 7);
    }
  }
};

/// Every peer and jeton give the same answer, for equal texts and for each changed byte.
template <std::size_t Size, class Equal>
void check_agreement(Equal equal) {
  pairs all;
  for (std::size_t at = 0; at <= Size; ++at) {
    if (at < Size) all.left[1][at] = static_cast<char>(all.left[1][at] ^ 64);
    if (equal(all.left[1], all.right[1]) != (at == Size)) std::abort();
    if (at < Size) all.left[1][at] = static_cast<char>(all.left[1][at] ^ 64);
  }
}

template <std::size_t Size, class Equal>
void compare_each(benchmark::State& state, Equal equal) {
  check_agreement<Size>(equal);
  static const pairs all;
  std::size_t equal_pairs = 0;
  const auto compare = [&](std::size_t i) __attribute__((always_inline)) {
    if (equal(all.left[i], all.right[i])) ++equal_pairs;
    benchmark::DoNotOptimize(equal_pairs);
    benchmark::ClobberMemory();
  };
  // Eight in a row: where a loop of three cycles comes to lie decides more than what is in it.
  while (state.KeepRunningBatch(distinct)) {
    for (std::size_t i = 0; i < distinct; i += 8) {
      compare(i), compare(i + 1), compare(i + 2), compare(i + 3);
      compare(i + 4), compare(i + 5), compare(i + 6), compare(i + 7);
    }
  }
  if (equal_pairs != static_cast<std::size_t>(state.iterations())) std::abort();
}

template <std::size_t Size>
std::vector<cases::one> of_size() {
  return {
      {"jeton",
       [](auto& s) {
         compare_each<Size>(s, [](const char* a, const char* b) { return jeton::constant_time::equal(a, b, Size); });
       }},
      {"memcmp, inlined (not constant time)",
       [](auto& s) {
         compare_each<Size>(s, [](const char* a, const char* b) { return std::memcmp(a, b, Size) == 0; });
       }},
      {"memcmp, called (not constant time)",
       [](auto& s) {
         int (*volatile called)(const void*, const void*, std::size_t) = std::memcmp;
         compare_each<Size>(s, [&](const char* a, const char* b) { return called(a, b, Size) == 0; });
       }},
      {"CRYPTO_memcmp",
       [](auto& s) {
         compare_each<Size>(s, [](const char* a, const char* b) { return CRYPTO_memcmp(a, b, Size) == 0; });
       }},
      {"sodium_memcmp",
       [](auto& s) {
         compare_each<Size>(s, [](const char* a, const char* b) { return sodium_memcmp(a, b, Size) == 0; });
       }},
  };
}

const cases::group of_32{"constant_time::equal, 32 bytes", of_size<32>()};
const cases::group of_40{"constant_time::equal, 40 bytes", of_size<40>()};

}  // namespace
