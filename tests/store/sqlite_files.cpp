// SPDX-License-Identifier: BSL-1.0
// Files that are no store, or not for this program, or damaged, and rows that nobody can have written.
#include <jeton/store/sqlite.hpp>

#include <jeton/digest/keyring.hpp>
#include <jeton/lifecycle/lifetime.hpp>
#include <jeton/lifecycle/revoke.hpp>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "../support/catch.hpp"
#include "../support/store_rows.hpp"
#include "../support/temporary_folder.hpp"

namespace {

namespace sqlite = jeton::detail::sqlite;
using namespace jeton_tests;
using jeton::open_fault;
using store = jeton::sqlite_store<acme_scopes>;

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

/// A store of version 1, as the first release made it.
void make_first_version(const std::string& file) {
  edit(file, sqlite::migrations[0]);
  edit(file, ("PRAGMA application_id = " + std::to_string(sqlite::application_id)).c_str());
  edit(file, "PRAGMA user_version = 1; PRAGMA journal_mode = WAL");
}
/// Writes a row with all columns but those that are said, like `{"owner", "-1"}`, as they should be.
void put_raw(const std::string& file, int id, std::vector<std::pair<std::string, std::string>> said) {
  std::vector<std::pair<std::string, std::string>> all{
      {"owner", "7"},        {"kind", "0"},       {"name", "'n'"},  {"description", "''"},
      {"scopes", "'admin'"}, {"expires", "NULL"}, {"revoked", "0"}, {"created", "1"},
      {"updated", "1"},      {"previous", "0"},   {"notices", "0"}};
  all.emplace_back("digest", "x'" + std::string{jeton::sha256(std::to_string(id)).to_hex().view()} + "'");
  for (const auto& [column, value] : said) {
    std::erase_if(all, [&](const auto& one) { return one.first == column; });
    all.emplace_back(column, value);
  }
  std::string columns = "id";
  std::string values = std::to_string(id);
  for (const auto& [column, value] : all) {
    columns += ", " + column;
    values += ", " + value;
  }
  edit(file,
       ("PRAGMA ignore_check_constraints = ON; INSERT INTO token (" + columns + ") VALUES (" + values + ")").c_str());
}
/// What nobody can have written, column by column. Those of the second list a STRICT table does not take.
const std::vector<std::pair<std::string, std::string>> impossible[2] = {
    {{"owner", "0"},
     {"owner", "-1"},
     {"kind", "256"},
     {"kind", "-1"},
     {"digest", "zeroblob(32)"},
     {"digest", "randomblob(33)"},
     {"digest", "x'0102'"},
     {"expires", "'full moon'"},
     {"expires", "'now'"},
     {"expires", "'2027-02-30'"},
     {"expires", "'0000-01-01'"},
     {"expires", "'2027-1-1'"},
     {"expires", "''"},
     {"revoked", "2"},
     {"revoked", "-1"},
     {"created", "253402300800"},
     {"created", "-62135596801"},
     {"updated", "9223372036854775807"},
     {"last_used", "-9223372036854775808"},
     {"last_used", "4611686018427387904"},
     {"previous", "-1"},
     {"notices", "-1"},
     {"notices", "4294967296"}},
    {{"owner", "'bob'"},
     {"owner", "1.5"},
     {"name", "NULL"},
     {"name", "x'37'"},
     {"digest", "'0123456789012345678901234567890x'"},
     {"digest", "NULL"},
     {"scopes", "NULL"},
     {"expires", "20270101"},
     {"revoked", "NULL"},
     {"revoked", "'no'"},
     {"created", "NULL"},
     {"last_used", "'yesterday'"},
     {"notices", "x'00'"}}};

/// Numbers of the rows that a store tells of.
struct told_rows {
  std::vector<std::int64_t> rows;
  [[nodiscard]] jeton::open_options options() {
    return {.on_unreadable = [this](std::int64_t row) { rows.push_back(row); }};
  }
};
/// What must hold of a store whose row 2 nobody can have written, between two rows of alice: it grants nothing, and
/// keeps nothing from working.
void check_second_is_dead(store& tokens) {
  CHECK(ids_of(tokens, all_rows) == std::vector<std::int64_t>{1, 3});
  CHECK(ids_of(tokens, {alice, jeton::token_id::none}) == std::vector<std::int64_t>{1, 3});
  CHECK(tokens.find(jeton::token_id{2}).error() == jeton::store_fault::absent);
  CHECK(tokens.find(jeton::sha256("2")).error() == jeton::store_fault::absent);
  CHECK(tokens.find(jeton::digest<32>{}).error() == jeton::store_fault::absent);
  CHECK(tokens.find(jeton::sha256("3")).has_value());
  CHECK(jeton::revoke(tokens, jeton::token_id{2}, now).error() == jeton::store_fault::absent);
  const auto swept = jeton::sweep(tokens, thirty_days.sweeping(jeton::swept::all), now, [](const auto&) {});
  CHECK((swept && *swept == 2));
  CHECK(tokens.find(jeton::token_id{3})->revoked);
  CHECK(put(tokens, row_of("another")) > jeton::token_id{3});
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

TEST_CASE("a store says on disk whose file it is") {
  const temporary_folder in;
  {
    REQUIRE(store::open(in.file()).has_value());
  }
  std::ifstream file{in.file(), std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  REQUIRE(bytes.size() > 100);
  CHECK(bytes.substr(68, 4) == "jetn");  // SQLite, "Database File Format", section 1.3: the application id
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

TEST_CASE("a store whose tables are not those of a store is refused, and nothing of it runs") {
  const char* const damages[] = {
      "DROP TABLE token",
      "DROP TABLE digest_key",
      "DROP TABLE unreadable_token",
      "ALTER TABLE token RENAME COLUMN owner TO possessor",
      "DROP INDEX token_of_owner; ALTER TABLE token DROP COLUMN kind",
      "DROP TABLE token; CREATE VIEW token AS SELECT 1 AS id",
      "DROP TABLE token; CREATE VIRTUAL TABLE token USING fts5(digest)",
      "DROP TABLE token; CREATE TABLE token (id TEXT, digest TEXT)",
      "PRAGMA user_version = 0",
      "PRAGMA user_version = -2",
      "PRAGMA user_version = -2147483648",
      "PRAGMA user_version = 1",
  };
  for (const char* const damage : damages) {
    CAPTURE(damage);
    const temporary_folder in;
    {
      REQUIRE(store::open(in.file()).has_value());
    }
    edit(in.file(), damage);
    CHECK(store::open(in.file()).error() == open_fault::damaged);
  }
  const temporary_folder in;
  edit(in.file(),
       ("PRAGMA user_version = 1; PRAGMA application_id = " + std::to_string(sqlite::application_id)).c_str());
  CHECK(store::open(in.file()).error() == open_fault::damaged);
  edit(in.file(), "PRAGMA application_id = 7");
  CHECK(store::open(in.file()).error() == open_fault::foreign);
}

TEST_CASE("a table that goes while the store is open is trouble, and no crash") {
  const temporary_folder in;
  std::vector<open_fault> troubles;
  auto tokens = store::open(in.file(), {.on_trouble = [&](open_fault why) { troubles.push_back(why); }});
  REQUIRE(tokens.has_value());
  const jeton::token_id id = put(*tokens, row_of("a"));
  CHECK(troubles.empty());
  edit(in.file(), "DROP TABLE token");
  CHECK(tokens->find(id).error() == jeton::store_fault::unavailable);
  CHECK(tokens->find(jeton::sha256("a")).error() == jeton::store_fault::unavailable);
  CHECK(tokens->visit(all_rows, [](const auto&) { return true; }).error() == jeton::store_fault::unavailable);
  CHECK(put(*tokens, row_of("b")) == jeton::token_id::none);
  CHECK(troubles.size() >= 4);
  for (const open_fault why : troubles) CHECK(why == open_fault::damaged);
}

TEST_CASE("triggers in a file do not run") {
  const temporary_folder in;
  auto tokens = store::open(in.file());
  REQUIRE(tokens.has_value());
  edit(in.file(), "CREATE TRIGGER alive AFTER INSERT ON token BEGIN UPDATE token SET owner = 99; END");
  CHECK(tokens->find(put(*tokens, row_of("a")))->owner == alice);
  put_raw(in.file(), 7, {});
  CHECK(text_of(in.file(), "SELECT owner FROM token WHERE id = 7") == "99");  // control: it is one that works
}

TEST_CASE("a statement that could not be prepared says so and does nothing") {
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open(":memory:", &opened) == SQLITE_OK);
  const sqlite::database handle{opened};
  for (const char* const sql : {"SELECT * FROM nothing WHERE a = ?", "no SQL", ""}) {
    sqlite::statement none{opened, sql};
    CHECK(none.fault() != SQLITE_OK);
    CHECK(none.bind(7).bind(nullptr).bind("text").step() == none.fault());
    none.reset();
    CHECK(none.run() == none.fault());
    CHECK(sqlite::integer_of(opened, sql).error() == none.fault());
  }
  CHECK(*sqlite::integer_of(opened, "SELECT 7") == 7);
  CHECK(sqlite::integer_of(opened, "SELECT 7 WHERE 0").error() == SQLITE_DONE);
}

TEST_CASE("the table takes no row that nobody can have written") {
  const temporary_folder in;
  {
    REQUIRE(store::open(in.file()).has_value());
  }
  put_raw(in.file(), 1, {});
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open(in.file().c_str(), &opened) == SQLITE_OK);
  const sqlite::database handle{opened};
  for (const auto& [column, value] : impossible[0]) {
    CAPTURE(column, value);
    CHECK(sqlite3_exec(opened, ("UPDATE token SET " + column + " = " + value).c_str(), nullptr, nullptr, nullptr) ==
          SQLITE_CONSTRAINT);
  }
  CHECK(sqlite3_exec(opened, "UPDATE token SET id = 0", nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
  CHECK(sqlite3_exec(opened, "UPDATE token SET owner = 7, expires = '2028-02-29'", nullptr, nullptr, nullptr) ==
        SQLITE_OK);
}

TEST_CASE("a row that nobody can have written is dead and told of, and the others go on") {
  for (const auto& [column, value] : impossible[0]) {
    CAPTURE(column, value);
    const temporary_folder in;
    {
      REQUIRE(store::open(in.file()).has_value());
    }
    put_raw(in.file(), 1, {});
    put_raw(in.file(), 2, {{column, value}});
    put_raw(in.file(), 3, {});
    told_rows told;
    auto tokens = store::open(in.file(), told.options());
    REQUIRE(tokens.has_value());
    check_second_is_dead(*tokens);
    CHECK(told.rows == std::vector<std::int64_t>{2});
  }
}

TEST_CASE("likewise in an old store, where it is kept aside as it is") {
  for (const bool is_strict : {true, false}) {
    std::vector<std::pair<std::string, std::string>> values = impossible[0];
    if (!is_strict) values.insert(values.end(), impossible[1].begin(), impossible[1].end());
    for (const auto& [column, value] : values) {
      CAPTURE(is_strict, column, value);
      const temporary_folder in;
      make_first_version(in.file());
      if (!is_strict) {  // made by somebody else
        edit(in.file(),
             "DROP TABLE token; CREATE TABLE token (id INTEGER PRIMARY KEY, owner INTEGER, kind INTEGER, name TEXT, "
             "description TEXT, digest BLOB, scopes TEXT, expires TEXT, revoked INTEGER, created INTEGER, updated "
             "INTEGER, last_used INTEGER, previous INTEGER, notices INTEGER)");
      }
      put_raw(in.file(), 1, {});
      put_raw(in.file(), 2, {{column, value}});
      put_raw(in.file(), 3, {});
      const std::string asked = "SELECT typeof(" + column + ") || quote(" + column + ") FROM ";
      const std::string before = text_of(in.file(), (asked + "token WHERE id = 2").c_str());
      for (int i = 0; i < 2; ++i) {
        told_rows told;
        auto tokens = store::open(in.file(), told.options());
        REQUIRE(tokens.has_value());
        if (i == 0) check_second_is_dead(*tokens);
        CHECK(told.rows == std::vector<std::int64_t>{2});
      }
      CHECK(text_of(in.file(), (asked + "unreadable_token").c_str()) == before);
    }
  }
}

TEST_CASE("an old store keeps all that was sound in it, and gives no number twice") {
  const temporary_folder in;
  make_first_version(in.file());
  for (const int id : {1, 5, 9}) put_raw(in.file(), id, {{"name", "'token " + std::to_string(id) + "'"}});
  put_raw(in.file(), 6, {{"last_used", "7"}, {"expires", "'2028-02-29'"}, {"previous", "NULL"}, {"revoked", "1"}});
  put_raw(in.file(), 20, {{"owner", "0"}});
  edit(in.file(), "DELETE FROM token WHERE id = 9");
  told_rows told;
  auto tokens = store::open(in.file(), told.options());
  REQUIRE(tokens.has_value());
  CHECK(ids_of(*tokens, all_rows) == std::vector<std::int64_t>{1, 5, 6});
  CHECK(tokens->find(jeton::token_id{5})->name == "token 5");
  const auto row = tokens->find(jeton::sha256("6"));
  REQUIRE(row.has_value());
  CHECK(row->last_used == jeton::unix_seconds{7});
  CHECK(row->expires == *jeton::expiry::parse("2028-02-29"));
  CHECK(row->revoked);
  CHECK(row->previous == jeton::token_id::none);
  CHECK(told.rows == std::vector<std::int64_t>{20});
  CHECK(put(*tokens, row_of("20")) == jeton::token_id::none);  // its digest may be one that was revoked
  CHECK(put(*tokens, row_of("fresh")) == jeton::token_id{21});
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

TEST_CASE("an index that leads to another row grants nothing") {
  const temporary_folder in;
  {
    auto tokens = store::open(in.file());
    REQUIRE(tokens.has_value());
    (void)put(*tokens, row_of("a"));
    (void)put(*tokens, row_of("b"));
  }
  std::string bytes = [&] {
    std::ifstream file{in.file(), std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
  }();
  const auto text_of_key = [](const char* token) {
    const auto key = jeton::sha256(token);
    return std::string{key.bytes().begin(), key.bytes().end()};
  };
  // Each digest stands in its row and in the index; those of the rows are changed for one another.
  const std::size_t first = bytes.find(text_of_key("a"));
  const std::size_t second = bytes.find(text_of_key("b"));
  REQUIRE((first != std::string::npos && second != std::string::npos));
  CHECK(bytes.find(text_of_key("a"), first + 1) != std::string::npos);
  bytes.replace(first, 32, text_of_key("b"));
  bytes.replace(second, 32, text_of_key("a"));
  std::ofstream{in.file(), std::ios::binary} << bytes;
  std::vector<open_fault> troubles;
  const auto tokens = store::open(in.file(), {.on_trouble = [&](open_fault why) { troubles.push_back(why); }});
  REQUIRE(tokens.has_value());
  CHECK(tokens->find(jeton::sha256("a")).error() == jeton::store_fault::unavailable);
  CHECK(tokens->find(jeton::sha256("b")).error() == jeton::store_fault::unavailable);
  CHECK(troubles == std::vector<open_fault>{open_fault::corrupt, open_fault::corrupt});
}

TEST_CASE("scopes and kinds that a newer version wrote are without effect, and stay") {
  const temporary_folder in;
  auto tokens = store::open(in.file());
  REQUIRE(tokens.has_value());
  const jeton::token_id id = put(*tokens, row_of("a"));
  edit(in.file(), "UPDATE token SET scopes = 'fly admin swim', kind = 200");
  edit(in.file(), "ALTER TABLE token ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'");
  edit(in.file(), "UPDATE token SET colour = 'blue'");
  const auto found = tokens->find(id);
  REQUIRE(found.has_value());
  CHECK(found->kind == jeton::token_kind{200});
  CHECK(found->scopes == acme_scopes::of<"admin">());
  CHECK(found->unknown_scopes == "fly swim");
  CHECK(change_row(*tokens, id, [](auto& row) { row.name = "renamed"; }).has_value());
  CHECK(text_of(in.file(), "SELECT name || scopes || kind || colour FROM token") == "renamedfly admin swim200blue");
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

TEST_CASE("a store takes digests of those only who have the keys that wrote to it") {
  const jeton::pepper first_key{"0123456789abcdef0123456789abcdef"};
  const jeton::pepper second_key{"0123456789abcdef0123456789abcdeg"};
  const jeton::keyring first{1, first_key};
  const jeton::keyring wrong{1, second_key};
  jeton::keyring both{2, second_key};
  REQUIRE(both.accept_earlier(1, first_key).has_value());
  const temporary_folder in;
  const auto open_with = [&](const auto& digester, auto expected) {
    auto tokens = store::open(in.file());
    const auto used = tokens->use_keys(digester);
    CHECK(used.has_value() == (expected == jeton::key_error{}));
    CHECK(used.error() == expected);
    return tokens;
  };
  const jeton::key_error fine{};
  {
    auto tokens = open_with(jeton::plain_sha256{}, fine);
    CHECK(put(*tokens, row_of("a")) == jeton::token_id{1});
  }
  {
    auto tokens = open_with(first, fine);
    CHECK_FALSE(tokens->transact([](auto& rows) { return rows.insert(row_of("b")).has_value() && false; }));
    CHECK(text_of(in.file(), "SELECT count(*) FROM digest_key") == "0");  // as the row
    auto late = open_with(wrong, fine);                                   // nobody has written under a key yet
    CHECK(put(*tokens, row_of("b")) != jeton::token_id::none);
    CHECK(text_of(in.file(), "SELECT hex(check_value) FROM digest_key WHERE id = 1").size() == 64);
    CHECK(put(*late, row_of("c")) == jeton::token_id::none);
  }
  for (int i = 0; i < 2; ++i) {
    auto lacking = open_with(jeton::plain_sha256{}, jeton::key_error{jeton::key_fault::lacking, 1});
    auto other = open_with(wrong, jeton::key_error{jeton::key_fault::wrong, 1});
    for (auto* tokens : {&*lacking, &*other}) {
      CHECK(put(*tokens, row_of("d")) == jeton::token_id::none);
      CHECK_FALSE(change_row(*tokens, jeton::token_id{1}, [](auto& row) { row.digest = jeton::sha256("d"); }));
      CHECK(tokens->find(jeton::sha256("d")).error() == jeton::store_fault::absent);
      CHECK(jeton::revoke(*tokens, jeton::token_id{1}, now).has_value());  // which needs no key
    }
    auto good = open_with(first, fine);
    CHECK(put(*good, row_of("e" + std::string(static_cast<std::size_t>(i), 'e'))) != jeton::token_id::none);
  }
  auto renewed = open_with(both, fine);
  CHECK(change_row(*renewed, jeton::token_id{1}, [](auto& row) { row.digest = jeton::sha256("f"); }).has_value());
  CHECK(text_of(in.file(), "SELECT group_concat(id) FROM digest_key") == "1,2");
  (void)open_with(first, jeton::key_error{jeton::key_fault::lacking, 2});
}
