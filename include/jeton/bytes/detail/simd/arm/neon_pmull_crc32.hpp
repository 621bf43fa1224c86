// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_PMULL_CRC32_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_PMULL_CRC32_HPP

#include <jeton/bytes/detail/crc32_fold.hpp>
#include <jeton/bytes/detail/simd/vector16.hpp>

#if defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__)

#include <cstddef>
#include <cstdint>

/// Arm with carry-less multiplication, for processors without the CRC32 instructions: the CRC-32 is folded as SSE4.1's
/// is. Written for the assembler, as neon_crc32 is.
namespace jeton { inline namespace v0 { namespace detail::neon_pmull {

using vector16::bytes;
using vector16::halves;

[[gnu::always_inline]] inline bytes multiply_lower(bytes left, bytes right) {
  bytes product;
  asm(".arch_extension aes\n\tpmull %0.1q, %1.1d, %2.1d" : "=w"(product) : "w"(left), "w"(right));
  return product;
}
[[gnu::always_inline]] inline bytes multiply_upper(bytes left, bytes right) {
  bytes product;
  asm(".arch_extension aes\n\tpmull2 %0.1q, %1.2d, %2.2d" : "=w"(product) : "w"(left), "w"(right));
  return product;
}

/// A word in the lower half.
[[gnu::always_inline]] inline bytes lower(std::uint64_t word) { return reinterpret_cast<bytes>(halves{word, 0}); }

/// The sum of blocks, each times its power.
template <class LateVoid>
struct crc32_sum {
  bytes sum{};

  /// `distance`: how many blocks there are from this one to the end, itself counted.
  [[gnu::always_inline]] void add(bytes block, std::size_t distance) {
    const bytes power = vector16::load16(crc32_folds<LateVoid>.power[crc32_fold<LateVoid>::blocks + 1 - distance]);
    sum ^= multiply_lower(block, power) ^ multiply_upper(block, power);
  }
  /// The block of distance 1.
  [[gnu::always_inline]] void add_last(bytes block) {
    const bytes power = vector16::load16(crc32_folds<LateVoid>.power[crc32_fold<LateVoid>::blocks]);
    sum ^= multiply_lower(block, power) ^ lower(reinterpret_cast<halves>(block)[1]);
  }
  [[nodiscard, gnu::always_inline]] std::uint32_t remainder() const {
    const auto& barrett = crc32_folds<LateVoid>.barrett;
    const bytes quotient = multiply_lower(sum, lower(barrett[0]));
    const bytes rest = sum ^ multiply_lower(quotient, lower(barrett[1]));
    return static_cast<std::uint32_t>(reinterpret_cast<halves>(rest)[1]);
  }
};

template <class LateVoid>
struct crc32_by_folding {
  [[gnu::always_inline]] static std::uint32_t of(const char* text, std::size_t size) {
    constexpr std::size_t span = crc32_fold<LateVoid>::span;
    const std::size_t first = size <= span ? size : (size - 1) % span + 1;
    const std::size_t rest = first % 16;
    const std::size_t blocks = first / 16;
    // Four bytes in front of the text make the start value, in the block of the rest and perhaps in the one before it.
    const auto& start = crc32_folds<LateVoid>.start;
    crc32_sum<LateVoid> sum;
    if (rest > 12) sum.add(vector16::load16(start + rest), blocks + 2);
    bytes block = vector16::load16(start + 16 + rest) ^ vector16::load_at_end(text, rest);
    text += rest;
    for (std::size_t left = blocks; left > 0; --left, text += 16) {
      sum.add(block, left + 1);
      block = vector16::load16(text);
    }
    sum.add_last(block);
    std::uint32_t state = sum.remainder();
    for (std::size_t done = first; done < size; done += span) {
      crc32_sum<LateVoid> next;
      next.add(vector16::load16(text) ^ lower(state), span / 16);
      text += 16;
      for (std::size_t i = 1; i < span / 16; ++i, text += 16) next.add(vector16::load16(text), span / 16 - i);
      state = next.remainder();
    }
    return ~state;
  }
};

template <class LateVoid>
std::uint32_t crc32(const char* text, std::size_t size) {
  return crc32_by_folding<LateVoid>::of(text, size);
}

}}}  // namespace jeton::v0::detail::neon_pmull

#endif

#endif
