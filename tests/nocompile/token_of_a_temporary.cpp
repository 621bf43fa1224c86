// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function|call to deleted).*parse
#include <string>

#include <jeton/issuers/github.hpp>

std::string read();

bool check() {
  const std::string text = read();
  const auto kept = jeton::github::classic_pat::parse(text);
#if defined(FAIL)
  const auto dangling = jeton::github::classic_pat::parse(read());
#endif
  return kept.has_value();
}
