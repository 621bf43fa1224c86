// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_EXAMPLES_SQLITE_STORE_TOKEN_TABLE_HPP
#define JETON_EXAMPLES_SQLITE_STORE_TOKEN_TABLE_HPP

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <jeton/jeton.hpp>
#include <jeton/store/store.hpp>

#include "database_file.hpp"
#include "digest_keys.hpp"
#include "statement.hpp"

namespace sqlite {

/// Tells what a store meets beside its answers. Any number of threads.
class store_watch {
 public:
  explicit store_watch(const open_options& options)
      : on_unreadable_(options.on_unreadable), on_trouble_(options.on_trouble) {}

  void unreadable(std::int64_t row) {
    const std::scoped_lock lock{mutex_};
    if (told_.insert(row).second && on_unreadable_) on_unreadable_(row);
  }
  void trouble(open_fault why) {
    const std::scoped_lock lock{mutex_};
    if (on_trouble_) on_trouble_(why);
  }

 private:
  std::mutex mutex_;
  std::set<std::int64_t> told_;
  std::function<void(std::int64_t)> on_unreadable_;
  std::function<void(open_fault)> on_trouble_;
};

/// The rows of a store as one connection sees them. For one thread at a time: whoever uses it holds `mutex`.
template <class Vocabulary>
class token_table {
 public:
  using record = jeton::token_record<Vocabulary, std::string>;
  using row = jeton::token_record<Vocabulary>;

  token_table(database&& opened, store_watch& watch) : handle_(std::move(opened)), watch_(watch) {}

  std::mutex mutex;

  [[nodiscard]] sqlite3* connection() const { return handle_.get(); }
  /// SQLITE_OK, or why a statement could not be prepared; then the table is not to be used.
  [[nodiscard]] int fault() const {
    for (const statement* one : {&by_digest_, &by_id_, &of_owner_, &of_all_, &onward_, &taken_, &keys_, &unreadable_,
                                 &insertion_, &change_, &new_key_}) {
      if (one->fault() != SQLITE_OK) return one->fault();
    }
    return SQLITE_OK;
  }

  jeton::result<record, jeton::store_fault> find(const jeton::digest<32>& key) {
    const scoped_statement asked{by_digest_};
    asked->bind(key.bytes());
    auto found = only_row(by_digest_);
    if (found && !(found->digest == key)) return unavailable(SQLITE_CORRUPT);  // the index is damaged
    return found;
  }
  jeton::result<record, jeton::store_fault> find(jeton::token_id id) {
    const scoped_statement asked{by_id_};
    asked->bind(static_cast<std::int64_t>(id));
    return only_row(by_id_);
  }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor& visitor) {
    const bool every = range.owner == jeton::user_id::every && !range.onward;
    statement& rows = range.onward ? onward_ : every ? of_all_ : of_owner_;
    const scoped_statement asked{rows};
    // From the very first row on: what nobody can have written is told of, whatever its numbers are.
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    const auto owner = static_cast<std::int64_t>(range.owner);
    const auto after = static_cast<std::int64_t>(range.after);
    if (!every) asked->bind(range.onward && owner == 0 ? least : owner);
    asked->bind(after == 0 ? least : after);
    int status = SQLITE_DONE;
    while ((status = rows.step()) == SQLITE_ROW) {
      const auto sound = record_of(rows);
      if (!sound) {
        watch_.unreadable(rows.integer(0));
      } else if (!visitor(*sound)) {
        return std::in_place;
      }
    }
    if (status != SQLITE_DONE) return unavailable(status);
    return std::in_place;
  }

  jeton::result<jeton::token_id, jeton::store_fault> insert(const row& made, const digest_keys& keys) {
    const auto expires = made.expires.to_text();
    if (!is_complete(made)) return jeton::store_fault::incomplete;
    if (const auto judged = judge_digest(made.digest, keys); !judged) return judged.error();
    const std::string scopes = scopes_of(made);
    const scoped_statement asked{insertion_};
    const bool is_reserved = reserved_ != jeton::token_id::none;
    is_reserved ? asked->bind(static_cast<std::int64_t>(reserved_)) : asked->bind(nullptr);
    bind_columns(*asked.operator->(), made, expires, std::string_view{scopes});
    if (const int status = asked->run(); status != SQLITE_OK) return fault_of_write(status);
    reserved_ = jeton::token_id::none;
    // Where an index is damaged, a row may be there that no look-up finds: such a token must not be handed out.
    if (!find(made.digest)) return unavailable(SQLITE_CORRUPT);
    return jeton::token_id{sqlite3_last_insert_rowid(connection())};
  }

  jeton::result<void, jeton::store_fault> update(const row& changed, const digest_keys& keys) {
    if (!is_complete(changed)) return jeton::store_fault::incomplete;
    const auto before = find(changed.id);
    if (!before) return before.error();
    if (!(before->digest == changed.digest)) {
      if (const auto judged = judge_digest(changed.digest, keys); !judged) return judged.error();
    }
    // Unknown scopes stay where they stand among the others, unless something is to be changed.
    const bool same_scopes = before->scopes == changed.scopes && before->unknown_scopes == changed.unknown_scopes;
    const std::string scopes = same_scopes ? std::string{} : scopes_of(changed);
    const auto expires = changed.expires.to_text();  // which lives until the statement is done
    const scoped_statement asked{change_};
    bind_columns(*asked.operator->(), changed, expires,
                 same_scopes ? std::nullopt : std::optional<std::string_view>{scopes});
    asked->bind(static_cast<std::int64_t>(changed.id));
    if (const int status = asked->run(); status != SQLITE_OK) return fault_of_write(status);
    return std::in_place;
  }

  /// An id above all that were given out, which is given out no more; in a transaction. None where there is no greater
  /// one, or nothing can be written.
  jeton::token_id next_id() {
    // The row of AUTOINCREMENT, which is made by the first insertion.
    const int status = run(connection(),
                           "INSERT INTO sqlite_sequence (name, seq) SELECT 'token', 0 "
                           "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'token')");
    if (status != SQLITE_OK) return jeton::token_id::none;
    const auto next =
        integer_of(connection(),
                   "UPDATE sqlite_sequence SET seq = next FROM (SELECT 1 + max(CAST(seq AS INTEGER), "
                   "coalesce((SELECT max(id) FROM token), 0)) AS next FROM sqlite_sequence "
                   "WHERE name = 'token') WHERE name = 'token' AND typeof(next) = 'integer' RETURNING seq");
    return next && *next > 0 ? jeton::token_id{*next} : jeton::token_id::none;
  }
  /// The next row that is inserted has this id.
  void reserve(jeton::token_id id) { reserved_ = id; }

  /// Compares keys with all that wrote to the store: the first that is not among them.
  jeton::result<void, key_error> judge(const digest_keys& keys) {
    const scoped_statement asked{keys_};
    int status = SQLITE_DONE;
    while ((status = keys_.step()) == SQLITE_ROW) {
      const auto id = static_cast<std::uint32_t>(keys_.integer(0));
      if (const auto judged = keys.judge({id, digest_of(keys_.bytes(1))}); !judged) return judged;
    }
    if (status == SQLITE_DONE) return std::in_place;
    watch_.trouble(fault_of(status));
    return key_error{};
  }

  /// Tells of the rows that were kept aside when the file was brought to this version. SQLITE_OK or what went wrong.
  int tell_unreadable() {
    const scoped_statement asked{unreadable_};
    int status = SQLITE_DONE;
    while ((status = unreadable_.step()) == SQLITE_ROW) watch_.unreadable(unreadable_.integer(0));
    return status == SQLITE_DONE ? SQLITE_OK : status;
  }

  jeton::store_fault unavailable(int status) {
    watch_.trouble(fault_of(status));
    return jeton::store_fault::unavailable;
  }

 private:
  jeton::result<record, jeton::store_fault> only_row(statement& asked) {
    const int status = asked.step();
    if (status == SQLITE_DONE) return jeton::store_fault::absent;
    if (status != SQLITE_ROW) return unavailable(status);
    auto sound = record_of(asked);
    if (sound) return *std::move(sound);
    watch_.unreadable(asked.integer(0));
    return jeton::store_fault::absent;
  }

  /// A row, unless nobody can have written it: of a damaged file, or of one that another program made, whose table does
  /// not forbid it. Such a row grants nothing, and neither stops nor changes anything.
  static std::optional<record> record_of(const statement& row) {
    constexpr std::int64_t last_kind = std::numeric_limits<unsigned char>::max();
    constexpr std::int64_t last_notices = std::numeric_limits<std::uint32_t>::max();
    for (const int column : {0, 1, 2, 8, 9, 10, 13}) {
      if (!row.is_integer(column)) return {};
    }
    for (const int column : {11, 12}) {
      if (!row.is_integer(column) && !row.is_null(column)) return {};
    }
    if (!row.is_text(3) || !row.is_text(4) || !row.is_blob(5) || !row.is_text(6)) return {};
    if (row.integer(0) <= 0 || row.integer(1) <= 0) return {};
    if (row.integer(2) < 0 || row.integer(2) > last_kind) return {};
    if (row.integer(8) != 0 && row.integer(8) != 1) return {};
    if (!is_instant(row.integer(9)) || !is_instant(row.integer(10)) || !is_instant(row.integer(11))) return {};
    if (row.integer(12) < 0 || row.integer(13) < 0 || row.integer(13) > last_notices) return {};

    record made;
    made.expires = jeton::expiry::never();
    if (!row.is_null(7)) {
      const auto expires = jeton::expiry::parse(row.bytes(7));
      if (!row.is_text(7) || !expires) return {};
      made.expires = *expires;
    }
    made.digest = digest_of(row.bytes(5));
    if (made.digest.empty()) return {};
    made.id = jeton::token_id{row.integer(0)};
    made.owner = jeton::user_id{row.integer(1)};
    made.kind = jeton::token_kind{static_cast<unsigned char>(row.integer(2))};
    made.name = row.bytes(3);
    made.description = row.bytes(4);
    const auto scopes = Vocabulary::parse_stored(row.bytes(6));
    made.scopes = scopes.known();
    for (const std::string_view name : scopes.unknown()) {
      if (!made.unknown_scopes.empty()) made.unknown_scopes += ' ';
      made.unknown_scopes += name;
    }
    made.revoked = row.integer(8) == 1;
    made.created = {row.integer(9)};
    made.updated = {row.integer(10)};
    if (!row.is_null(11)) made.last_used = jeton::unix_seconds{row.integer(11)};
    made.previous = jeton::token_id{row.integer(12)};
    made.notices_sent = static_cast<std::uint32_t>(row.integer(13));
    return made;
  }
  /// Of the years 0001 to 9999.
  static bool is_instant(std::int64_t seconds) { return seconds >= -62'135'596'800 && seconds <= 253'402'300'799; }
  /// Empty where a column has not 32 bytes.
  static jeton::digest<32> digest_of(std::string_view bytes) {
    unsigned char copy[32]{};
    if (bytes.size() != sizeof copy) return {};
    for (std::size_t i = 0; i < sizeof copy; ++i) copy[i] = static_cast<unsigned char>(bytes[i]);
    return jeton::digest<32>{copy};
  }

  /// Whether a row can be read again once it is written.
  static bool is_complete(const row& made) {
    return !made.digest.empty() && made.owner > jeton::user_id::none && made.previous >= jeton::token_id::none &&
           (made.expires.is_never() || made.expires.to_text()) && is_instant(made.created.count) &&
           is_instant(made.updated.count) && (!made.last_used || is_instant(made.last_used->count));
  }
  /// Whether a digest may be written: by a program that has all keys that wrote to the store, and where no row has it,
  /// not even one that cannot be read, since that may have been revoked. The key is remembered with it.
  jeton::result<void, jeton::store_fault> judge_digest(const jeton::digest<32>& fresh, const digest_keys& keys) {
    if (const auto judged = judge(keys); !judged) return jeton::store_fault::unavailable;
    const scoped_statement asked{taken_};
    if (const int status = asked->bind(fresh.bytes()).step(); status != SQLITE_ROW) return unavailable(status);
    if (asked->integer(0) != 0) return jeton::store_fault::duplicate;
    if (!keys.writes_under_first) return std::in_place;
    const scoped_statement remembered{new_key_};
    const digest_keys::key& current = keys.known.front();
    remembered->bind(std::int64_t{current.id}).bind(current.check_value.bytes());
    if (const int status = remembered->run(); status != SQLITE_OK) return unavailable(status);
    return std::in_place;
  }
  /// All but the id; no scopes mean that the column keeps its value.
  template <class Expires>
  static void bind_columns(statement& asked, const row& made, const Expires& expires,
                           const std::optional<std::string_view>& scopes) {
    asked.bind(static_cast<std::int64_t>(made.owner)).bind(static_cast<std::int64_t>(made.kind));
    asked.bind(made.name).bind(made.description).bind(made.digest.bytes());
    scopes ? asked.bind(*scopes) : asked.bind(nullptr);
    expires ? asked.bind(expires->view()) : asked.bind(nullptr);
    asked.bind(std::int64_t{made.revoked}).bind(made.created.count).bind(made.updated.count);
    made.last_used ? asked.bind(made.last_used->count) : asked.bind(nullptr);
    asked.bind(static_cast<std::int64_t>(made.previous)).bind(std::int64_t{made.notices_sent});
  }
  /// The text of a row's scopes, those that are not understood behind the others.
  static std::string scopes_of(const row& made) {
    std::string text;
    for (const std::string_view name : made.scopes) {
      if (!text.empty()) text += ' ';
      text += name;
    }
    if (!text.empty() && !made.unknown_scopes.empty()) text += ' ';
    return text += made.unknown_scopes;
  }
  jeton::store_fault fault_of_write(int status) {
    if (status == SQLITE_CONSTRAINT_UNIQUE) return jeton::store_fault::duplicate;
    return unavailable(status);
  }

#define COLUMNS \
  "owner, kind, name, description, digest, scopes, expires, revoked, created, updated, last_used, previous, notices"
  database handle_;
  store_watch& watch_;
  jeton::token_id reserved_ = jeton::token_id::none;  ///< the id of the next row that is inserted
  // All columns of the row itself, also those that the index has: a damaged one may lead to another row.
  statement by_digest_{connection(),
                       "SELECT id, " COLUMNS " FROM token WHERE id = (SELECT id FROM token WHERE digest = ?)"};
  statement by_id_{connection(), "SELECT id, " COLUMNS " FROM token WHERE id = ?"};
  statement of_owner_{connection(), "SELECT id, " COLUMNS " FROM token WHERE owner = ? AND id > ? ORDER BY id"};
  statement of_all_{connection(), "SELECT id, " COLUMNS " FROM token WHERE id > ? ORDER BY id"};
  statement onward_{connection(), "SELECT id, " COLUMNS " FROM token WHERE (owner, id) > (?, ?) ORDER BY owner, id"};
  statement taken_{connection(),
                   "SELECT EXISTS (SELECT 1 FROM token WHERE digest = ?1) "
                   "OR EXISTS (SELECT 1 FROM unreadable_token WHERE digest = ?1)"};
  statement keys_{connection(), "SELECT id, check_value FROM digest_key ORDER BY id"};
  statement unreadable_{connection(), "SELECT id FROM unreadable_token ORDER BY id"};
  statement insertion_{connection(),
                       "INSERT INTO token (id, " COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  statement change_{connection(),
                    "UPDATE token SET owner = ?, kind = ?, name = ?, description = ?, digest = ?, "
                    "scopes = coalesce(?, scopes), expires = ?, revoked = ?, created = ?, updated = ?, last_used = ?, "
                    "previous = ?, notices = ? WHERE id = ?"};
  statement new_key_{connection(), "INSERT OR IGNORE INTO digest_key (id, check_value) VALUES (?, ?)"};
#undef COLUMNS
};

}  // namespace sqlite

#endif
