// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/route.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::prefixed;

namespace gl = jeton::gitlab;
using gl::route;
using gl::route_error;
using gl::route_fault;
using v1 = gl::personal_access_token;
using v0 = gl::personal_access_token_v0;

/// The columns of routable.tsv.
enum column : std::size_t { verdict, version, prefix, random_bytes, c, g, o, p, t, u, field, suffix, note };

/// What the token of a row says about its route.
template <class F>
jeton::result<route, route_error> read(const jeton_tests::row& row) {
  const auto format = *prefixed<F>::make(row[prefix]);
  const std::string text = row[prefix] + row[field] + row[suffix];
  const auto token = format.parse(text);
  REQUIRE(token.has_value());
  return gl::route_of(*token);
}

constexpr route_error fault_in(std::string_view payload) { return route::parse(payload).error(); }

}  // namespace

TEST_CASE("every routable token of the vectors is read as it says") {
  for (const jeton_tests::row& row : jeton_tests::rows("routable.tsv", 13)) {
    if (row[field].empty()) continue;
    INFO("routable.tsv line " << row.line << ": " << row[note]);
    const auto found = row[version] == "1" ? read<v1>(row) : read<v0>(row);
    CHECK(found.has_value() == (row[verdict] != "malformed"));
    if (!found || row[verdict] == "malformed") continue;
    CHECK(found->cell() == row[c]);
    CHECK(found->group() == row[g]);
    CHECK(found->organization() == row[o]);
    CHECK(found->project() == row[p]);
    CHECK(found->runner_type() == row[t]);
    CHECK(found->user() == row[u]);
  }
}

TEST_CASE("a payload is lines of one lower-case letter, a colon and a value") {
  STATIC_REQUIRE(route::parse("o:1")->organization() == "1");
  STATIC_REQUIRE(route::parse("o:1\nz:unknown")->value('z') == "unknown");
  STATIC_REQUIRE(route::parse("o:1")->user().empty());
  STATIC_REQUIRE(fault_in("") == route_error{route_fault::line, 0});
  STATIC_REQUIRE(fault_in("o:") == route_error{route_fault::line, 0});
  STATIC_REQUIRE(fault_in("o:1\n") == route_error{route_fault::line, 4});
  STATIC_REQUIRE(fault_in("\no:1") == route_error{route_fault::line, 0});
  STATIC_REQUIRE(fault_in("o:1\n\nu:1") == route_error{route_fault::line, 4});
  STATIC_REQUIRE(fault_in("o:1\nU:1") == route_error{route_fault::line, 4});
  STATIC_REQUIRE(fault_in("o1:1") == route_error{route_fault::line, 0});
  STATIC_REQUIRE(fault_in("o:1\nu:1\no:2") == route_error{route_fault::duplicate, 8});
  STATIC_REQUIRE_FALSE(describe(fault_in("o:")).empty());
  CHECK(fault_in("o:" + std::string(207, '1')) == route_fault::length);
  CHECK(route::parse("o:" + std::string(206, '1')).has_value());
}

TEST_CASE("a value is a number below 2^64 or no number") {
  STATIC_REQUIRE(*route::parse("o:3w5e11264sgsf")->number('o') == ~std::uint64_t{0});
  STATIC_REQUIRE(route::parse("o:3w5e11264sgsg")->number('o').error() == route_error{route_fault::number, 2});
  STATIC_REQUIRE(route::parse("c:1\no:fo-o")->number('o').error() == route_error{route_fault::number, 6});
  STATIC_REQUIRE(route::parse("c:1\no:FOO")->number('o').error() == route_error{route_fault::number, 6});
  STATIC_REQUIRE_FALSE(route::parse("c:1")->number('o').has_value());
  STATIC_REQUIRE(*route::parse("o:0000000000000000000001")->number('o') == 1);
}

TEST_CASE("a default-constructed route names nothing") {
  STATIC_REQUIRE(route{}.payload().empty());
  STATIC_REQUIRE(route{}.organization().empty());
  STATIC_REQUIRE_FALSE(route{}.number('o').has_value());
}
