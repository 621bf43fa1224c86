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
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

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

// jeton/gitlab/action.hpp
#ifndef JETON_GITLAB_ACTION_HPP
#define JETON_GITLAB_ACTION_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// What is done with a token.
enum class action : unsigned char {
  rest,
  users,
  repository_files,
  self_inspection,
  self_revocation,
  self_rotation,
  runner_creation,
  runner_management,
  service_ping,
  ai_features,
  virtual_registry,
  package_read,
  package_write,
  git_pull,
  git_push,
  image_pull,
  image_push,
  image_delete,
  kubernetes,
  admin_mode,
  sudo,
};

/// The methods of HTTP that rules tell apart.
enum class method : unsigned char { other, get, head };

/// Which method a request has. Names are upper case; what is neither GET nor HEAD is `other`, which the fewest may.
template <class Text = std::string_view>
[[nodiscard]] constexpr method method_of(std::type_identity_t<Text> name) {
  return name == "GET" ? method::get : name == "HEAD" ? method::head : method::other;
}

/// Some of them: a bit for each.
enum class methods : unsigned char { writing = 1, get = 2, head = 4, reading = 6, any = 7 };

[[nodiscard]] constexpr bool includes(methods some, method one) {
  return one <= method::head && (static_cast<unsigned>(some) >> static_cast<unsigned>(one) & 1) != 0;
}
[[nodiscard]] constexpr std::string_view describe(methods some) {
  switch (some) {
    case methods::writing:
      return "POST, PUT, PATCH, DELETE";
    case methods::get:
      return "GET";
    case methods::head:
      return "HEAD";
    case methods::reading:
      return "GET, HEAD";
    case methods::any:
      return "any";
  }
  return "none";
}

/// How an action's own rows and those of `action::rest` count together.
enum class endpoint : unsigned char {
  outside,   ///< not of the REST API: its own rows alone
  plain,     ///< of the REST API, without scopes of its own
  extended,  ///< its scopes are taken besides those of the REST API
};

struct action_row {
  action what;
  endpoint where;
  methods with;  ///< `writing` and `get` where the action itself says it, whatever a request says
  std::string_view name;
  std::string_view description;

  [[nodiscard]] constexpr method method_in(method said) const {
    return with == methods::writing ? method::other : with == methods::get ? method::get : said;
  }
};

/// All actions. Row is action_row; a template costs only those who use it.
template <class Row>
struct action_table {
  static constexpr Row rows[] = {
      {action::rest, endpoint::plain, methods::any, "rest", "the REST API, where no other action says more"},
      {action::users, endpoint::extended, methods::any, "users", "endpoints under /user and /users"},
      {action::repository_files, endpoint::extended, methods::any, "repository_files",
       "files and archives of a repository"},
      {action::self_inspection, endpoint::extended, methods::get, "self_inspection",
       "GET /personal_access_tokens/self"},
      {action::self_revocation, endpoint::extended, methods::writing, "self_revocation",
       "DELETE /personal_access_tokens/self"},
      {action::self_rotation, endpoint::extended, methods::writing, "self_rotation",
       "POST /personal_access_tokens/self/rotate"},
      {action::runner_creation, endpoint::extended, methods::writing, "runner_creation", "POST /user/runners"},
      {action::runner_management, endpoint::extended, methods::any, "runner_management",
       "endpoints under /runners/:id"},
      {action::service_ping, endpoint::extended, methods::get, "service_ping", "GET /usage_data/service_ping"},
      {action::ai_features, endpoint::extended, methods::any, "ai_features", "GitLab Duo and Code Suggestions"},
      {action::virtual_registry, endpoint::extended, methods::any, "virtual_registry",
       "dependency proxy and virtual registries"},
      {action::package_read, endpoint::plain, methods::get, "package_read", "download from the package registry"},
      {action::package_write, endpoint::plain, methods::writing, "package_write",
       "publish to the package registry, or delete"},
      {action::git_pull, endpoint::outside, methods::any, "git_pull", "git clone, fetch, pull (ability download_code)"},
      {action::git_push, endpoint::outside, methods::any, "git_push", "git push (ability push_code)"},
      {action::image_pull, endpoint::outside, methods::any, "image_pull", "docker pull (ability read_container_image)"},
      {action::image_push, endpoint::outside, methods::any, "image_push",
       "docker push (ability create_container_image)"},
      {action::image_delete, endpoint::outside, methods::any, "image_delete",
       "delete an image (ability admin_container_image)"},
      {action::kubernetes, endpoint::outside, methods::any, "kubernetes", "the Kubernetes API through the agent"},
      {action::admin_mode, endpoint::outside, methods::any, "admin_mode", "be an administrator while Admin Mode is on"},
      {action::sudo, endpoint::outside, methods::any, "sudo", "act as another user; see gitlab/sudo.hpp"},
  };
};

/// The row of an action; of one that the table does not have, a row outside that no scope opens.
template <class Row = action_row>
[[nodiscard]] constexpr Row row_of(action what) {
  for (const Row& row : action_table<Row>::rows) {
    if (row.what == what) return row;
  }
  return {what, endpoint::outside, methods{}, {}, {}};
}

}}}  // namespace jeton::v0::gitlab

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

// jeton/scope/row.hpp
#ifndef JETON_SCOPE_ROW_HPP
#define JETON_SCOPE_ROW_HPP

namespace jeton { inline namespace v0 {

/// The version of a server since which it knows a scope, as 8.15; {0, 0} where that is not documented.
struct scope_version {
  unsigned short series = 0;
  unsigned short release = 0;

  friend constexpr auto operator<=>(const scope_version&, const scope_version&) = default;
};

/// Who may ask for a scope.
enum class scope_audience : unsigned char { everyone, administrators };

/// The most bytes of a name; RFC 6749 has no limit, but no name is so long.
inline constexpr std::size_t max_scope_name_size = 255;

/// A name and what is known about it: a row of a vocabulary's table.
struct scope_row {  // NOLINT(clang-analyzer-optin.performance.Padding): the order in which a row is read
  std::string_view name{};
  scope_version since{};
  std::string_view description{};  ///< one line
  scope_audience audience{};
  std::string_view needs{};    ///< the feature without which the scope is not there, as "registry"
  std::string_view implies{};  ///< names of the same vocabulary, separated by spaces: a token with this has those too
};

namespace detail {

/// An argument of a vocabulary: a literal, or a value whose type has rows.
template <class T>
struct scope_entry {
  T value;

  constexpr scope_entry(T table) : value(table) {}  // NOLINT: implicit, so that arguments stand bare in the list
  template <std::size_t Size>
  constexpr scope_entry(const char (&literal)[Size]) : value(literal) {}  // NOLINT: likewise
};
template <std::size_t Size>
scope_entry(const char (&)[Size]) -> scope_entry<fixed_string<Size - 1>>;

template <scope_entry... Entries>
struct scope_rows {
  static constexpr scope_row rows[sizeof...(Entries)] = {{.name = Entries.value}...};
};
template <scope_entry Entry>
  requires requires { Entry.value.rows[0].name; }
struct scope_rows<Entry> : std::remove_cvref_t<decltype(Entry.value)> {};

}  // namespace detail

}}  // namespace jeton::v0

#endif

// jeton/scope/detail/lookup.hpp
#ifndef JETON_SCOPE_DETAIL_LOOKUP_HPP
#define JETON_SCOPE_DETAIL_LOOKUP_HPP

/// Which name of a vocabulary stands at a place of a text: a perfect hash, found at compile time, of the words that a
/// name consists of. The same words are compared, so that a name of up to 24 bytes is read once. Nothing is read
/// outside of the text.
namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::size_t no_scope = ~std::size_t{0};  ///< the index of what is not in the vocabulary

/// How many bytes of `text` from `at` on come before the next that is `wanted`, or before the end.
[[nodiscard]] constexpr std::size_t size_until(char wanted, std::string_view text, std::size_t at) {
  for (std::size_t from = at;; from += 64) {
    const std::uint64_t places = kernel::places_of(wanted, text.data() + from, text.size() - from);
    if (places != 0) return from - at + static_cast<std::size_t>(std::countr_zero(places));
  }
}

/// What is hashed and compared of a name: all of it up to 24 bytes.
struct scope_key {
  std::uint64_t first = 0;   ///< the first eight bytes, zeros behind them
  std::uint64_t middle = 0;  ///< the next eight; of a longer name all between the first and the last eight, folded
  std::uint64_t last = 0;    ///< the last eight
  std::uint32_t size = 0;
  std::uint32_t index = 0;  ///< of the name in its vocabulary

  static constexpr std::size_t whole_size = 24;

  /// `first` of the `size` bytes of `text` from `at` on.
  static constexpr std::uint64_t first_of(std::string_view text, std::size_t at, std::size_t size) {
    const char* const name = text.data() + at;
    if (size >= 8) return kernel::load_word(name, 8);
    // Eight bytes if they are there, behind the name or before it, and what is not of the name is taken out.
    if (at + 8 <= text.size()) return kernel::load_word(name, 8) & ((std::uint64_t{1} << 8 * size) - 1);
    if (at + size >= 8) return kernel::load_word(name + size - 8, 8) >> 8 * (7 - size) >> 8;
    return kernel::load_word(name, size);
  }
  /// `middle` of a name of 17 to Longest bytes.
  template <std::size_t Longest>
  static constexpr std::uint64_t middle_of(const char* name, std::size_t size) {
    std::uint64_t middle = kernel::load_word(name + 8, 8);
    if (Longest > whole_size && size > whole_size) {
      for (std::size_t i = 16; i + 8 < size; i += 8) {
        middle = std::rotl(middle, 23) * multiplier ^ kernel::load_word(name + i, 8);
      }
    }
    return middle;
  }

  /// The key of the `size` bytes of `text` from `at` on, at most Longest.
  template <std::size_t Longest>
  [[nodiscard]] static constexpr scope_key of(std::string_view text, std::size_t at, std::size_t size) {
    scope_key key{.first = first_of(text, at, size), .size = static_cast<std::uint32_t>(size)};
    if (size >= 8) key.last = kernel::load_word(text.data() + at + size - 8, 8);
    if (Longest > 16 && size > 16) key.middle = middle_of<Longest>(text.data() + at, size);
    return key;
  }
  [[nodiscard]] static constexpr scope_key of(std::string_view name) {
    return of<max_scope_name_size>(name, 0, name.size());
  }

  [[nodiscard]] constexpr std::uint64_t hash(std::uint64_t seed) const {
    return ((first ^ std::rotl(middle, 19) ^ std::rotl(last, 37)) + size) * seed;
  }

 private:
  static constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio, odd
};

/// The hash of a vocabulary: a bucket for each hash, a displacement for each bucket, and so a slot for each name.
template <std::size_t Count>
struct scope_hash {
  static constexpr std::size_t slot_count = std::bit_ceil(Count + Count / 4 + 1);
  static constexpr int slot_bits = std::countr_zero(slot_count);

  scope_key keys[slot_count]{};  ///< of the names, each in its slot
  unsigned short displacement[slot_count]{};
  std::uint64_t seed = 0;
  bool beginning_decides = false;  ///< the size and the first eight bytes alone are hashed
  bool is_perfect = false;

  [[nodiscard]] static constexpr std::size_t bucket_of(std::uint64_t hash) { return hash >> (64 - slot_bits); }
  [[nodiscard]] constexpr std::size_t slot_of(std::uint64_t hash) const {
    return (hash >> (64 - 2 * slot_bits) ^ displacement[bucket_of(hash)]) & (slot_count - 1);
  }
};

/// Builds the hash, bucket by bucket, the fullest first; a new seed where one does not come out even. The first four
/// are tried on the beginnings alone, of which a reader has the least to do.
template <std::size_t Count>
class scope_hash_maker {
 public:
  template <class Row>
  constexpr explicit scope_hash_maker(const Row (&rows)[Count]) {
    for (std::size_t i = 0; i < Count; ++i) keys_[i] = scope_key::of(rows[i].name);
  }

  [[nodiscard]] constexpr scope_hash<Count> make() {
    for (std::uint64_t seed = 0x9E3779B97F4A7C15; !made_.is_perfect && tries_ < 36;
         seed += 0x9E3779B97F4A7C16, ++tries_) {
      try_seed(seed);
    }
    return made_;
  }

 private:
  static constexpr std::size_t none = Count;
  static constexpr std::size_t slot_count = scope_hash<Count>::slot_count;

  constexpr void try_seed(std::uint64_t seed) {
    made_ = {.seed = seed, .beginning_decides = tries_ < 4};
    for (scope_key& key : made_.keys) key.size = UINT32_MAX;  // or an empty name would be found in an empty slot
    for (std::size_t& name : first_in_) name = none;
    for (bool& taken : is_taken_) taken = false;
    std::size_t sizes[slot_count]{};
    std::size_t fullest = 0;
    for (std::size_t i = 0; i < Count; ++i) {
      const scope_key beginning{.first = keys_[i].first, .size = keys_[i].size};
      hashes_[i] = (made_.beginning_decides ? beginning : keys_[i]).hash(seed);
      const std::size_t bucket = made_.bucket_of(hashes_[i]);
      next_[i] = first_in_[bucket];
      first_in_[bucket] = i;
      if (++sizes[bucket] > fullest) fullest = sizes[bucket];
    }
    for (std::size_t size = fullest; size > 0; --size) {
      for (std::size_t bucket = 0; bucket < slot_count; ++bucket) {
        if (sizes[bucket] == size && !place(bucket)) return;
      }
    }
    made_.is_perfect = true;
  }

  [[nodiscard]] constexpr bool place(std::size_t bucket) {
    for (std::size_t moved = 0; moved < slot_count; ++moved) {
      made_.displacement[bucket] = static_cast<unsigned short>(moved);
      std::size_t name = first_in_[bucket];
      while (name != none && take(name)) name = next_[name];
      if (name == none) return true;
      for (std::size_t other = first_in_[bucket]; other != name; other = next_[other]) {
        is_taken_[made_.slot_of(hashes_[other])] = false;
      }
    }
    return false;
  }

  [[nodiscard]] constexpr bool take(std::size_t name) {
    const std::size_t slot = made_.slot_of(hashes_[name]);
    if (is_taken_[slot]) return false;
    is_taken_[slot] = true;
    made_.keys[slot] = keys_[name];
    made_.keys[slot].index = static_cast<std::uint32_t>(name);
    return true;
  }

  scope_key keys_[Count]{};
  std::uint64_t hashes_[Count]{};
  std::size_t next_[Count]{};           ///< the name after this one in its bucket
  std::size_t first_in_[slot_count]{};  ///< of each bucket
  bool is_taken_[slot_count]{};
  scope_hash<Count> made_{};
  int tries_ = 0;
};

/// The names of Rows, a type with an array `rows` whose items have a `name`.
template <class Rows>
struct scope_lookup {
  static constexpr std::size_t count = std::size(Rows::rows);
  static constexpr std::size_t longest = [] {
    std::size_t most = 0;
    for (const auto& row : Rows::rows) most = row.name.size() > most ? row.name.size() : most;
    return most;
  }();
  static constexpr scope_hash<count> hash = scope_hash_maker<count>(Rows::rows).make();

  /// The index of the name that is the `size` bytes of `text` from `at` on; `no_scope` if none is.
  [[nodiscard, gnu::always_inline]] static constexpr std::size_t find(std::string_view text, std::size_t at,
                                                                      std::size_t size) {
    const char* const name = text.data() + at;
    scope_key key{.first = scope_key::first_of(text, at, size), .size = static_cast<std::uint32_t>(size)};
    if constexpr (!hash.beginning_decides) {
      if (size > longest) return no_scope;
      key = scope_key::of<longest>(text, at, size);
    }
    const scope_key& found = hash.keys[hash.slot_of(key.hash(hash.seed))];
    if (found.first != key.first || found.size != size) return no_scope;
    if (size < 8) return found.index;
    if (found.last != kernel::load_word(name + size - 8, 8)) return no_scope;
    if (longest <= 16 || size <= 16) return found.index;
    if (found.middle != scope_key::middle_of<longest>(name, size)) return no_scope;
    const bool is_folded = longest > scope_key::whole_size && size > scope_key::whole_size;
    if (is_folded && text.substr(at, size) != Rows::rows[found.index].name) return no_scope;
    return found.index;
  }
  [[nodiscard]] static constexpr std::size_t find(std::string_view name) { return find(name, 0, name.size()); }
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/scope/detail/rules.hpp
#ifndef JETON_SCOPE_DETAIL_RULES_HPP
#define JETON_SCOPE_DETAIL_RULES_HPP

/// What the names of a vocabulary must obey, and what they imply. Every check is linear: a vocabulary may have hundreds
/// of names, and compilers count the steps. Rows is a type with an array `rows`, whose items have `name` and `implies`.
namespace jeton { inline namespace v0 { namespace detail {

/// RFC 6749 §3.3, scope-token: %x21 / %x23-5B / %x5D-7E.
[[nodiscard]] constexpr bool is_scope_character(char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; }

/// The place of the first byte that no name may have; the size of the text if there is none.
[[nodiscard]] constexpr std::size_t first_forbidden(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && is_scope_character(text[i])) ++i;
  return i;
}

template <class Rows>
consteval bool scope_names_are_sound() {
  for (const auto& row : Rows::rows) {
    if (row.name.empty() || row.name.size() > max_scope_name_size) return false;
    if (first_forbidden(row.name) != row.name.size()) return false;
  }
  return true;
}

template <class Rows>
consteval bool scope_names_are_without(char c) {
  for (const auto& row : Rows::rows) {
    if (row.name.find(c) != std::string_view::npos) return false;
  }
  return true;
}

/// By a hash with open addresses, since the perfect one comes to no end where a name stands twice.
template <class Rows>
consteval bool scope_names_are_distinct() {
  constexpr std::size_t slots = std::bit_ceil(2 * scope_lookup<Rows>::count);
  std::string_view seen[slots]{};
  for (const auto& row : Rows::rows) {
    std::size_t slot = scope_key::of(row.name).hash(0x9E3779B97F4A7C15) >> 32 & (slots - 1);
    while (!seen[slot].empty()) {
      if (seen[slot] == row.name) return false;
      slot = (slot + 1) & (slots - 1);
    }
    seen[slot] = row.name;
  }
  return true;
}

template <class Rows>
consteval bool scopes_imply_any() {
  for (const auto& row : Rows::rows) {
    if (!row.implies.empty()) return true;
  }
  return false;
}

/// Bits, one for each name.
template <std::size_t Count>
struct scope_bits {
  static constexpr std::size_t word_count = (Count + 63) / 64;
  std::uint64_t words[word_count]{};

  [[nodiscard]] constexpr bool has(std::size_t index) const { return (words[index / 64] >> index % 64 & 1) != 0; }
  constexpr void add(std::size_t index) { words[index / 64] |= std::uint64_t{1} << index % 64; }
  constexpr void add(const scope_bits& other) {
    for (std::size_t i = 0; i < word_count; ++i) words[i] |= other.words[i];
  }
};

/// What each name implies, directly or by way of others, without itself.
template <class Rows>
class scope_closure {
 public:
  static constexpr std::size_t count = scope_lookup<Rows>::count;

  consteval scope_closure() {
    for (std::size_t i = 0; i < count; ++i) {
      if (!Rows::rows[i].implies.empty()) visit(i);
    }
  }

  scope_bits<count> implied[count]{};
  bool names_are_known = true;
  bool has_circle = false;

 private:
  constexpr void visit(std::size_t index) {
    if (state_[index] == state::done) return;
    if (state_[index] == state::open) has_circle = true;
    if (state_[index] == state::open) return;
    state_[index] = state::open;
    const std::string_view names = Rows::rows[index].implies;
    for (std::size_t at = 0; at < names.size(); ++at) {
      const std::size_t size = size_until(' ', names, at);
      const std::size_t other = scope_lookup<Rows>::find(names, at, size);
      if (other == no_scope) names_are_known = false;
      if (other != no_scope) {
        visit(other);
        implied[index].add(other);
        implied[index].add(implied[other]);
      }
      at += size;
    }
    state_[index] = state::done;
  }

  enum class state : unsigned char { untouched, open, done };
  state state_[count]{};
};

template <class Rows>
inline constexpr scope_closure<Rows> closure_of{};

/// Whether Rows is a vocabulary; if not, it does not compile.
template <class Rows>
consteval bool is_scope_vocabulary() {
  constexpr bool names_are_sound = scope_names_are_sound<Rows>();
  static_assert(names_are_sound,
                "jeton: a scope's name has 1 to 255 printable ASCII characters without space, \" and \\");
  if constexpr (names_are_sound) {
    constexpr bool names_are_distinct = scope_names_are_distinct<Rows>();
    static_assert(names_are_distinct, "jeton: a scope's name stands twice in this vocabulary");
    if constexpr (names_are_distinct) {
      static_assert(scope_lookup<Rows>::hash.is_perfect, "jeton: no perfect hash was found for these names");
      if constexpr (scopes_imply_any<Rows>()) {
        constexpr bool implied_names_are_known = closure_of<Rows>.names_are_known;
        static_assert(implied_names_are_known, "jeton: a scope implies a name that the vocabulary does not have");
        constexpr bool implication_has_a_circle = closure_of<Rows>.has_circle;
        static_assert(!implication_has_a_circle, "jeton: scopes imply each other in a circle");
      }
    }
  }
  return true;
}

/// What a name that is none comes to. Deleted rather than asserted, since then every compiler shows the name in its
/// error: as a text (g++, Clang 19), or its letters (Clang 14).
template <fixed_string Name, char... Letters>
void the_vocabulary_has_no_scope() = delete;

/// The index of a name that is known at compile time. A wrong one does not compile.
template <class Rows, fixed_string Name>
consteval std::size_t scope_index() {
  constexpr std::size_t index = scope_lookup<Rows>::find(Name);
  if constexpr (index == no_scope) {
    []<std::size_t... Place>(std::index_sequence<Place...>) {
      the_vocabulary_has_no_scope<Name, Name.chars[Place]...>();
    }(std::make_index_sequence<Name.size()>{});
  }
  return index;
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/scope/writer.hpp
#ifndef JETON_SCOPE_WRITER_HPP
#define JETON_SCOPE_WRITER_HPP

namespace jeton { inline namespace v0 {

/// How names are written.
struct scope_form {
  std::string_view opening{};  ///< before all
  std::string_view quote{};    ///< before and behind each
  std::string_view between{};
  std::string_view closing{};  ///< behind all
};

/// Writes names in one form into a buffer.
class scope_writer {
 public:
  constexpr scope_writer(scope_form form, char* out, std::size_t room) : form_(form), out_(out), room_(room) {
    append(form_.opening);
  }
  constexpr void add(std::string_view name) {
    if (!is_first_) append(form_.between);
    is_first_ = false;
    append(form_.quote);
    append(name);
    append(form_.quote);
  }
  constexpr void finish() { append(form_.closing); }

  /// What all would take; more than the room where something did not fit.
  [[nodiscard]] constexpr std::size_t size() const { return size_; }

 private:
  constexpr void append(std::string_view text) {
    for (std::size_t i = 0; i < text.size() && size_ + i < room_; ++i) out_[size_ + i] = text[i];
    size_ += text.size();
  }

  scope_form form_;
  char* out_;
  std::size_t room_;
  std::size_t size_ = 0;
  bool is_first_ = true;
};

}}  // namespace jeton::v0

#endif

// jeton/scope/detail/text.hpp
#ifndef JETON_SCOPE_DETAIL_TEXT_HPP
#define JETON_SCOPE_DETAIL_TEXT_HPP

/// The forms in which scopes stand in a text. A reading goes from name to name and knows how to write one form.
namespace jeton { inline namespace v0 { namespace detail {

/// A name as it stands in the text, and which one it is.
struct scope_item {
  std::size_t position = 0;
  std::size_t size = 0;          ///< bytes of the text
  std::size_t index = no_scope;  ///< in the vocabulary
  std::size_t forbidden = 0;     ///< position of the first byte that no name may have, if there is no index
};

/// Names between separators: one space (RFC 6749 §3.3), or a comma with or without a space behind it.
template <class Rows, char Separator>
class separated_names {
 public:
  static constexpr scope_form form{.between = Separator == ',' ? ", " : " "};

  constexpr separated_names() = default;
  constexpr explicit separated_names(std::string_view text) : text_(text) {}

  /// Goes on to the next name; false at the end. What is empty counts as a name if it is `strict`, else it is passed
  /// by.
  template <bool Strict>
  [[nodiscard, gnu::always_inline]] constexpr bool next(scope_item& item) {
    constexpr bool a_name_has_the_separator = !scope_names_are_without<Rows>(Separator);
    static_assert(!a_name_has_the_separator, "jeton: a scope's name has a comma, so commas cannot stand between names");
    if constexpr (!Strict) {
      for (; at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == Separator); ++at_) places_ >>= 1;
      if (at_ >= text_.size()) return false;
    } else if (places_ == 0 && at_ > text_.size()) {
      return false;
    }
    item.position = at_;
    item.size = next_size();
    item.index = scope_lookup<Rows>::find(text_, at_, item.size);
    at_ += item.size + 1;
    if (Separator == ',' && at_ < text_.size() && text_[at_] == ' ') ++at_, places_ >>= 1;
    return true;
  }
  /// Completes an item without an index.
  constexpr void look_closer(scope_item& item) const {
    item.forbidden = item.position + first_forbidden(text_.substr(item.position, item.size));
  }
  [[nodiscard]] constexpr bool is_broken() const { return false; }
  [[nodiscard]] constexpr std::size_t position() const { return at_; }
  [[nodiscard]] constexpr std::string_view text_of(const scope_item& item) const {
    return {text_.data() + item.position, item.size};
  }

 private:
  /// The bytes to the next separator, which is passed. Their places are found for 64 bytes at once, so that one name
  /// need not wait for the end of another to be known.
  [[gnu::always_inline]] constexpr std::size_t next_size() {
    if (places_ == 0) places_ = kernel::places_of(Separator, text_.data() + at_, text_.size() - at_);
    if (places_ == 0) [[unlikely]]
      return size_from(at_, text_);
    const auto size = static_cast<unsigned>(std::countr_zero(places_));
    places_ = places_ >> size >> 1;
    return size;
  }

  [[gnu::noinline]] static constexpr std::size_t size_from(std::size_t at, std::string_view text) {
    return size_until(Separator, text, at);
  }

  std::string_view text_{};
  std::size_t at_ = text_.empty() ? 1 : 0;  // behind the end: an empty text has no name, and not one that is empty
  std::uint64_t places_ = 0;                // of separators and the end, from `at_` on
};

/// A JSON array of strings (RFC 8259), and nothing but white space around it.
template <class Rows>
class json_names {
 public:
  static constexpr scope_form form{.opening = "[", .quote = "\"", .between = ",", .closing = "]"};

  constexpr json_names() = default;
  constexpr explicit json_names(std::string_view text) : text_(text) {}

  /// Goes on to the next name; false at the end, and where the text is broken.
  template <bool Strict>
  [[nodiscard]] constexpr bool next(scope_item& item) {
    do {
      if (!reach_string()) return false;
      item.position = at_;
      item.size = size_until('"', text_, at_);
      item.index = scope_lookup<Rows>::find(text_, at_, item.size);
      at_ += item.size;
      if ((item.index == no_scope || at_ == text_.size()) && !read_string(item)) return false;
      ++at_;
    } while (!Strict && item.size == 0);
    return true;
  }
  constexpr void look_closer(scope_item&) const {}  // `next` has looked
  [[nodiscard]] constexpr bool is_broken() const { return is_broken_; }
  [[nodiscard]] constexpr std::size_t position() const { return at_; }
  [[nodiscard]] constexpr std::string_view text_of(const scope_item& item) const {
    return {text_.data() + item.position, item.size};
  }

 private:
  /// What a string says, as far as it could be a name.
  struct decoded_name {
    char chars[max_scope_name_size]{};
    std::size_t size = 0;

    constexpr void add(unsigned c) {
      if (size < max_scope_name_size) chars[size] = static_cast<char>(static_cast<unsigned char>(c));
      ++size;
    }
    [[nodiscard]] constexpr std::size_t index() const {
      return size <= max_scope_name_size ? scope_lookup<Rows>::find({chars, size}) : no_scope;
    }
  };

  constexpr bool broken() {
    is_broken_ = true;
    return false;
  }
  [[nodiscard]] constexpr char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  constexpr bool skip(char c) {
    if (here() != c) return false;
    ++at_;
    return true;
  }
  constexpr void skip_space() {
    while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r') ++at_;
  }

  /// Goes on to the first byte within the next string.
  constexpr bool reach_string() {
    skip_space();
    const bool is_first = !is_open_;
    if (is_first && !skip('[')) return broken();
    is_open_ = true;
    if (is_first) skip_space();
    if (is_first ? here() != ']' : skip(',')) {
      skip_space();
      return skip('"') || broken();
    }
    if (!skip(']')) return broken();
    skip_space();
    return at_ == text_.size() ? false : broken();
  }

  /// Reads a string with care, from its first byte to its quote: escapes, and bytes that no name has.
  constexpr bool read_string(scope_item& item) {
    at_ = item.position;
    decoded_name name;
    item.forbidden = no_scope;
    while (here() != '"') {
      const std::size_t position = at_;
      if (position == text_.size()) return broken();
      unsigned c = static_cast<unsigned char>(text_[at_++]);
      if (c == '\\' && !read_escape(c)) return broken();
      if (c > '~' || !is_scope_character(static_cast<char>(c))) {
        if (item.forbidden == no_scope) item.forbidden = position;
      }
      name.add(c);
    }
    item.size = at_ - item.position;
    item.index = item.forbidden == no_scope ? name.index() : no_scope;
    if (item.forbidden == no_scope) item.forbidden = at_;
    return true;
  }

  /// Reads what stands behind a backslash; `c` becomes the UTF-16 unit that is meant.
  constexpr bool read_escape(unsigned& c) {
    c = static_cast<unsigned char>(here());
    if (c == '"' || c == '\\' || c == '/') return ++at_, true;
    if (c == 'b' || c == 'f' || c == 'n' || c == 'r' || c == 't') return c = ' ', ++at_, true;  // no name has any
    if (c != 'u') return false;
    ++at_;
    c = 0;
    for (const std::size_t end = at_ + 4; at_ < end; ++at_) {
      const char digit = here();
      const char lower = static_cast<char>(digit | 0x20);
      if (digit >= '0' && digit <= '9') {
        c = c * 16 + static_cast<unsigned>(digit - '0');
      } else if (lower >= 'a' && lower <= 'f') {
        c = c * 16 + static_cast<unsigned>(lower - 'a') + 10;
      } else {
        return false;
      }
    }
    return true;
  }

  std::string_view text_{};
  std::size_t at_ = 0;
  bool is_open_ = false;
  bool is_broken_ = false;
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/scope/fault.hpp
#ifndef JETON_SCOPE_FAULT_HPP
#define JETON_SCOPE_FAULT_HPP

namespace jeton { inline namespace v0 {

/// Why a text is not a list of scopes. Names are judged from the front, each in this order.
enum class scope_fault : unsigned char {
  syntax,      ///< not a JSON array of strings; where it breaks
  empty_item,  ///< a name is missing; where it should stand
  character,   ///< a byte that no name may have (RFC 6749 §3.3); its position
  unknown,     ///< the vocabulary has no such name; where it begins
  duplicate,   ///< the name stood there before; where it begins again
};
using scope_error = error_at<scope_fault>;

[[nodiscard]] constexpr std::string_view describe(scope_fault fault) {
  switch (fault) {
    case scope_fault::syntax:
      return "not a JSON array of strings";
    case scope_fault::empty_item:
      return "a scope is missing here";
    case scope_fault::character:
      return "a scope has printable ASCII characters without space, quote and backslash only";
    case scope_fault::unknown:
      return "no scope of this vocabulary";
    case scope_fault::duplicate:
      return "this scope stands here twice";
  }
  return "unknown fault";
}

/// Why scopes were not written.
enum class scope_write_fault : unsigned char {
  room,  ///< the buffer is too small
};

[[nodiscard]] constexpr std::string_view describe(scope_write_fault) {
  return "the buffer is too small for these scopes";
}

}}  // namespace jeton::v0

#endif

// jeton/scope/requirement.hpp
#ifndef JETON_SCOPE_REQUIREMENT_HPP
#define JETON_SCOPE_REQUIREMENT_HPP

/// What a request needs: questions to the set of scopes that a token holds. Default-constructed, zeroed or made of
/// empty parts, each of them is met by nothing.
namespace jeton { inline namespace v0 {

namespace detail {
template <class T>
inline constexpr bool is_requirement = false;  // each kind below says that it is one
}  // namespace detail

/// Something that a set of scopes can meet.
template <class T>
concept requirement = detail::is_requirement<std::remove_cvref_t<T>>;
/// A requirement that can be asked about sets of type Set.
template <class T, class Set>
concept requirement_on = requires(const T& needed, const Set& held) {
  { needed.met_by(held) } -> std::same_as<bool>;
};

/// Met by a set that contains one of `scopes` at least. Made by `vocabulary::any_of<"a", "b">()`.
template <class Set>
struct any_scope {
  using scopes_type = Set;
  Set scopes{};

  [[nodiscard]] constexpr bool met_by(const Set& held) const { return held.contains_any_of(scopes); }
  /// Every name that is spoken of: the attribute `scope` of a refusal (RFC 6750 §3).
  [[nodiscard]] constexpr Set mentioned() const { return scopes; }
  friend constexpr bool operator==(const any_scope&, const any_scope&) = default;
};

/// Met by a set that contains all of `scopes`, of which there is one at least. Made by `vocabulary::all_of<"a",
/// "b">()`.
template <class Set>
struct all_scopes {
  using scopes_type = Set;
  Set scopes{};

  [[nodiscard]] constexpr bool met_by(const Set& held) const { return !scopes.empty() && scopes.is_subset_of(held); }
  [[nodiscard]] constexpr Set mentioned() const { return scopes; }
  friend constexpr bool operator==(const all_scopes&, const all_scopes&) = default;
};

/// Met by every set, also by an empty one. Made by `any_valid_token()`.
struct no_scope_needed {
  bool is_meant = false;  ///< so that a forgotten one is met by nothing

  template <class Set>
  [[nodiscard]] constexpr bool met_by(const Set&) const {
    return is_meant;
  }
  friend constexpr bool operator==(const no_scope_needed&, const no_scope_needed&) = default;
};

/// The requirement of a request for which any token will do, whatever its scopes.
[[nodiscard]] constexpr no_scope_needed any_valid_token() { return {true}; }

template <class Left, class Right>
struct both_requirements;
template <class Left, class Right>
struct either_requirement;

namespace detail {

template <>
inline constexpr bool is_requirement<no_scope_needed> = true;
template <class Set>
inline constexpr bool is_requirement<any_scope<Set>> = true;
template <class Set>
inline constexpr bool is_requirement<all_scopes<Set>> = true;
template <class Left, class Right>
inline constexpr bool is_requirement<both_requirements<Left, Right>> = true;
template <class Left, class Right>
inline constexpr bool is_requirement<either_requirement<Left, Right>> = true;

/// The sets that a requirement asks; void of one that takes any.
template <class T>
struct scopes_asked {
  using type = void;
};
template <class T>
  requires requires { typename T::scopes_type; }
struct scopes_asked<T> {
  using type = typename T::scopes_type;
};

/// The sets that two requirements ask together.
template <class Left, class Right>
struct scopes_in_common {
  using left = typename scopes_asked<Left>::type;
  using right = typename scopes_asked<Right>::type;
  static constexpr bool is_one = std::is_void_v<left> || std::is_void_v<right> || std::is_same_v<left, right>;
  static_assert(is_one, "jeton: these requirements speak of two vocabularies");
  using type = std::conditional_t<std::is_void_v<left>, right, left>;
};

template <class Left, class Right>
constexpr auto mentioned_by(const Left& left, const Right& right) {
  if constexpr (std::is_void_v<typename scopes_asked<Left>::type>) {
    return right.mentioned();
  } else if constexpr (std::is_void_v<typename scopes_asked<Right>::type>) {
    return left.mentioned();
  } else {
    return left.mentioned() | right.mentioned();
  }
}

}  // namespace detail

/// Met by what meets both sides. Made by `left & right`.
template <class Left, class Right>
struct both_requirements {
  using scopes_type = typename detail::scopes_in_common<Left, Right>::type;
  Left left{};
  Right right{};

  template <class Set>
    requires requirement_on<Left, Set> && requirement_on<Right, Set>
  [[nodiscard]] constexpr bool met_by(const Set& held) const {
    return left.met_by(held) && right.met_by(held);
  }
  [[nodiscard]] constexpr auto mentioned() const
    requires(!std::is_void_v<scopes_type>)
  {
    return detail::mentioned_by(left, right);
  }
  friend constexpr bool operator==(const both_requirements&, const both_requirements&) = default;
};

/// Met by what meets one side at least. Made by `left | right`.
template <class Left, class Right>
struct either_requirement {
  using scopes_type = typename detail::scopes_in_common<Left, Right>::type;
  Left left{};
  Right right{};

  template <class Set>
    requires requirement_on<Left, Set> && requirement_on<Right, Set>
  [[nodiscard]] constexpr bool met_by(const Set& held) const {
    return left.met_by(held) || right.met_by(held);
  }
  [[nodiscard]] constexpr auto mentioned() const
    requires(!std::is_void_v<scopes_type>)
  {
    return detail::mentioned_by(left, right);
  }
  friend constexpr bool operator==(const either_requirement&, const either_requirement&) = default;
};

template <requirement Left, requirement Right>
[[nodiscard]] constexpr both_requirements<Left, Right> operator&(const Left& left, const Right& right) {
  return {left, right};
}
template <requirement Left, requirement Right>
[[nodiscard]] constexpr either_requirement<Left, Right> operator|(const Left& left, const Right& right) {
  return {left, right};
}

}}  // namespace jeton::v0

#endif

// jeton/scope/set.hpp
#ifndef JETON_SCOPE_SET_HPP
#define JETON_SCOPE_SET_HPP

namespace jeton { inline namespace v0 {

/// Scopes of one vocabulary that were granted together. Default-constructed it is empty, and grants nothing.
///
/// Where the vocabulary has implication, every question counts what is implied: `contains`, `is_subset_of` and `&`, so
/// that nobody can forget it. What is stored, listed, written and compared by `==` are the names as they were granted;
/// `normalized()` leaves those out that others imply, `effective()` adds all of them.
template <class Vocabulary>
struct scope_set {
  using vocabulary = Vocabulary;
  class iterator;

  std::uint64_t words[(Vocabulary::size + 63) / 64]{};  ///< a bit for each name, public so that it can be an argument

  // Questions. An index that no name has is contained in no set.

  template <fixed_string Name>
  [[nodiscard]] constexpr bool contains() const {
    return contains(Vocabulary::template index<Name>);
  }
  [[nodiscard]] constexpr bool contains(std::size_t index) const {
    return index < Vocabulary::size && effective().lists(index);
  }
  [[nodiscard]] constexpr bool contains_any_of(const scope_set& others) const {
    const scope_set all = effective();
    std::uint64_t common = 0;
    for (std::size_t i = 0; i < word_count; ++i) common |= all.words[i] & others.words[i];
    return common != 0;
  }
  /// Whether `other` grants all that this grants; an empty set is a subset of every one.
  [[nodiscard]] constexpr bool is_subset_of(const scope_set& other) const {
    const scope_set all = other.effective();
    std::uint64_t missing = 0;
    for (std::size_t i = 0; i < word_count; ++i) missing |= words[i] & ~all.words[i];
    return missing == 0;
  }

  // What was granted.

  /// Whether the name itself was granted, and not only implied.
  [[nodiscard]] constexpr bool lists(std::size_t index) const {
    return index < Vocabulary::size && (words[index / 64] >> index % 64 & 1) != 0;
  }
  [[nodiscard]] constexpr std::size_t size() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  [[nodiscard]] constexpr bool empty() const {
    std::uint64_t any = 0;
    for (const std::uint64_t word : words) any |= word;
    return any == 0;
  }
  /// The names, in the order of the vocabulary.
  [[nodiscard]] constexpr iterator begin() const { return iterator{*this, 0}; }
  [[nodiscard]] constexpr iterator end() const { return iterator{*this, Vocabulary::size}; }

  /// The same rights with all names that are implied.
  [[nodiscard]] constexpr scope_set effective() const {
    scope_set all = *this;
    all.add_implied_by(*this);
    return all;
  }
  /// The same rights with the fewest names: `user gist user:email` becomes `user gist`.
  [[nodiscard]] constexpr scope_set normalized() const {
    scope_set implied;
    implied.add_implied_by(*this);
    scope_set few = *this;
    for (std::size_t i = 0; i < word_count; ++i) few.words[i] &= ~implied.words[i];
    return few;
  }

  // Changes. An index that no name has changes nothing.

  /// Whether the name is new to the set.
  template <fixed_string Name>
  constexpr bool insert() {
    return insert(Vocabulary::template index<Name>);
  }
  constexpr bool insert(std::size_t index) { return index < Vocabulary::size && add(index); }
  /// Takes a name out. What another name of the set implies is still contained.
  template <fixed_string Name>
  constexpr void erase() {
    erase(Vocabulary::template index<Name>);
  }
  constexpr void erase(std::size_t index) {
    if (index < Vocabulary::size) words[index / 64] &= ~(std::uint64_t{1} << index % 64);
  }

  /// What one of the two grants.
  friend constexpr scope_set operator|(const scope_set& left, const scope_set& right) {
    scope_set both = left;
    for (std::size_t i = 0; i < word_count; ++i) both.words[i] |= right.words[i];
    return both;
  }
  /// What both grant: contains x exactly if both contain x. Normalized where the vocabulary has implication.
  friend constexpr scope_set operator&(const scope_set& left, const scope_set& right) {
    scope_set common = left.effective();
    const scope_set other = right.effective();
    for (std::size_t i = 0; i < word_count; ++i) common.words[i] &= other.words[i];
    return common.normalized();
  }
  constexpr scope_set& operator|=(const scope_set& other) { return *this = *this | other; }
  constexpr scope_set& operator&=(const scope_set& other) { return *this = *this & other; }

  /// The same names were granted. Sets of the same rights may differ, unless they are normalized.
  friend constexpr bool operator==(const scope_set&, const scope_set&) = default;

 private:
  friend Vocabulary;
  static constexpr std::size_t word_count = (Vocabulary::size + 63) / 64;

  /// Inserts an index that a name has.
  constexpr bool add(std::size_t index) {
    std::uint64_t& word = words[word_count == 1 ? 0 : index / 64];
    const std::uint64_t before = word;
    word |= std::uint64_t{1} << index % 64;
    return word != before;
  }
  constexpr void add_implied_by(const scope_set& granted) {
    if constexpr (Vocabulary::has_implication) {
      for (std::size_t word = 0; word < word_count; ++word) {
        for (std::uint64_t bits = granted.words[word]; bits != 0; bits &= bits - 1) {
          const std::uint64_t* const implied =
              Vocabulary::implied_by(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
          for (std::size_t i = 0; i < word_count; ++i) words[i] |= implied[i];
        }
      }
    }
  }
};

/// Goes through the names of a set; a copy of it, so that the set may change or die meanwhile.
template <class Vocabulary>
class scope_set<Vocabulary>::iterator {
 public:
  using value_type = std::string_view;
  using difference_type = std::ptrdiff_t;

  constexpr iterator() = default;
  constexpr iterator(const scope_set& names, std::size_t index) : names_(names), index_(index) { go_on(); }

  [[nodiscard]] constexpr std::string_view operator*() const { return Vocabulary::name(index_); }
  [[nodiscard]] constexpr std::size_t index() const { return index_; }
  constexpr iterator& operator++() {
    ++index_;
    go_on();
    return *this;
  }
  constexpr iterator operator++(int) {
    const iterator before = *this;
    ++*this;
    return before;
  }
  friend constexpr bool operator==(const iterator& left, const iterator& right) { return left.index_ == right.index_; }

 private:
  constexpr void go_on() {
    while (index_ < Vocabulary::size && !names_.lists(index_)) ++index_;
  }

  scope_set names_{};
  std::size_t index_ = 0;
};

}}  // namespace jeton::v0

/// By value: sets that are equal have the same hash.
template <class Vocabulary>
struct std::hash<jeton::scope_set<Vocabulary>> {
  [[nodiscard]] constexpr std::size_t operator()(const jeton::scope_set<Vocabulary>& set) const noexcept {
    std::uint64_t sum = 0;
    for (const std::uint64_t word : set.words) {
      sum = (sum ^ word) * 0x9E3779B97F4A7C15;
      sum ^= sum >> 32;
    }
    return static_cast<std::size_t>(sum);
  }
};

#endif

// jeton/scope/stored.hpp
#ifndef JETON_SCOPE_STORED_HPP
#define JETON_SCOPE_STORED_HPP

namespace jeton { inline namespace v0 {

template <class Vocabulary, class Reading>
class unknown_scopes;

/// What was read from a row of a store, which a newer or older server may have written. Unknown names grant nothing,
/// and are kept for writing the row back: where they are, in the text, which must outlive this. Nothing is allocated.
template <class Vocabulary, class Reading>
class stored_scopes {
 public:
  using unknown_names = unknown_scopes<Vocabulary, Reading>;

  [[nodiscard]] constexpr const scope_set<Vocabulary>& known() const { return known_; }
  /// The names that the vocabulary does not have, in the order of the text and as often as they stand there.
  [[nodiscard]] constexpr unknown_names unknown() const { return unknown_names{start_}; }

 private:
  friend Vocabulary;
  template <class T, class E>
  friend class result;  // which may hold none

  constexpr stored_scopes() = default;
  constexpr explicit stored_scopes(std::string_view text) : start_(text) {}

  scope_set<Vocabulary> known_{};
  Reading start_{};
};

/// The names of a row that its vocabulary does not have: the bytes between separators, or between the quotes of a JSON
/// string with its escapes. Goes through the text as it is asked; linear in its size.
template <class Vocabulary, class Reading>
class unknown_scopes {
 public:
  using value_type = std::string_view;
  using difference_type = std::ptrdiff_t;

  constexpr unknown_scopes() = default;
  constexpr explicit unknown_scopes(const Reading& start) : reading_(start) { ++*this; }

  // A range, and the iterator that goes through it.
  [[nodiscard]] constexpr unknown_scopes begin() const { return *this; }
  [[nodiscard]] constexpr unknown_scopes end() const { return {}; }
  [[nodiscard]] constexpr bool empty() const { return at_end_; }

  [[nodiscard]] constexpr std::string_view operator*() const { return reading_.text_of(item_); }
  constexpr unknown_scopes& operator++() {
    do at_end_ = !reading_.template next<false>(item_);
    while (!at_end_ && item_.index != detail::no_scope);
    return *this;
  }
  constexpr unknown_scopes operator++(int) {
    const unknown_scopes before = *this;
    ++*this;
    return before;
  }
  friend constexpr bool operator==(const unknown_scopes& left, const unknown_scopes& right) {
    return left.at_end_ == right.at_end_ && (left.at_end_ || left.item_.position == right.item_.position);
  }

 private:
  Reading reading_{};
  detail::scope_item item_{};
  bool at_end_ = true;
};

}}  // namespace jeton::v0

#endif

// jeton/scope/vocabulary.hpp
#ifndef JETON_SCOPE_VOCABULARY_HPP
#define JETON_SCOPE_VOCABULARY_HPP

namespace jeton { inline namespace v0 {

/// A closed set of scopes. A handful as literals: `scope_vocabulary<"repo:read", "repo:write">`; more, or names that
/// carry data, as a table: `scope_vocabulary<table{}>`, where table has `static constexpr scope_row rows[] = {…};`.
/// Names obey RFC 6749 §3.3; a wrong or repeated one does not compile, nor an implication in a circle. The order of the
/// names is the canonical one.
template <detail::scope_entry... Entries>
class scope_vocabulary {
  static_assert(sizeof...(Entries) > 0, "jeton: a vocabulary has one scope at least");
  using table = detail::scope_rows<Entries...>;
  using lookup = detail::scope_lookup<table>;
  static_assert(detail::is_scope_vocabulary<table>());

  using spaces = detail::separated_names<table, ' '>;
  using commas = detail::separated_names<table, ','>;
  using json = detail::json_names<table>;
  using written = result<std::string_view, scope_write_fault>;

  template <class Reading>
  static consteval std::size_t written_size_of_all() {
    scope_writer writer{Reading::form, nullptr, 0};
    for (const scope_row& each : table::rows) writer.add(each.name);
    writer.finish();
    return writer.size();
  }

 public:
  using set = scope_set<scope_vocabulary>;

  static constexpr std::size_t size = lookup::count;
  static constexpr std::size_t npos = detail::no_scope;  ///< the index of no name
  static constexpr bool has_implication = detail::scopes_imply_any<table>();

  /// The rows, in their order.
  [[nodiscard]] static constexpr const scope_row (&rows())[size] { return table::rows; }
  [[nodiscard]] static constexpr const scope_row& row(std::size_t index) { return table::rows[index]; }
  [[nodiscard]] static constexpr std::string_view name(std::size_t index) { return table::rows[index].name; }
  /// Which name this is; npos if it is none.
  [[nodiscard]] static constexpr std::size_t index_of(std::string_view name) { return lookup::find(name); }
  template <fixed_string Name>
  static constexpr std::size_t index = detail::scope_index<table, Name>();
  /// The bits of the names that one implies, in the words of a set.
  [[nodiscard]] static constexpr const std::uint64_t* implied_by(std::size_t index) {
    return detail::closure_of<table>.implied[index].words;
  }

  // Sets and requirements of names that are known at compile time.

  template <fixed_string... Names>
  [[nodiscard]] static consteval set of() {
    constexpr std::size_t indexes[sizeof...(Names) + 1] = {index<Names>...};  // no fold: Clang ends those at 256
    set made;
    for (std::size_t i = 0; i < sizeof...(Names); ++i) made.insert(indexes[i]);
    return made;
  }
  /// Met by a token that has one of the names, or one that implies it.
  template <fixed_string... Names>
  [[nodiscard]] static consteval any_scope<set> any_of() {
    static_assert(sizeof...(Names) > 0, "jeton: a requirement without a name is spelled jeton::any_valid_token()");
    return {of<Names...>()};
  }
  /// Met by a token that has each of the names, or some that imply them.
  template <fixed_string... Names>
  [[nodiscard]] static consteval all_scopes<set> all_of() {
    static_assert(sizeof...(Names) > 0, "jeton: a requirement without a name is spelled jeton::any_valid_token()");
    return {of<Names...>()};
  }

  // Reading. An empty text is the empty set, which grants nothing. Linear in the size of the text.

  /// RFC 6749 §3.3: one space between names.
  [[nodiscard]] static constexpr result<set, scope_error> parse(std::string_view text) { return read<spaces>(text); }
  /// A comma between names, and perhaps a space behind it: GitHub's X-OAuth-Scopes.
  [[nodiscard]] static constexpr result<set, scope_error> parse_commas(std::string_view text) {
    return read<commas>(text);
  }
  /// A JSON array of strings; escapes mean what they mean in JSON.
  [[nodiscard]] static constexpr result<set, scope_error> parse_json(std::string_view text) { return read<json>(text); }

  // Reading what a store has, written perhaps by a newer or older server. Unknown names grant nothing and are kept for
  // writing back. Names may come twice, and be missing between separators.

  using stored = stored_scopes<scope_vocabulary, spaces>;
  using stored_commas = stored_scopes<scope_vocabulary, commas>;
  using stored_json = stored_scopes<scope_vocabulary, json>;

  [[nodiscard]] static constexpr stored parse_stored(std::string_view text) { return read_stored<spaces>(text); }
  [[nodiscard]] static constexpr stored_commas parse_stored_commas(std::string_view text) {
    return read_stored<commas>(text);
  }
  /// The error is `syntax`, and no other.
  [[nodiscard]] static constexpr result<stored_json, scope_error> parse_stored_json(std::string_view text) {
    json reading{text};
    detail::scope_item item;
    while (reading.template next<false>(item)) continue;
    if (reading.is_broken()) return scope_error{scope_fault::syntax, reading.position()};
    return read_stored<json>(text);
  }
  template <detail::owning_temporary Text>
  static void parse_stored(Text&&) = delete;  // unknown names are views; keep the string in a variable
  template <detail::owning_temporary Text>
  static void parse_stored_commas(Text&&) = delete;
  template <detail::owning_temporary Text>
  static void parse_stored_json(Text&&) = delete;

  // Writing, into a buffer of the caller's: the part of it that was written. parse(write(s)) == s.

  static constexpr std::size_t max_written_size = written_size_of_all<spaces>();
  static constexpr std::size_t max_commas_size = written_size_of_all<commas>();
  static constexpr std::size_t max_json_size = written_size_of_all<json>();

  [[nodiscard]] static constexpr written write(const set& scopes, std::span<char> out) {
    return write_all<spaces>(scopes, {}, out);
  }
  [[nodiscard]] static constexpr written write_commas(const set& scopes, std::span<char> out) {
    return write_all<commas>(scopes, {}, out);
  }
  [[nodiscard]] static constexpr written write_json(const set& scopes, std::span<char> out) {
    return write_all<json>(scopes, {}, out);
  }
  /// The same with the unknown names of a row behind the known ones. Unless scopes were added, a buffer of the size of
  /// the row's text is enough; of commas, 3 bytes for each 2 of it.
  [[nodiscard]] static constexpr written write(const set& scopes,
                                               const unknown_scopes<scope_vocabulary, spaces>& unknown,
                                               std::span<char> out) {
    return write_all<spaces>(scopes, unknown, out);
  }
  [[nodiscard]] static constexpr written write_commas(const set& scopes,
                                                      const unknown_scopes<scope_vocabulary, commas>& unknown,
                                                      std::span<char> out) {
    return write_all<commas>(scopes, unknown, out);
  }
  [[nodiscard]] static constexpr written write_json(const set& scopes,
                                                    const unknown_scopes<scope_vocabulary, json>& unknown,
                                                    std::span<char> out) {
    return write_all<json>(scopes, unknown, out);
  }

 private:
  /// Why a name was not put into the set. Apart, and given copies, so that what reads good names stays in registers.
  template <class Reading>
  [[nodiscard, gnu::noinline]] static constexpr scope_error fault_of(Reading reading, detail::scope_item item) {
    if (item.index != npos) return {scope_fault::duplicate, item.position};
    reading.look_closer(item);
    if (item.size == 0) return {scope_fault::empty_item, item.position};
    const bool is_sound = item.forbidden == item.position + item.size;
    return is_sound ? scope_error{scope_fault::unknown, item.position}
                    : scope_error{scope_fault::character, item.forbidden};
  }
  template <class Reading>
  [[nodiscard]] static constexpr stored_scopes<scope_vocabulary, Reading> read_stored(std::string_view text) {
    stored_scopes<scope_vocabulary, Reading> row{text};
    Reading reading{text};
    detail::scope_item item;
    while (reading.template next<false>(item)) row.known_.insert(item.index);
    return row;
  }
  template <class Reading>
  [[nodiscard]] static constexpr written write_all(const set& scopes, unknown_scopes<scope_vocabulary, Reading> unknown,
                                                   std::span<char> out) {
    scope_writer writer{Reading::form, out.data(), out.size()};
    for (const std::string_view name : scopes) writer.add(name);
    for (; !unknown.empty(); ++unknown) writer.add(*unknown);
    writer.finish();
    if (writer.size() > out.size()) return scope_write_fault::room;
    return std::string_view{out.data(), writer.size()};
  }
  template <class Reading>
  [[nodiscard]] static constexpr result<set, scope_error> read(std::string_view text) {
    set held;
    Reading reading{text};
    detail::scope_item item;
    while (reading.template next<true>(item)) {
      if (item.index == npos || !held.add(item.index)) [[unlikely]]
        return fault_of(reading, {item.position, item.size, item.index, item.forbidden});
    }
    if (reading.is_broken()) return scope_error{scope_fault::syntax, reading.position()};
    return held;
  }
};

}}  // namespace jeton::v0

#endif

// jeton/gitlab/scope.hpp
#ifndef JETON_GITLAB_SCOPE_HPP
#define JETON_GITLAB_SCOPE_HPP

/// The scopes of GitLab's access tokens, and who may choose which. Names and versions as GitLab documents them
/// (doc/user/profile/personal_access_tokens.md, doc/security/tokens/access_token_scopes.md), in the order of its source
/// (lib/gitlab/auth.rb). No scope implies another: `api` reads because every endpoint takes it, not because it contains
/// `read_api`. What each one opens stands in gitlab/access.hpp.
namespace jeton { inline namespace v0 { namespace gitlab {

/// The rows of `scopes`. A version of {0, 0} is not proven; `certain_since` knows a bound. Row is scope_row; a
/// template, as a table whose type depends on nothing would be checked wherever it is included, which is dear.
template <class Row>
struct scope_table {
  static constexpr Row rows[] = {
      {.name = "api", .since = {8, 15}, .description = "read and write the whole API, Git and all registries"},
      {.name = "read_api", .since = {12, 10}, .description = "read the whole API, Git and the registries"},
      {.name = "read_user", .since = {8, 15}, .description = "read users and the own profile"},
      {.name = "create_runner", .description = "create runners"},
      {.name = "manage_runner", .since = {17, 1}, .description = "change and delete runners"},
      {.name = "k8s_proxy", .since = {16, 4}, .description = "reach Kubernetes clusters through the agent"},
      {.name = "self_rotate", .since = {17, 9}, .description = "rotate this token and no other"},
      {.name = "read_repository", .since = {10, 7}, .description = "pull with Git, read files of repositories"},
      {.name = "write_repository", .since = {11, 11}, .description = "pull and push with Git, but not use the API"},
      {.name = "read_registry",
       .since = {9, 3},
       .description = "pull container images of private projects",
       .needs = "registry"},
      {.name = "write_registry",
       .since = {12, 10},
       .description = "push container images, but not pull them",
       .needs = "registry"},
      {.name = "read_virtual_registry",
       .description = "pull through the dependency proxy and virtual registries",
       .needs = "dependency_proxy"},
      {.name = "write_virtual_registry",
       .description = "pull, push and delete in the dependency proxy and virtual registries",
       .needs = "dependency_proxy"},
      {.name = "read_observability",
       .description = "read observability data; of project and group tokens only",
       .needs = "observability"},
      {.name = "write_observability",
       .description = "write observability data; of project and group tokens only",
       .needs = "observability"},
      {.name = "ai_features", .description = "use GitLab Duo and Code Suggestions", .needs = "duo"},
      {.name = "sudo",
       .since = {10, 2},
       .description = "act as any user of the instance",
       .audience = scope_audience::administrators},
      {.name = "admin_mode",
       .since = {15, 8},
       .description = "administer through the API while Admin Mode is on",
       .audience = scope_audience::administrators},
      {.name = "read_service_ping",
       .since = {17, 1},
       .description = "download the Service Ping payload",
       .audience = scope_audience::administrators},
  };
};
using scopes = scope_vocabulary<scope_table<scope_row>{}>;

/// A version that is newer than every documented change.
inline constexpr scope_version newest_server{.series = 0xffff, .release = 0xffff};

/// The version from which on a scope is certainly there: the documented one, or, where none is proven, one in which it
/// was seen. Names that are no scope are never there.
template <class Row = scope_row>
[[nodiscard]] constexpr scope_version certain_since(const Row& scope) {
  constexpr struct {
    std::string_view name;
    scope_version version;
  } seen[] = {
      {"create_runner", {16, 4}},           // on the page of August 2023; asked for by merge request 124074
      {"ai_features", {16, 5}},             // documented not to work in 16.5 to 16.7, self-managed
      {"read_observability", {17, 8}},      // in a source that has no self_rotate yet
      {"write_observability", {17, 8}},     // likewise
      {"read_virtual_registry", {19, 0}},   // documented during 18.x
      {"write_virtual_registry", {19, 0}},  // likewise
  };
  if (scope.since != scope_version{}) return scope.since;
  for (const auto& each : seen) {
    if (each.name == scope.name) return each.version;
  }
  return newest_server;
}

/// What is switched on in a server, of what scopes and actions need. Default-constructed, nothing is.
struct server_features {
  bool registry = false;          ///< the container registry
  bool dependency_proxy = false;  ///< with the virtual registries
  bool duo = false;
  bool observability = false;

  /// By the name that rows have in `needs`. Who needs nothing has it; what is not known is off.
  template <class Text = std::string_view>
  [[nodiscard]] constexpr bool has(std::type_identity_t<Text> feature) const {
    return feature.empty() || (registry && feature == "registry") ||
           (dependency_proxy && feature == "dependency_proxy") || (duo && feature == "duo") ||
           (observability && feature == "observability");
  }
};

/// What GitLab does although its documentation does not say so. Each of them grants more than documented, and is off
/// unless it is named; joined by `|`.
enum class quirk : unsigned char {
  none = 0,
  empty_row_is_api = 1,      ///< a stored row without scopes is read as `api` (models/personal_access_token.rb)
  sudo_skips_scopes = 2,     ///< who acts as another user passes every endpoint with `sudo` alone (lib/api/helpers.rb)
  unchecked_owner = 4,       ///< a row may have any scope, `sudo` too, whoever owns it: only the page asks that
  head_reads_users = 8,      ///< `read_user` is good for HEAD too (lib/api/users.rb, newer servers)
  git_through_the_day = 16,  ///< Git and the registry take a token through its expiry date (13.x to 15.2)
  expiry_not_enforced = 32,  ///< the API takes expired tokens: see enforcement_quirk (13.1 to 14.x)
};
[[nodiscard]] constexpr quirk operator|(quirk left, quirk right) {
  return static_cast<quirk>(static_cast<unsigned char>(left) | static_cast<unsigned char>(right));
}
/// Whether `named` has every bit of `wanted`.
[[nodiscard]] constexpr bool includes(quirk named, quirk wanted) { return (named | wanted) == named; }

/// Whose token it is. A project's or group's access token belongs to a bot that GitLab makes for it.
enum class token_owner : unsigned char { user, administrator, project_bot, group_bot };

/// Whether a scope is for owners of this kind, on any server. Bots have neither the scopes of administrators nor
/// `read_user`; observability is theirs alone, and virtual registries are not for projects.
template <class Row = scope_row>
[[nodiscard]] constexpr bool may_choose(token_owner owner, const Row& scope) {
  switch (owner) {
    case token_owner::user:
      return scope.audience == scope_audience::everyone && scope.needs != "observability";
    case token_owner::administrator:
      return scope.needs != "observability";
    case token_owner::project_bot:
      return may_choose(token_owner::group_bot, scope) && scope.needs != "dependency_proxy";
    case token_owner::group_bot:
      return scope.audience == scope_audience::everyone && scope.name != "read_user";
  }
  return false;
}

/// The scopes that an owner may choose on a server of this version with these features.
template <class Vocabulary = scopes>
[[nodiscard]] constexpr typename Vocabulary::set available_to(token_owner owner, const server_features& features,
                                                              scope_version server = newest_server,
                                                              quirk named = quirk::none) {
  typename Vocabulary::set available;
  for (std::size_t i = 0; i < Vocabulary::size; ++i) {
    const scope_row& scope = Vocabulary::row(i);
    if (!includes(named, quirk::unchecked_owner) && !may_choose(owner, scope)) continue;
    if (features.has(scope.needs) && certain_since(scope) <= server) available.insert(i);
  }
  return available;
}

/// The scopes that a stored row grants: those that are known. With the quirk `empty_row_is_api`, a row without any name
/// grants `api`; one of unknown names only never does.
template <class Vocabulary, class Reading>
[[nodiscard]] constexpr scope_set<Vocabulary> granted_by(const stored_scopes<Vocabulary, Reading>& row,
                                                         quirk named = quirk::none) {
  const bool is_empty = row.known().empty() && row.unknown().empty();
  if (is_empty && includes(named, quirk::empty_row_is_api)) return Vocabulary::template of<"api">();
  return row.known();
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/access.hpp
#ifndef JETON_GITLAB_ACCESS_HPP
#define JETON_GITLAB_ACCESS_HPP

/// What each scope of GitLab's opens, as a table that can be printed and as questions to it. Scopes are one half of the
/// answer: what the owner may do in a project is the other, and the caller's.
namespace jeton { inline namespace v0 { namespace gitlab {

/// One of the scopes is enough for the action, if the rest of the row holds.
struct access_row {  // NOLINT: the members stand as a row is read
  action what;
  methods with = methods::any;
  std::string_view scopes{};      ///< separated by spaces
  std::string_view needs{};       ///< the feature that must be switched on, as in scope_row
  scope_version since{};          ///< of the row, where it is younger than its scopes
  quirk only_with = quirk::none;  ///< counts only where this is named
  std::string_view condition{};   ///< in words, when a scope is needed at all; empty: always
};

/// All rows. Row is access_row; a template costs only those who use it.
template <class Row>
struct access_table {
  static constexpr std::string_view every_scope =
      "api read_api read_user create_runner manage_runner k8s_proxy self_rotate read_repository write_repository "
      "read_registry write_registry read_virtual_registry write_virtual_registry read_observability "
      "write_observability ai_features sudo admin_mode read_service_ping";

  /// In the order in which GitLab registers the scopes of an endpoint.
  static constexpr Row rows[] = {
      {.what = action::rest, .scopes = "api"},
      {.what = action::rest, .with = methods::reading, .scopes = "read_api"},
      {.what = action::users, .with = methods::get, .scopes = "read_user"},
      {.what = action::users, .with = methods::head, .scopes = "read_user", .only_with = quirk::head_reads_users},
      {.what = action::repository_files, .with = methods::reading, .scopes = "read_repository"},
      {.what = action::self_inspection, .scopes = every_scope, .since = {15, 5}},
      {.what = action::self_revocation, .scopes = every_scope, .since = {15, 4}},
      {.what = action::self_rotation, .scopes = "api"},
      {.what = action::self_rotation, .scopes = "self_rotate"},
      {.what = action::runner_creation, .scopes = "create_runner"},
      {.what = action::runner_management, .scopes = "manage_runner"},
      {.what = action::service_ping, .scopes = "read_service_ping"},
      {.what = action::ai_features, .scopes = "ai_features", .needs = "duo"},
      {.what = action::virtual_registry,
       .with = methods::reading,
       .scopes = "read_virtual_registry",
       .needs = "dependency_proxy"},
      {.what = action::virtual_registry, .scopes = "write_virtual_registry", .needs = "dependency_proxy"},
      {.what = action::package_read, .with = methods::reading, .scopes = "api read_api"},
      {.what = action::package_write, .scopes = "api"},
      {.what = action::git_pull, .scopes = "api read_api read_repository write_repository"},
      {.what = action::git_push, .scopes = "api write_repository"},
      {.what = action::image_pull,
       .scopes = "api read_api read_registry",
       .needs = "registry",
       .condition = "the project is private and authorization is required"},
      {.what = action::image_push, .scopes = "api write_registry", .needs = "registry"},
      {.what = action::image_delete, .scopes = "api", .needs = "registry"},
      {.what = action::kubernetes, .scopes = "k8s_proxy"},
      {.what = action::admin_mode, .scopes = "admin_mode", .condition = "Admin Mode is on"},
      {.what = action::sudo, .scopes = "sudo"},
  };
};

namespace detail {

/// The rows' scopes as sets; a name that is no scope does not compile.
template <class Vocabulary, class Row = access_row>
struct access_sets {
  using set = typename Vocabulary::set;
  static constexpr const auto& rows = access_table<Row>::rows;
  static constexpr std::size_t count = sizeof(rows) / sizeof(rows[0]);

  consteval access_sets() {
    for (std::size_t i = 0; i < count; ++i) of_row[i] = *Vocabulary::parse(rows[i].scopes);
    for (std::size_t i = 0; i < Vocabulary::size; ++i) since[i] = certain_since(Vocabulary::row(i));
  }
  [[nodiscard]] constexpr set known_to(scope_version server) const {
    set known;
    for (std::size_t i = 0; i < Vocabulary::size; ++i) {
      if (since[i] <= server) known.insert(i);
    }
    return known;
  }

  set of_row[count]{};
  scope_version since[Vocabulary::size]{};
};
template <class Vocabulary>
inline constexpr access_sets<Vocabulary> sets_of_access{};

}  // namespace detail

/// A request, and what the answer depends on besides the token's scopes. Default-constructed it is the strictest one.
struct access_request {
  action what{};
  method with{};  ///< does not count where the action says it
  server_features features{};
  /// The condition of the row does not hold: the project is public, Admin Mode is off. Then no scope is needed.
  bool condition_is_false = false;
  bool as_another = false;  ///< by `sudo`, which gitlab/sudo.hpp has allowed
  scope_version server = newest_server;
  quirk named = quirk::none;
};

/// What a request needs of a token: one of some scopes, or nothing but to be valid. Met by no set at all where no scope
/// opens the action, as where the registry is off.
template <class Vocabulary = scopes>
using access_requirement = either_requirement<any_scope<typename Vocabulary::set>, no_scope_needed>;

template <class Vocabulary = scopes>
[[nodiscard]] constexpr access_requirement<Vocabulary> required_by(const access_request& request) {
  constexpr const auto& sets = detail::sets_of_access<Vocabulary>;
  const action_row asked = row_of<>(request.what);
  const method with = asked.method_in(request.with);
  const bool is_rest = asked.where != endpoint::outside;
  typename Vocabulary::set enough;
  bool is_open = is_rest && request.as_another && includes(request.named, quirk::sudo_skips_scopes);
  for (std::size_t i = 0; i < sets.count; ++i) {
    const auto& row = sets.rows[i];
    const bool counts = row.what == request.what || (is_rest && row.what == action::rest);
    if (!counts || !includes(row.with, with) || row.since > request.server) continue;
    if (!request.features.has(row.needs) || !includes(request.named, row.only_with)) continue;
    enough |= sets.of_row[i];
    is_open |= request.condition_is_false && !row.condition.empty();
  }
  return {{enough & sets.known_to(request.server)}, {is_open}};
}

/// Whether a token with these scopes may. Sets of another vocabulary do not compile.
template <class Vocabulary>
[[nodiscard]] constexpr bool allowed(const access_request& request, const scope_set<Vocabulary>& held) {
  static_assert(std::is_same_v<Vocabulary, scopes>, "jeton: GitLab is asked about the scopes of another issuer");
  return required_by<Vocabulary>(request).met_by(held);
}

/// The attribute `scope` of the 403 that a request without a sufficient scope gets, as "read_user api read_api": all
/// scopes that are registered for the endpoint, then those of the REST API, whatever the method, and repeated where
/// GitLab repeats them. At most 300 bytes. Of actions outside the REST API, which GitLab refuses without such a list,
/// those that would have been enough.
template <class Vocabulary = scopes>
[[nodiscard]] constexpr result<std::string_view, scope_write_fault> write_registered(
    action what, std::span<char> out, scope_version server = newest_server) {
  constexpr const auto& sets = detail::sets_of_access<Vocabulary>;
  const endpoint where = row_of<>(what).where;
  scope_writer writer{{.between = " "}, out.data(), out.size()};
  const auto add_rows_of = [&](action one) {
    for (std::size_t i = 0; i < sets.count; ++i) {
      const auto& row = sets.rows[i];
      if (row.what != one || row.since > server || row.only_with != quirk::none) continue;
      for (const std::string_view name : sets.of_row[i] & sets.known_to(server)) writer.add(name);
    }
  };
  if (where != endpoint::plain) add_rows_of(what);
  if (where != endpoint::outside) add_rows_of(action::rest);
  if (writer.size() > out.size()) return scope_write_fault::room;
  return std::string_view{out.data(), writer.size()};
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/bytes/detail/byte_search.hpp
#ifndef JETON_BYTES_DETAIL_BYTE_SEARCH_HPP
#define JETON_BYTES_DETAIL_BYTE_SEARCH_HPP

/// Questions about single bytes that may belong to a secret. Each answer is a verdict that is the same for every token
/// that is accepted: it has no blank, no colon and no padding where one is looked for.
namespace jeton { inline namespace v0 { namespace detail {

constexpr bool is_byte(char c, char wanted) {
  const auto difference = static_cast<unsigned char>(c ^ wanted);
  return constant_time::value_barrier(std::uint32_t{difference}) == 0;
}

constexpr bool is_blank(char c) {
  const auto space = static_cast<unsigned char>(c ^ ' ');
  const auto tab = static_cast<unsigned char>(c ^ '\t');
  return constant_time::value_barrier(std::uint32_t{space} * tab) == 0;
}

/// Where the first `wanted` stands; the size of the text where there is none.
constexpr std::size_t find_byte(std::string_view text, char wanted) {
  std::size_t i = 0;
  while (i < text.size() && !is_byte(text[i], wanted)) ++i;
  return i;
}

/// The size of a text without the `c` at its end.
constexpr std::size_t size_without(std::string_view text, char c) {
  std::size_t size = text.size();
  while (size > 0 && is_byte(text[size - 1], c)) --size;
  return size;
}

/// A text without the spaces and tabs at its ends.
constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

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

// jeton/http/form_urlencoded.hpp
#ifndef JETON_HTTP_FORM_URLENCODED_HPP
#define JETON_HTTP_FORM_URLENCODED_HPP

/// application/x-www-form-urlencoded: the query of a URL, and the body of a form (WHATWG URL §5.1). Not constant-time:
/// where a byte needs an escape shows, as it does in the length of the text.
namespace jeton { inline namespace v0 {

/// The byte that stands at a position, and how many characters write it: 1, 3, or 0 where a `%` is not followed by two
/// hexadecimal digits.
struct form_byte {
  char value = 0;
  std::size_t size = 0;

  static constexpr form_byte at(std::string_view text, std::size_t position) {
    const char c = text[position];
    if (c == '+') return {' ', 1};
    if (c != '%') return {c, 1};
    if (text.size() - position < 3) return {};
    const unsigned high = digit(text[position + 1]);
    const unsigned low = digit(text[position + 2]);
    if (high > 15 || low > 15) return {};
    return {static_cast<char>(static_cast<unsigned char>(high * 16 + low)), 3};
  }

 private:
  static constexpr unsigned digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    return 16;
  }
};

/// Whether an encoded text stands for this one.
constexpr bool form_equals(std::string_view encoded, std::string_view text) {
  std::size_t position = 0;
  for (const char c : text) {
    if (position == encoded.size()) return false;
    const form_byte next = form_byte::at(encoded, position);
    if (next.size == 0 || next.value != c) return false;
    position += next.size;
  }
  return position == encoded.size();
}

/// Calls `visit` with the name and the value of each field, both still encoded. Linear time.
template <class Visit>
constexpr void for_each_form_field(std::string_view form, Visit visit) {
  for (bool more = !form.empty(); more;) {
    const std::size_t end = form.find('&');
    const std::string_view field = form.substr(0, end);
    const std::size_t equals = field.find('=');
    visit(field.substr(0, equals), equals < field.size() ? field.substr(equals + 1) : std::string_view{});
    more = end < form.size();
    if (more) form.remove_prefix(end + 1);
  }
}

}}  // namespace jeton::v0

#endif

// jeton/http/grammar.hpp
#ifndef JETON_HTTP_GRAMMAR_HPP
#define JETON_HTTP_GRAMMAR_HPP

/// The little of HTTP's grammar that stands between a header field and a token.
namespace jeton { inline namespace v0 {

/// RFC 6750's b64token is RFC 9110's token68, and ends in any number of `=` besides.
struct token68_digits : alphabet<"+-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"> {};

/// Whether two names are the same, with ASCII letters of either case: of header fields and of schemes (RFC 9110 §5.1,
/// §11.1).
constexpr bool same_http_name(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (lower(left[i]) != lower(right[i])) return false;
  }
  return true;
}

/// Whether no byte is one of ASCII's control characters, which neither a header field nor Basic may hold (RFC 9110
/// §5.5, RFC 7617 §2).
constexpr bool no_controls(std::string_view text) {
  std::uint32_t controls = 0;
  for (const char c : text) {
    const std::uint32_t byte = static_cast<unsigned char>(c);
    controls |= (byte - 0x20) >> 31 | ((byte ^ 0x7F) - 1) >> 31;
  }
  return constant_time::value_barrier(controls) == 0;
}

/// Where the first control character stands; the size where there is none. For texts that are refused.
constexpr std::size_t first_control(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x20 && text[i] != 0x7F) ++i;
  return i;
}

/// The value of an Authorization field: a scheme, spaces, and what the scheme asks for.
struct authorization_field {
  std::string_view scheme;
  std::string_view credentials;
  std::size_t position = 0;  ///< of the credentials in the value

  static constexpr authorization_field of(std::string_view value) {
    const std::string_view text = detail::trimmed(value);
    const std::size_t end = detail::find_byte(text, ' ');
    std::size_t next = end;
    while (next < text.size() && detail::is_byte(text[next], ' ')) ++next;
    const auto skipped = static_cast<std::size_t>(text.data() - value.data());
    return {text.substr(0, end), text.substr(next), skipped + next};
  }
};

}}  // namespace jeton::v0

#endif

// jeton/http/decode_buffer.hpp
#ifndef JETON_HTTP_DECODE_BUFFER_HPP
#define JETON_HTTP_DECODE_BUFFER_HPP

namespace jeton { inline namespace v0 {

struct carried_text;
struct taken_text;

/// Room bytes for the texts that have to be decoded, one behind the other. Wiped when it dies.
template <std::size_t Room>
class decode_buffer {
 public:
  /// Begins again. Views of what was decoded before are dead.
  constexpr void restart() { used_ = 0; }

  /// The `user:password` in the credentials of Basic: padded and canonical base64 (RFC 4648 §4).
  constexpr taken_text basic(std::string_view text);

  /// What a field of a form stands for. It is copied only where something is escaped.
  constexpr taken_text field(const carried_text& from);

 private:
  wiped_array<char, Room> chars_;
  std::size_t used_ = 0;
};

/// What a request has under one name: the value that came last, and how many came.
struct carried_text {
  std::string_view value{};
  std::size_t count = 0;
  bool is_encoded = false;  ///< as a field of a form is

  constexpr void add(std::string_view text, bool encoded = false) {
    value = text;
    is_encoded = encoded;
    ++count;
  }
};

/// A text taken out of another, or the place in that one which forbids it.
struct taken_text {
  bool is_good = false;
  std::string_view text{};
  std::size_t position = 0;
};

/// A text as it is, without control characters.
constexpr taken_text take_plain(std::string_view text) {
  if (!no_controls(text)) return {false, {}, first_control(text)};
  return {true, text};
}

template <std::size_t Room>
constexpr taken_text decode_buffer<Room>::basic(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) return {false, {}, text.size()};
  std::size_t size = text.size();
  while (size > text.size() - 2 && detail::is_byte(text[size - 1], '=')) --size;
  const std::string_view digits = text.substr(0, size);
  const std::size_t byte_count = detail::base64_byte_count(size);
  if (byte_count > Room - used_) return {false, {}, detail::base64_digit_count(Room - used_)};
  char* const bytes = chars_.items + used_;
  const detail::base64_answer answer =
      detail::base64_decode<base64_digits, detail::base64_digit_count(Room)>(digits, bytes);
  if (answer == detail::base64_answer::strange_digit) return {false, {}, detail::first_strange<base64_digits>(digits)};
  if (answer == detail::base64_answer::trailing_bits) return {false, {}, size - 1};
  const std::string_view decoded{bytes, byte_count};  // named, as compilers take long over {{bytes, byte_count}}
  if (!no_controls(decoded)) return {};
  used_ += byte_count;
  return {true, decoded};
}

template <std::size_t Room>
constexpr taken_text decode_buffer<Room>::field(const carried_text& from) {
  const std::string_view text = from.value;
  if (!from.is_encoded || text.find_first_of("%+") == std::string_view::npos) return take_plain(text);
  const std::size_t first = used_;
  for (std::size_t i = 0; i < text.size();) {
    const form_byte next = form_byte::at(text, i);
    if (next.size == 0 || used_ == Room || !no_controls({&next.value, 1})) return {false, {}, i};
    chars_.items[used_++] = next.value;
    i += next.size;
  }
  return {true, {chars_.items + first, used_ - first}};
}

}}  // namespace jeton::v0

#endif

// jeton/http/fault.hpp
#ifndef JETON_HTTP_FAULT_HPP
#define JETON_HTTP_FAULT_HPP

namespace jeton { inline namespace v0 {

/// Why a request presents no credential, in the order of the checks.
enum class credential_fault : unsigned char {
  repeated,       ///< a header field or a parameter that carries tokens comes twice; position 0
  scheme,         ///< an Authorization field of a scheme that is not in use; position 0
  bearer,         ///< behind `Bearer` stands no token; its first wrong byte
  basic,          ///< behind `Basic` stands no `user:password` in base64, or more than there is room for
  header,         ///< the header field has a control character; its position
  parameter,      ///< the parameter has a control character or a broken escape, or more than there is room for
  contradiction,  ///< two carriers carry different texts; position 0
  missing,        ///< no carrier carries anything; position 0
};
/// The position is one in the value of the header field or parameter, as it was given.
using credential_error = error_at<credential_fault>;

[[nodiscard]] constexpr std::string_view describe(credential_fault fault) {
  switch (fault) {
    case credential_fault::repeated:
      return "the credential is given more than once";
    case credential_fault::scheme:
      return "the authorization scheme is not in use here";
    case credential_fault::bearer:
      return "what follows Bearer is not a token";
    case credential_fault::basic:
      return "what follows Basic is not a user name and a password";
    case credential_fault::header:
      return "the header field of the credential has a control character";
    case credential_fault::parameter:
      return "the parameter of the credential is malformed";
    case credential_fault::contradiction:
      return "the request carries two different credentials";
    case credential_fault::missing:
      return "the request carries no credential";
  }
  return "unknown fault";
}

/// Why no challenge was written, in the order of the checks.
enum class challenge_fault : unsigned char {
  realm,  ///< a byte outside of printable ASCII: CR, LF, NUL, a tab, UTF-8; its position
  scope,  ///< not `scope-token *( SP scope-token )` (RFC 6749 §3.3); the first wrong byte
  room,   ///< it is longer than there is room for; that size
};
using challenge_error = error_at<challenge_fault>;

[[nodiscard]] constexpr std::string_view describe(challenge_fault fault) {
  switch (fault) {
    case challenge_fault::realm:
      return "a realm is printable ASCII";
    case challenge_fault::scope:
      return "not a list of scopes";
    case challenge_fault::room:
      return "the challenge is longer than there is room for";
  }
  return "unknown fault";
}

/// Why a query fills in nothing. Fields are judged from the front, each in this order.
enum class prefill_fault : unsigned char {
  repeated,  ///< a field that was there before
  escape,    ///< a `%` that no two hexadecimal digits follow
  text,      ///< a name or description that is not plain text (see lifecycle/plain_text.hpp) or has more than 255
             ///< characters
};

[[nodiscard]] constexpr std::string_view describe(prefill_fault fault) {
  switch (fault) {
    case prefill_fault::repeated:
      return "a field stands there twice";
    case prefill_fault::escape:
      return "not a percent-encoded text";
    case prefill_fault::text:
      return "a text with characters that it must not have, or too many";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif

// jeton/http/credential.hpp
#ifndef JETON_HTTP_CREDENTIAL_HPP
#define JETON_HTTP_CREDENTIAL_HPP

namespace jeton { inline namespace v0 {

/// How a credential was presented.
enum class presentation : unsigned char { bearer, basic_password, basic_username, header, parameter };

/// The text that a request presents as a token, of which nothing is known yet. A view: neither the request nor the
/// reader that found it may die before it. One door leads to the text; it has no stream and no format.
class credential {
 public:
  /// Nothing is presented.
  constexpr credential() = default;
  constexpr credential(std::string_view text, presentation how, std::string_view username = {})
      : text_(text), username_(username), how_(how) {}

  [[nodiscard]] constexpr std::string_view expose() const { return text_; }
  [[nodiscard]] constexpr bool empty() const { return text_.empty(); }
  [[nodiscard]] constexpr presentation presented_as() const { return how_; }
  /// Basic's user name where the token is the password: what the client claims, checked by nobody.
  [[nodiscard]] constexpr std::string_view username() const { return username_; }

  template <class Stream>
  friend Stream& operator<<(Stream&, const credential&) = delete;  // print fingerprint(expose()) instead

 private:
  std::string_view text_{};
  std::string_view username_{};
  presentation how_ = presentation::bearer;
};

/// What may stand behind `Authorization: Bearer`.
enum class bearer_text : unsigned char {
  refused,  ///< the scheme is not in use
  token68,  ///< RFC 6750 §2.1: letters, digits and `-._~+/`, then any number of `=`
  visible,  ///< any printable ASCII but the space, for tokens that no RFC foresees: Sanctum's `id|…`
};

/// Which part of `Authorization: Basic` is the token.
enum class basic_part : unsigned char {
  refused,               ///< the scheme is not in use
  password,              ///< the password, whatever the user name is: git, npm
  username,              ///< the user name, whatever the password is: `curl -u TOKEN:`
  password_or_username,  ///< the password, or where it is empty the user name
};

/// Where a service reads tokens from. A name that is empty is not in use.
struct credential_carriers {
  bearer_text bearer = bearer_text::token68;
  basic_part basic = basic_part::refused;
  std::string_view header{};     ///< a header field of the service's own: `PRIVATE-TOKEN`, `X-Api-Key`
  std::string_view parameter{};  ///< a field of the query or of a form. URLs are logged, so RFC 9700 §4.3.2 says no
};

/// Finds the credential of one request, whose header fields and query it is given in any order. Nothing is allocated:
/// what has to be decoded, Basic and escaped parameters, stands in Room bytes inside, which are wiped when it dies.
/// Linear time. No branch and no address depends on an accepted token, except in a query, where its escapes show.
///
///     jeton::credential_reader reader{{.header = "X-Api-Key"}};
///     for (const auto& [name, value] : request.headers) reader.header(name, value);
///     const auto presented = reader.read();
template <std::size_t Room = 512>
class credential_reader {
 public:
  constexpr explicit credential_reader(const credential_carriers& carriers) : carriers_(carriers) {}
  credential_reader(const credential_reader&) = delete;
  credential_reader& operator=(const credential_reader&) = delete;

  /// One header field of the request; give it all of them, so that two are noticed. Names have either case.
  constexpr void header(std::string_view name, std::string_view value) {
    const bool in_use = carriers_.bearer != bearer_text::refused || carriers_.basic != basic_part::refused;
    if (in_use && same_http_name(name, "Authorization")) authorization_.add(value);
    if (!carriers_.header.empty() && same_http_name(name, carriers_.header)) header_.add(value);
  }

  /// One parameter that the server has decoded.
  constexpr void parameter(std::string_view name, std::string_view value) {
    if (!carriers_.parameter.empty() && name == carriers_.parameter) parameter_.add(value);
  }

  /// The query of the URL, without its `?`, or the body of a form: `name=value&…`, still encoded.
  constexpr void parameters(std::string_view form) {
    if (carriers_.parameter.empty()) return;
    for_each_form_field(form, [&](std::string_view name, std::string_view value) {
      if (form_equals(name, carriers_.parameter)) parameter_.add(value, true);
    });
  }

  template <detail::owning_temporary Text>
  void header(std::string_view, Text&&) = delete;  // a credential is a view; keep the string in a variable
  template <detail::owning_temporary Text>
  void parameter(std::string_view, Text&&) = delete;
  template <detail::owning_temporary Text>
  void parameters(Text&&) = delete;

  /// What is presented. Empty values count for nothing, and the same text in two carriers is one credential.
  [[nodiscard]] constexpr result<credential, credential_error> read() & {
    room_.restart();
    if (authorization_.count > 1 || header_.count > 1 || parameter_.count > 1) return fault(credential_fault::repeated);
    const auto authorization = from_authorization();
    if (!authorization) return authorization.error();
    const std::string_view value = detail::trimmed(header_.value);
    const taken_text header = take_plain(value);
    if (!header.is_good) {
      return fault(credential_fault::header, header.position + distance(header_.value, value));
    }
    const taken_text parameter = room_.field(parameter_);
    if (!parameter.is_good) return fault(credential_fault::parameter, parameter.position);

    const credential carried[] = {
        *authorization, {header.text, presentation::header}, {parameter.text, presentation::parameter}};
    credential found;
    for (const credential& next : carried) {
      if (next.empty()) continue;
      if (found.empty()) {
        found = next;
      } else if (!constant_time::equal(found.expose(), next.expose())) {
        return fault(credential_fault::contradiction);
      }
    }
    if (found.empty()) return fault(credential_fault::missing);
    return found;
  }

 private:
  using reading = result<credential, credential_error>;

  static constexpr credential_error fault(credential_fault reason, std::size_t position = 0) {
    return {reason, position};
  }
  static constexpr std::size_t distance(std::string_view whole, std::string_view part) {
    return static_cast<std::size_t>(part.data() - whole.data());
  }

  constexpr reading from_authorization() {
    const auto [scheme, text, position] = authorization_field::of(authorization_.value);
    if (scheme.empty()) return credential{};
    if (carriers_.bearer != bearer_text::refused && same_http_name(scheme, "Bearer")) return bearer(text, position);
    if (carriers_.basic != basic_part::refused && same_http_name(scheme, "Basic")) return basic(text, position);
    return fault(credential_fault::scheme);
  }

  constexpr reading bearer(std::string_view text, std::size_t position) const {
    if (carriers_.bearer == bearer_text::token68) {
      const std::string_view digits = text.substr(0, detail::size_without(text, '='));
      if (digits.empty() || !token68_digits::contains(digits)) {
        return fault(credential_fault::bearer, position + detail::first_strange<token68_digits>(digits));
      }
    } else if (text.empty() || !printable_digits::contains(text)) {
      return fault(credential_fault::bearer, position + detail::first_strange<printable_digits>(text));
    }
    return credential{text, presentation::bearer};
  }

  constexpr reading basic(std::string_view text, std::size_t position) {
    const taken_text decoded = room_.basic(text);
    const std::size_t colon = detail::find_byte(decoded.text, ':');
    if (!decoded.is_good || colon == decoded.text.size()) {
      return fault(credential_fault::basic, position + decoded.position);
    }
    const std::string_view username = decoded.text.substr(0, colon);
    const std::string_view password = decoded.text.substr(colon + 1);
    const bool either = carriers_.basic == basic_part::password_or_username;
    if (carriers_.basic == basic_part::username || (either && password.empty())) {
      return credential{username, presentation::basic_username};
    }
    return credential{password, presentation::basic_password, username};
  }

  credential_carriers carriers_;
  carried_text authorization_;
  carried_text header_;
  carried_text parameter_;
  decode_buffer<Room> room_;
};

}}  // namespace jeton::v0

#endif

// jeton/gitlab/credential.hpp
#ifndef JETON_GITLAB_CREDENTIAL_HPP
#define JETON_GITLAB_CREDENTIAL_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// What a request presents to GitLab.
struct presented_tokens {
  credential personal{};        ///< looked up as a personal access token; empty: nothing is
  std::string_view oauth{};     ///< looked up as an OAuth access token before that; empty: nothing is
  bool oauth_is_final = false;  ///< 14.x: where the OAuth token is unknown, nothing else is tried
};

/// Which way into GitLab a request takes.
enum class door : unsigned char {
  api,             ///< REST and GraphQL: private_token, PRIVATE-TOKEN, or what OAuth carries
  api_with_basic,  ///< a route of the package registries: the same, and then the password of Basic
  git,             ///< git, LFS and the container registry: the password of Basic alone
};

/// How the two kinds of bearer tokens, personal and OAuth, were and are told apart.
enum class bearer_reading : unsigned char {
  current,  ///< a text with the prefix is a personal access token; another may be either, OAuth's is tried first
  v14,      ///< 14.x: a text of 20 to 40 characters is a personal access token, any other is OAuth's
};

struct credential_rules {
  gitlab::door door = gitlab::door::api;
  bearer_reading bearer = bearer_reading::current;
  std::string_view prefix = "glpat-";  ///< the instance's own, if it has one
  bool empty_username = false;         ///< Basic without a user name is taken; the documentation asks for one
};

/// Reads a request as GitLab does (lib/gitlab/auth/auth_finders.rb): private_token before PRIVATE-TOKEN before OAuth's
/// access_token, `Authorization: Bearer` and bearer_token; a blank value counts for nothing. GitLab takes the first; it
/// does not compare. What it leaves to its HTTP server is refused here: a header field or parameter that comes twice,
/// control characters, Basic without `user:password`. Otherwise as jeton::credential_reader.
template <std::size_t Room = 1024>
class credential_reader {
 public:
  constexpr explicit credential_reader(const credential_rules& rules = {}) : rules_(rules) {}
  credential_reader(const credential_reader&) = delete;
  credential_reader& operator=(const credential_reader&) = delete;

  /// One header field of the request.
  constexpr void header(std::string_view name, std::string_view value) {
    if (same_http_name(name, "Authorization")) authorization_.add(value);
    if (same_http_name(name, "PRIVATE-TOKEN")) header_.add(value);
  }

  /// One parameter that the server has decoded: of the query, a form or a JSON body.
  constexpr void parameter(std::string_view name, std::string_view value) {
    for (named& one : parameters_) {
      if (name == one.name) one.carried.add(value);
    }
  }

  /// The query of the URL, without its `?`, or the body of a form, still encoded.
  constexpr void parameters(std::string_view form) {
    for_each_form_field(form, [&](std::string_view name, std::string_view value) {
      for (named& one : parameters_) {
        if (form_equals(name, one.name)) one.carried.add(value, true);
      }
    });
  }

  template <jeton::detail::owning_temporary Text>
  void header(std::string_view, Text&&) = delete;  // a credential is a view; keep the string in a variable
  template <jeton::detail::owning_temporary Text>
  void parameter(std::string_view, Text&&) = delete;
  template <jeton::detail::owning_temporary Text>
  void parameters(Text&&) = delete;

  /// What is presented. The error missing says that a public repository may be read without.
  [[nodiscard]] constexpr result<presented_tokens, credential_error> read() & {
    room_.restart();
    return rules_.door == door::git ? read_git() : read_api();
  }

 private:
  using outcome = result<presented_tokens, credential_error>;
  struct named {
    std::string_view name;
    carried_text carried{};
  };

  static constexpr credential_error fault(credential_fault reason, std::size_t position = 0) {
    return {reason, position};
  }
  static constexpr bool is_blank(std::string_view text) { return jeton::detail::trimmed(text).empty(); }

  constexpr outcome read_git() {
    const auto authorization = authorization_field::of(authorization_.value);
    if (authorization_.count > 1) return fault(credential_fault::repeated);
    if (!same_http_name(authorization.scheme, "Basic")) return fault(credential_fault::missing);
    const auto password = basic(authorization);
    if (!password) return password.error();
    if (password->empty()) return fault(credential_fault::basic, authorization.position);
    return presented_tokens{*password};
  }

  constexpr outcome read_api() {
    bool repeated = authorization_.count > 1 || header_.count > 1;
    for (const named& one : parameters_) repeated = repeated || one.carried.count > 1;
    if (repeated) return fault(credential_fault::repeated);

    const auto authorization = authorization_field::of(authorization_.value);
    const bool is_bearer = same_http_name(authorization.scheme, "Bearer");
    const std::string_view bearer = is_bearer ? authorization.credentials : std::string_view{};
    const auto bearer_text = take_plain(bearer);
    if (!bearer_text.is_good) {
      return fault(credential_fault::bearer, authorization.position + bearer_text.position);
    }
    const std::string_view value = jeton::detail::trimmed(header_.value);
    const auto header = take_plain(value);
    if (!header.is_good) {
      const auto skipped = static_cast<std::size_t>(value.data() - header_.value.data());
      return fault(credential_fault::header, skipped + header.position);
    }
    std::string_view texts[parameter_count];
    for (std::size_t i = 0; i < parameter_count; ++i) {
      const auto decoded = room_.field(parameters_[i].carried);
      if (!decoded.is_good) return fault(credential_fault::parameter, decoded.position);
      texts[i] = decoded.text;
    }

    const credential oauth = first_of({texts[1], presentation::parameter}, {bearer_text.text, presentation::bearer},
                                      {texts[2], presentation::parameter});
    presented_tokens found{first_of({texts[0], presentation::parameter}, {header.text, presentation::header}, oauth)};
    if (rules_.bearer == bearer_reading::v14) {
      const bool is_personal = oauth.expose().size() >= 20 && oauth.expose().size() <= 40;
      if (!oauth.empty() && !is_personal) return presented_tokens{{}, oauth.expose(), true};
    } else if (rules_.prefix.empty() || !oauth.expose().starts_with(rules_.prefix)) {
      found.oauth = oauth.expose();
    }
    const bool may_be_basic = rules_.door == door::api_with_basic && found.personal.empty();
    if (may_be_basic && same_http_name(authorization.scheme, "Basic")) {
      const auto password = basic(authorization);
      if (!password) return password.error();
      found.personal = *password;
    }
    if (found.personal.empty()) return fault(credential_fault::missing);
    return found;
  }

  /// The first that is not blank.
  static constexpr credential first_of(const credential& first, const credential& second, const credential& third) {
    if (!is_blank(first.expose())) return first;
    if (!is_blank(second.expose())) return second;
    return is_blank(third.expose()) ? credential{} : third;
  }

  /// The password of Basic, or nothing where it is blank.
  constexpr result<credential, credential_error> basic(const authorization_field& authorization) {
    const auto decoded = room_.basic(authorization.credentials);
    const std::size_t colon = jeton::detail::find_byte(decoded.text, ':');
    const bool is_nameless = colon == 0 && !rules_.empty_username;
    if (!decoded.is_good || colon == decoded.text.size() || is_nameless) {
      return fault(credential_fault::basic, authorization.position + decoded.position);
    }
    const std::string_view password = decoded.text.substr(colon + 1);
    if (is_blank(password)) return credential{};
    return credential{password, presentation::basic_password, decoded.text.substr(0, colon)};
  }

  static constexpr std::size_t parameter_count = 3;
  credential_rules rules_;
  carried_text authorization_;
  carried_text header_;
  named parameters_[parameter_count] = {{"private_token"}, {"access_token"}, {"bearer_token"}};
  decode_buffer<Room> room_;
};

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/sudo.hpp
#ifndef JETON_GITLAB_SUDO_HPP
#define JETON_GITLAB_SUDO_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

struct sudo_request;
enum class sudo_target : unsigned char;
enum class sudo_refusal : unsigned char;

/// The user that the request may act as: `oneself` or `another`. The scopes of the endpoint are asked next
/// (access_request::as_another), also of who acts as another, unless the quirk `sudo_skips_scopes` is named.
template <class Vocabulary>
[[nodiscard]] constexpr result<sudo_target, sudo_refusal> check_sudo(const sudo_request& request,
                                                                     const scope_set<Vocabulary>& held);

/// The user that a request wants to act as.
enum class sudo_target : unsigned char { unknown, oneself, another };

/// Who asks. Default-constructed it is nobody.
struct sudo_request {
  bool is_authenticated = false;
  bool is_administrator = false;
  bool has_token = false;
  sudo_target target{};
};

/// Why a request to the REST API may not act as another user (parameter or header `sudo`), in the order of the checks
/// (lib/api/helpers.rb).
enum class sudo_refusal : unsigned char {
  unauthenticated,    ///< nobody is signed in
  not_administrator,  ///< the owner of the token is no administrator
  no_token,           ///< signed in by a cookie
  missing_scope,      ///< the token has not the scope `sudo`
  unknown_target,     ///< no user has this id or name
};

template <class Vocabulary>
constexpr result<sudo_target, sudo_refusal> check_sudo(const sudo_request& request, const scope_set<Vocabulary>& held) {
  static_assert(std::is_same_v<Vocabulary, scopes>, "jeton: GitLab is asked about the scopes of another issuer");
  if (!request.is_authenticated) return sudo_refusal::unauthenticated;
  if (!request.is_administrator) return sudo_refusal::not_administrator;
  if (!request.has_token) return sudo_refusal::no_token;
  if (!held.template contains<"sudo">()) return sudo_refusal::missing_scope;
  if (request.target != sudo_target::oneself && request.target != sudo_target::another) {
    return sudo_refusal::unknown_target;
  }
  return request.target;
}

[[nodiscard]] constexpr std::string_view describe(sudo_refusal refusal) {
  switch (refusal) {
    case sudo_refusal::unauthenticated:
      return "sudo needs an authenticated user";
    case sudo_refusal::not_administrator:
      return "sudo is for administrators";
    case sudo_refusal::no_token:
      return "sudo needs an access token, not a session";
    case sudo_refusal::missing_scope:
      return "the token has not the scope sudo";
    case sudo_refusal::unknown_target:
      return "there is no such user to act as";
  }
  return "unknown refusal";
}

/// The status of HTTP with which GitLab refuses.
[[nodiscard]] constexpr int status_of(sudo_refusal refusal) {
  switch (refusal) {
    case sudo_refusal::unauthenticated:
      return 401;
    case sudo_refusal::unknown_target:
      return 404;
    default:
      return 403;
  }
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/denial.hpp
#ifndef JETON_GITLAB_DENIAL_HPP
#define JETON_GITLAB_DENIAL_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// Why GitLab's API refuses a request, in the order of its checks. A token that is revoked and expired is expired; an
/// expired token of a blocked owner is expired too.
enum class denial : unsigned char {
  unknown,                 ///< no token is presented, no record has its digest, or tokens are switched off
  unavailable,             ///< the store could not answer, so nothing is known
  expired,                 ///< 00:00 UTC of its date has come
  revoked,                 ///< somebody revoked it
  impersonation_disabled,  ///< an impersonation token where they are switched off
  blocked,                 ///< its owner may not use the API: blocked, deactivated, not confirmed
  not_administrator,       ///< sudo is asked for, and the owner is no administrator
  sudo_without_token,      ///< sudo is asked for in a session, without a token
  sudo_scope,              ///< sudo is asked for, and the token has not the scope `sudo`
  sudo_target,             ///< the user that sudo names does not exist
  insufficient_scope,      ///< the token has none of the scopes that the endpoint takes
};

[[nodiscard]] constexpr std::string_view describe(denial reason) {
  switch (reason) {
    case denial::unknown:
      return "no token that is known";
    case denial::unavailable:
      return "tokens cannot be looked up at the moment";
    case denial::expired:
      return "the token has expired";
    case denial::revoked:
      return "the token was revoked";
    case denial::impersonation_disabled:
      return "impersonation is switched off";
    case denial::blocked:
      return "the owner may not use the API";
    case denial::not_administrator:
      return "sudo is for administrators";
    case denial::sudo_without_token:
      return "sudo needs a token";
    case denial::sudo_scope:
      return "sudo needs the scope sudo";
    case denial::sudo_target:
      return "the user that sudo names does not exist";
    case denial::insufficient_scope:
      return "the token has none of the scopes that this takes";
  }
  return "unknown denial";
}

/// The denial of a request that may not act as another user.
[[nodiscard]] constexpr denial denial_of(sudo_refusal refusal) {
  switch (refusal) {
    case sudo_refusal::not_administrator:
      return denial::not_administrator;
    case sudo_refusal::no_token:
      return denial::sudo_without_token;
    case sudo_refusal::missing_scope:
      return denial::sudo_scope;
    case sudo_refusal::unknown_target:
      return denial::sudo_target;
    default:
      return denial::unknown;
  }
}

/// Why GitLab refuses Git over HTTP or the container registry, in the order of its checks. Expired, revoked and unknown
/// tokens are told as one. The last two are the caller's to find.
enum class git_denial : unsigned char {
  access_denied,      ///< neither a living token nor a password
  unavailable,        ///< the store could not answer, so nothing is known
  password,           ///< a good password, but the user has two-factor authentication and needs a token
  download,           ///< no scope of the token lets it download
  upload,             ///< no scope of the token lets it upload
  registry,           ///< no scope of the token lets it do this with images; or this is not done here
  project_not_found,  ///< the owner may not see the project
  push,               ///< the owner may not push to the project
};

[[nodiscard]] constexpr std::string_view describe(git_denial reason) {
  switch (reason) {
    case git_denial::access_denied:
      return "neither a living token nor a password";
    case git_denial::unavailable:
      return "tokens cannot be looked up at the moment";
    case git_denial::password:
      return "two-factor authentication asks for a token in place of the password";
    case git_denial::download:
      return "the token may not download";
    case git_denial::upload:
      return "the token may not upload";
    case git_denial::registry:
      return "the token may not do this with images";
    case git_denial::project_not_found:
      return "the project is not to be seen";
    case git_denial::push:
      return "the owner may not push";
  }
  return "unknown denial";
}

}}}  // namespace jeton::v0::gitlab

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

// jeton/gitlab/fault.hpp
#ifndef JETON_GITLAB_FAULT_HPP
#define JETON_GITLAB_FAULT_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

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

/// Why there is no salt.
enum class salt_fault : unsigned char {
  size,  ///< db_key_base has fewer than 32 bytes
};

[[nodiscard]] constexpr std::string_view describe(salt_fault fault) {
  return fault == salt_fault::size ? "db_key_base has 32 bytes or more" : "unknown fault";
}

/// Why a response was not written, in the order of the checks.
enum class response_fault : unsigned char {
  token_page,  ///< it has a control character
  room,        ///< a value is longer than there is room for
};

[[nodiscard]] constexpr std::string_view describe(response_fault fault) {
  switch (fault) {
    case response_fault::token_page:
      return "a URL has no control character";
    case response_fault::room:
      return "the response is longer than there is room for";
  }
  return "unknown fault";
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/digest.hpp
#ifndef JETON_GITLAB_DIGEST_HPP
#define JETON_GITLAB_DIGEST_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// How GitLab's store finds a token (lib/gitlab/crypto_helper.rb): SHA-256 of the token and a salt, which is the first
/// 32 bytes of db_key_base and the same for all. `digest_of(text).to_base64()` is the column token_digest. The salt is
/// wiped when this dies. It does not move.
class salted_sha256 {
 public:
  static constexpr std::size_t salt_size = 32;  ///< bytes

  [[nodiscard]] static constexpr result<salted_sha256, salt_fault> from(std::string_view db_key_base) {
    if (db_key_base.size() < salt_size) return salt_fault::size;
    return result<salted_sha256, salt_fault>{std::in_place, db_key_base.substr(0, salt_size)};
  }

  [[nodiscard]] constexpr std::size_t size() const { return has_salt_ ? 1 : 0; }
  [[nodiscard]] constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) const {
    if (number >= size()) return {};
    sha256_hasher hasher;
    hasher.update(text);
    hasher.update(std::string_view{salt_.items, salt_size});
    return hasher.finish();
  }
  [[nodiscard]] constexpr digest_scheme scheme(std::size_t number = 0) const {
    return number < size() ? digest_scheme{"gitlab"} : digest_scheme{};
  }

 private:
  friend class result<salted_sha256, salt_fault>;  // which may hold none
  constexpr salted_sha256() = default;
  constexpr explicit salted_sha256(std::string_view salt) : has_salt_(true) {
    for (std::size_t i = 0; i < salt_size; ++i) salt_.items[i] = salt[i];
  }

  wiped_array<char, salt_size> salt_;
  bool has_salt_ = false;
};

}}}  // namespace jeton::v0::gitlab

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

// jeton/format/assemble.hpp
#ifndef JETON_FORMAT_ASSEMBLE_HPP
#define JETON_FORMAT_ASSEMBLE_HPP

namespace jeton { inline namespace v0 {

/// Writes a token of format F, under `prefix`, whose fields are all given; texts and checks come with the format.
/// Nothing is drawn, so what cannot be guessed must be in the fields: this is for a profile whose fields say something.
/// Gives the size of the token; 0 where a field is too short or too long for the format, or `out` has no room. The
/// characters of the fields are not looked at, as they may be secret: they must be digits of the format.
///
///     jeton::secret<F::max_size> token{[&](auto out) { return jeton::assemble<F>(F::prefix, jeton::given(body), out);
///     }};
template <class F, std::size_t Count>
constexpr std::size_t assemble(std::string_view prefix, const given_fields<Count>& fields, std::span<char> out);

namespace detail {

/// For a format whose fields are all given.
struct nothing_to_draw {
  template <class Digits>
  static constexpr bool draw(char*, std::size_t) {
    return false;
  }
};

}  // namespace detail

template <class F, std::size_t Count>
constexpr std::size_t assemble(std::string_view prefix, const given_fields<Count>& fields, std::span<char> out) {
  using writer = detail::writer<typename F::layout>;
  constexpr bool each_field_is_given = Count == F::layout::variable_count && writer::draws_nothing;
  static_assert(each_field_is_given, "jeton: give one text for each field; none of a fixed size, which would be drawn");
  const std::size_t most = prefix.size() + F::max_size - F::prefix.size();
  if (!writer::sizes_fit(fields.texts) || most > out.size()) return 0;
  detail::nothing_to_draw nothing;
  return writer::write(prefix, nothing, fields.texts, out.data());
}

}}  // namespace jeton::v0

#endif

// jeton/gitlab/token.hpp
#ifndef JETON_GITLAB_TOKEN_HPP
#define JETON_GITLAB_TOKEN_HPP

/// The forms of GitLab's tokens (doc/security/tokens/_index.md), and its personal access tokens; the others stand in
/// other_tokens.hpp. An administrator's prefix: `jeton::prefixed<gitlab::personal_access_token>`.
namespace jeton { inline namespace v0 { namespace gitlab {

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

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/route.hpp
#ifndef JETON_GITLAB_ROUTE_HPP
#define JETON_GITLAB_ROUTE_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

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

/// The route in a routable token, of the current or the old form.
template <class F>
[[nodiscard]] constexpr result<route, route_error> route_of(const token<F>& routable_token) {
  const auto parts = F::parts(routable_token);
  const token_part field = parts.first(part_kind::field);
  const std::string_view digits = field.of(routable_token.expose());
  const bool is_v0 = parts.first(part_kind::separator).size == 1;
  constexpr std::size_t max_bytes = jeton::detail::base64_byte_count(F::max_size);
  wiped_array<unsigned char, max_bytes> bytes;
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
  wiped_array<char, max_bytes> payload;
  for (std::size_t i = 0; i < payload_size; ++i) payload.items[i] = static_cast<char>(bytes.items[first + i]);
  return route::parse({payload.items, payload_size});
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/generate_routable.hpp
#ifndef JETON_GITLAB_GENERATE_ROUTABLE_HPP
#define JETON_GITLAB_GENERATE_ROUTABLE_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

struct route_fields;

/// A fresh routable token with 128 random bits; F is of the current form. The source gives 16 bytes.
///
///     const auto fresh = gl::generate_routable<gl::personal_access_token>({.organization = 1u, .user = 42u});
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, routable_error> generate_routable(const route_fields& fields,
                                                                                      Source&& source = {});

/// The same under the current prefix of `format`.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, routable_error> generate_routable(
    const prefixed<F>& format, const route_fields& fields, Source&& source = {});

inline constexpr std::size_t max_payload_size = 159;  ///< bytes that GitLab's generator allows

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

  wiped_array<unsigned char, Room> bytes;  // as many as the digits, and so more than enough
  if (!source(std::span<unsigned char>{bytes.items, routable_random_size})) return routable_error::random;
  std::size_t size = routable_random_size;
  for (std::size_t i = 0; i < payload.size; ++i) bytes.items[size++] = static_cast<unsigned char>(payload.text[i]);
  bytes.items[size++] = static_cast<unsigned char>(payload.size);
  wiped_array<char, Room> digits;
  jeton::detail::base64_encode<base64url_digits, Room>(bytes.items, size, digits.items);

  const auto body = given(std::string_view{digits.items, jeton::detail::base64_digit_count(size)});
  return result<secret<Room>, routable_error>{
      std::in_place, [&](std::span<char, Room> out) { return assemble<F>(prefix, body, out); }};
}

}  // namespace detail

template <class F, random_source Source>
constexpr result<secret<F::max_size>, routable_error> generate_routable(const route_fields& fields, Source&& source) {
  return detail::make_routable<F, F::max_size>(F::prefix, fields, source);
}

template <class F, random_source Source>
constexpr result<secret<prefixed<F>::max_size>, routable_error> generate_routable(const prefixed<F>& format,
                                                                                  const route_fields& fields,
                                                                                  Source&& source) {
  return detail::make_routable<F, prefixed<F>::max_size>(format.prefix(), fields, source);
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/decision/denial.hpp
#ifndef JETON_DECISION_DENIAL_HPP
#define JETON_DECISION_DENIAL_HPP

namespace jeton { inline namespace v0 {

/// Why a presented token is refused, in the order of the checks.
enum class denial : unsigned char {
  malformed,     ///< it has the shape of no format that is accepted here
  mistyped,      ///< the shape, but its check is another: a typing error, or made up
  unknown,       ///< no record has its digest
  unavailable,   ///< the store could not answer, so nothing is known
  revoked,       ///< its record says so
  expired,       ///< its last living day is over
  out_of_scope,  ///< it lives, but may not do this
};

[[nodiscard]] constexpr std::string_view describe(denial reason) {
  switch (reason) {
    case denial::malformed:
      return "not a token of this service";
    case denial::mistyped:
      return "the checksum of the token is wrong";
    case denial::unknown:
      return "the token is unknown";
    case denial::unavailable:
      return "tokens cannot be looked up at the moment";
    case denial::revoked:
      return "the token was revoked";
    case denial::expired:
      return "the token has expired";
    case denial::out_of_scope:
      return "the token has not the scope that this needs";
  }
  return "unknown denial";
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

// jeton/decision/find_record.hpp
#ifndef JETON_DECISION_FIND_RECORD_HPP
#define JETON_DECISION_FIND_RECORD_HPP

namespace jeton { inline namespace v0 {

namespace detail {
template <class Find>
struct found_by;
}  // namespace detail

/// The record that `find` gives.
template <class Find>
using record_found = typename detail::found_by<Find>::type;

/// The record whose digest a presented text has; `unknown` or `unavailable` where there is none. For a decision in an
/// order of its own, as GitLab's is; of the text nothing is asked but its digest. The digests are compared in constant
/// time. `find` is that of `verify`.
///
///     const auto record = jeton::find_record(text, find, jeton::plain_sha256{});
template <class Find, token_digester Digester>
[[nodiscard]] constexpr auto find_record(std::string_view presented, Find&& find, const Digester& digester)
    -> result<record_found<Find>, denial>;

namespace detail {

/// An answer that can say why there is none.
template <class Found>
concept fallible = requires(const Found& found) { found.error(); };
template <class Found>
concept readable = requires(const Found& found) {
  static_cast<bool>(found);
  *found;
};

/// The record in an answer of `find`, or null and the reason. An answer is a result, of which the error
/// store_fault::absent means that there is none and every other that nobody knows; or it is a pointer or an optional,
/// of which null means that there is none; or a result with one of these inside.
template <readable Found>
constexpr const auto* record_in(const Found& found, denial& why) {
  if constexpr (fallible<Found>) {
    using value = std::remove_cvref_t<decltype(*found)>;
    const bool is_answer = static_cast<bool>(found);
    why = denial::unavailable;
    if constexpr (std::same_as<std::remove_cvref_t<decltype(found.error())>, store_fault>) {
      if (!is_answer && found.error() == store_fault::absent) why = denial::unknown;
    }
    if constexpr (readable<value>) {
      using pointer = decltype(record_in(*found, why));
      return is_answer ? record_in(*found, why) : pointer{};
    } else {
      return is_answer ? &*found : nullptr;
    }
  } else {
    why = denial::unknown;
    return static_cast<bool>(found) ? &*found : nullptr;
  }
}

template <class Find>
struct found_by {
  using type = std::remove_cvref_t<decltype(*record_in(std::declval<Find&>()(std::declval<const digest<32>&>()),
                                                       std::declval<denial&>()))>;
};

}  // namespace detail

template <class Find, token_digester Digester>
constexpr auto find_record(std::string_view presented, Find&& find, const Digester& digester)
    -> result<record_found<Find>, denial> {
  for (std::size_t number = 0; number < digester.size(); ++number) {
    const digest<32> key = digester.digest_of(presented, number);
    const auto found = find(key);
    denial why{};
    const auto* const record = detail::record_in(found, why);
    if (record == nullptr && why == denial::unavailable) return why;
    if (record != nullptr && record->digest == key) return *record;
  }
  return denial::unknown;
}

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

// jeton/format/identify.hpp
#ifndef JETON_FORMAT_IDENTIFY_HPP
#define JETON_FORMAT_IDENTIFY_HPP

namespace jeton { inline namespace v0 {

/// Which of several formats a text has: its index in the list. Formats that share a prefix are told apart by their
/// shape; formats that one text could belong to do not compile together. The error is that of the format which claims
/// the text by its prefix, and of several the one where it came furthest; `prefix` where none claims it.
///
///     const auto which = jeton::identify<acme_pat, ghp>(text);  // 0, 1, or why it is neither
template <class... F>
[[nodiscard]] constexpr result<std::size_t, token_error> identify(std::string_view text, const F&... formats);

/// The same for formats that are known at compile time: `identify<ghp, npm>(text)`.
template <class... F>
  requires(sizeof...(F) > 0)
[[nodiscard]] constexpr result<std::size_t, token_error> identify(std::string_view text);

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

template <class... F>
constexpr result<std::size_t, token_error> identify(std::string_view text, const F&... formats) {
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

template <class... F>
  requires(sizeof...(F) > 0)
constexpr result<std::size_t, token_error> identify(std::string_view text) {
  return identify(text, F{}...);
}

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

// jeton/decision/verify.hpp
#ifndef JETON_DECISION_VERIFY_HPP
#define JETON_DECISION_VERIFY_HPP

namespace jeton { inline namespace v0 {

struct ignore_denials;

/// The decision on a presented token: the record of the token if it may do what is needed now, or why not, in the order
/// of the enumerators of `denial`. Clock, store and keys are arguments, so that the same code runs in a static_assert.
///
/// - `format`: one that is a value, such as `prefixed<F>`, or several, `formats{…}`.
/// - `find`: called with the digest of the token. It gives a result<record, store_fault> as a store does, or a pointer
///   or an optional, of which null means that there is no such record. A store that cannot answer must say so, and
///   then the answer is `unavailable`: nobody is told that a good token is unknown.
/// - `needed`: a requirement, such as `my_scopes::any_of<"repo:read">()` or `any_valid_token()`.
/// - `digester`: how the store's digests were made: `plain_sha256`, a keyring, a reader of another store's. Of several
///   ways each costs a look-up for an unknown token.
/// - `on_denial`: called with each denial, for limits on the rate of guesses. A check stops accidents and not
///   attackers: whoever can compute a CRC gets to the look-up.
///
/// Constant time from the random digits to the digest, and in the final comparison; `find` is given the digest, and may
/// branch on it.
///
///     const auto find = [&](const jeton::digest<32>& key) { return store.find(key); };
///     const auto who = jeton::verify<acme_pat>(text, find, acme_scopes::any_of<"repo:read">(), now);
///     if (!who) return refuse(who.error());
template <class Format, class Find, class Requirement, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
  requires requires(const Format& format, std::string_view text) { format.parse(text).error(); }
[[nodiscard]] constexpr auto verify(const Format& format, std::string_view presented, Find&& find,
                                    const Requirement& needed, const Now& now, const Digester& digester = {},
                                    OnDenial&& on_denial = {});

/// The same for formats that are known at compile time: `verify<acme_pat>(text, find, needed, now)`.
template <class... F, class Find, class Requirement, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
  requires(sizeof...(F) > 0)
[[nodiscard]] constexpr auto verify(std::string_view presented, Find&& find, const Requirement& needed, const Now& now,
                                    const Digester& digester = {}, OnDenial&& on_denial = {});

/// What the decision asks of a record: its own digest, whether it was revoked, when it dies, what it may do.
template <class Record, class Requirement, class Now>
concept stored_token = std::default_initializable<Record> && utc_time_point<Now> &&
                       requires(const Record& record, const Requirement& needed, const Now& now) {
                         { record.digest == digest<32>{} } -> std::same_as<bool>;
                         { record.revoked } -> std::convertible_to<bool>;
                         { record.expires.passed(now) } -> std::same_as<bool>;
                         { needed.met_by(record.scopes) } -> std::same_as<bool>;
                       };

/// Several formats that are values, as one: `formats{ours, opaque<20>{}}`. They obey the rules of `identify`.
template <class... F>
class formats;
template <>
class formats<> {};
template <class First, class... Rest>
class formats<First, Rest...> : formats<Rest...> {
 public:
  constexpr explicit formats(const First& first, const Rest&... rest) : formats<Rest...>(rest...), first_(first) {}

  /// The index of the format that a text has, or the first fault.
  [[nodiscard]] constexpr result<std::size_t, token_error> parse(std::string_view text) const {
    return identify_with(text);
  }

 protected:
  template <class... Before>
  constexpr result<std::size_t, token_error> identify_with(std::string_view text, const Before&... before) const {
    if constexpr (sizeof...(Rest) == 0) {
      return identify(text, before..., first_);
    } else {
      return formats<Rest...>::identify_with(text, before..., first_);
    }
  }

 private:
  First first_;
};
template <class... F>
formats(const F&...) -> formats<F...>;

/// Does nothing with a denial.
struct ignore_denials {
  template <class Denial>
  constexpr void operator()(Denial) const {}
};

namespace detail {

/// The decision, without the hook.
template <class Format, class Find, class Requirement, class Now, class Digester>
constexpr auto decide(const Format& format, std::string_view presented, Find& find, const Requirement& needed,
                      const Now& now, const Digester& digester) -> result<record_found<Find>, denial> {
  if (const auto token = format.parse(presented); !token) {
    return token.error() == token_fault::checksum ? denial::mistyped : denial::malformed;
  }
  auto record = find_record(presented, find, digester);
  if (!record) return record;
  if (record->revoked) return denial::revoked;
  if (record->expires.passed(now)) return denial::expired;
  if (!needed.met_by(record->scopes)) return denial::out_of_scope;
  return record;
}

/// Formats that are types, as one value.
template <class... F>
struct listed_formats {
  [[nodiscard]] static constexpr auto parse(std::string_view text) {
    if constexpr (sizeof...(F) == 1) {
      return (F::parse(text), ...);
    } else {
      return identify<F...>(text);
    }
  }
};

}  // namespace detail

template <class Format, class Find, class Requirement, utc_time_point Now, token_digester Digester, class OnDenial>
  requires requires(const Format& format, std::string_view text) { format.parse(text).error(); }
constexpr auto verify(const Format& format, std::string_view presented, Find&& find, const Requirement& needed,
                      const Now& now, const Digester& digester, OnDenial&& on_denial) {
  constexpr bool record_has_what_is_asked = stored_token<record_found<Find>, Requirement, Now>;
  static_assert(record_has_what_is_asked,
                "jeton: a record has digest, revoked, expires and scopes, and the scopes are those of the requirement");
  auto decided = detail::decide(format, presented, find, needed, now, digester);
  if (!decided) on_denial(decided.error());
  return decided;
}

template <class... F, class Find, class Requirement, utc_time_point Now, token_digester Digester, class OnDenial>
  requires(sizeof...(F) > 0)
constexpr auto verify(std::string_view presented, Find&& find, const Requirement& needed, const Now& now,
                      const Digester& digester, OnDenial&& on_denial) {
  return verify(detail::listed_formats<F...>{}, presented, find, needed, now, digester, on_denial);
}

/// The digest under which a verified token should be stored from now on; an empty one where it is already. So keys are
/// changed, and digests of another store taken over, as tokens are used.
template <class Record, token_digester Digester>
[[nodiscard]] constexpr digest<32> digest_to_write(const Record& verified, std::string_view presented,
                                                   const Digester& digester) {
  const digest<32> current = digester.digest_of(presented, 0);
  return verified.digest == current ? digest<32>{} : current;
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

// jeton/gitlab/verify.hpp
#ifndef JETON_GITLAB_VERIFY_HPP
#define JETON_GITLAB_VERIFY_HPP

/// The decision as GitLab's API makes it (services/access_token_validation_service.rb, lib/api/api_guard.rb,
/// lib/api/helpers.rb). Any text that is not blank may be a token: predetermined ones have no shape. Whichever way the
/// text was presented, this is the one door, and each request is asked for its scopes.
namespace jeton { inline namespace v0 { namespace gitlab {

/// What an administrator has set.
struct verify_settings {
  bool tokens_enabled = true;         ///< false with FIPS, or where personal access tokens are switched off
  bool impersonation_enabled = true;  ///< false: impersonation tokens are refused
};

struct api_request;

/// Decides on a request to the API, in the order of the enumerators of `denial`. Quirks are named in
/// `request.access.named`; `request.access.as_another` does not count: it is set where sudo is allowed.
///
/// - `find`: as jeton::verify takes it; its records are jeton::token_record<gitlab::scopes>, or have the same members.
/// - `account_of`: called with a living token's record; gives the `account` of its owner.
/// - `note_use`: called with a living token's record, before its owner and its scopes are looked at. What it gives back
///   changes nothing: `[&](const auto& row) { return jeton::note_use(store, row, now); }`, or `ignore_uses{}`.
/// - `digester`: how the store's digests were made, such as `salted_sha256`.
/// - `on_denial`: called with each denial, for limits on the rate of guesses.
///
/// Constant time as jeton::verify; blanks at the ends of the text show.
///
///     const gl::api_request request{.access = {.what = gl::action::users, .with = gl::method::get}};
///     const auto who = gl::verify(text, find, account_of, gl::ignore_uses{}, request, now);
template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
[[nodiscard]] constexpr auto verify(std::string_view presented, Find&& find, AccountOf&& account_of, NoteUse&& note_use,
                                    const api_request& request, const Now& now, const verify_settings& settings = {},
                                    const Digester& digester = {}, OnDenial&& on_denial = {});

/// What is known of a token's owner. Default-constructed, nobody that may do anything.
struct account {
  bool may_use_api = false;       ///< neither blocked nor deactivated, confirmed, …; of a bot, in its own project. For
                                  ///< Git: may log in, and the password has not expired
  bool is_administrator = false;  ///< for sudo
  bool has_two_factor = true;     ///< then a password is no credential for Git
};

/// The switch for the enforcement of expiry dates (13.1 to 14.x), as something for `access_request::named`. To switch
/// it off counts with a licence only.
[[nodiscard]] constexpr quirk enforcement_quirk(bool is_licensed, bool is_enforced) {
  return is_licensed && !is_enforced ? quirk::expiry_not_enforced : quirk::none;
}

/// Whether the API takes a token for dead: from 00:00 UTC of its date, in every version. With the quirk
/// `expiry_not_enforced`, never; but one whose expiry nobody set is dead all the same.
template <utc_time_point Now>
[[nodiscard]] constexpr bool expired_for_api(const expiry& expires, const Now& now, quirk named = quirk::none) {
  const bool is_enforced = expires == expiry{} || !includes(named, quirk::expiry_not_enforced);
  return is_enforced && expires.passed(now);
}

/// A request to the API.
struct api_request {
  access_request access{};
  maybe<sudo_target> sudo{};  ///< who the user is that the parameter or header `sudo` names, where there is one
};

/// A request that is granted.
template <class Record>
struct granted {
  Record record{};
  sudo_target acts_as = sudo_target::oneself;  ///< `another`: as the user that sudo named
};

/// Notes nothing.
struct ignore_uses {
  template <class Record>
  constexpr void operator()(const Record&) const {}
};

namespace detail {

/// What the decision asks of a record. That of jeton::token_record<gitlab::scopes> will do.
template <class Record, class Now>
concept stored_token = jeton::stored_token<Record, access_requirement<>, Now> && requires(const Record& record) {
  { record.kind } -> std::convertible_to<token_kind>;
  { record.scopes } -> std::convertible_to<scopes::set>;
};

/// The record of a presented text: `unknown` or `unavailable` where there is none.
template <class Find, class Digester>
constexpr auto look_up(std::string_view presented, Find& find, const verify_settings& settings,
                       const Digester& digester) -> result<record_found<Find>, denial> {
  if (!settings.tokens_enabled || jeton::detail::trimmed(presented).empty()) return denial::unknown;
  auto found = find_record(presented, find, digester);
  if (found) return *std::move(found);
  return found.error() == jeton::denial::unavailable ? denial::unavailable : denial::unknown;
}

/// The scopes that a record grants: as granted_by says it, of a record that has `unknown_scopes`.
template <class Record>
constexpr scopes::set scopes_of(const Record& record, quirk named) {
  if constexpr (requires { record.unknown_scopes.empty(); }) {
    const bool is_empty = record.scopes.empty() && record.unknown_scopes.empty();
    if (is_empty && includes(named, quirk::empty_row_is_api)) return scopes::of<"api">();
  }
  return record.scopes;
}

/// The decision, without the hook.
template <class Find, class AccountOf, class NoteUse, class Now, class Digester>
constexpr auto decide(std::string_view presented, Find& find, AccountOf& account_of, NoteUse& note_use,
                      const api_request& request, const Now& now, const verify_settings& settings,
                      const Digester& digester) -> result<granted<record_found<Find>>, denial> {
  auto record = look_up(presented, find, settings, digester);
  if (!record) return record.error();
  access_request access = request.access;
  if (expired_for_api(record->expires, now, access.named)) return denial::expired;
  if (record->revoked) return denial::revoked;
  const bool impersonates = record->kind == token_kind::impersonation;
  if (impersonates && !settings.impersonation_enabled) return denial::impersonation_disabled;

  static_cast<void>(note_use(*record));
  const account owner = account_of(*record);
  if (!owner.may_use_api) return denial::blocked;

  const scopes::set held = scopes_of(*record, access.named);
  sudo_target acts_as = sudo_target::oneself;
  if (request.sudo) {
    const auto acting = check_sudo({.is_authenticated = true,
                                    .is_administrator = owner.is_administrator,
                                    .has_token = true,
                                    .target = *request.sudo},
                                   held);
    if (!acting) return denial_of(acting.error());
    acts_as = *acting;
  }
  access.as_another = acts_as == sudo_target::another;
  if (!allowed(access, held)) return denial::insufficient_scope;
  return granted<record_found<Find>>{*std::move(record), acts_as};
}

}  // namespace detail

template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester, class OnDenial>
constexpr auto verify(std::string_view presented, Find&& find, AccountOf&& account_of, NoteUse&& note_use,
                      const api_request& request, const Now& now, const verify_settings& settings,
                      const Digester& digester, OnDenial&& on_denial) {
  constexpr bool record_has_what_is_asked = detail::stored_token<record_found<Find>, Now>;
  static_assert(record_has_what_is_asked,
                "jeton: a record has digest, revoked, expires, kind and scopes, and the scopes are GitLab's");
  auto decided = detail::decide(presented, find, account_of, note_use, request, now, settings, digester);
  if (!decided) on_denial(decided.error());
  return decided;
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/git_verify.hpp
#ifndef JETON_GITLAB_GIT_VERIFY_HPP
#define JETON_GITLAB_GIT_VERIFY_HPP

/// The decision as GitLab makes it for Git over HTTP and the container registry, where a token stands in place of the
/// account's password (lib/gitlab/auth.rb, lib/gitlab/git_access.rb).
namespace jeton { inline namespace v0 { namespace gitlab {

/// Decides on Git over HTTP and the container registry: the five actions from `git_pull` to `image_delete`, and none
/// besides. The token is presented as the password of Basic; the user name counts for nothing. Arguments are those of
/// gitlab::verify; of several quirks, `git_through_the_day` and `empty_row_is_api` count. `note_use` was not called
/// here by the versions 13.2 to 15.x: `ignore_uses{}`. `on_denial` is called with a git_denial.
///
/// Where the denial is `access_denied`, the text may still be the password of an account; see `admit_password`.
///
///     const auto who = gl::git_verify(text, find, account_of, gl::ignore_uses{}, {.what = gl::action::git_pull}, now);
template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
[[nodiscard]] constexpr auto git_verify(std::string_view presented, Find&& find, AccountOf&& account_of,
                                        NoteUse&& note_use, const access_request& access, const Now& now,
                                        const verify_settings& settings = {}, const Digester& digester = {},
                                        OnDenial&& on_denial = {});

/// Whether Git and the registry take a token for dead: from 00:00 UTC of its date. With the quirk
/// `git_through_the_day`, from 00:00 UTC of the day after; but one whose expiry nobody set is dead all the same. The
/// switch for enforcement never counted here.
template <utc_time_point Now>
[[nodiscard]] constexpr bool expired_for_git(const expiry& expires, const Now& now, quirk named = quirk::none) {
  const bool is_last_day = includes(named, quirk::git_through_the_day) && expires != expiry{};
  return expires.passed(now) && !(is_last_day && expires.expires_today(now));
}

namespace detail {

/// What is said of an action that no scope of the token allows.
constexpr git_denial git_denial_of(action what) {
  return what == action::git_pull   ? git_denial::download
         : what == action::git_push ? git_denial::upload
                                    : git_denial::registry;
}

/// The decision, without the hook.
template <class Find, class AccountOf, class NoteUse, class Now, class Digester>
constexpr auto decide_for_git(std::string_view presented, Find& find, AccountOf& account_of, NoteUse& note_use,
                              const access_request& access, const Now& now, const verify_settings& settings,
                              const Digester& digester) -> result<record_found<Find>, git_denial> {
  auto record = look_up(presented, find, settings, digester);
  if (!record) {
    return record.error() == denial::unavailable ? git_denial::unavailable : git_denial::access_denied;
  }
  const bool is_alive = !record->revoked && !expired_for_git(record->expires, now, access.named);
  const bool impersonates = record->kind == token_kind::impersonation;
  if (!is_alive || (impersonates && !settings.impersonation_enabled)) return git_denial::access_denied;

  const scopes::set held = scopes_of(*record, access.named);
  const auto known = available_to(token_owner::administrator, access.features, access.server, quirk::unchecked_owner);
  if (!held.contains_any_of(known)) return git_denial::access_denied;
  const account owner = account_of(*record);
  if (!owner.may_use_api) return git_denial::access_denied;

  static_cast<void>(note_use(*record));
  const bool is_here = access.what >= action::git_pull && access.what <= action::image_delete;
  if (!is_here || !allowed(access, held)) return git_denial_of(access.what);
  return *std::move(record);
}

}  // namespace detail

template <class Find, class AccountOf, class NoteUse, utc_time_point Now, token_digester Digester, class OnDenial>
constexpr auto git_verify(std::string_view presented, Find&& find, AccountOf&& account_of, NoteUse&& note_use,
                          const access_request& access, const Now& now, const verify_settings& settings,
                          const Digester& digester, OnDenial&& on_denial) {
  constexpr bool record_has_what_is_asked = detail::stored_token<record_found<Find>, Now>;
  static_assert(record_has_what_is_asked,
                "jeton: a record has digest, revoked, expires, kind and scopes, and the scopes are GitLab's");
  auto decided = detail::decide_for_git(presented, find, account_of, note_use, access, now, settings, digester);
  if (!decided) on_denial(decided.error());
  return decided;
}

/// Whether a password that was found correct is a credential for Git: not of somebody who may not log in, and not of a
/// user with two-factor authentication.
[[nodiscard]] constexpr result<void, git_denial> admit_password(const account& owner) {
  if (!owner.may_use_api) return git_denial::access_denied;
  if (owner.has_two_factor) return git_denial::password;
  return std::in_place;
}

}}}  // namespace jeton::v0::gitlab

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

// jeton/gitlab/lifecycle.hpp
#ifndef JETON_GITLAB_LIFECYCLE_HPP
#define JETON_GITLAB_LIFECYCLE_HPP

/// The life of GitLab's personal access tokens where it differs from jeton's, or differed once. The rest is jeton's:
/// jeton::issue with `even_if_passed`, since no version of GitLab looks at an expiry that has passed; jeton::rotate
/// with renewal::one_week() (the API) or renewal::same_lifetime() (the page); gitlab/lifetime.hpp for limits.
namespace jeton { inline namespace v0 { namespace gitlab {

/// Seconds between two notes of the last use (personal_access_tokens/last_used_service.rb). Until 15.x git noted none.
inline constexpr std::int64_t last_used_interval_from_13_2 = 86400;
inline constexpr std::int64_t last_used_interval_from_16_1 = 600;

/// The columns that say whether a token lives. `revoked` may be null, which is no.
struct life_columns {
  maybe<bool> revoked{true};
  maybe<day> expires_at{};
};

/// What `revoked?` says.
[[nodiscard]] constexpr bool is_revoked(const maybe<bool>& revoked) { return revoked && *revoked; }

/// How the lists of active and inactive tokens were asked of the database, which did not always agree with what the API
/// says of a token: `expired?` is true from 00:00 UTC of the date in every version.
enum class state_era : unsigned char {
  until_13_0,  ///< the date as an instant: alive at the very midnight still; a null `revoked` is in neither list
  until_15_2,  ///< alive through the whole date, so that git and registry took a token that the API refused
  from_15_3,   ///< dead on the date, but not yet inactive: in neither list for a day
  current,     ///< dead and inactive from the midnight on
};

/// Whether the list of active tokens has it. Git over HTTP and the registry take what is in this list.
template <utc_time_point Now>
[[nodiscard]] constexpr bool is_active(const life_columns& row, const Now& now, state_era era) {
  const bool null_is_no = era >= state_era::from_15_3;
  if (row.revoked ? *row.revoked : !null_is_no) return false;
  if (!row.expires_at) return true;
  const day expires = *row.expires_at;
  if (era >= state_era::from_15_3) return expires > day_of(now);
  if (era == state_era::until_15_2) return expires >= day_of(now);
  const auto instant = jeton::detail::floor_seconds_of(now);
  const bool is_midnight = instant.is_exact && instant.seconds == jeton::detail::floor_seconds_of(expires).seconds;
  return is_midnight || expires > day_of(now);
}

/// Whether the list of inactive tokens has it.
template <utc_time_point Now>
[[nodiscard]] constexpr bool is_inactive(const life_columns& row, const Now& now, state_era era) {
  if (is_revoked(row.revoked)) return true;
  if (!row.expires_at) return false;
  const day expires = *row.expires_at;
  if (era == state_era::current) return expires <= day_of(now);
  if (era != state_era::until_13_0) return expires < day_of(now);
  return expires <= day_of(now) && !is_active({false, expires}, now, era);
}

/// The order that a request asks; one without a name of an order gets `otherwise`, and no error.
[[nodiscard]] constexpr list_order order_of(std::string_view sort,
                                            list_order otherwise = list_order::created_ascending) {
  return parse_list_order(sort).value_or(otherwise);
}

/// Who asks to see or revoke tokens.
struct acting_user {
  user_id id = user_id::none;
  bool is_administrator = false;
  bool is_blocked = true;
};

/// What a user's list has: his own tokens, without those that an administrator made in his name.
[[nodiscard]] constexpr list_filter own_tokens(user_id user) { return {.owner = user, .kind = token_kind::personal}; }

/// Whether somebody may revoke a token: its owner, unless an administrator made it in his name, or an administrator;
/// nobody who is blocked.
template <class Record>
[[nodiscard]] constexpr bool may_revoke(const Record& row, const acting_user& who) {
  if (who.is_blocked || who.id <= user_id::none) return false;
  return who.is_administrator || (row.owner == who.id && row.kind != token_kind::impersonation);
}

/// Whether a request with this path rotates tokens: where a revoked token is presented, its active descendants are to
/// be revoked (jeton::revoke_descendants), and nowhere else. GitLab asks whether a token has expired first, so one that
/// is revoked and has expired calls nothing down. Nor does a rotation of a revoked token that another one asks for.
[[nodiscard]] constexpr bool is_rotation_path(std::string_view path) {
  constexpr std::string_view ending = "/rotate";
  constexpr std::string_view tokens = "access_tokens/";
  if (!path.ends_with(ending)) return false;
  path.remove_suffix(ending.size());
  const std::string_view id = path.substr(path.rfind('/') + 1);
  if (id.size() == path.size() || !path.substr(0, path.size() - id.size()).ends_with(tokens)) return false;
  for (const char c : id) {
    if (c < '0' || c > '9') return id == "self";
  }
  return !id.empty();
}

}}}  // namespace jeton::v0::gitlab

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

// jeton/gitlab/lifetime.hpp
#ifndef JETON_GITLAB_LIFETIME_HPP
#define JETON_GITLAB_LIFETIME_HPP

/// GitLab's rules for the lifetime of personal access tokens, by era. A maximum is a column that may be null
/// (`max_personal_access_token_lifetime`), which sets no limit.
namespace jeton { inline namespace v0 { namespace gitlab {

inline constexpr std::int32_t longest_lifetime = 365;  ///< days
inline constexpr std::int32_t buffered_longest_lifetime =
    400;  ///< days, from 17.6 with buffered_token_expiration_limit

/// 12.6 to 15.11: no limit but the administrator's, which requires an expiry and sweeps tokens without one. Limit and
/// the choice not to enforce (13.1 to 14.10) count under a licence only.
template <jeton::detail::nullable Days>
[[nodiscard]] constexpr result<lifetime_policy, lifetime_fault> documented_lifetime(const Days& max_days, bool enforced,
                                                                                    bool licensed) {
  if (!static_cast<bool>(max_days)) return lifetime_policy::unlimited().enforcing(enforced).if_licensed(licensed);
  const auto limited = lifetime_policy::at_most(*max_days, longest_lifetime);
  if (!limited) return limited;
  return limited->enforcing(enforced).if_licensed(licensed);
}

/// From 16.0: 365 days for everyone (400 with the flag), fewer by an administrator's licensed choice; always enforced.
/// An expiry is required unless the setting of 17.3 says otherwise. Only a chosen limit sweeps, and no longer the
/// tokens that never expire.
template <jeton::detail::nullable Days>
[[nodiscard]] constexpr result<lifetime_policy, lifetime_fault> current_lifetime(const Days& max_days, bool licensed,
                                                                                 bool expiry_required = true,
                                                                                 bool is_buffered = false) {
  const std::int32_t longest = is_buffered ? buffered_longest_lifetime : longest_lifetime;
  const bool is_chosen = licensed && static_cast<bool>(max_days);
  const auto limited = lifetime_policy::at_most(is_chosen ? *max_days : longest, longest);
  if (!limited) return limited;
  return limited->requiring_expiry(expiry_required).sweeping(is_chosen ? swept::dated : swept::nothing);
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/lifecycle/detail/notice_columns.hpp
#ifndef JETON_LIFECYCLE_DETAIL_NOTICE_COLUMNS_HPP
#define JETON_LIFECYCLE_DETAIL_NOTICE_COLUMNS_HPP

/// What a notice reads in a row, which need not have every column.
namespace jeton { inline namespace v0 { namespace detail {

/// A column that says no. One that is null says nothing, and so does not say no.
template <class Column>
constexpr bool is_false(const Column& column) {
  if constexpr (nullable<Column>) {
    return static_cast<bool>(column) && !static_cast<bool>(*column);
  } else {
    return !static_cast<bool>(column);
  }
}

/// Whether an administrator made it in a user's name: the user does not know it.
template <class Record>
constexpr bool is_impersonation(const Record& row) {
  if constexpr (requires { row.impersonation; }) {
    return !is_false(row.impersonation);
  } else {
    return row.kind == std::remove_cvref_t<decltype(row.kind)>::impersonation;
  }
}

/// When a token was made. Where its record does not say, it is as old as the calendar.
template <class Record>
constexpr auto made_at(const Record& row) {
  if constexpr (requires { requires utc_time_point<std::remove_cvref_t<decltype(row.created)>>; }) {
    return row.created;
  } else {
    return day::first();
  }
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/lifecycle/detail/owner_groups.hpp
#ifndef JETON_LIFECYCLE_DETAIL_OWNER_GROUPS_HPP
#define JETON_LIFECYCLE_DETAIL_OWNER_GROUPS_HPP

/// Records of a range that a question accepts, an owner at a time: a range of ranges, found as it is gone through.
/// Nothing is stored and nothing allocated. Each iterator is a copy of all it needs but the records.
namespace jeton { inline namespace v0 { namespace detail {

/// The owner in a record: a reference where the record is there to be referred to, else a copy.
template <class Row>
constexpr auto owner_in(Row&& row) -> std::conditional_t<std::is_lvalue_reference_v<Row>, const decltype(row.owner)&,
                                                         std::remove_cvref_t<decltype(row.owner)>> {
  return row.owner;
}

/// Where the records end, and the question: `accepts(record)` and `owner_of(record)`.
template <class Iterator, class Sentinel, class Question>
struct owner_search {
  Sentinel end;
  Question question;

  [[nodiscard]] constexpr bool same_owner(const Iterator& left, const Iterator& right) const {
    return static_cast<bool>(question.owner_of(*left) == question.owner_of(*right));
  }
  /// The first record from `at` on that is accepted; the end if none is.
  [[nodiscard]] constexpr Iterator next(Iterator at) const {
    while (at != end && !question.accepts(*at)) ++at;
    return at;
  }
};

/// The accepted records of one owner.
template <class Iterator, class Search>
class owned_records {
 public:
  struct sentinel {};
  class iterator {
   public:
    using value_type = std::remove_cvref_t<decltype(*std::declval<const Iterator&>())>;
    using difference_type = std::ptrdiff_t;

    constexpr iterator() = default;
    constexpr iterator(const Iterator& first, const Search& search, std::size_t most)
        : first_(first), at_(first), search_(search), left_(most) {}

    [[nodiscard]] constexpr decltype(auto) operator*() const { return *at_; }
    constexpr iterator& operator++() {
      --left_;
      at_ = search_.next(++at_);
      if (at_ != search_.end && !search_.same_owner(first_, at_)) left_ = 0;
      return *this;
    }
    constexpr iterator operator++(int) {
      const iterator before = *this;
      ++*this;
      return before;
    }
    friend constexpr bool operator==(const iterator& left, const iterator& right) {
      return left.at_ == right.at_ && left.left_ == right.left_;
    }
    friend constexpr bool operator==(const iterator& left, const sentinel&) {
      return left.left_ == 0 || left.at_ == left.search_.end;
    }

   private:
    Iterator first_;
    Iterator at_;
    Search search_;
    std::size_t left_;
  };

  constexpr owned_records(const Iterator& first, const Search& search, std::size_t most)
      : first_(first), search_(search), most_(most) {}

  [[nodiscard]] constexpr owned_records first(std::size_t most) const {
    return {first_, search_, most < most_ ? most : most_};
  }
  [[nodiscard]] constexpr std::size_t size() const {
    std::size_t count = 0;
    for (iterator at = begin(); at != end(); ++at) ++count;
    return count;
  }
  [[nodiscard]] constexpr iterator begin() const { return {first_, search_, most_}; }
  [[nodiscard]] constexpr sentinel end() const { return {}; }

 private:
  Iterator first_;
  Search search_;
  std::size_t most_;
};

template <class Owner, class Tokens>
struct owner_and_tokens {
  Owner owner;
  Tokens tokens;
};

template <class Iterator, class Sentinel, class Question>
class owner_groups {
  using search = owner_search<Iterator, Sentinel, Question>;
  using owner = decltype(std::declval<const Question&>().owner_of(*std::declval<const Iterator&>()));

 public:
  struct sentinel {};
  class iterator {
   public:
    using value_type = owner_and_tokens<owner, owned_records<Iterator, search>>;
    using difference_type = std::ptrdiff_t;

    constexpr iterator() = default;
    constexpr iterator(const Iterator& at, const search& records) : at_(at), records_(records) {}

    [[nodiscard]] constexpr value_type operator*() const {
      return {records_.question.owner_of(*at_), {at_, records_, static_cast<std::size_t>(-1)}};
    }
    constexpr iterator& operator++() {
      const Iterator first = at_;
      while (at_ != records_.end && records_.same_owner(first, at_)) ++at_;
      at_ = records_.next(at_);
      return *this;
    }
    constexpr iterator operator++(int) {
      const iterator before = *this;
      ++*this;
      return before;
    }
    friend constexpr bool operator==(const iterator& left, const iterator& right) { return left.at_ == right.at_; }
    friend constexpr bool operator==(const iterator& left, const sentinel&) { return left.at_ == left.records_.end; }

   private:
    Iterator at_;
    search records_;
  };

  constexpr owner_groups(const Iterator& first, const Sentinel& end, const Question& question)
      : first_(first), records_{end, question} {}

  [[nodiscard]] constexpr iterator begin() const { return {records_.next(first_), records_}; }
  [[nodiscard]] constexpr sentinel end() const { return {}; }
  [[nodiscard]] constexpr bool empty() const { return begin() == end(); }

 private:
  Iterator first_;
  search records_;
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/time/daily_time.hpp
#ifndef JETON_TIME_DAILY_TIME_HPP
#define JETON_TIME_DAILY_TIME_HPP

namespace jeton { inline namespace v0 {

/// A type that instants can come out as: it holds every second from the year -32767 to 32767, as std::chrono's
/// sys_time of whole seconds, milliseconds or microseconds does, and jeton::unix_seconds.
template <class T>
concept holds_every_second =
    std::same_as<T, unix_seconds> ||
    (detail::system_clock_point<T> && std::signed_integral<typename T::rep> && T::period::num == 1 &&
     detail::ticks_hold_every_day<typename T::rep, 1, T::period::den>());

template <holds_every_second T>
class daily_runs;

/// A time of day in UTC at which something runs every day. Every function is pure: whoever runs it keeps the instant of
/// the last run, and what he missed while he was away follows from it. Default-constructed it is 00:00:00.
class daily_time {
 public:
  constexpr daily_time() = default;

  /// From 00:00:00 to 23:59:59; what is no time of day is `date_fault::time`.
  [[nodiscard]] static constexpr result<daily_time, date_fault> at(unsigned hour, unsigned minute = 0,
                                                                   unsigned second = 0) {
    if (hour > 23 || minute > 59 || second > 59) return date_fault::time;
    daily_time made;
    made.seconds_ = static_cast<std::int32_t>(hour * 3600 + minute * 60 + second);
    return made;
  }
  /// From 00:00:00 UTC to this time.
  [[nodiscard]] constexpr std::int32_t seconds_since_midnight() const { return seconds_; }

  /// The first run after an instant; at the instant of a run it is the one of the next day. `date_fault::year` where
  /// the calendar has ended.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, date_fault> next_after(const Instant& instant) const {
    return on<T>(day_of_last_run(instant) + 1);
  }
  /// The last run that is not after an instant. `date_fault::year` before the calendar begins.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, date_fault> last_until(const Instant& instant) const {
    return on<T>(day_of_last_run(instant));
  }
  /// The run of the UTC day of an instant, be it before it or after.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, date_fault> on_day_of(const Instant& instant) const {
    return on<T>(detail::floor_days_of(instant));
  }

  /// The runs after `since`, `now` included: those that are due for one who did his last at `since`. Constant time,
  /// however many they are.
  template <holds_every_second T = unix_seconds, utc_time_point Since, utc_time_point Now>
  [[nodiscard]] constexpr daily_runs<T> missed(const Since& since, const Now& now) const {
    return {*this, within_calendar(day_of_last_run(since) + 1), within_calendar(day_of_last_run(now) + 1)};
  }

  friend constexpr auto operator<=>(const daily_time&, const daily_time&) = default;

 private:
  template <holds_every_second T>
  friend class daily_runs;

  /// A fraction of a second does not matter: runs are at whole ones.
  template <class Instant>
  [[nodiscard]] constexpr std::int64_t day_of_last_run(const Instant& instant) const {
    const auto [days, rest] = detail::floor_divide(detail::floor_seconds_of(instant).seconds, detail::seconds_per_day);
    return rest < seconds_ ? days - 1 : days;
  }
  static constexpr std::int32_t within_calendar(std::int64_t days) {
    if (days < detail::min_day) return detail::min_day;
    return days > detail::max_day ? detail::max_day + 1 : static_cast<std::int32_t>(days);
  }
  template <class T>
  [[nodiscard]] constexpr result<T, date_fault> on(std::int64_t days) const {
    if (days < detail::min_day || days > detail::max_day) return date_fault::year;
    return run_of<T>(static_cast<std::int32_t>(days));
  }
  template <class T>
  [[nodiscard]] constexpr T run_of(std::int32_t days) const {
    const std::int64_t seconds = std::int64_t{days} * detail::seconds_per_day + seconds_;
    if constexpr (std::same_as<T, unix_seconds>) {
      return {seconds};
    } else {
      return T{typename T::duration{static_cast<typename T::rep>(seconds * T::period::den)}};
    }
  }

  std::int32_t seconds_ = 0;
};

/// Runs of a daily time on days that follow each other: a range of instants, the earliest first. Default-constructed it
/// is empty.
template <holds_every_second T>
class daily_runs {
 public:
  class iterator;
  using value_type = T;

  constexpr daily_runs() = default;

  [[nodiscard]] constexpr std::size_t size() const { return static_cast<std::size_t>(end_ - first_); }
  [[nodiscard]] constexpr bool empty() const { return first_ == end_; }
  /// The last one, which stands for all where it is enough to run once; there must be one.
  [[nodiscard]] constexpr T back() const { return time_.template run_of<T>(end_ - 1); }
  [[nodiscard]] constexpr iterator begin() const { return {time_, first_}; }
  [[nodiscard]] constexpr iterator end() const { return {time_, end_}; }

 private:
  friend daily_time;

  constexpr daily_runs(daily_time time, std::int32_t first, std::int32_t end)
      : time_(time), first_(first), end_(end < first ? first : end) {}

  daily_time time_{};
  std::int32_t first_ = 0;  ///< days since 1970
  std::int32_t end_ = 0;
};

template <holds_every_second T>
class daily_runs<T>::iterator {
 public:
  using value_type = T;
  using difference_type = std::ptrdiff_t;

  constexpr iterator() = default;
  [[nodiscard]] constexpr T operator*() const { return time_.template run_of<T>(day_); }
  constexpr iterator& operator++() {
    ++day_;
    return *this;
  }
  constexpr iterator operator++(int) {
    const iterator before = *this;
    ++*this;
    return before;
  }
  friend constexpr bool operator==(const iterator&, const iterator&) = default;

 private:
  friend daily_runs;

  constexpr iterator(daily_time time, std::int32_t day) : time_(time), day_(day) {}

  daily_time time_{};
  std::int32_t day_ = 0;
};

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/notice.hpp
#ifndef JETON_LIFECYCLE_NOTICE_HPP
#define JETON_LIFECYCLE_NOTICE_HPP

/// Who is told that a token dies, and when. A server looks once a day; each kind of notice goes out once for each
/// token, in one message to each owner.
///
///     for (auto [owner, tokens] : notices_due(records, expiring, now)) {
///       mail(owner, tokens.first(100));
///       for (auto& token : tokens) token.notices_sent = expiring.sent_after(token.notices_sent);
///     }
namespace jeton { inline namespace v0 {

/// What a notice asks about a token, as jeton::token_record has it: when it dies; whether it was revoked, in a bool or
/// a column that may be null; which notices it has had, a bit for each; and its kind, or a bool `impersonation`. Also
/// when it was made, if there is an instant `created`; else every token is taken to be older than its notices.
template <class Record>
concept noticeable = requires(const Record& row) {
  { row.expires } -> std::convertible_to<const expiry&>;
  { row.notices_sent } -> std::convertible_to<std::uint32_t>;
  detail::is_false(row.revoked);
} && (requires(const Record& row) { detail::is_false(row.impersonation); } || requires(const Record& row) {
  std::remove_cvref_t<decltype(row.kind)>::impersonation;
});

/// A kind of notice: when it is looked for, how near a token's first dead day must be, and what is noted so that no
/// token is told of twice. Default-constructed, or where it notes nothing, it is never sent.
struct notice {
  daily_time at{};          ///< runs every day
  std::int32_t first = 1;   ///< the window: days from today to the first dead day, 0 on the day itself,
  std::int32_t last = 0;    ///<   both ends included
  std::uint32_t marks = 0;  ///< bits that are set in `notices_sent` when it was sent, and keep it from being sent again
  std::uint32_t unless = 0;  ///< further bits that keep it from being sent
  std::int32_t late = 0;     ///< days after the window within which a notice that was missed is made up

  /// The same notice, made up for so many days after its window. Only for the last notice of a token, such as that of
  /// the day itself: while the window of another one holds the token, that one tells of it, and two would be too many.
  [[nodiscard]] constexpr notice made_up_for(std::int32_t days) const {
    notice made = *this;
    made.late = days;
    return made;
  }

  /// Whether the run on the day of `now` tells of this token. It is not revoked, and known not to be; no impersonation;
  /// has not been told of; and is in the window, or was in it at a run not more than `late` days ago.
  template <noticeable Record, utc_time_point Now>
  [[nodiscard]] constexpr bool due(const Record& row, const Now& now) const {
    return may_follow(static_cast<std::uint32_t>(row.notices_sent)) && detail::is_false(row.revoked) &&
           !detail::is_impersonation(row) && (covers(row.expires, now) || is_made_up(row, now));
  }
  /// The day of the first run that should have told of a token that is due, where that is before the day of `now`: the
  /// notice is late. It was missed, or whoever had to take the message did not.
  template <noticeable Record, utc_time_point Now>
  [[nodiscard]] constexpr maybe<day> missed(const Record& row, const Now& now) const {
    const auto since = due_since(row);
    return since && *since < day_of(now) ? since : maybe<day>{};
  }
  /// Whether the window holds a token, whatever else is known about it.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool covers(const expiry& expires, const Now& now) const {
    const auto left = expires.days_left(now);
    return left.has_value() && *left >= first && *left <= last;
  }
  /// Whether it may be sent after others were.
  [[nodiscard]] constexpr bool may_follow(std::uint32_t sent) const {
    return marks != 0 && (sent & (marks | unless)) == 0;
  }
  /// What is noted of a token, every one of which this was due, whether its name was listed or not.
  [[nodiscard]] constexpr std::uint32_t sent_after(std::uint32_t sent) const { return sent | marks; }

  /// The first run after an instant that tells of a token, if nothing was sent before: one that finds it in the window,
  /// or makes up for such a one.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, notice_fault> next_for(const expiry& expires, const Instant& after) const {
    const auto dead = expires.first_dead_day();
    if (!dead || first > last || marks == 0) return notice_fault::never;
    const auto next = at.template next_after<T>(after);
    if (!next || *dead - day_of(*next) < least_days_left()) return notice_fault::passed;
    if (*dead - day_of(*next) <= last) return *next;
    const auto opening = at.template on_day_of<T>(*dead - last);
    if (!opening) return notice_fault::passed;
    return *opening;
  }

  friend constexpr bool operator==(const notice&, const notice&) = default;

 private:
  [[nodiscard]] constexpr std::int64_t least_days_left() const { return std::int64_t{first} - (late > 0 ? late : 0); }

  /// The day of the first run, counted from when a token was made, that finds it in the window.
  template <class Record>
  [[nodiscard]] constexpr maybe<day> due_since(const Record& row) const {
    const auto run = made_up_for(0).next_for(row.expires, detail::made_at(row));
    return run ? maybe<day>{day_of(*run)} : maybe<day>{};
  }
  template <class Record, class Now>
  [[nodiscard]] constexpr bool is_made_up(const Record& row, const Now& now) const {
    const auto left = row.expires.days_left(now);
    return left.has_value() && *left < first && *left >= least_days_left() && due_since(row).has_value();
  }
};

namespace detail {

/// Reads a record as it is.
struct as_recorded {
  template <class Record>
  constexpr Record&& operator()(Record&& row) const {
    return static_cast<Record&&>(row);
  }
};

template <class Now, class Read>
struct due_records {
  notice kind;
  Now now;
  Read read;

  template <class Row>
  [[nodiscard]] constexpr bool accepts(Row&& row) const {
    return kind.due(read(static_cast<Row&&>(row)), now);
  }
  template <class Row>
  [[nodiscard]] constexpr decltype(auto) owner_of(Row&& row) const {
    return detail::owner_in(read(static_cast<Row&&>(row)));
  }
};

}  // namespace detail

/// The messages that one run sends: a range of `owner` and `tokens`, and `tokens` is the range of that owner's records
/// that the notice is due for. `tokens.first(100)` are those whose names are listed, all of them are marked, and
/// `tokens.size()` counts them. Mark them last: a token that is marked is due no more. A run that was missed is made up
/// by passing its instant as `now`, or by later runs of a notice that is made up.
///
/// The records are a range that can be gone through twice and outlives the answer, those of each owner together; an
/// owner whose records stand apart gets a message for each stretch of them. Nothing is allocated; linear time. Records
/// of another shape: `read` makes of each what is `noticeable` and has an owner.
template <class Records, utc_time_point Now, class Read = detail::as_recorded>
  requires requires(Records& records, const Read& read) {
    { read(*std::begin(records)) } -> noticeable;
    { read(*std::begin(records)).owner == read(*std::begin(records)).owner } -> std::convertible_to<bool>;
  }
[[nodiscard]] constexpr auto notices_due(Records& records, const notice& kind, const Now& now, const Read& read = {}) {
  return detail::owner_groups{std::begin(records), std::end(records), detail::due_records<Now, Read>{kind, now, read}};
}

}}  // namespace jeton::v0

#endif

// jeton/gitlab/notice.hpp
#ifndef JETON_GITLAB_NOTICE_HPP
#define JETON_GITLAB_NOTICE_HPP

/// Whom GitLab tells that personal access tokens expire, by era: columns, times, windows and the subjects of its mails.
/// Whether a user is active, and so gets a mail about a token that has expired, is the caller's to ask.
namespace jeton { inline namespace v0 { namespace gitlab {

/// The columns in which GitLab notes what was sent, as bits of `notices_sent`. A time that is not null is a set bit.
enum class notice_column : unsigned char {
  expire_notification_delivered = 1,        ///< from 12.6
  after_expiry_notification_delivered = 2,  ///< from 13.3
  seven_days_notification_sent_at = 4,      ///< from 17.6
  thirty_days_notification_sent_at = 8,
  sixty_days_notification_sent_at = 16,
};
[[nodiscard]] constexpr std::uint32_t bit_of(notice_column column) { return static_cast<std::uint32_t>(column); }

inline constexpr daily_time expiring_check = *daily_time::at(1);  ///< 01:00 UTC
inline constexpr daily_time expired_check = *daily_time::at(2);   ///< 02:00 UTC

/// 12.6 to 17.5: the first dead day is today or one of the next seven. A token that died today is told of as one that
/// will, if it never was before. (12.6 told of impersonation tokens too.)
inline constexpr notice expiring{
    .at = expiring_check, .first = 0, .last = 7, .marks = bit_of(notice_column::expire_notification_delivered)};

/// From 13.3: the first dead day is today. A run that was missed is not made up: those tokens are never told of.
/// Whoever wants that asks for it: `expired.made_up_for(7)`. The others need no such thing, as their windows lead to
/// this one.
inline constexpr notice expired{
    .at = expired_check, .first = 0, .last = 0, .marks = bit_of(notice_column::after_expiry_notification_delivered)};

/// From 17.7, and in 17.6 with a flag, in place of `expiring`: windows that do not overlap, so that a token is told of
/// three times at most. The column of the era before is respected, and set by the seven days.
inline constexpr notice seven_days{.at = expiring_check,
                                   .first = 0,
                                   .last = 7,
                                   .marks = bit_of(notice_column::seven_days_notification_sent_at) |
                                            bit_of(notice_column::expire_notification_delivered)};
inline constexpr notice thirty_days{.at = expiring_check,
                                    .first = 8,
                                    .last = 30,
                                    .marks = bit_of(notice_column::thirty_days_notification_sent_at),
                                    .unless = bit_of(notice_column::expire_notification_delivered)};
inline constexpr notice sixty_days{.at = expiring_check,
                                   .first = 31,
                                   .last = 60,
                                   .marks = bit_of(notice_column::sixty_days_notification_sent_at),
                                   .unless = bit_of(notice_column::expire_notification_delivered)};

/// The notices of an era, in the order of a day.
inline constexpr notice documented_notices[] = {expiring, expired};                          ///< 13.3 to 17.5
inline constexpr notice current_notices[] = {seven_days, thirty_days, sixty_days, expired};  ///< from 17.7

inline constexpr std::size_t most_listed = 100;  ///< names in a mail; every token is marked

inline constexpr std::string_view seven_days_subject = "Your personal access tokens will expire in 7 days or less";
inline constexpr std::string_view thirty_days_subject = "Your personal access tokens will expire in 30 days or less";
inline constexpr std::string_view sixty_days_subject = "Your personal access tokens will expire in 60 days or less";
inline constexpr std::string_view expired_subject = "Your personal access token has expired";

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab/other_tokens.hpp
#ifndef JETON_GITLAB_OTHER_TOKENS_HPP
#define JETON_GITLAB_OTHER_TOKENS_HPP

/// GitLab's tokens beside the personal ones (doc/security/tokens/_index.md), and the shapes that scanners use where the
/// documentation gives a prefix only.
namespace jeton { inline namespace v0 { namespace gitlab {

/// Reads and writes repositories and registries of a project or group, and belongs to no user.
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

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/core/bounded_text.hpp
#ifndef JETON_CORE_BOUNDED_TEXT_HPP
#define JETON_CORE_BOUNDED_TEXT_HPP

namespace jeton { inline namespace v0 {

/// A text of at most Room bytes that is written piece by piece, as long as the pieces fit.
template <std::size_t Room>
class bounded_text {
 public:
  constexpr bounded_text& put(char c) {
    fits_ = fits_ && size_ < Room;
    if (fits_) chars_[size_++] = c;
    return *this;
  }
  constexpr bounded_text& put(std::string_view piece) {
    for (const char c : piece) put(c);
    return *this;
  }

  /// Whether all of it was written.
  [[nodiscard]] constexpr bool fits() const { return fits_; }
  [[nodiscard]] constexpr std::string_view view() const { return {chars_, size_}; }

 private:
  char chars_[Room]{};
  std::size_t size_ = 0;
  bool fits_ = true;
};

}}  // namespace jeton::v0

#endif

// jeton/http/challenge.hpp
#ifndef JETON_HTTP_CHALLENGE_HPP
#define JETON_HTTP_CHALLENGE_HPP

namespace jeton { inline namespace v0 {

class refusal;
struct challenge_texts;

/// The value of a WWW-Authenticate field. Empty where none belongs into the response.
///
///     const auto told = jeton::bearer_challenge(who.error(), {.realm = "acme"});
///     if (told && !told->empty()) answer.add("WWW-Authenticate", told->view());
template <std::size_t Room = 256>
class challenge {
 public:
  constexpr challenge() = default;
  constexpr explicit challenge(const bounded_text<Room>& text) : text_(text) {}

  [[nodiscard]] constexpr std::string_view view() const { return text_.view(); }
  [[nodiscard]] constexpr bool empty() const { return text_.view().empty(); }

 private:
  bounded_text<Room> text_;
};

/// RFC 6750 §3: `Bearer realm="…", error="…", error_description="…", scope="…"`, in Room bytes. Empty at status 503.
template <std::size_t Room = 256>
[[nodiscard]] constexpr result<challenge<Room>, challenge_error> bearer_challenge(const refusal& told,
                                                                                  const challenge_texts& texts);

/// RFC 7617 §2: `Basic realm="…", charset="UTF-8"`, in Room bytes. Empty unless the status is 401: Basic has no words
/// for the rest.
template <std::size_t Room = 256>
[[nodiscard]] constexpr result<challenge<Room>, challenge_error> basic_challenge(const refusal& told,
                                                                                 std::string_view realm);

/// What a refused request is told, by RFC 6750 §3.1. It is made of the reason, and says nothing else: no token, no
/// name.
class refusal {
 public:
  constexpr refusal(credential_fault fault) : refusal(400, "invalid_request", describe(fault)) {  // NOLINT: implicit
    const bool is_missing = fault == credential_fault::missing || fault == credential_fault::scheme;
    if (is_missing) *this = {401, {}, {}};  // nothing is wrong yet, so no error is named
  }
  constexpr refusal(const credential_error& error) : refusal(error.reason()) {}         // NOLINT: likewise
  constexpr refusal(denial reason) : refusal(401, "invalid_token", describe(reason)) {  // NOLINT: likewise
    if (reason == denial::unavailable) *this = {503, {}, {}};                           // another token would not help
    if (reason == denial::out_of_scope) *this = {403, "insufficient_scope", describe(reason)};
  }

  /// The HTTP status: 400, 401, 403 or 503.
  [[nodiscard]] constexpr unsigned status() const { return status_; }
  /// RFC 6750's error code, and a sentence for the developer of the client; both are empty where none belongs.
  [[nodiscard]] constexpr std::string_view error() const { return error_; }
  [[nodiscard]] constexpr std::string_view description() const { return description_; }

 private:
  constexpr refusal(unsigned status, std::string_view error, std::string_view description)
      : status_(status), error_(error), description_(description) {}

  unsigned status_;
  std::string_view error_;
  std::string_view description_;
};

/// What a service adds to its challenges.
struct challenge_texts {
  std::string_view realm{};  ///< printable ASCII; quotes and backslashes are escaped
  std::string_view scope{};  ///< the scopes that are needed, with one space between; empty: not said
};

namespace detail {

/// Where a text has the first byte that RFC 9110 §5.6.4 lets no quoted-string hold, or that readers do not agree on.
constexpr std::size_t first_unquotable(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && text[i] >= ' ' && text[i] <= '~') ++i;
  return i;
}

/// Where a text stops being a list of scopes.
constexpr std::size_t first_unscoped(std::string_view text) {
  bool may_part = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool parts = c == ' ' && may_part && i + 1 < text.size();
    if (!parts && (c <= ' ' || c > '~' || c == '"' || c == '\\')) return i;
    may_part = !parts;
  }
  return text.size();
}

}  // namespace detail

/// Writes a parameter as RFC 9110 §5.6.4 quotes it: `name="text"`. The text is printable ASCII.
template <std::size_t Room>
constexpr void put_quoted(bounded_text<Room>& out, std::string_view name, std::string_view text) {
  out.put(name).put("=\"");
  for (const char c : text) {
    if (c == '"' || c == '\\') out.put('\\');
    out.put(c);
  }
  out.put('"');
}

template <std::size_t Room>
constexpr result<challenge<Room>, challenge_error> bearer_challenge(const refusal& told, const challenge_texts& texts) {
  if (told.status() == 503) return challenge<Room>{};
  const std::size_t realm = detail::first_unquotable(texts.realm);
  if (realm < texts.realm.size()) return challenge_error{challenge_fault::realm, realm};
  const std::size_t scope = detail::first_unscoped(texts.scope);
  if (scope < texts.scope.size()) return challenge_error{challenge_fault::scope, scope};
  bounded_text<Room> text;
  put_quoted(text, "Bearer realm", texts.realm);
  if (!told.error().empty()) {
    put_quoted(text, ", error", told.error());
    put_quoted(text, ", error_description", told.description());
  }
  if (!texts.scope.empty()) put_quoted(text, ", scope", texts.scope);
  if (!text.fits()) return challenge_error{challenge_fault::room, Room};
  return challenge<Room>{text};
}

template <std::size_t Room>
constexpr result<challenge<Room>, challenge_error> basic_challenge(const refusal& told, std::string_view realm) {
  if (told.status() != 401) return challenge<Room>{};
  const std::size_t wrong = detail::first_unquotable(realm);
  if (wrong < realm.size()) return challenge_error{challenge_fault::realm, wrong};
  bounded_text<Room> text;
  put_quoted(text, "Basic realm", realm);
  put_quoted(text, ", charset", "UTF-8");
  if (!text.fits()) return challenge_error{challenge_fault::room, Room};
  return challenge<Room>{text};
}

}}  // namespace jeton::v0

#endif

// jeton/gitlab/response.hpp
#ifndef JETON_GITLAB_RESPONSE_HPP
#define JETON_GITLAB_RESPONSE_HPP

namespace jeton { inline namespace v0 { namespace gitlab {

/// What GitLab answers, byte for byte. Texts have Room bytes each.
///
///     const auto answer = gl::api_response(who.error());
///     if (answer) respond(answer->status, answer->content_type, answer->body.view());
template <std::size_t Room = 1024>
struct response {
  unsigned status = 500;
  std::string_view content_type = "application/json";
  bounded_text<Room> body{};
  bounded_text<Room> www_authenticate{};  ///< empty: no such header field
};

/// What is inserted into some responses. Texts may be anything: none can end what it stands in.
struct response_values {
  action what{};                         ///< of insufficient_scope: its scopes are listed, by write_registered
  scope_version server = newest_server;  ///< likewise: as a server of this version lists them
  std::string_view reason{};             ///< of blocked: `Your account has been blocked.`
  std::string_view sudo_target{};        ///< of sudo_target: the user name or id, as it was asked for
  std::string_view token_page{};         ///< of git_denial::password: where the user makes a token, a URL
};

/// The answer of the REST API (lib/api/api_guard.rb, lib/api/helpers.rb). A request whose credential is at fault is
/// answered as one without: unknown. The answer to unavailable is not documented.
template <std::size_t Room = 1024>
[[nodiscard]] constexpr result<response<Room>, response_fault> api_response(denial reason,
                                                                            const response_values& values = {});

/// The answer to Git over HTTP and to the container registry (git_http_client_controller.rb, git_access.rb). The answer
/// to unavailable is not documented; that to registry has the form of the registry's API (OCI distribution, Error
/// Codes).
template <std::size_t Room = 1024>
[[nodiscard]] constexpr result<response<Room>, response_fault> git_response(git_denial reason,
                                                                            const response_values& values = {});

namespace detail {

/// A text inside a JSON string (RFC 8259 §7). Bytes that are no UTF-8 become U+FFFD.
template <std::size_t Room>
constexpr void put_json(bounded_text<Room>& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view named = "\b\f\n\r\t\"\\";
  constexpr std::string_view names = "bfnrt\"\\";
  for (std::size_t i = 0; i < text.size() && out.fits();) {
    const auto next = jeton::detail::text_character::at(text, i);
    const auto byte = static_cast<unsigned char>(text[i]);
    if (const std::size_t name = named.find(text[i]); name != std::string_view::npos) {
      out.put('\\').put(names[name]);
    } else if (byte < 0x20) {
      out.put("\\u00").put(digits[byte / 16]).put(digits[byte % 16]);
    } else {
      out.put(next.is_sound ? text.substr(i, next.size) : "\xEF\xBF\xBD");
    }
    i += next.size;
  }
}

template <std::size_t Room>
constexpr void put_error(response<Room>& out, std::string_view error, std::string_view description) {
  out.body.put("{\"error\":\"").put(error).put("\",\"error_description\":\"").put(description).put('"');
}

template <std::size_t Room>
constexpr void put_invalid_token(response<Room>& out, std::string_view description) {
  out.status = 401;
  put_error(out, "invalid_token", description);
  out.body.put('}');
  put_quoted(out.www_authenticate, "Bearer realm", "Protected by OAuth 2.0");
  put_quoted(out.www_authenticate, ", error", "invalid_token");
  put_quoted(out.www_authenticate, ", error_description", description);
}

/// GitLab sends no WWW-Authenticate with this one.
template <std::size_t Room>
constexpr void put_insufficient_scope(response<Room>& out, std::string_view scope) {
  out.status = 403;
  put_error(out, "insufficient_scope", "The request requires higher privileges than provided by the access token.");
  out.body.put(",\"scope\":\"").put(scope).put("\"}");
}

template <std::size_t Room>
constexpr void put_message(response<Room>& out, unsigned status, std::string_view before, std::string_view value = {},
                           std::string_view after = {}) {
  out.status = status;
  put_json(out.body.put("{\"message\":\"").put(before), value);
  out.body.put(after).put("\"}");
}

template <std::size_t Room>
constexpr void put_text(response<Room>& out, unsigned status, std::string_view text) {
  out.status = status;
  out.content_type = "text/plain; charset=utf-8";
  out.body.put(text);
}

template <std::size_t Room>
constexpr result<response<Room>, response_fault> whole(const response<Room>& written) {
  if (!written.body.fits() || !written.www_authenticate.fits()) return response_fault::room;
  return written;
}

}  // namespace detail

template <std::size_t Room>
constexpr result<response<Room>, response_fault> api_response(denial reason, const response_values& values) {
  response<Room> out;
  switch (reason) {
    case denial::unavailable:
      detail::put_message(out, 503, "503 Service Unavailable");
      break;
    case denial::unknown:
      detail::put_message(out, 401, "401 Unauthorized");
      break;
    case denial::expired:
      detail::put_invalid_token(out, "Token is expired. You can either do re-authorization or token refresh.");
      break;
    case denial::revoked:
      detail::put_invalid_token(out, "Token was revoked. You have to re-authorize from the user.");
      break;
    case denial::impersonation_disabled:
      detail::put_invalid_token(out, "Token is an impersonation token but impersonation was disabled.");
      break;
    case denial::blocked:
      detail::put_message(out, 403, values.reason.empty() ? "403 Forbidden" : "403 Forbidden - ", values.reason);
      break;
    case denial::not_administrator:
      detail::put_message(out, 403, "403 Forbidden - Must be admin to use sudo");
      break;
    case denial::sudo_without_token:
      detail::put_message(out, 403,
                          "403 Forbidden - Must be authenticated using an OAuth or Personal Access Token to use sudo");
      break;
    case denial::sudo_scope:
      detail::put_insufficient_scope(out, "sudo");
      break;
    case denial::sudo_target:
      detail::put_message(out, 404, "404 User with ID or username '", values.sudo_target, "' Not Found");
      break;
    case denial::insufficient_scope:
      char names[300]{};  // as many as write_registered asks for
      detail::put_insufficient_scope(out, write_registered(values.what, names, values.server).value_or(""));
      break;
  }
  return detail::whole(out);
}

template <std::size_t Room>
constexpr result<response<Room>, response_fault> git_response(git_denial reason, const response_values& values) {
  response<Room> out;
  constexpr std::string_view denied = "HTTP Basic: Access denied\n";
  switch (reason) {
    case git_denial::access_denied:
      detail::put_text(out, 401, denied);
      out.www_authenticate.put("Basic realm=\"GitLab\"");
      break;
    case git_denial::unavailable:
      detail::put_text(out, 503, "Service Unavailable\n");
      break;
    case git_denial::password:
      if (!no_controls(values.token_page)) return response_fault::token_page;
      detail::put_text(out, 401, denied);
      out.body
          .put(
              "You must use a personal access token with 'read_repository' or 'write_repository' scope for Git over "
              "HTTP.\nYou can generate one at ")
          .put(values.token_page);
      break;
    case git_denial::download:
      detail::put_text(out, 403, "You are not allowed to download code.");
      break;
    case git_denial::upload:
      detail::put_text(out, 403, "You are not allowed to upload code.");
      break;
    case git_denial::registry:
      out.status = 403;
      out.body.put(R"({"errors":[{"code":"DENIED","message":"access forbidden"}]})");
      break;
    case git_denial::project_not_found:
      detail::put_text(out, 404, "The project you were looking for could not be found.");
      break;
    case git_denial::push:
      detail::put_text(out, 403, "You are not allowed to push code to this project.");
      break;
  }
  return detail::whole(out);
}

}}}  // namespace jeton::v0::gitlab

#endif

// jeton/gitlab.hpp
#ifndef JETON_GITLAB_HPP
#define JETON_GITLAB_HPP

/// GitLab's personal access tokens as a system, built from the parts of jeton: the table of contents.

#endif
