// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_DIGITS_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_DIGITS_HPP

#include <jeton/bytes/detail/digit_runs.hpp>
#include <jeton/bytes/detail/portable.hpp>
#include <jeton/bytes/detail/simd/vector16.hpp>
#include <jeton/core/detail/target.hpp>
#include <jeton/core/wipe.hpp>

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#define JETON_TARGET JETON_DETAIL_OLDEST
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

/// Digits and their values, sixteen at a time: compared with ranges and shifted, never looked up.
namespace jeton { inline namespace v0 { namespace detail::vector16 {

template <class Alphabet, std::size_t... Place>
JETON_INLINE bytes is_in_run(bytes lanes, std::index_sequence<Place...>) {
  return (range_mask(lanes, runs_of<Alphabet>.items[Place].first, runs_of<Alphabet>.items[Place].last) | ...);
}

/// All ones in the lanes that are digits.
template <class Alphabet>
JETON_INLINE bytes is_digit(bytes lanes) {
  return is_in_run<Alphabet>(lanes, std::make_index_sequence<runs_of<Alphabet>.count>{});
}

template <class Alphabet>
JETON_TARGET bool all_digits(const char* text, std::size_t size) {
  if (size == 0) return true;
  if (size < 16) return !any(~is_digit<Alphabet>(load_any_order(text, size)));
  bytes good = is_digit<Alphabet>(load16(text + size - 16));
  for (std::size_t i = 0; i + 16 < size; i += 16) good &= is_digit<Alphabet>(load16(text + i));
  return !any(~good);
}

/// From the first value of a run on, the distance between value and digit is another one.
template <class Alphabet, std::size_t Run>
JETON_INLINE void add_distance(bytes values, bytes& digits) {
  constexpr auto& runs = runs_of<Alphabet>.items;
  constexpr auto change =
      static_cast<unsigned char>(runs[Run].first - runs[Run].value - runs[Run - 1].first + runs[Run - 1].value);
  digits += reinterpret_cast<bytes>(reinterpret_cast<signed_bytes>(values) >=
                                    reinterpret_cast<signed_bytes>(splat(runs[Run].value))) &
            splat(change);
}
template <class Alphabet, std::size_t... Place>
JETON_INLINE bytes digits_of(bytes values, std::index_sequence<Place...>) {
  constexpr auto& first = runs_of<Alphabet>.items[0];
  bytes digits = values + splat(static_cast<unsigned char>(first.first - first.value));
  (add_distance<Alphabet, Place + 1>(values, digits), ...);
  return digits;
}

/// The digits of sixteen values, each below the size of the alphabet.
template <class Alphabet>
JETON_INLINE bytes digits_of(bytes values) {
  return digits_of<Alphabet>(values, std::make_index_sequence<runs_of<Alphabet>.count - 1>{});
}

using pair_lanes = std::uint16_t __attribute__((vector_size(16)));

/// The upper halves of the products of lanes and a radix, which is no more than 256.
template <unsigned Radix>
JETON_INLINE pair_lanes upper_product(pair_lanes lanes) {
  constexpr auto radix = static_cast<std::uint16_t>(Radix);
#if defined(__SSE2__)
  using shorts = short __attribute__((vector_size(16)));
  return reinterpret_cast<pair_lanes>(
      __builtin_ia32_pmulhuw128(reinterpret_cast<shorts>(lanes), reinterpret_cast<shorts>(pair_lanes{} + radix)));
#endif
  return ((lanes >> 8) * radix + ((lanes & 0xFF) * radix >> 8)) >> 8;
}

/// The digits that eight pairs of random bytes stand for; `skipped` becomes not zero in the lane of one to be skipped.
template <class Alphabet>
JETON_INLINE bytes drawn_from(bytes random, pair_lanes& skipped) {
  constexpr auto radix = static_cast<std::uint16_t>(Alphabet::size);
  constexpr auto favouring = static_cast<std::uint16_t>(portable::favouring_pairs(radix));
  const pair_lanes numbers = reinterpret_cast<pair_lanes>(random);
  const pair_lanes rest = numbers * radix;
  if constexpr (favouring != 0) skipped |= reinterpret_cast<pair_lanes>(rest * radix < (pair_lanes{} + favouring));
  return digits_of<Alphabet>(reinterpret_cast<bytes>(upper_product<radix>(numbers) | upper_product<radix>(rest) << 8));
}

template <class Alphabet>
JETON_INLINE bool draw_digits(const unsigned char* random, char* digits, std::size_t size) {
  if constexpr (std::endian::native != std::endian::little)
    return portable::draw_digits<Alphabet>(random, digits, size);
  pair_lanes skipped{};
  for (std::size_t i = 0; i + 16 < size; i += 16) {
    const bytes block = drawn_from<Alphabet>(load16(random + i), skipped);
    std::memcpy(digits + i, &block, 16);
  }
  const bytes block = drawn_from<Alphabet>(load16(random + size - 16), skipped);
  std::memcpy(digits + size - 16, &block, 16);
  return !any(reinterpret_cast<bytes>(skipped));
}

template <class Alphabet, std::size_t Run>
JETON_INLINE void add_values(bytes digits, bytes& values, bytes& within) {
  constexpr auto& run = runs_of<Alphabet>.items[Run];
  const bytes mask = range_mask(digits, run.first, run.last);
  within |= mask;
  values |= mask & (digits - splat(static_cast<unsigned char>(run.first - run.value)));
}
template <class Alphabet, std::size_t... Place>
JETON_INLINE bytes values_of(bytes digits, bytes& within, std::index_sequence<Place...>) {
  bytes values{};
  (add_values<Alphabet, Place>(digits, values, within), ...);
  return values;
}

/// The values of sixteen digits; `good` loses the lanes that are no digits.
template <class Alphabet>
JETON_INLINE bytes values_of(bytes digits, bytes& good) {
  bytes within{};
  const bytes values = values_of<Alphabet>(digits, within, std::make_index_sequence<runs_of<Alphabet>.count>{});
  good &= within;
  return values;
}

/// Changes `size` bytes in blocks of sixteen. What is left over goes through a wiped block.
template <class To>
JETON_INLINE void for_blocks(const void* from, void* to, std::size_t size, bytes& good) {
  const auto* in = static_cast<const unsigned char*>(from);
  auto* out = static_cast<unsigned char*>(to);
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    const bytes block = To::change(load16(in + i), 16, good);
    std::memcpy(out + i, &block, 16);
  }
  if (i == size) return;
  unsigned char rest[16]{};
  std::memcpy(rest, in + i, size - i);
  const bytes block = To::change(load16(rest), size - i, good);
  std::memcpy(rest, &block, 16);
  std::memcpy(out + i, rest, size - i);
  wipe(rest, 16);
}

template <class Alphabet>
struct to_digits {
  JETON_INLINE static bytes change(bytes block, std::size_t, bytes&) { return digits_of<Alphabet>(block); }
};
template <class Alphabet>
JETON_TARGET void encode(const unsigned char* values, char* digits, std::size_t size) {
  bytes good{};
  for_blocks<to_digits<Alphabet>>(values, digits, size, good);
}

template <class Alphabet>
JETON_INLINE std::uint64_t encode_word(std::uint64_t values) {
  return reinterpret_cast<halves>(digits_of<Alphabet>(reinterpret_cast<bytes>(halves{values, values})))[0];
}

template <class Alphabet>
struct to_values {
  JETON_INLINE static bytes change(bytes block, std::size_t used, bytes& good) {
    bytes good_here = splat(0xFF);
    const bytes decoded = values_of<Alphabet>(block, good_here);
    good &= good_here | lanes_from(used);
    return decoded;
  }
};
template <class Alphabet>
JETON_TARGET bool decode(const char* digits, unsigned char* values, std::size_t size) {
  bytes good = splat(0xFF);
  for_blocks<to_values<Alphabet>>(digits, values, size, good);
  return !any(~good);
}

}}}  // namespace jeton::v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif
