// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_AVX2_BMI2_SHA256_EACH_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_AVX2_BMI2_SHA256_EACH_HPP

#include <jeton/bytes/detail/sha256_lanes.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>

namespace jeton { inline namespace v0 { namespace detail::avx2_bmi2 {

/// An engine of bytes/detail/sha256_many.hpp: eight texts at once.
template <class LateVoid>  // see kernel::late_void
struct sha256_each : sha256_lanes<LateVoid, 8> {
  static constexpr std::size_t worthwhile = 3;  // with fewer texts, one after the other is faster
  [[gnu::target("avx2,no-avx512f")]] static void compress(unsigned char* chains, const unsigned char* blocks) {
    sha256_lanes<LateVoid, 8>::compress(chains, blocks);
  }
};

}}}  // namespace jeton::v0::detail::avx2_bmi2

#endif

#endif
