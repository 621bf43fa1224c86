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
JETON_INLINE void look_at_value(const placed_text& text, bytes& difference) {
  constexpr run_shape segment = Stencil::segment(Index);
  const char* const at = vector16::find<Stencil, segment.begin>(text);
  if constexpr (Stencil::piece_at(Index) == piece::literal) {
    difference |= vector16::difference_from<Segment>(at);
  }
  if constexpr (Stencil::piece_at(Index) == piece::length) {
    constexpr run_shape field = Stencil::measured(Index);
    difference |= number_of<typename Segment::digits, segment>(at) ^
                  reinterpret_cast<bytes>(halves{0, vector16::size_of<Stencil, field>(text)});
  }
  if constexpr (Stencil::piece_at(Index) == piece::crc32) {
    constexpr run_shape covered = Stencil::covered(Index);
    difference |= number_of<typename Segment::digits, segment>(at) ^
                  crc32_number<covered, Segment::number::lowest_first, LateVoid>(
                      vector16::find<Stencil, covered.begin>(text), vector16::size_of<Stencil, covered>(text));
  }
}

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at(const placed_text& text, findings& found) {
  if constexpr (Stencil::starts_run(Index)) {
    constexpr run_shape run = Stencil::run_from(Index);
    look_at_digits<typename Segment::digits, run>(vector16::find<Stencil, run.begin>(text),
                                                  vector16::size_of<Stencil, run>(text), found);
  }
  look_at_value<Stencil, Index, Segment, LateVoid>(text, found.difference);
}

template <class Stencil, class LateVoid, template <class...> class List, class... Segment, std::size_t... Place>
JETON_INLINE bool look_at_all(const placed_text& text, List<Segment...>, std::index_sequence<Place...>,
                              findings found = {}) {
  (look_at<Stencil, Place, Segment, LateVoid>(text, found), ...);
  return found.are_good();
}

/// Whether everything but its `other` pieces is as it should be in a text that has the right prefix and size.
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text, std::size_t size, const std::size_t* at) {
  return look_at_all<Stencil, LateVoid>({text, size, at}, typename Stencil::segments{}, typename Stencil::indices{});
}
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text) {
  return look_at_all<Stencil, LateVoid>({text, Stencil::min_size, nullptr}, typename Stencil::segments{},
                                        typename Stencil::indices{});
}

}}}  // namespace jeton::v0::detail::sse41_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
