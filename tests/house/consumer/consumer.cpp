// SPDX-License-Identifier: BSL-1.0
#include <jeton/jeton.hpp>

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;

int main() {
  const auto fresh = jeton::generate<acme_pat>();
  return fresh && acme_pat::valid(fresh->expose()) ? 0 : 1;
}
