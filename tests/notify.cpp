// SPDX-License-Identifier: BSL-1.0
#include <jeton/notify.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <jeton/gitlab/notice.hpp>
#include <jeton/memory_store.hpp>

#include "catch.hpp"
#include "lifecycle_parts.hpp"

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
