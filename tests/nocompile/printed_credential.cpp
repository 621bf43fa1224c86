// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function .*operator<<|selected deleted operator '<<')
#include <iostream>

#include <jeton/digest/digest.hpp>
#include <jeton/http/credential.hpp>

void log(const jeton::credential& presented) {
  std::cout << jeton::fingerprint(presented.expose()).view();
#if defined(FAIL)
  std::cout << presented;
#endif
}
