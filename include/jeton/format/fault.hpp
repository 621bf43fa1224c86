// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_FAULT_HPP
#define JETON_FORMAT_FAULT_HPP

#include <string_view>

#include <jeton/core/result.hpp>

namespace jeton { inline namespace v0 {

/// Why a text is no token of a format, in the order of the checks. Positions are bytes from 0.
enum class token_fault : unsigned char {
  prefix,        ///< it does not begin with the prefix; position: the first byte that differs
  length,        ///< too short (position: its size) or too long (position: the first byte too many)
  separator,     ///< a fixed text inside it is another; position: the first byte that differs
  alphabet,      ///< a byte of a field or of a check is no digit there; position: that byte
  field_length,  ///< the length field does not say how long the field is; position: where the length field begins
  checksum,      ///< the check does not belong to the bytes it covers; position: where the check begins
};
using token_error = error_at<token_fault>;

[[nodiscard]] constexpr std::string_view describe(token_fault fault) {
  switch (fault) {
    case token_fault::prefix:
      return "does not begin with the prefix";
    case token_fault::length:
      return "too short or too long";
    case token_fault::separator:
      return "a separator is not where it belongs";
    case token_fault::alphabet:
      return "a character that this format does not use here";
    case token_fault::field_length:
      return "the length field contradicts the length";
    case token_fault::checksum:
      return "the checksum does not match";
  }
  return "unknown fault";
}

/// Why a text cannot be a prefix, in the order of the checks.
enum class prefix_fault : unsigned char {
  length,    ///< more than 20 characters; position 20
  alphabet,  ///< a character outside `[A-Za-z0-9_+=/@:.-]`; its position
  room,      ///< there are already as many prefixes as are kept
};
using prefix_error = error_at<prefix_fault>;

[[nodiscard]] constexpr std::string_view describe(prefix_fault fault) {
  switch (fault) {
    case prefix_fault::length:
      return "a prefix has 20 characters at most";
    case prefix_fault::alphabet:
      return "a prefix has letters, digits and _+=/@:.- only";
    case prefix_fault::room:
      return "too many earlier prefixes";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif
