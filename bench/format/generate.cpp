// SPDX-License-Identifier: BSL-1.0
// One fresh token and a thousand: ours, the same written by hand, and the bare calls for the random bytes.
#include <jeton/format/generate.hpp>
#include <jeton/issuers/github.hpp>

#include <cstdlib>
#include <memory>
#include <span>

#include <benchmark/benchmark.h>

#include "../cases.hpp"
#include "../peers.hpp"

namespace {

using ghp = jeton::github::classic_pat;

void one(benchmark::State& state) {
  for (auto _ : state) {
    auto token = jeton::generate<ghp>();
    if (!token) std::abort();
    benchmark::DoNotOptimize(token);
  }
}

void thousand(benchmark::State& state) {
  constexpr std::size_t count = 1000;
  const auto many = std::make_unique<jeton::secret<ghp::size>[]>(count);
  while (state.KeepRunningBatch(count)) {
    if (!jeton::generate<ghp>(std::span{many.get(), count})) std::abort();
    benchmark::ClobberMemory();
  }
}

void by_hand(benchmark::State& state) {
  char token[40];
  for (auto _ : state) {
    peers::generate_by_hand(token);
    benchmark::DoNotOptimize(token);
  }
}

template <std::size_t Size>
void bare_getrandom(benchmark::State& state) {
  unsigned char bytes[Size];
  for (auto _ : state) {
    if (::getrandom(bytes, Size, 0) != static_cast<ssize_t>(Size)) std::abort();
    benchmark::DoNotOptimize(bytes);
  }
}

/// Thirty bytes become thirty digits.
void large_getrandom(benchmark::State& state) {
  unsigned char bytes[4096];
  while (state.KeepRunningBatch(sizeof bytes / 30)) {
    if (::getrandom(bytes, sizeof bytes, 0) != static_cast<ssize_t>(sizeof bytes)) std::abort();
    benchmark::DoNotOptimize(bytes);
  }
}

const cases::group generate{"generate",
                            {
                                {"jeton", one},
                                {"jeton, batch of 1000", thousand},
                                {"getrandom + rejection + zlib", by_hand},
                                {"floor: getrandom of 40 bytes", bare_getrandom<40>},
                                {"floor: getrandom of 32 bytes, as many as we draw", bare_getrandom<32>},
                                {"floor: getrandom of 4096 bytes, for each 30 of them", large_getrandom},
                            }};

}  // namespace
