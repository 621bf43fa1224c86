// SPDX-License-Identifier: BSL-1.0
// Compiled against single_include/.
#include "units.hpp"

bool second_accepts(const char* text, std::size_t size) {
#if defined(CONTROL)
  if (shared.member != 0) return false;
#endif
  return acme_pat::valid({text, size}) && acme_pat::parse({text, size}).has_value();
}
