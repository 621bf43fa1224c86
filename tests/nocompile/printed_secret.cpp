// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function .*operator<<|selected deleted operator '<<')
#include <iostream>

#include <jeton/core/secret.hpp>
#include <jeton/digest/digest.hpp>

void log(const jeton::secret<40>& token) {
  std::cout << jeton::fingerprint(token.expose()).view();
#if defined(FAIL)
  std::cout << token;
#endif
}
