// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function|call to deleted)
#include <utility>

#include <jeton/core/secret.hpp>

jeton::secret<40> pass_on(jeton::secret<40>& token) {
#if defined(FAIL)
  jeton::secret<40> copy = token;
#endif
  return std::move(token);
}
