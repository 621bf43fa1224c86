// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function .*operator<<|selected deleted operator '<<')
#include <iostream>

#include <jeton/digest/keyring.hpp>

void log(const jeton::pepper& pepper) {
  const jeton::keyring keys{1, pepper};
  std::cout << keys.scheme().name << ' ' << keys.scheme().key;
#if defined(FAIL)
  std::cout << pepper;
#endif
}
