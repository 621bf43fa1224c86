// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/rotate.hpp>

#include <cstdint>
#include <string_view>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using jeton::expiry;
using jeton::renewal;
using jeton::rotate_fault;
using jeton::token_id;

/// What a rotation says, and what is in the store then.
struct outcome {
  rotate_fault fault{};
  bool is_rotated = false;
  token_id id{};
  expiry expires{};
  bool digest_fits = false;
  acme_store store{};
  [[nodiscard]] constexpr const acme_record& old() const { return store.row(0); }
  [[nodiscard]] constexpr const acme_record& fresh() const { return store.row(1); }
};

constexpr acme_record old_row() {
  acme_record row = row_of("old");
  row.kind = jeton::token_kind::impersonation;
  row.description = "of the nightly build";
  row.unknown_scopes = "later";
  row.last_used = now;
  row.previous = token_id{0};
  row.notices_sent = 3;
  row.created = {now.count - 10 * a_day};
  row.expires = in_days(20);
  return row;
}
constexpr outcome rotate(const acme_record& row, const renewal& when = {},
                         const jeton::lifetime_policy& policy = any_lifetime) {
  outcome found;
  (void)put(found.store, row);
  const auto made = jeton::rotate<acme_pat>(found.store, token_id{1}, when, policy, later, counting{});
  found.is_rotated = made.has_value();
  if (!made) {
    found.fault = made.error();
    return found;
  }
  found.id = made->id;
  found.expires = made->expires;
  found.digest_fits = found.store.find(jeton::sha256(made->token.expose()))->id == made->id;
  return found;
}
/// The fault of a rotation that changed nothing.
constexpr rotate_fault refused(const acme_record& row, const renewal& when = {},
                               const jeton::lifetime_policy& policy = any_lifetime) {
  const outcome made = rotate(row, when, policy);
  const bool is_unchanged =
      made.store.size() == 1 && made.old().updated == row.updated && made.old().revoked == row.revoked;
  return made.is_rotated || !is_unchanged ? rotate_fault{99} : made.fault;
}
constexpr acme_record expiring(const expiry& expires) {
  acme_record row = old_row();
  row.expires = expires;
  return row;
}

}  // namespace

TEST_CASE("a rotation kills the old token at once and makes another like it") {
  CONSTEXPR auto made = rotate(old_row());
  STATIC_REQUIRE(made.is_rotated);
  STATIC_REQUIRE(made.digest_fits);
  STATIC_REQUIRE(made.id == token_id{2});
  STATIC_REQUIRE(made.store.size() == 2);
  STATIC_REQUIRE(made.old().revoked);
  STATIC_REQUIRE(made.old().updated == later);
  STATIC_REQUIRE(made.old().notices_sent == 3);
  STATIC_REQUIRE(made.fresh().previous == token_id{1});
  STATIC_REQUIRE(made.fresh().active(later));
  STATIC_REQUIRE(made.fresh().owner == alice);
  STATIC_REQUIRE(made.fresh().kind == jeton::token_kind::impersonation);
  STATIC_REQUIRE(made.fresh().name == "deploy");
  STATIC_REQUIRE(made.fresh().description == "of the nightly build");
  STATIC_REQUIRE(made.fresh().scopes == acme_scopes::of<"admin">());
  STATIC_REQUIRE(made.fresh().unknown_scopes == "later");
  STATIC_REQUIRE(made.fresh().created == later);
  STATIC_REQUIRE(made.fresh().updated == later);
  STATIC_REQUIRE_FALSE(made.fresh().last_used);
  STATIC_REQUIRE(made.fresh().notices_sent == 0);
  STATIC_REQUIRE_FALSE(made.fresh().digest == made.old().digest);
}

TEST_CASE("what a rotation would write is known before it is done") {
  CONSTEXPR auto row = [] {
    acme_record old = old_row();
    old.id = token_id{1};
    return old;
  }();
  CONSTEXPR auto next = jeton::successor_of(row, renewal::same_lifetime(), any_lifetime, later);
  CONSTEXPR auto made = rotate(old_row(), renewal::same_lifetime());
  STATIC_REQUIRE(next.has_value());
  STATIC_REQUIRE(next->id == token_id::none);
  STATIC_REQUIRE(next->digest.empty());
  STATIC_REQUIRE(next->previous == token_id{1});
  STATIC_REQUIRE(next->active(later));
  STATIC_REQUIRE(next->owner == made.fresh().owner);
  STATIC_REQUIRE(next->kind == made.fresh().kind);
  STATIC_REQUIRE(next->name == made.fresh().name);
  STATIC_REQUIRE(next->description == made.fresh().description);
  STATIC_REQUIRE(next->scopes == made.fresh().scopes);
  STATIC_REQUIRE(next->unknown_scopes == made.fresh().unknown_scopes);
  STATIC_REQUIRE(next->expires == made.fresh().expires);
  STATIC_REQUIRE(next->created == later);
  STATIC_REQUIRE(next->updated == later);
  STATIC_REQUIRE_FALSE(next->last_used);
  STATIC_REQUIRE(next->notices_sent == 0);
  CONSTEXPR auto fault_of_change = [](auto change) {
    acme_record old = old_row();
    change(old);
    const auto judged = jeton::successor_of(old, renewal::until(in_days(-1)), any_lifetime, later);
    return judged ? rotate_fault{99} : judged.error();
  };
  STATIC_REQUIRE(fault_of_change([](acme_record& old) { old.revoked = true; }) == rotate_fault::revoked);
  STATIC_REQUIRE(fault_of_change([](acme_record& old) {
                   old.scopes = {};
                   old.unknown_scopes = "";
                 }) == rotate_fault::scopes);
  STATIC_REQUIRE(fault_of_change([](acme_record&) {}) == rotate_fault::expiry_passed);
}

TEST_CASE("without another rule a token lives for a week, where it must expire") {  // facts §5.5
  STATIC_REQUIRE(rotate(old_row(), renewal{}, thirty_days).expires == in_days(7));
  STATIC_REQUIRE(rotate(old_row(), renewal::one_week(), thirty_days).expires == in_days(7));
  STATIC_REQUIRE(rotate(old_row(), renewal::one_week(), any_lifetime).expires.is_never());
  STATIC_REQUIRE(rotate(old_row(), renewal::one_week(), thirty_days.requiring_expiry(false)).expires.is_never());
  CONSTEXPR auto three_days = *jeton::lifetime_policy::at_most(3);
  STATIC_REQUIRE(rotate(old_row(), renewal::one_week(), three_days).expires == in_days(3));
  CONSTEXPR auto seven_days = *jeton::lifetime_policy::at_most(7);
  STATIC_REQUIRE(rotate(old_row(), renewal::one_week(), seven_days).expires == in_days(7));
  STATIC_REQUIRE(rotate(old_row(), {}, any_lifetime.requiring_expiry(true)).expires == in_days(7));
  STATIC_REQUIRE(rotate(expiring(expiry::never()), {}, thirty_days).expires == in_days(7));
}

TEST_CASE("a token may live as long as the one before, counted in days from its creation") {
  STATIC_REQUIRE(rotate(old_row(), renewal::same_lifetime()).expires == in_days(30));  // 10 behind, 20 to come
  STATIC_REQUIRE(rotate(old_row(), renewal::same_lifetime(), thirty_days).expires == in_days(30));
  STATIC_REQUIRE(rotate(expiring(expiry::never()), renewal::same_lifetime()).expires.is_never());
  // GitLab's #544759: a lifetime that is too long by now is refused, and the old token lives on
  STATIC_REQUIRE(refused(expiring(in_days(21)), renewal::same_lifetime(), thirty_days) ==
                 rotate_fault::expiry_too_late);
  STATIC_REQUIRE(refused(expiring(expiry::never()), renewal::same_lifetime(), thirty_days) ==
                 rotate_fault::expiry_missing);
  CONSTEXPR auto strange = [] {
    acme_record row = old_row();
    row.created = {INT64_MIN};
    return row;
  }();
  STATIC_REQUIRE(refused(strange, renewal::same_lifetime()) == rotate_fault::expiry_too_late);
  CONSTEXPR auto future = [] {
    acme_record row = old_row();
    row.created = {INT64_MAX};
    return row;
  }();
  STATIC_REQUIRE(refused(future, renewal::same_lifetime()) == rotate_fault::expiry_too_late);
}

TEST_CASE("an expiry may be given, as far as the policy admits it") {
  STATIC_REQUIRE(rotate(old_row(), renewal::until(in_days(1)), thirty_days).expires == in_days(1));
  STATIC_REQUIRE(rotate(old_row(), renewal::until(in_days(30)), thirty_days).expires == in_days(30));
  STATIC_REQUIRE(rotate(old_row(), renewal::until(expiry::never())).expires.is_never());
  STATIC_REQUIRE(refused(old_row(), renewal::until(in_days(31)), thirty_days) == rotate_fault::expiry_too_late);
  STATIC_REQUIRE(refused(old_row(), renewal::until(expiry::never()), thirty_days) == rotate_fault::expiry_missing);
  STATIC_REQUIRE(refused(old_row(), renewal::until(in_days(0))) == rotate_fault::expiry_passed);
  STATIC_REQUIRE(refused(old_row(), renewal::until(expiry{})) == rotate_fault::expiry_passed);
  CONSTEXPR auto dead = rotate(old_row(), renewal::until(in_days(0)).even_if_passed());
  STATIC_REQUIRE(dead.is_rotated);
  STATIC_REQUIRE_FALSE(dead.fresh().active(later));
  STATIC_REQUIRE(dead.old().revoked);
}

TEST_CASE("an expired token is rotated, a revoked one is not") {
  STATIC_REQUIRE(rotate(expiring(in_days(-100))).is_rotated);
  STATIC_REQUIRE(rotate(expiring(in_days(-3)), renewal::same_lifetime()).expires == in_days(7));
  CONSTEXPR auto revoked = [] {
    acme_record row = old_row();
    row.revoked = true;
    return row;
  }();
  STATIC_REQUIRE(refused(revoked) == rotate_fault::revoked);
  CONSTEXPR auto expired_and_revoked = [] {
    acme_record row = expiring(in_days(-1));
    row.revoked = true;
    return row;
  }();
  STATIC_REQUIRE(refused(expired_and_revoked) == rotate_fault::revoked);
  CONSTEXPR auto twice = [] {
    acme_store store;
    (void)put(store, row_of("old"));
    (void)jeton::rotate<acme_pat>(store, token_id{1}, {}, any_lifetime, now, counting{});
    return jeton::rotate<acme_pat>(store, token_id{1}, {}, any_lifetime, now, counting{9}).error();
  }();
  STATIC_REQUIRE(twice == rotate_fault::revoked);
}

TEST_CASE("a token without scopes is not rotated, one whose scopes are unknown is") {
  CONSTEXPR auto none = [] {
    acme_record row = old_row();
    row.scopes = {};
    row.unknown_scopes = "";
    return row;
  }();
  STATIC_REQUIRE(refused(none) == rotate_fault::scopes);
  CONSTEXPR auto unknown = [] {
    acme_record row = old_row();
    row.scopes = {};
    return row;
  }();
  STATIC_REQUIRE(rotate(unknown).fresh().unknown_scopes == "later");
  STATIC_REQUIRE(rotate(unknown).fresh().scopes.empty());
}

TEST_CASE("an old row's name is kept, whatever it has") {
  CONSTEXPR auto strange = [] {
    acme_record row = old_row();
    row.name = "a\nb";
    return row;
  }();
  STATIC_REQUIRE(rotate(strange).fresh().name == "a\nb");
}

TEST_CASE("a rotation that fails changes nothing") {
  CONSTEXPR auto unknown = [] {
    acme_store store;
    return jeton::rotate<acme_pat>(store, token_id{1}, {}, any_lifetime, now, counting{}).error();
  }();
  STATIC_REQUIRE(unknown == rotate_fault::unknown);
  for (int way = 0; way < 5; ++way) {
    INFO("way " << way);
    acme_store store;
    (void)put(store, row_of("old"));
    if (way == 0) store.answers = false;
    if (way == 1) store.commits = false;
    if (way >= 2) store.operations = static_cast<std::size_t>(way - 2);
    const auto made = jeton::rotate<acme_pat>(store, token_id{1}, {}, any_lifetime, later, counting{});
    const bool is_last = way == 4;  // one update and one insert
    CHECK(made.has_value() == is_last);
    CHECK(store.size() == (is_last ? 2u : 1u));
    CHECK(store.row(0).revoked == is_last);
    if (!is_last) CHECK(made.error() == rotate_fault::unavailable);
  }
  acme_store store;
  (void)put(store, row_of("old"));
  CHECK(jeton::rotate<acme_pat>(store, token_id{1}, {}, any_lifetime, later, dry{}).error() == rotate_fault::random);
  CHECK_FALSE(store.row(0).revoked);
}

TEST_CASE("a token that is there already is made anew, a few times") {
  const auto rotated = [](std::uint32_t step) {
    acme_store store;
    (void)jeton::issue<acme_pat>(store, {.owner = bob, .name = "b", .scopes = acme_scopes::of<"admin">()}, any_lifetime,
                                 now, counting{5});
    (void)put(store, row_of("old"));
    std::uint32_t seed = 5 - step;
    const auto make = [&] { return jeton::generate<acme_pat>(counting{seed += step}); };
    const auto made = jeton::rotate_to(store, make, token_id{2}, {}, any_lifetime, now);
    if (!made) CHECK_FALSE(store.row(1).revoked);
    return made ? rotate_fault{99} : made.error();
  };
  CHECK(rotated(1) == rotate_fault{99});
  CHECK(rotated(0) == rotate_fault::random);
}

TEST_CASE("each fault of a rotation is described") {
  for (unsigned char i = 0; i <= static_cast<unsigned char>(rotate_fault::unavailable); ++i) {
    CHECK(describe(rotate_fault{i}) != "unknown fault");
  }
  STATIC_REQUIRE(describe(rotate_fault{99}) == "unknown fault");
}
