// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle.hpp>

#include <string_view>

#include "support/catch.hpp"
#include "support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using jeton::token_id;

constexpr jeton::unix_seconds after(std::int64_t seconds) { return {now.count + seconds}; }

}  // namespace

TEST_CASE("the documented steps: create, see it once, use it, see it in the list, revoke") {
  CONSTEXPR auto holds = [] {
    acme_store store;
    const auto fresh = jeton::issue<acme_pat>(
        store, {.owner = alice, .name = "my token", .scopes = acme_scopes::of<"repo:read">(), .expires = in_days(10)},
        thirty_days, now, counting{});
    if (!fresh) return false;
    const auto found = store.find(jeton::sha256(fresh->token.expose()));
    if (!found || !found->active(after(60))) return false;
    if (jeton::note_use(store, *found, after(60)) != jeton::use_note::written) return false;

    acme_record page[2];
    const jeton::list_filter active{.owner = alice, .active = true};
    const auto listed = jeton::list(store, active, jeton::list_order::name_ascending, after(90), page);
    if (listed->count != 1 || page[0].name != "my token" || page[0].last_used != after(60)) return false;

    if (!jeton::revoke(store, fresh->id, after(120))) return false;
    return jeton::list(store, active, jeton::list_order::name_ascending, after(121), page)->count == 0;
  }();
  STATIC_REQUIRE(holds);
}

TEST_CASE("a stolen token that is rotated shows itself, and its family dies") {  // facts §5.6
  CONSTEXPR auto holds = [] {
    acme_store store;
    counting source;
    const acme_request request{.owner = alice, .name = "ci", .scopes = acme_scopes::of<"admin">()};
    const auto first = jeton::issue<acme_pat>(store, request, any_lifetime, now, source);
    const auto other = jeton::issue<acme_pat>(store, request, any_lifetime, now, source);
    const auto second = jeton::rotate<acme_pat>(store, first->id, {}, any_lifetime, after(1), source);  // by the thief
    const auto third = jeton::rotate<acme_pat>(store, second->id, {}, any_lifetime, after(2), source);  // again
    // The owner presents the first one, which is revoked: the caller says so.
    const auto stale = store.find(jeton::sha256(first->token.expose()));
    if (!stale->revoked) return false;
    if (*jeton::revoke_descendants(store, stale->id, after(3)) != 1) return false;
    const auto is_alive = [&](token_id id) { return store.find(id)->active(after(3)); };
    return !is_alive(first->id) && !is_alive(second->id) && !is_alive(third->id) && is_alive(other->id);
  }();
  STATIC_REQUIRE(holds);
}

TEST_CASE("a rotated token keeps its place in the list, under a new id") {
  CONSTEXPR auto holds = [] {
    acme_store store;
    counting source;
    const acme_request request{.owner = alice, .name = "ci", .scopes = acme_scopes::of<"admin">()};
    const auto first = jeton::issue<acme_pat>(store, request, thirty_days, now, source);
    const auto second = jeton::rotate<acme_pat>(store, first->id, {}, thirty_days, later, source);
    acme_record page[4];
    const auto all = jeton::list(store, {.owner = alice}, jeton::list_order::created_ascending, later, page);
    return all->total == 2 && !page[0].active(later) && page[1].active(later) && page[1].previous == first->id &&
           second->expires == in_days(7);
  }();
  STATIC_REQUIRE(holds);
}
