// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_EXAMPLES_SQLITE_STORE_SQLITE_STORE_HPP
#define JETON_EXAMPLES_SQLITE_STORE_SQLITE_STORE_HPP

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <jeton/jeton.hpp>
#include <jeton/lifecycle.hpp>

#include "schema.hpp"
#include "statement.hpp"

namespace sqlite {

/// What a crash may cost.
enum class durability : unsigned char {
  full,  ///< nothing that was acknowledged
  none,  ///< as much as the system had not written yet; for tests
};

/// How a store is opened.
struct open_options {
  durability keeps = durability::full;
  bool create = true;            ///< makes the file, for its owner's eyes only, where there is none
  int patience = 5000;           ///< milliseconds to wait for another program's lock
  const char* system = nullptr;  ///< the name of a VFS; the default one otherwise
};

/// A jeton::token_store in a SQLite file: transactions, a unique index on digests, and nothing acknowledged is lost in
/// a crash (write-ahead log, synchronous=EXTRA). Any number of threads and processes may use the same file; within one
/// object they take turns. A decision costs one look-up in the index.
///
/// Values that it does not understand, such as scopes or kinds of a newer version, grant nothing and stay as they are
/// when the row is updated.
template <class Vocabulary>
class sqlite_store {
 public:
  using record = jeton::token_record<Vocabulary, std::string>;
  class transaction;

  /// Opens a store, makes it where there is none, and brings it to the newest version.
  [[nodiscard]] static jeton::result<sqlite_store, open_fault> open(const std::string& path,
                                                                    const open_options& options = {}) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | (options.create ? SQLITE_OPEN_CREATE : 0);
    if (options.create) make_private(path);
    sqlite3* opened = nullptr;
    int status = sqlite3_open_v2(path.c_str(), &opened, flags, options.system);
    database handle{opened};
    if (status == SQLITE_OK) status = sqlite3_busy_timeout(opened, options.patience);
    // EXTRA, and before the change to a write-ahead log: else a crash later may bring back the deleted journal of that
    // change, which undoes it, and the log with all that it holds is not read any more.
    const bool keeps_all = options.keeps == durability::full;
    if (status == SQLITE_OK)
      status = run(opened, keeps_all ? "PRAGMA synchronous = EXTRA" : "PRAGMA synchronous = OFF");
    if (status != SQLITE_OK) return fault_of(status);
    if (const auto version = version_of(opened); !version) return version.error();  // before the first write
    if (status = run(opened, "PRAGMA journal_mode = WAL"); status != SQLITE_OK) return fault_of(status);
    if (sqlite3_db_readonly(opened, "main") != 0) return open_fault::readonly;
    if (const auto migrated = migrate(opened); !migrated) return migrated.error();
    return sqlite_store{std::move(handle)};
  }

  [[nodiscard]] jeton::result<record, jeton::store_fault> find(const jeton::digest<32>& key) const {
    const std::scoped_lock lock{connection_->mutex};
    return connection_->find(key);
  }
  [[nodiscard]] jeton::result<record, jeton::store_fault> find(jeton::token_id id) const {
    const std::scoped_lock lock{connection_->mutex};
    return connection_->find(id);
  }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) const {
    const std::scoped_lock lock{connection_->mutex};
    return connection_->visit(range, visitor);
  }
  template <class Work>
  bool transact(Work&& work) {
    const std::scoped_lock lock{connection_->mutex};
    sqlite3* const store = connection_->handle.get();
    if (run(store, "BEGIN IMMEDIATE") != SQLITE_OK) return false;
    rollback_guard guard{store};
    transaction changes{*connection_};
    if (!work(changes) || run(store, "COMMIT") != SQLITE_OK) return false;
    guard.done = true;
    return true;
  }

 private:
  friend class jeton::result<sqlite_store, open_fault>;  // which may hold none

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

  /// An empty file that only its owner can read, where there is none: SQLite takes it, and gives its other files the
  /// same mode. What goes wrong here goes wrong again in SQLite, which says why.
  static void make_private(const std::string& path) {
    const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made >= 0) ::close(made);
  }

  struct connection;

  sqlite_store() = default;
  explicit sqlite_store(database&& handle) : connection_(std::make_unique<connection>(std::move(handle))) {}

  std::unique_ptr<connection> connection_;
};

/// A database, its statements, and what turns rows into records.
template <class Vocabulary>
struct sqlite_store<Vocabulary>::connection {
#define COLUMNS \
  "owner, kind, name, description, digest, scopes, expires, revoked, created, updated, last_used, previous, notices"

  explicit connection(database&& opened) : handle(std::move(opened)) {}

  std::mutex mutex;
  database handle;
  statement by_digest{handle.get(), "SELECT id, " COLUMNS " FROM token WHERE digest = ?"};
  statement by_id{handle.get(), "SELECT id, " COLUMNS " FROM token WHERE id = ?"};
  statement of_owner{handle.get(), "SELECT id, " COLUMNS " FROM token WHERE owner = ? AND id > ? ORDER BY id"};
  statement of_all{handle.get(), "SELECT id, " COLUMNS " FROM token WHERE id > ? ORDER BY id"};
  statement onward{handle.get(), "SELECT id, " COLUMNS " FROM token WHERE (owner, id) > (?, ?) ORDER BY owner, id"};
  statement insertion{handle.get(), "INSERT INTO token (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  // A column keeps its value unless its record says another one: NULL, or 0 before a value that may be NULL, is "keep".
  statement change{handle.get(),
                   "UPDATE token SET owner = ?, kind = coalesce(?, kind), name = ?, description = ?, digest = ?, "
                   "scopes = coalesce(?, scopes), expires = CASE ? WHEN 1 THEN ? ELSE expires END, "
                   "revoked = coalesce(?, revoked), created = ?, updated = ?, "
                   "last_used = CASE ? WHEN 1 THEN ? ELSE last_used END, previous = ?, "
                   "notices = coalesce(?, notices) WHERE id = ?"};
#undef COLUMNS

  static jeton::store_fault fault_of(int status) {
    if (status == SQLITE_DONE) return jeton::store_fault::absent;
    if (status == SQLITE_CONSTRAINT_UNIQUE) return jeton::store_fault::duplicate;
    return jeton::store_fault::unavailable;
  }

  jeton::result<record, jeton::store_fault> find(const jeton::digest<32>& key) {
    const scoped_statement asked{by_digest};
    const int status = asked->bind(key.bytes()).step();
    if (status != SQLITE_ROW) return fault_of(status);
    return record_of(by_digest);
  }
  jeton::result<record, jeton::store_fault> find(jeton::token_id id) {
    const scoped_statement asked{by_id};
    const int status = asked->bind(static_cast<std::int64_t>(id)).step();
    if (status != SQLITE_ROW) return fault_of(status);
    return record_of(by_id);
  }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor& visitor) {
    const bool every = range.owner == jeton::user_id::every && !range.onward;
    statement& rows = range.onward ? onward : every ? of_all : of_owner;
    const scoped_statement asked{rows};
    if (!every) asked->bind(static_cast<std::int64_t>(range.owner));
    asked->bind(static_cast<std::int64_t>(range.after));
    int status = SQLITE_DONE;
    while ((status = rows.step()) == SQLITE_ROW) {
      if (!visitor(record_of(rows))) return std::in_place;
    }
    if (status != SQLITE_DONE) return jeton::store_fault::unavailable;
    return std::in_place;
  }

  /// A row as it is understood. What is not understood is dead: an expiry that is no date has passed, a number that is
  /// neither 0 nor 1 means revoked.
  static record record_of(const statement& row) {
    record made;
    made.id = jeton::token_id{row.integer(0)};
    made.owner = jeton::user_id{row.integer(1)};
    made.kind = kind_of(row.integer(2));
    made.name = row.bytes(3);
    made.description = row.bytes(4);
    made.digest = digest_of(row.bytes(5));
    const auto scopes = Vocabulary::parse_stored(row.bytes(6));
    made.scopes = scopes.known();
    for (const std::string_view name : scopes.unknown()) {
      if (!made.unknown_scopes.empty()) made.unknown_scopes += ' ';
      made.unknown_scopes += name;
    }
    made.expires =
        row.is_null(7) ? jeton::expiry::never() : jeton::expiry::parse(row.bytes(7)).value_or(jeton::expiry{});
    made.revoked = row.integer(8) != 0;
    made.created = {row.integer(9)};
    made.updated = {row.integer(10)};
    if (!row.is_null(11)) made.last_used = jeton::unix_seconds{row.integer(11)};
    made.previous = jeton::token_id{row.integer(12)};
    made.notices_sent = static_cast<std::uint32_t>(row.integer(13));
    return made;
  }
  /// Kinds of a newer version beyond what a byte holds are all the last one.
  static jeton::token_kind kind_of(std::int64_t number) {
    constexpr std::int64_t last = std::numeric_limits<unsigned char>::max();
    return jeton::token_kind{static_cast<unsigned char>(number < 0 || number > last ? last : number)};
  }
  static jeton::digest<32> digest_of(std::string_view bytes) {
    unsigned char copy[32]{};
    if (bytes.size() != sizeof copy) return {};
    for (std::size_t i = 0; i < sizeof copy; ++i) copy[i] = static_cast<unsigned char>(bytes[i]);
    return jeton::digest<32>{copy};
  }

  /// The text of a row's scopes, those that are not understood behind the others.
  static std::string scopes_of(const jeton::token_record<Vocabulary>& row) {
    std::string text;
    for (const std::string_view name : row.scopes) {
      if (!text.empty()) text += ' ';
      text += name;
    }
    if (!text.empty() && !row.unknown_scopes.empty()) text += ' ';
    return text += row.unknown_scopes;
  }
};

/// What a transaction may do: read, insert, update.
template <class Vocabulary>
class sqlite_store<Vocabulary>::transaction {
 public:
  using record = typename sqlite_store::record;

  explicit transaction(connection& used) : used_(used) {}

  [[nodiscard]] jeton::result<record, jeton::store_fault> find(const jeton::digest<32>& key) const {
    return used_.find(key);
  }
  [[nodiscard]] jeton::result<record, jeton::store_fault> find(jeton::token_id id) const { return used_.find(id); }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) const {
    return used_.visit(range, visitor);
  }

  jeton::result<jeton::token_id, jeton::store_fault> insert(const jeton::token_record<Vocabulary>& row) {
    if (!is_complete(row)) return jeton::store_fault::incomplete;
    const std::string scopes = connection::scopes_of(row);
    const auto expires = row.expires.to_text();
    if (!expires && !row.expires.is_never()) return jeton::store_fault::incomplete;  // a year that no text can say
    const scoped_statement made{used_.insertion};
    made->bind(static_cast<std::int64_t>(row.owner)).bind(static_cast<std::int64_t>(row.kind));
    made->bind(row.name).bind(row.description).bind(row.digest.bytes()).bind(std::string_view{scopes});
    expires ? made->bind(expires->view()) : made->bind(nullptr);
    made->bind(std::int64_t{row.revoked}).bind(row.created.count).bind(row.updated.count);
    row.last_used ? made->bind(row.last_used->count) : made->bind(nullptr);
    made->bind(static_cast<std::int64_t>(row.previous)).bind(std::int64_t{row.notices_sent});
    if (const int status = made->run(); status != SQLITE_OK) return connection::fault_of(extended(status));
    return jeton::token_id{sqlite3_last_insert_rowid(used_.handle.get())};
  }

  jeton::result<void, jeton::store_fault> update(const jeton::token_record<Vocabulary>& row) {
    if (!is_complete(row)) return jeton::store_fault::incomplete;
    const auto before = used_.find(row.id);
    if (!before) return before.error();
    const bool same_scopes = before->scopes == row.scopes && before->unknown_scopes == row.unknown_scopes;
    const std::string scopes = same_scopes ? std::string{} : connection::scopes_of(row);
    const auto expires = row.expires.to_text();
    const bool new_expiry = row.expires != before->expires;
    if (new_expiry && !expires && !row.expires.is_never()) return jeton::store_fault::incomplete;
    const bool new_use = !(row.last_used == before->last_used);

    const scoped_statement made{used_.change};
    made->bind(static_cast<std::int64_t>(row.owner));
    row.kind == before->kind ? made->bind(nullptr) : made->bind(static_cast<std::int64_t>(row.kind));
    made->bind(row.name).bind(row.description).bind(row.digest.bytes());
    same_scopes ? made->bind(nullptr) : made->bind(std::string_view{scopes});
    made->bind(std::int64_t{new_expiry});
    expires ? made->bind(expires->view()) : made->bind(nullptr);
    row.revoked == before->revoked ? made->bind(nullptr) : made->bind(std::int64_t{row.revoked});
    made->bind(row.created.count).bind(row.updated.count).bind(std::int64_t{new_use});
    row.last_used ? made->bind(row.last_used->count) : made->bind(nullptr);
    made->bind(static_cast<std::int64_t>(row.previous));
    row.notices_sent == before->notices_sent ? made->bind(nullptr) : made->bind(std::int64_t{row.notices_sent});
    made->bind(static_cast<std::int64_t>(row.id));
    if (const int status = made->run(); status != SQLITE_OK) return connection::fault_of(extended(status));
    return std::in_place;
  }

 private:
  static bool is_complete(const jeton::token_record<Vocabulary>& row) {
    return !row.digest.empty() && row.owner > jeton::user_id::none;
  }
  /// The same status with what exactly went wrong.
  [[nodiscard]] int extended(int status) const {
    return status == SQLITE_CONSTRAINT ? sqlite3_extended_errcode(used_.handle.get()) : status;
  }

  connection& used_;
};

}  // namespace sqlite

#endif
