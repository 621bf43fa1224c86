// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_AVX2_PCLMUL_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_AVX2_PCLMUL_TOKEN_HPP

#include <jeton/bytes/detail/nibbles.hpp>
#include <jeton/bytes/detail/simd/vector16_token.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul_digits.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul_token.hpp>
#include <jeton/bytes/detail/spot.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <utility>

/// x86 with AVX2 and PCLMULQDQ: digits in blocks of thirty-two. Numbers and CRC-32 are those of SSE4.1, which become
/// shorter here by AVX's instructions of three operands.
#define JETON_TARGET [[gnu::target("avx2,pclmul,no-avx512f,no-bmi,no-bmi2")]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::avx2_pclmul {

namespace narrow = sse41_pclmul;
using wide_bytes = unsigned char __attribute__((vector_size(32)));
using wide_chars = char __attribute__((vector_size(32)));
using wide_words = unsigned short __attribute__((vector_size(32)));

/// The verdict in the making.
struct findings {
  wide_bytes digits{};  // a lane becomes zero where something is no digit
  bool is_first = true;
  narrow::findings narrow;

  JETON_INLINE findings() {}  // NOLINT: not defaulted, since that one would not have the target

  JETON_INLINE void add_digits(const wide_bytes& found) {
    digits = is_first ? found : digits < found ? digits : found;
    is_first = false;
  }
  JETON_INLINE bool are_good() {
    if (is_first) return narrow.are_good();
    narrow.add_digits(__builtin_shufflevector(digits, digits, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    narrow.add_digits(
        __builtin_shufflevector(digits, digits, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31));
    return narrow.are_good();
  }
};

/// A table of sixteen for each of the two halves, each of which looks up in its own.
struct wide_table {
  alignas(32) unsigned char entries[32]{};
  constexpr explicit wide_table(const unsigned char (&table)[16]) {
    for (std::size_t i = 0; i < 32; ++i) entries[i] = table[i % 16];
  }
};
inline constexpr unsigned char bit_of_row[16] = {1, 2, 4, 8, 16, 32, 64, 128};
inline constexpr wide_table bits_of_rows{bit_of_row};
template <class Alphabet>
inline constexpr wide_table columns_of{nibbles_of<Alphabet>.columns};

JETON_INLINE wide_bytes load32(const void* from) {
  wide_bytes block;
  __builtin_memcpy(&block, from, 32);
  return block;
}
JETON_INLINE wide_bytes shuffle(wide_bytes table, wide_bytes places) {
  return reinterpret_cast<wide_bytes>(
      __builtin_ia32_pshufb256(reinterpret_cast<wide_chars>(table), reinterpret_cast<wide_chars>(places)));
}

/// Not zero in the lanes that are digits.
template <class Alphabet>
JETON_INLINE wide_bytes is_digit(wide_bytes block) {
  constexpr wide_bytes mask = {0x1F, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
                               15,   15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15};
  const auto rows = reinterpret_cast<wide_bytes>(reinterpret_cast<wide_words>(block) >> 4) & mask;
  return shuffle(load32(columns_of<Alphabet>.entries), block) & shuffle(load32(bits_of_rows.entries), rows);
}

template <class Alphabet, std::size_t... Place>
JETON_INLINE void look_at_blocks(const char* at, findings& found, std::index_sequence<Place...>) {
  (found.add_digits(is_digit<Alphabet>(load32(at + 32 * Place))), ...);
}

template <class Alphabet, run_shape Run>
JETON_INLINE void look_at_digits(const char* at, std::size_t size, findings& found) {
  if constexpr (Run.is_fixed() && Run.least >= 32 && Run.least <= 160) {
    look_at_blocks<Alphabet>(at, found, std::make_index_sequence<Run.least / 32>{});
    if constexpr (Run.least % 32 > 16) look_at_blocks<Alphabet>(at + Run.least - 32, found, std::index_sequence<0>{});
    if constexpr (Run.least % 32 > 0 && Run.least % 32 <= 16) {
      found.narrow.add_digits(narrow::is_digit<Alphabet>(vector16::load16(at + Run.least - 16)));
    }
  } else if (Run.most >= 32 && size >= 32) {
    wide_bytes good = is_digit<Alphabet>(load32(at + size - 32));
    for (std::size_t i = 0; i + 32 < size; i += 32) {
      const wide_bytes block = is_digit<Alphabet>(load32(at + i));
      good = good < block ? good : block;
    }
    found.add_digits(good);
  } else {
    narrow::look_at_digits<Alphabet, Run>(at, size, found.narrow);
  }
}

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at_value(const placed_text& text, findings& found) {
  narrow::look_at_value<Stencil, Index, Segment, LateVoid>(text, found.narrow);
}

#include <jeton/bytes/detail/simd/token.inc>

}}}  // namespace jeton::v0::detail::avx2_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
