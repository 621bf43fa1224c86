// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_TOKEN_HPP
#define JETON_GITLAB_TOKEN_HPP

#include <jeton/alphabet.hpp>
#include <jeton/checksum.hpp>
#include <jeton/fixed_string.hpp>
#include <jeton/prefixed.hpp>
#include <jeton/token.hpp>

/// GitLab's token formats (doc/security/tokens/_index.md), and the shapes that scanners use where the documentation
/// gives a prefix only. An administrator's prefix: `jeton::prefixed<gitlab::personal_access_token>`.
namespace jeton::inline v0::gitlab {

/// Routable token, current form (lib/authn/token_field/generator/routable_token.rb): base64url of 16 random bytes, the
/// payload and its length; version 01; the length of that text; the CRC-32 of everything before it, prefix included, in
/// base36. Verified 4/4. See gitlab/route.hpp for what the payload says.
template <fixed_string Prefix>
using routable = token_format<Prefix, base64url<27, 300>, ".01.", length_base36<2>, crc32_base36<7>>;

/// Routable token of 2024-11 to 2025-04, without a version and with payload and random bytes the other way round.
/// Verified 3/3. To be recognised; nobody makes them any more.
template <fixed_string Prefix>
using routable_v0 = token_format<Prefix, base64url<27, 300>, ".", length_base36<2>, crc32_base36<7>>;

/// The form before: random digits only, no check.
template <fixed_string Prefix, std::size_t Size = 20>
using legacy = token_format<Prefix, base64url<Size>>;

/// Personal, impersonation, project and group access tokens: all new ones are routable. GitLab draws its 20 legacy
/// digits from 60 characters, which makes 117.5 bits, not the 120 that base64url would have.
using personal_access_token = routable<"glpat-">;
using personal_access_token_v0 = routable_v0<"glpat-">;
using personal_access_token_legacy = legacy<"glpat-">;

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

}  // namespace jeton::inline v0::gitlab

#endif
