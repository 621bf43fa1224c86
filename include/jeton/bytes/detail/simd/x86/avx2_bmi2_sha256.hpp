// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_AVX2_BMI2_SHA256_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_AVX2_BMI2_SHA256_HPP

#include <jeton/bytes/detail/simd/vector16_sha256.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>

/// SHA-256 of one text as vector16 has it, by rotations that keep their operand and by vector instructions of three
/// operands.
namespace jeton { inline namespace v0 { namespace detail::avx2_bmi2 {

template <class LateVoid>  // see kernel::late_void
[[gnu::target("avx2,bmi,bmi2,no-avx512f")]] void sha256_blocks(std::uint32_t* chain, const void* blocks,
                                                               std::size_t count) {
  vector16::sha256_blocks_inlined<LateVoid>(chain, blocks, count);
}

}}}  // namespace jeton::v0::detail::avx2_bmi2

#endif

#endif
