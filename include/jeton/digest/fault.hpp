// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DIGEST_FAULT_HPP
#define JETON_DIGEST_FAULT_HPP

#include <string_view>

#include <jeton/core/result.hpp>

namespace jeton { inline namespace v0 {

/// Why a text is not the digest it should be, in the order of the checks.
enum class digest_fault : unsigned char {
  length,    ///< not the number of characters that this many bytes need
  alphabet,  ///< a character is no digit, or the padding is not where it belongs
  trailing,  ///< the last digit has bits set that no byte uses, so that two texts would mean one digest
};
using digest_error = error_at<digest_fault>;

[[nodiscard]] constexpr std::string_view describe(digest_fault fault) {
  switch (fault) {
    case digest_fault::length:
      return "wrong length for this digest";
    case digest_fault::alphabet:
      return "not a digit of this encoding";
    case digest_fault::trailing:
      return "unused bits of the last digit are set";
  }
  return "unknown fault";
}

/// Why bytes are no pepper, in the order of the checks.
enum class pepper_fault : unsigned char {
  size,        ///< fewer than 32 bytes
  repetition,  ///< one byte over and over, as memory that nobody has filled
};

[[nodiscard]] constexpr std::string_view describe(pepper_fault fault) {
  switch (fault) {
    case pepper_fault::size:
      return "a pepper has 32 bytes or more";
    case pepper_fault::repetition:
      return "a pepper is not one byte over and over";
  }
  return "unknown fault";
}

/// Why a key was not added, in the order of the checks.
enum class keyring_fault : unsigned char {
  repeated,  ///< another key has this id
  room,      ///< there are already as many keys as are kept
};

[[nodiscard]] constexpr std::string_view describe(keyring_fault fault) {
  switch (fault) {
    case keyring_fault::repeated:
      return "the id belongs to another key";
    case keyring_fault::room:
      return "too many keys";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif
