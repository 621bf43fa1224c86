// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_SHA256_PATHS_HPP
#define JETON_TESTS_SUPPORT_SHA256_PATHS_HPP

#include <cstddef>
#include <cstdint>
#include <string>

#include <jeton/bytes/cpu_path.hpp>
#include <jeton/digest/sha256.hpp>

#include "catch.hpp"
#include "paths.hpp"

/// What the tests of SHA-256 share: its paths, its oracle, and texts.
namespace jeton_tests {

/// Runs `test` once for each path of SHA-256 that this processor has, the slowest first.
template <class Test>
void on_every_path(Test test) {
  namespace cpu = jeton::detail::cpu;
  struct lifted {
    ~lifted() { cpu::limit_to(cpu::all); }
  } const at_the_end;
  for (const cpu::features limit : hash_path_limits()) {
    cpu::limit_to(limit);
    const auto paths = jeton::cpu_path();
    INFO("path " << std::string{describe(paths.sha256)} << ", of many " << std::string{describe(paths.sha256_each)});
    test();
  }
}

/// The oracle: the portable code alone, on a text that is padded here.
inline jeton::digest<32> by_oracle(std::string text) {
  const std::uint64_t bits = text.size() * 8;
  text += '\x80';
  while (text.size() % 64 != 56) text += '\0';
  for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(bits >> shift & 0xFF);
  std::uint32_t chain[8];
  for (std::size_t i = 0; i < 8; ++i) chain[i] = jeton::detail::sha256_initial.words[i];
  jeton::detail::portable::sha256_blocks(chain, text.data(), text.size() / 64);
  unsigned char bytes[32];
  for (std::size_t i = 0; i < 32; ++i) bytes[i] = static_cast<unsigned char>(chain[i / 4] >> (24 - i % 4 * 8));
  return jeton::digest<32>{bytes};
}

/// Bytes that look like chance, always the same.
inline std::string scattered(std::size_t size, std::uint32_t seed) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    seed = seed * 1664525 + 1013904223;
    text += static_cast<char>(seed >> 24);
  }
  return text;
}

}  // namespace jeton_tests

#endif
