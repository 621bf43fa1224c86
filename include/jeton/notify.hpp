// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_NOTIFY_HPP
#define JETON_NOTIFY_HPP

#include <cstddef>
#include <span>

#include <jeton/detail/transaction.hpp>
#include <jeton/notice.hpp>
#include <jeton/record.hpp>
#include <jeton/store.hpp>

namespace jeton::inline v0 {

/// The message that one owner gets about tokens.
template <class Record>
struct owner_notice {
  user_id owner = user_id::none;
  std::span<const Record> listed{};  ///< those whose names it lists, at most 100, in the order of their ids
  std::size_t total = 0;             ///< all that it is about
};

/// What a run has done.
struct notified {
  std::size_t owners = 0;  ///< that a message was sent to
  std::size_t tokens = 0;  ///< that they were about
  std::size_t failed = 0;  ///< owners whose message was not sent; the next run tries again
};

namespace detail {

template <class Record>
struct gathered {
  static constexpr std::size_t most = 100;
  Record rows[most]{};
  std::size_t total = 0;
  token_id last = token_id::none;
};

template <class Rows, class Now>
constexpr result<token_id, store_fault> first_due(Rows& rows, user_id owner, const notice& kind, const Now& now) {
  token_id first = token_id::none;
  const auto visited = rows.visit({.owner = owner}, [&](const auto& row) {
    if (!kind.due(row, now)) return true;
    first = row.id;
    return false;
  });
  if (!visited) return visited.error();
  return first;
}

/// Notes that a message was sent about an owner's tokens up to one.
template <class Rows, class Now>
constexpr result<std::size_t, store_fault> mark_due(Rows& rows, user_id owner, token_id last, const notice& kind,
                                                    const Now& now) {
  std::size_t count = 0;
  row_range range{owner, token_id::none};
  for (std::size_t found = rows_at_once; found == rows_at_once;) {
    typename Rows::record due[rows_at_once]{};
    found = 0;
    const auto visited = rows.visit(range, [&](const auto& row) {
      if (row.id > last) return false;
      range.after = row.id;
      if (kind.due(row, now)) due[found++] = row;
      return found < rows_at_once;
    });
    if (!visited) return visited.error();
    for (std::size_t i = 0; i < found; ++i) {
      due[i].notices_sent = kind.sent_after(due[i].notices_sent);
      const auto written = write_back(rows, due[i]);
      if (!written) return written.error();
    }
    count += found;
  }
  return count;
}

}  // namespace detail

/// One run of a notice over a store: calls `send(message)`, an owner_notice, for each owner who has tokens that it is
/// due for, and notes that it was sent. First the message, then the note: where the run breaks between them, a message
/// comes twice, never not at all. `send` returns whether the message is out of its hands; if not, nothing is noted and
/// the next owner is served. Each row is read once, and those of an owner who gets a message three times more.
template <token_store Store, utc_time_point Now, class Send>
constexpr result<notified, store_fault> notify(Store& store, const notice& kind, const Now& now, Send&& send) {
  using record = typename Store::record;
  notified done;
  row_range range{user_id::every, token_id::none};
  for (;;) {
    record next{};
    const auto visited = store.visit(range, [&](const auto& row) {
      range.after = row.id;
      if (!kind.due(row, now)) return true;
      next = row;
      return false;
    });
    if (!visited) return visited.error();
    if (next.id == token_id::none) return done;
    const auto first = detail::first_due(store, next.owner, kind, now);
    if (!first) return first.error();
    if (*first != next.id) continue;  // this owner's message was not sent

    detail::gathered<record> found;
    const auto gathered = store.visit({.owner = next.owner}, [&](const auto& row) {
      if (!kind.due(row, now)) return true;
      if (found.total < found.most) found.rows[found.total] = row;
      ++found.total;
      found.last = row.id;
      return true;
    });
    if (!gathered) return gathered.error();
    const std::size_t listed = found.total < found.most ? found.total : found.most;
    const owner_notice<record> message{next.owner, std::span<const record>{found.rows, listed}, found.total};
    if (!send(message)) {
      ++done.failed;
      continue;
    }
    const auto marked = detail::transact<result<std::size_t, store_fault>>(
        store, store_fault::unavailable,
        [&](auto& rows) { return detail::mark_due(rows, next.owner, found.last, kind, now); });
    if (!marked) return marked.error();
    ++done.owners;
    done.tokens += found.total;
  }
}

}  // namespace jeton::inline v0

#endif
