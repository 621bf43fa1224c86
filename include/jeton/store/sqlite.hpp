// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_SQLITE_HPP
#define JETON_STORE_SQLITE_HPP

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/store/detail/private_file.hpp>
#include <jeton/store/detail/sqlite_file.hpp>
#include <jeton/store/detail/sqlite_keys.hpp>
#include <jeton/store/detail/sqlite_statement.hpp>
#include <jeton/store/detail/sqlite_status.hpp>
#include <jeton/store/detail/sqlite_table.hpp>
#include <jeton/store/detail/sqlite_watch.hpp>
#include <jeton/store/fault.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/sqlite_fault.hpp>
#include <jeton/store/sqlite_options.hpp>
#include <jeton/store/store.hpp>

namespace jeton { inline namespace v0 {

/// A token_store in a SQLite file: transactions, a unique index on digests, and nothing acknowledged is lost in
/// a crash (write-ahead log, synchronous=EXTRA). Any number of threads and processes may use the same file.
///
/// A decision (`find`) costs one look-up in the index, and waits neither for who writes nor for who goes through rows:
/// each of the three has a connection of its own. Transactions take turns, and so do those who go through rows.
///
/// Scopes and kinds of a newer version grant nothing and stay as they are when the row is updated. A row that nobody
/// can have written, in a damaged or foreign file, is not there for anybody: it is told of (open_options), and the
/// others go on. Instants are those of the years 0001 to 9999.
///
/// Whoever includes this links SQLite, 3.37 or newer.
template <class Vocabulary>
class sqlite_store {
 public:
  using record = token_record<Vocabulary, std::string>;
  class transaction;

  /// Opens a store, makes it where there is none, and brings it to the newest version.
  [[nodiscard]] static result<sqlite_store, open_fault> open(const std::filesystem::path& path,
                                                             const open_options& options = {}) {
    const std::filesystem::path file = detail::sqlite::followed(path);
    if (file.empty()) return open_fault::file;
    if (options.create) detail::make_private(file);
    return detail::sqlite::with_patience(options, [&] { return open_now(file, options); });
  }

  /// The file that `open` would open: links are followed, also one to a file that is not there yet. Absolute; empty
  /// where the system cannot say.
  [[nodiscard]] static std::filesystem::path file_of(const std::filesystem::path& path) {
    return detail::sqlite::followed(path);
  }

  /// Says under which keys this program finds and writes digests; to be called before anything is written. A store
  /// remembers a check value of each key that wrote a digest, from the same transaction on, and takes no digest of a
  /// program that lacks one of them: `insert`, and `update` of a digest, are `unavailable` then. Without this call a
  /// program has no keys. Which key is missing, or another one, stands in the error.
  template <token_digester Digester>
  result<void, key_error> use_keys(const Digester& digester) {
    state_->keys = detail::sqlite::digest_keys{digester};
    const std::scoped_lock lock{state_->deciding.mutex};
    return state_->deciding.judge(state_->keys);
  }

  [[nodiscard]] result<record, store_fault> find(const digest<32>& key) const {
    const std::scoped_lock lock{state_->deciding.mutex};
    return state_->deciding.find(key);
  }
  [[nodiscard]] result<record, store_fault> find(token_id id) const {
    const std::scoped_lock lock{state_->deciding.mutex};
    return state_->deciding.find(id);
  }
  template <class Visitor>
  result<void, store_fault> visit(row_range range, Visitor&& visitor) const {
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
  [[nodiscard]] result<token_id, store_fault> reserve_id() {
    auto reserved = token_id::none;
    const bool was_kept = transact([&](transaction&) {
      reserved = state_->writing.next_id();
      return reserved != token_id::none;
    });
    if (!was_kept) return store_fault::unavailable;
    state_->writing.reserve(reserved);
    return reserved;
  }

 private:
  friend class result<sqlite_store, open_fault>;  // which may hold none
  using table = detail::sqlite::token_table<Vocabulary>;

  struct state {
    int patience;
    detail::sqlite::store_watch watch;
    detail::sqlite::digest_keys keys{};
    table deciding;
    table visiting;
    table writing;

    state(const open_options& options, detail::sqlite::database&& first, detail::sqlite::database&& second,
          detail::sqlite::database&& third)
        : patience(options.patience),
          watch(options),
          deciding(std::move(first), watch),
          visiting(std::move(second), watch),
          writing(std::move(third), watch) {}
  };

  static result<sqlite_store, open_fault> open_now(const std::filesystem::path& file, const open_options& options) {
    auto writing = detail::sqlite::open_newest(file, options);
    if (!writing) return writing.error();
    auto deciding = detail::sqlite::connect(file, options);
    if (!deciding) return deciding.error();
    auto visiting = detail::sqlite::connect(file, options);
    if (!visiting) return visiting.error();
    sqlite_store made;
    made.state_ = std::make_unique<state>(options, *std::move(deciding), *std::move(visiting), *std::move(writing));
    for (table* const one : {&made.state_->deciding, &made.state_->visiting, &made.state_->writing}) {
      if (const int status = one->fault(); status != SQLITE_OK) return detail::sqlite::fault_of(status);
    }
    if (const int status = made.state_->visiting.tell_unreadable(); status != SQLITE_OK)
      return detail::sqlite::fault_of(status);
    return result<sqlite_store, open_fault>{std::move(made)};
  }

  template <class Work>
  bool perform(Work& work, int patience) {
    table& rows = state_->writing;
    sqlite3* const store = rows.connection();
    const auto failed = [&](int status) {
      const bool is_expected = patience == 0 && detail::sqlite::fault_of(status) == open_fault::locked;
      if (!is_expected) (void)rows.unavailable(status);
      return false;
    };
    sqlite3_busy_timeout(store, patience);
    if (const int status = detail::sqlite::run(store, "BEGIN IMMEDIATE"); status != SQLITE_OK) return failed(status);
    detail::sqlite::rollback_guard guard{store};  // of what is not committed, also when `work` throws
    transaction changes{rows, state_->keys};
    if (!work(changes)) return false;
    if (const int status = detail::sqlite::run(store, "COMMIT"); status != SQLITE_OK) return failed(status);
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

  transaction(table& rows, const detail::sqlite::digest_keys& keys) : rows_(rows), keys_(keys) {}

  [[nodiscard]] result<record, store_fault> find(const digest<32>& key) const { return rows_.find(key); }
  [[nodiscard]] result<record, store_fault> find(token_id id) const { return rows_.find(id); }
  template <class Visitor>
  result<void, store_fault> visit(row_range range, Visitor&& visitor) const {
    return rows_.visit(range, visitor);
  }
  result<token_id, store_fault> insert(const token_record<Vocabulary>& row) { return rows_.insert(row, keys_); }
  result<void, store_fault> update(const token_record<Vocabulary>& row) { return rows_.update(row, keys_); }

 private:
  table& rows_;
  const detail::sqlite::digest_keys& keys_;
};

}}  // namespace jeton::v0

#endif
