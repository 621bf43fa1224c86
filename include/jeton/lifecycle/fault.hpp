// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_FAULT_HPP
#define JETON_LIFECYCLE_FAULT_HPP

#include <string_view>

#include <jeton/core/result.hpp>

namespace jeton { inline namespace v0 {

/// Why a text is not plain.
enum class text_fault : unsigned char {
  encoding,   ///< not UTF-8
  control,    ///< a control character: a line break, NUL, ESC, …
  direction,  ///< a character that changes the direction of writing
  tag,        ///< a tag of Unicode, which no screen shows
};
using text_error = error_at<text_fault>;

[[nodiscard]] constexpr std::string_view describe(text_fault fault) {
  switch (fault) {
    case text_fault::encoding:
      return "not UTF-8";
    case text_fault::control:
      return "a control character";
    case text_fault::direction:
      return "a character that changes the direction of writing";
    case text_fault::tag:
      return "a character that no screen shows";
  }
  return "unknown fault";
}

/// Why a text is not searched for.
enum class search_fault : unsigned char {
  size,  ///< more than 1024 bytes
};

[[nodiscard]] constexpr std::string_view describe(search_fault) { return "more than 1024 bytes to search for"; }

/// Why a policy cannot be, or refuses an expiry, in the order of the checks.
enum class lifetime_fault : unsigned char {
  limit,      ///< a limit has 1 to 365 days, or to what else was named as the longest
  unlimited,  ///< there is no limit to reckon with
  missing,    ///< an expiry is required, and this token would never expire
  too_late,   ///< after the last admissible day
};

[[nodiscard]] constexpr std::string_view describe(lifetime_fault fault) {
  switch (fault) {
    case lifetime_fault::limit:
      return "no such limit";
    case lifetime_fault::unlimited:
      return "lifetime is not limited";
    case lifetime_fault::missing:
      return "an expiry is required";
    case lifetime_fault::too_late:
      return "expires after the last admissible day";
  }
  return "unknown fault";
}

/// Why no token was issued, in the order of the checks.
enum class issue_fault : unsigned char {
  owner,             ///< nobody: tokens belong to somebody
  name,              ///< blank
  name_text,         ///< not plain text (see lifecycle/plain_text.hpp); where
  name_size,         ///< more than 255 characters
  description_text,  ///< not plain text; where
  description_size,  ///< more than 255 characters
  scopes,            ///< none: such a token could do nothing, or, where a reader takes none for all, everything
  expiry_missing,    ///< the policy requires one
  expiry_passed,     ///< it would be dead on arrival
  expiry_too_late,   ///< after the last day that the policy admits
  token_text,        ///< a given token does not have the format; where
  random,            ///< the source of randomness failed, or gave the same token again
  duplicate,         ///< a given token is there already
  unavailable,       ///< the store cannot answer
};
using issue_error = error_at<issue_fault>;

[[nodiscard]] constexpr std::string_view describe(issue_fault fault) {
  switch (fault) {
    case issue_fault::owner:
      return "a token needs an owner";
    case issue_fault::name:
      return "a token needs a name";
    case issue_fault::name_text:
      return "a character that a name must not have";
    case issue_fault::name_size:
      return "the name has more than 255 characters";
    case issue_fault::description_text:
      return "a character that a description must not have";
    case issue_fault::description_size:
      return "the description has more than 255 characters";
    case issue_fault::scopes:
      return "a token needs a scope";
    case issue_fault::expiry_missing:
      return "a token must expire";
    case issue_fault::expiry_passed:
      return "this expiry has passed";
    case issue_fault::expiry_too_late:
      return "this expiry is too late";
    case issue_fault::token_text:
      return "the given token does not have the format";
    case issue_fault::random:
      return "the source of randomness failed";
    case issue_fault::duplicate:
      return "the given token is there already";
    case issue_fault::unavailable:
      return "the store cannot answer";
  }
  return "unknown fault";
}

/// Why a token was not rotated, in the order of the checks. The old token lives on.
enum class rotate_fault : unsigned char {
  unknown,          ///< there is no such token
  revoked,          ///< it is revoked already, perhaps by another rotation a moment ago
  scopes,           ///< it has none, so that its successor could do nothing
  expiry_missing,   ///< the policy requires one
  expiry_passed,    ///< the new token would be dead on arrival
  expiry_too_late,  ///< after the last day that the policy admits, or beyond the calendar
  random,           ///< the source of randomness failed, or gave the same token again
  unavailable,      ///< the store cannot answer
};

[[nodiscard]] constexpr std::string_view describe(rotate_fault fault) {
  switch (fault) {
    case rotate_fault::unknown:
      return "there is no such token";
    case rotate_fault::revoked:
      return "the token is revoked already";
    case rotate_fault::scopes:
      return "the token has no scope";
    case rotate_fault::expiry_missing:
      return "a token must expire";
    case rotate_fault::expiry_passed:
      return "this expiry has passed";
    case rotate_fault::expiry_too_late:
      return "this expiry is too late";
    case rotate_fault::random:
      return "the source of randomness failed";
    case rotate_fault::unavailable:
      return "the store cannot answer";
  }
  return "unknown fault";
}

/// Why a list has no such order.
enum class order_fault : unsigned char {
  unknown,  ///< no name of an order
};

[[nodiscard]] constexpr std::string_view describe(order_fault) { return "no such order"; }

/// Why a token gets no more notice of a kind.
enum class notice_fault : unsigned char {
  never,   ///< the token never expires, or no such notice is ever sent
  passed,  ///< the last run that would send it has been
};

[[nodiscard]] constexpr std::string_view describe(notice_fault fault) {
  switch (fault) {
    case notice_fault::never:
      return "no notice of this kind is ever sent";
    case notice_fault::passed:
      return "too late for a notice of this kind";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif
