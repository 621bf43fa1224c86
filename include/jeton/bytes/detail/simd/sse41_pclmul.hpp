// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_SSE41_PCLMUL_HPP
#define JETON_BYTES_DETAIL_SIMD_SSE41_PCLMUL_HPP

#include <jeton/bytes/detail/crc32_fold.hpp>
#include <jeton/bytes/detail/nibbles.hpp>
#include <jeton/bytes/detail/simd/vector16_token.hpp>
#include <jeton/bytes/detail/spot.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>
#include <utility>

/// x86 with SSE4.1 and PCLMULQDQ. The other instruction sets are switched off, whatever the compiler was told: so this
/// code is the same in every translation unit, and the linker may keep any of them.
#define JETON_TARGET [[gnu::target("sse4.1,pclmul,no-avx,no-avx512f,no-bmi,no-bmi2")]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sse41_pclmul {

using vector16::bytes;
using vector16::halves;
using chars = char __attribute__((vector_size(16)));
using shorts = short __attribute__((vector_size(16)));
using words = unsigned short __attribute__((vector_size(16)));
using ints = int __attribute__((vector_size(16)));
using longs = long long __attribute__((vector_size(16)));

JETON_INLINE bytes shuffle(bytes table, bytes places) {
  return reinterpret_cast<bytes>(
      __builtin_ia32_pshufb128(reinterpret_cast<chars>(table), reinterpret_cast<chars>(places)));
}

/// Carry-less: bit 0 of Halves chooses the half of the left factor, bit 4 that of the right one.
template <int Halves>
JETON_INLINE bytes multiply(bytes left, bytes right) {
  return reinterpret_cast<bytes>(
      __builtin_ia32_pclmulqdq128(reinterpret_cast<longs>(left), reinterpret_cast<longs>(right), Halves));
}

JETON_INLINE bytes smaller(bytes left, bytes right) { return left < right ? left : right; }

/// Moves the bytes Count places towards the end; zeros follow.
template <int Count>
JETON_INLINE bytes move_to_end(bytes block) {
  return [&]<int... Place>(std::integer_sequence<int, Place...>)
             __attribute__((always_inline, target("sse4.1,pclmul,no-avx,no-avx512f,no-bmi,no-bmi2"))) {
               return __builtin_shufflevector(bytes{}, block, (Place < Count ? Place : 16 + Place - Count)...);
             }(std::make_integer_sequence<int, 16>{});
}

/// All ones in the lanes from First to Last.
template <std::size_t First, std::size_t Last>
struct lanes {
  alignas(16) unsigned char mask[16]{};
  constexpr lanes() {
    for (std::size_t i = First; i < Last; ++i) mask[i] = 0xFF;
  }
};
template <std::size_t First, std::size_t Last>
inline constexpr lanes<First, Last> lanes_of{};

/// The verdict in the making.
struct findings {
  bytes digits = vector16::splat(0xFF);  // a lane becomes zero where something is no digit
  bytes difference{};                    // and not zero where something is not as it should be
  bool is_first = true;

  JETON_INLINE findings() {}  // NOLINT: not defaulted, since that one would not have the target

  JETON_INLINE void add_digits(bytes found) {
    digits = is_first ? found : smaller(digits, found);
    is_first = false;
  }
  JETON_INLINE bool are_good() {
    if (!is_first) difference |= reinterpret_cast<bytes>(digits == bytes{});
    asm("" : "+x"(difference));  // keeps the answer to one branch
    const auto wrong = reinterpret_cast<longs>(difference);
    return __builtin_ia32_ptestz128(wrong, wrong) != 0;  // the verdict
  }
};

// ---- digits ---------------------------------------------------------------------------------------------------------

/// The upper halves of bytes, as places for a shuffle, to which bits 4 to 6 mean nothing. So the mask need not have the
/// same byte everywhere; where it has, GCC makes it in three instructions and not in a load.
JETON_INLINE bytes rows_of(bytes block) {
  constexpr bytes mask = {0x1F, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15};
  return reinterpret_cast<bytes>(reinterpret_cast<words>(block) >> 4) & mask;
}

/// Not zero in the lanes that are digits.
template <class Alphabet>
JETON_INLINE bytes is_digit(bytes block) {
  constexpr bytes bit_of_row = {1, 2, 4, 8, 16, 32, 64, 128};
  return shuffle(vector16::load16(nibbles_of<Alphabet>.columns), block) & shuffle(bit_of_row, rows_of(block));
}

template <class Alphabet, std::size_t... Place>
JETON_INLINE void look_at_blocks(const char* at, findings& found, std::index_sequence<Place...>) {
  (found.add_digits(is_digit<Alphabet>(vector16::load16(at + 16 * Place))), ...);
}

/// Sixteen digits or more.
template <class Alphabet>
JETON_INLINE void look_at_many(const char* at, std::size_t size, findings& found) {
  for (std::size_t i = 0; i + 16 < size; i += 16) found.add_digits(is_digit<Alphabet>(vector16::load16(at + i)));
  found.add_digits(is_digit<Alphabet>(vector16::load16(at + size - 16)));
}

template <class Alphabet, run_shape Run>
JETON_INLINE void look_at_digits(const char* at, std::size_t size, findings& found) {
  if constexpr (Run.is_fixed() && Run.least >= 16 && Run.least <= 80) {
    look_at_blocks<Alphabet>(at, found, std::make_index_sequence<Run.least / 16>{});
    if constexpr (Run.least % 16 != 0) look_at_blocks<Alphabet>(at + Run.least - 16, found, std::index_sequence<0>{});
  } else if constexpr (Run.least >= 16) {
    look_at_many<Alphabet>(at, Run.is_fixed() ? Run.least : size, found);
  } else if constexpr (Run.is_fixed() && Run.before_end >= 16) {
    constexpr auto& others = lanes_of<0, 16 - Run.least>;
    found.add_digits(is_digit<Alphabet>(vector16::load16(at + Run.least - 16)) | vector16::load16(others.mask));
  } else if constexpr (Run.is_fixed() && Run.behind_begin >= 16) {
    constexpr auto& others = lanes_of<Run.least, 16>;
    found.add_digits(is_digit<Alphabet>(vector16::load16(at)) | vector16::load16(others.mask));
  } else {
    if (size >= 16) return look_at_many<Alphabet>(at, size, found);
    if (size > 0) found.add_digits(is_digit<Alphabet>(vector16::load_any_order(at, size)));
  }
}

template <class Alphabet>
JETON_TARGET bool all_digits(const char* text, std::size_t size) {
  findings found;
  if (size >= 16) {
    look_at_many<Alphabet>(text, size, found);
  } else if (size > 0) {
    found.add_digits(is_digit<Alphabet>(vector16::load_any_order(text, size)));
  }
  return found.are_good();
}

/// The values of digits; where there is none, anything.
template <class Alphabet>
JETON_INLINE bytes values_of(bytes digits) {
  if constexpr (nibbles_of<Alphabet>.has_distances) {
    return digits + shuffle(vector16::load16(nibbles_of<Alphabet>.distances), rows_of(digits));
  } else {
    bytes good{};
    return vector16::values_of<Alphabet>(digits, good);
  }
}

/// The number that up to sixteen digits are, in the upper half. It does not wrap: the lower half has what is above the
/// last eight digits, and must be zero.
template <class Alphabet, run_shape Run>
JETON_INLINE bytes number_of(const char* at) {
  constexpr std::size_t width = Run.least;
  constexpr std::uint64_t radix = Alphabet::size;
  bytes values{};
  if constexpr (Run.before_end >= 16) {
    values = values_of<Alphabet>(vector16::load16(at + width - 16)) & vector16::load16(lanes_of<16 - width, 16>.mask);
  } else if constexpr (Run.behind_begin >= 16) {
    values = move_to_end<int{16 - width}>(values_of<Alphabet>(vector16::load16(at)));
  } else {
    values = values_of<Alphabet>(vector16::load_number<width>(at)) & vector16::load16(lanes_of<16 - width, 16>.mask);
  }
  constexpr auto two = static_cast<char>(radix);
  constexpr chars by_two = {two, 1, two, 1, two, 1, two, 1, two, 1, two, 1, two, 1, two, 1};
  constexpr auto four = static_cast<short>(radix * radix);
  constexpr shorts by_four = {four, 1, four, 1, four, 1, four, 1};
  const shorts pairs = __builtin_ia32_pmaddubsw128(reinterpret_cast<chars>(values), by_two);
  const ints fours = __builtin_ia32_pmaddwd128(pairs, by_four);
  constexpr auto eight = static_cast<int>(vector16::power_of<radix, 4>);
  constexpr ints by_eight = {eight, 0, eight, 0};
  const halves high = reinterpret_cast<halves>(__builtin_ia32_pmuludq128(fours, by_eight));
  halves number = high + (reinterpret_cast<halves>(fours) >> 32);
  if constexpr (width > 8 && vector16::power_of<radix, 8> >> 32 == 0) {  // a small radix: one half cannot hold a CRC-32
    number = halves{0, number[1] + number[0] * vector16::power_of<radix, 8>};
  }
  return reinterpret_cast<bytes>(number);
}

// ---- CRC-32 ---------------------------------------------------------------------------------------------------------

/// The sum of blocks, each times its power.
template <class LateVoid>
struct crc32_sum {
  bytes high{};  // two sums, so that one need not wait for the other
  bytes low{};

  JETON_INLINE crc32_sum() {}  // NOLINT: likewise

  /// `distance`: how many blocks there are from this one to the end, itself counted.
  JETON_INLINE void add(bytes block, std::size_t distance) {
    constexpr std::size_t all = crc32_fold<LateVoid>::blocks + 1;
    const bytes power = vector16::load16(crc32_folds<LateVoid>.power[all - distance]);
    high ^= multiply<0x00>(block, power);
    low ^= multiply<0x11>(block, power);
  }
  /// The block of distance 1.
  JETON_INLINE void add_last(bytes block) {
    constexpr auto& power = crc32_folds<LateVoid>.power[crc32_fold<LateVoid>::blocks];
    high ^= multiply<0x00>(block, vector16::load16(power));
    low ^= __builtin_shufflevector(block, bytes{}, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16, 16, 16, 16, 16);
  }
  /// The remainder, in the lower four bytes of the upper half; zeros around it.
  [[nodiscard]] JETON_INLINE bytes remainder() const {
    const bytes sum = high ^ low;
    const bytes barrett = vector16::load16(crc32_folds<LateVoid>.barrett);
    return sum ^ multiply<0x10>(multiply<0x00>(sum, barrett), barrett);
  }
};

/// What Size bytes leave if the start value and the final XOR are zero.
template <std::size_t Size, std::size_t Behind, class LateVoid>
JETON_INLINE bytes crc32_of_fixed(const char* at) {
  constexpr std::size_t rest = Size % 16;
  constexpr std::size_t between = Size < 16 ? 0 : Size / 16 - 1;  // blocks after the rest, before the last one
  crc32_sum<LateVoid> sum;
  bytes block{};
  if constexpr (rest != 0 && Behind >= 16) {
    block = move_to_end<int{16 - rest}>(vector16::load16(at));
  } else if constexpr (rest != 0) {
    block = vector16::load_at_end(at, rest);
  }
  if constexpr (rest != 0 && Size > 16) sum.add(block, Size / 16 + 1);
  if constexpr (between < 4) {
    [&]<std::size_t... Place>(std::index_sequence<Place...>)
        __attribute__((always_inline, target("sse4.1,pclmul,no-avx,no-avx512f,no-bmi,no-bmi2"))) {
          (sum.add(vector16::load16(at + rest + 16 * Place), Size / 16 - Place), ...);
        }(std::make_index_sequence<between>{});
  } else {
    for (std::size_t i = 0; i < between; ++i) sum.add(vector16::load16(at + rest + 16 * i), Size / 16 - i);
  }
  if constexpr (Size >= 16) block = vector16::load16(at + Size - 16);
  sum.add_last(block);
  return sum.remainder();
}

/// What `size` bytes leave if the final XOR is zero.
template <class LateVoid>
JETON_INLINE bytes crc32_of_any(const char* at, std::size_t size) {
  constexpr std::size_t span = crc32_fold<LateVoid>::span;
  const auto& constants = crc32_folds<LateVoid>;
  const std::size_t first = size <= span ? size : (size - 1) % span + 1;
  const std::size_t rest = first % 16;
  const std::size_t blocks = first / 16;
  // Four bytes in front of the text make the start value, in the block of the rest and perhaps in the one before it.
  bytes block = vector16::load16(constants.start + 16 + rest);
  if (rest != 0) block ^= vector16::load_at_end(at, rest);
  crc32_sum<LateVoid> sum;
  if (rest > 12) sum.add(vector16::load16(constants.start + rest), blocks + 2);
  at += rest;
  for (std::size_t left = blocks; left > 0; --left, at += 16) {
    sum.add(block, left + 1);
    block = vector16::load16(at);
  }
  sum.add_last(block);
  bytes remainder = sum.remainder();
  for (std::size_t done = first; done < size; done += span) {
    crc32_sum<LateVoid> next;
    for (std::size_t i = 0; i < span / 16; ++i, at += 16) {
      bytes there = vector16::load16(at);
      if (i == 0) there ^= reinterpret_cast<bytes>(halves{reinterpret_cast<halves>(remainder)[1], 0});
      next.add(there, span / 16 - i);
    }
    remainder = next.remainder();
  }
  return remainder;
}

template <class LateVoid>
JETON_TARGET std::uint32_t crc32(const char* text, std::size_t size) {
  return ~static_cast<std::uint32_t>(reinterpret_cast<halves>(crc32_of_any<LateVoid>(text, size))[1]);
}

/// The CRC-32 of a part of a text, as number_of would read it.
template <run_shape Run, bool LowestFirst, class LateVoid>
JETON_INLINE bytes crc32_number(const char* at, std::size_t size) {
  constexpr bool is_short = Run.is_fixed() && Run.least <= crc32_fold<LateVoid>::span;
  bytes crc{};
  if constexpr (is_short) {
    crc = crc32_of_fixed<Run.least, Run.behind_begin, LateVoid>(at);
    crc ^= reinterpret_cast<bytes>(halves{0, crc32_of_zeros<LateVoid, Run.least>});
  } else {
    crc = crc32_of_any<LateVoid>(at, size);
    crc ^= reinterpret_cast<bytes>(halves{0, 0xFFFFFFFF});
  }
  if constexpr (LowestFirst) {
    crc = __builtin_shufflevector(crc, bytes{}, 0, 1, 2, 3, 4, 5, 6, 7, 11, 10, 9, 8, 12, 13, 14, 15);
  }
  return crc;
}

}}}  // namespace jeton::v0::detail::sse41_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
