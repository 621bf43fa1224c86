// SPDX-License-Identifier: BSL-1.0
// Every path, every size and every change: tests/bytes/simd.cpp.
#include <jeton/format/valid_each.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../support/catch.hpp"

namespace {

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using session = jeton::token_format<"s-", jeton::hex<4, 64>>;
using jeton::valid_each;

// zlib.crc32(b"acme_pat_0123456789ABCDEFGHIJKLMNOPQRST") in base62, by Python; and the same token with another digit
constexpr std::string_view body = "0123456789ABCDEFGHIJKLMNOPQRST";
constexpr std::string_view check = "2Fv1aT";
constexpr std::size_t size = acme_pat::size;

/// So many good tokens side by side, but for those whose places are `bad`, where a digit is changed.
template <std::size_t Count, std::size_t BadCount>
constexpr std::array<char, Count * size> tokens(const std::size_t (&bad)[BadCount]) {
  std::array<char, Count * size> all{};
  char* at = all.data();
  for (std::size_t i = 0; i < Count; ++i) {
    for (const std::string_view part : {std::string_view{"acme_pat_"}, body, check}) {
      for (const char c : part) *at++ = c;
    }
  }
  for (const std::size_t i : bad) all[i * size + 9 + i % 30] = '!';
  return all;
}

}  // namespace

TEST_CASE("tokens side by side: each has its verdict, and the good ones are counted") {
  constexpr auto found = [] {
    constexpr auto all = tokens<11>({2, 3, 10});
    struct result {
      std::size_t good = 0;
      std::array<bool, 12> verdicts{};
    } result;
    result.verdicts[11] = true;
    result.good = valid_each<acme_pat>(std::span<const char>{all}, std::span{result.verdicts}.first(11));
    return result;
  };
  constexpr std::array<bool, 12> expected{true, true, false, false, true, true, true, true, true, true, false, true};
  STATIC_REQUIRE(found().good == 8);
  STATIC_REQUIRE(found().verdicts == expected);
  REQUIRE(found().verdicts == expected);  // on the fastest path
}

TEST_CASE("texts that stand anywhere and have any size") {
  const auto all = tokens<6>({1});
  const std::string_view text{all.data(), all.size()};
  std::vector<std::string_view> texts;
  for (std::size_t i = 0; i < 6; ++i) texts.push_back(text.substr(i * size, size));
  texts[2].remove_suffix(1);
  texts.insert(texts.begin() + 4, {std::string_view{}, text.substr(0, size + 1)});
  bool verdicts[8];
  REQUIRE(valid_each<acme_pat>(texts, verdicts) == 4);
  constexpr bool expected[8] = {true, false, false, true, false, false, true, true};
  for (std::size_t i = 0; i < 8; ++i) REQUIRE(verdicts[i] == expected[i]);
}

TEST_CASE("a format of variable size") {
  const std::string_view texts[] = {"s-0123", "s-012", "s-0123456789abcdef0123456789abcdef", "x-0123", "s-012g"};
  bool verdicts[5];
  REQUIRE(valid_each<session>(texts, verdicts) == 2);
  REQUIRE((verdicts[0] && !verdicts[1] && verdicts[2] && !verdicts[3] && !verdicts[4]));
}

TEST_CASE("the shorter of two spans decides, and a rest of a token is not looked at") {
  const auto all = tokens<3>({1});
  bool verdicts[5] = {true, true, true, true, true};
  REQUIRE(valid_each<acme_pat>(std::span<const char>{all}, std::span{verdicts}.first(2)) == 1);
  REQUIRE((verdicts[0] && !verdicts[1] && verdicts[2]));
  verdicts[1] = true;
  REQUIRE(valid_each<acme_pat>(std::span<const char>{all}.first(3 * size - 1), verdicts) == 1);
  REQUIRE((verdicts[0] && !verdicts[1] && verdicts[2]));
  REQUIRE(valid_each<acme_pat>(std::span<const char>{}, verdicts) == 0);
  REQUIRE(valid_each<acme_pat>(std::span<const std::string_view>{}, verdicts) == 0);
}
