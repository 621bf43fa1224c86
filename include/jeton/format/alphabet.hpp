// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_ALPHABET_HPP
#define JETON_FORMAT_ALPHABET_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/byte_set.hpp>
#include <jeton/bytes/detail/digit_runs.hpp>
#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/core/fixed_string.hpp>

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
