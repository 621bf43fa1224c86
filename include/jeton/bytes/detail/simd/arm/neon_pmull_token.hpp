// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_PMULL_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_PMULL_TOKEN_HPP

#include <jeton/bytes/detail/simd/arm/neon_pmull_crc32.hpp>
#include <jeton/bytes/detail/simd/vector16_token.hpp>

#if defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__)

#include <cstddef>

/// The check of a whole token as vector16 has it, but for the CRC-32.
namespace jeton { inline namespace v0 { namespace detail::neon_pmull {

/// Whether everything but its `other` pieces is as it should be in a text that has the right prefix and size.
template <class Stencil, class LateVoid>
bool valid(const char* text, std::size_t size, const std::size_t* at) {
  return vector16::look_at_all<Stencil, crc32_by_folding<LateVoid>>({text, size, at}, typename Stencil::segments{},
                                                                    typename Stencil::indices{});
}
template <class Stencil, class LateVoid>
bool valid(const char* text) {
  return valid<Stencil, LateVoid>(text, Stencil::min_size, nullptr);
}

}}}  // namespace jeton::v0::detail::neon_pmull

#endif

#endif
