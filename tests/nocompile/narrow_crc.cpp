// SPDX-License-Identifier: BSL-1.0
// error: jeton: a CRC-32 does not fit into this many digits
#include <jeton/format/token.hpp>

using enough = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;
static_assert(enough::size == 41);

#if defined(FAIL)
using narrow = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<5>>;
static_assert(narrow::size == 40);
#endif
