// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_ISSUERS_WITH_CHECK_HPP
#define JETON_ISSUERS_WITH_CHECK_HPP

#include <bit>
#include <cstddef>
#include <string_view>

#include <jeton/bytes/detail/byte_search.hpp>
#include <jeton/core/fixed_string.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/digest/sha256.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/checksum.hpp>
#include <jeton/format/token.hpp>

/// Token formats of other issuers. *Verified*: the checksum was recomputed on that many published tokens. *Weak*: one
/// token, a scanner's rule or a third party is all the evidence. Issuers whose tokens have no checksum:
/// issuers/shapes.hpp.
namespace jeton { inline namespace v0 { namespace issuers {

/// npm access token, GitHub's classic form (github.blog 2021-09-23). Verified 2/2.
using npm = token_format<"npm_", base62<30>, crc32_base62<6, covers::body>>;

/// Vercel (changelog 2026): GitHub's form with 50 digits. Verified 4/4. `vcp_` personal, `vci_` integration, `vca_`
/// app, `vcr_` app refresh, `vck_` API key.
template <fixed_string Prefix>
using vercel = token_format<Prefix, base62<50>, crc32_base62<6, covers::body>>;

/// Grafana service account token: the CRC-32 of `glsa_` and the body, its bytes lowest first. Verified 1/1, and in
/// Grafana's source (pkg/components/satokengen).
using grafana = token_format<"glsa_", base62<32>, "_", crc32_hex<8, covers::before_separator, std::endian::little>>;

/// Atlassian API token, 192 bytes; the CRC-32 covers the `=` too. Verified on published tokens.
using atlassian_api = token_format<"ATATT3", base64url<177>, "=", crc32_upper_hex<8>>;
/// Atlassian administration key, Bitbucket access token: the same, of a size that is not fixed. Verified on published
/// tokens.
using atlassian_access = token_format<"ATCTT3", base64url<100, 300>, "=", crc32_upper_hex<8>>;

/// Cloudflare (2026): documented as 40 characters and a checksum. Weak: the algorithm was inferred from one published
/// body. `cfk_` global API key, `cfut_` user token, `cfat_` account token.
template <fixed_string Prefix>
using cloudflare = token_format<Prefix, base62<40>, crc32_hex<8, covers::body>>;

/// Zuplo API key. Weak: verified 1/1.
using zuplo = token_format<"zpka_", hex<32>, "_", crc32_hex<8, covers::body>>;

/// Polar (server/polar/kit/crypto.py): GitHub's form with 37 digits. `polar_oat_` organization, `polar_pat_` personal,
/// and others.
template <fixed_string Prefix>
using polar = token_format<Prefix, base62<37>, crc32_base62<6, covers::body>>;

/// The Apache Software Foundation's draft standard: a product name of 3 to 6 letters. Verified 5/5.
using asf = token_format<"asf_", lower<3, 6>, "_", base62<27>, crc32_base62<6, covers::body>>;

/// Laravel Sanctum since 3.3 (src/HasApiTokens.php): the row's id, a bar, the configured prefix, 40 random characters
/// and their CRC-32. The id and the prefix are not covered.
template <fixed_string Prefix = "">
using sanctum = token_format<decimal<1, 20>, fixed_string{"|"} + Prefix, base62<40>, crc32_hex<8, covers::body>>;

/// How Sanctum's store finds a token (src/PersonalAccessToken.php): SHA-256 of what follows the first `|`, or of all of
/// it where there is none. `digest_of(text).to_hex()` is the column token. It finds by the digest alone; the id before
/// the `|` is only Sanctum's quick way to the row.
struct sanctum_sha256 {
  [[nodiscard]] static constexpr std::size_t size() { return 1; }
  [[nodiscard]] static constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) {
    if (number != 0) return {};
    const std::size_t bar = detail::find_byte(text, '|');
    return sha256(bar < text.size() ? text.substr(bar + 1) : text);
  }
  [[nodiscard]] static constexpr digest_scheme scheme(std::size_t number = 0) {
    return number == 0 ? digest_scheme{"sanctum"} : digest_scheme{};
  }
};

/// Deno Deploy: GitHub's form, prefix covered. Weak: 1 of 5 published samples matches. `ddp_` personal, `ddo_`
/// organization, `ddw_`.
template <fixed_string Prefix>
using deno = token_format<Prefix, base62<30>, crc32_base62<6>>;

}}}  // namespace jeton::v0::issuers

#endif
