// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_FAULT_HPP
#define JETON_TIME_FAULT_HPP

#include <string_view>

#include <jeton/core/result.hpp>

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

/// Why an expiry has no day, or no text.
enum class expiry_fault : unsigned char {
  never,  ///< it never comes; a store writes null
  year,   ///< outside of the years 0001 to 9999, which YYYY-MM-DD can say
};

[[nodiscard]] constexpr std::string_view describe(expiry_fault fault) {
  switch (fault) {
    case expiry_fault::never:
      return "never expires";
    case expiry_fault::year:
      return "year outside of 0001 to 9999";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif
