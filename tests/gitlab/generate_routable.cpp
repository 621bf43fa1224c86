// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/generate_routable.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <jeton/gitlab/other_tokens.hpp>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::prefixed;

namespace gl = jeton::gitlab;
using gl::generate_routable;
using gl::routable_error;
using gl::route_fields;
using v1 = gl::personal_access_token;

/// The columns of routable.tsv.
enum column : std::size_t { verdict, version, prefix, random_bytes, c, g, o, p, t, u, field, suffix, note };

/// Gives the bytes of a row, and fails when they are used up.
struct known_bytes {
  std::string bytes;
  bool operator()(std::span<unsigned char> wanted) {
    if (wanted.size() > bytes.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) wanted[i] = static_cast<unsigned char>(bytes[i]);
    bytes.erase(0, wanted.size());
    return true;
  }
};

/// Gives one byte for ever.
struct constant {
  unsigned char byte;
  constexpr bool operator()(std::span<unsigned char> bytes) const {
    for (unsigned char& one : bytes) one = byte;
    return true;
  }
};

route_fields fields_of(const jeton_tests::row& row) {
  const auto value = [&](column key) { return std::string_view{row[key]}; };
  return {value(c), value(g), value(o), value(p), value(t), value(u)};
}

}  // namespace

TEST_CASE("every routable token of the vectors that GitLab makes today is made") {
  std::size_t made = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("routable.tsv", 13)) {
    if (row[version] != "1" || row[verdict] == "read" || row[verdict] == "malformed") continue;
    INFO("routable.tsv line " << row.line << ": " << row[note]);
    const auto format = *prefixed<v1>::make(row[prefix]);
    const auto token = generate_routable(format, fields_of(row), known_bytes{jeton_tests::unpack(row[random_bytes])});
    CHECK(token.has_value() == (row[verdict] == "valid"));
    if (row[verdict] == "too_large") CHECK(token.error() == routable_error::too_large);
    if (row[verdict] == "unroutable") CHECK(token.error() == routable_error::unrouted);
    if (token) CHECK(token->expose() == row[prefix] + row[field] + row[suffix]);
    made += token.has_value();
  }
  CHECK(made > 20);
}

TEST_CASE("numbers are written in base36 and read from it") {
  const auto token = generate_routable<gl::deploy_token>(
      {.cell = 1u, .group = 9970u, .organization = std::uint64_t{0}, .project = 278964u, .user = ~std::uint64_t{0}},
      constant{'a'});
  REQUIRE(token.has_value());
  const auto parsed = gl::deploy_token::parse(token->expose());
  REQUIRE(parsed.has_value());
  const auto found = gl::route_of(*parsed);
  REQUIRE(found.has_value());
  CHECK(found->payload() == "c:1\ng:7oy\no:0\np:5z90\nu:3w5e11264sgsf");
  CHECK(*found->number('g') == 9970);
  CHECK(*found->number('o') == 0);
  CHECK(*found->number('p') == 278964);
  CHECK(*found->number('u') == ~std::uint64_t{0});
}

TEST_CASE("a token is made and read when the program is compiled, as GitLab's own is") {
  // Random bytes 16 times 'a': tests/vectors/token-vectors.tsv
  CONSTEXPR auto same = [] {
    const auto token = generate_routable<v1>({.organization = 1u, .user = 1u}, constant{'a'});
    const auto parsed = v1::parse(token->expose());
    return token->expose().substr(6) == "YWFhYWFhYWFhYWFhYWFhYW86MQp1OjEH.01.0w082kcij" &&
           gl::route_of(*parsed)->user() == "1";
  }();
  STATIC_REQUIRE(same);
}

TEST_CASE("a token under an instance's prefix has a check of its own") {
  const auto format = *prefixed<v1>::make("acme", jeton::prefix_place::before_standard);
  const auto token = generate_routable(format, {.organization = "1", .user = "1"}, constant{'a'});
  REQUIRE(token.has_value());
  CHECK(token->expose().substr(11) == "YWFhYWFhYWFhYWFhYWFhYW86MQp1OjEH.01.0w1psv268");
  CHECK(format.valid(token->expose()));
}

TEST_CASE("each fault in the fields of a new token is told, before randomness is asked for") {
  const auto fails = [](std::span<unsigned char>) { return false; };
  using error = routable_error;
  const auto refusal = [&](const route_fields& fields) { return generate_routable<v1>(fields, fails).error(); };
  CHECK(refusal({}) == error::unrouted);
  CHECK(refusal({.user = "1"}) == error::unrouted);
  CHECK(refusal({.organization = "", .user = "1"}) == error::unrouted);
  CHECK(refusal({.organization = "1\nu:2"}) == error::characters);
  const std::string long_text(1'000'000, 'a');
  const auto text = [&](std::size_t size) { return std::string_view{long_text}.substr(0, size); };
  CHECK(refusal({.organization = text(158)}) == error::too_large);
  CHECK(refusal({.organization = text(1'000'000)}) == error::too_large);
  CHECK(refusal({.organization = text(157)}) == error::random);
  CHECK(refusal({.cell = "1"}) == error::random);
  for (const error one : {error::unrouted, error::characters, error::too_large, error::random}) {
    CHECK_FALSE(describe(one).empty());
  }
}

TEST_CASE("a literal zero is the number, not a text without memory") {
  STATIC_REQUIRE(gl::route_value{0u}.view() == "0");
  CHECK_FALSE(std::is_constructible_v<gl::route_value, std::nullptr_t>);
}
