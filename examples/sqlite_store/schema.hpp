// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_EXAMPLES_SQLITE_STORE_SCHEMA_HPP
#define JETON_EXAMPLES_SQLITE_STORE_SCHEMA_HPP

#include <cstddef>
#include <string>

#include "statement.hpp"

namespace sqlite {

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
};
inline constexpr std::int64_t schema_version = std::size(migrations);

/// In the header of each file, so that another program's database is not taken for a store: "jetn".
inline constexpr std::int64_t application_id = 0x6A65746E;

/// Why a file was not opened as a store, in the order of the checks.
enum class open_fault : unsigned char {
  file,      ///< it is a folder, cannot be read, or its folder cannot be written
  corrupt,   ///< it is no SQLite database, or a broken one
  foreign,   ///< the database of another program
  newer,     ///< a newer version of this program wrote it
  locked,    ///< another program keeps it locked
  readonly,  ///< it can be read, but not be written
};

[[nodiscard]] constexpr std::string_view describe(open_fault fault) {
  switch (fault) {
    case open_fault::file:
      return "the file cannot be opened";
    case open_fault::corrupt:
      return "the file is no database, or a broken one";
    case open_fault::foreign:
      return "the file is a database of another program";
    case open_fault::newer:
      return "the file was written by a newer version";
    case open_fault::locked:
      return "another program keeps the file locked";
    case open_fault::readonly:
      return "the file can only be read";
  }
  return "unknown fault";
}

/// The reason for a status that is not SQLITE_OK.
[[nodiscard]] inline open_fault fault_of(int status) {
  switch (status & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return open_fault::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return open_fault::locked;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return open_fault::readonly;
    default:
      return open_fault::file;
  }
}

/// The version of a store, which is not newer than this program; 0 of an empty file. Writes nothing.
[[nodiscard]] inline jeton::result<std::int64_t, open_fault> version_of(sqlite3* store) {
  if (const int status = run(store, "SELECT count(*) FROM sqlite_schema"); status != SQLITE_OK) return fault_of(status);
  const std::int64_t application = integer_of(store, "PRAGMA application_id");
  const std::int64_t version = integer_of(store, "PRAGMA user_version");
  const bool is_new = version == 0 && application == 0 && integer_of(store, "SELECT count(*) FROM sqlite_schema") == 0;
  if (!is_new && application != application_id) return open_fault::foreign;
  if (version > schema_version) return open_fault::newer;
  return version;
}

/// Brings a file to the newest version in one transaction: all of it or nothing.
[[nodiscard]] inline jeton::result<void, open_fault> migrate(sqlite3* store) {
  if (const int status = run(store, "BEGIN IMMEDIATE"); status != SQLITE_OK) return fault_of(status);
  const auto give_up = [&](open_fault why) {
    run(store, "ROLLBACK");
    return jeton::result<void, open_fault>{why};
  };
  const auto version = version_of(store);
  if (!version) return give_up(version.error());
  for (std::int64_t done = *version; done < schema_version; ++done) {
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

}  // namespace sqlite

#endif
