// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_LIFE_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_LIFE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <jeton/digest/sha256.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/checksum.hpp>
#include <jeton/format/generate.hpp>
#include <jeton/format/token.hpp>
#include <jeton/lifecycle/detail/conformance_rows.hpp>
#include <jeton/lifecycle/issue.hpp>
#include <jeton/lifecycle/lifetime.hpp>
#include <jeton/lifecycle/listing.hpp>
#include <jeton/lifecycle/name_search.hpp>
#include <jeton/lifecycle/request.hpp>
#include <jeton/lifecycle/revoke.hpp>
#include <jeton/lifecycle/rotate.hpp>
#include <jeton/lifecycle/use.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

using tried_format = token_format<"conformance_", base62<30>, crc32_base62<6>>;

inline constexpr lifetime_policy any_lifetime = lifetime_policy::unlimited();

/// What is asked for a token that is issued.
template <class Vocabulary>
token_request<Vocabulary> tried_request() {
  return {.owner = alice, .name = "deploy", .scopes = scope_at<Vocabulary>(0)};
}

/// Bytes that differ from draw to draw, and are the same in each run.
struct counted_bytes {
  std::uint32_t state = 5;

  bool operator()(std::span<unsigned char> bytes) {
    for (unsigned char& byte : bytes) {
      state = state * 1664525 + 1013904223;
      byte = static_cast<unsigned char>(state >> 24);
    }
    return true;
  }
};

/// A hundred rows that differ in all that is searched and sorted for, as they were put into a store.
template <class Store>
auto put_hundred(Store& store, std::vector<std::string>& texts) {
  using vocabulary = typename Store::record::vocabulary;
  constexpr std::int64_t a_day = 86400;
  std::vector<token_record<vocabulary>> rows;
  texts.reserve(200);  // the rows have views of them
  for (int i = 0; i < 100; ++i) {
    texts.push_back(std::to_string(i));
    token_record<vocabulary> row = row_of<vocabulary>(texts.back(), i % 3 == 0 ? bob : alice);
    texts.push_back("token " + std::to_string(i % 17));
    row.name = texts.back();
    row.created = {now.count - i * 7919 % 13 * a_day};
    if (i % 5 != 0) row.expires = *expiry::in_days(i % 11 - 3, now);
    if (i % 4 != 0) row.last_used = unix_seconds{now.count - i % 7 * a_day};
    row.revoked = i % 6 == 0;
    row.id = conformance::put(store, row);
    rows.push_back(row);
  }
  return rows;
}

/// What the life of tokens makes of a store.
template <class Trial>
void try_life(Trial& trial) {
  using vocabulary = typename Trial::vocabulary;
  using row_type = typename Trial::row;
  constexpr auto row_of = conformance::row_of<vocabulary>;
  const token_request<vocabulary> request = tried_request<vocabulary>();
  const lifetime_policy thirty_days = *lifetime_policy::at_most(30);

  trial.rule("revoking again changes nothing", [&](auto& store) {
    const token_id id = conformance::put(store, row_of("a", alice));
    trial.holds(jeton::revoke(store, id, later).has_value());
    trial.holds(jeton::revoke(store, id, unix_seconds{later.count + 1}).has_value());
    const auto found = store.find(id);
    trial.holds(found && found->revoked && found->updated == later);
    trial.holds(
        fails_with(jeton::revoke(store, token_id{static_cast<std::int64_t>(id) + 1}, later), store_fault::absent));
  });

  trial.rule("a token is issued, used, rotated and found out", [&](auto& store) {
    const auto first = jeton::issue<tried_format>(store, request, thirty_days, now);
    if (!trial.holds(first.has_value())) return;
    const auto found = store.find(sha256(first->token.expose()));
    if (!trial.holds(found && found->active(now))) return;
    trial.holds(jeton::note_use(store, *found, later) == use_note::written);
    const auto used = store.find(first->id);
    trial.holds(used && used->last_used == later);
    const auto second = jeton::rotate<tried_format>(store, first->id, {}, thirty_days, later);
    if (!trial.holds(second.has_value())) return;
    const auto old = store.find(sha256(first->token.expose()));
    const auto fresh = store.find(sha256(second->token.expose()));
    trial.holds(old && old->revoked);
    trial.holds(fresh && fresh->active(later));
    trial.holds(
        fails_with(jeton::rotate<tried_format>(store, first->id, {}, thirty_days, later), rotate_fault::revoked));
    const auto revoked = jeton::revoke_descendants(store, sha256(first->token.expose()), later);
    trial.holds(revoked && *revoked == 1);
    const auto last = store.find(second->id);
    trial.holds(last && !last->active(later));
  });

  trial.rule("a rotation that cannot be completed leaves the old token alive", [&](auto& store) {
    (void)jeton::issue<tried_format>(store, request, any_lifetime, now, counted_bytes{});
    const token_id id = conformance::put(store, row_of("old", alice));
    const auto make = [] { return generate<tried_format>(counted_bytes{}); };  // its digest is there
    trial.holds(fails_with(jeton::rotate_to(store, make, id, {}, any_lifetime, later), rotate_fault::random));
    trial.holds(is_row(store.find(id), row_of("old", alice)));
  });

  trial.rule("every filter and order lists what a plain search and sort do", [&](auto& store) {
    constexpr std::int64_t a_day = 86400;
    std::vector<std::string> texts;
    const std::vector<row_type> rows = put_hundred(store, texts);
    const list_filter filters[] = {
        {.owner = user_id::every},
        {.owner = bob},
        {.owner = alice, .active = true},
        {.owner = alice, .active = false},
        {.owner = user_id::every, .revoked = true},
        {.owner = user_id::every, .created_before = unix_seconds{now.count - 5 * a_day}},
        {.owner = user_id::every, .last_used_after = unix_seconds{now.count - 3 * a_day}},
        {.owner = user_id::every, .expires_before = day_of(now) + 3, .search = *name_search::parse("en 1")},
        {},
    };
    std::vector<typename Trial::store::record> page(100);
    for (const list_filter& filter : filters) {
      for (unsigned char order = 0; order < 8; ++order) {
        std::vector<row_type> expected;
        for (const row_type& row : rows) {
          if (filter.matches(row, now)) expected.push_back(row);
        }
        std::sort(expected.begin(), expected.end(), [&](const row_type& left, const row_type& right) {
          return stands_before(left, right, list_order{order});
        });
        const auto found = jeton::list(store, filter, list_order{order}, now, std::span{page});
        if (!trial.holds(found && found->count == expected.size())) return;
        for (std::size_t i = 0; i < expected.size(); ++i) trial.holds(page[i].id == expected[i].id);
      }
    }
  });

  if constexpr (Trial::breaks) {
    trial.breaking_rule("a store that cannot answer says so, and never that a token is unknown", [&](auto& store,
                                                                                                     auto break_it) {
      const token_id id = conformance::put(store, row_of("a", alice));
      const auto found = store.find(id);
      if (!trial.holds(found.has_value())) return;
      break_it();
      const auto is_silent = [&](const auto& made) { return fails_with(made, store_fault::unavailable); };
      trial.holds(is_silent(store.find(sha256("a"))));
      trial.holds(is_silent(store.find(sha256("unknown"))));
      trial.holds(is_silent(store.find(id)));
      trial.holds(is_silent(store.visit(all_rows, [](const auto&) { return true; })));
      trial.holds(conformance::put(store, row_of("b", alice)) == token_id::none);
      trial.holds(fails_with(jeton::issue<tried_format>(store, request, any_lifetime, now), issue_fault::unavailable));
      trial.holds(fails_with(jeton::rotate<tried_format>(store, id, {}, any_lifetime, now), rotate_fault::unavailable));
      trial.holds(is_silent(jeton::revoke(store, id, now)));
      trial.holds(jeton::note_use(store, *found, now) == use_note::failed);
    });
  }
}

}}}}  // namespace jeton::v0::detail::conformance

#endif
