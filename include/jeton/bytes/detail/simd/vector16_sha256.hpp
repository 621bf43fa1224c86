// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_SHA256_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_SHA256_HPP

#include <jeton/bytes/detail/sha256_portable.hpp>
#include <jeton/bytes/detail/simd/vector16.hpp>
#include <jeton/core/detail/target.hpp>

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#define JETON_TARGET JETON_DETAIL_OLDEST
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

/// SHA-256 of one text: the schedule four words at a time, in between the rounds that are waiting for each other.
namespace jeton { inline namespace v0 { namespace detail::vector16 {

using words = std::uint32_t __attribute__((vector_size(16)));
using shorts = std::uint16_t __attribute__((vector_size(16)));

JETON_INLINE words load_words(const std::uint32_t* from) { return reinterpret_cast<words>(load16(from)); }

/// Four words as a message has them, the highest byte first.
JETON_INLINE words load_big_endian(const void* from) {
  const bytes block = load16(from);
  if constexpr (std::endian::native == std::endian::big) return reinterpret_cast<words>(block);
  const auto pairs = reinterpret_cast<shorts>(block);
  const auto swapped = reinterpret_cast<words>(pairs << 8 | pairs >> 8);
  return swapped << 16 | swapped >> 16;
}

/// The function σ1 of two words, each of which stands twice in `twice`: as a half of 64 bits, such a pair is rotated by
/// one shift. The answers stand in the places sigma1_low and sigma1_low + 2, the others mean nothing.
JETON_INLINE words sha256_sigma1(words twice) {
  const auto pairs = reinterpret_cast<halves>(twice);
  return reinterpret_cast<words>(pairs >> 17 ^ pairs >> 19) ^ twice >> 10;
}
inline constexpr int sigma1_low = std::endian::native == std::endian::little ? 0 : 1;

/// The four words of the schedule that follow these sixteen.
JETON_INLINE words sha256_schedule(words w0, words w4, words w8, words w12) {
  const words w1 = __builtin_shufflevector(w0, w4, 1, 2, 3, 4);
  words next = w0 + ((w1 >> 7 | w1 << 25) ^ (w1 >> 18 | w1 << 14) ^ w1 >> 3);
  next += __builtin_shufflevector(w8, w12, 1, 2, 3, 4);
  const words first_two = sha256_sigma1(__builtin_shufflevector(w12, w12, 2, 2, 3, 3));
  next += __builtin_shufflevector(first_two, words{}, sigma1_low, sigma1_low + 2, 4, 4);
  const words last_two = sha256_sigma1(__builtin_shufflevector(next, next, 0, 0, 1, 1));
  return next + __builtin_shufflevector(last_two, words{}, 4, 4, sigma1_low, sigma1_low + 2);
}

JETON_INLINE void sha256_store(std::uint32_t* input, words schedule, const std::uint32_t* constants) {
  const words sum = schedule + load_words(constants);
  std::memcpy(input, &sum, 16);
}

/// Four rounds; after two of these each of the eight words has its own name again.
JETON_INLINE void sha256_rounds(std::uint32_t& a, std::uint32_t& b, std::uint32_t& c, std::uint32_t& d,
                                std::uint32_t& e, std::uint32_t& f, std::uint32_t& g, std::uint32_t& h,
                                const std::uint32_t* input) {
  portable::sha256_round(a, b, c, d, e, f, g, h, input[0]);
  portable::sha256_round(h, a, b, c, d, e, f, g, input[1]);
  portable::sha256_round(g, h, a, b, c, d, e, f, input[2]);
  portable::sha256_round(f, g, h, a, b, c, d, e, input[3]);
}

template <class LateVoid>  // see kernel::late_void
JETON_INLINE void sha256_blocks_inlined(std::uint32_t* chain, const void* blocks, std::size_t count) {
  const auto& k = sha256_round_constants<LateVoid>.words;
  const auto* block = static_cast<const unsigned char*>(blocks);
  alignas(16) wiped_array<std::uint32_t, 16> inputs;
  auto& input = inputs.items;
  for (; count > 0; --count, block += 64) {
    words w0 = load_big_endian(block);
    words w4 = load_big_endian(block + 16);
    words w8 = load_big_endian(block + 32);
    words w12 = load_big_endian(block + 48);
    sha256_store(input, w0, k);
    sha256_store(input + 4, w4, k + 4);
    sha256_store(input + 8, w8, k + 8);
    sha256_store(input + 12, w12, k + 12);
    std::uint32_t a = chain[0], b = chain[1], c = chain[2], d = chain[3];
    std::uint32_t e = chain[4], f = chain[5], g = chain[6], h = chain[7];
    for (std::size_t i = 16; i < 64; i += 16) {
      w0 = sha256_schedule(w0, w4, w8, w12);
      sha256_rounds(a, b, c, d, e, f, g, h, input);
      sha256_store(input, w0, k + i);
      w4 = sha256_schedule(w4, w8, w12, w0);
      sha256_rounds(e, f, g, h, a, b, c, d, input + 4);
      sha256_store(input + 4, w4, k + i + 4);
      w8 = sha256_schedule(w8, w12, w0, w4);
      sha256_rounds(a, b, c, d, e, f, g, h, input + 8);
      sha256_store(input + 8, w8, k + i + 8);
      w12 = sha256_schedule(w12, w0, w4, w8);
      sha256_rounds(e, f, g, h, a, b, c, d, input + 12);
      sha256_store(input + 12, w12, k + i + 12);
    }
    sha256_rounds(a, b, c, d, e, f, g, h, input);
    sha256_rounds(e, f, g, h, a, b, c, d, input + 4);
    sha256_rounds(a, b, c, d, e, f, g, h, input + 8);
    sha256_rounds(e, f, g, h, a, b, c, d, input + 12);
    chain[0] += a, chain[1] += b, chain[2] += c, chain[3] += d;
    chain[4] += e, chain[5] += f, chain[6] += g, chain[7] += h;
  }
}

template <class LateVoid>  // see kernel::late_void
JETON_TARGET void sha256_blocks(std::uint32_t* chain, const void* blocks, std::size_t count) {
  sha256_blocks_inlined<LateVoid>(chain, blocks, count);
}

}}}  // namespace jeton::v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif
