// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_PORTABLE_HPP
#define JETON_DETAIL_PORTABLE_HPP

#include <cstddef>
#include <cstdint>

#include <jeton/constant_time.hpp>
#include <jeton/detail/digit_runs.hpp>

/// The oracle: what every faster variant must agree with, byte for byte. It runs in constant expressions, and at run
/// time where there is no faster variant. No branch and no address depends on the bytes it reads.
namespace jeton::inline v0::detail::portable {

/// All ones where low <= x <= high, else zero; all three below 256.
constexpr std::uint32_t range_mask(std::uint32_t x, std::uint32_t low, std::uint32_t high) {
  return constant_time::value_barrier(((x - low) | (high - x)) >> 31) - 1;
}

template <class Alphabet>
constexpr bool all_digits(const char* text, std::size_t size) {
  std::uint32_t good = ~std::uint32_t{0};
  for (std::size_t i = 0; i < size; ++i) {
    std::uint32_t within = 0;
    for (const digit_run& run : runs_of<Alphabet>.items) {
      within |= range_mask(static_cast<unsigned char>(text[i]), run.first, run.last);
    }
    good &= within;
  }
  return constant_time::value_barrier(good) != 0;
}

template <class Alphabet>
constexpr void encode(const unsigned char* values, char* digits, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    std::uint32_t digit = 0;
    for (const digit_run& run : runs_of<Alphabet>.items) {
      const auto last_value = static_cast<std::uint32_t>(run.value + run.last - run.first);
      const std::uint32_t shifted = std::uint32_t{values[i]} - run.value + run.first;
      digit |= range_mask(values[i], run.value, last_value) & shifted;
    }
    digits[i] = static_cast<char>(static_cast<unsigned char>(digit));
  }
}

/// Eight values in the bytes of a word, and their digits likewise.
template <class Alphabet>
constexpr std::uint64_t encode_word(std::uint64_t values) {
  std::uint64_t digits = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const auto value = static_cast<unsigned char>(values >> 8 * i);
    char digit = 0;
    encode<Alphabet>(&value, &digit, 1);
    digits |= std::uint64_t{static_cast<unsigned char>(digit)} << 8 * i;
  }
  return digits;
}

/// The first `size` bytes of a text, at most eight, in the bytes of a word.
constexpr std::uint64_t load_word(const char* text, std::size_t size) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < size; ++i) word |= std::uint64_t{static_cast<unsigned char>(text[i])} << 8 * i;
  return word;
}

/// A bit for each of the first 64 bytes, the lowest one first: whether it is `wanted`. The end of the text counts too.
constexpr std::uint64_t places_of(char wanted, const char* text, std::size_t size) {
  std::uint64_t places = size < 64 ? std::uint64_t{1} << size : 0;
  for (std::size_t i = 0; i < size && i < 64; ++i) {
    if (text[i] == wanted) places |= std::uint64_t{1} << i;
  }
  return places;
}

template <class Alphabet>
constexpr bool decode(const char* digits, unsigned char* values, std::size_t size) {
  std::uint32_t good = ~std::uint32_t{0};
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t digit = static_cast<unsigned char>(digits[i]);
    std::uint32_t within = 0;
    std::uint32_t value = 0;
    for (const digit_run& run : runs_of<Alphabet>.items) {
      const std::uint32_t mask = range_mask(digit, run.first, run.last);
      within |= mask;
      value |= mask & (digit - run.first + run.value);
    }
    values[i] = static_cast<unsigned char>(value);
    good &= within;
  }
  return constant_time::value_barrier(good) != 0;
}

/// The reflected polynomial of CRC-32/ISO-HDLC: x^32 + x^26 + x^23 + … + 1, lowest power in the highest bit.
inline constexpr std::uint32_t crc32_polynomial = 0xEDB88320;

/// One bit of zero shifted through the register.
constexpr std::uint32_t crc32_step(std::uint32_t state) {
  return (state >> 1) ^ (constant_time::value_barrier(std::uint32_t{0} - (state & 1)) & crc32_polynomial);
}

template <class LateVoid>
constexpr std::uint32_t crc32(const char* text, std::size_t size) {
  std::uint32_t state = 0xFFFFFFFF;
  for (std::size_t i = 0; i < size; ++i) {
    state ^= static_cast<unsigned char>(text[i]);
    for (int bit = 0; bit < 8; ++bit) state = crc32_step(state);
  }
  return state ^ 0xFFFFFFFF;
}

}  // namespace jeton::inline v0::detail::portable

#endif
