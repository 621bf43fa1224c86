// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_ORACLE_SHA256_HPP
#define JETON_FUZZ_ORACLE_SHA256_HPP

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

namespace jeton_fuzz::oracle {

/// The first 32 bits of a fraction.
inline std::uint32_t fraction(long double number) {
  return static_cast<std::uint32_t>((number - std::floor(number)) * 4294967296.0L);
}

/// Of the roots of the first primes.
template <std::size_t Count>
std::array<std::uint32_t, Count> fractions_of_roots(long double (*root)(long double)) {
  std::array<std::uint32_t, Count> fractions{};
  std::size_t found = 0;
  for (int candidate = 2; found < Count; ++candidate) {
    bool prime = true;
    for (int divisor = 2; divisor < candidate; ++divisor) prime = prime && candidate % divisor != 0;
    if (prime) fractions[found++] = fraction(root(candidate));
  }
  return fractions;
}

/// SHA-256, FIPS 180-4, in its own words: section numbers stand beside the steps. 32 bytes.
inline std::string sha256(std::string message) {
  static const auto k = fractions_of_roots<64>(std::cbrt);                           // 4.2.2
  static const auto initial = fractions_of_roots<8>(std::sqrt);                      // 5.3.3
  const auto right = [](std::uint32_t x, int n) { return x >> n | x << (32 - n); };  // ROTR, 3.2

  const std::uint64_t bits = message.size() * 8;  // 5.1.1
  message += '\x80';
  while (message.size() % 64 != 56) message += '\0';
  for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>(bits >> shift & 0xFF);

  std::array<std::uint32_t, 8> hash = initial;
  for (std::size_t block = 0; block < message.size(); block += 64) {  // 6.2.2
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < 64; ++i) w[i / 4] = w[i / 4] << 8 | static_cast<unsigned char>(message[block + i]);
    for (std::size_t t = 16; t < 64; ++t) {
      const std::uint32_t sigma0 = right(w[t - 15], 7) ^ right(w[t - 15], 18) ^ w[t - 15] >> 3;
      const std::uint32_t sigma1 = right(w[t - 2], 17) ^ right(w[t - 2], 19) ^ w[t - 2] >> 10;
      w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
    }
    std::array<std::uint32_t, 8> v = hash;  // a b c d e f g h
    for (std::size_t t = 0; t < 64; ++t) {
      const std::uint32_t sum1 = right(v[4], 6) ^ right(v[4], 11) ^ right(v[4], 25);
      const std::uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
      const std::uint32_t t1 = v[7] + sum1 + choice + k[t] + w[t];
      const std::uint32_t sum0 = right(v[0], 2) ^ right(v[0], 13) ^ right(v[0], 22);
      const std::uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
      v = {t1 + sum0 + majority, v[0], v[1], v[2], v[3] + t1, v[4], v[5], v[6]};
    }
    for (std::size_t i = 0; i < 8; ++i) hash[i] += v[i];
  }
  std::string digest;
  for (const std::uint32_t word : hash) {
    for (int shift = 24; shift >= 0; shift -= 8) digest += static_cast<char>(word >> shift & 0xFF);
  }
  return digest;
}

/// HMAC-SHA-256, RFC 2104 section 2.
inline std::string hmac_sha256(std::string key, const std::string& text) {
  if (key.size() > 64) key = sha256(key);
  key.resize(64, '\0');
  std::string inner;
  std::string outer;
  for (const char c : key) {
    inner += static_cast<char>(c ^ 0x36);
    outer += static_cast<char>(c ^ 0x5C);
  }
  return sha256(outer + sha256(inner + text));
}

}  // namespace jeton_fuzz::oracle

#endif
