// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SHA256_LANES_HPP
#define JETON_BYTES_DETAIL_SHA256_LANES_HPP

#include <jeton/bytes/detail/sha256_portable.hpp>
#include <jeton/core/detail/target.hpp>
#include <jeton/core/wipe.hpp>

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#define JETON_INLINE [[gnu::always_inline]] JETON_DETAIL_OLDEST

namespace jeton { inline namespace v0 { namespace detail {

/// SHA-256 of as many texts at once as a vector has words: each lane hashes one. Everything here becomes part of the
/// function that calls it, and so uses the instruction set of that one; which is why no vector is passed by value.
template <class LateVoid, std::size_t Lanes>  // see kernel::late_void
struct sha256_lanes {
  static constexpr std::size_t lanes = Lanes;

  /// Where a piece of sixteen bytes of a lane's block or chain stands among those of all lanes, so that a vector holds
  /// the same piece of the lanes i, i + 4, i + 8 …, and four vectors transpose to four words of all lanes in order.
  static constexpr std::size_t place(std::size_t lane, std::size_t piece, std::size_t) {
    return 16 * ((4 * piece + lane % 4) * (Lanes / 4) + lane / 4);
  }

  /// Hashes one block of each lane into its chain. A chain is kept as the bytes of a digest.
  JETON_INLINE static void compress(unsigned char* chains, const unsigned char* blocks) {
    // Indices that are constants, and no loops over these, or GCC keeps the vectors in memory.
    const std::uint32_t* k = sha256_round_constants<LateVoid>.words;
    words v[8];
    words w[16];
    load(v, chains);
    load(v + 4, chains + 4 * sizeof(words));
    load(w, blocks);
    load(w + 4, blocks + 4 * sizeof(words));
    load(w + 8, blocks + 8 * sizeof(words));
    load(w + 12, blocks + 12 * sizeof(words));
    for (std::size_t i = 0; i < 48; i += 16, k += 16) all_rounds(v, w, k, std::true_type{}, sixteen{});
    all_rounds(v, w, k, std::false_type{}, sixteen{});
    add(chains, v);
    add(chains + 4 * sizeof(words), v + 4);
    wipe(reinterpret_cast<std::uint32_t*>(w), 16 * Lanes);
  }

 private:
  // Not `using`: there GCC forgets an attribute that depends on a template parameter.
  typedef std::uint32_t words __attribute__((vector_size(4 * Lanes)));
  typedef unsigned char bytes __attribute__((vector_size(4 * Lanes)));
  using each_word = std::make_index_sequence<Lanes>;
  using each_byte = std::make_index_sequence<4 * Lanes>;
  using sixteen = std::make_index_sequence<16>;

  /// Sixteen rounds. Each makes the word that is wanted sixteen rounds later, because the rounds wait for one another
  /// and the processor would not look so far ahead for other work.
  template <class HasNext, std::size_t... Round>
  JETON_INLINE static void all_rounds(words* v, words* w, const std::uint32_t* k, HasNext,
                                      std::index_sequence<Round...>) {
    (round<Round, HasNext::value>(v, w, k), ...);
  }

  template <std::size_t Round, bool HasNext>
  JETON_INLINE static void round(words* v, words* w, const std::uint32_t* k) {
    // The eight words keep their places; it is their names that move on.
    const words &a = v[(8 - Round % 8) % 8], &b = v[(9 - Round % 8) % 8], &c = v[(10 - Round % 8) % 8];
    const words &e = v[(12 - Round % 8) % 8], &f = v[(13 - Round % 8) % 8], &g = v[(14 - Round % 8) % 8];
    words& d = v[(11 - Round % 8) % 8];
    words& h = v[(15 - Round % 8) % 8];
    words sum;
    h += w[Round] + k[Round];
    h += g ^ (e & (f ^ g));
    rotations<6, 11, 25>(sum, e);
    h += sum;
    d += h;
    rotations<2, 13, 22>(sum, a);
    h += (a & b) | (c & (a | b));
    h += sum;
    if constexpr (HasNext) {
      words& next = w[Round];
      shifts<7, 18, 3>(sum, w[(Round + 1) % 16]);
      next += sum + w[(Round + 9) % 16];
      shifts<17, 19, 10>(sum, w[(Round + 14) % 16]);
      next += sum;
    }
  }

  template <int First, int Second, int Third>
  JETON_INLINE static void rotations(words& to, const words& x) {
    to = (x >> First | x << (32 - First)) ^ (x >> Second | x << (32 - Second)) ^ (x >> Third | x << (32 - Third));
  }
  template <int First, int Second, int Shift>
  JETON_INLINE static void shifts(words& to, const words& x) {
    to = (x >> First | x << (32 - First)) ^ (x >> Second | x << (32 - Second)) ^ x >> Shift;
  }

  /// Four words of every lane, from pieces that lie as `place` says.
  JETON_INLINE static void load(words* to, const unsigned char* from) {
    std::memcpy(to, from, sizeof(words));
    std::memcpy(to + 1, from + sizeof(words), sizeof(words));
    std::memcpy(to + 2, from + 2 * sizeof(words), sizeof(words));
    std::memcpy(to + 3, from + 3 * sizeof(words), sizeof(words));
    transpose(to, each_word{});
    swap_all(to);
  }
  /// Adds four words of every lane to those that lie at `to`.
  JETON_INLINE static void add(unsigned char* to, const words* more) {
    words sum[4];
    load(sum, to);
    sum[0] += more[0];
    sum[1] += more[1];
    sum[2] += more[2];
    sum[3] += more[3];
    swap_all(sum);
    transpose(sum, each_word{});
    std::memcpy(to, sum, sizeof sum);
  }
  JETON_INLINE static void swap_all(words* four) {
    swap_bytes(four[0], each_byte{});
    swap_bytes(four[1], each_byte{});
    swap_bytes(four[2], each_byte{});
    swap_bytes(four[3], each_byte{});
  }

  /// Within each group of four lanes, rows become columns.
  template <std::size_t... At>
  JETON_INLINE static void transpose(words* v, std::index_sequence<At...>) {
    constexpr auto words_of = [](std::size_t first, std::size_t from_second) {  // places in two vectors, in turn
      return static_cast<int>(first + from_second * Lanes);
    };
    const words low01 = __builtin_shufflevector(v[0], v[1], words_of(At / 4 * 4 + At % 4 / 2, At % 2)...);
    const words low23 = __builtin_shufflevector(v[2], v[3], words_of(At / 4 * 4 + At % 4 / 2, At % 2)...);
    const words high01 = __builtin_shufflevector(v[0], v[1], words_of(At / 4 * 4 + 2 + At % 4 / 2, At % 2)...);
    const words high23 = __builtin_shufflevector(v[2], v[3], words_of(At / 4 * 4 + 2 + At % 4 / 2, At % 2)...);
    v[0] = __builtin_shufflevector(low01, low23, words_of(At / 4 * 4 + At % 2, At % 4 / 2)...);
    v[1] = __builtin_shufflevector(low01, low23, words_of(At / 4 * 4 + 2 + At % 2, At % 4 / 2)...);
    v[2] = __builtin_shufflevector(high01, high23, words_of(At / 4 * 4 + At % 2, At % 4 / 2)...);
    v[3] = __builtin_shufflevector(high01, high23, words_of(At / 4 * 4 + 2 + At % 2, At % 4 / 2)...);
  }

  template <std::size_t... At>
  JETON_INLINE static void swap_bytes(words& four, std::index_sequence<At...>) {
    if constexpr (std::endian::native == std::endian::big) return;
    if constexpr (Lanes == 4) {  // there are processors without an instruction for any order of bytes
      using shorts = std::uint16_t __attribute__((vector_size(16)));
      const shorts pairs = reinterpret_cast<shorts>(four);
      const words swapped = reinterpret_cast<words>(pairs << 8 | pairs >> 8);
      four = swapped << 16 | swapped >> 16;
    } else {
      const bytes all = reinterpret_cast<bytes>(four);
      four = reinterpret_cast<words>(__builtin_shufflevector(all, all, static_cast<int>(At / 4 * 4 + 3 - At % 4)...));
    }
  }
};

}}}  // namespace jeton::v0::detail

#undef JETON_INLINE

#endif

#endif
