// SPDX-License-Identifier: BSL-1.0
// Whether a file is made, for whom, how long a lock is waited for, and a file that can only be read.
#include <jeton/store/sqlite_options.hpp>

#include <jeton/store/sqlite.hpp>

#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "../support/catch.hpp"
#include "../support/store_rows.hpp"
#include "../support/temporary_folder.hpp"

namespace {

using namespace jeton_tests;
using jeton::open_fault;
using store = jeton::sqlite_store<acme_scopes>;

}  // namespace

TEST_CASE("a store is made where there is none, unless that is not wanted") {
  const temporary_folder in;
  CHECK(store::open(in.file(), {.create = false}).error() == open_fault::file);
  CHECK(std::filesystem::is_empty(in.path));
  CHECK(store::open(in.file()).has_value());
  CHECK(store::open(in.file(), {.create = false}).has_value());
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

TEST_CASE("a store that nobody needs to change is opened and read beside a writer at once") {
  const temporary_folder in;
  auto tokens = store::open(in.file());
  REQUIRE(tokens.has_value());
  const jeton::token_id id = put(*tokens, row_of("a"));
  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(in.file().c_str(), &other) == SQLITE_OK);
  CHECK(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  auto beside = store::open(in.file(), {.create = false, .patience = 0});
  REQUIRE(beside.has_value());
  CHECK(beside->find(id).has_value());
  CHECK(ids_of(*beside, all_rows).size() == 1);
  CHECK_FALSE(beside->transact([](auto&) { return true; }));  // control: the lock is there
  sqlite3_close(other);
}

TEST_CASE("a file that can only be read can be read, and is refused to who writes") {
  if (::geteuid() == 0) return;  // root writes where it likes; tests/command/pat.py mounts a folder
  const temporary_folder in;
  {
    REQUIRE(store::open(in.file()).has_value());
  }
  CHECK(::chmod(in.file().c_str(), 0400) == 0);
  CHECK(store::open(in.file()).error() == open_fault::readonly);
  CHECK(store::open(in.file(), {.create = false, .writes = false}).has_value());
}

TEST_CASE("a store that is made through a link to nowhere is for its owner alone") {
  const temporary_folder in;
  const mode_t before = ::umask(0);
  std::filesystem::create_directory(in.path / "elsewhere");
  std::filesystem::create_symlink("elsewhere/second", in.path / "first");
  std::filesystem::create_symlink("tokens.db", in.path / "elsewhere" / "second");
  CHECK(store::open((in.path / "first").string()).has_value());
  struct stat found{};
  CHECK(::stat((in.path / "elsewhere" / "tokens.db").c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);
  ::umask(before);
  std::filesystem::create_symlink("loop", in.path / "loop");
  CHECK(store::open((in.path / "loop").string()).error() == open_fault::file);
}

TEST_CASE("a file is found under each name that a path may have") {
  const temporary_folder in;
  for (const char* const name :
       {"percent %20 and ?mode=memory", "#hash", "J\xC3\xA9ton.db", ":memory:", "file:x", " "}) {
    const std::filesystem::path file = in.path / name;
    {
      auto tokens = store::open(file);
      REQUIRE(tokens.has_value());
      CHECK(put(*tokens, row_of("a")) == jeton::token_id{1});
    }
    CHECK(std::filesystem::file_size(file) > 0);
    const auto again = store::open(file, {.create = false, .writes = false});
    REQUIRE(again.has_value());
    CHECK(again->find(jeton::token_id{1}).has_value());
    CHECK(store::file_of(file) == file);
  }
  std::filesystem::create_symlink("nowhere", in.path / "link");
  CHECK(store::file_of(in.path / "link") == in.path / "nowhere");
}
