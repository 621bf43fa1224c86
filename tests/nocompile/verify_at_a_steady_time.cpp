// SPDX-License-Identifier: BSL-1.0
// error: no matching function for call to .*verify
#include <chrono>

#include <jeton/decision/verify.hpp>
#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/record.hpp>

using acme = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;
using scopes = jeton::scope_vocabulary<"read", "write">;
using record = jeton::token_record<scopes>;

bool admitted(const record* (*find)(const jeton::digest<32>&)) {
#if defined(FAIL)
  const auto now = std::chrono::steady_clock::now();
#else
  const auto now = std::chrono::system_clock::now();
#endif
  return jeton::verify<acme>("", find, scopes::any_of<"read">(), now).has_value();
}
