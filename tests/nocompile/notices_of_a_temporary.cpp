// SPDX-License-Identifier: BSL-1.0
// error: (cannot bind non-const lvalue reference|no matching function for call to .*notices_due)
#include <vector>

#include <jeton/lifecycle/notice.hpp>

struct row {
  int owner;
  jeton::expiry expires;
  bool revoked;
  bool impersonation;
  unsigned notices_sent;
};

std::vector<row> rows();

bool anybody_told(const jeton::notice& kind, jeton::unix_seconds now) {
#if defined(FAIL)
  return !jeton::notices_due(rows(), kind, now).empty();
#else
  const std::vector<row> found = rows();
  return !jeton::notices_due(found, kind, now).empty();
#endif
}
