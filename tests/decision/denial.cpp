// SPDX-License-Identifier: BSL-1.0
#include <jeton/decision/denial.hpp>

#include <set>
#include <string_view>

#include "../support/catch.hpp"

using jeton::denial;

TEST_CASE("denials stand in the order of the checks, and none means success") {
  STATIC_REQUIRE(denial{} == denial::malformed);
  constexpr denial in_order[] = {denial::malformed, denial::mistyped, denial::unknown,     denial::unavailable,
                                 denial::revoked,   denial::expired,  denial::out_of_scope};
  for (std::size_t i = 0; i < std::size(in_order); ++i) CHECK(static_cast<std::size_t>(in_order[i]) == i);
}

TEST_CASE("each denial has words of its own, that a challenge can carry") {
  std::set<std::string_view> all{describe(static_cast<denial>(255))};
  for (int reason = 0; reason <= static_cast<int>(denial::out_of_scope); ++reason) {
    const std::string_view words = describe(static_cast<denial>(reason));
    CHECK(all.insert(words).second);
    // RFC 6750 section 3: %x20-21 / %x23-5B / %x5D-7E
    for (const char c : words) CHECK((c >= 0x20 && c <= 0x7E && c != '"' && c != '\\'));
  }
  CHECK(all.size() == 8);
}
