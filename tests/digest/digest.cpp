// SPDX-License-Identifier: BSL-1.0
#include <jeton/digest/digest.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <jeton/digest/sha256.hpp>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::digest;
using jeton::digest_error;
using jeton::digest_fault;

constexpr unsigned char four[4] = {0xde, 0xad, 0xbe, 0xef};
constexpr digest<4> beef{four};

constexpr std::size_t largest = 66;  // bytes in base.tsv

/// What reading a text as N bytes gives: its bytes, or an error.
struct answer {
  std::string bytes;
  std::optional<digest_error> error;
};
template <std::size_t N>
answer as_answer(const jeton::result<digest<N>, digest_error>& read) {
  if (!read) return {{}, read.error()};
  return {{reinterpret_cast<const char*>(read->bytes().data()), N}, {}};
}
template <std::size_t N>
answer from_hex(std::string_view text) {
  return as_answer(digest<N>::from_hex(text));
}
template <std::size_t N>
answer from_base64(std::string_view text) {
  return as_answer(digest<N>::from_base64(text));
}
template <std::size_t N>
std::string to_text(std::string_view bytes, bool in_hex) {
  unsigned char copy[N];
  for (std::size_t i = 0; i < N; ++i) copy[i] = static_cast<unsigned char>(bytes[i]);
  const digest<N> made{copy};
  return std::string{in_hex ? made.to_hex().view() : made.to_base64().view()};
}

/// The functions above for every size from 1 on.
using reader = answer (*)(std::string_view);
using writer = std::string (*)(std::string_view, bool);
template <std::size_t... I>
constexpr std::array<reader, sizeof...(I)> hex_readers(std::index_sequence<I...>) {
  return {from_hex<I + 1>...};
}
template <std::size_t... I>
constexpr std::array<reader, sizeof...(I)> base64_readers(std::index_sequence<I...>) {
  return {from_base64<I + 1>...};
}
template <std::size_t... I>
constexpr std::array<writer, sizeof...(I)> writers(std::index_sequence<I...>) {
  return {to_text<I + 1>...};
}

digest_fault fault_called(std::string_view name) {
  return name == "length" ? digest_fault::length : name == "alphabet" ? digest_fault::alphabet : digest_fault::trailing;
}

}  // namespace

TEST_CASE("digests of the same bytes are equal, others are not") {
  STATIC_REQUIRE(beef == digest<4>{four});
  constexpr unsigned char last_bit[4] = {0xde, 0xad, 0xbe, 0xee};
  constexpr unsigned char first_bit[4] = {0x5e, 0xad, 0xbe, 0xef};
  STATIC_REQUIRE(beef != digest<4>{last_bit});
  STATIC_REQUIRE(beef != digest<4>{first_bit});
  STATIC_REQUIRE(jeton::sha256("a") != jeton::sha256("b"));
}

TEST_CASE("an empty digest equals nothing, not even itself") {
  STATIC_REQUIRE(digest<32>{}.empty());
  STATIC_REQUIRE_FALSE(digest<32>{} == digest<32>{});
  STATIC_REQUIRE_FALSE(digest<32>{} == jeton::sha256(""));
  STATIC_REQUIRE_FALSE(jeton::sha256("") == digest<32>{});
  CONSTEXPR auto cleared = digest<4>::from_hex("00000000");
  STATIC_REQUIRE(cleared->empty());
  STATIC_REQUIRE_FALSE(*cleared == *cleared);
  STATIC_REQUIRE_FALSE(beef.empty());
  STATIC_REQUIRE_FALSE(digest<4>::from_hex("00000001")->empty());
}

TEST_CASE("digests have no order and do not compare across sizes") {
  STATIC_REQUIRE_FALSE(std::totally_ordered<digest<32>>);
  STATIC_REQUIRE_FALSE(std::equality_comparable_with<digest<32>, digest<20>>);
}

TEST_CASE("a digest is written and read in hexadecimal and base64") {
  STATIC_REQUIRE(beef.to_hex() == "deadbeef");
  STATIC_REQUIRE(beef.to_base64() == "3q2+7w==");
  STATIC_REQUIRE(*digest<4>::from_hex("deadbeef") == beef);
  STATIC_REQUIRE(*digest<4>::from_hex("DEADBEEF") == beef);
  STATIC_REQUIRE(*digest<4>::from_base64("3q2+7w==") == beef);
  STATIC_REQUIRE(digest<32>::hex_size == 64);
  STATIC_REQUIRE(digest<32>::base64_size == 44);
  STATIC_REQUIRE(beef.bytes()[1] == 0xad);
  STATIC_REQUIRE(digest<4>{std::span<const unsigned char, 4>{four}} == beef);
}

TEST_CASE("a text that is no digest is refused with reason and position") {
  STATIC_REQUIRE(digest<4>::from_hex("deadbeef0").error() == digest_error{digest_fault::length, 8});
  STATIC_REQUIRE(digest<4>::from_hex("deadbee").error() == digest_error{digest_fault::length, 7});
  STATIC_REQUIRE(digest<4>::from_hex("deadbEef").error() == digest_error{digest_fault::alphabet, 5});
  STATIC_REQUIRE(digest<4>::from_hex({"de\0dbeef", 8}).error() == digest_error{digest_fault::alphabet, 2});
  STATIC_REQUIRE(digest<4>::from_base64("3q2-7w==").error() == digest_error{digest_fault::alphabet, 3});
  STATIC_REQUIRE(digest<4>::from_base64("3q2+7wA=").error() == digest_error{digest_fault::alphabet, 6});
  STATIC_REQUIRE(digest<4>::from_base64("3q2+7x==").error() == digest_error{digest_fault::trailing, 5});
  STATIC_REQUIRE_FALSE(describe(digest_error{digest_fault::trailing, 5}).empty());
}

TEST_CASE("every row of base.tsv is read, refused and written as it says") {
  constexpr auto sizes = std::make_index_sequence<largest>{};
  std::size_t judged = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("base.tsv", 7)) {
    const std::size_t size = std::stoul(row[1]);
    if (row[0] == "base64url" || size == 0) continue;  // a digest has bytes; base64url is no text of a digest
    const bool in_hex = row[0] == "hex";
    const std::string text = jeton_tests::unescape(row[5]);
    const std::string bytes = jeton_tests::unpack(row[4]);
    INFO("base.tsv line " << row.line << ": " << row[0] << ", " << row[6]);
    const answer read = (in_hex ? hex_readers(sizes) : base64_readers(sizes))[size - 1](text);
    if (row[2] == "valid" || row[2] == "read") {
      CHECK_FALSE(read.error.has_value());
      CHECK(read.bytes == bytes);
    } else {
      CHECK(read.error == digest_error{fault_called(row[2]), std::stoul(row[3])});
    }
    if (row[2] == "valid") CHECK(writers(sizes)[size - 1](bytes, in_hex) == text);
    ++judged;
  }
  CHECK(judged > 200);
}

TEST_CASE("a fingerprint is a hash of its own, never the beginning of a digest") {
  // Python: hashlib.sha256(b"jeton fingerprint v1\0" + text).hexdigest()[:12]
  STATIC_REQUIRE(jeton::fingerprint("") == "52c4d8a920d6");
  STATIC_REQUIRE(jeton::fingerprint("acme_pat_") == "18dd9611534d");
  for (const std::string_view text : {"", "a", "acme_pat_", "0123456789"}) {
    const auto hex = jeton::sha256(text).to_hex();
    CHECK(hex.view().find(jeton::fingerprint(text).view()) == std::string_view::npos);
    CHECK(jeton::hmac_sha256("", text).to_hex().view().find(jeton::fingerprint(text).view()) == std::string_view::npos);
  }
}
