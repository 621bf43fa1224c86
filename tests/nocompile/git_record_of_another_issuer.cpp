// SPDX-License-Identifier: BSL-1.0
// error: jeton: a record has digest, revoked, expires, kind and scopes, and the scopes are GitLab's
#include <jeton/gitlab/git_verify.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/record.hpp>

#if defined(FAIL)
using scopes = jeton::scope_vocabulary<"api", "read_api">;
#else
using scopes = jeton::gitlab::scopes;
#endif
using record = jeton::token_record<scopes>;

bool admitted(const record* (*find)(const jeton::digest<32>&), jeton::gitlab::account (*account_of)(const record&),
              jeton::unix_seconds now) {
  return jeton::gitlab::git_verify("", find, account_of, jeton::gitlab::ignore_uses{}, {}, now).has_value();
}
