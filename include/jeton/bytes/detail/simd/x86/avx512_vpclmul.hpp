// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_AVX512_VPCLMUL_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_AVX512_VPCLMUL_HPP

#include <jeton/bytes/detail/simd/vector16.hpp>

#if defined(__GNUC__) && defined(__x86_64__)

#include <cstddef>
#include <cstdint>
#include <cstring>

/// x86 with AVX-512 and VPCLMULQDQ: four tokens of a fixed size at once, each in sixteen of the 64 lanes and in the way
/// of SSE4.1. What AVX-512 became later is switched off, whatever the compiler was told. Some builtins have other names
/// on GCC and on Clang.
#define JETON_DETAIL_AVX512_VPCLMUL                                                           \
  "avx512f,avx512bw,avx512dq,avx512vl,vpclmulqdq,no-avx512vbmi,no-avx512vbmi2,no-avx512ifma," \
  "no-avx512bitalg,no-avx512vpopcntdq,no-gfni"
#define JETON_TARGET [[gnu::target(JETON_DETAIL_AVX512_VPCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::avx512_vpclmul {

using bytes = unsigned char __attribute__((vector_size(64)));
using chars = char __attribute__((vector_size(64)));
using words = std::uint16_t __attribute__((vector_size(64)));
using shorts = short __attribute__((vector_size(64)));
using ints = int __attribute__((vector_size(64)));
using halves = std::uint64_t __attribute__((vector_size(64)));
using longs = long long __attribute__((vector_size(64)));
using lane_bits = std::uint64_t;

/// Where four tokens begin.
struct four_texts {
  static constexpr std::size_t count = 4;
  const char* at[count];
};

/// Sixteen bytes for each token.
struct table {
  alignas(64) unsigned char entries[64]{};

  constexpr table() = default;
  constexpr explicit table(const unsigned char (&sixteen)[16]) {
    for (std::size_t i = 0; i < 16; ++i) set(i, sixteen[i]);
  }
  constexpr void set(std::size_t lane, unsigned value) {
    for (std::size_t i = lane; i < 64; i += 16) entries[i] = static_cast<unsigned char>(value);
  }
  [[nodiscard]] JETON_INLINE bytes load() const {
    bytes all;
    std::memcpy(&all, entries, 64);
    return all;
  }
};

JETON_INLINE bytes shuffle(bytes from, bytes places) {
#if defined(__clang__)
  return reinterpret_cast<bytes>(
      __builtin_ia32_pshufb512(reinterpret_cast<chars>(from), reinterpret_cast<chars>(places)));
#else
  return reinterpret_cast<bytes>(
      __builtin_ia32_pshufb512_mask(reinterpret_cast<chars>(from), reinterpret_cast<chars>(places), chars{}, ~0ULL));
#endif
}

/// Count bytes, at most sixteen, from Offset on in a token of Size bytes; they are loaded with their neighbours.
template <std::size_t Offset, std::size_t Count, std::size_t Size>
struct part {
  static_assert(Count <= 16 && Offset + Count <= Size && Size >= 16);
  static constexpr std::size_t loaded_at = Offset + 16 <= Size ? Offset : Size - 16;
  static constexpr std::size_t first_lane = Offset - loaded_at;

  /// For a shuffle: moves them to the end; zeros before them.
  static constexpr table to_end = [] {
    table places;
    for (std::size_t i = 0; i < 16; ++i) places.set(i, i < 16 - Count ? 0x80U : unsigned(first_lane + i + Count - 16));
    return places;
  }();
  /// All ones in the lanes where they are.
  static constexpr table lanes = [] {
    table mask;
    for (std::size_t i = 0; i < Count; ++i) mask.set(first_lane + i, 0xFF);
    return mask;
  }();

  JETON_INLINE static bytes load(const four_texts& texts) {
    using pair = std::uint64_t __attribute__((vector_size(32)));
    const auto from = [&](std::size_t i) __attribute__((always_inline)) { return texts.at[i] + loaded_at; };
    vector16::halves one[four_texts::count];
    std::memcpy(&one[0], from(0), 16);
    std::memcpy(&one[1], from(1), 16);
    std::memcpy(&one[2], from(2), 16);
    std::memcpy(&one[3], from(3), 16);
    const pair low = __builtin_shufflevector(one[0], one[1], 0, 1, 2, 3);
    const pair high = __builtin_shufflevector(one[2], one[3], 0, 1, 2, 3);
    return reinterpret_cast<bytes>(__builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7));
  }
  JETON_INLINE static bytes load_at_end(const four_texts& texts) {
    return Count == 16 ? load(texts) : shuffle(load(texts), to_end.load());
  }
};

/// The same two words for each token.
JETON_INLINE bytes both_words(std::uint64_t lower, std::uint64_t upper) {
  return reinterpret_cast<bytes>(halves{lower, upper, lower, upper, lower, upper, lower, upper});
}

}}}  // namespace jeton::v0::detail::avx512_vpclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
