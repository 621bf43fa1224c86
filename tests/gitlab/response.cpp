// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/response.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include "../support/catch.hpp"

namespace {

using jeton::gitlab::action;
using jeton::gitlab::denial;
using jeton::gitlab::git_denial;
using jeton::gitlab::response_fault;
using jeton::gitlab::response_values;

constexpr bool answers(denial reason, const response_values& values, unsigned status, std::string_view body,
                       std::string_view challenge = {}) {
  const auto written = jeton::gitlab::api_response(reason, values);
  return written && written->status == status && written->content_type == "application/json" &&
         written->body.view() == body && written->www_authenticate.view() == challenge;
}
constexpr bool tells_git(git_denial reason, unsigned status, std::string_view body, std::string_view challenge = {}) {
  const auto written = jeton::gitlab::git_response(reason, {.token_page = "https://gitlab.example/tokens"});
  return written && written->status == status && written->content_type == "text/plain; charset=utf-8" &&
         written->body.view() == body && written->www_authenticate.view() == challenge;
}
/// The body that answers a sudo for this user.
constexpr bool names(std::string_view target, std::string_view escaped) {
  const auto written = jeton::gitlab::api_response(denial::sudo_target, {.sudo_target = target});
  constexpr std::string_view before = "{\"message\":\"404 User with ID or username '";
  constexpr std::string_view after = "' Not Found\"}";
  const std::string_view body = written->body.view();
  return body.starts_with(before) && body.ends_with(after) &&
         body.substr(before.size(), body.size() - before.size() - after.size()) == escaped;
}

}  // namespace

TEST_CASE("an unknown token is unauthorized, without a challenge") {
  STATIC_REQUIRE(answers(denial::unknown, {}, 401, R"({"message":"401 Unauthorized"})"));
}

TEST_CASE("expired, revoked and impersonation are invalid tokens") {
  STATIC_REQUIRE(answers(
      denial::expired, {}, 401,
      R"({"error":"invalid_token","error_description":"Token is expired. You can either do re-authorization or token refresh."})",
      R"(Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="Token is expired. You can either do re-authorization or token refresh.")"));
  STATIC_REQUIRE(answers(
      denial::revoked, {}, 401,
      R"({"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."})",
      R"(Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="Token was revoked. You have to re-authorize from the user.")"));
  STATIC_REQUIRE(answers(
      denial::impersonation_disabled, {}, 401,
      R"({"error":"invalid_token","error_description":"Token is an impersonation token but impersonation was disabled."})",
      R"(Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="Token is an impersonation token but impersonation was disabled.")"));
}

TEST_CASE("a scope that is missing is forbidden, without a challenge, and all that are registered are listed") {
  STATIC_REQUIRE(answers(
      denial::insufficient_scope, {.what = action::rest}, 403,
      R"({"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"api read_api"})"));
  STATIC_REQUIRE(answers(
      denial::insufficient_scope, {.what = action::users}, 403,
      R"({"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"read_user api read_api"})"));
  STATIC_REQUIRE(answers(
      denial::insufficient_scope, {.what = action::users, .server = {12, 9}}, 403,
      R"({"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"read_user api"})"));
  STATIC_REQUIRE(answers(
      denial::insufficient_scope, {.what = action::rest, .server = {12, 9}}, 403,
      R"({"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"api"})"));
  STATIC_REQUIRE(answers(
      denial::insufficient_scope, {.what = action::repository_files}, 403,
      R"({"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"read_repository api read_api"})"));
  STATIC_REQUIRE(answers(
      denial::sudo_scope, {}, 403,
      R"({"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"sudo"})"));
  STATIC_REQUIRE(answers(
      denial::sudo_scope, {.what = action::users}, 403,
      R"({"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"sudo"})"));
}

TEST_CASE("the longest list of scopes has room") {
  // Every scope there is, and those of the whole API once more.
  CONSTEXPR auto written = jeton::gitlab::api_response(denial::insufficient_scope, {.what = action::self_inspection});
  STATIC_REQUIRE(written.has_value());
  STATIC_REQUIRE(written->body.view().ends_with("read_service_ping api read_api\"}"));
}

TEST_CASE("who may not use the API, or not sudo, is forbidden") {
  STATIC_REQUIRE(answers(denial::blocked, {.reason = "Your account has been blocked."}, 403,
                         R"({"message":"403 Forbidden - Your account has been blocked."})"));
  STATIC_REQUIRE(answers(denial::blocked, {}, 403, R"({"message":"403 Forbidden"})"));
  STATIC_REQUIRE(
      answers(denial::not_administrator, {}, 403, R"({"message":"403 Forbidden - Must be admin to use sudo"})"));
  STATIC_REQUIRE(answers(
      denial::sudo_without_token, {}, 403,
      R"({"message":"403 Forbidden - Must be authenticated using an OAuth or Personal Access Token to use sudo"})"));
  STATIC_REQUIRE(answers(denial::sudo_target, {.sudo_target = "X"}, 404,
                         R"({"message":"404 User with ID or username 'X' Not Found"})"));
}

TEST_CASE("a store that cannot answer is unavailable, never unknown") {
  STATIC_REQUIRE(answers(denial::unavailable, {}, 503, R"({"message":"503 Service Unavailable"})"));
  STATIC_REQUIRE(tells_git(git_denial::unavailable, 503, "Service Unavailable\n"));
}

TEST_CASE("git is told in plain text") {
  STATIC_REQUIRE(tells_git(git_denial::access_denied, 401, "HTTP Basic: Access denied\n", "Basic realm=\"GitLab\""));
  STATIC_REQUIRE(tells_git(git_denial::password, 401,
                           "HTTP Basic: Access denied\nYou must use a personal access token with 'read_repository' or "
                           "'write_repository' scope for Git over HTTP.\nYou can generate one at "
                           "https://gitlab.example/tokens"));
  STATIC_REQUIRE(tells_git(git_denial::download, 403, "You are not allowed to download code."));
  STATIC_REQUIRE(tells_git(git_denial::upload, 403, "You are not allowed to upload code."));
  STATIC_REQUIRE(tells_git(git_denial::project_not_found, 404, "The project you were looking for could not be found."));
  STATIC_REQUIRE(tells_git(git_denial::push, 403, "You are not allowed to push code to this project."));
}

TEST_CASE("a value stays inside its JSON string") {
  // Python: json.dumps(text, ensure_ascii=False)
  STATIC_REQUIRE(names("a'b", "a'b"));
  STATIC_REQUIRE(names("a\"b\\c", R"(a\"b\\c)"));
  STATIC_REQUIRE(names("\b\f\n\r\t", R"(\b\f\n\r\t)"));
  STATIC_REQUIRE(names({"\0\x1b\x1f", 3}, R"(\u0000\u001b\u001f)"));
  STATIC_REQUIRE(names("\x7f</>&", "\x7f</>&"));
  STATIC_REQUIRE(names("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"));
}

TEST_CASE("what is no UTF-8 becomes a replacement character") {
  // Python: bytes.decode("utf-8", "replace") says the same of single wrong bytes
  STATIC_REQUIRE(names("a\xFF\x62", "a\xEF\xBF\xBD\x62"));
  STATIC_REQUIRE(names("\x80", "\xEF\xBF\xBD"));
  STATIC_REQUIRE(names("\xC3", "\xEF\xBF\xBD"));
  STATIC_REQUIRE(names("\xC3\"", "\xEF\xBF\xBD\\\""));
  STATIC_REQUIRE(names("\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"));                                  // overlong
  STATIC_REQUIRE(names("\xE0\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));                  // overlong
  STATIC_REQUIRE(names("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));                  // a surrogate
  STATIC_REQUIRE(names("\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));  // beyond U+10FFFF
  STATIC_REQUIRE(names("\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF"));
  STATIC_REQUIRE(names("\xED\x9F\xBF\xEE\x80\x80", "\xED\x9F\xBF\xEE\x80\x80"));
}

TEST_CASE("the container registry is told in JSON") {
  CONSTEXPR auto written = jeton::gitlab::git_response(git_denial::registry);
  STATIC_REQUIRE(written->status == 403);
  STATIC_REQUIRE(written->content_type == "application/json");
  STATIC_REQUIRE(written->body.view() == R"({"errors":[{"code":"DENIED","message":"access forbidden"}]})");
  STATIC_REQUIRE(written->www_authenticate.view().empty());
}

TEST_CASE("no value leaves its place") {
  STATIC_REQUIRE(answers(denial::blocked, {.reason = "a\",\"b\":\"c\r\nX: y"}, 403,
                         R"({"message":"403 Forbidden - a\",\"b\":\"c\r\nX: y"})"));
  STATIC_REQUIRE(names("'\"}\r\n\r\n<script>", R"('\"}\r\n\r\n<script>)"));
  for (const std::string_view page : {"https://a\r\nb", "https://a\x1b[2J", "\x7f"}) {
    const auto written = jeton::gitlab::git_response(git_denial::password, {.token_page = page});
    CHECK_FALSE(written.has_value());
    CHECK(written.error() == response_fault::token_page);
  }
  // Values that a response does not have are not looked at.
  CHECK(jeton::gitlab::git_response(git_denial::push, {.token_page = "\n"}).has_value());
}

TEST_CASE("a reason that is none is an error of the server, and says nothing") {
  CHECK(jeton::gitlab::api_response(static_cast<denial>(255))->status == 500);
  CHECK(jeton::gitlab::api_response(static_cast<denial>(255))->body.view().empty());
  CHECK(jeton::gitlab::git_response(static_cast<git_denial>(255))->status == 500);
}

TEST_CASE("a response that does not fit is not written in part") {
  const std::string name(2000, 'a');
  CHECK(jeton::gitlab::api_response(denial::sudo_target, {.sudo_target = name}).error() == response_fault::room);
  CHECK(jeton::gitlab::api_response<4096>(denial::sudo_target, {.sudo_target = name}).has_value());
  CHECK(jeton::gitlab::api_response<29>(denial::unknown).error() == response_fault::room);
  CHECK(jeton::gitlab::api_response<30>(denial::unknown)->body.view() == R"({"message":"401 Unauthorized"})");
  CHECK(jeton::gitlab::git_response<25>(git_denial::access_denied).error() == response_fault::room);
  CHECK(jeton::gitlab::git_response<26>(git_denial::access_denied).has_value());
}

TEST_CASE("each fault is described differently") {
  constexpr response_fault all[] = {response_fault::token_page, response_fault::room, static_cast<response_fault>(255)};
  for (const response_fault one : all) {
    for (const response_fault other : all) CHECK((describe(one) == describe(other)) == (one == other));
  }
}
