// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_FAULT_HPP
#define JETON_STORE_FAULT_HPP

#include <string_view>

namespace jeton { inline namespace v0 {

/// Why a store does not do what it is asked, in the order of the checks.
enum class store_fault : unsigned char {
  unavailable,  ///< it cannot answer: locked, full, broken, not there. Nothing is known about the row
  incomplete,   ///< the row to be written has no digest or no owner, so that nobody would find it; or a value that this
                ///< store cannot hold
  duplicate,    ///< another row has this digest
  absent,       ///< there is no such row
};

[[nodiscard]] constexpr std::string_view describe(store_fault fault) {
  switch (fault) {
    case store_fault::unavailable:
      return "the store cannot answer";
    case store_fault::incomplete:
      return "a row needs a digest and an owner";
    case store_fault::duplicate:
      return "there is a row with this digest";
    case store_fault::absent:
      return "there is no such row";
  }
  return "unknown fault";
}

}}  // namespace jeton::v0

#endif
