// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_SIMD_VECTOR16_HPP
#define JETON_DETAIL_SIMD_VECTOR16_HPP

#include <jeton/constant_time.hpp>
#include <jeton/detail/digit_runs.hpp>
#include <jeton/detail/portable.hpp>
#include <jeton/detail/wipe.hpp>

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

/// Sixteen bytes at a time in the vector types that GCC and Clang have on every target. Only comparisons, bit
/// operations and additions: no table is indexed by a byte of the text, so nothing shows which bytes it has.
namespace jeton::inline v0::detail::vector16 {

using bytes = unsigned char __attribute__((vector_size(16)));
using signed_bytes = signed char __attribute__((vector_size(16)));
using halves = std::uint64_t __attribute__((vector_size(16)));

[[gnu::always_inline]] inline std::uint64_t load8(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, 8);
  return word;
}

[[gnu::always_inline]] inline std::uint64_t load4(const char* from) {
  std::uint32_t word = 0;
  std::memcpy(&word, from, 4);
  return word;
}

[[gnu::always_inline]] inline bytes load16(const void* from) {
  bytes block;
  std::memcpy(&block, from, 16);
  return block;
}

[[gnu::always_inline]] inline bytes splat(unsigned char byte) { return bytes{} + byte; }

/// All ones in the lanes where low <= lane <= high.
[[gnu::always_inline]] inline bytes range_mask(bytes lanes, unsigned char low, unsigned char high) {
  return reinterpret_cast<bytes>((lanes - splat(low)) <= splat(static_cast<unsigned char>(high - low)));
}

/// A block whose lanes are some of the 1 to 15 bytes at `text`, every one of them at least once.
[[gnu::always_inline]] inline bytes load_any_order(const char* text, std::size_t size) {
  if (size >= 8) return reinterpret_cast<bytes>(halves{load8(text), load8(text + size - 8)});
  std::uint64_t word = 0;
  if (size >= 4) {
    word = load4(text) | load4(text + size - 4) << 32;
  } else {
    const auto byte = [text](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(text[i])}; };
    word = byte(0) << 24 | byte(size - 1) << 16 | byte(size / 2) << 8 | byte(0);
    word |= word << 32;
  }
  return reinterpret_cast<bytes>(halves{word, word});
}

/// The first `size` bytes of a text, at most eight, as the bytes of a word, the first one lowest.
[[gnu::always_inline]] inline std::uint64_t load_word(const char* text, std::size_t size) {
  if (size < 4 || std::endian::native != std::endian::little) return portable::load_word(text, size);
  if (size == 8) return load8(text);
  return load4(text) | load4(text + size - 4) << 8 * (size - 4);
}

/// The 0 to 15 bytes at `text` in the last lanes, zeros before them.
[[gnu::always_inline]] inline bytes load_at_end(const char* text, std::size_t size) {
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
[[gnu::always_inline]] inline std::uint64_t bits_of(bytes lanes) {
#if defined(__x86_64__)
  using chars = char __attribute__((vector_size(16)));
  return static_cast<std::uint64_t>(__builtin_ia32_pmovmskb128(reinterpret_cast<chars>(lanes)));
#else
  const halves ones = reinterpret_cast<halves>(lanes & splat(1)) * 0x0102040810204080;
  return ones[0] >> 56 | ones[1] >> 56 << 8;
#endif
}

[[gnu::always_inline]] inline std::uint64_t places_of(char wanted, const char* text, std::size_t size) {
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
[[gnu::always_inline]] inline bool any(bytes lanes) {
  const auto both = reinterpret_cast<halves>(lanes);
  return constant_time::value_barrier(both[0] | both[1]) != 0;
}

template <class Alphabet>
[[gnu::always_inline]] inline bytes is_digit(bytes lanes) {
  return [&]<std::size_t... Place>(std::index_sequence<Place...>) __attribute__((always_inline)) {
    return (range_mask(lanes, runs_of<Alphabet>.items[Place].first, runs_of<Alphabet>.items[Place].last) | ...);
  }(std::make_index_sequence<runs_of<Alphabet>.count>{});
}

template <class Alphabet>
[[gnu::always_inline]] inline bool all_digits(const char* text, std::size_t size) {
  if (size == 0) return true;
  if (size < 16) return !any(~is_digit<Alphabet>(load_any_order(text, size)));
  bytes good = is_digit<Alphabet>(load16(text + size - 16));
  for (std::size_t i = 0; i + 16 < size; i += 16) good &= is_digit<Alphabet>(load16(text + i));
  return !any(~good);
}

/// The digits of sixteen values, each below the size of the alphabet.
template <class Alphabet>
[[gnu::always_inline]] inline bytes digits_of(bytes values) {
  constexpr auto& runs = runs_of<Alphabet>.items;
  bytes digits = values + splat(static_cast<unsigned char>(runs[0].first - runs[0].value));
  [&]<std::size_t... Place>(std::index_sequence<Place...>) __attribute__((always_inline)) {
    // From each run's first value on, the distance between value and digit is another one.
    ((digits += reinterpret_cast<bytes>(reinterpret_cast<signed_bytes>(values) >=
                                        reinterpret_cast<signed_bytes>(splat(runs[Place + 1].value))) &
                splat(static_cast<unsigned char>(runs[Place + 1].first - runs[Place + 1].value - runs[Place].first +
                                                 runs[Place].value))),
     ...);
  }(std::make_index_sequence<runs_of<Alphabet>.count - 1>{});
  return digits;
}

/// The values of sixteen digits; `good` loses the lanes that are no digits.
template <class Alphabet>
[[gnu::always_inline]] inline bytes values_of(bytes digits, bytes& good) {
  bytes values{};
  bytes within{};
  [&]<std::size_t... Place>(std::index_sequence<Place...>) __attribute__((always_inline)) {
    (([&](const digit_run& run) __attribute__((always_inline)) {
       const bytes mask = range_mask(digits, run.first, run.last);
       within |= mask;
       values |= mask & (digits - splat(static_cast<unsigned char>(run.first - run.value)));
     }(runs_of<Alphabet>.items[Place])),
     ...);
  }(std::make_index_sequence<runs_of<Alphabet>.count>{});
  good &= within;
  return values;
}

/// Runs `change` over `size` bytes in blocks of sixteen. What is left over goes through a wiped block.
template <class Change>
[[gnu::always_inline]] inline void for_blocks(const void* from, void* to, std::size_t size, Change change) {
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
[[gnu::always_inline]] inline std::uint64_t encode_word(std::uint64_t values) {
  return reinterpret_cast<halves>(digits_of<Alphabet>(reinterpret_cast<bytes>(halves{values, values})))[0];
}

/// All ones in the lanes from `size` on.
[[gnu::always_inline]] inline bytes lanes_from(std::size_t size) {
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

  /// Adds sixteen bytes of text, of which the first stands `at` bytes after the beginning of the 64.
  [[gnu::always_inline]] void add(bytes block, std::size_t at) {
    [&]<std::size_t... Place>(std::index_sequence<Place...>)
        __attribute__((always_inline)) { (add_bit<7 - Place>(block, at), ...); }(std::make_index_sequence<8>{});
  }

  /// The register: the XOR of the lanes.
  [[gnu::always_inline]] std::uint32_t fold() const {
    const auto pairs = [](bytes low, bytes high) __attribute__((always_inline)) {
      return __builtin_shufflevector(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23) ^
             __builtin_shufflevector(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    };
    const bytes low = pairs(part[0], part[2]);
    const bytes high = pairs(part[1], part[3]);
    const auto fours = reinterpret_cast<halves>(pairs(low, high));  // part 0, 1, 2, 3 of four lanes, four times
    const std::uint64_t two = fours[0] ^ fours[1];
    const auto word = static_cast<std::uint32_t>(two ^ two >> 32);
    return std::endian::native == std::endian::little ? word : __builtin_bswap32(word);
  }

 private:
  template <std::size_t Bit>
  [[gnu::always_inline]] void add_bit(bytes& block, std::size_t at) {
    const bytes is_set = reinterpret_cast<bytes>(reinterpret_cast<signed_bytes>(block) < signed_bytes{});
    part[0] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][0][at]);
    part[1] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][1][at]);
    part[2] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][2][at]);
    part[3] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][3][at]);
    block += block;  // the next lower bit becomes the sign
  }
};

/// `word` in the first four lanes, its lowest byte first.
[[gnu::always_inline]] inline bytes crc32_carry(std::uint32_t word) {
  if constexpr (std::endian::native == std::endian::little) {
    return reinterpret_cast<bytes>(halves{word, 0});
  } else {
    return bytes{static_cast<unsigned char>(word), static_cast<unsigned char>(word >> 8),
                 static_cast<unsigned char>(word >> 16), static_cast<unsigned char>(word >> 24)};
  }
}

/// CRC-32/ISO-HDLC in groups of 64 bytes, the short group first.
template <class LateVoid>
[[gnu::always_inline]] inline std::uint32_t crc32(const char* text, std::size_t size) {
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

}  // namespace jeton::inline v0::detail::vector16

#endif  // defined(__GNUC__)

#endif
