// SPDX-License-Identifier: BSL-1.0
// error: (no matching function for call to .*revoke|constraints not satisfied)
#include <jeton/lifecycle.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/memory.hpp>

using scopes = jeton::scope_vocabulary<"admin">;

struct my_store : jeton::memory_store<scopes> {
#if defined(FAIL)
  const record* find(const jeton::digest<32>&) const { return nullptr; }
#endif
};

auto revoke(my_store& store, jeton::token_id token, jeton::unix_seconds now) {
  return jeton::revoke(store, token, now);
}
