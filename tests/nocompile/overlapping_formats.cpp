// SPDX-License-Identifier: BSL-1.0
// error: jeton: a text could be of two of these formats
#include <jeton/format/identify.hpp>

using classic = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;
using longer = jeton::token_format<"acme_", jeton::base62<40>, jeton::crc32_base62<6>>;
using between = jeton::token_format<"acme_", jeton::hex<30, 50>>;
static_assert(!jeton::identify<classic, longer>("").has_value());

#if defined(FAIL)
static_assert(!jeton::identify<classic, longer, between>("").has_value());
#endif
