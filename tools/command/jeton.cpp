// SPDX-License-Identifier: BSL-1.0
// The command `jeton`: every format that the library knows. A name is that of the C++ type with hyphens, as in
// `github::classic_pat` and `github-classic-pat`; without `issuers`; and with a word for what a template's prefix
// means.
#include <jeton/gitlab/other_tokens.hpp>
#include <jeton/issuers/shapes.hpp>
#include <jeton/issuers/with_check.hpp>
#include <jeton/jeton.hpp>

#include "jeton_command.hpp"
#ifdef JETON_WITH_SQLITE
#include "pat/pat_command.hpp"
#endif

namespace {

namespace github = jeton::github;
namespace issuers = jeton::issuers;
namespace gitlab = jeton::gitlab;
using jeton_command::named;
using enum jeton_command::evidence;

constexpr jeton_command::catalogue formats{
    named<github::classic_pat>{"github-classic-pat", "GitHub", verified},
    named<github::oauth_token>{"github-oauth-token", "GitHub", verified},
    named<github::user_token>{"github-user-token", "GitHub", verified},
    named<github::installation_token>{"github-installation-token", "GitHub", verified},
    named<github::installation_jwt>{"github-installation-jwt", "GitHub", documented},
    named<github::refresh_token>{"github-refresh-token", "GitHub", verified},
    named<github::fine_grained_pat>{"github-fine-grained-pat", "GitHub", verified},

    named<gitlab::personal_access_token>{"gitlab-personal-access-token", "GitLab", verified},
    named<gitlab::personal_access_token_v0>{"gitlab-personal-access-token-v0", "GitLab", verified},
    named<gitlab::personal_access_token_legacy>{"gitlab-personal-access-token-legacy", "GitLab"},
    named<gitlab::deploy_token>{"gitlab-deploy-token", "GitLab"},
    named<gitlab::deploy_token_legacy>{"gitlab-deploy-token-legacy", "GitLab"},
    named<gitlab::instance_runner_token>{"gitlab-instance-runner-token", "GitLab"},
    named<gitlab::group_runner_token>{"gitlab-group-runner-token", "GitLab"},
    named<gitlab::project_runner_token>{"gitlab-project-runner-token", "GitLab"},
    named<gitlab::runner_token_legacy>{"gitlab-runner-token-legacy", "GitLab"},
    named<gitlab::registered_runner_token>{"gitlab-registered-runner-token", "GitLab"},
    named<gitlab::registered_runner_token_legacy>{"gitlab-registered-runner-token-legacy", "GitLab"},
    named<gitlab::oauth_application_secret>{"gitlab-oauth-application-secret", "GitLab"},
    named<gitlab::feed_token>{"gitlab-feed-token", "GitLab"},
    named<gitlab::feed_token_for_path>{"gitlab-feed-token-for-path", "GitLab", weak},
    named<gitlab::incoming_mail_token>{"gitlab-incoming-mail-token", "GitLab"},
    named<gitlab::trigger_token>{"gitlab-trigger-token", "GitLab"},
    named<gitlab::agent_token>{"gitlab-agent-token", "GitLab"},
    named<gitlab::ci_job_token>{"gitlab-ci-job-token", "GitLab"},
    named<gitlab::scim_token>{"gitlab-scim-token", "GitLab"},
    named<gitlab::feature_flags_client_token>{"gitlab-feature-flags-client-token", "GitLab"},
    named<gitlab::workspace_token>{"gitlab-workspace-token", "GitLab", weak},
    named<gitlab::runner_registration_token>{"gitlab-runner-registration-token", "GitLab"},
    named<gitlab::session_cookie>{"gitlab-session-cookie", "GitLab"},

    named<issuers::npm>{"npm", "npm", verified},
    named<issuers::vercel<"vcp_">>{"vercel-personal", "Vercel", verified},
    named<issuers::vercel<"vci_">>{"vercel-integration", "Vercel", verified},
    named<issuers::vercel<"vca_">>{"vercel-app", "Vercel", verified},
    named<issuers::vercel<"vcr_">>{"vercel-app-refresh", "Vercel", verified},
    named<issuers::vercel<"vck_">>{"vercel-api-key", "Vercel", verified},
    named<issuers::grafana>{"grafana", "Grafana", verified},
    named<issuers::atlassian_api>{"atlassian-api", "Atlassian", verified},
    named<issuers::atlassian_access>{"atlassian-access", "Atlassian", verified},
    named<issuers::cloudflare<"cfk_">>{"cloudflare-global-key", "Cloudflare", weak},
    named<issuers::cloudflare<"cfut_">>{"cloudflare-user", "Cloudflare", weak},
    named<issuers::cloudflare<"cfat_">>{"cloudflare-account", "Cloudflare", weak},
    named<issuers::zuplo>{"zuplo", "Zuplo", weak},
    named<issuers::polar<"polar_oat_">>{"polar-organization", "Polar"},
    named<issuers::polar<"polar_pat_">>{"polar-personal", "Polar"},
    named<issuers::asf>{"asf", "Apache Software Foundation", verified},
    named<issuers::sanctum<>>{"sanctum", "Laravel Sanctum"},
    named<issuers::deno<"ddp_">>{"deno-personal", "Deno", weak},
    named<issuers::deno<"ddo_">>{"deno-organization", "Deno", weak},
    named<issuers::deno<"ddw_">>{"deno-ddw", "Deno", weak},

    named<issuers::pypi>{"pypi", "PyPI", reported},
    named<issuers::pypi_test>{"pypi-test", "PyPI", reported},
    named<issuers::crates_io>{"crates-io", "crates.io"},
    named<issuers::rubygems>{"rubygems", "RubyGems", reported},
    named<issuers::hugging_face<"hf_">>{"hugging-face-user", "Hugging Face", reported},
    named<issuers::hugging_face<"api_org_">>{"hugging-face-organization", "Hugging Face", reported},
    named<issuers::slack_bot>{"slack-bot", "Slack", reported},
    named<issuers::slack_user>{"slack-user", "Slack", reported},
    named<issuers::slack_app>{"slack-app", "Slack", reported},
    named<issuers::stripe<"sk_live_">>{"stripe-secret-live", "Stripe", reported},
    named<issuers::stripe<"sk_test_">>{"stripe-secret-test", "Stripe", reported},
    named<issuers::stripe<"rk_live_">>{"stripe-restricted-live", "Stripe", reported},
    named<issuers::stripe<"rk_test_">>{"stripe-restricted-test", "Stripe", reported},
    named<issuers::sentry_user>{"sentry-user", "Sentry", reported},
    named<issuers::sentry_organization>{"sentry-organization", "Sentry", weak},
    named<issuers::digitalocean<"dop_v1_">>{"digitalocean-personal", "DigitalOcean", reported},
    named<issuers::digitalocean<"doo_v1_">>{"digitalocean-oauth", "DigitalOcean", reported},
    named<issuers::digitalocean<"dor_v1_">>{"digitalocean-refresh", "DigitalOcean", reported},
    named<issuers::shopify<"shpat_">>{"shopify-access", "Shopify", reported},
    named<issuers::shopify<"shpca_">>{"shopify-custom-app", "Shopify", reported},
    named<issuers::shopify<"shppa_">>{"shopify-private-app", "Shopify", reported},
    named<issuers::shopify<"shpss_">>{"shopify-shared-secret", "Shopify", reported},
    named<issuers::grafana_cloud>{"grafana-cloud", "Grafana", reported},
    named<issuers::databricks>{"databricks", "Databricks", reported},
    named<issuers::doppler<"dp.pt.">>{"doppler-personal", "Doppler", reported},
    named<issuers::doppler<"dp.ct.">>{"doppler-cli", "Doppler", reported},
    named<issuers::doppler<"dp.sa.">>{"doppler-service-account", "Doppler", reported},
    named<issuers::openai<"sk-proj-">>{"openai-project", "OpenAI", reported},
    named<issuers::openai<"sk-proj-", 58>>{"openai-project-short", "OpenAI", reported},
    named<issuers::openai<"sk-svcacct-">>{"openai-service-account", "OpenAI", reported},
    named<issuers::openai<"sk-svcacct-", 58>>{"openai-service-account-short", "OpenAI", reported},
    named<issuers::openai<"sk-admin-">>{"openai-admin", "OpenAI", reported},
    named<issuers::openai<"sk-admin-", 58>>{"openai-admin-short", "OpenAI", reported},
    named<issuers::openai_legacy>{"openai-legacy", "OpenAI", reported},
    named<issuers::anthropic<"sk-ant-api03-">>{"anthropic-api", "Anthropic", reported},
    named<issuers::anthropic<"sk-ant-admin01-">>{"anthropic-admin", "Anthropic", reported},
    named<issuers::fly_deploy>{"fly-deploy", "Fly", reported},
    named<issuers::vault_service>{"vault-service", "HashiCorp Vault", reported},
    named<issuers::vault_batch>{"vault-batch", "HashiCorp Vault", reported},
    named<issuers::supabase_access>{"supabase-access", "Supabase", reported},
    named<issuers::supabase_secret>{"supabase-secret", "Supabase", weak},
    named<issuers::linear>{"linear", "Linear", reported},
    named<issuers::postman>{"postman", "Postman", reported},
    named<issuers::notion>{"notion", "Notion", reported},
    named<issuers::figma>{"figma", "Figma", reported},
    named<issuers::docker_personal>{"docker-personal", "Docker", reported},
    named<issuers::docker_organization>{"docker-organization", "Docker", reported},
    named<issuers::buildkite_user>{"buildkite-user", "Buildkite", reported},
    named<issuers::planetscale<"pscale_tkn_">>{"planetscale-token", "PlanetScale", reported},
    named<issuers::planetscale<"pscale_oauth_">>{"planetscale-oauth", "PlanetScale", reported},
    named<issuers::planetscale<"pscale_pw_">>{"planetscale-password", "PlanetScale", reported},
    named<issuers::terraform>{"terraform", "HashiCorp Terraform", reported},
};

}  // namespace

int main(int argc, char** argv) {
  jeton_command::extension* more = nullptr;
#ifdef JETON_WITH_SQLITE
  const auto pat = jeton_command::make_pat_command();
  more = pat.get();
#endif
  return jeton_command::run({"jeton", JETON_VERSION}, formats, argc, argv, more);
}
