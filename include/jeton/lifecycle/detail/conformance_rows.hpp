// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_ROWS_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_ROWS_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <jeton/core/result.hpp>
#include <jeton/digest/sha256.hpp>
#include <jeton/store/fault.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

/// Rows for stores to keep, and what is asked of a store about them.
namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

inline constexpr unix_seconds now{1'700'000'000};  // 2023-11-14T22:13:20Z
inline constexpr unix_seconds later{1'700'000'100};
inline constexpr user_id alice{7};
inline constexpr user_id bob{8};
inline constexpr row_range all_rows{user_id::every, token_id::none};

/// A scope of a vocabulary, with those that it implies.
template <class Vocabulary>
typename Vocabulary::set scope_at(std::size_t index) {
  return Vocabulary::parse(Vocabulary::name(index)).value_or(typename Vocabulary::set{});
}

/// A row that lives, with the digest of `token`.
template <class Vocabulary>
token_record<Vocabulary> row_of(std::string_view token, user_id owner = alice) {
  return {.owner = owner,
          .name = "deploy",
          .digest = sha256(token),
          .scopes = scope_at<Vocabulary>(0),
          .expires = expiry::never(),
          .revoked = false,
          .created = now,
          .updated = now};
}

/// A row in which everything is said.
template <class Vocabulary>
token_record<Vocabulary> full_row(std::string_view token) {
  return {.owner = bob,
          .kind = token_kind{200},  // which a newer version wrote
          .name = "Schl\xC3\xBCssel '); DROP TABLE tokens; --",
          .description = {"NUL \0 in \"it\", \n and \xFF", 22},  // an old row may have anything
          .digest = sha256(token),
          .scopes = scope_at<Vocabulary>(0) | scope_at<Vocabulary>(Vocabulary::size - 1),
          .unknown_scopes = "conformance:z conformance:a",
          .expires = *expiry::parse("2027-01-31"),
          .revoked = true,
          .created = {-1},
          .updated = {4'102'444'800},
          .last_used = unix_seconds{1'700'000'001},
          .previous = token_id{1},
          .notices_sent = 0xF0000001};
}

/// A row at the limits of what a column may hold.
template <class Vocabulary>
token_record<Vocabulary> extreme_row(std::string_view token) {
  token_record<Vocabulary> row = row_of<Vocabulary>(token, user_id{1});
  row.name = "";
  row.expires = *expiry::parse("9999-12-31");
  row.created = {253'402'300'799};  // the last second of the year 9999
  row.updated = {-62'135'596'800};  // the first of the year 1
  row.last_used = unix_seconds{0};  // not the same as none
  row.scopes = {};
  return row;
}

/// Whether two rows say the same, but for their ids.
template <class Left, class Right>
bool same_row(const Left& left, const Right& right) {
  return left.owner == right.owner && left.kind == right.kind &&
         std::string_view{left.name} == std::string_view{right.name} &&
         std::string_view{left.description} == std::string_view{right.description} && left.digest == right.digest &&
         left.scopes == right.scopes &&
         std::string_view{left.unknown_scopes} == std::string_view{right.unknown_scopes} &&
         left.expires == right.expires && left.revoked == right.revoked && left.created == right.created &&
         left.updated == right.updated && left.last_used == right.last_used && left.previous == right.previous &&
         left.notices_sent == right.notices_sent;
}

/// Whether a store found a row that says the same.
template <class Found, class Row>
bool is_row(const Found& found, const Row& row) {
  return found && same_row(*found, row);
}
/// The id of a row that was found; none of one that was not.
template <class Found>
token_id id_of(const Found& found) {
  return found ? found->id : token_id::none;
}
/// Whether there is no value, for this reason.
template <class Result, class Fault>
bool fails_with(const Result& made, Fault fault) {
  return !made && made.error() == fault;
}

/// The id that a store gave to a row; none if it did not.
template <class Store>
token_id put(Store& store, const token_record<typename Store::record::vocabulary>& row) {
  token_id id = token_id::none;
  const bool was_kept = store.transact([&](auto& rows) {
    const auto inserted = rows.insert(row);
    if (inserted) id = *inserted;
    return inserted.has_value();
  });
  return was_kept ? id : token_id::none;
}

/// Changes a row as `edit` says.
template <class Store, class Edit>
result<void, store_fault> change_row(Store& store, token_id id, Edit edit) {
  result<void, store_fault> changed{store_fault::unavailable};
  (void)store.transact([&](auto& rows) {
    const auto row = rows.find(id);
    if (!row) return changed = row.error(), false;
    auto edited = row->template as<std::string_view>();
    edit(edited);
    changed = rows.update(edited);
    return changed.has_value();
  });
  return changed;
}

/// The ids of the rows that are visited, and -1 behind them where the store could not answer.
template <class Rows>
std::vector<std::int64_t> ids_of(const Rows& rows, row_range range, std::size_t most = 1000) {
  std::vector<std::int64_t> ids;
  const auto visited = rows.visit(range, [&](const auto& row) {
    ids.push_back(static_cast<std::int64_t>(row.id));
    return ids.size() < most;
  });
  if (!visited) ids.push_back(-1);
  return ids;
}

}}}}  // namespace jeton::v0::detail::conformance

#endif
