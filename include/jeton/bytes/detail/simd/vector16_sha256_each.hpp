// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_SHA256_EACH_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_SHA256_EACH_HPP

#include <jeton/bytes/detail/sha256_lanes.hpp>
#include <jeton/core/detail/target.hpp>

#if defined(__GNUC__)

#include <cstddef>

namespace jeton { inline namespace v0 { namespace detail::vector16 {

/// An engine of bytes/detail/sha256_many.hpp: four texts at once.
template <class LateVoid>  // see kernel::late_void
struct sha256_each : sha256_lanes<LateVoid, 4> {
  static constexpr std::size_t worthwhile = 3;  // with fewer texts, one after the other is faster
  JETON_DETAIL_OLDEST static void compress(unsigned char* chains, const unsigned char* blocks) {
    sha256_lanes<LateVoid, 4>::compress(chains, blocks);
  }
};

}}}  // namespace jeton::v0::detail::vector16

#endif

#endif
