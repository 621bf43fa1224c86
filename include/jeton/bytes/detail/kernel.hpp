// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_KERNEL_HPP
#define JETON_BYTES_DETAIL_KERNEL_HPP

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <jeton/bytes/detail/cpu.hpp>
#include <jeton/bytes/detail/portable.hpp>
#include <jeton/bytes/detail/sha256_portable.hpp>
#include <jeton/bytes/detail/simd/arm/neon_crc32_crc32.hpp>
#include <jeton/bytes/detail/simd/arm/neon_crc32_token.hpp>
#include <jeton/bytes/detail/simd/arm/neon_pmull_crc32.hpp>
#include <jeton/bytes/detail/simd/arm/neon_pmull_token.hpp>
#include <jeton/bytes/detail/simd/arm/neon_sha2_sha256.hpp>
#include <jeton/bytes/detail/simd/vector16_crc32.hpp>
#include <jeton/bytes/detail/simd/vector16_digits.hpp>
#include <jeton/bytes/detail/simd/vector16_sha256.hpp>
#include <jeton/bytes/detail/simd/vector16_token.hpp>
#include <jeton/bytes/detail/simd/x86/avx2_bmi2_sha256.hpp>
#include <jeton/bytes/detail/simd/x86/avx2_pclmul_token.hpp>
#include <jeton/bytes/detail/simd/x86/sha_ni_sha256.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul_crc32.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul_digits.hpp>
#include <jeton/bytes/detail/simd/x86/sse41_pclmul_token.hpp>

/// The place where a variant is chosen (for many texts at once: kernel_sha256_each.hpp, kernel_valid_each.hpp): the
/// portable code in a constant expression, else the first one of variants.inc that the processor can do. Everything
/// that touches the bytes of a token goes through these doors.
namespace jeton { inline namespace v0 { namespace detail::kernel {

#if defined(__GNUC__)
namespace fastest = vector16;
#else
namespace fastest = portable;
#endif

/// void, but as long as T is a template parameter no compiler knows it: what depends on it is made where somebody
/// calls, and not for everyone who includes the header.
template <class T>
using late_void = typename std::conditional<std::is_void_v<T>, T, void>::type;

/// T likewise.
template <class LateVoid, class T>
using late = typename std::conditional<std::is_void_v<LateVoid>, T, LateVoid>::type;

/// Whether each of `size` bytes is a digit of Alphabet.
template <class Alphabet>
[[nodiscard, gnu::always_inline]] constexpr bool all_digits(const char* text, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::all_digits<Alphabet>(text, size);
#define JETON_VARIANT(set, needs, does_digits, ...) \
  JETON_WHERE_##does_digits(needs, return set::all_digits<Alphabet>(text, size));
#include <jeton/bytes/detail/variants.inc>
}

/// Writes the digits of `size` values, each below the alphabet's size.
template <class Alphabet>
constexpr void encode(const unsigned char* values, char* digits, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::encode<Alphabet>(values, digits, size);
  return fastest::encode<Alphabet>(values, digits, size);
}

/// Writes the digits that `size` random bytes stand for, an even number of at least sixteen, two for two bytes; false,
/// and nothing useful, where a pair is to be skipped, which shows.
template <class Alphabet>
[[nodiscard]] constexpr bool draw_digits(const unsigned char* random, char* digits, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::draw_digits<Alphabet>(random, digits, size);
  return fastest::draw_digits<Alphabet>(random, digits, size);
}

/// The digits of the eight values that are the bytes of a word, likewise.
template <class Alphabet>
[[nodiscard]] constexpr std::uint64_t encode_word(std::uint64_t values) {
  if (std::is_constant_evaluated()) return portable::encode_word<Alphabet>(values);
  return fastest::encode_word<Alphabet>(values);
}

/// The first `size` bytes of a text, at most eight, as the bytes of a word, the first one lowest.
[[nodiscard]] constexpr std::uint64_t load_word(const char* text, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::load_word(text, size);
  return fastest::load_word(text, size);
}

/// Writes the lowest `size` bytes of a word, at most eight, the lowest one first.
constexpr void store_word(std::uint64_t word, char* text, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::store_word(word, text, size);
  return fastest::store_word(word, text, size);
}

/// A bit for each of the first 64 bytes, the lowest one first: whether it is `wanted`. The end of the text counts too.
[[nodiscard]] constexpr std::uint64_t places_of(char wanted, const char* text, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::places_of(wanted, text, size);
  return fastest::places_of(wanted, text, size);
}

/// Writes the values of `size` digits; false, and values without meaning, where one is no digit of Alphabet.
template <class Alphabet>
[[nodiscard]] constexpr bool decode(const char* digits, unsigned char* values, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::decode<Alphabet>(digits, values, size);
  return fastest::decode<Alphabet>(digits, values, size);
}

/// CRC-32/ISO-HDLC. LateVoid is void (see late_void), so that the constants are made once and only for callers.
template <class LateVoid>
[[nodiscard, gnu::always_inline]] constexpr std::uint32_t crc32(const char* text, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::crc32<LateVoid>(text, size);
#define JETON_VARIANT(set, needs, does_digits, does_crc32, ...) \
  JETON_WHERE_##does_crc32(needs, return set::crc32<LateVoid>(text, size));
#include <jeton/bytes/detail/variants.inc>
}

#if defined(__GNUC__)
template <class LateVoid>
void sha256_blocks_at_run_time(std::uint32_t* chain, const void* blocks, std::size_t count) {
#define JETON_VARIANT(set, needs, does_digits, does_crc32, does_token, does_sha256, ...) \
  JETON_WHERE_##does_sha256(needs, return set::sha256_blocks<LateVoid>(chain, blocks, count));
#include <jeton/bytes/detail/variants.inc>
}
#endif

/// Hashes `count` blocks of 64 bytes into the eight words of a SHA-256's chain.
template <class LateVoid, class Byte>
constexpr void sha256_blocks(std::uint32_t* chain, const Byte* blocks, std::size_t count) {
#if defined(__GNUC__)
  if (!std::is_constant_evaluated()) return sha256_blocks_at_run_time<LateVoid>(chain, blocks, count);
#endif
  portable::sha256_blocks(chain, blocks, count);
}

#if defined(__GNUC__)
inline constexpr bool knows_whole_tokens = true;

/// Whether a text that has the prefix and the size of a format is a token of it, apart from `other` pieces. `at` is
/// where the segments begin, for a Stencil that has a table.
template <class Stencil, class LateVoid>
[[nodiscard, gnu::always_inline]] inline bool valid(const char* text, std::size_t size, const std::size_t* at) {
#define JETON_VARIANT(set, needs, does_digits, does_crc32, does_token, ...) \
  JETON_WHERE_##does_token(needs, {                                         \
    if constexpr (Stencil::is_rigid) {                                      \
      return set::valid<Stencil, LateVoid>(text);                           \
    } else {                                                                \
      return set::valid<Stencil, LateVoid>(text, size, at);                 \
    }                                                                       \
  });
#include <jeton/bytes/detail/variants.inc>
}

#else
inline constexpr bool knows_whole_tokens = false;

template <class Stencil, class LateVoid>
bool valid(const char* text, std::size_t size, const std::size_t* at);
#endif

}}}  // namespace jeton::v0::detail::kernel

#endif
