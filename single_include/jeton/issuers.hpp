// SPDX-License-Identifier: BSL-1.0
// jeton 0.1.0: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one.

#include <bit>
#include <cstddef>
#include <string_view>

#include <jeton/jeton.hpp>
#include <jeton/http.hpp>
#include <jeton/lifecycle.hpp>

// jeton/issuers/shapes.hpp
#ifndef JETON_ISSUERS_SHAPES_HPP
#define JETON_ISSUERS_SHAPES_HPP

/// Tokens of issuers without a checksum, as the rules of gitleaks and trufflehog have them: a shape recognises, and
/// refuses little. Not in jeton.hpp: few programs need fifty.
namespace jeton { inline namespace v0 { namespace issuers {

/// Digits of fields that no number system has.
struct alnum_dash_digits : alphabet<"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"> {};
struct planetscale_digits : alphabet<"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.-="> {};
struct terraform_digits : alphabet<"0123456789abcdefghijklmnopqrstuvwxyz-_="> {};

/// PyPI: a macaroon; the fixed text is its version and the name of the index.
using pypi = token_format<"pypi-AgEIcHlwaS5vcmc", base64url<50, 1000>>;
using pypi_test = token_format<"pypi-AgENdGVzdC5weXBpLm9yZw", base64url<50, 1000>>;
using crates_io = token_format<"cio", base62<32>>;  ///< src/util/token.rs; no separator
using rubygems = token_format<"rubygems_", hex<48>>;
/// Hugging Face: `hf_` user, `api_org_` organization.
template <fixed_string Prefix>
using hugging_face = token_format<Prefix, base62<34>>;
using slack_bot = token_format<"xoxb-", decimal<10, 13>, "-", decimal<10, 13>, "-", base62<18, 40>>;
using slack_user = token_format<"xoxp-", decimal<10, 13>, "-", decimal<10, 13>, "-", decimal<10, 13>, "-",
                                field<alnum_dash_digits, 28, 34>{}>;
using slack_app = token_format<"xapp-", decimal<1>, "-", field<base36_upper_digits, 9, 13>{}, "-", decimal<10, 16>, "-",
                               base36<32, 80>>;
/// Stripe: `sk_` secret or `rk_` restricted key, `live_` or `test_`.
template <fixed_string Prefix>
using stripe = token_format<Prefix, base62<10, 247>>;
using sentry_user = token_format<"sntryu_", hex<64>>;
using sentry_organization = token_format<"sntrys_eyJ", base64<80, 1000>, "_", base64<43>>;  // padding left aside: weak
/// DigitalOcean: `dop_v1_` personal, `doo_v1_` OAuth, `dor_v1_` refresh.
template <fixed_string Prefix>
using digitalocean = token_format<Prefix, hex<64>>;
/// Shopify: `shpat_` access, `shpca_` custom app, `shppa_` private app, `shpss_` shared secret.
template <fixed_string Prefix>
using shopify = token_format<Prefix, hex<32>>;
using grafana_cloud = token_format<"glc_", base64<32, 400>>;
using databricks = token_format<"dapi", hex<32>>;
/// Doppler: `dp.pt.` personal, `dp.ct.` command line, `dp.sa.` service account.
template <fixed_string Prefix>
using doppler = token_format<Prefix, base62<40, 44>>;
/// OpenAI: `sk-proj-`, `sk-svcacct-`, `sk-admin-`, with 74 or 58 characters on both sides of "OpenAI" in base64.
template <fixed_string Prefix, std::size_t Side = 74>
using openai = token_format<Prefix, base64url<Side>, "T3BlbkFJ", base64url<Side>>;
using openai_legacy = token_format<"sk-", base62<20>, "T3BlbkFJ", base62<20>>;
/// Anthropic: `sk-ant-api03-` or `sk-ant-admin01-`.
template <fixed_string Prefix>
using anthropic = token_format<Prefix, base64url<93>, "AA">;
using fly_deploy = token_format<"fo1_", base64url<43>>;
using vault_service = token_format<"hvs.", base64url<90, 120>>;
using vault_batch = token_format<"hvb.", base64url<138, 300>>;
using supabase_access = token_format<"sbp_", base36<40>>;
using supabase_secret =
    token_format<"sb_secret_", base64url<22>, "_", base64url<8>>;  ///< the tail may be a checksum: weak
using linear = token_format<"lin_api_", base62<40>>;
using postman = token_format<"PMAK-", hex<24>, "-", hex<34>>;
using notion = token_format<"ntn_", decimal<11>, base62<35>>;
using figma = token_format<"figd_", base64url<40>>;
using docker_personal = token_format<"dckr_pat_", base64url<27>>;
using docker_organization = token_format<"dckr_oat_", base64url<32>>;
using buildkite_user = token_format<"bkua_", base36<40>>;
/// PlanetScale: `pscale_tkn_`, `pscale_oauth_`, `pscale_pw_`.
template <fixed_string Prefix>
using planetscale = token_format<Prefix, field<planetscale_digits, 32, 64>{}>;
using terraform = token_format<base36<14>, ".atlasv1.", field<terraform_digits, 60, 70>{}>;

}}}  // namespace jeton::v0::issuers

#endif

// jeton/issuers/with_check.hpp
#ifndef JETON_ISSUERS_WITH_CHECK_HPP
#define JETON_ISSUERS_WITH_CHECK_HPP

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

// jeton/issuers.hpp
#ifndef JETON_ISSUERS_HPP
#define JETON_ISSUERS_HPP

/// The tokens of other issuers: the table of contents. GitHub's and GitLab's have entry points of their own.

#endif
