// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_TOKEN_LOOK_HPP
#define JETON_COMMAND_TOKEN_LOOK_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalogue.hpp"

namespace jeton_command {

/// Says whether a text looks as if a token stood in it, whole or with its first or last character cut off. It looks so
/// if one of these is anywhere in it:
///   - a known prefix, or a separator of 8 or more characters that a format has, with 8 or more characters behind it
///     that such a token may have there; or a prefix without its first character, with 18 of them;
///   - 20 or more letters and digits in a row, with upper case, lower case and a digit;
///   - 20 or more letters, digits, `-` and `_` in a row, with all three, where lower case turns into upper case or a
///     digit into a letter four times or more, as in no words;
///   - 30 or more hexadecimal digits in a row: 32, of which the first and the last may be cut off.
/// Prefixes and what is behind them are compared without regard to case. A prefix of fewer than 5 characters, such as
/// the `sk-` in `task-scheduler`, counts where no letter or digit is before it, or 18 letters and digits are behind it.
/// Names of scopes, dates, UUIDs and e-mail addresses do not look so. A token that a person chose cannot be told from
/// words.
class token_look {
 public:
  /// Knows the formats of a list, and that of the tokens that `jeton pat` makes.
  explicit token_look(const format_list& list) {
    for (const format_entry& format : list.formats) {
      const std::string body = body_of(format);
      for (const format_part& part : format.parts) {
        const bool is_prefix = part.kind == jeton::part_kind::prefix;
        const std::size_t least = is_prefix ? least_prefix : least_separator;
        if (part.text.size() >= least) marks_.push_back({lower(part.text), body, is_prefix});
      }
    }
    marks_.push_back({"jeton_pat_", std::string{alphanumeric}, true});
  }

  [[nodiscard]] bool found_in(std::string_view text) const {
    const std::string folded = lower(text);
    return std::any_of(marks_.begin(), marks_.end(), [&](const mark& one) { return one.found_in(folded); }) ||
           has_run(text, is_alphanumeric, [](std::string_view run) { return run.size() >= 20 && is_mixed(run); }) ||
           has_run(text, is_base64url, looks_random) ||
           has_run(text, is_hex, [](std::string_view run) { return run.size() >= 30; });
  }

 private:
  static constexpr std::size_t least_prefix = 3;
  static constexpr std::size_t least_separator = 8;
  static constexpr std::string_view alphanumeric = "0123456789abcdefghijklmnopqrstuvwxyz";

  static constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
  static constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
  static constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static constexpr bool is_alphanumeric(char c) { return is_upper(c) || is_lower(c) || is_digit(c); }
  static constexpr bool is_base64url(char c) { return is_alphanumeric(c) || c == '-' || c == '_'; }
  static constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

  static std::string lower(std::string_view text) {
    std::string made{text};
    for (char& c : made) c = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    return made;
  }

  /// A text that all tokens of a format have, and the characters that may stand behind it, in lower case.
  struct mark {
    std::string text;
    std::string body;
    bool is_prefix;

    [[nodiscard]] bool found_in(std::string_view folded) const {
      const bool is_short = is_prefix && text.size() < 5;
      const std::string_view behind = is_short ? alphanumeric : std::string_view{body};
      return stands_in(folded, text, body, 8, is_short) ||
             (is_prefix && (stands_in(folded, text, behind, 18, false) ||
                            stands_in(folded, std::string_view{text}.substr(1), behind, 18, true)));
    }
  };

  /// Whether `least` of the characters of `body` stand behind `what`, which may have to begin a word.
  static bool stands_in(std::string_view folded, std::string_view what, std::string_view body, std::size_t least,
                        bool begins_a_word) {
    for (std::size_t at = folded.find(what); at != std::string_view::npos; at = folded.find(what, at + 1)) {
      if (begins_a_word && at > 0 && is_alphanumeric(folded[at - 1])) continue;
      const std::string_view behind = folded.substr(at + what.size());
      if (std::min(behind.find_first_not_of(body), behind.size()) >= least) return true;
    }
    return false;
  }

  /// Every character that stands in tokens of a format behind its prefix.
  static std::string body_of(const format_entry& format) {
    std::string body;
    for (const format_part& part : format.parts) {
      if (part.kind != jeton::part_kind::prefix) body.append(lower(part.text)).append(lower(part.digits));
      if (part.kind == jeton::part_kind::checksum || part.kind == jeton::part_kind::length) {
        body += alphanumeric;
      }
    }
    return body;
  }

  /// Whether `judge` says yes to a row of characters that belong together, none of which could be longer.
  template <class Belongs, class Judge>
  static bool has_run(std::string_view text, Belongs belongs, Judge judge) {
    for (auto begin = text.begin(); begin != text.end();) {
      const auto end = std::find_if_not(begin, text.end(), belongs);
      if (judge(std::string_view{begin, end})) return true;
      begin = std::find_if(end, text.end(), belongs);
    }
    return false;
  }
  static bool is_mixed(std::string_view run) {
    return std::any_of(run.begin(), run.end(), is_upper) && std::any_of(run.begin(), run.end(), is_lower) &&
           std::any_of(run.begin(), run.end(), is_digit);
  }
  static bool looks_random(std::string_view run) {
    if (run.size() < 20 || !is_mixed(run)) return false;
    std::size_t changes = 0;
    for (std::size_t i = 1; i < run.size(); ++i) {
      const char before = run[i - 1];
      const char here = run[i];
      const bool is_change =
          (is_lower(before) && is_upper(here)) || (is_digit(before) && (is_upper(here) || is_lower(here)));
      changes += is_change ? 1 : 0;
    }
    return changes >= 4;
  }

  std::vector<mark> marks_;
};

}  // namespace jeton_command

#endif
