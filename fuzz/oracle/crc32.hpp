// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_ORACLE_CRC32_HPP
#define JETON_FUZZ_ORACLE_CRC32_HPP

#include <cstdint>
#include <string_view>

namespace jeton_fuzz::oracle {

/// CRC-32/ISO-HDLC as its definition says it: a division of polynomials, one bit after the other, each byte with its
/// lowest bit first, and the remainder read backward.
inline std::uint32_t crc32(std::string_view text) {
  std::uint32_t remainder = 0xFFFFFFFF;
  for (const char c : text) {
    for (int bit = 0; bit < 8; ++bit) {
      const bool carry = (remainder >> 31 != 0) != ((static_cast<unsigned char>(c) >> bit & 1) != 0);
      remainder <<= 1;
      if (carry) remainder ^= 0x04C11DB7;
    }
  }
  std::uint32_t backward = 0;
  for (int bit = 0; bit < 32; ++bit) backward |= (remainder >> bit & 1) << (31 - bit);
  return ~backward;
}

}  // namespace jeton_fuzz::oracle

#endif
