// SPDX-License-Identifier: BSL-1.0
// error: jeton: opaque takes what no other format claims, so it stands last
#include <jeton/format/identify.hpp>

using acme = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;
static_assert(!jeton::identify<acme, jeton::opaque<>>("").has_value());

#if defined(FAIL)
static_assert(!jeton::identify<jeton::opaque<>, acme>("").has_value());
#endif
