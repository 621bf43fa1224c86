// SPDX-License-Identifier: BSL-1.0
// error: (use of deleted function .*operator==|selected deleted operator '==')
#include <jeton/digest/digest.hpp>

constexpr jeton::digest<32> left;
constexpr jeton::digest<32> right;
constexpr jeton::digest<20> shorter;
static_assert(left != right);

#if defined(FAIL)
static_assert(left != shorter);
#endif
