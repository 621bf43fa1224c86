// SPDX-License-Identifier: BSL-1.0
#include <jeton/decision/verify.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <jeton/core/maybe.hpp>
#include <jeton/digest/keyring.hpp>
#include <jeton/format/opaque.hpp>
#include <jeton/format/prefixed.hpp>
#include <jeton/issuers/github.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/record.hpp>

#include "../support/catch.hpp"

namespace {

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using acme_scopes = jeton::scope_vocabulary<"repo:read", "repo:write", "admin">;
using record = jeton::token_record<acme_scopes>;
using jeton::denial;

constexpr std::string_view good = "acme_pat_0123456789ABCDEFGHIJKLMNOPQRST2Fv1aT";
constexpr std::string_view mistyped = "acme_pat_0123456789ABCDEFGHIJKLMNOPQRST2Fv1aU";
constexpr std::string_view malformed = "acme_pat_0123456789ABCDEFGHIJKLMNOPQRS-2Fv1aT";
constexpr jeton::unix_seconds now{1'790'000'000};

/// A record in its best state.
constexpr record live() {
  return {.digest = jeton::sha256(good),
          .scopes = acme_scopes::of<"repo:read">(),
          .expires = jeton::expiry::never(),
          .revoked = false};
}
constexpr record changed(bool revoked, bool expired, bool in_scope) {
  record row = live();
  row.revoked = revoked;
  if (expired) row.expires = *jeton::expiry::on(jeton::day_of(now));
  if (!in_scope) row.scopes = acme_scopes::of<"admin">();
  return row;
}

/// A store of one record, or none, that may be out of order.
struct one_row {
  record row = live();
  bool works = true;

  constexpr jeton::result<record, jeton::store_fault> operator()(const jeton::digest<32>& key) const {
    if (!works) return jeton::store_fault::unavailable;
    if (!(row.digest == key)) return jeton::store_fault::absent;
    return row;
  }
};

constexpr auto reading = acme_scopes::any_of<"repo:read">();

constexpr denial reason(std::string_view presented, const one_row& store) {
  return jeton::verify<acme_pat>(presented, store, reading, now).error();
}

}  // namespace

TEST_CASE("a good token gives its record") {
  CONSTEXPR auto who = jeton::verify<acme_pat>(good, one_row{}, reading, now);
  STATIC_REQUIRE(who.has_value());
  STATIC_REQUIRE(who->digest == jeton::sha256(good));
}

TEST_CASE("each fault has its denial") {
  STATIC_REQUIRE(reason(malformed, {}) == denial::malformed);
  STATIC_REQUIRE(reason("", {}) == denial::malformed);
  STATIC_REQUIRE(reason(mistyped, {}) == denial::mistyped);
  STATIC_REQUIRE(reason(good, {.row = {}}) == denial::unknown);
  STATIC_REQUIRE(reason(good, {.works = false}) == denial::unavailable);
  STATIC_REQUIRE(reason(good, {.row = changed(true, false, true)}) == denial::revoked);
  STATIC_REQUIRE(reason(good, {.row = changed(false, true, true)}) == denial::expired);
  STATIC_REQUIRE(reason(good, {.row = changed(false, false, false)}) == denial::out_of_scope);
}

TEST_CASE("of several faults the first in the order of the enumerators is named") {
  STATIC_REQUIRE(reason(malformed, {.works = false}) == denial::malformed);
  STATIC_REQUIRE(reason(mistyped, {.works = false}) == denial::mistyped);
  STATIC_REQUIRE(reason(good, {.row = changed(true, true, true), .works = false}) == denial::unavailable);
  STATIC_REQUIRE(reason(good, {.row = changed(true, true, true)}) == denial::revoked);
  STATIC_REQUIRE(reason(good, {.row = changed(true, false, false)}) == denial::revoked);
  STATIC_REQUIRE(reason(good, {.row = changed(true, true, false)}) == denial::revoked);
  STATIC_REQUIRE(reason(good, {.row = changed(false, true, false)}) == denial::expired);
}

TEST_CASE("a token dies at midnight UTC of its date, whatever clock says so") {
  using namespace std::chrono;
  record row = live();
  row.expires = *jeton::expiry::parse("2027-01-31");
  const one_row store{.row = row};
  const auto at = [&](auto instant) { return jeton::verify<acme_pat>(good, store, reading, instant).has_value(); };
  CHECK(at(sys_days{2027y / January / 31} - 1ns));
  CHECK_FALSE(at(sys_days{2027y / January / 31}));
  CHECK(at(sys_days{2027y / January / 30} + 23h + 59min + 59s));
  CHECK_FALSE(at(jeton::unix_seconds{1'801'353'600}));  // date -u -d 2027-01-31 +%s
  CHECK(at(jeton::unix_seconds{1'801'353'599}));
}

TEST_CASE("a record that nobody filled in grants nothing") {
  record row{};
  row.digest = jeton::sha256(good);
  CHECK(reason(good, {.row = row}) == denial::revoked);
  row.revoked = false;
  CHECK(reason(good, {.row = row}) == denial::expired);
  row.expires = jeton::expiry::never();
  CHECK(reason(good, {.row = row}) == denial::out_of_scope);
  CHECK_FALSE(jeton::verify<acme_pat>(good, one_row{}, jeton::any_scope<acme_scopes::set>{}, now));
  CHECK_FALSE(jeton::verify<acme_pat>(good, one_row{}, jeton::no_scope_needed{}, now));
  CHECK(jeton::verify<acme_pat>(good, one_row{}, jeton::any_valid_token(), now));
}

TEST_CASE("a store may answer with a pointer, an optional, or a result of either") {
  const record row = live();
  const auto accepts = [&](auto find) { return jeton::verify<acme_pat>(good, find, reading, now).has_value(); };
  const auto refuses = [&](auto find, denial why) {
    return jeton::verify<acme_pat>(good, find, reading, now).error() == why;
  };
  using key = const jeton::digest<32>&;
  CHECK(accepts([&](key) { return &row; }));
  CHECK(accepts([&](key) { return std::optional{row}; }));
  CHECK(accepts([&](key) { return jeton::maybe{row}; }));
  CHECK(accepts([&](key) { return jeton::result<const record*, jeton::store_fault>{&row}; }));
  CHECK(refuses([&](key) { return static_cast<const record*>(nullptr); }, denial::unknown));
  CHECK(refuses([&](key) { return std::optional<record>{}; }, denial::unknown));
  CHECK(refuses([&](key) { return jeton::maybe<record>{}; }, denial::unknown));
  CHECK(refuses([&](key) { return jeton::result<const record*, jeton::store_fault>{nullptr}; }, denial::unknown));
  CHECK(refuses([&](key) { return jeton::result<std::optional<record>, int>{std::optional<record>{}}; },
                denial::unknown));
}

TEST_CASE("a store that cannot answer is never taken for one without the record") {
  const auto denied = [](auto find) { return jeton::verify<acme_pat>(good, find, reading, now).error(); };
  using key = const jeton::digest<32>&;
  CHECK(denied([](key) { return jeton::result<record, int>{5}; }) == denial::unavailable);
  CHECK(denied([](key) { return jeton::result<record, jeton::store_fault>{}; }) == denial::unavailable);
  CHECK(denied([](key) { return jeton::result<std::optional<record>, int>{5}; }) == denial::unavailable);
  for (const auto fault :
       {jeton::store_fault::unavailable, jeton::store_fault::incomplete, jeton::store_fault::duplicate}) {
    CHECK(denied([&](key) { return jeton::result<record, jeton::store_fault>{fault}; }) == denial::unavailable);
  }
}

TEST_CASE("a store that gives another record than it was asked for is not believed") {
  const auto any_row = [](const jeton::digest<32>&) {
    record row = live();
    row.digest = jeton::sha256("another token");
    return std::optional{row};
  };
  CHECK(jeton::verify<acme_pat>(good, any_row, reading, now).error() == denial::unknown);
  const auto empty_row = [](const jeton::digest<32>&) { return std::optional{record{}}; };
  CHECK(jeton::verify<acme_pat>(good, empty_row, reading, now).error() == denial::unknown);
}

TEST_CASE("the store is not asked about what is no token") {
  int asked = 0;
  const auto find = [&](const jeton::digest<32>&) {
    ++asked;
    return std::optional<record>{};
  };
  CHECK_FALSE(jeton::verify<acme_pat>(malformed, find, reading, now));
  CHECK_FALSE(jeton::verify<acme_pat>(mistyped, find, reading, now));
  CHECK(asked == 0);
  CHECK_FALSE(jeton::verify<acme_pat>(good, find, reading, now));
  CHECK(asked == 1);
}

TEST_CASE("several formats are told apart, and a token without shape stands last") {
  constexpr std::string_view chosen = "token-string-here123";  // as GitLab documents a predetermined token
  record row = live();
  row.digest = jeton::sha256(chosen);
  const one_row store{.row = row};
  using any_text = jeton::opaque<20>;
  CHECK(jeton::verify<acme_pat, any_text>(chosen, store, reading, now));
  CHECK(jeton::verify<acme_pat, any_text>(good, one_row{}, reading, now));
  CHECK(jeton::verify<acme_pat>(chosen, store, reading, now).error() == denial::malformed);
  // A mistyped token of the first format is not looked up as a text without shape.
  CHECK(jeton::verify<acme_pat, any_text>(mistyped, store, reading, now).error() == denial::mistyped);
  CHECK(jeton::verify<acme_pat, jeton::github::classic_pat>(good, one_row{}, reading, now));
}

TEST_CASE("formats that are values: an administrator's prefix, beside others") {
  auto ours = jeton::prefixed<acme_pat>::make("corp_");
  CHECK(jeton::verify(*ours, good, one_row{}, reading, now).error() == denial::malformed);
  CHECK(ours->accept_earlier("acme_pat_"));
  CHECK(jeton::verify(*ours, good, one_row{}, reading, now));
  CHECK(jeton::verify(jeton::formats{*ours, jeton::github::classic_pat{}, jeton::opaque<20>{}}, good, one_row{},
                      reading, now));
  CHECK(jeton::verify(jeton::formats{*ours}, good, one_row{}, reading, now));
}

TEST_CASE("a keyring finds what earlier keys wrote, and says what to write from now on") {
  static constexpr jeton::pepper newer{"0123456789abcdef0123456789abcdef"};
  static constexpr jeton::pepper older{"fedcba9876543210fedcba9876543210"};
  jeton::keyring keys{2, newer};
  CHECK(keys.accept_earlier(1, older));
  const auto verified = [&](const record& row, const auto& digester) {
    return jeton::verify<acme_pat>(good, one_row{.row = row}, reading, now, digester);
  };
  record row = live();
  row.digest = keys.digest_of(good, 0);
  CHECK(verified(row, keys));
  CHECK(jeton::digest_to_write(row, good, keys).empty());
  row.digest = keys.digest_of(good, 1);
  CHECK(verified(row, keys));
  CHECK(jeton::digest_to_write(row, good, keys) == keys.digest_of(good, 0));
  row.digest = jeton::sha256(good);
  CHECK(verified(row, keys).error() == denial::unknown);
  const jeton::with_earlier both{keys, jeton::plain_sha256{}};
  CHECK(verified(row, both));
  CHECK(jeton::digest_to_write(row, good, both) == keys.digest_of(good, 0));
}

TEST_CASE("a store that fails for one key is unavailable, even if the record stands under another") {
  static constexpr jeton::pepper newer{"0123456789abcdef0123456789abcdef"};
  const jeton::keyring keys{1, newer};
  const jeton::with_earlier both{keys, jeton::plain_sha256{}};
  int asked = 0;
  const auto fails_first = [&](const jeton::digest<32>& key) -> jeton::result<record, jeton::store_fault> {
    if (++asked == 1) return jeton::store_fault::unavailable;
    return one_row{}(key);
  };
  CHECK(jeton::verify<acme_pat>(good, fails_first, reading, now, both).error() == denial::unavailable);
}

TEST_CASE("a hook hears of each denial, and of nothing else") {
  std::string heard;
  const auto note = [&](denial why) { heard += std::string{describe(why)} + "\n"; };
  const jeton::plain_sha256 plain;
  CHECK(jeton::verify<acme_pat>(good, one_row{}, reading, now, plain, note));
  CHECK(heard.empty());
  CHECK_FALSE(jeton::verify<acme_pat>(mistyped, one_row{}, reading, now, plain, note));
  CHECK_FALSE(jeton::verify<acme_pat>(good, one_row{.works = false}, reading, now, plain, note));
  CHECK(heard == std::string{describe(denial::mistyped)} + "\n" + std::string{describe(denial::unavailable)} + "\n");
}

TEST_CASE("the user's own record will do") {
  struct row {
    jeton::digest<32> digest{};
    bool revoked = true;
    jeton::expiry expires{};
    acme_scopes::set scopes{};
    std::string owner;
  };
  const auto find = [](const jeton::digest<32>& key) {
    return std::optional<row>{{key, false, jeton::expiry::never(), acme_scopes::of<"admin">(), "dana"}};
  };
  const auto who = jeton::verify<acme_pat>(good, find, acme_scopes::all_of<"admin">(), now);
  CHECK(who.has_value());
  CHECK(who->owner == "dana");
}
