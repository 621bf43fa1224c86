// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_BASE64_HPP
#define JETON_BYTES_DETAIL_BASE64_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/core/constant_time.hpp>
#include <jeton/core/wipe.hpp>

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
