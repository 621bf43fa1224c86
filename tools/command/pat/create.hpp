// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_CREATE_HPP
#define JETON_COMMAND_PAT_CREATE_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <jeton/format/identify.hpp>
#include <jeton/lifecycle/issue.hpp>
#include <jeton/lifecycle/rotate.hpp>

#include "../escaped.hpp"
#include "../input.hpp"
#include "../output.hpp"
#include "../scopes.hpp"
#include "../signals.hpp"
#include "../wiped_buffer.hpp"
#include "digester.hpp"
#include "fresh_token.hpp"
#include "request.hpp"
#include "row.hpp"
#include "store_file.hpp"
#include "time.hpp"

namespace jeton_command {

/// The only line of standard input, or as much of it as no token is longer than.
inline void read_token(output& out, wiped_buffer& token) {
  constexpr std::size_t most = given_format::max_size + 1;
  for_each_line(out, most, [&](const line& one) {
    if (one.number > 1) throw failure{"one token at a time: standard input has more than one line"};
    token.append(one.text);
  });
}

namespace detail {

/// Says why something was refused: to a person on standard error, under the text where there is one; to a machine on
/// standard output.
class refusal {
 public:
  refusal(output& out, bool as_json) : out_(out), as_json_(as_json) {}

  exit_status operator()(std::string_view why) const { return say(why, "", 0, false, ""); }
  exit_status operator()(std::string_view why, std::string_view text, std::size_t position,
                         std::string_view hint = "") const {
    return say(why, text, position, true, hint);
  }

 private:
  exit_status say(std::string_view why, std::string_view text, std::size_t position, bool has_position,
                  std::string_view hint) const {
    if (as_json_) {
      out_ << one_line({{"refused", why}, {"position", has_position ? json(position) : json(nullptr)}});
      return some_invalid;
    }
    tell([&](output& err) {
      err << "refused, " << why << (has_position ? " at " + std::to_string(position) : "") << hint << "\n";
      if (has_position) draw_fault(err, text, position, painter{});
    });
    return some_invalid;
  }

  output& out_;
  bool as_json_;
};

/// Names with spaces or with commas between them.
inline jeton::result<pat_scopes::set, jeton::scope_error> read_scope_list(std::string_view text) {
  const bool has_commas = text.find(',') != std::string_view::npos;
  return has_commas ? pat_scopes::parse_commas(text) : pat_scopes::parse(text);
}
/// What was meant, perhaps.
inline std::string scope_hint(std::string_view text, const jeton::scope_error& why) {
  std::string hint;
  if (why != jeton::scope_fault::unknown) return hint;
  const scope_reading reading =
      text.find(',') != std::string_view::npos ? scope_reading::commas : scope_reading::spaces;
  std::string_view before = "; did you mean ";
  for (const std::string_view name : suggested<pat_scopes>(item_at(text, why.position(), reading))) {
    hint.append(std::exchange(before, ", ")).append(name);
  }
  return before == ", " ? hint + "?" : hint;
}

/// Why a text is not taken as a token; empty where it is.
inline std::string why_not_taken(std::string_view text) {
  const auto format = jeton::identify<pat_format, given_format>(text);
  if (format) return "";
  const bool is_ours = text.starts_with(pat_format::prefix);
  if (const auto given = given_format::parse(text); !is_ours && !given) {
    if (given.error() == jeton::token_fault::length) {
      return "the given token: it has not " + std::to_string(given_format::min_size) + " to " +
             std::to_string(given_format::max_size) + " characters";
    }
    return "the given token: a character that is not printable ASCII at " + std::to_string(given.error().position());
  }
  return "the given token: " + std::string{describe(format.error())} + " at " +
         std::to_string(format.error().position());
}

inline exit_status adopt(output& out, pat_store& tokens, const store_digester& digester,
                         const jeton::token_request<pat_scopes>& request, const pat_request& asked,
                         jeton::unix_seconds now) {
  const refusal refuse{out, asked.as_json};
  wiped_buffer token{given_format::max_size + 1};
  read_token(out, token);
  if (const std::string why = why_not_taken(token.view()); !why.empty()) return refuse(why);
  for (const std::string_view text : {std::string_view{*asked.name}, std::string_view{asked.description}}) {
    if (text.find(token.view()) == std::string_view::npos) continue;
    throw failure{"the given token stands in an argument too (not shown here)\n" +
                  std::string{tokens_are_no_arguments}};
  }
  say_if_interrupted("the given token was not taken");
  std::string done;
  const auto taken = without_signals([&] {
    auto outcome = jeton::issue_given<given_format>(tokens, token.view(), jeton::low_entropy, request,
                                                    jeton::lifetime_policy::unlimited(), now, digester);
    if (outcome) say_if_interrupted(done = "token " + number_text(outcome->id) + " was taken and is alive");
    return outcome;
  });
  if (!taken && taken.error() == jeton::issue_fault::unavailable) fail(jeton::store_fault::unavailable);
  if (!taken) return refuse(describe(taken.error()));
  const auto bits = static_cast<unsigned>(taken->most_entropy_bits);
  if (!asked.as_json) {
    tell(done + "; expires " + expires_text(taken->expires, now) + "\nIt has " + std::to_string(bits) +
         " random bits at most, and far fewer where a person chose it; a made one has " +
         std::to_string(static_cast<unsigned>(pat_format::entropy_bits)) + ".");
    return all_valid;
  }
  const auto print = [&] {
    const auto row = tokens.find(taken->id);
    if (!row) fail(row.error());
    json made = row_json(*row, now);
    made["most_entropy_bits"] = bits;
    out << row_line(made);
    out.sync();
  };
  tell_failure(print, done);  // the row is there now, so what is printed is true
  return all_valid;
}

inline exit_status refuse_request(const refusal& refuse, const jeton::issue_error& why, const pat_request& asked) {
  if (why == jeton::issue_fault::name_text) return refuse(describe(why), *asked.name, why.position());
  if (why == jeton::issue_fault::description_text) return refuse(describe(why), asked.description, why.position());
  if (why == jeton::issue_fault::unavailable) fail(jeton::store_fault::unavailable);
  if (why == jeton::issue_fault::random) throw failure{std::string{describe(why)}};
  return refuse(describe(why));
}

}  // namespace detail

/// `jeton pat create`: makes a token, or takes a given one.
inline exit_status create_token(output& out, const pat_request& asked, jeton::unix_seconds now) {
  const detail::refusal refuse{out, asked.as_json};
  if (!asked.name) throw failure{"a NAME is needed: what the token is for"};
  if (!asked.scopes) throw failure{"--scopes is needed: what the token may do"};
  if (!asked.expires && !asked.in_days) throw failure{"--expires DATE, --in-days N or --expires never is needed"};
  const jeton::user_id owner = asked.owner ? detail::owner_of(*asked.owner) : jeton::user_id{1};
  const auto scopes = detail::read_scope_list(*asked.scopes);
  if (!scopes) {
    const jeton::scope_error& why = scopes.error();
    return refuse(describe(why), *asked.scopes, why.position(), detail::scope_hint(*asked.scopes, why));
  }
  const auto expires = detail::expiry_of({.date = asked.expires, .in_days = asked.in_days}, now);
  if (!expires) return refuse(describe(expires.error()), *asked.expires, expires.error().position());

  const jeton::token_request<pat_scopes> request{
      .owner = owner, .name = *asked.name, .scopes = *scopes, .description = asked.description, .expires = *expires};
  const auto policy = jeton::lifetime_policy::unlimited();
  const auto judged = jeton::admit(request, policy, now);
  if (!judged) return detail::refuse_request(refuse, judged.error(), asked);  // before a store is made
  const store_digester digester{asked.pepper_file};
  pat_store tokens = open_store(asked.store, true);
  use_keys(tokens, digester);
  if (asked.given) return detail::adopt(out, tokens, digester, request, asked, now);
  pat_record row = judged->as<std::string>();
  row.id = detail::reserve_id(tokens);
  const std::string made = "token " + detail::number_text(row.id) + " is alive";
  return show_then_keep(out, tokens, row, {made, "no token was made"}, now, asked.as_json,
                        [&](auto& make) { return jeton::issue_made(tokens, make, request, policy, now, digester); });
}

/// `jeton pat rotate`: a fresh token in place of one.
inline exit_status rotate_token(output& out, const pat_request& asked, jeton::unix_seconds now) {
  const detail::refusal refuse{out, asked.as_json};
  const jeton::token_id id = detail::id_of(asked.id);
  const bool is_dated = asked.expires || asked.in_days;
  if (is_dated && asked.same_lifetime) throw failure{"--same-lifetime is one answer, --expires or --in-days another"};
  auto when = asked.same_lifetime ? jeton::renewal::same_lifetime() : jeton::renewal::one_week();
  if (is_dated) {
    const auto expires = detail::expiry_of({.date = asked.expires, .in_days = asked.in_days}, now);
    if (!expires) return refuse(describe(expires.error()), *asked.expires, expires.error().position());
    when = jeton::renewal::until(*expires);
  }
  // Where nothing is said, a week; never only where it is said, or was of the old one.
  const bool never_is_meant = is_dated || asked.same_lifetime;
  const auto policy = jeton::lifetime_policy::unlimited().requiring_expiry(!never_is_meant);
  const store_digester digester{asked.pepper_file};
  pat_store tokens = open_store(asked.store, false);
  use_keys(tokens, digester);
  const auto old = tokens.find(id);
  if (!old && old.error() != jeton::store_fault::absent) fail(old.error());
  if (!old) return refuse(describe(jeton::rotate_fault::unknown));
  const auto next = jeton::successor_of(*old, when, policy, now);
  if (!next) return refuse(describe(next.error()));
  pat_record row = next->as<std::string>();
  row.id = detail::reserve_id(tokens);
  const std::string before = "token " + detail::number_text(id);
  const fresh_words words{"token " + detail::number_text(row.id) + " is alive, and " + before + " is dead",
                          before + (old->active(now) ? " is still alive" : " is as it was")};
  return show_then_keep(out, tokens, row, words, now, asked.as_json,
                        [&](auto& make) { return jeton::rotate_to(tokens, make, id, when, policy, now, digester); });
}

}  // namespace jeton_command

#endif
