// SPDX-License-Identifier: BSL-1.0
#include <jeton/sha256.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jeton/cpu_path.hpp>

#include "catch.hpp"
#include "vectors.hpp"
#include "walled.hpp"

namespace {

using jeton::hmac_sha256;
using jeton::hmac_sha256_hasher;
using jeton::sha256;
using jeton::sha256_hasher;

/// Bytes 0, 1, 2 … 250, 0, 1 …: no block is like another.
std::string painted(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(i % 251);
  return text;
}

/// Runs `test` once for each path of SHA-256 that this processor has, the slowest first.
template <class Test>
void on_every_path(Test test) {
  namespace cpu = jeton::detail::cpu;
  struct lifted {
    ~lifted() { cpu::limit_to(cpu::all); }
  } const at_the_end;
  for (const cpu::features some : {cpu::features{0}, cpu::avx2, cpu::sha_ni, cpu::avx512, cpu::neon_sha2, cpu::all}) {
    cpu::limit_to(some);
    if (some != 0 && cpu::usable() == cpu::known) continue;
    const auto paths = jeton::cpu_path();
    INFO("path " << std::string{describe(paths.sha256)} << ", of many " << std::string{describe(paths.sha256_each)});
    test();
  }
}

/// The oracle: the portable code alone, on a text that is padded here.
jeton::digest<32> by_oracle(std::string text) {
  const std::uint64_t bits = text.size() * 8;
  text += '\x80';
  while (text.size() % 64 != 56) text += '\0';
  for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(bits >> shift & 0xFF);
  std::uint32_t chain[8];
  for (std::size_t i = 0; i < 8; ++i) chain[i] = jeton::detail::sha256_constant.initial[i];
  jeton::detail::portable::sha256_blocks(chain, text.data(), text.size() / 64);
  unsigned char bytes[32];
  for (std::size_t i = 0; i < 32; ++i) bytes[i] = static_cast<unsigned char>(chain[i / 4] >> (24 - i % 4 * 8));
  return jeton::digest<32>{bytes};
}

/// Bytes that look like chance, always the same.
std::string scattered(std::size_t size, std::uint32_t seed) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    seed = seed * 1664525 + 1013904223;
    text += static_cast<char>(seed >> 24);
  }
  return text;
}

std::vector<jeton::digest<32>> hash_each(const std::vector<std::string_view>& texts) {
  std::vector<jeton::digest<32>> digests(texts.size());
  jeton::sha256_each(texts, digests);
  return digests;
}

constexpr bool each_of_three() {
  constexpr std::string_view texts[] = {"", "abc", "a"};
  jeton::digest<32> digests[4] = {{}, {}, {}, sha256("left from before")};
  jeton::sha256_each(texts, digests);
  return digests[0] == sha256("") && digests[1] == sha256("abc") && digests[2] == sha256("a") && digests[3].empty();
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
      const auto twins = hash_each(std::vector<std::string_view>(20, text));
      for (const auto& digest : twins) CHECK(digest.to_hex() == row[3]);
    });
  }
}

TEST_CASE("SHA-256 of each of three texts") { STATIC_REQUIRE(each_of_three()); }

TEST_CASE("on every path, SHA-256 of each of 0 to 40 texts of mixed sizes") {
  std::vector<std::string> texts;
  std::vector<jeton::digest<32>> expected;
  for (std::size_t i = 0; i < 41 * 7; ++i) {
    const std::size_t size = i % 5 == 0 ? 40 : i * 97 % 301;
    texts.push_back(scattered(size, static_cast<std::uint32_t>(i)));
    expected.push_back(by_oracle(texts.back()));
  }
  on_every_path([&] {
    for (std::size_t from = 0; from < 41 * 6; from += 13) {
      for (std::size_t count = 0; count <= 40; ++count) {
        std::vector<std::string_view> batch;
        for (std::size_t i = 0; i < count; ++i) batch.emplace_back(texts[from + i]);
        const auto digests = hash_each(batch);
        CAPTURE(from, count);
        bool same = true;
        for (std::size_t i = 0; i < count; ++i) same = same && digests[i] == expected[from + i];
        CHECK(same);
      }
    }
  });
}

TEST_CASE("on every path, texts of equal size, and one that is much longer, among many") {
  std::vector<std::string> texts;
  for (std::size_t size = 0; size <= 130; ++size) {
    texts.assign(37, {});
    for (std::size_t i = 0; i < texts.size(); ++i) {
      texts[i] = scattered(i == size % 37 ? 3000 : size, static_cast<std::uint32_t>(i + size));
    }
    const std::vector<std::string_view> batch(texts.begin(), texts.end());
    std::vector<jeton::digest<32>> expected;
    for (const std::string& text : texts) expected.push_back(by_oracle(text));
    on_every_path([&] {
      const auto digests = hash_each(batch);
      CAPTURE(size);
      bool same = true;
      for (std::size_t i = 0; i < texts.size(); ++i) same = same && digests[i] == expected[i];
      CHECK(same);
    });
  }
}

TEST_CASE("digests without a text become empty, and texts without room are left out") {
  on_every_path([] {
    const std::vector<std::string_view> texts(20, "abc");
    std::vector<jeton::digest<32>> digests(30, sha256("left from before"));
    jeton::sha256_each(texts, digests);
    for (std::size_t i = 0; i < 30; ++i) CHECK(i < 20 ? digests[i] == sha256("abc") : digests[i].empty());
    digests.assign(10, {});
    jeton::sha256_each(texts, digests);
    for (const auto& digest : digests) CHECK(digest == sha256("abc"));
  });
}

TEST_CASE("on every path, nothing is read outside a text") {
  for (std::size_t size = 0; size <= 300; ++size) {
    const jeton_tests::walled walled{scattered(size, 7)};
    for (const std::string_view text : {walled.at_the_beginning(), walled.at_the_end()}) {
      const auto expected = by_oracle(std::string{text});
      on_every_path([&] {
        CAPTURE(size);
        CHECK(sha256(text) == expected);
        for (const auto& digest : hash_each(std::vector<std::string_view>(18, text))) CHECK(digest == expected);
      });
    }
  }
}
