// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_FRESH_TOKEN_HPP
#define JETON_COMMAND_PAT_FRESH_TOKEN_HPP

#include <string>
#include <string_view>
#include <utility>

#include <jeton/core/random.hpp>
#include <jeton/format/generate.hpp>
#include <jeton/lifecycle/request.hpp>
#include <jeton/lifecycle/rotate.hpp>

#include "../failure.hpp"
#include "../output.hpp"
#include "../signals.hpp"
#include "row.hpp"
#include "store_file.hpp"

namespace jeton_command {

/// What is said about a token that is shown before it lives.
struct fresh_words {
  std::string done;    ///< where it lives
  std::string undone;  ///< where it does not, and everything is as it was
};

namespace detail {

/// Does `work()`; where it fails, `then` is said as well.
template <class Work>
void tell_failure(Work work, const std::string& then) {
  try {
    work();
  } catch (const reader_has_gone&) {
    throw failure{"whoever read standard output has gone; " + then};
  } catch (const failure& why) {
    throw failure{why.what() + ("; " + then)};
  }
}

/// Whether the request is wrong, not the store or the source of randomness.
inline bool is_refusal(const jeton::issue_error& why) {
  return why != jeton::issue_fault::unavailable && why != jeton::issue_fault::random;
}
inline bool is_refusal(jeton::rotate_fault why) {
  return why != jeton::rotate_fault::unavailable && why != jeton::rotate_fault::random;
}

/// The id that the next token has.
inline jeton::token_id reserve_id(pat_store& tokens) {
  const auto id = tokens.reserve_id();
  if (!id) fail(id.error());
  return *id;
}

/// What is true after a write that failed: the store is asked.
inline std::string end_in(const pat_store& tokens, jeton::token_id id, const fresh_words& words,
                          const std::string& undone) {
  const auto found = tokens.find(id);
  if (found) return words.done;
  if (found.error() == jeton::store_fault::absent && !store_is_broken()) return undone;
  return "it is not known whether what was printed works; 'pat show " + number_text(id) + "' tells";
}

}  // namespace detail

/// Makes a token that is either shown or does not live. First it is printed, alone or with its row; then `keep(make)`
/// writes the row, which has a reserved id, with the token that `make()` hands over. The store is not held while
/// somebody may take his time to read. Whatever goes wrong before the row is written has changed nothing; that, and
/// where a signal ends the program which of both it is, is told on standard error.
template <class Keep>
exit_status show_then_keep(output& out, pat_store& tokens, const pat_record& row, const fresh_words& words,
                           jeton::unix_seconds now, bool as_json, Keep keep) {
  auto token = jeton::generate<pat_format>(jeton::os_random{});
  if (!token) throw failure{std::string{describe(token.error())}};
  const std::string useless = "what was printed does not work";
  const std::string undone = words.undone + ", and " + useless;
  say_if_interrupted(undone);
  const auto print = [&] {
    if (!as_json) {
      out << token->expose() << "\n";
    } else {  // beside the library of JSON, which would leave a copy of the token in memory
      out << "{\"token\":\"" << token->expose() << "\","
          << std::string_view{row_line(detail::row_json(row, now))}.substr(1);
    }
    out.sync();
  };
  detail::tell_failure(print, undone);

  auto once = [&, was_made = false]() mutable {
    using made = decltype(token);
    return std::exchange(was_made, true) ? made{jeton::random_error::stuck} : std::move(token);
  };
  std::string end = words.done;
  const auto kept = without_signals([&] {
    auto outcome = keep(once);
    if (!outcome) end = detail::is_refusal(outcome.error()) ? useless : detail::end_in(tokens, row.id, words, undone);
    say_if_interrupted(end);
    return outcome;
  });
  if (end != words.done) {
    const std::string why{describe(kept.error())};
    if (!detail::is_refusal(kept.error())) throw failure{why + detail::trouble_text() + "; " + end};
    tell("refused, " + why + "; " + end);
    return some_invalid;
  }
  if (!as_json) tell(end + "; expires " + detail::expires_text(row.expires, now) + ". It is not shown again.");
  return all_valid;
}

}  // namespace jeton_command

#endif
