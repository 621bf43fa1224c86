// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_OPAQUE_HPP
#define JETON_FORMAT_OPAQUE_HPP

#include <cstddef>
#include <string_view>

#include <jeton/format/alphabet.hpp>
#include <jeton/format/token.hpp>

namespace jeton { inline namespace v0 {

/// A token without shape: Min to Max bytes of printable ASCII, as a predetermined or inherited one may be. It has no
/// prefix, no check, and makes no claim of entropy, so it is never generated. In a list of formats it stands last and
/// takes only what no other format's prefix claims.
template <std::size_t Min = 20, std::size_t Max = 255>
struct opaque : detail::token_sizes<Min, Max> {
  using layout = detail::layout<field<printable_digits, Min, Max>>;
  static constexpr std::string_view prefix{};
  static constexpr auto pattern = detail::pattern_of(detail::list<field<printable_digits, Min, Max>>{});
  static constexpr auto regex = detail::regex_of(detail::list<field<printable_digits, Min, Max>>{});
  static constexpr double entropy_bits = 0;
  static constexpr bool url_safe = false;
  static constexpr bool double_click_selectable = false;
  static constexpr bool is_opaque = true;

  [[nodiscard]] static constexpr bool valid(std::string_view text) { return layout::valid({}, text); }
  [[nodiscard]] static constexpr result<token<opaque>, token_error> parse(std::string_view text) {
    if (!layout::valid({}, text)) return detail::diagnosis<layout>::of({}, text);
    using made = token<opaque>;
    return made{typename made::seal{}, text, 0};
  }
  /// One field, which no check covers.
  [[nodiscard]] static constexpr token_parts<1> parts(const token<opaque>& of) {
    return {{{part_kind::field, 0, of.size(), false}}};
  }
  template <detail::owning_temporary Text>
  static void parse(Text&&) = delete;  // a token is a view; keep the string in a variable
};

}}  // namespace jeton::v0

#endif
