// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SHA256_PORTABLE_HPP
#define JETON_BYTES_DETAIL_SHA256_PORTABLE_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <jeton/core/detail/target.hpp>
#include <jeton/core/wipe.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// FIPS 180-4 §4.2.2 and §5.3.3: the first 32 bits of the fractions of the cube roots of the first primes, or of the
/// square roots.
template <std::size_t Count>
struct sha256_fractions {
  std::uint32_t words[Count]{};

  constexpr explicit sha256_fractions(bool of_cube_roots) {
    int primes[Count]{};
    std::size_t found = 0;
    double root = of_cube_roots ? 1.25 : 1.5;
    for (int candidate = 2; found < Count; ++candidate) {
      bool is_prime = true;
      for (std::size_t i = 0; is_prime && i < found && primes[i] * primes[i] <= candidate; ++i) {
        is_prime = candidate % primes[i] != 0;
      }
      if (!is_prime) continue;
      // Newton's steps from the root of the prime before, to the 53 bits of a double, of which 35 are needed.
      for (int i = 0; i < 5; ++i) {
        root -= of_cube_roots ? (root - candidate / (root * root)) / 3 : (root - candidate / root) / 2;
      }
      words[found] = static_cast<std::uint32_t>((root - static_cast<int>(root)) * 4294967296.0);
      primes[found++] = candidate;
    }
  }
};
template <class LateVoid>  // see kernel::late_void
inline constexpr sha256_fractions<64> sha256_round_constants{true};
inline constexpr sha256_fractions<8> sha256_initial{false};

/// Four bytes, the highest first.
constexpr void store_big_endian(std::uint32_t word, unsigned char* to) {
#if defined(__GNUC__)  // GCC 12 does not see that the four stores below are one
  if (!std::is_constant_evaluated()) {
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap32(word);
    std::memcpy(to, &word, 4);
    return;
  }
#endif
  to[0] = static_cast<unsigned char>(word >> 24);
  to[1] = static_cast<unsigned char>(word >> 16);
  to[2] = static_cast<unsigned char>(word >> 8);
  to[3] = static_cast<unsigned char>(word);
}

/// The last eight bytes of a padded text: its size in bits.
constexpr void sha256_write_size(std::uint64_t size, unsigned char* to) {
  store_big_endian(static_cast<std::uint32_t>(size >> 29), to);
  store_big_endian(static_cast<std::uint32_t>(size << 3), to + 4);
}

/// The eight words of a chain as the 32 bytes of a digest.
constexpr void sha256_write(const std::uint32_t* chain, unsigned char* digest) {
  for (std::size_t i = 0; i < 8; ++i) store_big_endian(chain[i], digest + 4 * i);
}

}}}  // namespace jeton::v0::detail

#define JETON_TARGET [[gnu::always_inline]] JETON_DETAIL_OLDEST

namespace jeton { inline namespace v0 { namespace detail::portable {

JETON_TARGET constexpr std::uint32_t rotated(std::uint32_t word, int places) {
  return word >> places | word << (32 - places);
}

JETON_TARGET constexpr void sha256_round(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t& d,
                                         std::uint32_t e, std::uint32_t f, std::uint32_t g, std::uint32_t& h,
                                         std::uint32_t input) {
  h += input + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + (g ^ (e & (f ^ g)));
  d += h;
  h += (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) | (c & (a | b)));
}

/// Hashes `count` blocks of 64 bytes into the eight words of `chain` (FIPS 180-4 §6.2.2).
template <class Byte>  // char or unsigned char
constexpr void sha256_blocks(std::uint32_t* chain, const Byte* blocks, std::size_t count) {
  wiped_array<std::uint32_t, 64> schedule;
  auto& w = schedule.items;
  for (; count > 0; --count, blocks += 64) {
    for (std::size_t i = 0; i < 16; ++i) {
      w[i] = 0;
      for (std::size_t byte = 0; byte < 4; ++byte) w[i] = w[i] << 8 | static_cast<unsigned char>(blocks[4 * i + byte]);
    }
    for (std::size_t i = 16; i < 64; ++i) {
      const std::uint32_t s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3;
      const std::uint32_t s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    const auto& k = sha256_round_constants<typename std::conditional<sizeof(Byte) == 1, void, Byte>::type>.words;
    std::uint32_t a = chain[0], b = chain[1], c = chain[2], d = chain[3];
    std::uint32_t e = chain[4], f = chain[5], g = chain[6], h = chain[7];
    for (std::size_t i = 0; i < 64; i += 8) {
      sha256_round(a, b, c, d, e, f, g, h, w[i] + k[i]);
      sha256_round(h, a, b, c, d, e, f, g, w[i + 1] + k[i + 1]);
      sha256_round(g, h, a, b, c, d, e, f, w[i + 2] + k[i + 2]);
      sha256_round(f, g, h, a, b, c, d, e, w[i + 3] + k[i + 3]);
      sha256_round(e, f, g, h, a, b, c, d, w[i + 4] + k[i + 4]);
      sha256_round(d, e, f, g, h, a, b, c, w[i + 5] + k[i + 5]);
      sha256_round(c, d, e, f, g, h, a, b, w[i + 6] + k[i + 6]);
      sha256_round(b, c, d, e, f, g, h, a, w[i + 7] + k[i + 7]);
    }
    chain[0] += a, chain[1] += b, chain[2] += c, chain[3] += d;
    chain[4] += e, chain[5] += f, chain[6] += g, chain[7] += h;
  }
}

}}}  // namespace jeton::v0::detail::portable

#undef JETON_TARGET

#endif
