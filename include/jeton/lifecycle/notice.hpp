// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_NOTICE_HPP
#define JETON_LIFECYCLE_NOTICE_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <jeton/core/maybe.hpp>
#include <jeton/core/result.hpp>
#include <jeton/lifecycle/detail/notice_columns.hpp>
#include <jeton/lifecycle/detail/owner_groups.hpp>
#include <jeton/lifecycle/fault.hpp>
#include <jeton/time/daily_time.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

/// Who is told that a token dies, and when. A server looks once a day; each kind of notice goes out once for each
/// token, in one message to each owner.
///
///     for (auto [owner, tokens] : notices_due(records, expiring, now)) {
///       mail(owner, tokens.first(100));
///       for (auto& token : tokens) token.notices_sent = expiring.sent_after(token.notices_sent);
///     }
namespace jeton { inline namespace v0 {

/// What a notice asks about a token, as jeton::token_record has it: when it dies; whether it was revoked, in a bool or
/// a column that may be null; which notices it has had, a bit for each; and its kind, or a bool `impersonation`. Also
/// when it was made, if there is an instant `created`; else every token is taken to be older than its notices.
template <class Record>
concept noticeable = requires(const Record& row) {
  { row.expires } -> std::convertible_to<const expiry&>;
  { row.notices_sent } -> std::convertible_to<std::uint32_t>;
  detail::is_false(row.revoked);
} && (requires(const Record& row) { detail::is_false(row.impersonation); } || requires(const Record& row) {
  std::remove_cvref_t<decltype(row.kind)>::impersonation;
});

/// A kind of notice: when it is looked for, how near a token's first dead day must be, and what is noted so that no
/// token is told of twice. Default-constructed, or where it notes nothing, it is never sent.
struct notice {
  daily_time at{};          ///< runs every day
  std::int32_t first = 1;   ///< the window: days from today to the first dead day, 0 on the day itself,
  std::int32_t last = 0;    ///<   both ends included
  std::uint32_t marks = 0;  ///< bits that are set in `notices_sent` when it was sent, and keep it from being sent again
  std::uint32_t unless = 0;  ///< further bits that keep it from being sent
  std::int32_t late = 0;     ///< days after the window within which a notice that was missed is made up

  /// The same notice, made up for so many days after its window. Only for the last notice of a token, such as that of
  /// the day itself: while the window of another one holds the token, that one tells of it, and two would be too many.
  [[nodiscard]] constexpr notice made_up_for(std::int32_t days) const {
    notice made = *this;
    made.late = days;
    return made;
  }

  /// Whether the run on the day of `now` tells of this token. It is not revoked, and known not to be; no impersonation;
  /// has not been told of; and is in the window, or was in it at a run not more than `late` days ago.
  template <noticeable Record, utc_time_point Now>
  [[nodiscard]] constexpr bool due(const Record& row, const Now& now) const {
    return may_follow(static_cast<std::uint32_t>(row.notices_sent)) && detail::is_false(row.revoked) &&
           !detail::is_impersonation(row) && (covers(row.expires, now) || is_made_up(row, now));
  }
  /// The day of the first run that should have told of a token that is due, where that is before the day of `now`: the
  /// notice is late. It was missed, or whoever had to take the message did not.
  template <noticeable Record, utc_time_point Now>
  [[nodiscard]] constexpr maybe<day> missed(const Record& row, const Now& now) const {
    const auto since = due_since(row);
    return since && *since < day_of(now) ? since : maybe<day>{};
  }
  /// Whether the window holds a token, whatever else is known about it.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool covers(const expiry& expires, const Now& now) const {
    const auto left = expires.days_left(now);
    return left.has_value() && *left >= first && *left <= last;
  }
  /// Whether it may be sent after others were.
  [[nodiscard]] constexpr bool may_follow(std::uint32_t sent) const {
    return marks != 0 && (sent & (marks | unless)) == 0;
  }
  /// What is noted of a token, every one of which this was due, whether its name was listed or not.
  [[nodiscard]] constexpr std::uint32_t sent_after(std::uint32_t sent) const { return sent | marks; }

  /// The first run after an instant that tells of a token, if nothing was sent before: one that finds it in the window,
  /// or makes up for such a one.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, notice_fault> next_for(const expiry& expires, const Instant& after) const {
    const auto dead = expires.first_dead_day();
    if (!dead || first > last || marks == 0) return notice_fault::never;
    const auto next = at.template next_after<T>(after);
    if (!next || *dead - day_of(*next) < least_days_left()) return notice_fault::passed;
    if (*dead - day_of(*next) <= last) return *next;
    const auto opening = at.template on_day_of<T>(*dead - last);
    if (!opening) return notice_fault::passed;
    return *opening;
  }

  friend constexpr bool operator==(const notice&, const notice&) = default;

 private:
  [[nodiscard]] constexpr std::int64_t least_days_left() const { return std::int64_t{first} - (late > 0 ? late : 0); }

  /// The day of the first run, counted from when a token was made, that finds it in the window.
  template <class Record>
  [[nodiscard]] constexpr maybe<day> due_since(const Record& row) const {
    const auto run = made_up_for(0).next_for(row.expires, detail::made_at(row));
    return run ? maybe<day>{day_of(*run)} : maybe<day>{};
  }
  template <class Record, class Now>
  [[nodiscard]] constexpr bool is_made_up(const Record& row, const Now& now) const {
    const auto left = row.expires.days_left(now);
    return left.has_value() && *left < first && *left >= least_days_left() && due_since(row).has_value();
  }
};

namespace detail {

/// Reads a record as it is.
struct as_recorded {
  template <class Record>
  constexpr Record&& operator()(Record&& row) const {
    return static_cast<Record&&>(row);
  }
};

template <class Now, class Read>
struct due_records {
  notice kind;
  Now now;
  Read read;

  template <class Row>
  [[nodiscard]] constexpr bool accepts(Row&& row) const {
    return kind.due(read(static_cast<Row&&>(row)), now);
  }
  template <class Row>
  [[nodiscard]] constexpr decltype(auto) owner_of(Row&& row) const {
    return detail::owner_in(read(static_cast<Row&&>(row)));
  }
};

}  // namespace detail

/// The messages that one run sends: a range of `owner` and `tokens`, and `tokens` is the range of that owner's records
/// that the notice is due for. `tokens.first(100)` are those whose names are listed, all of them are marked, and
/// `tokens.size()` counts them. Mark them last: a token that is marked is due no more. A run that was missed is made up
/// by passing its instant as `now`, or by later runs of a notice that is made up.
///
/// The records are a range that can be gone through twice and outlives the answer, those of each owner together; an
/// owner whose records stand apart gets a message for each stretch of them. Nothing is allocated; linear time. Records
/// of another shape: `read` makes of each what is `noticeable` and has an owner.
template <class Records, utc_time_point Now, class Read = detail::as_recorded>
  requires requires(Records& records, const Read& read) {
    { read(*std::begin(records)) } -> noticeable;
    { read(*std::begin(records)).owner == read(*std::begin(records)).owner } -> std::convertible_to<bool>;
  }
[[nodiscard]] constexpr auto notices_due(Records& records, const notice& kind, const Now& now, const Read& read = {}) {
  return detail::owner_groups{std::begin(records), std::end(records), detail::due_records<Now, Read>{kind, now, read}};
}

}}  // namespace jeton::v0

#endif
