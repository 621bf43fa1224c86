// SPDX-License-Identifier: BSL-1.0
// Who waits for whom: a decision for nobody, the note of a use for nobody, a transaction for another one.
#include <jeton/store/sqlite.hpp>

#include <jeton/digest/keyring.hpp>
#include <jeton/lifecycle/digest_rewrite.hpp>
#include <jeton/lifecycle/use.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>

#include "../support/catch.hpp"
#include "../support/store_rows.hpp"
#include "../support/temporary_folder.hpp"

namespace {

using namespace jeton_tests;
using sqlite_store = jeton::sqlite_store<acme_scopes>;

/// As the store was once: everybody takes turns, and a note waits like all that is written.
struct serial_store {
  using record = sqlite_store::record;
  using transaction = sqlite_store::transaction;

  sqlite_store& behind;
  mutable std::mutex mutex{};

  template <class Key>
  jeton::result<record, jeton::store_fault> find(const Key& key) const {
    const std::scoped_lock lock{mutex};
    return behind.find(key);
  }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) const {
    const std::scoped_lock lock{mutex};
    return behind.visit(range, visitor);
  }
  template <class Work>
  bool transact(Work&& work) {
    const std::scoped_lock lock{mutex};
    return behind.transact(work);
  }
};

/// Waits until something is so, two seconds at the longest.
template <class Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 2000 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  return condition();
}

/// Another program's lock on a file, for two seconds or until this ends.
class foreign_lock {
 public:
  explicit foreign_lock(const std::string& file) {
    REQUIRE(sqlite3_open(file.c_str(), &other_) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    holder_ = std::thread{[this] {
      (void)comes_true([this] { return may_end_.load(); });
      is_held_ = false;
      sqlite3_exec(other_, "ROLLBACK", nullptr, nullptr, nullptr);
    }};
  }
  foreign_lock(const foreign_lock&) = delete;
  foreign_lock& operator=(const foreign_lock&) = delete;
  ~foreign_lock() {
    may_end_ = true;
    holder_.join();
    sqlite3_close(other_);
  }
  [[nodiscard]] bool is_held() const { return is_held_; }

 private:
  sqlite3* other_ = nullptr;
  std::atomic<bool> is_held_{true};
  std::atomic<bool> may_end_{false};
  std::thread holder_;
};

/// Whether a token is found, its use noted or not, and its digest rewritten or not, before another program's lock ends.
template <class Store>
bool decides_beside_a_lock(Store& store, const std::string& file) {
  const foreign_lock lock{file};
  const auto found = store.find(jeton::sha256("a"));
  if (!found || !lock.is_held()) return false;
  if (jeton::note_use(store, *found, now) != jeton::use_note::failed || !lock.is_held()) return false;
  const jeton::pepper bytes{"0123456789abcdef0123456789abcdef"};
  return !jeton::rewrite_digest(store, *found, "a", jeton::keyring{1, bytes}) && lock.is_held();
}

/// The same, and rows are gone through, while a transaction of this program waits for that lock.
template <class Store>
bool decides_beside_who_waits(Store& store, const std::string& file) {
  const foreign_lock lock{file};
  std::atomic<bool> begins{false};
  std::thread waiting{[&] {
    begins = true;
    (void)store.transact([](auto&) { return true; });
  }};
  (void)comes_true([&] { return begins.load(); });
  std::this_thread::sleep_for(std::chrono::milliseconds{100});  // were that too short, nothing would wait yet
  const auto found = store.find(jeton::sha256("a"));
  const auto visited = store.visit(all_rows, [](const auto&) { return true; });
  const bool was_noted = found && jeton::note_use(store, *found, later) != jeton::use_note::failed;
  const bool was_beside = lock.is_held();
  waiting.join();
  return found && visited && !was_noted && was_beside;
}

/// Whether a token is found, and another one made, while somebody goes through the rows and takes a long time.
template <class Store>
bool decides_beside_a_long_visit(Store& store) {
  std::atomic<bool> is_visiting{false};
  std::atomic<bool> is_found{false};
  bool was_beside = false;
  std::thread visiting{[&] {
    (void)store.visit(all_rows, [&](const auto&) {
      is_visiting = true;
      was_beside = comes_true([&] { return is_found.load(); });
      return false;
    });
  }};
  (void)comes_true([&] { return is_visiting.load(); });
  const auto found = store.find(jeton::sha256("a"));
  const auto note = found ? jeton::note_use(store, *found, later) : jeton::use_note::failed;
  const bool was_made = put(store, row_of("made meanwhile")) != jeton::token_id::none;
  is_found = true;
  visiting.join();
  return was_beside && found && note == jeton::use_note::written && was_made;
}

struct waits_home {
  temporary_folder in;
  sqlite_store tokens;

  waits_home() : tokens(*sqlite_store::open(in.file(), {.keeps = jeton::durability::none, .patience = 60'000})) {
    (void)put(tokens, row_of("a"));
  }
};

}  // namespace

TEST_CASE("a decision and the note of a use wait for no lock of another program") {
  waits_home home;
  CHECK(decides_beside_a_lock(home.tokens, home.in.file()));
  const auto found = home.tokens.find(jeton::sha256("a"));
  REQUIRE(found.has_value());
  CHECK(jeton::note_use(home.tokens, *found, now) == jeton::use_note::written);  // which was dropped before
  CHECK(home.tokens.find(found->id)->last_used == now);
}

TEST_CASE("nor for a transaction of this program that waits for one") {
  waits_home home;
  CHECK(decides_beside_who_waits(home.tokens, home.in.file()));
}

TEST_CASE("nor for somebody who goes through the rows") {
  waits_home home;
  CHECK(decides_beside_a_long_visit(home.tokens));
}

TEST_CASE("a transaction waits for another program's, and is made") {
  waits_home home;
  const foreign_lock lock{home.in.file()};
  CHECK(put(home.tokens, row_of("b")) != jeton::token_id::none);
  CHECK_FALSE(lock.is_held());
}

TEST_CASE("control: a store where everybody takes turns is found out") {
  waits_home home;
  serial_store serial{home.tokens};
  CHECK_FALSE(decides_beside_a_lock(serial, home.in.file()));
  CHECK_FALSE(decides_beside_who_waits(serial, home.in.file()));
  CHECK_FALSE(decides_beside_a_long_visit(serial));
}
