// SPDX-License-Identifier: BSL-1.0
// The umbrella has every name, and the design's spelling compiles and does what it says.
#include <jeton/issuers/with_check.hpp>
#include <jeton/jeton.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace {

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using ghp = jeton::token_format<"ghp_", jeton::base62<30>, jeton::crc32_base62<6, jeton::covers::body>>;
static_assert(acme_pat::size == 45 && acme_pat::entropy_bits > 178);

using grafana = jeton::token_format<"glsa_", jeton::base62<32>, "_",
                                    jeton::crc32_hex<8, jeton::covers::before_separator, std::endian::little>>;

}  // namespace

TEST_CASE("a format is one line, and the same format written twice is the same type") {
  STATIC_REQUIRE(std::is_same_v<ghp, jeton::github::classic_pat>);
  STATIC_REQUIRE(std::is_same_v<grafana, jeton::issuers::grafana>);
  STATIC_REQUIRE_FALSE(std::is_same_v<acme_pat, ghp>);
}

TEST_CASE("a token is minted, checked, and stored as a digest") {
  const auto fresh = jeton::generate<acme_pat>();
  REQUIRE(fresh.has_value());
  const auto token = acme_pat::parse(fresh->expose());
  REQUIRE(token.has_value());
  const jeton::digest<32> key = jeton::sha256(fresh->expose());
  CHECK(key == jeton::sha256(token->expose()));
  CHECK(jeton::digest<32>::from_hex(key.to_hex()).value_or(jeton::digest<32>{}) == key);
  CHECK_FALSE(key == jeton::hmac_sha256("a pepper of thirty-two bytes, no less", token->expose()));
  CHECK(jeton::fingerprint(token->expose()) == jeton::fingerprint(fresh->expose()));
}

TEST_CASE("a batch is minted from a span") {
  std::vector<jeton::secret<acme_pat::size>> many(100);
  CHECK(jeton::generate<acme_pat>(std::span{many}));
  for (const auto& one : many) CHECK(acme_pat::valid(one.expose()));
}

TEST_CASE("an administrator's prefix makes a value that stands where a format does") {
  const auto ours = *jeton::prefixed<acme_pat>::make("corp_");
  const auto fresh = jeton::generate(ours);
  REQUIRE(fresh.has_value());
  CHECK(ours.valid(fresh->expose()));
  CHECK(*jeton::identify(fresh->expose(), ghp{}, ours, jeton::opaque<>{}) == 1);
}

TEST_CASE("the profiles are there") {
  namespace gl = jeton::gitlab;
  CHECK(gl::personal_access_token::prefix == "glpat-");

  CHECK(jeton::crc32("123456789") == 0xCBF43926);
  CHECK(jeton::constant_time::equal("a", "a"));
}
