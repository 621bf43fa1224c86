// SPDX-License-Identifier: BSL-1.0
// One unit of a program whose units are built for different processors; run.py says for which, and how the functions
// are called.
#include <jeton/format/valid_each.hpp>
#include <jeton/jeton.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#define JETON_JOIN(left, right) left##right
#define JETON_NAMED(unit, what) JETON_JOIN(unit, what)

namespace {

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using routable = jeton::gitlab::personal_access_token;

/// Found out before `main`, by whichever unit is initialised first.
[[maybe_unused]] const auto path_before_main = jeton::cpu_path().tokens;

/// FIPS 180-4: the SHA-256 of "abc" begins with ba7816bf, by the way that this processor has.
bool hashes() {
  std::uint32_t chain[8];
  std::memcpy(chain, jeton::detail::sha256_initial.words, sizeof chain);
  unsigned char block[64] = {'a', 'b', 'c', 0x80};
  block[63] = 24;
  jeton::detail::kernel::sha256_blocks_at_run_time<void>(chain, block, 1);
  return chain[0] == 0xBA7816BF;
}

}  // namespace

/// What is checked in a call of its own, whose instruction set is part of its name.
extern "C" bool JETON_NAMED(UNIT, _checks)(const char* acme, std::size_t acme_size, const char* gitlab,
                                           std::size_t gitlab_size) {
  const std::string_view mine{acme, acme_size};
  const std::string_view theirs{gitlab, gitlab_size};
  bool verdicts[1];
  return acme_pat::valid(mine) && routable::valid(theirs) && !acme_pat::valid(theirs) && !routable::valid(mine) &&
         jeton::base64url_digits::contains(mine) && jeton::crc32(std::string_view{"123456789"}) == 0xCBF43926 &&
         jeton::valid_each<acme_pat>(std::span<const char>{acme, acme_size}, verdicts) == 1 && hashes();
}

/// Everything else.
extern "C" bool JETON_NAMED(UNIT, _works)(const char* acme, std::size_t acme_size) {
  const auto fresh = jeton::generate<acme_pat>();
  if (!fresh) return false;
  const std::string_view mine{acme, acme_size};
  return acme_pat::parse(mine) && acme_pat::parse(fresh->expose()) && jeton::sha256(mine) == jeton::sha256(mine) &&
         !acme_pat::parse(mine.substr(1)) && jeton::fingerprint(mine) == jeton::fingerprint(mine);
}

#if defined(CONTROL)
/// What the library must not do: one name for what the compiler's flags make different.
[[gnu::noinline]] inline int control(const int* numbers) {
  int sum[16];
  for (int i = 0; i < 16; ++i) sum[i] = numbers[i] * numbers[15 - i];
  int all = 0;
  for (int i = 0; i < 16; ++i) all += sum[i] ^ i;
  return all;
}
extern "C" int JETON_NAMED(UNIT, _control)(const int* numbers) { return control(numbers); }
#endif
