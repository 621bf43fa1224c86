// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_HPP

#include <jeton/bytes/detail/simd/vector16.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <utility>

/// x86 with SSE4.1 and PCLMULQDQ. The other instruction sets are switched off, whatever the compiler was told: so this
/// code is the same in every translation unit, and the linker may keep any of them.
#define JETON_DETAIL_SSE41_PCLMUL "sse4.1,pclmul,no-avx,no-avx512f,no-bmi,no-bmi2"
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SSE41_PCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sse41_pclmul {

using vector16::bytes;
using vector16::halves;
using chars = char __attribute__((vector_size(16)));
using shorts = short __attribute__((vector_size(16)));
using words = unsigned short __attribute__((vector_size(16)));
using ints = int __attribute__((vector_size(16)));
using longs = long long __attribute__((vector_size(16)));

JETON_INLINE bytes shuffle(bytes table, bytes places) {
  return reinterpret_cast<bytes>(
      __builtin_ia32_pshufb128(reinterpret_cast<chars>(table), reinterpret_cast<chars>(places)));
}

/// Carry-less: bit 0 of Halves chooses the half of the left factor, bit 4 that of the right one.
template <int Halves>
JETON_INLINE bytes multiply(bytes left, bytes right) {
  return reinterpret_cast<bytes>(
      __builtin_ia32_pclmulqdq128(reinterpret_cast<longs>(left), reinterpret_cast<longs>(right), Halves));
}

/// Moves the bytes Count places towards the end; zeros follow.
template <int Count>
JETON_INLINE bytes move_to_end(bytes block) {
  return [&]<int... Place>(std::integer_sequence<int, Place...>)
             __attribute__((always_inline, target(JETON_DETAIL_SSE41_PCLMUL))) {
               return __builtin_shufflevector(bytes{}, block, (Place < Count ? Place : 16 + Place - Count)...);
             }(std::make_integer_sequence<int, 16>{});
}

}}}  // namespace jeton::v0::detail::sse41_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
