// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_TOKEN_HPP

#include <jeton/bytes/detail/simd/vector16.hpp>
#include <jeton/bytes/detail/simd/vector16_crc32.hpp>
#include <jeton/bytes/detail/simd/vector16_digits.hpp>
#include <jeton/bytes/detail/spot.hpp>
#include <jeton/core/detail/target.hpp>

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#define JETON_TARGET JETON_DETAIL_OLDEST
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

/// The check of a whole token in one call.
namespace jeton { inline namespace v0 { namespace detail::vector16 {

/// The verdict in the making.
struct findings {
  bytes digits = splat(0xFF);    // a lane becomes zero where something is no digit
  std::uint64_t difference = 0;  // and this not zero where something is not as it should be

  JETON_INLINE findings() {}  // NOLINT: not defaulted, since that one would not have the target

  [[nodiscard]] JETON_INLINE bool are_good() const {
    const auto strange = reinterpret_cast<halves>(~digits);
    std::uint64_t wrong = strange[0] | strange[1] | difference;
    asm("" : "+r"(wrong));  // keeps the answer to one branch
    return wrong == 0;      // the verdict
  }
};

/// Zeros where the bytes at `at` are the text of a literal.
template <class Literal>
JETON_INLINE bytes difference_from(const char* at) {
  constexpr std::size_t size = Literal::min_size;
  bytes difference{};
  if constexpr (size > 0 && size < 16) {
    difference = load_any_order(at, size) ^ load_any_order(Literal::text.data(), size);
  } else if constexpr (size >= 16) {
    for (std::size_t i = 0; i + 16 < size; i += 16) difference |= load16(at + i) ^ load16(Literal::text.data() + i);
    difference |= load16(at + size - 16) ^ load16(Literal::text.data() + size - 16);
  }
  return difference;
}

template <class Alphabet, run_shape>
JETON_INLINE void look_at_digits(const char* at, std::size_t size, findings& found) {
  if (size >= 16) {
    for (std::size_t i = 0; i + 16 < size; i += 16) found.digits &= is_digit<Alphabet>(load16(at + i));
    found.digits &= is_digit<Alphabet>(load16(at + size - 16));
  } else if (size > 0) {
    found.digits &= is_digit<Alphabet>(load_any_order(at, size));
  }
}

template <std::uint64_t Radix, int Exponent>
inline constexpr std::uint64_t power_of = Radix * power_of<Radix, Exponent - 1>;
template <std::uint64_t Radix>
inline constexpr std::uint64_t power_of<Radix, 0> = 1;

/// The number that eight values are, the first one most significant: pairs, fours, all of them.
template <std::uint64_t Radix>
JETON_INLINE std::uint64_t joined(std::uint64_t values) {
  if constexpr (std::endian::native != std::endian::little) values = __builtin_bswap64(values);
  const std::uint64_t pairs = (values & 0x00FF00FF00FF00FF) * Radix + (values >> 8 & 0x00FF00FF00FF00FF);
  const std::uint64_t fours = (pairs & 0x0000FFFF0000FFFF) * (Radix * Radix) + (pairs >> 16 & 0x0000FFFF0000FFFF);
  return (fours & 0xFFFFFFFF) * power_of<Radix, 4> + (fours >> 32);
}

/// The last Width bytes of the block that ends with them, or as if; the others are of no account.
template <std::size_t Width>
JETON_INLINE bytes load_number(const char* at) {
  return Width == 16 ? load16(at) : load_at_end(at, Width);
}

/// Zero where up to sixteen digits are the number `expected`, which is below 2^32. Nothing wraps.
template <class Alphabet, std::size_t Width>
JETON_INLINE std::uint64_t difference_of_number(const char* at, std::uint64_t expected) {
  constexpr std::uint64_t radix = Alphabet::size;
  bytes good{};
  const bytes values = values_of<Alphabet>(load_number<Width>(at), good) & lanes_from(16 - Width);
  const auto both = reinterpret_cast<halves>(values);
  const std::uint64_t low = joined<radix>(both[1]);
  if constexpr (Width <= 8) return low ^ expected;
  const std::uint64_t high = joined<radix>(both[0]);
  if constexpr (power_of<radix, 8> >> 32 != 0) return (low ^ expected) | high;
  return (low + high * power_of<radix, 8>)^expected;
}

template <class Stencil, spot Spot>
JETON_INLINE const char* find(const placed_text& text) {
  if constexpr (Spot.from == spot::origin::front) return text.begin + Spot.offset;
  if constexpr (Spot.from == spot::origin::back) return text.begin + text.size - Spot.offset;
  return text.begin + text.at[Spot.offset];
}
template <class Stencil, run_shape Run>
JETON_INLINE std::size_t size_of(const placed_text& text) {
  if constexpr (Run.is_fixed()) return Run.least;
  return static_cast<std::size_t>(find<Stencil, Run.end>(text) - find<Stencil, Run.begin>(text));
}

/// What is not digits, or more than digits. Another instruction set may have a better CRC-32.
template <class Stencil, std::size_t Index, class Segment, class Crc32>
JETON_INLINE void look_at_value_by(const placed_text& text, findings& found) {
  constexpr run_shape segment = Stencil::segment(Index);
  const char* const at = find<Stencil, segment.begin>(text);
  if constexpr (Stencil::piece_at(Index) == piece::literal) {
    const auto difference = reinterpret_cast<halves>(difference_from<Segment>(at));
    found.difference |= difference[0] | difference[1];
  }
  if constexpr (Stencil::piece_at(Index) == piece::length) {
    constexpr run_shape field = Stencil::measured(Index);
    found.difference |=
        difference_of_number<typename Segment::digits, segment.least>(at, size_of<Stencil, field>(text));
  }
  if constexpr (Stencil::piece_at(Index) == piece::crc32) {
    constexpr run_shape covered = Stencil::covered(Index);
    const std::uint32_t crc = Crc32::of(find<Stencil, covered.begin>(text), size_of<Stencil, covered>(text));
    found.difference |= difference_of_number<typename Segment::digits, segment.least>(
        at, Segment::number::lowest_first ? __builtin_bswap32(crc) : crc);
  }
}
template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at_value(const placed_text& text, findings& found) {
  look_at_value_by<Stencil, Index, Segment, crc32_by_planes<LateVoid>>(text, found);
}

#include <jeton/bytes/detail/simd/token.inc>

}}}  // namespace jeton::v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif
