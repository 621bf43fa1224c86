// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_SEGMENT_HPP
#define JETON_FORMAT_DETAIL_SEGMENT_HPP

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <jeton/bytes/byte_set.hpp>
#include <jeton/bytes/detail/digit_runs.hpp>
#include <jeton/core/fixed_string.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/checksum.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// One template argument of a format: a string literal, or a segment value such as `base62<30>`.
template <class Segment>
struct part {
  Segment segment;

  constexpr part(Segment value) : segment(value) {}  // NOLINT: implicit, so that arguments stand bare in the list
  template <std::size_t Size>
    requires std::same_as<Segment, fixed_string<Size - 1>>
  constexpr part(const char (&literal)[Size]) : segment(literal) {}  // NOLINT: likewise
};
template <std::size_t Size>
part(const char (&)[Size]) -> part<fixed_string<Size - 1>>;

/// A fixed text inside a format.
template <fixed_string Text>
struct literal {
  static constexpr std::string_view text = Text;
  static constexpr std::size_t min_size = Text.size();
  static constexpr std::size_t max_size = Text.size();
};

enum class segment_kind : unsigned char { literal, field, length, check };

template <class Segment>
inline constexpr segment_kind kind_of = segment_kind::check;
template <fixed_string Text>
inline constexpr segment_kind kind_of<literal<Text>> = segment_kind::literal;
template <class Digits, std::size_t Min, std::size_t Max>
inline constexpr segment_kind kind_of<field<Digits, Min, Max>> = segment_kind::field;
template <class Digits, std::size_t Width>
inline constexpr segment_kind kind_of<length_field<Digits, Width>> = segment_kind::length;

template <class Segment>
inline constexpr bool is_variable = Segment::min_size != Segment::max_size;

/// What a check covers; of another segment, no meaning.
template <class Segment>
constexpr covers span_of() {
  if constexpr (kind_of<Segment> == segment_kind::check) return Segment::span;
  return covers::everything_before;
}

/// Whether a check is a CRC-32.
template <class Segment>
constexpr bool has_crc32() {
  if constexpr (kind_of<Segment> == segment_kind::check) return requires { Segment::number::lowest_first; };
  return false;
}

/// The digits that a segment is written in; of a literal, none.
template <class Segment>
constexpr std::string_view digits_of() {
  if constexpr (kind_of<Segment> != segment_kind::literal) return Segment::digits::digits;
  return {};
}

/// The fixed text of a literal; of another segment, none.
template <class Segment>
constexpr std::string_view text_of() {
  if constexpr (kind_of<Segment> == segment_kind::literal) return Segment::text;
  return {};
}

/// The bytes that may stand in a segment.
template <class Segment>
constexpr byte_set bytes_of() {
  if constexpr (kind_of<Segment> == segment_kind::literal) {
    return byte_set::of(Segment::text);
  } else {
    static_assert(Segment::digits::is_sound);
    return Segment::digits::set;
  }
}

/// The segment type that a part stands for: a literal's text becomes part of its type.
template <part Part, class Segment = std::remove_cvref_t<decltype(Part.segment)>>
struct segment_of {
  using type = Segment;
};
template <part Part, std::size_t N>
struct segment_of<Part, fixed_string<N>> {
  using type = literal<Part.segment>;
};

template <class... Segment>
struct list {};

/// A list of segments, parted into the text it begins with (or none) and the segments after it.
template <class... Segment>
struct split {
  static constexpr std::string_view prefix{};
  using rest = list<Segment...>;
};
template <fixed_string Text, class... Segment>
struct split<literal<Text>, Segment...> {
  static constexpr std::string_view prefix = literal<Text>::text;
  using rest = list<Segment...>;
};

}}}  // namespace jeton::v0::detail

#endif
