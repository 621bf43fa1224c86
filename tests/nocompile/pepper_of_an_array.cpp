// SPDX-License-Identifier: BSL-1.0
// error: (not a constant expression|non-constant|not usable in a constant expression)
#include <string_view>

#include <jeton/digest/keyring.hpp>

void read(char* bytes, int size);

bool start() {
  char bytes[64];
  read(bytes, sizeof bytes);
  const auto pepper = jeton::pepper::from(std::string_view{bytes, sizeof bytes});
#if defined(FAIL)
  const jeton::pepper one_byte_short{bytes};  // as if it ended in a NUL
#endif
  return pepper.has_value();
}
