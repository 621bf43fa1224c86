// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_REVOKE_HPP
#define JETON_LIFECYCLE_REVOKE_HPP

#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>

#include <jeton/digest/digest.hpp>
#include <jeton/lifecycle/detail/transaction.hpp>
#include <jeton/lifecycle/lifetime.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

/// Revokes a token at once and for ever. Of one that is revoked already nothing changes, also not the time when that
/// happened; that is no error.
template <token_store Store, utc_time_point Now>
constexpr result<void, store_fault> revoke(Store& store, token_id id, const Now& now) {
  using outcome = result<void, store_fault>;
  return detail::transact<outcome>(store, store_fault::unavailable, [&](auto& rows) -> outcome {
    auto row = rows.find(id);
    if (!row) return row.error();
    if (row->revoked) return std::in_place;
    return detail::revoke_row(rows, *row, now);
  });
}

namespace detail {

/// Whether a row comes from `ancestor` by rotations. Links lead to smaller ids; one that does not is none.
template <class Rows>
constexpr result<bool, store_fault> descends_from(Rows& rows, token_id previous, token_id ancestor) {
  while (previous > ancestor) {
    const auto row = rows.find(previous);
    if (!row && row.error() == store_fault::absent) return false;
    if (!row) return row.error();
    if (row->previous >= previous) return false;
    previous = row->previous;
  }
  return previous == ancestor;
}

/// Revokes the active descendants of a row: how many there were.
template <class Rows, class Now>
constexpr result<std::size_t, store_fault> revoke_descendants(Rows& rows, token_id ancestor, user_id owner,
                                                              const Now& now) {
  std::size_t count = 0;
  row_range range{owner, ancestor};  // who descends is younger
  for (std::size_t found = rows_at_once; found == rows_at_once;) {
    typename Rows::record candidates[rows_at_once]{};
    found = 0;
    const auto visited = rows.visit(range, [&](const auto& row) {
      range.after = row.id;
      if (row.previous != token_id::none && row.active(now)) candidates[found++] = row;
      return found < rows_at_once;
    });
    if (!visited) return visited.error();
    for (std::size_t i = 0; i < found; ++i) {
      const auto descends = descends_from(rows, candidates[i].previous, ancestor);
      if (!descends) return descends.error();
      if (!*descends) continue;
      const auto written = revoke_row(rows, candidates[i], now);
      if (!written) return written.error();
      ++count;
    }
  }
  return count;
}

}  // namespace detail

/// Revokes the active tokens that come from this one by rotations, and none of those that it comes from or that share
/// an ancestor with it: how many there were. The token is named by its id or its digest. To be called when a revoked
/// token is presented for a rotation, which shows that it was stolen, or its successor was. The time grows with the
/// tokens of its owner and the rotations between.
template <token_store Store, class Key, utc_time_point Now>
  requires std::same_as<Key, token_id> || std::same_as<Key, digest<32>>
constexpr result<std::size_t, store_fault> revoke_descendants(Store& store, const Key& of, const Now& now) {
  using outcome = result<std::size_t, store_fault>;
  return detail::transact<outcome>(store, store_fault::unavailable, [&](auto& rows) -> outcome {
    const auto row = rows.find(of);
    if (!row) return row.error();
    return detail::revoke_descendants(rows, row->id, row->owner, now);
  });
}

/// Revokes all tokens that live longer than a policy allows, as it says what is swept, and calls `revoked(record)` with
/// each, so that its owner is told. How many there were. Some at a time: what was revoked when the store fails stays
/// revoked, was told, and the next run does the rest.
template <token_store Store, utc_time_point Now, class Revoked>
constexpr result<std::size_t, store_fault> sweep(Store& store, const lifetime_policy& policy, const Now& now,
                                                 Revoked&& revoked) {
  using outcome = result<std::size_t, store_fault>;
  std::size_t count = 0;
  row_range range{user_id::every, token_id::none};
  for (std::size_t found = detail::rows_at_once; found == detail::rows_at_once;) {
    typename Store::record batch[detail::rows_at_once]{};
    const auto swept = detail::transact<outcome>(store, store_fault::unavailable, [&](auto& rows) -> outcome {
      found = 0;
      const auto visited = rows.visit(range, [&](const auto& row) {
        range.after = row.id;
        if (!row.revoked && policy.must_revoke(row.expires, now)) batch[found++] = row;
        return found < detail::rows_at_once;
      });
      if (!visited) return visited.error();
      for (std::size_t i = 0; i < found; ++i) {
        const auto written = detail::revoke_row(rows, batch[i], now);
        if (!written) return written.error();
      }
      return found;
    });
    if (!swept) return swept.error();
    for (std::size_t i = 0; i < found; ++i) revoked(std::as_const(batch[i]));
    count += found;
  }
  return count;
}

}}  // namespace jeton::v0

#endif
