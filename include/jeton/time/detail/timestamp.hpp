// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TIME_DETAIL_TIMESTAMP_HPP
#define JETON_TIME_DETAIL_TIMESTAMP_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/core/result.hpp>
#include <jeton/time/detail/calendar.hpp>
#include <jeton/time/detail/text.hpp>
#include <jeton/time/fault.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// The UTC day, since 1970, of a timestamp after RFC 3339 §5.6. Fractions of a second may have any size. A second 60
/// is the last of a UTC month, where alone §5.7 puts it; which months had one is in no library of this age.
constexpr result<std::int32_t, date_error> read_timestamp(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
  std::size_t at = first_difference(text, shape);
  if (at < shape.size()) return date_error{date_fault::format, at};
  if (at < text.size() && text[at] == '.') {
    const std::size_t first = ++at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == first) return date_error{date_fault::format, at};
  }
  const std::string_view offset = text.substr(at);
  const bool is_zulu = offset.starts_with('Z') || offset.starts_with('z');
  const std::string_view offset_shape = is_zulu ? offset.substr(0, 1) : offset.starts_with('-') ? "-dd:dd" : "+dd:dd";
  const std::size_t good = is_zulu ? 1 : first_difference(offset, offset_shape);
  if (good < offset_shape.size() || good < offset.size()) return date_error{date_fault::format, at + good};

  const civil date = read_date(text.data());
  if (!is_written_day(date)) return fault_of_day(text);
  const std::uint32_t hour = pair_at(text, 11);
  const std::uint32_t minute = pair_at(text, 14);
  const std::uint32_t second = pair_at(text, 17);
  if (hour > 23) return date_error{date_fault::time, 11};
  if (minute > 59) return date_error{date_fault::time, 14};
  if (second > 60) return date_error{date_fault::time, 17};
  std::int32_t minutes = static_cast<std::int32_t>(hour * 60 + minute);
  if (!is_zulu) {
    const std::uint32_t hours_ahead = pair_at(offset, 1);
    const std::uint32_t minutes_ahead = pair_at(offset, 4);
    if (hours_ahead > 23) return date_error{date_fault::offset, at + 1};
    if (minutes_ahead > 59) return date_error{date_fault::offset, at + 4};
    const std::int32_t ahead = static_cast<std::int32_t>(hours_ahead * 60 + minutes_ahead);
    minutes -= offset[0] == '-' ? -ahead : ahead;
  }
  constexpr std::int32_t minutes_per_day = 1440;
  const std::int32_t day_before = days_from_civil(date) - 1;
  const std::int32_t days = day_before + (minutes + minutes_per_day) / minutes_per_day;
  if (!is_written_day(civil_from_days(days))) return date_error{date_fault::offset, at};
  const bool is_last_minute = (minutes + minutes_per_day) % minutes_per_day == minutes_per_day - 1;
  if (second == 60 && !(is_last_minute && civil_from_days(days + 1).day == 1)) {
    return date_error{date_fault::leap_second, 17};
  }
  return days;
}

}}}  // namespace jeton::v0::detail

#endif
