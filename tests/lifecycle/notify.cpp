// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/notify.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <jeton/gitlab/notice.hpp>
#include <jeton/store/memory.hpp>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using jeton::gitlab::expired;
using jeton::gitlab::expiring;

/// Tokens a, b, c, … that expire after so many days, alternately alice's and bob's.
template <std::size_t N>
constexpr acme_store expiring_after(const int (&days)[N]) {
  acme_store store;
  constexpr std::string_view tokens = "abcdefghijklmnop";
  for (std::size_t i = 0; i < N; ++i) {
    acme_record row = row_of(tokens.substr(i, 1), i % 2 == 0 ? alice : bob);
    row.expires = days[i] == 999 ? jeton::expiry::never() : in_days(days[i]);
    (void)put(store, row);
  }
  return store;
}

/// What a run sends, as "owner:ids " in order; `sent` says for each whether it was.
template <class Store>
std::string run(Store& store, const jeton::notice& kind, bool is_sent = true) {
  std::string sent;
  const auto done = jeton::notify(store, kind, now, [&](const auto& message) {
    sent += std::to_string(static_cast<int>(message.owner)) + ":";
    for (const auto& row : message.listed) sent += std::to_string(static_cast<int>(row.id));
    sent += " ";
    return is_sent;
  });
  REQUIRE(done.has_value());
  return sent;
}

/// A store that counts how often a row is read, in transactions too.
class counting_store {
 public:
  using record = jeton::memory_store<acme_scopes>::record;
  class transaction;

  std::size_t reads = 0;
  bool refuses_first = false;  // a row 1 that is written

  [[nodiscard]] auto find(const jeton::digest<32>& key) const { return rows_.find(key); }
  [[nodiscard]] auto find(jeton::token_id id) const { return rows_.find(id); }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) {
    return rows_.visit(range, [&](const record& row) { return ++reads, visitor(row); });
  }
  template <class Work>
  bool transact(Work&& work);

 private:
  jeton::memory_store<acme_scopes> rows_;
};

class counting_store::transaction {
 public:
  using record = counting_store::record;

  transaction(counting_store& store, jeton::memory_store<acme_scopes>::transaction& rows)
      : store_(store), rows_(rows) {}
  [[nodiscard]] auto find(const jeton::digest<32>& key) const { return rows_.find(key); }
  [[nodiscard]] auto find(jeton::token_id id) const { return rows_.find(id); }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) {
    return rows_.visit(range, [&](const record& row) { return ++store_.reads, visitor(row); });
  }
  auto insert(const jeton::token_record<acme_scopes>& row) { return rows_.insert(row); }
  jeton::result<void, jeton::store_fault> update(const jeton::token_record<acme_scopes>& row) {
    if (store_.refuses_first && row.id == jeton::token_id{1}) return jeton::store_fault::incomplete;
    return rows_.update(row);
  }

 private:
  counting_store& store_;
  jeton::memory_store<acme_scopes>::transaction& rows_;
};

template <class Work>
bool counting_store::transact(Work&& work) {
  return rows_.transact([&](auto& rows) {
    transaction counted{*this, rows};
    return work(counted);
  });
}

/// A store of rows of so many owners in turn, of which the first `alive` do not expire and the others do today.
void fill(counting_store& store, int count, int owners, int alive) {
  for (int i = 0; i < count; ++i) {
    const std::string token = std::to_string(i);
    acme_record row = row_of(token, jeton::user_id{1 + i % owners});
    row.expires = i < alive ? jeton::expiry::never() : in_days(0);
    (void)put(store, row);
  }
}

/// What a run tells the one owner, of tokens whose names are the letters.
template <class Store>
jeton::digest<32> about(Store& store, const jeton::notice& kind) {
  jeton::digest<32> found;
  (void)jeton::notify(store, kind, now, [&](const auto& message) { return found = message.about, false; });
  return found;
}

}  // namespace

TEST_CASE("each owner gets one message about all of his tokens, and once") {  // facts §9
  acme_store store = expiring_after({0, 7, 7, 8, -1, 999, 1});
  CHECK(run(store, expiring) == "7:137 8:2 ");
  CHECK(run(store, expiring).empty());
  CHECK(store.row(0).notices_sent == 1);
  CHECK(store.row(3).notices_sent == 0);
  CHECK(run(store, expired) == "7:1 ");  // what died today is told of by both
  CHECK(run(store, expired).empty());
  CHECK(store.row(0).notices_sent == 3);
}

TEST_CASE("a run counts, and is constexpr") {
  CONSTEXPR auto done = [] {
    acme_store store = expiring_after({0, 7, 7, 8});
    return jeton::notify(store, expiring, now, [](const auto&) { return true; });
  }();
  STATIC_REQUIRE(done->owners == 2);
  STATIC_REQUIRE(done->tokens == 3);
  STATIC_REQUIRE(done->failed == 0);
}

TEST_CASE("a message that is not sent is tried once in a run, and again in the next") {
  acme_store store = expiring_after({0, 7, 7, 8, 1});
  CHECK(run(store, expiring, false) == "7:135 8:2 ");
  for (std::size_t i = 0; i < store.size(); ++i) CHECK(store.row(i).notices_sent == 0);
  std::size_t count = 0;
  const auto done = jeton::notify(store, expiring, now, [&](const auto& message) {
    ++count;
    return message.owner == bob;
  });
  CHECK(count == 2);
  CHECK(done->failed == 1);
  CHECK(done->owners == 1);
  CHECK(done->tokens == 1);
  CHECK(run(store, expiring) == "7:135 ");
}

TEST_CASE("first the message, then the note: what breaks between them sends again") {
  acme_store store = expiring_after({0, 7, 7});
  store.commits = false;
  std::size_t sent = 0;
  const auto broken = jeton::notify(store, expiring, now, [&](const auto&) { return ++sent, true; });
  CHECK(broken.error() == jeton::store_fault::unavailable);
  CHECK(sent == 1);
  store.commits = true;
  CHECK(run(store, expiring) == "7:13 8:2 ");
  store.answers = false;
  CHECK(jeton::notify(store, expiring, now, [](const auto&) { return true; }).error() ==
        jeton::store_fault::unavailable);
}

TEST_CASE("revoked tokens and impersonation tokens are not told of") {
  acme_store store;
  acme_record row = row_of("a");
  row.expires = in_days(3);
  row.revoked = true;
  (void)put(store, row);
  row = row_of("b");
  row.expires = in_days(3);
  row.kind = jeton::token_kind::impersonation;
  (void)put(store, row);
  CHECK(run(store, expiring).empty());
}

TEST_CASE("a hundred names are listed, and all tokens are marked") {
  jeton::memory_store<acme_scopes> store;
  for (int i = 0; i < 170; ++i) {
    const std::string token = std::to_string(i);
    acme_record row = row_of(token);
    row.expires = in_days(3);
    (void)put(store, row);
  }
  std::size_t listed = 0;
  std::size_t total = 0;
  const auto send = [&](const auto& message) {
    listed += message.listed.size();
    total += message.total;
    return true;
  };
  CHECK(jeton::notify(store, expiring, now, send)->tokens == 170);
  CHECK(listed == 100);
  CHECK(total == 170);
  CHECK(jeton::notify(store, expiring, now, send)->tokens == 0);
}

TEST_CASE("a token that comes while the message is sent is not marked") {
  jeton::memory_store<acme_scopes> store;
  const auto add = [&](std::string_view token) {
    acme_record row = row_of(token);
    row.expires = in_days(3);
    (void)put(store, row);
  };
  add("a");
  std::string sent;
  const auto done = jeton::notify(store, expiring, now, [&](const auto& message) {
    sent += std::to_string(message.total);
    if (sent.size() == 1) add("b");
    return true;
  });
  CHECK(done->owners == 2);
  CHECK(sent == "11");  // the second in a message of its own
}

TEST_CASE("each row is read once, and at most twice more where messages are sent, be they taken or not") {
  for (const int owners : {1, 2, 7, 1000, 3000}) {
    for (const int alive : {0, 1, 1500, 2999, 3000}) {
      for (const bool is_sent : {false, true}) {
        counting_store store;
        fill(store, 3000, owners, alive);
        store.reads = 0;
        std::set<jeton::user_id> told;
        const auto done = jeton::notify(store, expired, now, [&](const auto& message) {
          CHECK(told.insert(message.owner).second);
          return is_sent;
        });
        REQUIRE(done.has_value());
        CHECK((is_sent ? done->owners : done->failed) == told.size());
        CHECK(store.reads <= 3000 + told.size() + (is_sent ? 3000 + told.size() : 0));
      }
    }
  }
}

TEST_CASE("control: to look for the first due row of its owner at each due row reads far more") {
  counting_store store;
  fill(store, 300, 1, 150);
  store.reads = 0;
  for (int due = 150; due < 300; ++due) {
    (void)store.visit({.owner = jeton::user_id{1}}, [](const auto& row) { return !expired.due(row, now); });
  }
  CHECK(store.reads > 300 * 50);
}

TEST_CASE("one token whose mark is refused keeps nobody else from being told") {
  counting_store store;
  fill(store, 9, 3, 0);
  store.refuses_first = true;
  CHECK(run(store, expired) == "1:147 2:258 3:369 ");
  CHECK(run(store, expired) == "1:147 ");
  const auto done = jeton::notify(store, expired, now, [](const auto&) { return true; });
  CHECK(done->unmarked == 1);
  CHECK(done->owners == 0);
  store.refuses_first = false;
  CHECK(run(store, expired) == "1:147 ");
  CHECK(run(store, expired).empty());
}

TEST_CASE("while a message is sent, others read and write") {
  jeton::memory_store<acme_scopes> store;
  acme_record row = row_of("a");
  row.expires = in_days(0);
  (void)put(store, row);
  const auto done = jeton::notify(store, expired, now, [&](const auto&) {
    return put(store, row_of("b")) != jeton::token_id::none && store.find(jeton::token_id{1}).has_value();
  });
  CHECK(done->owners == 1);
}

TEST_CASE("a message about other tokens is another one, also where they are not listed") {
  jeton::memory_store<acme_scopes> store;
  for (int i = 0; i < 130; ++i) {
    const std::string token = std::to_string(i);
    acme_record row = row_of(token);
    row.expires = in_days(0);
    (void)put(store, row);
  }
  const auto with_revoked = [&](int id, bool revoked) {
    (void)store.transact([&](auto& rows) {
      auto row = *rows.find(jeton::token_id{id});
      row.revoked = revoked;
      return rows.update(row.template as<std::string_view>()).has_value();
    });
  };
  const auto without = [&](int id) {
    with_revoked(id, true);
    const auto found = about(store, expired);
    with_revoked(id, false);
    return found.to_hex();
  };
  std::set<std::string> found{std::string{about(store, expired).to_hex().view()}};
  for (const int id : {1, 2, 99, 100, 101, 129, 130}) found.insert(std::string{without(id).view()});
  CHECK(found.size() == 8);
  CHECK(without(3) == without(3));
}

TEST_CASE("what a message is about, computed elsewhere") {
  // python3: hashlib.sha256(struct.pack(">6q", 1, 19675, 1700000000, 3, 19675, 1700000000)).hexdigest()
  acme_store store = expiring_after({0, 0, 0});
  std::string first;
  (void)jeton::notify(store, expired, now, [&](const auto& message) {
    if (first.empty()) first = message.about.to_hex().view();
    return true;
  });
  CHECK(first == "0672a5fb8689caf5db1255703f74f0cddbe0aac76b70cfce3d46367d8dca472d");
}

TEST_CASE("a message says how many of its tokens are late, and since when") {
  acme_store store = expiring_after({0, 0, -2, -3, -7, -7, -8, -8});
  for (std::size_t i = 0; i < store.size(); ++i) {
    (void)store.transact([&](auto& rows) {
      auto row = *rows.find(jeton::token_id{static_cast<std::int64_t>(i) + 1});
      row.created = {0};
      return rows.update(row.template as<std::string_view>()).has_value();
    });
  }
  CHECK(run(store, expired, false) == "7:1 8:2 ");
  std::string told;
  const jeton::notice kind = expired.made_up_for(7);
  const auto done = jeton::notify(store, kind, now, [&](const auto& message) {
    told += std::to_string(message.total) + "," + std::to_string(message.late) + "," +
            std::to_string(today - *message.late_since) + " ";
    return true;
  });
  CHECK(told == "3,2,7 3,2,7 ");
  CHECK(done->tokens == 6);
  CHECK(run(store, kind).empty());
  acme_store prompt = expiring_after({0});
  (void)jeton::notify(prompt, kind, now, [&](const auto& message) {
    CHECK(message.late == 0);
    CHECK_FALSE(message.late_since.has_value());
    return true;
  });
}
