// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/other_tokens.hpp>

#include "../support/catch.hpp"

namespace gl = jeton::gitlab;

TEST_CASE("GitLab's other tokens have the prefixes and sizes of its documentation") {
  STATIC_REQUIRE(gl::oauth_application_secret::size == 70);
  STATIC_REQUIRE(gl::deploy_token::prefix == "gldt-");
  STATIC_REQUIRE(gl::deploy_token_legacy::size == 25);
  STATIC_REQUIRE(gl::instance_runner_token::prefix == "glrt-t1_");
  STATIC_REQUIRE(gl::group_runner_token::prefix == "glrt-t2_");
  STATIC_REQUIRE(gl::project_runner_token::prefix == "glrt-t3_");
  STATIC_REQUIRE(gl::runner_token_legacy::prefix == "glrt-");
  STATIC_REQUIRE(gl::registered_runner_token::prefix == "glrtr-");
  STATIC_REQUIRE(gl::registered_runner_token_legacy::prefix == "glrtr-");
  STATIC_REQUIRE(gl::feed_token::size == 25);
  STATIC_REQUIRE(gl::feed_token_for_path::min_size == 5 + 64 + 1 + 1);
  STATIC_REQUIRE(gl::feed_token_for_path::max_size == 5 + 64 + 1 + 20);
  STATIC_REQUIRE(gl::incoming_mail_token::size == 31);
  STATIC_REQUIRE(gl::trigger_token::size == 46);
  STATIC_REQUIRE(gl::agent_token::size == 58);
  STATIC_REQUIRE(gl::ci_job_token::min_size == 6 + 1 + 1 + 20);
  STATIC_REQUIRE(gl::ci_job_token::max_size == 6 + 5 + 1 + 20);
  STATIC_REQUIRE(gl::scim_token::size == 27);
  STATIC_REQUIRE(gl::feature_flags_client_token::size == 27);
  STATIC_REQUIRE(gl::runner_registration_token::size == 29);
  STATIC_REQUIRE(gl::session_cookie::size == 48);
  STATIC_REQUIRE(gl::workspace_token::prefix == "glwt-");
}
