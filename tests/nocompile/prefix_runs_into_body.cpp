// SPDX-License-Identifier: BSL-1.0
// error: jeton: the prefix runs into a variable body
#include <jeton/format/token.hpp>

using covered = jeton::token_format<"acme", jeton::base62<20, 40>, jeton::crc32_base62<6>>;
using apart = jeton::token_format<"acme_", jeton::base62<20, 40>, jeton::crc32_base62<6, jeton::covers::body>>;
static_assert(covered::min_size + 1 == apart::min_size);

#if defined(FAIL)
using runs_in = jeton::token_format<"acme", jeton::base62<20, 40>, jeton::crc32_base62<6, jeton::covers::body>>;
static_assert(runs_in::min_size == 30);
#endif
