// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_CPU_PATH_HPP
#define JETON_BYTES_CPU_PATH_HPP

#include <string_view>

#include <jeton/bytes/detail/cpu.hpp>

namespace jeton { inline namespace v0 {

/// The instruction sets for which there is code of its own; each has a file in `detail/simd/`.
enum class instruction_set : unsigned char {
  portable,        ///< plain C++: the only one in constant expressions, and where the compiler is neither GCC nor Clang
  vector16,        ///< sixteen bytes at a time in what every processor of the target has: SSE2, NEON
  sse41_pclmul,    ///< x86 since 2010
  avx2_pclmul,     ///< x86 since 2013
  neon_pmull,      ///< Arm with carry-less multiplication, where the next is missing
  neon_crc32,      ///< Arm since ARMv8.1
  sha_ni,          ///< x86, SHA-256 only
  neon_sha2,       ///< Arm, SHA-256 only
  avx2_bmi2,       ///< x86 since 2013, SHA-256 only
  avx512,          ///< many SHA-256 only
  avx512_vpclmul,  ///< many tokens only
};

[[nodiscard]] constexpr std::string_view describe(instruction_set set) {
  switch (set) {
    case instruction_set::portable:
      return "portable";
    case instruction_set::vector16:
      return "vector16";
    case instruction_set::sse41_pclmul:
      return "sse41_pclmul";
    case instruction_set::avx2_pclmul:
      return "avx2_pclmul";
    case instruction_set::neon_pmull:
      return "neon_pmull";
    case instruction_set::neon_crc32:
      return "neon_crc32";
    case instruction_set::sha_ni:
      return "sha_ni";
    case instruction_set::neon_sha2:
      return "neon_sha2";
    case instruction_set::avx2_bmi2:
      return "avx2_bmi2";
    case instruction_set::avx512:
      return "avx512";
    case instruction_set::avx512_vpclmul:
      return "avx512_vpclmul";
  }
  return "unknown";
}

/// What the processor that this program runs on is used for.
struct cpu_paths {
  instruction_set tokens;       ///< for the check of a token: alphabet, CRC-32, digits
  instruction_set sha256;       ///< for the SHA-256 of one text
  instruction_set sha256_each;  ///< for the SHA-256 of many texts
  instruction_set valid_each;   ///< for the check of many tokens of a fixed size
};

/// The path in use. The first question asks the processor, all others its kept answer; no flag of the compiler matters.
[[nodiscard]] inline cpu_paths cpu_path() {
  namespace cpu = detail::cpu;
#if defined(__GNUC__)
  constexpr instruction_set least = instruction_set::vector16;
#else
  constexpr instruction_set least = instruction_set::portable;
#endif
  cpu_paths paths{least, least, least, least};
  if (cpu::has(cpu::pclmul)) paths.tokens = instruction_set::sse41_pclmul;
  if (cpu::has(cpu::pclmul | cpu::avx2)) paths.tokens = instruction_set::avx2_pclmul;
  if (cpu::has(cpu::neon_pmull)) paths.tokens = instruction_set::neon_pmull;
  if (cpu::has(cpu::neon_crc32)) paths.tokens = instruction_set::neon_crc32;
  paths.valid_each = cpu::has(cpu::avx512_vpclmul) ? instruction_set::avx512_vpclmul : paths.tokens;
  if (cpu::has(cpu::avx2)) paths.sha256 = paths.sha256_each = instruction_set::avx2_bmi2;
  if (cpu::has(cpu::sha_ni)) paths.sha256 = paths.sha256_each = instruction_set::sha_ni;
  if (cpu::has(cpu::avx512)) paths.sha256_each = instruction_set::avx512;
  if (cpu::has(cpu::neon_sha2)) paths.sha256 = paths.sha256_each = instruction_set::neon_sha2;
  return paths;
}

}}  // namespace jeton::v0

#endif
