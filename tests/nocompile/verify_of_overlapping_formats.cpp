// SPDX-License-Identifier: BSL-1.0
// error: jeton: a text could be of two of these formats
#include <jeton/decision/verify.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/record.hpp>

using classic = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;
using longer = jeton::token_format<"acme_", jeton::base62<40>, jeton::crc32_base62<6>>;
using between = jeton::token_format<"acme_", jeton::hex<30, 50>>;
using scopes = jeton::scope_vocabulary<"read", "write">;
using record = jeton::token_record<scopes>;

bool admitted(const record* (*find)(const jeton::digest<32>&), jeton::unix_seconds now) {
#if defined(FAIL)
  return jeton::verify<classic, longer, between>("", find, scopes::any_of<"read">(), now).has_value();
#else
  return jeton::verify<classic, longer>("", find, scopes::any_of<"read">(), now).has_value();
#endif
}
