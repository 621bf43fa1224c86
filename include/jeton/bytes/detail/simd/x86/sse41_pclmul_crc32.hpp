// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_CRC32_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_CRC32_HPP

#include <jeton/bytes/detail/crc32_fold.hpp>
#include <jeton/bytes/detail/simd/vector16.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul.hpp>
#include <jeton/bytes/detail/spot.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>
#include <utility>

/// CRC-32 by carry-less multiplication.
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SSE41_PCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sse41_pclmul {

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
        __attribute__((always_inline, target(JETON_DETAIL_SSE41_PCLMUL))) {
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
