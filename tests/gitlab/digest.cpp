// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/digest.hpp>

#include <string_view>
#include <type_traits>

#include <jeton/digest/keyring.hpp>

#include "../support/catch.hpp"

namespace {

using jeton::digest_scheme;
using jeton::gitlab::salt_fault;
using jeton::gitlab::salted_sha256;

constexpr std::string_view db_key_base = "0123456789abcdef0123456789abcdef-and-more";
constexpr std::string_view text = "token-string-here123";  // the predetermined token of GitLab's documentation

// Python: base64.b64encode(hashlib.sha256(text + db_key_base[:32]).digest())
constexpr std::string_view column = "P0vM8DW4Itsp1smx3HNCmQD8BhP2GYfRbKyTkKAuETw=";

}  // namespace

TEST_CASE("GitLab's column token_digest is SHA-256 of the token and 32 bytes of db_key_base, in base64") {
  STATIC_REQUIRE(salted_sha256::from(db_key_base)->digest_of(text).to_base64() == column);
  STATIC_REQUIRE(salted_sha256::from(db_key_base.substr(0, 32))->digest_of(text).to_base64() == column);
  STATIC_REQUIRE(salted_sha256::from(db_key_base)->digest_of(text, 0) == *jeton::digest<32>::from_base64(column));
  STATIC_REQUIRE_FALSE(salted_sha256::from(db_key_base)->digest_of(text) == jeton::sha256(text));
  STATIC_REQUIRE(salted_sha256::from(db_key_base)->size() == 1);
  STATIC_REQUIRE(salted_sha256::from(db_key_base)->scheme() == digest_scheme{"gitlab"});
}

TEST_CASE("a key base that is too short is refused") {
  STATIC_REQUIRE(salted_sha256::from(db_key_base.substr(0, 31)).error() == salt_fault::size);
  STATIC_REQUIRE(salted_sha256::from({}).error() == salt_fault::size);
  STATIC_REQUIRE(describe(salt_fault::size) != describe(static_cast<salt_fault>(255)));
}

TEST_CASE("what has no salt is not made, and beyond the one scheme there is nothing") {
  STATIC_REQUIRE(salted_sha256::from(db_key_base)->digest_of(text, 1).empty());
  STATIC_REQUIRE(salted_sha256::from(db_key_base)->scheme(1) == digest_scheme{});
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<salted_sha256>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<salted_sha256>);
  STATIC_REQUIRE_FALSE(std::is_move_constructible_v<salted_sha256>);
}

TEST_CASE("GitLab's store is read while digests are written under a key of our own") {
  STATIC_REQUIRE(jeton::token_digester<salted_sha256>);
  const jeton::pepper bytes{"fedcba9876543210fedcba9876543210"};
  const jeton::keyring keys{1, bytes};
  const auto theirs = salted_sha256::from(db_key_base);
  const jeton::with_earlier both{keys, *theirs};
  CHECK(both.size() == 2);
  CHECK(both.digest_of(text, 1).to_base64() == column);
  CHECK(both.scheme(1) == digest_scheme{"gitlab"});
}
