// SPDX-License-Identifier: BSL-1.0
// error: jeton: a check or length field has nothing before it
#include <jeton/format/token.hpp>

using behind = jeton::token_format<jeton::base62<30>, jeton::crc32_base62<6>>;
static_assert(behind::size == 36);

#if defined(FAIL)
using in_front = jeton::token_format<jeton::crc32_base62<6>, jeton::base62<30>>;
static_assert(in_front::size == 36);
#endif
