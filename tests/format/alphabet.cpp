// SPDX-License-Identifier: BSL-1.0
#include <jeton/format/alphabet.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "../support/catch.hpp"

namespace {

struct vowels : jeton::alphabet<"aeiou"> {};
struct two : jeton::alphabet<"ba"> {};
struct scattered : jeton::alphabet<"~!Zz0"> {};

/// Digits typed once more, from RFC 4648 and the issuers' descriptions.
template <class Digits>
constexpr bool is(std::string_view digits) {
  return Digits::digits == digits && Digits::size == digits.size();
}

/// Whether `contains` finds every byte that is no digit, at every place of texts of up to 70 bytes.
template <class Digits>
bool finds_every_stranger() {
  std::string digits;
  for (std::size_t value = 0; digits.size() < 70; value = (value + 7) % Digits::size) digits += Digits::digits[value];
  for (std::size_t size = 1; size <= digits.size(); ++size) {
    const std::unique_ptr<char[]> text{new char[size]};  // exactly so many bytes: a sanitizer sees a read behind them
    digits.copy(text.get(), size);
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        text[at] = static_cast<char>(byte);
        const bool is_digit = Digits::digits.find(text[at]) != std::string_view::npos;
        if (Digits::contains({text.get(), size}) != is_digit) return false;
      }
      text[at] = digits[at];
    }
  }
  return true;
}

}  // namespace

TEST_CASE("the digits of each alphabet stand in the order of their values") {
  STATIC_REQUIRE(is<jeton::base62_digits>("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"));
  STATIC_REQUIRE(
      is<jeton::base62_lower_first_digits>("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  STATIC_REQUIRE(is<jeton::base64_digits>("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"));
  STATIC_REQUIRE(is<jeton::base64url_digits>("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"));
  STATIC_REQUIRE(is<jeton::base58_digits>("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"));
  STATIC_REQUIRE(is<jeton::base36_digits>("0123456789abcdefghijklmnopqrstuvwxyz"));
  STATIC_REQUIRE(is<jeton::base36_upper_digits>("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  STATIC_REQUIRE(is<jeton::base32_digits>("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
  STATIC_REQUIRE(is<jeton::base32_lower_digits>("abcdefghijklmnopqrstuvwxyz234567"));
  STATIC_REQUIRE(is<jeton::hex_digits>("0123456789abcdef"));
  STATIC_REQUIRE(is<jeton::upper_hex_digits>("0123456789ABCDEF"));
  STATIC_REQUIRE(is<jeton::decimal_digits>("0123456789"));
  STATIC_REQUIRE(is<jeton::lower_digits>("abcdefghijklmnopqrstuvwxyz"));
  STATIC_REQUIRE(is<jeton::upper_digits>("ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  STATIC_REQUIRE(is<vowels>("aeiou"));
}

TEST_CASE("printable digits are ASCII from the exclamation mark to the tilde") {
  STATIC_REQUIRE(jeton::printable_digits::size == 94);
  STATIC_REQUIRE(jeton::printable_digits::digits.front() == '!');
  STATIC_REQUIRE(jeton::printable_digits::digits.back() == '~');
  std::string all;
  for (char c = '!'; c <= '~'; ++c) all += c;
  CHECK(jeton::printable_digits::digits == all);
}

TEST_CASE("a text is of an alphabet when each of its bytes is a digit") {
  STATIC_REQUIRE(vowels::contains(""));
  STATIC_REQUIRE(vowels::contains("iou"));
  STATIC_REQUIRE_FALSE(vowels::contains("ioU"));
  STATIC_REQUIRE_FALSE(vowels::contains("iou "));
  STATIC_REQUIRE_FALSE(vowels::contains(std::string_view{"io\0u", 4}));
  STATIC_REQUIRE_FALSE(jeton::hex_digits::contains("0123456789abcdefg"));
  STATIC_REQUIRE_FALSE(jeton::base58_digits::contains("1l"));
}

TEST_CASE("every byte that is no digit is found at every place of a text") {
  CHECK(finds_every_stranger<jeton::base62_digits>());
  CHECK(finds_every_stranger<jeton::base64url_digits>());
  CHECK(finds_every_stranger<jeton::base58_digits>());
  CHECK(finds_every_stranger<jeton::hex_digits>());
  CHECK(finds_every_stranger<jeton::printable_digits>());
  CHECK(finds_every_stranger<scattered>());
  CHECK(finds_every_stranger<two>());
}

TEST_CASE("a field has the sizes and the digits that it says") {
  STATIC_REQUIRE(decltype(jeton::base62<30>)::min_size == 30);
  STATIC_REQUIRE(decltype(jeton::base62<30>)::max_size == 30);
  STATIC_REQUIRE(decltype(jeton::decimal<1, 20>)::min_size == 1);
  STATIC_REQUIRE(decltype(jeton::decimal<1, 20>)::max_size == 20);
  STATIC_REQUIRE(is<decltype(jeton::base36<4>)::digits>("0123456789abcdefghijklmnopqrstuvwxyz"));
  STATIC_REQUIRE(is<decltype(jeton::lower<4>)::digits>("abcdefghijklmnopqrstuvwxyz"));
}
