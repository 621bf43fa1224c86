// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_KERNEL_SHA256_EACH_HPP
#define JETON_BYTES_DETAIL_KERNEL_SHA256_EACH_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/detail/cpu.hpp>
#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/bytes/detail/sha256_many.hpp>
#include <jeton/bytes/detail/simd/arm/neon_sha2_sha256_each.hpp>
#include <jeton/bytes/detail/simd/vector16_sha256_each.hpp>
#include <jeton/bytes/detail/simd/x86/avx2_bmi2_sha256_each.hpp>
#include <jeton/bytes/detail/simd/x86/avx512_sha256_each.hpp>
#include <jeton/bytes/detail/simd/x86/sha_ni_sha256_each.hpp>

/// The door to SHA-256 of many texts at once: apart, since few programs need it.
namespace jeton { inline namespace v0 { namespace detail::kernel {

#if defined(__GNUC__)
template <class Engine, class LateVoid, class Keep>
[[gnu::always_inline]] inline bool hash_in(const std::string_view* texts, std::size_t count, Keep& keep) {
  if constexpr (Engine::lanes == 1) {
    return false;
  } else {
    return detail::sha256_many<Engine, sha256_blocks_at_run_time<LateVoid>>::hash(texts, count, keep);
  }
}
#endif

/// SHA-256 of many texts: calls `keep(i, bytes)` with the 32 bytes of the digest of each, in any order. False, and
/// nothing done, where none is faster than one after the other.
template <class LateVoid, class Keep>
bool sha256_many(const std::string_view* texts, std::size_t count, Keep keep) {
#define JETON_VARIANT(set, needs, does_digits, does_crc32, does_token, does_sha256, does_sha256_each, ...) \
  JETON_WHERE_##does_sha256_each(needs, return hash_in<set::sha256_each<LateVoid>, LateVoid>(texts, count, keep));
#include <jeton/bytes/detail/variants.inc>
  (void)texts, (void)count, (void)keep;
  return false;
}

}}}  // namespace jeton::v0::detail::kernel

#endif
