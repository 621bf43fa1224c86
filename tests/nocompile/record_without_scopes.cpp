// SPDX-License-Identifier: BSL-1.0
// error: jeton: a record has digest, revoked, expires and scopes
#include <jeton/decision/verify.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/record.hpp>

using acme = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;
using acme_scopes = jeton::scope_vocabulary<"read", "write">;
struct row {
  jeton::digest<32> digest{};
  bool revoked = true;
  jeton::expiry expires{};
#if !defined(FAIL)
  acme_scopes::set scopes{};
#endif
};

bool admitted(const row* (*find)(const jeton::digest<32>&), jeton::unix_seconds now) {
  return jeton::verify<acme>("", find, acme_scopes::any_of<"read">(), now).has_value();
}
