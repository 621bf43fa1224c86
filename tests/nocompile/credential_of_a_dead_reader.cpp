// SPDX-License-Identifier: BSL-1.0
// error: (discards qualifiers|is an rvalue)
#include <jeton/http/credential.hpp>

bool check() {
  jeton::credential_reader reader{{}};
#if defined(FAIL)
  return jeton::credential_reader{{}}.read().has_value();
#else
  return reader.read().has_value();
#endif
}
