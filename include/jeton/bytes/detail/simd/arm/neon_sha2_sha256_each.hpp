// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_SHA2_SHA256_EACH_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_SHA2_SHA256_EACH_HPP

#if defined(__GNUC__) && defined(__aarch64__)

#include <cstddef>

namespace jeton { inline namespace v0 { namespace detail::neon_sha2 {

/// In place of an engine of bytes/detail/sha256_many.hpp: nothing is faster than one text after the other.
template <class LateVoid>  // see kernel::late_void
struct sha256_each {
  static constexpr std::size_t lanes = 1;
};

}}}  // namespace jeton::v0::detail::neon_sha2

#endif

#endif
