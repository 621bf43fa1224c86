// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_NOTIFY_HPP
#define JETON_LIFECYCLE_NOTIFY_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <jeton/core/maybe.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/sha256.hpp>
#include <jeton/lifecycle/detail/transaction.hpp>
#include <jeton/lifecycle/notice.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

struct notified;

/// One run of a notice over a store: calls `send(message)`, an owner_notice, for each owner who has tokens that it is
/// due for, and notes that it was sent. First the message, then the note: where the run breaks between them, a message
/// comes twice, never not at all. `send` returns whether the message is out of its hands; if not, nothing is noted and
/// the next owner is served. Meanwhile no transaction is open. A note that the store refuses is counted; one that it
/// cannot write ends the run. Each row is read once, and for each owner who gets a message one row and his own again.
///
///     const auto done = jeton::notify(store, expiring, now, [&](const auto& message) { return mail(message); });
template <token_store Store, utc_time_point Now, class Send>
constexpr result<notified, store_fault> notify(Store& store, const notice& kind, const Now& now, Send&& send);

/// The message that one owner gets about tokens.
template <class Record>
struct owner_notice {
  user_id owner = user_id::none;
  std::span<const Record> listed{};  ///< those whose names it lists, at most 100, in the order of their ids
  std::size_t total = 0;             ///< all that it is about
  digest<32> about{};    ///< of all of them: equal for the same tokens, else different. SHA-256 over the id, the day of
                         ///<   the expiry and `created` of each, eight bytes each, the greatest first
  std::size_t late = 0;  ///< those that an earlier run should have told of; see notice::missed
  maybe<day> late_since{};  ///< the day of the first such run; none if `late` is 0
};

/// What a run has done.
struct notified {
  std::size_t owners = 0;    ///< that a message was sent to
  std::size_t tokens = 0;    ///< that they were about
  std::size_t failed = 0;    ///< owners whose message was not sent; the next run tries again
  std::size_t unmarked = 0;  ///< owners to whom one was sent that could not be noted; the next run sends it again
};

namespace detail {

/// What a message is made of, row by row.
template <class Record>
class gathered_rows {
 public:
  template <class Now>
  constexpr void add(const Record& row, const notice& kind, const Now& now) {
    owner_ = row.owner;
    if (total_ < most) listed_[total_] = row;
    ++total_;
    const auto dead = row.expires.first_dead_day();
    add_number(static_cast<std::int64_t>(row.id));
    add_number(dead ? dead->count : 0);
    add_number(row.created.count);
    const maybe<day> missed = kind.missed(row, now);
    if (!missed) return;
    ++late_;
    if (!late_since_ || *missed < *late_since_) late_since_ = missed;
  }
  [[nodiscard]] constexpr bool empty() const { return total_ == 0; }
  [[nodiscard]] constexpr user_id owner() const { return owner_; }
  [[nodiscard]] constexpr std::size_t total() const { return total_; }
  /// The message. It refers to this; nothing can be added any more.
  [[nodiscard]] constexpr owner_notice<Record> finish() {
    const std::size_t listed = total_ < most ? total_ : most;
    return {owner_, std::span<const Record>{listed_, listed}, total_, hash_.finish(), late_, late_since_};
  }

 private:
  static constexpr std::size_t most = 100;

  constexpr void add_number(std::int64_t number) {
    unsigned char bytes[8]{};
    for (int i = 0; i < 8; ++i)
      bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (56 - 8 * i));
    hash_.update(std::span<const unsigned char, 8>{bytes});
  }

  Record listed_[most]{};
  user_id owner_ = user_id::none;
  std::size_t total_ = 0;
  sha256_hasher hash_;
  std::size_t late_ = 0;
  maybe<day> late_since_{};
};

/// Notes that a message was sent about an owner's tokens up to one.
template <class Rows, class Now>
constexpr result<void, store_fault> mark_due(Rows& rows, user_id owner, token_id last, const notice& kind,
                                             const Now& now) {
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
  }
  return std::in_place;
}

}  // namespace detail

template <token_store Store, utc_time_point Now, class Send>
constexpr result<notified, store_fault> notify(Store& store, const notice& kind, const Now& now, Send&& send) {
  using record = typename Store::record;
  notified done;
  row_range range{.owner = user_id::none, .onward = true};
  for (;;) {
    detail::gathered_rows<record> found;
    const auto visited = store.visit(range, [&](const auto& row) {
      if (!found.empty() && row.owner != found.owner()) return false;
      range.owner = row.owner;
      range.after = row.id;
      if (kind.due(row, now)) found.add(row, kind, now);
      return true;
    });
    if (!visited) return visited.error();
    if (found.empty()) return done;

    const auto leave_owner = [&](std::size_t& count) {
      ++count;
      range.after = token_id{INT64_MAX};
    };
    if (!send(found.finish())) {
      leave_owner(done.failed);
      continue;
    }
    const auto marked = detail::transact<result<void, store_fault>>(store, store_fault::unavailable, [&](auto& rows) {
      return detail::mark_due(rows, range.owner, range.after, kind, now);
    });
    if (!marked && marked.error() == store_fault::unavailable) return marked.error();
    if (!marked) {
      leave_owner(done.unmarked);
      continue;
    }
    ++done.owners;
    done.tokens += found.total();
  }
}

}}  // namespace jeton::v0

#endif
