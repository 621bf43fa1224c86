// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_REGEX_HPP
#define JETON_FORMAT_DETAIL_REGEX_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/byte_set.hpp>
#include <jeton/core/fixed_string.hpp>
#include <jeton/format/detail/segment.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// Writes a regular expression; with `out` null it only counts.
struct regex_writer {
  char* out = nullptr;
  std::size_t size = 0;

  constexpr void put(char c) {
    if (out != nullptr) out[size] = c;
    ++size;
  }
  constexpr void put(std::size_t number) {
    if (number >= 10) put(number / 10);
    put(static_cast<char>('0' + number % 10));
  }
  constexpr void literal(std::string_view text) {
    for (const char c : text) {
      if (std::string_view{"\\^$.|?*+()[]{}"}.find(c) != std::string_view::npos) put('\\');
      put(c);
    }
  }
  /// `[0-9A-Za-z]{30}`; a hyphen among the characters stands last.
  constexpr void characters(const byte_set& set, std::size_t least, std::size_t most) {
    put('[');
    for (unsigned first = 0; first < 256; ++first) {
      if (first == '-' || !set.contains(static_cast<unsigned char>(first))) continue;
      unsigned last = first;
      while (last < 255 && last + 1 != '-' && set.contains(static_cast<unsigned char>(last + 1))) ++last;
      in_class(first);
      if (last > first + 1) put('-');
      if (last > first) in_class(last);
      first = last;
    }
    if (set.contains('-')) put('-');
    put(']');
    put('{');
    put(least);
    if (most != least) {
      put(',');
      put(most);
    }
    put('}');
  }

 private:
  constexpr void in_class(unsigned c) {
    if (c == '\\' || c == ']' || c == '[' || c == '^') put('\\');
    put(static_cast<char>(c));
  }
};

template <class... Segment>
constexpr std::size_t write_regex(list<Segment...>, char* out) {
  regex_writer writer{out};
  const auto write_segment = [&]<class One>(One) {
    if constexpr (kind_of<One> == segment_kind::literal) {
      writer.literal(One::text);
    } else {
      writer.characters(One::digits::set, One::min_size, One::max_size);
    }
  };
  (write_segment(Segment{}), ...);
  return writer.size;
}

template <class List>
constexpr auto regex_of(List segments) {
  fixed_string<write_regex(List{}, nullptr)> regex;
  write_regex(segments, regex.chars);
  return regex;
}

}}}  // namespace jeton::v0::detail

#endif
