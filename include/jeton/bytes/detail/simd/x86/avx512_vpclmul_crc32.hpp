// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_AVX512_VPCLMUL_CRC32_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_AVX512_VPCLMUL_CRC32_HPP

#include <jeton/bytes/detail/crc32_fold.hpp>
#include <jeton/bytes/detail/simd/x86/avx512_vpclmul.hpp>

#if defined(__GNUC__) && defined(__x86_64__)

#include <cstddef>
#include <cstdint>

/// CRC-32 by carry-less multiplication.
#define JETON_TARGET [[gnu::target(JETON_DETAIL_AVX512_VPCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::avx512_vpclmul {

/// Carry-less: bit 0 of Halves chooses the halves of the left factors, bit 4 those of the right ones.
template <int Halves>
JETON_INLINE bytes multiply(bytes left, bytes right) {
#if defined(__clang__)
  return reinterpret_cast<bytes>(
      __builtin_ia32_pclmulqdq512(reinterpret_cast<longs>(left), reinterpret_cast<longs>(right), Halves));
#else
  return reinterpret_cast<bytes>(
      __builtin_ia32_vpclmulqdq_v8di(reinterpret_cast<longs>(left), reinterpret_cast<longs>(right), Halves));
#endif
}

/// The sum of blocks, each times its power.
template <class LateVoid>
struct crc32_sum {
  bytes high{};
  bytes low{};

  JETON_INLINE crc32_sum() {}  // NOLINT: likewise

  /// Distance: how many blocks there are from this one to the end, itself counted.
  template <std::size_t Distance>
  JETON_INLINE void add(bytes block) {
    constexpr auto& power = crc32_folds<LateVoid>.power[crc32_fold<LateVoid>::blocks + 1 - Distance];
    const bytes powers = both_words(power[0], power[1]);
    high ^= multiply<0x00>(block, powers);
    if constexpr (Distance > 1) {
      low ^= multiply<0x11>(block, powers);
    } else {  // the last word is where it belongs
      const auto word = reinterpret_cast<halves>(block);
      low ^= reinterpret_cast<bytes>(__builtin_shufflevector(word, halves{}, 1, 9, 3, 11, 5, 13, 7, 15));
    }
  }
  /// The remainder, in the lower four bytes of the upper half; zeros around it.
  [[nodiscard]] JETON_INLINE bytes remainder() const {
    constexpr auto& constants = crc32_folds<LateVoid>.barrett;
    const bytes sum = high ^ low;
    const bytes barrett = both_words(constants[0], constants[1]);
    return sum ^ multiply<0x10>(multiply<0x00>(sum, barrett), barrett);
  }
};

template <std::size_t Offset, std::size_t Count, std::size_t Size, class LateVoid>
JETON_INLINE void add_blocks(const four_texts& texts, crc32_sum<LateVoid>& sum) {
  if constexpr (Count > 0) {
    constexpr std::size_t first = Count % 16 == 0 ? 16 : Count % 16;
    sum.template add<(Count + 15) / 16>(part<Offset, first, Size>::load_at_end(texts));
    add_blocks<Offset + first, Count - first, Size>(texts, sum);
  }
}

/// The CRC-32 of Count bytes from Offset on, as number_of would read it.
template <std::size_t Offset, std::size_t Count, std::size_t Size, bool LowestFirst, class LateVoid>
JETON_INLINE bytes crc32_number(const four_texts& texts) {
  crc32_sum<LateVoid> sum;
  add_blocks<Offset, Count, Size>(texts, sum);
  const bytes crc = sum.remainder() ^ both_words(0, crc32_of_zeros<LateVoid, Count>);
  if constexpr (!LowestFirst) return crc;
  static constexpr table reversed{{0, 1, 2, 3, 4, 5, 6, 7, 11, 10, 9, 8, 12, 13, 14, 15}};
  return shuffle(crc, reversed.load());
}

}}}  // namespace jeton::v0::detail::avx512_vpclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
