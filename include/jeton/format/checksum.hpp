// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_CHECKSUM_HPP
#define JETON_FORMAT_CHECKSUM_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/bytes/crc32.hpp>
#include <jeton/bytes/detail/sha256_core.hpp>
#include <jeton/core/constant_time.hpp>
#include <jeton/core/wipe.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/detail/exact_division.hpp>

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
