// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_SIMD_VECTOR16_HPP
#define JETON_DETAIL_SIMD_VECTOR16_HPP

#include <jeton/constant_time.hpp>
#include <jeton/detail/digit_runs.hpp>
#include <jeton/detail/portable.hpp>
#include <jeton/detail/spot.hpp>
#include <jeton/detail/wipe.hpp>

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#if defined(__x86_64__) || defined(__i386__)
// What goes beyond SSE2 is switched off, whatever the compiler was told: so this code is the same in every translation
// unit, and the linker may keep any of them.
#define JETON_TARGET [[gnu::target("no-sse3,no-avx512f,no-bmi,no-bmi2,no-lzcnt,no-popcnt,no-movbe")]]
#else
#define JETON_TARGET
#endif
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

/// Sixteen bytes at a time in the vector types that GCC and Clang have on every target. Only comparisons, bit
/// operations and additions: no table is indexed by a byte of the text, so nothing shows which bytes it has.
namespace jeton::inline v0::detail::vector16 {

using bytes = unsigned char __attribute__((vector_size(16)));
using signed_bytes = signed char __attribute__((vector_size(16)));
using halves = std::uint64_t __attribute__((vector_size(16)));

JETON_INLINE std::uint64_t load8(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, 8);
  return word;
}

JETON_INLINE std::uint64_t load4(const char* from) {
  std::uint32_t word = 0;
  std::memcpy(&word, from, 4);
  return word;
}

JETON_INLINE bytes load16(const void* from) {
  bytes block;
  std::memcpy(&block, from, 16);
  return block;
}

JETON_INLINE bytes splat(unsigned char byte) { return bytes{} + byte; }

/// All ones in the lanes where low <= lane <= high.
JETON_INLINE bytes range_mask(bytes lanes, unsigned char low, unsigned char high) {
  return reinterpret_cast<bytes>((lanes - splat(low)) <= splat(static_cast<unsigned char>(high - low)));
}

/// A block whose lanes are some of the 1 to 15 bytes at `text`, every one of them at least once.
JETON_INLINE bytes load_any_order(const char* text, std::size_t size) {
  if (size >= 8) return reinterpret_cast<bytes>(halves{load8(text), load8(text + size - 8)});
  std::uint64_t word = 0;
  if (size >= 4) {
    word = load4(text) | load4(text + size - 4) << 32;
  } else {
    const auto* const at = reinterpret_cast<const unsigned char*>(text);
    word = std::uint64_t{at[0]} | std::uint64_t{at[size / 2]} << 8 | std::uint64_t{at[size - 1]} << 16;
    word |= std::uint64_t{at[0]} << 24;
    word |= word << 32;
  }
  return reinterpret_cast<bytes>(halves{word, word});
}

/// The first `size` bytes of a text, at most eight, as the bytes of a word, the first one lowest.
JETON_INLINE std::uint64_t load_word(const char* text, std::size_t size) {
  if (size < 4 || std::endian::native != std::endian::little) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < size; ++i) word |= std::uint64_t{static_cast<unsigned char>(text[i])} << 8 * i;
    return word;
  }
  if (size == 8) return load8(text);
  return load4(text) | load4(text + size - 4) << 8 * (size - 4);
}

/// Writes the lowest `size` bytes of a word, at most eight, the lowest one first.
JETON_INLINE void store_word(std::uint64_t word, char* text, std::size_t size) {
  if (size < 4 || std::endian::native != std::endian::little) return portable::store_word(word, text, size);
  if (size == 8) {
    std::memcpy(text, &word, 8);
    return;
  }
  const std::uint64_t last = word >> 8 * (size - 4);
  std::memcpy(text, &word, 4);
  std::memcpy(text + size - 4, &last, 4);
}

/// The 0 to 15 bytes at `text` in the last lanes, zeros before them.
JETON_INLINE bytes load_at_end(const char* text, std::size_t size) {
  if constexpr (std::endian::native != std::endian::little) {
    char block[16]{};
    std::memcpy(block + 16 - size, text, size);
    return load16(block);
  } else if (size > 8) {
    return reinterpret_cast<bytes>(halves{load8(text) << 8 * (16 - size), load8(text + size - 8)});
  } else {
    return reinterpret_cast<bytes>(halves{0, size == 0 ? 0 : load_word(text, size) << 8 * (8 - size)});
  }
}

/// A bit for each lane, the first one lowest, of lanes that are all ones or zero. For little-endian machines.
JETON_INLINE std::uint64_t bits_of(bytes lanes) {
#if defined(__x86_64__)
  using chars = char __attribute__((vector_size(16)));
  return static_cast<std::uint64_t>(__builtin_ia32_pmovmskb128(reinterpret_cast<chars>(lanes)));
#else
  const halves ones = reinterpret_cast<halves>(lanes & splat(1)) * 0x0102040810204080;
  return ones[0] >> 56 | ones[1] >> 56 << 8;
#endif
}

JETON_INLINE std::uint64_t places_of(char wanted, const char* text, std::size_t size) {
  if constexpr (std::endian::native != std::endian::little) return portable::places_of(wanted, text, size);
  const auto places_in = [wanted](bytes block) __attribute__((always_inline)) {
    return bits_of(reinterpret_cast<bytes>(block == splat(static_cast<unsigned char>(wanted))));
  };
  if (size < 16) return places_in(load_at_end(text, size)) >> (16 - size) | std::uint64_t{1} << size;
  std::uint64_t places = size < 64 ? std::uint64_t{1} << size : 0;
  const std::size_t last = size < 64 ? size - 16 : 48;
  for (std::size_t i = 0; i < last; i += 16) places |= places_in(load16(text + i)) << i;
  return places | places_in(load16(text + last)) << last;
}

/// Whether any lane is not zero. The barrier keeps the answer to this one branch.
JETON_INLINE bool any(bytes lanes) {
  const auto both = reinterpret_cast<halves>(lanes);
  std::uint64_t one = both[0] | both[1];
  asm volatile("" : "+r"(one));
  return one != 0;  // the verdict
}

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

using pairs = std::uint16_t __attribute__((vector_size(16)));

/// The upper halves of the products of lanes and a radix, which is no more than 256.
template <unsigned Radix>
JETON_INLINE pairs upper_product(pairs lanes) {
  constexpr auto radix = static_cast<std::uint16_t>(Radix);
#if defined(__x86_64__) || defined(__i386__)
  using shorts = short __attribute__((vector_size(16)));
  return reinterpret_cast<pairs>(
      __builtin_ia32_pmulhuw128(reinterpret_cast<shorts>(lanes), reinterpret_cast<shorts>(pairs{} + radix)));
#endif
  return ((lanes >> 8) * radix + ((lanes & 0xFF) * radix >> 8)) >> 8;
}

/// The digits that eight pairs of random bytes stand for; `skipped` becomes not zero in the lane of one to be skipped.
template <class Alphabet>
JETON_INLINE bytes drawn_from(bytes random, pairs& skipped) {
  constexpr auto radix = static_cast<std::uint16_t>(Alphabet::size);
  constexpr auto favouring = static_cast<std::uint16_t>(portable::favouring_pairs(radix));
  const pairs numbers = reinterpret_cast<pairs>(random);
  const pairs rest = numbers * radix;
  if constexpr (favouring != 0) skipped |= reinterpret_cast<pairs>(rest * radix < (pairs{} + favouring));
  return digits_of<Alphabet>(reinterpret_cast<bytes>(upper_product<radix>(numbers) | upper_product<radix>(rest) << 8));
}

template <class Alphabet>
JETON_INLINE bool draw_digits(const unsigned char* random, char* digits, std::size_t size) {
  if constexpr (std::endian::native != std::endian::little)
    return portable::draw_digits<Alphabet>(random, digits, size);
  pairs skipped{};
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

/// Runs `change` over `size` bytes in blocks of sixteen. What is left over goes through a wiped block.
template <class Change>
JETON_INLINE void for_blocks(const void* from, void* to, std::size_t size, Change change) {
  const auto* in = static_cast<const unsigned char*>(from);
  auto* out = static_cast<unsigned char*>(to);
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    const bytes block = change(load16(in + i), std::size_t{16});
    std::memcpy(out + i, &block, 16);
  }
  if (i == size) return;
  unsigned char rest[16]{};
  std::memcpy(rest, in + i, size - i);
  const bytes block = change(load16(rest), size - i);
  std::memcpy(rest, &block, 16);
  std::memcpy(out + i, rest, size - i);
  wipe(rest, 16);
}

template <class Alphabet>
inline void encode(const unsigned char* values, char* digits, std::size_t size) {
  for_blocks(values, digits, size, [](bytes block, std::size_t) { return digits_of<Alphabet>(block); });
}

template <class Alphabet>
JETON_INLINE std::uint64_t encode_word(std::uint64_t values) {
  return reinterpret_cast<halves>(digits_of<Alphabet>(reinterpret_cast<bytes>(halves{values, values})))[0];
}

/// All ones in the lanes from `size` on.
JETON_INLINE bytes lanes_from(std::size_t size) {
  constexpr bytes order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return reinterpret_cast<bytes>(order >= splat(static_cast<unsigned char>(size)));
}

template <class Alphabet>
inline bool decode(const char* digits, unsigned char* values, std::size_t size) {
  bytes good = splat(0xFF);
  for_blocks(digits, values, size, [&](bytes block, std::size_t used) {
    bytes good_here = splat(0xFF);
    const bytes decoded = values_of<Alphabet>(block, good_here);
    good &= good_here | lanes_from(used);
    return decoded;
  });
  return !any(~good);
}

/// A CRC is linear over GF(2): the register after 64 bytes is the XOR of one constant for each bit that is set. The
/// constants of bit k, laid out as four planes of one byte for each distance from the end, so that sixteen
/// neighbouring bytes of text meet sixteen neighbouring bytes of a plane.
template <class LateVoid>  // see kernel::late_void
struct crc32_planes {
  static constexpr std::size_t span = 64;
  static constexpr std::size_t room = 16;  // zeros behind, for a first block that reaches over the end

  unsigned char plane[8][4][span + room]{};
  std::uint32_t initial[span + 1]{};  // what the start value 0xFFFFFFFF becomes after so many zero bytes

  constexpr crc32_planes() {
    std::uint32_t state =
        portable::crc32_polynomial;  // what bit 7 of the last byte leaves; each bit before it, one step more
    for (std::size_t distance = 0; distance < span; ++distance) {
      for (unsigned bit = 8; bit-- > 0; state = step(state)) {
        plane[bit][0][span - 1 - distance] = static_cast<unsigned char>(state);
        plane[bit][1][span - 1 - distance] = static_cast<unsigned char>(state >> 8);
        plane[bit][2][span - 1 - distance] = static_cast<unsigned char>(state >> 16);
        plane[bit][3][span - 1 - distance] = static_cast<unsigned char>(state >> 24);
      }
    }
    initial[0] = 0xFFFFFFFF;
    for (std::size_t i = 0; i < span; ++i) {
      initial[i + 1] = initial[i];
      for (int bit = 0; bit < 8; ++bit) initial[i + 1] = step(initial[i + 1]);
    }
  }

 private:
  static constexpr std::uint32_t step(std::uint32_t state) {
    return (state >> 1) ^ ((state & 1) != 0 ? portable::crc32_polynomial : 0);
  }
};
template <class LateVoid>
inline constexpr crc32_planes<LateVoid> crc32_constants{};

/// What the text so far contributes to the four bytes of the register, spread over sixteen lanes.
template <class LateVoid>
struct crc32_sums {
  bytes part[4]{};

  JETON_INLINE crc32_sums() {}  // NOLINT: likewise

  /// Adds sixteen bytes of text, of which the first stands `at` bytes after the beginning of the 64.
  JETON_INLINE void add(bytes block, std::size_t at) {
    add_bit<7>(block, at), add_bit<6>(block, at), add_bit<5>(block, at), add_bit<4>(block, at);
    add_bit<3>(block, at), add_bit<2>(block, at), add_bit<1>(block, at), add_bit<0>(block, at);
  }

  /// The register: the XOR of the lanes.
  [[nodiscard]] JETON_INLINE std::uint32_t fold() const {
    const bytes low = pairs(part[0], part[2]);
    const bytes high = pairs(part[1], part[3]);
    const auto fours = reinterpret_cast<halves>(pairs(low, high));  // part 0, 1, 2, 3 of four lanes, four times
    const std::uint64_t two = fours[0] ^ fours[1];
    const auto word = static_cast<std::uint32_t>(two ^ two >> 32);
    return std::endian::native == std::endian::little ? word : __builtin_bswap32(word);
  }

 private:
  JETON_INLINE static bytes pairs(bytes low, bytes high) {
    return __builtin_shufflevector(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23) ^
           __builtin_shufflevector(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  }
  template <std::size_t Bit>
  JETON_INLINE void add_bit(bytes& block, std::size_t at) {
    const bytes is_set = reinterpret_cast<bytes>(reinterpret_cast<signed_bytes>(block) < signed_bytes{});
    part[0] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][0][at]);
    part[1] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][1][at]);
    part[2] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][2][at]);
    part[3] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][3][at]);
    block += block;  // the next lower bit becomes the sign
  }
};

/// `word` in the first four lanes, its lowest byte first.
JETON_INLINE bytes crc32_carry(std::uint32_t word) {
  if constexpr (std::endian::native == std::endian::little) {
    return reinterpret_cast<bytes>(halves{word, 0});
  } else {
    return bytes{static_cast<unsigned char>(word), static_cast<unsigned char>(word >> 8),
                 static_cast<unsigned char>(word >> 16), static_cast<unsigned char>(word >> 24)};
  }
}

/// CRC-32/ISO-HDLC in groups of 64 bytes, the short group first.
template <class LateVoid>
JETON_INLINE std::uint32_t crc32_inline(const char* text, std::size_t size) {
  constexpr std::size_t span = crc32_planes<LateVoid>::span;
  if (size == 0) return 0;
  const std::size_t first = (size - 1) % span + 1;
  crc32_sums<LateVoid> sums;
  std::size_t done = first % 16;
  if (done != 0) {
    const bytes block = size < 16 ? load_at_end(text, size) : load16(text) & ~lanes_from(done);
    sums.add(block, size < 16 ? span - 16 : span - first);
  }
  for (; done < first; done += 16) sums.add(load16(text + done), span - first + done);
  std::uint32_t state = sums.fold() ^ crc32_constants<LateVoid>.initial[first];
  while (done < size) {
    crc32_sums<LateVoid> group;
    group.add(load16(text + done) ^ crc32_carry(state), 0);
    for (std::size_t at = 16; at < span; at += 16) group.add(load16(text + done + at), at);
    state = group.fold();
    done += span;
  }
  return state ^ 0xFFFFFFFF;
}

template <class LateVoid>
JETON_TARGET std::uint32_t crc32(const char* text, std::size_t size) {
  return crc32_inline<LateVoid>(text, size);
}

/// The CRC-32 of this file, for the check of a whole token; another file may have a better one.
template <class LateVoid>
struct crc32_by_planes {
  JETON_INLINE static std::uint32_t of(const char* text, std::size_t size) {
    return crc32_inline<LateVoid>(text, size);
  }
};

// ---- a whole token --------------------------------------------------------------------------------------------------

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

template <class Alphabet>
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

template <class Stencil, std::size_t Index, class Segment, class Crc32>
JETON_INLINE void look_at(const placed_text& text, findings& found) {
  constexpr run_shape segment = Stencil::segment(Index);
  const char* const at = find<Stencil, segment.begin>(text);
  if constexpr (Stencil::piece_at(Index) == piece::literal) {
    const auto difference = reinterpret_cast<halves>(difference_from<Segment>(at));
    found.difference |= difference[0] | difference[1];
  }
  if constexpr (Stencil::starts_run(Index)) {
    constexpr run_shape run = Stencil::run_from(Index);
    look_at_digits<typename Segment::digits>(at, size_of<Stencil, run>(text), found);
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

template <class Stencil, class Crc32, template <class...> class List, class... Segment, std::size_t... Place>
JETON_INLINE bool look_at_all(const placed_text& text, List<Segment...>, std::index_sequence<Place...>,
                              findings found = {}) {
  (look_at<Stencil, Place, Segment, Crc32>(text, found), ...);
  return found.are_good();
}

/// The same of each of `count` tokens of a rigid format that stand side by side, and whether they have the prefix; how
/// many.
template <class Stencil, class Prefix, class Crc32>
JETON_INLINE std::size_t look_at_each(const char* text, std::size_t count, bool* verdicts) {
  std::size_t good = 0;
  for (std::size_t i = 0; i < count; ++i, text += Stencil::min_size) {
    findings found;
    const auto difference = reinterpret_cast<halves>(difference_from<Prefix>(text));
    found.difference = difference[0] | difference[1];
    verdicts[i] = look_at_all<Stencil, Crc32>({text, Stencil::min_size, nullptr}, typename Stencil::segments{},
                                              typename Stencil::indices{}, found);
    good += verdicts[i];
  }
  return good;
}

/// Whether everything but its `other` pieces is as it should be in a text that has the right prefix and size.
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text, std::size_t size, const std::size_t* at) {
  return look_at_all<Stencil, crc32_by_planes<LateVoid>>({text, size, at}, typename Stencil::segments{},
                                                         typename Stencil::indices{});
}
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text) {
  return look_at_all<Stencil, crc32_by_planes<LateVoid>>({text, Stencil::min_size, nullptr},
                                                         typename Stencil::segments{}, typename Stencil::indices{});
}
template <class Stencil, class Prefix, class LateVoid>
JETON_TARGET std::size_t valid_each(const char* text, std::size_t count, bool* verdicts) {
  return look_at_each<Stencil, Prefix, crc32_by_planes<LateVoid>>(text, count, verdicts);
}

}  // namespace jeton::inline v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif
