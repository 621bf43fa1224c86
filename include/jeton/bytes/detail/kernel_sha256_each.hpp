// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_KERNEL_SHA256_EACH_HPP
#define JETON_BYTES_DETAIL_KERNEL_SHA256_EACH_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/detail/cpu.hpp>
#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/bytes/detail/sha256_many.hpp>
#include <jeton/bytes/detail/simd/vector16_sha256_each.hpp>
#include <jeton/bytes/detail/simd/x86/avx2_bmi2_sha256_each.hpp>
#include <jeton/bytes/detail/simd/x86/avx512_sha256_each.hpp>
#include <jeton/bytes/detail/simd/x86/sha_ni_sha256_each.hpp>

/// The door to SHA-256 of many texts at once: apart, since few programs need it.
namespace jeton { inline namespace v0 { namespace detail::kernel {

/// SHA-256 of many texts: calls `keep(i, bytes)` with the 32 bytes of the digest of each, in any order. False, and
/// nothing done, where none is faster than one after the other.
template <class LateVoid, class Keep>
bool sha256_many(const std::string_view* texts, std::size_t count, Keep keep) {
#if defined(__GNUC__)
  constexpr auto alone = sha256_blocks_at_run_time<LateVoid>;
#if defined(__x86_64__) || defined(__i386__)
  if (cpu::has(cpu::avx512)) return detail::sha256_many<avx512::sha256_each<LateVoid>, alone>::hash(texts, count, keep);
  if (cpu::has(cpu::sha_ni)) return detail::sha256_many<sha_ni::sha256_each<LateVoid>, alone>::hash(texts, count, keep);
  if (cpu::has(cpu::avx2))
    return detail::sha256_many<avx2_bmi2::sha256_each<LateVoid>, alone>::hash(texts, count, keep);
#elif defined(__aarch64__)
  if (cpu::has(cpu::neon_sha2)) return false;
#endif
  return detail::sha256_many<vector16::sha256_each<LateVoid>, alone>::hash(texts, count, keep);
#else
  (void)texts, (void)count, (void)keep;
  return false;
#endif
}

}}}  // namespace jeton::v0::detail::kernel

#endif
