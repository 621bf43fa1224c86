// SPDX-License-Identifier: BSL-1.0
// jeton 0.1.0: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one.

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

// jeton/core/detail/target.hpp
#ifndef JETON_CORE_DETAIL_TARGET_HPP
#define JETON_CORE_DETAIL_TARGET_HPP

/// For functions that must be the same in every translation unit, so that the linker may keep any of them: what goes
/// beyond the oldest processor of the family is switched off, whatever the compiler was told. What a function calls and
/// makes part of itself has this target too, or its own.
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
#define JETON_DETAIL_OLDEST [[gnu::target("no-sse3,no-avx512f,no-bmi,no-bmi2,no-lzcnt,no-popcnt,no-movbe")]]
#else
#define JETON_DETAIL_OLDEST
#endif

#endif

// jeton/bytes/detail/cpu.hpp
#ifndef JETON_BYTES_DETAIL_CPU_HPP
#define JETON_BYTES_DETAIL_CPU_HPP

/// What the processor has beyond what every processor of its kind has, found out once and kept. No answer depends on
/// the flags of the compiler, so units built for different processors can be one program.
namespace jeton { inline namespace v0 { namespace detail::cpu {

/// A set of instruction sets, one bit each.
using features = std::uint32_t;

inline constexpr features nothing = 0;      ///< nothing beyond the oldest processor of its kind
inline constexpr features pclmul = 1 << 0;  ///< x86: PCLMULQDQ, with SSSE3 and SSE4.1
inline constexpr features sha_ni = 1 << 1;  ///< x86: the SHA instructions, with SSSE3 and SSE4.1
inline constexpr features avx2 = 1 << 2;  ///< x86: AVX2, BMI and BMI2, and an operating system that keeps the registers
inline constexpr features avx512 = 1 << 3;          ///< x86: AVX-512 F, BW, DQ and VL, and what avx2 says
inline constexpr features neon_crc32 = 1 << 4;      ///< Arm: the CRC32 instructions
inline constexpr features neon_pmull = 1 << 5;      ///< Arm: PMULL, carry-less multiplication
inline constexpr features neon_sha2 = 1 << 6;       ///< Arm: the SHA-256 instructions
inline constexpr features avx512_vpclmul = 1 << 7;  ///< x86: what avx512 says, and VPCLMULQDQ in its registers
inline constexpr features all = 0xFFFF;
inline constexpr features known = 1U << 31;  // in `cached`: the processor was asked

/// The answer, as limited by a test; 0 before the first question. Constant-initialised, so it is right before `main`
/// too.
inline constinit features cached = 0;

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
struct cpuid_answer {
  std::uint32_t a = 0, b = 0, c = 0, d = 0;
};
JETON_DETAIL_OLDEST inline cpuid_answer cpuid(std::uint32_t leaf) {
  cpuid_answer answer{leaf};
  asm volatile("cpuid" : "+a"(answer.a), "=b"(answer.b), "+c"(answer.c), "=d"(answer.d));
  return answer;
}
#elif defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__) && defined(__linux__)
/// Under a name of our own: C libraries do not agree about its exception specification.
extern "C" unsigned long jeton_getauxval(unsigned long type) asm("getauxval");
#endif

JETON_DETAIL_OLDEST constexpr bool all_of(std::uint32_t bits, std::uint32_t wanted) {
  return (bits & wanted) == wanted;
}

/// Asks the processor. `__builtin_cpu_supports` does not know SHA on Clang 14.
JETON_DETAIL_OLDEST inline features ask() {
  features found = known;
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
  const std::uint32_t last_leaf = cpuid(0).a;
  if (last_leaf < 1) return found;
  const std::uint32_t basic = cpuid(1).c;
  const cpuid_answer seventh = last_leaf < 7 ? cpuid_answer{} : cpuid(7);
  const std::uint32_t more = seventh.b;
  const bool has_sse41 = all_of(basic, 1U << 9 | 1U << 19);
  if (has_sse41 && all_of(basic, 1U << 1)) found |= pclmul;
  if (has_sse41 && all_of(more, 1U << 29)) found |= sha_ni;
  if (!all_of(basic, 1U << 27 | 1U << 28)) return found;  // XGETBV, AVX
  std::uint32_t kept = 0;                                 // the registers that the operating system keeps
  std::uint32_t kept_high = 0;
  asm volatile("xgetbv" : "=a"(kept), "=d"(kept_high) : "c"(0));
  const bool has_avx2 = all_of(kept, 0x06) && all_of(more, 1U << 3 | 1U << 5 | 1U << 8);
  if (has_avx2) found |= avx2;
  if (!has_avx2 || !all_of(kept, 0xE6) || !all_of(more, 1U << 16 | 1U << 17 | 1U << 30 | 1U << 31)) return found;
  found |= avx512;
  if (all_of(seventh.c, 1U << 10)) found |= avx512_vpclmul;
#elif defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__) && defined(__linux__)
  constexpr unsigned long hardware = 16;  // AT_HWCAP
  const unsigned long bits = jeton_getauxval(hardware);
  if ((bits >> 7 & 1) != 0) found |= neon_crc32;
  if ((bits >> 4 & 1) != 0) found |= neon_pmull;
  if ((bits >> 6 & 1) != 0) found |= neon_sha2;
#elif defined(__GNUC__) && defined(__aarch64__) && defined(__APPLE__)
  found |= neon_crc32 | neon_pmull | neon_sha2;  // every processor of Apple's
#endif
  return found;
}

#if defined(__GNUC__)
/// Asks and keeps the answer. Who asks first may be late: another thread may have limited the answer by now.
[[gnu::noinline, gnu::cold]] JETON_DETAIL_OLDEST inline features ask_and_keep() {
  const features asked = ask();
  features before = 0;
  const bool is_first = __atomic_compare_exchange_n(&cached, &before, asked, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return is_first ? asked : before;
}

/// What may be used, `known` included.
[[gnu::always_inline]] inline features usable() {
  const features found = __atomic_load_n(&cached, __ATOMIC_RELAXED);
  return __builtin_expect(found != 0, 1) ? found : ask_and_keep();
}
#else
inline features usable() { return known; }
#endif

[[gnu::always_inline]] inline bool has(features wanted) { return (usable() & wanted) == wanted; }

/// For tests: from now on at most these are used, and never what the processor has not. `limit_to(all)` lifts it.
inline void limit_to(features wanted) {
#if defined(__GNUC__)
  static constinit features asked = 0;
  features found = __atomic_load_n(&asked, __ATOMIC_RELAXED);
  if (found == 0) __atomic_store_n(&asked, found = ask(), __ATOMIC_RELAXED);
  __atomic_store_n(&cached, found & (wanted | known), __ATOMIC_RELAXED);
#else
  (void)wanted;
#endif
}

}}}  // namespace jeton::v0::detail::cpu

#endif

// jeton/bytes/detail/digit_runs.hpp
#ifndef JETON_BYTES_DETAIL_DIGIT_RUNS_HPP
#define JETON_BYTES_DETAIL_DIGIT_RUNS_HPP

namespace jeton { inline namespace v0 { namespace detail {

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

}}}  // namespace jeton::v0::detail

#endif

// jeton/core/constant_time.hpp
#ifndef JETON_CORE_CONSTANT_TIME_HPP
#define JETON_CORE_CONSTANT_TIME_HPP

/// Comparison whose time depends on lengths alone, never on content. What this cannot promise: that the processor runs
/// in constant time (set DIT on Arm or DOITM on Intel yourself), and that MSVC, for which the barrier is a volatile
/// copy, keeps its hands off; GCC and Clang are checked by tests.
namespace jeton { inline namespace v0 { namespace constant_time {

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
template <class Byte>  // char or unsigned char
[[nodiscard]] constexpr bool equal(const Byte* left, const Byte* right, std::size_t size) noexcept;

/// Whether two texts are the same. Texts of different sizes differ, and answer at once: a length is no secret.
[[nodiscard]] constexpr bool equal(std::string_view left, std::string_view right) noexcept;

}}}  // namespace jeton::v0::constant_time

#if defined(__GNUC__)
namespace jeton { inline namespace v0 { namespace detail {

/// The bits in which two words at the same place of two texts differ.
template <class Word>
[[gnu::always_inline]] inline Word difference_at(const void* left, const void* right, std::size_t at) noexcept {
  Word a;
  Word b;
  std::memcpy(&a, static_cast<const char*>(left) + at, sizeof(Word));
  std::memcpy(&b, static_cast<const char*>(right) + at, sizeof(Word));
  return a ^ b;
}

/// 0 if `size` bytes are the same. Only the size decides which bytes are read in what order; where it is no multiple of
/// a word, the last one reaches back over bytes that were compared before.
[[gnu::always_inline]] inline std::uint64_t difference(const void* left, const void* right, std::size_t size) noexcept {
  using word = std::uint64_t;
  using block = word __attribute__((vector_size(16)));
  if (size >= 16) {
    block found = difference_at<block>(left, right, 0);
    for (std::size_t i = 16; i + 16 <= size; i += 16) found |= difference_at<block>(left, right, i);
    word rest = 0;
    if (size % 16 > 8) {
      found |= difference_at<block>(left, right, size - 16);
    } else if (size % 16 != 0) {
      rest = difference_at<word>(left, right, size - 8);
    }
    return found[0] | found[1] | rest;
  }
  if (size >= 8) return difference_at<word>(left, right, 0) | difference_at<word>(left, right, size - 8);
  if (size >= 4) {
    return difference_at<std::uint32_t>(left, right, 0) | difference_at<std::uint32_t>(left, right, size - 4);
  }
  word found = 0;
  for (std::size_t i = 0; i < size; ++i) found |= difference_at<unsigned char>(left, right, i);
  return found;
}

}}}  // namespace jeton::v0::detail
#endif

namespace jeton { inline namespace v0 { namespace constant_time {

template <class Byte>  // char or unsigned char
constexpr bool equal(const Byte* left, const Byte* right, std::size_t size) noexcept {
#if defined(__GNUC__)
  if (!std::is_constant_evaluated()) return value_barrier(detail::difference(left, right, size)) == 0;
#endif
  unsigned difference = 0;
  for (std::size_t i = 0; i < size; ++i) difference |= static_cast<unsigned char>(left[i] ^ right[i]);
  return value_barrier(difference) == 0;
}

// Behind what it calls: Clang 14 would not know that one in a constant expression.
constexpr bool equal(std::string_view left, std::string_view right) noexcept {
  return left.size() == right.size() && equal(left.data(), right.data(), left.size());
}

}}}  // namespace jeton::v0::constant_time

#endif

// jeton/bytes/detail/portable.hpp
#ifndef JETON_BYTES_DETAIL_PORTABLE_HPP
#define JETON_BYTES_DETAIL_PORTABLE_HPP

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

// jeton/core/wipe.hpp
#ifndef JETON_CORE_WIPE_HPP
#define JETON_CORE_WIPE_HPP

#define JETON_TARGET [[gnu::always_inline]] JETON_DETAIL_OLDEST

namespace jeton { inline namespace v0 {

/// Overwrites `count` bytes or words with zeros that no optimiser may leave out. Copies in registers, swap and core
/// dumps are out of its reach.
template <class T>
JETON_TARGET constexpr void wipe(T* first, std::size_t count) noexcept {
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

  JETON_TARGET constexpr wiped_array() {}  // NOLINT: not defaulted, since that one would not have the target
  wiped_array(const wiped_array&) = delete;
  wiped_array& operator=(const wiped_array&) = delete;
  JETON_TARGET constexpr ~wiped_array() { wipe(items, N); }
};

}}  // namespace jeton::v0

#undef JETON_TARGET

#endif

// jeton/bytes/detail/sha256_portable.hpp
#ifndef JETON_BYTES_DETAIL_SHA256_PORTABLE_HPP
#define JETON_BYTES_DETAIL_SHA256_PORTABLE_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// FIPS 180-4 §4.2.2 and §5.3.3: the first 32 bits of the fractions of the cube roots of the first primes, or of the
/// square roots.
template <std::size_t Count>
struct sha256_fractions {
  std::uint32_t words[Count]{};

  constexpr explicit sha256_fractions(bool of_cube_roots) {
    int primes[Count]{};
    std::size_t found = 0;
    double root = of_cube_roots ? 1.25 : 1.5;
    for (int candidate = 2; found < Count; ++candidate) {
      bool is_prime = true;
      for (std::size_t i = 0; is_prime && i < found && primes[i] * primes[i] <= candidate; ++i) {
        is_prime = candidate % primes[i] != 0;
      }
      if (!is_prime) continue;
      // Newton's steps from the root of the prime before, to the 53 bits of a double, of which 35 are needed.
      for (int i = 0; i < 5; ++i) {
        root -= of_cube_roots ? (root - candidate / (root * root)) / 3 : (root - candidate / root) / 2;
      }
      words[found] = static_cast<std::uint32_t>((root - static_cast<int>(root)) * 4294967296.0);
      primes[found++] = candidate;
    }
  }
};
template <class LateVoid>  // see kernel::late_void
inline constexpr sha256_fractions<64> sha256_round_constants{true};
inline constexpr sha256_fractions<8> sha256_initial{false};

/// Four bytes, the highest first.
constexpr void store_big_endian(std::uint32_t word, unsigned char* to) {
#if defined(__GNUC__)  // GCC 12 does not see that the four stores below are one
  if (!std::is_constant_evaluated()) {
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap32(word);
    std::memcpy(to, &word, 4);
    return;
  }
#endif
  to[0] = static_cast<unsigned char>(word >> 24);
  to[1] = static_cast<unsigned char>(word >> 16);
  to[2] = static_cast<unsigned char>(word >> 8);
  to[3] = static_cast<unsigned char>(word);
}

/// The last eight bytes of a padded text: its size in bits.
constexpr void sha256_write_size(std::uint64_t size, unsigned char* to) {
  store_big_endian(static_cast<std::uint32_t>(size >> 29), to);
  store_big_endian(static_cast<std::uint32_t>(size << 3), to + 4);
}

/// The eight words of a chain as the 32 bytes of a digest.
constexpr void sha256_write(const std::uint32_t* chain, unsigned char* digest) {
  for (std::size_t i = 0; i < 8; ++i) store_big_endian(chain[i], digest + 4 * i);
}

}}}  // namespace jeton::v0::detail

#define JETON_TARGET [[gnu::always_inline]] JETON_DETAIL_OLDEST

namespace jeton { inline namespace v0 { namespace detail::portable {

JETON_TARGET constexpr std::uint32_t rotated(std::uint32_t word, int places) {
  return word >> places | word << (32 - places);
}

JETON_TARGET constexpr void sha256_round(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t& d,
                                         std::uint32_t e, std::uint32_t f, std::uint32_t g, std::uint32_t& h,
                                         std::uint32_t input) {
  h += input + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + (g ^ (e & (f ^ g)));
  d += h;
  h += (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) | (c & (a | b)));
}

/// Hashes `count` blocks of 64 bytes into the eight words of `chain` (FIPS 180-4 §6.2.2).
template <class Byte>  // char or unsigned char
constexpr void sha256_blocks(std::uint32_t* chain, const Byte* blocks, std::size_t count) {
  wiped_array<std::uint32_t, 64> schedule;
  auto& w = schedule.items;
  for (; count > 0; --count, blocks += 64) {
    for (std::size_t i = 0; i < 16; ++i) {
      w[i] = 0;
      for (std::size_t byte = 0; byte < 4; ++byte) w[i] = w[i] << 8 | static_cast<unsigned char>(blocks[4 * i + byte]);
    }
    for (std::size_t i = 16; i < 64; ++i) {
      const std::uint32_t s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3;
      const std::uint32_t s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    const auto& k = sha256_round_constants<typename std::conditional<sizeof(Byte) == 1, void, Byte>::type>.words;
    std::uint32_t a = chain[0], b = chain[1], c = chain[2], d = chain[3];
    std::uint32_t e = chain[4], f = chain[5], g = chain[6], h = chain[7];
    for (std::size_t i = 0; i < 64; i += 8) {
      sha256_round(a, b, c, d, e, f, g, h, w[i] + k[i]);
      sha256_round(h, a, b, c, d, e, f, g, w[i + 1] + k[i + 1]);
      sha256_round(g, h, a, b, c, d, e, f, w[i + 2] + k[i + 2]);
      sha256_round(f, g, h, a, b, c, d, e, w[i + 3] + k[i + 3]);
      sha256_round(e, f, g, h, a, b, c, d, w[i + 4] + k[i + 4]);
      sha256_round(d, e, f, g, h, a, b, c, w[i + 5] + k[i + 5]);
      sha256_round(c, d, e, f, g, h, a, b, w[i + 6] + k[i + 6]);
      sha256_round(b, c, d, e, f, g, h, a, w[i + 7] + k[i + 7]);
    }
    chain[0] += a, chain[1] += b, chain[2] += c, chain[3] += d;
    chain[4] += e, chain[5] += f, chain[6] += g, chain[7] += h;
  }
}

}}}  // namespace jeton::v0::detail::portable

#undef JETON_TARGET

#endif

// jeton/bytes/detail/simd/vector16.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_HPP

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#define JETON_TARGET JETON_DETAIL_OLDEST
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

/// Sixteen bytes at a time in the vector types that GCC and Clang have on every target. Only comparisons, bit
/// operations and additions: no table is indexed by a byte of the text, so nothing shows which bytes it has.
namespace jeton { inline namespace v0 { namespace detail::vector16 {

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

/// All ones in the lanes from `size` on.
JETON_INLINE bytes lanes_from(std::size_t size) {
  constexpr bytes order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return reinterpret_cast<bytes>(order >= splat(static_cast<unsigned char>(size)));
}

}}}  // namespace jeton::v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif

// jeton/bytes/detail/simd/arm/neon_crc32_crc32.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_CRC32_CRC32_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_CRC32_CRC32_HPP

#if defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__)

#include <cstddef>
#include <cstdint>

/// Arm with the CRC32 instructions, which compute just this CRC. Written for the assembler, which takes the
/// instructions in every function; attributes for it differ between the compilers.
namespace jeton { inline namespace v0 { namespace detail::neon_crc32 {

[[gnu::always_inline]] inline std::uint32_t add8(std::uint32_t state, std::uint64_t word) {
  asm(".arch_extension crc\n\tcrc32x %w0, %w0, %x1" : "+r"(state) : "r"(word));
  return state;
}
[[gnu::always_inline]] inline std::uint32_t add4(std::uint32_t state, std::uint32_t word) {
  asm(".arch_extension crc\n\tcrc32w %w0, %w0, %w1" : "+r"(state) : "r"(word));
  return state;
}
[[gnu::always_inline]] inline std::uint32_t add1(std::uint32_t state, std::uint32_t byte) {
  asm(".arch_extension crc\n\tcrc32b %w0, %w0, %w1" : "+r"(state) : "r"(byte));
  return state;
}

struct crc32_by_instruction {
  [[gnu::always_inline]] static std::uint32_t of(const char* text, std::size_t size) {
    std::uint32_t state = 0xFFFFFFFF;
    for (; size >= 8; text += 8, size -= 8) state = add8(state, vector16::load8(text));
    if ((size & 4) != 0) {
      state = add4(state, static_cast<std::uint32_t>(vector16::load4(text)));
      text += 4;
    }
    for (std::size_t i = 0; i < (size & 3); ++i) state = add1(state, static_cast<unsigned char>(text[i]));
    return ~state;
  }
};

template <class LateVoid>
std::uint32_t crc32(const char* text, std::size_t size) {
  return crc32_by_instruction::of(text, size);
}

}}}  // namespace jeton::v0::detail::neon_crc32

#endif

#endif

// jeton/bytes/detail/simd/vector16_crc32.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_CRC32_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_CRC32_HPP

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>

#define JETON_TARGET JETON_DETAIL_OLDEST
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

/// CRC-32 of sixteen bytes at a time, without a table that a byte of the text could index.
namespace jeton { inline namespace v0 { namespace detail::vector16 {

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

}}}  // namespace jeton::v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif

// jeton/bytes/detail/simd/vector16_digits.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_DIGITS_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_DIGITS_HPP

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

// jeton/bytes/detail/spot.hpp
#ifndef JETON_BYTES_DETAIL_SPOT_HPP
#define JETON_BYTES_DETAIL_SPOT_HPP

/// The words in which a format is told to the variants in `simd/`, which know no segments: places in a text, and what
/// stands there. `plan.hpp` speaks them.
namespace jeton { inline namespace v0 { namespace detail {

/// So many bytes behind the beginning of a text or before its end, or an entry of a table that was made for this text.
struct spot {
  enum class origin : unsigned char { front, back, table };
  origin from;
  std::size_t offset;
};

/// Digits of one alphabet, and how much of the text is certain to stand around them: what may be loaded.
struct run_shape {
  spot begin;
  spot end;
  std::size_t least;         ///< digits
  std::size_t most;          ///< digits
  std::size_t before_end;    ///< bytes from the beginning of the text to the end of the run, at least
  std::size_t behind_begin;  ///< bytes from the beginning of the run to the end of the text, at least

  [[nodiscard]] constexpr bool is_fixed() const { return least == most; }
};

/// What a variant compares; `other` is left to whoever called it.
enum class piece : unsigned char { literal, digits, length, crc32, other };

/// A text on which a plan is laid. `at` is the table, for a plan that needs one.
struct placed_text {
  const char* begin;
  std::size_t size;
  const std::size_t* at;
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/bytes/detail/simd/vector16_token.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_TOKEN_HPP

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

// jeton/bytes/detail/simd/token.inc
// The check of a whole token in one call, for the namespace of each variant. It uses what the variant has before it:
//   JETON_TARGET and JETON_INLINE;
//   findings, the verdict in the making;
//   look_at_digits<Alphabet, Run>(at, size, found);
//   look_at_value<Stencil, Index, Segment, LateVoid>(text, found), for what is not digits, or more than digits.

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at(const placed_text& text, findings& found) {
  if constexpr (Stencil::starts_run(Index)) {
    constexpr run_shape run = Stencil::run_from(Index);
    look_at_digits<typename Segment::digits, run>(vector16::find<Stencil, run.begin>(text),
                                                  vector16::size_of<Stencil, run>(text), found);
  }
  look_at_value<Stencil, Index, Segment, LateVoid>(text, found);
}

template <class Stencil, class LateVoid, template <class...> class List, class... Segment, std::size_t... Place>
JETON_INLINE bool look_at_all(const placed_text& text, List<Segment...>, std::index_sequence<Place...>,
                              findings found = {}) {
  (look_at<Stencil, Place, Segment, LateVoid>(text, found), ...);
  return found.are_good();
}

/// Whether everything but its `other` pieces is as it should be in a text that has the right prefix and size.
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text, std::size_t size, const std::size_t* at) {
  return look_at_all<Stencil, LateVoid>({text, size, at}, typename Stencil::segments{}, typename Stencil::indices{});
}
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text) {
  return look_at_all<Stencil, LateVoid>({text, Stencil::min_size, nullptr}, typename Stencil::segments{},
                                        typename Stencil::indices{});
}

}}}  // namespace jeton::v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif

// jeton/bytes/detail/simd/arm/neon_crc32_token.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_CRC32_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_CRC32_TOKEN_HPP

#if defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__)

#include <cstddef>
#include <utility>

#define JETON_TARGET
#define JETON_INLINE [[gnu::always_inline]] inline

/// The check of a whole token as vector16 has it, but for the CRC-32.
namespace jeton { inline namespace v0 { namespace detail::neon_crc32 {

/// A type of this namespace, so that what is called with it is found here.
struct findings : vector16::findings {};

using vector16::look_at_digits;
template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at_value(const placed_text& text, findings& found) {
  vector16::look_at_value_by<Stencil, Index, Segment, crc32_by_instruction>(text, found);
}

// jeton/bytes/detail/simd/token.inc
// The check of a whole token in one call, for the namespace of each variant. It uses what the variant has before it:
//   JETON_TARGET and JETON_INLINE;
//   findings, the verdict in the making;
//   look_at_digits<Alphabet, Run>(at, size, found);
//   look_at_value<Stencil, Index, Segment, LateVoid>(text, found), for what is not digits, or more than digits.

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at(const placed_text& text, findings& found) {
  if constexpr (Stencil::starts_run(Index)) {
    constexpr run_shape run = Stencil::run_from(Index);
    look_at_digits<typename Segment::digits, run>(vector16::find<Stencil, run.begin>(text),
                                                  vector16::size_of<Stencil, run>(text), found);
  }
  look_at_value<Stencil, Index, Segment, LateVoid>(text, found);
}

template <class Stencil, class LateVoid, template <class...> class List, class... Segment, std::size_t... Place>
JETON_INLINE bool look_at_all(const placed_text& text, List<Segment...>, std::index_sequence<Place...>,
                              findings found = {}) {
  (look_at<Stencil, Place, Segment, LateVoid>(text, found), ...);
  return found.are_good();
}

/// Whether everything but its `other` pieces is as it should be in a text that has the right prefix and size.
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text, std::size_t size, const std::size_t* at) {
  return look_at_all<Stencil, LateVoid>({text, size, at}, typename Stencil::segments{}, typename Stencil::indices{});
}
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text) {
  return look_at_all<Stencil, LateVoid>({text, Stencil::min_size, nullptr}, typename Stencil::segments{},
                                        typename Stencil::indices{});
}

}}}  // namespace jeton::v0::detail::neon_crc32

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/crc32_fold.hpp
#ifndef JETON_BYTES_DETAIL_CRC32_FOLD_HPP
#define JETON_BYTES_DETAIL_CRC32_FOLD_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// Constants of CRC-32 by carry-less multiplication. The remainder of a text is the sum of its words of 64 bits, each
/// times x to the power of its distance from the end and reduced to 32 bits. The last word stands where it belongs
/// as it is. The sum has 96 bits, and Barrett's method reduces it in two multiplications. All polynomials are
/// reflected: the lowest bit is the highest power.
template <class LateVoid>  // see kernel::late_void
struct crc32_fold {
  static constexpr std::size_t blocks = 16;         // of sixteen bytes, folded at once
  static constexpr std::size_t span = 16 * blocks;  // bytes

  alignas(16) std::uint64_t power[blocks + 1][2]{};  ///< for the words of each block; the last block comes last
  alignas(16) std::uint64_t barrett[2]{};            ///< x^95 divided by the polynomial, and the polynomial
  alignas(16) unsigned char start[16 + 16 + 16]{};   ///< four bytes in the middle that leave the start value

  constexpr crc32_fold() {
    std::uint32_t state = std::uint32_t{1} << 31;  // x^0
    for (int i = 0; i < 32; ++i) state = portable::crc32_step(state);
    for (std::size_t word = 0; word < 2 * (blocks + 1); ++word) {
      power[blocks - word / 2][1 - word % 2] = std::uint64_t{state} << 1;
      for (int i = 0; i < 64; ++i) state = portable::crc32_step(state);
    }
    state = std::uint32_t{1} << 31;
    for (int step = 1; step <= 95; ++step) {
      if ((state & 1) != 0) barrett[0] |= std::uint64_t{1} << (step - 32);
      state = portable::crc32_step(state);
    }
    barrett[1] = std::uint64_t{portable::crc32_polynomial} << 1 | 1;
    std::uint32_t before = 0xFFFFFFFF;
    for (int i = 0; i < 32; ++i) {
      const bool carried = before >> 31 != 0;
      before = carried ? (before ^ portable::crc32_polynomial) << 1 | 1 : before << 1;
    }
    for (std::size_t i = 0; i < 4; ++i) start[16 + 12 + i] = static_cast<unsigned char>(before >> 8 * i);
  }
};
template <class LateVoid>
inline constexpr crc32_fold<LateVoid> crc32_folds{};

/// What start value and final XOR make of a text of Size bytes: its CRC-32 if all of them are zero.
template <class LateVoid, std::size_t Size>
inline constexpr std::uint32_t crc32_of_zeros = [] {
  std::uint32_t state = 0xFFFFFFFF;
  for (std::size_t i = 0; i < 8 * Size; ++i) state = portable::crc32_step(state);
  return state ^ 0xFFFFFFFF;
}();

}}}  // namespace jeton::v0::detail

#endif

// jeton/bytes/detail/simd/arm/neon_pmull_crc32.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_PMULL_CRC32_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_PMULL_CRC32_HPP

#if defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__)

#include <cstddef>
#include <cstdint>

/// Arm with carry-less multiplication, for processors without the CRC32 instructions: the CRC-32 is folded as SSE4.1's
/// is. Written for the assembler, as neon_crc32 is.
namespace jeton { inline namespace v0 { namespace detail::neon_pmull {

using vector16::bytes;
using vector16::halves;

[[gnu::always_inline]] inline bytes multiply_lower(bytes left, bytes right) {
  bytes product;
  asm(".arch_extension aes\n\tpmull %0.1q, %1.1d, %2.1d" : "=w"(product) : "w"(left), "w"(right));
  return product;
}
[[gnu::always_inline]] inline bytes multiply_upper(bytes left, bytes right) {
  bytes product;
  asm(".arch_extension aes\n\tpmull2 %0.1q, %1.2d, %2.2d" : "=w"(product) : "w"(left), "w"(right));
  return product;
}

/// A word in the lower half.
[[gnu::always_inline]] inline bytes lower(std::uint64_t word) { return reinterpret_cast<bytes>(halves{word, 0}); }

/// The sum of blocks, each times its power.
template <class LateVoid>
struct crc32_sum {
  bytes sum{};

  /// `distance`: how many blocks there are from this one to the end, itself counted.
  [[gnu::always_inline]] void add(bytes block, std::size_t distance) {
    const bytes power = vector16::load16(crc32_folds<LateVoid>.power[crc32_fold<LateVoid>::blocks + 1 - distance]);
    sum ^= multiply_lower(block, power) ^ multiply_upper(block, power);
  }
  /// The block of distance 1.
  [[gnu::always_inline]] void add_last(bytes block) {
    const bytes power = vector16::load16(crc32_folds<LateVoid>.power[crc32_fold<LateVoid>::blocks]);
    sum ^= multiply_lower(block, power) ^ lower(reinterpret_cast<halves>(block)[1]);
  }
  [[nodiscard, gnu::always_inline]] std::uint32_t remainder() const {
    const auto& barrett = crc32_folds<LateVoid>.barrett;
    const bytes quotient = multiply_lower(sum, lower(barrett[0]));
    const bytes rest = sum ^ multiply_lower(quotient, lower(barrett[1]));
    return static_cast<std::uint32_t>(reinterpret_cast<halves>(rest)[1]);
  }
};

template <class LateVoid>
struct crc32_by_folding {
  [[gnu::always_inline]] static std::uint32_t of(const char* text, std::size_t size) {
    constexpr std::size_t span = crc32_fold<LateVoid>::span;
    const std::size_t first = size <= span ? size : (size - 1) % span + 1;
    const std::size_t rest = first % 16;
    const std::size_t blocks = first / 16;
    // Four bytes in front of the text make the start value, in the block of the rest and perhaps in the one before it.
    const auto& start = crc32_folds<LateVoid>.start;
    crc32_sum<LateVoid> sum;
    if (rest > 12) sum.add(vector16::load16(start + rest), blocks + 2);
    bytes block = vector16::load16(start + 16 + rest) ^ vector16::load_at_end(text, rest);
    text += rest;
    for (std::size_t left = blocks; left > 0; --left, text += 16) {
      sum.add(block, left + 1);
      block = vector16::load16(text);
    }
    sum.add_last(block);
    std::uint32_t state = sum.remainder();
    for (std::size_t done = first; done < size; done += span) {
      crc32_sum<LateVoid> next;
      next.add(vector16::load16(text) ^ lower(state), span / 16);
      text += 16;
      for (std::size_t i = 1; i < span / 16; ++i, text += 16) next.add(vector16::load16(text), span / 16 - i);
      state = next.remainder();
    }
    return ~state;
  }
};

template <class LateVoid>
std::uint32_t crc32(const char* text, std::size_t size) {
  return crc32_by_folding<LateVoid>::of(text, size);
}

}}}  // namespace jeton::v0::detail::neon_pmull

#endif

#endif

// jeton/bytes/detail/simd/arm/neon_pmull_token.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_PMULL_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_PMULL_TOKEN_HPP

#if defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__)

#include <cstddef>
#include <utility>

#define JETON_TARGET
#define JETON_INLINE [[gnu::always_inline]] inline

/// The check of a whole token as vector16 has it, but for the CRC-32.
namespace jeton { inline namespace v0 { namespace detail::neon_pmull {

/// A type of this namespace, so that what is called with it is found here.
struct findings : vector16::findings {};

using vector16::look_at_digits;
template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at_value(const placed_text& text, findings& found) {
  vector16::look_at_value_by<Stencil, Index, Segment, crc32_by_folding<LateVoid>>(text, found);
}

// jeton/bytes/detail/simd/token.inc
// The check of a whole token in one call, for the namespace of each variant. It uses what the variant has before it:
//   JETON_TARGET and JETON_INLINE;
//   findings, the verdict in the making;
//   look_at_digits<Alphabet, Run>(at, size, found);
//   look_at_value<Stencil, Index, Segment, LateVoid>(text, found), for what is not digits, or more than digits.

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at(const placed_text& text, findings& found) {
  if constexpr (Stencil::starts_run(Index)) {
    constexpr run_shape run = Stencil::run_from(Index);
    look_at_digits<typename Segment::digits, run>(vector16::find<Stencil, run.begin>(text),
                                                  vector16::size_of<Stencil, run>(text), found);
  }
  look_at_value<Stencil, Index, Segment, LateVoid>(text, found);
}

template <class Stencil, class LateVoid, template <class...> class List, class... Segment, std::size_t... Place>
JETON_INLINE bool look_at_all(const placed_text& text, List<Segment...>, std::index_sequence<Place...>,
                              findings found = {}) {
  (look_at<Stencil, Place, Segment, LateVoid>(text, found), ...);
  return found.are_good();
}

/// Whether everything but its `other` pieces is as it should be in a text that has the right prefix and size.
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text, std::size_t size, const std::size_t* at) {
  return look_at_all<Stencil, LateVoid>({text, size, at}, typename Stencil::segments{}, typename Stencil::indices{});
}
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text) {
  return look_at_all<Stencil, LateVoid>({text, Stencil::min_size, nullptr}, typename Stencil::segments{},
                                        typename Stencil::indices{});
}

}}}  // namespace jeton::v0::detail::neon_pmull

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/simd/vector16_sha256.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_SHA256_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_SHA256_HPP

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#define JETON_TARGET JETON_DETAIL_OLDEST
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

/// SHA-256 of one text: the schedule four words at a time, in between the rounds that are waiting for each other.
namespace jeton { inline namespace v0 { namespace detail::vector16 {

using words = std::uint32_t __attribute__((vector_size(16)));
using shorts = std::uint16_t __attribute__((vector_size(16)));

JETON_INLINE words load_words(const std::uint32_t* from) { return reinterpret_cast<words>(load16(from)); }

/// Four words as a message has them, the highest byte first.
JETON_INLINE words load_big_endian(const void* from) {
  const bytes block = load16(from);
  if constexpr (std::endian::native == std::endian::big) return reinterpret_cast<words>(block);
  const auto pairs = reinterpret_cast<shorts>(block);
  const auto swapped = reinterpret_cast<words>(pairs << 8 | pairs >> 8);
  return swapped << 16 | swapped >> 16;
}

/// The function σ1 of two words, each of which stands twice in `twice`: as a half of 64 bits, such a pair is rotated by
/// one shift. The answers stand in the places sigma1_low and sigma1_low + 2, the others mean nothing.
JETON_INLINE words sha256_sigma1(words twice) {
  const auto pairs = reinterpret_cast<halves>(twice);
  return reinterpret_cast<words>(pairs >> 17 ^ pairs >> 19) ^ twice >> 10;
}
inline constexpr int sigma1_low = std::endian::native == std::endian::little ? 0 : 1;

/// The four words of the schedule that follow these sixteen.
JETON_INLINE words sha256_schedule(words w0, words w4, words w8, words w12) {
  const words w1 = __builtin_shufflevector(w0, w4, 1, 2, 3, 4);
  words next = w0 + ((w1 >> 7 | w1 << 25) ^ (w1 >> 18 | w1 << 14) ^ w1 >> 3);
  next += __builtin_shufflevector(w8, w12, 1, 2, 3, 4);
  const words first_two = sha256_sigma1(__builtin_shufflevector(w12, w12, 2, 2, 3, 3));
  next += __builtin_shufflevector(first_two, words{}, sigma1_low, sigma1_low + 2, 4, 4);
  const words last_two = sha256_sigma1(__builtin_shufflevector(next, next, 0, 0, 1, 1));
  return next + __builtin_shufflevector(last_two, words{}, 4, 4, sigma1_low, sigma1_low + 2);
}

JETON_INLINE void sha256_store(std::uint32_t* input, words schedule, const std::uint32_t* constants) {
  const words sum = schedule + load_words(constants);
  std::memcpy(input, &sum, 16);
}

/// Four rounds; after two of these each of the eight words has its own name again.
JETON_INLINE void sha256_rounds(std::uint32_t& a, std::uint32_t& b, std::uint32_t& c, std::uint32_t& d,
                                std::uint32_t& e, std::uint32_t& f, std::uint32_t& g, std::uint32_t& h,
                                const std::uint32_t* input) {
  portable::sha256_round(a, b, c, d, e, f, g, h, input[0]);
  portable::sha256_round(h, a, b, c, d, e, f, g, input[1]);
  portable::sha256_round(g, h, a, b, c, d, e, f, input[2]);
  portable::sha256_round(f, g, h, a, b, c, d, e, input[3]);
}

template <class LateVoid>  // see kernel::late_void
JETON_INLINE void sha256_blocks_inlined(std::uint32_t* chain, const void* blocks, std::size_t count) {
  const auto& k = sha256_round_constants<LateVoid>.words;
  const auto* block = static_cast<const unsigned char*>(blocks);
  alignas(16) wiped_array<std::uint32_t, 16> inputs;
  auto& input = inputs.items;
  for (; count > 0; --count, block += 64) {
    words w0 = load_big_endian(block);
    words w4 = load_big_endian(block + 16);
    words w8 = load_big_endian(block + 32);
    words w12 = load_big_endian(block + 48);
    sha256_store(input, w0, k);
    sha256_store(input + 4, w4, k + 4);
    sha256_store(input + 8, w8, k + 8);
    sha256_store(input + 12, w12, k + 12);
    std::uint32_t a = chain[0], b = chain[1], c = chain[2], d = chain[3];
    std::uint32_t e = chain[4], f = chain[5], g = chain[6], h = chain[7];
    for (std::size_t i = 16; i < 64; i += 16) {
      w0 = sha256_schedule(w0, w4, w8, w12);
      sha256_rounds(a, b, c, d, e, f, g, h, input);
      sha256_store(input, w0, k + i);
      w4 = sha256_schedule(w4, w8, w12, w0);
      sha256_rounds(e, f, g, h, a, b, c, d, input + 4);
      sha256_store(input + 4, w4, k + i + 4);
      w8 = sha256_schedule(w8, w12, w0, w4);
      sha256_rounds(a, b, c, d, e, f, g, h, input + 8);
      sha256_store(input + 8, w8, k + i + 8);
      w12 = sha256_schedule(w12, w0, w4, w8);
      sha256_rounds(e, f, g, h, a, b, c, d, input + 12);
      sha256_store(input + 12, w12, k + i + 12);
    }
    sha256_rounds(a, b, c, d, e, f, g, h, input);
    sha256_rounds(e, f, g, h, a, b, c, d, input + 4);
    sha256_rounds(a, b, c, d, e, f, g, h, input + 8);
    sha256_rounds(e, f, g, h, a, b, c, d, input + 12);
    chain[0] += a, chain[1] += b, chain[2] += c, chain[3] += d;
    chain[4] += e, chain[5] += f, chain[6] += g, chain[7] += h;
  }
}

template <class LateVoid>  // see kernel::late_void
JETON_TARGET void sha256_blocks(std::uint32_t* chain, const void* blocks, std::size_t count) {
  sha256_blocks_inlined<LateVoid>(chain, blocks, count);
}

}}}  // namespace jeton::v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif

// jeton/bytes/detail/simd/arm/neon_sha2_sha256.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_ARM_NEON_SHA2_SHA256_HPP
#define JETON_BYTES_DETAIL_SIMD_ARM_NEON_SHA2_SHA256_HPP

#if defined(__GNUC__) && defined(__aarch64__)

#include <cstddef>
#include <cstdint>
#include <cstring>

/// SHA-256 by the instructions that ARMv8 has for it. In assembler, because GCC and Clang have no name for them in
/// common, and <arm_neon.h> is dear to include.
namespace jeton { inline namespace v0 { namespace detail::neon_sha2 {

using vector16::words;

#if defined(__clang__)
#define JETON_DETAIL_SHA2 "sha2"
#else
#define JETON_DETAIL_SHA2 "+sha2"
#endif

template <class LateVoid>  // see kernel::late_void
[[gnu::target(JETON_DETAIL_SHA2), gnu::always_inline]] inline void four_rounds(words& abcd, words& efgh, words input) {
  const words before = abcd;
  asm("sha256h %q0, %q1, %2.4s" : "+w"(abcd) : "w"(efgh), "w"(input));
  asm("sha256h2 %q0, %q1, %2.4s" : "+w"(efgh) : "w"(before), "w"(input));
}

/// The four words of the schedule that follow these sixteen.
template <class LateVoid>
[[gnu::target(JETON_DETAIL_SHA2), gnu::always_inline]] inline words schedule(words w0, words w4, words w8, words w12) {
  asm("sha256su0 %0.4s, %1.4s" : "+w"(w0) : "w"(w4));
  asm("sha256su1 %0.4s, %1.4s, %2.4s" : "+w"(w0) : "w"(w8), "w"(w12));
  return w0;
}

template <class LateVoid>
[[gnu::target(JETON_DETAIL_SHA2)]] void sha256_blocks(std::uint32_t* chain, const void* blocks, std::size_t count) {
  const auto& k = sha256_round_constants<LateVoid>.words;
  const auto* block = static_cast<const unsigned char*>(blocks);
  words abcd = vector16::load_words(chain);
  words efgh = vector16::load_words(chain + 4);
  for (; count > 0; --count, block += 64) {
    const words abcd_before = abcd;
    const words efgh_before = efgh;
    words w0 = vector16::load_big_endian(block);
    words w4 = vector16::load_big_endian(block + 16);
    words w8 = vector16::load_big_endian(block + 32);
    words w12 = vector16::load_big_endian(block + 48);
    for (std::size_t i = 0;; i += 16) {
      four_rounds<LateVoid>(abcd, efgh, w0 + vector16::load_words(k + i));
      four_rounds<LateVoid>(abcd, efgh, w4 + vector16::load_words(k + i + 4));
      four_rounds<LateVoid>(abcd, efgh, w8 + vector16::load_words(k + i + 8));
      four_rounds<LateVoid>(abcd, efgh, w12 + vector16::load_words(k + i + 12));
      if (i == 48) break;
      w0 = schedule<LateVoid>(w0, w4, w8, w12);
      w4 = schedule<LateVoid>(w4, w8, w12, w0);
      w8 = schedule<LateVoid>(w8, w12, w0, w4);
      w12 = schedule<LateVoid>(w12, w0, w4, w8);
    }
    abcd += abcd_before;
    efgh += efgh_before;
  }
  std::memcpy(chain, &abcd, 16);
  std::memcpy(chain + 4, &efgh, 16);
}

#undef JETON_DETAIL_SHA2

}}}  // namespace jeton::v0::detail::neon_sha2

#endif

#endif

// jeton/bytes/detail/simd/x86/avx2_bmi2_sha256.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_X86_AVX2_BMI2_SHA256_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_AVX2_BMI2_SHA256_HPP

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>

/// SHA-256 of one text as vector16 has it, by rotations that keep their operand and by vector instructions of three
/// operands.
namespace jeton { inline namespace v0 { namespace detail::avx2_bmi2 {

template <class LateVoid>  // see kernel::late_void
[[gnu::target("avx2,bmi,bmi2,no-avx512f")]] void sha256_blocks(std::uint32_t* chain, const void* blocks,
                                                               std::size_t count) {
  vector16::sha256_blocks_inlined<LateVoid>(chain, blocks, count);
}

}}}  // namespace jeton::v0::detail::avx2_bmi2

#endif

#endif

// jeton/bytes/detail/nibbles.hpp
#ifndef JETON_BYTES_DETAIL_NIBBLES_HPP
#define JETON_BYTES_DETAIL_NIBBLES_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// An alphabet in tables of sixteen, which stand in registers and not in memory when a secret character looks up its
/// halves. ASCII has eight rows of sixteen; each has a bit of its own.
struct nibble_tables {
  alignas(16) unsigned char columns[16]{};    ///< by the lower half: the rows in which that column is a digit
  alignas(16) unsigned char distances[16]{};  ///< by the upper half: value minus character, if that is one for the row
  bool has_distances = true;

  constexpr explicit nibble_tables(std::string_view digits) {
    bool is_used[16]{};
    for (std::size_t value = 0; value < digits.size(); ++value) {
      const auto digit = static_cast<unsigned char>(digits[value]);
      const unsigned row = digit >> 4U;
      const auto distance = static_cast<unsigned char>(value - digit);
      columns[digit & 15U] = static_cast<unsigned char>(columns[digit & 15U] | 1U << row);
      has_distances = has_distances && (!is_used[row] || distances[row] == distance);
      distances[row] = distance;
      is_used[row] = true;
    }
  }
};

template <class Alphabet>
inline constexpr nibble_tables nibbles_of{Alphabet::digits};

}}}  // namespace jeton::v0::detail

#endif

// jeton/bytes/detail/simd/x86/sse41_pclmul.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_HPP

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <utility>

/// x86 with SSE4.1 and PCLMULQDQ. The other instruction sets are switched off, whatever the compiler was told: so this
/// code is the same in every translation unit, and the linker may keep any of them.
#define JETON_DETAIL_SSE41_PCLMUL "sse4.1,pclmul,no-avx,no-avx512f,no-bmi,no-bmi2"
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SSE41_PCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sse41_pclmul {

using vector16::bytes;
using vector16::halves;
using chars = char __attribute__((vector_size(16)));
using shorts = short __attribute__((vector_size(16)));
using words = unsigned short __attribute__((vector_size(16)));
using ints = int __attribute__((vector_size(16)));
using longs = long long __attribute__((vector_size(16)));

JETON_INLINE bytes shuffle(bytes table, bytes places) {
  return reinterpret_cast<bytes>(
      __builtin_ia32_pshufb128(reinterpret_cast<chars>(table), reinterpret_cast<chars>(places)));
}

/// Carry-less: bit 0 of Halves chooses the half of the left factor, bit 4 that of the right one.
template <int Halves>
JETON_INLINE bytes multiply(bytes left, bytes right) {
  return reinterpret_cast<bytes>(
      __builtin_ia32_pclmulqdq128(reinterpret_cast<longs>(left), reinterpret_cast<longs>(right), Halves));
}

/// Moves the bytes Count places towards the end; zeros follow.
template <int Count>
JETON_INLINE bytes move_to_end(bytes block) {
  return [&]<int... Place>(std::integer_sequence<int, Place...>)
             __attribute__((always_inline, target(JETON_DETAIL_SSE41_PCLMUL))) {
               return __builtin_shufflevector(bytes{}, block, (Place < Count ? Place : 16 + Place - Count)...);
             }(std::make_integer_sequence<int, 16>{});
}

}}}  // namespace jeton::v0::detail::sse41_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/simd/x86/sse41_pclmul_digits.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_DIGITS_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_DIGITS_HPP

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>
#include <utility>

/// Digits and the numbers that they are: an alphabet is two tables of sixteen, in registers.
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SSE41_PCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sse41_pclmul {

JETON_INLINE bytes smaller(bytes left, bytes right) { return left < right ? left : right; }

/// All ones in the lanes from First to Last.
template <std::size_t First, std::size_t Last>
struct lanes {
  alignas(16) unsigned char mask[16]{};
  constexpr lanes() {
    for (std::size_t i = First; i < Last; ++i) mask[i] = 0xFF;
  }
};
template <std::size_t First, std::size_t Last>
inline constexpr lanes<First, Last> lanes_of{};

/// The verdict in the making.
struct findings {
  bytes digits = vector16::splat(0xFF);  // a lane becomes zero where something is no digit
  bytes difference{};                    // and not zero where something is not as it should be
  bool is_first = true;

  JETON_INLINE findings() {}  // NOLINT: not defaulted, since that one would not have the target

  JETON_INLINE void add_digits(bytes found) {
    digits = is_first ? found : smaller(digits, found);
    is_first = false;
  }
  JETON_INLINE bool are_good() {
    if (!is_first) difference |= reinterpret_cast<bytes>(digits == bytes{});
    asm("" : "+x"(difference));  // keeps the answer to one branch
    const auto wrong = reinterpret_cast<longs>(difference);
    return __builtin_ia32_ptestz128(wrong, wrong) != 0;  // the verdict
  }
};

/// The upper halves of bytes, as places for a shuffle, to which bits 4 to 6 mean nothing. So the mask need not have the
/// same byte everywhere; where it has, GCC makes it in three instructions and not in a load.
JETON_INLINE bytes rows_of(bytes block) {
  constexpr bytes mask = {0x1F, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15};
  return reinterpret_cast<bytes>(reinterpret_cast<words>(block) >> 4) & mask;
}

/// Not zero in the lanes that are digits.
template <class Alphabet>
JETON_INLINE bytes is_digit(bytes block) {
  constexpr bytes bit_of_row = {1, 2, 4, 8, 16, 32, 64, 128};
  return shuffle(vector16::load16(nibbles_of<Alphabet>.columns), block) & shuffle(bit_of_row, rows_of(block));
}

template <class Alphabet, std::size_t... Place>
JETON_INLINE void look_at_blocks(const char* at, findings& found, std::index_sequence<Place...>) {
  (found.add_digits(is_digit<Alphabet>(vector16::load16(at + 16 * Place))), ...);
}

/// Sixteen digits or more.
template <class Alphabet>
JETON_INLINE void look_at_many(const char* at, std::size_t size, findings& found) {
  for (std::size_t i = 0; i + 16 < size; i += 16) found.add_digits(is_digit<Alphabet>(vector16::load16(at + i)));
  found.add_digits(is_digit<Alphabet>(vector16::load16(at + size - 16)));
}

template <class Alphabet, run_shape Run>
JETON_INLINE void look_at_digits(const char* at, std::size_t size, findings& found) {
  if constexpr (Run.is_fixed() && Run.least >= 16 && Run.least <= 80) {
    look_at_blocks<Alphabet>(at, found, std::make_index_sequence<Run.least / 16>{});
    if constexpr (Run.least % 16 != 0) look_at_blocks<Alphabet>(at + Run.least - 16, found, std::index_sequence<0>{});
  } else if constexpr (Run.least >= 16) {
    look_at_many<Alphabet>(at, Run.is_fixed() ? Run.least : size, found);
  } else if constexpr (Run.is_fixed() && Run.before_end >= 16) {
    constexpr auto& others = lanes_of<0, 16 - Run.least>;
    found.add_digits(is_digit<Alphabet>(vector16::load16(at + Run.least - 16)) | vector16::load16(others.mask));
  } else if constexpr (Run.is_fixed() && Run.behind_begin >= 16) {
    constexpr auto& others = lanes_of<Run.least, 16>;
    found.add_digits(is_digit<Alphabet>(vector16::load16(at)) | vector16::load16(others.mask));
  } else {
    if (size >= 16) return look_at_many<Alphabet>(at, size, found);
    if (size > 0) found.add_digits(is_digit<Alphabet>(vector16::load_any_order(at, size)));
  }
}

template <class Alphabet>
JETON_TARGET bool all_digits(const char* text, std::size_t size) {
  findings found;
  if (size >= 16) {
    look_at_many<Alphabet>(text, size, found);
  } else if (size > 0) {
    found.add_digits(is_digit<Alphabet>(vector16::load_any_order(text, size)));
  }
  return found.are_good();
}

/// The values of digits; where there is none, anything.
template <class Alphabet>
JETON_INLINE bytes values_of(bytes digits) {
  if constexpr (nibbles_of<Alphabet>.has_distances) {
    return digits + shuffle(vector16::load16(nibbles_of<Alphabet>.distances), rows_of(digits));
  } else {
    bytes good{};
    return vector16::values_of<Alphabet>(digits, good);
  }
}

/// The number that up to sixteen digits are, in the upper half. It does not wrap: the lower half has what is above the
/// last eight digits, and must be zero.
template <class Alphabet, run_shape Run>
JETON_INLINE bytes number_of(const char* at) {
  constexpr std::size_t width = Run.least;
  constexpr std::uint64_t radix = Alphabet::size;
  bytes values{};
  if constexpr (Run.before_end >= 16) {
    values = values_of<Alphabet>(vector16::load16(at + width - 16)) & vector16::load16(lanes_of<16 - width, 16>.mask);
  } else if constexpr (Run.behind_begin >= 16) {
    values = move_to_end<int{16 - width}>(values_of<Alphabet>(vector16::load16(at)));
  } else {
    values = values_of<Alphabet>(vector16::load_number<width>(at)) & vector16::load16(lanes_of<16 - width, 16>.mask);
  }
  constexpr auto two = static_cast<char>(radix);
  constexpr chars by_two = {two, 1, two, 1, two, 1, two, 1, two, 1, two, 1, two, 1, two, 1};
  constexpr auto four = static_cast<short>(radix * radix);
  constexpr shorts by_four = {four, 1, four, 1, four, 1, four, 1};
  const shorts pairs = __builtin_ia32_pmaddubsw128(reinterpret_cast<chars>(values), by_two);
  const ints fours = __builtin_ia32_pmaddwd128(pairs, by_four);
  constexpr auto eight = static_cast<int>(vector16::power_of<radix, 4>);
  constexpr ints by_eight = {eight, 0, eight, 0};
  const halves high = reinterpret_cast<halves>(__builtin_ia32_pmuludq128(fours, by_eight));
  halves number = high + (reinterpret_cast<halves>(fours) >> 32);
  if constexpr (width > 8 && vector16::power_of<radix, 8> >> 32 == 0) {  // a small radix: one half cannot hold a CRC-32
    number = halves{0, number[1] + number[0] * vector16::power_of<radix, 8>};
  }
  return reinterpret_cast<bytes>(number);
}

}}}  // namespace jeton::v0::detail::sse41_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/simd/x86/sse41_pclmul_crc32.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_CRC32_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_CRC32_HPP

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>
#include <utility>

/// CRC-32 by carry-less multiplication.
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SSE41_PCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sse41_pclmul {

/// The sum of blocks, each times its power.
template <class LateVoid>
struct crc32_sum {
  bytes high{};  // two sums, so that one need not wait for the other
  bytes low{};

  JETON_INLINE crc32_sum() {}  // NOLINT: likewise

  /// `distance`: how many blocks there are from this one to the end, itself counted.
  JETON_INLINE void add(bytes block, std::size_t distance) {
    constexpr std::size_t all = crc32_fold<LateVoid>::blocks + 1;
    const bytes power = vector16::load16(crc32_folds<LateVoid>.power[all - distance]);
    high ^= multiply<0x00>(block, power);
    low ^= multiply<0x11>(block, power);
  }
  /// The block of distance 1.
  JETON_INLINE void add_last(bytes block) {
    constexpr auto& power = crc32_folds<LateVoid>.power[crc32_fold<LateVoid>::blocks];
    high ^= multiply<0x00>(block, vector16::load16(power));
    low ^= __builtin_shufflevector(block, bytes{}, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16, 16, 16, 16, 16);
  }
  /// The remainder, in the lower four bytes of the upper half; zeros around it.
  [[nodiscard]] JETON_INLINE bytes remainder() const {
    const bytes sum = high ^ low;
    const bytes barrett = vector16::load16(crc32_folds<LateVoid>.barrett);
    return sum ^ multiply<0x10>(multiply<0x00>(sum, barrett), barrett);
  }
};

/// What Size bytes leave if the start value and the final XOR are zero.
template <std::size_t Size, std::size_t Behind, class LateVoid>
JETON_INLINE bytes crc32_of_fixed(const char* at) {
  constexpr std::size_t rest = Size % 16;
  constexpr std::size_t between = Size < 16 ? 0 : Size / 16 - 1;  // blocks after the rest, before the last one
  crc32_sum<LateVoid> sum;
  bytes block{};
  if constexpr (rest != 0 && Behind >= 16) {
    block = move_to_end<int{16 - rest}>(vector16::load16(at));
  } else if constexpr (rest != 0) {
    block = vector16::load_at_end(at, rest);
  }
  if constexpr (rest != 0 && Size > 16) sum.add(block, Size / 16 + 1);
  if constexpr (between < 4) {
    [&]<std::size_t... Place>(std::index_sequence<Place...>)
        __attribute__((always_inline, target(JETON_DETAIL_SSE41_PCLMUL))) {
          (sum.add(vector16::load16(at + rest + 16 * Place), Size / 16 - Place), ...);
        }(std::make_index_sequence<between>{});
  } else {
    for (std::size_t i = 0; i < between; ++i) sum.add(vector16::load16(at + rest + 16 * i), Size / 16 - i);
  }
  if constexpr (Size >= 16) block = vector16::load16(at + Size - 16);
  sum.add_last(block);
  return sum.remainder();
}

/// What `size` bytes leave if the final XOR is zero.
template <class LateVoid>
JETON_INLINE bytes crc32_of_any(const char* at, std::size_t size) {
  constexpr std::size_t span = crc32_fold<LateVoid>::span;
  const auto& constants = crc32_folds<LateVoid>;
  const std::size_t first = size <= span ? size : (size - 1) % span + 1;
  const std::size_t rest = first % 16;
  const std::size_t blocks = first / 16;
  // Four bytes in front of the text make the start value, in the block of the rest and perhaps in the one before it.
  bytes block = vector16::load16(constants.start + 16 + rest);
  if (rest != 0) block ^= vector16::load_at_end(at, rest);
  crc32_sum<LateVoid> sum;
  if (rest > 12) sum.add(vector16::load16(constants.start + rest), blocks + 2);
  at += rest;
  for (std::size_t left = blocks; left > 0; --left, at += 16) {
    sum.add(block, left + 1);
    block = vector16::load16(at);
  }
  sum.add_last(block);
  bytes remainder = sum.remainder();
  for (std::size_t done = first; done < size; done += span) {
    crc32_sum<LateVoid> next;
    for (std::size_t i = 0; i < span / 16; ++i, at += 16) {
      bytes there = vector16::load16(at);
      if (i == 0) there ^= reinterpret_cast<bytes>(halves{reinterpret_cast<halves>(remainder)[1], 0});
      next.add(there, span / 16 - i);
    }
    remainder = next.remainder();
  }
  return remainder;
}

template <class LateVoid>
JETON_TARGET std::uint32_t crc32(const char* text, std::size_t size) {
  return ~static_cast<std::uint32_t>(reinterpret_cast<halves>(crc32_of_any<LateVoid>(text, size))[1]);
}

/// The CRC-32 of a part of a text, as number_of would read it.
template <run_shape Run, bool LowestFirst, class LateVoid>
JETON_INLINE bytes crc32_number(const char* at, std::size_t size) {
  constexpr bool is_short = Run.is_fixed() && Run.least <= crc32_fold<LateVoid>::span;
  bytes crc{};
  if constexpr (is_short) {
    crc = crc32_of_fixed<Run.least, Run.behind_begin, LateVoid>(at);
    crc ^= reinterpret_cast<bytes>(halves{0, crc32_of_zeros<LateVoid, Run.least>});
  } else {
    crc = crc32_of_any<LateVoid>(at, size);
    crc ^= reinterpret_cast<bytes>(halves{0, 0xFFFFFFFF});
  }
  if constexpr (LowestFirst) {
    crc = __builtin_shufflevector(crc, bytes{}, 0, 1, 2, 3, 4, 5, 6, 7, 11, 10, 9, 8, 12, 13, 14, 15);
  }
  return crc;
}

}}}  // namespace jeton::v0::detail::sse41_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/simd/x86/sse41_pclmul_token.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SSE41_PCLMUL_TOKEN_HPP

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <utility>

/// The check of a whole token in one call.
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SSE41_PCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sse41_pclmul {

/// What is not digits, or more than digits.
template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at_value(const placed_text& text, findings& found) {
  constexpr run_shape segment = Stencil::segment(Index);
  const char* const at = vector16::find<Stencil, segment.begin>(text);
  if constexpr (Stencil::piece_at(Index) == piece::literal) {
    found.difference |= vector16::difference_from<Segment>(at);
  }
  if constexpr (Stencil::piece_at(Index) == piece::length) {
    constexpr run_shape field = Stencil::measured(Index);
    found.difference |= number_of<typename Segment::digits, segment>(at) ^
                        reinterpret_cast<bytes>(halves{0, vector16::size_of<Stencil, field>(text)});
  }
  if constexpr (Stencil::piece_at(Index) == piece::crc32) {
    constexpr run_shape covered = Stencil::covered(Index);
    found.difference |= number_of<typename Segment::digits, segment>(at) ^
                        crc32_number<covered, Segment::number::lowest_first, LateVoid>(
                            vector16::find<Stencil, covered.begin>(text), vector16::size_of<Stencil, covered>(text));
  }
}

// jeton/bytes/detail/simd/token.inc
// The check of a whole token in one call, for the namespace of each variant. It uses what the variant has before it:
//   JETON_TARGET and JETON_INLINE;
//   findings, the verdict in the making;
//   look_at_digits<Alphabet, Run>(at, size, found);
//   look_at_value<Stencil, Index, Segment, LateVoid>(text, found), for what is not digits, or more than digits.

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at(const placed_text& text, findings& found) {
  if constexpr (Stencil::starts_run(Index)) {
    constexpr run_shape run = Stencil::run_from(Index);
    look_at_digits<typename Segment::digits, run>(vector16::find<Stencil, run.begin>(text),
                                                  vector16::size_of<Stencil, run>(text), found);
  }
  look_at_value<Stencil, Index, Segment, LateVoid>(text, found);
}

template <class Stencil, class LateVoid, template <class...> class List, class... Segment, std::size_t... Place>
JETON_INLINE bool look_at_all(const placed_text& text, List<Segment...>, std::index_sequence<Place...>,
                              findings found = {}) {
  (look_at<Stencil, Place, Segment, LateVoid>(text, found), ...);
  return found.are_good();
}

/// Whether everything but its `other` pieces is as it should be in a text that has the right prefix and size.
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text, std::size_t size, const std::size_t* at) {
  return look_at_all<Stencil, LateVoid>({text, size, at}, typename Stencil::segments{}, typename Stencil::indices{});
}
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text) {
  return look_at_all<Stencil, LateVoid>({text, Stencil::min_size, nullptr}, typename Stencil::segments{},
                                        typename Stencil::indices{});
}

}}}  // namespace jeton::v0::detail::sse41_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/simd/x86/avx2_pclmul_token.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_X86_AVX2_PCLMUL_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_AVX2_PCLMUL_TOKEN_HPP

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <utility>

/// x86 with AVX2 and PCLMULQDQ: digits in blocks of thirty-two. Numbers and CRC-32 are those of SSE4.1, which become
/// shorter here by AVX's instructions of three operands.
#define JETON_TARGET [[gnu::target("avx2,pclmul,no-avx512f,no-bmi,no-bmi2")]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::avx2_pclmul {

namespace narrow = sse41_pclmul;
using wide_bytes = unsigned char __attribute__((vector_size(32)));
using wide_chars = char __attribute__((vector_size(32)));
using wide_words = unsigned short __attribute__((vector_size(32)));

/// The verdict in the making.
struct findings {
  wide_bytes digits{};  // a lane becomes zero where something is no digit
  bool is_first = true;
  narrow::findings narrow;

  JETON_INLINE findings() {}  // NOLINT: not defaulted, since that one would not have the target

  JETON_INLINE void add_digits(const wide_bytes& found) {
    digits = is_first ? found : digits < found ? digits : found;
    is_first = false;
  }
  JETON_INLINE bool are_good() {
    if (is_first) return narrow.are_good();
    narrow.add_digits(__builtin_shufflevector(digits, digits, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    narrow.add_digits(
        __builtin_shufflevector(digits, digits, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31));
    return narrow.are_good();
  }
};

/// A table of sixteen for each of the two halves, each of which looks up in its own.
struct wide_table {
  alignas(32) unsigned char entries[32]{};
  constexpr explicit wide_table(const unsigned char (&table)[16]) {
    for (std::size_t i = 0; i < 32; ++i) entries[i] = table[i % 16];
  }
};
inline constexpr unsigned char bit_of_row[16] = {1, 2, 4, 8, 16, 32, 64, 128};
inline constexpr wide_table bits_of_rows{bit_of_row};
template <class Alphabet>
inline constexpr wide_table columns_of{nibbles_of<Alphabet>.columns};

JETON_INLINE wide_bytes load32(const void* from) {
  wide_bytes block;
  __builtin_memcpy(&block, from, 32);
  return block;
}
JETON_INLINE wide_bytes shuffle(wide_bytes table, wide_bytes places) {
  return reinterpret_cast<wide_bytes>(
      __builtin_ia32_pshufb256(reinterpret_cast<wide_chars>(table), reinterpret_cast<wide_chars>(places)));
}

/// Not zero in the lanes that are digits.
template <class Alphabet>
JETON_INLINE wide_bytes is_digit(wide_bytes block) {
  constexpr wide_bytes mask = {0x1F, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
                               15,   15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15};
  const auto rows = reinterpret_cast<wide_bytes>(reinterpret_cast<wide_words>(block) >> 4) & mask;
  return shuffle(load32(columns_of<Alphabet>.entries), block) & shuffle(load32(bits_of_rows.entries), rows);
}

template <class Alphabet, std::size_t... Place>
JETON_INLINE void look_at_blocks(const char* at, findings& found, std::index_sequence<Place...>) {
  (found.add_digits(is_digit<Alphabet>(load32(at + 32 * Place))), ...);
}

template <class Alphabet, run_shape Run>
JETON_INLINE void look_at_digits(const char* at, std::size_t size, findings& found) {
  if constexpr (Run.is_fixed() && Run.least >= 32 && Run.least <= 160) {
    look_at_blocks<Alphabet>(at, found, std::make_index_sequence<Run.least / 32>{});
    if constexpr (Run.least % 32 > 16) look_at_blocks<Alphabet>(at + Run.least - 32, found, std::index_sequence<0>{});
    if constexpr (Run.least % 32 > 0 && Run.least % 32 <= 16) {
      found.narrow.add_digits(narrow::is_digit<Alphabet>(vector16::load16(at + Run.least - 16)));
    }
  } else if (Run.most >= 32 && size >= 32) {
    wide_bytes good = is_digit<Alphabet>(load32(at + size - 32));
    for (std::size_t i = 0; i + 32 < size; i += 32) {
      const wide_bytes block = is_digit<Alphabet>(load32(at + i));
      good = good < block ? good : block;
    }
    found.add_digits(good);
  } else {
    narrow::look_at_digits<Alphabet, Run>(at, size, found.narrow);
  }
}

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at_value(const placed_text& text, findings& found) {
  narrow::look_at_value<Stencil, Index, Segment, LateVoid>(text, found.narrow);
}

// jeton/bytes/detail/simd/token.inc
// The check of a whole token in one call, for the namespace of each variant. It uses what the variant has before it:
//   JETON_TARGET and JETON_INLINE;
//   findings, the verdict in the making;
//   look_at_digits<Alphabet, Run>(at, size, found);
//   look_at_value<Stencil, Index, Segment, LateVoid>(text, found), for what is not digits, or more than digits.

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at(const placed_text& text, findings& found) {
  if constexpr (Stencil::starts_run(Index)) {
    constexpr run_shape run = Stencil::run_from(Index);
    look_at_digits<typename Segment::digits, run>(vector16::find<Stencil, run.begin>(text),
                                                  vector16::size_of<Stencil, run>(text), found);
  }
  look_at_value<Stencil, Index, Segment, LateVoid>(text, found);
}

template <class Stencil, class LateVoid, template <class...> class List, class... Segment, std::size_t... Place>
JETON_INLINE bool look_at_all(const placed_text& text, List<Segment...>, std::index_sequence<Place...>,
                              findings found = {}) {
  (look_at<Stencil, Place, Segment, LateVoid>(text, found), ...);
  return found.are_good();
}

/// Whether everything but its `other` pieces is as it should be in a text that has the right prefix and size.
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text, std::size_t size, const std::size_t* at) {
  return look_at_all<Stencil, LateVoid>({text, size, at}, typename Stencil::segments{}, typename Stencil::indices{});
}
template <class Stencil, class LateVoid>
JETON_TARGET bool valid(const char* text) {
  return look_at_all<Stencil, LateVoid>({text, Stencil::min_size, nullptr}, typename Stencil::segments{},
                                        typename Stencil::indices{});
}

}}}  // namespace jeton::v0::detail::avx2_pclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/simd/x86/sha_ni_sha256.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SHA_NI_SHA256_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SHA_NI_SHA256_HPP

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

/// SHA-256 by the instructions that x86 has for it.
#define JETON_DETAIL_SHA_NI "sha,sse4.1,no-avx,no-avx512f,no-bmi,no-bmi2"
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SHA_NI)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sha_ni {

using words = std::uint32_t __attribute__((vector_size(16)));
using ints = int __attribute__((vector_size(16)));  // what the builtins take

/// A text in the middle of a block. All that has a target stands in templates: for a function GCC would prepare itself
/// for the target in every translation unit, used or not.
template <class LateVoid>  // see kernel::late_void
struct sha256_stream {
  // The instructions want the words of the chain in this order.
  words feba;
  words hgdc;
  words schedule[4];  // the next sixteen words

  JETON_INLINE static words load(const void* from) { return reinterpret_cast<words>(vector16::load16(from)); }

  JETON_INLINE static words two_rounds(words older, words newer, words input) {
    return reinterpret_cast<words>(__builtin_ia32_sha256rnds2(
        reinterpret_cast<ints>(older), reinterpret_cast<ints>(newer), reinterpret_cast<ints>(input)));
  }
  /// The next four words: the first four with what the second four add to them, those in the middle, the last four.
  JETON_INLINE static words next_words(words first, words second, words middle, words last) {
    const ints begun = __builtin_ia32_sha256msg1(reinterpret_cast<ints>(first), reinterpret_cast<ints>(second));
    return reinterpret_cast<words>(__builtin_ia32_sha256msg2(
        reinterpret_cast<ints>(reinterpret_cast<words>(begun) + middle), reinterpret_cast<ints>(last)));
  }

  /// Four words with their bytes in the other order.
  JETON_INLINE static words swapped(words four) {
    const auto block = reinterpret_cast<vector16::bytes>(four);
    return reinterpret_cast<words>(
        __builtin_shufflevector(block, block, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
  }

  JETON_INLINE void start(words abcd, words efgh, const unsigned char* block) {
    feba = __builtin_shufflevector(abcd, efgh, 5, 4, 1, 0);
    hgdc = __builtin_shufflevector(abcd, efgh, 7, 6, 3, 2);
    schedule[0] = swapped(load(block));
    schedule[1] = swapped(load(block + 16));
    schedule[2] = swapped(load(block + 32));
    schedule[3] = swapped(load(block + 48));
  }

  /// Four rounds of the sixteen times four, and the next four words.
  template <std::size_t Step>
  JETON_INLINE void advance() {
    words& first = schedule[Step % 4];
    const words& last = schedule[(Step + 3) % 4];
    const words input = first + load(sha256_round_constants<LateVoid>.words + 4 * Step);
    hgdc = two_rounds(hgdc, feba, input);
    feba = two_rounds(feba, hgdc, __builtin_shufflevector(input, input, 2, 3, 2, 3));
    if constexpr (Step < 12) {
      const words middle = __builtin_shufflevector(schedule[(Step + 2) % 4], last, 1, 2, 3, 4);
      first = next_words(first, schedule[(Step + 1) % 4], middle, last);
    }
  }

  [[nodiscard]] JETON_INLINE words abcd() const { return __builtin_shufflevector(feba, hgdc, 3, 2, 7, 6); }
  [[nodiscard]] JETON_INLINE words efgh() const { return __builtin_shufflevector(feba, hgdc, 1, 0, 5, 4); }
};

template <std::size_t Step, class... Streams>
JETON_INLINE void advance(Streams&... streams) {
  (streams.template advance<Step>(), ...);
}
template <std::size_t... Step, class... Streams>
JETON_INLINE void all_rounds(std::index_sequence<Step...>, Streams&... streams) {
  (advance<Step>(streams...), ...);
}

template <class LateVoid>
JETON_TARGET void sha256_blocks(std::uint32_t* chain, const void* blocks, std::size_t count) {
  const auto* block = static_cast<const unsigned char*>(blocks);
  using stream_of = sha256_stream<LateVoid>;
  words abcd = stream_of::load(chain);
  words efgh = stream_of::load(chain + 4);
  for (; count > 0; --count, block += 64) {
    stream_of stream;
    stream.start(abcd, efgh, block);
    all_rounds(std::make_index_sequence<16>{}, stream);
    abcd += stream.abcd();
    efgh += stream.efgh();
  }
  std::memcpy(chain, &abcd, 16);
  std::memcpy(chain + 4, &efgh, 16);
}

}}}  // namespace jeton::v0::detail::sha_ni

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/kernel.hpp
#ifndef JETON_BYTES_DETAIL_KERNEL_HPP
#define JETON_BYTES_DETAIL_KERNEL_HPP

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
// jeton/bytes/detail/variants.inc
// The table of the variants. A row says of an instruction set what the processor must have (see cpu.hpp), and for what
// there is code of its own, in a namespace and in files of simd/ with this name: digits of an alphabet, CRC-32, a whole
// token, SHA-256 of one text, SHA-256 of many, many tokens. Of the rows that do something the first is taken that the
// processor can do, so the fastest stand first.
//
// Whoever includes this table defines JETON_VARIANT before it. There JETON_WHERE_yes keeps the code that follows
// `needs` and runs it if the processor has that, and JETON_WHERE_no drops it. The rows of other machines are left out,
// unless JETON_EVERY_VARIANT is defined. No macro is left behind.
#define JETON_WHERE_yes(needs, ...) \
  if ((needs) == cpu::nothing || cpu::has(needs)) __VA_ARGS__
#define JETON_WHERE_no(needs, ...)

// clang-format off
//            instruction set  the processor must have    digits crc32 token sha256 sha256_each valid_each
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__x86_64__))
JETON_VARIANT(avx512_vpclmul,  cpu::avx512_vpclmul,       no,    no,   no,   no,    no,         yes)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__)))
JETON_VARIANT(avx512,          cpu::avx512,               no,    no,   no,   no,    yes,        no)
JETON_VARIANT(sha_ni,          cpu::sha_ni,               no,    no,   no,   yes,   yes,        no)
JETON_VARIANT(avx2_bmi2,       cpu::avx2,                 no,    no,   no,   yes,   yes,        no)
JETON_VARIANT(avx2_pclmul,     cpu::avx2 | cpu::pclmul,   no,    no,   yes,  no,    no,         no)
JETON_VARIANT(sse41_pclmul,    cpu::pclmul,               yes,   yes,  yes,  no,    no,         no)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__aarch64__))
JETON_VARIANT(neon_sha2,       cpu::neon_sha2,            no,    no,   no,   yes,   yes,        no)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__))
JETON_VARIANT(neon_crc32,      cpu::neon_crc32,           no,    yes,  yes,  no,    no,         no)
JETON_VARIANT(neon_pmull,      cpu::neon_pmull,           no,    yes,  yes,  no,    no,         no)
#endif
#if defined(JETON_EVERY_VARIANT) || defined(__GNUC__)
JETON_VARIANT(vector16,        cpu::nothing,              yes,   yes,  yes,  yes,   yes,        no)
#endif
#if defined(JETON_EVERY_VARIANT) || !defined(__GNUC__)
JETON_VARIANT(portable,        cpu::nothing,              yes,   yes,  no,   yes,   no,         no)
#endif
// clang-format on

#undef JETON_VARIANT
#undef JETON_EVERY_VARIANT
#undef JETON_WHERE_no
#undef JETON_WHERE_yes
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
// jeton/bytes/detail/variants.inc
// The table of the variants. A row says of an instruction set what the processor must have (see cpu.hpp), and for what
// there is code of its own, in a namespace and in files of simd/ with this name: digits of an alphabet, CRC-32, a whole
// token, SHA-256 of one text, SHA-256 of many, many tokens. Of the rows that do something the first is taken that the
// processor can do, so the fastest stand first.
//
// Whoever includes this table defines JETON_VARIANT before it. There JETON_WHERE_yes keeps the code that follows
// `needs` and runs it if the processor has that, and JETON_WHERE_no drops it. The rows of other machines are left out,
// unless JETON_EVERY_VARIANT is defined. No macro is left behind.
#define JETON_WHERE_yes(needs, ...) \
  if ((needs) == cpu::nothing || cpu::has(needs)) __VA_ARGS__
#define JETON_WHERE_no(needs, ...)

// clang-format off
//            instruction set  the processor must have    digits crc32 token sha256 sha256_each valid_each
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__x86_64__))
JETON_VARIANT(avx512_vpclmul,  cpu::avx512_vpclmul,       no,    no,   no,   no,    no,         yes)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__)))
JETON_VARIANT(avx512,          cpu::avx512,               no,    no,   no,   no,    yes,        no)
JETON_VARIANT(sha_ni,          cpu::sha_ni,               no,    no,   no,   yes,   yes,        no)
JETON_VARIANT(avx2_bmi2,       cpu::avx2,                 no,    no,   no,   yes,   yes,        no)
JETON_VARIANT(avx2_pclmul,     cpu::avx2 | cpu::pclmul,   no,    no,   yes,  no,    no,         no)
JETON_VARIANT(sse41_pclmul,    cpu::pclmul,               yes,   yes,  yes,  no,    no,         no)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__aarch64__))
JETON_VARIANT(neon_sha2,       cpu::neon_sha2,            no,    no,   no,   yes,   yes,        no)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__))
JETON_VARIANT(neon_crc32,      cpu::neon_crc32,           no,    yes,  yes,  no,    no,         no)
JETON_VARIANT(neon_pmull,      cpu::neon_pmull,           no,    yes,  yes,  no,    no,         no)
#endif
#if defined(JETON_EVERY_VARIANT) || defined(__GNUC__)
JETON_VARIANT(vector16,        cpu::nothing,              yes,   yes,  yes,  yes,   yes,        no)
#endif
#if defined(JETON_EVERY_VARIANT) || !defined(__GNUC__)
JETON_VARIANT(portable,        cpu::nothing,              yes,   yes,  no,   yes,   no,         no)
#endif
// clang-format on

#undef JETON_VARIANT
#undef JETON_EVERY_VARIANT
#undef JETON_WHERE_no
#undef JETON_WHERE_yes
}

#if defined(__GNUC__)
template <class LateVoid>
void sha256_blocks_at_run_time(std::uint32_t* chain, const void* blocks, std::size_t count) {
#define JETON_VARIANT(set, needs, does_digits, does_crc32, does_token, does_sha256, ...) \
  JETON_WHERE_##does_sha256(needs, return set::sha256_blocks<LateVoid>(chain, blocks, count));
// jeton/bytes/detail/variants.inc
// The table of the variants. A row says of an instruction set what the processor must have (see cpu.hpp), and for what
// there is code of its own, in a namespace and in files of simd/ with this name: digits of an alphabet, CRC-32, a whole
// token, SHA-256 of one text, SHA-256 of many, many tokens. Of the rows that do something the first is taken that the
// processor can do, so the fastest stand first.
//
// Whoever includes this table defines JETON_VARIANT before it. There JETON_WHERE_yes keeps the code that follows
// `needs` and runs it if the processor has that, and JETON_WHERE_no drops it. The rows of other machines are left out,
// unless JETON_EVERY_VARIANT is defined. No macro is left behind.
#define JETON_WHERE_yes(needs, ...) \
  if ((needs) == cpu::nothing || cpu::has(needs)) __VA_ARGS__
#define JETON_WHERE_no(needs, ...)

// clang-format off
//            instruction set  the processor must have    digits crc32 token sha256 sha256_each valid_each
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__x86_64__))
JETON_VARIANT(avx512_vpclmul,  cpu::avx512_vpclmul,       no,    no,   no,   no,    no,         yes)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__)))
JETON_VARIANT(avx512,          cpu::avx512,               no,    no,   no,   no,    yes,        no)
JETON_VARIANT(sha_ni,          cpu::sha_ni,               no,    no,   no,   yes,   yes,        no)
JETON_VARIANT(avx2_bmi2,       cpu::avx2,                 no,    no,   no,   yes,   yes,        no)
JETON_VARIANT(avx2_pclmul,     cpu::avx2 | cpu::pclmul,   no,    no,   yes,  no,    no,         no)
JETON_VARIANT(sse41_pclmul,    cpu::pclmul,               yes,   yes,  yes,  no,    no,         no)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__aarch64__))
JETON_VARIANT(neon_sha2,       cpu::neon_sha2,            no,    no,   no,   yes,   yes,        no)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__))
JETON_VARIANT(neon_crc32,      cpu::neon_crc32,           no,    yes,  yes,  no,    no,         no)
JETON_VARIANT(neon_pmull,      cpu::neon_pmull,           no,    yes,  yes,  no,    no,         no)
#endif
#if defined(JETON_EVERY_VARIANT) || defined(__GNUC__)
JETON_VARIANT(vector16,        cpu::nothing,              yes,   yes,  yes,  yes,   yes,        no)
#endif
#if defined(JETON_EVERY_VARIANT) || !defined(__GNUC__)
JETON_VARIANT(portable,        cpu::nothing,              yes,   yes,  no,   yes,   no,         no)
#endif
// clang-format on

#undef JETON_VARIANT
#undef JETON_EVERY_VARIANT
#undef JETON_WHERE_no
#undef JETON_WHERE_yes
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
// jeton/bytes/detail/variants.inc
// The table of the variants. A row says of an instruction set what the processor must have (see cpu.hpp), and for what
// there is code of its own, in a namespace and in files of simd/ with this name: digits of an alphabet, CRC-32, a whole
// token, SHA-256 of one text, SHA-256 of many, many tokens. Of the rows that do something the first is taken that the
// processor can do, so the fastest stand first.
//
// Whoever includes this table defines JETON_VARIANT before it. There JETON_WHERE_yes keeps the code that follows
// `needs` and runs it if the processor has that, and JETON_WHERE_no drops it. The rows of other machines are left out,
// unless JETON_EVERY_VARIANT is defined. No macro is left behind.
#define JETON_WHERE_yes(needs, ...) \
  if ((needs) == cpu::nothing || cpu::has(needs)) __VA_ARGS__
#define JETON_WHERE_no(needs, ...)

// clang-format off
//            instruction set  the processor must have    digits crc32 token sha256 sha256_each valid_each
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__x86_64__))
JETON_VARIANT(avx512_vpclmul,  cpu::avx512_vpclmul,       no,    no,   no,   no,    no,         yes)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__)))
JETON_VARIANT(avx512,          cpu::avx512,               no,    no,   no,   no,    yes,        no)
JETON_VARIANT(sha_ni,          cpu::sha_ni,               no,    no,   no,   yes,   yes,        no)
JETON_VARIANT(avx2_bmi2,       cpu::avx2,                 no,    no,   no,   yes,   yes,        no)
JETON_VARIANT(avx2_pclmul,     cpu::avx2 | cpu::pclmul,   no,    no,   yes,  no,    no,         no)
JETON_VARIANT(sse41_pclmul,    cpu::pclmul,               yes,   yes,  yes,  no,    no,         no)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__aarch64__))
JETON_VARIANT(neon_sha2,       cpu::neon_sha2,            no,    no,   no,   yes,   yes,        no)
#endif
#if defined(JETON_EVERY_VARIANT) || (defined(__GNUC__) && defined(__aarch64__) && defined(__AARCH64EL__))
JETON_VARIANT(neon_crc32,      cpu::neon_crc32,           no,    yes,  yes,  no,    no,         no)
JETON_VARIANT(neon_pmull,      cpu::neon_pmull,           no,    yes,  yes,  no,    no,         no)
#endif
#if defined(JETON_EVERY_VARIANT) || defined(__GNUC__)
JETON_VARIANT(vector16,        cpu::nothing,              yes,   yes,  yes,  yes,   yes,        no)
#endif
#if defined(JETON_EVERY_VARIANT) || !defined(__GNUC__)
JETON_VARIANT(portable,        cpu::nothing,              yes,   yes,  no,   yes,   no,         no)
#endif
// clang-format on

#undef JETON_VARIANT
#undef JETON_EVERY_VARIANT
#undef JETON_WHERE_no
#undef JETON_WHERE_yes
}

#else
inline constexpr bool knows_whole_tokens = false;

template <class Stencil, class LateVoid>
bool valid(const char* text, std::size_t size, const std::size_t* at);
#endif

}}}  // namespace jeton::v0::detail::kernel

#endif

// jeton/bytes/detail/sha256_core.hpp
#ifndef JETON_BYTES_DETAIL_SHA256_CORE_HPP
#define JETON_BYTES_DETAIL_SHA256_CORE_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// The chaining value and the unfinished block of a SHA-256. Wiped when it dies. No branch and no address depends on
/// what is hashed; how much is hashed does show.
class sha256_core {
 public:
  static constexpr std::size_t block_size = 64;
  static constexpr std::size_t digest_size = 32;

  constexpr sha256_core() {
    for (std::size_t i = 0; i < 8; ++i) chain_[i] = sha256_initial.words[i];
  }
  sha256_core(const sha256_core&) = default;
  sha256_core& operator=(const sha256_core&) = default;
  constexpr ~sha256_core() {
    wipe(chain_, 8);
    wipe(block_, block_size);
  }

  template <class Byte>  // char or unsigned char
  constexpr void update(const Byte* bytes, std::size_t size) {
    const std::size_t used = hashed_ % block_size;
    hashed_ += size;
    if (size < block_size - used) return copy(bytes, size, used);
    if (used != 0) {
      copy(bytes, block_size - used, used);
      kernel::sha256_blocks<void>(chain_, block_, 1);
      bytes += block_size - used;
      size -= block_size - used;
    }
    // The barrier is for GCC 12, which would warn of blocks in texts that it knows to be shorter.
    const std::size_t blocks = constant_time::value_barrier(size / block_size);
    kernel::sha256_blocks<void>(chain_, bytes, blocks);
    copy(bytes + blocks * block_size, size % block_size, 0);
  }

  /// Pads, and writes the 32 bytes. After that only assignment and destruction make sense.
  constexpr void finish(unsigned char* out) {
    std::size_t used = hashed_ % block_size;
    block_[used++] = 0x80;
    if (used > block_size - 8) {
      clear(used, block_size);
      kernel::sha256_blocks<void>(chain_, block_, 1);
      used = 0;
    }
    clear(used, block_size - 8);
    sha256_write_size(hashed_, block_ + block_size - 8);
    kernel::sha256_blocks<void>(chain_, block_, 1);
    sha256_write(chain_, out);
  }

 private:
  template <class Byte>
  constexpr void copy(const Byte* bytes, std::size_t size, std::size_t to) {
    if (!std::is_constant_evaluated()) {
      if (bytes != nullptr) std::memcpy(block_ + to, bytes, size);
      return;
    }
    for (std::size_t i = 0; i < size; ++i) block_[to + i] = static_cast<unsigned char>(bytes[i]);
  }
  constexpr void clear(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) block_[i] = 0;
  }

  std::uint32_t chain_[8]{};
  unsigned char block_[block_size]{};
  std::uint64_t hashed_ = 0;  // bytes
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/bytes/detail/base64.hpp
#ifndef JETON_BYTES_DETAIL_BASE64_HPP
#define JETON_BYTES_DETAIL_BASE64_HPP

namespace jeton { inline namespace v0 { namespace detail {

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

/// Where the first character stands that is no digit; the size where there is none. For texts that are refused.
template <class Digits>
constexpr std::size_t first_strange(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && Digits::set.contains(static_cast<unsigned char>(text[i]))) ++i;
  return i;
}

enum class base64_answer : unsigned char { good, strange_digit, trailing_bits };

/// Reads base64 digits without padding, at most Most of them and never 1 more than a multiple of 4. Only the canonical
/// text of some bytes is good.
template <class Digits, std::size_t Most, class Byte>  // char or unsigned char
constexpr base64_answer base64_decode(std::string_view digits, Byte* out) {
  wiped_array<unsigned char, Most + 1> values;  // one zero behind, for the last byte's missing neighbour
  if (!kernel::decode<Digits>(digits.data(), values.items, digits.size())) return base64_answer::strange_digit;
  const std::size_t size = base64_byte_count(digits.size());
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t digit = 8 * i / 6;
    const unsigned two_digits = unsigned{values.items[digit]} << 6 | values.items[digit + 1];
    out[i] = static_cast<Byte>(static_cast<unsigned char>(two_digits >> (4 - 8 * i % 6)));
  }
  const std::size_t unused_bits = 6 * digits.size() - 8 * size;
  const unsigned unused = digits.empty() ? 0U : values.items[digits.size() - 1] & ((1U << unused_bits) - 1);
  return constant_time::value_barrier(unused) == 0 ? base64_answer::good : base64_answer::trailing_bits;
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/core/fixed_string.hpp
#ifndef JETON_CORE_FIXED_STRING_HPP
#define JETON_CORE_FIXED_STRING_HPP

namespace jeton { inline namespace v0 {

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

}}  // namespace jeton::v0

#endif

// jeton/core/result.hpp
#ifndef JETON_CORE_RESULT_HPP
#define JETON_CORE_RESULT_HPP

#if !defined(__GNUC__)
#include <cstdlib>
#endif

namespace jeton { inline namespace v0 {

namespace detail {
[[noreturn]] void trap() noexcept;
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

namespace detail {

/// Ends the program. Reading the value of an error is a bug of the caller that must never pass for a grant.
inline void trap() noexcept {
#if defined(__GNUC__)
  __builtin_trap();
#else
  std::abort();
#endif
}

}  // namespace detail

}}  // namespace jeton::v0

#endif

// jeton/digest/fault.hpp
#ifndef JETON_DIGEST_FAULT_HPP
#define JETON_DIGEST_FAULT_HPP

namespace jeton { inline namespace v0 {

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

/// Why bytes are no pepper, in the order of the checks.
enum class pepper_fault : unsigned char {
  size,        ///< fewer than 32 bytes
  repetition,  ///< one byte over and over, as memory that nobody has filled
};

[[nodiscard]] constexpr std::string_view describe(pepper_fault fault) {
  switch (fault) {
    case pepper_fault::size:
      return "a pepper has 32 bytes or more";
    case pepper_fault::repetition:
      return "a pepper is not one byte over and over";
  }
  return "unknown fault";
}

/// Why a key was not added, in the order of the checks.
enum class keyring_fault : unsigned char {
  repeated,  ///< another key has this id
  room,      ///< there are already as many keys as are kept
};

[[nodiscard]] constexpr std::string_view describe(keyring_fault fault) {
  switch (fault) {
    case keyring_fault::repeated:
      return "the id belongs to another key";
    case keyring_fault::room:
      return "too many keys";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif

// jeton/bytes/byte_set.hpp
#ifndef JETON_BYTES_BYTE_SET_HPP
#define JETON_BYTES_BYTE_SET_HPP

namespace jeton { inline namespace v0 {

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

}}  // namespace jeton::v0

#endif

// jeton/format/alphabet.hpp
#ifndef JETON_FORMAT_ALPHABET_HPP
#define JETON_FORMAT_ALPHABET_HPP

namespace jeton { inline namespace v0 {

namespace detail {
template <fixed_string Digits>
consteval bool is_alphabet();
}  // namespace detail

/// The digits of a number system, in the order of their values. A new one is a struct of its own, so that messages and
/// symbols show its name: `struct vowels : jeton::alphabet<"aeiou"> {};`
template <fixed_string Digits>
struct alphabet {
  static constexpr std::size_t size = Digits.size();
  static constexpr std::string_view digits = Digits;
  static constexpr bool is_sound = detail::is_alphabet<Digits>();
  static constexpr byte_set set = byte_set::of(Digits);

  /// Whether every byte of `text` is a digit. Time depends on the size alone.
  [[nodiscard, gnu::always_inline]] static constexpr bool contains(std::string_view text) {
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

}}  // namespace jeton::v0

#endif

// jeton/digest/digest.hpp
#ifndef JETON_DIGEST_DIGEST_HPP
#define JETON_DIGEST_DIGEST_HPP

namespace jeton { inline namespace v0 {

/// N bytes that a hash function made: what a server stores in place of a token. `==` takes the same time wherever the
/// digests differ, and digests of different sizes do not compare. An empty digest (default-constructed, or all zero
/// bytes, as a cleared column is) equals nothing, not even itself. No order, no stream: take `to_hex()`.
///
///     const jeton::digest<32> key = jeton::sha256(text);
///     if (key == row.digest) write(key.to_hex());
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
  [[nodiscard]] constexpr bool empty() const { return constant_time::equal(bytes_, nothing, N); }

  /// 2 N lower-case hexadecimal digits.
  [[nodiscard]] constexpr fixed_string<hex_size> to_hex() const {
    fixed_string<hex_size> hex;
    wiped_array<unsigned char, hex_size> values;
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
    wiped_array<unsigned char, hex_size> values;
    if (!detail::kernel::decode<hex_digits>(text.data(), values.items, hex_size) &&
        !detail::kernel::decode<upper_hex_digits>(text.data(), values.items, hex_size)) {
      const std::size_t lower = detail::first_strange<hex_digits>(text);
      const std::size_t upper = detail::first_strange<upper_hex_digits>(text);
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
      return digest_error{digest_fault::alphabet, detail::first_strange<base64_digits>(digits)};
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
    return constant_time::equal(left.bytes_, right.bytes_, N) && !left.empty();
  }
  template <std::size_t M>
    requires(M != N)
  friend bool operator==(const digest&, const digest<M>&) = delete;  // digests of different sizes never compare

 private:
  static constexpr std::size_t base64_digits_used = detail::base64_digit_count(N);
  static constexpr unsigned char nothing[N]{};

  static constexpr digest_error wrong_length(std::size_t size, std::size_t wanted) {
    return {digest_fault::length, size < wanted ? size : wanted};
  }

  unsigned char bytes_[N]{};
};

/// Hexadecimal digits that stand for a text in a log: the same text has the same fingerprint, and it tells nothing
/// about a token of 112 bits or more. It is SHA-256 under a domain of its own, never a part of a stored digest. Of a
/// text that can be guessed, such as a predetermined token, it lets a guess be checked: do not log those.
template <std::size_t Digits = 12>
[[nodiscard]] constexpr fixed_string<Digits> fingerprint(std::string_view text) {
  static_assert(Digits % 2 == 0 && Digits >= 8 && Digits <= 64, "jeton: a fingerprint has 8, 10, … 64 digits");
  // Its NUL too; an array, since GCC takes long over a string_view of a part of a literal.
  constexpr char domain[] = "jeton fingerprint v1";
  detail::sha256_core hash;
  hash.update(domain, sizeof domain);
  hash.update(text.data(), text.size());
  unsigned char bytes[detail::sha256_core::digest_size]{};
  hash.finish(bytes);
  unsigned char first[Digits / 2]{};
  for (std::size_t i = 0; i < Digits / 2; ++i) first[i] = bytes[i];
  return digest<Digits / 2>{first}.to_hex();
}

}}  // namespace jeton::v0

#endif

// jeton/digest/sha256.hpp
#ifndef JETON_DIGEST_SHA256_HPP
#define JETON_DIGEST_SHA256_HPP

namespace jeton { inline namespace v0 {

/// SHA-256 (FIPS 180-4): what is stored for a token of 112 bits or more. Linear time.
[[nodiscard]] constexpr digest<32> sha256(std::string_view text) {
  detail::sha256_core hash;
  hash.update(text.data(), text.size());
  wiped_array<unsigned char, 32> bytes;
  hash.finish(bytes.items);
  return digest<32>{bytes.items};
}

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
    wiped_array<unsigned char, 32> bytes;
    core_.finish(bytes.items);
    core_ = {};
    return digest<32>{bytes.items};
  }

 private:
  detail::sha256_core core_;
};

/// HMAC-SHA-256 (RFC 2104, FIPS 198-1) of a text that comes in pieces. Keys of any size; one of fewer than 32 bytes is
/// weaker than the hash.
class hmac_sha256_hasher {
 public:
  constexpr explicit hmac_sha256_hasher(std::string_view key) {
    constexpr std::size_t block_size = detail::sha256_core::block_size;
    wiped_array<unsigned char, block_size> block;
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
    wiped_array<unsigned char, 32> bytes;
    inner_.finish(bytes.items);
    outer_.update(bytes.items, 32);
    outer_.finish(bytes.items);
    return digest<32>{bytes.items};
  }

 private:
  friend class pepper;   // of which an error holds none,
  friend class keyring;  // and which keeps some in places not yet taken
  constexpr hmac_sha256_hasher() = default;

  detail::sha256_core inner_;
  detail::sha256_core outer_;
};

/// HMAC-SHA-256 of a text: what is stored for a token where the server keeps a pepper.
[[nodiscard]] constexpr digest<32> hmac_sha256(std::string_view key, std::string_view text) {
  hmac_sha256_hasher hasher{key};
  hasher.update(text);
  return hasher.finish();
}

}}  // namespace jeton::v0

#endif

// jeton/bytes/crc32.hpp
#ifndef JETON_BYTES_CRC32_HPP
#define JETON_BYTES_CRC32_HPP

namespace jeton { inline namespace v0 {

/// CRC-32/ISO-HDLC of a text, the CRC of zlib, PNG and Ethernet: polynomial 0x04C11DB7 reflected, start and final XOR
/// 0xFFFFFFFF; of "123456789" it is 0xCBF43926. Linear time, no table that is indexed by the text. A CRC finds typing
/// errors; anyone can make one, so it proves nothing about who made a text.
template <std::convertible_to<std::string_view> Text>  // a template, so that only who calls it pays for its constants
[[nodiscard, gnu::always_inline]] constexpr std::uint32_t crc32(const Text& text) noexcept {
  const std::string_view bytes{text};
  return detail::kernel::crc32<detail::kernel::late_void<Text>>(bytes.data(), bytes.size());
}

}}  // namespace jeton::v0

#endif

// jeton/format/detail/exact_division.hpp
#ifndef JETON_FORMAT_DETAIL_EXACT_DIVISION_HPP
#define JETON_FORMAT_DETAIL_EXACT_DIVISION_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// How secret numbers below a limit are divided: by a multiplication and a shift. Never with a division instruction,
/// which may take longer for some numbers than for others.
struct division {
  std::uint64_t multiplier = 0;
  int shift = -1;  // negative where no multiplier of this size is exact for all numbers

  /// Granlund and Montgomery 1994, "Division by invariant integers using multiplication": with the multiplier
  /// (2^shift + error) / divisor the quotient is right as long as number * error < 2^shift. `limit` is 2^32 at most.
  static constexpr division by(std::uint64_t divisor, std::uint64_t limit) {
    if (divisor >= limit) return {0, 0};
    for (int shift = 0; shift < 64; ++shift) {
      const std::uint64_t power = std::uint64_t{1} << shift;
      const std::uint64_t multiplier = (power - 1) / divisor + 1;
      const std::uint64_t error = multiplier * divisor - power;
      if (multiplier >= ~std::uint64_t{0} / limit) break;
      if (error * limit <= power) return {multiplier, shift};
    }
    return {};
  }
  [[nodiscard]] constexpr bool is_exact() const { return shift >= 0; }
  [[nodiscard]] constexpr std::uint64_t quotient(std::uint64_t number) const { return number * multiplier >> shift; }
};

constexpr std::uint64_t power(std::uint64_t radix, std::size_t exponent) {
  std::uint64_t product = 1;
  for (std::size_t i = 0; i < exponent; ++i) product *= radix;
  return product;
}

/// How many of `width` digits to part from the others: half of them, or as near to it as can be divided exactly. There
/// is such a number for each radix below 152.
constexpr std::size_t lower_half(std::uint64_t radix, std::size_t width, std::uint64_t limit) {
  const auto is_exact = [&](std::size_t digits) {
    return digits - 1 < width - 1 && division::by(power(radix, digits), limit).is_exact();
  };
  std::size_t away = 0;
  while (!is_exact(width / 2 - away) && !is_exact(width / 2 + away)) ++away;
  return is_exact(width / 2 - away) ? width / 2 - away : width / 2 + away;
}

/// Writes the Width digit values of a number below Limit, most significant first, as bytes of `packed`: the first one
/// lowest, eight to a word. The number is halved again and again, so that the divisions do not wait for each other.
template <std::uint64_t Radix, std::size_t Width, std::uint64_t Limit, std::size_t At = 0>
constexpr void digit_values(std::uint64_t number, std::uint64_t* packed) {
  if constexpr (Width == 1) {
    packed[At / 8] |= number << At % 8 * 8;
  } else if constexpr (std::has_single_bit(Radix)) {
    constexpr int bits = std::countr_zero(Radix);
    constexpr std::size_t low = Width / 2;
    digit_values<Radix, Width - low, Limit, At>(number >> low * bits, packed);
    digit_values<Radix, low, Limit, At + Width - low>(number & ((std::uint64_t{1} << low * bits) - 1), packed);
  } else {
    constexpr std::size_t low = lower_half(Radix, Width, Limit);
    constexpr std::uint64_t divisor = power(Radix, low);
    constexpr division halves = division::by(divisor, Limit);
    const std::uint64_t quotient = halves.quotient(number);
    digit_values<Radix, Width - low, (Limit - 1) / divisor + 1, At>(quotient, packed);
    digit_values < Radix, low, divisor<Limit ? divisor : Limit, At + Width - low>(number - quotient * divisor, packed);
  }
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/checksum.hpp
#ifndef JETON_FORMAT_CHECKSUM_HPP
#define JETON_FORMAT_CHECKSUM_HPP

namespace jeton { inline namespace v0 {

/// Which bytes a check is computed from.
enum class covers : unsigned char {
  everything_before,  ///< from the first byte of the token to the check: binds the prefix, so that no token can be
                      ///< relabelled
  body,              ///< the nearest field before the check, as GitHub does: prefix and separators may change unnoticed
  before_separator,  ///< from the first byte to the fixed text that parts body and check, as Grafana does
};

namespace detail {
template <class Digits, std::size_t Width>
struct written_number;
}  // namespace detail

/// The part of a format that is computed from others: Number, written in Width digits of Digits, from the bytes that
/// Span names. It is encoded and compared, never decoded, so that exactly one text is right. A check finds accidents;
/// whoever knows the format can compute it, so it authenticates nothing.
template <class Number, class Digits, std::size_t Width, covers Span = covers::everything_before>
struct check {
  static_assert(Width >= 1 && Width <= 16, "jeton: a check has 1 to 16 digits");
  using number = Number;
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

namespace detail {

/// The CRC-32 of the covered text as a number; `Order` is the order in which its bytes are read into that number.
template <std::endian Order>
struct crc32_number {
  static constexpr bool lowest_first = Order == std::endian::little;  // also what tells it from other numbers

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
    constexpr std::uint64_t limit = std::uint64_t{largest_number(Digits::size, Width)} + 1;
    digit_values<Digits::size, Width, limit>(number, digits);
    for (std::uint64_t& word : digits) word = kernel::encode_word<Digits>(word);
  }
  constexpr void copy_to(char* out) const {
    for (std::size_t i = 0; i < words; ++i) kernel::store_word(digits[i], out + 8 * i, size_of(i));
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

}}  // namespace jeton::v0

#endif

// jeton/core/random.hpp
#ifndef JETON_CORE_RANDOM_HPP
#define JETON_CORE_RANDOM_HPP

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

namespace jeton { inline namespace v0 {

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
  /// How often in a row a signal may interrupt a call. Only one that waits for the kernel's first random bytes, or asks
  /// for more than 256, can be interrupted: so many signals are a fault, and not a reason to wait for ever.
  static constexpr int max_interruptions = 1000;

  bool operator()(std::span<unsigned char> bytes) const noexcept {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const std::size_t left = bytes.size() - done;
      const std::size_t drawn = draw(bytes.data() + done, left < max_draw ? left : max_draw);
      if (drawn == 0) {
        wipe(bytes.data(), bytes.size());
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
    for (int i = 0; i < max_interruptions; ++i) {
      const ssize_t drawn = ::getrandom(to, size, 0);
      if (drawn > 0) return static_cast<std::size_t>(drawn);
      if (drawn == 0 || errno != EINTR) return 0;
    }
    return 0;
#else
    const std::size_t most = size < 256 ? size : 256;  // getentropy refuses more
    return ::getentropy(to, most) == 0 ? most : 0;
#endif
  }
};

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

}}  // namespace jeton::v0

#endif

// jeton/core/secret.hpp
#ifndef JETON_CORE_SECRET_HPP
#define JETON_CORE_SECRET_HPP

namespace jeton { inline namespace v0 {

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
    wipe(chars_, N);
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

}}  // namespace jeton::v0

#endif

// jeton/format/detail/digit_source.hpp
#ifndef JETON_FORMAT_DETAIL_DIGIT_SOURCE_HPP
#define JETON_FORMAT_DETAIL_DIGIT_SOURCE_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// How many bytes to draw for so many pairs of digits, so that a second draw is seldom needed: what is skipped on
/// average four times, and a pair more. For 30 digits of base62 these are 32 bytes; Linux takes a third longer for 33.
constexpr std::size_t bytes_for(std::size_t pairs, std::size_t radix) {
  const std::size_t skipped = portable::favouring_pairs(static_cast<std::uint32_t>(radix));
  if (skipped == 0) return 2 * pairs;
  return 2 * (pairs + 4 * pairs * skipped / 65536 + 1);
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
    if (next_ == end_ && !refill()) return false;
    std::size_t done = 0;
    if (const std::size_t pairs = size - size % 2; pairs >= 16 && end_ - next_ >= pairs) {
      if (kernel::draw_digits<Digits>(bytes_.items + next_, out, pairs)) {
        next_ += pairs;
        done = pairs;
      }
    }
    return done == size || draw_one_by_one<Digits>(out + done, size - done);
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
  static constexpr std::size_t chunk = 64;  // digits that are made at a time; even, as are all sizes of draws
  static constexpr int max_blocks = 16;     // for one chunk: at least half of all random bytes stand for a digit

  /// Skips pairs that would favour some digits, and draws more bytes.
  template <class Digits>
  [[gnu::noinline]] constexpr bool draw_one_by_one(char* out, std::size_t size) {
    wiped_array<unsigned char, chunk> values;
    for (std::size_t done = 0; done < size;) {
      const std::size_t some = size - done < chunk ? size - done : chunk;
      if (!draw_values<Digits::size>(values.items, some)) return false;
      kernel::encode<Digits>(values.items, out + done, some);
      done += some;
    }
    return true;
  }

  template <std::uint32_t Radix>
  constexpr bool draw_values(unsigned char* values, std::size_t size) {
    int blocks = 0;
    std::size_t have = 0;
    while (have < size) {
      if (end_ - next_ < 2) {
        if (++blocks > max_blocks) return fail(random_error::stuck);
        if (!refill()) return false;
      }
      const portable::drawn_pair<Radix> pair{bytes_.items + next_};
      next_ += 2;
      values[have] = pair.values[0];
      values[have + 1] = pair.values[1];
      const bool taken = constant_time::value_barrier(pair.is_skipped) == 0;
      have += taken ? 2U : 0U;  // one that is skipped is overwritten
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
    error_ = why;
    next_ = end_ = 0;
    return false;
  }

  alignas(16) wiped_array<unsigned char, Capacity> bytes_;
  Source& source_;
  std::size_t expected_;
  std::size_t next_ = 0;
  std::size_t end_ = 0;
  random_error error_{};
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/detail/segment.hpp
#ifndef JETON_FORMAT_DETAIL_SEGMENT_HPP
#define JETON_FORMAT_DETAIL_SEGMENT_HPP

namespace jeton { inline namespace v0 { namespace detail {

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

/// Whether a check is a CRC-32.
template <class Segment>
constexpr bool has_crc32() {
  if constexpr (kind_of<Segment> == segment_kind::check) return requires { Segment::number::lowest_first; };
  return false;
}

/// The digits that a segment is written in; of a literal, none.
template <class Segment>
constexpr std::string_view digits_of() {
  if constexpr (kind_of<Segment> != segment_kind::literal) return Segment::digits::digits;
  return {};
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

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/detail/plan.hpp
#ifndef JETON_FORMAT_DETAIL_PLAN_HPP
#define JETON_FORMAT_DETAIL_PLAN_HPP

namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::size_t any_size = ~std::size_t{0};

/// Layout as the variants in `simd/` see it: where each segment lies, as constants wherever that is possible. A format
/// under its own prefix with one field of variable size, or none, needs nothing but text and size: what stands before
/// that field is counted from the beginning, what stands behind it from the end.
template <class Layout, std::size_t PrefixSize>
struct plan {
  using segments = typename Layout::segments;
  using indices = typename Layout::indices;
  static constexpr std::size_t count = Layout::count;
  static constexpr bool has_table = PrefixSize == any_size || Layout::variable_count > 1;
  static constexpr bool is_rigid = !has_table && Layout::variable_count == 0;
  static constexpr std::size_t least_prefix = PrefixSize == any_size ? 0 : PrefixSize;
  static constexpr std::size_t min_size = least_prefix + Layout::min_size;  // the size, of a rigid one

  static constexpr std::size_t least_before(std::size_t index) { return min_size - Layout::least_from(index); }

  /// Where segment `index` begins; `count` stands for the end.
  static constexpr spot begin(std::size_t index) {
    if (has_table) return {spot::origin::table, index};
    if (is_rigid || index <= Layout::last_variable) return {spot::origin::front, least_before(index)};
    return {spot::origin::back, Layout::least_from(index)};
  }

  static constexpr piece piece_at(std::size_t index) {
    switch (Layout::kind[index]) {
      case segment_kind::literal:
        return piece::literal;
      case segment_kind::field:
        return piece::digits;
      case segment_kind::length:
        return Layout::least[index] <= 16 ? piece::length : piece::other;
      case segment_kind::check:
        break;
    }
    return Layout::is_crc32[index] ? piece::crc32 : piece::other;
  }
  static constexpr bool has_other() {
    bool found = false;
    for (std::size_t i = 0; i < count; ++i) found = found || piece_at(i) == piece::other;
    return found;
  }

  /// Segments of one alphabet side by side are looked at as one.
  static constexpr bool is_digits(std::size_t index) {
    return index < count && piece_at(index) != piece::literal && piece_at(index) != piece::other;
  }
  static constexpr bool continues(std::size_t index) {
    return index > 0 && is_digits(index) && is_digits(index - 1) &&
           Layout::digit_text[index] == Layout::digit_text[index - 1];
  }
  static constexpr bool starts_run(std::size_t index) { return is_digits(index) && !continues(index); }

  static constexpr run_shape between(std::size_t from, std::size_t to) {
    run_shape run{begin(from), begin(to), 0, 0, least_before(to), Layout::least_from(from)};
    for (std::size_t i = from; i < to; ++i) run.least += Layout::least[i], run.most += Layout::most[i];
    return run;
  }
  static constexpr run_shape run_from(std::size_t index) {
    std::size_t last = index + 1;
    while (continues(last)) ++last;
    return between(index, last);
  }
  static constexpr run_shape segment(std::size_t index) { return between(index, index + 1); }

  /// The bytes that the check which is segment `index` covers.
  static constexpr run_shape covered(std::size_t index) {
    const std::size_t field = Layout::field_before(index);
    if (Layout::span[index] == covers::body) return between(field, field + 1);
    run_shape run = between(0, Layout::span[index] == covers::before_separator ? index - 1 : index);
    run.begin = {spot::origin::front, 0};
    run.least += least_prefix;
    run.most = PrefixSize == any_size ? any_size : run.most + least_prefix;
    run.behind_begin = min_size;
    return run;
  }
  /// The field whose size the length field which is segment `index` tells.
  static constexpr run_shape measured(std::size_t index) { return segment(Layout::field_before(index)); }
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/detail/layout.hpp
#ifndef JETON_FORMAT_DETAIL_LAYOUT_HPP
#define JETON_FORMAT_DETAIL_LAYOUT_HPP

namespace jeton { inline namespace v0 { namespace detail {

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
  static constexpr bool is_crc32[count] = {has_crc32<Segment>()...};
  static constexpr std::string_view digit_text[count] = {digits_of<Segment>()...};
  using segments = list<Segment...>;
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

  /// Whether a text is of this format: the hot path, without a reason. PrefixSize is that of the prefix, where it is
  /// known at compile time.
  template <std::size_t PrefixSize = any_size>
  [[gnu::always_inline]] static constexpr bool valid(std::string_view prefix, std::string_view text) {
    if (!fits(prefix.size(), text.size()) || !text.starts_with(prefix)) return false;
    bounds found;
    if (std::is_constant_evaluated() || !kernel::knows_whole_tokens) {
      std::size_t stopped = 0;
      return place(prefix.size(), text, found, stopped) && all_hold(text, found, indices{});
    }
    using laid = plan<layout, PrefixSize>;
    if constexpr (laid::has_table || laid::has_other()) {
      std::size_t stopped = 0;
      if (!place(prefix.size(), text, found, stopped)) return false;
    }
    if constexpr (laid::has_other()) {
      return constant_time::value_barrier(unsigned{kernel::valid<laid, void>(text.data(), text.size(), found.at)}) !=
                 0 &&
             others_hold(text, found, indices{});
    } else {
      return kernel::valid<laid, void>(text.data(), text.size(), found.at);
    }
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
  template <std::size_t Index, class One>
  static constexpr bool other_holds(std::string_view text, const bounds& found) {
    if constexpr (plan<layout, any_size>::piece_at(Index) == piece::other) return holds<Index, One>(text, found);
    return true;
  }
  template <std::size_t... Place>
  static constexpr bool others_hold(std::string_view text, const bounds& found, std::index_sequence<Place...>) {
    return (other_holds<Place, Segment>(text, found) && ...);
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

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/detail/writer.hpp
#ifndef JETON_FORMAT_DETAIL_WRITER_HPP
#define JETON_FORMAT_DETAIL_WRITER_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// Writes a token part by part, in the order of its bytes: texts, digits that are drawn or given, checks.
template <class Layout>
struct writer;

template <class... Segment>
struct writer<layout<Segment...>> {
  using format = layout<Segment...>;
  using bounds = typename format::bounds;

  /// Whether no field has a fixed size, and so is drawn.
  static constexpr bool draws_nothing = (!(kind_of<Segment> == segment_kind::field && !is_variable<Segment>) && ...);

  /// How many random bytes `tokens` tokens take, but for the rare case that needs another draw; at least one.
  static constexpr std::size_t draw_size(std::size_t tokens) {
    const std::size_t sum = (bytes_drawn<Segment>(tokens) + ... + 0);
    return sum == 0 ? 1 : sum;
  }

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
  static constexpr std::size_t bytes_drawn(std::size_t tokens) {
    if constexpr (kind_of<One> == segment_kind::field && !is_variable<One>) {
      return bytes_for(tokens * ((One::min_size + 1) / 2), One::digits::size);
    }
    return 0;
  }

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

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/fault.hpp
#ifndef JETON_FORMAT_FAULT_HPP
#define JETON_FORMAT_FAULT_HPP

namespace jeton { inline namespace v0 {

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

}}  // namespace jeton::v0

#endif

// jeton/core/detail/owning_temporary.hpp
#ifndef JETON_CORE_DETAIL_OWNING_TEMPORARY_HPP
#define JETON_CORE_DETAIL_OWNING_TEMPORARY_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// A string object that dies at the end of the line, and its text with it.
template <class Text>
concept owning_temporary = std::is_rvalue_reference_v<Text&&> && std::is_class_v<Text> &&
                           std::convertible_to<Text, std::string_view> && !std::is_trivially_destructible_v<Text>;

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/detail/diagnosis.hpp
#ifndef JETON_FORMAT_DETAIL_DIAGNOSIS_HPP
#define JETON_FORMAT_DETAIL_DIAGNOSIS_HPP

namespace jeton { inline namespace v0 { namespace detail {

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

}}}  // namespace jeton::v0::detail

#endif

// jeton/core/detail/log2.hpp
#ifndef JETON_CORE_DETAIL_LOG2_HPP
#define JETON_CORE_DETAIL_LOG2_HPP

namespace jeton { inline namespace v0 { namespace detail {

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

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/detail/entropy.hpp
#ifndef JETON_FORMAT_DETAIL_ENTROPY_HPP
#define JETON_FORMAT_DETAIL_ENTROPY_HPP

namespace jeton { inline namespace v0 { namespace detail {

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

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/detail/overlap.hpp
#ifndef JETON_FORMAT_DETAIL_OVERLAP_HPP
#define JETON_FORMAT_DETAIL_OVERLAP_HPP

namespace jeton { inline namespace v0 { namespace detail {

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

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/detail/regex.hpp
#ifndef JETON_FORMAT_DETAIL_REGEX_HPP
#define JETON_FORMAT_DETAIL_REGEX_HPP

namespace jeton { inline namespace v0 { namespace detail {

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

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/detail/rules.hpp
#ifndef JETON_FORMAT_DETAIL_RULES_HPP
#define JETON_FORMAT_DETAIL_RULES_HPP

namespace jeton { inline namespace v0 { namespace detail {

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

}}}  // namespace jeton::v0::detail

#endif

// jeton/format/parts.hpp
#ifndef JETON_FORMAT_PARTS_HPP
#define JETON_FORMAT_PARTS_HPP

namespace jeton { inline namespace v0 {

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

/// A part of a format, for whoever shows it.
struct format_part {
  part_kind kind{};
  std::size_t min_size = 0;   ///< in bytes
  std::size_t max_size = 0;   ///< in bytes
  bool covered = false;       ///< whether it is a check or a check covers it
  std::string_view text{};    ///< of a prefix or separator
  std::string_view digits{};  ///< that a field may have
  covers span{};              ///< of a check: what it covers

  [[nodiscard]] constexpr bool is_variable() const { return min_size != max_size; }
};

/// Parts in the order of their bytes, the prefix (of any size, also none) first.
template <class Part, std::size_t Count>
struct part_list {
  Part items[Count]{};

  [[nodiscard]] constexpr const Part* begin() const { return items; }
  [[nodiscard]] constexpr const Part* end() const { return items + Count; }
  [[nodiscard]] static constexpr std::size_t size() { return Count; }
  /// The first part of a kind; one of size 0 where there is none.
  [[nodiscard]] constexpr Part first(part_kind kind) const {
    for (const Part& part : items) {
      if (part.kind == kind) return part;
    }
    return {kind};
  }
};
template <std::size_t Count>
using token_parts = part_list<token_part, Count>;

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

template <class Layout>
struct parts_of_layout;

template <class... Segment>
struct parts_of_layout<layout<Segment...>> {
  template <class One>
  static constexpr format_part part(std::size_t index) {
    constexpr segment_kind kind = kind_of<One>;
    format_part made{public_kind(kind), One::min_size, One::max_size, layout<Segment...>::is_covered(index)};
    if constexpr (kind == segment_kind::literal) made.text = One::text;
    if constexpr (kind == segment_kind::field) made.digits = One::digits::digits;
    if constexpr (kind == segment_kind::check) made.span = One::span;
    return made;
  }
  template <std::size_t... Place>
  static constexpr part_list<format_part, sizeof...(Segment) + 1> after(std::string_view prefix,
                                                                        std::index_sequence<Place...>) {
    const bool is_covered = layout<Segment...>::prefix_is_covered();
    return {{{part_kind::prefix, prefix.size(), prefix.size(), is_covered, prefix}, part<Segment>(Place)...}};
  }
};

}  // namespace detail

/// The parts of format F: `for (const auto& part : jeton::parts_of_format<F>) …`
template <class F>
inline constexpr auto parts_of_format =
    detail::parts_of_layout<typename F::layout>::after(F::prefix, typename F::layout::indices{});

}}  // namespace jeton::v0

#endif

// jeton/format/token.hpp
#ifndef JETON_FORMAT_TOKEN_HPP
#define JETON_FORMAT_TOKEN_HPP

namespace jeton { inline namespace v0 {

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

namespace detail {

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
  [[nodiscard, gnu::always_inline]] static constexpr bool valid(std::string_view text) {
    return layout::template valid<prefix.size()>(prefix, text);
  }

  /// The same, with the reason and the place of the first fault.
  [[nodiscard]] static constexpr result<token<token_format>, token_error> parse(std::string_view text) {
    if (!valid(text)) return detail::diagnosis<layout>::of(prefix, text);
    return proof(text, prefix.size());
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
    return proof(text, other_prefix.size());
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

 private:
  static constexpr token<token_format> proof(std::string_view text, std::size_t prefix_size) {
    using made = token<token_format>;
    return made{typename made::seal{}, text, prefix_size};
  }
};

}}  // namespace jeton::v0

#endif

// jeton/format/prefixed.hpp
#ifndef JETON_FORMAT_PREFIXED_HPP
#define JETON_FORMAT_PREFIXED_HPP

namespace jeton { inline namespace v0 {

/// Whether an administrator may write `c` into a prefix (GitLab's rule for its instance prefix).
[[nodiscard]] constexpr bool is_prefix_character(char c);

/// Where an administrator's prefix stands.
enum class prefix_place : unsigned char {
  alone,            ///< in place of the format's own prefix: `corp_…`
  before_standard,  ///< and a hyphen, in front of it: `acme-glpat-…`
};

/// Format F under a prefix that is known only at run time, and under earlier ones, since old tokens outlive a change. A
/// value with the members of a format: `ours.parse(text)`, `generate(ours)`. The check is computed as F's is, over the
/// prefix that the token really has.
///
///     auto ours = jeton::prefixed<acme_pat>::make("corp_");
///     if (ours && ours->accept_earlier("old_")) serve(*ours);
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

constexpr bool is_prefix_character(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool is_decimal = c >= '0' && c <= '9';
  return is_letter || is_decimal || c == '_' || c == '+' || c == '=' || c == '/' || c == '@' || c == ':' || c == '.' ||
         c == '-';
}

}}  // namespace jeton::v0

#endif

// jeton/format/generate.hpp
#ifndef JETON_FORMAT_GENERATE_HPP
#define JETON_FORMAT_GENERATE_HPP

namespace jeton { inline namespace v0 {

struct low_entropy_t;
template <std::size_t Count>
struct given_fields;
enum class generate_error : unsigned char;

/// A fresh token: every digit of its fields is drawn without bias from the operating system's CSPRNG, or from `source`.
/// Constexpr when the source is. Bytes of the source are used in order, two for two digits: bytes a, b are the number
/// n = a + 256 b, and of r digits stand for the two of floor(n r^2 / 65536), the first one first; they are skipped
/// where n r^2 mod 65536 < 65536 mod r^2, which would favour some. A field of odd size leaves its last pair's second
/// digit.
///
///     const auto fresh = jeton::generate<acme_pat>();
///     if (!fresh) return failed(describe(fresh.error()));
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, random_error> generate(Source&& source = {});

/// The same for a format whose tokens can be guessed.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, random_error> generate(low_entropy_t, Source&& source = {});

/// A fresh token under the current prefix of `format`.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, random_error> generate(const prefixed<F>& format,
                                                                                     Source&& source = {});

/// Fills `many` with fresh tokens from as few draws as possible (of at most 4 KiB each), or clears all and says why.
template <class F, std::size_t Extent, random_source Source = os_random>
[[nodiscard]] constexpr result<void, random_error> generate(std::span<secret<F::max_size>, Extent> many,
                                                            Source&& source = {});

/// The same under the current prefix of `format`.
template <class F, std::size_t Extent, random_source Source = os_random>
[[nodiscard]] constexpr result<void, random_error> generate(const prefixed<F>& format,
                                                            std::span<secret<prefixed<F>::max_size>, Extent> many,
                                                            Source&& source = {});

/// A token whose fields of variable size are given; those of fixed size are drawn. How much entropy the given ones
/// bring is the caller's to know.
template <class F, std::size_t Count, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, generate_error> generate(const given_fields<Count>& fields,
                                                                             Source&& source = {});

/// The same under the current prefix of `format`.
template <class F, std::size_t Count, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, generate_error> generate(
    const prefixed<F>& format, const given_fields<Count>& fields, Source&& source = {});

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
  using writer = writer<typename F::layout>;
  constexpr std::size_t size = writer::draw_size(1);
  digit_source<Source, size> digits{source, size};
  result<secret<Room>, random_error> made{
      std::in_place, [&](std::span<char, Room> out) { return writer::write(prefix, digits, given, out.data()); }};
  if (made->empty()) made = digits.error();
  return made;
}

/// One token in each of `many`, or an error and none.
template <class F, std::size_t Room, class Source>
constexpr result<void, random_error> generate_many(std::string_view prefix, std::span<secret<Room>> many,
                                                   Source& source) {
  using writer = writer<typename F::layout>;
  digit_source<Source, os_random::max_draw> digits{source, writer::draw_size(many.size())};
  for (secret<Room>& one : many) {
    one.assign([&](std::span<char, Room> out) { return writer::write(prefix, digits, nullptr, out.data()); });
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
  using writer = writer<typename F::layout>;
  if (!writer::sizes_fit(fields.texts)) return generate_error::field_length;
  if (!writer::digits_fit(fields.texts)) return generate_error::field_alphabet;
  auto made = generate_one<F, Room>(prefix, source, fields.texts);
  if (!made) return generate_error::random;
  return *std::move(made);
}

}  // namespace detail

template <class F, random_source Source>
constexpr result<secret<F::max_size>, random_error> generate(Source&& source) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_one<F, F::max_size>(F::prefix, source);
}

template <class F, random_source Source>
constexpr result<secret<F::max_size>, random_error> generate(low_entropy_t, Source&& source) {
  detail::check_no_fields_are_given<F>();
  return detail::generate_one<F, F::max_size>(F::prefix, source);
}

template <class F, random_source Source>
constexpr result<secret<prefixed<F>::max_size>, random_error> generate(const prefixed<F>& format, Source&& source) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_one<F, prefixed<F>::max_size>(format.prefix(), source);
}

template <class F, std::size_t Extent, random_source Source>
constexpr result<void, random_error> generate(std::span<secret<F::max_size>, Extent> many, Source&& source) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_many<F>(F::prefix, std::span<secret<F::max_size>>{many}, source);
}

template <class F, std::size_t Extent, random_source Source>
constexpr result<void, random_error> generate(const prefixed<F>& format,
                                              std::span<secret<prefixed<F>::max_size>, Extent> many, Source&& source) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_many<F>(format.prefix(), std::span<secret<prefixed<F>::max_size>>{many}, source);
}

template <class F, std::size_t Count, random_source Source>
constexpr result<secret<F::max_size>, generate_error> generate(const given_fields<Count>& fields, Source&& source) {
  return detail::generate_given<F, F::max_size>(F::prefix, fields, source);
}

template <class F, std::size_t Count, random_source Source>
constexpr result<secret<prefixed<F>::max_size>, generate_error> generate(const prefixed<F>& format,
                                                                         const given_fields<Count>& fields,
                                                                         Source&& source) {
  return detail::generate_given<F, prefixed<F>::max_size>(format.prefix(), fields, source);
}

}}  // namespace jeton::v0

#endif

// jeton/store/fault.hpp
#ifndef JETON_STORE_FAULT_HPP
#define JETON_STORE_FAULT_HPP

namespace jeton { inline namespace v0 {

/// Why a store does not do what it is asked, in the order of the checks.
enum class store_fault : unsigned char {
  unavailable,  ///< it cannot answer: locked, full, broken, not there. Nothing is known about the row
  incomplete,   ///< the row to be written has no digest or no owner, so that nobody would find it; or a value that this
                ///< store cannot hold
  duplicate,    ///< another row has this digest
  absent,       ///< there is no such row
};

[[nodiscard]] constexpr std::string_view describe(store_fault fault) {
  switch (fault) {
    case store_fault::unavailable:
      return "the store cannot answer";
    case store_fault::incomplete:
      return "a row needs a digest and an owner";
    case store_fault::duplicate:
      return "there is a row with this digest";
    case store_fault::absent:
      return "there is no such row";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif

// jeton/core/maybe.hpp
#ifndef JETON_CORE_MAYBE_HPP
#define JETON_CORE_MAYBE_HPP

namespace jeton { inline namespace v0 {

/// A value or none, as a column that may be null: std::optional for small values, without what <optional> costs to
/// include. To read the value of none ends the program.
template <class T>
class maybe {
 public:
  using value_type = T;

  /// None.
  constexpr maybe() = default;
  constexpr maybe(const T& value) : value_(value), has_value_(true) {}  // NOLINT: implicit, as with std::optional

  [[nodiscard]] constexpr bool has_value() const { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }
  constexpr const T& operator*() const {
    if (!has_value_) [[unlikely]]
      detail::trap();
    return value_;
  }
  constexpr const T* operator->() const { return &**this; }

  friend constexpr bool operator==(const maybe&, const maybe&) = default;

 private:
  T value_{};
  bool has_value_ = false;
};

}}  // namespace jeton::v0

#endif

// jeton/time/detail/calendar.hpp
#ifndef JETON_TIME_DETAIL_CALENDAR_HPP
#define JETON_TIME_DETAIL_CALENDAR_HPP

/// The proleptic Gregorian calendar, for every year that std::chrono::year can hold. Dates to day numbers and back
/// after Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms" (Software:
/// Practice and Experience, 2022): years begin in March, so that a leap day is the last of its year, and each division
/// is by a constant.
namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::int32_t seconds_per_day = 86400;

/// A date as numbers; nothing says that there is such a day.
struct civil {
  std::int32_t year;
  std::uint32_t month;
  std::uint32_t day;
};

constexpr bool is_leap(std::int32_t year) { return (year % 25 != 0 ? year % 4 : year % 16) == 0; }

/// 28 to 31; `month` is 1 to 12.
constexpr std::uint32_t days_in_month(std::int32_t year, std::uint32_t month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return 30 | (month ^ (month >> 3));
}

/// Years are counted from 82 cycles of 400 years before the year 0, so that no number is negative.
inline constexpr std::uint32_t earlier_years = 82 * 400;
/// Days from 1 March of that first year to 1970-01-01.
inline constexpr std::uint32_t earlier_days = 82 * 146097 + 719468;

/// Days from 1970-01-01 to a date that exists, of the years -32767 to 32767.
constexpr std::int32_t days_from_civil(const civil& date) {
  const std::uint32_t is_before_march = (date.month - 3) >> 31;
  const std::uint32_t year = static_cast<std::uint32_t>(date.year) + earlier_years - is_before_march;
  const std::uint32_t month = date.month + 12 * is_before_march;
  const std::uint32_t century = year / 100;
  const std::uint32_t before_year = 1461 * year / 4 - century + century / 4;
  const std::uint32_t before_month = (979 * month - 2919) / 32;
  return static_cast<std::int32_t>(before_year + before_month + date.day - 1 - earlier_days);
}

/// The date that lies `days` after 1970-01-01.
constexpr civil civil_from_days(std::int32_t days) {
  const std::uint32_t quarters = 4 * (static_cast<std::uint32_t>(days) + earlier_days) + 3;
  const std::uint32_t century = quarters / 146097;
  const std::uint64_t year_and_part = std::uint64_t{2939745} * (quarters % 146097 | 3);
  const std::uint32_t year_of_century = static_cast<std::uint32_t>(year_and_part >> 32);
  const std::uint32_t day_of_year = static_cast<std::uint32_t>(year_and_part) / 2939745 / 4;
  const std::uint32_t month_and_part = 2141 * day_of_year + 197913;
  const bool is_after_december = day_of_year >= 306;
  const std::uint32_t year = 100 * century + year_of_century + (is_after_december ? 1 : 0);
  return {static_cast<std::int32_t>(year - earlier_years), (month_and_part >> 16) - (is_after_december ? 12 : 0),
          (month_and_part & 0xFFFF) / 2141 + 1};
}

inline constexpr std::int32_t min_year = -32767;  ///< of std::chrono::year
inline constexpr std::int32_t max_year = 32767;
inline constexpr std::int32_t min_day = days_from_civil({min_year, 1, 1});
inline constexpr std::int32_t max_day = days_from_civil({max_year, 12, 31});

/// The date `months` later; where that month has no such day, its last one.
constexpr civil later_by_months(const civil& date, std::int64_t months) {
  const std::int64_t month = std::int64_t{date.year} * 12 + date.month - 1 + months;
  civil later{static_cast<std::int32_t>((month - (month % 12 + 12) % 12) / 12),
              static_cast<std::uint32_t>((month % 12 + 12) % 12 + 1), date.day};
  const std::uint32_t days = days_in_month(later.year, later.month);
  if (later.day > days) later.day = days;
  return later;
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/time/fault.hpp
#ifndef JETON_TIME_FAULT_HPP
#define JETON_TIME_FAULT_HPP

namespace jeton { inline namespace v0 {

/// Why a date is refused, in the order of the checks. Positions are bytes of a text, and 0 where there is none.
enum class date_fault : unsigned char {
  length,       ///< a date has ten bytes; the size of the text, or 10
  format,       ///< not a digit or not the separator that belongs there, or the text ends here; that byte
  year,         ///< there is no year 0000 in a text; other dates have the years -32767 to 32767
  month,        ///< there is no such month
  day,          ///< this month has no such day
  time,         ///< hour above 23, minute above 59 or second above 60
  offset,       ///< hour above 23 or minute above 59, or it leads out of the years 0001 to 9999
  leap_second,  ///< a second 60 that does not end a month in UTC
};
using date_error = error_at<date_fault>;

[[nodiscard]] constexpr std::string_view describe(date_fault fault) {
  switch (fault) {
    case date_fault::length:
      return "a date is written YYYY-MM-DD";
    case date_fault::format:
      return "not the digit or separator that belongs here";
    case date_fault::year:
      return "no such year";
    case date_fault::month:
      return "no such month";
    case date_fault::day:
      return "this month has no such day";
    case date_fault::time:
      return "no such time of day";
    case date_fault::offset:
      return "no such offset from UTC";
    case date_fault::leap_second:
      return "no leap second can be here";
  }
  return "unknown fault";
}

/// Why an expiry has no day, or no text.
enum class expiry_fault : unsigned char {
  never,  ///< it never comes; a store writes null
  year,   ///< outside of the years 0001 to 9999, which YYYY-MM-DD can say
};

[[nodiscard]] constexpr std::string_view describe(expiry_fault fault) {
  switch (fault) {
    case expiry_fault::never:
      return "never expires";
    case expiry_fault::year:
      return "year outside of 0001 to 9999";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif

// jeton/time/detail/text.hpp
#ifndef JETON_TIME_DETAIL_TEXT_HPP
#define JETON_TIME_DETAIL_TEXT_HPP

namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::size_t date_size = 10;  ///< of YYYY-MM-DD

/// Two and eight bytes, the first one lowest, on every machine. Compilers make one load of them.
constexpr std::uint64_t two_bytes(const char* text) {
  return static_cast<unsigned char>(text[0]) | std::uint64_t{static_cast<unsigned char>(text[1])} << 8;
}
constexpr std::uint64_t eight_bytes(const char* text) {
  return two_bytes(text) | two_bytes(text + 2) << 16 | two_bytes(text + 4) << 32 | two_bytes(text + 6) << 48;
}

/// Whether `date` is a day of the years 1 to 9999.
constexpr bool is_written_day(const civil& date) {
  if (date.month - 1 >= 12 || date.year < 1 || date.year > 9999) return false;
  return date.day - 1 < 28 || (date.day != 0 && date.day <= days_in_month(date.year, date.month));
}

/// Ten bytes as a date, which may have no such month or day; the year 0, which nothing else has, if they are not
/// YYYY-MM-DD. All digits are read at once, each in its byte of a word.
constexpr civil read_date(const char* text) {
  const std::uint64_t century = two_bytes(text) ^ 0x3030;
  const std::uint64_t rest = eight_bytes(text + 2) ^ 0x30302D30302D3030;  // YY-MM-DD, the same in both directions
  // Bit 7 of a byte: it was there before, or the byte is above 9 where a digit belongs and above 0 where a hyphen does.
  const std::uint64_t above = (century + 0x7676) | century | (rest + 0x76767F76767F7676) | rest;
  if ((above & 0x8080808080808080) != 0) [[unlikely]]
    return {};
  const std::uint64_t pairs = rest * 10 + (rest >> 8);  // each byte with the one behind it, as a number of two digits
  const std::uint64_t hundreds = (century * 10 + (century >> 8)) & 0xFF;
  return {static_cast<std::int32_t>(hundreds * 100 + (pairs & 0xFF)), static_cast<std::uint32_t>(pairs >> 24 & 0xFF),
          static_cast<std::uint32_t>(pairs >> 48 & 0xFF)};
}

/// The months of a leap year, by their two digits. What is no month has no days.
struct month_table {
  std::uint32_t quarters[20];  ///< of a day that come before it; three more where the leap day is yet to come
  unsigned char sizes[20];     ///< days, without the leap day
};
inline constexpr month_table leap_year{{0, 3, 127, 240, 364, 484, 608, 728, 852, 976, 1096, 1220, 1340},
                                       {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}};

/// Ten bytes as a day since 1970, if they are a date of this century, and no leap day: what tokens have. 0 of any
/// other. One branch for each question, and each goes one way.
constexpr std::int32_t read_near_day(const char* text) {
  if (two_bytes(text) != 0x3032) return 0;
  const std::uint64_t rest = eight_bytes(text + 2) ^ 0x30302D30302D3030;
  // As in read_date, and no month begins with more than 1, no day with more than 3.
  if ((((rest + 0x767C7F767E7F7676) | rest) & 0x8080808080808080) != 0) return 0;
  const std::uint64_t pairs = rest * 10 + (rest >> 8);
  const std::uint32_t month = pairs >> 24 & 0xFF;
  const std::uint32_t day = pairs >> 48 & 0xFF;
  if (day - 1 >= leap_year.sizes[month]) return 0;
  const std::uint32_t year = pairs & 0xFF;
  return static_cast<std::int32_t>((1461 * year + leap_year.quarters[month]) / 4 + day + 10956);
}

/// Writes a date of the years 0 to 9999 as ten bytes.
constexpr void write_date(const civil& date, char* text) {
  const std::uint32_t year = static_cast<std::uint32_t>(date.year);
  const std::uint32_t pairs[] = {year / 100, year % 100, date.month, date.day};
  const std::size_t places[] = {0, 2, 5, 8};
  for (std::size_t i = 0; i < 4; ++i) {
    text[places[i]] = static_cast<char>('0' + pairs[i] / 10);
    text[places[i] + 1] = static_cast<char>('0' + pairs[i] % 10);
  }
  text[4] = text[7] = '-';
}

/// The first byte that differs from a shape in which `d` stands for a digit, `T` for T, t or a space, and any other
/// character for itself; the size of the shape if none does, that of the text where it ends before.
constexpr std::size_t first_difference(std::string_view text, std::string_view shape) {
  std::size_t i = 0;
  for (; i < shape.size() && i < text.size(); ++i) {
    const char c = text[i];
    const bool is_right = shape[i] == 'd'   ? c >= '0' && c <= '9'
                          : shape[i] == 'T' ? c == 'T' || c == 't' || c == ' '
                                            : c == shape[i];
    if (!is_right) break;
  }
  return i;
}

/// Two digits as a number.
constexpr std::uint32_t pair_at(std::string_view text, std::size_t index) {
  return static_cast<std::uint32_t>((text[index] - '0') * 10 + (text[index + 1] - '0'));
}

/// Why a text that begins with digits in the shape of a date is none.
constexpr date_error fault_of_day(std::string_view text) {
  if (text.substr(0, 4) == "0000") return {date_fault::year, 0};
  if (pair_at(text, 5) - 1 >= 12) return {date_fault::month, 5};
  return {date_fault::day, 8};
}

/// Why read_date said no.
constexpr date_error fault_of_date(std::string_view text) {
  if (text.size() != date_size) return {date_fault::length, text.size() < date_size ? text.size() : date_size};
  const std::size_t good = first_difference(text, "dddd-dd-dd");
  if (good < date_size) return {date_fault::format, good};
  return fault_of_day(text);
}

/// Any text as a day since 1970. Apart, since it is large and read_near_day has seldom left something to do.
[[gnu::noinline]] constexpr result<std::int32_t, date_error> read_day(std::string_view text) {
  if (text.size() == date_size) {
    const civil date = read_date(text.data());
    if (is_written_day(date)) return days_from_civil(date);
  }
  return fault_of_date(text);
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/time/detail/timestamp.hpp
#ifndef JETON_TIME_DETAIL_TIMESTAMP_HPP
#define JETON_TIME_DETAIL_TIMESTAMP_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// The UTC day, since 1970, of a timestamp after RFC 3339 §5.6. Fractions of a second may have any size. A second 60
/// is the last of a UTC month, where alone §5.7 puts it; which months had one is in no library of this age.
constexpr result<std::int32_t, date_error> read_timestamp(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
  std::size_t at = first_difference(text, shape);
  if (at < shape.size()) return date_error{date_fault::format, at};
  if (at < text.size() && text[at] == '.') {
    const std::size_t first = ++at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == first) return date_error{date_fault::format, at};
  }
  const std::string_view offset = text.substr(at);
  const bool is_zulu = offset.starts_with('Z') || offset.starts_with('z');
  const std::string_view offset_shape = is_zulu ? offset.substr(0, 1) : offset.starts_with('-') ? "-dd:dd" : "+dd:dd";
  const std::size_t good = is_zulu ? 1 : first_difference(offset, offset_shape);
  if (good < offset_shape.size() || good < offset.size()) return date_error{date_fault::format, at + good};

  const civil date = read_date(text.data());
  if (!is_written_day(date)) return fault_of_day(text);
  const std::uint32_t hour = pair_at(text, 11);
  const std::uint32_t minute = pair_at(text, 14);
  const std::uint32_t second = pair_at(text, 17);
  if (hour > 23) return date_error{date_fault::time, 11};
  if (minute > 59) return date_error{date_fault::time, 14};
  if (second > 60) return date_error{date_fault::time, 17};
  std::int32_t minutes = static_cast<std::int32_t>(hour * 60 + minute);
  if (!is_zulu) {
    const std::uint32_t hours_ahead = pair_at(offset, 1);
    const std::uint32_t minutes_ahead = pair_at(offset, 4);
    if (hours_ahead > 23) return date_error{date_fault::offset, at + 1};
    if (minutes_ahead > 59) return date_error{date_fault::offset, at + 4};
    const std::int32_t ahead = static_cast<std::int32_t>(hours_ahead * 60 + minutes_ahead);
    minutes -= offset[0] == '-' ? -ahead : ahead;
  }
  constexpr std::int32_t minutes_per_day = 1440;
  const std::int32_t day_before = days_from_civil(date) - 1;
  const std::int32_t days = day_before + (minutes + minutes_per_day) / minutes_per_day;
  if (!is_written_day(civil_from_days(days))) return date_error{date_fault::offset, at};
  const bool is_last_minute = (minutes + minutes_per_day) % minutes_per_day == minutes_per_day - 1;
  if (second == 60 && !(is_last_minute && civil_from_days(days + 1).day == 1)) {
    return date_error{date_fault::leap_second, 17};
  }
  return days;
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/time/detail/clock_ticks.hpp
#ifndef JETON_TIME_DETAIL_CLOCK_TICKS_HPP
#define JETON_TIME_DETAIL_CLOCK_TICKS_HPP

/// Ticks of any clock, in whole seconds: rounded down, and never wrapped.
namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::int64_t most_ticks = INT64_MAX;
inline constexpr std::int64_t least_ticks = INT64_MIN;

/// An instant in whole seconds since 1970, rounded down, and whether nothing was cut off.
struct floored_seconds {
  std::int64_t seconds;
  bool is_exact;
};

/// What is beyond 64 bits counts as the end of time, and so does what is no number: everything has expired by then.
template <class Rep>
constexpr floored_seconds floor_ticks(Rep count) {
  if constexpr (std::is_floating_point_v<Rep>) {
    constexpr Rep limit = static_cast<Rep>(9223372036854775808.0);
    if (!(count < limit)) return {most_ticks, true};
    if (count < -limit) return {least_ticks, true};
    const std::int64_t whole = static_cast<std::int64_t>(count);
    const bool is_below = static_cast<Rep>(whole) > count;
    return {is_below ? whole - 1 : whole, static_cast<Rep>(whole) == count};
  } else {
    if constexpr (sizeof(Rep) >= sizeof(std::int64_t)) {
      if (count > static_cast<Rep>(most_ticks)) return {most_ticks, true};
      if (std::is_signed_v<Rep> && count < static_cast<Rep>(least_ticks)) return {least_ticks, true};
    }
    return {static_cast<std::int64_t>(count), true};
  }
}

struct floored_division {
  std::int64_t quotient;
  std::int64_t rest;  ///< 0 to divisor - 1
};

constexpr floored_division floor_divide(std::int64_t number, std::int64_t divisor) {
  const bool is_below = number % divisor < 0;
  return {number / divisor - (is_below ? 1 : 0), number % divisor + (is_below ? divisor : 0)};
}

/// Ticks of Num / Den seconds in seconds, and what is too far away as far as possible.
template <std::int64_t Num, std::int64_t Den>
constexpr floored_seconds floor_seconds(const floored_seconds& ticks) {
  static_assert(Num <= most_ticks / Den, "jeton: no clock ticks like this one");
  const auto [quotient, rest] = floor_divide(ticks.seconds, Den);
  if constexpr (Num > 1) {
    constexpr std::int64_t limit = most_ticks / Num;
    if (quotient >= limit) return {most_ticks, true};
    if (quotient < -limit) return {least_ticks, true};
  }
  return {quotient * Num + rest * Num / Den, ticks.is_exact && rest * Num % Den == 0};
}

/// How many numbers from 0 on a type holds without a gap, as a power of two.
template <class Rep>
constexpr int exact_bits() {
  if constexpr (std::is_floating_point_v<Rep>) {
    int bits = 0;
    for (Rep power = 1; bits < 63 && power + 1 != power; power *= 2) ++bits;
    return bits;
  } else {
    return static_cast<int>(sizeof(Rep) * 8) - (std::is_signed_v<Rep> ? 1 : 0);
  }
}

/// Whether points of this clock can be at every midnight of the calendar.
template <class Rep, std::int64_t Num, std::int64_t Den>
constexpr bool ticks_hold_every_day() {
  if constexpr (!std::is_signed_v<Rep> || seconds_per_day % Num != 0 || Den > most_ticks / seconds_per_day) {
    return false;
  } else {
    std::int64_t ticks = seconds_per_day / Num * Den;
    if constexpr (std::is_floating_point_v<Rep>) {
      while (ticks % 2 == 0) ticks /= 2;  // they are exact anyway
    }
    constexpr int bits = exact_bits<Rep>();
    const std::int64_t limit = bits >= 63 ? most_ticks : (std::int64_t{1} << bits) - 1;
    return ticks <= limit / -std::int64_t{min_day} && ticks <= limit / max_day;
  }
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/time/utc.hpp
#ifndef JETON_TIME_UTC_HPP
#define JETON_TIME_UTC_HPP

/// Days and instants in UTC, without <chrono>: two types for those who have none, and concepts by which the types of
/// <chrono> go in and come out. Nothing here reads a clock.
namespace jeton { inline namespace v0 {

/// An instant: seconds since 1970-01-01T00:00:00Z without leap seconds, as std::time_t has them on POSIX systems.
struct unix_seconds {
  std::int64_t count = 0;

  friend constexpr auto operator<=>(const unix_seconds&, const unix_seconds&) = default;
};

/// A day in UTC: days since 1970-01-01. As an instant, its first one.
struct day {
  std::int32_t count = 0;

  friend constexpr auto operator<=>(const day&, const day&) = default;
  /// Where a `day` cannot count that far, the last or the first one that it can.
  friend constexpr day operator+(const day& from, std::int32_t days) {
    return nearest(std::int64_t{from.count} + days);
  }
  friend constexpr day operator-(const day& from, std::int32_t days) {
    return nearest(std::int64_t{from.count} - days);
  }
  /// Days from one to the other.
  friend constexpr std::int64_t operator-(const day& to, const day& from) {
    return std::int64_t{to.count} - from.count;
  }

  /// The first day of the calendar: -32767-01-01, as that of std::chrono.
  [[nodiscard]] static constexpr day first() { return {detail::min_day}; }
  [[nodiscard]] static constexpr day nearest(std::int64_t count) {
    if (count > INT32_MAX) return {INT32_MAX};
    if (count < INT32_MIN) return {INT32_MIN};
    return {static_cast<std::int32_t>(count)};
  }
};

namespace detail {

/// A point of std::chrono::system_clock of any precision, told by what no other clock has.
template <class T>
concept system_clock_point = std::is_arithmetic_v<typename T::rep> && requires(const T& point) {
  &T::clock::to_time_t;
  { point.time_since_epoch().count() } -> std::convertible_to<typename T::rep>;
  T::period::num / T::period::den;
};

/// Whole days of a system clock: std::chrono::sys_days and coarser.
template <class T>
concept system_clock_days = system_clock_point<T> && std::integral<typename T::rep> && T::period::den == 1 &&
                            T::period::num % seconds_per_day == 0;

}  // namespace detail

/// An instant in UTC: a std::chrono::sys_time of any precision, jeton::unix_seconds or jeton::day. The steady, UTC, TAI
/// and file clocks count other seconds, local times and plain numbers may mean anything: they do not compile.
template <class T>
concept utc_time_point = std::same_as<T, unix_seconds> || std::same_as<T, day> || detail::system_clock_point<T>;

/// A date of the Gregorian calendar, shaped like std::chrono::year_month_day.
template <class T>
concept civil_date = requires(const T& date) {
  static_cast<int>(date.year());
  static_cast<unsigned>(date.month());
  static_cast<unsigned>(date.day());
  { date.ok() } -> std::convertible_to<bool>;
};

namespace detail {

template <utc_time_point T>
constexpr floored_seconds floor_seconds_of(const T& instant) {
  if constexpr (std::same_as<T, unix_seconds>) {
    return {instant.count, true};
  } else if constexpr (std::same_as<T, day>) {
    return {std::int64_t{instant.count} * seconds_per_day, true};
  } else {
    using rep = typename T::rep;
    constexpr std::int64_t num = T::period::num;
    constexpr std::int64_t den = T::period::den;
    const rep count = instant.time_since_epoch().count();
    // A fraction of a tick matters only where a day is no whole number of ticks.
    if constexpr (std::is_floating_point_v<rep> && seconds_per_day * den % num != 0) {
      return floor_ticks(count * static_cast<rep>(num) / static_cast<rep>(den));
    } else {
      return floor_seconds<num, den>(floor_ticks(count));
    }
  }
}

/// The day of an instant, as a number of days since 1970.
template <utc_time_point T>
constexpr std::int64_t floor_days_of(const T& instant) {
  return floor_divide(floor_seconds_of(instant).seconds, seconds_per_day).quotient;
}

/// The first midnight at or after an instant.
template <utc_time_point T>
constexpr std::int64_t ceiled_days_of(const T& instant) {
  const floored_seconds floored = floor_seconds_of(instant);
  const auto [days, rest] = floor_divide(floored.seconds, seconds_per_day);
  return days + (rest != 0 || !floored.is_exact ? 1 : 0);
}

}  // namespace detail

/// The day of an instant; one beyond what a `day` can count is the last or first that it can.
template <utc_time_point T>
[[nodiscard]] constexpr day day_of(const T& instant) {
  return day::nearest(detail::floor_days_of(instant));
}

namespace detail {

/// A date that is made of its year, month and day.
template <class T>
concept made_of_parts = civil_date<T> && requires(const T& date, int year, unsigned part) {
  T{static_cast<decltype(date.year())>(year), static_cast<decltype(date.month())>(part),
    static_cast<decltype(date.day())>(part)};
};

template <made_of_parts T>
constexpr T civil_as(const civil& date) {
  using year = decltype(std::declval<const T&>().year());
  using month = decltype(std::declval<const T&>().month());
  using day = decltype(std::declval<const T&>().day());
  return T{static_cast<year>(date.year), static_cast<month>(date.month), static_cast<day>(date.day)};
}

template <made_of_parts T>
constexpr bool holds_every_year() {
  const T first = civil_as<T>({min_year, 1, 1});
  const T last = civil_as<T>({max_year, 12, 31});
  return static_cast<int>(first.year()) == min_year && static_cast<int>(last.year()) == max_year;
}

}  // namespace detail

/// A type that days can come out as: it holds every day from the year -32767 to 32767, as std::chrono::year_month_day
/// and a sys_time of seconds or microseconds do. Nanoseconds do not: they end in the year 2262.
template <class T>
concept holds_every_day = std::same_as<T, unix_seconds> || std::same_as<T, day> ||
                          (detail::system_clock_point<T> &&
                           detail::ticks_hold_every_day<typename T::rep, T::period::num, T::period::den>()) ||
                          (detail::made_of_parts<T> && detail::holds_every_year<T>());

namespace detail {

/// A day of the calendar as another type: its first instant, or its date.
template <holds_every_day T>
constexpr T day_as(std::int32_t days) {
  if constexpr (std::same_as<T, unix_seconds>) {
    return {std::int64_t{days} * seconds_per_day};
  } else if constexpr (std::same_as<T, day>) {
    return {days};
  } else if constexpr (system_clock_point<T>) {
    using rep = typename T::rep;
    constexpr std::int64_t ticks = seconds_per_day / T::period::num * T::period::den;
    return T{typename T::duration{static_cast<rep>(static_cast<rep>(days) * static_cast<rep>(ticks))}};
  } else {
    return civil_as<T>(civil_from_days(days));
  }
}

}  // namespace detail

}}  // namespace jeton::v0

#endif

// jeton/time/expiry.hpp
#ifndef JETON_TIME_EXPIRY_HPP
#define JETON_TIME_EXPIRY_HPP

namespace jeton { inline namespace v0 {

namespace detail {

/// A column that may be null: an optional, or a pointer. A result is none, because an error must not become a null.
template <class T>
concept nullable = requires(const T& column) {
  static_cast<bool>(column);
  *column;
} && !requires(const T& column) { column.error(); };

}  // namespace detail

/// When a token dies: never, or at 00:00:00 UTC of its first dead day. A token that expires on 2027-01-31 is alive
/// until 2027-01-30 23:59:59.999… UTC. Four bytes; every function is pure, and `now` is an argument.
///
/// Default-constructed or zeroed, it has passed at every time; its day is the first of the calendar, -32767-01-01.
/// Ordered by time, `never` is last.
///
///     const auto expires = jeton::expiry::parse("2027-01-31");
///     if (expires && expires->passed(now)) return dead();
class expiry {
 public:
  constexpr expiry() = default;

  [[nodiscard]] static constexpr expiry never() {
    expiry made;
    made.day_ = never_;
    return made;
  }

  /// From the first dead day: a date such as `2027y/1/31`, a jeton::day, or whole days of a system clock such as
  /// std::chrono::sys_days. A date that does not exist is refused, not bent.
  template <civil_date Date>
  [[nodiscard]] static constexpr result<expiry, date_error> on(const Date& date) {
    const int year = static_cast<int>(date.year());
    if (year < detail::min_year || year > detail::max_year) return date_error{date_fault::year, 0};
    const detail::civil numbers{year, static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
    if (numbers.month - 1 >= 12) return date_error{date_fault::month, 0};
    const bool is_day = numbers.day != 0 && numbers.day <= detail::days_in_month(year, numbers.month);
    if (!is_day || !date.ok()) return date_error{date_fault::day, 0};
    return from_days(detail::days_from_civil(numbers));
  }
  template <class Day>
    requires std::same_as<Day, day> || detail::system_clock_days<Day>
  [[nodiscard]] static constexpr result<expiry, date_error> on(const Day& first_dead_day) {
    return from_days(detail::floor_days_of(first_dead_day));
  }

  /// From a column that may be null: an optional, or a pointer, to what `on` takes or to a text for `parse`. The only
  /// way from a null to `never`.
  template <detail::nullable Column>
  [[nodiscard]] static constexpr result<expiry, date_error> from_nullable(const Column& column) {
    if (!static_cast<bool>(column)) return never();
    if constexpr (requires { std::string_view{column}; }) {
      return parse(std::string_view{column});
    } else if constexpr (requires { std::string_view{*column}; }) {
      return parse(std::string_view{*column});
    } else {
      return on(*column);
    }
  }

  /// Reads exactly YYYY-MM-DD, years 0001 to 9999.
  [[nodiscard]] static constexpr result<expiry, date_error> parse(std::string_view text) {
    const std::int32_t close_by = text.size() == detail::date_size ? detail::read_near_day(text.data()) : 0;
    if (close_by != 0) [[likely]]
      return expiry{close_by};
    const auto days = detail::read_day(text);
    if (!days) return days.error();
    return expiry{*days};
  }

  /// Reads a timestamp of RFC 3339 with its offset, and takes the UTC day in which it lies: the token dies at the
  /// midnight before, never later than it says. `T` may be small or a space, `Z` small; a leap second must end a month.
  [[nodiscard]] static constexpr result<expiry, date_error> parse_timestamp(std::string_view text) {
    const auto days = detail::read_timestamp(text);
    if (!days) return days.error();
    return expiry{*days};
  }

  /// The day that lies `days`, `months` or `years` after the UTC day of `now`. Where the month has no such day, its
  /// last: 31 January and one month is the last of February, and so is 29 February and one year.
  template <utc_time_point Now>
  [[nodiscard]] static constexpr result<expiry, date_error> in_days(std::int32_t days, const Now& now) {
    return from_days(detail::floor_days_of(now) + days);
  }
  template <utc_time_point Now>
  [[nodiscard]] static constexpr result<expiry, date_error> in_months(std::int32_t months, const Now& now) {
    const auto today = from_days(detail::floor_days_of(now));
    if (!today) return today;
    const detail::civil date = detail::later_by_months(detail::civil_from_days(today->days()), months);
    if (date.year < detail::min_year || date.year > detail::max_year) return date_error{date_fault::year, 0};
    return expiry{detail::days_from_civil(date)};
  }
  template <utc_time_point Now>
  [[nodiscard]] static constexpr result<expiry, date_error> in_years(std::int32_t years, const Now& now) {
    constexpr std::int32_t most = detail::max_year - detail::min_year;
    if (years > most || years < -most) return date_error{date_fault::year, 0};
    return in_months(12 * years, now);
  }

  /// The earliest midnight at or after an instant. With `midnight_from(now + ttl)` a token lives for its whole ttl, be
  /// it two hours, and for less than a day more.
  template <utc_time_point Instant>
  [[nodiscard]] static constexpr result<expiry, date_error> midnight_from(const Instant& instant) {
    return from_days(detail::ceiled_days_of(instant));
  }

  /// Whether the token is dead at this instant.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool passed(const Now& now) const {
    if (is_never()) return false;
    return day_ == 0 || detail::floor_seconds_of(now).seconds >= std::int64_t{days()} * detail::seconds_per_day;
  }
  [[nodiscard]] constexpr bool is_never() const { return day_ == never_; }

  /// The first dead day, or its first instant, as what the caller has: std::chrono::sys_seconds, sys_days,
  /// year_month_day, jeton::day, … A type that cannot hold every day, such as nanoseconds, does not compile.
  template <holds_every_day T>
  [[nodiscard]] constexpr result<T, expiry_fault> instant() const {
    if (is_never()) return expiry_fault::never;
    return detail::day_as<T>(days());
  }
  [[nodiscard]] constexpr result<day, expiry_fault> first_dead_day() const { return instant<day>(); }

  /// Days from the UTC day of `now` to the first dead day: 1 on the last day of life, 0 or less for a dead token.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<std::int64_t, expiry_fault> days_left(const Now& now) const {
    if (is_never()) return expiry_fault::never;
    return days() - detail::floor_days_of(now);
  }
  /// Whether the first dead day is today or one of the `days` that follow, both ends included.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool expires_within(std::int32_t days, const Now& now) const {
    const auto left = days_left(now);
    return left.has_value() && *left >= 0 && *left <= days;
  }
  /// Whether the first dead day is today: the token died at the midnight before.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool expires_today(const Now& now) const {
    return expires_within(0, now);
  }

  /// YYYY-MM-DD. `never` has no text: it is a null in a store, never a far date.
  [[nodiscard]] constexpr result<fixed_string<detail::date_size>, expiry_fault> to_text() const {
    if (is_never()) return expiry_fault::never;
    const detail::civil date = detail::civil_from_days(days());
    if (date.year < 1 || date.year > 9999) return expiry_fault::year;
    fixed_string<detail::date_size> text;
    detail::write_date(date, text.chars);
    return text;
  }

  friend constexpr auto operator<=>(const expiry&, const expiry&) = default;

 private:
  static constexpr std::uint32_t never_ = UINT32_MAX;

  constexpr explicit expiry(std::int32_t days)
      : day_(static_cast<std::uint32_t>(days) - static_cast<std::uint32_t>(detail::min_day)) {}

  static constexpr result<expiry, date_error> from_days(std::int64_t days) {
    if (days < detail::min_day || days > detail::max_day) return date_error{date_fault::year, 0};
    return expiry{static_cast<std::int32_t>(days)};
  }
  [[nodiscard]] constexpr std::int32_t days() const {
    return static_cast<std::int32_t>(day_ + static_cast<std::uint32_t>(detail::min_day));
  }

  std::uint32_t day_ = 0;  ///< of the calendar, counted from its first, or never_
};

}}  // namespace jeton::v0

#endif

// jeton/store/record.hpp
#ifndef JETON_STORE_RECORD_HPP
#define JETON_STORE_RECORD_HPP

namespace jeton { inline namespace v0 {

/// The number of a token's row. A store gives them: positive, and greater than all it gave before.
enum class token_id : std::int64_t { none = 0 };  // NOLINT: a store gives any number

/// The number of a user, positive. Nobody is `none`, and a default-constructed owner owns nothing.
enum class user_id : std::int64_t {  // NOLINT: likewise
  none = 0,
  every = -1,  ///< said by name where rows of every owner are meant
};

/// Whom a token stands for. A row may have another number, which a newer version wrote: it is kept as it is.
enum class token_kind : unsigned char {
  personal,       ///< its owner
  impersonation,  ///< its owner, for an administrator who made it; the owner does not see it
  project_bot,    ///< a user that exists for one project
  group_bot,      ///< a user that exists for one group
};

/// What a store keeps about a token: everything but the token. Vocabulary is a jeton::scope_vocabulary. Text is
/// std::string_view in a row that is about to be written; what a store gives back owns its texts (std::string).
///
/// Default-constructed it is revoked, has expired, has no scope, and its digest equals nothing.
template <class Vocabulary, class Text = std::string_view>
struct token_record {
  using vocabulary = Vocabulary;

  token_id id = token_id::none;  ///< none in a row that is about to be inserted
  user_id owner = user_id::none;
  token_kind kind = token_kind::personal;
  Text name{};
  Text description{};
  jeton::digest<32> digest{};  ///< unique among all rows
  typename Vocabulary::set scopes{};
  Text unknown_scopes{};  ///< names that the vocabulary lacks, separated by spaces: kept, granting nothing
  expiry expires{};
  bool revoked = true;
  unix_seconds created{};
  unix_seconds updated{};  ///< of anything but `last_used`; of a revoked token, when that happened
  maybe<unix_seconds> last_used{};
  token_id previous = token_id::none;  ///< the token that this one replaced
  std::uint32_t notices_sent = 0;      ///< a bit for each kind of notice; see lifecycle/notice.hpp

  /// Neither revoked nor expired.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool active(const Now& now) const {
    return !revoked && !expires.passed(now);
  }

  /// The same row with texts of another type: views of these, or copies.
  template <class Other>
  [[nodiscard]] constexpr token_record<Vocabulary, Other> as() const {
    return {.id = id,
            .owner = owner,
            .kind = kind,
            .name = Other{name},
            .description = Other{description},
            .digest = digest,
            .scopes = scopes,
            .unknown_scopes = Other{unknown_scopes},
            .expires = expires,
            .revoked = revoked,
            .created = created,
            .updated = updated,
            .last_used = last_used,
            .previous = previous,
            .notices_sent = notices_sent};
  }
};

}}  // namespace jeton::v0

#endif

// jeton/store/store.hpp
#ifndef JETON_STORE_STORE_HPP
#define JETON_STORE_STORE_HPP

/// What the life of tokens needs of a store: a table of records that is read anywhere and written in transactions.
///
///     class my_store {
///      public:
///       using record = jeton::token_record<my_scopes, std::string>;
///       class transaction;  // find, find, visit as below, and insert and update
///
///       jeton::result<record, jeton::store_fault> find(const jeton::digest<32>&) const;
///       jeton::result<record, jeton::store_fault> find(jeton::token_id) const;
///       template <class Visitor>
///       jeton::result<void, jeton::store_fault> visit(jeton::row_range, Visitor&&) const;
///       template <class Work>
///       bool transact(Work&&);
///       template <class Work>
///       bool try_transact(Work&&);  // optional
///     };
///
/// jeton::store_conformance proves a store.
namespace jeton { inline namespace v0 {

/// Which rows are gone through. Default-constructed: none.
struct row_range {
  user_id owner = user_id::none;    ///< rows of this owner; `user_id::every`: all
  token_id after = token_id::none;  ///< rows with greater ids only
  bool onward = false;              ///< and then all rows of each owner with a greater number
};

/// Reads rows. `find` gives a copy, or `absent`. `visit` calls a visitor with each row of a range until it returns
/// false, in the order of their ids; in a range that goes onward, one owner after the other, and those of each in the
/// order of their ids. A visitor must not call the store. Both give `unavailable` where they cannot answer.
template <class Rows>
concept token_reader = requires(Rows& rows, const digest<32>& key, token_id id, row_range range,
                                bool (&visitor)(const typename Rows::record&)) {
  typename Rows::record::vocabulary;
  { rows.find(key) } -> std::same_as<result<typename Rows::record, store_fault>>;
  { rows.find(id) } -> std::same_as<result<typename Rows::record, store_fault>>;
  { rows.visit(range, visitor) } -> std::same_as<result<void, store_fault>>;
};

/// Reads and writes rows within a transaction, and sees what it wrote.
/// - `insert` gives the row a new id, whatever its own says: `incomplete`, `duplicate` or `unavailable`.
/// - `update` writes the row that has this id, digest included; besides, `absent`. A column that a store does not know
///   keeps its value.
template <class Rows>
concept token_writer =
    token_reader<Rows> && requires(Rows& rows, const token_record<typename Rows::record::vocabulary>& row) {
      { rows.insert(row) } -> std::same_as<result<token_id, store_fault>>;
      { rows.update(row) } -> std::same_as<result<void, store_fault>>;
    };

/// A place where records are kept. `transact(work)` calls `work(rows)` once at most, alone as far as anybody can see.
/// What it wrote is kept, all of it and for good, if `work` returns true and `transact` does; else none of it is. False
/// without a call of `work`, or after it returned true, means that the store is unavailable.
///
/// A store where a transaction may have to wait should also have `try_transact(work)`, the same without waiting: where
/// another transaction is under way, it gives false at once and does not call `work`. What is written beside a decision
/// and may be left to the next one, the note of a use and a digest under a new key, is written so: no request waits for
/// it. A decision itself should wait for no transaction either.
template <class Store>
concept token_store = token_reader<Store> && token_writer<typename Store::transaction> &&
                      requires(Store& store, bool (&work)(typename Store::transaction&)) {
                        { store.transact(work) } -> std::same_as<bool>;
                      };

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/detail/conformance_rows.hpp
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_ROWS_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_ROWS_HPP

/// Rows for stores to keep, and what is asked of a store about them.
namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

inline constexpr unix_seconds now{1'700'000'000};  // 2023-11-14T22:13:20Z
inline constexpr unix_seconds later{1'700'000'100};
inline constexpr user_id alice{7};
inline constexpr user_id bob{8};
inline constexpr row_range all_rows{user_id::every, token_id::none};

/// A scope of a vocabulary, with those that it implies.
template <class Vocabulary>
typename Vocabulary::set scope_at(std::size_t index) {
  return Vocabulary::parse(Vocabulary::name(index)).value_or(typename Vocabulary::set{});
}

/// A row that lives, with the digest of `token`.
template <class Vocabulary>
token_record<Vocabulary> row_of(std::string_view token, user_id owner = alice) {
  return {.owner = owner,
          .name = "deploy",
          .digest = sha256(token),
          .scopes = scope_at<Vocabulary>(0),
          .expires = expiry::never(),
          .revoked = false,
          .created = now,
          .updated = now};
}

/// A row in which everything is said.
template <class Vocabulary>
token_record<Vocabulary> full_row(std::string_view token) {
  return {.owner = bob,
          .kind = token_kind{200},  // which a newer version wrote
          .name = "Schl\xC3\xBCssel '); DROP TABLE tokens; --",
          .description = {"NUL \0 in \"it\", \n and \xFF", 22},  // an old row may have anything
          .digest = sha256(token),
          .scopes = scope_at<Vocabulary>(0) | scope_at<Vocabulary>(Vocabulary::size - 1),
          .unknown_scopes = "conformance:z conformance:a",
          .expires = *expiry::parse("2027-01-31"),
          .revoked = true,
          .created = {-1},
          .updated = {4'102'444'800},
          .last_used = unix_seconds{1'700'000'001},
          .previous = token_id{1},
          .notices_sent = 0xF0000001};
}

/// A row at the limits of what a column may hold.
template <class Vocabulary>
token_record<Vocabulary> extreme_row(std::string_view token) {
  token_record<Vocabulary> row = row_of<Vocabulary>(token, user_id{1});
  row.name = "";
  row.expires = *expiry::parse("9999-12-31");
  row.created = {253'402'300'799};  // the last second of the year 9999
  row.updated = {-62'135'596'800};  // the first of the year 1
  row.last_used = unix_seconds{0};  // not the same as none
  row.scopes = {};
  return row;
}

/// Whether two rows say the same, but for their ids.
template <class Left, class Right>
bool same_row(const Left& left, const Right& right) {
  return left.owner == right.owner && left.kind == right.kind &&
         std::string_view{left.name} == std::string_view{right.name} &&
         std::string_view{left.description} == std::string_view{right.description} && left.digest == right.digest &&
         left.scopes == right.scopes &&
         std::string_view{left.unknown_scopes} == std::string_view{right.unknown_scopes} &&
         left.expires == right.expires && left.revoked == right.revoked && left.created == right.created &&
         left.updated == right.updated && left.last_used == right.last_used && left.previous == right.previous &&
         left.notices_sent == right.notices_sent;
}

/// Whether a store found a row that says the same.
template <class Found, class Row>
bool is_row(const Found& found, const Row& row) {
  return found && same_row(*found, row);
}
/// The id of a row that was found; none of one that was not.
template <class Found>
token_id id_of(const Found& found) {
  return found ? found->id : token_id::none;
}
/// Whether there is no value, for this reason.
template <class Result, class Fault>
bool fails_with(const Result& made, Fault fault) {
  return !made && made.error() == fault;
}

/// The id that a store gave to a row; none if it did not.
template <class Store>
token_id put(Store& store, const token_record<typename Store::record::vocabulary>& row) {
  token_id id = token_id::none;
  const bool was_kept = store.transact([&](auto& rows) {
    const auto inserted = rows.insert(row);
    if (inserted) id = *inserted;
    return inserted.has_value();
  });
  return was_kept ? id : token_id::none;
}

/// Changes a row as `edit` says.
template <class Store, class Edit>
result<void, store_fault> change_row(Store& store, token_id id, Edit edit) {
  result<void, store_fault> changed{store_fault::unavailable};
  (void)store.transact([&](auto& rows) {
    const auto row = rows.find(id);
    if (!row) return changed = row.error(), false;
    auto edited = row->template as<std::string_view>();
    edit(edited);
    changed = rows.update(edited);
    return changed.has_value();
  });
  return changed;
}

/// The ids of the rows that are visited, and -1 behind them where the store could not answer.
template <class Rows>
std::vector<std::int64_t> ids_of(const Rows& rows, row_range range, std::size_t most = 1000) {
  std::vector<std::int64_t> ids;
  const auto visited = rows.visit(range, [&](const auto& row) {
    ids.push_back(static_cast<std::int64_t>(row.id));
    return ids.size() < most;
  });
  if (!visited) ids.push_back(-1);
  return ids;
}

}}}}  // namespace jeton::v0::detail::conformance

#endif

// jeton/digest/digester.hpp
#ifndef JETON_DIGEST_DIGESTER_HPP
#define JETON_DIGEST_DIGESTER_HPP

namespace jeton { inline namespace v0 {

/// How a digest in the store was made.
struct digest_scheme {
  std::string_view name{};  ///< `hmac-sha256`, `sha256`, or what a reader of another store calls itself
  std::uint32_t key = 0;    ///< the id of the pepper; 0 where there is none

  friend constexpr bool operator==(const digest_scheme&, const digest_scheme&) = default;
};

/// Says under which digests a token may stand in the store. Number 0 is how digests are written today; where a record
/// is found under another number, its digest should be rewritten by number 0. Each number costs a look-up for every
/// unknown token, so what no record needs any more should go. One that has no number finds nothing.
template <class Digester>
concept token_digester = requires(const Digester& digester, std::string_view text, std::size_t number) {
  { digester.size() } -> std::same_as<std::size_t>;
  { digester.digest_of(text, number) } -> std::same_as<digest<32>>;  // empty from size() on
  { digester.scheme(number) } -> std::same_as<digest_scheme>;
};

/// SHA-256 of the token: enough for tokens of 112 random bits or more, and the default.
struct plain_sha256 {
  [[nodiscard]] static constexpr std::size_t size() { return 1; }
  [[nodiscard]] static constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) {
    return number == 0 ? sha256(text) : digest<32>{};
  }
  [[nodiscard]] static constexpr digest_scheme scheme(std::size_t number = 0) {
    return number == 0 ? digest_scheme{"sha256"} : digest_scheme{};
  }
  /// Empty, since there is no key; see keyring.
  [[nodiscard]] static constexpr digest<32> check_value(std::size_t = 0) { return {}; }
};

}}  // namespace jeton::v0

#endif

// jeton/format/opaque.hpp
#ifndef JETON_FORMAT_OPAQUE_HPP
#define JETON_FORMAT_OPAQUE_HPP

namespace jeton { inline namespace v0 {

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

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/detail/transaction.hpp
#ifndef JETON_LIFECYCLE_DETAIL_TRANSACTION_HPP
#define JETON_LIFECYCLE_DETAIL_TRANSACTION_HPP

/// How the life cycle works on a store.
namespace jeton { inline namespace v0 { namespace detail {

/// What `work(rows)` gives, a result, where the store kept what it wrote; `unavailable` where it did not. What was
/// written by work that ends in an error is not kept.
template <class Outcome, class Store, class Work>
constexpr Outcome transact(Store& store, typename Outcome::error_type unavailable, Work work) {
  Outcome outcome = unavailable;
  const bool was_kept = store.transact([&](auto& rows) {
    outcome = work(rows);
    return outcome.has_value();
  });
  if (outcome.has_value() && !was_kept) outcome = unavailable;
  return outcome;
}

/// A transaction of what may be left out: one that waits for no other, where the store has such.
template <class Store, class Work>
constexpr bool transact_without_waiting(Store& store, Work work) {
  if constexpr (requires { store.try_transact(work); }) {
    return store.try_transact(work);
  } else {
    return store.transact(work);
  }
}

/// Writes a row that was read.
template <class Rows>
constexpr result<void, store_fault> write_back(Rows& rows, const typename Rows::record& row) {
  return rows.update(row.template as<std::string_view>());
}

/// A row of which a moment is written down: inserted, revoked, replaced.
template <class Rows, class Now>
constexpr result<void, store_fault> revoke_row(Rows& rows, typename Rows::record& row, const Now& now) {
  row.revoked = true;
  row.updated = {floor_seconds_of(now).seconds};
  return write_back(rows, row);
}

/// How many rows are changed in one transaction by what goes through all of them.
inline constexpr std::size_t rows_at_once = 64;

}}}  // namespace jeton::v0::detail

#endif

// jeton/lifecycle/fault.hpp
#ifndef JETON_LIFECYCLE_FAULT_HPP
#define JETON_LIFECYCLE_FAULT_HPP

namespace jeton { inline namespace v0 {

/// Why a text is not plain.
enum class text_fault : unsigned char {
  encoding,   ///< not UTF-8
  control,    ///< a control character: a line break, NUL, ESC, …
  direction,  ///< a character that changes the direction of writing
  tag,        ///< a tag of Unicode, which no screen shows
};
using text_error = error_at<text_fault>;

[[nodiscard]] constexpr std::string_view describe(text_fault fault) {
  switch (fault) {
    case text_fault::encoding:
      return "not UTF-8";
    case text_fault::control:
      return "a control character";
    case text_fault::direction:
      return "a character that changes the direction of writing";
    case text_fault::tag:
      return "a character that no screen shows";
  }
  return "unknown fault";
}

/// Why a text is not searched for.
enum class search_fault : unsigned char {
  size,  ///< more than 1024 bytes
};

[[nodiscard]] constexpr std::string_view describe(search_fault) { return "more than 1024 bytes to search for"; }

/// Why a policy cannot be, or refuses an expiry, in the order of the checks.
enum class lifetime_fault : unsigned char {
  limit,      ///< a limit has 1 to 365 days, or to what else was named as the longest
  unlimited,  ///< there is no limit to reckon with
  missing,    ///< an expiry is required, and this token would never expire
  too_late,   ///< after the last admissible day
};

[[nodiscard]] constexpr std::string_view describe(lifetime_fault fault) {
  switch (fault) {
    case lifetime_fault::limit:
      return "no such limit";
    case lifetime_fault::unlimited:
      return "lifetime is not limited";
    case lifetime_fault::missing:
      return "an expiry is required";
    case lifetime_fault::too_late:
      return "expires after the last admissible day";
  }
  return "unknown fault";
}

/// Why no token was issued, in the order of the checks.
enum class issue_fault : unsigned char {
  owner,             ///< nobody: tokens belong to somebody
  name,              ///< blank
  name_text,         ///< not plain text (see lifecycle/plain_text.hpp); where
  name_size,         ///< more than 255 characters
  description_text,  ///< not plain text; where
  description_size,  ///< more than 255 characters
  scopes,            ///< none: such a token could do nothing, or, where a reader takes none for all, everything
  expiry_missing,    ///< the policy requires one
  expiry_passed,     ///< it would be dead on arrival
  expiry_too_late,   ///< after the last day that the policy admits
  token_text,        ///< a given token does not have the format; where
  random,            ///< the source of randomness failed, or gave the same token again
  duplicate,         ///< a given token is there already
  unavailable,       ///< the store cannot answer
};
using issue_error = error_at<issue_fault>;

[[nodiscard]] constexpr std::string_view describe(issue_fault fault) {
  switch (fault) {
    case issue_fault::owner:
      return "a token needs an owner";
    case issue_fault::name:
      return "a token needs a name";
    case issue_fault::name_text:
      return "a character that a name must not have";
    case issue_fault::name_size:
      return "the name has more than 255 characters";
    case issue_fault::description_text:
      return "a character that a description must not have";
    case issue_fault::description_size:
      return "the description has more than 255 characters";
    case issue_fault::scopes:
      return "a token needs a scope";
    case issue_fault::expiry_missing:
      return "a token must expire";
    case issue_fault::expiry_passed:
      return "this expiry has passed";
    case issue_fault::expiry_too_late:
      return "this expiry is too late";
    case issue_fault::token_text:
      return "the given token does not have the format";
    case issue_fault::random:
      return "the source of randomness failed";
    case issue_fault::duplicate:
      return "the given token is there already";
    case issue_fault::unavailable:
      return "the store cannot answer";
  }
  return "unknown fault";
}

/// Why a token was not rotated, in the order of the checks. The old token lives on.
enum class rotate_fault : unsigned char {
  unknown,          ///< there is no such token
  revoked,          ///< it is revoked already, perhaps by another rotation a moment ago
  scopes,           ///< it has none, so that its successor could do nothing
  expiry_missing,   ///< the policy requires one
  expiry_passed,    ///< the new token would be dead on arrival
  expiry_too_late,  ///< after the last day that the policy admits, or beyond the calendar
  random,           ///< the source of randomness failed, or gave the same token again
  unavailable,      ///< the store cannot answer
};

[[nodiscard]] constexpr std::string_view describe(rotate_fault fault) {
  switch (fault) {
    case rotate_fault::unknown:
      return "there is no such token";
    case rotate_fault::revoked:
      return "the token is revoked already";
    case rotate_fault::scopes:
      return "the token has no scope";
    case rotate_fault::expiry_missing:
      return "a token must expire";
    case rotate_fault::expiry_passed:
      return "this expiry has passed";
    case rotate_fault::expiry_too_late:
      return "this expiry is too late";
    case rotate_fault::random:
      return "the source of randomness failed";
    case rotate_fault::unavailable:
      return "the store cannot answer";
  }
  return "unknown fault";
}

/// Why a list has no such order.
enum class order_fault : unsigned char {
  unknown,  ///< no name of an order
};

[[nodiscard]] constexpr std::string_view describe(order_fault) { return "no such order"; }

/// Why a token gets no more notice of a kind.
enum class notice_fault : unsigned char {
  never,   ///< the token never expires, or no such notice is ever sent
  passed,  ///< the last run that would send it has been
};

[[nodiscard]] constexpr std::string_view describe(notice_fault fault) {
  switch (fault) {
    case notice_fault::never:
      return "no notice of this kind is ever sent";
    case notice_fault::passed:
      return "too late for a notice of this kind";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/lifetime.hpp
#ifndef JETON_LIFECYCLE_LIFETIME_HPP
#define JETON_LIFECYCLE_LIFETIME_HPP

namespace jeton { inline namespace v0 {

/// Which existing tokens a new limit revokes.
enum class swept : unsigned char {
  all,      ///< those that live longer, and those that never expire
  dated,    ///< those that live longer
  nothing,  ///< none
};

/// How long tokens may live: a limit in days, whether an expiry is required, and whether a passed one is enforced. All
/// functions are pure, and `now` is an argument.
///
/// Default-constructed or zeroed, nothing lives under it: the limit is 0 days, with everything required and enforced.
///
///     constexpr auto policy = *jeton::lifetime_policy::at_most(90);
///     const auto admitted = policy.admit(expires, now);
class lifetime_policy {
 public:
  static constexpr std::int32_t longest = 365;  ///< days that a limit may have, unless said otherwise
  static constexpr std::int64_t sweep_delay = std::int64_t{3} * 3600;  ///< seconds from a new limit to the sweep

  constexpr lifetime_policy() = default;

  /// Any expiry, or none.
  [[nodiscard]] static constexpr lifetime_policy unlimited() {
    lifetime_policy made;
    made.is_unlimited_ = true;
    made.is_optional_ = true;
    return made;
  }
  /// Requires an expiry, `days` after today at most.
  [[nodiscard]] static constexpr result<lifetime_policy, lifetime_fault> at_most(std::int32_t days,
                                                                                 std::int32_t longest_limit = longest) {
    if (days < 1 || days > longest_limit) return lifetime_fault::limit;
    lifetime_policy made;
    made.days_ = days;
    return made;
  }
  /// The same, with an expiry required or not.
  [[nodiscard]] constexpr lifetime_policy requiring_expiry(bool required) const {
    lifetime_policy changed = *this;
    changed.is_optional_ = !required;
    return changed;
  }
  /// The same, with passed expiries enforced or not. What is not enforced kills no token and is swept by no limit.
  [[nodiscard]] constexpr lifetime_policy enforcing(bool enforced) const {
    lifetime_policy changed = *this;
    changed.is_lenient_ = !enforced;
    return changed;
  }
  /// The same, with a new limit revoking these.
  [[nodiscard]] constexpr lifetime_policy sweeping(swept tokens) const {
    lifetime_policy changed = *this;
    changed.swept_ = tokens;
    return changed;
  }
  /// The same where a licence pays for the settings; without one nothing is limited or required, and every expiry is
  /// enforced.
  [[nodiscard]] constexpr lifetime_policy if_licensed(bool licensed) const { return licensed ? *this : unlimited(); }

  [[nodiscard]] constexpr bool is_limited() const { return !is_unlimited_; }
  [[nodiscard]] constexpr bool requires_expiry() const { return !is_optional_; }
  [[nodiscard]] constexpr bool is_enforced() const { return !is_lenient_; }

  /// The last first-dead day that `admit` accepts: today and the limit.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<day, lifetime_fault> last_admissible_day(const Now& now) const {
    if (is_unlimited_) return lifetime_fault::unlimited;
    return day_of(now) + days_;
  }

  /// What a token gets for which no expiry was asked, where one is required: the last admissible day, or the day that
  /// is `days` from now if that is sooner, as for a token that replaces another. Else `never`.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<expiry, lifetime_fault> default_expiry(const Now& now,
                                                                        std::int32_t days = INT32_MAX) const {
    if (is_optional_) return expiry::never();
    if (is_unlimited_ && days == INT32_MAX) return lifetime_fault::missing;
    const auto last = expiry::in_days(is_unlimited_ || days < days_ ? days : days_, now);
    if (!last) return lifetime_fault::too_late;
    return *last;
  }

  /// Whether a new token may have this expiry. One that has passed is no fault: it grants nothing.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<void, lifetime_fault> admit(const expiry& wanted, const Now& now) const {
    if (wanted.is_never()) {
      if (is_optional_) return std::in_place;
      return lifetime_fault::missing;
    }
    if (exceeds(wanted, now)) return lifetime_fault::too_late;
    return std::in_place;
  }

  /// Whether a token with this expiry is dead: never, where expiries are not enforced. A default-constructed expiry is
  /// dead under every policy.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool passed(const expiry& expires, const Now& now) const {
    return is_lenient_ ? expires == expiry{} : expires.passed(now);
  }

  /// Whether the sweep that runs at this instant must revoke a token that is not revoked yet: its remaining life, not
  /// the whole, is longer than the limit.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool must_revoke(const expiry& expires, const Now& run) const {
    if (is_unlimited_ || is_lenient_ || swept_ == swept::nothing) return false;
    return expires.is_never() ? swept_ == swept::all : exceeds(expires, run);
  }

  /// When the sweep for a limit that was changed at this instant runs: three hours later.
  template <utc_time_point Instant>
  [[nodiscard]] static constexpr unix_seconds sweep_after(const Instant& changed) {
    const std::int64_t seconds = detail::floor_seconds_of(changed).seconds;
    return {seconds > detail::most_ticks - sweep_delay ? detail::most_ticks : seconds + sweep_delay};
  }
  /// The same where a sweep is `pending`: if it is still to come it serves this change too. The policy that holds when
  /// it runs is what it applies.
  template <utc_time_point Instant, utc_time_point Pending>
  [[nodiscard]] static constexpr unix_seconds sweep_after(const Instant& changed, const Pending& pending) {
    const std::int64_t seconds = detail::floor_seconds_of(pending).seconds;
    if (detail::floor_seconds_of(changed).seconds < seconds) return {seconds};
    return sweep_after(changed);
  }

 private:
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool exceeds(const expiry& expires, const Now& now) const {
    const auto left = expires.days_left(now);
    return !is_unlimited_ && left.has_value() && *left > days_;
  }

  // Zero is the strictest value of each.
  std::int32_t days_ = 0;
  bool is_unlimited_ = false;
  bool is_optional_ = false;
  bool is_lenient_ = false;
  swept swept_ = swept::all;
};

}}  // namespace jeton::v0

#endif

// jeton/bytes/detail/unicode.hpp
#ifndef JETON_BYTES_DETAIL_UNICODE_HPP
#define JETON_BYTES_DETAIL_UNICODE_HPP

/// Which characters of Unicode a text for people may have.
namespace jeton { inline namespace v0 { namespace detail {

/// A character of a text in UTF-8, and how many bytes it has.
struct text_character {
  std::uint32_t code_point = 0;
  std::size_t size = 1;
  bool is_sound = false;  ///< if not, the byte begins no character: it is cut off, overlong, a surrogate or too large

  static constexpr text_character at(std::string_view text, std::size_t position) {
    const std::uint32_t first = static_cast<unsigned char>(text[position]);
    if (first < 0x80) return {first, 1, true};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() - position < size) return {first};
    std::uint32_t code_point = first & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
      const std::uint32_t next = static_cast<unsigned char>(text[position + i]);
      if ((next & 0xC0) != 0x80) return {first};
      code_point = code_point << 6 | (next & 0x3F);
    }
    const bool is_overlong = (size == 3 && code_point < 0x800) || (size == 4 && code_point < 0x10000);
    const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (is_overlong || is_surrogate || code_point > 0x10FFFF) return {first};
    return {code_point, size, true};
  }
};

constexpr bool is_between(std::uint32_t code_point, std::uint32_t first, std::uint32_t last) {
  return code_point >= first && code_point <= last;
}

/// Ends a line, moves a cursor, begins an escape sequence, or ends a text that C reads: C0, DEL, C1, and the separators
/// of lines and paragraphs.
constexpr bool is_control(std::uint32_t code_point) {
  return code_point < 0x20 || is_between(code_point, 0x7F, 0x9F) || is_between(code_point, 0x2028, 0x2029);
}

/// Changes the direction of what stands beside it (UAX #9), so that a text does not say what it seems to say.
constexpr bool is_bidi_control(std::uint32_t code_point) {
  return code_point == 0x061C || is_between(code_point, 0x200E, 0x200F) || is_between(code_point, 0x202A, 0x202E) ||
         is_between(code_point, 0x2066, 0x2069);
}

/// A tag (U+E0000 to U+E007F): a copy of ASCII that no screen shows, and that can carry a text which nobody sees.
constexpr bool is_tag(std::uint32_t code_point) { return is_between(code_point, 0xE0000, 0xE007F); }

/// Leaves no ink: Unicode's White_Space and Default_Ignorable_Code_Point, and the braille pattern without dots.
constexpr bool leaves_no_ink(std::uint32_t code_point) {
  constexpr struct {
    std::uint32_t first;
    std::uint32_t last;
  } ranges[] = {
      {'\t', '\r'},     {' ', ' '},       {0x85, 0x85},     {0xA0, 0xA0},       {0xAD, 0xAD},       {0x34F, 0x34F},
      {0x61C, 0x61C},   {0x115F, 0x1160}, {0x1680, 0x1680}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},
      {0x2028, 0x202F}, {0x205F, 0x206F}, {0x2800, 0x2800}, {0x3000, 0x3000},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},
      {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
  };
  for (const auto& one : ranges) {
    if (is_between(code_point, one.first, one.last)) return true;
  }
  return false;
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/lifecycle/plain_text.hpp
#ifndef JETON_LIFECYCLE_PLAIN_TEXT_HPP
#define JETON_LIFECYCLE_PLAIN_TEXT_HPP

/// Texts that people choose and other people see: the name of a token, in a list, a mail or a log. One that has a line
/// break, an escape sequence or a change of direction could pretend to be something else.
namespace jeton { inline namespace v0 {

/// Whether a text is plain: the number of its characters (code points), or its first fault.
[[nodiscard]] constexpr result<std::size_t, text_error> count_plain(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) {
    const detail::text_character next = detail::text_character::at(text, position);
    if (!next.is_sound) return text_error{text_fault::encoding, position};
    if (detail::is_control(next.code_point)) return text_error{text_fault::control, position};
    if (detail::is_bidi_control(next.code_point)) return text_error{text_fault::direction, position};
    if (detail::is_tag(next.code_point)) return text_error{text_fault::tag, position};
    position += next.size;
  }
  return count;
}

/// Whether a text shows nothing: no character at all, or only such as leave no ink.
[[nodiscard]] constexpr bool is_blank(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const detail::text_character next = detail::text_character::at(text, position);
    if (!next.is_sound || !detail::leaves_no_ink(next.code_point)) return false;
    position += next.size;
  }
  return true;
}

namespace detail {

/// Room for the longest escape, the two of JSON that are one character: `\udb40\udc41`.
struct escape_room {
  char chars[12]{};
};

/// Gives `write` the text in pieces: as it is, but for characters that `escape` writes otherwise.
template <class Write, class Escape>
constexpr void write_escaped(std::string_view text, Write& write, Escape escape) {
  std::size_t written = 0;
  for (std::size_t position = 0; position < text.size();) {
    const text_character next = text_character::at(text, position);
    const bool is_plain =
        next.is_sound && !is_control(next.code_point) && !is_bidi_control(next.code_point) && !is_tag(next.code_point);
    escape_room room{};
    const std::string_view instead = escape(next, is_plain, room);
    const std::size_t end = position + next.size;
    if (!instead.empty()) {
      if (position > written) write(text.substr(written, position - written));
      write(instead);
      written = end;
    }
    position = end;
  }
  if (written < text.size()) write(text.substr(written));
}

/// `before` and the last `count` hexadecimal digits of a number, behind the `from` characters that are there already.
constexpr std::string_view hex_escape(std::string_view before, std::uint32_t number, std::size_t count,
                                      escape_room& room, std::size_t from = 0) {
  for (std::size_t i = 0; i < before.size(); ++i) room.chars[from + i] = before[i];
  for (std::size_t i = 0; i < count; ++i) {
    room.chars[from + before.size() + i] = "0123456789abcdef"[number >> 4 * (count - 1 - i) & 15];
  }
  const char* const begin = room.chars;  // not char*, whose conversion to a view GCC takes long to look at
  return {begin, from + before.size() + count};
}

}  // namespace detail

/// Shows a text that may not be plain, such as the name of an old row, on a terminal or in a mail: what is not plain is
/// written as \x1b (a byte that is not UTF-8, or a control character of ASCII), \u202e or \U000e0041. `write` is called
/// with pieces of the text as views. For people to see; it cannot be read back.
template <class Write>
constexpr void write_plain(std::string_view text, Write&& write) {
  detail::write_escaped(
      text, write,
      [](const detail::text_character& next, bool is_plain, detail::escape_room& room) -> std::string_view {
        if (is_plain) return {};
        if (!next.is_sound || next.code_point < 0x80) return detail::hex_escape("\\x", next.code_point, 2, room);
        if (next.code_point > 0xFFFF) return detail::hex_escape("\\U", next.code_point, 8, room);
        return detail::hex_escape("\\u", next.code_point, 4, room);
      });
}

/// Writes a text as the inside of a JSON string (RFC 8259 §7), without its quotes: what is not plain, `"` and `\` as
/// escapes, a byte that is not UTF-8 as U+FFFD, the sign for what cannot be read.
template <class Write>
constexpr void write_json(std::string_view text, Write&& write) {
  detail::write_escaped(
      text, write,
      [](const detail::text_character& next, bool is_plain, detail::escape_room& room) -> std::string_view {
        if (!next.is_sound) return "\\ufffd";
        if (next.code_point == '"') return "\\\"";
        if (next.code_point == '\\') return "\\\\";
        if (is_plain) return {};
        if (next.code_point <= 0xFFFF) return detail::hex_escape("\\u", next.code_point, 4, room);
        // As the two halves that UTF-16 has.
        const std::uint32_t above = next.code_point - 0x10000;
        (void)detail::hex_escape("\\u", 0xD800 + (above >> 10), 4, room);
        return detail::hex_escape("\\u", 0xDC00 + (above & 0x3FF), 4, room, 6);
      });
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/request.hpp
#ifndef JETON_LIFECYCLE_REQUEST_HPP
#define JETON_LIFECYCLE_REQUEST_HPP

namespace jeton { inline namespace v0 {

/// What a new token shall be.
///
///     const jeton::token_request<acme_scopes> request{.owner = user, .name = "deploy", .scopes = granted};
///     const auto row = jeton::admit(request, policy, now);
template <class Vocabulary>
struct token_request {
  static constexpr std::size_t max_text_size = 255;  ///< characters of a name or description

  user_id owner = user_id::none;
  std::string_view name{};
  typename Vocabulary::set scopes{};
  std::string_view description{};
  maybe<expiry> expires{};  ///< none: what the policy gives where nothing is asked
  token_kind kind = token_kind::personal;
  bool even_if_passed = false;  ///< issue a token that is dead on arrival too, as GitLab does
};

/// The row that `issue` writes for a request, but for its digest, or why it does not: a dry run. The texts are those of
/// the request.
template <class Vocabulary, utc_time_point Now>
[[nodiscard]] constexpr result<token_record<Vocabulary>, issue_error> admit(const token_request<Vocabulary>& request,
                                                                            const lifetime_policy& policy,
                                                                            const Now& now);

namespace detail {

constexpr result<void, issue_error> judge_text(std::string_view text, issue_fault wrong, issue_fault too_long,
                                               std::size_t max_size) {
  const auto count = count_plain(text);
  if (!count) return issue_error{wrong, count.error().position()};
  if (*count > max_size) return issue_error{too_long, text.size()};
  return std::in_place;
}

/// Whether a new token may have this expiry.
template <class Now>
constexpr result<expiry, issue_fault> judge_expiry(const expiry& wanted, bool even_if_passed,
                                                   const lifetime_policy& policy, const Now& now) {
  const auto admitted = policy.admit(wanted, now);
  if (!admitted && admitted.error() == lifetime_fault::missing) return issue_fault::expiry_missing;
  if (!even_if_passed && wanted.passed(now)) return issue_fault::expiry_passed;
  if (!admitted) return issue_fault::expiry_too_late;
  return wanted;
}

/// The expiry that is asked, or the one that the policy gives.
template <class Now>
constexpr result<expiry, issue_fault> judge_expiry(const maybe<expiry>& wanted, bool even_if_passed,
                                                   const lifetime_policy& policy, const Now& now) {
  if (wanted) return judge_expiry(*wanted, even_if_passed, policy, now);
  const auto given = policy.default_expiry(now);
  if (given) return judge_expiry(*given, even_if_passed, policy, now);
  return given.error() == lifetime_fault::too_late ? issue_fault::expiry_too_late : issue_fault::expiry_missing;
}

}  // namespace detail

template <class Vocabulary, utc_time_point Now>
constexpr result<token_record<Vocabulary>, issue_error> admit(const token_request<Vocabulary>& request,
                                                              const lifetime_policy& policy, const Now& now) {
  constexpr std::size_t max_size = token_request<Vocabulary>::max_text_size;
  if (request.owner <= user_id::none) return issue_error{issue_fault::owner, 0};
  if (is_blank(request.name)) return issue_error{issue_fault::name, 0};
  const auto name = detail::judge_text(request.name, issue_fault::name_text, issue_fault::name_size, max_size);
  if (!name) return name.error();
  const auto description =
      detail::judge_text(request.description, issue_fault::description_text, issue_fault::description_size, max_size);
  if (!description) return description.error();
  if (request.scopes.empty()) return issue_error{issue_fault::scopes, 0};
  const auto expires = detail::judge_expiry(request.expires, request.even_if_passed, policy, now);
  if (!expires) return issue_error{expires.error(), 0};
  const unix_seconds created{detail::floor_seconds_of(now).seconds};
  return token_record<Vocabulary>{.owner = request.owner,
                                  .kind = request.kind,
                                  .name = request.name,
                                  .description = request.description,
                                  .scopes = request.scopes,
                                  .expires = *expires,
                                  .revoked = false,
                                  .created = created,
                                  .updated = created};
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/issue.hpp
#ifndef JETON_LIFECYCLE_ISSUE_HPP
#define JETON_LIFECYCLE_ISSUE_HPP

namespace jeton { inline namespace v0 {

template <std::size_t Size>
struct issued_token;
struct adopted_token;

/// Issues a fresh token of format F: its text comes back this once, its digest is kept.
///
///     auto fresh = jeton::issue<acme_pat>(store, {.owner = user, .name = "deploy", .scopes = granted}, policy, now);
template <class F, token_store Store, utc_time_point Now, random_source Source = os_random,
          token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<issued_token<F::max_size>, issue_error> issue(
    Store& store, const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy,
    const Now& now, Source&& source = {}, const Digester& digester = {});

/// Makes a token each time it is called: a result of a secret.
template <class T>
concept token_maker = requires(T& make) {
  { make().has_value() } -> std::same_as<bool>;
  { make()->expose() } -> std::same_as<std::string_view>;
};

/// Issues a token that `make()` makes: where a format has a prefix known at run time or given
/// fields, `[&] { return generate(format, source); }`.
template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr auto issue_made(Store& store, Make&& make,
                                        const token_request<typename Store::record::vocabulary>& request,
                                        const lifetime_policy& policy, const Now& now, const Digester& digester = {});

/// Takes a token that was chosen beforehand, for scripts and tests: 20 to 255 characters of ASCII, or what the format F
/// says. Such a text may be guessed, so that is said by name: `issue_given(store, text, jeton::low_entropy, …)`. A
/// check of it must list F among its formats.
template <class F = opaque<>, token_store Store, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<adopted_token, issue_error> issue_given(
    Store& store, std::string_view text, low_entropy_t,
    const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy, const Now& now,
    const Digester& digester = {});

/// A token as it is handed out. The text is nowhere else: what the store has is its digest.
template <std::size_t Size>
struct issued_token {
  secret<Size> token{};
  token_id id = token_id::none;
  expiry expires{};
};

/// A given token that was taken.
struct adopted_token {
  token_id id = token_id::none;
  expiry expires{};
  double most_entropy_bits = 0;  ///< no more than this; a text that a person chose has far less
};

namespace detail {

/// Inserts a row where nothing that `judge(rows)` sees speaks against it.
template <class Store, class Record, class Judge>
constexpr result<token_id, issue_error> insert_row(Store& store, const Record& row, Judge judge) {
  using outcome = result<token_id, issue_error>;
  const auto refused = [](store_fault fault) {
    return issue_error{fault == store_fault::duplicate ? issue_fault::duplicate : issue_fault::unavailable, 0};
  };
  return transact<outcome>(store, {issue_fault::unavailable, 0}, [&](auto& rows) -> outcome {
    const auto judged = judge(rows);
    if (!judged) return refused(judged.error());
    const auto id = rows.insert(row);
    if (!id) return refused(id.error());
    return *id;
  });
}
template <class Store, class Record>
constexpr result<token_id, issue_error> insert_row(Store& store, const Record& row) {
  return insert_row(store, row, [](auto&) -> result<void, store_fault> { return std::in_place; });
}

/// How often a token is made anew because it is there already: with any source that is random it never is.
inline constexpr int max_tries = 3;

/// A bound for what there is to guess: as many digits as the text has, of as many kinds as it uses.
constexpr double most_entropy_bits(std::string_view text) {
  bool seen[256]{};
  unsigned kinds = 0;
  for (const char c : text) {
    bool& was_seen = seen[static_cast<unsigned char>(c)];
    kinds += was_seen ? 0 : 1;
    was_seen = true;
  }
  return kinds == 0 ? 0 : static_cast<double>(text.size()) * detail::log2(kinds);
}

/// What a maker of tokens makes.
template <class Make>
using made_secret = typename std::remove_cvref_t<std::invoke_result_t<Make&>>::value_type;

}  // namespace detail

template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester>
constexpr auto issue_made(Store& store, Make&& make, const token_request<typename Store::record::vocabulary>& request,
                          const lifetime_policy& policy, const Now& now, const Digester& digester) {
  using issued = issued_token<detail::made_secret<Make>::capacity()>;
  using outcome = result<issued, issue_error>;
  auto row = admit(request, policy, now);
  if (!row) return outcome{row.error()};
  for (int i = 0; i < detail::max_tries; ++i) {
    auto made = make();
    if (!made) break;
    row->digest = digester.digest_of(made->expose(), 0);
    const auto id = detail::insert_row(store, *row);
    if (id) return outcome{issued{*std::move(made), *id, row->expires}};
    if (id.error() != issue_fault::duplicate) return outcome{id.error()};
  }
  return outcome{issue_error{issue_fault::random, 0}};
}

template <class F, token_store Store, utc_time_point Now, random_source Source, token_digester Digester>
constexpr result<issued_token<F::max_size>, issue_error> issue(
    Store& store, const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy,
    const Now& now, Source&& source, const Digester& digester) {
  return issue_made(store, [&] { return generate<F>(source); }, request, policy, now, digester);
}

template <class F, token_store Store, utc_time_point Now, token_digester Digester>
constexpr result<adopted_token, issue_error> issue_given(
    Store& store, std::string_view text, low_entropy_t,
    const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy, const Now& now,
    const Digester& digester) {
  auto row = admit(request, policy, now);
  if (!row) return row.error();
  const auto token = F::parse(text);
  if (!token) return issue_error{issue_fault::token_text, token.error().position()};
  row->digest = digester.digest_of(text, 0);
  const auto id = detail::insert_row(store, *row, [&](auto& rows) -> result<void, store_fault> {
    for (std::size_t number = 1; number < digester.size(); ++number) {
      const auto same = rows.find(digester.digest_of(text, number));
      if (same) return store_fault::duplicate;
      if (same.error() != store_fault::absent) return same.error();
    }
    return std::in_place;
  });
  if (!id) return id.error();
  return adopted_token{*id, row->expires, detail::most_entropy_bits(text)};
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/name_search.hpp
#ifndef JETON_LIFECYCLE_NAME_SEARCH_HPP
#define JETON_LIFECYCLE_NAME_SEARCH_HPP

namespace jeton { inline namespace v0 {

/// A search for names, as a person types it: a name must contain each word, `"and each phrase"`, upper or lower case
/// (of ASCII). What has fewer than three characters is dropped; if nothing is left, the name must equal the whole
/// search. White space counts as one space, and none at the ends. Empty, it matches every name.
///
///     const auto search = jeton::name_search::parse(R"(deploy "on call")");
///     if (search && search->matches(row.name)) show(row);
class name_search {
 public:
  static constexpr std::size_t max_size = 1024;    ///< bytes
  static constexpr std::size_t min_term_size = 3;  ///< characters

  constexpr name_search() = default;

  [[nodiscard]] static constexpr result<name_search, search_fault> parse(std::string_view text) {
    name_search made;
    for (const char c : text) {
      const bool is_gap = c == ' ' || (c >= '\t' && c <= '\r');
      if (is_gap && (made.size_ == 0 || made.text_[made.size_ - 1] == ' ')) continue;
      if (made.size_ == max_size) return search_fault::size;
      made.text_[made.size_++] = is_gap ? ' ' : lower(c);
    }
    if (made.size_ > 0 && made.text_[made.size_ - 1] == ' ') --made.size_;
    return made;
  }

  /// Linear in the size of the name times that of the search.
  [[nodiscard]] constexpr bool matches(std::string_view name) const {
    if (size_ == 0) return true;
    bool has_terms = false;
    for (std::size_t at = 0; at < size_;) {
      const std::string_view term = next_term(at);
      if (!is_long(term)) continue;
      if (!contains(name, term)) return false;
      has_terms = true;
    }
    return has_terms || (name.size() == size_ && begins_with(name, {text_, size_}));
  }

 private:
  static constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

  /// The word or phrase at a position, and goes behind it and its space.
  [[nodiscard]] constexpr std::string_view next_term(std::size_t& at) const {
    const std::string_view rest{text_ + at, size_ - at};
    if (rest[0] == '"') {
      const std::size_t quote = rest.find('"', 1);
      const bool is_phrase = quote != rest.npos && quote > 1 && (quote + 1 == rest.size() || rest[quote + 1] == ' ');
      if (is_phrase) {
        at += quote + 2;
        return rest.substr(1, quote - 1);
      }
    }
    const std::string_view word = rest.substr(0, rest.find(' '));
    at += word.size() + 1;
    return word;
  }
  static constexpr bool is_long(std::string_view term) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < term.size(); at += detail::text_character::at(term, at).size) ++characters;
    return characters >= min_term_size;
  }
  static constexpr bool begins_with(std::string_view name, std::string_view term) {
    for (std::size_t i = 0; i < term.size(); ++i) {
      if (lower(name[i]) != term[i]) return false;
    }
    return true;
  }
  static constexpr bool contains(std::string_view name, std::string_view term) {
    for (std::size_t at = 0; at + term.size() <= name.size(); ++at) {
      if (begins_with(name.substr(at), term)) return true;
    }
    return false;
  }

  char text_[max_size]{};  ///< with single spaces and lower-case letters
  std::size_t size_ = 0;
};

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/listing.hpp
#ifndef JETON_LIFECYCLE_LISTING_HPP
#define JETON_LIFECYCLE_LISTING_HPP

namespace jeton { inline namespace v0 {

struct list_filter;
struct listed;
enum class list_order : unsigned char;

/// Fills a page with the first tokens of a list, in order. Goes through the rows of the owner once; the time grows with
/// their number and the logarithm of the page's size.
///
///     acme_store::record page[20];
///     const auto found = jeton::list(store, {.owner = user}, jeton::list_order::created_descending, now, page);
template <token_reader Store, utc_time_point Now>
[[nodiscard]] constexpr result<listed, store_fault> list(Store& store, const list_filter& filter, list_order order,
                                                         const Now& now, std::span<typename Store::record> page);

/// Fills a page with the tokens that come after one, the last of the page before. It does not matter whether that one
/// is still there; nothing is listed twice or left out because something else has gone or come.
template <token_reader Store, utc_time_point Now>
[[nodiscard]] constexpr result<listed, store_fault> list_after(Store& store, const typename Store::record& last,
                                                               const list_filter& filter, list_order order,
                                                               const Now& now, std::span<typename Store::record> page);

/// Which tokens are listed: those for which all holds that is asked. A token without a value (never used, never
/// expiring) is on neither side of an instant. Default-constructed it lists nobody's.
struct list_filter {
  user_id owner = user_id::none;  ///< tokens of this owner; `user_id::every`: of all
  maybe<token_kind> kind{};
  maybe<bool> revoked{};
  maybe<bool> active{};                    ///< neither revoked nor expired, or one of the two
  maybe<unix_seconds> created_before{};    ///< or at this instant
  maybe<unix_seconds> created_after{};     ///< or at this instant
  maybe<unix_seconds> last_used_before{};  ///< or at this instant
  maybe<unix_seconds> last_used_after{};   ///< or at this instant
  maybe<day> expires_before{};             ///< before this day
  maybe<day> expires_after{};              ///< on this day or later
  name_search search{};

  template <class Record, utc_time_point Now>
  [[nodiscard]] constexpr bool matches(const Record& row, const Now& now) const {
    if (owner == user_id::none || (owner != user_id::every && owner != row.owner)) return false;
    if (kind && *kind != row.kind) return false;
    if (revoked && *revoked != row.revoked) return false;
    if (active && *active != row.active(now)) return false;
    if (created_before && row.created > *created_before) return false;
    if (created_after && row.created < *created_after) return false;
    if (last_used_before && !(row.last_used && *row.last_used <= *last_used_before)) return false;
    if (last_used_after && !(row.last_used && *row.last_used >= *last_used_after)) return false;
    const auto expires = row.expires.first_dead_day();
    if (expires_before && !(expires && *expires < *expires_before)) return false;
    if (expires_after && !(expires && *expires >= *expires_after)) return false;
    return search.matches(row.name);
  }
};

/// The order of a list. Descending is the ascending one backwards: a token without a value is last in the one and first
/// in the other, and of equal ones the smaller id is first, or last. Names are compared byte by byte.
enum class list_order : unsigned char {
  created_ascending,
  created_descending,
  expires_ascending,
  expires_descending,
  last_used_ascending,
  last_used_descending,
  name_ascending,
  name_descending,
};

/// Reads created_asc, created_desc, expires_asc, … last_used_…, name_….
[[nodiscard]] constexpr result<list_order, order_fault> parse_list_order(std::string_view text) {
  constexpr std::string_view names[] = {"created_asc",   "created_desc",   "expires_asc", "expires_desc",
                                        "last_used_asc", "last_used_desc", "name_asc",    "name_desc"};
  for (unsigned char i = 0; i < 8; ++i) {
    if (text == names[i]) return static_cast<list_order>(i);
  }
  return order_fault::unknown;
}

namespace detail {

constexpr bool is_descending(list_order order) { return (static_cast<unsigned>(order) & 1) != 0; }

/// In ascending order.
template <class Left, class Right>
constexpr std::strong_ordering compare_rows(const Left& left, const Right& right, list_order order) {
  std::strong_ordering by_value = std::strong_ordering::equal;
  switch (static_cast<list_order>(static_cast<unsigned>(order) & ~1u)) {
    case list_order::expires_ascending:
      by_value = left.expires <=> right.expires;  // never is last
      break;
    case list_order::last_used_ascending:
      by_value = left.last_used && right.last_used ? *left.last_used <=> *right.last_used
                                                   : !left.last_used <=> !right.last_used;
      break;
    case list_order::name_ascending:
      by_value = std::string_view{left.name} <=> std::string_view{right.name};
      break;
    default:
      by_value = left.created <=> right.created;
  }
  return by_value != 0 ? by_value : left.id <=> right.id;
}

}  // namespace detail

/// Whether one row stands before another; a row does not stand before itself.
template <class Left, class Right>
[[nodiscard]] constexpr bool stands_before(const Left& left, const Right& right, list_order order) {
  return detail::is_descending(order) ? detail::compare_rows(left, right, order) > 0
                                      : detail::compare_rows(left, right, order) < 0;
}

/// How much of a list there is.
struct listed {
  std::size_t count = 0;  ///< rows on this page
  std::size_t total = 0;  ///< rows that match, on all pages
};

namespace detail {

/// The first rows of an order, as many as there is room for. What is last among them stands on top of a heap.
template <class Record>
class first_rows {
 public:
  constexpr first_rows(std::span<Record> room, list_order order)
      : rows_(room.data()), room_(room.size()), order_(order) {}

  constexpr void add(const Record& row) {
    if (size_ < room_) {
      rows_[size_] = row;
      for (std::size_t at = size_++; at > 0 && before(rows_[(at - 1) / 2], rows_[at]); at = (at - 1) / 2) {
        std::swap(rows_[at], rows_[(at - 1) / 2]);
      }
    } else if (room_ > 0 && before(row, rows_[0])) {
      rows_[0] = row;
      sink(room_);
    }
  }
  /// Puts them in order: how many there are.
  constexpr std::size_t sort() {
    for (std::size_t left = size_; left > 1; --left) {
      std::swap(rows_[0], rows_[left - 1]);
      sink(left - 1);
    }
    return size_;
  }

 private:
  constexpr bool before(const Record& left, const Record& right) const { return stands_before(left, right, order_); }
  constexpr void sink(std::size_t size) {
    for (std::size_t at = 0, child = 1; child < size; at = child, child = 2 * at + 1) {
      if (child + 1 < size && before(rows_[child], rows_[child + 1])) ++child;
      if (!before(rows_[at], rows_[child])) return;
      std::swap(rows_[at], rows_[child]);
    }
  }

  Record* rows_;
  std::size_t room_;
  list_order order_;
  std::size_t size_ = 0;
};

template <class Store, class Now, class Accept>
constexpr result<listed, store_fault> list_if(Store& store, const list_filter& filter, list_order order, const Now& now,
                                              std::span<typename Store::record> page, Accept accept) {
  first_rows<typename Store::record> first{page, order};
  listed found;
  const auto visited = store.visit({.owner = filter.owner}, [&](const auto& row) {
    if (filter.matches(row, now)) {
      ++found.total;
      if (accept(row)) first.add(row);
    }
    return true;
  });
  if (!visited) return visited.error();
  found.count = first.sort();
  return found;
}

}  // namespace detail

template <token_reader Store, utc_time_point Now>
constexpr result<listed, store_fault> list(Store& store, const list_filter& filter, list_order order, const Now& now,
                                           std::span<typename Store::record> page) {
  return detail::list_if(store, filter, order, now, page, [](const auto&) { return true; });
}

template <token_reader Store, utc_time_point Now>
constexpr result<listed, store_fault> list_after(Store& store, const typename Store::record& last,
                                                 const list_filter& filter, list_order order, const Now& now,
                                                 std::span<typename Store::record> page) {
  return detail::list_if(store, filter, order, now, page,
                         [&](const auto& row) { return stands_before(last, row, order); });
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/revoke.hpp
#ifndef JETON_LIFECYCLE_REVOKE_HPP
#define JETON_LIFECYCLE_REVOKE_HPP

namespace jeton { inline namespace v0 {

/// Revokes a token at once and for ever. Of one that is revoked already nothing changes, also not the time when that
/// happened; that is no error.
template <token_store Store, utc_time_point Now>
constexpr result<void, store_fault> revoke(Store& store, token_id id, const Now& now) {
  using outcome = result<void, store_fault>;
  return detail::transact<outcome>(store, store_fault::unavailable, [&](auto& rows) -> outcome {
    auto row = rows.find(id);
    if (!row) return row.error();
    if (row->revoked) return std::in_place;
    return detail::revoke_row(rows, *row, now);
  });
}

namespace detail {

/// Whether a row comes from `ancestor` by rotations. Links lead to smaller ids; one that does not is none.
template <class Rows>
constexpr result<bool, store_fault> descends_from(Rows& rows, token_id previous, token_id ancestor) {
  while (previous > ancestor) {
    const auto row = rows.find(previous);
    if (!row && row.error() == store_fault::absent) return false;
    if (!row) return row.error();
    if (row->previous >= previous) return false;
    previous = row->previous;
  }
  return previous == ancestor;
}

/// Revokes the active descendants of a row: how many there were.
template <class Rows, class Now>
constexpr result<std::size_t, store_fault> revoke_descendants(Rows& rows, token_id ancestor, user_id owner,
                                                              const Now& now) {
  std::size_t count = 0;
  row_range range{owner, ancestor};  // who descends is younger
  for (std::size_t found = rows_at_once; found == rows_at_once;) {
    typename Rows::record candidates[rows_at_once]{};
    found = 0;
    const auto visited = rows.visit(range, [&](const auto& row) {
      range.after = row.id;
      if (row.previous != token_id::none && row.active(now)) candidates[found++] = row;
      return found < rows_at_once;
    });
    if (!visited) return visited.error();
    for (std::size_t i = 0; i < found; ++i) {
      const auto descends = descends_from(rows, candidates[i].previous, ancestor);
      if (!descends) return descends.error();
      if (!*descends) continue;
      const auto written = revoke_row(rows, candidates[i], now);
      if (!written) return written.error();
      ++count;
    }
  }
  return count;
}

}  // namespace detail

/// Revokes the active tokens that come from this one by rotations, and none of those that it comes from or that share
/// an ancestor with it: how many there were. The token is named by its id or its digest. To be called when a revoked
/// token is presented for a rotation, which shows that it was stolen, or its successor was. The time grows with the
/// tokens of its owner and the rotations between.
template <token_store Store, class Key, utc_time_point Now>
  requires std::same_as<Key, token_id> || std::same_as<Key, digest<32>>
constexpr result<std::size_t, store_fault> revoke_descendants(Store& store, const Key& of, const Now& now) {
  using outcome = result<std::size_t, store_fault>;
  return detail::transact<outcome>(store, store_fault::unavailable, [&](auto& rows) -> outcome {
    const auto row = rows.find(of);
    if (!row) return row.error();
    return detail::revoke_descendants(rows, row->id, row->owner, now);
  });
}

/// Revokes all tokens that live longer than a policy allows, as it says what is swept, and calls `revoked(record)` with
/// each, so that its owner is told. How many there were. Some at a time: what was revoked when the store fails stays
/// revoked, was told, and the next run does the rest.
template <token_store Store, utc_time_point Now, class Revoked>
constexpr result<std::size_t, store_fault> sweep(Store& store, const lifetime_policy& policy, const Now& now,
                                                 Revoked&& revoked) {
  using outcome = result<std::size_t, store_fault>;
  std::size_t count = 0;
  row_range range{user_id::every, token_id::none};
  for (std::size_t found = detail::rows_at_once; found == detail::rows_at_once;) {
    typename Store::record batch[detail::rows_at_once]{};
    const auto swept = detail::transact<outcome>(store, store_fault::unavailable, [&](auto& rows) -> outcome {
      found = 0;
      const auto visited = rows.visit(range, [&](const auto& row) {
        range.after = row.id;
        if (!row.revoked && policy.must_revoke(row.expires, now)) batch[found++] = row;
        return found < detail::rows_at_once;
      });
      if (!visited) return visited.error();
      for (std::size_t i = 0; i < found; ++i) {
        const auto written = detail::revoke_row(rows, batch[i], now);
        if (!written) return written.error();
      }
      return found;
    });
    if (!swept) return swept.error();
    for (std::size_t i = 0; i < found; ++i) revoked(std::as_const(batch[i]));
    count += found;
  }
  return count;
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/rotate.hpp
#ifndef JETON_LIFECYCLE_ROTATE_HPP
#define JETON_LIFECYCLE_ROTATE_HPP

namespace jeton { inline namespace v0 {

class renewal;

/// Replaces a token by a fresh one of format F, in one transaction: the old one is dead at once, and of two rotations
/// of the same token one succeeds. The new one has the same owner, kind, name, description and scopes, says which one
/// it replaces, and was never used. A revoked token is refused; an expired one is not, since whoever may rotate it has
/// shown another one that is alive.
///
///     const auto fresh = jeton::rotate<acme_pat>(store, id, jeton::renewal::one_week(), policy, now);
///     if (fresh) show_once(fresh->token.expose());
template <class F, token_store Store, utc_time_point Now, random_source Source = os_random,
          token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<issued_token<F::max_size>, rotate_fault> rotate(Store& store, token_id id,
                                                                               const renewal& when,
                                                                               const lifetime_policy& policy,
                                                                               const Now& now, Source&& source = {},
                                                                               const Digester& digester = {});

/// The same as `rotate` with a token that `make()` makes: where a format has a prefix known at
/// run time or given fields, `[&] { return generate(format, source); }`.
template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr auto rotate_to(Store& store, Make&& make, token_id id, const renewal& when,
                                       const lifetime_policy& policy, const Now& now, const Digester& digester = {});

/// The row with which a rotation would replace a token, but for its id and its digest, or why the token would not be
/// rotated; for whoever says so before it is done. Its texts are views of the old one's.
template <class Record, utc_time_point Now>
[[nodiscard]] constexpr result<token_record<typename Record::vocabulary>, rotate_fault> successor_of(
    const Record& old, const renewal& when, const lifetime_policy& policy, const Now& now);

/// When the successor of a token expires. Default-constructed: after a week.
class renewal {
 public:
  constexpr renewal() = default;

  /// At this time.
  [[nodiscard]] static constexpr renewal until(const expiry& expires) {
    renewal made;
    made.rule_ = rule::given;
    made.given_ = expires;
    return made;
  }
  /// Seven days after today, or on the last day that the policy admits if that is earlier; never, where no expiry is
  /// required.
  [[nodiscard]] static constexpr renewal one_week() { return {}; }
  /// As many days after today as the old one expired after the day of its creation. One that never expires has a
  /// successor that never does, where the policy admits it.
  [[nodiscard]] static constexpr renewal same_lifetime() {
    renewal made;
    made.rule_ = rule::same;
    return made;
  }

  /// The same, also where the new token is dead on arrival, as GitLab has it.
  [[nodiscard]] constexpr renewal even_if_passed() const {
    renewal changed = *this;
    changed.even_if_passed_ = true;
    return changed;
  }

  /// The expiry of the successor of `old`.
  template <class Record, utc_time_point Now>
  [[nodiscard]] constexpr result<expiry, rotate_fault> expiry_after(const Record& old, const lifetime_policy& policy,
                                                                    const Now& now) const {
    const auto wanted = wanted_after(old, policy, now);
    if (!wanted) return wanted;
    const auto judged = detail::judge_expiry(*wanted, even_if_passed_, policy, now);
    if (judged) return *judged;
    return judged.error() == issue_fault::expiry_missing  ? rotate_fault::expiry_missing
           : judged.error() == issue_fault::expiry_passed ? rotate_fault::expiry_passed
                                                          : rotate_fault::expiry_too_late;
  }

 private:
  enum class rule : unsigned char { week, given, same };

  template <class Now>
  static constexpr result<expiry, rotate_fault> in_days(std::int64_t days, const Now& now) {
    if (days > INT32_MAX || days < INT32_MIN) return rotate_fault::expiry_too_late;
    const auto expires = expiry::in_days(static_cast<std::int32_t>(days), now);
    if (!expires) return rotate_fault::expiry_too_late;
    return *expires;
  }

  template <class Record, class Now>
  constexpr result<expiry, rotate_fault> wanted_after(const Record& old, const lifetime_policy& policy,
                                                      const Now& now) const {
    if (rule_ == rule::given) return given_;
    if (rule_ == rule::same) {
      const auto days = old.expires.days_left(old.created);
      if (!days) return expiry::never();
      return in_days(*days, now);
    }
    if (!policy.requires_expiry()) return expiry::never();
    const auto week = in_days(7, now);
    const auto limit = policy.default_expiry(now);
    return week && limit && *limit < *week ? in_days(*limit->days_left(now), now) : week;
  }

  rule rule_ = rule::week;
  bool even_if_passed_ = false;
  expiry given_{};
};

namespace detail {

constexpr rotate_fault as_rotate_fault(store_fault fault) {
  return fault == store_fault::absent ? rotate_fault::unknown : rotate_fault::unavailable;
}
/// What a rotation wrote, or that the fresh token is there already.
struct rotated_row {
  token_id id = token_id::none;
  expiry expires{};
  bool is_duplicate = false;
};

/// Replaces a row by one with a fresh digest.
template <class Rows, class Now>
constexpr result<rotated_row, rotate_fault> rotate_row(Rows& rows, typename Rows::record& old, const digest<32>& fresh,
                                                       const renewal& when, const lifetime_policy& policy,
                                                       const Now& now) {
  auto next = successor_of(old, when, policy, now);
  if (!next) return next.error();
  const auto written = revoke_row(rows, old, now);
  if (!written) return as_rotate_fault(written.error());
  next->digest = fresh;
  const auto id = rows.insert(*next);
  if (!id && id.error() != store_fault::duplicate) return rotate_fault::unavailable;
  return rotated_row{id ? *id : token_id::none, next->expires, !id};
}

}  // namespace detail

template <class Record, utc_time_point Now>
constexpr result<token_record<typename Record::vocabulary>, rotate_fault> successor_of(const Record& old,
                                                                                       const renewal& when,
                                                                                       const lifetime_policy& policy,
                                                                                       const Now& now) {
  if (old.revoked) return rotate_fault::revoked;
  if (old.scopes.empty() && std::string_view{old.unknown_scopes}.empty()) return rotate_fault::scopes;
  const auto expires = when.expiry_after(old, policy, now);
  if (!expires) return expires.error();
  auto next = old.template as<std::string_view>();
  next.id = token_id::none;
  next.digest = {};
  next.expires = *expires;
  next.created = next.updated = {detail::floor_seconds_of(now).seconds};
  next.last_used = {};
  next.previous = old.id;
  next.notices_sent = 0;
  return next;
}

template <class F, token_store Store, utc_time_point Now, random_source Source, token_digester Digester>
constexpr result<issued_token<F::max_size>, rotate_fault> rotate(Store& store, token_id id, const renewal& when,
                                                                 const lifetime_policy& policy, const Now& now,
                                                                 Source&& source, const Digester& digester) {
  return rotate_to(store, [&] { return generate<F>(source); }, id, when, policy, now, digester);
}

template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester>
constexpr auto rotate_to(Store& store, Make&& make, token_id id, const renewal& when, const lifetime_policy& policy,
                         const Now& now, const Digester& digester) {
  using issued = issued_token<detail::made_secret<Make>::capacity()>;
  using outcome = result<issued, rotate_fault>;
  for (int i = 0; i < detail::max_tries; ++i) {
    auto made = make();
    if (!made) break;
    const digest<32> fresh = digester.digest_of(made->expose(), 0);
    result<detail::rotated_row, rotate_fault> rotated{rotate_fault::unavailable};
    const bool was_kept = store.transact([&](auto& rows) {
      auto old = rows.find(id);
      rotated = old ? detail::rotate_row(rows, *old, fresh, when, policy, now) : detail::as_rotate_fault(old.error());
      return rotated && !rotated->is_duplicate;
    });
    if (!rotated) return outcome{rotated.error()};
    if (rotated->is_duplicate) continue;
    if (!was_kept) return outcome{rotate_fault::unavailable};
    return outcome{issued{*std::move(made), rotated->id, rotated->expires}};
  }
  return outcome{rotate_fault::random};
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/use.hpp
#ifndef JETON_LIFECYCLE_USE_HPP
#define JETON_LIFECYCLE_USE_HPP

namespace jeton { inline namespace v0 {

/// What became of the note that a token was used.
enum class use_note : unsigned char {
  not_due,  ///< there is one that is young enough
  written,
  failed,  ///< the store did not take it, or was busy: the next use tries again
};

inline constexpr std::int64_t ten_minutes = 600;  ///< seconds between two notes, unless said otherwise

/// Notes that the token of a row, as it was found for the decision, is used now. To be called for a token that is
/// alive, before its scopes are looked at: who asks for too much uses it too. Reads and writes nothing if no note is
/// due, and waits for no other transaction where the store has `try_transact`. What comes back is for statistics: it
/// changes no decision, and neither does a store that fails.
///
///     const auto who = jeton::verify<acme_pat>(text, find, needed, now);
///     if (who) jeton::note_use(store, *who, now);
template <token_store Store, utc_time_point Now>
constexpr use_note note_use(Store& store, const typename Store::record& found, const Now& now,
                            std::int64_t interval = ten_minutes);

/// Whether a use is to be noted: the last note is at least `interval` seconds old, or there is none.
template <utc_time_point Now>
[[nodiscard]] constexpr bool use_is_due(const maybe<unix_seconds>& last_used, const Now& now,
                                        std::int64_t interval = ten_minutes) {
  if (!last_used) return true;
  const std::int64_t seconds = detail::floor_seconds_of(now).seconds;
  return seconds >= detail::least_ticks + interval && last_used->count <= seconds - interval;
}

template <token_store Store, utc_time_point Now>
constexpr use_note note_use(Store& store, const typename Store::record& found, const Now& now, std::int64_t interval) {
  if (!use_is_due(found.last_used, now, interval)) return use_note::not_due;
  use_note note = use_note::failed;
  const bool was_kept = detail::transact_without_waiting(store, [&](auto& rows) {
    auto row = rows.find(found.id);
    if (!row) return false;
    if (!use_is_due(row->last_used, now, interval)) return note = use_note::not_due, false;
    row->last_used = unix_seconds{detail::floor_seconds_of(now).seconds};
    return detail::write_back(rows, *row).has_value();
  });
  return was_kept ? use_note::written : note;
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/detail/conformance_life.hpp
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_LIFE_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_LIFE_HPP

namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

using tried_format = token_format<"conformance_", base62<30>, crc32_base62<6>>;

inline constexpr lifetime_policy any_lifetime = lifetime_policy::unlimited();

/// What is asked for a token that is issued.
template <class Vocabulary>
token_request<Vocabulary> tried_request() {
  return {.owner = alice, .name = "deploy", .scopes = scope_at<Vocabulary>(0)};
}

/// Bytes that differ from draw to draw, and are the same in each run.
struct counted_bytes {
  std::uint32_t state = 5;

  bool operator()(std::span<unsigned char> bytes) {
    for (unsigned char& byte : bytes) {
      state = state * 1664525 + 1013904223;
      byte = static_cast<unsigned char>(state >> 24);
    }
    return true;
  }
};

/// A hundred rows that differ in all that is searched and sorted for, as they were put into a store.
template <class Store>
auto put_hundred(Store& store, std::vector<std::string>& texts) {
  using vocabulary = typename Store::record::vocabulary;
  constexpr std::int64_t a_day = 86400;
  std::vector<token_record<vocabulary>> rows;
  texts.reserve(200);  // the rows have views of them
  for (int i = 0; i < 100; ++i) {
    texts.push_back(std::to_string(i));
    token_record<vocabulary> row = row_of<vocabulary>(texts.back(), i % 3 == 0 ? bob : alice);
    texts.push_back("token " + std::to_string(i % 17));
    row.name = texts.back();
    row.created = {now.count - i * 7919 % 13 * a_day};
    if (i % 5 != 0) row.expires = *expiry::in_days(i % 11 - 3, now);
    if (i % 4 != 0) row.last_used = unix_seconds{now.count - i % 7 * a_day};
    row.revoked = i % 6 == 0;
    row.id = conformance::put(store, row);
    rows.push_back(row);
  }
  return rows;
}

/// What the life of tokens makes of a store.
template <class Trial>
void try_life(Trial& trial) {
  using vocabulary = typename Trial::vocabulary;
  using row_type = typename Trial::row;
  constexpr auto row_of = conformance::row_of<vocabulary>;
  const token_request<vocabulary> request = tried_request<vocabulary>();
  const lifetime_policy thirty_days = *lifetime_policy::at_most(30);

  trial.rule("revoking again changes nothing", [&](auto& store) {
    const token_id id = conformance::put(store, row_of("a", alice));
    trial.holds(jeton::revoke(store, id, later).has_value());
    trial.holds(jeton::revoke(store, id, unix_seconds{later.count + 1}).has_value());
    const auto found = store.find(id);
    trial.holds(found && found->revoked && found->updated == later);
    trial.holds(
        fails_with(jeton::revoke(store, token_id{static_cast<std::int64_t>(id) + 1}, later), store_fault::absent));
  });

  trial.rule("a token is issued, used, rotated and found out", [&](auto& store) {
    const auto first = jeton::issue<tried_format>(store, request, thirty_days, now);
    if (!trial.holds(first.has_value())) return;
    const auto found = store.find(sha256(first->token.expose()));
    if (!trial.holds(found && found->active(now))) return;
    trial.holds(jeton::note_use(store, *found, later) == use_note::written);
    const auto used = store.find(first->id);
    trial.holds(used && used->last_used == later);
    const auto second = jeton::rotate<tried_format>(store, first->id, {}, thirty_days, later);
    if (!trial.holds(second.has_value())) return;
    const auto old = store.find(sha256(first->token.expose()));
    const auto fresh = store.find(sha256(second->token.expose()));
    trial.holds(old && old->revoked);
    trial.holds(fresh && fresh->active(later));
    trial.holds(
        fails_with(jeton::rotate<tried_format>(store, first->id, {}, thirty_days, later), rotate_fault::revoked));
    const auto revoked = jeton::revoke_descendants(store, sha256(first->token.expose()), later);
    trial.holds(revoked && *revoked == 1);
    const auto last = store.find(second->id);
    trial.holds(last && !last->active(later));
  });

  trial.rule("a rotation that cannot be completed leaves the old token alive", [&](auto& store) {
    (void)jeton::issue<tried_format>(store, request, any_lifetime, now, counted_bytes{});
    const token_id id = conformance::put(store, row_of("old", alice));
    const auto make = [] { return generate<tried_format>(counted_bytes{}); };  // its digest is there
    trial.holds(fails_with(jeton::rotate_to(store, make, id, {}, any_lifetime, later), rotate_fault::random));
    trial.holds(is_row(store.find(id), row_of("old", alice)));
  });

  trial.rule("every filter and order lists what a plain search and sort do", [&](auto& store) {
    constexpr std::int64_t a_day = 86400;
    std::vector<std::string> texts;
    const std::vector<row_type> rows = put_hundred(store, texts);
    const list_filter filters[] = {
        {.owner = user_id::every},
        {.owner = bob},
        {.owner = alice, .active = true},
        {.owner = alice, .active = false},
        {.owner = user_id::every, .revoked = true},
        {.owner = user_id::every, .created_before = unix_seconds{now.count - 5 * a_day}},
        {.owner = user_id::every, .last_used_after = unix_seconds{now.count - 3 * a_day}},
        {.owner = user_id::every, .expires_before = day_of(now) + 3, .search = *name_search::parse("en 1")},
        {},
    };
    std::vector<typename Trial::store::record> page(100);
    for (const list_filter& filter : filters) {
      for (unsigned char order = 0; order < 8; ++order) {
        std::vector<row_type> expected;
        for (const row_type& row : rows) {
          if (filter.matches(row, now)) expected.push_back(row);
        }
        std::sort(expected.begin(), expected.end(), [&](const row_type& left, const row_type& right) {
          return stands_before(left, right, list_order{order});
        });
        const auto found = jeton::list(store, filter, list_order{order}, now, std::span{page});
        if (!trial.holds(found && found->count == expected.size())) return;
        for (std::size_t i = 0; i < expected.size(); ++i) trial.holds(page[i].id == expected[i].id);
      }
    }
  });

  if constexpr (Trial::breaks) {
    trial.breaking_rule("a store that cannot answer says so, and never that a token is unknown", [&](auto& store,
                                                                                                     auto break_it) {
      const token_id id = conformance::put(store, row_of("a", alice));
      const auto found = store.find(id);
      if (!trial.holds(found.has_value())) return;
      break_it();
      const auto is_silent = [&](const auto& made) { return fails_with(made, store_fault::unavailable); };
      trial.holds(is_silent(store.find(sha256("a"))));
      trial.holds(is_silent(store.find(sha256("unknown"))));
      trial.holds(is_silent(store.find(id)));
      trial.holds(is_silent(store.visit(all_rows, [](const auto&) { return true; })));
      trial.holds(conformance::put(store, row_of("b", alice)) == token_id::none);
      trial.holds(fails_with(jeton::issue<tried_format>(store, request, any_lifetime, now), issue_fault::unavailable));
      trial.holds(fails_with(jeton::rotate<tried_format>(store, id, {}, any_lifetime, now), rotate_fault::unavailable));
      trial.holds(is_silent(jeton::revoke(store, id, now)));
      trial.holds(jeton::note_use(store, *found, now) == use_note::failed);
    });
  }
}

}}}}  // namespace jeton::v0::detail::conformance

#endif

// jeton/lifecycle/detail/conformance_table.hpp
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_TABLE_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_TABLE_HPP

namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

/// A store as a table: what is found, what may be written, and in which order rows are visited.
template <class Trial>
void try_rows(Trial& trial) {
  using vocabulary = typename Trial::vocabulary;
  using row_type = typename Trial::row;
  constexpr auto row_of = conformance::row_of<vocabulary>;
  constexpr auto full_row = conformance::full_row<vocabulary>;

  trial.rule("an empty store has no row", [&](auto& store) {
    trial.holds(fails_with(store.find(sha256("a")), store_fault::absent));
    trial.holds(fails_with(store.find(digest<32>{}), store_fault::absent));
    for (const std::int64_t id : {std::int64_t{1}, std::int64_t{0}, std::int64_t{-1}, INT64_MIN, INT64_MAX}) {
      trial.holds(fails_with(store.find(token_id{id}), store_fault::absent));
    }
    trial.holds(conformance::ids_of(store, all_rows).empty());
  });

  trial.rule("a row is found as it was inserted, by its digest and its id", [&](auto& store) {
    const row_type rows[] = {full_row("a"), row_of("b", alice), conformance::extreme_row<vocabulary>("c")};
    for (const row_type& row : rows) {
      const token_id id = conformance::put(store, row);
      trial.holds(id > token_id::none);
      const auto by_digest = store.find(row.digest);
      const auto by_id = store.find(id);
      trial.holds(is_row(by_digest, row));
      trial.holds(is_row(by_id, row));
      trial.holds(conformance::id_of(by_digest) == id);
      trial.holds(conformance::id_of(by_id) == id);
    }
  });

  trial.rule("ids rise, whatever the rows say", [&](auto& store) {
    row_type row = row_of("a", alice);
    row.id = token_id{77};
    const token_id first = conformance::put(store, row);
    row = row_of("b", alice);
    row.id = first;
    const token_id second = conformance::put(store, row);
    trial.holds(first > token_id::none);
    trial.holds(second > first);
  });

  trial.rule("a digest is unique", [&](auto& store) {
    const token_id first = conformance::put(store, row_of("a", alice));
    const token_id second = conformance::put(store, row_of("b", alice));
    (void)store.transact([&](auto& rows) {
      trial.holds(fails_with(rows.insert(row_of("a", bob)), store_fault::duplicate));
      return true;
    });
    const auto changed = conformance::change_row(store, second, [](auto& row) { row.digest = sha256("a"); });
    trial.holds(fails_with(changed, store_fault::duplicate));
    trial.holds(conformance::ids_of(store, all_rows).size() == 2);
    trial.holds(conformance::id_of(store.find(sha256("a"))) == first);
    trial.holds(conformance::id_of(store.find(sha256("b"))) == second);
  });

  trial.rule("a row has a digest and an owner", [&](auto& store) {
    const token_id id = conformance::put(store, row_of("a", alice));
    row_type without_digest = row_of("b", alice);
    without_digest.digest = {};
    (void)store.transact([&](auto& rows) {
      trial.holds(fails_with(rows.insert(row_of("b", user_id::none)), store_fault::incomplete));
      trial.holds(fails_with(rows.insert(row_of("b", user_id::every)), store_fault::incomplete));
      trial.holds(fails_with(rows.insert(without_digest), store_fault::incomplete));
      return true;
    });
    trial.holds(
        fails_with(conformance::change_row(store, id, [](auto& row) { row.digest = {}; }), store_fault::incomplete));
    trial.holds(fails_with(conformance::change_row(store, id, [](auto& row) { row.owner = user_id::none; }),
                           store_fault::incomplete));
    trial.holds(conformance::ids_of(store, all_rows).size() == 1);
    trial.holds(is_row(store.find(id), row_of("a", alice)));
  });

  trial.rule("an update writes all of a row, and no other row", [&](auto& store) {
    const token_id other = conformance::put(store, row_of("other", alice));
    const token_id id = conformance::put(store, row_of("a", alice));
    const row_type changed = full_row("changed");
    const auto written = conformance::change_row(store, id, [&](auto& row) {
      row = changed;
      row.id = id;
    });
    trial.holds(written.has_value());
    trial.holds(is_row(store.find(id), changed));
    trial.holds(conformance::id_of(store.find(sha256("changed"))) == id);
    trial.holds(fails_with(store.find(sha256("a")), store_fault::absent));
    trial.holds(is_row(store.find(other), row_of("other", alice)));
    trial.holds(conformance::ids_of(store, {bob, token_id::none}).size() == 1);
    trial.holds(conformance::ids_of(store, {alice, token_id::none}).size() == 1);
    (void)store.transact([&](auto& rows) {
      row_type absent = row_of("absent", alice);
      absent.id = token_id{static_cast<std::int64_t>(id) + 1};
      trial.holds(fails_with(rows.update(absent), store_fault::absent));
      absent.id = token_id::none;
      trial.holds(fails_with(rows.update(absent), store_fault::absent));
      return true;
    });
  });

  trial.rule("a row with unknown scopes and values survives being read and written", [&](auto& store) {
    const token_id id = conformance::put(store, full_row("a"));
    trial.holds(conformance::change_row(store, id, [](auto& row) { row.name = "renamed"; }).has_value());
    row_type expected = full_row("a");
    expected.name = "renamed";
    trial.holds(is_row(store.find(id), expected));
  });

  const auto put_five = [&](auto& store, user_id odd, user_id even) {
    user_id owner = odd;
    for (const char* token : {"a", "b", "c", "d", "e"}) {
      (void)conformance::put(store, row_of(token, owner));
      owner = owner == odd ? even : odd;
    }
    std::vector<std::int64_t> ids = conformance::ids_of(store, all_rows);
    return trial.holds(ids.size() == 5) ? ids : std::vector<std::int64_t>(5);
  };
  using ids = std::vector<std::int64_t>;

  trial.rule("rows are visited in the order of their ids, from one on, of one owner or all", [&](auto& store) {
    const ids all = put_five(store, alice, bob);
    trial.holds(std::is_sorted(all.begin(), all.end()));
    const auto from = [&](std::size_t index) { return token_id{all[index]}; };
    trial.holds(conformance::ids_of(store, {user_id::every, from(1)}) == ids{all[2], all[3], all[4]});
    trial.holds(conformance::ids_of(store, {user_id::every, from(4)}).empty());
    trial.holds(conformance::ids_of(store, {user_id::every, token_id{INT64_MAX}}).empty());
    trial.holds(conformance::ids_of(store, {user_id::every, token_id{INT64_MIN}}) == all);
    trial.holds(conformance::ids_of(store, {alice, token_id::none}) == ids{all[0], all[2], all[4]});
    trial.holds(conformance::ids_of(store, {bob, token_id::none}) == ids{all[1], all[3]});
    trial.holds(conformance::ids_of(store, {alice, from(0)}) == ids{all[2], all[4]});
    trial.holds(conformance::ids_of(store, {alice, from(1)}) == ids{all[2], all[4]});
    trial.holds(conformance::ids_of(store, {}).empty());
    trial.holds(conformance::ids_of(store, {user_id{99}, token_id::none}).empty());
    trial.holds(conformance::ids_of(store, all_rows, 2) == ids{all[0], all[1]});
    trial.holds(conformance::ids_of(store, {alice, token_id::none}, 1) == ids{all[0]});
  });

  trial.rule("onward, rows are visited owner by owner, and those of each in the order of their ids", [&](auto& store) {
    const ids all = put_five(store, bob, alice);
    const ids by_owner{all[1], all[3], all[0], all[2], all[4]};  // alice has the smaller number
    const auto from = [&](std::ptrdiff_t index) { return ids(by_owner.begin() + index, by_owner.end()); };
    const token_id last{INT64_MAX};
    trial.holds(conformance::ids_of(store, {user_id::none, token_id::none, true}) == by_owner);
    trial.holds(conformance::ids_of(store, {user_id::none, last, true}) == by_owner);
    trial.holds(conformance::ids_of(store, {alice, token_id::none, true}) == by_owner);
    trial.holds(conformance::ids_of(store, {alice, token_id{all[1]}, true}) == from(1));
    trial.holds(conformance::ids_of(store, {alice, token_id{all[2]}, true}) == from(1));
    trial.holds(conformance::ids_of(store, {alice, last, true}) == from(2));
    trial.holds(conformance::ids_of(store, {bob, token_id{all[0]}, true}) == from(3));
    trial.holds(conformance::ids_of(store, {bob, last, true}).empty());
    trial.holds(conformance::ids_of(store, {user_id{99}, token_id::none, true}).empty());
    trial.holds(conformance::ids_of(store, {user_id::none, token_id::none, true}, 3) == ids{all[1], all[3], all[0]});
    (void)store.transact([&](auto& rows) {
      trial.holds(conformance::ids_of(rows, {alice, last, true}) == from(2));
      return false;
    });
  });
}

/// What a transaction wrote is kept as a whole or not at all.
template <class Trial>
void try_transactions(Trial& trial) {
  constexpr auto row_of = conformance::row_of<typename Trial::vocabulary>;

  trial.rule("a transaction sees what it wrote, and is kept as a whole or not at all", [&](auto& store) {
    const token_id before = conformance::put(store, row_of("before", alice));
    const bool was_kept = store.transact([&](auto& rows) {
      const auto id = rows.insert(row_of("inserted", alice));
      if (!trial.holds(id.has_value())) return false;
      trial.holds(rows.find(*id).has_value());
      trial.holds(conformance::id_of(rows.find(sha256("inserted"))) == *id);
      auto moved = row_of("moved", bob);
      moved.id = before;
      trial.holds(rows.update(moved).has_value());
      trial.holds(fails_with(rows.find(sha256("before")), store_fault::absent));
      trial.holds(conformance::ids_of(rows, all_rows).size() == 2);
      trial.holds(conformance::ids_of(rows, {bob, token_id::none}).size() == 1);
      trial.holds(rows.insert(row_of("before", alice)).has_value());  // the digest is free again
      return false;
    });
    trial.holds(!was_kept);
    trial.holds(conformance::ids_of(store, all_rows).size() == 1);
    trial.holds(conformance::ids_of(store, {alice, token_id::none}).size() == 1);
    trial.holds(conformance::ids_of(store, {bob, token_id::none}).empty());
    trial.holds(is_row(store.find(sha256("before")), row_of("before", alice)));
    trial.holds(fails_with(store.find(sha256("inserted")), store_fault::absent));
    trial.holds(fails_with(store.find(sha256("moved")), store_fault::absent));
    trial.holds(conformance::put(store, row_of("inserted", alice)) > before);
    trial.holds(conformance::change_row(store, before, [](auto& row) { row.digest = sha256("moved"); }).has_value());
  });

  trial.rule("a transaction that fails in the middle leaves a store that works", [&](auto& store) {
    for (int i = 0; i < 10; ++i) {
      trial.holds(!store.transact([&](auto& rows) {
        const bool inserted = rows.insert(row_of("a", alice)).has_value();
        const bool again = rows.insert(row_of("a", alice)).has_value();
        return inserted && again;
      }));
    }
    trial.holds(conformance::put(store, row_of("a", alice)) > token_id::none);
    trial.holds(conformance::ids_of(store, all_rows).size() == 1);
  });

  if constexpr (Trial::gives_up) {
    trial.rule("a transaction that does not wait is one like any other", [&](auto& store) {
      trial.holds(store.try_transact([&](auto& rows) { return rows.insert(row_of("a", alice)).has_value(); }));
      trial.holds(
          !store.try_transact([&](auto& rows) { return rows.insert(row_of("b", alice)).has_value() && false; }));
      trial.holds(store.find(sha256("a")).has_value());
      trial.holds(fails_with(store.find(sha256("b")), store_fault::absent));
    });
  }
}

}}}}  // namespace jeton::v0::detail::conformance

#endif

// jeton/lifecycle/detail/conformance_threads.hpp
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_THREADS_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_THREADS_HPP

namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

/// Runs `work(number)` in so many threads at once.
inline void at_once(std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> ready{0};
  std::vector<std::thread> running;
  running.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      ++ready;
      while (ready < threads) std::this_thread::yield();
      work(i);
    });
  }
  for (std::thread& each : running) each.join();
}

/// Whether `try_transact` gives up at once while another thread is in a transaction, and does not call its work. That
/// transaction ends after two seconds at the latest, so that a store that waits is found out and does not wait for
/// ever.
template <class Store>
bool gives_up_where_busy(Store& store) {
  std::atomic<bool> is_inside{false};
  std::atomic<bool> may_end{false};
  std::atomic<bool> is_over{false};
  std::thread other{[&] {
    (void)store.transact([&](auto& rows) {
      (void)rows.insert(row_of<typename Store::record::vocabulary>("slow"));
      is_inside = true;
      for (int i = 0; i < 2000 && !may_end; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{1});
      is_over = true;
      return true;
    });
    is_inside = true;  // also where it was not called
  }};
  while (!is_inside) std::this_thread::yield();
  bool was_called = false;
  const bool was_kept = store.try_transact([&](auto&) { return was_called = true; });
  const bool was_at_once = !is_over;
  may_end = true;
  other.join();
  return was_at_once && !was_kept && !was_called;
}

/// What happens to so many threads at once. Their findings are counted, and judged when they are done.
template <class Trial>
void try_threads(Trial& trial, std::size_t threads, int rounds) {
  using vocabulary = typename Trial::vocabulary;
  constexpr auto row_of = conformance::row_of<vocabulary>;
  const token_request<vocabulary> request = tried_request<vocabulary>();

  trial.rule("of all rotations of a token one succeeds", [&](auto& store) {
    for (int round = 0; round < rounds; ++round) {
      const auto first = jeton::issue<tried_format>(store, request, any_lifetime, now);
      if (!trial.holds(first.has_value())) return;
      std::atomic<std::size_t> rotated{0};
      std::atomic<std::size_t> refused{0};
      at_once(threads, [&](std::size_t) {
        const auto made = jeton::rotate<tried_format>(store, first->id, {}, any_lifetime, later);
        if (made) ++rotated;
        if (fails_with(made, rotate_fault::revoked)) ++refused;
      });
      trial.holds(rotated == 1);
      trial.holds(refused == threads - 1);
    }
    trial.holds(conformance::ids_of(store, all_rows).size() == 2 * static_cast<std::size_t>(rounds));
  });

  trial.rule("at each instant one token of a family is alive, for all who look", [&](auto& store) {
    const auto current = jeton::issue<tried_format>(store, request, any_lifetime, now);
    if (!trial.holds(current.has_value())) return;
    std::atomic<bool> is_over{false};
    std::atomic<int> looks{0};
    std::atomic<int> wrong{0};
    at_once(threads, [&](std::size_t number) {
      if (number == 0) {
        token_id id = current->id;
        for (int round = 0; round < rounds; ++round) {
          const auto made = jeton::rotate<tried_format>(store, id, {}, any_lifetime, later);
          if (!made) ++wrong;
          if (made) id = made->id;
        }
        is_over = true;
        return;
      }
      do {
        int alive = 0;
        const auto visited = store.visit({alice, token_id::none}, [&](const auto& row) {
          alive += row.active(later) ? 1 : 0;
          return true;
        });
        if (!visited || alive != 1) ++wrong;
        ++looks;
      } while (!is_over);
    });
    trial.holds(wrong == 0);
    trial.holds(looks > 0);
  });

  trial.rule("of equal digests one is inserted, and no id is given twice", [&](auto& store) {
    std::atomic<int> inserted{0};
    std::vector<std::string> tokens;
    tokens.reserve(static_cast<std::size_t>(rounds > 0 ? rounds : 0));
    for (int round = 0; round < rounds; ++round) tokens.push_back(std::to_string(round));
    at_once(threads, [&](std::size_t) {
      for (const std::string& token : tokens) {
        if (conformance::put(store, row_of(token, alice)) != token_id::none) ++inserted;
      }
    });
    trial.holds(inserted == rounds);
    const std::vector<std::int64_t> ids = conformance::ids_of(store, all_rows);
    trial.holds(ids.size() == tokens.size());
    trial.holds(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  });

  trial.rule("uses, revocations and reads mix without loss", [&](auto& store) {
    const token_id id = conformance::put(store, row_of("a", alice));
    std::atomic<int> wrong{0};
    std::atomic<std::int64_t> last{0};
    at_once(threads, [&](std::size_t number) {
      for (int round = 0; round < rounds; ++round) {
        const unix_seconds instant{now.count + std::int64_t{600} * round};
        const auto found = store.find(sha256("a"));
        if (!found) ++wrong;
        if (found && number % 2 == 0 && jeton::note_use(store, *found, instant) == use_note::written) {
          for (std::int64_t seen = last; seen < instant.count && !last.compare_exchange_weak(seen, instant.count);)
            continue;
        }
        if (number == 1 && round == rounds / 2 && !jeton::revoke(store, id, instant)) ++wrong;
      }
    });
    trial.holds(wrong == 0);
    const auto found = store.find(id);
    trial.holds(found && found->revoked);  // no note of a use has written it away
    trial.holds(last > 0);
    trial.holds(found && found->last_used == unix_seconds{last});
  });

  if constexpr (Trial::gives_up) {
    trial.rule("a transaction that does not wait gives up where another one is under way", [&](auto& store) {
      trial.holds(gives_up_where_busy(store));
      trial.holds(store.find(sha256("slow")).has_value());
      trial.holds(store.try_transact([&](auto& rows) { return rows.insert(row_of("a", alice)).has_value(); }));
    });
  }
}

}}}}  // namespace jeton::v0::detail::conformance

#endif

// jeton/lifecycle/detail/conformance_trial.hpp
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_TRIAL_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_TRIAL_HPP

namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

/// The trial of a store: each rule has a store of its own, and each breach of one is reported and counted.
template <class Make, class Report>
class trial {
 public:
  /// What `make` gives: a store, or what has one.
  using home = std::remove_cvref_t<decltype(std::declval<Make&>()())>;

  static auto& store_of(home& at) {
    if constexpr (token_store<home>) {
      return at;
    } else {
      return at.store();
    }
  }
  using store = std::remove_reference_t<decltype(store_of(std::declval<home&>()))>;
  using vocabulary = typename store::record::vocabulary;
  using row = token_record<vocabulary>;

  static_assert(token_store<store>, "jeton: what is made is no jeton::token_store, nor has it a store() that is one");
  static constexpr bool gives_up = requires(store& tried) { tried.try_transact([](auto&) { return true; }); };
  static constexpr bool breaks = requires(home& at) { at.break_it(); };

  trial(Make& make, Report& report) : make_(make), report_(report) {}

  /// Tries a rule, with a new and empty store. A breach is reported under its text.
  template <class Try>
  void rule(const char* text, Try attempt) {
    rule_ = text;
    home at = make_();
    attempt(store_of(at));
  }
  /// The same for a rule that breaks the store.
  template <class Try>
  void breaking_rule(const char* text, Try attempt) {
    rule_ = text;
    home at = make_();
    attempt(store_of(at), [&] { at.break_it(); });
  }

  /// Gives what it is told, and reports where that is false. For the thread that tries the rule.
  bool holds(bool value, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    if (value) return true;
    ++breaches_;
    report_(rule_, file, line);
    return false;
  }

  [[nodiscard]] std::size_t breaches() const { return breaches_; }

 private:
  Make& make_;
  Report& report_;
  const char* rule_ = "";
  std::size_t breaches_ = 0;
};

}}}}  // namespace jeton::v0::detail::conformance

#endif

// jeton/lifecycle/store_conformance.hpp
#ifndef JETON_LIFECYCLE_STORE_CONFORMANCE_HPP
#define JETON_LIFECYCLE_STORE_CONFORMANCE_HPP

namespace jeton { inline namespace v0 {

/// Tries all that a jeton::token_store promises, and gives how often the store broke a promise: 0 of a sound one. It
/// needs no test framework:
///
///     int main() {
///       const auto make = [] { return my_store{}; };
///       const auto report = [](const char* rule, const char* file, int line) {
///         std::printf("broken: %s\n  %s, line %d\n", rule, file, line);
///       };
///       return jeton::store_conformance(make, report) == 0 ? 0 : 1;
///     }
///
/// `make()` gives a new and empty store, for each rule one of its own; or an object with a `store()`, where that has to
/// bring a file or a folder along. If that object also has a `break_it()`, from which on nothing can be read or
/// written, it is tried that the store says so. `report(rule, file, line)` is told of each promise that is broken: the
/// rule as a sentence, and where in these headers it stands. Both are called by the thread that calls this.
///
/// `threads` use the store at once, each `rounds` times; 1 of a store that is made for one thread, of which those rules
/// are not tried. What a store keeps when the power fails, no program can try by itself.
template <class Make, class Report>
[[nodiscard]] std::size_t store_conformance(Make make, Report report, std::size_t threads = 8, int rounds = 50) {
  detail::conformance::trial<Make, Report> trial{make, report};
  detail::conformance::try_rows(trial);
  detail::conformance::try_transactions(trial);
  detail::conformance::try_life(trial);
  if (threads > 1) detail::conformance::try_threads(trial, threads, rounds);
  return trial.breaches();
}

}}  // namespace jeton::v0

#endif

// jeton/store_conformance.hpp
#ifndef JETON_STORE_CONFORMANCE_HPP
#define JETON_STORE_CONFORMANCE_HPP

/// The proof of a store, for the tests of whoever writes one: the table of contents. It uses the whole standard
/// library.

#endif
