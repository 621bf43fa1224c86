// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_DETAIL_TEXT_HPP
#define JETON_TIME_DETAIL_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/core/result.hpp>
#include <jeton/time/detail/calendar.hpp>
#include <jeton/time/fault.hpp>

namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::size_t date_size = 10;  ///< of YYYY-MM-DD

/// Two and eight bytes, the first one lowest, on every machine. Compilers make one load of them.
constexpr std::uint64_t two_bytes(const char* text) {
  return static_cast<unsigned char>(text[0]) | std::uint64_t{static_cast<unsigned char>(text[1])} << 8;
}
constexpr std::uint64_t eight_bytes(const char* text) {
  return two_bytes(text) | two_bytes(text + 2) << 16 | two_bytes(text + 4) << 32 | two_bytes(text + 6) << 48;
}

/// Whether `date` is a day of the years 1 to 9999.
constexpr bool is_written_day(const civil& date) {
  if (date.month - 1 >= 12 || date.year < 1 || date.year > 9999) return false;
  return date.day - 1 < 28 || (date.day != 0 && date.day <= days_in_month(date.year, date.month));
}

/// Ten bytes as a date, which may have no such month or day; the year 0, which nothing else has, if they are not
/// YYYY-MM-DD. All digits are read at once, each in its byte of a word.
constexpr civil read_date(const char* text) {
  const std::uint64_t century = two_bytes(text) ^ 0x3030;
  const std::uint64_t rest = eight_bytes(text + 2) ^ 0x30302D30302D3030;  // YY-MM-DD, the same in both directions
  // Bit 7 of a byte: it was there before, or the byte is above 9 where a digit belongs and above 0 where a hyphen does.
  const std::uint64_t above = (century + 0x7676) | century | (rest + 0x76767F76767F7676) | rest;
  if ((above & 0x8080808080808080) != 0) [[unlikely]]
    return {};
  const std::uint64_t pairs = rest * 10 + (rest >> 8);  // each byte with the one behind it, as a number of two digits
  const std::uint64_t hundreds = (century * 10 + (century >> 8)) & 0xFF;
  return {static_cast<std::int32_t>(hundreds * 100 + (pairs & 0xFF)), static_cast<std::uint32_t>(pairs >> 24 & 0xFF),
          static_cast<std::uint32_t>(pairs >> 48 & 0xFF)};
}

/// The months of a leap year, by their two digits. What is no month has no days.
struct month_table {
  std::uint32_t quarters[20];  ///< of a day that come before it; three more where the leap day is yet to come
  unsigned char sizes[20];     ///< days, without the leap day
};
inline constexpr month_table leap_year{{0, 3, 127, 240, 364, 484, 608, 728, 852, 976, 1096, 1220, 1340},
                                       {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}};

/// Ten bytes as a day since 1970, if they are a date of this century, and no leap day: what tokens have. 0 of any
/// other. One branch for each question, and each goes one way.
constexpr std::int32_t read_near_day(const char* text) {
  if (two_bytes(text) != 0x3032) return 0;
  const std::uint64_t rest = eight_bytes(text + 2) ^ 0x30302D30302D3030;
  // As in read_date, and no month begins with more than 1, no day with more than 3.
  if ((((rest + 0x767C7F767E7F7676) | rest) & 0x8080808080808080) != 0) return 0;
  const std::uint64_t pairs = rest * 10 + (rest >> 8);
  const std::uint32_t month = pairs >> 24 & 0xFF;
  const std::uint32_t day = pairs >> 48 & 0xFF;
  if (day - 1 >= leap_year.sizes[month]) return 0;
  const std::uint32_t year = pairs & 0xFF;
  return static_cast<std::int32_t>((1461 * year + leap_year.quarters[month]) / 4 + day + 10956);
}

/// Writes a date of the years 0 to 9999 as ten bytes.
constexpr void write_date(const civil& date, char* text) {
  const std::uint32_t year = static_cast<std::uint32_t>(date.year);
  const std::uint32_t pairs[] = {year / 100, year % 100, date.month, date.day};
  const std::size_t places[] = {0, 2, 5, 8};
  for (std::size_t i = 0; i < 4; ++i) {
    text[places[i]] = static_cast<char>('0' + pairs[i] / 10);
    text[places[i] + 1] = static_cast<char>('0' + pairs[i] % 10);
  }
  text[4] = text[7] = '-';
}

/// The first byte that differs from a shape in which `d` stands for a digit, `T` for T, t or a space, and any other
/// character for itself; the size of the shape if none does, that of the text where it ends before.
constexpr std::size_t first_difference(std::string_view text, std::string_view shape) {
  std::size_t i = 0;
  for (; i < shape.size() && i < text.size(); ++i) {
    const char c = text[i];
    const bool is_right = shape[i] == 'd'   ? c >= '0' && c <= '9'
                          : shape[i] == 'T' ? c == 'T' || c == 't' || c == ' '
                                            : c == shape[i];
    if (!is_right) break;
  }
  return i;
}

/// Two digits as a number.
constexpr std::uint32_t pair_at(std::string_view text, std::size_t index) {
  return static_cast<std::uint32_t>((text[index] - '0') * 10 + (text[index + 1] - '0'));
}

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

}}}  // namespace jeton::v0::detail

#endif
