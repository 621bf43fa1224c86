// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_TOKEN_HPP

#include <jeton/bytes/detail/simd/vector16_token.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul_crc32.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul_digits.hpp>
#include <jeton/bytes/detail/spot.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <utility>

/// The check of a whole token in one call.
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SSE41_PCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sse41_pclmul {

/// What is not digits, or more than digits.
template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at_value(const placed_text& text, findings& found) {
  constexpr run_shape segment = Stencil::segment(Index);
  const char* const at = vector16::find<Stencil, segment.begin>(text);
  if constexpr (Stencil::piece_at(Index) == piece::literal) {
    found.difference |= vector16::difference_from<Segment>(at);
  }
  if constexpr (Stencil::piece_at(Index) == piece::length) {
    constexpr run_shape field = Stencil::measured(Index);
    found.difference |= number_of<typename Segment::digits, segment>(at) ^
                        reinterpret_cast<bytes>(halves{0, vector16::size_of<Stencil, field>(text)});
  }
  if constexpr (Stencil::piece_at(Index) == piece::crc32) {
    constexpr run_shape covered = Stencil::covered(Index);
    found.difference |= number_of<typename Segment::digits, segment>(at) ^
                        crc32_number<covered, Segment::number::lowest_first, LateVoid>(
                            vector16::find<Stencil, covered.begin>(text), vector16::size_of<Stencil, covered>(text));
  }
}

#include <jeton/bytes/detail/simd/token.inc>

}}}  // namespace jeton::v0::detail::sse41_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
