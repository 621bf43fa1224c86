// SPDX-License-Identifier: BSL-1.0
#include <jeton/issuers/with_check.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../support/catch.hpp"
#include "../support/format_trials.hpp"

namespace {

using jeton::token_error;
using jeton::token_fault;
using jeton_tests::region;

namespace issuers = jeton::issuers;

/// Whose vectors are not another profile's.
constexpr bool is_ours(std::string_view name) {
  return !name.starts_with("github-") && !name.starts_with("gitlab-") && !name.starts_with("acme");
}
const std::map<std::string, jeton_tests::judge_of_texts> judges = {
    {"npm", jeton_tests::judge<issuers::npm>()},
    {"vercel-vcp", jeton_tests::judge<issuers::vercel<"vcp_">>()},
    {"vercel-vci", jeton_tests::judge<issuers::vercel<"vci_">>()},
    {"vercel-vca", jeton_tests::judge<issuers::vercel<"vca_">>()},
    {"vercel-vcr", jeton_tests::judge<issuers::vercel<"vcr_">>()},
    {"vercel-vck", jeton_tests::judge<issuers::vercel<"vck_">>()},
    {"grafana", jeton_tests::judge<issuers::grafana>()},
    {"atlassian-atatt3", jeton_tests::judge<issuers::atlassian_api>()},
    {"atlassian-atctt3", jeton_tests::judge<issuers::atlassian_access>()},
    {"cloudflare-cfk", jeton_tests::judge<issuers::cloudflare<"cfk_">>()},
    {"cloudflare-cfut", jeton_tests::judge<issuers::cloudflare<"cfut_">>()},
    {"cloudflare-cfat", jeton_tests::judge<issuers::cloudflare<"cfat_">>()},
    {"zuplo", jeton_tests::judge<issuers::zuplo>()},
    {"polar", jeton_tests::judge<issuers::polar<"polar_oat_">>()},
    {"asf", jeton_tests::judge<issuers::asf>()},
    {"sanctum", jeton_tests::judge<issuers::sanctum<"acme_">>()},
    {"sanctum-plain", jeton_tests::judge<issuers::sanctum<>>()},
    {"deno-ddp", jeton_tests::judge<issuers::deno<"ddp_">>()},
    {"deno-ddo", jeton_tests::judge<issuers::deno<"ddo_">>()},
    {"deno-ddw", jeton_tests::judge<issuers::deno<"ddw_">>()},
};

/// The first valid token of a format in formats.tsv.
std::string sample(std::string_view name) {
  for (const jeton_tests::row& row : jeton_tests::rows("formats.tsv", 7)) {
    if (row[0] == name && row[1] == "valid") return row[4] + row[5] + row[6];
  }
  return {};
}

constexpr std::string_view base62 = jeton_tests::base62;
constexpr std::string_view hex = jeton_tests::hex;

/// What changes of a token lead to, by its specification: its regions from the left.
struct changes {
  std::string name;
  std::vector<region> regions;
};
const changes all_changes[] = {
    {"npm", {{region::text, 4}, {region::covered, 30, base62}, {region::check, 6, base62}}},
    {"vercel-vck", {{region::text, 4}, {region::covered, 50, base62}, {region::check, 6, base62}}},
    {"grafana", {{region::text, 5}, {region::covered, 32, base62}, {region::text, 1}, {region::check, 8, hex}}},
    {"atlassian-atatt3",
     {{region::text, 6},
      {region::covered, 177, jeton_tests::base64url},
      {region::text, 1},
      {region::check, 8, jeton_tests::upper_hex}}},
    {"cloudflare-cfat", {{region::text, 5}, {region::covered, 40, base62}, {region::check, 8, hex}}},
    {"zuplo", {{region::text, 5}, {region::covered, 32, hex}, {region::text, 1}, {region::check, 8, hex}}},
    {"polar", {{region::text, 10}, {region::covered, 37, base62}, {region::check, 6, base62}}},
    {"deno-ddp", {{region::text, 4}, {region::covered, 30, base62}, {region::check, 6, base62}}},
};

}  // namespace

TEST_CASE("every row of the vectors of the issuers' formats gets its verdict") {
  jeton_tests::judge_vectors_of("formats.tsv", is_ours, judges);
}

TEST_CASE("every published token of the issuers gets its verdict") {
  jeton_tests::judge_vectors_of("published.tsv", is_ours, judges);
}

TEST_CASE("the known answers of the issuers' formats are valid") {
  const std::map<std::string, std::string> formats = {
      {"npm", "npm"},
      {"vercel", "vercel-vcp"},
      {"grafana-sa", "grafana"},
      {"atlassian", "atlassian-atatt3"},
      {"zuplo", "zuplo"},
      {"cloudflare", "cloudflare-cfut"},
      {"sanctum", "sanctum"},
      {"polar", "polar"},
      {"asf-draft", "asf"},
  };
  std::size_t judged = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("token-vectors.tsv", 6)) {
    const auto format = formats.find(row[0]);
    if (format == formats.end()) continue;
    INFO("token-vectors.tsv line " << row.line << ": " << row[2]);
    CHECK_FALSE(judges.at(format->second)(row[3] + row[4] + row[5]).has_value());
    ++judged;
  }
  CHECK(judged == 12);
}

TEST_CASE("every change of one byte has its reason") {
  for (const changes& one : all_changes) {
    INFO(one.name);
    jeton_tests::judge_changes(judges.at(one.name), sample(one.name), one.regions);
  }
}

TEST_CASE("every other size is refused") {
  for (const changes& one : all_changes) {
    INFO(one.name);
    const std::string token = sample(one.name);
    jeton_tests::judge_sizes(judges.at(one.name), token, one.regions[0].size, token.size(), token.size());
  }
}

TEST_CASE("the id of a Sanctum token is not covered, and its prefix is a separator") {
  const std::string token = "12345|acme_" + std::string(40, 'A') + "2ae98c30";
  const std::vector<region> regions = {{region::uncovered, 5, jeton_tests::decimal},
                                       {region::text, 6},
                                       {region::covered, 40, base62},
                                       {region::check, 8, hex}};
  jeton_tests::judge_changes(judges.at("sanctum"), token, regions);
  for (std::size_t digits = 1; digits <= 20; ++digits) {
    CHECK_FALSE(judges.at("sanctum")(std::string(digits, '7') + token.substr(5)).has_value());
  }
  CHECK(judges.at("sanctum")(std::string(21, '7') + token.substr(5)) == token_error{token_fault::length, 74});
  CHECK(judges.at("sanctum")(token.substr(5)) == token_error{token_fault::length, 54});
  CHECK(judges.at("sanctum-plain")(token) == token_error{token_fault::separator, 10});

  using format = issuers::sanctum<"acme_">;
  const auto parsed = format::parse(token);
  REQUIRE(parsed.has_value());
  const auto parts = format::parts(*parsed);
  CHECK(parts.items[1].of(token) == "12345");
  CHECK_FALSE(parts.items[1].covered);
  CHECK_FALSE(parts.items[2].covered);
  CHECK(parts.items[3].covered);
}

TEST_CASE("a product's name in a token of the ASF draft is not covered") {
  const std::string token = sample("asf");
  const std::size_t name = token.find('_', 4) - 4;
  jeton_tests::judge_changes(judges.at("asf"), token,
                             {{region::text, 4},
                              {region::uncovered, name, "abcdefghijklmnopqrstuvwxyz"},
                              {region::text, 1},
                              {region::covered, 27, base62},
                              {region::check, 6, base62}});
}

TEST_CASE("a prefix is covered where the issuer's check covers it, and else not") {
  const auto relabelled = [](const std::string& from, const std::string& to, std::size_t prefix,
                             const std::string& text) { return judges.at(to)(text + sample(from).substr(prefix)); };
  CHECK_FALSE(relabelled("vercel-vcp", "vercel-vci", 4, "vci_").has_value());
  CHECK_FALSE(relabelled("cloudflare-cfk", "cloudflare-cfut", 4, "cfut_").has_value());
  CHECK(relabelled("deno-ddp", "deno-ddo", 4, "ddo_") == token_error{token_fault::checksum, 34});
}

TEST_CASE("Sanctum's column is SHA-256 of what follows the first bar") {
  // Python: hashlib.sha256(b"A" * 40).hexdigest(), hashlib.sha256(b"a|b").hexdigest()
  constexpr std::string_view of_letters = "f0a2fb80ac0699075fb6c7b0ee2bcc204a1d909ee3149571216ec9cc1d4b9f8e";
  constexpr std::string_view of_bar = "0eab8a0a3380abf4c7d1fb0b43b66aafbb64a4b953e4eb2dccca579461912d0c";
  constexpr std::string_view letters = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  using jeton::issuers::sanctum_sha256;
  STATIC_REQUIRE(jeton::token_digester<sanctum_sha256>);
  STATIC_REQUIRE(sanctum_sha256::digest_of("7|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").to_hex() == of_letters);
  STATIC_REQUIRE(sanctum_sha256::digest_of(letters).to_hex() == of_letters);
  STATIC_REQUIRE(sanctum_sha256::digest_of("1|a|b").to_hex() == of_bar);
  STATIC_REQUIRE(sanctum_sha256::digest_of(letters, 1).empty());
  STATIC_REQUIRE(sanctum_sha256::size() == 1);
  STATIC_REQUIRE(sanctum_sha256::scheme() == jeton::digest_scheme{"sanctum"});
  STATIC_REQUIRE(sanctum_sha256::scheme(1) == jeton::digest_scheme{});
}
