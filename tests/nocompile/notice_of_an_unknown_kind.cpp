// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*due
#include <jeton/lifecycle/notice.hpp>

struct row {
  int owner;
  jeton::expiry expires;
  bool revoked;
  unsigned notices_sent;
#if !defined(FAIL)
  bool impersonation;  // whoever leaves it out would tell users of tokens that they do not know
#endif
};

bool told(const row& token, const jeton::notice& kind, jeton::unix_seconds now) { return kind.due(token, now); }
