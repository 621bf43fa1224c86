// SPDX-License-Identifier: BSL-1.0
// error: no matching function for call to .*issue_given
#include <jeton/lifecycle.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/memory.hpp>

using scopes = jeton::scope_vocabulary<"admin">;

auto take(jeton::memory_store<scopes>& store, const jeton::token_request<scopes>& request,
          const jeton::lifetime_policy& policy, jeton::unix_seconds now) {
#if defined(FAIL)
  return jeton::issue_given(store, "token-string-here123", request, policy, now);
#else
  return jeton::issue_given(store, "token-string-here123", jeton::low_entropy, request, policy, now);
#endif
}
