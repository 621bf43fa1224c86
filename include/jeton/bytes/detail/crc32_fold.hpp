// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_CRC32_FOLD_HPP
#define JETON_BYTES_DETAIL_CRC32_FOLD_HPP

#include <cstddef>
#include <cstdint>

#include <jeton/bytes/detail/portable.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// Constants of CRC-32 by carry-less multiplication. The remainder of a text is the sum of its words of 64 bits, each
/// times x to the power of its distance from the end and reduced to 32 bits. The last word stands where it belongs
/// as it is. The sum has 96 bits, and Barrett's method reduces it in two multiplications. All polynomials are
/// reflected: the lowest bit is the highest power.
template <class LateVoid>  // see kernel::late_void
struct crc32_fold {
  static constexpr std::size_t blocks = 16;         // of sixteen bytes, folded at once
  static constexpr std::size_t span = 16 * blocks;  // bytes

  alignas(16) std::uint64_t power[blocks + 1][2]{};  ///< for the words of each block; the last block comes last
  alignas(16) std::uint64_t barrett[2]{};            ///< x^95 divided by the polynomial, and the polynomial
  alignas(16) unsigned char start[16 + 16 + 16]{};   ///< four bytes in the middle that leave the start value

  constexpr crc32_fold() {
    std::uint32_t state = std::uint32_t{1} << 31;  // x^0
    for (int i = 0; i < 32; ++i) state = portable::crc32_step(state);
    for (std::size_t word = 0; word < 2 * (blocks + 1); ++word) {
      power[blocks - word / 2][1 - word % 2] = std::uint64_t{state} << 1;
      for (int i = 0; i < 64; ++i) state = portable::crc32_step(state);
    }
    state = std::uint32_t{1} << 31;
    for (int step = 1; step <= 95; ++step) {
      if ((state & 1) != 0) barrett[0] |= std::uint64_t{1} << (step - 32);
      state = portable::crc32_step(state);
    }
    barrett[1] = std::uint64_t{portable::crc32_polynomial} << 1 | 1;
    std::uint32_t before = 0xFFFFFFFF;
    for (int i = 0; i < 32; ++i) {
      const bool carried = before >> 31 != 0;
      before = carried ? (before ^ portable::crc32_polynomial) << 1 | 1 : before << 1;
    }
    for (std::size_t i = 0; i < 4; ++i) start[16 + 12 + i] = static_cast<unsigned char>(before >> 8 * i);
  }
};
template <class LateVoid>
inline constexpr crc32_fold<LateVoid> crc32_folds{};

/// What start value and final XOR make of a text of Size bytes: its CRC-32 if all of them are zero.
template <class LateVoid, std::size_t Size>
inline constexpr std::uint32_t crc32_of_zeros = [] {
  std::uint32_t state = 0xFFFFFFFF;
  for (std::size_t i = 0; i < 8 * Size; ++i) state = portable::crc32_step(state);
  return state ^ 0xFFFFFFFF;
}();

}}}  // namespace jeton::v0::detail

#endif
