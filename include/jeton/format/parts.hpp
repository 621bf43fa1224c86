// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_PARTS_HPP
#define JETON_FORMAT_PARTS_HPP

#include <cstddef>
#include <string_view>
#include <utility>

#include <jeton/format/checksum.hpp>
#include <jeton/format/detail/layout.hpp>
#include <jeton/format/detail/segment.hpp>

namespace jeton { inline namespace v0 {

/// What a part of a token is.
enum class part_kind : unsigned char { prefix, separator, field, length, checksum };

/// A part of a token, for whoever draws or decodes it.
struct token_part {
  part_kind kind{};
  std::size_t position = 0;  ///< of its first byte
  std::size_t size = 0;      ///< in bytes
  bool covered = false;      ///< whether it is a check or a check covers it, so that a change here is noticed

  /// These bytes of the token that the part belongs to.
  [[nodiscard]] constexpr std::string_view of(std::string_view token_text) const {
    return token_text.substr(position, size);
  }
};

/// A part of a format, for whoever shows it.
struct format_part {
  part_kind kind{};
  std::size_t min_size = 0;   ///< in bytes
  std::size_t max_size = 0;   ///< in bytes
  bool covered = false;       ///< whether it is a check or a check covers it
  std::string_view text{};    ///< of a prefix or separator
  std::string_view digits{};  ///< that a field may have
  covers span{};              ///< of a check: what it covers

  [[nodiscard]] constexpr bool is_variable() const { return min_size != max_size; }
};

/// Parts in the order of their bytes, the prefix (of any size, also none) first.
template <class Part, std::size_t Count>
struct part_list {
  Part items[Count]{};

  [[nodiscard]] constexpr const Part* begin() const { return items; }
  [[nodiscard]] constexpr const Part* end() const { return items + Count; }
  [[nodiscard]] static constexpr std::size_t size() { return Count; }
  /// The first part of a kind; one of size 0 where there is none.
  [[nodiscard]] constexpr Part first(part_kind kind) const {
    for (const Part& part : items) {
      if (part.kind == kind) return part;
    }
    return {kind};
  }
};
template <std::size_t Count>
using token_parts = part_list<token_part, Count>;

namespace detail {

constexpr part_kind public_kind(segment_kind kind) {
  switch (kind) {
    case segment_kind::literal:
      return part_kind::separator;
    case segment_kind::field:
      return part_kind::field;
    case segment_kind::length:
      return part_kind::length;
    case segment_kind::check:
      break;
  }
  return part_kind::checksum;
}

template <class Layout>
struct parts_of_layout;

template <class... Segment>
struct parts_of_layout<layout<Segment...>> {
  template <class One>
  static constexpr format_part part(std::size_t index) {
    constexpr segment_kind kind = kind_of<One>;
    format_part made{public_kind(kind), One::min_size, One::max_size, layout<Segment...>::is_covered(index)};
    if constexpr (kind == segment_kind::literal) made.text = One::text;
    if constexpr (kind == segment_kind::field) made.digits = One::digits::digits;
    if constexpr (kind == segment_kind::check) made.span = One::span;
    return made;
  }
  template <std::size_t... Place>
  static constexpr part_list<format_part, sizeof...(Segment) + 1> after(std::string_view prefix,
                                                                        std::index_sequence<Place...>) {
    const bool is_covered = layout<Segment...>::prefix_is_covered();
    return {{{part_kind::prefix, prefix.size(), prefix.size(), is_covered, prefix}, part<Segment>(Place)...}};
  }
};

}  // namespace detail

/// The parts of format F: `for (const auto& part : jeton::parts_of_format<F>) …`
template <class F>
inline constexpr auto parts_of_format =
    detail::parts_of_layout<typename F::layout>::after(F::prefix, typename F::layout::indices{});

}}  // namespace jeton::v0

#endif
