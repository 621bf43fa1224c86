// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_DETAIL_SQLITE_STATEMENT_HPP
#define JETON_STORE_DETAIL_SQLITE_STATEMENT_HPP

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <jeton/core/result.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace sqlite {

struct close_database {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using database = std::unique_ptr<sqlite3, close_database>;

/// A prepared statement. What goes wrong in `bind` shows in `step`. One that could not be prepared, since a table is
/// missing or damaged, has no rows and does nothing but say so.
class statement {
 public:
  statement(sqlite3* in, std::string_view sql) {
    sqlite3_stmt* made = nullptr;
    fault_ =
        sqlite3_prepare_v3(in, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    prepared_.reset(made);
    if (!prepared_ && fault_ == SQLITE_OK) fault_ = SQLITE_MISUSE;  // a text without a statement
    status_ = fault_;
  }

  /// SQLITE_OK, or why it could not be prepared.
  [[nodiscard]] int fault() const { return fault_; }

  /// Values are bound in the order of the question marks.
  statement& bind(std::int64_t number) {
    return bound([&](int at) { return sqlite3_bind_int64(prepared_.get(), at, number); });
  }
  statement& bind(std::nullptr_t) {
    return bound([&](int at) { return sqlite3_bind_null(prepared_.get(), at); });
  }
  /// The text must live until the statement is done.
  statement& bind(std::string_view text) {
    const char* const chars = text.empty() ? "" : text.data();  // a null pointer would be a NULL
    return bound([&](int at) {
      return sqlite3_bind_text64(prepared_.get(), at, chars, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    });
  }
  statement& bind(std::span<const unsigned char> bytes) {
    return bound(
        [&](int at) { return sqlite3_bind_blob64(prepared_.get(), at, bytes.data(), bytes.size(), SQLITE_STATIC); });
  }

  /// SQLITE_ROW, SQLITE_DONE, or what went wrong.
  int step() { return status_ == SQLITE_OK ? sqlite3_step(prepared_.get()) : status_; }
  /// Runs a statement without rows.
  int run() {
    const int status = step();
    return status == SQLITE_DONE || status == SQLITE_ROW ? SQLITE_OK : status;
  }
  /// As it was when it was prepared. Whoever asks while another row is read would change what that one sees.
  void reset() {
    if (!prepared_) return;
    sqlite3_reset(prepared_.get());
    sqlite3_clear_bindings(prepared_.get());
    parameters_ = 0;
    status_ = SQLITE_OK;
  }

  // The columns of a row, after a step that gave one.
  [[nodiscard]] bool is_null(int column) const { return type(column) == SQLITE_NULL; }
  [[nodiscard]] bool is_integer(int column) const { return type(column) == SQLITE_INTEGER; }
  [[nodiscard]] bool is_text(int column) const { return type(column) == SQLITE_TEXT; }
  [[nodiscard]] bool is_blob(int column) const { return type(column) == SQLITE_BLOB; }
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(prepared_.get(), column); }
  /// The bytes of a text or blob, until the next step.
  [[nodiscard]] std::string_view bytes(int column) const {
    const auto* const first = static_cast<const char*>(sqlite3_column_blob(prepared_.get(), column));
    return {first, static_cast<std::size_t>(sqlite3_column_bytes(prepared_.get(), column))};
  }

 private:
  struct finalize {
    void operator()(sqlite3_stmt* prepared) const { sqlite3_finalize(prepared); }
  };

  [[nodiscard]] int type(int column) const { return sqlite3_column_type(prepared_.get(), column); }
  template <class Bind>
  statement& bound(Bind bind) {
    if (status_ == SQLITE_OK) status_ = bind(++parameters_);
    return *this;
  }

  std::unique_ptr<sqlite3_stmt, finalize> prepared_;
  int fault_ = SQLITE_OK;
  int status_ = SQLITE_OK;
  int parameters_ = 0;
};

/// Resets a statement when its rows have been read.
class scoped_statement {
 public:
  explicit scoped_statement(statement& used) : used_(used) {}
  scoped_statement(const scoped_statement&) = delete;
  scoped_statement& operator=(const scoped_statement&) = delete;
  ~scoped_statement() { used_.reset(); }

  statement& operator*() const { return used_; }
  statement* operator->() const { return &used_; }

 private:
  statement& used_;
};

/// Runs statements without parameters; SQLITE_OK or what went wrong.
inline int run(sqlite3* in, const char* sql) { return sqlite3_exec(in, sql, nullptr, nullptr, nullptr); }

/// The integer that a statement without parameters gives, or what went wrong: SQLITE_DONE where it gives none.
inline result<std::int64_t, int> integer_of(sqlite3* in, std::string_view sql) {
  statement asked{in, sql};
  if (const int status = asked.step(); status != SQLITE_ROW) return status;
  return asked.integer(0);
}

/// Takes back what was not committed, also when `work` throws.
class rollback_guard {
 public:
  explicit rollback_guard(sqlite3* of) : store_(of) {}
  rollback_guard(const rollback_guard&) = delete;
  rollback_guard& operator=(const rollback_guard&) = delete;
  ~rollback_guard() {
    if (sqlite3_get_autocommit(store_) == 0) run(store_, "ROLLBACK");
  }

 private:
  sqlite3* store_;
};

}}}}  // namespace jeton::v0::detail::sqlite

#endif
