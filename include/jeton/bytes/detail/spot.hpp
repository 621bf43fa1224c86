// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SPOT_HPP
#define JETON_BYTES_DETAIL_SPOT_HPP

#include <cstddef>

/// The words in which a format is told to the variants in `simd/`, which know no segments: places in a text, and what
/// stands there. `plan.hpp` speaks them.
namespace jeton { inline namespace v0 { namespace detail {

/// So many bytes behind the beginning of a text or before its end, or an entry of a table that was made for this text.
struct spot {
  enum class origin : unsigned char { front, back, table };
  origin from;
  std::size_t offset;
};

/// Digits of one alphabet, and how much of the text is certain to stand around them: what may be loaded.
struct run_shape {
  spot begin;
  spot end;
  std::size_t least;         ///< digits
  std::size_t most;          ///< digits
  std::size_t before_end;    ///< bytes from the beginning of the text to the end of the run, at least
  std::size_t behind_begin;  ///< bytes from the beginning of the run to the end of the text, at least

  [[nodiscard]] constexpr bool is_fixed() const { return least == most; }
};

/// What a variant compares; `other` is left to whoever called it.
enum class piece : unsigned char { literal, digits, length, crc32, other };

/// A text on which a plan is laid. `at` is the table, for a plan that needs one.
struct placed_text {
  const char* begin;
  std::size_t size;
  const std::size_t* at;
};

}}}  // namespace jeton::v0::detail

#endif
