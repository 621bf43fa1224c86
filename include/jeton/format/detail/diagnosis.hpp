// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_DIAGNOSIS_HPP
#define JETON_FORMAT_DETAIL_DIAGNOSIS_HPP

#include <cstddef>
#include <string_view>
#include <utility>

#include <jeton/format/detail/layout.hpp>
#include <jeton/format/fault.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// Of two refusals of one text, the one that passed more checks: the format that was meant.
constexpr token_error further(token_error one, token_error other) {
  if (one.reason() != other.reason()) return one.reason() < other.reason() ? other : one;
  return one.position() < other.position() ? other : one;
}

/// How many leading bytes two texts share.
constexpr std::size_t common_prefix(std::string_view left, std::string_view right) {
  std::size_t i = 0;
  while (i < left.size() && i < right.size() && left[i] == right[i]) ++i;
  return i;
}

/// The reason why `Layout::valid(prefix, text)` is false. Not for the hot path: it walks through the text byte by byte.
template <class Layout>
struct diagnosis;

template <class... Segment>
struct diagnosis<layout<Segment...>> {
  using format = layout<Segment...>;
  using bounds = typename format::bounds;

  static constexpr token_error of(std::string_view prefix, std::string_view text) {
    if (!text.starts_with(prefix)) return {token_fault::prefix, common_prefix(prefix, text)};
    const std::size_t most = prefix.size() + format::max_size;
    if (text.size() > most) return {token_fault::length, most};
    if (text.size() < prefix.size() + format::min_size) return {token_fault::length, text.size()};
    bounds found;
    std::size_t stopped = 0;
    if (!format::place(prefix.size(), text, found, stopped)) return of_field(text, found, stopped);
    token_error error{token_fault::checksum, text.size()};
    first_fault(text, found, error, typename format::indices{});
    return error;
  }

 private:
  /// A field of variable size that is too short or too long, or that leaves too little to those behind it.
  static constexpr token_error of_field(std::string_view text, const bounds& found, std::size_t stopped) {
    const std::size_t at = found.at[stopped];
    if (stopped == format::last_variable) {
      const std::size_t longest = at + format::most[stopped] + format::least_from(stopped + 1);
      return {token_fault::length, text.size() > longest ? longest : text.size()};
    }
    const std::size_t run = run_of(text, at, stopped, typename format::indices{});
    const std::size_t end = at + (run < format::most[stopped] ? run : format::most[stopped]);
    if (end == text.size()) return {token_fault::length, end};
    if (run < format::least[stopped]) return {token_fault::alphabet, end};
    constexpr std::string_view texts[format::count] = {text_of<Segment>()...};
    if (text[end] != texts[stopped + 1][0]) return {token_fault::separator, end};
    return {token_fault::length, text.size()};
  }
  template <std::size_t... Place>
  static constexpr std::size_t run_of(std::string_view text, std::size_t at, std::size_t index,
                                      std::index_sequence<Place...>) {
    std::size_t size = 0;
    ((Place == index ? void(size = strange_byte<Segment>(text.substr(at))) : void()), ...);
    return size;
  }

  /// The first byte of `text` that may not stand in segment One; its size where all may.
  template <class One>
  static constexpr std::size_t strange_byte(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size() && bytes_of<One>().contains(static_cast<unsigned char>(text[i]))) ++i;
    return i;
  }

  template <std::size_t... Place>
  static constexpr void first_fault(std::string_view text, const bounds& found, token_error& error,
                                    std::index_sequence<Place...>) {
    (void)((separator_fault<Place, Segment>(text, found, error) || ...) ||
           (alphabet_fault<Place, Segment>(text, found, error) || ...) ||
           (value_fault<Place, Segment>(segment_kind::length, token_fault::field_length, text, found, error) || ...) ||
           (value_fault<Place, Segment>(segment_kind::check, token_fault::checksum, text, found, error) || ...));
  }
  template <std::size_t Index, class One>
  static constexpr bool separator_fault(std::string_view text, const bounds& found, token_error& error) {
    if constexpr (kind_of<One> == segment_kind::literal) {
      const std::size_t same = common_prefix(One::text, text.substr(found.at[Index], One::min_size));
      error = {token_fault::separator, found.at[Index] + same};
      return same < One::min_size;
    } else {
      return false;
    }
  }
  template <std::size_t Index, class One>
  static constexpr bool alphabet_fault(std::string_view text, const bounds& found, token_error& error) {
    const std::size_t good = strange_byte<One>(text.substr(found.at[Index], found.size(Index)));
    error = {token_fault::alphabet, found.at[Index] + good};
    return good < found.size(Index);
  }
  template <std::size_t Index, class One>
  static constexpr bool value_fault(segment_kind kind, token_fault fault, std::string_view text, const bounds& found,
                                    token_error& error) {
    error = {fault, found.at[Index]};
    return kind_of<One> == kind && !format::template holds<Index, One>(text, found);
  }
};

}}}  // namespace jeton::v0::detail

#endif
