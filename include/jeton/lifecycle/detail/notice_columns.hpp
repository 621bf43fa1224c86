// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_DETAIL_NOTICE_COLUMNS_HPP
#define JETON_LIFECYCLE_DETAIL_NOTICE_COLUMNS_HPP

#include <type_traits>

#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

/// What a notice reads in a row, which need not have every column.
namespace jeton { inline namespace v0 { namespace detail {

/// A column that says no. One that is null says nothing, and so does not say no.
template <class Column>
constexpr bool is_false(const Column& column) {
  if constexpr (nullable<Column>) {
    return static_cast<bool>(column) && !static_cast<bool>(*column);
  } else {
    return !static_cast<bool>(column);
  }
}

/// Whether an administrator made it in a user's name: the user does not know it.
template <class Record>
constexpr bool is_impersonation(const Record& row) {
  if constexpr (requires { row.impersonation; }) {
    return !is_false(row.impersonation);
  } else {
    return row.kind == std::remove_cvref_t<decltype(row.kind)>::impersonation;
  }
}

/// When a token was made. Where its record does not say, it is as old as the calendar.
template <class Record>
constexpr auto made_at(const Record& row) {
  if constexpr (requires { requires utc_time_point<std::remove_cvref_t<decltype(row.created)>>; }) {
    return row.created;
  } else {
    return day::first();
  }
}

}}}  // namespace jeton::v0::detail

#endif
