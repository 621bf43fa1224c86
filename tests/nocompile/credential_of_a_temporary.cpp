// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function|call to deleted).*header
#include <string>

#include <jeton/http/credential.hpp>

std::string read();

bool check() {
  const std::string value = read();
  jeton::credential_reader reader{{}};
  reader.header("Authorization", value);
#if defined(FAIL)
  reader.header("Authorization", read());
#endif
  return reader.read().has_value();
}
