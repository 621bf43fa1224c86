// SPDX-License-Identifier: BSL-1.0
// jeton 0.1.0: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one.

#include <bit>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

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

// jeton/store/memory.hpp
#ifndef JETON_STORE_MEMORY_HPP
#define JETON_STORE_MEMORY_HPP

namespace jeton { inline namespace v0 {

/// A token_store in memory, for tests and for services that need no other. Any number of threads may read and write at
/// once: readers share, a transaction is alone. `find` takes constant time, and so does a write but for the logarithm
/// of the number of rows that keeps each owner's rows together. It is never unavailable; where memory ends, the
/// exception of the standard library leaves it as it was before the transaction.
///
/// Not in jeton.hpp, since it includes what the rest of the library does not: `#include <jeton/store/memory.hpp>`.
template <class Vocabulary>
class memory_store {
 public:
  using record = token_record<Vocabulary, std::string>;
  class transaction;

  memory_store() = default;
  memory_store(const memory_store&) = delete;
  memory_store& operator=(const memory_store&) = delete;

  [[nodiscard]] result<record, store_fault> find(const digest<32>& key) const {
    const std::shared_lock lock = lock_to_read();
    return rows_.find(key);
  }
  [[nodiscard]] result<record, store_fault> find(token_id id) const {
    const std::shared_lock lock = lock_to_read();
    return rows_.find(id);
  }
  template <class Visitor>
  result<void, store_fault> visit(row_range range, Visitor&& visitor) const {
    const std::shared_lock lock = lock_to_read();
    return rows_.visit(range, visitor);
  }
  template <class Work>
  bool transact(Work&& work) {
    const std::scoped_lock gate{gate_};  // kept, so that readers who never pause do not keep this one waiting
    const std::unique_lock lock{mutex_};
    return perform(work);
  }
  /// A transaction that waits for nobody: false without a call of `work` where somebody reads or writes.
  template <class Work>
  bool try_transact(Work&& work) {
    const std::unique_lock gate{gate_, std::try_to_lock};
    if (!gate.owns_lock()) return false;
    const std::unique_lock lock{mutex_, std::try_to_lock};
    return lock.owns_lock() && perform(work);
  }

  [[nodiscard]] std::size_t size() const {
    const std::shared_lock lock = lock_to_read();
    return rows_.by_id.size();
  }

 private:
  /// Any eight bytes of a digest are as good as a hash.
  struct first_bytes {
    std::size_t operator()(const digest<32>& key) const {
      std::uint64_t first = 0;
      std::memcpy(&first, key.bytes().data(), sizeof first);
      return static_cast<std::size_t>(first);
    }
  };

  struct table {
    std::deque<record> by_id;  ///< the row of id n at n - 1
    std::unordered_map<digest<32>, std::size_t, first_bytes> by_digest;
    std::set<std::pair<user_id, token_id>> by_owner;

    [[nodiscard]] static std::size_t index_of(token_id id) { return static_cast<std::size_t>(id) - 1; }

    [[nodiscard]] result<record, store_fault> find(const digest<32>& key) const {
      const auto found = by_digest.find(key);
      if (found == by_digest.end()) return store_fault::absent;
      return by_id[found->second];
    }
    [[nodiscard]] result<record, store_fault> find(token_id id) const {
      if (index_of(id) >= by_id.size()) return store_fault::absent;
      return by_id[index_of(id)];
    }
    template <class Visitor>
    result<void, store_fault> visit(row_range range, Visitor& visitor) const {
      if (range.owner == user_id::every && !range.onward) {
        const std::size_t first = range.after > token_id::none ? static_cast<std::size_t>(range.after) : 0;
        for (std::size_t i = first; i < by_id.size() && visitor(by_id[i]); ++i) continue;
      } else {
        auto at = by_owner.upper_bound({range.owner, range.after});
        const auto is_asked = [&] { return at != by_owner.end() && (range.onward || at->first == range.owner); };
        for (; is_asked() && visitor(by_id[index_of(at->second)]); ++at) continue;
      }
      return std::in_place;
    }
  };

  template <class Work>
  bool perform(Work& work) {
    transaction changes{rows_};
    if (!work(changes)) return false;
    changes.keep();
    return true;
  }
  /// Through the gate, which a writer shuts behind itself: a shared mutex alone may prefer readers for ever.
  [[nodiscard]] std::shared_lock<std::shared_mutex> lock_to_read() const {
    const std::scoped_lock gate{gate_};
    return std::shared_lock{mutex_};
  }

  mutable std::mutex gate_;
  mutable std::shared_mutex mutex_;
  table rows_;
};

/// What a transaction may do. Made and undone by the store.
template <class Vocabulary>
class memory_store<Vocabulary>::transaction {
 public:
  using record = typename memory_store::record;

  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  ~transaction() {
    for (; !undo_.empty(); undo_.pop_back()) undo(undo_.back());
  }

  [[nodiscard]] result<record, store_fault> find(const digest<32>& key) const { return rows_.find(key); }
  [[nodiscard]] result<record, store_fault> find(token_id id) const { return rows_.find(id); }
  template <class Visitor>
  result<void, store_fault> visit(row_range range, Visitor&& visitor) const {
    return rows_.visit(range, visitor);
  }

  result<token_id, store_fault> insert(const token_record<Vocabulary>& row) {
    if (!is_complete(row)) return store_fault::incomplete;
    if (rows_.by_digest.contains(row.digest)) return store_fault::duplicate;
    record made = row.template as<std::string>();
    made.id = token_id{static_cast<std::int64_t>(rows_.by_id.size()) + 1};
    const token_id id = made.id;
    undo_.push_back({made, false});
    rows_.by_digest.insert({made.digest, table::index_of(id)});
    rows_.by_owner.insert({made.owner, id});
    rows_.by_id.push_back(std::move(made));
    return id;
  }
  result<void, store_fault> update(const token_record<Vocabulary>& row) {
    if (!is_complete(row)) return store_fault::incomplete;
    const auto same = rows_.by_digest.find(row.digest);
    const std::size_t index_of_row = table::index_of(row.id);
    if (same != rows_.by_digest.end() && same->second != index_of_row) return store_fault::duplicate;
    if (index_of_row >= rows_.by_id.size()) return store_fault::absent;
    record& old = rows_.by_id[index_of_row];
    record changed = row.template as<std::string>();
    undo_.push_back({old, true});
    replace(old, std::move(changed));
    return std::in_place;
  }

 private:
  friend memory_store;

  struct change {
    record row;
    bool existed;
  };

  explicit transaction(table& rows) : rows_(rows) {}
  void keep() { undo_.clear(); }

  static bool is_complete(const token_record<Vocabulary>& row) {
    return !row.digest.empty() && row.owner > user_id::none;
  }
  /// Allocates nothing, so that it can be undone.
  void replace(record& old, record&& changed) {
    auto key = rows_.by_digest.extract(old.digest);
    key.key() = changed.digest;
    rows_.by_digest.insert(std::move(key));
    auto owner = rows_.by_owner.extract({old.owner, old.id});
    owner.value().first = changed.owner;
    rows_.by_owner.insert(std::move(owner));
    old = std::move(changed);
  }
  void undo(change& made) {
    const std::size_t index = table::index_of(made.row.id);
    if (made.existed) return replace(rows_.by_id[index], std::move(made.row));
    rows_.by_digest.erase(made.row.digest);
    rows_.by_owner.erase({made.row.owner, made.row.id});
    rows_.by_id.resize(index);
  }

  table& rows_;
  std::vector<change> undo_;
};

}}  // namespace jeton::v0

#endif

// jeton/memory_store.hpp
#ifndef JETON_MEMORY_STORE_HPP
#define JETON_MEMORY_STORE_HPP

/// A store in memory: the table of contents. It uses the whole standard library.

#endif
