// SPDX-License-Identifier: BSL-1.0
#include <jeton/digest/sha256.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../support/catch.hpp"
#include "../support/guard_pages.hpp"
#include "../support/sha256_paths.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::hmac_sha256;
using jeton::hmac_sha256_hasher;
using jeton::sha256;
using jeton::sha256_hasher;
using jeton_tests::by_oracle;
using jeton_tests::on_every_path;
using jeton_tests::scattered;

/// Bytes 0, 1, 2 … 250, 0, 1 …: no block is like another.
std::string painted(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(i % 251);
  return text;
}

constexpr jeton::digest<32> of_pieces(std::string_view first, std::string_view second) {
  sha256_hasher hasher;
  hasher.update(first);
  hasher.update(second);
  return hasher.finish();
}

}  // namespace

TEST_CASE("SHA-256 of the examples of FIPS 180-4") {
  STATIC_REQUIRE(sha256("").to_hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  STATIC_REQUIRE(sha256("abc").to_hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  STATIC_REQUIRE(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").to_hex() ==
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("SHA-256 of the vectors") {
  for (const jeton_tests::row& row : jeton_tests::rows("sha256.tsv", 4)) {
    INFO("sha256.tsv line " << row.line << ": " << row[1]);
    CHECK(sha256(jeton_tests::unpack(row[2])).to_hex() == row[3]);
  }
}

TEST_CASE("SHA-256 in two pieces is that of the whole, wherever it is cut") {
  STATIC_REQUIRE(of_pieces("ab", "c") == sha256("abc"));
  STATIC_REQUIRE(of_pieces("", "abc") == sha256("abc"));
  for (const std::size_t size : {1u, 55u, 56u, 63u, 64u, 65u, 119u, 120u, 127u, 128u, 129u, 200u}) {
    const std::string text = painted(size);
    const auto whole = sha256(text);
    for (std::size_t cut = 0; cut <= size; ++cut) {
      CAPTURE(size, cut);
      CHECK(of_pieces(std::string_view{text}.substr(0, cut), std::string_view{text}.substr(cut)) == whole);
    }
  }
}

TEST_CASE("SHA-256 in pieces of equal size is that of the whole") {
  const std::string text = painted(500);
  for (std::size_t piece = 1; piece <= 130; ++piece) {
    sha256_hasher hasher;
    for (std::size_t at = 0; at < text.size(); at += piece) hasher.update(std::string_view{text}.substr(at, piece));
    CAPTURE(piece);
    CHECK(hasher.finish() == sha256(text));
  }
}

TEST_CASE("a hasher that has finished is as new") {
  sha256_hasher hasher;
  hasher.update("something else");
  (void)hasher.finish();
  hasher.update("abc");
  CHECK(hasher.finish() == sha256("abc"));
  CHECK(hasher.finish() == sha256(""));
}

TEST_CASE("bytes are hashed as characters are") {
  constexpr unsigned char bytes[] = {'a', 'b', 'c'};
  sha256_hasher hasher;
  hasher.update(std::span<const unsigned char>{bytes});
  CHECK(hasher.finish() == sha256("abc"));
  hmac_sha256_hasher coder{"key"};
  coder.update(std::span<const unsigned char>{bytes});
  CHECK(coder.finish() == hmac_sha256("key", "abc"));
}

TEST_CASE("a copy of a hasher goes on by itself") {
  sha256_hasher hasher;
  hasher.update("ab");
  sha256_hasher copy = hasher;
  hasher.update("x");
  copy.update("c");
  CHECK(copy.finish() == sha256("abc"));
  CHECK(hasher.finish() == sha256("abx"));
}

TEST_CASE("HMAC-SHA-256 of RFC 4231's second test case") {
  STATIC_REQUIRE(hmac_sha256("Jefe", "what do ya want for nothing?").to_hex() ==
                 "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("HMAC-SHA-256 of the vectors") {
  for (const jeton_tests::row& row : jeton_tests::rows("hmac_sha256.tsv", 5)) {
    INFO("hmac_sha256.tsv line " << row.line << ": " << row[1]);
    CHECK(hmac_sha256(jeton_tests::unpack(row[2]), jeton_tests::unpack(row[3])).to_hex() == row[4]);
  }
}

TEST_CASE("HMAC-SHA-256 in two pieces is that of the whole, wherever it is cut") {
  const std::string text = painted(200);
  const auto whole = hmac_sha256("a pepper of thirty-two bytes, no less", text);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    hmac_sha256_hasher hasher{"a pepper of thirty-two bytes, no less"};
    hasher.update(std::string_view{text}.substr(0, cut));
    hasher.update(std::string_view{text}.substr(cut));
    CAPTURE(cut);
    CHECK(hasher.finish() == whole);
  }
}

TEST_CASE("a key that is longer than a block stands for its hash, one that is shorter for itself and zeros") {
  const std::string block = painted(64);
  const std::string longer = painted(65);
  const auto hash = sha256(longer);
  const std::string_view hash_bytes{reinterpret_cast<const char*>(hash.bytes().data()), 32};
  CHECK(hmac_sha256(longer, "text") == hmac_sha256(hash_bytes, "text"));
  CHECK(hmac_sha256("key", "text") == hmac_sha256(std::string_view{"key\0\0", 5}, "text"));
  CHECK(hmac_sha256(block, "text") != hmac_sha256(longer, "text"));
  CHECK(hmac_sha256("", "text") == hmac_sha256(std::string_view{"\0", 1}, "text"));
}

TEST_CASE("a key is no part of the text") {
  CHECK(hmac_sha256("ab", "c") != hmac_sha256("a", "bc"));
  CHECK(hmac_sha256("key", "") != sha256("key"));
}

TEST_CASE("on every path, SHA-256 of 0 to 300 bytes is what Python says") {
  // Python: hashlib.sha256(b"".join(hashlib.sha256(bytes(i % 251 for i in range(n))).digest() for n in range(301)))
  on_every_path([] {
    sha256_hasher all;
    for (std::size_t size = 0; size <= 300; ++size) all.update(sha256(painted(size)).bytes());
    CHECK(all.finish().to_hex() == "b90e35153500e9a471591550ee25a954527c6b4448afff95f7949a2ca93300ce");
  });
}

TEST_CASE("on every path, SHA-256 is that of the oracle, at every alignment") {
  const std::string text = scattered(400, 1);
  for (std::size_t size = 0; size <= 300; ++size) {
    for (std::size_t shift = 0; shift < (size < 130 ? 64 : 4); ++shift) {
      const auto expected = by_oracle(text.substr(shift, size));
      on_every_path([&] {
        CAPTURE(size, shift);
        CHECK(sha256(std::string_view{text}.substr(shift, size)) == expected);
      });
    }
  }
}

TEST_CASE("on every path, SHA-256 of the vectors") {
  for (const jeton_tests::row& row : jeton_tests::rows("sha256.tsv", 4)) {
    const std::string text = jeton_tests::unpack(row[2]);
    on_every_path([&] {
      INFO("sha256.tsv line " << row.line << ": " << row[1]);
      CHECK(sha256(text).to_hex() == row[3]);
    });
  }
}

TEST_CASE("on every path, nothing is read outside a text") {
  for (std::size_t size = 0; size <= 300; ++size) {
    const jeton_tests::guard_pages pages{scattered(size, 7)};
    for (const std::string_view text : {pages.at_the_beginning(), pages.at_the_end()}) {
      const auto expected = by_oracle(std::string{text});
      on_every_path([&] {
        CAPTURE(size);
        CHECK(sha256(text) == expected);
      });
    }
  }
}
