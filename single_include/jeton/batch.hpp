// SPDX-License-Identifier: BSL-1.0
// jeton 0.1.0: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

#include <jeton/jeton.hpp>

// jeton/bytes/detail/sha256_many.hpp
#ifndef JETON_BYTES_DETAIL_SHA256_MANY_HPP
#define JETON_BYTES_DETAIL_SHA256_MANY_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// SHA-256 of texts of any sizes, in the lanes of an Engine. A lane whose text is finished takes the next one, so none
/// waits for a longer one; when no texts are left and few lanes are busy, `Blocks` finishes these one by one.
template <class Engine, void (*Blocks)(std::uint32_t*, const void*, std::size_t)>
class sha256_many {
 public:
  /// Calls `keep(i, bytes)` with the 32 bytes of the digest of each text, in any order. True.
  template <class Keep>
  static bool hash(const std::string_view* texts, std::size_t count, Keep keep) {
    sha256_many all;
    std::size_t next = 0;
    std::size_t busy = 0;
    for (;;) {
      for (std::size_t lane = 0; lane < lanes && next < count; ++lane) {
        if (all.jobs_[lane].busy) continue;
        all.start(lane, texts[next], next);
        ++next;
        ++busy;
      }
      if (busy < Engine::worthwhile) break;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        if (all.jobs_[lane].busy) all.load(lane);
      }
      Engine::compress(all.chains_.items, all.blocks_.items);
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        if (!all.jobs_[lane].is_done()) continue;
        all.finish(lane, keep);
        --busy;
      }
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      if (all.jobs_[lane].busy) all.finish_alone(lane, keep);
    }
    return true;
  }

 private:
  static constexpr std::size_t lanes = Engine::lanes;
  static constexpr std::size_t block_size = 64;
  static constexpr std::size_t digest_size = 32;

  /// A text on its way.
  struct job {
    const char* text = nullptr;
    std::size_t size = 0;
    std::size_t taken = 0;  // bytes, padding included
    std::size_t index = 0;
    bool busy = false;

    [[nodiscard]] bool is_done() const { return busy && taken >= size + 9; }  // 0x80, and 8 bytes of length
  };

  /// The chain of a lane is kept as the bytes of a digest.
  void start(std::size_t lane, std::string_view text, std::size_t index) {
    jobs_[lane] = {text.data(), text.size(), 0, index, true};
    for (std::size_t i = 0; i < digest_size; i += 16) {
      std::memcpy(chains_.items + Engine::place(lane, i / 16, digest_size / 16), initial.bytes + i, 16);
    }
  }

  /// Copies the next block of a text, padding included, in pieces of sixteen bytes.
  template <class PieceAt>
  static void take_block(job& of, PieceAt piece_at) {
    const std::size_t begin = of.taken;
    of.taken += block_size;
    for (std::size_t i = 0; i < block_size; i += 16) {
      unsigned char* const piece = piece_at(i / 16);
      if (begin + i + 16 <= of.size) {
        std::memcpy(piece, of.text + begin + i, 16);
      } else {
        std::memset(piece, 0, 16);
        if (begin + i <= of.size) end_text(of, begin + i, piece);
      }
    }
    if (of.is_done()) sha256_write_size(of.size, piece_at(block_size / 16 - 1) + 8);
  }
  /// The 0 to 15 bytes that are left of a text, and the bit behind them. No call for so few.
  static void end_text(const job& of, std::size_t from, unsigned char* to) {
    const std::size_t size = of.size - from;
    if (size >= 8) {
      std::memcpy(to, of.text + from, 8);
      std::memcpy(to + size - 8, of.text + of.size - 8, 8);
    } else if (size >= 4) {
      std::memcpy(to, of.text + from, 4);
      std::memcpy(to + size - 4, of.text + of.size - 4, 4);
    } else {
      for (std::size_t i = 0; i < size; ++i) to[i] = static_cast<unsigned char>(of.text[from + i]);
    }
    to[size] = 0x80;
  }

  void load(std::size_t lane) {
    take_block(jobs_[lane],
               [&](std::size_t piece) { return blocks_.items + Engine::place(lane, piece, block_size / 16); });
  }

  template <class Keep>
  void finish(std::size_t lane, Keep& keep) {
    wiped_array<unsigned char, digest_size> digest;
    unload(lane, digest.items);
    keep(jobs_[lane].index, digest.items);
    jobs_[lane].busy = false;
  }

  template <class Keep>
  void finish_alone(std::size_t lane, Keep& keep) {
    wiped_array<unsigned char, digest_size> digest;
    unload(lane, digest.items);
    wiped_array<std::uint32_t, 8> chain;
    for (std::size_t i = 0; i < digest_size; ++i) chain.items[i / 4] = chain.items[i / 4] << 8 | digest.items[i];
    wiped_array<unsigned char, block_size> block;
    while (!jobs_[lane].is_done()) {
      take_block(jobs_[lane], [&](std::size_t piece) { return block.items + 16 * piece; });
      Blocks(chain.items, block.items, 1);
    }
    sha256_write(chain.items, digest.items);
    keep(jobs_[lane].index, digest.items);
  }

  void unload(std::size_t lane, unsigned char* digest) const {
    for (std::size_t i = 0; i < digest_size; i += 16) {
      std::memcpy(digest + i, chains_.items + Engine::place(lane, i / 16, digest_size / 16), 16);
    }
  }

  alignas(64) wiped_array<unsigned char, lanes * digest_size> chains_;
  alignas(64) wiped_array<unsigned char, lanes * block_size> blocks_;
  job jobs_[lanes];

  struct initial_bytes {
    unsigned char bytes[digest_size]{};
    constexpr initial_bytes() { sha256_write(sha256_initial.words, bytes); }
  };
  static constexpr initial_bytes initial{};
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/bytes/detail/simd/sha256_lanes.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_SHA256_LANES_HPP
#define JETON_BYTES_DETAIL_SIMD_SHA256_LANES_HPP

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#define JETON_TARGET JETON_DETAIL_OLDEST
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET

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

template <class LateVoid>
struct sha256_vector16 : sha256_lanes<LateVoid, 4> {
  static constexpr std::size_t worthwhile = 3;  // with fewer texts, one after the other is faster
  JETON_TARGET static void compress(unsigned char* chains, const unsigned char* blocks) {
    sha256_lanes<LateVoid, 4>::compress(chains, blocks);
  }
};

#if defined(__x86_64__) || defined(__i386__)
template <class LateVoid>
struct sha256_avx2 : sha256_lanes<LateVoid, 8> {
  static constexpr std::size_t worthwhile = 3;
  [[gnu::target("avx2,no-avx512f")]] static void compress(unsigned char* chains, const unsigned char* blocks) {
    sha256_lanes<LateVoid, 8>::compress(chains, blocks);
  }
};

template <class LateVoid>
struct sha256_avx512 : sha256_lanes<LateVoid, 16> {
  static constexpr std::size_t worthwhile = 5;
  [[gnu::target("avx512f,avx512bw,no-avx512vbmi,no-gfni")]] static void compress(unsigned char* chains,
                                                                                 const unsigned char* blocks) {
    sha256_lanes<LateVoid, 16>::compress(chains, blocks);
  }
};
#endif

}}}  // namespace jeton::v0::detail

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/kernel_sha256_each.hpp
#ifndef JETON_BYTES_DETAIL_KERNEL_SHA256_EACH_HPP
#define JETON_BYTES_DETAIL_KERNEL_SHA256_EACH_HPP

/// The door to SHA-256 of many texts at once: apart, since few programs need it.
namespace jeton { inline namespace v0 { namespace detail::kernel {

/// SHA-256 of many texts: calls `keep(i, bytes)` with the 32 bytes of the digest of each, in any order. False, and
/// nothing done, where none is faster than one after the other.
template <class LateVoid, class Keep>
bool sha256_many(const std::string_view* texts, std::size_t count, Keep keep) {
#if defined(__GNUC__)
  constexpr auto alone = sha256_blocks_at_run_time<LateVoid>;
#if defined(__x86_64__) || defined(__i386__)
  if (cpu::has(cpu::avx512)) return detail::sha256_many<sha256_avx512<LateVoid>, alone>::hash(texts, count, keep);
  if (cpu::has(cpu::sha_ni)) return detail::sha256_many<sha_ni::sha256_two<LateVoid>, alone>::hash(texts, count, keep);
  if (cpu::has(cpu::avx2)) return detail::sha256_many<sha256_avx2<LateVoid>, alone>::hash(texts, count, keep);
#elif defined(__aarch64__)
  if (cpu::has(cpu::neon_sha2)) return false;
#endif
  return detail::sha256_many<sha256_vector16<LateVoid>, alone>::hash(texts, count, keep);
#else
  (void)texts, (void)count, (void)keep;
  return false;
#endif
}

}}}  // namespace jeton::v0::detail::kernel

#endif

// jeton/digest/sha256_each.hpp
#ifndef JETON_DIGEST_SHA256_EACH_HPP
#define JETON_DIGEST_SHA256_EACH_HPP

namespace jeton { inline namespace v0 {

/// SHA-256 of many texts, of any sizes: several times as fast as one after the other. `out[i]` becomes the digest of
/// `texts[i]`; where there are fewer texts than digests, the others become empty, and where there are more, the rest
/// is not hashed.
template <class LateVoid = void>  // see kernel::late_void: spans cost only those who ask for this
constexpr void sha256_each(std::span<detail::kernel::late<LateVoid, const std::string_view>> texts,
                           std::span<detail::kernel::late<LateVoid, digest<32>>> out) {
  const std::size_t count = texts.size() < out.size() ? texts.size() : out.size();
  for (std::size_t i = count; i < out.size(); ++i) out[i] = {};
  if (!std::is_constant_evaluated()) {
    const auto keep = [&](std::size_t i, const unsigned char(&bytes)[32]) { out[i] = digest<32>{bytes}; };
    if (detail::kernel::sha256_many<LateVoid>(texts.data(), count, keep)) return;
  }
  for (std::size_t i = 0; i < count; ++i) out[i] = sha256(texts[i]);
}

}}  // namespace jeton::v0

#endif

// jeton/bytes/detail/simd/avx512_vpclmul.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_AVX512_VPCLMUL_HPP
#define JETON_BYTES_DETAIL_SIMD_AVX512_VPCLMUL_HPP

#if defined(__GNUC__) && defined(__x86_64__)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

/// x86 with AVX-512 and VPCLMULQDQ: four tokens of a fixed size at once, each in sixteen of the 64 lanes and in the way
/// of SSE4.1. What AVX-512 became later is switched off, whatever the compiler was told.
#define JETON_TARGET                                                                              \
  [[gnu::target(                                                                                  \
      "avx512f,avx512bw,avx512dq,avx512vl,vpclmulqdq,no-avx512vbmi,no-avx512vbmi2,no-avx512ifma," \
      "no-avx512bitalg,no-avx512vpopcntdq,no-gfni")]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::avx512_vpclmul {

using bytes = unsigned char __attribute__((vector_size(64)));
using chars = char __attribute__((vector_size(64)));
using words = std::uint16_t __attribute__((vector_size(64)));
using shorts = short __attribute__((vector_size(64)));
using ints = int __attribute__((vector_size(64)));
using halves = std::uint64_t __attribute__((vector_size(64)));
using longs = long long __attribute__((vector_size(64)));
using lane_bits = std::uint64_t;

/// Where four tokens begin.
struct four_texts {
  static constexpr std::size_t count = 4;
  const char* at[count];
};

/// Sixteen bytes for each token.
struct table {
  alignas(64) unsigned char entries[64]{};

  constexpr table() = default;
  constexpr explicit table(const unsigned char (&sixteen)[16]) {
    for (std::size_t i = 0; i < 16; ++i) set(i, sixteen[i]);
  }
  constexpr void set(std::size_t lane, unsigned value) {
    for (std::size_t i = lane; i < 64; i += 16) entries[i] = static_cast<unsigned char>(value);
  }
  [[nodiscard]] JETON_INLINE bytes load() const {
    bytes all;
    std::memcpy(&all, entries, 64);
    return all;
  }
};

// ---- instructions whose builtins have other names on GCC and on Clang -----------------------------------------------

JETON_INLINE bytes shuffle(bytes from, bytes places) {
#if defined(__clang__)
  return reinterpret_cast<bytes>(
      __builtin_ia32_pshufb512(reinterpret_cast<chars>(from), reinterpret_cast<chars>(places)));
#else
  return reinterpret_cast<bytes>(
      __builtin_ia32_pshufb512_mask(reinterpret_cast<chars>(from), reinterpret_cast<chars>(places), chars{}, ~0ULL));
#endif
}

/// Carry-less: bit 0 of Halves chooses the halves of the left factors, bit 4 those of the right ones.
template <int Halves>
JETON_INLINE bytes multiply(bytes left, bytes right) {
#if defined(__clang__)
  return reinterpret_cast<bytes>(
      __builtin_ia32_pclmulqdq512(reinterpret_cast<longs>(left), reinterpret_cast<longs>(right), Halves));
#else
  return reinterpret_cast<bytes>(
      __builtin_ia32_vpclmulqdq_v8di(reinterpret_cast<longs>(left), reinterpret_cast<longs>(right), Halves));
#endif
}

/// The numbers that four neighbouring digits are.
JETON_INLINE ints fours_of(bytes values, chars radix, shorts radix_squared) {
#if defined(__clang__)
  const shorts pairs = __builtin_ia32_pmaddubsw512(reinterpret_cast<chars>(values), radix);
  return __builtin_ia32_pmaddwd512(pairs, radix_squared);
#else
  const shorts pairs = __builtin_ia32_pmaddubsw512_mask(reinterpret_cast<chars>(values), radix, shorts{}, ~0U);
  return __builtin_ia32_pmaddwd512_mask(pairs, radix_squared, ints{}, static_cast<std::uint16_t>(~0U));
#endif
}

/// The products of the lower four bytes of each half.
JETON_INLINE halves product(ints left, ints right) {
#if defined(__clang__)
  return reinterpret_cast<halves>(__builtin_ia32_pmuludq512(left, right));
#else
  return reinterpret_cast<halves>(
      __builtin_ia32_pmuludq512_mask(left, right, longs{}, static_cast<unsigned char>(~0U)));
#endif
}

JETON_INLINE lane_bits zero_lanes(bytes lanes) {
  return __builtin_ia32_cmpb512_mask(reinterpret_cast<chars>(lanes), chars{}, 0, ~0ULL);
}

// ---- parts of a token -----------------------------------------------------------------------------------------------

/// Count bytes, at most sixteen, from Offset on in a token of Size bytes; they are loaded with their neighbours.
template <std::size_t Offset, std::size_t Count, std::size_t Size>
struct part {
  static_assert(Count <= 16 && Offset + Count <= Size && Size >= 16);
  static constexpr std::size_t loaded_at = Offset + 16 <= Size ? Offset : Size - 16;
  static constexpr std::size_t first_lane = Offset - loaded_at;

  /// For a shuffle: moves them to the end; zeros before them.
  static constexpr table to_end = [] {
    table places;
    for (std::size_t i = 0; i < 16; ++i) places.set(i, i < 16 - Count ? 0x80U : unsigned(first_lane + i + Count - 16));
    return places;
  }();
  /// All ones in the lanes where they are.
  static constexpr table lanes = [] {
    table mask;
    for (std::size_t i = 0; i < Count; ++i) mask.set(first_lane + i, 0xFF);
    return mask;
  }();

  JETON_INLINE static bytes load(const four_texts& texts) {
    using pair = std::uint64_t __attribute__((vector_size(32)));
    const auto from = [&](std::size_t i) __attribute__((always_inline)) { return texts.at[i] + loaded_at; };
    vector16::halves one[four_texts::count];
    std::memcpy(&one[0], from(0), 16);
    std::memcpy(&one[1], from(1), 16);
    std::memcpy(&one[2], from(2), 16);
    std::memcpy(&one[3], from(3), 16);
    const pair low = __builtin_shufflevector(one[0], one[1], 0, 1, 2, 3);
    const pair high = __builtin_shufflevector(one[2], one[3], 0, 1, 2, 3);
    return reinterpret_cast<bytes>(__builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7));
  }
  JETON_INLINE static bytes load_at_end(const four_texts& texts) {
    return Count == 16 ? load(texts) : shuffle(load(texts), to_end.load());
  }
};

/// The verdicts in the making.
struct findings {
  bytes difference{};       // not zero where something is not as it should be
  lane_bits no_digits = 0;  // not zero where something is no digit

  JETON_INLINE findings() {}  // NOLINT: not defaulted, since that one would not have the target

  /// A byte for each token, 1 where it is good.
  [[nodiscard]] JETON_INLINE std::uint32_t verdicts() const {
    std::uint64_t wrong = no_digits | ~zero_lanes(difference);
    asm("" : "+r"(wrong));  // keeps compilers from asking earlier
    constexpr std::uint64_t low = 0x7FFF7FFF7FFF7FFF;
    std::uint64_t good = ~(((wrong & low) + low) | wrong | low) >> 15;  // the lowest of sixteen bits
    good |= good >> 8;
    return static_cast<std::uint32_t>((good & 0xFFFF) | (good >> 16 & 0xFFFF0000));
  }
};

inline constexpr table bits_of_rows{{1, 2, 4, 8, 16, 32, 64, 128}};
template <class Alphabet>
inline constexpr table columns_of{nibbles_of<Alphabet>.columns};
template <class Alphabet>
inline constexpr table distances_of{nibbles_of<Alphabet>.distances};

JETON_INLINE bytes rows_of(bytes block) {
  return reinterpret_cast<bytes>(reinterpret_cast<words>(block) >> 4) & (bytes{} + 0x0F);
}

template <class Alphabet, std::size_t Offset, std::size_t Count, std::size_t Size>
JETON_INLINE void look_at_digits(const four_texts& texts, findings& found) {
  if constexpr (Count > 16) {
    look_at_digits<Alphabet, Offset, 16, Size>(texts, found);
    constexpr std::size_t next = Count < 32 ? Offset + Count - 16 : Offset + 16;
    look_at_digits<Alphabet, next, Offset + Count - next, Size>(texts, found);
  } else if constexpr (Count > 0) {
    using here = part<Offset, Count, Size>;
    const bytes block = here::load(texts);
    const bytes rows = shuffle(bits_of_rows.load(), rows_of(block));
    const lane_bits strange = zero_lanes(shuffle(columns_of<Alphabet>.load(), block) & rows);
    constexpr lane_bits sixteen = ((lane_bits{1} << Count) - 1) << here::first_lane;
    found.no_digits |= strange & (sixteen * 0x0001000100010001);
  }
}

/// Literal has the text; the bytes from At on stand at Offset.
template <class Literal, std::size_t At, std::size_t Offset, std::size_t Size>
JETON_INLINE void look_at_literal(const four_texts& texts, findings& found) {
  if constexpr (At < Literal::min_size) {
    constexpr std::size_t count = Literal::min_size - At < 16 ? Literal::min_size - At : 16;
    using here = part<Offset, count, Size>;
    static constexpr table expected = [] {
      table text;
      for (std::size_t i = 0; i < count; ++i) {
        text.set(here::first_lane + i, static_cast<unsigned char>(Literal::text[At + i]));
      }
      return text;
    }();
    found.difference |= (here::load(texts) ^ expected.load()) & here::lanes.load();
    look_at_literal<Literal, At + count, Offset + count, Size>(texts, found);
  }
}

/// The number that up to sixteen digits are, in the upper half; the lower half has what is above the last eight digits,
/// and must be zero.
template <class Alphabet, std::size_t Offset, std::size_t Width, std::size_t Size>
JETON_INLINE bytes number_of(const four_texts& texts) {
  using here = part<Offset, Width, Size>;
  constexpr std::uint64_t radix = Alphabet::size;
  const bytes block = here::load(texts);
  const bytes values = block + shuffle(distances_of<Alphabet>.load(), rows_of(block));
  const auto by_two = reinterpret_cast<chars>(words{} + static_cast<std::uint16_t>(1U << 8 | radix));
  const auto by_four = reinterpret_cast<shorts>(ints{} + static_cast<int>(1U << 16 | radix * radix));
  const ints fours = fours_of(shuffle(values, here::to_end.load()), by_two, by_four);
  const halves high = product(fours, ints{} + static_cast<int>(vector16::power_of<radix, 4>));
  return reinterpret_cast<bytes>(high + (reinterpret_cast<halves>(fours) >> 32));
}

/// The same two words for each token.
JETON_INLINE bytes both_words(std::uint64_t lower, std::uint64_t upper) {
  return reinterpret_cast<bytes>(halves{lower, upper, lower, upper, lower, upper, lower, upper});
}

/// The sum of blocks, each times its power.
template <class LateVoid>
struct crc32_sum {
  bytes high{};
  bytes low{};

  JETON_INLINE crc32_sum() {}  // NOLINT: likewise

  /// Distance: how many blocks there are from this one to the end, itself counted.
  template <std::size_t Distance>
  JETON_INLINE void add(bytes block) {
    constexpr auto& power = crc32_folds<LateVoid>.power[crc32_fold<LateVoid>::blocks + 1 - Distance];
    const bytes powers = both_words(power[0], power[1]);
    high ^= multiply<0x00>(block, powers);
    if constexpr (Distance > 1) {
      low ^= multiply<0x11>(block, powers);
    } else {  // the last word is where it belongs
      const auto word = reinterpret_cast<halves>(block);
      low ^= reinterpret_cast<bytes>(__builtin_shufflevector(word, halves{}, 1, 9, 3, 11, 5, 13, 7, 15));
    }
  }
  /// The remainder, in the lower four bytes of the upper half; zeros around it.
  [[nodiscard]] JETON_INLINE bytes remainder() const {
    constexpr auto& constants = crc32_folds<LateVoid>.barrett;
    const bytes sum = high ^ low;
    const bytes barrett = both_words(constants[0], constants[1]);
    return sum ^ multiply<0x10>(multiply<0x00>(sum, barrett), barrett);
  }
};

template <std::size_t Offset, std::size_t Count, std::size_t Size, class LateVoid>
JETON_INLINE void add_blocks(const four_texts& texts, crc32_sum<LateVoid>& sum) {
  if constexpr (Count > 0) {
    constexpr std::size_t first = Count % 16 == 0 ? 16 : Count % 16;
    sum.template add<(Count + 15) / 16>(part<Offset, first, Size>::load_at_end(texts));
    add_blocks<Offset + first, Count - first, Size>(texts, sum);
  }
}

/// The CRC-32 of Count bytes from Offset on, as number_of would read it.
template <std::size_t Offset, std::size_t Count, std::size_t Size, bool LowestFirst, class LateVoid>
JETON_INLINE bytes crc32_number(const four_texts& texts) {
  crc32_sum<LateVoid> sum;
  add_blocks<Offset, Count, Size>(texts, sum);
  const bytes crc = sum.remainder() ^ both_words(0, crc32_of_zeros<LateVoid, Count>);
  if constexpr (!LowestFirst) return crc;
  static constexpr table reversed{{0, 1, 2, 3, 4, 5, 6, 7, 11, 10, 9, 8, 12, 13, 14, 15}};
  return shuffle(crc, reversed.load());
}

}}}  // namespace jeton::v0::detail::avx512_vpclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/simd/avx512_vpclmul_token.hpp
#ifndef JETON_BYTES_DETAIL_SIMD_AVX512_VPCLMUL_TOKEN_HPP
#define JETON_BYTES_DETAIL_SIMD_AVX512_VPCLMUL_TOKEN_HPP

#if defined(__GNUC__) && defined(__x86_64__)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

/// The check of four whole tokens in one call.
#define JETON_TARGET                                                                              \
  [[gnu::target(                                                                                  \
      "avx512f,avx512bw,avx512dq,avx512vl,vpclmulqdq,no-avx512vbmi,no-avx512vbmi2,no-avx512ifma," \
      "no-avx512bitalg,no-avx512vpopcntdq,no-gfni")]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::avx512_vpclmul {

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at(const four_texts& texts, findings& found) {
  constexpr std::size_t size = Stencil::min_size;
  constexpr std::size_t offset = Stencil::begin(Index).offset;
  if constexpr (Stencil::starts_run(Index)) {
    look_at_digits<typename Segment::digits, offset, Stencil::run_from(Index).least, size>(texts, found);
  }
  if constexpr (Stencil::piece_at(Index) == piece::literal) look_at_literal<Segment, 0, offset, size>(texts, found);
  if constexpr (Stencil::piece_at(Index) == piece::length) {
    found.difference |= number_of<typename Segment::digits, offset, Segment::min_size, size>(texts) ^
                        both_words(0, Stencil::measured(Index).least);
  }
  if constexpr (Stencil::piece_at(Index) == piece::crc32) {
    constexpr run_shape covered = Stencil::covered(Index);
    found.difference |=
        number_of<typename Segment::digits, offset, Segment::min_size, size>(texts) ^
        crc32_number<covered.begin.offset, covered.least, size, Segment::number::lowest_first, LateVoid>(texts);
  }
}

/// What this file can read of a segment.
template <class Stencil, std::size_t Index, class Segment>
constexpr bool can_look_at() {
  constexpr piece what = Stencil::piece_at(Index);
  if constexpr (what == piece::length || what == piece::crc32) {
    constexpr bool has_wide_number = Segment::min_size <= 8 || vector16::power_of<Segment::digits::size, 8> >> 32 != 0;
    if (!has_wide_number || !nibbles_of<typename Segment::digits>.has_distances) return false;
  }
  if constexpr (what == piece::crc32) return Stencil::covered(Index).least <= crc32_fold<void>::span;
  return what != piece::other;
}
template <class Stencil, template <class...> class List, class... Segment, std::size_t... Place>
constexpr bool can_look_at_all(List<Segment...>, std::index_sequence<Place...>) {
  return Stencil::is_rigid && Stencil::min_size >= 16 && (can_look_at<Stencil, Place, Segment>() && ...);
}

/// Whether tokens of a format can be checked here.
template <class Stencil>
constexpr bool knows() {
  return can_look_at_all<Stencil>(typename Stencil::segments{}, typename Stencil::indices{});
}

template <class Stencil, class Prefix, class LateVoid, template <class...> class List, class... Segment,
          std::size_t... Place>
JETON_INLINE std::uint32_t look_at_all(const four_texts& texts, List<Segment...>, std::index_sequence<Place...>) {
  findings found;
  look_at_literal<Prefix, 0, 0, Stencil::min_size>(texts, found);
  (look_at<Stencil, Place, Segment, LateVoid>(texts, found), ...);
  return found.verdicts();
}

/// Whether each of 4 * `fours` tokens that stand side by side is good, its prefix included; how many are.
template <class Stencil, class Prefix, class LateVoid>
JETON_TARGET std::size_t valid_each(const char* text, std::size_t fours, bool* verdicts) {
  constexpr std::size_t size = Stencil::min_size;
  std::size_t good = 0;
  for (std::size_t i = 0; i < fours; ++i, text += 4 * size, verdicts += 4) {
    const std::uint32_t each =
        look_at_all<Stencil, Prefix, LateVoid>({{text, text + size, text + 2 * size, text + 3 * size}},
                                               typename Stencil::segments{}, typename Stencil::indices{});
    std::memcpy(verdicts, &each, 4);
    good += each * 0x01010101U >> 24;
  }
  return good;
}

template <std::size_t Size>
inline constexpr char nothing[Size]{};

/// The same of texts that stand anywhere and may have another size. A size is no secret.
template <class Stencil, class Prefix, class LateVoid>
JETON_TARGET std::size_t valid_each(const std::string_view* texts, std::size_t fours, bool* verdicts) {
  std::size_t good = 0;
  for (std::size_t i = 0; i < fours; ++i, texts += 4, verdicts += 4) {
    four_texts four;
    std::uint32_t right_sizes = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const bool is_right = texts[j].size() == Stencil::min_size;
      four.at[j] = is_right ? texts[j].data() : nothing<Stencil::min_size>;
      right_sizes |= std::uint32_t{is_right} << 8 * j;
    }
    const std::uint32_t each = right_sizes & look_at_all<Stencil, Prefix, LateVoid>(four, typename Stencil::segments{},
                                                                                    typename Stencil::indices{});
    std::memcpy(verdicts, &each, 4);
    good += each * 0x01010101U >> 24;
  }
  return good;
}

}}}  // namespace jeton::v0::detail::avx512_vpclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// jeton/bytes/detail/kernel_valid_each.hpp
#ifndef JETON_BYTES_DETAIL_KERNEL_VALID_EACH_HPP
#define JETON_BYTES_DETAIL_KERNEL_VALID_EACH_HPP

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

// jeton/format/valid_each.hpp
#ifndef JETON_FORMAT_VALID_EACH_HPP
#define JETON_FORMAT_VALID_EACH_HPP

namespace jeton { inline namespace v0 {

namespace detail {

template <class F>
struct own_prefix {
  static constexpr std::string_view text = F::prefix;
  static constexpr std::size_t min_size = F::prefix.size();
};

/// `text_at(i)` is the text that `texts` has at place i.
template <class F, class Texts, class TextAt>
constexpr std::size_t count_valid(const Texts* texts, std::size_t count, bool* verdicts, TextAt text_at) {
  kernel::checked_tokens done;
  if (!std::is_constant_evaluated()) {
    using laid = plan<typename F::layout, F::prefix.size()>;
    done = kernel::valid_each<laid, own_prefix<F>, void>(texts, count, verdicts);
  }
  for (std::size_t i = done.count; i < count; ++i) {
    verdicts[i] = F::valid(text_at(i));
    done.good += std::size_t{verdicts[i]};
  }
  return done.good;
}

}  // namespace detail

/// Which of many texts are tokens of format F: written to `verdicts`; how many are. More than twice as fast as one
/// after the other where the size is fixed and the processor has AVX-512 and VPCLMULQDQ. No branch and no address
/// depends on a byte of a text of the right size then; sizes show. Where the spans have different
/// sizes, the first texts only, and the first verdicts.
template <class F>
constexpr std::size_t valid_each(std::span<const std::string_view> texts, std::span<bool> verdicts) {
  const std::size_t count = texts.size() < verdicts.size() ? texts.size() : verdicts.size();
  return detail::count_valid<F>(texts.data(), count, verdicts.data(), [&](std::size_t i) { return texts[i]; });
}

/// The same for texts that stand side by side, `F::size` bytes each; a rest at the end is not looked at. The fastest
/// way.
template <class F>
  requires(F::min_size == F::max_size)
constexpr std::size_t valid_each(std::span<const char> texts, std::span<bool> verdicts) {
  const std::size_t all = texts.size() / F::min_size;
  const std::size_t count = all < verdicts.size() ? all : verdicts.size();
  return detail::count_valid<F>(texts.data(), count, verdicts.data(), [&](std::size_t i) {
    return std::string_view{texts.data() + i * F::min_size, F::min_size};
  });
}

}}  // namespace jeton::v0

#endif

// jeton/batch.hpp
#ifndef JETON_BATCH_HPP
#define JETON_BATCH_HPP

/// Many tokens at once: the table of contents.

#endif
