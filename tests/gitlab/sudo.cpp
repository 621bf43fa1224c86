// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/sudo.hpp>

#include <cstddef>

#include "../support/catch.hpp"

namespace {

namespace gl = jeton::gitlab;
using gl::check_sudo;
using gl::scopes;
using gl::sudo_refusal;
using gl::sudo_request;
using gl::sudo_target;

constexpr auto only_sudo = scopes::of<"sudo">();
constexpr sudo_request as_another{
    .is_authenticated = true, .is_administrator = true, .has_token = true, .target = sudo_target::another};

constexpr sudo_request without_user() {
  sudo_request request = as_another;
  request.is_authenticated = false;
  return request;
}
constexpr sudo_request without_rank() {
  sudo_request request = as_another;
  request.is_administrator = false;
  return request;
}
constexpr sudo_request without_token() {
  sudo_request request = as_another;
  request.has_token = false;
  return request;
}
constexpr sudo_request to(sudo_target target) {
  sudo_request request = as_another;
  request.target = target;
  return request;
}

}  // namespace

TEST_CASE("an administrator's token with sudo acts as any user") {
  STATIC_REQUIRE(*check_sudo(as_another, only_sudo) == sudo_target::another);
  STATIC_REQUIRE(*check_sudo(as_another, scopes::of<"api", "sudo">()) == sudo_target::another);
  STATIC_REQUIRE(*check_sudo(to(sudo_target::oneself), only_sudo) == sudo_target::oneself);
}

TEST_CASE("each refusal of sudo, with its status") {
  STATIC_REQUIRE(check_sudo(without_user(), only_sudo).error() == sudo_refusal::unauthenticated);
  STATIC_REQUIRE(check_sudo(without_rank(), only_sudo).error() == sudo_refusal::not_administrator);
  STATIC_REQUIRE(check_sudo(without_token(), only_sudo).error() == sudo_refusal::no_token);
  STATIC_REQUIRE(check_sudo(as_another, scopes::of<"api">()).error() == sudo_refusal::missing_scope);
  STATIC_REQUIRE(check_sudo(to(sudo_target::unknown), only_sudo).error() == sudo_refusal::unknown_target);
  STATIC_REQUIRE(status_of(sudo_refusal::unauthenticated) == 401);
  STATIC_REQUIRE(status_of(sudo_refusal::not_administrator) == 403);
  STATIC_REQUIRE(status_of(sudo_refusal::no_token) == 403);
  STATIC_REQUIRE(status_of(sudo_refusal::missing_scope) == 403);
  STATIC_REQUIRE(status_of(sudo_refusal::unknown_target) == 404);
}

TEST_CASE("the first check that fails gives the reason") {
  for (unsigned failing = 1; failing < 32; ++failing) {
    const auto fails = [&](unsigned check) { return (failing >> check & 1) != 0; };
    const sudo_request request{.is_authenticated = !fails(0),
                               .is_administrator = !fails(1),
                               .has_token = !fails(2),
                               .target = fails(4) ? sudo_target::unknown : sudo_target::another};
    unsigned first = 0;
    while (!fails(first)) ++first;
    CAPTURE(failing);
    const auto answer = check_sudo(request, fails(3) ? scopes::of<"api", "admin_mode">() : only_sudo);
    CHECK_FALSE(answer);
    CHECK(answer.error() == static_cast<sudo_refusal>(first));
  }
}

TEST_CASE("no other scope does for sudo, nor all of them together") {
  scopes::set others;
  for (std::size_t i = 0; i < scopes::size; ++i) others.insert(i);
  others.erase<"sudo">();
  CHECK(others.size() == scopes::size - 1);
  CHECK(check_sudo(as_another, others).error() == sudo_refusal::missing_scope);
  CHECK(check_sudo(as_another, scopes::set{}).error() == sudo_refusal::missing_scope);
}

TEST_CASE("what is forgotten is refused") {
  STATIC_REQUIRE(check_sudo(sudo_request{}, only_sudo).error() == sudo_refusal::unauthenticated);
  STATIC_REQUIRE(check_sudo(to(static_cast<sudo_target>(3)), only_sudo).error() == sudo_refusal::unknown_target);
}

TEST_CASE("each refusal is described differently") {
  constexpr sudo_refusal all[] = {sudo_refusal::unauthenticated, sudo_refusal::not_administrator,
                                  sudo_refusal::no_token, sudo_refusal::missing_scope, sudo_refusal::unknown_target};
  for (const sudo_refusal one : all) {
    CHECK_FALSE(describe(one).empty());
    CHECK(describe(one) != describe(static_cast<sudo_refusal>(9)));
    for (const sudo_refusal other : all) CHECK((describe(one) == describe(other)) == (one == other));
  }
}
