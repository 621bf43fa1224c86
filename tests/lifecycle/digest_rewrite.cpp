// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/digest_rewrite.hpp>

#include <string_view>

#include <jeton/digest/keyring.hpp>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;

constexpr std::string_view new_pepper = "0123456789abcdef0123456789abcdef";

/// A digester that finds nothing.
struct lost {
  static constexpr std::size_t size() { return 0; }
  static constexpr jeton::digest<32> digest_of(std::string_view, std::size_t) { return {}; }
  static constexpr jeton::digest_scheme scheme(std::size_t) { return {}; }
};

}  // namespace

TEST_CASE("a digest is written anew under the current key, once") {
  CONSTEXPR auto store = [] {
    acme_store rows;
    (void)put(rows, row_of("token"));
    const jeton::keyring keys{1, *jeton::pepper::from(new_pepper)};
    const jeton::with_earlier digests{keys, jeton::plain_sha256{}};
    const acme_record found = *rows.find(digests.digest_of("token", 1));
    const bool first = jeton::rewrite_digest(rows, found, "token", digests);
    const bool stale = jeton::rewrite_digest(rows, found, "token", digests);
    const bool again = jeton::rewrite_digest(rows, rows.row(0), "token", digests);
    return first && !stale && !again ? rows : acme_store{};
  }();
  STATIC_REQUIRE(store.row(0).digest == jeton::hmac_sha256(new_pepper, "token"));
  STATIC_REQUIRE(store.row(0).updated == now);
  STATIC_REQUIRE(store.find(jeton::sha256("token")).error() == jeton::store_fault::absent);
}

TEST_CASE("a store that fails, and a digester without digests, change nothing") {
  acme_store rows;
  (void)put(rows, row_of("token"));
  const jeton::keyring keys{1, *jeton::pepper::from(new_pepper)};
  const acme_record found = rows.row(0);
  CHECK_FALSE(jeton::rewrite_digest(rows, found, "token", lost{}));
  rows.commits = false;
  CHECK_FALSE(jeton::rewrite_digest(rows, found, "token", keys));
  rows.answers = false;
  CHECK_FALSE(jeton::rewrite_digest(rows, found, "token", keys));
  CHECK(rows.row(0).digest == jeton::sha256("token"));
}
