// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_DETAIL_SQLITE_SCHEMA_HPP
#define JETON_STORE_DETAIL_SQLITE_SCHEMA_HPP

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/store/detail/sqlite_statement.hpp>
#include <jeton/store/detail/sqlite_status.hpp>
#include <jeton/store/sqlite_fault.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace sqlite {

/// How a file becomes a store of version n + 1 from one of version n. A step that was ever released is never changed;
/// what comes later is a step more.
inline constexpr const char* migrations[] = {
    // AUTOINCREMENT, because the id of a deleted token must never mean another one: logs and family links name ids.
    // STRICT, because a column that takes anything would take a wrong type for a wrong value.
    R"(CREATE TABLE token (
         id INTEGER PRIMARY KEY AUTOINCREMENT,
         owner INTEGER NOT NULL,        -- the user, as the service numbers them
         kind INTEGER NOT NULL,         -- jeton::token_kind; a number of a newer version is kept
         name TEXT NOT NULL,            -- UTF-8
         description TEXT NOT NULL,
         digest BLOB NOT NULL UNIQUE    -- 32 bytes as they are: half of the hexadecimal text, and the index is the look-up
           CHECK (length(digest) = 32),
         scopes TEXT NOT NULL,          -- names separated by spaces, those of a newer version too
         expires TEXT,                  -- YYYY-MM-DD, the first dead day in UTC; NULL never. A date says the rule, a
                                        -- number of seconds would only imply it, and it sorts
         revoked INTEGER NOT NULL,      -- 0 or 1
         created INTEGER NOT NULL,      -- seconds since 1970, UTC
         updated INTEGER NOT NULL,      -- of anything but last_used; of a revoked token, when that happened
         last_used INTEGER,             -- NULL never
         previous INTEGER,              -- the token that this one replaced; no foreign key, since that may be purged
         notices INTEGER NOT NULL       -- a bit for each kind of notice that was sent
       ) STRICT;
       CREATE INDEX token_of_owner ON token (owner, id);)",

    // A row that no version of this program could have written, such as one without an owner, must not be taken for a
    // token, and must not keep others from being listed, mailed about or revoked. The old table stays under another
    // name, and its rows move to the new one where that accepts them; what is left grants nothing, is told of whenever
    // the store is opened, and is as it was for whoever wants to mend it. Ids go on from the greatest one of both.
    //
    // Of other programs' hands an old table may be one that is not STRICT: its types are asked first, since a wrong
    // type would be an error and end the whole step. A function of dates sees nothing but digits, for the same reason:
    // 'now' in a CHECK is an error too.
    R"(DROP INDEX IF EXISTS token_of_owner;
       ALTER TABLE token RENAME TO unreadable_token;
       CREATE TABLE token (
         id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
         owner INTEGER NOT NULL CHECK (owner > 0),
         kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 255),
         name TEXT NOT NULL,
         description TEXT NOT NULL,
         digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32 AND digest <> zeroblob(32)),
         scopes TEXT NOT NULL,
         expires TEXT CHECK (
           CASE WHEN expires GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND expires >= '0001-01-01'
             THEN date(expires, '+0 days') IS expires  -- which bends a day that does not exist
             ELSE expires IS NULL
           END),
         revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
         created INTEGER NOT NULL CHECK (created BETWEEN -62135596800 AND 253402300799),  -- the years 0001 to 9999
         updated INTEGER NOT NULL CHECK (updated BETWEEN -62135596800 AND 253402300799),
         last_used INTEGER CHECK (last_used BETWEEN -62135596800 AND 253402300799),
         previous INTEGER CHECK (previous >= 0),  -- 0 or NULL: none
         notices INTEGER NOT NULL CHECK (notices BETWEEN 0 AND 4294967295)
       ) STRICT;
       INSERT INTO sqlite_sequence (name, seq)
         SELECT 'token', max(coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'unreadable_token'), 0),
                             coalesce((SELECT max(id) FROM unreadable_token), 0));
       INSERT OR IGNORE INTO token (id, owner, kind, name, description, digest, scopes, expires, revoked, created,
                                    updated, last_used, previous, notices)
         SELECT id, owner, kind, name, description, digest, scopes, expires, revoked, created, updated, last_used,
                previous, notices
         FROM unreadable_token
         WHERE typeof(id) = 'integer' AND typeof(owner) = 'integer' AND typeof(kind) = 'integer'
           AND typeof(name) = 'text' AND typeof(description) = 'text' AND typeof(digest) = 'blob'
           AND typeof(scopes) = 'text' AND typeof(expires) IN ('text', 'null') AND typeof(revoked) = 'integer'
           AND typeof(created) = 'integer' AND typeof(updated) = 'integer'
           AND typeof(last_used) IN ('integer', 'null') AND typeof(previous) IN ('integer', 'null')
           AND typeof(notices) = 'integer'
         ORDER BY id;
       DELETE FROM unreadable_token WHERE id IN (SELECT id FROM token);
       CREATE INDEX token_of_owner ON token (owner, id);
       CREATE TABLE digest_key (  -- the keys under which digests were written
         id INTEGER PRIMARY KEY CHECK (id BETWEEN 0 AND 4294967295),
         check_value BLOB NOT NULL CHECK (length(check_value) = 32)  -- jeton::keyring::check_value
       ) STRICT;)",
};
inline constexpr std::int64_t schema_version = std::size(migrations);

/// In the header of each file, so that another program's database is not taken for a store: "jetn".
inline constexpr std::int64_t application_id = 0x6A65746E;

/// The version of a store, from 1 and not newer than this program; 0 of an empty file. Writes nothing.
[[nodiscard]] inline result<std::int64_t, open_fault> version_of(sqlite3* store) {
  // One statement, since another program may make a store of the file between two.
  statement asked{store,
                  "SELECT (SELECT count(*) FROM sqlite_schema), application_id, user_version "
                  "FROM pragma_application_id, pragma_user_version"};
  if (const int status = asked.step(); status != SQLITE_ROW) return fault_of(status);
  const std::int64_t application = asked.integer(1);
  const std::int64_t version = asked.integer(2);
  const bool is_new = asked.integer(0) == 0 && application == 0 && version == 0;
  if (is_new) return version;
  if (application != application_id) return open_fault::foreign;
  if (version > schema_version) return open_fault::newer;
  if (version < 1) return open_fault::damaged;
  return version;
}

/// Brings a file to the newest version in one transaction: all of it or nothing.
[[nodiscard]] inline result<void, open_fault> migrate(sqlite3* store) {
  if (const int status = run(store, "BEGIN IMMEDIATE"); status != SQLITE_OK) return fault_of(status);
  const auto give_up = [&](open_fault why) {
    run(store, "ROLLBACK");
    return result<void, open_fault>{why};
  };
  const auto version = version_of(store);  // again, since another program may have done it meanwhile
  if (!version) return give_up(version.error());
  for (auto done = static_cast<std::size_t>(*version); done < std::size(migrations); ++done) {
    if (const int status = run(store, migrations[done]); status != SQLITE_OK) return give_up(fault_of(status));
  }
  const std::string mark = "PRAGMA application_id = " + std::to_string(application_id) +
                           "; PRAGMA user_version = " + std::to_string(schema_version);
  if (*version < schema_version) {
    if (const int status = run(store, mark.c_str()); status != SQLITE_OK) return give_up(fault_of(status));
  }
  if (const int status = run(store, "COMMIT"); status != SQLITE_OK) return give_up(fault_of(status));
  return std::in_place;
}

/// Whether the tables of the newest version are there: tables that are kept in the file, not views or modules, with all
/// columns that statements name. Other columns and tables do no harm.
[[nodiscard]] inline result<void, open_fault> check_tables(sqlite3* store) {
  const auto tables = integer_of(store,
                                 "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 "
                                 "AND name IN ('token', 'unreadable_token', 'digest_key')");
  if (!tables) return fault_of(tables.error());
  if (*tables != 3) return open_fault::damaged;
  const std::string all =
      "('id', 'INTEGER', 1), ('owner', 'INTEGER', 0), ('kind', 'INTEGER', 0), ('name', 'TEXT', 0), "
      "('description', 'TEXT', 0), ('digest', 'BLOB', 0), ('scopes', 'TEXT', 0), ('expires', 'TEXT', 0), "
      "('revoked', 'INTEGER', 0), ('created', 'INTEGER', 0), ('updated', 'INTEGER', 0), ('last_used', 'INTEGER', 0), "
      "('previous', 'INTEGER', 0), ('notices', 'INTEGER', 0)";
  const auto found_in = [](const std::string& table, const std::string& columns) {
    return "(SELECT count(*) FROM pragma_table_info('" + table + "') WHERE (name, type, pk) IN (VALUES " + columns +
           "))";
  };
  const std::string found = "SELECT " + found_in("token", all) + " + " + found_in("unreadable_token", all) + " + " +
                            found_in("digest_key", "('id', 'INTEGER', 1), ('check_value', 'BLOB', 0)");
  const auto columns = integer_of(store, found);
  if (!columns) return fault_of(columns.error());
  if (*columns != 14 + 14 + 2) return open_fault::damaged;
  return std::in_place;
}

}}}}  // namespace jeton::v0::detail::sqlite

#endif
