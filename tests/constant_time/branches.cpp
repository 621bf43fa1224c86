// SPDX-License-Identifier: BSL-1.0
// Functions whose machine code branches.py reads: what divides secret numbers, the digits of a check and digits from
// random bytes; and the paths that valgrind cannot run.
#include <jeton/digest/sha256_each.hpp>
#include <jeton/format/valid_each.hpp>
#include <jeton/jeton.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using acme_key = jeton::token_format<"acme_key_", jeton::base58<30>, jeton::crc32_base36<7>>;

extern "C" bool valid(const char* text) { return acme_pat::valid({text, 45}) || acme_key::valid({text, 46}); }
extern "C" bool generated() { return jeton::generate<acme_pat>() && jeton::generate<acme_key>(); }
extern "C" std::uint32_t control_division(std::uint32_t number, std::uint32_t radix) { return number % radix; }

extern "C" void hashed(const std::string_view* texts, jeton::digest<32>* digests, std::size_t count) {
  jeton::sha256_each({texts, count}, {digests, count});
}
extern "C" std::size_t checked(const char* texts, std::size_t count, bool* verdicts) {
  using laid = jeton::detail::plan<acme_pat::layout, acme_pat::prefix.size()>;
  return jeton::detail::kernel::valid_each<laid, jeton::detail::own_prefix<acme_pat>, void>(texts, count, verdicts)
      .good;
}
extern "C" std::size_t control_stops_early(const char* texts, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (texts[i] == '!') return i;
    if (texts[i] > '~') return i + count;
  }
  return 0;
}
extern "C" bool control_leaves_vectors(const jeton::detail::vector16::bytes* secret) {
  return jeton::detail::vector16::any(secret[0] + secret[1]);
}
