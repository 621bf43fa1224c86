// SPDX-License-Identifier: BSL-1.0
// error: jeton: a length field
#include <jeton/format/token.hpp>

using fits = jeton::token_format<"acme_", jeton::hex<32, 1295>, ".", jeton::length_base36<2>, jeton::crc32_base36<7>>;
static_assert(fits::min_size == 47);

#if defined(FAIL)
using wraps = jeton::token_format<"acme_", jeton::hex<32, 1296>, ".", jeton::length_base36<2>, jeton::crc32_base36<7>>;
static_assert(wraps::min_size == 47);
#endif
