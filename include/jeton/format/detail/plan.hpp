// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_PLAN_HPP
#define JETON_FORMAT_DETAIL_PLAN_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/detail/spot.hpp>
#include <jeton/format/detail/segment.hpp>

namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::size_t any_size = ~std::size_t{0};

/// Layout as the variants in `simd/` see it: where each segment lies, as constants wherever that is possible. A format
/// under its own prefix with one field of variable size, or none, needs nothing but text and size: what stands before
/// that field is counted from the beginning, what stands behind it from the end.
template <class Layout, std::size_t PrefixSize>
struct plan {
  using segments = typename Layout::segments;
  using indices = typename Layout::indices;
  static constexpr std::size_t count = Layout::count;
  static constexpr bool has_table = PrefixSize == any_size || Layout::variable_count > 1;
  static constexpr bool is_rigid = !has_table && Layout::variable_count == 0;
  static constexpr std::size_t least_prefix = PrefixSize == any_size ? 0 : PrefixSize;
  static constexpr std::size_t min_size = least_prefix + Layout::min_size;  // the size, of a rigid one

  static constexpr std::size_t least_before(std::size_t index) { return min_size - Layout::least_from(index); }

  /// Where segment `index` begins; `count` stands for the end.
  static constexpr spot begin(std::size_t index) {
    if (has_table) return {spot::origin::table, index};
    if (is_rigid || index <= Layout::last_variable) return {spot::origin::front, least_before(index)};
    return {spot::origin::back, Layout::least_from(index)};
  }

  static constexpr piece piece_at(std::size_t index) {
    switch (Layout::kind[index]) {
      case segment_kind::literal:
        return piece::literal;
      case segment_kind::field:
        return piece::digits;
      case segment_kind::length:
        return Layout::least[index] <= 16 ? piece::length : piece::other;
      case segment_kind::check:
        break;
    }
    return Layout::is_crc32[index] ? piece::crc32 : piece::other;
  }
  static constexpr bool has_other() {
    bool found = false;
    for (std::size_t i = 0; i < count; ++i) found = found || piece_at(i) == piece::other;
    return found;
  }

  /// Segments of one alphabet side by side are looked at as one.
  static constexpr bool is_digits(std::size_t index) {
    return index < count && piece_at(index) != piece::literal && piece_at(index) != piece::other;
  }
  static constexpr bool continues(std::size_t index) {
    return index > 0 && is_digits(index) && is_digits(index - 1) &&
           Layout::digit_text[index] == Layout::digit_text[index - 1];
  }
  static constexpr bool starts_run(std::size_t index) { return is_digits(index) && !continues(index); }

  static constexpr run_shape between(std::size_t from, std::size_t to) {
    run_shape run{begin(from), begin(to), 0, 0, least_before(to), Layout::least_from(from)};
    for (std::size_t i = from; i < to; ++i) run.least += Layout::least[i], run.most += Layout::most[i];
    return run;
  }
  static constexpr run_shape run_from(std::size_t index) {
    std::size_t last = index + 1;
    while (continues(last)) ++last;
    return between(index, last);
  }
  static constexpr run_shape segment(std::size_t index) { return between(index, index + 1); }

  /// The bytes that the check which is segment `index` covers.
  static constexpr run_shape covered(std::size_t index) {
    const std::size_t field = Layout::field_before(index);
    if (Layout::span[index] == covers::body) return between(field, field + 1);
    run_shape run = between(0, Layout::span[index] == covers::before_separator ? index - 1 : index);
    run.begin = {spot::origin::front, 0};
    run.least += least_prefix;
    run.most = PrefixSize == any_size ? any_size : run.most + least_prefix;
    run.behind_begin = min_size;
    return run;
  }
  /// The field whose size the length field which is segment `index` tells.
  static constexpr run_shape measured(std::size_t index) { return segment(Layout::field_before(index)); }
};

}}}  // namespace jeton::v0::detail

#endif
