// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_USE_HPP
#define JETON_LIFECYCLE_USE_HPP

#include <cstdint>

#include <jeton/core/maybe.hpp>
#include <jeton/lifecycle/detail/transaction.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

/// What became of the note that a token was used.
enum class use_note : unsigned char {
  not_due,  ///< there is one that is young enough
  written,
  failed,  ///< the store did not take it, or was busy: the next use tries again
};

inline constexpr std::int64_t ten_minutes = 600;  ///< seconds between two notes, unless said otherwise

/// Notes that the token of a row, as it was found for the decision, is used now. To be called for a token that is
/// alive, before its scopes are looked at: who asks for too much uses it too. Reads and writes nothing if no note is
/// due, and waits for no other transaction where the store has `try_transact`. What comes back is for statistics: it
/// changes no decision, and neither does a store that fails.
///
///     const auto who = jeton::verify<acme_pat>(text, find, needed, now);
///     if (who) jeton::note_use(store, *who, now);
template <token_store Store, utc_time_point Now>
constexpr use_note note_use(Store& store, const typename Store::record& found, const Now& now,
                            std::int64_t interval = ten_minutes);

/// Whether a use is to be noted: the last note is at least `interval` seconds old, or there is none.
template <utc_time_point Now>
[[nodiscard]] constexpr bool use_is_due(const maybe<unix_seconds>& last_used, const Now& now,
                                        std::int64_t interval = ten_minutes) {
  if (!last_used) return true;
  const std::int64_t seconds = detail::floor_seconds_of(now).seconds;
  return seconds >= detail::least_ticks + interval && last_used->count <= seconds - interval;
}

template <token_store Store, utc_time_point Now>
constexpr use_note note_use(Store& store, const typename Store::record& found, const Now& now, std::int64_t interval) {
  if (!use_is_due(found.last_used, now, interval)) return use_note::not_due;
  use_note note = use_note::failed;
  const bool was_kept = detail::transact_without_waiting(store, [&](auto& rows) {
    auto row = rows.find(found.id);
    if (!row) return false;
    if (!use_is_due(row->last_used, now, interval)) return note = use_note::not_due, false;
    row->last_used = unix_seconds{detail::floor_seconds_of(now).seconds};
    return detail::write_back(rows, *row).has_value();
  });
  return was_kept ? use_note::written : note;
}

}}  // namespace jeton::v0

#endif
