// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_AVX512_VPCLMUL_HPP
#define JETON_BYTES_DETAIL_SIMD_AVX512_VPCLMUL_HPP

#include <jeton/bytes/detail/crc32_fold.hpp>
#include <jeton/bytes/detail/nibbles.hpp>
#include <jeton/bytes/detail/simd/vector16_token.hpp>
#include <jeton/bytes/detail/spot.hpp>

#if defined(__GNUC__) && defined(__x86_64__)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

/// x86 with AVX-512 and VPCLMULQDQ: four tokens of a fixed size at once, each in sixteen of the 64 lanes and in the way
/// of SSE4.1. What AVX-512 became later is switched off, whatever the compiler was told.
#define JETON_TARGET                                                                              \
  [[gnu::target(                                                                                  \
      "avx512f,avx512bw,avx512dq,avx512vl,vpclmulqdq,no-avx512vbmi,no-avx512vbmi2,no-avx512ifma," \
      "no-avx512bitalg,no-avx512vpopcntdq,no-gfni")]]
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

// ---- instructions whose builtins have other names on GCC and on Clang -----------------------------------------------

JETON_INLINE bytes shuffle(bytes from, bytes places) {
#if defined(__clang__)
  return reinterpret_cast<bytes>(
      __builtin_ia32_pshufb512(reinterpret_cast<chars>(from), reinterpret_cast<chars>(places)));
#else
  return reinterpret_cast<bytes>(
      __builtin_ia32_pshufb512_mask(reinterpret_cast<chars>(from), reinterpret_cast<chars>(places), chars{}, ~0ULL));
#endif
}

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

JETON_INLINE lane_bits zero_lanes(bytes lanes) {
  return __builtin_ia32_cmpb512_mask(reinterpret_cast<chars>(lanes), chars{}, 0, ~0ULL);
}

// ---- parts of a token -----------------------------------------------------------------------------------------------

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

/// The same two words for each token.
JETON_INLINE bytes both_words(std::uint64_t lower, std::uint64_t upper) {
  return reinterpret_cast<bytes>(halves{lower, upper, lower, upper, lower, upper, lower, upper});
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
