// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/action.hpp>

#include <cstddef>

#include "../support/catch.hpp"

namespace {

namespace gl = jeton::gitlab;
using gl::action;
using gl::endpoint;
using gl::method;
using gl::methods;
using table = gl::action_table<gl::action_row>;

}  // namespace

TEST_CASE("methods by their names; what is not known may the least") {
  STATIC_REQUIRE(gl::method_of("GET") == method::get);
  STATIC_REQUIRE(gl::method_of("HEAD") == method::head);
  for (const auto* const name :
       {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "", "get", "Get", "GET ", "HEA", "HEADS"}) {
    INFO(name);
    CHECK(gl::method_of(name) == method::other);
  }
}

TEST_CASE("which methods a row counts for") {
  STATIC_REQUIRE(includes(methods::get, method::get));
  STATIC_REQUIRE_FALSE(includes(methods::get, method::head));
  STATIC_REQUIRE_FALSE(includes(methods::get, method::other));
  STATIC_REQUIRE(includes(methods::head, method::head));
  STATIC_REQUIRE_FALSE(includes(methods::head, method::get));
  STATIC_REQUIRE_FALSE(includes(methods::head, method::other));
  STATIC_REQUIRE(includes(methods::reading, method::get));
  STATIC_REQUIRE(includes(methods::reading, method::head));
  STATIC_REQUIRE_FALSE(includes(methods::reading, method::other));
  STATIC_REQUIRE(includes(methods::writing, method::other));
  STATIC_REQUIRE_FALSE(includes(methods::writing, method::get));
  STATIC_REQUIRE_FALSE(includes(methods::writing, method::head));
  STATIC_REQUIRE(includes(methods::any, method::get));
  STATIC_REQUIRE(includes(methods::any, method::head));
  STATIC_REQUIRE(includes(methods::any, method::other));
}

TEST_CASE("a value that is no method counts for no row") {
  for (unsigned value = 3; value < 256; ++value) CHECK_FALSE(includes(methods::any, static_cast<method>(value)));
  STATIC_REQUIRE_FALSE(includes(methods{}, method::get));
}

TEST_CASE("methods in words") {
  STATIC_REQUIRE(describe(methods::writing) == "POST, PUT, PATCH, DELETE");
  STATIC_REQUIRE(describe(methods::get) == "GET");
  STATIC_REQUIRE(describe(methods::head) == "HEAD");
  STATIC_REQUIRE(describe(methods::reading) == "GET, HEAD");
  STATIC_REQUIRE(describe(methods::any) == "any");
  STATIC_REQUIRE(describe(methods{}) == "none");
}

TEST_CASE("every action stands in the table once, in the order of its enumerators, with a name and a line") {
  unsigned expected = 0;
  for (const gl::action_row& row : table::rows) {
    INFO(row.name);
    CHECK(row.what == static_cast<action>(expected++));
    CHECK_FALSE(row.name.empty());
    CHECK_FALSE(row.description.empty());
    for (const gl::action_row& other : table::rows) CHECK((row.name == other.name) == (&row == &other));
  }
  CHECK(expected == static_cast<unsigned>(action::sudo) + 1);
}

TEST_CASE("what is asked by the REST API, and what is not") {
  STATIC_REQUIRE(gl::row_of(action::rest).where == endpoint::plain);
  STATIC_REQUIRE(gl::row_of(action::package_read).where == endpoint::plain);
  STATIC_REQUIRE(gl::row_of(action::package_write).where == endpoint::plain);
  STATIC_REQUIRE(gl::row_of(action::users).where == endpoint::extended);
  STATIC_REQUIRE(gl::row_of(action::self_rotation).where == endpoint::extended);
  STATIC_REQUIRE(gl::row_of(action::git_pull).where == endpoint::outside);
  STATIC_REQUIRE(gl::row_of(action::image_delete).where == endpoint::outside);
  STATIC_REQUIRE(gl::row_of(action::sudo).where == endpoint::outside);
  STATIC_REQUIRE(gl::row_of(static_cast<action>(200)).where == endpoint::outside);
}

TEST_CASE("an action that says its method does not ask the request for it") {
  for (const method said : {method::other, method::get, method::head}) {
    for (const action one :
         {action::self_revocation, action::self_rotation, action::runner_creation, action::package_write}) {
      CHECK(gl::row_of(one).method_in(said) == method::other);
    }
    for (const action one : {action::self_inspection, action::service_ping, action::package_read}) {
      CHECK(gl::row_of(one).method_in(said) == method::get);
    }
    for (const action one : {action::rest, action::users, action::repository_files, action::runner_management}) {
      CHECK(gl::row_of(one).method_in(said) == said);
    }
  }
}
