// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DECISION_DENIAL_HPP
#define JETON_DECISION_DENIAL_HPP

#include <string_view>

namespace jeton { inline namespace v0 {

/// Why a presented token is refused, in the order of the checks.
enum class denial : unsigned char {
  malformed,     ///< it has the shape of no format that is accepted here
  mistyped,      ///< the shape, but its check is another: a typing error, or made up
  unknown,       ///< no record has its digest
  unavailable,   ///< the store could not answer, so nothing is known
  revoked,       ///< its record says so
  expired,       ///< its last living day is over
  out_of_scope,  ///< it lives, but may not do this
};

[[nodiscard]] constexpr std::string_view describe(denial reason) {
  switch (reason) {
    case denial::malformed:
      return "not a token of this service";
    case denial::mistyped:
      return "the checksum of the token is wrong";
    case denial::unknown:
      return "the token is unknown";
    case denial::unavailable:
      return "tokens cannot be looked up at the moment";
    case denial::revoked:
      return "the token was revoked";
    case denial::expired:
      return "the token has expired";
    case denial::out_of_scope:
      return "the token has not the scope that this needs";
  }
  return "unknown denial";
}

}}  // namespace jeton::v0

#endif
