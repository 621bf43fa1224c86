// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_FAULT_HPP
#define JETON_SCOPE_FAULT_HPP

#include <string_view>

#include <jeton/core/result.hpp>

namespace jeton { inline namespace v0 {

/// Why a text is not a list of scopes. Names are judged from the front, each in this order.
enum class scope_fault : unsigned char {
  syntax,      ///< not a JSON array of strings; where it breaks
  empty_item,  ///< a name is missing; where it should stand
  character,   ///< a byte that no name may have (RFC 6749 §3.3); its position
  unknown,     ///< the vocabulary has no such name; where it begins
  duplicate,   ///< the name stood there before; where it begins again
};
using scope_error = error_at<scope_fault>;

[[nodiscard]] constexpr std::string_view describe(scope_fault fault) {
  switch (fault) {
    case scope_fault::syntax:
      return "not a JSON array of strings";
    case scope_fault::empty_item:
      return "a scope is missing here";
    case scope_fault::character:
      return "a scope has printable ASCII characters without space, quote and backslash only";
    case scope_fault::unknown:
      return "no scope of this vocabulary";
    case scope_fault::duplicate:
      return "this scope stands here twice";
  }
  return "unknown fault";
}

/// Why scopes were not written.
enum class scope_write_fault : unsigned char {
  room,  ///< the buffer is too small
};

[[nodiscard]] constexpr std::string_view describe(scope_write_fault) {
  return "the buffer is too small for these scopes";
}

}}  // namespace jeton::v0

#endif
