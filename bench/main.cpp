// SPDX-License-Identifier: BSL-1.0
// Runs all cases interleaved, many short times each, and prints for each the shortest time and its ratio to ours. The
// shortest of many is what a shared machine disturbs least; only ratios within one run mean anything. --table=FILE
// writes the same for tools/bench; other options are Google Benchmark's.
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "cases.hpp"

namespace cases {

std::vector<listed_group>& all() {
  static std::vector<listed_group> groups;
  return groups;
}

group::group(std::string name, std::vector<one> cases) {
  listed_group listed{name, {}};
  for (one& each : cases) {
    listed.cases.push_back(name + "/" + each.name);
    benchmark::RegisterBenchmark(listed.cases.back().c_str(), each.run);
  }
  all().push_back(listed);
}

}  // namespace cases

namespace {

/// Keeps the shortest time of each case, in nanoseconds.
class shortest_times : public benchmark::BenchmarkReporter {
 public:
  std::map<std::string, double> nanoseconds;

  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.iterations == 0) continue;
      const double time = run.cpu_accumulated_time * 1e9 / static_cast<double>(run.iterations);
      const auto [at, is_new] = nanoseconds.try_emplace(run.run_name.function_name, time);
      if (!is_new && time < at->second) at->second = time;
    }
  }
};

/// Calls `tell(group, case, nanoseconds, times ours)` for each case that was measured.
template <class Tell>
void for_each_case(const shortest_times& measured, Tell tell) {
  for (const auto& group : cases::all()) {
    const auto ours = measured.nanoseconds.find(group.cases.front());
    for (const std::string& name : group.cases) {
      const auto at = measured.nanoseconds.find(name);
      if (at == measured.nanoseconds.end() || ours == measured.nanoseconds.end()) continue;
      tell(group.name, name.substr(group.name.size() + 1), at->second, at->second / ours->second);
    }
  }
}

void print(const shortest_times& measured) {
  std::string last;
  for_each_case(measured, [&](const std::string& group, const std::string& name, double time, double ratio) {
    if (group != last) std::printf("\n%-44s %10s %13s %12s\n", group.c_str(), "ns", "a second", "times jeton");
    last = group;
    std::printf("  %-42s %10.1f %13.0f %12.2f\n", name.c_str(), time, 1e9 / time, ratio);
  });
}

/// The same for tools/bench: group, case, nanoseconds, separated by tabs.
bool write_table(const shortest_times& measured, const std::string& path) {
  std::ofstream out{path};
  for_each_case(measured, [&](const std::string& group, const std::string& name, double time, double) {
    out << group << '\t' << name << '\t' << time << '\n';
  });
  return static_cast<bool>(out.flush());
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> arguments{argv[0]};
  std::string table;
  char interleaved[] = "--benchmark_enable_random_interleaving=true";
  char repetitions[] = "--benchmark_repetitions=30";
  char min_time[] = "--benchmark_min_time=0.02";
  arguments.insert(arguments.end(), {interleaved, repetitions, min_time});
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument{argv[i]};
    constexpr std::string_view option{"--table="};
    if (argument.starts_with(option)) {
      table = argument.substr(option.size());
    } else {
      arguments.push_back(argv[i]);  // what the caller says comes last, and wins
    }
  }
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  shortest_times measured;
  benchmark::RunSpecifiedBenchmarks(&measured);
  print(measured);
  if (!table.empty() && !write_table(measured, table)) {
    std::fprintf(stderr, "bench_jeton: cannot write %s\n", table.c_str());
    return 1;
  }
}
