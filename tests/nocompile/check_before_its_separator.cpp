// SPDX-License-Identifier: BSL-1.0
// error: jeton: a check or length field has nothing before it
#include <jeton/format/token.hpp>

using parted =
    jeton::token_format<"acme_", jeton::base62<30>, "_", jeton::crc32_base62<6, jeton::covers::before_separator>>;
static_assert(parted::size == 42);

#if defined(FAIL)
using prefix_alone =
    jeton::token_format<"acme_", jeton::crc32_base62<6, jeton::covers::before_separator>, jeton::base62<30>>;
static_assert(prefix_alone::size == 41);
#endif
