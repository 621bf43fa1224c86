// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_DETAIL_SQLITE_TABLE_HPP
#define JETON_STORE_DETAIL_SQLITE_TABLE_HPP

#include <sqlite3.h>

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/store/detail/sqlite_keys.hpp>
#include <jeton/store/detail/sqlite_row.hpp>
#include <jeton/store/detail/sqlite_statement.hpp>
#include <jeton/store/detail/sqlite_status.hpp>
#include <jeton/store/detail/sqlite_watch.hpp>
#include <jeton/store/fault.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/sqlite_fault.hpp>
#include <jeton/store/store.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace sqlite {

/// The rows of a store as one connection sees them. For one thread at a time: whoever uses it holds `mutex`.
template <class Vocabulary>
class token_table {
 public:
  using record = token_record<Vocabulary, std::string>;
  using row = token_record<Vocabulary>;

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

  result<record, store_fault> find(const digest<32>& key) {
    const scoped_statement asked{by_digest_};
    asked->bind(key.bytes());
    auto found = only_row(by_digest_);
    if (found && !(found->digest == key)) return unavailable(SQLITE_CORRUPT);  // the index is damaged
    return found;
  }
  result<record, store_fault> find(token_id id) {
    const scoped_statement asked{by_id_};
    asked->bind(static_cast<std::int64_t>(id));
    return only_row(by_id_);
  }
  template <class Visitor>
  result<void, store_fault> visit(row_range range, Visitor& visitor) {
    const bool every = range.owner == user_id::every && !range.onward;
    statement& rows = range.onward ? onward_ : every ? of_all_ : of_owner_;
    const scoped_statement asked{rows};
    // From the very first row on: what nobody can have written is told of, whatever its numbers are.
    constexpr std::int64_t least = INT64_MIN;
    const auto owner = static_cast<std::int64_t>(range.owner);
    const auto after = static_cast<std::int64_t>(range.after);
    if (!every) asked->bind(range.onward && owner == 0 ? least : owner);
    asked->bind(after == 0 ? least : after);
    int status = SQLITE_DONE;
    while ((status = rows.step()) == SQLITE_ROW) {
      const auto sound = record_of<Vocabulary>(rows);
      if (!sound) {
        watch_.unreadable(rows.integer(0));
      } else if (!visitor(*sound)) {
        return std::in_place;
      }
    }
    if (status != SQLITE_DONE) return unavailable(status);
    return std::in_place;
  }

  result<token_id, store_fault> insert(const row& made, const digest_keys& keys) {
    const auto expires = made.expires.to_text();
    if (!is_complete(made)) return store_fault::incomplete;
    if (const auto judged = judge_digest(made.digest, keys); !judged) return judged.error();
    const std::string scopes = scopes_of(made);
    const scoped_statement asked{insertion_};
    const bool is_reserved = reserved_ != token_id::none;
    is_reserved ? asked->bind(static_cast<std::int64_t>(reserved_)) : asked->bind(nullptr);
    bind_columns(*asked, made, expires, std::string_view{scopes});
    if (const int status = asked->run(); status != SQLITE_OK) return fault_of_write(status);
    reserved_ = token_id::none;
    // Where an index is damaged, a row may be there that no look-up finds: such a token must not be handed out.
    if (!find(made.digest)) return unavailable(SQLITE_CORRUPT);
    return token_id{sqlite3_last_insert_rowid(connection())};
  }

  result<void, store_fault> update(const row& changed, const digest_keys& keys) {
    if (!is_complete(changed)) return store_fault::incomplete;
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
    bind_columns(*asked, changed, expires, same_scopes ? std::nullopt : std::optional<std::string_view>{scopes});
    asked->bind(static_cast<std::int64_t>(changed.id));
    if (const int status = asked->run(); status != SQLITE_OK) return fault_of_write(status);
    return std::in_place;
  }

  /// An id above all that were given out, which is given out no more; in a transaction. None where there is no greater
  /// one, or nothing can be written.
  token_id next_id() {
    // The row of AUTOINCREMENT, which is made by the first insertion.
    const int status = run(connection(),
                           "INSERT INTO sqlite_sequence (name, seq) SELECT 'token', 0 "
                           "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'token')");
    if (status != SQLITE_OK) return token_id::none;
    const auto next =
        integer_of(connection(),
                   "UPDATE sqlite_sequence SET seq = next FROM (SELECT 1 + max(CAST(seq AS INTEGER), "
                   "coalesce((SELECT max(id) FROM token), 0)) AS next FROM sqlite_sequence "
                   "WHERE name = 'token') WHERE name = 'token' AND typeof(next) = 'integer' RETURNING seq");
    return next && *next > 0 ? token_id{*next} : token_id::none;
  }
  /// The next row that is inserted has this id.
  void reserve(token_id id) { reserved_ = id; }

  /// Compares keys with all that wrote to the store: the first that is not among them.
  result<void, key_error> judge(const digest_keys& keys) {
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

  store_fault unavailable(int status) {
    watch_.trouble(fault_of(status));
    return store_fault::unavailable;
  }

 private:
  result<record, store_fault> only_row(statement& asked) {
    const int status = asked.step();
    if (status == SQLITE_DONE) return store_fault::absent;
    if (status != SQLITE_ROW) return unavailable(status);
    auto sound = record_of<Vocabulary>(asked);
    if (sound) return *std::move(sound);
    watch_.unreadable(asked.integer(0));
    return store_fault::absent;
  }

  /// Whether a digest may be written: by a program that has all keys that wrote to the store, and where no row has it,
  /// not even one that cannot be read, since that may have been revoked. The key is remembered with it.
  result<void, store_fault> judge_digest(const digest<32>& fresh, const digest_keys& keys) {
    if (const auto judged = judge(keys); !judged) return store_fault::unavailable;
    const scoped_statement asked{taken_};
    if (const int status = asked->bind(fresh.bytes()).step(); status != SQLITE_ROW) return unavailable(status);
    if (asked->integer(0) != 0) return store_fault::duplicate;
    if (!keys.writes_under_first) return std::in_place;
    const scoped_statement remembered{new_key_};
    const digest_keys::key& current = keys.known.front();
    remembered->bind(std::int64_t{current.id}).bind(current.check_value.bytes());
    if (const int status = remembered->run(); status != SQLITE_OK) return unavailable(status);
    return std::in_place;
  }
  store_fault fault_of_write(int status) {
    if (status == SQLITE_CONSTRAINT_UNIQUE) return store_fault::duplicate;
    return unavailable(status);
  }

  database handle_;
  store_watch& watch_;
  token_id reserved_ = token_id::none;  ///< the id of the next row that is inserted
  // All columns of the row itself, also those that the index has: a damaged one may lead to another row.
  statement by_digest_{connection(), select_rows("id = (SELECT id FROM token WHERE digest = ?)")};
  statement by_id_{connection(), select_rows("id = ?")};
  statement of_owner_{connection(), select_rows("owner = ? AND id > ? ORDER BY id")};
  statement of_all_{connection(), select_rows("id > ? ORDER BY id")};
  statement onward_{connection(), select_rows("(owner, id) > (?, ?) ORDER BY owner, id")};
  statement taken_{connection(),
                   "SELECT EXISTS (SELECT 1 FROM token WHERE digest = ?1) "
                   "OR EXISTS (SELECT 1 FROM unreadable_token WHERE digest = ?1)"};
  statement keys_{connection(), "SELECT id, check_value FROM digest_key ORDER BY id"};
  statement unreadable_{connection(), "SELECT id FROM unreadable_token ORDER BY id"};
  statement insertion_{connection(), std::string{"INSERT INTO token (id, "} + columns +
                                         ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  statement change_{connection(),
                    "UPDATE token SET owner = ?, kind = ?, name = ?, description = ?, digest = ?, "
                    "scopes = coalesce(?, scopes), expires = ?, revoked = ?, created = ?, updated = ?, last_used = ?, "
                    "previous = ?, notices = ? WHERE id = ?"};
  statement new_key_{connection(), "INSERT OR IGNORE INTO digest_key (id, check_value) VALUES (?, ?)"};
};

}}}}  // namespace jeton::v0::detail::sqlite

#endif
