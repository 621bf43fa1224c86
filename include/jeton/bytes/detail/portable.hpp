// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_PORTABLE_HPP
#define JETON_BYTES_DETAIL_PORTABLE_HPP

#include <cstddef>
#include <cstdint>

#include <jeton/bytes/detail/digit_runs.hpp>
#include <jeton/core/constant_time.hpp>

/// The oracle: what every faster variant must agree with, byte for byte. It runs in constant expressions, and at run
/// time where there is no faster variant. No branch and no address depends on the bytes it reads.
namespace jeton { inline namespace v0 { namespace detail::portable {

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

/// Two bytes make two digits: of the 65536 numbers n they may be, so many would favour some pairs of digits, because
/// the number of pairs does not divide 65536. Those whose n * radix^2 modulo 65536 is below this are skipped (Lemire
/// 2019, "Fast random integer generation in an interval").
constexpr std::uint32_t favouring_pairs(std::uint32_t radix) { return 65536 % (radix * radix); }

/// The values of the two digits that a pair of random bytes stands for, and whether it is to be skipped.
template <std::uint32_t Radix>
struct drawn_pair {
  static_assert(Radix <= 256, "jeton: two digits come from two bytes");
  unsigned char values[2];
  std::uint32_t is_skipped;  // 0 or 1

  constexpr explicit drawn_pair(const unsigned char* random) {
    const std::uint32_t first = (std::uint32_t{random[0]} | std::uint32_t{random[1]} << 8) * Radix;
    const std::uint32_t second = (first & 0xFFFF) * Radix;
    values[0] = static_cast<unsigned char>(first >> 16);
    values[1] = static_cast<unsigned char>(second >> 16);
    is_skipped = ((second & 0xFFFF) - favouring_pairs(Radix)) >> 31;
  }
};

/// Writes the digits that `size` random bytes stand for, an even number of at least sixteen; false, and nothing useful,
/// where a pair is to be skipped.
template <class Alphabet>
constexpr bool draw_digits(const unsigned char* random, char* digits, std::size_t size) {
  std::uint32_t skipped = 0;
  for (std::size_t i = 0; i < size; i += 2) {
    const drawn_pair<Alphabet::size> pair{random + i};
    skipped |= pair.is_skipped;
    encode<Alphabet>(pair.values, digits + i, 2);
  }
  return constant_time::value_barrier(skipped) == 0;
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

/// Writes the lowest `size` bytes of a word, at most eight, the lowest one first.
constexpr void store_word(std::uint64_t word, char* text, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(static_cast<unsigned char>(word >> 8 * i));
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

}}}  // namespace jeton::v0::detail::portable

#endif
