// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_KERNEL_HPP
#define JETON_DETAIL_KERNEL_HPP

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <jeton/detail/portable.hpp>
#include <jeton/detail/simd/vector16.hpp>

/// The one place where a variant is chosen: the portable code in a constant expression, else the fastest there is.
/// Everything that touches the bytes of a token goes through these doors.
namespace jeton::inline v0::detail::kernel {

#if defined(__GNUC__)
namespace fastest = vector16;
#else
namespace fastest = portable;
#endif

/// void, but as long as T is a template parameter no compiler knows it: what depends on it is made where somebody
/// calls, and not for everyone who includes the header.
template <class T>
using late_void = typename std::conditional<std::is_void_v<T>, T, void>::type;

/// Whether each of `size` bytes is a digit of Alphabet.
template <class Alphabet>
[[nodiscard]] constexpr bool all_digits(const char* text, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::all_digits<Alphabet>(text, size);
  return fastest::all_digits<Alphabet>(text, size);
}

/// Writes the digits of `size` values, each below the alphabet's size.
template <class Alphabet>
constexpr void encode(const unsigned char* values, char* digits, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::encode<Alphabet>(values, digits, size);
  return fastest::encode<Alphabet>(values, digits, size);
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
[[nodiscard]] constexpr std::uint32_t crc32(const char* text, std::size_t size) {
  if (std::is_constant_evaluated()) return portable::crc32<LateVoid>(text, size);
  return fastest::crc32<LateVoid>(text, size);
}

}  // namespace jeton::inline v0::detail::kernel

#endif
