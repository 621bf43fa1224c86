// SPDX-License-Identifier: BSL-1.0
#include <jeton/issuers/shapes.hpp>

#include "../support/catch.hpp"

namespace issuers = jeton::issuers;

TEST_CASE("shapes without a checksum have the sizes of the scanners' rules") {
  STATIC_REQUIRE(issuers::crates_io::size == 35);
  STATIC_REQUIRE(issuers::rubygems::size == 57);
  STATIC_REQUIRE(issuers::hugging_face<"hf_">::size == 37);
  STATIC_REQUIRE(issuers::digitalocean<"dop_v1_">::size == 71);
  STATIC_REQUIRE(issuers::shopify<"shpat_">::size == 38);
  STATIC_REQUIRE(issuers::databricks::size == 36);
  STATIC_REQUIRE(issuers::openai<"sk-proj-">::size == 164);
  STATIC_REQUIRE(issuers::openai<"sk-proj-", 58>::size == 132);
  STATIC_REQUIRE(issuers::openai_legacy::size == 51);
  STATIC_REQUIRE(issuers::anthropic<"sk-ant-api03-">::size == 108);
  STATIC_REQUIRE(issuers::sentry_user::size == 71);
  STATIC_REQUIRE(issuers::postman::size == 64);
  STATIC_REQUIRE(issuers::notion::size == 50);
  STATIC_REQUIRE(issuers::linear::size == 48);
  STATIC_REQUIRE(issuers::terraform::min_size == 14 + 9 + 60);
}
