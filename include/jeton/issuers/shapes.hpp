// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_ISSUERS_SHAPES_HPP
#define JETON_ISSUERS_SHAPES_HPP

#include <cstddef>

#include <jeton/core/fixed_string.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/token.hpp>

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
