// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DIGEST_DIGEST_HPP
#define JETON_DIGEST_DIGEST_HPP

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>

#include <jeton/bytes/detail/base64.hpp>
#include <jeton/bytes/detail/sha256_core.hpp>
#include <jeton/core/constant_time.hpp>
#include <jeton/core/fixed_string.hpp>
#include <jeton/core/result.hpp>
#include <jeton/core/wipe.hpp>
#include <jeton/digest/fault.hpp>
#include <jeton/format/alphabet.hpp>

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
