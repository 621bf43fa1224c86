// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_IDENTIFY_HPP
#define JETON_FORMAT_IDENTIFY_HPP

#include <cstddef>
#include <string_view>

#include <jeton/core/result.hpp>
#include <jeton/format/detail/overlap.hpp>
#include <jeton/format/opaque.hpp>
#include <jeton/format/prefixed.hpp>
#include <jeton/format/token.hpp>

namespace jeton { inline namespace v0 {

/// Which of several formats a text has: its index in the list. Formats that share a prefix are told apart by their
/// shape; formats that one text could belong to do not compile together. The error is that of the format which claims
/// the text by its prefix, and of several the one where it came furthest; `prefix` where none claims it.
///
///     const auto which = jeton::identify<acme_pat, ghp>(text);  // 0, 1, or why it is neither
template <class... F>
[[nodiscard]] constexpr result<std::size_t, token_error> identify(std::string_view text, const F&... formats);

/// The same for formats that are known at compile time: `identify<ghp, npm>(text)`.
template <class... F>
  requires(sizeof...(F) > 0)
[[nodiscard]] constexpr result<std::size_t, token_error> identify(std::string_view text);

namespace detail {

template <class F>
concept opaque_format = requires { requires F::is_opaque; };

/// Whether some text could be of both formats. Nothing is known of one whose prefix comes at run time, and an opaque
/// one yields to every other.
template <class Left, class Right>
consteval bool formats_overlap() {
  if constexpr (requires { Left::pattern, Right::pattern; } && !opaque_format<Left> && !opaque_format<Right>) {
    return overlap(Left::pattern, Right::pattern);
  } else {
    return opaque_format<Left> && opaque_format<Right>;
  }
}

template <class... F>
struct format_set;
template <>
struct format_set<> {
  static constexpr bool overlaps = false;
  static constexpr bool opaque_stands_last = true;
};
template <class First, class... Rest>
struct format_set<First, Rest...> {
  static constexpr bool overlaps = (formats_overlap<First, Rest>() || ...) || format_set<Rest...>::overlaps;
  static constexpr bool opaque_stands_last =
      (!opaque_format<First> || sizeof...(Rest) == 0) && format_set<Rest...>::opaque_stands_last;
};

template <class F>
constexpr bool claims(const F&, std::string_view text) {
  return !F::prefix.empty() && text.starts_with(F::prefix);
}
template <class F>
constexpr bool claims(const prefixed<F>& format, std::string_view text) {
  for (std::size_t i = 0; i < format.prefix_count(); ++i) {
    if (!format.prefix(i).empty() && text.starts_with(format.prefix(i))) return true;
  }
  return false;
}

}  // namespace detail

template <class... F>
constexpr result<std::size_t, token_error> identify(std::string_view text, const F&... formats) {
  static_assert(sizeof...(F) > 0, "jeton: identify needs a list of formats");
  constexpr bool formats_overlap = detail::format_set<F...>::overlaps;
  static_assert(!formats_overlap, "jeton: a text could be of two of these formats");
  constexpr bool opaque_stands_last = detail::format_set<F...>::opaque_stands_last;
  static_assert(opaque_stands_last, "jeton: opaque takes what no other format claims, so it stands last");

  const bool claimed = (detail::claims(formats, text) || ...);
  std::size_t index = 0;
  token_error furthest;
  const auto has = [&]<class One>(const One& format) {
    const bool may_take = !detail::opaque_format<One> || !claimed;
    const auto parsed = format.parse(text);
    if (may_take && parsed) return true;
    if (!parsed &&
        (claimed ? detail::claims(format, text) : parsed.error() == token_fault::prefix || sizeof...(F) == 1)) {
      furthest = detail::further(furthest, parsed.error());
    }
    ++index;
    return false;
  };
  if ((has(formats) || ...)) return index;
  return furthest;
}

template <class... F>
  requires(sizeof...(F) > 0)
constexpr result<std::size_t, token_error> identify(std::string_view text) {
  return identify(text, F{}...);
}

}}  // namespace jeton::v0

#endif
