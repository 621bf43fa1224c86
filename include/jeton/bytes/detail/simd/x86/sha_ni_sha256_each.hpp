// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_SHA_NI_SHA256_EACH_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_SHA_NI_SHA256_EACH_HPP

#include <jeton/bytes/detail/simd/x86/sha_ni_sha256.hpp>

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#include <cstddef>
#include <cstring>
#include <utility>

#define JETON_TARGET [[gnu::target(JETON_DETAIL_SHA_NI)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::sha_ni {

/// An engine of bytes/detail/sha256_many.hpp: two texts at once. One has to wait for each instruction, two do not.
template <class LateVoid>
struct sha256_each {
  static constexpr std::size_t lanes = 2;
  static constexpr std::size_t worthwhile = 2;

  static constexpr std::size_t place(std::size_t lane, std::size_t piece, std::size_t pieces) {
    return 16 * (pieces * lane + piece);
  }

  JETON_TARGET static void compress(unsigned char* chains, const unsigned char* blocks) {
    stream one;
    stream two;
    one.start(words_of(chains), words_of(chains + 16), blocks);
    two.start(words_of(chains + 32), words_of(chains + 48), blocks + 64);
    all_rounds(std::make_index_sequence<16>{}, one, two);
    add(chains, one);
    add(chains + 32, two);
  }

 private:
  using stream = sha256_stream<LateVoid>;

  JETON_INLINE static words words_of(const unsigned char* bytes) { return stream::swapped(stream::load(bytes)); }
  JETON_INLINE static void add(unsigned char* chain, const stream& more) {
    const words abcd = stream::swapped(words_of(chain) + more.abcd());
    const words efgh = stream::swapped(words_of(chain + 16) + more.efgh());
    std::memcpy(chain, &abcd, 16);
    std::memcpy(chain + 16, &efgh, 16);
  }
};

}}}  // namespace jeton::v0::detail::sha_ni

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif
