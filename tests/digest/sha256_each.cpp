// SPDX-License-Identifier: BSL-1.0
#include <jeton/digest/sha256_each.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../support/catch.hpp"
#include "../support/guard_pages.hpp"
#include "../support/sha256_paths.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::sha256;
using jeton_tests::by_oracle;
using jeton_tests::on_every_path;
using jeton_tests::scattered;

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

}  // namespace

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

TEST_CASE("on every path, twenty times each of the vectors") {
  for (const jeton_tests::row& row : jeton_tests::rows("sha256.tsv", 4)) {
    const std::string text = jeton_tests::unpack(row[2]);
    on_every_path([&] {
      INFO("sha256.tsv line " << row.line << ": " << row[1]);
      for (const auto& digest : hash_each(std::vector<std::string_view>(20, text))) CHECK(digest.to_hex() == row[3]);
    });
  }
}

TEST_CASE("on every path, nothing is read outside of many texts") {
  for (std::size_t size = 0; size <= 300; ++size) {
    const jeton_tests::guard_pages pages{scattered(size, 7)};
    for (const std::string_view text : {pages.at_the_beginning(), pages.at_the_end()}) {
      const auto expected = by_oracle(std::string{text});
      on_every_path([&] {
        CAPTURE(size);
        for (const auto& digest : hash_each(std::vector<std::string_view>(18, text))) CHECK(digest == expected);
      });
    }
  }
}
