// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_DETAIL_TRANSACTION_HPP
#define JETON_LIFECYCLE_DETAIL_TRANSACTION_HPP

#include <cstddef>
#include <string_view>

#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>
#include <jeton/time/expiry.hpp>

/// How the life cycle works on a store.
namespace jeton { inline namespace v0 { namespace detail {

/// What `work(rows)` gives, a result, where the store kept what it wrote; `unavailable` where it did not. What was
/// written by work that ends in an error is not kept.
template <class Outcome, class Store, class Work>
constexpr Outcome transact(Store& store, typename Outcome::error_type unavailable, Work work) {
  Outcome outcome = unavailable;
  const bool was_kept = store.transact([&](auto& rows) {
    outcome = work(rows);
    return outcome.has_value();
  });
  if (outcome.has_value() && !was_kept) outcome = unavailable;
  return outcome;
}

/// A transaction of what may be left out: one that waits for no other, where the store has such.
template <class Store, class Work>
constexpr bool transact_without_waiting(Store& store, Work work) {
  if constexpr (requires { store.try_transact(work); }) {
    return store.try_transact(work);
  } else {
    return store.transact(work);
  }
}

/// Writes a row that was read.
template <class Rows>
constexpr result<void, store_fault> write_back(Rows& rows, const typename Rows::record& row) {
  return rows.update(row.template as<std::string_view>());
}

/// A row of which a moment is written down: inserted, revoked, replaced.
template <class Rows, class Now>
constexpr result<void, store_fault> revoke_row(Rows& rows, typename Rows::record& row, const Now& now) {
  row.revoked = true;
  row.updated = {floor_seconds_of(now).seconds};
  return write_back(rows, row);
}

/// How many rows are changed in one transaction by what goes through all of them.
inline constexpr std::size_t rows_at_once = 64;

}}}  // namespace jeton::v0::detail

#endif
