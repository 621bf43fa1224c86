// SPDX-License-Identifier: BSL-1.0
// jeton 0.1.0: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

// jeton/constant_time.hpp
#ifndef JETON_CONSTANT_TIME_HPP
#define JETON_CONSTANT_TIME_HPP

/// Comparison whose time depends on lengths alone, never on content. What this cannot promise: that the processor runs
/// in constant time (set DIT on Arm or DOITM on Intel yourself), and that MSVC, for which the barrier is a volatile
/// copy, keeps its hands off; GCC and Clang are checked by tests.
namespace jeton::inline v0::constant_time {

/// `x`, in a way that hides from the optimiser what `x` may be. Without it Clang 19 turns a loop that ORs differences
/// into a chain of early exits.
template <class T>
[[nodiscard]] constexpr T value_barrier(T x) noexcept {
  static_assert(std::is_integral_v<T>);
  if (std::is_constant_evaluated()) return x;
#if defined(__GNUC__)
  asm volatile("" : "+r"(x));
  return x;
#else
  volatile T hidden = x;
  return hidden;
#endif
}

/// Whether `size` bytes at `left` and at `right` are the same. No early exit.
[[nodiscard]] constexpr bool equal(const char* left, const char* right, std::size_t size) noexcept {
  std::uint64_t difference = 0;
  std::size_t i = 0;
  if (!std::is_constant_evaluated()) {
    for (; i + 8 <= size; i += 8) {
      std::uint64_t a = 0;
      std::uint64_t b = 0;
      std::memcpy(&a, left + i, 8);
      std::memcpy(&b, right + i, 8);
      difference |= a ^ b;
    }
  }
  for (; i < size; ++i) difference |= static_cast<unsigned char>(left[i] ^ right[i]);
  return value_barrier(difference) == 0;
}

/// Whether two texts are the same. Texts of different sizes differ, and answer at once: a length is no secret.
[[nodiscard]] constexpr bool equal(std::string_view left, std::string_view right) noexcept {
  return left.size() == right.size() && equal(left.data(), right.data(), left.size());
}

}  // namespace jeton::inline v0::constant_time

#endif

// jeton/detail/digit_runs.hpp
#ifndef JETON_DETAIL_DIGIT_RUNS_HPP
#define JETON_DETAIL_DIGIT_RUNS_HPP

namespace jeton::inline v0::detail {

/// Neighbouring characters first..last that stand for the neighbouring values value, value + 1, …
struct digit_run {
  unsigned char first;
  unsigned char last;
  unsigned char value;
};

/// How many runs the digits fall into: base62 has three.
constexpr std::size_t count_runs(std::string_view digits) {
  std::size_t count = digits.empty() ? 0 : 1;
  for (std::size_t i = 1; i < digits.size(); ++i) {
    if (static_cast<unsigned char>(digits[i]) != static_cast<unsigned char>(digits[i - 1]) + 1) ++count;
  }
  return count;
}

/// An alphabet as ranges, so that characters and values are converted by arithmetic: a table indexed by a secret
/// character would show in the cache which character it was.
template <std::size_t Count>
struct digit_runs {
  static constexpr std::size_t count = Count;
  digit_run items[Count]{};

  constexpr explicit digit_runs(std::string_view digits) {
    std::size_t run = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const auto digit = static_cast<unsigned char>(digits[i]);
      if (i == 0 || digit != items[run].last + 1) {
        run += i == 0 ? 0 : 1;
        items[run] = {digit, digit, static_cast<unsigned char>(i)};
      }
      items[run].last = digit;
    }
  }
};

template <class Alphabet>
  requires(Alphabet::is_sound)
inline constexpr auto runs_of = digit_runs<count_runs(Alphabet::digits)>{Alphabet::digits};

/// A set of byte values, for questions asked at compile time.
struct byte_set {
  std::uint64_t words[4]{};

  constexpr void add(unsigned char byte) { words[byte >> 6] |= std::uint64_t{1} << (byte & 63); }
  constexpr void add(const byte_set& other) {
    for (std::size_t i = 0; i < 4; ++i) words[i] |= other.words[i];
  }
  [[nodiscard]] constexpr bool contains(unsigned char byte) const { return (words[byte >> 6] >> (byte & 63) & 1) != 0; }
  [[nodiscard]] constexpr bool meets(const byte_set& other) const {
    bool any = false;
    for (std::size_t i = 0; i < 4; ++i) any |= (words[i] & other.words[i]) != 0;
    return any;
  }
  [[nodiscard]] constexpr bool within(const byte_set& other) const {
    bool all = true;
    for (std::size_t i = 0; i < 4; ++i) all &= (words[i] & ~other.words[i]) == 0;
    return all;
  }
  static constexpr byte_set of(std::string_view bytes) {
    byte_set set;
    for (const char byte : bytes) set.add(static_cast<unsigned char>(byte));
    return set;
  }
};

}  // namespace jeton::inline v0::detail

#endif

// jeton/detail/portable.hpp
#ifndef JETON_DETAIL_PORTABLE_HPP
#define JETON_DETAIL_PORTABLE_HPP

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

// jeton/detail/simd/vector16.hpp
#ifndef JETON_DETAIL_SIMD_VECTOR16_HPP
#define JETON_DETAIL_SIMD_VECTOR16_HPP

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

// jeton/detail/wipe.hpp
#ifndef JETON_DETAIL_WIPE_HPP
#define JETON_DETAIL_WIPE_HPP

#include <cstddef>
#include <cstring>
#include <type_traits>

namespace jeton::inline v0::detail {

/// Overwrites `count` bytes or words with zeros that no optimiser may leave out. Copies in registers, swap and core
/// dumps are out of its reach.
template <class T>
constexpr void wipe(T* first, std::size_t count) noexcept {
  static_assert(std::is_integral_v<T>);
  if (std::is_constant_evaluated()) {
    for (std::size_t i = 0; i < count; ++i) first[i] = T{};
    return;
  }
#if defined(__GNUC__)
  std::memset(first, 0, count * sizeof(T));
  asm volatile("" : : "r"(first) : "memory");  // the zeros may be read here, so they must be there
#else
  volatile T* stubborn = first;
  for (std::size_t i = 0; i < count; ++i) stubborn[i] = T{};
#endif
}

/// An array for working values, wiped when it goes out of scope.
template <class T, std::size_t N>
struct wiped_array {
  T items[N]{};

  constexpr wiped_array() = default;
  wiped_array(const wiped_array&) = delete;
  wiped_array& operator=(const wiped_array&) = delete;
  constexpr ~wiped_array() { wipe(items, N); }
};

}  // namespace jeton::inline v0::detail

#endif

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

// jeton/detail/kernel.hpp
#ifndef JETON_DETAIL_KERNEL_HPP
#define JETON_DETAIL_KERNEL_HPP

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

// jeton/crc32.hpp
#ifndef JETON_CRC32_HPP
#define JETON_CRC32_HPP

namespace jeton::inline v0 {

/// CRC-32/ISO-HDLC of a text, the CRC of zlib, PNG and Ethernet: polynomial 0x04C11DB7 reflected, start and final XOR
/// 0xFFFFFFFF; of "123456789" it is 0xCBF43926. Linear time, no table that is indexed by the text. A CRC finds typing
/// errors; anyone can make one, so it proves nothing about who made a text.
template <std::convertible_to<std::string_view> Text>  // a template, so that only who calls it pays for its constants
[[nodiscard]] constexpr std::uint32_t crc32(const Text& text) noexcept {
  const std::string_view bytes{text};
  return detail::kernel::crc32<detail::kernel::late_void<Text>>(bytes.data(), bytes.size());
}

}  // namespace jeton::inline v0

#endif

// jeton/fixed_string.hpp
#ifndef JETON_FIXED_STRING_HPP
#define JETON_FIXED_STRING_HPP

namespace jeton::inline v0 {

/// A text of exactly N bytes that can be a template argument: a prefix, an alphabet, a scope's name. Also the type of
/// short printable results, such as a digest in hex. Not for secrets: it is not wiped.
template <std::size_t N>
struct fixed_string {
  char chars[N + 1]{};  ///< the text and one NUL, public because a template argument must be

  constexpr fixed_string() = default;
  constexpr fixed_string(const char (&literal)[N + 1]) {  // NOLINT: implicit, so that a literal can be an argument
    for (std::size_t i = 0; i < N; ++i) chars[i] = literal[i];
  }

  [[nodiscard]] static constexpr std::size_t size() { return N; }
  [[nodiscard]] constexpr const char* data() const { return chars; }
  [[nodiscard]] constexpr std::string_view view() const { return {chars, N}; }
  constexpr operator std::string_view() const { return view(); }  // NOLINT: a text is a view of itself
};

template <std::size_t N, std::size_t M>
constexpr fixed_string<N + M> operator+(const fixed_string<N>& left, const fixed_string<M>& right) {
  fixed_string<N + M> both;
  for (std::size_t i = 0; i < N; ++i) both.chars[i] = left.chars[i];
  for (std::size_t i = 0; i < M; ++i) both.chars[N + i] = right.chars[i];
  return both;
}

template <std::size_t N>
constexpr bool operator==(const fixed_string<N>& left, std::string_view right) {
  return left.view() == right;
}
template <std::size_t N, std::size_t M>
constexpr bool operator==(const fixed_string<N>& left, const fixed_string<M>& right) {
  return left.view() == right.view();
}

template <std::size_t Size>
fixed_string(const char (&)[Size]) -> fixed_string<Size - 1>;

}  // namespace jeton::inline v0

#endif

// jeton/result.hpp
#ifndef JETON_RESULT_HPP
#define JETON_RESULT_HPP

#if !defined(__GNUC__)
#include <cstdlib>
#endif

namespace jeton::inline v0 {

namespace detail {

/// Ends the program. Reading the value of an error is a bug of the caller that must never pass for a grant.
[[noreturn]] inline void trap() noexcept {
#if defined(__GNUC__)
  __builtin_trap();
#else
  std::abort();
#endif
}

}  // namespace detail

/// A value, or the reason why there is none. The names are those of std::expected (C++23); what differs:
/// - default-constructed it is an error, so that forgotten or zeroed memory never grants anything;
/// - nothing throws: `*r` and `r->` of an error end the program, in every build;
/// - T is default-constructible. The result is trivially copyable when T and E are.
template <class T, class E>
class [[nodiscard]] result {
 public:
  using value_type = T;
  using error_type = E;

  constexpr result() = default;
  constexpr result(T value) : value_(std::move(value)), has_value_(true) {}  // NOLINT: implicit, `return value;`
  constexpr result(E error) : error_(error) {}                               // NOLINT: implicit, `return error;`

  /// Makes the value in place from `arguments`, of which there is one at least.
  template <class... A>
    requires(sizeof...(A) > 0)
  constexpr explicit result(std::in_place_t, A&&... arguments)
      : value_(std::forward<A>(arguments)...), has_value_(true) {}

  [[nodiscard]] constexpr bool has_value() const { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }

  constexpr T& operator*() & { return checked(), value_; }
  constexpr const T& operator*() const& { return checked(), value_; }
  constexpr T&& operator*() && { return checked(), std::move(value_); }
  constexpr T* operator->() { return checked(), &value_; }
  constexpr const T* operator->() const { return checked(), &value_; }

  /// The reason; of a result that has a value, a value-initialised E without meaning.
  [[nodiscard]] constexpr const E& error() const { return error_; }

  template <class U>
  [[nodiscard]] constexpr T value_or(U&& other) const& {
    return has_value_ ? value_ : static_cast<T>(std::forward<U>(other));
  }
  /// `next(value)`, which returns a result with the same error type, or this error.
  template <class F>
  constexpr auto and_then(F&& next) const& -> std::invoke_result_t<F, const T&> {
    if (has_value_) return std::forward<F>(next)(value_);
    return error_;
  }
  /// `change(value)` as the new value, or this error.
  template <class F>
  constexpr auto transform(F&& change) const& -> result<std::invoke_result_t<F, const T&>, E> {
    if (has_value_) return std::forward<F>(change)(value_);
    return error_;
  }

 private:
  constexpr void checked() const {
    if (!has_value_) [[unlikely]]
      detail::trap();
  }

  T value_{};
  E error_{};
  bool has_value_ = false;
};

/// Success without a value, or a reason. Default-constructed it is an error; success is spelled `std::in_place`.
template <class E>
class [[nodiscard]] result<void, E> {
 public:
  using value_type = void;
  using error_type = E;

  constexpr result() = default;
  constexpr result(E error) : error_(error) {}             // NOLINT: implicit, `return error;`
  constexpr result(std::in_place_t) : has_value_(true) {}  // NOLINT: implicit, `return std::in_place;`
  [[nodiscard]] constexpr bool has_value() const { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }
  [[nodiscard]] constexpr const E& error() const { return error_; }

 private:
  E error_{};
  bool has_value_ = false;
};

/// A reason and the place where a person will look for the fault. Compares with a bare reason too.
template <class Reason>
class error_at {
 public:
  constexpr error_at() = default;
  constexpr error_at(Reason reason, std::size_t position) : reason_(reason), position_(position) {}

  [[nodiscard]] constexpr Reason reason() const { return reason_; }
  /// The first wrong byte, counted from 0; the size of the text where something is missing at its end.
  [[nodiscard]] constexpr std::size_t position() const { return position_; }

  friend constexpr bool operator==(const error_at&, const error_at&) = default;
  friend constexpr bool operator==(const error_at& error, Reason reason) { return error.reason_ == reason; }

 private:
  Reason reason_{};
  std::size_t position_ = 0;
};

/// The reason in words, without the position.
template <class Reason>
[[nodiscard]] constexpr auto describe(const error_at<Reason>& error) -> decltype(describe(error.reason())) {
  return describe(error.reason());
}

}  // namespace jeton::inline v0

#endif

// jeton/detail/wipe.hpp
#ifndef JETON_DETAIL_WIPE_HPP
#define JETON_DETAIL_WIPE_HPP

namespace jeton::inline v0::detail {

/// Overwrites `count` bytes or words with zeros that no optimiser may leave out. Copies in registers, swap and core
/// dumps are out of its reach.
template <class T>
constexpr void wipe(T* first, std::size_t count) noexcept {
  static_assert(std::is_integral_v<T>);
  if (std::is_constant_evaluated()) {
    for (std::size_t i = 0; i < count; ++i) first[i] = T{};
    return;
  }
#if defined(__GNUC__)
  std::memset(first, 0, count * sizeof(T));
  asm volatile("" : : "r"(first) : "memory");  // the zeros may be read here, so they must be there
#else
  volatile T* stubborn = first;
  for (std::size_t i = 0; i < count; ++i) stubborn[i] = T{};
#endif
}

/// An array for working values, wiped when it goes out of scope.
template <class T, std::size_t N>
struct wiped_array {
  T items[N]{};

  constexpr wiped_array() = default;
  wiped_array(const wiped_array&) = delete;
  wiped_array& operator=(const wiped_array&) = delete;
  constexpr ~wiped_array() { wipe(items, N); }
};

}  // namespace jeton::inline v0::detail

#endif

// jeton/secret.hpp
#ifndef JETON_SECRET_HPP
#define JETON_SECRET_HPP

namespace jeton::inline v0 {

/// A text of at most N bytes that is nobody's business: a fresh token, a decoded credential. Held inside the object,
/// wiped when it dies and when it is moved from. One door leads to the text, and it can be searched for: `expose()`.
/// `==` takes the same time wherever the texts differ; there is no order, no stream and no format.
template <std::size_t N>
class secret {
 public:
  /// Empty.
  constexpr secret() = default;

  /// `fill` writes into the N bytes it is given and returns how many it wrote; 0 means that it failed, and what it
  /// wrote is wiped. So the text never stands elsewhere.
  template <class Fill>
    requires std::invocable<Fill&, std::span<char, N>>
  constexpr explicit secret(Fill&& fill) {
    assign(fill);
  }

  constexpr secret(secret&& other) noexcept { take(other); }
  constexpr secret& operator=(secret&& other) noexcept {
    if (this != &other) take(other);
    return *this;
  }
  secret(const secret&) = delete;
  secret& operator=(const secret&) = delete;
  constexpr ~secret() { clear(); }

  /// The text itself. The view must not outlive this object.
  [[nodiscard]] constexpr std::string_view expose() const& { return {chars_, size_}; }
  std::string_view expose() const&& = delete;

  [[nodiscard]] static constexpr std::size_t capacity() { return N; }
  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }

  /// Replaces the text by what `fill` writes, as the constructor does.
  template <class Fill>
  constexpr void assign(Fill&& fill) {
    clear();
    size_ = fill(std::span<char, N>{chars_});
    if (size_ == 0 || size_ > N) clear();
  }

  /// Wipes all N bytes.
  constexpr void clear() noexcept {
    detail::wipe(chars_, N);
    size_ = 0;
  }

  /// Two empty secrets are not equal: nothing is not a credential.
  template <std::size_t M>
  friend constexpr bool operator==(const secret& left, const secret<M>& right) {
    return !left.empty() && constant_time::equal(left.expose(), right.expose());
  }

  template <class Stream>
  friend Stream& operator<<(Stream&, const secret&) = delete;  // print fingerprint(expose()) instead

 private:
  constexpr void take(secret& other) noexcept {
    for (std::size_t i = 0; i < N; ++i) chars_[i] = other.chars_[i];
    size_ = other.size_;
    other.clear();
  }

  char chars_[N]{};
  std::size_t size_ = 0;
};

}  // namespace jeton::inline v0

#endif

// jeton/alphabet.hpp
#ifndef JETON_ALPHABET_HPP
#define JETON_ALPHABET_HPP

namespace jeton::inline v0 {

namespace detail {

constexpr bool has_repeated_digit(std::string_view digits) {
  byte_set seen;
  for (const char digit : digits) {
    if (seen.contains(static_cast<unsigned char>(digit))) return true;
    seen.add(static_cast<unsigned char>(digit));
  }
  return false;
}

constexpr bool all_printable(std::string_view digits) {
  for (const char digit : digits) {
    if (digit <= ' ' || digit > '~') return false;
  }
  return true;
}

/// Whether the digits are an alphabet; if not, it does not compile. Asked where an alphabet is used, not where it is
/// declared: most programs use two or three.
template <fixed_string Digits>
consteval bool is_alphabet() {
  constexpr bool digits_are_distinct = !has_repeated_digit(Digits);
  static_assert(digits_are_distinct, "jeton: a digit is repeated in this alphabet");
  constexpr bool digits_are_printable = all_printable(Digits);
  static_assert(digits_are_printable, "jeton: the digits of an alphabet are printable ASCII without the space");
  static_assert(Digits.size() >= 2, "jeton: an alphabet has two digits or more");
  return true;
}

}  // namespace detail

/// The digits of a number system, in the order of their values. A new one is a struct of its own, so that messages and
/// symbols show its name: `struct vowels : jeton::alphabet<"aeiou"> {};`
template <fixed_string Digits>
struct alphabet {
  static constexpr std::size_t size = Digits.size();
  static constexpr std::string_view digits = Digits;
  static constexpr bool is_sound = detail::is_alphabet<Digits>();
  static constexpr detail::byte_set set = detail::byte_set::of(Digits);

  /// Whether every byte of `text` is a digit. Time depends on the size alone.
  [[nodiscard]] static constexpr bool contains(std::string_view text) {
    return detail::kernel::all_digits<alphabet>(text.data(), text.size());
  }
};

struct base62_digits : alphabet<"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"> {};  ///< GitHub, npm
struct base62_lower_first_digits : alphabet<"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"> {
};  ///< the other order in use
struct base64_digits : alphabet<"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"> {
};  ///< RFC 4648 §4
struct base64url_digits : alphabet<"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"> {
};  ///< RFC 4648 §5
struct base58_digits : alphabet<"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"> {
};  ///< Bitcoin's: no 0 O I l
struct base36_digits : alphabet<"0123456789abcdefghijklmnopqrstuvwxyz"> {};  ///< GitLab
struct base36_upper_digits : alphabet<"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"> {};
struct base32_digits : alphabet<"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"> {};  ///< RFC 4648 §6
struct base32_lower_digits : alphabet<"abcdefghijklmnopqrstuvwxyz234567"> {};
struct hex_digits : alphabet<"0123456789abcdef"> {};
struct upper_hex_digits : alphabet<"0123456789ABCDEF"> {};
struct decimal_digits : alphabet<"0123456789"> {};
struct lower_digits : alphabet<"abcdefghijklmnopqrstuvwxyz"> {};
struct upper_digits : alphabet<"ABCDEFGHIJKLMNOPQRSTUVWXYZ"> {};
struct printable_digits  ///< ASCII without the space
    : alphabet<"!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"> {};

/// The part of a format that holds Min to Max digits of Digits. One of fixed size is drawn at random when a token is
/// generated and counts as entropy; one of variable size (a database id, a payload) is given by the caller and does
/// not.
template <class Digits, std::size_t Min, std::size_t Max = Min>
struct field {
  static_assert(Min <= Max && Max >= 1, "jeton: a field has Min <= Max digits, and room for one");
  using digits = Digits;
  static constexpr std::size_t min_size = Min;
  static constexpr std::size_t max_size = Max;
};

template <std::size_t Min, std::size_t Max = Min>
inline constexpr field<base62_digits, Min, Max> base62{};
template <std::size_t Min, std::size_t Max = Min>
inline constexpr field<base64_digits, Min, Max> base64{};
template <std::size_t Min, std::size_t Max = Min>
inline constexpr field<base64url_digits, Min, Max> base64url{};
template <std::size_t Min, std::size_t Max = Min>
inline constexpr field<base58_digits, Min, Max> base58{};
template <std::size_t Min, std::size_t Max = Min>
inline constexpr field<base36_digits, Min, Max> base36{};
template <std::size_t Min, std::size_t Max = Min>
inline constexpr field<base32_digits, Min, Max> base32{};
template <std::size_t Min, std::size_t Max = Min>
inline constexpr field<hex_digits, Min, Max> hex{};
template <std::size_t Min, std::size_t Max = Min>
inline constexpr field<decimal_digits, Min, Max> decimal{};
template <std::size_t Min, std::size_t Max = Min>
inline constexpr field<lower_digits, Min, Max> lower{};

}  // namespace jeton::inline v0

#endif

// jeton/detail/divide.hpp
#ifndef JETON_DETAIL_DIVIDE_HPP
#define JETON_DETAIL_DIVIDE_HPP

namespace jeton::inline v0::detail {

struct division {
  std::uint64_t quotient;
  std::uint64_t rest;
};

/// Divides a secret number below 2^32, or any where the divisor is a power of two. Never with a division instruction,
/// which may take longer for some numbers than for others.
template <std::uint64_t Divisor>
constexpr division divide(std::uint64_t number) {
  if constexpr (std::has_single_bit(Divisor)) {
    return {number >> std::countr_zero(Divisor), number & (Divisor - 1)};
  } else if constexpr (Divisor >> 32 != 0) {
    return {0, number};
  } else {
    constexpr std::uint64_t reciprocal = (std::uint64_t{1} << 32) / Divisor;
    const std::uint64_t guess = number * reciprocal >> 32;  // the quotient, or one less
    const std::uint64_t rest = number - guess * Divisor;
    const std::uint64_t is_quotient = constant_time::value_barrier((rest - Divisor) >> 63);
    return {guess + 1 - is_quotient, rest - Divisor + (Divisor & (0 - is_quotient))};
  }
}

/// Writes the Width digit values of a number, most significant first, as bytes of `packed`: the first one lowest, eight
/// to a word. The number is halved again and again, so that the divisions do not wait for each other.
template <std::uint64_t Radix, std::size_t Width, std::size_t At = 0>
constexpr void digit_values(std::uint64_t number, std::uint64_t* packed) {
  if constexpr (Width == 1) {
    packed[At / 8] |= number << At % 8 * 8;
  } else {
    constexpr std::size_t low = Width / 2;
    constexpr std::uint64_t divisor = [] {
      std::uint64_t power = 1;
      for (std::size_t i = 0; i < low; ++i) power *= Radix;
      return power;
    }();
    const division halves = divide<divisor>(number);
    digit_values<Radix, Width - low, At>(halves.quotient, packed);
    digit_values<Radix, low, At + Width - low>(halves.rest, packed);
  }
}

}  // namespace jeton::inline v0::detail

#endif

// jeton/detail/sha256_core.hpp
#ifndef JETON_DETAIL_SHA256_CORE_HPP
#define JETON_DETAIL_SHA256_CORE_HPP

namespace jeton::inline v0::detail {

/// FIPS 180-4 §4.2.2 and §5.3.3: the first 32 bits of the fractions of the cube roots of the first 64 primes, and of
/// the square roots of the first 8.
struct sha256_constants {
  std::uint32_t round[64]{};
  std::uint32_t initial[8]{};

  constexpr sha256_constants() {
    int primes[64]{};
    std::size_t found = 0;
    double cube_root = 1.25;
    double square_root = 1.5;
    for (int candidate = 2; found < 64; ++candidate) {
      bool is_prime = true;
      for (std::size_t i = 0; is_prime && i < found && primes[i] * primes[i] <= candidate; ++i) {
        is_prime = candidate % primes[i] != 0;
      }
      if (!is_prime) continue;
      // Newton's steps from the root of the prime before, to the 53 bits of a double, of which 35 are needed.
      for (int i = 0; i < 5; ++i) cube_root -= (cube_root - candidate / (cube_root * cube_root)) / 3;
      round[found] = fraction(cube_root);
      if (found < 8) {
        for (int i = 0; i < 5; ++i) square_root -= (square_root - candidate / square_root) / 2;
        initial[found] = fraction(square_root);
      }
      primes[found++] = candidate;
    }
  }

 private:
  static constexpr std::uint32_t fraction(double x) {
    return static_cast<std::uint32_t>((x - static_cast<int>(x)) * 4294967296.0);
  }
};
inline constexpr sha256_constants sha256_constant{};

/// The chaining value and the unfinished block of a SHA-256. Wiped when it dies. No branch and no address depends on
/// what is hashed; how much is hashed does show.
class sha256_core {
 public:
  static constexpr std::size_t block_size = 64;
  static constexpr std::size_t digest_size = 32;

  constexpr sha256_core() {
    for (std::size_t i = 0; i < 8; ++i) chain_[i] = sha256_constant.initial[i];
  }
  sha256_core(const sha256_core&) = default;
  sha256_core& operator=(const sha256_core&) = default;
  constexpr ~sha256_core() {
    wipe(chain_, 8);
    wipe(block_, block_size);
  }

  template <class Byte>  // char or unsigned char
  constexpr void update(const Byte* bytes, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      block_[hashed_++ % block_size] = static_cast<unsigned char>(bytes[i]);
      if (hashed_ % block_size == 0) compress();
    }
  }

  /// Pads, and writes the 32 bytes. After that only assignment and destruction make sense.
  constexpr void finish(unsigned char* out) {
    const std::uint64_t bits = hashed_ * 8;
    constexpr unsigned char padding[block_size] = {0x80};
    update(padding, 1 + (2 * block_size - 1 - 8 - hashed_ % block_size) % block_size);
    for (unsigned i = 0; i < 8; ++i) block_[56 + i] = static_cast<unsigned char>(bits >> (56 - 8 * i));
    compress();
    for (std::size_t i = 0; i < digest_size; ++i)
      out[i] = static_cast<unsigned char>(chain_[i / 4] >> (24 - i % 4 * 8));
  }

 private:
  using word = std::uint32_t;

  static constexpr void round(word a, word b, word c, word& d, word e, word f, word g, word& h, word input) {
    h += input + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + (g ^ (e & (f ^ g)));
    d += h;
    h += (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) | (c & (a | b)));
  }

  constexpr void compress() {
    wiped_array<word, 64> schedule;
    auto& w = schedule.items;
    for (std::size_t i = 0; i < 16; ++i) {
      w[i] = word{block_[4 * i]} << 24 | word{block_[4 * i + 1]} << 16 | word{block_[4 * i + 2]} << 8 |
             word{block_[4 * i + 3]};
    }
    for (std::size_t i = 16; i < 64; ++i) {
      const word s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
      const word s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    const auto& k = sha256_constant.round;
    word a = chain_[0], b = chain_[1], c = chain_[2], d = chain_[3];
    word e = chain_[4], f = chain_[5], g = chain_[6], h = chain_[7];
    for (std::size_t i = 0; i < 64; i += 8) {
      round(a, b, c, d, e, f, g, h, w[i] + k[i]);
      round(h, a, b, c, d, e, f, g, w[i + 1] + k[i + 1]);
      round(g, h, a, b, c, d, e, f, w[i + 2] + k[i + 2]);
      round(f, g, h, a, b, c, d, e, w[i + 3] + k[i + 3]);
      round(e, f, g, h, a, b, c, d, w[i + 4] + k[i + 4]);
      round(d, e, f, g, h, a, b, c, w[i + 5] + k[i + 5]);
      round(c, d, e, f, g, h, a, b, w[i + 6] + k[i + 6]);
      round(b, c, d, e, f, g, h, a, w[i + 7] + k[i + 7]);
    }
    chain_[0] += a, chain_[1] += b, chain_[2] += c, chain_[3] += d;
    chain_[4] += e, chain_[5] += f, chain_[6] += g, chain_[7] += h;
  }

  word chain_[8]{};
  unsigned char block_[block_size]{};
  std::uint64_t hashed_ = 0;  // bytes
};

}  // namespace jeton::inline v0::detail

#endif

// jeton/checksum.hpp
#ifndef JETON_CHECKSUM_HPP
#define JETON_CHECKSUM_HPP

namespace jeton::inline v0 {

/// Which bytes a check is computed from.
enum class covers : unsigned char {
  everything_before,  ///< from the first byte of the token to the check: binds the prefix, so that no token can be
                      ///< relabelled
  body,              ///< the nearest field before the check, as GitHub does: prefix and separators may change unnoticed
  before_separator,  ///< from the first byte to the fixed text that parts body and check, as Grafana does
};

namespace detail {

/// The CRC-32 of the covered text as a number; `Order` is the order in which its bytes are read into that number.
template <std::endian Order>
struct crc32_number {
  template <std::size_t Radix, std::size_t Width, class Text>
  static constexpr std::uint64_t of(const Text& covered) {
    const std::uint32_t crc = crc32(covered);
    if constexpr (Order == std::endian::big) return crc;
    return crc >> 24 | (crc >> 8 & 0xFF00) | (crc << 8 & 0xFF0000) | crc << 24;
  }
};

/// The leading bits of the SHA-256 of the covered text, as many as the digits hold.
struct sha256_number {
  template <std::size_t Radix, std::size_t Width, class Text>
  static constexpr std::uint64_t of(const Text& covered) {
    constexpr std::size_t bits = Width * static_cast<std::size_t>(std::countr_zero(Radix));
    wiped_array<unsigned char, sha256_core::digest_size> hash;
    sha256_core core;
    core.update(covered.data(), covered.size());
    core.finish(hash.items);
    std::uint64_t leading = 0;
    for (std::size_t i = 0; i < 8; ++i) leading = leading << 8 | hash.items[i];
    return leading >> (64 - bits);
  }
};

/// The largest number of `width` digits, or 2^32 - 1 where there are larger ones.
constexpr std::uint32_t largest_number(std::size_t radix, std::size_t width) {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < width && power >> 32 == 0; ++i) power *= radix;
  return power >> 32 == 0 ? static_cast<std::uint32_t>(power - 1) : 0xFFFFFFFF;
}

/// A number in Width digits, most significant first, padded with the digit for zero: eight characters to a word, the
/// first one lowest.
template <class Digits, std::size_t Width>
struct written_number {
  static constexpr std::size_t words = (Width + 7) / 8;
  static constexpr std::size_t size_of(std::size_t word) { return word + 1 < words ? 8 : Width - 8 * word; }

  std::uint64_t digits[words]{};

  constexpr explicit written_number(std::uint64_t number) {
    digit_values<Digits::size, Width>(number, digits);
    for (std::uint64_t& word : digits) word = kernel::encode_word<Digits>(word);
  }
  constexpr void copy_to(char* out) const {
    for (std::size_t i = 0; i < Width; ++i) out[i] = static_cast<char>(digits[i / 8] >> i % 8 * 8 & 0xFF);
  }
  [[nodiscard]] constexpr bool equals(const char* text) const {
    std::uint64_t difference = 0;
    for (std::size_t i = 0; i < words; ++i) {
      const std::uint64_t there = kernel::load_word(text + 8 * i, size_of(i));
      difference |= (digits[i] ^ there) << (64 - 8 * size_of(i));
    }
    return constant_time::value_barrier(difference) == 0;
  }
};

}  // namespace detail

/// The part of a format that is computed from others: Number, written in Width digits of Digits, from the bytes that
/// Span names. It is encoded and compared, never decoded, so that exactly one text is right. A check finds accidents;
/// whoever knows the format can compute it, so it authenticates nothing.
template <class Number, class Digits, std::size_t Width, covers Span = covers::everything_before>
struct check {
  static_assert(Width >= 1 && Width <= 16, "jeton: a check has 1 to 16 digits");
  using digits = Digits;
  static constexpr covers span = Span;
  static constexpr std::size_t min_size = Width;
  static constexpr std::size_t max_size = Width;

  /// Writes the Width digits that the covered text has.
  static constexpr void write(std::string_view covered, char* out) { number_of(covered).copy_to(out); }
  /// Whether `text`, of Width bytes, is what `write` writes. Constant time.
  [[nodiscard]] static constexpr bool matches(std::string_view covered, const char* text) {
    return number_of(covered).equals(text);
  }

 private:
  static constexpr auto number_of(std::string_view covered) {
    return detail::written_number<Digits, Width>{Number::template of<Digits::size, Width>(covered)};
  }
};

/// A CRC-32/ISO-HDLC in Width digits.
template <class Digits, std::size_t Width, covers Span = covers::everything_before,
          std::endian Order = std::endian::big>
struct crc32_check : check<detail::crc32_number<Order>, Digits, Width, Span> {
  static constexpr bool a_crc32_fits = detail::largest_number(Digits::size, Width) == 0xFFFFFFFF;
  static_assert(a_crc32_fits, "jeton: a CRC-32 does not fit into this many digits");
};

/// The first bits of a SHA-256 in Width digits of an alphabet of 2, 4, 8, 16, 32 or 64.
template <class Digits, std::size_t Width, covers Span = covers::everything_before>
struct sha256_check : check<detail::sha256_number, Digits, Width, Span> {
  static constexpr bool digits_hold_whole_bits = std::has_single_bit(Digits::size);
  static_assert(digits_hold_whole_bits, "jeton: digits of a truncated SHA-256 hold whole bits");
  static constexpr bool has_64_bits_at_most = Width * static_cast<std::size_t>(std::countr_zero(Digits::size)) <= 64;
  static_assert(has_64_bits_at_most, "jeton: a truncated SHA-256 has 64 bits at most");
};

/// The part of a format that says how many bytes the nearest field before it has, in Width digits, most significant
/// first, padded with the digit for zero (GitLab's routable tokens).
template <class Digits, std::size_t Width>
struct length_field {
  using digits = Digits;
  static constexpr std::size_t min_size = Width;
  static constexpr std::size_t max_size = Width;
  /// The largest length that has a text.
  static constexpr std::size_t max_length = detail::largest_number(Digits::size, Width);

  static constexpr void write(std::size_t length, char* out) { number{length}.copy_to(out); }
  [[nodiscard]] static constexpr bool matches(std::size_t length, const char* text) {
    return number{length}.equals(text);
  }

 private:
  using number = detail::written_number<Digits, Width>;
};

template <std::size_t Width, covers Span = covers::everything_before>
inline constexpr crc32_check<base62_digits, Width, Span> crc32_base62{};
template <std::size_t Width, covers Span = covers::everything_before>
inline constexpr crc32_check<base36_digits, Width, Span> crc32_base36{};
template <std::size_t Width, covers Span = covers::everything_before>
inline constexpr crc32_check<base32_digits, Width, Span> crc32_base32{};
/// `Order` little: the bytes of the CRC stand in the text lowest first, as Grafana writes them.
template <std::size_t Width, covers Span = covers::everything_before, std::endian Order = std::endian::big>
inline constexpr crc32_check<hex_digits, Width, Span, Order> crc32_hex{};
template <std::size_t Width, covers Span = covers::everything_before, std::endian Order = std::endian::big>
inline constexpr crc32_check<upper_hex_digits, Width, Span, Order> crc32_upper_hex{};
template <std::size_t Width, covers Span = covers::everything_before>
inline constexpr sha256_check<base32_digits, Width, Span> sha256_base32{};
template <std::size_t Width>
inline constexpr length_field<base36_digits, Width> length_base36{};

}  // namespace jeton::inline v0

#endif

// jeton/detail/base64.hpp
#ifndef JETON_DETAIL_BASE64_HPP
#define JETON_DETAIL_BASE64_HPP

namespace jeton::inline v0::detail {

/// How many base64 digits `bytes` bytes have, padding apart; and how many bytes so many digits hold.
constexpr std::size_t base64_digit_count(std::size_t bytes) { return (8 * bytes + 5) / 6; }
constexpr std::size_t base64_byte_count(std::size_t digits) { return 6 * digits / 8; }

/// Writes `size` bytes, at most Most, as base64 digits without padding.
template <class Digits, std::size_t Most>
constexpr void base64_encode(const unsigned char* bytes, std::size_t size, char* out) {
  const std::size_t digits = base64_digit_count(size);
  wiped_array<unsigned char, base64_digit_count(Most)> values;
  for (std::size_t i = 0; i < digits; ++i) {
    const std::size_t bit = 6 * i;
    const unsigned next = bit / 8 + 1 < size ? bytes[bit / 8 + 1] : 0U;
    values.items[i] = static_cast<unsigned char>((unsigned{bytes[bit / 8]} << 8 | next) >> (10 - bit % 8) & 63);
  }
  kernel::encode<Digits>(values.items, out, digits);
}

enum class base64_answer : unsigned char { good, strange_digit, trailing_bits };

/// Reads base64 digits without padding, at most Most of them and never 1 more than a multiple of 4. Only the canonical
/// text of some bytes is good.
template <class Digits, std::size_t Most>
constexpr base64_answer base64_decode(std::string_view digits, unsigned char* out) {
  wiped_array<unsigned char, Most + 1> values;  // one zero behind, for the last byte's missing neighbour
  if (!kernel::decode<Digits>(digits.data(), values.items, digits.size())) return base64_answer::strange_digit;
  const std::size_t size = base64_byte_count(digits.size());
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t digit = 8 * i / 6;
    const unsigned two_digits = unsigned{values.items[digit]} << 6 | values.items[digit + 1];
    out[i] = static_cast<unsigned char>(two_digits >> (4 - 8 * i % 6));
  }
  const std::size_t unused_bits = 6 * digits.size() - 8 * size;
  const unsigned unused = digits.empty() ? 0U : values.items[digits.size() - 1] & ((1U << unused_bits) - 1);
  return constant_time::value_barrier(unused) == 0 ? base64_answer::good : base64_answer::trailing_bits;
}

}  // namespace jeton::inline v0::detail

#endif

// jeton/digest.hpp
#ifndef JETON_DIGEST_HPP
#define JETON_DIGEST_HPP

namespace jeton::inline v0 {

/// Why a text is not the digest it should be, in the order of the checks.
enum class digest_fault : unsigned char {
  length,    ///< not the number of characters that this many bytes need
  alphabet,  ///< a character is no digit, or the padding is not where it belongs
  trailing,  ///< the last digit has bits set that no byte uses, so that two texts would mean one digest
};
using digest_error = error_at<digest_fault>;

[[nodiscard]] constexpr std::string_view describe(digest_fault fault) {
  switch (fault) {
    case digest_fault::length:
      return "wrong length for this digest";
    case digest_fault::alphabet:
      return "not a digit of this encoding";
    case digest_fault::trailing:
      return "unused bits of the last digit are set";
  }
  return "unknown fault";
}

/// N bytes that a hash function made: what a server stores in place of a token. `==` takes the same time wherever the
/// digests differ, and digests of different sizes do not compare. An empty digest (default-constructed, or all zero
/// bytes, as a cleared column is) equals nothing, not even itself. No order, no stream: take `to_hex()`.
template <std::size_t N>
class digest {
 public:
  static constexpr std::size_t hex_size = 2 * N;
  static constexpr std::size_t base64_size = (N + 2) / 3 * 4;

  /// Empty: equals nothing.
  constexpr digest() = default;
  constexpr explicit digest(const unsigned char (&bytes)[N]) {
    for (std::size_t i = 0; i < N; ++i) bytes_[i] = bytes[i];
  }
  template <class Byte>  // a template, because checking whether an array converts to a span takes compilers long
    requires std::same_as<Byte, const unsigned char>
  constexpr explicit digest(std::span<Byte, N> bytes) {
    for (std::size_t i = 0; i < N; ++i) bytes_[i] = bytes[i];
  }

  [[nodiscard]] constexpr std::span<const unsigned char, N> bytes() const { return bytes_; }
  [[nodiscard]] static constexpr std::size_t size() { return N; }
  [[nodiscard]] constexpr bool empty() const {
    unsigned any = 0;
    for (const unsigned char byte : bytes_) any |= byte;
    return constant_time::value_barrier(any) == 0;
  }

  /// 2 N lower-case hexadecimal digits.
  [[nodiscard]] constexpr fixed_string<hex_size> to_hex() const {
    fixed_string<hex_size> hex;
    detail::wiped_array<unsigned char, hex_size> values;
    for (std::size_t i = 0; i < N; ++i) {
      values.items[2 * i] = static_cast<unsigned char>(bytes_[i] >> 4);
      values.items[2 * i + 1] = bytes_[i] & 15;
    }
    detail::kernel::encode<hex_digits>(values.items, hex.chars, hex_size);
    return hex;
  }

  /// RFC 4648 §4, with padding: the form of GitLab's token_digest column.
  [[nodiscard]] constexpr fixed_string<base64_size> to_base64() const {
    fixed_string<base64_size> text;
    detail::base64_encode<base64_digits, N>(bytes_, N, text.chars);
    for (std::size_t i = base64_digits_used; i < base64_size; ++i) text.chars[i] = '=';
    return text;
  }

  /// Reads exactly 2 N hexadecimal digits, all lower case or all upper case.
  [[nodiscard]] static constexpr result<digest, digest_error> from_hex(std::string_view text) {
    if (text.size() != hex_size) return wrong_length(text.size(), hex_size);
    detail::wiped_array<unsigned char, hex_size> values;
    if (!detail::kernel::decode<hex_digits>(text.data(), values.items, hex_size) &&
        !detail::kernel::decode<upper_hex_digits>(text.data(), values.items, hex_size)) {
      const std::size_t lower = first_strange<hex_digits>(text);
      const std::size_t upper = first_strange<upper_hex_digits>(text);
      return digest_error{digest_fault::alphabet, lower > upper ? lower : upper};
    }
    digest made;
    for (std::size_t i = 0; i < N; ++i) {
      made.bytes_[i] = static_cast<unsigned char>(values.items[2 * i] << 4 | values.items[2 * i + 1]);
    }
    return made;
  }

  /// Reads RFC 4648 §4 with padding, canonical only: one text for each digest.
  [[nodiscard]] static constexpr result<digest, digest_error> from_base64(std::string_view text) {
    if (text.size() != base64_size) return wrong_length(text.size(), base64_size);
    const std::string_view digits = text.substr(0, base64_digits_used);
    digest made;
    const detail::base64_answer answer = detail::base64_decode<base64_digits, base64_digits_used>(digits, made.bytes_);
    if (answer == detail::base64_answer::strange_digit) {
      return digest_error{digest_fault::alphabet, first_strange<base64_digits>(digits)};
    }
    for (std::size_t i = base64_digits_used; i < base64_size; ++i) {
      if (text[i] != '=') return digest_error{digest_fault::alphabet, i};
    }
    if (answer == detail::base64_answer::trailing_bits) {
      return digest_error{digest_fault::trailing, base64_digits_used - 1};
    }
    return made;
  }

  friend constexpr bool operator==(const digest& left, const digest& right) {
    unsigned difference = 0;
    for (std::size_t i = 0; i < N; ++i) difference |= static_cast<unsigned>(left.bytes_[i] ^ right.bytes_[i]);
    const bool same = constant_time::value_barrier(difference) == 0;
    return same && !left.empty();
  }
  template <std::size_t M>
    requires(M != N)
  friend bool operator==(const digest&, const digest<M>&) = delete;  // digests of different sizes never compare

 private:
  static constexpr std::size_t base64_digits_used = detail::base64_digit_count(N);

  static constexpr digest_error wrong_length(std::size_t size, std::size_t wanted) {
    return {digest_fault::length, size < wanted ? size : wanted};
  }
  template <class Digits>
  static constexpr std::size_t first_strange(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size() && Digits::set.contains(static_cast<unsigned char>(text[i]))) ++i;
    return i;
  }

  unsigned char bytes_[N]{};
};

/// Hexadecimal digits that stand for a text in a log: the same text has the same fingerprint, and it tells nothing
/// about a token of 112 bits or more. It is SHA-256 under a domain of its own, never a part of a stored digest. Of a
/// text that can be guessed, such as a predetermined token, it lets a guess be checked: do not log those.
template <std::size_t Digits = 12>
[[nodiscard]] constexpr fixed_string<Digits> fingerprint(std::string_view text) {
  static_assert(Digits % 2 == 0 && Digits >= 8 && Digits <= 64, "jeton: a fingerprint has 8, 10, … 64 digits");
  constexpr std::string_view domain{"jeton fingerprint v1\0", 21};
  detail::sha256_core hash;
  hash.update(domain.data(), domain.size());
  hash.update(text.data(), text.size());
  unsigned char bytes[detail::sha256_core::digest_size]{};
  hash.finish(bytes);
  unsigned char first[Digits / 2]{};
  for (std::size_t i = 0; i < Digits / 2; ++i) first[i] = bytes[i];
  return digest<Digits / 2>{first}.to_hex();
}

}  // namespace jeton::inline v0

#endif

// jeton/random.hpp
#ifndef JETON_RANDOM_HPP
#define JETON_RANDOM_HPP

#if defined(_WIN32)
#if defined(_MSC_VER)
#pragma comment(lib, "bcrypt")
#endif
// As <bcrypt.h> has it, which would bring <windows.h> along.
extern "C" long __stdcall BCryptGenRandom(void*, unsigned char*, unsigned long, unsigned long);
#elif defined(__linux__)
#include <sys/random.h>
#include <sys/types.h>
#include <cerrno>
#else
#include <unistd.h>
#if defined(__APPLE__)
#include <sys/random.h>
#endif
#endif

namespace jeton::inline v0 {

/// Why there are no random digits, in the order of the checks.
enum class random_error : unsigned char {
  unavailable,  ///< the source gave no bytes: the operating system refused, or a source of yours ran out
  stuck,        ///< the source gave bytes that no digit can be drawn from, again and again: it is not random
};

[[nodiscard]] constexpr std::string_view describe(random_error error) {
  switch (error) {
    case random_error::unavailable:
      return "the source of randomness gave no bytes";
    case random_error::stuck:
      return "the source of randomness gives bytes that are not random";
  }
  return "unknown fault";
}

/// Fills all the bytes it is given and returns true, or returns false.
template <class Source>
concept random_source = requires(Source& source, std::span<unsigned char> bytes) {
  { source(bytes) } -> std::convertible_to<bool>;
};

/// The operating system's CSPRNG and nothing between: no generator and no pool in this process, so that a fork or a
/// cloned virtual machine never repeats a token. getrandom(2) on Linux, BCryptGenRandom on Windows, getentropy(3)
/// elsewhere. A failure leaves no random byte behind.
struct os_random {
  static constexpr std::size_t max_draw = 4096;  ///< bytes asked for in one call, so that a signal waits little

  bool operator()(std::span<unsigned char> bytes) const noexcept {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const std::size_t left = bytes.size() - done;
      const std::size_t drawn = draw(bytes.data() + done, left < max_draw ? left : max_draw);
      if (drawn == 0) {
        detail::wipe(bytes.data(), bytes.size());
        return false;
      }
      done += drawn;
    }
    return true;
  }

 private:
  /// How many of `size` bytes were drawn; 0 means that the system refused.
  static std::size_t draw(unsigned char* to, std::size_t size) noexcept {
#if defined(_WIN32)
    constexpr unsigned long use_system_preferred = 2;
    return BCryptGenRandom(nullptr, to, static_cast<unsigned long>(size), use_system_preferred) == 0 ? size : 0;
#elif defined(__linux__)
    for (;;) {
      const ssize_t drawn = ::getrandom(to, size, 0);
      if (drawn > 0) return static_cast<std::size_t>(drawn);
      if (drawn == 0 || errno != EINTR) return 0;
    }
#else
    const std::size_t most = size < 256 ? size : 256;  // getentropy refuses more
    return ::getentropy(to, most) == 0 ? most : 0;
#endif
  }
};

}  // namespace jeton::inline v0

#endif

// jeton/sha256.hpp
#ifndef JETON_SHA256_HPP
#define JETON_SHA256_HPP

namespace jeton::inline v0 {

/// SHA-256 (FIPS 180-4) of a text that comes in pieces. Its state is wiped when it dies.
class sha256_hasher {
 public:
  constexpr void update(std::string_view piece) { core_.update(piece.data(), piece.size()); }
  template <std::size_t Extent>
  constexpr void update(std::span<const unsigned char, Extent> piece) {
    core_.update(piece.data(), piece.size());
  }

  /// The digest of all pieces. The hasher is then as new.
  [[nodiscard]] constexpr digest<32> finish() {
    detail::wiped_array<unsigned char, 32> bytes;
    core_.finish(bytes.items);
    core_ = {};
    return digest<32>{bytes.items};
  }

 private:
  detail::sha256_core core_;
};

/// SHA-256 (FIPS 180-4): what is stored for a token of 112 bits or more. Linear time.
[[nodiscard]] constexpr digest<32> sha256(std::string_view text) {
  sha256_hasher hasher;
  hasher.update(text);
  return hasher.finish();
}

/// HMAC-SHA-256 (RFC 2104, FIPS 198-1) of a text that comes in pieces. Keys of any size; one of fewer than 32 bytes is
/// weaker than the hash.
class hmac_sha256_hasher {
 public:
  constexpr explicit hmac_sha256_hasher(std::string_view key) {
    constexpr std::size_t block_size = detail::sha256_core::block_size;
    detail::wiped_array<unsigned char, block_size> block;
    if (key.size() > block_size) {
      detail::sha256_core shortened;
      shortened.update(key.data(), key.size());
      shortened.finish(block.items);
    } else {
      for (std::size_t i = 0; i < key.size(); ++i) block.items[i] = static_cast<unsigned char>(key[i]);
    }
    for (unsigned char& byte : block.items) byte ^= 0x36;
    inner_.update(block.items, block_size);
    for (unsigned char& byte : block.items) byte ^= 0x36 ^ 0x5C;
    outer_.update(block.items, block_size);
  }

  constexpr void update(std::string_view piece) { inner_.update(piece.data(), piece.size()); }
  template <std::size_t Extent>
  constexpr void update(std::span<const unsigned char, Extent> piece) {
    inner_.update(piece.data(), piece.size());
  }

  /// The code of all pieces. After that only assignment and destruction make sense.
  [[nodiscard]] constexpr digest<32> finish() {
    detail::wiped_array<unsigned char, 32> bytes;
    inner_.finish(bytes.items);
    outer_.update(bytes.items, 32);
    outer_.finish(bytes.items);
    return digest<32>{bytes.items};
  }

 private:
  detail::sha256_core inner_;
  detail::sha256_core outer_;
};

/// HMAC-SHA-256 of a text: what is stored for a token where the server keeps a pepper.
[[nodiscard]] constexpr digest<32> hmac_sha256(std::string_view key, std::string_view text) {
  hmac_sha256_hasher hasher{key};
  hasher.update(text);
  return hasher.finish();
}

}  // namespace jeton::inline v0

#endif

// jeton/detail/digit_source.hpp
#ifndef JETON_DETAIL_DIGIT_SOURCE_HPP
#define JETON_DETAIL_DIGIT_SOURCE_HPP

namespace jeton::inline v0::detail {

/// Bytes at or above this would favour the first digits: 256 is no multiple of most radices.
constexpr std::size_t unbiased_limit(std::size_t radix) { return 256 - 256 % radix; }

/// How many bytes to draw for `digits` digits, so that a second draw is seldom needed: what is skipped on average, and
/// four standard deviations or more.
constexpr std::size_t bytes_for(std::size_t digits, std::size_t radix) {
  const std::size_t skipped = 256 - unbiased_limit(radix);
  if (skipped == 0) return digits;
  return digits + digits * skipped / unbiased_limit(radix) + digits / 8 + 4;
}

/// Unbiased digits out of random bytes, which are drawn in blocks of up to Capacity and wiped.
template <class Source, std::size_t Capacity>
class digit_source {
 public:
  /// `expected` bytes will be needed in all.
  constexpr digit_source(Source& source, std::size_t expected) : source_(source), expected_(expected) {}

  /// Writes `size` digits; false, and nothing useful, where the source fails.
  template <class Digits>
  constexpr bool draw(char* out, std::size_t size) {
    for (std::size_t done = 0; done < size;) {
      const std::size_t some = size - done < chunk ? size - done : chunk;
      if (!draw_values<Digits::size>(some)) return false;
      kernel::encode<Digits>(values_.items, out + done, some);
      done += some;
    }
    return true;
  }
  /// Writes `size` random bytes.
  constexpr bool draw_bytes(unsigned char* out, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      if (next_ == end_ && !refill()) return false;
      out[i] = bytes_.items[next_++];
    }
    return true;
  }

  [[nodiscard]] constexpr random_error error() const { return error_; }

 private:
  static constexpr std::size_t chunk = 64;
  static constexpr int max_blocks = 16;  // for one chunk: at least half of all random bytes stand for a digit

  template <std::uint32_t Radix>
  constexpr bool draw_values(std::size_t size) {
    constexpr auto limit = static_cast<std::uint32_t>(unbiased_limit(Radix));
    int blocks = 0;
    std::size_t have = 0;
    while (have < size) {
      if (next_ == end_) {
        if (++blocks > max_blocks) return fail(random_error::stuck);
        if (!refill()) return false;
      }
      const std::uint32_t byte = bytes_.items[next_++];
      values_.items[have] = static_cast<unsigned char>(divide<Radix>(byte).rest);
      have += constant_time::value_barrier((byte - limit) >> 31);  // one that is skipped is overwritten
    }
    return true;
  }

  constexpr bool refill() {
    const std::size_t wanted = expected_ > 0 ? expected_ : chunk;
    const std::size_t size = wanted < Capacity ? wanted : Capacity;
    if (!source_(std::span<unsigned char>{bytes_.items, size})) return fail(random_error::unavailable);
    expected_ -= expected_ < size ? expected_ : size;
    next_ = 0;
    end_ = size;
    return true;
  }
  constexpr bool fail(random_error why) {
    wipe(bytes_.items, Capacity);
    wipe(values_.items, chunk);
    error_ = why;
    next_ = end_ = 0;
    return false;
  }

  Source& source_;
  std::size_t expected_;
  std::size_t next_ = 0;
  std::size_t end_ = 0;
  random_error error_{};
  wiped_array<unsigned char, Capacity> bytes_;
  wiped_array<unsigned char, chunk> values_;
};

}  // namespace jeton::inline v0::detail

#endif

// jeton/detail/segment.hpp
#ifndef JETON_DETAIL_SEGMENT_HPP
#define JETON_DETAIL_SEGMENT_HPP

namespace jeton::inline v0::detail {

/// One template argument of a format: a string literal, or a segment value such as `base62<30>`.
template <class Segment>
struct part {
  Segment segment;

  constexpr part(Segment value) : segment(value) {}  // NOLINT: implicit, so that arguments stand bare in the list
  template <std::size_t Size>
    requires std::same_as<Segment, fixed_string<Size - 1>>
  constexpr part(const char (&literal)[Size]) : segment(literal) {}  // NOLINT: likewise
};
template <std::size_t Size>
part(const char (&)[Size]) -> part<fixed_string<Size - 1>>;

/// A fixed text inside a format.
template <fixed_string Text>
struct literal {
  static constexpr std::string_view text = Text;
  static constexpr std::size_t min_size = Text.size();
  static constexpr std::size_t max_size = Text.size();
};

enum class segment_kind : unsigned char { literal, field, length, check };

template <class Segment>
inline constexpr segment_kind kind_of = segment_kind::check;
template <fixed_string Text>
inline constexpr segment_kind kind_of<literal<Text>> = segment_kind::literal;
template <class Digits, std::size_t Min, std::size_t Max>
inline constexpr segment_kind kind_of<field<Digits, Min, Max>> = segment_kind::field;
template <class Digits, std::size_t Width>
inline constexpr segment_kind kind_of<length_field<Digits, Width>> = segment_kind::length;

template <class Segment>
inline constexpr bool is_variable = Segment::min_size != Segment::max_size;

/// What a check covers; of another segment, no meaning.
template <class Segment>
constexpr covers span_of() {
  if constexpr (kind_of<Segment> == segment_kind::check) return Segment::span;
  return covers::everything_before;
}

/// The fixed text of a literal; of another segment, none.
template <class Segment>
constexpr std::string_view text_of() {
  if constexpr (kind_of<Segment> == segment_kind::literal) return Segment::text;
  return {};
}

/// The bytes that may stand in a segment.
template <class Segment>
constexpr byte_set bytes_of() {
  if constexpr (kind_of<Segment> == segment_kind::literal) {
    return byte_set::of(Segment::text);
  } else {
    static_assert(Segment::digits::is_sound);
    return Segment::digits::set;
  }
}

/// The segment type that a part stands for: a literal's text becomes part of its type.
template <part Part, class Segment = std::remove_cvref_t<decltype(Part.segment)>>
struct segment_of {
  using type = Segment;
};
template <part Part, std::size_t N>
struct segment_of<Part, fixed_string<N>> {
  using type = literal<Part.segment>;
};

template <class... Segment>
struct list {};

/// A list of segments, parted into the text it begins with (or none) and the segments after it.
template <class... Segment>
struct split {
  static constexpr std::string_view prefix{};
  using rest = list<Segment...>;
};
template <fixed_string Text, class... Segment>
struct split<literal<Text>, Segment...> {
  static constexpr std::string_view prefix = literal<Text>::text;
  using rest = list<Segment...>;
};

}  // namespace jeton::inline v0::detail

#endif

// jeton/detail/layout.hpp
#ifndef JETON_DETAIL_LAYOUT_HPP
#define JETON_DETAIL_LAYOUT_HPP

namespace jeton::inline v0::detail {

/// Where the segments of a format lie in a text, and whether they are what they should be. The text begins with a
/// prefix that is passed along, since it may be known only at run time; Segment... is what comes after it.
///
/// Segments are found by position. The last one of variable size takes what the others leave; one before it must end at
/// a fixed text that cannot begin with one of its digits.
template <class... Segment>
struct layout {
  static constexpr std::size_t count = sizeof...(Segment);
  static constexpr segment_kind kind[count] = {kind_of<Segment>...};
  static constexpr covers span[count] = {span_of<Segment>()...};  // of a check; else without meaning
  static constexpr std::size_t least[count] = {Segment::min_size...};
  static constexpr std::size_t most[count] = {Segment::max_size...};
  static constexpr std::size_t min_size = (Segment::min_size + ...);
  static constexpr std::size_t max_size = (Segment::max_size + ...);
  static constexpr std::size_t variable_count = (std::size_t{is_variable<Segment>} + ...);
  using indices = std::make_index_sequence<count>;

  static constexpr std::size_t none = count;

  static constexpr std::size_t find_last_variable() {
    std::size_t last = none;
    for (std::size_t i = 0; i < count; ++i) {
      if (least[i] != most[i]) last = i;
    }
    return last;
  }
  static constexpr std::size_t last_variable = find_last_variable();

  /// The nearest field before segment `index`.
  static constexpr std::size_t field_before(std::size_t index) {
    std::size_t found = none;
    for (std::size_t i = 0; i < index; ++i) {
      if (kind[i] == segment_kind::field) found = i;
    }
    return found;
  }

  /// Segment i stands at at[i] and ends at at[i + 1].
  struct bounds {
    std::size_t at[count + 1]{};
    [[nodiscard]] constexpr std::size_t size(std::size_t i) const { return at[i + 1] - at[i]; }
  };

  static constexpr bool fits(std::size_t prefix_size, std::size_t text_size) {
    return text_size >= prefix_size + min_size && text_size <= prefix_size + max_size;
  }

  /// Finds the segments in a text that `fits`; false where a variable one has too few digits or too many, or leaves too
  /// little to those behind it. `found.at` is then right up to the segment where it went wrong, `stopped`.
  static constexpr bool place(std::size_t prefix_size, std::string_view text, bounds& found, std::size_t& stopped) {
    found.at[0] = prefix_size;
    return place_each(text, found, stopped, indices{});
  }

  /// How many digits stand at `at`, up to `room`.
  template <class Digits>
  static constexpr std::size_t run(std::string_view text, std::size_t at, std::size_t room) {
    std::size_t i = 0;
    while (i < room && at + i < text.size() && Digits::set.contains(static_cast<unsigned char>(text[at + i]))) ++i;
    return i;
  }

  /// The bytes from which the check that is segment Index is computed.
  template <covers Span>
  static constexpr std::string_view covered(std::string_view text, const bounds& found, std::size_t index) {
    if constexpr (Span == covers::everything_before) {
      return text.substr(0, found.at[index]);
    } else if constexpr (Span == covers::before_separator) {
      return text.substr(0, found.at[index - 1]);
    } else {
      const std::size_t body = field_before(index);
      return text.substr(found.at[body], found.size(body));
    }
  }

  /// Whether a check covers segment `index`, or it is one itself.
  static constexpr bool is_covered(std::size_t index) {
    bool covered = kind[index] == segment_kind::check;
    for (std::size_t i = index + 1; i < count; ++i) {
      if (kind[i] != segment_kind::check) continue;
      covered = covered || span[i] == covers::everything_before ||
                (span[i] == covers::before_separator && index + 1 < i) ||
                (span[i] == covers::body && index == field_before(i));
    }
    return covered;
  }
  static constexpr bool has_check() {
    bool found = false;
    for (const segment_kind one : kind) found = found || one == segment_kind::check;
    return found;
  }
  /// Whether a check covers the prefix.
  static constexpr bool prefix_is_covered() {
    bool covered = false;
    for (std::size_t i = 0; i < count; ++i) {
      covered = covered || (kind[i] == segment_kind::check && span[i] != covers::body);
    }
    return covered;
  }

  /// Whether a text is of this format: the hot path, without a reason.
  static constexpr bool valid(std::string_view prefix, std::string_view text) {
    if (!fits(prefix.size(), text.size()) || !text.starts_with(prefix)) return false;
    bounds found;
    std::size_t stopped = 0;
    return place(prefix.size(), text, found, stopped) && all_hold(text, found, indices{});
  }

  /// Whether segment Index is what it should be.
  template <std::size_t Index, class One>
  static constexpr bool holds(std::string_view text, const bounds& found) {
    const char* at = text.data() + found.at[Index];
    if constexpr (kind_of<One> == segment_kind::literal) {
      return text.substr(found.at[Index], One::min_size) == One::text;
    } else if constexpr (kind_of<One> == segment_kind::field) {
      return kernel::all_digits<typename One::digits>(at, is_variable<One> ? found.size(Index) : One::min_size);
    } else if constexpr (kind_of<One> == segment_kind::length) {
      return One::matches(found.size(field_before(Index)), at);
    } else {
      return One::matches(covered<One::span>(text, found, Index), at);
    }
  }

 private:
  template <std::size_t Index, class One>
  static constexpr bool place_one(std::string_view text, bounds& found, std::size_t& stopped) {
    std::size_t size = One::min_size;
    if constexpr (is_variable<One>) {
      constexpr std::size_t behind = least_from(Index + 1);
      if constexpr (Index == last_variable) {
        size = text.size() - found.at[Index] - behind;
      } else {
        size = run<typename One::digits>(text, found.at[Index], One::max_size);
      }
      const bool leaves_too_little = text.size() - found.at[Index] - size < behind;
      if (size < One::min_size || size > One::max_size || leaves_too_little) {
        stopped = Index;
        return false;
      }
    }
    found.at[Index + 1] = found.at[Index] + size;
    return true;
  }
  template <std::size_t... Place>
  static constexpr bool place_each(std::string_view text, bounds& found, std::size_t& stopped,
                                   std::index_sequence<Place...>) {
    return (place_one<Place, Segment>(text, found, stopped) && ...);
  }
  template <std::size_t... Place>
  static constexpr bool all_hold(std::string_view text, const bounds& found, std::index_sequence<Place...>) {
    return (holds<Place, Segment>(text, found) && ...);
  }

 public:
  /// The least that segments `index` and later need.
  static constexpr std::size_t least_from(std::size_t index) {
    std::size_t sum = 0;
    for (std::size_t i = index; i < count; ++i) sum += least[i];
    return sum;
  }
};

template <class Layout>
struct layout_of_list;
template <class... Segment>
struct layout_of_list<list<Segment...>> {
  using type = layout<Segment...>;
};

}  // namespace jeton::inline v0::detail

#endif

// jeton/detail/composer.hpp
#ifndef JETON_DETAIL_COMPOSER_HPP
#define JETON_DETAIL_COMPOSER_HPP

namespace jeton::inline v0::detail {

/// For a format whose fields are all given.
struct nothing_to_draw {
  template <class Digits>
  static constexpr bool draw(char*, std::size_t) {
    return false;
  }
};

/// Writes a token part by part, in the order of its bytes: texts, digits that are drawn or given, checks.
template <class Layout>
struct composer;

template <class... Segment>
struct composer<layout<Segment...>> {
  using format = layout<Segment...>;
  using bounds = typename format::bounds;

  template <class One>
  static constexpr std::size_t bytes_drawn() {
    if constexpr (kind_of<One> == segment_kind::field && !is_variable<One>) {
      return bytes_for(One::min_size, One::digits::size);
    }
    return 0;
  }
  /// How many random bytes one token takes, but for the rare one that needs a second draw.
  static constexpr std::size_t draw_size =
      (bytes_drawn<Segment>() + ... + 0) == 0 ? std::size_t{1} : (bytes_drawn<Segment>() + ... + 0);

  /// Writes a token to `out` and returns its size; 0 where the digits fail. `given` has a text of the right size and
  /// digits for each field of variable size.
  template <class DigitSource>
  static constexpr std::size_t write(std::string_view prefix, DigitSource& digits, const std::string_view* given,
                                     char* out) {
    for (std::size_t i = 0; i < prefix.size(); ++i) out[i] = prefix[i];
    bounds found;
    found.at[0] = prefix.size();
    return write_each(digits, given, out, found, typename format::indices{}) ? found.at[format::count] : 0;
  }

  /// Whether the given texts have the sizes, and the digits, of the fields of variable size.
  static constexpr bool sizes_fit(const std::string_view* given) { return (size_fits<Segment>(given) && ...); }
  static constexpr bool digits_fit(const std::string_view* given) { return (digit_fits<Segment>(given) && ...); }

 private:
  template <class One>
  static constexpr bool size_fits(const std::string_view*& given) {
    if constexpr (is_variable<One>) {
      const std::size_t size = (given++)->size();
      return size >= One::min_size && size <= One::max_size;
    }
    return true;
  }
  template <class One>
  static constexpr bool digit_fits(const std::string_view*& given) {
    if constexpr (is_variable<One>) return One::digits::contains(*given++);
    return true;
  }

  template <class DigitSource, std::size_t... Place>
  static constexpr bool write_each(DigitSource& digits, const std::string_view* given, char* out, bounds& found,
                                   std::index_sequence<Place...>) {
    return (write_one<Place, Segment>(digits, given, out, found) && ...);
  }

  template <std::size_t Index, class One, class DigitSource>
  static constexpr bool write_one(DigitSource& digits, const std::string_view*& given, char* out, bounds& found) {
    char* at = out + found.at[Index];
    std::size_t size = One::min_size;
    if constexpr (kind_of<One> == segment_kind::literal) {
      for (std::size_t i = 0; i < size; ++i) at[i] = One::text[i];
    } else if constexpr (is_variable<One>) {
      size = given->size();
      for (std::size_t i = 0; i < size; ++i) at[i] = (*given)[i];
      ++given;
    } else if constexpr (kind_of<One> == segment_kind::field) {
      if (!digits.template draw<typename One::digits>(at, size)) return false;
    } else if constexpr (kind_of<One> == segment_kind::length) {
      One::write(found.size(format::field_before(Index)), at);
    } else {
      const std::string_view so_far{out, found.at[Index]};
      One::write(format::template covered<One::span>(so_far, found, Index), at);
    }
    found.at[Index + 1] = found.at[Index] + size;
    return true;
  }
};

}  // namespace jeton::inline v0::detail

#endif

// jeton/detail/diagnosis.hpp
#ifndef JETON_DETAIL_DIAGNOSIS_HPP
#define JETON_DETAIL_DIAGNOSIS_HPP

namespace jeton::inline v0 {

/// Why a text is no token of a format, in the order of the checks. Positions are bytes from 0.
enum class token_fault : unsigned char {
  prefix,        ///< it does not begin with the prefix; position: the first byte that differs
  length,        ///< too short (position: its size) or too long (position: the first byte too many)
  separator,     ///< a fixed text inside it is another; position: the first byte that differs
  alphabet,      ///< a byte of a field or of a check is no digit there; position: that byte
  field_length,  ///< the length field does not say how long the field is; position: where the length field begins
  checksum,      ///< the check does not belong to the bytes it covers; position: where the check begins
};
using token_error = error_at<token_fault>;

[[nodiscard]] constexpr std::string_view describe(token_fault fault) {
  switch (fault) {
    case token_fault::prefix:
      return "does not begin with the prefix";
    case token_fault::length:
      return "too short or too long";
    case token_fault::separator:
      return "a separator is not where it belongs";
    case token_fault::alphabet:
      return "a character that this format does not use here";
    case token_fault::field_length:
      return "the length field contradicts the length";
    case token_fault::checksum:
      return "the checksum does not match";
  }
  return "unknown fault";
}

namespace detail {

/// Of two refusals of one text, the one that passed more checks: the format that was meant.
constexpr token_error further(token_error one, token_error other) {
  if (one.reason() != other.reason()) return one.reason() < other.reason() ? other : one;
  return one.position() < other.position() ? other : one;
}

/// How many leading bytes two texts share.
constexpr std::size_t common_prefix(std::string_view left, std::string_view right) {
  std::size_t i = 0;
  while (i < left.size() && i < right.size() && left[i] == right[i]) ++i;
  return i;
}

/// The reason why `Layout::valid(prefix, text)` is false. Not for the hot path: it walks through the text byte by byte.
template <class Layout>
struct diagnosis;

template <class... Segment>
struct diagnosis<layout<Segment...>> {
  using format = layout<Segment...>;
  using bounds = typename format::bounds;

  static constexpr token_error of(std::string_view prefix, std::string_view text) {
    if (!text.starts_with(prefix)) return {token_fault::prefix, common_prefix(prefix, text)};
    const std::size_t most = prefix.size() + format::max_size;
    if (text.size() > most) return {token_fault::length, most};
    if (text.size() < prefix.size() + format::min_size) return {token_fault::length, text.size()};
    bounds found;
    std::size_t stopped = 0;
    if (!format::place(prefix.size(), text, found, stopped)) return of_field(text, found, stopped);
    token_error error{token_fault::checksum, text.size()};
    first_fault(text, found, error, typename format::indices{});
    return error;
  }

 private:
  /// A field of variable size that is too short or too long, or that leaves too little to those behind it.
  static constexpr token_error of_field(std::string_view text, const bounds& found, std::size_t stopped) {
    const std::size_t at = found.at[stopped];
    if (stopped == format::last_variable) {
      const std::size_t longest = at + format::most[stopped] + format::least_from(stopped + 1);
      return {token_fault::length, text.size() > longest ? longest : text.size()};
    }
    const std::size_t run = run_of(text, at, stopped, typename format::indices{});
    const std::size_t end = at + (run < format::most[stopped] ? run : format::most[stopped]);
    if (end == text.size()) return {token_fault::length, end};
    if (run < format::least[stopped]) return {token_fault::alphabet, end};
    constexpr std::string_view texts[format::count] = {text_of<Segment>()...};
    if (text[end] != texts[stopped + 1][0]) return {token_fault::separator, end};
    return {token_fault::length, text.size()};
  }
  template <std::size_t... Place>
  static constexpr std::size_t run_of(std::string_view text, std::size_t at, std::size_t index,
                                      std::index_sequence<Place...>) {
    std::size_t size = 0;
    ((Place == index ? void(size = strange_byte<Segment>(text.substr(at))) : void()), ...);
    return size;
  }

  /// The first byte of `text` that may not stand in segment One; its size where all may.
  template <class One>
  static constexpr std::size_t strange_byte(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size() && bytes_of<One>().contains(static_cast<unsigned char>(text[i]))) ++i;
    return i;
  }

  template <std::size_t... Place>
  static constexpr void first_fault(std::string_view text, const bounds& found, token_error& error,
                                    std::index_sequence<Place...>) {
    (void)((separator_fault<Place, Segment>(text, found, error) || ...) ||
           (alphabet_fault<Place, Segment>(text, found, error) || ...) ||
           (value_fault<Place, Segment>(segment_kind::length, token_fault::field_length, text, found, error) || ...) ||
           (value_fault<Place, Segment>(segment_kind::check, token_fault::checksum, text, found, error) || ...));
  }
  template <std::size_t Index, class One>
  static constexpr bool separator_fault(std::string_view text, const bounds& found, token_error& error) {
    if constexpr (kind_of<One> == segment_kind::literal) {
      const std::size_t same = common_prefix(One::text, text.substr(found.at[Index], One::min_size));
      error = {token_fault::separator, found.at[Index] + same};
      return same < One::min_size;
    } else {
      return false;
    }
  }
  template <std::size_t Index, class One>
  static constexpr bool alphabet_fault(std::string_view text, const bounds& found, token_error& error) {
    const std::size_t good = strange_byte<One>(text.substr(found.at[Index], found.size(Index)));
    error = {token_fault::alphabet, found.at[Index] + good};
    return good < found.size(Index);
  }
  template <std::size_t Index, class One>
  static constexpr bool value_fault(segment_kind kind, token_fault fault, std::string_view text, const bounds& found,
                                    token_error& error) {
    error = {fault, found.at[Index]};
    return kind_of<One> == kind && !format::template holds<Index, One>(text, found);
  }
};

}  // namespace detail

}  // namespace jeton::inline v0

#endif

// jeton/detail/entropy.hpp
#ifndef JETON_DETAIL_ENTROPY_HPP
#define JETON_DETAIL_ENTROPY_HPP

namespace jeton::inline v0::detail {

/// log2, for the entropy of a digit; right to 40 bits.
constexpr double log2(double x) {
  double whole = 0;
  for (; x >= 2; x /= 2) ++whole;
  double fraction = 0;
  for (double bit = 0.5; bit > 1e-12; bit /= 2) {
    x *= x;
    if (x >= 2) {
      x /= 2;
      fraction += bit;
    }
  }
  return whole + fraction;
}

/// The bits that are drawn when a token is generated: digits of fields of fixed size.
template <class... Segment>
constexpr double entropy_of(list<Segment...>) {
  double bits = 0;
  const auto add = [&]<class One>(One) {
    if constexpr (kind_of<One> == segment_kind::field && !is_variable<One>) {
      bits += static_cast<double>(One::min_size) * log2(static_cast<double>(One::digits::size));
    }
  };
  (add(Segment{}), ...);
  return bits;
}

}  // namespace jeton::inline v0::detail

#endif

// jeton/detail/format_rules.hpp
#ifndef JETON_DETAIL_FORMAT_RULES_HPP
#define JETON_DETAIL_FORMAT_RULES_HPP

namespace jeton::inline v0::detail {

/// What a list of segments must obey to be a format whose tokens are read in one way only.
template <class... Segment>
struct format_rules {
  using parted = split<Segment...>;
  static constexpr std::size_t count = sizeof...(Segment);
  static constexpr segment_kind kind[count] = {kind_of<Segment>...};
  static constexpr bool variable[count] = {is_variable<Segment>...};
  static constexpr byte_set bytes[count] = {bytes_of<Segment>()...};
  static constexpr covers span[count] = {span_of<Segment>()...};

  static constexpr bool is_check_of(std::size_t index, covers what) {
    return kind[index] == segment_kind::check && span[index] == what;
  }
  static constexpr bool first_bytes_meet(std::size_t field) {
    byte_set first;
    const std::string_view texts[count] = {text_of<Segment>()...};
    if (!texts[field + 1].empty()) first.add(static_cast<unsigned char>(texts[field + 1][0]));
    return texts[field + 1].empty() || bytes[field].meets(first);
  }
  static consteval bool variable_fields_end() {
    std::size_t last = count;
    for (std::size_t i = 0; i < count; ++i) {
      if (!variable[i]) continue;
      if (last != count && (last + 1 == i || kind[last + 1] != segment_kind::literal || first_bytes_meet(last))) {
        return false;
      }
      last = i;
    }
    return true;
  }
  static consteval bool checks_cover_something() {
    bool field_seen = false;
    for (std::size_t i = 0; i < count; ++i) {
      if ((is_check_of(i, covers::body) || kind[i] == segment_kind::length) && !field_seen) return false;
      if (is_check_of(i, covers::everything_before) && i == 0) return false;
      if (is_check_of(i, covers::before_separator) && (i < 2 || kind[i - 1] != segment_kind::literal)) return false;
      field_seen = field_seen || kind[i] == segment_kind::field;
    }
    return true;
  }
  static consteval bool lengths_fit() {
    constexpr std::size_t most[count] = {Segment::max_size...};
    constexpr std::size_t limit[count] = {length_limit<Segment>()...};
    std::size_t field_size = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (kind[i] == segment_kind::length && field_size > limit[i]) return false;
      if (kind[i] == segment_kind::field) field_size = most[i];
    }
    return true;
  }
  template <class One>
  static constexpr std::size_t length_limit() {
    if constexpr (kind_of<One> == segment_kind::length) return One::max_length;
    return 0;
  }
  static consteval bool prefix_is_apart() {
    if (parted::prefix.empty() || count < 2 || !variable[1]) return true;
    bool has_check = false;
    bool prefix_covered = false;
    for (std::size_t i = 0; i < count; ++i) {
      has_check = has_check || kind[i] == segment_kind::check;
      prefix_covered = prefix_covered || (kind[i] == segment_kind::check && span[i] != covers::body);
    }
    return !has_check || prefix_covered || !bytes[1].contains(static_cast<unsigned char>(parted::prefix.back()));
  }
};

}  // namespace jeton::inline v0::detail

#endif

// jeton/detail/pattern.hpp
#ifndef JETON_DETAIL_PATTERN_HPP
#define JETON_DETAIL_PATTERN_HPP

namespace jeton::inline v0::detail {

/// Between least and most bytes, each from a set.
struct pattern_run {
  byte_set set;
  std::size_t least = 0;
  std::size_t most = 0;
};

/// The shape of a format without its checks: which bytes may stand where. Asked at compile time only.
template <std::size_t Count>
struct pattern {
  pattern_run runs[Count]{};

  [[nodiscard]] constexpr byte_set bytes() const {
    byte_set all;
    for (const pattern_run& run : runs) all.add(run.set);
    return all;
  }
};

/// A run for each byte of a fixed text, and one for each other segment.
template <class... Segment>
constexpr auto pattern_of(list<Segment...>) {
  constexpr std::size_t count =
      ((kind_of<Segment> == segment_kind::literal ? Segment::min_size : std::size_t{1}) + ... + 0);
  pattern<count> made;
  std::size_t next = 0;
  const auto add = [&](byte_set set, std::size_t least, std::size_t most) { made.runs[next++] = {set, least, most}; };
  const auto add_segment = [&]<class One>(One) {
    if constexpr (kind_of<One> == segment_kind::literal) {
      for (std::size_t i = 0; i < One::min_size; ++i) add(byte_set::of(One::text.substr(i, 1)), 1, 1);
    } else {
      add(One::digits::set, One::min_size, One::max_size);
    }
  };
  (add_segment(Segment{}), ...);
  return made;
}

/// A pattern in which everything from the first run of variable size to the last one is a single run: what can be said
/// about each position when the size is known.
template <std::size_t Count>
constexpr pattern<Count + 1> single_gap(const pattern<Count>& from) {
  std::size_t first = Count;
  std::size_t last = 0;
  for (std::size_t i = 0; i < Count; ++i) {
    if (from.runs[i].least == from.runs[i].most) continue;
    if (first == Count) first = i;
    last = i;
  }
  pattern<Count + 1> made;
  std::size_t next = 0;
  for (std::size_t i = 0; i < Count; ++i) {
    if (i < first || i > last) {
      made.runs[next++] = from.runs[i];
      continue;
    }
    pattern_run& gap = made.runs[next];
    gap.set.add(from.runs[i].set);
    gap.least += from.runs[i].least;
    gap.most += from.runs[i].most;
    if (i == last) ++next;
  }
  return made;  // runs that are left over are empty
}

/// Whether a text of `size` bytes could be of both patterns; each has one gap at most.
template <std::size_t Left, std::size_t Right>
constexpr bool meet_at(const pattern<Left>& left, const pattern<Right>& right, std::size_t left_gap,
                       std::size_t right_gap) {
  const auto size_of = [](const pattern_run& run, std::size_t gap) { return run.least == run.most ? run.least : gap; };
  std::size_t l = 0;
  std::size_t r = 0;
  std::size_t left_rest = size_of(left.runs[0], left_gap);
  std::size_t right_rest = size_of(right.runs[0], right_gap);
  for (;;) {
    while (left_rest == 0) {
      if (++l == Left) return true;
      left_rest = size_of(left.runs[l], left_gap);
    }
    while (right_rest == 0) {
      if (++r == Right) return true;
      right_rest = size_of(right.runs[r], right_gap);
    }
    if (!left.runs[l].set.meets(right.runs[r].set)) return false;
    const std::size_t step = left_rest < right_rest ? left_rest : right_rest;
    left_rest -= step;
    right_rest -= step;
  }
}

/// The least and the most bytes of a pattern, and how many of them are not in its gap.
template <std::size_t Count>
constexpr pattern_run extent(const pattern<Count>& of, std::size_t& fixed) {
  pattern_run all;
  for (const pattern_run& run : of.runs) {
    all.least += run.least;
    all.most += run.most;
    if (run.least == run.most) fixed += run.least;
  }
  return all;
}

/// Whether there may be a text of both shapes. Exact where each has at most one field of variable size; else it may say
/// yes although the fields between the first and the last variable one rule it out.
template <std::size_t Left, std::size_t Right>
constexpr bool overlap(const pattern<Left>& one, const pattern<Right>& other) {
  const auto left = single_gap(one);
  const auto right = single_gap(other);
  std::size_t left_fixed = 0;
  std::size_t right_fixed = 0;
  const pattern_run left_extent = extent(left, left_fixed);
  const pattern_run right_extent = extent(right, right_fixed);
  std::size_t size = left_extent.least > right_extent.least ? left_extent.least : right_extent.least;
  for (; size <= left_extent.most && size <= right_extent.most; ++size) {
    if (meet_at(left, right, size - left_fixed, size - right_fixed)) return true;
  }
  return false;
}

}  // namespace jeton::inline v0::detail

#endif

// jeton/detail/regex.hpp
#ifndef JETON_DETAIL_REGEX_HPP
#define JETON_DETAIL_REGEX_HPP

namespace jeton::inline v0::detail {

/// Writes a regular expression; with `out` null it only counts.
struct regex_writer {
  char* out = nullptr;
  std::size_t size = 0;

  constexpr void put(char c) {
    if (out != nullptr) out[size] = c;
    ++size;
  }
  constexpr void put(std::size_t number) {
    if (number >= 10) put(number / 10);
    put(static_cast<char>('0' + number % 10));
  }
  constexpr void literal(std::string_view text) {
    for (const char c : text) {
      if (std::string_view{"\\^$.|?*+()[]{}"}.find(c) != std::string_view::npos) put('\\');
      put(c);
    }
  }
  /// `[0-9A-Za-z]{30}`; a hyphen among the characters stands last.
  constexpr void characters(const byte_set& set, std::size_t least, std::size_t most) {
    put('[');
    for (unsigned first = 0; first < 256; ++first) {
      if (first == '-' || !set.contains(static_cast<unsigned char>(first))) continue;
      unsigned last = first;
      while (last < 255 && last + 1 != '-' && set.contains(static_cast<unsigned char>(last + 1))) ++last;
      in_class(first);
      if (last > first + 1) put('-');
      if (last > first) in_class(last);
      first = last;
    }
    if (set.contains('-')) put('-');
    put(']');
    put('{');
    put(least);
    if (most != least) {
      put(',');
      put(most);
    }
    put('}');
  }

 private:
  constexpr void in_class(unsigned c) {
    if (c == '\\' || c == ']' || c == '[' || c == '^') put('\\');
    put(static_cast<char>(c));
  }
};

template <class... Segment>
constexpr std::size_t write_regex(list<Segment...>, char* out) {
  regex_writer writer{out};
  const auto write_segment = [&]<class One>(One) {
    if constexpr (kind_of<One> == segment_kind::literal) {
      writer.literal(One::text);
    } else {
      writer.characters(One::digits::set, One::min_size, One::max_size);
    }
  };
  (write_segment(Segment{}), ...);
  return writer.size;
}

template <class List>
constexpr auto regex_of(List segments) {
  fixed_string<write_regex(List{}, nullptr)> regex;
  write_regex(segments, regex.chars);
  return regex;
}

}  // namespace jeton::inline v0::detail

#endif

// jeton/token.hpp
#ifndef JETON_TOKEN_HPP
#define JETON_TOKEN_HPP

namespace jeton::inline v0 {

/// The proof that a text has format F: only `F::parse` makes one, so a function that needs a checked token asks for it.
/// It is a view: the text must outlive it. One door leads to the text, `expose()`.
template <class F>
class token {
 public:
  using format = F;

  [[nodiscard]] constexpr std::string_view expose() const { return text_; }
  [[nodiscard]] constexpr std::size_t size() const { return text_.size(); }
  /// The bytes of the prefix, which an administrator may have chosen.
  [[nodiscard]] constexpr std::size_t prefix_size() const { return prefix_size_; }

  template <class Stream>
  friend Stream& operator<<(Stream&, const token&) = delete;  // print fingerprint(expose()) instead

 private:
  friend F;
  friend class result<token, token_error>;  // which may hold none

  /// Only F can make one, so that nobody makes a token in the name of `result`.
  class seal {
    friend F;
    constexpr seal() {}
  };

  constexpr token() = default;
  constexpr token(seal, std::string_view text, std::size_t prefix_size) : text_(text), prefix_size_(prefix_size) {}

  std::string_view text_;
  std::size_t prefix_size_ = 0;
};

/// What a part of a token is.
enum class part_kind : unsigned char { prefix, separator, field, length, checksum };

/// A part of a token, for whoever draws or decodes it.
struct token_part {
  part_kind kind{};
  std::size_t position = 0;  ///< of its first byte
  std::size_t size = 0;      ///< in bytes
  bool covered = false;      ///< whether it is a check or a check covers it, so that a change here is noticed

  /// These bytes of the token that the part belongs to.
  [[nodiscard]] constexpr std::string_view of(std::string_view token_text) const {
    return token_text.substr(position, size);
  }
};

/// The parts of a token in the order of their bytes, its prefix (of any size, also none) first.
template <std::size_t Count>
struct token_parts {
  token_part items[Count]{};

  [[nodiscard]] constexpr const token_part* begin() const { return items; }
  [[nodiscard]] constexpr const token_part* end() const { return items + Count; }
  [[nodiscard]] static constexpr std::size_t size() { return Count; }
  /// The first part of a kind; one of size 0 where there is none.
  [[nodiscard]] constexpr token_part first(part_kind kind) const {
    for (const token_part& part : items) {
      if (part.kind == kind) return part;
    }
    return {kind};
  }
};

namespace detail {

constexpr part_kind public_kind(segment_kind kind) {
  switch (kind) {
    case segment_kind::literal:
      return part_kind::separator;
    case segment_kind::field:
      return part_kind::field;
    case segment_kind::length:
      return part_kind::length;
    case segment_kind::check:
      break;
  }
  return part_kind::checksum;
}

/// A string object that dies at the end of the line, and its text with it.
template <class Text>
concept owning_temporary = std::is_rvalue_reference_v<Text&&> && std::is_class_v<Text> &&
                           std::convertible_to<Text, std::string_view> && !std::is_trivially_destructible_v<Text>;

/// Bytes of a token; `size` exists where all tokens of a format have the same.
template <std::size_t Min, std::size_t Max>
struct token_sizes {
  static constexpr std::size_t min_size = Min;
  static constexpr std::size_t max_size = Max;
};
template <std::size_t Size>
struct token_sizes<Size, Size> {
  static constexpr std::size_t size = Size;
  static constexpr std::size_t min_size = Size;
  static constexpr std::size_t max_size = Size;
};

inline constexpr byte_set url_unreserved =
    byte_set::of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~");
inline constexpr byte_set word_characters =
    byte_set::of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");

}  // namespace detail

/// A format: its parts in the order of their bytes, which are string literals, fields, checks and length fields.
///
///     using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
///     //   acme_pat_ 0123456789ABCDEFGHIJKLMNOPQRST 2Fv1aT
///     //   |         |                              `------ check: CRC-32 of everything before, 6 base62 digits
///     //   |         `------------------------------------- body:  30 base62 digits (178 bits)
///     //   `----------------------------------------------- prefix
///
/// Parts are found by position, so a separator may be a digit of the field beside it. Of several fields of variable
/// size each but the last must end at a fixed text that cannot begin with one of its digits.
template <detail::part... Part>
struct token_format : detail::token_sizes<(detail::segment_of<Part>::type::min_size + ...),
                                          (detail::segment_of<Part>::type::max_size + ...)> {
 private:
  using segments = detail::list<typename detail::segment_of<Part>::type...>;
  using rules = detail::format_rules<typename detail::segment_of<Part>::type...>;
  using parted = typename rules::parted;

 public:
  using layout = typename detail::layout_of_list<typename parted::rest>::type;

  static constexpr bool variable_fields_end = rules::variable_fields_end();
  static_assert(variable_fields_end,
                "jeton: each variable field but the last must end at a text that cannot begin with one of its digits");
  static constexpr bool checks_cover_something = rules::checks_cover_something();
  static_assert(checks_cover_something, "jeton: a check or length field has nothing before it that it could cover");
  static constexpr bool lengths_fit = rules::lengths_fit();
  static_assert(lengths_fit, "jeton: a length field has too few digits for the size of the field before it");
  static constexpr bool prefix_is_apart = rules::prefix_is_apart();
  static_assert(prefix_is_apart,
                "jeton: the prefix runs into a variable body of the same alphabet, and no check covers the prefix");

  /// The fixed text that tokens begin with; empty where there is none.
  static constexpr std::string_view prefix = parted::prefix;
  /// Which bytes may stand where, for the comparison of formats.
  static constexpr auto pattern = detail::pattern_of(segments{});
  /// The format as a regular expression (PCRE, ECMAScript, and RE2 where no field has more than 1000 digits), without
  /// anchors; for registration with scanners.
  static constexpr auto regex = detail::regex_of(segments{});
  /// The bits of randomness in a generated token.
  static constexpr double entropy_bits = detail::entropy_of(segments{});
  /// Whether a token stands in a URL as it is (RFC 3986 §2.3 unreserved characters).
  static constexpr bool url_safe = pattern.bytes().within(detail::url_unreserved);
  /// Whether a double click selects a whole token: letters, digits and underscores only.
  static constexpr bool double_click_selectable = pattern.bytes().within(detail::word_characters);
  /// How many parts a token has, with its prefix.
  static constexpr std::size_t part_count = layout::count + 1;

  /// Whether `text` is a token of this format: the hot path. Time depends on the text's length, on whether it is
  /// accepted, and for one that is refused on the reason; never on the random digits of an accepted one.
  [[nodiscard]] static constexpr bool valid(std::string_view text) { return layout::valid(prefix, text); }

  /// The same, with the reason and the place of the first fault.
  [[nodiscard]] static constexpr result<token<token_format>, token_error> parse(std::string_view text) {
    return parse_after(prefix, text);
  }
  template <detail::owning_temporary Text>
  static void parse(Text&&) = delete;  // a token is a view; keep the string in a variable

  /// The same for a format whose prefix is another one than `prefix`; `jeton::prefixed` calls these.
  [[nodiscard]] static constexpr bool valid_after(std::string_view other_prefix, std::string_view text) {
    return layout::valid(other_prefix, text);
  }
  [[nodiscard]] static constexpr result<token<token_format>, token_error> parse_after(std::string_view other_prefix,
                                                                                      std::string_view text) {
    if (!layout::valid(other_prefix, text)) return detail::diagnosis<layout>::of(other_prefix, text);
    using made = token<token_format>;
    return made{typename made::seal{}, text, other_prefix.size()};
  }

  /// Where the parts of a token lie.
  [[nodiscard]] static constexpr token_parts<part_count> parts(const token<token_format>& of) {
    typename layout::bounds found;
    std::size_t stopped = 0;
    (void)layout::place(of.prefix_size(), of.expose(), found, stopped);
    token_parts<part_count> parts;
    parts.items[0] = {part_kind::prefix, 0, of.prefix_size(), layout::prefix_is_covered()};
    for (std::size_t i = 0; i < layout::count; ++i) {
      parts.items[i + 1] = {detail::public_kind(layout::kind[i]), found.at[i], found.size(i), layout::is_covered(i)};
    }
    return parts;
  }
};

}  // namespace jeton::inline v0

#endif

// jeton/prefixed.hpp
#ifndef JETON_PREFIXED_HPP
#define JETON_PREFIXED_HPP

namespace jeton::inline v0 {

/// Whether an administrator may write `c` into a prefix (GitLab's rule for its instance prefix).
[[nodiscard]] constexpr bool is_prefix_character(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool is_decimal = c >= '0' && c <= '9';
  return is_letter || is_decimal || c == '_' || c == '+' || c == '=' || c == '/' || c == '@' || c == ':' || c == '.' ||
         c == '-';
}

/// Why a text cannot be a prefix, in the order of the checks.
enum class prefix_fault : unsigned char {
  length,    ///< more than 20 characters; position 20
  alphabet,  ///< a character outside `[A-Za-z0-9_+=/@:.-]`; its position
  room,      ///< there are already as many prefixes as are kept
};
using prefix_error = error_at<prefix_fault>;

[[nodiscard]] constexpr std::string_view describe(prefix_fault fault) {
  switch (fault) {
    case prefix_fault::length:
      return "a prefix has 20 characters at most";
    case prefix_fault::alphabet:
      return "a prefix has letters, digits and _+=/@:.- only";
    case prefix_fault::room:
      return "too many earlier prefixes";
  }
  return "unknown fault";
}

/// Where an administrator's prefix stands.
enum class prefix_place : unsigned char {
  alone,            ///< in place of the format's own prefix: `corp_…`
  before_standard,  ///< and a hyphen, in front of it: `acme-glpat-…`
};

/// Format F under a prefix that is known only at run time, and under earlier ones, since old tokens outlive a change. A
/// value with the members of a format: `ours.parse(text)`, `generate(ours)`. The check is computed as F's is, over the
/// prefix that the token really has.
template <class F>
class prefixed {
 public:
  using format = F;
  static constexpr std::size_t max_prefix_size = 20;  ///< characters of an administrator's choice
  static constexpr std::size_t max_prefixes = 8;      ///< the current one and seven earlier ones
  static constexpr std::size_t min_size = F::min_size - F::prefix.size();
  static constexpr std::size_t max_size = F::max_size + max_prefix_size + 1;

  /// The format whose tokens are generated under `prefix`: 0 to 20 characters.
  [[nodiscard]] static constexpr result<prefixed, prefix_error> make(std::string_view prefix,
                                                                     prefix_place place = prefix_place::alone) {
    prefixed made;
    if (const auto added = made.accept_earlier(prefix, place); !added) return added.error();
    return made;
  }

  /// Accepts tokens under an earlier prefix too. One that is accepted already changes nothing.
  constexpr result<void, prefix_error> accept_earlier(std::string_view prefix,
                                                      prefix_place place = prefix_place::alone) {
    constexpr bool any_prefix_is_apart =
        F::layout::least[0] == F::layout::most[0] || F::layout::prefix_is_covered() || !F::layout::has_check();
    static_assert(any_prefix_is_apart,
                  "jeton: a prefix of any text could run into the variable body, and no check covers the prefix");
    if (prefix.size() > max_prefix_size) return prefix_error{prefix_fault::length, max_prefix_size};
    for (std::size_t i = 0; i < prefix.size(); ++i) {
      if (!is_prefix_character(prefix[i])) return prefix_error{prefix_fault::alphabet, i};
    }
    entry next;
    next.append(prefix);
    if (place == prefix_place::before_standard) {
      if (!prefix.empty()) next.append("-");
      next.append(F::prefix);
    }
    for (std::size_t i = 0; i < count_; ++i) {
      if (entries_[i].view() == next.view()) return std::in_place;
    }
    if (count_ == max_prefixes) return prefix_error{prefix_fault::room, 0};
    entries_[count_++] = next;
    return std::in_place;
  }

  /// The prefix of new tokens.
  [[nodiscard]] constexpr std::string_view prefix() const { return entries_[0].view(); }
  /// How many prefixes are accepted, and which; the first is the current one.
  [[nodiscard]] constexpr std::size_t prefix_count() const { return count_; }
  [[nodiscard]] constexpr std::string_view prefix(std::size_t index) const {
    return index < count_ ? entries_[index].view() : std::string_view{};
  }

  [[nodiscard]] constexpr bool valid(std::string_view text) const {
    for (std::size_t i = 0; i < count_; ++i) {
      if (F::valid_after(entries_[i].view(), text)) return true;
    }
    return false;
  }

  /// The error is that of the prefix under which the text came furthest.
  [[nodiscard]] constexpr result<token<F>, token_error> parse(std::string_view text) const {
    token_error furthest;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto parsed = F::parse_after(entries_[i].view(), text);
      if (parsed) return parsed;
      furthest = detail::further(furthest, parsed.error());
    }
    return furthest;
  }
  template <detail::owning_temporary Text>
  void parse(Text&&) const = delete;  // a token is a view; keep the string in a variable

 private:
  friend class result<prefixed, prefix_error>;  // which may hold none

  struct entry {
    char chars[max_prefix_size + 1 + F::prefix.size()]{};
    std::size_t size = 0;

    constexpr void append(std::string_view piece) {
      for (const char c : piece) chars[size++] = c;
    }
    [[nodiscard]] constexpr std::string_view view() const { return {chars, size}; }
  };

  constexpr prefixed() = default;

  entry entries_[max_prefixes]{};
  std::size_t count_ = 0;
};

}  // namespace jeton::inline v0

#endif

// jeton/generate.hpp
#ifndef JETON_GENERATE_HPP
#define JETON_GENERATE_HPP

namespace jeton::inline v0 {

/// Said by name where a format of less than 112 bits is meant: `generate<pin>(jeton::low_entropy)`.
struct low_entropy_t {};
inline constexpr low_entropy_t low_entropy{};

/// The texts of a format's fields of variable size, in the order of their bytes: `generate<sanctum>(given("42"))`.
template <std::size_t Count>
struct given_fields {
  std::string_view texts[Count];
};
template <class... Text>
[[nodiscard]] constexpr given_fields<sizeof...(Text)> given(const Text&... texts) {
  return {{std::string_view{texts}...}};
}

/// Why a token with given fields was not made, in the order of the checks.
enum class generate_error : unsigned char {
  field_length,    ///< a given field is too short or too long for the format
  field_alphabet,  ///< a given field has a character that the format does not use there
  random,          ///< the source of randomness failed
};

[[nodiscard]] constexpr std::string_view describe(generate_error error) {
  switch (error) {
    case generate_error::field_length:
      return "a given field is too short or too long for this format";
    case generate_error::field_alphabet:
      return "a given field has a character that this format does not use";
    case generate_error::random:
      return "the source of randomness failed";
  }
  return "unknown fault";
}

namespace detail {

template <class F>
consteval void check_entropy() {
  constexpr bool has_112_bits = F::entropy_bits >= 112;
  static_assert(has_112_bits, "jeton: tokens of this format can be guessed: under 112 bits; say jeton::low_entropy");
}
template <class F>
consteval void check_no_fields_are_given() {
  constexpr bool all_fields_are_drawn = F::layout::variable_count == 0;
  static_assert(all_fields_are_drawn, "jeton: a field of variable size must be given: generate<F>(jeton::given(…))");
}

/// One token under `prefix`; `given` has the texts of its fields of variable size.
template <class F, std::size_t Room, class Source>
constexpr result<secret<Room>, random_error> generate_one(std::string_view prefix, Source& source,
                                                          const std::string_view* given = nullptr) {
  using composer = composer<typename F::layout>;
  digit_source<Source, composer::draw_size> digits{source, composer::draw_size};
  result<secret<Room>, random_error> made{
      std::in_place, [&](std::span<char, Room> out) { return composer::write(prefix, digits, given, out.data()); }};
  if (made->empty()) made = digits.error();
  return made;
}

/// One token in each of `many`, or an error and none.
template <class F, std::size_t Room, class Source>
constexpr result<void, random_error> generate_many(std::string_view prefix, std::span<secret<Room>> many,
                                                   Source& source) {
  using composer = composer<typename F::layout>;
  digit_source<Source, os_random::max_draw> digits{source, many.size() * composer::draw_size};
  for (secret<Room>& one : many) {
    one.assign([&](std::span<char, Room> out) { return composer::write(prefix, digits, nullptr, out.data()); });
    if (one.empty()) {
      for (secret<Room>& made : many) made.clear();
      return digits.error();
    }
  }
  return std::in_place;
}

/// One token under `prefix` with the given texts in it.
template <class F, std::size_t Room, std::size_t Count, class Source>
constexpr result<secret<Room>, generate_error> generate_given(std::string_view prefix,
                                                              const given_fields<Count>& fields, Source& source) {
  constexpr bool each_variable_field_is_given = Count == F::layout::variable_count;
  static_assert(each_variable_field_is_given, "jeton: give one text for each field of variable size");
  using composer = composer<typename F::layout>;
  if (!composer::sizes_fit(fields.texts)) return generate_error::field_length;
  if (!composer::digits_fit(fields.texts)) return generate_error::field_alphabet;
  auto made = generate_one<F, Room>(prefix, source, fields.texts);
  if (!made) return generate_error::random;
  return *std::move(made);
}

}  // namespace detail

/// A fresh token: every digit of its fields is drawn without bias from the operating system's CSPRNG, or from `source`.
/// Constexpr when the source is. Bytes of the source are used in order; one that would favour some digits is skipped:
/// a byte b stands for digit b mod r of r digits unless b >= 256 - 256 mod r.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, random_error> generate(Source&& source = {}) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_one<F, F::max_size>(F::prefix, source);
}

/// The same for a format whose tokens can be guessed.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, random_error> generate(low_entropy_t, Source&& source = {}) {
  detail::check_no_fields_are_given<F>();
  return detail::generate_one<F, F::max_size>(F::prefix, source);
}

/// A fresh token under the current prefix of `format`.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, random_error> generate(const prefixed<F>& format,
                                                                                     Source&& source = {}) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_one<F, prefixed<F>::max_size>(format.prefix(), source);
}

/// Fills `many` with fresh tokens from as few draws as possible (of at most 4 KiB each), or clears all and says why.
template <class F, std::size_t Extent, random_source Source = os_random>
[[nodiscard]] constexpr result<void, random_error> generate(std::span<secret<F::max_size>, Extent> many,
                                                            Source&& source = {}) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_many<F>(F::prefix, std::span<secret<F::max_size>>{many}, source);
}

/// The same under the current prefix of `format`.
template <class F, std::size_t Extent, random_source Source = os_random>
[[nodiscard]] constexpr result<void, random_error> generate(const prefixed<F>& format,
                                                            std::span<secret<prefixed<F>::max_size>, Extent> many,
                                                            Source&& source = {}) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_many<F>(format.prefix(), std::span<secret<prefixed<F>::max_size>>{many}, source);
}

/// A token whose fields of variable size are given; those of fixed size are drawn. How much entropy the given ones
/// bring is the caller's to know.
template <class F, std::size_t Count, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, generate_error> generate(const given_fields<Count>& fields,
                                                                             Source&& source = {}) {
  return detail::generate_given<F, F::max_size>(F::prefix, fields, source);
}

/// The same under the current prefix of `format`.
template <class F, std::size_t Count, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, generate_error> generate(
    const prefixed<F>& format, const given_fields<Count>& fields, Source&& source = {}) {
  return detail::generate_given<F, prefixed<F>::max_size>(format.prefix(), fields, source);
}

}  // namespace jeton::inline v0

#endif

// jeton/opaque.hpp
#ifndef JETON_OPAQUE_HPP
#define JETON_OPAQUE_HPP

namespace jeton::inline v0 {

/// A token without shape: Min to Max bytes of printable ASCII, as a predetermined or inherited one may be. It has no
/// prefix, no check, and makes no claim of entropy, so it is never generated. In a list of formats it stands last and
/// takes only what no other format's prefix claims.
template <std::size_t Min = 20, std::size_t Max = 255>
struct opaque : detail::token_sizes<Min, Max> {
  using layout = detail::layout<field<printable_digits, Min, Max>>;
  static constexpr std::string_view prefix{};
  static constexpr auto pattern = detail::pattern_of(detail::list<field<printable_digits, Min, Max>>{});
  static constexpr auto regex = detail::regex_of(detail::list<field<printable_digits, Min, Max>>{});
  static constexpr double entropy_bits = 0;
  static constexpr bool url_safe = false;
  static constexpr bool double_click_selectable = false;
  static constexpr bool is_opaque = true;

  [[nodiscard]] static constexpr bool valid(std::string_view text) { return layout::valid({}, text); }
  [[nodiscard]] static constexpr result<token<opaque>, token_error> parse(std::string_view text) {
    if (!layout::valid({}, text)) return detail::diagnosis<layout>::of({}, text);
    using made = token<opaque>;
    return made{typename made::seal{}, text, 0};
  }
  /// One field, which no check covers.
  [[nodiscard]] static constexpr token_parts<1> parts(const token<opaque>& of) {
    return {{{part_kind::field, 0, of.size(), false}}};
  }
  template <detail::owning_temporary Text>
  static void parse(Text&&) = delete;  // a token is a view; keep the string in a variable
};

}  // namespace jeton::inline v0

#endif

// jeton/identify.hpp
#ifndef JETON_IDENTIFY_HPP
#define JETON_IDENTIFY_HPP

namespace jeton::inline v0 {

namespace detail {

template <class F>
concept opaque_format = requires { requires F::is_opaque; };

/// Whether some text could be of both formats. Nothing is known of one whose prefix comes at run time, and an opaque
/// one yields to every other.
template <class Left, class Right>
consteval bool formats_overlap() {
  if constexpr (requires { Left::pattern, Right::pattern; } && !opaque_format<Left> && !opaque_format<Right>) {
    return overlap(Left::pattern, Right::pattern);
  } else {
    return opaque_format<Left> && opaque_format<Right>;
  }
}

template <class... F>
struct format_set;
template <>
struct format_set<> {
  static constexpr bool overlaps = false;
  static constexpr bool opaque_stands_last = true;
};
template <class First, class... Rest>
struct format_set<First, Rest...> {
  static constexpr bool overlaps = (formats_overlap<First, Rest>() || ...) || format_set<Rest...>::overlaps;
  static constexpr bool opaque_stands_last =
      (!opaque_format<First> || sizeof...(Rest) == 0) && format_set<Rest...>::opaque_stands_last;
};

template <class F>
constexpr bool claims(const F&, std::string_view text) {
  return !F::prefix.empty() && text.starts_with(F::prefix);
}
template <class F>
constexpr bool claims(const prefixed<F>& format, std::string_view text) {
  for (std::size_t i = 0; i < format.prefix_count(); ++i) {
    if (!format.prefix(i).empty() && text.starts_with(format.prefix(i))) return true;
  }
  return false;
}

}  // namespace detail

/// Which of several formats a text has: its index in the list. Formats that share a prefix are told apart by their
/// shape; formats that one text could belong to do not compile together. The error is that of the format which claims
/// the text by its prefix, and of several the one where it came furthest; `prefix` where none claims it.
template <class... F>
[[nodiscard]] constexpr result<std::size_t, token_error> identify(std::string_view text, const F&... formats) {
  static_assert(sizeof...(F) > 0, "jeton: identify needs a list of formats");
  constexpr bool formats_overlap = detail::format_set<F...>::overlaps;
  static_assert(!formats_overlap, "jeton: a text could be of two of these formats");
  constexpr bool opaque_stands_last = detail::format_set<F...>::opaque_stands_last;
  static_assert(opaque_stands_last, "jeton: opaque takes what no other format claims, so it stands last");

  const bool claimed = (detail::claims(formats, text) || ...);
  std::size_t index = 0;
  token_error furthest;
  const auto has = [&]<class One>(const One& format) {
    const bool may_take = !detail::opaque_format<One> || !claimed;
    const auto parsed = format.parse(text);
    if (may_take && parsed) return true;
    if (!parsed &&
        (claimed ? detail::claims(format, text) : parsed.error() == token_fault::prefix || sizeof...(F) == 1)) {
      furthest = detail::further(furthest, parsed.error());
    }
    ++index;
    return false;
  };
  if ((has(formats) || ...)) return index;
  return furthest;
}

/// The same for formats that are known at compile time: `identify<ghp, npm>(text)`.
template <class... F>
  requires(sizeof...(F) > 0)
[[nodiscard]] constexpr result<std::size_t, token_error> identify(std::string_view text) {
  return identify(text, F{}...);
}

}  // namespace jeton::inline v0

#endif

// jeton/github.hpp
#ifndef JETON_GITHUB_HPP
#define JETON_GITHUB_HPP

/// GitHub's tokens. GitHub announced prefix, CRC-32 and base62 (blog, 2021-04-05) but no exact specification; what
/// stands here was recomputed on published tokens (42 of 44 classic ones, two had been broken on purpose).
namespace jeton::inline v0::github {

/// The form of 2021: 30 base62 digits and the CRC-32 of these 30 alone, so that one body is good under every prefix.
template <fixed_string Prefix>
using classic = token_format<Prefix, base62<30>, crc32_base62<6, covers::body>>;

using classic_pat = classic<"ghp_">;         ///< personal access token (classic)
using oauth_token = classic<"gho_">;         ///< OAuth access token
using user_token = classic<"ghu_">;          ///< user access token of a GitHub App
using installation_token = classic<"ghs_">;  ///< installation access token of a GitHub App, until 2026

/// Refresh token of a GitHub App: 80 bytes, where many scanners still expect 40. Verified on one published token.
using refresh_token = token_format<"ghr_", base62<70>, crc32_base62<6, covers::body>>;

/// Fine-grained personal access token: 22 digits, 43 digits, the first 40 bits of the SHA-256 of everything before in
/// base32, and 8 digits of unknown meaning that no check covers. Not documented by GitHub; verified on four published
/// tokens. How much of the 22 is random is unknown too, so `entropy_bits` is what *we* would draw.
using fine_grained_pat = token_format<"github_pat_", base62<22>, "_", base62<43>, sha256_base32<8>, base62<8>>;

/// Installation access token since 2026-04-27: `ghs_`, the App's id, and a JWT of about 500 bytes. No check that a
/// client could compute (changelog 2026-04-24); this is a shape. The bounds are ours: a JWT of a 32-byte signature or
/// more.
using installation_jwt =
    token_format<"ghs_", decimal<1, 20>, "_", base64url<16, 1000>, ".", base64url<16, 1000>, ".", base64url<43, 1000>>;

}  // namespace jeton::inline v0::github

#endif

// jeton/gitlab/token.hpp
#ifndef JETON_GITLAB_TOKEN_HPP
#define JETON_GITLAB_TOKEN_HPP

/// GitLab's token formats (doc/security/tokens/_index.md), and the shapes that scanners use where the documentation
/// gives a prefix only. An administrator's prefix: `jeton::prefixed<gitlab::personal_access_token>`.
namespace jeton::inline v0::gitlab {

/// Routable token, current form (lib/authn/token_field/generator/routable_token.rb): base64url of 16 random bytes, the
/// payload and its length; version 01; the length of that text; the CRC-32 of everything before it, prefix included, in
/// base36. Verified 4/4. See gitlab/route.hpp for what the payload says.
template <fixed_string Prefix>
using routable = token_format<Prefix, base64url<27, 300>, ".01.", length_base36<2>, crc32_base36<7>>;

/// Routable token of 2024-11 to 2025-04, without a version and with payload and random bytes the other way round.
/// Verified 3/3. To be recognised; nobody makes them any more.
template <fixed_string Prefix>
using routable_v0 = token_format<Prefix, base64url<27, 300>, ".", length_base36<2>, crc32_base36<7>>;

/// The form before: random digits only, no check.
template <fixed_string Prefix, std::size_t Size = 20>
using legacy = token_format<Prefix, base64url<Size>>;

/// Personal, impersonation, project and group access tokens: all new ones are routable. GitLab draws its 20 legacy
/// digits from 60 characters, which makes 117.5 bits, not the 120 that base64url would have.
using personal_access_token = routable<"glpat-">;
using personal_access_token_v0 = routable_v0<"glpat-">;
using personal_access_token_legacy = legacy<"glpat-">;

using deploy_token = routable<"gldt-">;
using deploy_token_legacy = legacy<"gldt-">;

/// Runner authentication tokens carry the runner's type: instance, group or project.
using instance_runner_token = routable<"glrt-t1_">;
using group_runner_token = routable<"glrt-t2_">;
using project_runner_token = routable<"glrt-t3_">;
using runner_token_legacy = legacy<"glrt-">;
using registered_runner_token = routable<"glrtr-">;       ///< made with a registration token
using registered_runner_token_legacy = legacy<"glrtr-">;  ///< made with a registration token

using oauth_application_secret = legacy<"gloas-", 64>;
using feed_token = legacy<"glft-">;
using feed_token_for_path =
    token_format<"glft-", hex<64>, "-", decimal<1, 20>>;  ///< weak: bound to a path and a user id
using incoming_mail_token = legacy<"glimt-", 25>;
using trigger_token = token_format<"glptt-", hex<40>>;
using agent_token = legacy<"glagent-", 50>;
using ci_job_token =
    token_format<"glcbt-", base62<1, 5>, "_", base64url<20>>;  ///< the first field is the partition's id
using scim_token = legacy<"glsoat-">;
using feature_flags_client_token = legacy<"glffct-">;
using workspace_token = token_format<"glwt-", base64url<20, 100>>;  ///< weak: only the prefix is documented (18.2)
using runner_registration_token = legacy<"GR1348941">;              ///< deprecated
using session_cookie = token_format<"_gitlab_session=", base36<32>>;

}  // namespace jeton::inline v0::gitlab

#endif

// jeton/gitlab/route.hpp
#ifndef JETON_GITLAB_ROUTE_HPP
#define JETON_GITLAB_ROUTE_HPP

namespace jeton::inline v0::gitlab {

/// Why a routable token names no route, in the order of the checks.
enum class route_fault : unsigned char {
  encoding,   ///< the payload field is not canonical base64url; position in the token
  length,     ///< the length byte inside leaves less than 16 random bytes, or the payload has more than 208;
              ///< position 0, or 208
  line,       ///< not `key:value`, the key one lower-case letter and the value not empty; position in the payload
  duplicate,  ///< a key comes twice; position in the payload
  number,     ///< asked as a number, a value is no base36 number below 2^64
};
using route_error = error_at<route_fault>;

[[nodiscard]] constexpr std::string_view describe(route_fault fault) {
  switch (fault) {
    case route_fault::encoding:
      return "the payload is not canonical base64url";
    case route_fault::length:
      return "the length inside contradicts the length of the payload";
    case route_fault::line:
      return "a line of the payload is not key:value";
    case route_fault::duplicate:
      return "a key of the payload comes twice";
    case route_fault::number:
      return "a value of the payload is not a base36 number below 2^64";
  }
  return "unknown fault";
}

/// What a routable token says about where it belongs: `key:value` lines. For routing only: nothing of it is
/// authenticated, and GitLab's own application never reads it. Keys that this version does not name are kept, and
/// `value` finds them.
class route {
 public:
  static constexpr std::size_t max_size = 208;  ///< bytes of payload that fit into 300 base64url digits

  constexpr route() = default;

  [[nodiscard]] constexpr std::string_view payload() const { return {payload_, size_}; }
  [[nodiscard]] constexpr std::string_view cell() const { return value('c'); }
  [[nodiscard]] constexpr std::string_view group() const { return value('g'); }
  [[nodiscard]] constexpr std::string_view organization() const { return value('o'); }
  [[nodiscard]] constexpr std::string_view project() const { return value('p'); }
  [[nodiscard]] constexpr std::string_view runner_type() const { return value('t'); }
  [[nodiscard]] constexpr std::string_view user() const { return value('u'); }

  /// The text after `key:`; empty where the key is absent. The view must not outlive this object.
  [[nodiscard]] constexpr std::string_view value(char key) const {
    for (std::size_t at = 0; at < size_;) {
      const std::string_view line = line_at(at);
      if (line[0] == key) return line.substr(2);
      at += line.size() + 1;
    }
    return {};
  }

  /// The value of a key as the number it is in base36.
  [[nodiscard]] constexpr result<std::uint64_t, route_error> number(char key) const {
    std::uint64_t sum = 0;
    const std::string_view digits = value(key);
    for (const char digit : digits) {
      std::size_t place = 0;
      while (place < base36_digits::size && base36_digits::digits[place] != digit) ++place;
      if (place == base36_digits::size || sum > (~std::uint64_t{0} - place) / 36) return route_fault_of(key);
      sum = sum * 36 + place;
    }
    if (digits.empty()) return route_fault_of(key);
    return sum;
  }

  /// Reads a payload: lines of `key:value` with a line feed between them.
  [[nodiscard]] static constexpr result<route, route_error> parse(std::string_view payload) {
    route made;
    if (payload.size() > max_size) return route_error{route_fault::length, max_size};
    for (std::size_t i = 0; i < payload.size(); ++i) made.payload_[i] = payload[i];
    made.size_ = payload.size();
    std::uint32_t seen = 0;
    std::size_t at = 0;
    do {
      const std::string_view line = made.line_at(at);
      if (line.size() < 3 || line[0] < 'a' || line[0] > 'z' || line[1] != ':')
        return route_error{route_fault::line, at};
      const std::uint32_t key = std::uint32_t{1} << (line[0] - 'a');
      if ((seen & key) != 0) return route_error{route_fault::duplicate, at};
      seen |= key;
      at += line.size() + 1;
    } while (at <= payload.size());
    return made;
  }

 private:
  [[nodiscard]] constexpr std::string_view line_at(std::size_t at) const {
    std::size_t end = at;
    while (end < size_ && payload_[end] != '\n') ++end;
    return {payload_ + at, end - at};
  }
  [[nodiscard]] constexpr route_error route_fault_of(char key) const {
    const std::string_view found = value(key);
    return {route_fault::number, found.empty() ? size_ : static_cast<std::size_t>(found.data() - payload_)};
  }

  char payload_[max_size]{};
  std::size_t size_ = 0;
};

inline constexpr std::size_t routable_random_size = 16;  ///< bytes, GitLab's RANDOM_BYTES_LENGTH; readers take more
inline constexpr std::size_t max_payload_size = 159;     ///< bytes that GitLab's generator allows

/// The route in a routable token, of the current or the old form.
template <class F>
[[nodiscard]] constexpr result<route, route_error> route_of(const token<F>& routable_token) {
  const auto parts = F::parts(routable_token);
  const token_part field = parts.first(part_kind::field);
  const std::string_view digits = field.of(routable_token.expose());
  const bool is_v0 = parts.first(part_kind::separator).size == 1;
  constexpr std::size_t max_bytes = jeton::detail::base64_byte_count(F::max_size);
  jeton::detail::wiped_array<unsigned char, max_bytes> bytes;
  if (digits.size() % 4 == 1 || jeton::detail::base64_decode<base64url_digits, F::max_size>(digits, bytes.items) !=
                                    jeton::detail::base64_answer::good) {
    return route_error{route_fault::encoding, field.position};
  }
  const std::size_t size = jeton::detail::base64_byte_count(digits.size());
  // The last byte counts the payload in the current form, the random bytes before it in the old one.
  const std::size_t last = bytes.items[size - 1];
  const std::size_t random_size = is_v0 ? last : size - 1 - last;
  if (last > size - 1 || random_size < routable_random_size) return route_error{route_fault::length, 0};
  const std::size_t payload_size = size - 1 - random_size;
  const std::size_t first = is_v0 ? 0 : random_size;
  jeton::detail::wiped_array<char, max_bytes> payload;
  for (std::size_t i = 0; i < payload_size; ++i) payload.items[i] = static_cast<char>(bytes.items[first + i]);
  return route::parse({payload.items, payload_size});
}

/// A value of a route: a number, written in base36, or a text as it is. Blank ones are left out.
class route_value {
 public:
  constexpr route_value() = default;
  template <std::convertible_to<std::string_view> Text>
  constexpr route_value(const Text& text) : text_(text) {}  // NOLINT: implicit, for designated initialisers
  route_value(std::nullptr_t) = delete;                     // not a literal 0 either; say 0u
  template <std::unsigned_integral Number>
  constexpr route_value(Number number) {  // NOLINT: likewise
    std::uint64_t rest = number;
    do {
      digits_[--first_] = base36_digits::digits[rest % 36];
      rest /= 36;
    } while (rest != 0);
  }

  [[nodiscard]] constexpr std::string_view view() const {
    return first_ == most_digits ? text_ : std::string_view{digits_ + first_, most_digits - first_};
  }

 private:
  static constexpr std::size_t most_digits = 13;  // of 2^64 - 1
  std::string_view text_;
  char digits_[most_digits]{};
  std::size_t first_ = most_digits;
};

/// Where a new token belongs. GitLab asks for an organization, and for a cell once cells are in use.
struct route_fields {
  route_value cell{};
  route_value group{};
  route_value organization{};
  route_value project{};
  route_value runner_type{};
  route_value user{};
};

/// Why no routable token was made, in the order of the checks.
enum class routable_error : unsigned char {
  unrouted,    ///< neither a cell nor an organization is given
  characters,  ///< a value has a line feed, which would begin another line
  too_large,   ///< the payload has more than 159 bytes (GitLab's PayloadTooLarge)
  random,      ///< the source of randomness failed
};

[[nodiscard]] constexpr std::string_view describe(routable_error error) {
  switch (error) {
    case routable_error::unrouted:
      return "a routable token needs an organization or a cell";
    case routable_error::characters:
      return "a value of the route has a line feed";
    case routable_error::too_large:
      return "the payload of the route has more than 159 bytes";
    case routable_error::random:
      return "the source of randomness failed";
  }
  return "unknown fault";
}

namespace detail {

/// The payload of a route: lines in the order of their keys.
struct payload_writer {
  char text[max_payload_size]{};
  std::size_t size = 0;
  bool fits = true;

  constexpr void put(std::string_view piece) {
    fits = fits && piece.size() <= max_payload_size - size;
    for (std::size_t i = 0; fits && i < piece.size(); ++i) text[size++] = piece[i];
  }
  constexpr void line(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    if (size > 0) put("\n");
    put(key);
    put(value);
  }
};

template <class F, std::size_t Room, class Source>
constexpr result<secret<Room>, routable_error> make_routable(std::string_view prefix, const route_fields& fields,
                                                             Source& source) {
  if (fields.cell.view().empty() && fields.organization.view().empty()) return routable_error::unrouted;
  const route_value* const values[] = {&fields.cell,    &fields.group,       &fields.organization,
                                       &fields.project, &fields.runner_type, &fields.user};
  constexpr std::string_view keys[] = {"c:", "g:", "o:", "p:", "t:", "u:"};
  payload_writer payload;
  for (std::size_t i = 0; i < 6; ++i) {
    if (values[i]->view().find('\n') != std::string_view::npos) return routable_error::characters;
    payload.line(keys[i], values[i]->view());
  }
  if (!payload.fits) return routable_error::too_large;

  jeton::detail::wiped_array<unsigned char, Room> bytes;  // as many as the digits, and so more than enough
  if (!source(std::span<unsigned char>{bytes.items, routable_random_size})) return routable_error::random;
  std::size_t size = routable_random_size;
  for (std::size_t i = 0; i < payload.size; ++i) bytes.items[size++] = static_cast<unsigned char>(payload.text[i]);
  bytes.items[size++] = static_cast<unsigned char>(payload.size);
  jeton::detail::wiped_array<char, Room> digits;
  jeton::detail::base64_encode<base64url_digits, Room>(bytes.items, size, digits.items);

  using composer = jeton::detail::composer<typename F::layout>;
  const std::string_view body{digits.items, jeton::detail::base64_digit_count(size)};
  jeton::detail::nothing_to_draw nothing;
  return result<secret<Room>, routable_error>{
      std::in_place, [&](std::span<char, Room> out) { return composer::write(prefix, nothing, &body, out.data()); }};
}

}  // namespace detail

/// A fresh routable token with 128 random bits; F is of the current form. The source gives 16 bytes.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, routable_error> generate_routable(const route_fields& fields,
                                                                                      Source&& source = {}) {
  return detail::make_routable<F, F::max_size>(F::prefix, fields, source);
}

/// The same under the current prefix of `format`.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, routable_error> generate_routable(
    const prefixed<F>& format, const route_fields& fields, Source&& source = {}) {
  return detail::make_routable<F, prefixed<F>::max_size>(format.prefix(), fields, source);
}

}  // namespace jeton::inline v0::gitlab

#endif

// jeton/issuers.hpp
#ifndef JETON_ISSUERS_HPP
#define JETON_ISSUERS_HPP

/// Token formats of other issuers. *Verified*: the checksum was recomputed on that many published tokens. *Weak*: one
/// token, a scanner's rule or a third party is all the evidence. A shape without a check recognises; it refuses little.
namespace jeton::inline v0::issuers {

/// Digits of fields that no number system has.
struct alnum_dash_digits : alphabet<"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"> {};
struct planetscale_digits : alphabet<"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.-="> {};
struct terraform_digits : alphabet<"0123456789abcdefghijklmnopqrstuvwxyz-_="> {};

// ---- with a checksum ------------------------------------------------------------------------------------------------

/// npm access token, GitHub's classic form (github.blog 2021-09-23). Verified 2/2.
using npm = token_format<"npm_", base62<30>, crc32_base62<6, covers::body>>;

/// Vercel (changelog 2026): GitHub's form with 50 digits. Verified 4/4. `vcp_` personal, `vci_` integration, `vca_`
/// app, `vcr_` app refresh, `vck_` API key.
template <fixed_string Prefix>
using vercel = token_format<Prefix, base62<50>, crc32_base62<6, covers::body>>;

/// Grafana service account token: the CRC-32 of `glsa_` and the body, its bytes lowest first. Verified 1/1, and in
/// Grafana's source (pkg/components/satokengen).
using grafana = token_format<"glsa_", base62<32>, "_", crc32_hex<8, covers::before_separator, std::endian::little>>;

/// Atlassian API token, 192 bytes; the CRC-32 covers the `=` too. Verified on published tokens.
using atlassian_api = token_format<"ATATT3", base64url<177>, "=", crc32_upper_hex<8>>;
/// Atlassian administration key, Bitbucket access token: the same, of a size that is not fixed. Verified on published
/// tokens.
using atlassian_access = token_format<"ATCTT3", base64url<100, 300>, "=", crc32_upper_hex<8>>;

/// Cloudflare (2026): documented as 40 characters and a checksum. Weak: the algorithm was inferred from one published
/// body. `cfk_` global API key, `cfut_` user token, `cfat_` account token.
template <fixed_string Prefix>
using cloudflare = token_format<Prefix, base62<40>, crc32_hex<8, covers::body>>;

/// Zuplo API key. Weak: verified 1/1.
using zuplo = token_format<"zpka_", hex<32>, "_", crc32_hex<8, covers::body>>;

/// Polar (server/polar/kit/crypto.py): GitHub's form with 37 digits. `polar_oat_` organization, `polar_pat_` personal,
/// and others.
template <fixed_string Prefix>
using polar = token_format<Prefix, base62<37>, crc32_base62<6, covers::body>>;

/// The Apache Software Foundation's draft standard: a product name of 3 to 6 letters. Verified 5/5.
using asf = token_format<"asf_", lower<3, 6>, "_", base62<27>, crc32_base62<6, covers::body>>;

/// Laravel Sanctum since 3.3 (src/HasApiTokens.php): the row's id, a bar, the configured prefix, 40 random characters
/// and their CRC-32. The id and the prefix are not covered.
template <fixed_string Prefix = "">
using sanctum = token_format<decimal<1, 20>, fixed_string{"|"} + Prefix, base62<40>, crc32_hex<8, covers::body>>;

/// Deno Deploy: GitHub's form, prefix covered. Weak: 1 of 5 published samples matches. `ddp_` personal, `ddo_`
/// organization, `ddw_`.
template <fixed_string Prefix>
using deno = token_format<Prefix, base62<30>, crc32_base62<6>>;

// ---- shapes without a checksum, as in the rules of gitleaks and trufflehog ------------------------------------------

/// PyPI: a macaroon; the fixed text is its version and the name of the index.
using pypi = token_format<"pypi-AgEIcHlwaS5vcmc", base64url<50, 1000>>;
using pypi_test = token_format<"pypi-AgENdGVzdC5weXBpLm9yZw", base64url<50, 1000>>;
using crates_io = token_format<"cio", base62<32>>;  ///< src/util/token.rs; no separator
using rubygems = token_format<"rubygems_", hex<48>>;
/// Hugging Face: `hf_` user, `api_org_` organization.
template <fixed_string Prefix>
using hugging_face = token_format<Prefix, base62<34>>;
using slack_bot = token_format<"xoxb-", decimal<10, 13>, "-", decimal<10, 13>, "-", base62<18, 40>>;
using slack_user = token_format<"xoxp-", decimal<10, 13>, "-", decimal<10, 13>, "-", decimal<10, 13>, "-",
                                field<alnum_dash_digits, 28, 34>{}>;
using slack_app = token_format<"xapp-", decimal<1>, "-", field<base36_upper_digits, 9, 13>{}, "-", decimal<10, 16>, "-",
                               base36<32, 80>>;
/// Stripe: `sk_` secret or `rk_` restricted key, `live_` or `test_`.
template <fixed_string Prefix>
using stripe = token_format<Prefix, base62<10, 247>>;
using sentry_user = token_format<"sntryu_", hex<64>>;
using sentry_organization = token_format<"sntrys_eyJ", base64<80, 1000>, "_", base64<43>>;  // padding left aside: weak
/// DigitalOcean: `dop_v1_` personal, `doo_v1_` OAuth, `dor_v1_` refresh.
template <fixed_string Prefix>
using digitalocean = token_format<Prefix, hex<64>>;
/// Shopify: `shpat_` access, `shpca_` custom app, `shppa_` private app, `shpss_` shared secret.
template <fixed_string Prefix>
using shopify = token_format<Prefix, hex<32>>;
using grafana_cloud = token_format<"glc_", base64<32, 400>>;
using databricks = token_format<"dapi", hex<32>>;
/// Doppler: `dp.pt.` personal, `dp.ct.` command line, `dp.sa.` service account.
template <fixed_string Prefix>
using doppler = token_format<Prefix, base62<40, 44>>;
/// OpenAI: `sk-proj-`, `sk-svcacct-`, `sk-admin-`, with 74 or 58 characters on both sides of "OpenAI" in base64.
template <fixed_string Prefix, std::size_t Side = 74>
using openai = token_format<Prefix, base64url<Side>, "T3BlbkFJ", base64url<Side>>;
using openai_legacy = token_format<"sk-", base62<20>, "T3BlbkFJ", base62<20>>;
/// Anthropic: `sk-ant-api03-` or `sk-ant-admin01-`.
template <fixed_string Prefix>
using anthropic = token_format<Prefix, base64url<93>, "AA">;
using fly_deploy = token_format<"fo1_", base64url<43>>;
using vault_service = token_format<"hvs.", base64url<90, 120>>;
using vault_batch = token_format<"hvb.", base64url<138, 300>>;
using supabase_access = token_format<"sbp_", base36<40>>;
using supabase_secret =
    token_format<"sb_secret_", base64url<22>, "_", base64url<8>>;  ///< the tail may be a checksum: weak
using linear = token_format<"lin_api_", base62<40>>;
using postman = token_format<"PMAK-", hex<24>, "-", hex<34>>;
using notion = token_format<"ntn_", decimal<11>, base62<35>>;
using figma = token_format<"figd_", base64url<40>>;
using docker_personal = token_format<"dckr_pat_", base64url<27>>;
using docker_organization = token_format<"dckr_oat_", base64url<32>>;
using buildkite_user = token_format<"bkua_", base36<40>>;
/// PlanetScale: `pscale_tkn_`, `pscale_oauth_`, `pscale_pw_`.
template <fixed_string Prefix>
using planetscale = token_format<Prefix, field<planetscale_digits, 32, 64>{}>;
using terraform = token_format<base36<14>, ".atlasv1.", field<terraform_digits, 60, 70>{}>;

}  // namespace jeton::inline v0::issuers

#endif

// jeton/jeton.hpp
#ifndef JETON_JETON_HPP
#define JETON_JETON_HPP

/// jeton: the API tokens that a service hands out. A format in one line, minted, checked offline, digested. This header
/// is the table of contents; each name stands in the header that is called after it.

// parts

// vocabulary

// the token

// profiles

#endif
