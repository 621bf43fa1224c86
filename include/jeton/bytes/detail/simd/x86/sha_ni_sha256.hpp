// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SHA_NI_SHA256_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SHA_NI_SHA256_HPP

#include <jeton/bytes/detail/sha256_portable.hpp>
#include <jeton/bytes/detail/simd/vector16.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

/// SHA-256 by the instructions that x86 has for it.
#define JETON_DETAIL_SHA_NI "sha,sse4.1,no-avx,no-avx512f,no-bmi,no-bmi2"
#define JETON_TARGET [[gnu::target(JETON_DETAIL_SHA_NI)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sha_ni {

using words = std::uint32_t __attribute__((vector_size(16)));
using ints = int __attribute__((vector_size(16)));  // what the builtins take

/// A text in the middle of a block. All that has a target stands in templates: for a function GCC would prepare itself
/// for the target in every translation unit, used or not.
template <class LateVoid>  // see kernel::late_void
struct sha256_stream {
  // The instructions want the words of the chain in this order.
  words feba;
  words hgdc;
  words schedule[4];  // the next sixteen words

  JETON_INLINE static words load(const void* from) { return reinterpret_cast<words>(vector16::load16(from)); }

  JETON_INLINE static words two_rounds(words older, words newer, words input) {
    return reinterpret_cast<words>(__builtin_ia32_sha256rnds2(
        reinterpret_cast<ints>(older), reinterpret_cast<ints>(newer), reinterpret_cast<ints>(input)));
  }
  /// The next four words: the first four with what the second four add to them, those in the middle, the last four.
  JETON_INLINE static words next_words(words first, words second, words middle, words last) {
    const ints begun = __builtin_ia32_sha256msg1(reinterpret_cast<ints>(first), reinterpret_cast<ints>(second));
    return reinterpret_cast<words>(__builtin_ia32_sha256msg2(
        reinterpret_cast<ints>(reinterpret_cast<words>(begun) + middle), reinterpret_cast<ints>(last)));
  }

  /// Four words with their bytes in the other order.
  JETON_INLINE static words swapped(words four) {
    const auto block = reinterpret_cast<vector16::bytes>(four);
    return reinterpret_cast<words>(
        __builtin_shufflevector(block, block, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
  }

  JETON_INLINE void start(words abcd, words efgh, const unsigned char* block) {
    feba = __builtin_shufflevector(abcd, efgh, 5, 4, 1, 0);
    hgdc = __builtin_shufflevector(abcd, efgh, 7, 6, 3, 2);
    schedule[0] = swapped(load(block));
    schedule[1] = swapped(load(block + 16));
    schedule[2] = swapped(load(block + 32));
    schedule[3] = swapped(load(block + 48));
  }

  /// Four rounds of the sixteen times four, and the next four words.
  template <std::size_t Step>
  JETON_INLINE void advance() {
    words& first = schedule[Step % 4];
    const words& last = schedule[(Step + 3) % 4];
    const words input = first + load(sha256_round_constants<LateVoid>.words + 4 * Step);
    hgdc = two_rounds(hgdc, feba, input);
    feba = two_rounds(feba, hgdc, __builtin_shufflevector(input, input, 2, 3, 2, 3));
    if constexpr (Step < 12) {
      const words middle = __builtin_shufflevector(schedule[(Step + 2) % 4], last, 1, 2, 3, 4);
      first = next_words(first, schedule[(Step + 1) % 4], middle, last);
    }
  }

  [[nodiscard]] JETON_INLINE words abcd() const { return __builtin_shufflevector(feba, hgdc, 3, 2, 7, 6); }
  [[nodiscard]] JETON_INLINE words efgh() const { return __builtin_shufflevector(feba, hgdc, 1, 0, 5, 4); }
};

template <std::size_t Step, class... Streams>
JETON_INLINE void advance(Streams&... streams) {
  (streams.template advance<Step>(), ...);
}
template <std::size_t... Step, class... Streams>
JETON_INLINE void all_rounds(std::index_sequence<Step...>, Streams&... streams) {
  (advance<Step>(streams...), ...);
}

template <class LateVoid>
JETON_TARGET void sha256_blocks(std::uint32_t* chain, const void* blocks, std::size_t count) {
  const auto* block = static_cast<const unsigned char*>(blocks);
  using stream_of = sha256_stream<LateVoid>;
  words abcd = stream_of::load(chain);
  words efgh = stream_of::load(chain + 4);
  for (; count > 0; --count, block += 64) {
    stream_of stream;
    stream.start(abcd, efgh, block);
    all_rounds(std::make_index_sequence<16>{}, stream);
    abcd += stream.abcd();
    efgh += stream.efgh();
  }
  std::memcpy(chain, &abcd, 16);
  std::memcpy(chain + 4, &efgh, 16);
}

}}}  // namespace jeton::v0::detail::sha_ni

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
