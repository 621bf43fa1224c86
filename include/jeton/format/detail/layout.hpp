// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_LAYOUT_HPP
#define JETON_FORMAT_DETAIL_LAYOUT_HPP

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/format/detail/plan.hpp>
#include <jeton/format/detail/segment.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// Where the segments of a format lie in a text, and whether they are what they should be. The text begins with a
/// prefix that is passed along, since it may be known only at run time; Segment... is what comes after it.
///
/// Segments are found by position. The last one of variable size takes what the others leave; one before it must end at
/// a fixed text that cannot begin with one of its digits.
template <class... Segment>
struct layout {
  static constexpr std::size_t count = sizeof...(Segment);
  static constexpr segment_kind kind[count] = {kind_of<Segment>...};
  static constexpr covers span[count] = {span_of<Segment>()...};  // of a check; else without meaning
  static constexpr std::size_t least[count] = {Segment::min_size...};
  static constexpr std::size_t most[count] = {Segment::max_size...};
  static constexpr std::size_t min_size = (Segment::min_size + ...);
  static constexpr std::size_t max_size = (Segment::max_size + ...);
  static constexpr std::size_t variable_count = (std::size_t{is_variable<Segment>} + ...);
  static constexpr bool is_crc32[count] = {has_crc32<Segment>()...};
  static constexpr std::string_view digit_text[count] = {digits_of<Segment>()...};
  using segments = list<Segment...>;
  using indices = std::make_index_sequence<count>;

  static constexpr std::size_t none = count;

  static constexpr std::size_t find_last_variable() {
    std::size_t last = none;
    for (std::size_t i = 0; i < count; ++i) {
      if (least[i] != most[i]) last = i;
    }
    return last;
  }
  static constexpr std::size_t last_variable = find_last_variable();

  /// The nearest field before segment `index`.
  static constexpr std::size_t field_before(std::size_t index) {
    std::size_t found = none;
    for (std::size_t i = 0; i < index; ++i) {
      if (kind[i] == segment_kind::field) found = i;
    }
    return found;
  }

  /// Segment i stands at at[i] and ends at at[i + 1].
  struct bounds {
    std::size_t at[count + 1]{};
    [[nodiscard]] constexpr std::size_t size(std::size_t i) const { return at[i + 1] - at[i]; }
  };

  static constexpr bool fits(std::size_t prefix_size, std::size_t text_size) {
    return text_size >= prefix_size + min_size && text_size <= prefix_size + max_size;
  }

  /// Finds the segments in a text that `fits`; false where a variable one has too few digits or too many, or leaves too
  /// little to those behind it. `found.at` is then right up to the segment where it went wrong, `stopped`.
  static constexpr bool place(std::size_t prefix_size, std::string_view text, bounds& found, std::size_t& stopped) {
    found.at[0] = prefix_size;
    return place_each(text, found, stopped, indices{});
  }

  /// How many digits stand at `at`, up to `room`.
  template <class Digits>
  static constexpr std::size_t run(std::string_view text, std::size_t at, std::size_t room) {
    std::size_t i = 0;
    while (i < room && at + i < text.size() && Digits::set.contains(static_cast<unsigned char>(text[at + i]))) ++i;
    return i;
  }

  /// The bytes from which the check that is segment Index is computed.
  template <covers Span>
  static constexpr std::string_view covered(std::string_view text, const bounds& found, std::size_t index) {
    if constexpr (Span == covers::everything_before) {
      return text.substr(0, found.at[index]);
    } else if constexpr (Span == covers::before_separator) {
      return text.substr(0, found.at[index - 1]);
    } else {
      const std::size_t body = field_before(index);
      return text.substr(found.at[body], found.size(body));
    }
  }

  /// Whether a check covers segment `index`, or it is one itself.
  static constexpr bool is_covered(std::size_t index) {
    bool covered = kind[index] == segment_kind::check;
    for (std::size_t i = index + 1; i < count; ++i) {
      if (kind[i] != segment_kind::check) continue;
      covered = covered || span[i] == covers::everything_before ||
                (span[i] == covers::before_separator && index + 1 < i) ||
                (span[i] == covers::body && index == field_before(i));
    }
    return covered;
  }
  static constexpr bool has_check() {
    bool found = false;
    for (const segment_kind one : kind) found = found || one == segment_kind::check;
    return found;
  }
  /// Whether a check covers the prefix.
  static constexpr bool prefix_is_covered() {
    bool covered = false;
    for (std::size_t i = 0; i < count; ++i) {
      covered = covered || (kind[i] == segment_kind::check && span[i] != covers::body);
    }
    return covered;
  }

  /// Whether a text is of this format: the hot path, without a reason. PrefixSize is that of the prefix, where it is
  /// known at compile time.
  template <std::size_t PrefixSize = any_size>
  [[gnu::always_inline]] static constexpr bool valid(std::string_view prefix, std::string_view text) {
    if (!fits(prefix.size(), text.size()) || !text.starts_with(prefix)) return false;
    bounds found;
    if (std::is_constant_evaluated() || !kernel::knows_whole_tokens) {
      std::size_t stopped = 0;
      return place(prefix.size(), text, found, stopped) && all_hold(text, found, indices{});
    }
    using laid = plan<layout, PrefixSize>;
    if constexpr (laid::has_table || laid::has_other()) {
      std::size_t stopped = 0;
      if (!place(prefix.size(), text, found, stopped)) return false;
    }
    if constexpr (laid::has_other()) {
      return constant_time::value_barrier(unsigned{kernel::valid<laid, void>(text.data(), text.size(), found.at)}) !=
                 0 &&
             others_hold(text, found, indices{});
    } else {
      return kernel::valid<laid, void>(text.data(), text.size(), found.at);
    }
  }

  /// Whether segment Index is what it should be.
  template <std::size_t Index, class One>
  static constexpr bool holds(std::string_view text, const bounds& found) {
    const char* at = text.data() + found.at[Index];
    if constexpr (kind_of<One> == segment_kind::literal) {
      return text.substr(found.at[Index], One::min_size) == One::text;
    } else if constexpr (kind_of<One> == segment_kind::field) {
      return kernel::all_digits<typename One::digits>(at, is_variable<One> ? found.size(Index) : One::min_size);
    } else if constexpr (kind_of<One> == segment_kind::length) {
      return One::matches(found.size(field_before(Index)), at);
    } else {
      return One::matches(covered<One::span>(text, found, Index), at);
    }
  }

 private:
  template <std::size_t Index, class One>
  static constexpr bool place_one(std::string_view text, bounds& found, std::size_t& stopped) {
    std::size_t size = One::min_size;
    if constexpr (is_variable<One>) {
      constexpr std::size_t behind = least_from(Index + 1);
      if constexpr (Index == last_variable) {
        size = text.size() - found.at[Index] - behind;
      } else {
        size = run<typename One::digits>(text, found.at[Index], One::max_size);
      }
      const bool leaves_too_little = text.size() - found.at[Index] - size < behind;
      if (size < One::min_size || size > One::max_size || leaves_too_little) {
        stopped = Index;
        return false;
      }
    }
    found.at[Index + 1] = found.at[Index] + size;
    return true;
  }
  template <std::size_t... Place>
  static constexpr bool place_each(std::string_view text, bounds& found, std::size_t& stopped,
                                   std::index_sequence<Place...>) {
    return (place_one<Place, Segment>(text, found, stopped) && ...);
  }
  template <std::size_t Index, class One>
  static constexpr bool other_holds(std::string_view text, const bounds& found) {
    if constexpr (plan<layout, any_size>::piece_at(Index) == piece::other) return holds<Index, One>(text, found);
    return true;
  }
  template <std::size_t... Place>
  static constexpr bool others_hold(std::string_view text, const bounds& found, std::index_sequence<Place...>) {
    return (other_holds<Place, Segment>(text, found) && ...);
  }
  template <std::size_t... Place>
  static constexpr bool all_hold(std::string_view text, const bounds& found, std::index_sequence<Place...>) {
    return (holds<Place, Segment>(text, found) && ...);
  }

 public:
  /// The least that segments `index` and later need.
  static constexpr std::size_t least_from(std::size_t index) {
    std::size_t sum = 0;
    for (std::size_t i = index; i < count; ++i) sum += least[i];
    return sum;
  }
};

template <class Layout>
struct layout_of_list;
template <class... Segment>
struct layout_of_list<list<Segment...>> {
  using type = layout<Segment...>;
};

}}}  // namespace jeton::v0::detail

#endif
