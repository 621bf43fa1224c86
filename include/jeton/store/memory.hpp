// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_MEMORY_HPP
#define JETON_STORE_MEMORY_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <jeton/core/result.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>

namespace jeton { inline namespace v0 {

/// A token_store in memory, for tests and for services that need no other. Any number of threads may read and write at
/// once: readers share, a transaction is alone. `find` takes constant time, and so does a write but for the logarithm
/// of the number of rows that keeps each owner's rows together. It is never unavailable; where memory ends, the
/// exception of the standard library leaves it as it was before the transaction.
///
/// Not in jeton.hpp, since it includes what the rest of the library does not: `#include <jeton/store/memory.hpp>`.
template <class Vocabulary>
class memory_store {
 public:
  using record = token_record<Vocabulary, std::string>;
  class transaction;

  memory_store() = default;
  memory_store(const memory_store&) = delete;
  memory_store& operator=(const memory_store&) = delete;

  [[nodiscard]] result<record, store_fault> find(const digest<32>& key) const {
    const std::shared_lock lock = lock_to_read();
    return rows_.find(key);
  }
  [[nodiscard]] result<record, store_fault> find(token_id id) const {
    const std::shared_lock lock = lock_to_read();
    return rows_.find(id);
  }
  template <class Visitor>
  result<void, store_fault> visit(row_range range, Visitor&& visitor) const {
    const std::shared_lock lock = lock_to_read();
    return rows_.visit(range, visitor);
  }
  template <class Work>
  bool transact(Work&& work) {
    const std::scoped_lock gate{gate_};  // kept, so that readers who never pause do not keep this one waiting
    const std::unique_lock lock{mutex_};
    return perform(work);
  }
  /// A transaction that waits for nobody: false without a call of `work` where somebody reads or writes.
  template <class Work>
  bool try_transact(Work&& work) {
    const std::unique_lock gate{gate_, std::try_to_lock};
    if (!gate.owns_lock()) return false;
    const std::unique_lock lock{mutex_, std::try_to_lock};
    return lock.owns_lock() && perform(work);
  }

  [[nodiscard]] std::size_t size() const {
    const std::shared_lock lock = lock_to_read();
    return rows_.by_id.size();
  }

 private:
  /// Any eight bytes of a digest are as good as a hash.
  struct first_bytes {
    std::size_t operator()(const digest<32>& key) const {
      std::uint64_t first = 0;
      std::memcpy(&first, key.bytes().data(), sizeof first);
      return static_cast<std::size_t>(first);
    }
  };

  struct table {
    std::deque<record> by_id;  ///< the row of id n at n - 1
    std::unordered_map<digest<32>, std::size_t, first_bytes> by_digest;
    std::set<std::pair<user_id, token_id>> by_owner;

    [[nodiscard]] static std::size_t index_of(token_id id) { return static_cast<std::size_t>(id) - 1; }

    [[nodiscard]] result<record, store_fault> find(const digest<32>& key) const {
      const auto found = by_digest.find(key);
      if (found == by_digest.end()) return store_fault::absent;
      return by_id[found->second];
    }
    [[nodiscard]] result<record, store_fault> find(token_id id) const {
      if (index_of(id) >= by_id.size()) return store_fault::absent;
      return by_id[index_of(id)];
    }
    template <class Visitor>
    result<void, store_fault> visit(row_range range, Visitor& visitor) const {
      if (range.owner == user_id::every && !range.onward) {
        const std::size_t first = range.after > token_id::none ? static_cast<std::size_t>(range.after) : 0;
        for (std::size_t i = first; i < by_id.size() && visitor(by_id[i]); ++i) continue;
      } else {
        auto at = by_owner.upper_bound({range.owner, range.after});
        const auto is_asked = [&] { return at != by_owner.end() && (range.onward || at->first == range.owner); };
        for (; is_asked() && visitor(by_id[index_of(at->second)]); ++at) continue;
      }
      return std::in_place;
    }
  };

  template <class Work>
  bool perform(Work& work) {
    transaction changes{rows_};
    if (!work(changes)) return false;
    changes.keep();
    return true;
  }
  /// Through the gate, which a writer shuts behind itself: a shared mutex alone may prefer readers for ever.
  [[nodiscard]] std::shared_lock<std::shared_mutex> lock_to_read() const {
    const std::scoped_lock gate{gate_};
    return std::shared_lock{mutex_};
  }

  mutable std::mutex gate_;
  mutable std::shared_mutex mutex_;
  table rows_;
};

/// What a transaction may do. Made and undone by the store.
template <class Vocabulary>
class memory_store<Vocabulary>::transaction {
 public:
  using record = typename memory_store::record;

  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  ~transaction() {
    for (; !undo_.empty(); undo_.pop_back()) undo(undo_.back());
  }

  [[nodiscard]] result<record, store_fault> find(const digest<32>& key) const { return rows_.find(key); }
  [[nodiscard]] result<record, store_fault> find(token_id id) const { return rows_.find(id); }
  template <class Visitor>
  result<void, store_fault> visit(row_range range, Visitor&& visitor) const {
    return rows_.visit(range, visitor);
  }

  result<token_id, store_fault> insert(const token_record<Vocabulary>& row) {
    if (!is_complete(row)) return store_fault::incomplete;
    if (rows_.by_digest.contains(row.digest)) return store_fault::duplicate;
    record made = row.template as<std::string>();
    made.id = token_id{static_cast<std::int64_t>(rows_.by_id.size()) + 1};
    const token_id id = made.id;
    undo_.push_back({made, false});
    rows_.by_digest.insert({made.digest, table::index_of(id)});
    rows_.by_owner.insert({made.owner, id});
    rows_.by_id.push_back(std::move(made));
    return id;
  }
  result<void, store_fault> update(const token_record<Vocabulary>& row) {
    if (!is_complete(row)) return store_fault::incomplete;
    const auto same = rows_.by_digest.find(row.digest);
    const std::size_t index_of_row = table::index_of(row.id);
    if (same != rows_.by_digest.end() && same->second != index_of_row) return store_fault::duplicate;
    if (index_of_row >= rows_.by_id.size()) return store_fault::absent;
    record& old = rows_.by_id[index_of_row];
    record changed = row.template as<std::string>();
    undo_.push_back({old, true});
    replace(old, std::move(changed));
    return std::in_place;
  }

 private:
  friend memory_store;

  struct change {
    record row;
    bool existed;
  };

  explicit transaction(table& rows) : rows_(rows) {}
  void keep() { undo_.clear(); }

  static bool is_complete(const token_record<Vocabulary>& row) {
    return !row.digest.empty() && row.owner > user_id::none;
  }
  /// Allocates nothing, so that it can be undone.
  void replace(record& old, record&& changed) {
    auto key = rows_.by_digest.extract(old.digest);
    key.key() = changed.digest;
    rows_.by_digest.insert(std::move(key));
    auto owner = rows_.by_owner.extract({old.owner, old.id});
    owner.value().first = changed.owner;
    rows_.by_owner.insert(std::move(owner));
    old = std::move(changed);
  }
  void undo(change& made) {
    const std::size_t index = table::index_of(made.row.id);
    if (made.existed) return replace(rows_.by_id[index], std::move(made.row));
    rows_.by_digest.erase(made.row.digest);
    rows_.by_owner.erase({made.row.owner, made.row.id});
    rows_.by_id.resize(index);
  }

  table& rows_;
  std::vector<change> undo_;
};

}}  // namespace jeton::v0

#endif
