// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_CPU_HPP
#define JETON_BYTES_DETAIL_CPU_HPP

#include <cstdint>

#include <jeton/core/detail/target.hpp>

/// What the processor has beyond what every processor of its kind has, found out once and kept. No answer depends on
/// the flags of the compiler, so units built for different processors can be one program.
namespace jeton { inline namespace v0 { namespace detail::cpu {

/// A set of instruction sets, one bit each.
using features = std::uint32_t;

inline constexpr features nothing = 0;      ///< nothing beyond the oldest processor of its kind
inline constexpr features pclmul = 1 << 0;  ///< x86: PCLMULQDQ, with SSSE3 and SSE4.1
inline constexpr features sha_ni = 1 << 1;  ///< x86: the SHA instructions, with SSSE3 and SSE4.1
inline constexpr features avx2 = 1 << 2;  ///< x86: AVX2, BMI and BMI2, and an operating system that keeps the registers
inline constexpr features avx512 = 1 << 3;          ///< x86: AVX-512 F, BW, DQ and VL, and what avx2 says
inline constexpr features neon_crc32 = 1 << 4;      ///< Arm: the CRC32 instructions
inline constexpr features neon_pmull = 1 << 5;      ///< Arm: PMULL, carry-less multiplication
inline constexpr features neon_sha2 = 1 << 6;       ///< Arm: the SHA-256 instructions
inline constexpr features avx512_vpclmul = 1 << 7;  ///< x86: what avx512 says, and VPCLMULQDQ in its registers
inline constexpr features all = 0xFFFF;
inline constexpr features known = 1U << 31;  // in `cached`: the processor was asked

/// The answer, as limited by a test; 0 before the first question. Constant-initialised, so it is right before `main`
/// too.
inline constinit features cached = 0;

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
struct cpuid_answer {
  std::uint32_t a = 0, b = 0, c = 0, d = 0;
};
JETON_DETAIL_OLDEST inline cpuid_answer cpuid(std::uint32_t leaf) {
  cpuid_answer answer{leaf};
  asm volatile("cpuid" : "+a"(answer.a), "=b"(answer.b), "+c"(answer.c), "=d"(answer.d));
  return answer;
}
#elif defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__) && defined(__linux__)
/// Under a name of our own: C libraries do not agree about its exception specification.
extern "C" unsigned long jeton_getauxval(unsigned long type) asm("getauxval");
#endif

JETON_DETAIL_OLDEST constexpr bool all_of(std::uint32_t bits, std::uint32_t wanted) {
  return (bits & wanted) == wanted;
}

/// Asks the processor. `__builtin_cpu_supports` does not know SHA on Clang 14.
JETON_DETAIL_OLDEST inline features ask() {
  features found = known;
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
  const std::uint32_t last_leaf = cpuid(0).a;
  if (last_leaf < 1) return found;
  const std::uint32_t basic = cpuid(1).c;
  const cpuid_answer seventh = last_leaf < 7 ? cpuid_answer{} : cpuid(7);
  const std::uint32_t more = seventh.b;
  const bool has_sse41 = all_of(basic, 1U << 9 | 1U << 19);
  if (has_sse41 && all_of(basic, 1U << 1)) found |= pclmul;
  if (has_sse41 && all_of(more, 1U << 29)) found |= sha_ni;
  if (!all_of(basic, 1U << 27 | 1U << 28)) return found;  // XGETBV, AVX
  std::uint32_t kept = 0;                                 // the registers that the operating system keeps
  std::uint32_t kept_high = 0;
  asm volatile("xgetbv" : "=a"(kept), "=d"(kept_high) : "c"(0));
  const bool has_avx2 = all_of(kept, 0x06) && all_of(more, 1U << 3 | 1U << 5 | 1U << 8);
  if (has_avx2) found |= avx2;
  if (!has_avx2 || !all_of(kept, 0xE6) || !all_of(more, 1U << 16 | 1U << 17 | 1U << 30 | 1U << 31)) return found;
  found |= avx512;
  if (all_of(seventh.c, 1U << 10)) found |= avx512_vpclmul;
#elif defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__) && defined(__linux__)
  constexpr unsigned long hardware = 16;  // AT_HWCAP
  const unsigned long bits = jeton_getauxval(hardware);
  if ((bits >> 7 & 1) != 0) found |= neon_crc32;
  if ((bits >> 4 & 1) != 0) found |= neon_pmull;
  if ((bits >> 6 & 1) != 0) found |= neon_sha2;
#elif defined(__GNUC__) && defined(__aarch64__) && defined(__APPLE__)
  found |= neon_crc32 | neon_pmull | neon_sha2;  // every processor of Apple's
#endif
  return found;
}

#if defined(__GNUC__)
/// Asks and keeps the answer. Who asks first may be late: another thread may have limited the answer by now.
[[gnu::noinline, gnu::cold]] JETON_DETAIL_OLDEST inline features ask_and_keep() {
  const features asked = ask();
  features before = 0;
  const bool is_first = __atomic_compare_exchange_n(&cached, &before, asked, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return is_first ? asked : before;
}

/// What may be used, `known` included.
[[gnu::always_inline]] inline features usable() {
  const features found = __atomic_load_n(&cached, __ATOMIC_RELAXED);
  return __builtin_expect(found != 0, 1) ? found : ask_and_keep();
}
#else
inline features usable() { return known; }
#endif

[[gnu::always_inline]] inline bool has(features wanted) { return (usable() & wanted) == wanted; }

/// For tests: from now on at most these are used, and never what the processor has not. `limit_to(all)` lifts it.
inline void limit_to(features wanted) {
#if defined(__GNUC__)
  static constinit features asked = 0;
  features found = __atomic_load_n(&asked, __ATOMIC_RELAXED);
  if (found == 0) __atomic_store_n(&asked, found = ask(), __ATOMIC_RELAXED);
  __atomic_store_n(&cached, found & (wanted | known), __ATOMIC_RELAXED);
#else
  (void)wanted;
#endif
}

}}}  // namespace jeton::v0::detail::cpu

#endif
