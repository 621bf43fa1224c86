// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_CPU_PATH_HPP
#define JETON_BYTES_CPU_PATH_HPP

#include <string_view>

#include <jeton/bytes/detail/cpu.hpp>

namespace jeton { inline namespace v0 {

enum class instruction_set : unsigned char;

/// What the processor that this program runs on is used for.
struct cpu_paths {
  instruction_set tokens;       ///< for the check of a token: alphabet, CRC-32, digits
  instruction_set sha256;       ///< for the SHA-256 of one text
  instruction_set sha256_each;  ///< for the SHA-256 of many texts
  instruction_set valid_each;   ///< for the check of many tokens of a fixed size
};

/// The path in use. The first question asks the processor, all others its kept answer; no flag of the compiler matters.
///
///     print(describe(jeton::cpu_path().tokens));  // avx2_pclmul
[[nodiscard]] inline cpu_paths cpu_path();

/// The instruction sets for which there is code of its own: the rows of detail/variants.inc.
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
#define JETON_EVERY_VARIANT
#define JETON_VARIANT(set, ...) \
  case instruction_set::set:    \
    return #set;
#include <jeton/bytes/detail/variants.inc>
  }
  return "unknown";
}

inline cpu_paths cpu_path() {
  namespace cpu = detail::cpu;
  constexpr instruction_set none = instruction_set::portable;
  cpu_paths paths{none, none, none, none};
#define JETON_VARIANT(set, needs, does_digits, does_crc32, does_token, does_sha256, does_sha256_each, does_valid_each) \
  JETON_WHERE_##does_token(needs, if (paths.tokens == none) paths.tokens = instruction_set::set);                      \
  JETON_WHERE_##does_sha256(needs, if (paths.sha256 == none) paths.sha256 = instruction_set::set);                     \
  JETON_WHERE_##does_sha256_each(needs, if (paths.sha256_each == none) paths.sha256_each = instruction_set::set);      \
  JETON_WHERE_##does_valid_each(needs, if (paths.valid_each == none) paths.valid_each = instruction_set::set);
#include <jeton/bytes/detail/variants.inc>
  if (paths.valid_each == none) paths.valid_each = paths.tokens;
  return paths;
}

}}  // namespace jeton::v0

#endif
