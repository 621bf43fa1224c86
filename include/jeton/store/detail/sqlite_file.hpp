// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_DETAIL_SQLITE_FILE_HPP
#define JETON_STORE_DETAIL_SQLITE_FILE_HPP

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/store/detail/private_file.hpp>
#include <jeton/store/detail/sqlite_schema.hpp>
#include <jeton/store/detail/sqlite_statement.hpp>
#include <jeton/store/detail/sqlite_status.hpp>
#include <jeton/store/sqlite_fault.hpp>
#include <jeton/store/sqlite_options.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace sqlite {

/// Where a path leads: links are followed, also one to a file that is not there yet. Absolute, since names such as
/// ":memory:" mean something else to SQLite.
[[nodiscard]] inline std::filesystem::path followed(const std::filesystem::path& path) {
  constexpr int most_links = 40;
  std::error_code fault;
  std::filesystem::path file = std::filesystem::absolute(path, fault);
  for (int i = 0; i < most_links && std::filesystem::is_symlink(file, fault); ++i) {
    file = file.parent_path() / std::filesystem::read_symlink(file, fault);
  }
  return file;
}

/// A file that nobody changes is read without locks and without the log, which could not be made there. Where there
/// is a log, it may hold what the file does not. Where the same folder can be written in another place, the file could
/// change while it is read; whoever opens it there makes a log first, which is seen here.
inline bool is_unchanging(const std::filesystem::path& file) {
  const auto is_there = [&](const char* ending) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::path{file} += ending, ignored);
  };
  return is_on_read_only_system(file) && !is_there("-wal") && !is_there("-journal");
}
/// file:///path?immutable=1
inline std::string unchanging_name(const std::filesystem::path& file) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  const std::string path = utf8_name(file);
  std::string name = path.starts_with('/') ? "file://" : "file:///";  // without a host, whatever the path begins with
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      const auto byte = static_cast<unsigned char>(c);
      name += {'%', hex[byte >> 4], hex[byte & 15]};
    } else {
      name += c;
    }
  }
  return name + "?immutable=1";
}

/// What is written in a file may come from anybody: no trigger, view or extension of it runs, and nothing in it makes
/// SQLite ask for more memory or time than a store needs.
inline int distrust(sqlite3* opened) {
  constexpr int most_bytes = 1 << 24;  // of a row
  sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, most_bytes);
  sqlite3_limit(opened, SQLITE_LIMIT_SQL_LENGTH, 1 << 16);
  sqlite3_limit(opened, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(opened, SQLITE_LIMIT_WORKER_THREADS, 0);
  for (const auto& [what, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                    {SQLITE_DBCONFIG_ENABLE_VIEW, 0}}) {
    if (const int status = sqlite3_db_config(opened, what, value, nullptr); status != SQLITE_OK) return status;
  }
  return run(opened, "PRAGMA cell_size_check = ON");
}

/// Why nothing can be read. What could be opened and not be read, and can only be read, lacks its log.
inline open_fault fault_of_reading(sqlite3* opened, open_fault met, const open_options& options) {
  const bool is_readonly = opened != nullptr && sqlite3_db_readonly(opened, "main") == 1;
  if (!is_readonly || (met != open_fault::file && met != open_fault::readonly)) return met;
  return options.writes ? open_fault::readonly : open_fault::log;
}

/// A connection to a file that is there.
[[nodiscard]] inline result<database, open_fault> connect(const std::filesystem::path& file,
                                                          const open_options& options) {
  const bool stays = !options.writes && is_unchanging(file);
  const std::string name = stays ? unchanging_name(file) : utf8_name(file);
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (stays ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE);
  sqlite3* opened = nullptr;
  int status = sqlite3_open_v2(name.c_str(), &opened, flags, options.system);
  database handle{opened};
  if (status == SQLITE_OK) status = sqlite3_busy_timeout(opened, options.patience);
  if (status == SQLITE_OK) status = distrust(opened);
  // EXTRA, and before the change to a write-ahead log: else a crash later may bring back the deleted journal of that
  // change, which undoes it, and the log with all that it holds is not read any more.
  const bool keeps_all = options.keeps == durability::full;
  if (status == SQLITE_OK) status = run(opened, keeps_all ? "PRAGMA synchronous = EXTRA" : "PRAGMA synchronous = OFF");
  if (status != SQLITE_OK) return fault_of_reading(opened, fault_of(status), options);
  return result<database, open_fault>{std::move(handle)};
}

/// Changes a file to a write-ahead log, where it has none. That needs the file for itself.
[[nodiscard]] inline result<void, open_fault> use_log(sqlite3* opened) {
  {
    statement mode{opened, "PRAGMA journal_mode"};
    if (const int status = mode.step(); status != SQLITE_ROW) return fault_of(status);
    if (mode.bytes(0) == "wal") return std::in_place;
  }
  if (const int status = run(opened, "PRAGMA journal_mode = WAL"); status != SQLITE_OK) return fault_of(status);
  return std::in_place;
}

/// A connection to a store of the newest version. What is not a store is left as it is, and of one that needs no
/// change nothing is locked but to read.
[[nodiscard]] inline result<database, open_fault> open_newest(const std::filesystem::path& file,
                                                              const open_options& options) {
  auto opened = connect(file, options);
  if (!opened) return opened.error();
  sqlite3* const store = opened->get();
  const bool is_readonly = sqlite3_db_readonly(store, "main") == 1;
  const auto version = version_of(store);
  if (!version) return fault_of_reading(store, version.error(), options);
  if (is_readonly && options.writes) return open_fault::readonly;
  if (is_readonly && *version < schema_version) return open_fault::old;
  if (*version < schema_version) {
    if (const auto migrated = migrate(store); !migrated) return migrated.error();
  }
  if (const auto checked = check_tables(store); !checked) return checked.error();
  if (!is_readonly) {
    if (const auto logged = use_log(store); !logged) return logged.error();
  }
  return opened;
}

/// What `open()` gives. Where a lock is in the way, it is tried again until patience ends: SQLite itself does not wait
/// for the change to a write-ahead log, nor for all that happens when another program closes a file.
template <class Open>
auto with_patience(const open_options& options, Open open) -> decltype(open()) {
  using clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds pause{5};
  const auto end = clock::now() + std::chrono::milliseconds{options.patience};
  for (;;) {
    auto opened = open();
    if (opened || opened.error() != open_fault::locked || clock::now() >= end) return opened;
    std::this_thread::sleep_for(pause);
  }
}

}}}}  // namespace jeton::v0::detail::sqlite

#endif
