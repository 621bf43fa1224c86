// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_AVX512_VPCLMUL_DIGITS_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_AVX512_VPCLMUL_DIGITS_HPP

#include <jeton/bytes/detail/nibbles.hpp>
#include <jeton/bytes/detail/simd/vector16_token.hpp>
#include <jeton/bytes/detail/simd/x86/avx512_vpclmul.hpp>

#if defined(__GNUC__) && defined(__x86_64__)

#include <cstddef>
#include <cstdint>

/// Digits, the numbers that they are, and texts.
#define JETON_TARGET [[gnu::target(JETON_DETAIL_AVX512_VPCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::avx512_vpclmul {

JETON_INLINE lane_bits zero_lanes(bytes lanes) {
  return __builtin_ia32_cmpb512_mask(reinterpret_cast<chars>(lanes), chars{}, 0, ~0ULL);
}

/// The verdicts in the making.
struct findings {
  bytes difference{};       // not zero where something is not as it should be
  lane_bits no_digits = 0;  // not zero where something is no digit

  JETON_INLINE findings() {}  // NOLINT: not defaulted, since that one would not have the target

  /// A byte for each token, 1 where it is good.
  [[nodiscard]] JETON_INLINE std::uint32_t verdicts() const {
    std::uint64_t wrong = no_digits | ~zero_lanes(difference);
    asm("" : "+r"(wrong));  // keeps compilers from asking earlier
    constexpr std::uint64_t low = 0x7FFF7FFF7FFF7FFF;
    std::uint64_t good = ~(((wrong & low) + low) | wrong | low) >> 15;  // the lowest of sixteen bits
    good |= good >> 8;
    return static_cast<std::uint32_t>((good & 0xFFFF) | (good >> 16 & 0xFFFF0000));
  }
};

inline constexpr table bits_of_rows{{1, 2, 4, 8, 16, 32, 64, 128}};
template <class Alphabet>
inline constexpr table columns_of{nibbles_of<Alphabet>.columns};
template <class Alphabet>
inline constexpr table distances_of{nibbles_of<Alphabet>.distances};

JETON_INLINE bytes rows_of(bytes block) {
  return reinterpret_cast<bytes>(reinterpret_cast<words>(block) >> 4) & (bytes{} + 0x0F);
}

template <class Alphabet, std::size_t Offset, std::size_t Count, std::size_t Size>
JETON_INLINE void look_at_digits(const four_texts& texts, findings& found) {
  if constexpr (Count > 16) {
    look_at_digits<Alphabet, Offset, 16, Size>(texts, found);
    constexpr std::size_t next = Count < 32 ? Offset + Count - 16 : Offset + 16;
    look_at_digits<Alphabet, next, Offset + Count - next, Size>(texts, found);
  } else if constexpr (Count > 0) {
    using here = part<Offset, Count, Size>;
    const bytes block = here::load(texts);
    const bytes rows = shuffle(bits_of_rows.load(), rows_of(block));
    const lane_bits strange = zero_lanes(shuffle(columns_of<Alphabet>.load(), block) & rows);
    constexpr lane_bits sixteen = ((lane_bits{1} << Count) - 1) << here::first_lane;
    found.no_digits |= strange & (sixteen * 0x0001000100010001);
  }
}

/// Literal has the text; the bytes from At on stand at Offset.
template <class Literal, std::size_t At, std::size_t Offset, std::size_t Size>
JETON_INLINE void look_at_literal(const four_texts& texts, findings& found) {
  if constexpr (At < Literal::min_size) {
    constexpr std::size_t count = Literal::min_size - At < 16 ? Literal::min_size - At : 16;
    using here = part<Offset, count, Size>;
    static constexpr table expected = [] {
      table text;
      for (std::size_t i = 0; i < count; ++i) {
        text.set(here::first_lane + i, static_cast<unsigned char>(Literal::text[At + i]));
      }
      return text;
    }();
    found.difference |= (here::load(texts) ^ expected.load()) & here::lanes.load();
    look_at_literal<Literal, At + count, Offset + count, Size>(texts, found);
  }
}

/// The numbers that four neighbouring digits are.
JETON_INLINE ints fours_of(bytes values, chars radix, shorts radix_squared) {
#if defined(__clang__)
  const shorts pairs = __builtin_ia32_pmaddubsw512(reinterpret_cast<chars>(values), radix);
  return __builtin_ia32_pmaddwd512(pairs, radix_squared);
#else
  const shorts pairs = __builtin_ia32_pmaddubsw512_mask(reinterpret_cast<chars>(values), radix, shorts{}, ~0U);
  return __builtin_ia32_pmaddwd512_mask(pairs, radix_squared, ints{}, static_cast<std::uint16_t>(~0U));
#endif
}

/// The products of the lower four bytes of each half.
JETON_INLINE halves product(ints left, ints right) {
#if defined(__clang__)
  return reinterpret_cast<halves>(__builtin_ia32_pmuludq512(left, right));
#else
  return reinterpret_cast<halves>(
      __builtin_ia32_pmuludq512_mask(left, right, longs{}, static_cast<unsigned char>(~0U)));
#endif
}

/// The number that up to sixteen digits are, in the upper half; the lower half has what is above the last eight digits,
/// and must be zero.
template <class Alphabet, std::size_t Offset, std::size_t Width, std::size_t Size>
JETON_INLINE bytes number_of(const four_texts& texts) {
  using here = part<Offset, Width, Size>;
  constexpr std::uint64_t radix = Alphabet::size;
  const bytes block = here::load(texts);
  const bytes values = block + shuffle(distances_of<Alphabet>.load(), rows_of(block));
  const auto by_two = reinterpret_cast<chars>(words{} + static_cast<std::uint16_t>(1U << 8 | radix));
  const auto by_four = reinterpret_cast<shorts>(ints{} + static_cast<int>(1U << 16 | radix * radix));
  const ints fours = fours_of(shuffle(values, here::to_end.load()), by_two, by_four);
  const halves high = product(fours, ints{} + static_cast<int>(vector16::power_of<radix, 4>));
  return reinterpret_cast<bytes>(high + (reinterpret_cast<halves>(fours) >> 32));
}

}}}  // namespace jeton::v0::detail::avx512_vpclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
