// SPDX-License-Identifier: BSL-1.0
// Prints the paths of SHA-256 that this processor takes, and fails where one of them is not what the portable code
// says. It needs no library, so that it can be built for any processor; run.py runs it on emulated ones.
#include <jeton/bytes/cpu_path.hpp>
#include <jeton/digest/sha256.hpp>
#include <jeton/digest/sha256_each.hpp>

#include <cstdio>
#include <cstring>

#include "../support/paths.hpp"

namespace {

namespace cpu = jeton::detail::cpu;

constexpr std::size_t longest = 300;
constexpr std::size_t most = 40;

char text[longest + most];
jeton::digest<32> expected[longest + 1];

/// The portable code alone, on a text that is padded here.
jeton::digest<32> by_oracle(std::size_t size) {
  char padded[longest + 128]{};
  std::memcpy(padded, text, size);
  padded[size] = '\x80';
  const std::size_t blocks = (size + 8) / 64 + 1;
  padded[64 * blocks - 1] = static_cast<char>(size * 8 & 0xFF);
  padded[64 * blocks - 2] = static_cast<char>(size * 8 >> 8 & 0xFF);
  std::uint32_t chain[8];
  std::memcpy(chain, jeton::detail::sha256_initial.words, sizeof chain);
  jeton::detail::portable::sha256_blocks(chain, padded, blocks);
  unsigned char bytes[32];
  for (std::size_t i = 0; i < 32; ++i) bytes[i] = static_cast<unsigned char>(chain[i / 4] >> (24 - i % 4 * 8));
  return jeton::digest<32>{bytes};
}

bool one_by_one() {
  bool good = jeton::sha256("abc").to_hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  for (std::size_t size = 0; size <= longest; ++size) good = good && jeton::sha256({text, size}) == expected[size];
  return good;
}

bool together() {
  bool good = true;
  for (std::size_t count = 0; count <= most; ++count) {
    std::string_view texts[most];
    jeton::digest<32> digests[most];
    const auto size_of = [count](std::size_t i) { return i % 3 == 0 ? 40 : (i * 97 + count * 31) % (longest + 1); };
    for (std::size_t i = 0; i < count; ++i) texts[i] = {text, size_of(i)};
    jeton::sha256_each(std::span{texts, count}, std::span{digests, count});
    for (std::size_t i = 0; i < count; ++i) good = good && digests[i] == expected[size_of(i)];
  }
  return good;
}

}  // namespace

int main() {
  for (std::size_t i = 0; i < sizeof text; ++i) text[i] = static_cast<char>(i * 31 % 251);
  for (std::size_t size = 0; size <= longest; ++size) expected[size] = by_oracle(size);
  for (const cpu::features limit : jeton_tests::hash_path_limits()) {
    cpu::limit_to(limit);
    const auto paths = jeton::cpu_path();
    const bool good = one_by_one() && together();
    std::printf("%s %s %s\n", describe(paths.sha256).data(), describe(paths.sha256_each).data(), good ? "ok" : "WRONG");
    if (!good) return 1;
  }
}
