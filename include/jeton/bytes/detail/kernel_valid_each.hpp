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
#if defined(__GNUC__) && defined(__x86_64__)
  if constexpr (avx512_vpclmul::knows<Stencil>()) {
    if (cpu::has(cpu::avx512_vpclmul)) {
      return {count / 4 * 4, avx512_vpclmul::valid_each<Stencil, Prefix, LateVoid>(texts, count / 4, verdicts)};
    }
  }
#endif
  (void)texts, (void)count, (void)verdicts;
  return {};
}

}}}  // namespace jeton::v0::detail::kernel

#endif
