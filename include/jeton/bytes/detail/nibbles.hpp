// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_NIBBLES_HPP
#define JETON_BYTES_DETAIL_NIBBLES_HPP

#include <cstddef>
#include <string_view>

namespace jeton { inline namespace v0 { namespace detail {

/// An alphabet in tables of sixteen, which stand in registers and not in memory when a secret character looks up its
/// halves. ASCII has eight rows of sixteen; each has a bit of its own.
struct nibble_tables {
  alignas(16) unsigned char columns[16]{};    ///< by the lower half: the rows in which that column is a digit
  alignas(16) unsigned char distances[16]{};  ///< by the upper half: value minus character, if that is one for the row
  bool has_distances = true;

  constexpr explicit nibble_tables(std::string_view digits) {
    bool is_used[16]{};
    for (std::size_t value = 0; value < digits.size(); ++value) {
      const auto digit = static_cast<unsigned char>(digits[value]);
      const unsigned row = digit >> 4U;
      const auto distance = static_cast<unsigned char>(value - digit);
      columns[digit & 15U] = static_cast<unsigned char>(columns[digit & 15U] | 1U << row);
      has_distances = has_distances && (!is_used[row] || distances[row] == distance);
      distances[row] = distance;
      is_used[row] = true;
    }
  }
};

template <class Alphabet>
inline constexpr nibble_tables nibbles_of{Alphabet::digits};

}}}  // namespace jeton::v0::detail

#endif
