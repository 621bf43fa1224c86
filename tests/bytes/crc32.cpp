// SPDX-License-Identifier: BSL-1.0
#include <jeton/bytes/crc32.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"

namespace {

std::string hex(std::uint32_t number) {
  char digits[9];
  std::snprintf(digits, sizeof digits, "%08lx", static_cast<unsigned long>(number));
  return digits;
}

/// The same CRC from its definition, bit by bit: a division of polynomials, each byte and the rest the other way round.
std::uint32_t by_definition(std::string_view text) {
  const auto mirror = [](std::uint32_t bits, int count) {
    std::uint32_t mirrored = 0;
    for (int i = 0; i < count; ++i) mirrored |= (bits >> i & 1) << (count - 1 - i);
    return mirrored;
  };
  std::uint32_t rest = 0xFFFFFFFF;
  for (const char c : text) {
    rest ^= mirror(static_cast<unsigned char>(c), 8) << 24;
    for (int i = 0; i < 8; ++i) rest = (rest & 0x80000000) != 0 ? rest << 1 ^ 0x04C11DB7 : rest << 1;
  }
  return ~mirror(rest, 32);
}

}  // namespace

TEST_CASE("the CRC-32 of known texts") {
  STATIC_REQUIRE(jeton::crc32("123456789") == 0xCBF43926);  // the catalogue of CRC algorithms: CRC-32/ISO-HDLC
  STATIC_REQUIRE(jeton::crc32("") == 0);
  STATIC_REQUIRE(jeton::crc32(std::string_view{"\0", 1}) == 0xD202EF8D);
  STATIC_REQUIRE(jeton::crc32("\xFF\xFF\xFF\xFF") == 0xFFFFFFFF);
  STATIC_REQUIRE(jeton::crc32("The quick brown fox jumps over the lazy dog") == 0x414FA339);
}

TEST_CASE("the CRC-32 of the vectors is zlib's") {
  for (const jeton_tests::row& row : jeton_tests::rows("crc32.tsv", 4)) {
    INFO("crc32.tsv line " << row.line << ": " << row[1]);
    CHECK(hex(jeton::crc32(jeton_tests::unpack(row[2]))) == row[3]);
  }
}

TEST_CASE("the known answers of the token vectors") {
  std::size_t answers = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("token-vectors.tsv", 6)) {
    if (row[0] != "crc32") continue;
    CHECK(hex(jeton::crc32(row[4])) == row[5]);
    ++answers;
  }
  CHECK(answers > 0);
}

TEST_CASE("the CRC-32 of 0 to 300 bytes is that of the definition, at every alignment and within its bytes") {
  for (std::size_t size = 0; size <= 300; ++size) {
    const std::size_t shift = size % 17;
    const std::unique_ptr<char[]> bytes{new char[size + shift]};
    for (std::size_t i = 0; i < size; ++i) bytes[i + shift] = static_cast<char>(i * i * 31 + 7 * size);
    const std::string_view text{bytes.get() + shift, size};
    CAPTURE(size);
    CHECK(jeton::crc32(text) == by_definition(text));
  }
}

TEST_CASE("each flipped bit of 150 bytes changes the CRC-32 as the definition has it") {
  std::string text(150, '\0');
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    char& byte = text[bit / 8];
    byte = static_cast<char>(1 << bit % 8);
    const bool same = jeton::crc32(text) == by_definition(text);
    if (!same) CHECK(same);
    byte = 0;
  }
}
