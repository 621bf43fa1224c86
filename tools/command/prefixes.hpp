// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PREFIXES_HPP
#define JETON_COMMAND_PREFIXES_HPP

#include <string>
#include <string_view>
#include <vector>

#include <jeton/format/prefixed.hpp>

#include "failure.hpp"

namespace jeton_command {

/// The prefixes under which tokens are read and made, the current one first: those of `--prefix`, or nothing in front
/// of each format's own.
struct prefix_list {
  std::vector<std::string> texts{""};
  jeton::prefix_place place = jeton::prefix_place::before_standard;

  [[nodiscard]] bool is_standard() const {
    return place == jeton::prefix_place::before_standard && texts.size() == 1 && texts.front().empty();
  }
};

/// Whether `jeton::prefixed<F>` can be made.
template <class F>
concept takes_a_prefix = requires(std::string_view text) {
  F::valid_after(text, text);
} && (F::layout::least[0] == F::layout::most[0] || F::layout::prefix_is_covered() || !F::layout::has_check());

namespace detail {

inline void expect(const auto& accepted) {
  if (accepted) return;
  throw failure{"--prefix: " + std::string{describe(accepted.error())} + " (position " +
                std::to_string(accepted.error().position()) + ")"};
}

}  // namespace detail

/// F under all these prefixes.
template <takes_a_prefix F>
jeton::prefixed<F> prefixed_with(const prefix_list& prefixes) {
  auto made = jeton::prefixed<F>::make(prefixes.texts.front(), prefixes.place);
  detail::expect(made);
  for (const std::string& earlier : prefixes.texts) detail::expect(made->accept_earlier(earlier, prefixes.place));
  return *made;
}

/// A format that takes no other prefix: under one, no text has it.
template <class F>
struct fixed_format : F {
  bool accepts = true;

  [[nodiscard]] jeton::result<jeton::token<F>, jeton::token_error> parse(std::string_view text) const {
    if (!accepts) return jeton::token_error{};
    return F::parse(text);
  }
};

/// F under these prefixes, as a value that reads tokens.
template <class F>
auto readable(const prefix_list& prefixes) {
  if constexpr (takes_a_prefix<F>) {
    return prefixed_with<F>(prefixes);
  } else {
    return fixed_format<F>{{}, prefixes.is_standard()};
  }
}

}  // namespace jeton_command

#endif
