// SPDX-License-Identifier: BSL-1.0
#include <jeton/format/assemble.hpp>

#include <cstddef>
#include <span>
#include <string_view>

#include <jeton/core/secret.hpp>
#include <jeton/format/token.hpp>

#include "../support/catch.hpp"

namespace {

/// `acme_<user>_<payload><check>`: fields that say something, and a check of everything before it.
using routed =
    jeton::token_format<"acme_", jeton::decimal<1, 20>, "_", jeton::base64url<4, 40>, jeton::crc32_base62<6>>;

constexpr auto assembled(std::string_view prefix, std::string_view user, std::string_view payload) {
  return jeton::secret<80>{
      [&](std::span<char> out) { return jeton::assemble<routed>(prefix, jeton::given(user, payload), out); }};
}

}  // namespace

TEST_CASE("a token is made of its fields, with texts and check of the format") {
  CONSTEXPR auto holds = [] {
    const auto token = assembled(routed::prefix, "42", "cGF5bG9hZA");
    return token.size() == 5 + 2 + 1 + 10 + 6 && token.expose().starts_with("acme_42_cGF5bG9hZA") &&
           routed::valid(token.expose());
  }();
  STATIC_REQUIRE(holds);
}

TEST_CASE("another prefix has another check") {
  const auto token = assembled("corp_", "42", "cGF5bG9hZA");
  CHECK(token.expose().starts_with("corp_42_"));
  CHECK(routed::valid_after("corp_", token.expose()));
  CHECK_FALSE(routed::valid_after("corq_", token.expose()));
}

TEST_CASE("a field of another size, or too little room, makes nothing") {
  CHECK(assembled(routed::prefix, "", "cGF5bG9hZA").empty());
  CHECK(assembled(routed::prefix, "123456789012345678901", "cGF5bG9hZA").empty());
  CHECK(assembled(routed::prefix, "42", "abc").empty());
  char small[routed::max_size - 1];
  CHECK(jeton::assemble<routed>(routed::prefix, jeton::given("42", "cGF5bG9hZA"), small) == 0);
  char enough[routed::max_size];
  CHECK(jeton::assemble<routed>(routed::prefix, jeton::given("42", "cGF5bG9hZA"), enough) == 24);
}
