// SPDX-License-Identifier: BSL-1.0
#include <jeton/digester.hpp>

#include <string_view>

#include "catch.hpp"

namespace {

struct peppered {
  std::string_view pepper;
  constexpr jeton::digest<32> operator()(std::string_view token) const { return jeton::hmac_sha256(pepper, token); }
};
struct narrow {
  constexpr jeton::digest<20> operator()(std::string_view) const { return {}; }
};

}  // namespace

TEST_CASE("SHA-256 is a digester, and so is what else gives 32 bytes") {
  STATIC_REQUIRE(jeton::token_digester<jeton::sha256_digester>);
  STATIC_REQUIRE(jeton::token_digester<peppered>);
  STATIC_REQUIRE_FALSE(jeton::token_digester<narrow>);
  // FIPS 180-4, "abc"
  STATIC_REQUIRE(jeton::sha256_digester{}("abc").to_hex() ==
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
