// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_PYTHON_PROFILES_HPP
#define JETON_TESTS_PYTHON_PROFILES_HPP

#include <cstddef>
#include <string>
#include <string_view>

#include <jeton/format/identify.hpp>
#include <jeton/gitlab/other_tokens.hpp>
#include <jeton/gitlab/token.hpp>
#include <jeton/issuers/github.hpp>
#include <jeton/issuers/shapes.hpp>
#include <jeton/issuers/with_check.hpp>

#include "listed.hpp"

/// Every format of the three profiles, under the names that shapes.py and formats.py use.
namespace profiles {

namespace hub = jeton::github;
namespace lab = jeton::gitlab;
using namespace jeton::issuers;

template <class F>
struct format {
  std::string_view name;
};
template <class... F>
struct list {
  listed formats[sizeof...(F)];

  constexpr list(format<F>... all) : formats{listed_as<F>(all.name)...} {}  // NOLINT: implicit, a list is a list

  /// The name of the format that a text has, or the fault.
  [[nodiscard]] std::string identify(std::string_view text) const {
    const auto found = jeton::identify<F..., jeton::opaque<>>(text);
    if (found) return *found < sizeof...(F) ? std::string{formats[*found].name} : "opaque";
    return std::to_string(static_cast<int>(found.error().reason())) + ' ' + std::to_string(found.error().position());
  }
};

inline constexpr list all{
    format<hub::classic_pat>{"github-ghp"},
    format<hub::oauth_token>{"github-gho"},
    format<hub::user_token>{"github-ghu"},
    format<hub::installation_token>{"github-ghs"},
    format<hub::refresh_token>{"github-ghr"},
    format<hub::fine_grained_pat>{"github-fine-grained"},
    format<hub::installation_jwt>{"github-ghs-jwt"},
    format<npm>{"npm"},
    format<vercel<"vcp_">>{"vercel-vcp"},
    format<vercel<"vci_">>{"vercel-vci"},
    format<vercel<"vca_">>{"vercel-vca"},
    format<vercel<"vcr_">>{"vercel-vcr"},
    format<vercel<"vck_">>{"vercel-vck"},
    format<grafana>{"grafana"},
    format<atlassian_api>{"atlassian-atatt3"},
    format<atlassian_access>{"atlassian-atctt3"},
    format<cloudflare<"cfk_">>{"cloudflare-cfk"},
    format<cloudflare<"cfut_">>{"cloudflare-cfut"},
    format<cloudflare<"cfat_">>{"cloudflare-cfat"},
    format<zuplo>{"zuplo"},
    format<polar<"polar_oat_">>{"polar"},
    format<asf>{"asf"},
    format<sanctum<"acme_">>{"sanctum"},
    format<sanctum<>>{"sanctum-plain"},
    format<deno<"ddp_">>{"deno-ddp"},
    format<deno<"ddo_">>{"deno-ddo"},
    format<deno<"ddw_">>{"deno-ddw"},
    format<pypi>{"pypi"},
    format<pypi_test>{"pypi-test"},
    format<crates_io>{"crates-io"},
    format<rubygems>{"rubygems"},
    format<hugging_face<"hf_">>{"hugging-face"},
    format<hugging_face<"api_org_">>{"hugging-face-organization"},
    format<slack_bot>{"slack-bot"},
    format<slack_user>{"slack-user"},
    format<slack_app>{"slack-app"},
    format<stripe<"sk_live_">>{"stripe-secret-live"},
    format<stripe<"rk_test_">>{"stripe-restricted-test"},
    format<sentry_user>{"sentry-user"},
    format<sentry_organization>{"sentry-organization"},
    format<digitalocean<"dop_v1_">>{"digitalocean-personal"},
    format<digitalocean<"dor_v1_">>{"digitalocean-refresh"},
    format<shopify<"shpat_">>{"shopify-access"},
    format<shopify<"shpss_">>{"shopify-shared-secret"},
    format<grafana_cloud>{"grafana-cloud"},
    format<databricks>{"databricks"},
    format<doppler<"dp.pt.">>{"doppler-personal"},
    format<doppler<"dp.ct.">>{"doppler-command-line"},
    format<openai<"sk-proj-">>{"openai-project"},
    format<openai<"sk-proj-", 58>>{"openai-project-58"},
    format<openai<"sk-svcacct-">>{"openai-service-account"},
    format<openai_legacy>{"openai-legacy"},
    format<anthropic<"sk-ant-api03-">>{"anthropic-api"},
    format<anthropic<"sk-ant-admin01-">>{"anthropic-admin"},
    format<fly_deploy>{"fly-deploy"},
    format<vault_service>{"vault-service"},
    format<vault_batch>{"vault-batch"},
    format<supabase_access>{"supabase-access"},
    format<supabase_secret>{"supabase-secret"},
    format<linear>{"linear"},
    format<postman>{"postman"},
    format<notion>{"notion"},
    format<figma>{"figma"},
    format<docker_personal>{"docker-personal"},
    format<docker_organization>{"docker-organization"},
    format<buildkite_user>{"buildkite-user"},
    format<planetscale<"pscale_tkn_">>{"planetscale-token"},
    format<planetscale<"pscale_pw_">>{"planetscale-password"},
    format<terraform>{"terraform"},
    format<lab::personal_access_token>{"gitlab-v1"},
    format<lab::personal_access_token_v0>{"gitlab-v0"},
    format<lab::personal_access_token_legacy>{"gitlab-legacy"},
    format<lab::deploy_token>{"gitlab-deploy-v1"},
    format<lab::deploy_token_legacy>{"gitlab-deploy-legacy"},
    format<lab::instance_runner_token>{"gitlab-instance-runner-v1"},
    format<lab::group_runner_token>{"gitlab-group-runner-v1"},
    format<lab::project_runner_token>{"gitlab-runner-v1"},
    format<lab::runner_token_legacy>{"gitlab-runner-legacy"},
    format<lab::registered_runner_token>{"gitlab-registered-runner-v1"},
    format<lab::registered_runner_token_legacy>{"gitlab-registered-runner-legacy"},
    format<lab::oauth_application_secret>{"gitlab-oauth"},
    format<lab::feed_token>{"gitlab-feed"},
    format<lab::feed_token_for_path>{"gitlab-feed-path"},
    format<lab::incoming_mail_token>{"gitlab-mail"},
    format<lab::trigger_token>{"gitlab-trigger"},
    format<lab::agent_token>{"gitlab-agent"},
    format<lab::ci_job_token>{"gitlab-job"},
    format<lab::scim_token>{"gitlab-scim"},
    format<lab::feature_flags_client_token>{"gitlab-feature-flags"},
    format<lab::workspace_token>{"gitlab-workspace"},
    format<lab::runner_registration_token>{"gitlab-registration"},
    format<lab::session_cookie>{"gitlab-session"},
};

}  // namespace profiles

#endif
