// SPDX-License-Identifier: BSL-1.0
// error: (no matching function|could not convert|no viable|cannot convert)
#include <jeton/lifecycle.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/memory.hpp>

using scopes = jeton::scope_vocabulary<"admin">;

auto revoke(jeton::memory_store<scopes>& store, jeton::user_id owner, jeton::token_id token, jeton::unix_seconds now) {
#if defined(FAIL)
  return jeton::revoke(store, owner, now);
#else
  (void)owner;
  return jeton::revoke(store, token, now);
#endif
}
