// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_EXAMPLES_SQLITE_STORE_STATEMENT_HPP
#define JETON_EXAMPLES_SQLITE_STORE_STATEMENT_HPP

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace sqlite {

struct close_database {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using database = std::unique_ptr<sqlite3, close_database>;

/// A prepared statement. What goes wrong in `bind` shows in `step`.
class statement {
 public:
  statement(sqlite3* in, const char* sql) {
    sqlite3_stmt* made = nullptr;
    status_ = sqlite3_prepare_v3(in, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    prepared_.reset(made);
  }

  /// Values are bound in the order of the question marks.
  statement& bind(std::int64_t number) { return bound(sqlite3_bind_int64(prepared_.get(), next(), number)); }
  statement& bind(std::nullptr_t) { return bound(sqlite3_bind_null(prepared_.get(), next())); }
  /// The text must live until the statement is done.
  statement& bind(std::string_view text) {
    const char* const chars = text.empty() ? "" : text.data();  // a null pointer would be a NULL
    return bound(sqlite3_bind_text64(prepared_.get(), next(), chars, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
  statement& bind(std::span<const unsigned char> bytes) {
    return bound(sqlite3_bind_blob64(prepared_.get(), next(), bytes.data(), bytes.size(), SQLITE_STATIC));
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
    sqlite3_reset(prepared_.get());
    sqlite3_clear_bindings(prepared_.get());
    parameters_ = 0;
    if (prepared_) status_ = SQLITE_OK;
  }

  [[nodiscard]] bool is_null(int column) const { return type(column) == SQLITE_NULL; }
  [[nodiscard]] bool is_integer(int column) const { return type(column) == SQLITE_INTEGER; }
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
  int next() { return ++parameters_; }
  statement& bound(int status) {
    if (status_ == SQLITE_OK) status_ = status;
    return *this;
  }

  std::unique_ptr<sqlite3_stmt, finalize> prepared_;
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

  statement* operator->() const { return &used_; }

 private:
  statement& used_;
};

/// Runs statements without parameters; SQLITE_OK or what went wrong.
inline int run(sqlite3* in, const char* sql) { return sqlite3_exec(in, sql, nullptr, nullptr, nullptr); }

/// The integer that a statement without parameters gives; -1 where it gives none.
inline std::int64_t integer_of(sqlite3* in, const char* sql) {
  statement asked{in, sql};
  return asked.step() == SQLITE_ROW ? asked.integer(0) : -1;
}

}  // namespace sqlite

#endif
