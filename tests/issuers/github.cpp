// SPDX-License-Identifier: BSL-1.0
#include <jeton/issuers/github.hpp>

#include <string>
#include <string_view>

#include "../support/catch.hpp"
#include "../support/format_trials.hpp"

namespace {

using jeton::token_error;
using jeton::token_fault;
using jeton_tests::region;

namespace github = jeton::github;

// Published by GitHub's documentation and tests of scanners, all revoked, or with a body of one digit; see
// tests/vectors.
const std::string ghp = std::string{"ghp_"} + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0uCPlr";
const std::string fine_grained =
    std::string{"github_pat_"} + "11AAAAAAAAAAAAAAAAAAAA_" + std::string(43, 'A') + "U2X4U7I7AAAAAAAA";
const std::string jwt =
    std::string{"ghs_"} + "123456_" + std::string(20, 'e') + "." + std::string(300, 'y') + "." + std::string(43, '-');

constexpr bool is_github(std::string_view name) { return name.starts_with("github-"); }
const std::map<std::string, jeton_tests::judge_of_texts> judges = {
    {"github-ghp", jeton_tests::judge<github::classic_pat>()},
    {"github-gho", jeton_tests::judge<github::oauth_token>()},
    {"github-ghu", jeton_tests::judge<github::user_token>()},
    {"github-ghs", jeton_tests::judge<github::installation_token>()},
    {"github-ghr", jeton_tests::judge<github::refresh_token>()},
    {"github-fine-grained", jeton_tests::judge<github::fine_grained_pat>()},
};

std::vector<region> classic(std::size_t digits) {
  return {{region::text, 4}, {region::covered, digits, jeton_tests::base62}, {region::check, 6, jeton_tests::base62}};
}

}  // namespace

TEST_CASE("every row of the vectors of GitHub's formats gets its verdict") {
  jeton_tests::judge_vectors_of("formats.tsv", is_github, judges);
}

TEST_CASE("every published token of GitHub gets its verdict") {
  jeton_tests::judge_vectors_of("published.tsv", is_github, judges);
}

TEST_CASE("the known answers of GitHub's formats are valid") {
  std::size_t judged = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("token-vectors.tsv", 6)) {
    if (!row[0].starts_with("github")) continue;
    std::string suffix = row[5];
    std::erase(suffix, '|');  // parts the check from digits that none covers
    const std::string name = row[3] == "github_pat_" ? "github-fine-grained" : "github-" + row[3].substr(0, 3);
    INFO("token-vectors.tsv line " << row.line << ": " << row[2]);
    CHECK_FALSE(judges.at(name)(row[3] + row[4] + suffix).has_value());
    ++judged;
  }
  CHECK(judged == 11);
}

TEST_CASE("every change of one byte of a classic token has its reason") {
  jeton_tests::judge_changes(judges.at("github-ghp"), ghp, classic(30));
}

TEST_CASE("every change of one byte of a refresh token has its reason") {
  const std::string ghr = std::string{"ghr_"} + std::string(70, 'A') + "2pl4EB";
  jeton_tests::judge_changes(judges.at("github-ghr"), ghr, classic(70));
  jeton_tests::judge_sizes(judges.at("github-ghr"), ghr, 4, 80, 80);
}

TEST_CASE(
    "every change of one byte of a fine-grained token has its reason, and its last eight digits are not covered") {
  const std::vector<region> regions = {
      {region::text, 11},
      {region::covered, 22, jeton_tests::base62},
      {region::text, 1},
      {region::covered, 43, jeton_tests::base62},
      {region::check, 8, jeton_tests::base32},
      {region::uncovered, 8, jeton_tests::base62},
  };
  jeton_tests::judge_changes(judges.at("github-fine-grained"), fine_grained, regions);
}

TEST_CASE("every other size is refused") {
  jeton_tests::judge_sizes(judges.at("github-ghp"), ghp, 4, 40, 40);
  jeton_tests::judge_sizes(judges.at("github-fine-grained"), fine_grained, 11, 93, 93);
}

TEST_CASE("one body is good under every classic prefix, since GitHub's check does not cover it") {
  for (const char* name : {"github-ghp", "github-gho", "github-ghu", "github-ghs"}) {
    CHECK_FALSE(judges.at(name)(std::string{name}.substr(7) + "_" + ghp.substr(4)).has_value());
  }
  CHECK(judges.at("github-gho")(ghp) == token_error{token_fault::prefix, 2});
}

TEST_CASE("the parts of a fine-grained token say that the last eight digits are not covered") {
  using parsed = github::fine_grained_pat;
  const auto token = parsed::parse(fine_grained);
  REQUIRE(token.has_value());
  const auto parts = parsed::parts(*token);
  REQUIRE(parts.size() == 6);
  for (std::size_t i = 0; i < 5; ++i) CHECK(parts.items[i].covered);
  CHECK(parts.items[4].kind == jeton::part_kind::checksum);
  CHECK(parts.items[4].of(fine_grained) == "U2X4U7I7");
  CHECK_FALSE(parts.items[5].covered);
}

TEST_CASE("the parts of a classic token say that its prefix is not covered") {
  const auto token = github::classic_pat::parse(ghp);
  REQUIRE(token.has_value());
  const auto parts = github::classic_pat::parts(*token);
  CHECK_FALSE(parts.items[0].covered);
  CHECK(parts.items[1].covered);
  CHECK(parts.items[2].covered);
}

TEST_CASE("an installation token of 2026 is the App's id and a JWT") {
  using shape = github::installation_jwt;
  CHECK(shape::valid(jwt));
  CHECK(shape::valid(std::string{"ghs_"} + "1_" + std::string(16, 'e') + "." + std::string(16, 'y') + "." +
                     std::string(43, 'z')));
  const auto judge = jeton_tests::judge<shape>();
  CHECK(judge(ghp) == token_error{token_fault::prefix, 2});
  CHECK(judge("ghs_x" + std::string(200, 'e')) == token_error{token_fault::alphabet, 4});
  CHECK(judge(jwt + std::string(2000, 'z')) == token_error{token_fault::length, jwt.size() + 1000 - 43});
  std::string other = jwt;
  other[10] = 'x';
  CHECK(judge(other) == token_error{token_fault::separator, 10});
  const auto token = shape::parse(jwt);
  REQUIRE(token.has_value());
  CHECK(shape::parts(*token).items[1].of(jwt) == "123456");
  for (const auto& part : shape::parts(*token)) CHECK_FALSE(part.covered);
}

TEST_CASE("an installation token that ends before its last field is refused, wherever it ends") {
  const auto judge = jeton_tests::judge<github::installation_jwt>();
  const std::string prefix = "ghs_";
  for (const std::string& text :
       {jwt, prefix + "12_" + std::string(500, 'e'), prefix + "12345x" + std::string(500, 'e'),
        prefix + "1_" + std::string(499, 'e') + "."}) {
    for (std::size_t size = 0; size < text.size(); ++size) {
      const jeton_tests::verdict found = judge(jeton_tests::exact_copy{text.substr(0, size)}.view());
      CAPTURE(size);
      if (text != jwt || size < 4 + 6 + 1 + 20 + 1 + 300 + 1 + 43) CHECK(found.has_value());
      if (found) CHECK(found->position() <= size);
    }
  }
}

TEST_CASE("the old and the new form of an installation token are told apart") {
  CHECK_FALSE(github::installation_token::valid(jwt));
  CHECK_FALSE(github::installation_jwt::valid("ghs_" + ghp.substr(4)));
}

TEST_CASE("GitHub's formats have the sizes that are known") {
  STATIC_REQUIRE(github::classic_pat::size == 40);
  STATIC_REQUIRE(github::refresh_token::size == 80);
  STATIC_REQUIRE(github::fine_grained_pat::size == 93);
  STATIC_REQUIRE(github::classic_pat::double_click_selectable);
  STATIC_REQUIRE(github::fine_grained_pat::double_click_selectable);
  STATIC_REQUIRE_FALSE(github::installation_jwt::double_click_selectable);
  STATIC_REQUIRE(github::installation_jwt::url_safe);
  STATIC_REQUIRE(github::classic_pat::regex == "ghp_[0-9A-Za-z]{30}[0-9A-Za-z]{6}");
}

TEST_CASE("a classic token is judged when the program is compiled") {
  CONSTEXPR auto text = jeton::fixed_string{"ghp_"} + jeton::fixed_string{"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz4IlJEz"};
  STATIC_REQUIRE(github::classic_pat::valid(text));
  STATIC_REQUIRE(github::oauth_token::parse(text).error() == token_error{token_fault::prefix, 2});
}
