// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_RULES_HPP
#define JETON_FORMAT_DETAIL_RULES_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/byte_set.hpp>
#include <jeton/format/detail/layout.hpp>
#include <jeton/format/detail/segment.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// What a list of segments must obey to be a format whose tokens are read in one way only.
template <class... Segment>
struct format_rules {
  using parted = split<Segment...>;
  static constexpr std::size_t count = sizeof...(Segment);
  static constexpr segment_kind kind[count] = {kind_of<Segment>...};
  static constexpr bool variable[count] = {is_variable<Segment>...};
  static constexpr byte_set bytes[count] = {bytes_of<Segment>()...};
  static constexpr covers span[count] = {span_of<Segment>()...};

  static constexpr bool is_check_of(std::size_t index, covers what) {
    return kind[index] == segment_kind::check && span[index] == what;
  }
  static constexpr bool first_bytes_meet(std::size_t field) {
    byte_set first;
    const std::string_view texts[count] = {text_of<Segment>()...};
    if (!texts[field + 1].empty()) first.add(static_cast<unsigned char>(texts[field + 1][0]));
    return texts[field + 1].empty() || bytes[field].meets(first);
  }
  static consteval bool variable_fields_end() {
    std::size_t last = count;
    for (std::size_t i = 0; i < count; ++i) {
      if (!variable[i]) continue;
      if (last != count && (last + 1 == i || kind[last + 1] != segment_kind::literal || first_bytes_meet(last))) {
        return false;
      }
      last = i;
    }
    return true;
  }
  static consteval bool checks_cover_something() {
    bool field_seen = false;
    for (std::size_t i = 0; i < count; ++i) {
      if ((is_check_of(i, covers::body) || kind[i] == segment_kind::length) && !field_seen) return false;
      if (is_check_of(i, covers::everything_before) && i == 0) return false;
      if (is_check_of(i, covers::before_separator) && (i < 2 || kind[i - 1] != segment_kind::literal)) return false;
      field_seen = field_seen || kind[i] == segment_kind::field;
    }
    return true;
  }
  static consteval bool lengths_fit() {
    constexpr std::size_t most[count] = {Segment::max_size...};
    constexpr std::size_t limit[count] = {length_limit<Segment>()...};
    std::size_t field_size = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (kind[i] == segment_kind::length && field_size > limit[i]) return false;
      if (kind[i] == segment_kind::field) field_size = most[i];
    }
    return true;
  }
  template <class One>
  static constexpr std::size_t length_limit() {
    if constexpr (kind_of<One> == segment_kind::length) return One::max_length;
    return 0;
  }
  static consteval bool prefix_is_apart() {
    if (parted::prefix.empty() || count < 2 || !variable[1]) return true;
    bool has_check = false;
    bool prefix_covered = false;
    for (std::size_t i = 0; i < count; ++i) {
      has_check = has_check || kind[i] == segment_kind::check;
      prefix_covered = prefix_covered || (kind[i] == segment_kind::check && span[i] != covers::body);
    }
    return !has_check || prefix_covered || !bytes[1].contains(static_cast<unsigned char>(parted::prefix.back()));
  }
};

}}}  // namespace jeton::v0::detail

#endif
