// SPDX-License-Identifier: BSL-1.0
// error: jeton: a check or length field has nothing before it
#include <jeton/format/token.hpp>

using after = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6, jeton::covers::body>>;
static_assert(after::size == 41);

#if defined(FAIL)
using before = jeton::token_format<"acme_", jeton::crc32_base62<6, jeton::covers::body>, jeton::base62<30>>;
static_assert(before::size == 41);
#endif
