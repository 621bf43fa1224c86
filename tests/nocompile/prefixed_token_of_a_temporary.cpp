// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function|call to deleted).*parse
#include <string>

#include <jeton/format/prefixed.hpp>
#include <jeton/issuers/github.hpp>

std::string read();

bool check(const jeton::prefixed<jeton::github::classic_pat>& ours) {
  const std::string text = read();
  const auto kept = ours.parse(text);
#if defined(FAIL)
  const auto dangling = ours.parse(read());
#endif
  return kept.has_value();
}
