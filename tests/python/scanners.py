# SPDX-License-Identifier: BSL-1.0
"""Rules of secret scanners and of issuers' documentation for formats without a checksum: what our shapes must fit into.

G gitleaks @ b58d3f1, T trufflehog @ 3ab759f, D the issuer's documentation; anchors, word boundaries and (?i) left aside.
Every token that a shape accepts must match each of its rules.
"""

from __future__ import annotations

RULES = {
    "github-ghs-jwt": [
        r"ghs_[0-9]+_[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+",  # kingfisher
        r"ghs_[A-Za-z0-9._-]{36,}",  # D, with the hyphen that base64url has
    ],
    "pypi": [r"pypi-AgEIcHlwaS5vcmc[\w-]{50,1000}"],  # G
    "crates-io": [r"cio[a-zA-Z0-9]{32}"],  # osv-scalibr
    "rubygems": [r"rubygems_[a-f0-9]{48}"],  # G
    "hugging-face": [r"(?:hf_|api_org_)[a-zA-Z0-9]{34}"],  # T
    "hugging-face-organization": [r"(?:hf_|api_org_)[a-zA-Z0-9]{34}"],  # T
    "slack-bot": [r"xoxb-[0-9]{10,13}-[0-9]{10,13}[a-zA-Z0-9-]*"],  # G
    "slack-user": [r"xox[pe](?:-[0-9]{10,13}){3}-[a-zA-Z0-9-]{28,34}"],  # G
    "slack-app": [r"xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]+"],  # G
    "stripe-secret-live": [r"(?:sk|rk)_(?:test|live|prod)_[a-zA-Z0-9]{10,247}"],  # G and T
    "stripe-restricted-test": [r"(?:sk|rk)_(?:test|live|prod)_[a-zA-Z0-9]{10,247}"],  # G and T
    "sentry-user": [r"sntryu_[a-f0-9]{64}"],  # G
    "digitalocean-personal": [r"do[opr]_v1_[a-f0-9]{64}"],  # D
    "digitalocean-refresh": [r"do[opr]_v1_[a-f0-9]{64}"],
    "shopify-access": [r"shp(at|ca|pa|ss)_[a-fA-F0-9]{32}"],  # D
    "shopify-shared-secret": [r"shp(at|ca|pa|ss)_[a-fA-F0-9]{32}"],
    "grafana-cloud": [r"glc_[A-Za-z0-9+/]{32,400}={0,3}"],  # G
    "databricks": [r"dapi[a-f0-9]{32}(-\d)?"],
    "doppler-personal": [r"dp\.(?:ct|pt|st(?:\.[a-z0-9\-_]{2,35})?|sa|scim|audit)\.[a-zA-Z0-9]{40,44}"],  # T
    "doppler-command-line": [r"dp\.(?:ct|pt|st(?:\.[a-z0-9\-_]{2,35})?|sa|scim|audit)\.[a-zA-Z0-9]{40,44}"],
    "openai-project": [r"sk-(?:proj|svcacct|admin)-(?:[\w-]{74}|[\w-]{58})T3BlbkFJ(?:[\w-]{74}|[\w-]{58})"],  # G
    "openai-project-58": [r"sk-(?:proj|svcacct|admin)-(?:[\w-]{74}|[\w-]{58})T3BlbkFJ(?:[\w-]{74}|[\w-]{58})"],
    "openai-service-account": [r"sk-(?:proj|svcacct|admin)-(?:[\w-]{74}|[\w-]{58})T3BlbkFJ(?:[\w-]{74}|[\w-]{58})"],
    "openai-legacy": [r"sk-[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20}"],  # G
    "anthropic-api": [r"sk-ant-(api03|admin01)-[a-zA-Z0-9_\-]{93}AA"],  # G
    "anthropic-admin": [r"sk-ant-(api03|admin01)-[a-zA-Z0-9_\-]{93}AA"],
    "fly-deploy": [r"fo1_[\w-]{43}"],  # G
    "vault-service": [r"hvs\.[\w-]{90,120}"],  # G
    "vault-batch": [r"hvb\.[\w-]{138,300}"],  # G
    "supabase-access": [r"sbp_[a-z0-9]{40}"],
    "linear": [r"lin_api_[0-9A-Za-z]{40}"],
    "postman": [r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}"],  # G
    "notion": [r"ntn_[0-9]{11}[A-Za-z0-9]{32}[A-Za-z0-9]{3}"],  # G
    "figma": [r"fig[du..]_[A-Za-z0-9_-]{40}"],  # T
    "docker-personal": [r"dckr_pat_[a-zA-Z0-9_-]{27}"],  # T
    "docker-organization": [r"dckr_oat_[a-zA-Z0-9_-]{32}"],  # T
    "buildkite-user": [r"bkua_[a-z0-9]{40}"],  # T
    "planetscale-token": [r"pscale_(tkn|oauth|pw)_[\w=\.-]{32,64}"],  # G
    "planetscale-password": [r"pscale_(tkn|oauth|pw)_[\w=\.-]{32,64}"],
    "terraform": [r"[a-z0-9]{14}\.atlasv1\.[a-z0-9\-_=]{60,70}"],  # G
    "gitlab-legacy": [r"glpat-[\w-]{20}"],  # G
    "gitlab-v0": [r"glpat-[0-9a-zA-Z_-]{27,300}\.[0-9a-z]{2}[0-9a-z]{7}"],  # G
    "gitlab-v1": [r"glpat-[0-9a-zA-Z_-]{27,300}\.[0-9a-z]{2}\.[0-9a-z]{2}[0-9a-z]{7}"],  # GitLab's own
    "gitlab-oauth": [r"gloas-[0-9a-zA-Z_-]{64}"],
    "gitlab-trigger": [r"glptt-[0-9a-f]{40}"],
    "gitlab-mail": [r"glimt-[0-9a-zA-Z_-]{25}"],
    "gitlab-agent": [r"glagent-[0-9a-zA-Z_-]{50}"],
    "gitlab-job": [r"glcbt-[0-9a-zA-Z]{1,5}_[0-9a-zA-Z_-]{20}"],
    "gitlab-scim": [r"glsoat-[0-9a-zA-Z_-]{20}"],
    "gitlab-feature-flags": [r"glffct-[0-9a-zA-Z_-]{20}"],
    "gitlab-registration": [r"GR1348941[\w-]{20}"],
}
