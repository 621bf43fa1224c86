// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_DIGEST_REWRITE_HPP
#define JETON_LIFECYCLE_DIGEST_REWRITE_HPP

#include <cstddef>
#include <string_view>

#include <jeton/digest/digest.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/lifecycle/detail/transaction.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>

namespace jeton { inline namespace v0 {

/// Writes the digest of a token as it is written today, where the row that was found has it as it was once. To be
/// called with the text of a token that was let in; reads and writes nothing if there is nothing to do, and waits for
/// no other transaction where the store has `try_transact`. Whether it was written is for statistics: a store that
/// fails or is busy changes no decision, and the next use tries again.
template <token_store Store, token_digester Digester>
constexpr bool rewrite_digest(Store& store, const typename Store::record& found, std::string_view token,
                              const Digester& digester) {
  const digest<32> fresh = digester.digest_of(token, 0);
  if (fresh == found.digest || fresh.empty()) return false;
  return detail::transact_without_waiting(store, [&](auto& rows) {
    auto row = rows.find(found.id);
    if (!row || !(row->digest == found.digest)) return false;
    row->digest = fresh;
    return detail::write_back(rows, *row).has_value();
  });
}

}}  // namespace jeton::v0

#endif
