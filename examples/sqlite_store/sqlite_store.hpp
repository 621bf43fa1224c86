// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_EXAMPLES_SQLITE_STORE_SQLITE_STORE_HPP
#define JETON_EXAMPLES_SQLITE_STORE_SQLITE_STORE_HPP

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <jeton/jeton.hpp>
#include <jeton/lifecycle.hpp>

#include "database_file.hpp"
#include "digest_keys.hpp"
#include "private_file.hpp"
#include "schema.hpp"
#include "token_table.hpp"

namespace sqlite {

/// A jeton::token_store in a SQLite file: transactions, a unique index on digests, and nothing acknowledged is lost in
/// a crash (write-ahead log, synchronous=EXTRA). Any number of threads and processes may use the same file.
///
/// A decision (`find`) costs one look-up in the index, and waits neither for who writes nor for who goes through rows:
/// each of the three has a connection of its own. Transactions take turns, and so do those who go through rows.
///
/// Scopes and kinds of a newer version grant nothing and stay as they are when the row is updated. A row that nobody
/// can have written, in a damaged or foreign file, is not there for anybody: it is told of (open_options), and the
/// others go on. Instants are those of the years 0001 to 9999.
template <class Vocabulary>
class sqlite_store {
 public:
  using record = jeton::token_record<Vocabulary, std::string>;
  class transaction;

  /// Opens a store, makes it where there is none, and brings it to the newest version.
  [[nodiscard]] static jeton::result<sqlite_store, open_fault> open(const std::string& path,
                                                                    const open_options& options = {}) {
    const std::filesystem::path file = followed(path);
    if (file.empty()) return open_fault::file;
    if (options.create) make_private(file);
    return with_patience(options, [&] { return open_now(file, options); });
  }

  /// Says under which keys this program finds and writes digests; to be called before anything is written. A store
  /// remembers a check value of each key that wrote a digest, from the same transaction on, and takes no digest of a
  /// program that lacks one of them: `insert`, and `update` of a digest, are `unavailable` then. Without this call a
  /// program has no keys. Which key is missing, or another one, stands in the error.
  template <jeton::token_digester Digester>
  jeton::result<void, key_error> use_keys(const Digester& digester) {
    state_->keys = digest_keys{digester};
    const std::scoped_lock lock{state_->deciding.mutex};
    return state_->deciding.judge(state_->keys);
  }

  [[nodiscard]] jeton::result<record, jeton::store_fault> find(const jeton::digest<32>& key) const {
    const std::scoped_lock lock{state_->deciding.mutex};
    return state_->deciding.find(key);
  }
  [[nodiscard]] jeton::result<record, jeton::store_fault> find(jeton::token_id id) const {
    const std::scoped_lock lock{state_->deciding.mutex};
    return state_->deciding.find(id);
  }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) const {
    const std::scoped_lock lock{state_->visiting.mutex};
    return state_->visiting.visit(range, visitor);
  }
  template <class Work>
  bool transact(Work&& work) {
    const std::scoped_lock lock{state_->writing.mutex};
    return perform(work, state_->patience);
  }
  /// A transaction that waits for no other, of this program or another one: false without a call of `work` where one is
  /// under way.
  template <class Work>
  bool try_transact(Work&& work) {
    const std::unique_lock lock{state_->writing.mutex, std::try_to_lock};
    return lock.owns_lock() && perform(work, 0);
  }

  /// The id of the next row that is inserted through this object, so that it can be told before the row is there. No
  /// other row gets it, not even where that one is never inserted. `unavailable` where nothing can be written. For a
  /// store that one thread uses.
  [[nodiscard]] jeton::result<jeton::token_id, jeton::store_fault> reserve_id() {
    auto reserved = jeton::token_id::none;
    const bool was_kept = transact([&](transaction&) {
      reserved = state_->writing.next_id();
      return reserved != jeton::token_id::none;
    });
    if (!was_kept) return jeton::store_fault::unavailable;
    state_->writing.reserve(reserved);
    return reserved;
  }

 private:
  friend class jeton::result<sqlite_store, open_fault>;  // which may hold none
  using table = token_table<Vocabulary>;

  /// Takes back what was not committed, also when `work` throws.
  struct rollback_guard {
    sqlite3* store;
    bool done = false;
    explicit rollback_guard(sqlite3* of) : store(of) {}
    rollback_guard(const rollback_guard&) = delete;
    rollback_guard& operator=(const rollback_guard&) = delete;
    ~rollback_guard() {
      if (!done && sqlite3_get_autocommit(store) == 0) run(store, "ROLLBACK");
    }
  };

  struct state {
    int patience;
    store_watch watch;
    digest_keys keys{};
    table deciding;
    table visiting;
    table writing;

    state(const open_options& options, database&& first, database&& second, database&& third)
        : patience(options.patience),
          watch(options),
          deciding(std::move(first), watch),
          visiting(std::move(second), watch),
          writing(std::move(third), watch) {}
  };

  static jeton::result<sqlite_store, open_fault> open_now(const std::filesystem::path& file,
                                                          const open_options& options) {
    auto writing = detail::open_newest(file, options);
    if (!writing) return writing.error();
    auto deciding = detail::connect(file, options);
    if (!deciding) return deciding.error();
    auto visiting = detail::connect(file, options);
    if (!visiting) return visiting.error();
    sqlite_store made;
    made.state_ = std::make_unique<state>(options, *std::move(deciding), *std::move(visiting), *std::move(writing));
    for (table* const one : {&made.state_->deciding, &made.state_->visiting, &made.state_->writing}) {
      if (const int status = one->fault(); status != SQLITE_OK) return fault_of(status);
    }
    if (const int status = made.state_->visiting.tell_unreadable(); status != SQLITE_OK) return fault_of(status);
    return jeton::result<sqlite_store, open_fault>{std::move(made)};
  }

  template <class Work>
  bool perform(Work& work, int patience) {
    table& rows = state_->writing;
    sqlite3* const store = rows.connection();
    const auto failed = [&](int status) {
      const bool is_expected = patience == 0 && fault_of(status) == open_fault::locked;
      if (!is_expected) (void)rows.unavailable(status);
      return false;
    };
    sqlite3_busy_timeout(store, patience);
    if (const int status = run(store, "BEGIN IMMEDIATE"); status != SQLITE_OK) return failed(status);
    rollback_guard guard{store};
    transaction changes{rows, state_->keys};
    if (!work(changes)) return false;
    if (const int status = run(store, "COMMIT"); status != SQLITE_OK) return failed(status);
    guard.done = true;
    return true;
  }

  sqlite_store() = default;

  std::unique_ptr<state> state_;
};

/// What a transaction may do: read, insert, update.
template <class Vocabulary>
class sqlite_store<Vocabulary>::transaction {
 public:
  using record = typename sqlite_store::record;

  transaction(table& rows, const digest_keys& keys) : rows_(rows), keys_(keys) {}

  [[nodiscard]] jeton::result<record, jeton::store_fault> find(const jeton::digest<32>& key) const {
    return rows_.find(key);
  }
  [[nodiscard]] jeton::result<record, jeton::store_fault> find(jeton::token_id id) const { return rows_.find(id); }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) const {
    return rows_.visit(range, visitor);
  }
  jeton::result<jeton::token_id, jeton::store_fault> insert(const jeton::token_record<Vocabulary>& row) {
    return rows_.insert(row, keys_);
  }
  jeton::result<void, jeton::store_fault> update(const jeton::token_record<Vocabulary>& row) {
    return rows_.update(row, keys_);
  }

 private:
  table& rows_;
  const digest_keys& keys_;
};

}  // namespace sqlite

#endif
