// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_VERIFY_HPP
#define JETON_COMMAND_PAT_VERIFY_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <jeton/decision/verify.hpp>
#include <jeton/format/identify.hpp>
#include <jeton/lifecycle/digest_rewrite.hpp>
#include <jeton/lifecycle/use.hpp>

#include "../formats.hpp"
#include "../wiped_buffer.hpp"
#include "create.hpp"
#include "digester.hpp"
#include "request.hpp"
#include "row.hpp"
#include "store_file.hpp"

namespace jeton_command {

/// What `--need` asks: of each list one scope. Met by every set where nothing is asked.
struct asked_needs {
  std::vector<jeton::any_scope<pat_scopes::set>> lists;

  [[nodiscard]] bool met_by(const pat_scopes::set& held) const {
    return std::all_of(lists.begin(), lists.end(), [&](const auto& one) { return one.met_by(held); });
  }
};

namespace detail {

/// The steps of a decision, in their order.
struct decision_step {
  std::string_view name;
  bool is_passed = false;
  bool is_reached = false;
  std::string detail{};
};

/// Which step a reason for a denial belongs to.
inline std::size_t step_of(jeton::denial reason) {
  switch (reason) {
    case jeton::denial::malformed:
      return 0;
    case jeton::denial::mistyped:
      return 1;
    case jeton::denial::unknown:
    case jeton::denial::unavailable:
      return 2;
    case jeton::denial::revoked:
      return 3;
    case jeton::denial::expired:
      return 4;
    case jeton::denial::out_of_scope:
      return 5;
  }
  return 0;
}
inline std::string_view word_of(jeton::denial reason) {
  switch (reason) {
    case jeton::denial::malformed:
      return "malformed";
    case jeton::denial::mistyped:
      return "mistyped";
    case jeton::denial::unknown:
      return "unknown";
    case jeton::denial::unavailable:
      return "unavailable";
    case jeton::denial::revoked:
      return "revoked";
    case jeton::denial::expired:
      return "expired";
    case jeton::denial::out_of_scope:
      return "out_of_scope";
  }
  return "unknown";
}

inline asked_needs needs_of(const std::vector<std::string>& texts) {
  asked_needs needs;
  for (const std::string& text : texts) {
    const auto scopes = read_scope_list(text);
    if (!scopes)
      throw failure{"--need takes scopes: " + std::string{describe(scopes.error())} + scope_hint(text, scopes.error())};
    if (scopes->empty()) throw failure{"--need takes one scope at least"};
    needs.lists.push_back({*scopes});
  }
  return needs;
}

/// A decision and what it rests on.
struct decided {
  bool is_granted = false;
  jeton::denial reason{};  ///< if not
  pat_record row;          ///< if one was found
  jeton::use_note use{};   ///< what became of the note of the use
  bool is_noted = false;   ///< whether one was tried
  std::string shape;       ///< which format the text has, or why none
  std::string check;

  /// Everything was looked at before the step that denies, and nothing behind it.
  [[nodiscard]] std::vector<decision_step> steps(const asked_needs& needs, jeton::unix_seconds now) const {
    std::vector<decision_step> all{{"shape"}, {"check"}, {"look-up"}, {"revoked"}, {"expired"}, {"scopes"}};
    const std::size_t last = is_granted ? all.size() : step_of(reason);
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].is_reached = i <= last;
      all[i].is_passed = i < last;
      if (all[i].is_reached) all[i].detail = detail_of(i, needs, now);
    }
    return all;
  }

 private:
  [[nodiscard]] std::string detail_of(std::size_t step, const asked_needs& needs, jeton::unix_seconds now) const {
    switch (step) {
      case 0:
        return shape;
      case 1:
        return check;
      case 2:
        if (!is_granted && step_of(reason) == 2) return std::string{describe(reason)};
        return "token " + number_text(row.id) + " of user " + number_text(row.owner) + ", " + plain(row.name);
      case 3:
        return row.revoked ? "at " + instant_text(row.updated) : "no";
      case 4:
        return row.expires.is_never() ? "never" : expires_text(row.expires, now);
      default:
        return "has " + (row.scopes.empty() ? "none" : names_of<pat_scopes>(row.scopes)) + "; needs " +
               needed_text(needs);
    }
  }
  static std::string needed_text(const asked_needs& needs) {
    std::string text;
    for (const auto& one : needs.lists) {
      std::string list;
      for (const std::string_view name : one.scopes) list.append(list.empty() ? "" : " or ").append(name);
      text.append(text.empty() ? "" : ", and ").append(list);
    }
    return text.empty() ? "none" : text;
  }
};

/// Shape and check in words. Neither says anything that is not known of all tokens of the format.
inline void describe_text(std::string_view text, decided& made) {
  const auto format = jeton::identify<pat_format, given_format>(text);
  if (format) {
    made.shape = *format == 0 ? "a token that jeton pat made" : "a given token";
    made.check = *format == 0 ? "CRC-32, as it should be" : "given tokens have none";
  } else if (format.error() == jeton::token_fault::checksum) {
    made.shape = "a token that jeton pat made";
    made.check = "CRC-32 is another: mistyped, or made up";
  } else {
    made.shape = std::string{describe(format.error())} + " (" + fault_text(format.error()) + ")";
  }
}

inline decided decide(pat_store& tokens, std::string_view text, const asked_needs& needs,
                      const store_digester& digester, jeton::unix_seconds now, bool notes_use) {
  decided made;
  describe_text(text, made);
  const auto find = [&](const jeton::digest<32>& key) {
    auto found = tokens.find(key);
    if (found) made.row = *found;
    return found;
  };
  const auto granted = jeton::verify<pat_format, given_format>(text, find, needs, now, digester);
  made.is_granted = granted.has_value();
  if (!granted) made.reason = granted.error();
  // Who asks for too much uses the token too. Neither note nor digest changes the decision.
  if (notes_use && (granted || granted.error() == jeton::denial::out_of_scope)) {
    made.use = jeton::note_use(tokens, made.row, now);
    made.is_noted = true;
  }
  if (notes_use && granted) (void)jeton::rewrite_digest(tokens, made.row, text, digester);
  return made;
}

inline std::string_view note_text(const decided& made) {
  if (!made.is_noted) return "not noted";
  if (made.use == jeton::use_note::written) return "noted now";
  return made.use == jeton::use_note::not_due ? "noted less than ten minutes ago" : "the store did not take the note";
}

inline void show_decision(output& out, const decided& made, const asked_needs& needs, jeton::unix_seconds now,
                          const pat_request& asked, const painter& paint) {
  if (made.is_granted) {
    out << paint("granted", style::green) << ", token " << number_text(made.row.id) << "\n";
  } else {
    out << paint("denied", style::red) << ", " << describe(made.reason) << "\n";
  }
  if (!asked.explain) return;
  for (const decision_step& step : made.steps(needs, now)) {
    const std::string_view verdict = step.is_passed ? "good" : step.is_reached ? "BAD" : "-";
    out << "  " << padded(step.name, 7) << "  "
        << paint(padded(verdict, 4), step.is_passed    ? style::green
                                     : step.is_reached ? style::red
                                                       : style::faint)
        << (step.detail.empty() ? "" : "  ") << step.detail << "\n";
  }
  out << "  use      " << note_text(made) << "\n";
}

inline json decision_json(const decided& made, const asked_needs& needs, jeton::unix_seconds now,
                          const pat_request& asked) {
  json answer{{"granted", made.is_granted}, {"reason", made.is_granted ? json(nullptr) : json(word_of(made.reason))}};
  answer["token"] = made.row.id == jeton::token_id::none ? json(nullptr) : row_json(made.row, now);
  if (!asked.explain) return answer;
  answer["steps"] = json::array();
  for (const decision_step& step : made.steps(needs, now)) {
    answer["steps"].push_back({{"step", step.name},
                               {"passed", step.is_reached ? json(step.is_passed) : json(nullptr)},
                               {"detail", step.detail}});
  }
  answer["use"] = note_text(made);
  return answer;
}

}  // namespace detail

/// `jeton pat verify`: the decision about the token on standard input.
inline exit_status verify_token(output& out, const pat_request& asked, jeton::unix_seconds now) {
  const asked_needs needs = detail::needs_of(asked.needs);
  const store_digester digester{asked.pepper_file};
  pat_store tokens = open_store_to_read(asked.store);
  use_keys(tokens, digester);
  wiped_buffer token{given_format::max_size + 1};
  read_token(out, token);
  const detail::decided made = detail::decide(tokens, token.view(), needs, digester, now, !asked.now);
  if (asked.as_json) {
    out << row_line(detail::decision_json(made, needs, now, asked));
  } else {
    detail::show_decision(out, made, needs, now, asked, painter{wants_colour("auto")});
  }
  if (!made.is_granted && made.reason == jeton::denial::unavailable) {
    out.flush();
    fail(jeton::store_fault::unavailable);
  }
  return made.is_granted ? all_valid : some_invalid;
}

}  // namespace jeton_command

#endif
