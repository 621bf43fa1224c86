// SPDX-License-Identifier: BSL-1.0
// error: deleted
#include <jeton/scope/vocabulary.hpp>

#include <string>

using acme = jeton::scope_vocabulary<"repo:read", "repo:write">;

int main() {
  const std::string row = "repo:read mcp";
  const auto stored = acme::parse_stored(row);
#if defined(FAIL)
  const auto dangling = acme::parse_stored(std::string{"repo:read mcp"});
#endif
  return stored.known().contains<"repo:read">() ? 0 : 1;
}
