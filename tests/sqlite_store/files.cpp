// SPDX-License-Identifier: BSL-1.0
// Files that are no store, or not for this program, and rows that a newer version wrote.
#include <sqlite_store.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include "../catch.hpp"
#include "../store_conformance.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace jeton_tests;
using sqlite::open_fault;
using store = sqlite::sqlite_store<acme_scopes>;

/// Changes a file behind the back of the store.
void edit(const std::string& file, const char* sql) {
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &opened) == SQLITE_OK);
  CHECK(sqlite3_exec(opened, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(opened);
}
std::string text_of(const std::string& file, const char* sql) {
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &opened) == SQLITE_OK);
  sqlite::database handle{opened};
  sqlite::statement asked{opened, sql};
  if (asked.step() != SQLITE_ROW) return "no row";
  return std::string{asked.bytes(0)};
}

}  // namespace

TEST_CASE("a new store is a file for its owner alone, and serves again") {
  const temporary_folder in;
  jeton::token_id id{};
  {
    auto tokens = store::open(in.file());
    REQUIRE(tokens.has_value());
    id = put(*tokens, row_of("a"));
    for (const auto& file : std::filesystem::directory_iterator(in.path)) {
      struct stat found{};
      CHECK(::stat(file.path().c_str(), &found) == 0);
      CHECK((found.st_mode & 0777) == 0600);
    }
  }
  const auto again = store::open(in.file());
  REQUIRE(again.has_value());
  CHECK(again->find(id).has_value());
}

TEST_CASE("what is no store is refused, with the reason, and left as it is") {
  const temporary_folder in;
  CHECK(store::open(in.path.string()).error() == open_fault::file);
  CHECK(store::open((in.path / "missing" / "tokens.db").string()).error() == open_fault::file);
  CHECK(store::open(in.file(), {.create = false}).error() == open_fault::file);
  CHECK(std::filesystem::is_empty(in.path));

  std::ofstream{in.file()} << std::string(10'000, 'x');
  CHECK(store::open(in.file()).error() == open_fault::corrupt);
  CHECK(std::filesystem::file_size(in.file()) == 10'000);
  std::filesystem::remove(in.file());

  edit(in.file(), "CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('Jeton')");
  const auto bytes = [&] {
    std::ifstream file{in.file(), std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
  };
  const std::string before = bytes();
  CHECK(store::open(in.file()).error() == open_fault::foreign);
  CHECK(bytes() == before);
  CHECK(text_of(in.file(), "SELECT title FROM songs") == "Jeton");
}

TEST_CASE("a store of a newer version is refused and left as it is") {
  const temporary_folder in;
  {
    REQUIRE(store::open(in.file()).has_value());
  }
  edit(in.file(), "PRAGMA user_version = 99; CREATE TABLE news (x)");
  CHECK(store::open(in.file()).error() == open_fault::newer);
  CHECK(text_of(in.file(), "SELECT name FROM sqlite_schema WHERE name = 'news'") == "news");
}

TEST_CASE("a store that somebody keeps locked is refused when patience ends") {
  const temporary_folder in;
  {
    REQUIRE(store::open(in.file()).has_value());
  }
  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(in.file().c_str(), &other) == SQLITE_OK);
  CHECK(sqlite3_exec(other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", nullptr, nullptr, nullptr) ==
        SQLITE_OK);
  CHECK(store::open(in.file(), {.patience = 20}).error() == open_fault::locked);
  sqlite3_close(other);
  CHECK(store::open(in.file()).has_value());
}

TEST_CASE("a file that can only be read is refused") {
  if (::geteuid() == 0) return;  // root writes where it likes
  const temporary_folder in;
  {
    REQUIRE(store::open(in.file()).has_value());
  }
  CHECK(::chmod(in.file().c_str(), 0400) == 0);
  CHECK(store::open(in.file()).error() == open_fault::readonly);
}

TEST_CASE("a file whose middle is broken gives answers or says that it cannot, and never a wrong one") {
  const temporary_folder in;
  {
    auto tokens = store::open(in.file());
    REQUIRE(tokens.has_value());
    for (int i = 0; i < 500; ++i) {
      const std::string token = std::to_string(i);
      (void)put(*tokens, row_of(token));
    }
  }
  const auto size = std::filesystem::file_size(in.file());
  {
    std::fstream file{in.file(), std::ios::in | std::ios::out | std::ios::binary};
    for (std::uintmax_t at = 5000; at + 400 < size; at += 4096) {
      file.seekp(static_cast<std::streamoff>(at));
      file << std::string(300, '\x5A');
    }
  }
  const auto tokens = store::open(in.file());
  if (!tokens) return CHECK(tokens.error() == open_fault::corrupt);
  for (int i = 0; i < 500; ++i) {
    const auto found = tokens->find(jeton::sha256(std::to_string(i)));
    if (found) CHECK(found->digest == jeton::sha256(std::to_string(i)));
  }
}

TEST_CASE("what a newer version wrote is dead or without effect, and stays") {
  const temporary_folder in;
  auto tokens = store::open(in.file());
  REQUIRE(tokens.has_value());
  const jeton::token_id id = put(*tokens, row_of("a"));
  edit(in.file(), "UPDATE token SET scopes = 'fly admin swim', kind = 4711, expires = 'full moon', revoked = 2");
  edit(in.file(), "ALTER TABLE token ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'");
  edit(in.file(), "UPDATE token SET colour = 'blue'");
  const auto found = tokens->find(id);
  REQUIRE(found.has_value());
  CHECK(found->revoked);
  CHECK(found->expires.passed(jeton::unix_seconds{0}));
  CHECK(found->scopes == acme_scopes::of<"admin">());
  CHECK(found->unknown_scopes == "fly swim");
  CHECK(change_row(*tokens, id, [](auto& row) { row.name = "renamed"; }).has_value());
  CHECK(text_of(in.file(), "SELECT name || scopes || kind || expires || revoked || colour FROM token") ==
        "renamedfly admin swim4711full moon2blue");
  CHECK(change_row(*tokens, id, [](auto& row) { row.scopes = {}; }).has_value());
  CHECK(text_of(in.file(), "SELECT scopes FROM token") == "fly swim");
}

TEST_CASE("a decision costs one look-up in the index") {
  const temporary_folder in;
  {
    REQUIRE(store::open(in.file()).has_value());
  }
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open(in.file().c_str(), &opened) == SQLITE_OK);
  const sqlite::database handle{opened};
  sqlite::statement explained{opened, "EXPLAIN QUERY PLAN SELECT * FROM token WHERE digest = ?"};
  REQUIRE(explained.step() == SQLITE_ROW);
  const std::string detail{explained.bytes(3)};
  CHECK(detail.starts_with("SEARCH token USING INDEX"));
  CHECK(explained.step() == SQLITE_DONE);
}

TEST_CASE("an id can be known before its row is there, and is given once") {
  const temporary_folder in;
  auto tokens = store::open(in.file());
  auto others = store::open(in.file());
  REQUIRE(tokens.has_value());
  REQUIRE(others.has_value());
  CHECK(*tokens->reserve_id() == jeton::token_id{1});  // of a store without a row
  CHECK(tokens->find(jeton::token_id{1}).error() == jeton::store_fault::absent);
  CHECK(put(*others, row_of("a")) == jeton::token_id{2});
  CHECK(*others->reserve_id() == jeton::token_id{3});
  CHECK(put(*tokens, row_of("b")) == jeton::token_id{1});
  CHECK(put(*tokens, row_of("c")) == jeton::token_id{4});
  CHECK(put(*others, row_of("d")) == jeton::token_id{3});

  CHECK(*tokens->reserve_id() == jeton::token_id{5});
  CHECK(*tokens->reserve_id() == jeton::token_id{6});
  CHECK_FALSE(tokens->transact([](auto& rows) {
    CHECK(rows.insert(row_of("a")).error() == jeton::store_fault::duplicate);
    CHECK(*rows.insert(row_of("e")) == jeton::token_id{6});  // the other row was none
    return false;
  }));
  CHECK(put(*tokens, row_of("e")) > jeton::token_id{6});

  edit(in.file(), "DELETE FROM sqlite_sequence");
  CHECK(*tokens->reserve_id() == jeton::token_id{8});
  edit(in.file(), "UPDATE sqlite_sequence SET seq = 'many'");
  CHECK(*tokens->reserve_id() == jeton::token_id{8});
}

TEST_CASE("where no id is left, or the store is locked, none is given") {
  const temporary_folder in;
  auto tokens = store::open(in.file(), {.patience = 10});
  REQUIRE(tokens.has_value());
  CHECK(put(*tokens, row_of("a")) == jeton::token_id{1});
  edit(in.file(), "UPDATE sqlite_sequence SET seq = 9223372036854775806");
  CHECK(*tokens->reserve_id() == jeton::token_id{9223372036854775807});
  CHECK(put(*tokens, row_of("b")) == jeton::token_id{9223372036854775807});
  CHECK(tokens->reserve_id().error() == jeton::store_fault::unavailable);

  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(in.file().c_str(), &other) == SQLITE_OK);
  const sqlite::database handle{other};
  REQUIRE(sqlite::run(other, "UPDATE sqlite_sequence SET seq = 1; DELETE FROM token; BEGIN IMMEDIATE") == SQLITE_OK);
  CHECK(tokens->reserve_id().error() == jeton::store_fault::unavailable);
  REQUIRE(sqlite::run(other, "ROLLBACK") == SQLITE_OK);
  CHECK(*tokens->reserve_id() == jeton::token_id{2});
}
