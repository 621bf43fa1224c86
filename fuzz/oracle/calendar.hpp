// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_ORACLE_CALENDAR_HPP
#define JETON_FUZZ_ORACLE_CALENDAR_HPP

#include <algorithm>
#include <compare>
#include <cstddef>
#include <string>
#include <vector>

/// The calendar by walking from day to day. No formula, no division of days by anything.
namespace oracle {

struct date {
  int year = 1;
  int month = 1;
  int day = 1;
  friend auto operator<=>(const date&, const date&) = default;
};

inline int length_of_month(int year, int month) {
  switch (month) {
    case 4:
    case 6:
    case 9:
    case 11:
      return 30;
    case 2:
      return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
    default:
      return 31;
  }
}

inline date next(date today) {
  if (++today.day <= length_of_month(today.year, today.month)) return today;
  today.day = 1;
  if (++today.month <= 12) return today;
  today.month = 1;
  ++today.year;
  return today;
}

/// Every day of the years 1 to 9999, in order.
inline const std::vector<date>& days() {
  static const std::vector<date> walked = [] {
    std::vector<date> all;
    for (date today; today.year < 10000; today = next(today)) all.push_back(today);
    return all;
  }();
  return walked;
}

/// The place of a day in `days()`; its size if there is no such day.
inline std::size_t place_of(const date& wanted) {
  const auto found = std::lower_bound(days().begin(), days().end(), wanted);
  const bool is_there = found != days().end() && *found == wanted;
  return is_there ? static_cast<std::size_t>(found - days().begin()) : days().size();
}

/// The place of 1970-01-01, from which days are counted.
inline std::size_t epoch() {
  static const std::size_t place = place_of({1970, 1, 1});
  return place;
}

/// As YYYY-MM-DD, where each part has as many digits as it needs at least.
inline std::string text_of(const date& today) {
  const auto padded = [](int number, std::size_t size) {
    std::string digits = std::to_string(number);
    while (digits.size() < size) digits.insert(0, "0");
    return digits;
  };
  return padded(today.year, 4) + "-" + padded(today.month, 2) + "-" + padded(today.day, 2);
}

}  // namespace oracle

#endif
