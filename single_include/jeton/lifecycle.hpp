// SPDX-License-Identifier: BSL-1.0
// jeton 0.1.0: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one.

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <jeton/jeton.hpp>
#include <jeton/http.hpp>

// jeton/lifecycle/detail/text_rules.hpp
#ifndef JETON_LIFECYCLE_DETAIL_TEXT_RULES_HPP
#define JETON_LIFECYCLE_DETAIL_TEXT_RULES_HPP

/// Which characters of Unicode a text for people may have.
namespace jeton { inline namespace v0 { namespace detail {

/// A character of a text in UTF-8, and how many bytes it has.
struct text_character {
  std::uint32_t code_point = 0;
  std::size_t size = 1;
  bool is_sound = false;  ///< if not, the byte begins no character: it is cut off, overlong, a surrogate or too large

  static constexpr text_character at(std::string_view text, std::size_t position) {
    const std::uint32_t first = static_cast<unsigned char>(text[position]);
    if (first < 0x80) return {first, 1, true};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() - position < size) return {first};
    std::uint32_t code_point = first & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
      const std::uint32_t next = static_cast<unsigned char>(text[position + i]);
      if ((next & 0xC0) != 0x80) return {first};
      code_point = code_point << 6 | (next & 0x3F);
    }
    const bool is_overlong = (size == 3 && code_point < 0x800) || (size == 4 && code_point < 0x10000);
    const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (is_overlong || is_surrogate || code_point > 0x10FFFF) return {first};
    return {code_point, size, true};
  }
};

constexpr bool is_between(std::uint32_t code_point, std::uint32_t first, std::uint32_t last) {
  return code_point >= first && code_point <= last;
}

/// Ends a line, moves a cursor, begins an escape sequence, or ends a text that C reads: C0, DEL, C1, and the separators
/// of lines and paragraphs.
constexpr bool is_control(std::uint32_t code_point) {
  return code_point < 0x20 || is_between(code_point, 0x7F, 0x9F) || is_between(code_point, 0x2028, 0x2029);
}

/// Changes the direction of what stands beside it (UAX #9), so that a text does not say what it seems to say.
constexpr bool is_bidi_control(std::uint32_t code_point) {
  return code_point == 0x061C || is_between(code_point, 0x200E, 0x200F) || is_between(code_point, 0x202A, 0x202E) ||
         is_between(code_point, 0x2066, 0x2069);
}

/// A tag (U+E0000 to U+E007F): a copy of ASCII that no screen shows, and that can carry a text which nobody sees.
constexpr bool is_tag(std::uint32_t code_point) { return is_between(code_point, 0xE0000, 0xE007F); }

/// Leaves no ink: Unicode's White_Space and Default_Ignorable_Code_Point, and the braille pattern without dots.
constexpr bool leaves_no_ink(std::uint32_t code_point) {
  constexpr struct {
    std::uint32_t first;
    std::uint32_t last;
  } ranges[] = {
      {'\t', '\r'},     {' ', ' '},       {0x85, 0x85},     {0xA0, 0xA0},       {0xAD, 0xAD},       {0x34F, 0x34F},
      {0x61C, 0x61C},   {0x115F, 0x1160}, {0x1680, 0x1680}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},
      {0x2028, 0x202F}, {0x205F, 0x206F}, {0x2800, 0x2800}, {0x3000, 0x3000},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},
      {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
  };
  for (const auto& one : ranges) {
    if (is_between(code_point, one.first, one.last)) return true;
  }
  return false;
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/lifecycle/name_search.hpp
#ifndef JETON_LIFECYCLE_NAME_SEARCH_HPP
#define JETON_LIFECYCLE_NAME_SEARCH_HPP

namespace jeton { inline namespace v0 {

/// Why a text is not searched for.
enum class search_fault : unsigned char {
  size,  ///< more than 1024 bytes
};

[[nodiscard]] constexpr std::string_view describe(search_fault) { return "more than 1024 bytes to search for"; }

/// A search for names, as a person types it: a name must contain each word, `"and each phrase"`, upper or lower case
/// (of ASCII). What has fewer than three characters is dropped; if nothing is left, the name must equal the whole
/// search. White space counts as one space, and none at the ends. Empty, it matches every name.
class name_search {
 public:
  static constexpr std::size_t max_size = 1024;    ///< bytes
  static constexpr std::size_t min_term_size = 3;  ///< characters

  constexpr name_search() = default;

  [[nodiscard]] static constexpr result<name_search, search_fault> parse(std::string_view text) {
    name_search made;
    for (const char c : text) {
      const bool is_gap = c == ' ' || (c >= '\t' && c <= '\r');
      if (is_gap && (made.size_ == 0 || made.text_[made.size_ - 1] == ' ')) continue;
      if (made.size_ == max_size) return search_fault::size;
      made.text_[made.size_++] = is_gap ? ' ' : lower(c);
    }
    if (made.size_ > 0 && made.text_[made.size_ - 1] == ' ') --made.size_;
    return made;
  }

  /// Linear in the size of the name times that of the search.
  [[nodiscard]] constexpr bool matches(std::string_view name) const {
    if (size_ == 0) return true;
    bool has_terms = false;
    for (std::size_t at = 0; at < size_;) {
      const std::string_view term = next_term(at);
      if (!is_long(term)) continue;
      if (!contains(name, term)) return false;
      has_terms = true;
    }
    return has_terms || (name.size() == size_ && begins_with(name, {text_, size_}));
  }

 private:
  static constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

  /// The word or phrase at a position, and goes behind it and its space.
  [[nodiscard]] constexpr std::string_view next_term(std::size_t& at) const {
    const std::string_view rest{text_ + at, size_ - at};
    if (rest[0] == '"') {
      const std::size_t quote = rest.find('"', 1);
      const bool is_phrase = quote != rest.npos && quote > 1 && (quote + 1 == rest.size() || rest[quote + 1] == ' ');
      if (is_phrase) {
        at += quote + 2;
        return rest.substr(1, quote - 1);
      }
    }
    const std::string_view word = rest.substr(0, rest.find(' '));
    at += word.size() + 1;
    return word;
  }
  static constexpr bool is_long(std::string_view term) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < term.size(); at += detail::text_character::at(term, at).size) ++characters;
    return characters >= min_term_size;
  }
  static constexpr bool begins_with(std::string_view name, std::string_view term) {
    for (std::size_t i = 0; i < term.size(); ++i) {
      if (lower(name[i]) != term[i]) return false;
    }
    return true;
  }
  static constexpr bool contains(std::string_view name, std::string_view term) {
    for (std::size_t at = 0; at + term.size() <= name.size(); ++at) {
      if (begins_with(name.substr(at), term)) return true;
    }
    return false;
  }

  char text_[max_size]{};  ///< with single spaces and lower-case letters
  std::size_t size_ = 0;
};

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/plain_text.hpp
#ifndef JETON_LIFECYCLE_PLAIN_TEXT_HPP
#define JETON_LIFECYCLE_PLAIN_TEXT_HPP

/// Texts that people choose and other people see: the name of a token, in a list, a mail or a log. One that has a line
/// break, an escape sequence or a change of direction could pretend to be something else.
namespace jeton { inline namespace v0 {

/// Why a text is not plain.
enum class text_fault : unsigned char {
  encoding,   ///< not UTF-8
  control,    ///< a control character: a line break, NUL, ESC, …
  direction,  ///< a character that changes the direction of writing
  tag,        ///< a tag of Unicode, which no screen shows
};
using text_error = error_at<text_fault>;

[[nodiscard]] constexpr std::string_view describe(text_fault fault) {
  switch (fault) {
    case text_fault::encoding:
      return "not UTF-8";
    case text_fault::control:
      return "a control character";
    case text_fault::direction:
      return "a character that changes the direction of writing";
    case text_fault::tag:
      return "a character that no screen shows";
  }
  return "unknown fault";
}

/// Whether a text is plain: the number of its characters (code points), or its first fault.
[[nodiscard]] constexpr result<std::size_t, text_error> count_plain(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) {
    const detail::text_character next = detail::text_character::at(text, position);
    if (!next.is_sound) return text_error{text_fault::encoding, position};
    if (detail::is_control(next.code_point)) return text_error{text_fault::control, position};
    if (detail::is_bidi_control(next.code_point)) return text_error{text_fault::direction, position};
    if (detail::is_tag(next.code_point)) return text_error{text_fault::tag, position};
    position += next.size;
  }
  return count;
}

/// Whether a text shows nothing: no character at all, or only such as leave no ink.
[[nodiscard]] constexpr bool is_blank(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const detail::text_character next = detail::text_character::at(text, position);
    if (!next.is_sound || !detail::leaves_no_ink(next.code_point)) return false;
    position += next.size;
  }
  return true;
}

namespace detail {

/// Room for the longest escape, the two of JSON that are one character: `\udb40\udc41`.
struct escape_room {
  char chars[12]{};
};

/// Gives `write` the text in pieces: as it is, but for characters that `escape` writes otherwise.
template <class Write, class Escape>
constexpr void write_escaped(std::string_view text, Write& write, Escape escape) {
  std::size_t written = 0;
  for (std::size_t position = 0; position < text.size();) {
    const text_character next = text_character::at(text, position);
    const bool is_plain =
        next.is_sound && !is_control(next.code_point) && !is_bidi_control(next.code_point) && !is_tag(next.code_point);
    escape_room room{};
    const std::string_view instead = escape(next, is_plain, room);
    const std::size_t end = position + next.size;
    if (!instead.empty()) {
      if (position > written) write(text.substr(written, position - written));
      write(instead);
      written = end;
    }
    position = end;
  }
  if (written < text.size()) write(text.substr(written));
}

/// `before` and the last `count` hexadecimal digits of a number, behind the `from` characters that are there already.
constexpr std::string_view hex_escape(std::string_view before, std::uint32_t number, std::size_t count,
                                      escape_room& room, std::size_t from = 0) {
  for (std::size_t i = 0; i < before.size(); ++i) room.chars[from + i] = before[i];
  for (std::size_t i = 0; i < count; ++i) {
    room.chars[from + before.size() + i] = "0123456789abcdef"[number >> 4 * (count - 1 - i) & 15];
  }
  const char* const begin = room.chars;  // not char*, whose conversion to a view GCC takes long to look at
  return {begin, from + before.size() + count};
}

}  // namespace detail

/// Shows a text that may not be plain, such as the name of an old row, on a terminal or in a mail: what is not plain is
/// written as \x1b (a byte that is not UTF-8, or a control character of ASCII), \u202e or \U000e0041. `write` is called
/// with pieces of the text as views. For people to see; it cannot be read back.
template <class Write>
constexpr void write_plain(std::string_view text, Write&& write) {
  detail::write_escaped(
      text, write,
      [](const detail::text_character& next, bool is_plain, detail::escape_room& room) -> std::string_view {
        if (is_plain) return {};
        if (!next.is_sound || next.code_point < 0x80) return detail::hex_escape("\\x", next.code_point, 2, room);
        if (next.code_point > 0xFFFF) return detail::hex_escape("\\U", next.code_point, 8, room);
        return detail::hex_escape("\\u", next.code_point, 4, room);
      });
}

/// Writes a text as the inside of a JSON string (RFC 8259 §7), without its quotes: what is not plain, `"` and `\` as
/// escapes, a byte that is not UTF-8 as U+FFFD, the sign for what cannot be read.
template <class Write>
constexpr void write_json(std::string_view text, Write&& write) {
  detail::write_escaped(
      text, write,
      [](const detail::text_character& next, bool is_plain, detail::escape_room& room) -> std::string_view {
        if (!next.is_sound) return "\\ufffd";
        if (next.code_point == '"') return "\\\"";
        if (next.code_point == '\\') return "\\\\";
        if (is_plain) return {};
        if (next.code_point <= 0xFFFF) return detail::hex_escape("\\u", next.code_point, 4, room);
        // As the two halves that UTF-16 has.
        const std::uint32_t above = next.code_point - 0x10000;
        (void)detail::hex_escape("\\u", 0xD800 + (above >> 10), 4, room);
        return detail::hex_escape("\\u", 0xDC00 + (above & 0x3FF), 4, room, 6);
      });
}

}}  // namespace jeton::v0

#endif

// jeton/time/daily_time.hpp
#ifndef JETON_TIME_DAILY_TIME_HPP
#define JETON_TIME_DAILY_TIME_HPP

namespace jeton { inline namespace v0 {

/// A type that instants can come out as: it holds every second from the year -32767 to 32767, as std::chrono's
/// sys_time of whole seconds, milliseconds or microseconds does, and jeton::unix_seconds.
template <class T>
concept holds_every_second =
    std::same_as<T, unix_seconds> ||
    (detail::system_clock_point<T> && std::signed_integral<typename T::rep> && T::period::num == 1 &&
     detail::ticks_hold_every_day<typename T::rep, 1, T::period::den>());

template <holds_every_second T>
class daily_runs;

/// A time of day in UTC at which something runs every day. Every function is pure: whoever runs it keeps the instant of
/// the last run, and what he missed while he was away follows from it. Default-constructed it is 00:00:00.
class daily_time {
 public:
  constexpr daily_time() = default;

  /// From 00:00:00 to 23:59:59; what is no time of day is `date_fault::time`.
  [[nodiscard]] static constexpr result<daily_time, date_fault> at(unsigned hour, unsigned minute = 0,
                                                                   unsigned second = 0) {
    if (hour > 23 || minute > 59 || second > 59) return date_fault::time;
    daily_time made;
    made.seconds_ = static_cast<std::int32_t>(hour * 3600 + minute * 60 + second);
    return made;
  }
  /// From 00:00:00 UTC to this time.
  [[nodiscard]] constexpr std::int32_t seconds_since_midnight() const { return seconds_; }

  /// The first run after an instant; at the instant of a run it is the one of the next day. `date_fault::year` where
  /// the calendar has ended.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, date_fault> next_after(const Instant& instant) const {
    return on<T>(day_of_last_run(instant) + 1);
  }
  /// The last run that is not after an instant. `date_fault::year` before the calendar begins.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, date_fault> last_until(const Instant& instant) const {
    return on<T>(day_of_last_run(instant));
  }
  /// The run of the UTC day of an instant, be it before it or after.
  template <holds_every_second T = unix_seconds, utc_time_point Instant>
  [[nodiscard]] constexpr result<T, date_fault> on_day_of(const Instant& instant) const {
    return on<T>(detail::floor_days_of(instant));
  }

  /// The runs after `since`, `now` included: those that are due for one who did his last at `since`. Constant time,
  /// however many they are.
  template <holds_every_second T = unix_seconds, utc_time_point Since, utc_time_point Now>
  [[nodiscard]] constexpr daily_runs<T> missed(const Since& since, const Now& now) const {
    return {*this, within_calendar(day_of_last_run(since) + 1), within_calendar(day_of_last_run(now) + 1)};
  }

  friend constexpr auto operator<=>(const daily_time&, const daily_time&) = default;

 private:
  template <holds_every_second T>
  friend class daily_runs;

  /// A fraction of a second does not matter: runs are at whole ones.
  template <class Instant>
  [[nodiscard]] constexpr std::int64_t day_of_last_run(const Instant& instant) const {
    const auto [days, rest] = detail::floor_divide(detail::floor_seconds_of(instant).seconds, detail::seconds_per_day);
    return rest < seconds_ ? days - 1 : days;
  }
  static constexpr std::int32_t within_calendar(std::int64_t days) {
    if (days < detail::min_day) return detail::min_day;
    return days > detail::max_day ? detail::max_day + 1 : static_cast<std::int32_t>(days);
  }
  template <class T>
  [[nodiscard]] constexpr result<T, date_fault> on(std::int64_t days) const {
    if (days < detail::min_day || days > detail::max_day) return date_fault::year;
    return run_of<T>(static_cast<std::int32_t>(days));
  }
  template <class T>
  [[nodiscard]] constexpr T run_of(std::int32_t days) const {
    const std::int64_t seconds = std::int64_t{days} * detail::seconds_per_day + seconds_;
    if constexpr (std::same_as<T, unix_seconds>) {
      return {seconds};
    } else {
      return T{typename T::duration{static_cast<typename T::rep>(seconds * T::period::den)}};
    }
  }

  std::int32_t seconds_ = 0;
};

/// Runs of a daily time on days that follow each other: a range of instants, the earliest first. Default-constructed it
/// is empty.
template <holds_every_second T>
class daily_runs {
 public:
  class iterator;
  using value_type = T;

  constexpr daily_runs() = default;

  [[nodiscard]] constexpr std::size_t size() const { return static_cast<std::size_t>(end_ - first_); }
  [[nodiscard]] constexpr bool empty() const { return first_ == end_; }
  /// The last one, which stands for all where it is enough to run once; there must be one.
  [[nodiscard]] constexpr T back() const { return time_.template run_of<T>(end_ - 1); }
  [[nodiscard]] constexpr iterator begin() const { return {time_, first_}; }
  [[nodiscard]] constexpr iterator end() const { return {time_, end_}; }

 private:
  friend daily_time;

  constexpr daily_runs(daily_time time, std::int32_t first, std::int32_t end)
      : time_(time), first_(first), end_(end < first ? first : end) {}

  daily_time time_{};
  std::int32_t first_ = 0;  ///< days since 1970
  std::int32_t end_ = 0;
};

template <holds_every_second T>
class daily_runs<T>::iterator {
 public:
  using value_type = T;
  using difference_type = std::ptrdiff_t;

  constexpr iterator() = default;
  [[nodiscard]] constexpr T operator*() const { return time_.template run_of<T>(day_); }
  constexpr iterator& operator++() {
    ++day_;
    return *this;
  }
  constexpr iterator operator++(int) {
    const iterator before = *this;
    ++*this;
    return before;
  }
  friend constexpr bool operator==(const iterator&, const iterator&) = default;

 private:
  friend daily_runs;

  constexpr iterator(daily_time time, std::int32_t day) : time_(time), day_(day) {}

  daily_time time_{};
  std::int32_t day_ = 0;
};

}}  // namespace jeton::v0

#endif

// jeton/time/last_day.hpp
#ifndef JETON_TIME_LAST_DAY_HPP
#define JETON_TIME_LAST_DAY_HPP

namespace jeton { inline namespace v0 {

/// The other reading of a date, for systems that let a token live through it: never, or the last day of life. A token
/// whose last day is 2027-01-31 dies at 2027-02-01 00:00:00 UTC. It neither converts to an `expiry` nor compares with
/// one, so that a date is never read in the wrong way; `dead_from()` says the same as an `expiry`.
///
/// Default-constructed or zeroed, it has passed at every time.
class last_day {
 public:
  constexpr last_day() = default;

  [[nodiscard]] static constexpr last_day never() { return last_day{expiry::never()}; }
  /// From the last day of life: whatever `expiry::on` takes.
  template <class Date>
    requires requires(const Date& date) { expiry::on(date); }
  [[nodiscard]] static constexpr result<last_day, date_error> on(const Date& date) {
    return through(expiry::on(date));
  }
  /// From a column that may be null, which is `never`.
  template <detail::nullable Column>
  [[nodiscard]] static constexpr result<last_day, date_error> from_nullable(const Column& column) {
    return through(expiry::from_nullable(column));
  }
  /// Reads exactly YYYY-MM-DD, years 0001 to 9999.
  [[nodiscard]] static constexpr result<last_day, date_error> parse(std::string_view text) {
    return through(expiry::parse(text));
  }

  /// Whether the token is dead at this instant.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool passed(const Now& now) const {
    return dead_from_.passed(now);
  }
  [[nodiscard]] constexpr bool is_never() const { return dead_from_.is_never(); }

  /// The same as an expiry: its first dead day is the day after the last one of life.
  [[nodiscard]] constexpr expiry dead_from() const { return dead_from_; }

  /// The last day of life as YYYY-MM-DD; `never` has no text.
  [[nodiscard]] constexpr result<fixed_string<detail::date_size>, expiry_fault> to_text() const {
    const auto dead = dead_from_.first_dead_day();
    if (!dead) return dead.error();
    const auto before = expiry::in_days(-1, *dead);
    return before ? before->to_text() : expiry_fault::year;
  }

  friend constexpr auto operator<=>(const last_day&, const last_day&) = default;

 private:
  constexpr explicit last_day(const expiry& dead_from) : dead_from_(dead_from) {}

  static constexpr result<last_day, date_error> through(const result<expiry, date_error>& date) {
    if (!date) return date.error();
    const auto day = date->first_dead_day();
    if (!day) return never();
    const auto next = expiry::in_days(1, *day);
    if (!next) return next.error();
    return last_day{*next};
  }

  expiry dead_from_;
};

}}  // namespace jeton::v0

#endif

// jeton/digest/keyring.hpp
#ifndef JETON_DIGEST_KEYRING_HPP
#define JETON_DIGEST_KEYRING_HPP

namespace jeton { inline namespace v0 {

/// Why bytes are no pepper, in the order of the checks.
enum class pepper_fault : unsigned char {
  size,        ///< fewer than 32 bytes
  repetition,  ///< one byte over and over, as memory that nobody has filled
};

[[nodiscard]] constexpr std::string_view describe(pepper_fault fault) {
  switch (fault) {
    case pepper_fault::size:
      return "a pepper has 32 bytes or more";
    case pepper_fault::repetition:
      return "a pepper is not one byte over and over";
  }
  return "unknown fault";
}

/// A key of the server's own, kept outside of the store: who steals the store alone can check no guess of a token. 32
/// random bytes or more. Only the state of HMAC after them is held, and wiped when it dies; no door leads to the
/// bytes, and there is no stream and no format. It does not move: what is not there cannot be used by mistake.
class pepper {
 public:
  static constexpr std::size_t min_size = 32;  ///< bytes, as many as the hash has

  /// Of bytes that were read at run time; wipe them afterwards.
  [[nodiscard]] static constexpr result<pepper, pepper_fault> from(std::string_view bytes) {
    if (bytes.size() < min_size) return pepper_fault::size;
    unsigned difference = 0;
    for (const char c : bytes) difference |= static_cast<unsigned char>(c ^ bytes[0]);
    if (constant_time::value_barrier(difference) == 0) return pepper_fault::repetition;
    return result<pepper, pepper_fault>{std::in_place, bytes};
  }

  /// Of a literal, for tests: what stands in a program is no secret. Not for arrays that are filled at run time.
  template <std::size_t Size>
  consteval explicit pepper(const char (&literal)[Size]) : pepper(std::string_view{literal, Size - 1}) {
    static_assert(Size > min_size, "jeton: a pepper has 32 bytes or more");
  }

  pepper(const pepper&) = delete;
  pepper& operator=(const pepper&) = delete;

  template <class Stream>
  friend Stream& operator<<(Stream&, const pepper&) = delete;  // a pepper has no business in a log

 private:
  friend class keyring;
  friend class result<pepper, pepper_fault>;  // which may hold none
  constexpr pepper() = default;
  constexpr explicit pepper(std::string_view bytes) : keyed_(bytes) {}

  hmac_sha256_hasher keyed_;
};

/// Why a key was not added, in the order of the checks.
enum class keyring_fault : unsigned char {
  repeated,  ///< another key has this id
  room,      ///< there are already as many keys as are kept
};

[[nodiscard]] constexpr std::string_view describe(keyring_fault fault) {
  switch (fault) {
    case keyring_fault::repeated:
      return "the id belongs to another key";
    case keyring_fault::room:
      return "too many keys";
  }
  return "unknown fault";
}

/// HMAC-SHA-256 under a pepper, and under earlier ones, since the digests of a store outlive a change. Keys have ids of
/// the caller's choice; a store that keeps them beside its digests knows when an old key is no longer needed. It
/// neither moves nor copies; a change of keys is a new keyring.
///
///     jeton::keyring keys{2, *jeton::pepper::from(bytes)};
///     keys.accept_earlier(1, *jeton::pepper::from(old_bytes));
class keyring {
 public:
  static constexpr std::size_t max_keys = 8;  ///< the current one and seven earlier ones

  constexpr keyring(std::uint32_t id, const pepper& current) { (void)accept_earlier(id, current); }
  keyring(const keyring&) = delete;
  keyring& operator=(const keyring&) = delete;

  /// Finds digests under an earlier key too.
  constexpr result<void, keyring_fault> accept_earlier(std::uint32_t id, const pepper& earlier) {
    for (std::size_t i = 0; i < count_; ++i) {
      if (keys_[i].id == id) return keyring_fault::repeated;
    }
    if (count_ == max_keys) return keyring_fault::room;
    keys_[count_].id = id;
    keys_[count_++].keyed = earlier.keyed_;
    return std::in_place;
  }

  [[nodiscard]] constexpr std::size_t size() const { return count_; }
  [[nodiscard]] constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) const {
    if (number >= count_) return {};
    hmac_sha256_hasher hasher = keys_[number].keyed;
    hasher.update(text);
    return hasher.finish();
  }
  [[nodiscard]] constexpr digest_scheme scheme(std::size_t number = 0) const {
    return number < count_ ? digest_scheme{"hmac-sha256", keys_[number].id} : digest_scheme{};
  }

  /// By which a store recognizes a key that wrote digests to it: HMAC-SHA-256 of a fixed text, which no token can be
  /// since it has spaces. It tells nothing about the key; without it, digests could be written under a key that finds
  /// nothing. Empty where there is no such key.
  [[nodiscard]] constexpr digest<32> check_value(std::size_t number = 0) const {
    return digest_of("jeton: check value of a key for digests", number);
  }

  template <class Stream>
  friend Stream& operator<<(Stream&, const keyring&) = delete;

 private:
  struct key {
    std::uint32_t id = 0;
    hmac_sha256_hasher keyed;

    constexpr key() {}  // written out, since GCC 12 asks in an array whether it may
  };

  key keys_[max_keys];
  std::size_t count_ = 0;
};

/// Digests are written by Current, and those that Earlier wrote are found as well: `with_earlier{keys,
/// plain_sha256{}}`, `with_earlier{keys, with_earlier{a, b}}`. What has a name is referred to and must live as long;
/// temporaries move in.
template <class Current, class Earlier>
struct with_earlier {
  Current current;
  Earlier earlier;

  [[nodiscard]] constexpr std::size_t size() const { return current.size() + earlier.size(); }
  [[nodiscard]] constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) const {
    const std::size_t first = current.size();
    return number < first ? current.digest_of(text, number) : earlier.digest_of(text, number - first);
  }
  [[nodiscard]] constexpr digest_scheme scheme(std::size_t number = 0) const {
    const std::size_t first = current.size();
    return number < first ? current.scheme(number) : earlier.scheme(number - first);
  }
  [[nodiscard]] constexpr digest<32> check_value(std::size_t number = 0) const {
    const std::size_t first = current.size();
    return number < first ? current.check_value(number) : earlier.check_value(number - first);
  }
};
template <class Current, class Earlier>
with_earlier(Current&&, Earlier&&) -> with_earlier<Current, Earlier>;

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/lifetime.hpp
#ifndef JETON_LIFECYCLE_LIFETIME_HPP
#define JETON_LIFECYCLE_LIFETIME_HPP

namespace jeton { inline namespace v0 {

/// Why a policy cannot be, or refuses an expiry, in the order of the checks.
enum class lifetime_fault : unsigned char {
  limit,      ///< a limit has 1 to 365 days, or to what else was named as the longest
  unlimited,  ///< there is no limit to reckon with
  missing,    ///< an expiry is required, and this token would never expire
  too_late,   ///< after the last admissible day
};

[[nodiscard]] constexpr std::string_view describe(lifetime_fault fault) {
  switch (fault) {
    case lifetime_fault::limit:
      return "no such limit";
    case lifetime_fault::unlimited:
      return "lifetime is not limited";
    case lifetime_fault::missing:
      return "an expiry is required";
    case lifetime_fault::too_late:
      return "expires after the last admissible day";
  }
  return "unknown fault";
}

/// Which existing tokens a new limit revokes.
enum class swept : unsigned char {
  all,      ///< those that live longer, and those that never expire
  dated,    ///< those that live longer
  nothing,  ///< none
};

/// How long tokens may live: a limit in days, whether an expiry is required, and whether a passed one is enforced. All
/// functions are pure, and `now` is an argument.
///
/// Default-constructed or zeroed, nothing lives under it: the limit is 0 days, with everything required and enforced.
class lifetime_policy {
 public:
  static constexpr std::int32_t longest = 365;  ///< days that a limit may have, unless said otherwise
  static constexpr std::int64_t sweep_delay = std::int64_t{3} * 3600;  ///< seconds from a new limit to the sweep

  constexpr lifetime_policy() = default;

  /// Any expiry, or none.
  [[nodiscard]] static constexpr lifetime_policy unlimited() {
    lifetime_policy made;
    made.is_unlimited_ = true;
    made.is_optional_ = true;
    return made;
  }
  /// Requires an expiry, `days` after today at most.
  [[nodiscard]] static constexpr result<lifetime_policy, lifetime_fault> at_most(std::int32_t days,
                                                                                 std::int32_t longest_limit = longest) {
    if (days < 1 || days > longest_limit) return lifetime_fault::limit;
    lifetime_policy made;
    made.days_ = days;
    return made;
  }
  /// The same, with an expiry required or not.
  [[nodiscard]] constexpr lifetime_policy requiring_expiry(bool required) const {
    lifetime_policy changed = *this;
    changed.is_optional_ = !required;
    return changed;
  }
  /// The same, with passed expiries enforced or not. What is not enforced kills no token and is swept by no limit.
  [[nodiscard]] constexpr lifetime_policy enforcing(bool enforced) const {
    lifetime_policy changed = *this;
    changed.is_lenient_ = !enforced;
    return changed;
  }
  /// The same, with a new limit revoking these.
  [[nodiscard]] constexpr lifetime_policy sweeping(swept tokens) const {
    lifetime_policy changed = *this;
    changed.swept_ = tokens;
    return changed;
  }
  /// The same where a licence pays for the settings; without one nothing is limited or required, and every expiry is
  /// enforced.
  [[nodiscard]] constexpr lifetime_policy if_licensed(bool licensed) const { return licensed ? *this : unlimited(); }

  [[nodiscard]] constexpr bool is_limited() const { return !is_unlimited_; }
  [[nodiscard]] constexpr bool requires_expiry() const { return !is_optional_; }
  [[nodiscard]] constexpr bool is_enforced() const { return !is_lenient_; }

  /// The last first-dead day that `admit` accepts: today and the limit.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<day, lifetime_fault> last_admissible_day(const Now& now) const {
    if (is_unlimited_) return lifetime_fault::unlimited;
    return day_of(now) + days_;
  }

  /// What a token gets for which no expiry was asked, where one is required: the last admissible day, or the day that
  /// is `days` from now if that is sooner, as for a token that replaces another. Else `never`.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<expiry, lifetime_fault> default_expiry(const Now& now,
                                                                        std::int32_t days = INT32_MAX) const {
    if (is_optional_) return expiry::never();
    if (is_unlimited_ && days == INT32_MAX) return lifetime_fault::missing;
    const auto last = expiry::in_days(is_unlimited_ || days < days_ ? days : days_, now);
    if (!last) return lifetime_fault::too_late;
    return *last;
  }

  /// Whether a new token may have this expiry. One that has passed is no fault: it grants nothing.
  template <utc_time_point Now>
  [[nodiscard]] constexpr result<void, lifetime_fault> admit(const expiry& wanted, const Now& now) const {
    if (wanted.is_never()) {
      if (is_optional_) return std::in_place;
      return lifetime_fault::missing;
    }
    if (exceeds(wanted, now)) return lifetime_fault::too_late;
    return std::in_place;
  }

  /// Whether a token with this expiry is dead: never, where expiries are not enforced. A default-constructed expiry is
  /// dead under every policy.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool passed(const expiry& expires, const Now& now) const {
    return is_lenient_ ? expires == expiry{} : expires.passed(now);
  }

  /// Whether the sweep that runs at this instant must revoke a token that is not revoked yet: its remaining life, not
  /// the whole, is longer than the limit.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool must_revoke(const expiry& expires, const Now& run) const {
    if (is_unlimited_ || is_lenient_ || swept_ == swept::nothing) return false;
    return expires.is_never() ? swept_ == swept::all : exceeds(expires, run);
  }

  /// When the sweep for a limit that was changed at this instant runs: three hours later.
  template <utc_time_point Instant>
  [[nodiscard]] static constexpr unix_seconds sweep_after(const Instant& changed) {
    const std::int64_t seconds = detail::floor_seconds_of(changed).seconds;
    return {seconds > detail::most_ticks - sweep_delay ? detail::most_ticks : seconds + sweep_delay};
  }
  /// The same where a sweep is `pending`: if it is still to come it serves this change too. The policy that holds when
  /// it runs is what it applies.
  template <utc_time_point Instant, utc_time_point Pending>
  [[nodiscard]] static constexpr unix_seconds sweep_after(const Instant& changed, const Pending& pending) {
    const std::int64_t seconds = detail::floor_seconds_of(pending).seconds;
    if (detail::floor_seconds_of(changed).seconds < seconds) return {seconds};
    return sweep_after(changed);
  }

 private:
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool exceeds(const expiry& expires, const Now& now) const {
    const auto left = expires.days_left(now);
    return !is_unlimited_ && left.has_value() && *left > days_;
  }

  // Zero is the strictest value of each.
  std::int32_t days_ = 0;
  bool is_unlimited_ = false;
  bool is_optional_ = false;
  bool is_lenient_ = false;
  swept swept_ = swept::all;
};

}}  // namespace jeton::v0

#endif

// jeton/store/record.hpp
#ifndef JETON_STORE_RECORD_HPP
#define JETON_STORE_RECORD_HPP

namespace jeton { inline namespace v0 {

/// The number of a token's row. A store gives them: positive, and greater than all it gave before.
enum class token_id : std::int64_t { none = 0 };  // NOLINT: a store gives any number

/// The number of a user, positive. Nobody is `none`, and a default-constructed owner owns nothing.
enum class user_id : std::int64_t {  // NOLINT: likewise
  none = 0,
  every = -1,  ///< said by name where rows of every owner are meant
};

/// Whom a token stands for. A row may have another number, which a newer version wrote: it is kept as it is.
enum class token_kind : unsigned char {
  personal,       ///< its owner
  impersonation,  ///< its owner, for an administrator who made it; the owner does not see it
  project_bot,    ///< a user that exists for one project
  group_bot,      ///< a user that exists for one group
};

/// What a store keeps about a token: everything but the token. Vocabulary is a jeton::scope_vocabulary. Text is
/// std::string_view in a row that is about to be written; what a store gives back owns its texts (std::string).
///
/// Default-constructed it is revoked, has expired, has no scope, and its digest equals nothing.
template <class Vocabulary, class Text = std::string_view>
struct token_record {
  using vocabulary = Vocabulary;

  token_id id = token_id::none;  ///< none in a row that is about to be inserted
  user_id owner = user_id::none;
  token_kind kind = token_kind::personal;
  Text name{};
  Text description{};
  jeton::digest<32> digest{};  ///< unique among all rows
  typename Vocabulary::set scopes{};
  Text unknown_scopes{};  ///< names that the vocabulary lacks, separated by spaces: kept, granting nothing
  expiry expires{};
  bool revoked = true;
  unix_seconds created{};
  unix_seconds updated{};  ///< of anything but `last_used`; of a revoked token, when that happened
  maybe<unix_seconds> last_used{};
  token_id previous = token_id::none;  ///< the token that this one replaced
  std::uint32_t notices_sent = 0;      ///< a bit for each kind of notice; see lifecycle/notice.hpp

  /// Neither revoked nor expired.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool active(const Now& now) const {
    return !revoked && !expires.passed(now);
  }

  /// The same row with texts of another type: views of these, or copies.
  template <class Other>
  [[nodiscard]] constexpr token_record<Vocabulary, Other> as() const {
    return {.id = id,
            .owner = owner,
            .kind = kind,
            .name = Other{name},
            .description = Other{description},
            .digest = digest,
            .scopes = scopes,
            .unknown_scopes = Other{unknown_scopes},
            .expires = expires,
            .revoked = revoked,
            .created = created,
            .updated = updated,
            .last_used = last_used,
            .previous = previous,
            .notices_sent = notices_sent};
  }
};

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/request.hpp
#ifndef JETON_LIFECYCLE_REQUEST_HPP
#define JETON_LIFECYCLE_REQUEST_HPP

namespace jeton { inline namespace v0 {

/// Why no token was issued, in the order of the checks.
enum class issue_fault : unsigned char {
  owner,             ///< nobody: tokens belong to somebody
  name,              ///< blank
  name_text,         ///< not plain text (see lifecycle/plain_text.hpp); where
  name_size,         ///< more than 255 characters
  description_text,  ///< not plain text; where
  description_size,  ///< more than 255 characters
  scopes,            ///< none: such a token could do nothing, or, where a reader takes none for all, everything
  expiry_missing,    ///< the policy requires one
  expiry_passed,     ///< it would be dead on arrival
  expiry_too_late,   ///< after the last day that the policy admits
  token_text,        ///< a given token does not have the format; where
  random,            ///< the source of randomness failed, or gave the same token again
  duplicate,         ///< a given token is there already
  unavailable,       ///< the store cannot answer
};
using issue_error = error_at<issue_fault>;

[[nodiscard]] constexpr std::string_view describe(issue_fault fault) {
  switch (fault) {
    case issue_fault::owner:
      return "a token needs an owner";
    case issue_fault::name:
      return "a token needs a name";
    case issue_fault::name_text:
      return "a character that a name must not have";
    case issue_fault::name_size:
      return "the name has more than 255 characters";
    case issue_fault::description_text:
      return "a character that a description must not have";
    case issue_fault::description_size:
      return "the description has more than 255 characters";
    case issue_fault::scopes:
      return "a token needs a scope";
    case issue_fault::expiry_missing:
      return "a token must expire";
    case issue_fault::expiry_passed:
      return "this expiry has passed";
    case issue_fault::expiry_too_late:
      return "this expiry is too late";
    case issue_fault::token_text:
      return "the given token does not have the format";
    case issue_fault::random:
      return "the source of randomness failed";
    case issue_fault::duplicate:
      return "the given token is there already";
    case issue_fault::unavailable:
      return "the store cannot answer";
  }
  return "unknown fault";
}

/// What a new token shall be.
template <class Vocabulary>
struct token_request {
  static constexpr std::size_t max_text_size = 255;  ///< characters of a name or description

  user_id owner = user_id::none;
  std::string_view name{};
  typename Vocabulary::set scopes{};
  std::string_view description{};
  maybe<expiry> expires{};  ///< none: what the policy gives where nothing is asked
  token_kind kind = token_kind::personal;
  bool even_if_passed = false;  ///< issue a token that is dead on arrival too, as GitLab does
};

namespace detail {

constexpr result<void, issue_error> judge_text(std::string_view text, issue_fault wrong, issue_fault too_long,
                                               std::size_t max_size) {
  const auto count = count_plain(text);
  if (!count) return issue_error{wrong, count.error().position()};
  if (*count > max_size) return issue_error{too_long, text.size()};
  return std::in_place;
}

/// Whether a new token may have this expiry.
template <class Now>
constexpr result<expiry, issue_fault> judge_expiry(const expiry& wanted, bool even_if_passed,
                                                   const lifetime_policy& policy, const Now& now) {
  const auto admitted = policy.admit(wanted, now);
  if (!admitted && admitted.error() == lifetime_fault::missing) return issue_fault::expiry_missing;
  if (!even_if_passed && wanted.passed(now)) return issue_fault::expiry_passed;
  if (!admitted) return issue_fault::expiry_too_late;
  return wanted;
}

/// The expiry that is asked, or the one that the policy gives.
template <class Now>
constexpr result<expiry, issue_fault> judge_expiry(const maybe<expiry>& wanted, bool even_if_passed,
                                                   const lifetime_policy& policy, const Now& now) {
  if (wanted) return judge_expiry(*wanted, even_if_passed, policy, now);
  const auto given = policy.default_expiry(now);
  if (given) return judge_expiry(*given, even_if_passed, policy, now);
  return given.error() == lifetime_fault::too_late ? issue_fault::expiry_too_late : issue_fault::expiry_missing;
}

/// The row of a new token, but for its digest.
template <class Vocabulary, class Now>
constexpr result<token_record<Vocabulary>, issue_error> judge_request(const token_request<Vocabulary>& request,
                                                                      const lifetime_policy& policy, const Now& now) {
  constexpr std::size_t max_size = token_request<Vocabulary>::max_text_size;
  if (request.owner <= user_id::none) return issue_error{issue_fault::owner, 0};
  if (jeton::is_blank(request.name)) return issue_error{issue_fault::name, 0};
  const auto name = judge_text(request.name, issue_fault::name_text, issue_fault::name_size, max_size);
  if (!name) return name.error();
  const auto description =
      judge_text(request.description, issue_fault::description_text, issue_fault::description_size, max_size);
  if (!description) return description.error();
  if (request.scopes.empty()) return issue_error{issue_fault::scopes, 0};
  const auto expires = judge_expiry(request.expires, request.even_if_passed, policy, now);
  if (!expires) return issue_error{expires.error(), 0};
  const unix_seconds created{floor_seconds_of(now).seconds};
  return token_record<Vocabulary>{.owner = request.owner,
                                  .kind = request.kind,
                                  .name = request.name,
                                  .description = request.description,
                                  .scopes = request.scopes,
                                  .expires = *expires,
                                  .revoked = false,
                                  .created = created,
                                  .updated = created};
}

}  // namespace detail

}}  // namespace jeton::v0

#endif

// jeton/store/store.hpp
#ifndef JETON_STORE_STORE_HPP
#define JETON_STORE_STORE_HPP

/// What the life of tokens needs of a store: a table of records that is read anywhere and written in transactions.
///
///     class my_store {
///      public:
///       using record = jeton::token_record<my_scopes, std::string>;
///       class transaction;  // find, find, visit as below, and insert and update
///
///       jeton::result<record, jeton::store_fault> find(const jeton::digest<32>&) const;
///       jeton::result<record, jeton::store_fault> find(jeton::token_id) const;
///       template <class Visitor>
///       jeton::result<void, jeton::store_fault> visit(jeton::row_range, Visitor&&) const;
///       template <class Work>
///       bool transact(Work&&);
///       template <class Work>
///       bool try_transact(Work&&);  // optional
///     };
///
/// tests/support/store_conformance.hpp proves a store.
namespace jeton { inline namespace v0 {

/// Which rows are gone through. Default-constructed: none.
struct row_range {
  user_id owner = user_id::none;    ///< rows of this owner; `user_id::every`: all
  token_id after = token_id::none;  ///< rows with greater ids only
  bool onward = false;              ///< and then all rows of each owner with a greater number
};

/// Reads rows. `find` gives a copy, or `absent`. `visit` calls a visitor with each row of a range until it returns
/// false, in the order of their ids; in a range that goes onward, one owner after the other, and those of each in the
/// order of their ids. A visitor must not call the store. Both give `unavailable` where they cannot answer.
template <class Rows>
concept token_reader = requires(Rows& rows, const digest<32>& key, token_id id, row_range range,
                                bool (&visitor)(const typename Rows::record&)) {
  typename Rows::record::vocabulary;
  { rows.find(key) } -> std::same_as<result<typename Rows::record, store_fault>>;
  { rows.find(id) } -> std::same_as<result<typename Rows::record, store_fault>>;
  { rows.visit(range, visitor) } -> std::same_as<result<void, store_fault>>;
};

/// Reads and writes rows within a transaction, and sees what it wrote.
/// - `insert` gives the row a new id, whatever its own says: `incomplete`, `duplicate` or `unavailable`.
/// - `update` writes the row that has this id, digest included; besides, `absent`. A column that a store does not know
///   keeps its value.
template <class Rows>
concept token_writer =
    token_reader<Rows> && requires(Rows& rows, const token_record<typename Rows::record::vocabulary>& row) {
      { rows.insert(row) } -> std::same_as<result<token_id, store_fault>>;
      { rows.update(row) } -> std::same_as<result<void, store_fault>>;
    };

/// A place where records are kept. `transact(work)` calls `work(rows)` once at most, alone as far as anybody can see.
/// What it wrote is kept, all of it and for good, if `work` returns true and `transact` does; else none of it is. False
/// without a call of `work`, or after it returned true, means that the store is unavailable.
///
/// A store where a transaction may have to wait should also have `try_transact(work)`, the same without waiting: where
/// another transaction is under way, it gives false at once and does not call `work`. What is written beside a decision
/// and may be left to the next one, the note of a use and a digest under a new key, is written so: no request waits for
/// it. A decision itself should wait for no transaction either.
template <class Store>
concept token_store = token_reader<Store> && token_writer<typename Store::transaction> &&
                      requires(Store& store, bool (&work)(typename Store::transaction&)) {
                        { store.transact(work) } -> std::same_as<bool>;
                      };

}}  // namespace jeton::v0

#endif

// jeton/http/prefill.hpp
#ifndef JETON_HTTP_PREFILL_HPP
#define JETON_HTTP_PREFILL_HPP

namespace jeton { inline namespace v0 {

/// Why a query fills in nothing. Fields are judged from the front, each in this order.
enum class prefill_fault : unsigned char {
  repeated,  ///< a field that was there before
  escape,    ///< a `%` that no two hexadecimal digits follow
  text,      ///< a name or description that is not plain text (see lifecycle/plain_text.hpp) or has more than 255
             ///< characters
};

[[nodiscard]] constexpr std::string_view describe(prefill_fault fault) {
  switch (fault) {
    case prefill_fault::repeated:
      return "a field stands there twice";
    case prefill_fault::escape:
      return "not a percent-encoded text";
    case prefill_fault::text:
      return "a text with characters that it must not have, or too many";
  }
  return "unknown fault";
}

/// What a link suggests for a new token. A person looks at it before anything is made.
template <class Vocabulary>
struct prefilled {
  static constexpr std::size_t max_text_size = 4 * token_request<Vocabulary>::max_text_size;  ///< bytes

  char name_chars[max_text_size]{};
  char description_chars[max_text_size]{};
  std::size_t name_size = 0;
  std::size_t description_size = 0;
  typename Vocabulary::set scopes{};

  [[nodiscard]] constexpr std::string_view name() const { return {name_chars, name_size}; }
  [[nodiscard]] constexpr std::string_view description() const { return {description_chars, description_size}; }
};

namespace detail {

/// Decodes a field that is a text.
constexpr result<std::size_t, prefill_fault> read_prefilled(std::string_view encoded, std::span<char> out) {
  std::size_t size = 0;
  for (std::size_t position = 0; position < encoded.size();) {
    const form_byte next = form_byte::at(encoded, position);
    if (next.size == 0) return prefill_fault::escape;
    if (size < out.size()) out[size] = next.value;
    ++size;
    position += next.size;
  }
  if (size > out.size()) return prefill_fault::text;
  const char* const text = out.data();
  const auto count = count_plain({text, size});
  if (!count || *count > out.size() / 4) return prefill_fault::text;
  return size;
}

/// Decodes names of scopes with commas, and perhaps spaces, between them. What is no name of the vocabulary suggests
/// nothing.
template <class Vocabulary>
constexpr result<typename Vocabulary::set, prefill_fault> read_scopes(std::string_view encoded) {
  typename Vocabulary::set scopes;
  char name[max_scope_name_size]{};
  std::size_t size = 0;
  std::size_t spaces = 0;  // behind what there is of a name
  const auto add = [&](char c) {
    if (size < sizeof name) name[size] = c;
    ++size;
  };
  const auto finish = [&] {
    const char* const begin = name;
    if (size <= sizeof name) scopes.insert(Vocabulary::index_of({begin, size}));
    size = spaces = 0;
  };
  for (std::size_t position = 0; position < encoded.size();) {
    const form_byte next = form_byte::at(encoded, position);
    if (next.size == 0) return prefill_fault::escape;
    position += next.size;
    if (next.value == ',') {
      finish();
    } else if (next.value == ' ') {
      spaces += size > 0 ? 1 : 0;
    } else {
      for (; spaces > 0; --spaces) add(' ');
      add(next.value);
    }
  }
  finish();
  return scopes;
}

}  // namespace detail

/// Reads what a link to the form for a new token fills in: `name=Example+token&scopes=api,read_user`, and perhaps
/// `description=`. Other fields and unknown scopes are passed by. The position is that of the field. Linear time.
template <class Vocabulary>
[[nodiscard]] constexpr result<prefilled<Vocabulary>, error_at<prefill_fault>> read_prefill(std::string_view query) {
  prefilled<Vocabulary> form;
  bool seen[3]{};
  error_at<prefill_fault> fault;
  bool is_good = true;
  detail::for_each_field(query, [&](std::string_view name, std::string_view value) {
    constexpr std::string_view names[] = {"name", "description", "scopes"};
    for (std::size_t i = 0; is_good && i < 3; ++i) {
      if (!detail::form_equals(name, names[i])) continue;
      const auto refuse = [&](prefill_fault reason) {
        fault = {reason, static_cast<std::size_t>(name.data() - query.data())};
        is_good = false;
      };
      if (seen[i]) return refuse(prefill_fault::repeated);
      seen[i] = true;
      if (i == 2) {
        const auto scopes = detail::read_scopes<Vocabulary>(value);
        if (!scopes) return refuse(scopes.error());
        form.scopes = *scopes;
      } else {
        const auto size = detail::read_prefilled(value, i == 0 ? form.name_chars : form.description_chars);
        if (!size) return refuse(size.error());
        (i == 0 ? form.name_size : form.description_size) = *size;
      }
    }
  });
  if (!is_good) return fault;
  return form;
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/detail/transaction.hpp
#ifndef JETON_LIFECYCLE_DETAIL_TRANSACTION_HPP
#define JETON_LIFECYCLE_DETAIL_TRANSACTION_HPP

/// How the life cycle works on a store.
namespace jeton { inline namespace v0 { namespace detail {

/// What `work(rows)` gives, a result, where the store kept what it wrote; `unavailable` where it did not. What was
/// written by work that ends in an error is not kept.
template <class Outcome, class Store, class Work>
constexpr Outcome transact(Store& store, typename Outcome::error_type unavailable, Work work) {
  Outcome outcome = unavailable;
  const bool was_kept = store.transact([&](auto& rows) {
    outcome = work(rows);
    return outcome.has_value();
  });
  if (outcome.has_value() && !was_kept) outcome = unavailable;
  return outcome;
}

/// A transaction of what may be left out: one that waits for no other, where the store has such.
template <class Store, class Work>
constexpr bool transact_without_waiting(Store& store, Work work) {
  if constexpr (requires { store.try_transact(work); }) {
    return store.try_transact(work);
  } else {
    return store.transact(work);
  }
}

/// Writes a row that was read.
template <class Rows>
constexpr result<void, store_fault> write_back(Rows& rows, const typename Rows::record& row) {
  return rows.update(row.template as<std::string_view>());
}

/// A row of which a moment is written down: inserted, revoked, replaced.
template <class Rows, class Now>
constexpr result<void, store_fault> revoke_row(Rows& rows, typename Rows::record& row, const Now& now) {
  row.revoked = true;
  row.updated = {floor_seconds_of(now).seconds};
  return write_back(rows, row);
}

/// How many rows are changed in one transaction by what goes through all of them.
inline constexpr std::size_t rows_at_once = 64;

}}}  // namespace jeton::v0::detail

#endif

// jeton/lifecycle/digest_rewrite.hpp
#ifndef JETON_LIFECYCLE_DIGEST_REWRITE_HPP
#define JETON_LIFECYCLE_DIGEST_REWRITE_HPP

namespace jeton { inline namespace v0 {

/// Writes the digest of a token as it is written today, where the row that was found has it as it was once. To be
/// called with the text of a token that was let in; reads and writes nothing if there is nothing to do, and waits for
/// no other transaction where the store has `try_transact`. Whether it was written is for statistics: a store that
/// fails or is busy changes no decision, and the next use tries again.
template <token_store Store, token_digester Digester>
constexpr bool rewrite_digest(Store& store, const typename Store::record& found, std::string_view token,
                              const Digester& digester) {
  const digest<32> fresh = digester.digest_of(token, 0);
  if (fresh == found.digest || fresh.empty()) return false;
  return detail::transact_without_waiting(store, [&](auto& rows) {
    auto row = rows.find(found.id);
    if (!row || !(row->digest == found.digest)) return false;
    row->digest = fresh;
    return detail::write_back(rows, *row).has_value();
  });
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/issue.hpp
#ifndef JETON_LIFECYCLE_ISSUE_HPP
#define JETON_LIFECYCLE_ISSUE_HPP

namespace jeton { inline namespace v0 {

/// A token as it is handed out. The text is nowhere else: what the store has is its digest.
template <std::size_t Size>
struct issued_token {
  secret<Size> token{};
  token_id id = token_id::none;
  expiry expires{};
};

/// A given token that was taken.
struct adopted_token {
  token_id id = token_id::none;
  expiry expires{};
  double most_entropy_bits = 0;  ///< no more than this; a text that a person chose has far less
};

namespace detail {

/// Inserts a row where nothing that `judge(rows)` sees speaks against it.
template <class Store, class Record, class Judge>
constexpr result<token_id, issue_error> insert_row(Store& store, const Record& row, Judge judge) {
  using outcome = result<token_id, issue_error>;
  const auto refused = [](store_fault fault) {
    return issue_error{fault == store_fault::duplicate ? issue_fault::duplicate : issue_fault::unavailable, 0};
  };
  return transact<outcome>(store, {issue_fault::unavailable, 0}, [&](auto& rows) -> outcome {
    const auto judged = judge(rows);
    if (!judged) return refused(judged.error());
    const auto id = rows.insert(row);
    if (!id) return refused(id.error());
    return *id;
  });
}
template <class Store, class Record>
constexpr result<token_id, issue_error> insert_row(Store& store, const Record& row) {
  return insert_row(store, row, [](auto&) -> result<void, store_fault> { return std::in_place; });
}

/// How often a token is made anew because it is there already: with any source that is random it never is.
inline constexpr int max_tries = 3;

/// A bound for what there is to guess: as many digits as the text has, of as many kinds as it uses.
constexpr double most_entropy_bits(std::string_view text) {
  bool seen[256]{};
  unsigned kinds = 0;
  for (const char c : text) {
    bool& was_seen = seen[static_cast<unsigned char>(c)];
    kinds += was_seen ? 0 : 1;
    was_seen = true;
  }
  return kinds == 0 ? 0 : static_cast<double>(text.size()) * detail::log2(kinds);
}

/// What a maker of tokens makes.
template <class Make>
using made_secret = typename std::remove_cvref_t<std::invoke_result_t<Make&>>::value_type;

}  // namespace detail

/// Makes a token each time it is called: a result of a secret.
template <class T>
concept token_maker = requires(T& make) {
  { make().has_value() } -> std::same_as<bool>;
  { make()->expose() } -> std::same_as<std::string_view>;
};

/// Issues a token that `make()` makes: where a format has a prefix known at run time or given
/// fields, `[&] { return generate(format, source); }`.
template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr auto issue_made(Store& store, Make&& make,
                                        const token_request<typename Store::record::vocabulary>& request,
                                        const lifetime_policy& policy, const Now& now, const Digester& digester = {}) {
  using issued = issued_token<detail::made_secret<Make>::capacity()>;
  using outcome = result<issued, issue_error>;
  auto row = detail::judge_request(request, policy, now);
  if (!row) return outcome{row.error()};
  for (int i = 0; i < detail::max_tries; ++i) {
    auto made = make();
    if (!made) break;
    row->digest = digester.digest_of(made->expose(), 0);
    const auto id = detail::insert_row(store, *row);
    if (id) return outcome{issued{*std::move(made), *id, row->expires}};
    if (id.error() != issue_fault::duplicate) return outcome{id.error()};
  }
  return outcome{issue_error{issue_fault::random, 0}};
}

/// Issues a fresh token of format F: its text comes back this once, its digest is kept.
///
///     auto fresh = jeton::issue<acme_pat>(store, {.owner = user, .name = "deploy", .scopes = granted}, policy, now);
template <class F, token_store Store, utc_time_point Now, random_source Source = os_random,
          token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<issued_token<F::max_size>, issue_error> issue(
    Store& store, const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy,
    const Now& now, Source&& source = {}, const Digester& digester = {}) {
  return issue_made(store, [&] { return generate<F>(source); }, request, policy, now, digester);
}

/// Takes a token that was chosen beforehand, for scripts and tests: 20 to 255 characters of ASCII, or what the format F
/// says. Such a text may be guessed, so that is said by name: `issue_given(store, text, jeton::low_entropy, …)`. A
/// check of it must list F among its formats.
template <class F = opaque<>, token_store Store, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<adopted_token, issue_error> issue_given(
    Store& store, std::string_view text, low_entropy_t,
    const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy, const Now& now,
    const Digester& digester = {}) {
  auto row = detail::judge_request(request, policy, now);
  if (!row) return row.error();
  const auto token = F::parse(text);
  if (!token) return issue_error{issue_fault::token_text, token.error().position()};
  row->digest = digester.digest_of(text, 0);
  const auto id = detail::insert_row(store, *row, [&](auto& rows) -> result<void, store_fault> {
    for (std::size_t number = 1; number < digester.size(); ++number) {
      const auto same = rows.find(digester.digest_of(text, number));
      if (same) return store_fault::duplicate;
      if (same.error() != store_fault::absent) return same.error();
    }
    return std::in_place;
  });
  if (!id) return id.error();
  return adopted_token{*id, row->expires, detail::most_entropy_bits(text)};
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/listing.hpp
#ifndef JETON_LIFECYCLE_LISTING_HPP
#define JETON_LIFECYCLE_LISTING_HPP

namespace jeton { inline namespace v0 {

/// Which tokens are listed: those for which all holds that is asked. A token without a value (never used, never
/// expiring) is on neither side of an instant. Default-constructed it lists nobody's.
struct list_filter {
  user_id owner = user_id::none;  ///< tokens of this owner; `user_id::every`: of all
  maybe<token_kind> kind{};
  maybe<bool> revoked{};
  maybe<bool> active{};                    ///< neither revoked nor expired, or one of the two
  maybe<unix_seconds> created_before{};    ///< or at this instant
  maybe<unix_seconds> created_after{};     ///< or at this instant
  maybe<unix_seconds> last_used_before{};  ///< or at this instant
  maybe<unix_seconds> last_used_after{};   ///< or at this instant
  maybe<day> expires_before{};             ///< before this day
  maybe<day> expires_after{};              ///< on this day or later
  name_search search{};

  template <class Record, utc_time_point Now>
  [[nodiscard]] constexpr bool matches(const Record& row, const Now& now) const {
    if (owner == user_id::none || (owner != user_id::every && owner != row.owner)) return false;
    if (kind && *kind != row.kind) return false;
    if (revoked && *revoked != row.revoked) return false;
    if (active && *active != row.active(now)) return false;
    if (created_before && row.created > *created_before) return false;
    if (created_after && row.created < *created_after) return false;
    if (last_used_before && !(row.last_used && *row.last_used <= *last_used_before)) return false;
    if (last_used_after && !(row.last_used && *row.last_used >= *last_used_after)) return false;
    const auto expires = row.expires.first_dead_day();
    if (expires_before && !(expires && *expires < *expires_before)) return false;
    if (expires_after && !(expires && *expires >= *expires_after)) return false;
    return search.matches(row.name);
  }
};

/// The order of a list. Descending is the ascending one backwards: a token without a value is last in the one and first
/// in the other, and of equal ones the smaller id is first, or last. Names are compared byte by byte.
enum class list_order : unsigned char {
  created_ascending,
  created_descending,
  expires_ascending,
  expires_descending,
  last_used_ascending,
  last_used_descending,
  name_ascending,
  name_descending,
};

/// Why a list has no such order.
enum class order_fault : unsigned char {
  unknown,  ///< no name of an order
};

[[nodiscard]] constexpr std::string_view describe(order_fault) { return "no such order"; }

/// Reads created_asc, created_desc, expires_asc, … last_used_…, name_….
[[nodiscard]] constexpr result<list_order, order_fault> parse_list_order(std::string_view text) {
  constexpr std::string_view names[] = {"created_asc",   "created_desc",   "expires_asc", "expires_desc",
                                        "last_used_asc", "last_used_desc", "name_asc",    "name_desc"};
  for (unsigned char i = 0; i < 8; ++i) {
    if (text == names[i]) return static_cast<list_order>(i);
  }
  return order_fault::unknown;
}

namespace detail {

constexpr bool is_descending(list_order order) { return (static_cast<unsigned>(order) & 1) != 0; }

/// In ascending order.
template <class Left, class Right>
constexpr std::strong_ordering compare_rows(const Left& left, const Right& right, list_order order) {
  std::strong_ordering by_value = std::strong_ordering::equal;
  switch (static_cast<list_order>(static_cast<unsigned>(order) & ~1u)) {
    case list_order::expires_ascending:
      by_value = left.expires <=> right.expires;  // never is last
      break;
    case list_order::last_used_ascending:
      by_value = left.last_used && right.last_used ? *left.last_used <=> *right.last_used
                                                   : !left.last_used <=> !right.last_used;
      break;
    case list_order::name_ascending:
      by_value = std::string_view{left.name} <=> std::string_view{right.name};
      break;
    default:
      by_value = left.created <=> right.created;
  }
  return by_value != 0 ? by_value : left.id <=> right.id;
}

}  // namespace detail

/// Whether one row stands before another; a row does not stand before itself.
template <class Left, class Right>
[[nodiscard]] constexpr bool stands_before(const Left& left, const Right& right, list_order order) {
  return detail::is_descending(order) ? detail::compare_rows(left, right, order) > 0
                                      : detail::compare_rows(left, right, order) < 0;
}

/// How much of a list there is.
struct listed {
  std::size_t count = 0;  ///< rows on this page
  std::size_t total = 0;  ///< rows that match, on all pages
};

namespace detail {

/// The first rows of an order, as many as there is room for. What is last among them stands on top of a heap.
template <class Record>
class first_rows {
 public:
  constexpr first_rows(std::span<Record> room, list_order order)
      : rows_(room.data()), room_(room.size()), order_(order) {}

  constexpr void add(const Record& row) {
    if (size_ < room_) {
      rows_[size_] = row;
      for (std::size_t at = size_++; at > 0 && before(rows_[(at - 1) / 2], rows_[at]); at = (at - 1) / 2) {
        std::swap(rows_[at], rows_[(at - 1) / 2]);
      }
    } else if (room_ > 0 && before(row, rows_[0])) {
      rows_[0] = row;
      sink(room_);
    }
  }
  /// Puts them in order: how many there are.
  constexpr std::size_t sort() {
    for (std::size_t left = size_; left > 1; --left) {
      std::swap(rows_[0], rows_[left - 1]);
      sink(left - 1);
    }
    return size_;
  }

 private:
  constexpr bool before(const Record& left, const Record& right) const { return stands_before(left, right, order_); }
  constexpr void sink(std::size_t size) {
    for (std::size_t at = 0, child = 1; child < size; at = child, child = 2 * at + 1) {
      if (child + 1 < size && before(rows_[child], rows_[child + 1])) ++child;
      if (!before(rows_[at], rows_[child])) return;
      std::swap(rows_[at], rows_[child]);
    }
  }

  Record* rows_;
  std::size_t room_;
  list_order order_;
  std::size_t size_ = 0;
};

template <class Store, class Now, class Accept>
constexpr result<listed, store_fault> list_if(Store& store, const list_filter& filter, list_order order, const Now& now,
                                              std::span<typename Store::record> page, Accept accept) {
  first_rows<typename Store::record> first{page, order};
  listed found;
  const auto visited = store.visit({.owner = filter.owner}, [&](const auto& row) {
    if (filter.matches(row, now)) {
      ++found.total;
      if (accept(row)) first.add(row);
    }
    return true;
  });
  if (!visited) return visited.error();
  found.count = first.sort();
  return found;
}

}  // namespace detail

/// Fills a page with the first tokens of a list, in order. Goes through the rows of the owner once; the time grows with
/// their number and the logarithm of the page's size.
template <token_reader Store, utc_time_point Now>
[[nodiscard]] constexpr result<listed, store_fault> list(Store& store, const list_filter& filter, list_order order,
                                                         const Now& now, std::span<typename Store::record> page) {
  return detail::list_if(store, filter, order, now, page, [](const auto&) { return true; });
}

/// Fills a page with the tokens that come after one, the last of the page before. It does not matter whether that one
/// is still there; nothing is listed twice or left out because something else has gone or come.
template <token_reader Store, utc_time_point Now>
[[nodiscard]] constexpr result<listed, store_fault> list_after(Store& store, const typename Store::record& last,
                                                               const list_filter& filter, list_order order,
                                                               const Now& now, std::span<typename Store::record> page) {
  return detail::list_if(store, filter, order, now, page,
                         [&](const auto& row) { return stands_before(last, row, order); });
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/detail/owner_groups.hpp
#ifndef JETON_LIFECYCLE_DETAIL_OWNER_GROUPS_HPP
#define JETON_LIFECYCLE_DETAIL_OWNER_GROUPS_HPP

/// Records of a range that a question accepts, an owner at a time: a range of ranges, found as it is gone through.
/// Nothing is stored and nothing allocated. Each iterator is a copy of all it needs but the records.
namespace jeton { inline namespace v0 { namespace detail {

/// The owner in a record: a reference where the record is there to be referred to, else a copy.
template <class Row>
constexpr auto owner_in(Row&& row) -> std::conditional_t<std::is_lvalue_reference_v<Row>, const decltype(row.owner)&,
                                                         std::remove_cvref_t<decltype(row.owner)>> {
  return row.owner;
}

/// Where the records end, and the question: `accepts(record)` and `owner_of(record)`.
template <class Iterator, class Sentinel, class Question>
struct owner_search {
  Sentinel end;
  Question question;

  [[nodiscard]] constexpr bool same_owner(const Iterator& left, const Iterator& right) const {
    return static_cast<bool>(question.owner_of(*left) == question.owner_of(*right));
  }
  /// The first record from `at` on that is accepted; the end if none is.
  [[nodiscard]] constexpr Iterator next(Iterator at) const {
    while (at != end && !question.accepts(*at)) ++at;
    return at;
  }
};

/// The accepted records of one owner.
template <class Iterator, class Search>
class owned_records {
 public:
  struct sentinel {};
  class iterator {
   public:
    using value_type = std::remove_cvref_t<decltype(*std::declval<const Iterator&>())>;
    using difference_type = std::ptrdiff_t;

    constexpr iterator() = default;
    constexpr iterator(const Iterator& first, const Search& search, std::size_t most)
        : first_(first), at_(first), search_(search), left_(most) {}

    [[nodiscard]] constexpr decltype(auto) operator*() const { return *at_; }
    constexpr iterator& operator++() {
      --left_;
      at_ = search_.next(++at_);
      if (at_ != search_.end && !search_.same_owner(first_, at_)) left_ = 0;
      return *this;
    }
    constexpr iterator operator++(int) {
      const iterator before = *this;
      ++*this;
      return before;
    }
    friend constexpr bool operator==(const iterator& left, const iterator& right) {
      return left.at_ == right.at_ && left.left_ == right.left_;
    }
    friend constexpr bool operator==(const iterator& left, const sentinel&) {
      return left.left_ == 0 || left.at_ == left.search_.end;
    }

   private:
    Iterator first_;
    Iterator at_;
    Search search_;
    std::size_t left_;
  };

  constexpr owned_records(const Iterator& first, const Search& search, std::size_t most)
      : first_(first), search_(search), most_(most) {}

  [[nodiscard]] constexpr owned_records first(std::size_t most) const {
    return {first_, search_, most < most_ ? most : most_};
  }
  [[nodiscard]] constexpr std::size_t size() const {
    std::size_t count = 0;
    for (iterator at = begin(); at != end(); ++at) ++count;
    return count;
  }
  [[nodiscard]] constexpr iterator begin() const { return {first_, search_, most_}; }
  [[nodiscard]] constexpr sentinel end() const { return {}; }

 private:
  Iterator first_;
  Search search_;
  std::size_t most_;
};

template <class Owner, class Tokens>
struct owner_and_tokens {
  Owner owner;
  Tokens tokens;
};

template <class Iterator, class Sentinel, class Question>
class owner_groups {
  using search = owner_search<Iterator, Sentinel, Question>;
  using owner = decltype(std::declval<const Question&>().owner_of(*std::declval<const Iterator&>()));

 public:
  struct sentinel {};
  class iterator {
   public:
    using value_type = owner_and_tokens<owner, owned_records<Iterator, search>>;
    using difference_type = std::ptrdiff_t;

    constexpr iterator() = default;
    constexpr iterator(const Iterator& at, const search& records) : at_(at), records_(records) {}

    [[nodiscard]] constexpr value_type operator*() const {
      return {records_.question.owner_of(*at_), {at_, records_, static_cast<std::size_t>(-1)}};
    }
    constexpr iterator& operator++() {
      const Iterator first = at_;
      while (at_ != records_.end && records_.same_owner(first, at_)) ++at_;
      at_ = records_.next(at_);
      return *this;
    }
    constexpr iterator operator++(int) {
      const iterator before = *this;
      ++*this;
      return before;
    }
    friend constexpr bool operator==(const iterator& left, const iterator& right) { return left.at_ == right.at_; }
    friend constexpr bool operator==(const iterator& left, const sentinel&) { return left.at_ == left.records_.end; }

   private:
    Iterator at_;
    search records_;
  };

  constexpr owner_groups(const Iterator& first, const Sentinel& end, const Question& question)
      : first_(first), records_{end, question} {}

  [[nodiscard]] constexpr iterator begin() const { return {records_.next(first_), records_}; }
  [[nodiscard]] constexpr sentinel end() const { return {}; }
  [[nodiscard]] constexpr bool empty() const { return begin() == end(); }

 private:
  Iterator first_;
  search records_;
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/lifecycle/notice.hpp
#ifndef JETON_LIFECYCLE_NOTICE_HPP
#define JETON_LIFECYCLE_NOTICE_HPP

/// Who is told that a token dies, and when. A server looks once a day; each kind of notice goes out once for each
/// token, in one message to each owner.
///
///     for (auto [owner, tokens] : notices_due(records, expiring, now)) {
///       mail(owner, tokens.first(100));
///       for (auto& token : tokens) token.notices_sent = expiring.sent_after(token.notices_sent);
///     }
namespace jeton { inline namespace v0 {

namespace detail {

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
    return day{min_day};
  }
}

}  // namespace detail

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

/// Why a token gets no more notice of a kind.
enum class notice_fault : unsigned char {
  never,   ///< the token never expires, or no such notice is ever sent
  passed,  ///< the last run that would send it has been
};

[[nodiscard]] constexpr std::string_view describe(notice_fault fault) {
  switch (fault) {
    case notice_fault::never:
      return "no notice of this kind is ever sent";
    case notice_fault::passed:
      return "too late for a notice of this kind";
  }
  return "unknown fault";
}

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

// jeton/lifecycle/notify.hpp
#ifndef JETON_LIFECYCLE_NOTIFY_HPP
#define JETON_LIFECYCLE_NOTIFY_HPP

namespace jeton { inline namespace v0 {

/// The message that one owner gets about tokens.
template <class Record>
struct owner_notice {
  user_id owner = user_id::none;
  std::span<const Record> listed{};  ///< those whose names it lists, at most 100, in the order of their ids
  std::size_t total = 0;             ///< all that it is about
  digest<32> about{};    ///< of all of them: equal for the same tokens, else different. SHA-256 over the id, the day of
                         ///<   the expiry and `created` of each, eight bytes each, the greatest first
  std::size_t late = 0;  ///< those that an earlier run should have told of; see notice::missed
  maybe<day> late_since{};  ///< the day of the first such run; none if `late` is 0
};

/// What a run has done.
struct notified {
  std::size_t owners = 0;    ///< that a message was sent to
  std::size_t tokens = 0;    ///< that they were about
  std::size_t failed = 0;    ///< owners whose message was not sent; the next run tries again
  std::size_t unmarked = 0;  ///< owners to whom one was sent that could not be noted; the next run sends it again
};

namespace detail {

/// What a message is made of, row by row.
template <class Record>
class gathered_rows {
 public:
  template <class Now>
  constexpr void add(const Record& row, const notice& kind, const Now& now) {
    owner_ = row.owner;
    if (total_ < most) listed_[total_] = row;
    ++total_;
    const auto dead = row.expires.first_dead_day();
    add_number(static_cast<std::int64_t>(row.id));
    add_number(dead ? dead->count : 0);
    add_number(row.created.count);
    const maybe<day> missed = kind.missed(row, now);
    if (!missed) return;
    ++late_;
    if (!late_since_ || *missed < *late_since_) late_since_ = missed;
  }
  [[nodiscard]] constexpr bool empty() const { return total_ == 0; }
  [[nodiscard]] constexpr user_id owner() const { return owner_; }
  [[nodiscard]] constexpr std::size_t total() const { return total_; }
  /// The message. It refers to this; nothing can be added any more.
  [[nodiscard]] constexpr owner_notice<Record> finish() {
    const std::size_t listed = total_ < most ? total_ : most;
    return {owner_, std::span<const Record>{listed_, listed}, total_, hash_.finish(), late_, late_since_};
  }

 private:
  static constexpr std::size_t most = 100;

  constexpr void add_number(std::int64_t number) {
    unsigned char bytes[8]{};
    for (int i = 0; i < 8; ++i)
      bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (56 - 8 * i));
    hash_.update(std::span<const unsigned char, 8>{bytes});
  }

  Record listed_[most]{};
  user_id owner_ = user_id::none;
  std::size_t total_ = 0;
  sha256_hasher hash_;
  std::size_t late_ = 0;
  maybe<day> late_since_{};
};

/// Notes that a message was sent about an owner's tokens up to one.
template <class Rows, class Now>
constexpr result<void, store_fault> mark_due(Rows& rows, user_id owner, token_id last, const notice& kind,
                                             const Now& now) {
  row_range range{owner, token_id::none};
  for (std::size_t found = rows_at_once; found == rows_at_once;) {
    typename Rows::record due[rows_at_once]{};
    found = 0;
    const auto visited = rows.visit(range, [&](const auto& row) {
      if (row.id > last) return false;
      range.after = row.id;
      if (kind.due(row, now)) due[found++] = row;
      return found < rows_at_once;
    });
    if (!visited) return visited.error();
    for (std::size_t i = 0; i < found; ++i) {
      due[i].notices_sent = kind.sent_after(due[i].notices_sent);
      const auto written = write_back(rows, due[i]);
      if (!written) return written.error();
    }
  }
  return std::in_place;
}

}  // namespace detail

/// One run of a notice over a store: calls `send(message)`, an owner_notice, for each owner who has tokens that it is
/// due for, and notes that it was sent. First the message, then the note: where the run breaks between them, a message
/// comes twice, never not at all. `send` returns whether the message is out of its hands; if not, nothing is noted and
/// the next owner is served. Meanwhile no transaction is open. A note that the store refuses is counted; one that it
/// cannot write ends the run. Each row is read once, and for each owner who gets a message one row and his own again.
template <token_store Store, utc_time_point Now, class Send>
constexpr result<notified, store_fault> notify(Store& store, const notice& kind, const Now& now, Send&& send) {
  using record = typename Store::record;
  notified done;
  row_range range{.owner = user_id::none, .onward = true};
  for (;;) {
    detail::gathered_rows<record> found;
    const auto visited = store.visit(range, [&](const auto& row) {
      if (!found.empty() && row.owner != found.owner()) return false;
      range.owner = row.owner;
      range.after = row.id;
      if (kind.due(row, now)) found.add(row, kind, now);
      return true;
    });
    if (!visited) return visited.error();
    if (found.empty()) return done;

    const auto leave_owner = [&](std::size_t& count) {
      ++count;
      range.after = token_id{INT64_MAX};
    };
    if (!send(found.finish())) {
      leave_owner(done.failed);
      continue;
    }
    const auto marked = detail::transact<result<void, store_fault>>(store, store_fault::unavailable, [&](auto& rows) {
      return detail::mark_due(rows, range.owner, range.after, kind, now);
    });
    if (!marked && marked.error() == store_fault::unavailable) return marked.error();
    if (!marked) {
      leave_owner(done.unmarked);
      continue;
    }
    ++done.owners;
    done.tokens += found.total();
  }
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/revoke.hpp
#ifndef JETON_LIFECYCLE_REVOKE_HPP
#define JETON_LIFECYCLE_REVOKE_HPP

namespace jeton { inline namespace v0 {

/// Revokes a token at once and for ever. Of one that is revoked already nothing changes, also not the time when that
/// happened; that is no error.
template <token_store Store, utc_time_point Now>
constexpr result<void, store_fault> revoke(Store& store, token_id id, const Now& now) {
  using outcome = result<void, store_fault>;
  return detail::transact<outcome>(store, store_fault::unavailable, [&](auto& rows) -> outcome {
    auto row = rows.find(id);
    if (!row) return row.error();
    if (row->revoked) return std::in_place;
    return detail::revoke_row(rows, *row, now);
  });
}

namespace detail {

/// Whether a row comes from `ancestor` by rotations. Links lead to smaller ids; one that does not is none.
template <class Rows>
constexpr result<bool, store_fault> descends_from(Rows& rows, token_id previous, token_id ancestor) {
  while (previous > ancestor) {
    const auto row = rows.find(previous);
    if (!row && row.error() == store_fault::absent) return false;
    if (!row) return row.error();
    if (row->previous >= previous) return false;
    previous = row->previous;
  }
  return previous == ancestor;
}

/// Revokes the active descendants of a row: how many there were.
template <class Rows, class Now>
constexpr result<std::size_t, store_fault> revoke_descendants(Rows& rows, token_id ancestor, user_id owner,
                                                              const Now& now) {
  std::size_t count = 0;
  row_range range{owner, ancestor};  // who descends is younger
  for (std::size_t found = rows_at_once; found == rows_at_once;) {
    typename Rows::record candidates[rows_at_once]{};
    found = 0;
    const auto visited = rows.visit(range, [&](const auto& row) {
      range.after = row.id;
      if (row.previous != token_id::none && row.active(now)) candidates[found++] = row;
      return found < rows_at_once;
    });
    if (!visited) return visited.error();
    for (std::size_t i = 0; i < found; ++i) {
      const auto descends = descends_from(rows, candidates[i].previous, ancestor);
      if (!descends) return descends.error();
      if (!*descends) continue;
      const auto written = revoke_row(rows, candidates[i], now);
      if (!written) return written.error();
      ++count;
    }
  }
  return count;
}

}  // namespace detail

/// Revokes the active tokens that come from this one by rotations, and none of those that it comes from or that share
/// an ancestor with it: how many there were. The token is named by its id or its digest. To be called when a revoked
/// token is presented for a rotation, which shows that it was stolen, or its successor was. The time grows with the
/// tokens of its owner and the rotations between.
template <token_store Store, class Key, utc_time_point Now>
  requires std::same_as<Key, token_id> || std::same_as<Key, digest<32>>
constexpr result<std::size_t, store_fault> revoke_descendants(Store& store, const Key& of, const Now& now) {
  using outcome = result<std::size_t, store_fault>;
  return detail::transact<outcome>(store, store_fault::unavailable, [&](auto& rows) -> outcome {
    const auto row = rows.find(of);
    if (!row) return row.error();
    return detail::revoke_descendants(rows, row->id, row->owner, now);
  });
}

/// Revokes all tokens that live longer than a policy allows, as it says what is swept, and calls `revoked(record)` with
/// each, so that its owner is told. How many there were. Some at a time: what was revoked when the store fails stays
/// revoked, was told, and the next run does the rest.
template <token_store Store, utc_time_point Now, class Revoked>
constexpr result<std::size_t, store_fault> sweep(Store& store, const lifetime_policy& policy, const Now& now,
                                                 Revoked&& revoked) {
  using outcome = result<std::size_t, store_fault>;
  std::size_t count = 0;
  row_range range{user_id::every, token_id::none};
  for (std::size_t found = detail::rows_at_once; found == detail::rows_at_once;) {
    typename Store::record batch[detail::rows_at_once]{};
    const auto swept = detail::transact<outcome>(store, store_fault::unavailable, [&](auto& rows) -> outcome {
      found = 0;
      const auto visited = rows.visit(range, [&](const auto& row) {
        range.after = row.id;
        if (!row.revoked && policy.must_revoke(row.expires, now)) batch[found++] = row;
        return found < detail::rows_at_once;
      });
      if (!visited) return visited.error();
      for (std::size_t i = 0; i < found; ++i) {
        const auto written = detail::revoke_row(rows, batch[i], now);
        if (!written) return written.error();
      }
      return found;
    });
    if (!swept) return swept.error();
    for (std::size_t i = 0; i < found; ++i) revoked(std::as_const(batch[i]));
    count += found;
  }
  return count;
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/rotate.hpp
#ifndef JETON_LIFECYCLE_ROTATE_HPP
#define JETON_LIFECYCLE_ROTATE_HPP

namespace jeton { inline namespace v0 {

/// Why a token was not rotated, in the order of the checks. The old token lives on.
enum class rotate_fault : unsigned char {
  unknown,          ///< there is no such token
  revoked,          ///< it is revoked already, perhaps by another rotation a moment ago
  scopes,           ///< it has none, so that its successor could do nothing
  expiry_missing,   ///< the policy requires one
  expiry_passed,    ///< the new token would be dead on arrival
  expiry_too_late,  ///< after the last day that the policy admits, or beyond the calendar
  random,           ///< the source of randomness failed, or gave the same token again
  unavailable,      ///< the store cannot answer
};

[[nodiscard]] constexpr std::string_view describe(rotate_fault fault) {
  switch (fault) {
    case rotate_fault::unknown:
      return "there is no such token";
    case rotate_fault::revoked:
      return "the token is revoked already";
    case rotate_fault::scopes:
      return "the token has no scope";
    case rotate_fault::expiry_missing:
      return "a token must expire";
    case rotate_fault::expiry_passed:
      return "this expiry has passed";
    case rotate_fault::expiry_too_late:
      return "this expiry is too late";
    case rotate_fault::random:
      return "the source of randomness failed";
    case rotate_fault::unavailable:
      return "the store cannot answer";
  }
  return "unknown fault";
}

/// When the successor of a token expires. Default-constructed: after a week.
class renewal {
 public:
  constexpr renewal() = default;

  /// At this time.
  [[nodiscard]] static constexpr renewal until(const expiry& expires) {
    renewal made;
    made.rule_ = rule::given;
    made.given_ = expires;
    return made;
  }
  /// Seven days after today, or on the last day that the policy admits if that is earlier; never, where no expiry is
  /// required.
  [[nodiscard]] static constexpr renewal one_week() { return {}; }
  /// As many days after today as the old one expired after the day of its creation. One that never expires has a
  /// successor that never does, where the policy admits it.
  [[nodiscard]] static constexpr renewal same_lifetime() {
    renewal made;
    made.rule_ = rule::same;
    return made;
  }

  /// The same, also where the new token is dead on arrival, as GitLab has it.
  [[nodiscard]] constexpr renewal even_if_passed() const {
    renewal changed = *this;
    changed.even_if_passed_ = true;
    return changed;
  }

  /// The expiry of the successor of `old`.
  template <class Record, utc_time_point Now>
  [[nodiscard]] constexpr result<expiry, rotate_fault> expiry_after(const Record& old, const lifetime_policy& policy,
                                                                    const Now& now) const {
    const auto wanted = wanted_after(old, policy, now);
    if (!wanted) return wanted;
    const auto judged = detail::judge_expiry(*wanted, even_if_passed_, policy, now);
    if (judged) return *judged;
    return judged.error() == issue_fault::expiry_missing  ? rotate_fault::expiry_missing
           : judged.error() == issue_fault::expiry_passed ? rotate_fault::expiry_passed
                                                          : rotate_fault::expiry_too_late;
  }

 private:
  enum class rule : unsigned char { week, given, same };

  template <class Now>
  static constexpr result<expiry, rotate_fault> in_days(std::int64_t days, const Now& now) {
    if (days > INT32_MAX || days < INT32_MIN) return rotate_fault::expiry_too_late;
    const auto expires = expiry::in_days(static_cast<std::int32_t>(days), now);
    if (!expires) return rotate_fault::expiry_too_late;
    return *expires;
  }

  template <class Record, class Now>
  constexpr result<expiry, rotate_fault> wanted_after(const Record& old, const lifetime_policy& policy,
                                                      const Now& now) const {
    if (rule_ == rule::given) return given_;
    if (rule_ == rule::same) {
      const auto days = old.expires.days_left(old.created);
      if (!days) return expiry::never();
      return in_days(*days, now);
    }
    if (!policy.requires_expiry()) return expiry::never();
    const auto week = in_days(7, now);
    const auto limit = policy.default_expiry(now);
    return week && limit && *limit < *week ? in_days(*limit->days_left(now), now) : week;
  }

  rule rule_ = rule::week;
  bool even_if_passed_ = false;
  expiry given_{};
};

namespace detail {

constexpr rotate_fault as_rotate_fault(store_fault fault) {
  return fault == store_fault::absent ? rotate_fault::unknown : rotate_fault::unavailable;
}
/// What a rotation wrote, or that the fresh token is there already.
struct rotated_row {
  token_id id = token_id::none;
  expiry expires{};
  bool is_duplicate = false;
};

}  // namespace detail

/// The row with which a rotation would replace a token, but for its id and its digest, or why the token would not be
/// rotated; for whoever says so before it is done. Its texts are views of the old one's.
template <class Record, utc_time_point Now>
[[nodiscard]] constexpr result<token_record<typename Record::vocabulary>, rotate_fault> successor_of(
    const Record& old, const renewal& when, const lifetime_policy& policy, const Now& now) {
  if (old.revoked) return rotate_fault::revoked;
  if (old.scopes.empty() && std::string_view{old.unknown_scopes}.empty()) return rotate_fault::scopes;
  const auto expires = when.expiry_after(old, policy, now);
  if (!expires) return expires.error();
  auto next = old.template as<std::string_view>();
  next.id = token_id::none;
  next.digest = {};
  next.expires = *expires;
  next.created = next.updated = {detail::floor_seconds_of(now).seconds};
  next.last_used = {};
  next.previous = old.id;
  next.notices_sent = 0;
  return next;
}

namespace detail {

/// Replaces a row by one with a fresh digest.
template <class Rows, class Now>
constexpr result<rotated_row, rotate_fault> rotate_row(Rows& rows, typename Rows::record& old, const digest<32>& fresh,
                                                       const renewal& when, const lifetime_policy& policy,
                                                       const Now& now) {
  auto next = successor_of(old, when, policy, now);
  if (!next) return next.error();
  const auto written = revoke_row(rows, old, now);
  if (!written) return as_rotate_fault(written.error());
  next->digest = fresh;
  const auto id = rows.insert(*next);
  if (!id && id.error() != store_fault::duplicate) return rotate_fault::unavailable;
  return rotated_row{id ? *id : token_id::none, next->expires, !id};
}

}  // namespace detail

/// The same as `rotate` with a token that `make()` makes: where a format has a prefix known at
/// run time or given fields, `[&] { return generate(format, source); }`.
template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr auto rotate_to(Store& store, Make&& make, token_id id, const renewal& when,
                                       const lifetime_policy& policy, const Now& now, const Digester& digester = {}) {
  using issued = issued_token<detail::made_secret<Make>::capacity()>;
  using outcome = result<issued, rotate_fault>;
  for (int i = 0; i < detail::max_tries; ++i) {
    auto made = make();
    if (!made) break;
    const digest<32> fresh = digester.digest_of(made->expose(), 0);
    result<detail::rotated_row, rotate_fault> rotated{rotate_fault::unavailable};
    const bool was_kept = store.transact([&](auto& rows) {
      auto old = rows.find(id);
      rotated = old ? detail::rotate_row(rows, *old, fresh, when, policy, now) : detail::as_rotate_fault(old.error());
      return rotated && !rotated->is_duplicate;
    });
    if (!rotated) return outcome{rotated.error()};
    if (rotated->is_duplicate) continue;
    if (!was_kept) return outcome{rotate_fault::unavailable};
    return outcome{issued{*std::move(made), rotated->id, rotated->expires}};
  }
  return outcome{rotate_fault::random};
}

/// Replaces a token by a fresh one of format F, in one transaction: the old one is dead at once, and of two rotations
/// of the same token one succeeds. The new one has the same owner, kind, name, description and scopes, says which one
/// it replaces, and was never used. A revoked token is refused; an expired one is not, since whoever may rotate it has
/// shown another one that is alive.
template <class F, token_store Store, utc_time_point Now, random_source Source = os_random,
          token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<issued_token<F::max_size>, rotate_fault> rotate(Store& store, token_id id,
                                                                               const renewal& when,
                                                                               const lifetime_policy& policy,
                                                                               const Now& now, Source&& source = {},
                                                                               const Digester& digester = {}) {
  return rotate_to(store, [&] { return generate<F>(source); }, id, when, policy, now, digester);
}

}}  // namespace jeton::v0

#endif

// jeton/lifecycle/use.hpp
#ifndef JETON_LIFECYCLE_USE_HPP
#define JETON_LIFECYCLE_USE_HPP

namespace jeton { inline namespace v0 {

/// What became of the note that a token was used.
enum class use_note : unsigned char {
  not_due,  ///< there is one that is young enough
  written,
  failed,  ///< the store did not take it, or was busy: the next use tries again
};

inline constexpr std::int64_t ten_minutes = 600;  ///< seconds between two notes, unless said otherwise

/// Whether a use is to be noted: the last note is at least `interval` seconds old, or there is none.
template <utc_time_point Now>
[[nodiscard]] constexpr bool use_is_due(const maybe<unix_seconds>& last_used, const Now& now,
                                        std::int64_t interval = ten_minutes) {
  if (!last_used) return true;
  const std::int64_t seconds = detail::floor_seconds_of(now).seconds;
  return seconds >= detail::least_ticks + interval && last_used->count <= seconds - interval;
}

/// Notes that the token of a row, as it was found for the decision, is used now. To be called for a token that is
/// alive, before its scopes are looked at: who asks for too much uses it too. Reads and writes nothing if no note is
/// due, and waits for no other transaction where the store has `try_transact`. What comes back is for statistics: it
/// changes no decision, and neither does a store that fails.
template <token_store Store, utc_time_point Now>
constexpr use_note note_use(Store& store, const typename Store::record& found, const Now& now,
                            std::int64_t interval = ten_minutes) {
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

// jeton/lifecycle.hpp
#ifndef JETON_LIFECYCLE_HPP
#define JETON_LIFECYCLE_HPP

/// The life of a token, on any jeton::token_store: the table of contents. Clock, store and randomness are arguments;
/// with a constexpr store all of it runs in a static_assert. A store in memory: <jeton/memory_store.hpp>.

// vocabulary

// the token

// its life

#endif
