// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_CRC32_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_CRC32_TOKEN_HPP

#include <jeton/bytes/detail/simd/arm/neon_crc32_crc32.hpp>
#include <jeton/bytes/detail/simd/vector16_token.hpp>
#include <jeton/bytes/detail/spot.hpp>

#if defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__)

#include <cstddef>
#include <utility>

#define JETON_TARGET
#define JETON_INLINE [[gnu::always_inline]] inline

/// The check of a whole token as vector16 has it, but for the CRC-32.
namespace jeton { inline namespace v0 { namespace detail::neon_crc32 {

/// A type of this namespace, so that what is called with it is found here.
struct findings : vector16::findings {};

using vector16::look_at_digits;
template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at_value(const placed_text& text, findings& found) {
  vector16::look_at_value_by<Stencil, Index, Segment, crc32_by_instruction>(text, found);
}

#include <jeton/bytes/detail/simd/token.inc>

}}}  // namespace jeton::v0::detail::neon_crc32

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
