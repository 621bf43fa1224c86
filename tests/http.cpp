// SPDX-License-Identifier: BSL-1.0
// The table of contents: one include is enough to find a request's token.
#include <jeton/http.hpp>

#include <string_view>

#include "support/catch.hpp"

TEST_CASE("http.hpp alone reads a credential") {
  jeton::credential_reader reader{{.bearer = jeton::bearer_text::visible}};
  reader.header("Authorization", "Bearer acme_pat_0123");
  const auto found = reader.read();
  REQUIRE(found.has_value());
  REQUIRE(found->expose() == std::string_view{"acme_pat_0123"});
}

TEST_CASE("http.hpp alone says that there is none") {
  jeton::credential_reader reader{{.bearer = jeton::bearer_text::visible}};
  REQUIRE_FALSE(reader.read().has_value());
}
