// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BENCH_CASES_HPP
#define JETON_BENCH_CASES_HPP

#include <functional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

/// What is measured: groups of cases that do the same work. The first case of a group is ours, and the table that main
/// prints holds the others against it.
namespace cases {

struct one {
  std::string name;
  std::function<void(benchmark::State&)> run;
};

struct group {
  group(std::string name, std::vector<one> cases);
};

/// The names of a group's cases as Google Benchmark knows them: "group/case".
struct listed_group {
  std::string name;
  std::vector<std::string> cases;
};
std::vector<listed_group>& all();

}  // namespace cases

#endif
