// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_ANATOMY_HPP
#define JETON_COMMAND_ANATOMY_HPP

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <jeton/format/checksum.hpp>
#include <jeton/format/token.hpp>

namespace jeton_command {

/// A part of a format as data: what its type says.
struct format_part {
  jeton::part_kind kind{};
  std::size_t min_size = 0;
  std::size_t max_size = 0;
  bool covered = false;                 ///< whether it is a check or a check covers it
  std::string_view text{};              ///< of a prefix or separator
  std::string_view digits{};            ///< that a field may have
  std::optional<jeton::covers> span{};  ///< what a check covers

  [[nodiscard]] bool is_variable() const { return min_size != max_size; }
};

namespace detail {

template <class Layout>
struct parts_after_prefix;

template <class... Segment>
struct parts_after_prefix<jeton::detail::layout<Segment...>> {
  using layout = jeton::detail::layout<Segment...>;

  template <class One>
  static constexpr format_part part(bool covered) {
    using jeton::detail::segment_kind;
    constexpr segment_kind kind = jeton::detail::kind_of<One>;
    format_part made{jeton::detail::public_kind(kind), One::min_size, One::max_size, covered};
    if constexpr (kind == segment_kind::literal) made.text = One::text;
    if constexpr (kind == segment_kind::field) made.digits = One::digits::digits;
    if constexpr (kind == segment_kind::check) made.span = One::span;
    return made;
  }
  template <std::size_t... I>
  static constexpr auto after(const format_part& prefix, std::index_sequence<I...>) {
    return std::array{prefix, part<Segment>(layout::is_covered(I))...};
  }
};

}  // namespace detail

/// The parts of format F in the order of their bytes, its prefix (of any size, also none) first.
template <class F>
inline constexpr auto parts_of_format = detail::parts_after_prefix<typename F::layout>::after(
    {jeton::part_kind::prefix, F::prefix.size(), F::prefix.size(), F::layout::prefix_is_covered(), F::prefix},
    typename F::layout::indices{});

/// `40`, or `27-300`.
inline std::string size_text(std::size_t least, std::size_t most) {
  std::string text = std::to_string(least);
  if (most != least) text += "-" + std::to_string(most);
  return text;
}

/// A picture of a format in one line: `ghp_<30>[6]`. Texts stand as they are, fields as `<size>`, length fields as
/// `(size)`, checks as `[size]`.
inline std::string picture(std::span<const format_part> parts) {
  std::string drawn;
  for (const format_part& part : parts) {
    const std::string size = size_text(part.min_size, part.max_size);
    switch (part.kind) {
      case jeton::part_kind::prefix:
      case jeton::part_kind::separator:
        drawn += part.text;
        break;
      case jeton::part_kind::field:
        drawn += "<" + size + ">";
        break;
      case jeton::part_kind::length:
        drawn += "(" + size + ")";
        break;
      case jeton::part_kind::checksum:
        drawn += "[" + size + "]";
        break;
    }
  }
  return drawn;
}

/// What the check of a format covers: `all` that stands before it, `body`, `prefix+body`, or `none` without a check.
inline std::string_view covered_text(std::span<const format_part> parts) {
  for (const format_part& part : parts) {
    if (!part.span) continue;
    switch (*part.span) {
      case jeton::covers::everything_before:
        return "all";
      case jeton::covers::body:
        return "body";
      case jeton::covers::before_separator:
        return "prefix+body";
    }
  }
  return "none";
}

inline std::string_view name_of(jeton::part_kind kind) {
  switch (kind) {
    case jeton::part_kind::prefix:
      return "prefix";
    case jeton::part_kind::separator:
      return "separator";
    case jeton::part_kind::field:
      return "field";
    case jeton::part_kind::length:
      return "length";
    case jeton::part_kind::checksum:
      return "checksum";
  }
  return "part";
}

}  // namespace jeton_command

#endif
