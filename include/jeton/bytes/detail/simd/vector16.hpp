// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_HPP

#include <jeton/bytes/detail/portable.hpp>
#include <jeton/core/constant_time.hpp>
#include <jeton/core/detail/target.hpp>

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#define JETON_TARGET JETON_DETAIL_OLDEST
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

/// Sixteen bytes at a time in the vector types that GCC and Clang have on every target. Only comparisons, bit
/// operations and additions: no table is indexed by a byte of the text, so nothing shows which bytes it has.
namespace jeton { inline namespace v0 { namespace detail::vector16 {

using bytes = unsigned char __attribute__((vector_size(16)));
using signed_bytes = signed char __attribute__((vector_size(16)));
using halves = std::uint64_t __attribute__((vector_size(16)));

JETON_INLINE std::uint64_t load8(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, 8);
  return word;
}

JETON_INLINE std::uint64_t load4(const char* from) {
  std::uint32_t word = 0;
  std::memcpy(&word, from, 4);
  return word;
}

JETON_INLINE bytes load16(const void* from) {
  bytes block;
  std::memcpy(&block, from, 16);
  return block;
}

JETON_INLINE bytes splat(unsigned char byte) { return bytes{} + byte; }

/// All ones in the lanes where low <= lane <= high.
JETON_INLINE bytes range_mask(bytes lanes, unsigned char low, unsigned char high) {
  return reinterpret_cast<bytes>((lanes - splat(low)) <= splat(static_cast<unsigned char>(high - low)));
}

/// A block whose lanes are some of the 1 to 15 bytes at `text`, every one of them at least once.
JETON_INLINE bytes load_any_order(const char* text, std::size_t size) {
  if (size >= 8) return reinterpret_cast<bytes>(halves{load8(text), load8(text + size - 8)});
  std::uint64_t word = 0;
  if (size >= 4) {
    word = load4(text) | load4(text + size - 4) << 32;
  } else {
    const auto* const at = reinterpret_cast<const unsigned char*>(text);
    word = std::uint64_t{at[0]} | std::uint64_t{at[size / 2]} << 8 | std::uint64_t{at[size - 1]} << 16;
    word |= std::uint64_t{at[0]} << 24;
    word |= word << 32;
  }
  return reinterpret_cast<bytes>(halves{word, word});
}

/// The first `size` bytes of a text, at most eight, as the bytes of a word, the first one lowest.
JETON_INLINE std::uint64_t load_word(const char* text, std::size_t size) {
  if (size < 4 || std::endian::native != std::endian::little) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < size; ++i) word |= std::uint64_t{static_cast<unsigned char>(text[i])} << 8 * i;
    return word;
  }
  if (size == 8) return load8(text);
  return load4(text) | load4(text + size - 4) << 8 * (size - 4);
}

/// Writes the lowest `size` bytes of a word, at most eight, the lowest one first.
JETON_INLINE void store_word(std::uint64_t word, char* text, std::size_t size) {
  if (size < 4 || std::endian::native != std::endian::little) return portable::store_word(word, text, size);
  if (size == 8) {
    std::memcpy(text, &word, 8);
    return;
  }
  const std::uint64_t last = word >> 8 * (size - 4);
  std::memcpy(text, &word, 4);
  std::memcpy(text + size - 4, &last, 4);
}

/// The 0 to 15 bytes at `text` in the last lanes, zeros before them.
JETON_INLINE bytes load_at_end(const char* text, std::size_t size) {
  if constexpr (std::endian::native != std::endian::little) {
    char block[16]{};
    std::memcpy(block + 16 - size, text, size);
    return load16(block);
  } else if (size > 8) {
    return reinterpret_cast<bytes>(halves{load8(text) << 8 * (16 - size), load8(text + size - 8)});
  } else {
    return reinterpret_cast<bytes>(halves{0, size == 0 ? 0 : load_word(text, size) << 8 * (8 - size)});
  }
}

/// A bit for each lane, the first one lowest, of lanes that are all ones or zero. For little-endian machines.
JETON_INLINE std::uint64_t bits_of(bytes lanes) {
#if defined(__x86_64__)
  using chars = char __attribute__((vector_size(16)));
  return static_cast<std::uint64_t>(__builtin_ia32_pmovmskb128(reinterpret_cast<chars>(lanes)));
#else
  const halves ones = reinterpret_cast<halves>(lanes & splat(1)) * 0x0102040810204080;
  return ones[0] >> 56 | ones[1] >> 56 << 8;
#endif
}

JETON_INLINE std::uint64_t places_of(char wanted, const char* text, std::size_t size) {
  if constexpr (std::endian::native != std::endian::little) return portable::places_of(wanted, text, size);
  const auto places_in = [wanted](bytes block) __attribute__((always_inline)) {
    return bits_of(reinterpret_cast<bytes>(block == splat(static_cast<unsigned char>(wanted))));
  };
  if (size < 16) return places_in(load_at_end(text, size)) >> (16 - size) | std::uint64_t{1} << size;
  std::uint64_t places = size < 64 ? std::uint64_t{1} << size : 0;
  const std::size_t last = size < 64 ? size - 16 : 48;
  for (std::size_t i = 0; i < last; i += 16) places |= places_in(load16(text + i)) << i;
  return places | places_in(load16(text + last)) << last;
}

/// Whether any lane is not zero. The barrier keeps the answer to this one branch.
JETON_INLINE bool any(bytes lanes) {
  const auto both = reinterpret_cast<halves>(lanes);
  std::uint64_t one = both[0] | both[1];
  asm volatile("" : "+r"(one));
  return one != 0;  // the verdict
}

/// All ones in the lanes from `size` on.
JETON_INLINE bytes lanes_from(std::size_t size) {
  constexpr bytes order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return reinterpret_cast<bytes>(order >= splat(static_cast<unsigned char>(size)));
}

}}}  // namespace jeton::v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif
