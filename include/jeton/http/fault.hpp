// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_HTTP_FAULT_HPP
#define JETON_HTTP_FAULT_HPP

#include <string_view>

#include <jeton/core/result.hpp>

namespace jeton { inline namespace v0 {

/// Why a request presents no credential, in the order of the checks.
enum class credential_fault : unsigned char {
  repeated,       ///< a header field or a parameter that carries tokens comes twice; position 0
  scheme,         ///< an Authorization field of a scheme that is not in use; position 0
  bearer,         ///< behind `Bearer` stands no token; its first wrong byte
  basic,          ///< behind `Basic` stands no `user:password` in base64, or more than there is room for
  header,         ///< the header field has a control character; its position
  parameter,      ///< the parameter has a control character or a broken escape, or more than there is room for
  contradiction,  ///< two carriers carry different texts; position 0
  missing,        ///< no carrier carries anything; position 0
};
/// The position is one in the value of the header field or parameter, as it was given.
using credential_error = error_at<credential_fault>;

[[nodiscard]] constexpr std::string_view describe(credential_fault fault) {
  switch (fault) {
    case credential_fault::repeated:
      return "the credential is given more than once";
    case credential_fault::scheme:
      return "the authorization scheme is not in use here";
    case credential_fault::bearer:
      return "what follows Bearer is not a token";
    case credential_fault::basic:
      return "what follows Basic is not a user name and a password";
    case credential_fault::header:
      return "the header field of the credential has a control character";
    case credential_fault::parameter:
      return "the parameter of the credential is malformed";
    case credential_fault::contradiction:
      return "the request carries two different credentials";
    case credential_fault::missing:
      return "the request carries no credential";
  }
  return "unknown fault";
}

/// Why no challenge was written, in the order of the checks.
enum class challenge_fault : unsigned char {
  realm,  ///< a byte outside of printable ASCII: CR, LF, NUL, a tab, UTF-8; its position
  scope,  ///< not `scope-token *( SP scope-token )` (RFC 6749 §3.3); the first wrong byte
  room,   ///< it is longer than there is room for; that size
};
using challenge_error = error_at<challenge_fault>;

[[nodiscard]] constexpr std::string_view describe(challenge_fault fault) {
  switch (fault) {
    case challenge_fault::realm:
      return "a realm is printable ASCII";
    case challenge_fault::scope:
      return "not a list of scopes";
    case challenge_fault::room:
      return "the challenge is longer than there is room for";
  }
  return "unknown fault";
}

/// Why a query fills in nothing. Fields are judged from the front, each in this order.
enum class prefill_fault : unsigned char {
  repeated,  ///< a field that was there before
  escape,    ///< a `%` that no two hexadecimal digits follow
  text,      ///< a name or description that is not plain text (see lifecycle/plain_text.hpp) or has more than 255
             ///< characters
};

[[nodiscard]] constexpr std::string_view describe(prefill_fault fault) {
  switch (fault) {
    case prefill_fault::repeated:
      return "a field stands there twice";
    case prefill_fault::escape:
      return "not a percent-encoded text";
    case prefill_fault::text:
      return "a text with characters that it must not have, or too many";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif
