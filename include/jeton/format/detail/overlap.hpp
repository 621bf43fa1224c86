// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_OVERLAP_HPP
#define JETON_FORMAT_DETAIL_OVERLAP_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/byte_set.hpp>
#include <jeton/format/detail/segment.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// Between least and most bytes, each from a set.
struct pattern_run {
  byte_set set;
  std::size_t least = 0;
  std::size_t most = 0;
};

/// The shape of a format without its checks: which bytes may stand where. Asked at compile time only.
template <std::size_t Count>
struct pattern {
  pattern_run runs[Count]{};

  [[nodiscard]] constexpr byte_set bytes() const {
    byte_set all;
    for (const pattern_run& run : runs) all.add(run.set);
    return all;
  }
};

/// A run for each byte of a fixed text, and one for each other segment.
template <class... Segment>
constexpr auto pattern_of(list<Segment...>) {
  constexpr std::size_t count =
      ((kind_of<Segment> == segment_kind::literal ? Segment::min_size : std::size_t{1}) + ... + 0);
  pattern<count> made;
  std::size_t next = 0;
  const auto add = [&](byte_set set, std::size_t least, std::size_t most) { made.runs[next++] = {set, least, most}; };
  const auto add_segment = [&]<class One>(One) {
    if constexpr (kind_of<One> == segment_kind::literal) {
      for (std::size_t i = 0; i < One::min_size; ++i) add(byte_set::of(One::text.substr(i, 1)), 1, 1);
    } else {
      add(One::digits::set, One::min_size, One::max_size);
    }
  };
  (add_segment(Segment{}), ...);
  return made;
}

/// A pattern in which everything from the first run of variable size to the last one is a single run: what can be said
/// about each position when the size is known.
template <std::size_t Count>
constexpr pattern<Count + 1> single_gap(const pattern<Count>& from) {
  std::size_t first = Count;
  std::size_t last = 0;
  for (std::size_t i = 0; i < Count; ++i) {
    if (from.runs[i].least == from.runs[i].most) continue;
    if (first == Count) first = i;
    last = i;
  }
  pattern<Count + 1> made;
  std::size_t next = 0;
  for (std::size_t i = 0; i < Count; ++i) {
    if (i < first || i > last) {
      made.runs[next++] = from.runs[i];
      continue;
    }
    pattern_run& gap = made.runs[next];
    gap.set.add(from.runs[i].set);
    gap.least += from.runs[i].least;
    gap.most += from.runs[i].most;
    if (i == last) ++next;
  }
  return made;  // runs that are left over are empty
}

/// Whether a text of `size` bytes could be of both patterns; each has one gap at most.
template <std::size_t Left, std::size_t Right>
constexpr bool meet_at(const pattern<Left>& left, const pattern<Right>& right, std::size_t left_gap,
                       std::size_t right_gap) {
  const auto size_of = [](const pattern_run& run, std::size_t gap) { return run.least == run.most ? run.least : gap; };
  std::size_t l = 0;
  std::size_t r = 0;
  std::size_t left_rest = size_of(left.runs[0], left_gap);
  std::size_t right_rest = size_of(right.runs[0], right_gap);
  for (;;) {
    while (left_rest == 0) {
      if (++l == Left) return true;
      left_rest = size_of(left.runs[l], left_gap);
    }
    while (right_rest == 0) {
      if (++r == Right) return true;
      right_rest = size_of(right.runs[r], right_gap);
    }
    if (!left.runs[l].set.meets(right.runs[r].set)) return false;
    const std::size_t step = left_rest < right_rest ? left_rest : right_rest;
    left_rest -= step;
    right_rest -= step;
  }
}

/// The least and the most bytes of a pattern, and how many of them are not in its gap.
template <std::size_t Count>
constexpr pattern_run extent(const pattern<Count>& of, std::size_t& fixed) {
  pattern_run all;
  for (const pattern_run& run : of.runs) {
    all.least += run.least;
    all.most += run.most;
    if (run.least == run.most) fixed += run.least;
  }
  return all;
}

/// Whether there may be a text of both shapes. Exact where each has at most one field of variable size; else it may say
/// yes although the fields between the first and the last variable one rule it out.
template <std::size_t Left, std::size_t Right>
constexpr bool overlap(const pattern<Left>& one, const pattern<Right>& other) {
  const auto left = single_gap(one);
  const auto right = single_gap(other);
  std::size_t left_fixed = 0;
  std::size_t right_fixed = 0;
  const pattern_run left_extent = extent(left, left_fixed);
  const pattern_run right_extent = extent(right, right_fixed);
  std::size_t size = left_extent.least > right_extent.least ? left_extent.least : right_extent.least;
  for (; size <= left_extent.most && size <= right_extent.most; ++size) {
    if (meet_at(left, right, size - left_fixed, size - right_fixed)) return true;
  }
  return false;
}

}}}  // namespace jeton::v0::detail

#endif
