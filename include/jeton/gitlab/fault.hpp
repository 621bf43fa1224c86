// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_FAULT_HPP
#define JETON_GITLAB_FAULT_HPP

#include <string_view>

#include <jeton/core/result.hpp>

namespace jeton { inline namespace v0 { namespace gitlab {

/// Why a routable token names no route, in the order of the checks.
enum class route_fault : unsigned char {
  encoding,   ///< the payload field is not canonical base64url; position in the token
  length,     ///< the length byte inside leaves less than 16 random bytes, or the payload has more than 208;
              ///< position 0, or 208
  line,       ///< not `key:value`, the key one lower-case letter and the value not empty; position in the payload
  duplicate,  ///< a key comes twice; position in the payload
  number,     ///< asked as a number, a value is no base36 number below 2^64
};
using route_error = error_at<route_fault>;

[[nodiscard]] constexpr std::string_view describe(route_fault fault) {
  switch (fault) {
    case route_fault::encoding:
      return "the payload is not canonical base64url";
    case route_fault::length:
      return "the length inside contradicts the length of the payload";
    case route_fault::line:
      return "a line of the payload is not key:value";
    case route_fault::duplicate:
      return "a key of the payload comes twice";
    case route_fault::number:
      return "a value of the payload is not a base36 number below 2^64";
  }
  return "unknown fault";
}

/// Why no routable token was made, in the order of the checks.
enum class routable_error : unsigned char {
  unrouted,    ///< neither a cell nor an organization is given
  characters,  ///< a value has a line feed, which would begin another line
  too_large,   ///< the payload has more than 159 bytes (GitLab's PayloadTooLarge)
  random,      ///< the source of randomness failed
};

[[nodiscard]] constexpr std::string_view describe(routable_error error) {
  switch (error) {
    case routable_error::unrouted:
      return "a routable token needs an organization or a cell";
    case routable_error::characters:
      return "a value of the route has a line feed";
    case routable_error::too_large:
      return "the payload of the route has more than 159 bytes";
    case routable_error::random:
      return "the source of randomness failed";
  }
  return "unknown fault";
}

/// Why there is no salt.
enum class salt_fault : unsigned char {
  size,  ///< db_key_base has fewer than 32 bytes
};

[[nodiscard]] constexpr std::string_view describe(salt_fault fault) {
  return fault == salt_fault::size ? "db_key_base has 32 bytes or more" : "unknown fault";
}

/// Why a response was not written, in the order of the checks.
enum class response_fault : unsigned char {
  token_page,  ///< it has a control character
  room,        ///< a value is longer than there is room for
};

[[nodiscard]] constexpr std::string_view describe(response_fault fault) {
  switch (fault) {
    case response_fault::token_page:
      return "a URL has no control character";
    case response_fault::room:
      return "the response is longer than there is room for";
  }
  return "unknown fault";
}

}}}  // namespace jeton::v0::gitlab

#endif
