// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_GENERATOR_HPP
#define JETON_COMMAND_GENERATOR_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <jeton/format/generate.hpp>

#include "anatomy.hpp"
#include "failure.hpp"
#include "gitlab_route.hpp"
#include "output.hpp"
#include "prefixes.hpp"

namespace jeton_command {

/// What fresh tokens shall look like.
struct generate_order {
  prefix_list prefixes;
  std::vector<std::string> fields;  ///< of `--field`
  std::size_t count = 1;
};

/// Tokens of fewer random bits are not generated: they can be guessed.
inline constexpr double least_random_bits = 112;

/// The bits of randomness in a token that `generate_tokens` makes; 0 where they are in fields of variable size, so that
/// nobody but the issuer knows.
template <class F>
constexpr double random_bits() {
  if constexpr (routable_v1<F>) return 8.0 * jeton::gitlab::routable_random_size;
  const bool unknown = F::layout::variable_count > 0 && F::entropy_bits < least_random_bits;
  return unknown ? 0 : F::entropy_bits;
}

/// Whether tokens of F may be so few that a guess is worth a try. Of those that only the issuer makes, nobody knows.
template <class F>
constexpr bool can_be_guessed() {
  if constexpr (requires { F::is_opaque; }) return true;
  return random_bits<F>() > 0 && random_bits<F>() < least_random_bits;
}

/// Why no tokens of F are generated; empty where they are.
template <class F>
constexpr std::string_view why_not_generated() {
  if constexpr (requires { F::is_opaque; }) return "an opaque token has no shape to generate";
  if constexpr (routable_v0<F>) return "nobody makes routable tokens of the old form any more";
  if constexpr (random_bits<F>() == 0) {
    return "its random part has no fixed size, so that nobody but its issuer knows how to make one";
  }
  if constexpr (can_be_guessed<F>()) return "its random part has less than 112 bits: such tokens can be guessed";
  return {};
}

namespace detail {

/// Writes tokens that `make` makes, or says why there are none.
template <class Make>
void write_tokens(output& out, std::size_t count, const Make& make) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto made = make();
    if (!made) throw failure{std::string{describe(made.error())}};
    out << made->expose() << "\n";
  }
}

/// The refusal of a wrong number of fields, with what each should be.
template <class F>
failure wrong_fields() {
  if (F::layout::variable_count == 0) return failure{"all fields of this format are drawn at random: no --field"};
  std::string text = "this format takes a --field for each field of variable size, in order:";
  for (const format_part& part : parts_of_format<F>) {
    if (!part.is_variable()) continue;
    text += "\n  --field with " + size_text(part.min_size, part.max_size) + " of " + std::string{part.digits};
  }
  return failure{text};
}

template <class F>
void generate_routable_tokens(output& out, const generate_order& order) {
  const jeton::gitlab::route_fields fields = route_fields_of(order.fields);
  const auto format = prefixed_with<F>(order.prefixes);
  write_tokens(out, order.count, [&] { return jeton::gitlab::generate_routable(format, fields); });
}

template <class F>
void generate_with_fields(output& out, const generate_order& order) {
  constexpr std::size_t count = F::layout::variable_count;
  if (!order.prefixes.is_standard()) throw failure{"--prefix: not together with --field for this format"};
  if (order.fields.size() != count) throw wrong_fields<F>();
  jeton::given_fields<count> given{};
  for (std::size_t i = 0; i < count; ++i) given.texts[i] = order.fields[i];
  write_tokens(out, order.count, [&] { return jeton::generate<F>(given); });
}

template <class F>
void generate_drawn(output& out, const generate_order& order) {
  if (!order.fields.empty()) throw wrong_fields<F>();
  const auto format = prefixed_with<F>(order.prefixes);
  write_tokens(out, order.count, [&] { return jeton::generate(format); });
}

}  // namespace detail

/// Writes fresh tokens, one a line.
template <class F>
void generate_tokens(output& out, const generate_order& order) {
  if constexpr (!why_not_generated<F>().empty()) {
    throw failure{"tokens of this format are not generated: " + std::string{why_not_generated<F>()}};
  } else if constexpr (routable_v1<F>) {
    detail::generate_routable_tokens<F>(out, order);
  } else if constexpr (F::layout::variable_count > 0) {
    detail::generate_with_fields<F>(out, order);
  } else {
    detail::generate_drawn<F>(out, order);
  }
}

}  // namespace jeton_command

#endif
