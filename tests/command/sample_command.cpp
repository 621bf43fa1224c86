// SPDX-License-Identifier: BSL-1.0
// A command for formats that no issuer has: a Sanctum prefix, tokens that can be guessed, and tokens without shape.
#include <jeton/issuers/with_check.hpp>
#include <jeton/jeton.hpp>
#include <jeton_command.hpp>

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using acme = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;
using pin = jeton::token_format<"pin-", jeton::decimal<8>>;

int main(int argc, char** argv) {
  using jeton_command::named;
  constexpr jeton_command::catalogue formats{
      named<acme_pat>{"acme-pat", "Acme"},
      named<acme>{"acme", "Acme"},
      named<jeton::issuers::sanctum<"acme_">>{"sanctum-acme", "Acme"},
      named<pin>{"pin", "Acme"},
      named<jeton::opaque<20, 60>>{"inherited", "Acme"},
  };
  return jeton_command::run({"sample", "1.0"}, formats, argc, argv);
}
