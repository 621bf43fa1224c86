// SPDX-License-Identifier: BSL-1.0
#include <jeton/decision/find_record.hpp>

#include <optional>
#include <string_view>

#include "../support/catch.hpp"

namespace {

using jeton::denial;
using jeton::digest;
using jeton::find_record;
using jeton::store_fault;

constexpr std::string_view text = "a presented text";

struct row {
  jeton::digest<32> digest{};
  int id = 0;
};
constexpr row kept{jeton::sha256(text), 7};

/// Two ways to make a digest; the second one is that of the row.
struct two_ways {
  [[nodiscard]] static constexpr std::size_t size() { return 2; }
  [[nodiscard]] static constexpr digest<32> digest_of(std::string_view presented, std::size_t number = 0) {
    return number == 0 ? jeton::sha256("something else") : jeton::sha256(presented);
  }
  [[nodiscard]] static constexpr jeton::digest_scheme scheme(std::size_t = 0) { return {"two"}; }
};

constexpr auto by_pointer = [](const digest<32>& key) { return key == kept.digest ? &kept : nullptr; };
constexpr auto by_result = [](const digest<32>& key) -> jeton::result<row, store_fault> {
  if (key == kept.digest) return kept;
  return store_fault::absent;
};
constexpr auto in_trouble = [](const digest<32>&) -> jeton::result<row, store_fault> {
  return store_fault::unavailable;
};
constexpr auto of_any = [](const digest<32>&) { return &kept; };  // a store that does not compare

}  // namespace

TEST_CASE("a record is found by the digest of a text, whatever the answer is made of") {
  constexpr jeton::plain_sha256 plain;
  STATIC_REQUIRE(find_record(text, by_pointer, plain)->id == 7);
  STATIC_REQUIRE(find_record(text, by_result, plain)->id == 7);
  CHECK(find_record(text, [](const digest<32>&) { return std::optional{kept}; }, plain)->id == 7);
  STATIC_REQUIRE(std::is_same_v<jeton::record_found<decltype(by_pointer)>, row>);
}

TEST_CASE("no record is unknown, a store in trouble is unavailable") {
  constexpr jeton::plain_sha256 plain;
  STATIC_REQUIRE(find_record("another", by_pointer, plain).error() == denial::unknown);
  STATIC_REQUIRE(find_record("another", by_result, plain).error() == denial::unknown);
  STATIC_REQUIRE(find_record(text, in_trouble, plain).error() == denial::unavailable);
}

TEST_CASE("each way to make a digest is tried, and what the store gives is compared") {
  STATIC_REQUIRE(find_record(text, by_pointer, two_ways{})->id == 7);
  STATIC_REQUIRE(find_record("another", of_any, jeton::plain_sha256{}).error() == denial::unknown);
}
