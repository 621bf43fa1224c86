// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function .*operator<<|selected deleted operator '<<')
#include <iostream>

#include <jeton/digest/digest.hpp>
#include <jeton/issuers/github.hpp>

void log(const jeton::token<jeton::github::classic_pat>& token) {
  std::cout << jeton::fingerprint(token.expose()).view();
#if defined(FAIL)
  std::cout << token;
#endif
}
