// SPDX-License-Identifier: BSL-1.0
// The check of a 40-byte token of GitHub's shape: ours, what one would combine otherwise, and the floor.
#include <jeton/github.hpp>

#include <array>
#include <cstdlib>
#include <string>

#include <benchmark/benchmark.h>

#include "cases.hpp"
#include "peers.hpp"

namespace {

using ghp = jeton::github::classic_pat;
constexpr std::size_t distinct = 64;  // 2.5 KiB: all in the first cache, none predicted by heart

const std::array<std::string, distinct>& tokens() {
  static const auto made = [] {
    std::array<std::string, distinct> all;
    for (auto& token : all) {
      token.resize(40);
      peers::generate_by_hand(token.data());
    }
    return all;
  }();
  return made;
}

/// Every peer and jeton give the same answer, for good tokens and for each changed byte of one.
void check_agreement() {
  for (std::string token : tokens()) {
    for (std::size_t i = 0; i <= 40; ++i) {
      if (i < 40) token[i] = static_cast<char>(token[i] ^ 1);
      const bool ours = ghp::valid(token);
      if (ours != peers::valid_re2_zlib(token) || ours != peers::valid_by_hand(token, peers::zlib_crc32) ||
          ours != peers::valid_by_hand(token, peers::libdeflate_crc) ||
          ours != peers::valid_by_hand(token, peers::isal_crc) || ours != peers::valid_std_regex_zlib(token) ||
          ours != (i == 40)) {
        std::abort();
      }
      if (i < 40) token[i] = static_cast<char>(token[i] ^ 1);
    }
  }
}

template <class Valid>
void check_each(benchmark::State& state, Valid valid) {
  check_agreement();
  std::size_t next = 0;
  for (auto _ : state) {
    const std::string& token = tokens()[next++ % distinct];
    std::string_view text{token};
    benchmark::DoNotOptimize(text);
    benchmark::DoNotOptimize(valid(text));
  }
}

const cases::group valid{
    "valid",
    {
        {"jeton", [](auto& s) { check_each(s, [](std::string_view t) { return ghp::valid(t); }); }},
        {"jeton parse", [](auto& s) { check_each(s, [](std::string_view t) { return ghp::parse(t).has_value(); }); }},
        {"RE2 + zlib", [](auto& s) { check_each(s, peers::valid_re2_zlib); }},
        {"hand loop + zlib",
         [](auto& s) { check_each(s, [](std::string_view t) { return peers::valid_by_hand(t, peers::zlib_crc32); }); }},
        {"hand loop + libdeflate",
         [](auto& s) {
           check_each(s, [](std::string_view t) { return peers::valid_by_hand(t, peers::libdeflate_crc); });
         }},
        {"hand loop + ISA-L",
         [](auto& s) { check_each(s, [](std::string_view t) { return peers::valid_by_hand(t, peers::isal_crc); }); }},
        {"std::regex + zlib", [](auto& s) { check_each(s, peers::valid_std_regex_zlib); }},
        {"floor: read 40 bytes",
         [](auto& s) {
           check_each(s, [](std::string_view t) {
             std::uint64_t sum = 0;
             for (std::size_t i = 0; i < 40; i += 8) {
               std::uint64_t word = 0;
               std::memcpy(&word, t.data() + i, 8);
               sum |= word;
             }
             return sum;
           });
         }},
    }};

}  // namespace
