// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function|call to deleted).*expose
#include <jeton/core/secret.hpp>

jeton::secret<40> read();

bool check() {
  const jeton::secret<40> kept = read();
  const auto text = kept.expose();
#if defined(FAIL)
  const auto dangling = read().expose();
#endif
  return text.empty();
}
