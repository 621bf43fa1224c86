// SPDX-License-Identifier: BSL-1.0
// error: jeton: each variable field but the last must end at a text
#include <jeton/format/token.hpp>

using ended = jeton::token_format<"acme_", jeton::decimal<1, 9>, "-", jeton::base62<20, 40>>;
static_assert(ended::min_size == 27);

#if defined(FAIL)
using endless = jeton::token_format<"acme_", jeton::decimal<1, 9>, jeton::base62<20, 40>>;
static_assert(endless::min_size == 26);
#endif
