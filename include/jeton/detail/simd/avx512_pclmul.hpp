// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_SIMD_AVX512_PCLMUL_HPP
#define JETON_DETAIL_SIMD_AVX512_PCLMUL_HPP

#include <jeton/detail/nibbles.hpp>
#include <jeton/detail/simd/sse41_pclmul.hpp>
#include <jeton/detail/spot.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>
#include <utility>

/// x86 with AVX-512 (F, BW, DQ, VL) and PCLMULQDQ: digits in blocks of sixty-four, of which the bytes behind the end
/// are not read. Most tokens are one block.
#define JETON_TARGET [[gnu::target("avx512f,avx512bw,avx512dq,avx512vl,pclmul,no-bmi,no-bmi2")]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton::inline v0::detail::avx512_pclmul {

namespace narrow = sse41_pclmul;
using wide_bytes = unsigned char __attribute__((vector_size(64)));
using wide_chars = char __attribute__((vector_size(64)));
using wide_words = unsigned short __attribute__((vector_size(64)));
using lane_set = unsigned long long;

/// The verdict in the making.
struct findings {
  lane_set strange = 0;  // lanes that are no digits
  narrow::bytes difference{};

  JETON_INLINE findings() {}  // NOLINT: not defaulted, since that one would not have the target

  JETON_INLINE bool are_good() {
    const auto both = reinterpret_cast<narrow::halves>(difference);
    lane_set wrong = strange | both[0] | both[1];
    asm("" : "+r"(wrong));  // keeps the answer to one branch
    return wrong == 0;      // the verdict
  }
};

/// A table of sixteen for each of the four quarters, each of which looks up in its own.
struct wide_table {
  alignas(64) unsigned char entries[64]{};
  constexpr explicit wide_table(const unsigned char (&table)[16]) {
    for (std::size_t i = 0; i < 64; ++i) entries[i] = table[i % 16];
  }
};
inline constexpr unsigned char bit_of_row[16] = {1, 2, 4, 8, 16, 32, 64, 128};
inline constexpr wide_table bits_of_rows{bit_of_row};
template <class Alphabet>
inline constexpr wide_table columns_of{nibbles_of<Alphabet>.columns};

JETON_INLINE wide_bytes load64(const void* from) {
  wide_bytes block;
  __builtin_memcpy(&block, from, 64);
  return block;
}
/// The first `size` bytes, 1 to 64; zeros behind them.
JETON_INLINE wide_bytes load_some(const char* from, lane_set used) {
#if defined(__clang__)
  return reinterpret_cast<wide_bytes>(
      __builtin_ia32_loaddquqi512_mask(reinterpret_cast<const wide_chars*>(from), wide_chars{}, used));
#else
  return reinterpret_cast<wide_bytes>(__builtin_ia32_loaddquqi512_mask(from, wide_chars{}, used));
#endif
}
JETON_INLINE wide_chars shuffle(wide_bytes table, wide_bytes places) {
#if defined(__clang__)
  return __builtin_ia32_pshufb512(reinterpret_cast<wide_chars>(table), reinterpret_cast<wide_chars>(places));
#else
  return __builtin_ia32_pshufb512_mask(reinterpret_cast<wide_chars>(table), reinterpret_cast<wide_chars>(places),
                                       wide_chars{}, ~lane_set{0});
#endif
}

JETON_INLINE constexpr lane_set first_lanes(std::size_t count) { return ~lane_set{0} >> (64 - count); }

/// The lanes out of `among` that are no digits.
template <class Alphabet>
JETON_INLINE lane_set strange_lanes(wide_bytes block, lane_set among) {
  const auto rows = reinterpret_cast<wide_bytes>(reinterpret_cast<wide_words>(block) >> 4) & (wide_bytes{} + 0x0F);
  const wide_chars columns = shuffle(load64(columns_of<Alphabet>.entries), block);
  const wide_chars bits = shuffle(load64(bits_of_rows.entries), rows);
#if defined(__clang__)
  return __builtin_ia32_cmpb512_mask(columns & bits, wide_chars{}, 0, among);
#else
  return __builtin_ia32_ptestnmb512(columns, bits, among);
#endif
}

template <class Alphabet>
JETON_INLINE void look_at_any(const char* at, std::size_t size, findings& found) {
  for (; size > 64; at += 64, size -= 64) found.strange |= strange_lanes<Alphabet>(load64(at), ~lane_set{0});
  if (size > 0) found.strange |= strange_lanes<Alphabet>(load_some(at, first_lanes(size)), first_lanes(size));
}

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at(const placed_text& text, findings& found) {
  if constexpr (Stencil::starts_run(Index)) {
    using digits = typename Segment::digits;
    constexpr run_shape run = Stencil::run_from(Index);
    if constexpr (Stencil::is_rigid && Stencil::min_size <= 64) {
      // The whole text, the same for each of its runs.
      constexpr lane_set lanes = first_lanes(run.least) << run.begin.offset;
      found.strange |= strange_lanes<digits>(load_some(text.begin, first_lanes(Stencil::min_size)), lanes);
    } else {
      look_at_any<digits>(vector16::find<Stencil, run.begin>(text), vector16::size_of<Stencil, run>(text), found);
    }
  }
  narrow::look_at_value<Stencil, Index, Segment, LateVoid>(text, found.difference);
}

template <class Stencil, class LateVoid, template <class...> class List, class... Segment, std::size_t... Place>
JETON_INLINE bool look_at_all(const placed_text& text, List<Segment...>, std::index_sequence<Place...>,
                              findings found = {}) {
  (look_at<Stencil, Place, Segment, LateVoid>(text, found), ...);
  return found.are_good();
}

/// Whether everything but its `other` pieces is as it should be in a text that has the right prefix and size.
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text, std::size_t size, const std::size_t* at) {
  return look_at_all<Stencil, LateVoid>({text, size, at}, typename Stencil::segments{}, typename Stencil::indices{});
}
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text) {
  return look_at_all<Stencil, LateVoid>({text, Stencil::min_size, nullptr}, typename Stencil::segments{},
                                        typename Stencil::indices{});
}

/// The same of each of `count` tokens of a rigid format that stand side by side, and whether they have the prefix; how
/// many.
template <class Stencil, class Prefix, class LateVoid>
JETON_TARGET std::size_t valid_each(const char* text, std::size_t count, bool* verdicts) {
  std::size_t good = 0;
  for (std::size_t i = 0; i < count; ++i, text += Stencil::min_size) {
    findings found;
    found.difference = vector16::difference_from<Prefix>(text);
    verdicts[i] = look_at_all<Stencil, LateVoid>({text, Stencil::min_size, nullptr}, typename Stencil::segments{},
                                                 typename Stencil::indices{}, found);
    good += verdicts[i];
  }
  return good;
}

}  // namespace jeton::inline v0::detail::avx512_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
