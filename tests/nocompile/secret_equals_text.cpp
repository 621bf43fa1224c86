// SPDX-License-Identifier: BSL-1.0
// error: (no match for .operator==|invalid operands to binary expression)
#include <string_view>

#include <jeton/core/secret.hpp>

bool same(const jeton::secret<40>& left, const jeton::secret<40>& right, std::string_view text) {
  bool equal = left == right && !text.empty();
#if defined(FAIL)
  equal = left == text;
#endif
  return equal;
}
