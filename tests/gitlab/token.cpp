// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/token.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <jeton/format/prefixed.hpp>

#include "../support/catch.hpp"
#include "../support/format_trials.hpp"

namespace {

using jeton::prefixed;
using jeton::token_error;
using jeton::token_fault;
using jeton_tests::region;

namespace gl = jeton::gitlab;
using v1 = gl::personal_access_token;
using v0 = gl::personal_access_token_v0;

template <class F>
prefixed<F> under(std::string_view prefix, jeton::prefix_place place = jeton::prefix_place::alone) {
  return *prefixed<F>::make(prefix, place);
}

constexpr bool is_gitlab(std::string_view name) { return name.starts_with("gitlab-"); }
const std::map<std::string, jeton_tests::judge_of_texts> judges = {
    {"gitlab-legacy", jeton_tests::judge<gl::personal_access_token_legacy>()},
    {"gitlab-v1", jeton_tests::judge<v1>()},
    {"gitlab-v0", jeton_tests::judge<v0>()},
    {"gitlab-runner-v1", jeton_tests::judge<gl::routable<"glrt-t3_">>()},
    {"gitlab-registered-runner-v1", jeton_tests::judge<gl::routable<"glrtr-">>()},
    {"gitlab-deploy-v1", jeton_tests::judge<gl::routable<"gldt-">>()},
    {"gitlab-bare-v1", jeton_tests::judge(under<v1>(""))},
    {"gitlab-bare-v0", jeton_tests::judge(under<v0>(""))},
    {"gitlab-instance-v1", jeton_tests::judge(under<v1>("acme", jeton::prefix_place::before_standard))},
    {"gitlab-instance-v0", jeton_tests::judge(under<v0>("acme", jeton::prefix_place::before_standard))},
    {"gitlab-admin-v1", jeton_tests::judge(under<v1>("my.co+pat/1@=:_"))},
    {"gitlab-longest-v1", jeton_tests::judge(under<v1>("++++++++++++++++++++"))},
};

const std::string v1_text = std::string{"glpat-"} + "YWFhYWFhYWFhYWFhYWFhYW86MQp1OjEH.01.0w082kcij";
const std::string v0_text = std::string{"glpat-"} + "bzoxCnU6MWFhYWFhYWFhYWFhYWFhYWEQ.0w0y4fp65";

std::vector<region> routable(std::size_t prefix, std::size_t digits, std::size_t mark) {
  return {{region::text, prefix},
          {region::covered, digits, jeton_tests::base64url},
          {region::text, mark},
          {region::length, 2, jeton_tests::base36},
          {region::check, 7, jeton_tests::base36}};
}

}  // namespace

TEST_CASE("every row of the vectors of GitLab's formats gets its verdict") {
  jeton_tests::judge_vectors_of("formats.tsv", is_gitlab, judges);
}

TEST_CASE("every published token of GitLab gets its verdict") {
  jeton_tests::judge_vectors_of("published.tsv", is_gitlab, judges);
}

TEST_CASE("the known answers of GitLab's formats are valid under their prefix") {
  std::size_t judged = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("token-vectors.tsv", 6)) {
    if (!row[0].starts_with("gitlab")) continue;
    const std::string token = row[3] + row[4] + row[5];
    INFO("token-vectors.tsv line " << row.line << ": " << row[2]);
    CHECK((row[0].ends_with("v0") ? under<v0>(row[3]).valid(token) : under<v1>(row[3]).valid(token)));
    ++judged;
  }
  CHECK(judged == 10);
}

TEST_CASE("every change of one byte of a routable token has its reason") {
  jeton_tests::judge_changes(judges.at("gitlab-v1"), v1_text, routable(6, 32, 4));
  jeton_tests::judge_changes(judges.at("gitlab-v0"), v0_text, routable(6, 32, 1));
}

TEST_CASE("the check covers an instance's prefix") {
  const std::string text = std::string{"acme-glpat-"} + "YWFhYWFhYWFhYWFhYWFhYW86MQp1OjEH.01.0w1psv268";
  const auto judge = judges.at("gitlab-instance-v1");
  CHECK(judge(text) == jeton_tests::verdict{});
  CHECK(judge("acme-" + v1_text) == token_error{token_fault::checksum, 6 + 5 + 32 + 4 + 2});
  CHECK(judges.at("gitlab-v1")(text) == token_error{token_fault::prefix, 0});
  CHECK(judges.at("gitlab-v1")(text.substr(5)) == token_error{token_fault::checksum, 6 + 32 + 4 + 2});
  jeton_tests::judge_changes(judge, text, routable(11, 32, 4));
}

TEST_CASE("every other size of a routable token is refused") {
  jeton_tests::judge_sizes(judges.at("gitlab-v1"), v1_text, 6, 46, 319);
  jeton_tests::judge_sizes(judges.at("gitlab-v0"), v0_text, 6, 43, 316);
}

TEST_CASE("every change and every other size of a legacy token is what a shape makes of it") {
  const std::string text = std::string{"glpat-"} + "0123456789abcdef-_XY";
  const auto judge = judges.at("gitlab-legacy");
  jeton_tests::judge_changes(judge, text, {{region::text, 6}, {region::uncovered, 20, jeton_tests::base64url}});
  jeton_tests::judge_sizes(judge, text, 6, 26, 26);
}

TEST_CASE("the versions of a token are told apart") {
  CHECK_FALSE(v0::valid(v1_text));
  CHECK_FALSE(v1::valid(v0_text));
  CHECK_FALSE(gl::personal_access_token_legacy::valid(v0_text));
}

TEST_CASE("the parts of a routable token are all covered") {
  const auto token = v1::parse(v1_text);
  REQUIRE(token.has_value());
  const auto parts = v1::parts(*token);
  for (const auto& part : parts) CHECK(part.covered);
  CHECK(parts.first(jeton::part_kind::separator).of(v1_text) == ".01.");
  CHECK(parts.first(jeton::part_kind::length).of(v1_text) == "0w");
  CHECK(parts.first(jeton::part_kind::checksum).of(v1_text) == "082kcij");
}

TEST_CASE("a routable token is judged when the program is compiled") {
  CONSTEXPR auto text =
      jeton::fixed_string{"glrt-t3_"} + jeton::fixed_string{"YWFhYWFhYWFhYWFhYWFhYWM6MQpvOjEKcDoxCnQ6Mw8.01.170gzuyby"};
  STATIC_REQUIRE(gl::routable<"glrt-t3_">::valid(text));
  STATIC_REQUIRE_FALSE(gl::routable<"glrt-t2_">::valid(text));
}

TEST_CASE("personal access tokens have the prefix and sizes of the documentation") {
  STATIC_REQUIRE(v1::min_size == 46);
  STATIC_REQUIRE(v1::max_size == 319);
  STATIC_REQUIRE(gl::personal_access_token_legacy::size == 26);
  STATIC_REQUIRE(v1::regex == "glpat-[0-9A-Z_a-z-]{27,300}\\.01\\.[0-9a-z]{2}[0-9a-z]{7}");
  STATIC_REQUIRE(v1::url_safe);
  STATIC_REQUIRE_FALSE(v1::double_click_selectable);
}
