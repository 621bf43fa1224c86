// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_DETAIL_LOG2_HPP
#define JETON_CORE_DETAIL_LOG2_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// log2, for the entropy of a digit; right to 40 bits.
constexpr double log2(double x) {
  double whole = 0;
  for (; x >= 2; x /= 2) ++whole;
  double fraction = 0;
  for (double bit = 0.5; bit > 1e-12; bit /= 2) {
    x *= x;
    if (x >= 2) {
      x /= 2;
      fraction += bit;
    }
  }
  return whole + fraction;
}

}}}  // namespace jeton::v0::detail

#endif
