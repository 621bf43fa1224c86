// SPDX-License-Identifier: BSL-1.0
#include <jeton/http/challenge.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include "../support/catch.hpp"

namespace {

using jeton::challenge_error;
using jeton::challenge_fault;
using jeton::challenge_texts;
using jeton::credential_error;
using jeton::credential_fault;
using jeton::denial;
using jeton::refusal;

constexpr bool bearer_is(const refusal& told, const challenge_texts& texts, std::string_view expected) {
  const auto written = jeton::bearer_challenge<400>(told, texts);
  return written && written->view() == expected && written->empty() == expected.empty();
}
constexpr challenge_error bearer_error(const challenge_texts& texts) {
  return jeton::bearer_challenge(denial::unknown, texts).error();
}
constexpr bool basic_is(const refusal& told, std::string_view realm, std::string_view expected) {
  const auto written = jeton::basic_challenge(told, realm);
  return written && written->view() == expected;
}
constexpr bool told(const refusal& one, unsigned status, std::string_view error, std::string_view description) {
  return one.status() == status && one.error() == error && one.description() == description;
}

}  // namespace

TEST_CASE("each denial has its status and its code") {
  STATIC_REQUIRE(told(denial::malformed, 401, "invalid_token", "not a token of this service"));
  STATIC_REQUIRE(told(denial::mistyped, 401, "invalid_token", "the checksum of the token is wrong"));
  STATIC_REQUIRE(told(denial::unknown, 401, "invalid_token", "the token is unknown"));
  STATIC_REQUIRE(told(denial::unavailable, 503, "", ""));
  STATIC_REQUIRE(told(denial::revoked, 401, "invalid_token", "the token was revoked"));
  STATIC_REQUIRE(told(denial::expired, 401, "invalid_token", "the token has expired"));
  STATIC_REQUIRE(told(denial::out_of_scope, 403, "insufficient_scope", "the token has not the scope that this needs"));
}

TEST_CASE("each fault of a request has its status and its code") {
  STATIC_REQUIRE(told(credential_fault::missing, 401, "", ""));
  STATIC_REQUIRE(told(credential_fault::scheme, 401, "", ""));
  STATIC_REQUIRE(told(credential_fault::repeated, 400, "invalid_request", "the credential is given more than once"));
  for (const auto fault : {credential_fault::repeated, credential_fault::bearer, credential_fault::basic,
                           credential_fault::header, credential_fault::parameter, credential_fault::contradiction}) {
    CHECK(told(credential_error{fault, 7}, 400, "invalid_request", describe(fault)));
  }
}

TEST_CASE("a request without a credential is challenged, and no error is named") {
  STATIC_REQUIRE(bearer_is(credential_fault::missing, {.realm = "example"}, "Bearer realm=\"example\""));
  STATIC_REQUIRE(bearer_is(credential_error{credential_fault::scheme, 0}, {}, "Bearer realm=\"\""));
}

TEST_CASE("the challenge of RFC 6750 section 3, with words of our own") {
  // RFC 6750: Bearer realm="example", error="invalid_token", error_description="The access token expired"
  STATIC_REQUIRE(bearer_is(denial::expired, {.realm = "example"},
                           "Bearer realm=\"example\", error=\"invalid_token\", "
                           "error_description=\"the token has expired\""));
  STATIC_REQUIRE(bearer_is(denial::out_of_scope, {.realm = "example", .scope = "repo:read admin"},
                           "Bearer realm=\"example\", error=\"insufficient_scope\", "
                           "error_description=\"the token has not the scope that this needs\", "
                           "scope=\"repo:read admin\""));
  STATIC_REQUIRE(bearer_is(credential_fault::contradiction, {.realm = "example"},
                           "Bearer realm=\"example\", error=\"invalid_request\", "
                           "error_description=\"the request carries two different credentials\""));
}

TEST_CASE("who cannot look up tokens challenges nobody") {
  STATIC_REQUIRE(bearer_is(denial::unavailable, {.realm = "example"}, ""));
  STATIC_REQUIRE(basic_is(denial::unavailable, "example", ""));
}

TEST_CASE("the challenge of RFC 7617 section 2.1") {
  STATIC_REQUIRE(basic_is(credential_fault::missing, "foo", "Basic realm=\"foo\", charset=\"UTF-8\""));
  STATIC_REQUIRE(basic_is(denial::revoked, "foo", "Basic realm=\"foo\", charset=\"UTF-8\""));
  STATIC_REQUIRE(basic_is(denial::out_of_scope, "foo", ""));
  STATIC_REQUIRE(basic_is(credential_fault::repeated, "foo", ""));
}

TEST_CASE("quotes and backslashes of a realm are escaped") {
  STATIC_REQUIRE(bearer_is(credential_fault::missing, {.realm = "a\"b"}, "Bearer realm=\"a\\\"b\""));
  STATIC_REQUIRE(bearer_is(credential_fault::missing, {.realm = "\\"}, "Bearer realm=\"\\\\\""));
  STATIC_REQUIRE(
      bearer_is(credential_fault::missing, {.realm = "\", error=\"x"}, "Bearer realm=\"\\\", error=\\\"x\""));
  STATIC_REQUIRE(basic_is(credential_fault::missing, "a\"\\", "Basic realm=\"a\\\"\\\\\", charset=\"UTF-8\""));
}

TEST_CASE("a realm has any printable character, the first and the last one too") {
  STATIC_REQUIRE(bearer_is(credential_fault::missing, {.realm = " ~"}, "Bearer realm=\" ~\""));
  STATIC_REQUIRE(basic_is(credential_fault::missing, "~ ", "Basic realm=\"~ \", charset=\"UTF-8\""));
}

TEST_CASE("a realm cannot end the line, nor hold what readers disagree on") {
  constexpr auto at = [](std::size_t position) { return challenge_error{challenge_fault::realm, position}; };
  STATIC_REQUIRE(bearer_error({.realm = "a\r\nSet-Cookie: b"}) == at(1));
  STATIC_REQUIRE(bearer_error({.realm = "a\nb"}) == at(1));
  STATIC_REQUIRE(bearer_error({.realm = {"ab\0", 3}}) == at(2));
  STATIC_REQUIRE(bearer_error({.realm = "a\tb"}) == at(1));
  STATIC_REQUIRE(bearer_error({.realm = "\x7F"}) == at(0));
  STATIC_REQUIRE(bearer_error({.realm = "Z\xC3\xBCrich"}) == at(1));
  STATIC_REQUIRE(bearer_error({.realm = "a\n", .scope = "\n"}) == at(1));
  STATIC_REQUIRE(jeton::basic_challenge(denial::unknown, "a\r\n").error() == at(1));
}

TEST_CASE("scopes cannot end the text, nor be none") {
  constexpr auto at = [](std::size_t position) { return challenge_error{challenge_fault::scope, position}; };
  STATIC_REQUIRE(bearer_error({.scope = "api\""}) == at(3));
  STATIC_REQUIRE(bearer_error({.scope = "a\\b"}) == at(1));
  STATIC_REQUIRE(bearer_error({.scope = "a\r\nb"}) == at(1));
  STATIC_REQUIRE(bearer_error({.scope = {"a\0b", 3}}) == at(1));
  STATIC_REQUIRE(bearer_error({.scope = " a"}) == at(0));
  STATIC_REQUIRE(bearer_error({.scope = "a "}) == at(1));
  STATIC_REQUIRE(bearer_error({.scope = "a  b"}) == at(2));
  STATIC_REQUIRE(bearer_error({.scope = " "}) == at(0));
  STATIC_REQUIRE(bearer_error({.scope = "a,\xE2\x82\xAC"}) == at(2));
  STATIC_REQUIRE(
      bearer_is(credential_fault::missing, {.scope = "!#[]~ a b"}, "Bearer realm=\"\", scope=\"!#[]~ a b\""));
}

TEST_CASE("a challenge that does not fit is not written in part") {
  constexpr auto at = [](std::size_t position) { return challenge_error{challenge_fault::room, position}; };
  // Bearer realm="a" has 16 bytes, Basic realm="a", charset="UTF-8" has 32.
  STATIC_REQUIRE(jeton::bearer_challenge<16>(credential_fault::missing, {.realm = "a"})->view() ==
                 "Bearer realm=\"a\"");
  STATIC_REQUIRE(jeton::bearer_challenge<15>(credential_fault::missing, {.realm = "a"}).error() == at(15));
  STATIC_REQUIRE(jeton::bearer_challenge<1>(credential_fault::missing, {.realm = "a"}).error() == at(1));
  STATIC_REQUIRE(jeton::bearer_challenge<16>(denial::unknown, {.realm = "a"}).error() == at(16));
  STATIC_REQUIRE(jeton::basic_challenge<32>(denial::unknown, "a")->view().size() == 32);
  STATIC_REQUIRE(jeton::basic_challenge<31>(denial::unknown, "a").error() == at(31));
  CHECK(bearer_error({.realm = std::string(256, 'a')}) == at(256));
}

TEST_CASE("each reason has words") {
  for (int reason = 0; reason <= static_cast<int>(challenge_fault::room); ++reason) {
    CHECK(describe(static_cast<challenge_fault>(reason)) != describe(static_cast<challenge_fault>(255)));
  }
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<refusal>);
}
