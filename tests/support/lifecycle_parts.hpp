// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_LIFECYCLE_PARTS_HPP
#define JETON_TESTS_SUPPORT_LIFECYCLE_PARTS_HPP

#include <cstdint>
#include <span>
#include <string_view>

#include <jeton/digest/sha256.hpp>
#include <jeton/lifecycle/issue.hpp>
#include <jeton/scope/vocabulary.hpp>

#include "fixed_store.hpp"

/// What the tests of the life cycle share: a service, a clock and a store.
namespace jeton_tests {

using acme_scopes = jeton::scope_vocabulary<"repo:read", "repo:write", "admin">;
using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using acme_store = fixed_store<acme_scopes>;
using acme_record = acme_store::record;
using acme_request = jeton::token_request<acme_scopes>;

inline constexpr std::int64_t a_day = 86400;
inline constexpr jeton::day today{19675};                 // 2023-11-14, by date(1): 1700000000 / 86400 = 19675.9
inline constexpr jeton::unix_seconds now{1'700'000'000};  // 2023-11-14T22:13:20Z
inline constexpr jeton::unix_seconds later{1'700'000'100};
inline constexpr jeton::user_id alice{7};
inline constexpr jeton::user_id bob{8};
inline constexpr auto any_lifetime = jeton::lifetime_policy::unlimited();
inline constexpr auto thirty_days = *jeton::lifetime_policy::at_most(30);

constexpr jeton::expiry in_days(std::int32_t days) { return *jeton::expiry::in_days(days, now); }

/// Bytes that differ from draw to draw.
struct counting {
  std::uint32_t state = 1;

  constexpr bool operator()(std::span<unsigned char> bytes) {
    for (unsigned char& byte : bytes) {
      state = state * 1664525 + 1013904223;
      byte = static_cast<unsigned char>(state >> 24);
    }
    return true;
  }
};

/// Gives nothing.
struct dry {
  constexpr bool operator()(std::span<unsigned char>) const { return false; }
};

/// A row that lives, with the digest of `token`.
constexpr acme_record row_of(std::string_view token, jeton::user_id owner = alice) {
  return {.owner = owner,
          .name = "deploy",
          .digest = jeton::sha256(token),
          .scopes = acme_scopes::of<"admin">(),
          .expires = jeton::expiry::never(),
          .revoked = false,
          .created = now,
          .updated = now};
}

/// The id that a store gave to a row; none if it did not.
template <class Store>
constexpr jeton::token_id put(Store& store, const jeton::token_record<typename Store::record::vocabulary>& row) {
  jeton::token_id id = jeton::token_id::none;
  const bool was_kept = store.transact([&](auto& rows) {
    const auto inserted = rows.insert(row);
    if (inserted) id = *inserted;
    return inserted.has_value();
  });
  return was_kept ? id : jeton::token_id::none;
}

}  // namespace jeton_tests

#endif
