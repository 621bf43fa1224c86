// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_DIGITS_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_DIGITS_HPP

#include <jeton/bytes/detail/nibbles.hpp>
#include <jeton/bytes/detail/simd/vector16.hpp>
#include <jeton/bytes/detail/simd/vector16_digits.hpp>
#include <jeton/bytes/detail/simd/vector16_token.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul.hpp>
#include <jeton/bytes/detail/spot.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>
#include <utility>

/// Digits and the numbers that they are: an alphabet is two tables of sixteen, in registers.
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SSE41_PCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sse41_pclmul {

JETON_INLINE bytes smaller(bytes left, bytes right) { return left < right ? left : right; }

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

}}}  // namespace jeton::v0::detail::sse41_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
