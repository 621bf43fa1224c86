// SPDX-License-Identifier: BSL-1.0
#include <jeton/digest/digester.hpp>

#include <cstddef>
#include <string_view>

#include "../support/catch.hpp"

namespace {

/// The user's own way, under a pepper.
struct peppered {
  std::string_view pepper;
  [[nodiscard]] static constexpr std::size_t size() { return 1; }
  [[nodiscard]] constexpr jeton::digest<32> digest_of(std::string_view token, std::size_t number) const {
    return number == 0 ? jeton::hmac_sha256(pepper, token) : jeton::digest<32>{};
  }
  [[nodiscard]] static constexpr jeton::digest_scheme scheme(std::size_t) { return {"ours", 1}; }
};
struct narrow {
  [[nodiscard]] static constexpr std::size_t size() { return 1; }
  [[nodiscard]] static constexpr jeton::digest<20> digest_of(std::string_view, std::size_t) { return {}; }
  [[nodiscard]] static constexpr jeton::digest_scheme scheme(std::size_t) { return {}; }
};

}  // namespace

TEST_CASE("SHA-256 is a digester, and so is what else gives 32 bytes") {
  STATIC_REQUIRE(jeton::token_digester<jeton::plain_sha256>);
  STATIC_REQUIRE(jeton::token_digester<peppered>);
  STATIC_REQUIRE_FALSE(jeton::token_digester<narrow>);
  // FIPS 180-4, "abc"
  STATIC_REQUIRE(jeton::plain_sha256::digest_of("abc").to_hex() ==
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a digest that nobody has asked for is empty") {
  STATIC_REQUIRE(jeton::plain_sha256::digest_of("abc", 1).empty());
  STATIC_REQUIRE(jeton::plain_sha256::scheme(0) == jeton::digest_scheme{"sha256", 0});
  STATIC_REQUIRE(jeton::plain_sha256::scheme(1) == jeton::digest_scheme{});
}
