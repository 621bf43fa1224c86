// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_SHA256_CORE_HPP
#define JETON_DETAIL_SHA256_CORE_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/detail/wipe.hpp>

namespace jeton::inline v0::detail {

/// FIPS 180-4 §4.2.2 and §5.3.3: the first 32 bits of the fractions of the cube roots of the first 64 primes, and of
/// the square roots of the first 8.
struct sha256_constants {
  std::uint32_t round[64]{};
  std::uint32_t initial[8]{};

  constexpr sha256_constants() {
    int primes[64]{};
    std::size_t found = 0;
    double cube_root = 1.25;
    double square_root = 1.5;
    for (int candidate = 2; found < 64; ++candidate) {
      bool is_prime = true;
      for (std::size_t i = 0; is_prime && i < found && primes[i] * primes[i] <= candidate; ++i) {
        is_prime = candidate % primes[i] != 0;
      }
      if (!is_prime) continue;
      // Newton's steps from the root of the prime before, to the 53 bits of a double, of which 35 are needed.
      for (int i = 0; i < 5; ++i) cube_root -= (cube_root - candidate / (cube_root * cube_root)) / 3;
      round[found] = fraction(cube_root);
      if (found < 8) {
        for (int i = 0; i < 5; ++i) square_root -= (square_root - candidate / square_root) / 2;
        initial[found] = fraction(square_root);
      }
      primes[found++] = candidate;
    }
  }

 private:
  static constexpr std::uint32_t fraction(double x) {
    return static_cast<std::uint32_t>((x - static_cast<int>(x)) * 4294967296.0);
  }
};
inline constexpr sha256_constants sha256_constant{};

/// The chaining value and the unfinished block of a SHA-256. Wiped when it dies. No branch and no address depends on
/// what is hashed; how much is hashed does show.
class sha256_core {
 public:
  static constexpr std::size_t block_size = 64;
  static constexpr std::size_t digest_size = 32;

  constexpr sha256_core() {
    for (std::size_t i = 0; i < 8; ++i) chain_[i] = sha256_constant.initial[i];
  }
  sha256_core(const sha256_core&) = default;
  sha256_core& operator=(const sha256_core&) = default;
  constexpr ~sha256_core() {
    wipe(chain_, 8);
    wipe(block_, block_size);
  }

  template <class Byte>  // char or unsigned char
  constexpr void update(const Byte* bytes, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      block_[hashed_++ % block_size] = static_cast<unsigned char>(bytes[i]);
      if (hashed_ % block_size == 0) compress();
    }
  }

  /// Pads, and writes the 32 bytes. After that only assignment and destruction make sense.
  constexpr void finish(unsigned char* out) {
    const std::uint64_t bits = hashed_ * 8;
    constexpr unsigned char padding[block_size] = {0x80};
    update(padding, 1 + (2 * block_size - 1 - 8 - hashed_ % block_size) % block_size);
    for (unsigned i = 0; i < 8; ++i) block_[56 + i] = static_cast<unsigned char>(bits >> (56 - 8 * i));
    compress();
    for (std::size_t i = 0; i < digest_size; ++i)
      out[i] = static_cast<unsigned char>(chain_[i / 4] >> (24 - i % 4 * 8));
  }

 private:
  using word = std::uint32_t;

  static constexpr void round(word a, word b, word c, word& d, word e, word f, word g, word& h, word input) {
    h += input + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + (g ^ (e & (f ^ g)));
    d += h;
    h += (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) | (c & (a | b)));
  }

  constexpr void compress() {
    wiped_array<word, 64> schedule;
    auto& w = schedule.items;
    for (std::size_t i = 0; i < 16; ++i) {
      w[i] = word{block_[4 * i]} << 24 | word{block_[4 * i + 1]} << 16 | word{block_[4 * i + 2]} << 8 |
             word{block_[4 * i + 3]};
    }
    for (std::size_t i = 16; i < 64; ++i) {
      const word s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
      const word s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    const auto& k = sha256_constant.round;
    word a = chain_[0], b = chain_[1], c = chain_[2], d = chain_[3];
    word e = chain_[4], f = chain_[5], g = chain_[6], h = chain_[7];
    for (std::size_t i = 0; i < 64; i += 8) {
      round(a, b, c, d, e, f, g, h, w[i] + k[i]);
      round(h, a, b, c, d, e, f, g, w[i + 1] + k[i + 1]);
      round(g, h, a, b, c, d, e, f, w[i + 2] + k[i + 2]);
      round(f, g, h, a, b, c, d, e, w[i + 3] + k[i + 3]);
      round(e, f, g, h, a, b, c, d, w[i + 4] + k[i + 4]);
      round(d, e, f, g, h, a, b, c, w[i + 5] + k[i + 5]);
      round(c, d, e, f, g, h, a, b, w[i + 6] + k[i + 6]);
      round(b, c, d, e, f, g, h, a, w[i + 7] + k[i + 7]);
    }
    chain_[0] += a, chain_[1] += b, chain_[2] += c, chain_[3] += d;
    chain_[4] += e, chain_[5] += f, chain_[6] += g, chain_[7] += h;
  }

  word chain_[8]{};
  unsigned char block_[block_size]{};
  std::uint64_t hashed_ = 0;  // bytes
};

}  // namespace jeton::inline v0::detail

#endif
