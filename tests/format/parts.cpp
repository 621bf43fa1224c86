// SPDX-License-Identifier: BSL-1.0
#include <jeton/format/parts.hpp>

#include <span>

#include <jeton/format/token.hpp>

#include "../support/catch.hpp"

namespace {

using jeton::covers;
using jeton::part_kind;

using grafana = jeton::token_format<"glsa_", jeton::base62<32>, "_",
                                    jeton::crc32_hex<8, covers::before_separator, std::endian::little>>;
using bare = jeton::token_format<jeton::base64url<8, 20>>;

}  // namespace

TEST_CASE("the parts of a format are what its line says") {
  CONSTEXPR const auto& parts = jeton::parts_of_format<grafana>;
  STATIC_REQUIRE(parts.size() == 4);
  STATIC_REQUIRE(parts.items[0].kind == part_kind::prefix);
  STATIC_REQUIRE(parts.items[0].text == "glsa_");
  STATIC_REQUIRE(parts.items[0].max_size == 5);
  STATIC_REQUIRE(parts.items[1].kind == part_kind::field);
  STATIC_REQUIRE(parts.items[1].digits == jeton::base62_digits::digits);
  STATIC_REQUIRE(parts.items[1].min_size == 32);
  STATIC_REQUIRE_FALSE(parts.items[1].is_variable());
  STATIC_REQUIRE(parts.items[2].kind == part_kind::separator);
  STATIC_REQUIRE(parts.items[2].text == "_");
  STATIC_REQUIRE(parts.items[3].kind == part_kind::checksum);
  STATIC_REQUIRE(parts.items[3].span == covers::before_separator);
  STATIC_REQUIRE(parts.items[3].max_size == 8);
  STATIC_REQUIRE(parts.items[1].covered);
  STATIC_REQUIRE_FALSE(parts.items[2].covered);  // Grafana's check leaves its separator out
}

TEST_CASE("a format without prefix or check has a prefix of no bytes, and covers nothing") {
  CONSTEXPR const auto& parts = jeton::parts_of_format<bare>;
  STATIC_REQUIRE(parts.size() == 2);
  STATIC_REQUIRE(parts.items[0].kind == part_kind::prefix);
  STATIC_REQUIRE(parts.items[0].max_size == 0);
  STATIC_REQUIRE(parts.items[1].is_variable());
  STATIC_REQUIRE(parts.items[1].min_size == 8);
  STATIC_REQUIRE(parts.items[1].max_size == 20);
  STATIC_REQUIRE_FALSE(parts.items[1].covered);
  STATIC_REQUIRE(parts.first(part_kind::checksum).max_size == 0);
  std::size_t variable = 0;
  for (const jeton::format_part& part : std::span<const jeton::format_part>{parts}) variable += part.is_variable();
  CHECK(variable == 1);
}

TEST_CASE("the parts of a token and of its format are of the same kinds") {
  const auto text = std::string{"glsa_"} + std::string(32, '0') + "_" + "00000000";
  const auto of_format = jeton::parts_of_format<grafana>;
  const auto fault = grafana::parse(text);
  CHECK_FALSE(fault.has_value());  // a wrong check: only the kinds and places are asked
  CHECK(fault.error().position() == of_format.items[0].max_size + of_format.items[1].max_size + 1);
}
