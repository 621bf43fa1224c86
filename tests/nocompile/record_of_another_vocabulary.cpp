// SPDX-License-Identifier: BSL-1.0
// error: jeton: a record has digest, revoked, expires and scopes, and the scopes are those of the requirement
#include <jeton/decision/verify.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/record.hpp>

using acme = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;
using ours = jeton::scope_vocabulary<"read", "write">;
using others = jeton::scope_vocabulary<"read", "admin">;
#if defined(FAIL)
using record = jeton::token_record<others>;
#else
using record = jeton::token_record<ours>;
#endif

bool admitted(const record* (*find)(const jeton::digest<32>&), jeton::unix_seconds now) {
  return jeton::verify<acme>("", find, ours::any_of<"read">(), now).has_value();
}
