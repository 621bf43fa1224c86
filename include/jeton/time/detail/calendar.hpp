// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_DETAIL_CALENDAR_HPP
#define JETON_TIME_DETAIL_CALENDAR_HPP

#include <cstdint>

/// The proleptic Gregorian calendar, for every year that std::chrono::year can hold. Dates to day numbers and back
/// after Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms" (Software:
/// Practice and Experience, 2022): years begin in March, so that a leap day is the last of its year, and each division
/// is by a constant.
namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::int32_t seconds_per_day = 86400;

/// A date as numbers; nothing says that there is such a day.
struct civil {
  std::int32_t year;
  std::uint32_t month;
  std::uint32_t day;
};

constexpr bool is_leap(std::int32_t year) { return (year % 25 != 0 ? year % 4 : year % 16) == 0; }

/// 28 to 31; `month` is 1 to 12.
constexpr std::uint32_t days_in_month(std::int32_t year, std::uint32_t month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return 30 | (month ^ (month >> 3));
}

/// Years are counted from 82 cycles of 400 years before the year 0, so that no number is negative.
inline constexpr std::uint32_t earlier_years = 82 * 400;
/// Days from 1 March of that first year to 1970-01-01.
inline constexpr std::uint32_t earlier_days = 82 * 146097 + 719468;

/// Days from 1970-01-01 to a date that exists, of the years -32767 to 32767.
constexpr std::int32_t days_from_civil(const civil& date) {
  const std::uint32_t is_before_march = (date.month - 3) >> 31;
  const std::uint32_t year = static_cast<std::uint32_t>(date.year) + earlier_years - is_before_march;
  const std::uint32_t month = date.month + 12 * is_before_march;
  const std::uint32_t century = year / 100;
  const std::uint32_t before_year = 1461 * year / 4 - century + century / 4;
  const std::uint32_t before_month = (979 * month - 2919) / 32;
  return static_cast<std::int32_t>(before_year + before_month + date.day - 1 - earlier_days);
}

/// The date that lies `days` after 1970-01-01.
constexpr civil civil_from_days(std::int32_t days) {
  const std::uint32_t quarters = 4 * (static_cast<std::uint32_t>(days) + earlier_days) + 3;
  const std::uint32_t century = quarters / 146097;
  const std::uint64_t year_and_part = std::uint64_t{2939745} * (quarters % 146097 | 3);
  const std::uint32_t year_of_century = static_cast<std::uint32_t>(year_and_part >> 32);
  const std::uint32_t day_of_year = static_cast<std::uint32_t>(year_and_part) / 2939745 / 4;
  const std::uint32_t month_and_part = 2141 * day_of_year + 197913;
  const bool is_after_december = day_of_year >= 306;
  const std::uint32_t year = 100 * century + year_of_century + (is_after_december ? 1 : 0);
  return {static_cast<std::int32_t>(year - earlier_years), (month_and_part >> 16) - (is_after_december ? 12 : 0),
          (month_and_part & 0xFFFF) / 2141 + 1};
}

inline constexpr std::int32_t min_year = -32767;  ///< of std::chrono::year
inline constexpr std::int32_t max_year = 32767;
inline constexpr std::int32_t min_day = days_from_civil({min_year, 1, 1});
inline constexpr std::int32_t max_day = days_from_civil({max_year, 12, 31});

/// The date `months` later; where that month has no such day, its last one.
constexpr civil later_by_months(const civil& date, std::int64_t months) {
  const std::int64_t month = std::int64_t{date.year} * 12 + date.month - 1 + months;
  civil later{static_cast<std::int32_t>((month - (month % 12 + 12) % 12) / 12),
              static_cast<std::uint32_t>((month % 12 + 12) % 12 + 1), date.day};
  const std::uint32_t days = days_in_month(later.year, later.month);
  if (later.day > days) later.day = days;
  return later;
}

}}}  // namespace jeton::v0::detail

#endif
