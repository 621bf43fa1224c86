// SPDX-License-Identifier: BSL-1.0
// Expected digits are those of Python: zlib.crc32 and hashlib.sha256, written by tests/python/formats.py's in_base.
#include <jeton/format/checksum.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::covers;
using jeton::crc32_check;
using jeton::fixed_string;
using jeton::sha256_check;

struct vowels : jeton::alphabet<"aeiou"> {};

/// What a check writes for a text.
template <class Check>
constexpr auto of(std::string_view text) {
  fixed_string<Check::min_size> digits;
  Check::write(text, digits.chars);
  return digits;
}

/// What a check accepts for a text.
template <class Check>
constexpr bool matches(std::string_view text, std::string_view digits) {
  return digits.size() == Check::min_size && Check::matches(text, digits.data());
}

template <class Digits, std::size_t Width>
constexpr auto written(std::uint64_t number) {
  fixed_string<Width> digits;
  jeton::length_field<Digits, Width>::write(number, digits.chars);
  return digits;
}

constexpr std::string_view sample = "123456789";  // its CRC-32 is CBF43926

}  // namespace

TEST_CASE("a CRC-32 is written in the digits, width and byte order that its format asks for") {
  STATIC_REQUIRE(of<crc32_check<jeton::base62_digits, 6>>(sample) == "3jZRME");
  STATIC_REQUIRE(of<crc32_check<jeton::base62_lower_first_digits, 6>>(sample) == "3Jzrme");
  STATIC_REQUIRE(of<crc32_check<jeton::base36_digits, 7>>(sample) == "1kl8mjq");
  STATIC_REQUIRE(of<crc32_check<jeton::base36_upper_digits, 7>>(sample) == "1KL8MJQ");
  STATIC_REQUIRE(of<crc32_check<jeton::base32_digits, 7>>(sample) == "DF7IOJG");
  STATIC_REQUIRE(of<crc32_check<jeton::hex_digits, 8>>(sample) == "cbf43926");
  STATIC_REQUIRE(of<crc32_check<jeton::upper_hex_digits, 8>>(sample) == "CBF43926");
  STATIC_REQUIRE(of<crc32_check<jeton::hex_digits, 8, covers::body, std::endian::little>>(sample) == "2639f4cb");
  STATIC_REQUIRE(of<crc32_check<jeton::upper_hex_digits, 8, covers::body, std::endian::little>>(sample) == "2639F4CB");
  STATIC_REQUIRE(of<crc32_check<jeton::base62_digits, 6, covers::body, std::endian::little>>(sample) == "0hOxrP");
  STATIC_REQUIRE(of<crc32_check<jeton::decimal_digits, 10>>(sample) == "3421780262");
  STATIC_REQUIRE(of<crc32_check<vowels, 14>>(sample) == "iuaaeuoouoiaii");
}

TEST_CASE("a number is padded on the left with the digit for zero") {
  STATIC_REQUIRE(of<crc32_check<jeton::base62_digits, 6>>("") == "000000");
  STATIC_REQUIRE(of<crc32_check<jeton::base62_digits, 9>>(sample) == "0003jZRME");
  STATIC_REQUIRE(of<crc32_check<jeton::hex_digits, 16>>(sample) == "00000000cbf43926");
  STATIC_REQUIRE(of<crc32_check<jeton::base32_digits, 8>>(sample) == "ADF7IOJG");
  STATIC_REQUIRE(of<crc32_check<vowels, 16>>("") == "aaaaaaaaaaaaaaaa");
}

TEST_CASE("the largest CRC-32 fits into the digits that are enough for it") {
  STATIC_REQUIRE(written<jeton::base62_digits, 6>(0xFFFFFFFF) == "4gfFC3");
  STATIC_REQUIRE(written<jeton::base36_digits, 7>(0xFFFFFFFF) == "1z141z3");
  STATIC_REQUIRE(written<jeton::base32_digits, 7>(0xFFFFFFFF) == "D777777");
  STATIC_REQUIRE(written<jeton::hex_digits, 8>(0xFFFFFFFF) == "ffffffff");
  STATIC_REQUIRE(written<jeton::decimal_digits, 10>(0xFFFFFFFF) == "4294967295");
}

TEST_CASE("the known answers of the token vectors") {
  std::size_t answers = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("token-vectors.tsv", 6)) {
    if (row[0] != "base62" && row[0] != "base36") continue;
    const std::uint64_t number = std::stoull(row[4], nullptr, 16);
    CHECK(row[0] == "base62" ? written<jeton::base62_digits, 6>(number) == row[5]
                             : written<jeton::base36_digits, 7>(number) == row[5]);
    ++answers;
  }
  CHECK(answers > 0);
}

TEST_CASE("numbers around every power of the radix are written as the definition has it") {
  const auto by_definition = [](std::uint64_t number, std::string_view digits, std::size_t width) {
    std::string text(width, digits[0]);
    for (std::size_t i = width; i-- > 0; number /= digits.size()) text[i] = digits[number % digits.size()];
    return text;
  };
  const auto agrees = [&]<class Digits>(Digits) {
    for (std::uint64_t power = 1; power <= 0xFFFFFFFF; power *= Digits::size) {
      for (std::uint64_t factor = 1; factor < Digits::size; ++factor) {
        for (const std::uint64_t number : {factor * power - 1, factor * power, factor * power + 1}) {
          if (number > 0xFFFFFFFF) continue;
          if (written<Digits, 16>(number) != by_definition(number, Digits::digits, 16)) return false;
        }
      }
    }
    return true;
  };
  CHECK(agrees(jeton::base62_digits{}));
  CHECK(agrees(jeton::base58_digits{}));
  CHECK(agrees(jeton::base36_digits{}));
  CHECK(agrees(jeton::base32_digits{}));
  CHECK(agrees(jeton::decimal_digits{}));
  CHECK(agrees(jeton::printable_digits{}));
  CHECK(agrees(vowels{}));
}

TEST_CASE("a SHA-256 is cut to the leading bits that the digits hold") {
  // SHA-256 of "abc" begins ba7816bf8f01cfea (FIPS 180-4).
  STATIC_REQUIRE(of<sha256_check<jeton::hex_digits, 16>>("abc") == "ba7816bf8f01cfea");
  STATIC_REQUIRE(of<sha256_check<jeton::upper_hex_digits, 5>>("abc") == "BA781");
  STATIC_REQUIRE(of<sha256_check<jeton::base32_digits, 8>>("abc") == "XJ4BNP4P");
  STATIC_REQUIRE(of<sha256_check<jeton::base32_digits, 1>>("abc") == "X");
  STATIC_REQUIRE(of<sha256_check<jeton::base64url_digits, 10>>("abc") == "ungWv48Bz-");
}

TEST_CASE("exactly the digits that are written match") {
  using check = crc32_check<jeton::base62_digits, 6>;
  STATIC_REQUIRE(matches<check>(sample, "3jZRME"));
  STATIC_REQUIRE_FALSE(matches<check>(sample, "3jZRMF"));
  STATIC_REQUIRE_FALSE(matches<check>(sample, "4jZRME"));
  STATIC_REQUIRE_FALSE(matches<check>(sample, "3Jzrme"));
  STATIC_REQUIRE_FALSE(matches<check>("123456780", "3jZRME"));
  STATIC_REQUIRE_FALSE(matches<crc32_check<jeton::hex_digits, 8>>(sample, "CBF43926"));
}

TEST_CASE("the digits of a number 2^32 above the CRC-32 do not match") {
  using check = crc32_check<jeton::base62_digits, 6>;
  for (std::uint64_t factor = 1; factor <= 12; ++factor) {
    std::uint64_t number = jeton::crc32(sample) + (factor << 32);
    char digits[6];
    for (std::size_t i = 6; i-- > 0; number /= 62) digits[i] = jeton::base62_digits::digits[number % 62];
    REQUIRE(number == 0);
    CHECK_FALSE(check::matches(sample, digits));
  }
}

TEST_CASE("a length field has the number of bytes in its digits") {
  using length = jeton::length_field<jeton::base36_digits, 2>;
  STATIC_REQUIRE(length::matches(27, "0r"));
  STATIC_REQUIRE(length::matches(300, "8c"));
  STATIC_REQUIRE_FALSE(length::matches(27, "0s"));
  STATIC_REQUIRE_FALSE(length::matches(27, "0R"));
  STATIC_REQUIRE(jeton::length_field<jeton::decimal_digits, 3>::matches(45, "045"));
}
