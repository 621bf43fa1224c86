// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_OTHER_TOKENS_HPP
#define JETON_GITLAB_OTHER_TOKENS_HPP

#include <jeton/format/alphabet.hpp>
#include <jeton/format/token.hpp>
#include <jeton/gitlab/token.hpp>

/// GitLab's tokens beside the personal ones (doc/security/tokens/_index.md), and the shapes that scanners use where the
/// documentation gives a prefix only.
namespace jeton { inline namespace v0 { namespace gitlab {

/// Reads and writes repositories and registries of a project or group, and belongs to no user.
using deploy_token = routable<"gldt-">;
using deploy_token_legacy = legacy<"gldt-">;

/// Runner authentication tokens carry the runner's type: instance, group or project.
using instance_runner_token = routable<"glrt-t1_">;
using group_runner_token = routable<"glrt-t2_">;
using project_runner_token = routable<"glrt-t3_">;
using runner_token_legacy = legacy<"glrt-">;
using registered_runner_token = routable<"glrtr-">;       ///< made with a registration token
using registered_runner_token_legacy = legacy<"glrtr-">;  ///< made with a registration token

using oauth_application_secret = legacy<"gloas-", 64>;
using feed_token = legacy<"glft-">;
using feed_token_for_path =
    token_format<"glft-", hex<64>, "-", decimal<1, 20>>;  ///< weak: bound to a path and a user id
using incoming_mail_token = legacy<"glimt-", 25>;
using trigger_token = token_format<"glptt-", hex<40>>;
using agent_token = legacy<"glagent-", 50>;
using ci_job_token =
    token_format<"glcbt-", base62<1, 5>, "_", base64url<20>>;  ///< the first field is the partition's id
using scim_token = legacy<"glsoat-">;
using feature_flags_client_token = legacy<"glffct-">;
using workspace_token = token_format<"glwt-", base64url<20, 100>>;  ///< weak: only the prefix is documented (18.2)
using runner_registration_token = legacy<"GR1348941">;              ///< deprecated
using session_cookie = token_format<"_gitlab_session=", base36<32>>;

}}}  // namespace jeton::v0::gitlab

#endif
