// SPDX-License-Identifier: BSL-1.0
#include <jeton/format/identify.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <jeton/format/generate.hpp>
#include <jeton/gitlab/token.hpp>
#include <jeton/issuers/github.hpp>
#include <jeton/issuers/with_check.hpp>

#include "../support/catch.hpp"

namespace {

using jeton::identify;
using jeton::opaque;
using jeton::prefixed;
using jeton::token_error;
using jeton::token_fault;

namespace gl = jeton::gitlab;
using ghp = jeton::github::classic_pat;
using npm = jeton::issuers::npm;
using legacy = gl::personal_access_token_legacy;
using v0 = gl::personal_access_token_v0;
using v1 = gl::personal_access_token;

// Bodies and checks of tests/vectors: one body is good under both prefixes.
constexpr jeton::fixed_string body = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr";
constexpr auto ghp_text = jeton::fixed_string{"ghp_"} + body;
constexpr auto npm_text = jeton::fixed_string{"npm_"} + body;
constexpr auto legacy_text = jeton::fixed_string{"glpat-"} + jeton::fixed_string{"AAAAAAAAAAAAAAAAAAAA"};
constexpr auto v1_text =
    jeton::fixed_string{"glpat-"} + jeton::fixed_string{"YWFhYWFhYWFhYWFhYWFhYW86MQp1OjEH.01.0w082kcij"};
constexpr auto v0_text =
    jeton::fixed_string{"glpat-"} + jeton::fixed_string{"bzoxCnU6MWFhYWFhYWFhYWFhYWFhYWEQ.0w0y4fp65"};

constexpr token_error none{token_fault::prefix, 0};

/// The text with one byte changed.
template <std::size_t N>
constexpr jeton::fixed_string<N> with(jeton::fixed_string<N> text, std::size_t at, char byte) {
  text.chars[at] = byte;
  return text;
}

/// Whether any text of up to 6 letters a, b and c is of both shapes: the definition, tried out.
template <std::size_t Count>
bool have_a_common_text(const jeton::detail::pattern<Count>& one, const jeton::detail::pattern<Count>& other) {
  const auto has = [](const jeton::detail::pattern<Count>& shape, const std::string& text) {
    std::vector<bool> reached(text.size() + 1);  // the places where the runs so far may end
    reached[0] = true;
    for (const auto& run : shape.runs) {
      std::vector<bool> next(text.size() + 1);
      for (std::size_t from = 0; from <= text.size(); ++from) {
        if (!reached[from]) continue;
        for (std::size_t size = 0; size <= run.most && from + size <= text.size(); ++size) {
          if (size >= run.least) next[from + size] = true;
          if (from + size < text.size() && !run.set.contains(static_cast<unsigned char>(text[from + size]))) break;
        }
      }
      reached = next;
    }
    return static_cast<bool>(reached[text.size()]);
  };
  std::vector<std::string> texts{""};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (has(one, texts[i]) && has(other, texts[i])) return true;
    if (texts[i].size() == 6) continue;
    for (const char letter : {'a', 'b', 'c'}) texts.push_back(texts[i] + letter);
  }
  return false;
}

}  // namespace

TEST_CASE("a text is identified by its prefix") {
  STATIC_REQUIRE(*identify<ghp, npm>(ghp_text) == 0);
  STATIC_REQUIRE(*identify<ghp, npm>(npm_text) == 1);
  STATIC_REQUIRE(*identify<npm, ghp>(npm_text) == 0);
  STATIC_REQUIRE(*identify<npm>(npm_text) == 0);
}

TEST_CASE("formats that share a prefix are told apart by their shape") {
  STATIC_REQUIRE(*identify<legacy, v0, v1>(legacy_text) == 0);
  STATIC_REQUIRE(*identify<legacy, v0, v1>(v0_text) == 1);
  STATIC_REQUIRE(*identify<legacy, v0, v1>(v1_text) == 2);
  STATIC_REQUIRE(*identify<v1, v0, legacy>(v1_text) == 0);
}

TEST_CASE("the error is that of the format which claims the text") {
  STATIC_REQUIRE(identify<ghp, npm>("npm_short").error() == token_error{token_fault::length, 9});
  STATIC_REQUIRE(identify<npm, ghp>(with(ghp_text, 39, 's')).error() == token_error{token_fault::checksum, 34});
  STATIC_REQUIRE(identify<npm, ghp>(with(ghp_text, 10, '!')).error() == token_error{token_fault::alphabet, 10});
}

TEST_CASE("of several formats that claim a text the error is that of the one where it came furthest") {
  CONSTEXPR auto broken = with(v1_text, 50, 'x');  // the last digit of the check: v1 alone comes so far
  STATIC_REQUIRE(identify<legacy, v0, v1>(broken).error() == token_error{token_fault::checksum, 44});
  STATIC_REQUIRE(identify<v1, v0, legacy>(broken).error() == token_error{token_fault::checksum, 44});
}

TEST_CASE("a text that no format claims is refused for its prefix, where it came furthest") {
  STATIC_REQUIRE(identify<ghp, npm>("gho_").error() == token_error{token_fault::prefix, 2});
  STATIC_REQUIRE(identify<npm, ghp>("gho_").error() == token_error{token_fault::prefix, 2});
  STATIC_REQUIRE(identify<ghp, npm>("").error() == none);
  STATIC_REQUIRE(identify<ghp, npm>("xyz").error() == none);
}

TEST_CASE("one format alone gives its own error") {
  STATIC_REQUIRE(identify<opaque<>>("short").error() == token_error{token_fault::length, 5});
  STATIC_REQUIRE(identify<jeton::issuers::sanctum<>>("1").error() == token_error{token_fault::length, 1});
}

TEST_CASE("an opaque token is what no prefix claims") {
  STATIC_REQUIRE(*identify<ghp, npm, opaque<>>(ghp_text) == 0);
  STATIC_REQUIRE(*identify<ghp, npm, opaque<>>("a-predetermined-token-of-some-size") == 2);
  CONSTEXPR auto broken = with(npm_text, 39, 's');
  STATIC_REQUIRE(identify<ghp, npm, opaque<>>(broken).error() == token_error{token_fault::checksum, 34});
  STATIC_REQUIRE(identify<ghp, npm, opaque<>>("npm_").error() == token_error{token_fault::length, 4});
  STATIC_REQUIRE_FALSE(identify<ghp, npm, opaque<>>("short").has_value());
}

TEST_CASE("formats without a prefix are tried in their order and claim nothing") {
  using sanctum = jeton::issuers::sanctum<>;
  const std::string text = "42|" + std::string(40, 'A') + "2ae98c30";
  CHECK(*identify<ghp, sanctum>(text) == 1);
  CHECK(*identify<ghp, sanctum, opaque<>>(text) == 1);
  CHECK(*identify<ghp, sanctum, opaque<>>(text.substr(0, 30)) == 2);
  CHECK(identify<ghp, sanctum>("42|x").error() == none);
}

TEST_CASE("a format whose prefix is known at run time takes part as a value") {
  auto ours = *prefixed<v1>::make("acme", jeton::prefix_place::before_standard);
  CHECK(ours.accept_earlier("old_"));
  const auto npm_format = npm{};
  CHECK(*identify(npm_text, ours, npm_format) == 1);
  const std::string text = std::string{"acme-glpat-"} + "YWFhYWFhYWFhYWFhYWFhYW86MQp1OjEH.01.0w1psv268";
  CHECK(*identify(text, ours, npm_format) == 0);
  CHECK(*identify(text, npm_format, ours, opaque<>{}) == 1);
  CHECK(identify("acme-glpat-x", npm_format, ours, opaque<>{}).error() == token_error{token_fault::length, 12});
  CHECK(identify("old_a-text-long-enough-to-be-opaque", npm_format, ours, opaque<>{}).error().reason() ==
        token_fault::length);
  CHECK(*identify("another-text-long-enough-to-be-opaque", npm_format, ours, opaque<>{}) == 2);
}

TEST_CASE("shapes are said to overlap exactly when there is a text of both") {
  using jeton::byte_set;
  using shape = jeton::detail::pattern<3>;
  std::vector<shape> shapes;
  const byte_set sets[] = {byte_set::of("a"), byte_set::of("bc"), byte_set::of("ab")};
  // All shapes of two fixed runs around a variable one, in three orders: one variable run at most, where the answer is
  // exact.
  for (std::size_t variable = 0; variable < 3; ++variable) {
    for (std::size_t choice = 0; choice < 27; ++choice) {
      for (std::size_t least = 0; least < 2; ++least) {
        shape next;
        std::size_t rest = choice;
        for (std::size_t i = 0; i < 3; ++i, rest /= 3) next.runs[i] = {sets[rest % 3], 1, 1};
        next.runs[variable].least = least;
        next.runs[variable].most = least + 1 + choice % 3;
        shapes.push_back(next);
      }
    }
  }
  std::size_t overlapping = 0;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (std::size_t j = i % 7; j < shapes.size(); j += 7) {
      const bool expected = have_a_common_text(shapes[i], shapes[j]);
      overlapping += expected;
      wrong += jeton::detail::overlap(shapes[i], shapes[j]) != expected;
    }
  }
  CHECK(wrong == 0);
  CHECK(overlapping > 100);
}
