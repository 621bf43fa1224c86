// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_TIME_HPP
#define JETON_COMMAND_PAT_TIME_HPP

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

#include <jeton/core/maybe.hpp>
#include <jeton/time/expiry.hpp>

#include "../arguments.hpp"
#include "../escaped.hpp"
#include "../expiry.hpp"
#include "../failure.hpp"
#include "../output.hpp"

namespace jeton_command { namespace detail {

/// A positive number, or the end of the command. The text may be a token, so it is not shown.
inline std::int64_t number_of(const std::string& text, const std::string& complaint) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stopped != end || number < 1) throw failure{complaint};
  return number;
}
inline jeton::token_id id_of(const std::optional<std::string>& text) {
  if (!text) throw failure{"an ID is needed: the number of a token in the list"};
  return jeton::token_id{number_of(*text,
                                   "ID is the number of a token in the list (not shown here: it could be a "
                                   "token)\n" +
                                       std::string{tokens_are_no_arguments})};
}
inline jeton::user_id owner_of(const std::string& text) {
  return jeton::user_id{number_of(text, "--owner takes the number of a user, from 1")};
}

/// The instant or the day that an option of a list names.
inline jeton::maybe<jeton::unix_seconds> instant_of(const std::optional<std::string>& text, const char* option) {
  if (!text) return {};
  const auto instant = read_instant(*text);
  if (!instant) {
    throw failure{std::string{option} + " takes a date or a timestamp: " + std::string{describe(instant.error())}};
  }
  return *instant;
}
inline jeton::maybe<jeton::day> day_of_option(const std::optional<std::string>& text, const char* option) {
  if (!text) return {};
  const auto date = jeton::expiry::parse(*text);
  if (!date) throw failure{std::string{option} + " takes a date: " + std::string{describe(date.error())}};
  return *date->first_dead_day();
}

}}  // namespace jeton_command::detail

#endif
