// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_CRC32_CRC32_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_CRC32_CRC32_HPP

#include <jeton/bytes/detail/simd/vector16.hpp>

#if defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__)

#include <cstddef>
#include <cstdint>

/// Arm with the CRC32 instructions, which compute just this CRC. Written for the assembler, which takes the
/// instructions in every function; attributes for it differ between the compilers.
namespace jeton { inline namespace v0 { namespace detail::neon_crc32 {

[[gnu::always_inline]] inline std::uint32_t add8(std::uint32_t state, std::uint64_t word) {
  asm(".arch_extension crc\n\tcrc32x %w0, %w0, %x1" : "+r"(state) : "r"(word));
  return state;
}
[[gnu::always_inline]] inline std::uint32_t add4(std::uint32_t state, std::uint32_t word) {
  asm(".arch_extension crc\n\tcrc32w %w0, %w0, %w1" : "+r"(state) : "r"(word));
  return state;
}
[[gnu::always_inline]] inline std::uint32_t add1(std::uint32_t state, std::uint32_t byte) {
  asm(".arch_extension crc\n\tcrc32b %w0, %w0, %w1" : "+r"(state) : "r"(byte));
  return state;
}

struct crc32_by_instruction {
  [[gnu::always_inline]] static std::uint32_t of(const char* text, std::size_t size) {
    std::uint32_t state = 0xFFFFFFFF;
    for (; size >= 8; text += 8, size -= 8) state = add8(state, vector16::load8(text));
    if ((size & 4) != 0) {
      state = add4(state, static_cast<std::uint32_t>(vector16::load4(text)));
      text += 4;
    }
    for (std::size_t i = 0; i < (size & 3); ++i) state = add1(state, static_cast<unsigned char>(text[i]));
    return ~state;
  }
};

template <class LateVoid>
std::uint32_t crc32(const char* text, std::size_t size) {
  return crc32_by_instruction::of(text, size);
}

}}}  // namespace jeton::v0::detail::neon_crc32

#endif

#endif
