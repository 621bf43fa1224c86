// SPDX-License-Identifier: BSL-1.0
// Prints the paths of token checks that this processor takes, and fails where one of them refuses a good token, accepts
// one with a changed byte, or finds another CRC-32 than the portable code. It needs no test library, so that it can be
// built for any processor; run.py runs it on emulated ones.
#include <jeton/issuers/with_check.hpp>
#include <jeton/jeton.hpp>

#include <cstdio>
#include <cstring>
#include <span>
#include <string_view>

#include "../support/paths.hpp"

namespace {

namespace cpu = jeton::detail::cpu;

/// Every changed byte changes a CRC-32, and most of a token is covered twice: by alphabet or text, too.
template <class F>
bool agrees() {
  static unsigned char next = 7;
  const auto bytes = [](std::span<unsigned char> out) {
    for (unsigned char& byte : out) byte = next = static_cast<unsigned char>(next * 5 + 3);
    return true;
  };
  const auto made = jeton::generate<F>(jeton::low_entropy, bytes);
  if (!made || !F::valid(made->expose())) return false;
  char token[F::max_size];
  std::memcpy(token, made->expose().data(), F::size);
  for (char& byte : token) {
    const char right = byte;
    for (int change = 1; change < 256; ++change) {
      byte = static_cast<char>(right ^ static_cast<char>(change));
      if (F::valid({token, F::size})) return false;
    }
    byte = right;
  }
  return true;
}

bool crc32_agrees() {
  char text[1000];
  for (std::size_t i = 0; i < sizeof text; ++i) text[i] = static_cast<char>(i * 31 % 251);
  for (std::size_t size = 0; size < 700; ++size) {
    const std::string_view some{text + size % 17, size};
    if (jeton::crc32(some) != jeton::detail::portable::crc32<void>(some.data(), size)) return false;
  }
  return jeton::crc32(std::string_view{"123456789"}) == 0xCBF43926;
}

}  // namespace

int main() {
  for (const cpu::features limit : jeton_tests::path_limits()) {
    cpu::limit_to(limit);
    const auto path = jeton::cpu_path().tokens;
    const bool good = crc32_agrees() && agrees<jeton::github::classic_pat>() && agrees<jeton::issuers::grafana>() &&
                      agrees<jeton::issuers::atlassian_api>() &&
                      agrees<jeton::token_format<"x_", jeton::base58<7>, jeton::crc32_base36<7>>>();
    std::printf("%s %s\n", describe(path).data(), good ? "ok" : "WRONG");
    if (!good) return 1;
  }
}
