// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_EXPIRY_HPP
#define JETON_COMMAND_EXPIRY_HPP

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <jeton/gitlab/lifetime.hpp>
#include <jeton/gitlab/notice.hpp>
#include <jeton/lifecycle/lifetime.hpp>
#include <jeton/time/daily_time.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

#include "escaped.hpp"
#include "failure.hpp"
#include "formats.hpp"
#include "output.hpp"
#include "terminal.hpp"
#include "verdicts.hpp"

namespace jeton_command {

/// What is asked about an expiry, as it is written.
struct expiry_question {
  std::optional<std::string> date{};
  std::optional<std::string> in_days{};
  std::optional<std::string> now{};
  std::optional<std::string> max_days{};
};

/// The word for a fault in the output of the command.
inline std::string_view word_of(jeton::date_fault fault) {
  switch (fault) {
    case jeton::date_fault::length:
      return "length";
    case jeton::date_fault::format:
      return "format";
    case jeton::date_fault::year:
      return "year";
    case jeton::date_fault::month:
      return "month";
    case jeton::date_fault::day:
      return "day";
    case jeton::date_fault::time:
      return "time";
    case jeton::date_fault::offset:
      return "offset";
    case jeton::date_fault::leap_second:
      return "leap-second";
  }
  return "unknown";
}

namespace detail {

/// Whether a day has a text: those of the years 1 to 9999.
inline bool is_written(jeton::day day) {
  const auto date = jeton::expiry::on(day);
  return date && date->to_text();
}

/// YYYY-MM-DD; of another day, that it cannot be written.
inline std::string day_text(jeton::day day) {
  return is_written(day) ? std::string{jeton::expiry::on(day)->to_text()->view()}
                         : "a time outside of the years 1 to 9999";
}

/// As RFC 3339 has it, in UTC; only instants of the years 1 to 9999 have a text.
inline std::string instant_text(jeton::unix_seconds instant) {
  const jeton::day day = jeton::day_of(instant);
  std::string text = day_text(day);
  if (!is_written(day)) return text;
  const std::int64_t rest = instant.count - std::int64_t{day.count} * 86400;
  text += 'T';
  for (const std::int64_t part : {rest / 3600, rest / 60 % 60, rest % 60}) {
    text += {static_cast<char>('0' + part / 10), static_cast<char>('0' + part % 10), ':'};
  }
  text.back() = 'Z';
  return text;
}

inline bool is_timestamp(std::string_view text) {
  constexpr std::size_t date_size = 10;
  return text.size() > date_size + 1 && std::string_view{"Tt "}.find(text[date_size]) != std::string_view::npos;
}

/// The instant of a date or of a timestamp of RFC 3339, a fraction of a second and a leap second cut off.
inline jeton::result<jeton::unix_seconds, jeton::date_error> read_instant(std::string_view text) {
  if (!is_timestamp(text)) {
    const auto date = jeton::expiry::parse(text);
    if (!date) return date.error();
    return *date->instant<jeton::unix_seconds>();
  }
  if (const auto good = jeton::expiry::parse_timestamp(text); !good) return good.error();
  const auto number = [&](std::size_t at) { return std::int64_t{(text[at] - '0') * 10 + text[at + 1] - '0'}; };
  const auto date = jeton::expiry::parse(text.substr(0, 10));
  jeton::unix_seconds instant = *date->instant<jeton::unix_seconds>();
  instant.count += number(11) * 3600 + number(14) * 60 + std::min(number(17), std::int64_t{59});
  if (const std::size_t sign = text.size() - 6; text[sign] == '+' || text[sign] == '-') {
    const std::int64_t ahead = number(sign + 1) * 3600 + number(sign + 4) * 60;
    instant.count += text[sign] == '+' ? -ahead : ahead;
  }
  return instant;
}

inline jeton::unix_seconds now_of(const expiry_question& asked) {
  if (!asked.now) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::floor<std::chrono::seconds>(now).count()};
  }
  const auto now = read_instant(*asked.now);
  if (now) return *now;
  throw failure{"--now takes a date or a timestamp such as 2026-11-25T10:00:00Z: " +
                std::string{describe(now.error())} + " (position " + std::to_string(now.error().position()) + ")"};
}

inline std::int32_t days_of(const std::string& text, std::int32_t least, std::int32_t most, const char* complaint) {
  std::int32_t days = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, days);
  if (error != std::errc{} || stopped != end || days < least || days > most) throw failure{complaint};
  return days;
}

inline jeton::result<jeton::expiry, jeton::date_error> expiry_of(const expiry_question& asked,
                                                                 jeton::unix_seconds now) {
  if (asked.date && asked.in_days) throw failure{"DATE and --in-days are two answers to one question"};
  if (asked.in_days) {
    constexpr const char* complaint = "--in-days takes a number of days that ends before the year 10000";
    const auto made = jeton::expiry::in_days(days_of(*asked.in_days, 0, 3652059, complaint), now);
    if (!made || !made->to_text()) throw failure{complaint};
    return *made;
  }
  if (!asked.date) throw failure{"a DATE is needed, or --in-days"};
  if (*asked.date == "never") return jeton::expiry::never();
  return is_timestamp(*asked.date) ? jeton::expiry::parse_timestamp(*asked.date) : jeton::expiry::parse(*asked.date);
}

/// The limit of `--max-days`, and what it says.
struct limit_answer {
  jeton::day last;
  jeton::result<void, jeton::lifetime_fault> admitted;
};
inline std::optional<limit_answer> limit_of(const expiry_question& asked, const jeton::expiry& expires,
                                            jeton::unix_seconds now) {
  if (!asked.max_days) return std::nullopt;
  constexpr std::int32_t most = jeton::gitlab::buffered_longest_lifetime;
  const std::int32_t days = days_of(*asked.max_days, 1, most, "--max-days takes a number of days from 1 to 400");
  const auto policy = jeton::lifetime_policy::at_most(days, most);
  return limit_answer{*policy->last_admissible_day(now), policy->admit(expires, now)};
}

/// A mail of GitLab's about a token.
struct mail {
  std::string_view name;
  std::string_view about;
  std::string_view since;
  std::string_view subject;
  jeton::notice kind;
};
inline constexpr mail mails[] = {
    {"sixty_days", "expires in 60 days or less", "17.7", jeton::gitlab::sixty_days_subject, jeton::gitlab::sixty_days},
    {"thirty_days", "expires in 30 days or less", "17.7", jeton::gitlab::thirty_days_subject,
     jeton::gitlab::thirty_days},
    {"seven_days", "expires in 7 days or less", "12.6", jeton::gitlab::seven_days_subject, jeton::gitlab::seven_days},
    {"expired", "has expired", "13.3", jeton::gitlab::expired_subject, jeton::gitlab::expired},
};

inline std::string days_text(std::int64_t days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

inline void show_expiry(output& out, const jeton::expiry& expires, jeton::unix_seconds now, const painter& paint) {
  const auto dead_from = expires.instant<jeton::unix_seconds>();
  if (!dead_from) {
    out << paint("live, never expires", style::green) << "\n";
  } else if (const std::int64_t left = *expires.days_left(now); left > 0) {
    out << paint("live, " + days_text(left) + " left", style::green) << "\n";
  } else {
    out << paint(left == 0 ? "dead since today" : "dead for " + days_text(-left), style::red) << "\n";
  }
  if (dead_from) {
    out << "  expires at       " << instant_text(*dead_from) << "\n";
    out << "  last day alive   " << day_text(*expires.first_dead_day() - 1) << "\n";
  }
  out << "  now              " << instant_text(now) << "\n";
}

inline void show_limit(output& out, const limit_answer& limit, const painter& paint) {
  out << "  last admissible  " << day_text(limit.last);
  if (!limit.admitted) out << ", " << paint("refused: " + std::string{describe(limit.admitted.error())}, style::red);
  out << "\n";
}

inline void show_mails(output& out, const jeton::expiry& expires, jeton::unix_seconds now, const painter& paint) {
  out << "\n  " << padded("GITLAB'S MAIL", 26) << "  SINCE  NEXT SENT AT\n";
  for (const mail& one : mails) {
    const auto at = one.kind.next_for(expires, now);
    out << "  " << padded(one.about, 26) << "  " << padded(one.since, 5) << "  "
        << (at ? instant_text(*at) : paint("too late", style::faint)) << "\n";
  }
}

inline json expiry_json(const expiry_question& asked, const jeton::expiry& expires, jeton::unix_seconds now) {
  json made{{"valid", true}, {"never", expires.is_never()}};
  const auto dead_from = expires.instant<jeton::unix_seconds>();
  made["date"] = dead_from ? json(day_text(*expires.first_dead_day())) : json(nullptr);
  made["expires_at"] = dead_from ? json(instant_text(*dead_from)) : json(nullptr);
  const bool is_rounded = asked.date && is_timestamp(*asked.date);
  made["rounded_down_from"] = is_rounded ? json(instant_text(*read_instant(*asked.date))) : json(nullptr);
  made["now"] = instant_text(now);
  made["live"] = !expires.passed(now);
  made["days_left"] = dead_from ? json(*expires.days_left(now)) : json(nullptr);
  return made;
}

inline json mails_json(const jeton::expiry& expires, jeton::unix_seconds now) {
  json all = json::array();
  for (const mail& one : mails) {
    const auto at = one.kind.next_for(expires, now);
    all.push_back({{"kind", one.name},
                   {"subject", one.subject},
                   {"since", one.since},
                   {"next_at", at ? json(instant_text(*at)) : json(nullptr)}});
  }
  return all;
}

}  // namespace detail

/// `jeton expiry`: until when a date lets a token live, and when its owner is told. Refused is what is no date, a dead
/// token, and what a limit does not admit.
inline exit_status explain_expiry(output& out, const expiry_question& asked, bool as_json, bool coloured) {
  const painter paint{coloured};
  const jeton::unix_seconds now = detail::now_of(asked);
  const auto expires = detail::expiry_of(asked, now);
  if (!expires) {
    const jeton::date_error& why = expires.error();
    if (as_json) {
      out << one_line({{"valid", false},
                       {"reason", word_of(why.reason())},
                       {"position", why.position()},
                       {"description", describe(why)}});
    } else {
      out << paint("invalid " + std::string{word_of(why.reason())} + " at " + std::to_string(why.position()),
                   style::red)
          << ", " << describe(why) << "\n";
      draw_fault(out, *asked.date, why.position(), paint);
    }
    return some_invalid;
  }
  const auto limit = detail::limit_of(asked, *expires, now);
  const bool is_good = !expires->passed(now) && (!limit || limit->admitted);
  if (as_json) {
    json made = detail::expiry_json(asked, *expires, now);
    if (limit) {
      made["last_admissible"] = detail::day_text(limit->last);
      made["admitted"] = limit->admitted.has_value();
    }
    made["gitlab_mails"] = detail::mails_json(*expires, now);
    out << one_line(made);
  } else {
    detail::show_expiry(out, *expires, now, paint);
    if (asked.date && detail::is_timestamp(*asked.date)) {
      out << "  rounded down     from " << detail::instant_text(*detail::read_instant(*asked.date)) << "\n";
    }
    if (limit) detail::show_limit(out, *limit, paint);
    if (!expires->is_never()) detail::show_mails(out, *expires, now, paint);
  }
  return is_good ? all_valid : some_invalid;
}

}  // namespace jeton_command

#endif
