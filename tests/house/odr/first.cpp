// SPDX-License-Identifier: BSL-1.0
// Compiled against include/.
#include "units.hpp"

bool first_accepts(const char* text, std::size_t size) {
  return acme_pat::valid({text, size}) && acme_pat::parse({text, size}).has_value();
}

int main() {
  const auto fresh = jeton::generate<acme_pat>();
  if (!fresh) return 1;
  const std::string_view text = fresh->expose();
#if defined(CONTROL)
  if (shared.member != 0) return 1;
#endif
  return first_accepts(text.data(), text.size()) && second_accepts(text.data(), text.size()) ? 0 : 1;
}
