// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_KERNEL_VALID_EACH_HPP
#define JETON_BYTES_DETAIL_KERNEL_VALID_EACH_HPP

#include <cstddef>

#include <jeton/bytes/detail/cpu.hpp>
#include <jeton/bytes/detail/simd/x86/avx512_vpclmul_valid_each.hpp>

/// The door to the check of many tokens at once: apart, since few programs need it.
namespace jeton { inline namespace v0 { namespace detail::kernel {

/// How many tokens were checked, and how many of these are good.
struct checked_tokens {
  std::size_t count = 0;
  std::size_t good = 0;
};

/// Whether tokens of a format that has a fixed size and Prefix are good: the first ones of `count`, as many as there is
/// a faster way for than one after the other. `texts` is where they stand side by side, or a view of each.
template <class Stencil, class Prefix, class LateVoid, class Texts>
checked_tokens valid_each(const Texts* texts, std::size_t count, bool* verdicts) {
#define JETON_VARIANT(set, needs, does_digits, does_crc32, does_token, does_sha256, does_sha256_each, does_valid_each) \
  JETON_WHERE_##does_valid_each(needs, {                                                                               \
    if constexpr (set::knows<Stencil>()) {                                                                             \
      return {count / 4 * 4, set::valid_each<Stencil, Prefix, LateVoid>(texts, count / 4, verdicts)};                  \
    }                                                                                                                  \
  });
#include <jeton/bytes/detail/variants.inc>
  (void)texts, (void)count, (void)verdicts;
  return {};
}

}}}  // namespace jeton::v0::detail::kernel

#endif
