// SPDX-License-Identifier: BSL-1.0
// error: (has no member named|no member named) ['‘]update
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/memory.hpp>

using scopes = jeton::scope_vocabulary<"admin">;

bool write(jeton::memory_store<scopes>& store, const jeton::token_record<scopes>& row) {
#if defined(FAIL)
  return store.update(row).has_value();
#else
  return store.transact([&](auto& rows) { return rows.update(row).has_value(); });
#endif
}
