// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_DETAIL_FAULT_HPP
#define JETON_TIME_DETAIL_FAULT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/core/result.hpp>
#include <jeton/time/detail/calendar.hpp>
#include <jeton/time/detail/text.hpp>

namespace jeton { inline namespace v0 {

/// Why a date is refused, in the order of the checks. Positions are bytes of a text, and 0 where there is none.
enum class date_fault : unsigned char {
  length,       ///< a date has ten bytes; the size of the text, or 10
  format,       ///< not a digit or not the separator that belongs there, or the text ends here; that byte
  year,         ///< there is no year 0000 in a text; other dates have the years -32767 to 32767
  month,        ///< there is no such month
  day,          ///< this month has no such day
  time,         ///< hour above 23, minute above 59 or second above 60
  offset,       ///< hour above 23 or minute above 59, or it leads out of the years 0001 to 9999
  leap_second,  ///< a second 60 that does not end a month in UTC
};
using date_error = error_at<date_fault>;

[[nodiscard]] constexpr std::string_view describe(date_fault fault) {
  switch (fault) {
    case date_fault::length:
      return "a date is written YYYY-MM-DD";
    case date_fault::format:
      return "not the digit or separator that belongs here";
    case date_fault::year:
      return "no such year";
    case date_fault::month:
      return "no such month";
    case date_fault::day:
      return "this month has no such day";
    case date_fault::time:
      return "no such time of day";
    case date_fault::offset:
      return "no such offset from UTC";
    case date_fault::leap_second:
      return "no leap second can be here";
  }
  return "unknown fault";
}

namespace detail {

/// Why a text that begins with digits in the shape of a date is none.
constexpr date_error fault_of_day(std::string_view text) {
  if (text.substr(0, 4) == "0000") return {date_fault::year, 0};
  if (pair_at(text, 5) - 1 >= 12) return {date_fault::month, 5};
  return {date_fault::day, 8};
}

/// Why read_date said no.
constexpr date_error fault_of_date(std::string_view text) {
  if (text.size() != date_size) return {date_fault::length, text.size() < date_size ? text.size() : date_size};
  const std::size_t good = first_difference(text, "dddd-dd-dd");
  if (good < date_size) return {date_fault::format, good};
  return fault_of_day(text);
}

/// Any text as a day since 1970. Apart, since it is large and read_near_day has seldom left something to do.
[[gnu::noinline]] constexpr result<std::int32_t, date_error> read_day(std::string_view text) {
  if (text.size() == date_size) {
    const civil date = read_date(text.data());
    if (is_written_day(date)) return days_from_civil(date);
  }
  return fault_of_date(text);
}

}  // namespace detail

}}  // namespace jeton::v0

#endif
