// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_ISSUERS_GITHUB_HPP
#define JETON_ISSUERS_GITHUB_HPP

#include <jeton/core/fixed_string.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/checksum.hpp>
#include <jeton/format/token.hpp>

/// GitHub's tokens. GitHub announced prefix, CRC-32 and base62 (blog, 2021-04-05) but no exact specification; what
/// stands here was recomputed on published tokens (42 of 44 classic ones, two had been broken on purpose).
namespace jeton { inline namespace v0 { namespace github {

/// The form of 2021: 30 base62 digits and the CRC-32 of these 30 alone, so that one body is good under every prefix.
template <fixed_string Prefix>
using classic = token_format<Prefix, base62<30>, crc32_base62<6, covers::body>>;

using classic_pat = classic<"ghp_">;         ///< personal access token (classic)
using oauth_token = classic<"gho_">;         ///< OAuth access token
using user_token = classic<"ghu_">;          ///< user access token of a GitHub App
using installation_token = classic<"ghs_">;  ///< installation access token of a GitHub App, until 2026

/// Refresh token of a GitHub App: 80 bytes, where many scanners still expect 40. Verified on one published token.
using refresh_token = token_format<"ghr_", base62<70>, crc32_base62<6, covers::body>>;

/// Fine-grained personal access token: 22 digits, 43 digits, the first 40 bits of the SHA-256 of everything before in
/// base32, and 8 digits of unknown meaning that no check covers. Not documented by GitHub; verified on four published
/// tokens. How much of the 22 is random is unknown too, so `entropy_bits` is what *we* would draw.
using fine_grained_pat = token_format<"github_pat_", base62<22>, "_", base62<43>, sha256_base32<8>, base62<8>>;

/// Installation access token since 2026-04-27: `ghs_`, the App's id, and a JWT of about 500 bytes. No check that a
/// client could compute (changelog 2026-04-24); this is a shape. The bounds are ours: a JWT of a 32-byte signature or
/// more.
using installation_jwt =
    token_format<"ghs_", decimal<1, 20>, "_", base64url<16, 1000>, ".", base64url<16, 1000>, ".", base64url<43, 1000>>;

}}}  // namespace jeton::v0::github

#endif
