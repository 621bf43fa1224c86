// SPDX-License-Identifier: BSL-1.0
// The power fails after each single operation of the disk in turn. What the store had acknowledged before must be there
// afterwards, and of what it had not, all or nothing. Without syncs the same test must lose: that is the control.
#include <jeton/store/sqlite.hpp>

#include <jeton/digest/sha256.hpp>
#include <jeton/scope/vocabulary.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "../support/catch.hpp"
#include "../support/power_loss.hpp"
#include "../support/temporary_folder.hpp"

namespace {

namespace sqlite = jeton::detail::sqlite;
using scopes = jeton::scope_vocabulary<"read", "write">;
using store = jeton::sqlite_store<scopes>;
using row = jeton::token_record<scopes>;

/// The digest of the token number n.
jeton::digest<32> key(std::size_t n) { return jeton::sha256("token " + std::to_string(n)); }

constexpr std::size_t rotations = 12;

/// Issues token 0 and replaces it again and again, each time in one transaction. How many tokens were acknowledged.
std::size_t work(store& tokens) {
  for (std::size_t n = 0; n <= rotations; ++n) {
    const bool acknowledged = tokens.transact([&](auto& rows) {
      jeton::token_id previous{};
      if (n > 0) {
        const auto old = rows.find(key(n - 1));
        if (!old) return false;
        auto changed = old->template as<std::string_view>();
        changed.revoked = true;
        if (!rows.update(changed)) return false;
        previous = old->id;
      }
      return rows
          .insert(row{.owner = jeton::user_id{1},
                      .name = "deploy",
                      .digest = key(n),
                      .scopes = scopes::of<"read">(),
                      .expires = jeton::expiry::never(),
                      .revoked = false,
                      .previous = previous})
          .has_value();
    });
    if (!acknowledged) return n;
  }
  return rotations + 1;
}

/// Whether a store that has acknowledged `count` tokens still has them, the last one alive and all before it revoked.
/// One more may be there, if it is there as a whole.
bool is_whole(const std::string& file, std::size_t count) {
  const auto tokens = store::open(file);
  if (!tokens) return false;
  std::size_t found = 0;
  while (tokens->find(key(found))) ++found;
  if (found != count && found != count + 1) return false;
  std::size_t alive = 0;
  for (std::size_t n = 0; n < found; ++n) {
    const auto kept = tokens->find(key(n));
    if (!kept) return false;
    if (!kept->revoked) ++alive;
    if (n + 1 == found && kept->revoked) return false;
  }
  return alive == (found == 0 ? 0U : 1U);
}

struct outcome {
  bool crashed;
  bool whole;
};

/// One life of a disk whose power lasts for `operations`.
outcome live(const temporary_folder& in, std::size_t operations, jeton::durability keeps, std::mt19937* dice) {
  for (const auto& file : std::filesystem::directory_iterator(in.path)) std::filesystem::remove(file);
  power_loss::disk& disk = power_loss::disk::the();
  disk.power_on(operations);
  std::size_t acknowledged = 0;
  bool crashed = false;
  {
    auto tokens = store::open(in.file(), {.keeps = keeps, .system = power_loss::vfs_name});
    if (tokens) acknowledged = work(*tokens);
    crashed = disk.failed > 0;
    disk.last = 0;  // closing the file must not write either: the machine is off
  }
  disk.restore(in.path, dice);
  return {crashed, is_whole(in.file(), acknowledged)};
}

/// One life in which a store of version 1, with a row that nobody can have written among others, is brought to this
/// version: whether all that was sound in it is there afterwards, and the other row is told of.
outcome live_through_migration(const temporary_folder& in, std::size_t operations, std::mt19937* dice) {
  for (const auto& file : std::filesystem::directory_iterator(in.path)) std::filesystem::remove(file);
  power_loss::disk& disk = power_loss::disk::the();
  disk.power_on(static_cast<std::size_t>(-1));
  {
    sqlite3* opened = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    REQUIRE(sqlite3_open_v2(in.file().c_str(), &opened, flags, power_loss::vfs_name) == SQLITE_OK);
    const sqlite::database handle{opened};
    std::string made = "PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL; BEGIN;";
    made += sqlite::migrations[0];
    made += "PRAGMA user_version = 1; PRAGMA application_id = " + std::to_string(sqlite::application_id) + ";";
    for (std::size_t n = 0; n <= rotations; ++n) {
      const bool is_last = n == rotations;
      made += "INSERT INTO token VALUES (" + std::to_string(n + 1) + ", 1, 0, 'n', '', x'" +
              std::string{key(n).to_hex().view()} + "', 'read', NULL, " + (is_last ? "0" : "1") +
              ", 1, 1, NULL, 0, 0);";
    }
    made += "INSERT INTO token VALUES (99, -1, 0, 'n', '', randomblob(32), 'read', NULL, 0, 1, 1, NULL, 0, 0); COMMIT";
    REQUIRE(sqlite::run(opened, made.c_str()) == SQLITE_OK);
  }
  disk.last = disk.operations + operations;
  bool crashed = false;
  {
    const auto tokens = store::open(in.file(), {.system = power_loss::vfs_name});
    crashed = disk.failed > 0;
    disk.last = 0;
  }
  disk.restore(in.path, dice);
  std::size_t told = 0;
  const bool opens =
      store::open(in.file(), {.on_unreadable = [&](std::int64_t number) { told += number == 99; }}).has_value();
  return {crashed, opens && told == 1 && is_whole(in.file(), rotations + 1)};
}

/// How many lives, `live(1)`, `live(2)`, … until the power lasts, lose something; nothing if no power failed at all.
template <class Live>
std::optional<std::size_t> count_losses(Live live_for) {
  std::size_t losses = 0;
  for (std::size_t operations = 1; operations < 1000; ++operations) {
    const outcome seen = live_for(operations);
    losses += seen.whole ? 0 : 1;
    if (!seen.crashed) return operations > 10 ? std::optional{losses} : std::nullopt;
  }
  return std::nullopt;
}
std::optional<std::size_t> count_losses(jeton::durability keeps, std::mt19937* dice) {
  const temporary_folder in;
  return count_losses([&](std::size_t operations) { return live(in, operations, keeps, dice); });
}

}  // namespace

TEST_CASE("nothing acknowledged is lost when the power fails, at any point") {
  power_loss::install();
  CHECK(count_losses(jeton::durability::full, nullptr) == std::optional<std::size_t>{0});
}

TEST_CASE("nor when some of the writes that were not synced reach the disk") {
  power_loss::install();
  for (unsigned seed = 0; seed < 8; ++seed) {
    std::mt19937 dice{seed};
    CAPTURE(seed);
    CHECK(count_losses(jeton::durability::full, &dice) == std::optional<std::size_t>{0});
  }
}

TEST_CASE("nor of an old store that is brought to this version") {
  power_loss::install();
  const temporary_folder in;
  for (unsigned seed = 0; seed < 4; ++seed) {
    std::mt19937 dice{seed};
    CAPTURE(seed);
    const auto losses = count_losses(
        [&](std::size_t operations) { return live_through_migration(in, operations, seed == 0 ? nullptr : &dice); });
    CHECK(losses == std::optional<std::size_t>{0});
  }
}

TEST_CASE("control: without syncs something is lost") {
  power_loss::install();
  const auto losses = count_losses(jeton::durability::none, nullptr);
  CHECK(losses.value_or(0) > 0);
}
