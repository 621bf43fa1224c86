// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_TOKEN_HPP
#define JETON_GITLAB_TOKEN_HPP

#include <jeton/core/fixed_string.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/checksum.hpp>
#include <jeton/format/prefixed.hpp>
#include <jeton/format/token.hpp>

/// The forms of GitLab's tokens (doc/security/tokens/_index.md), and its personal access tokens; the others stand in
/// other_tokens.hpp. An administrator's prefix: `jeton::prefixed<gitlab::personal_access_token>`.
namespace jeton { inline namespace v0 { namespace gitlab {

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

}}}  // namespace jeton::v0::gitlab

#endif
