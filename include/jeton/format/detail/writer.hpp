// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_WRITER_HPP
#define JETON_FORMAT_DETAIL_WRITER_HPP

#include <cstddef>
#include <string_view>
#include <utility>

#include <jeton/format/detail/digit_source.hpp>
#include <jeton/format/detail/layout.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// Writes a token part by part, in the order of its bytes: texts, digits that are drawn or given, checks.
template <class Layout>
struct writer;

template <class... Segment>
struct writer<layout<Segment...>> {
  using format = layout<Segment...>;
  using bounds = typename format::bounds;

  /// Whether no field has a fixed size, and so is drawn.
  static constexpr bool draws_nothing = (!(kind_of<Segment> == segment_kind::field && !is_variable<Segment>) && ...);

  /// How many random bytes `tokens` tokens take, but for the rare case that needs another draw; at least one.
  static constexpr std::size_t draw_size(std::size_t tokens) {
    const std::size_t sum = (bytes_drawn<Segment>(tokens) + ... + 0);
    return sum == 0 ? 1 : sum;
  }

  /// Writes a token to `out` and returns its size; 0 where the digits fail. `given` has a text of the right size and
  /// digits for each field of variable size.
  template <class DigitSource>
  static constexpr std::size_t write(std::string_view prefix, DigitSource& digits, const std::string_view* given,
                                     char* out) {
    for (std::size_t i = 0; i < prefix.size(); ++i) out[i] = prefix[i];
    bounds found;
    found.at[0] = prefix.size();
    return write_each(digits, given, out, found, typename format::indices{}) ? found.at[format::count] : 0;
  }

  /// Whether the given texts have the sizes, and the digits, of the fields of variable size.
  static constexpr bool sizes_fit(const std::string_view* given) { return (size_fits<Segment>(given) && ...); }
  static constexpr bool digits_fit(const std::string_view* given) { return (digit_fits<Segment>(given) && ...); }

 private:
  template <class One>
  static constexpr std::size_t bytes_drawn(std::size_t tokens) {
    if constexpr (kind_of<One> == segment_kind::field && !is_variable<One>) {
      return bytes_for(tokens * ((One::min_size + 1) / 2), One::digits::size);
    }
    return 0;
  }

  template <class One>
  static constexpr bool size_fits(const std::string_view*& given) {
    if constexpr (is_variable<One>) {
      const std::size_t size = (given++)->size();
      return size >= One::min_size && size <= One::max_size;
    }
    return true;
  }
  template <class One>
  static constexpr bool digit_fits(const std::string_view*& given) {
    if constexpr (is_variable<One>) return One::digits::contains(*given++);
    return true;
  }

  template <class DigitSource, std::size_t... Place>
  static constexpr bool write_each(DigitSource& digits, const std::string_view* given, char* out, bounds& found,
                                   std::index_sequence<Place...>) {
    return (write_one<Place, Segment>(digits, given, out, found) && ...);
  }

  template <std::size_t Index, class One, class DigitSource>
  static constexpr bool write_one(DigitSource& digits, const std::string_view*& given, char* out, bounds& found) {
    char* at = out + found.at[Index];
    std::size_t size = One::min_size;
    if constexpr (kind_of<One> == segment_kind::literal) {
      for (std::size_t i = 0; i < size; ++i) at[i] = One::text[i];
    } else if constexpr (is_variable<One>) {
      size = given->size();
      for (std::size_t i = 0; i < size; ++i) at[i] = (*given)[i];
      ++given;
    } else if constexpr (kind_of<One> == segment_kind::field) {
      if (!digits.template draw<typename One::digits>(at, size)) return false;
    } else if constexpr (kind_of<One> == segment_kind::length) {
      One::write(found.size(format::field_before(Index)), at);
    } else {
      const std::string_view so_far{out, found.at[Index]};
      One::write(format::template covered<One::span>(so_far, found, Index), at);
    }
    found.at[Index + 1] = found.at[Index] + size;
    return true;
  }
};

}}}  // namespace jeton::v0::detail

#endif
