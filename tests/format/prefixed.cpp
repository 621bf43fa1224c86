// SPDX-License-Identifier: BSL-1.0
#include <jeton/format/prefixed.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include <jeton/format/generate.hpp>
#include <jeton/gitlab/token.hpp>
#include <jeton/issuers/github.hpp>

#include "../support/catch.hpp"
#include "../support/format_trials.hpp"

namespace {

using jeton::prefix_error;
using jeton::prefix_fault;
using jeton::prefix_place;
using jeton::prefixed;
using jeton::token_error;
using jeton::token_fault;
using jeton_tests::region;

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using pat = jeton::gitlab::personal_access_token;

/// Bytes of no use but to make tokens that are the same in every run.
struct steps {
  unsigned char next = 0;
  constexpr bool operator()(std::span<unsigned char> bytes) {
    for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(next += 73);
    return true;
  }
};

template <class F>
std::string token_of(const prefixed<F>& format) {
  return std::string{jeton::generate(format, steps{})->expose()};
}

constexpr prefix_error refusal(std::string_view prefix) { return prefixed<acme_pat>::make(prefix).error(); }

constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=/@:.-";

}  // namespace

TEST_CASE("a prefix stands alone, in place of the format's own") {
  const auto corp = *prefixed<acme_pat>::make("corp_");
  CHECK(corp.prefix() == "corp_");
  CHECK(corp.prefix_count() == 1);
  const std::string token = token_of(corp);
  CHECK(token.starts_with("corp_"));
  CHECK(token.size() == 5 + 36);
  CHECK(corp.valid(token));
  CHECK(corp.parse(token)->prefix_size() == 5);
  CHECK_FALSE(acme_pat::valid(token));
}

TEST_CASE("a prefix stands before the standard one, with a hyphen between") {
  const auto corp = *prefixed<acme_pat>::make("corp", prefix_place::before_standard);
  CHECK(corp.prefix() == "corp-acme_pat_");
  const std::string token = token_of(corp);
  CHECK(corp.valid(token));
  CHECK(acme_pat::parse(token).error() == token_error{token_fault::prefix, 0});
  CHECK_FALSE(acme_pat::valid(std::string_view{token}.substr(5)));  // the check covers the whole prefix
}

TEST_CASE("an empty prefix is none, and before the standard one it is the standard one") {
  const auto none = *prefixed<acme_pat>::make("");
  CHECK(none.prefix().empty());
  CHECK(none.prefix_count() == 1);
  CHECK(none.valid(token_of(none)));
  CHECK(token_of(none).size() == 36);
  const auto standard = *prefixed<acme_pat>::make("", prefix_place::before_standard);
  CHECK(standard.prefix() == "acme_pat_");
  CHECK(acme_pat::valid(token_of(standard)));
}

TEST_CASE("a prefix has 0 to 20 characters") {
  for (std::size_t size = 0; size <= 20; ++size) {
    for (const prefix_place place : {prefix_place::alone, prefix_place::before_standard}) {
      const auto format = prefixed<acme_pat>::make(std::string(size, '+'), place);
      CAPTURE(size);
      REQUIRE(format.has_value());
      const std::string token = token_of(*format);
      CHECK(format->valid(token));
      CHECK(token.size() <= prefixed<acme_pat>::max_size);
      CHECK(token.size() >= prefixed<acme_pat>::min_size);
    }
  }
  STATIC_REQUIRE(prefixed<acme_pat>::make("++++++++++++++++++++", prefix_place::before_standard)->prefix() ==
                 "++++++++++++++++++++-acme_pat_");
  STATIC_REQUIRE(refusal("+++++++++++++++++++++") == prefix_error{prefix_fault::length, 20});
  CHECK(refusal(std::string(1'000'000, '+')) == prefix_error{prefix_fault::length, 20});
  STATIC_REQUIRE(refusal("++++++++++++++++++++ ") == prefix_error{prefix_fault::length, 20});
}

TEST_CASE("a prefix has letters, digits and a few signs") {
  for (int byte = 0; byte < 256; ++byte) {
    const char character = static_cast<char>(byte);
    const bool is_allowed = allowed.find(character) != std::string_view::npos;
    const auto format = prefixed<acme_pat>::make(std::string{'a', character});
    CAPTURE(byte);
    CHECK(format.has_value() == is_allowed);
    if (!is_allowed) CHECK(format.error() == prefix_error{prefix_fault::alphabet, 1});
    if (is_allowed) CHECK(format->valid(token_of(*format)));
  }
  STATIC_REQUIRE(refusal("acme pat") == prefix_error{prefix_fault::alphabet, 4});
  STATIC_REQUIRE(refusal({"acme\0pat", 8}) == prefix_error{prefix_fault::alphabet, 4});
}

TEST_CASE("tokens under earlier prefixes live on, and new ones get the current prefix") {
  const std::string old_token = token_of(*prefixed<acme_pat>::make("old_"));
  auto format = *prefixed<acme_pat>::make("new_");
  CHECK_FALSE(format.valid(old_token));
  CHECK(format.accept_earlier("old_"));
  CHECK(format.accept_earlier("", prefix_place::before_standard));
  CHECK(format.prefix_count() == 3);
  CHECK(format.prefix() == "new_");
  CHECK(format.prefix(1) == "old_");
  CHECK(format.prefix(2) == "acme_pat_");
  CHECK(format.valid(old_token));
  CHECK(format.parse(old_token)->prefix_size() == 4);
  CHECK(token_of(format).starts_with("new_"));
}

TEST_CASE("a prefix that is accepted already takes no room, an eighth is the last") {
  auto format = *prefixed<acme_pat>::make("p0_");
  for (const std::string_view earlier : {"p1_", "p2_", "p3_", "p4_", "p5_", "p6_", "p7_"}) {
    CHECK(format.accept_earlier(earlier));
    CHECK(format.accept_earlier("p0_"));
  }
  CHECK(format.prefix_count() == 8);
  CHECK(format.accept_earlier("p3_"));
  CHECK(format.accept_earlier("p8_").error() == prefix_fault::room);
  CHECK(format.prefix_count() == 8);
  CHECK_FALSE(describe(prefix_fault::room).empty());
}

TEST_CASE("a prefix may be the beginning of another one") {
  auto format = *prefixed<acme_pat>::make("a");
  CHECK(format.accept_earlier("ab"));
  CHECK(format.accept_earlier("abc"));
  CHECK(format.accept_earlier(""));
  for (const std::string_view prefix : {"a", "ab", "abc", ""}) {
    const std::string token = token_of(*prefixed<acme_pat>::make(prefix));
    CAPTURE(prefix);
    REQUIRE(format.parse(token).has_value());
    CHECK(format.parse(token)->prefix_size() == prefix.size());
  }
}

TEST_CASE("the error is that of the prefix under which the text came furthest") {
  auto format = *prefixed<acme_pat>::make("new_");
  CHECK(format.accept_earlier("old_"));
  std::string token = token_of(*prefixed<acme_pat>::make("old_"));
  token.back() = token.back() == 'x' ? 'y' : 'x';
  CHECK(format.parse(token).error() == token_error{token_fault::checksum, 34});
  CHECK(format.parse("old_short").error() == token_error{token_fault::length, 9});
  CHECK(format.parse("oldest").error() == token_error{token_fault::prefix, 3});
  CHECK(format.parse("").error() == token_error{token_fault::prefix, 0});
}

TEST_CASE("every change and every other size of a prefixed token is refused as the format's own") {
  const auto corp = *prefixed<acme_pat>::make("c+=/@:.-_");
  const auto judge = jeton_tests::judge(corp);
  const std::string token = token_of(corp);
  jeton_tests::judge_changes(
      judge, token,
      {{region::text, 9}, {region::covered, 30, jeton_tests::base62}, {region::check, 6, jeton_tests::base62}});
  jeton_tests::judge_sizes(judge, token, 9, 45, 45);
}

TEST_CASE("a check that leaves the prefix out is right under any prefix") {
  const auto corp = *prefixed<jeton::github::classic_pat>::make("corp_");
  const std::string token = token_of(corp);
  CHECK(corp.valid(token));
  CHECK(jeton::github::oauth_token::valid("gho_" + token.substr(5)));
}

TEST_CASE("there is no format without a prefix: nobody but make() makes one") {
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<prefixed<acme_pat>>);
  STATIC_REQUIRE_FALSE(jeton::result<prefixed<acme_pat>, jeton::prefix_error>{}.has_value());
}

TEST_CASE("a prefixed format is judged when the program is compiled, too") {
  CONSTEXPR bool held = [] {
    const auto format = prefixed<acme_pat>::make("corp", prefix_place::before_standard);
    const auto token = jeton::generate(*format, steps{});
    return format->valid(token->expose()) && format->parse(token->expose())->prefix_size() == 14;
  }();
  STATIC_REQUIRE(held);
}
