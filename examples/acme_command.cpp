// SPDX-License-Identifier: BSL-1.0
// The command `jeton`, for the tokens of your own service: acme generate, acme check, acme inspect, acme digest.
#include <jeton/jeton.hpp>
#include <jeton_command.hpp>

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;

int main(int argc, char** argv) {
  constexpr jeton_command::catalogue formats{jeton_command::named<acme_pat>{"acme-pat", "Acme"}};
  return jeton_command::run({"acme", "1.0"}, formats, argc, argv);
}
