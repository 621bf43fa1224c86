// SPDX-License-Identifier: BSL-1.0
#include <jeton/store/sqlite_fault.hpp>

#include <set>
#include <string_view>

#include "../support/catch.hpp"

TEST_CASE("each fault of a file and of a key is described, and no two alike") {
  std::set<std::string_view> texts;
  for (unsigned char fault = 0; fault <= static_cast<unsigned char>(jeton::open_fault::disk); ++fault) {
    texts.insert(describe(jeton::open_fault{fault}));
  }
  CHECK(texts.size() == static_cast<unsigned char>(jeton::open_fault::disk) + 1U);
  CHECK(texts.count("unknown fault") == 0);
  texts.clear();
  for (unsigned char fault = 0; fault <= static_cast<unsigned char>(jeton::key_fault::wrong); ++fault) {
    texts.insert(describe(jeton::key_fault{fault}));
  }
  CHECK(texts.size() == static_cast<unsigned char>(jeton::key_fault::wrong) + 1U);
  CHECK(texts.count("unknown fault") == 0);
  STATIC_REQUIRE(describe(jeton::open_fault{99}) == "unknown fault");
  STATIC_REQUIRE(describe(jeton::key_fault{99}) == "unknown fault");
}

TEST_CASE("an error of a key says which one, and by default that nothing is known") {
  STATIC_REQUIRE(jeton::key_error{}.fault == jeton::key_fault::unavailable);
  STATIC_REQUIRE(jeton::key_error{jeton::key_fault::wrong, 1} != jeton::key_error{jeton::key_fault::wrong, 2});
}
