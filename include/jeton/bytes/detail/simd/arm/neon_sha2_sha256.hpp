// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_SHA2_SHA256_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_SHA2_SHA256_HPP

#include <jeton/bytes/detail/sha256_portable.hpp>
#include <jeton/bytes/detail/simd/vector16.hpp>
#include <jeton/bytes/detail/simd/vector16_sha256.hpp>

#if defined(__GNUC__) && defined(__aarch64__)

#include <cstddef>
#include <cstdint>
#include <cstring>

/// SHA-256 by the instructions that ARMv8 has for it. In assembler, because GCC and Clang have no name for them in
/// common, and <arm_neon.h> is dear to include.
namespace jeton { inline namespace v0 { namespace detail::neon_sha2 {

using vector16::words;

#if defined(__clang__)
#define JETON_DETAIL_SHA2 "sha2"
#else
#define JETON_DETAIL_SHA2 "+sha2"
#endif

template <class LateVoid>  // see kernel::late_void
[[gnu::target(JETON_DETAIL_SHA2), gnu::always_inline]] inline void four_rounds(words& abcd, words& efgh, words input) {
  const words before = abcd;
  asm("sha256h %q0, %q1, %2.4s" : "+w"(abcd) : "w"(efgh), "w"(input));
  asm("sha256h2 %q0, %q1, %2.4s" : "+w"(efgh) : "w"(before), "w"(input));
}

/// The four words of the schedule that follow these sixteen.
template <class LateVoid>
[[gnu::target(JETON_DETAIL_SHA2), gnu::always_inline]] inline words schedule(words w0, words w4, words w8, words w12) {
  asm("sha256su0 %0.4s, %1.4s" : "+w"(w0) : "w"(w4));
  asm("sha256su1 %0.4s, %1.4s, %2.4s" : "+w"(w0) : "w"(w8), "w"(w12));
  return w0;
}

template <class LateVoid>
[[gnu::target(JETON_DETAIL_SHA2)]] void sha256_blocks(std::uint32_t* chain, const void* blocks, std::size_t count) {
  const auto& k = sha256_round_constants<LateVoid>.words;
  const auto* block = static_cast<const unsigned char*>(blocks);
  words abcd = vector16::load_words(chain);
  words efgh = vector16::load_words(chain + 4);
  for (; count > 0; --count, block += 64) {
    const words abcd_before = abcd;
    const words efgh_before = efgh;
    words w0 = vector16::load_big_endian(block);
    words w4 = vector16::load_big_endian(block + 16);
    words w8 = vector16::load_big_endian(block + 32);
    words w12 = vector16::load_big_endian(block + 48);
    for (std::size_t i = 0;; i += 16) {
      four_rounds<LateVoid>(abcd, efgh, w0 + vector16::load_words(k + i));
      four_rounds<LateVoid>(abcd, efgh, w4 + vector16::load_words(k + i + 4));
      four_rounds<LateVoid>(abcd, efgh, w8 + vector16::load_words(k + i + 8));
      four_rounds<LateVoid>(abcd, efgh, w12 + vector16::load_words(k + i + 12));
      if (i == 48) break;
      w0 = schedule<LateVoid>(w0, w4, w8, w12);
      w4 = schedule<LateVoid>(w4, w8, w12, w0);
      w8 = schedule<LateVoid>(w8, w12, w0, w4);
      w12 = schedule<LateVoid>(w12, w0, w4, w8);
    }
    abcd += abcd_before;
    efgh += efgh_before;
  }
  std::memcpy(chain, &abcd, 16);
  std::memcpy(chain + 4, &efgh, 16);
}

#undef JETON_DETAIL_SHA2

}}}  // namespace jeton::v0::detail::neon_sha2

#endif

#endif
