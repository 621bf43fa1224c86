// SPDX-License-Identifier: BSL-1.0
// Scopes out of twenty, read strictly: an unknown, repeated or empty name is refused by ours and by every peer.
#include <jeton/scope/vocabulary.hpp>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <benchmark/benchmark.h>

#include "../cases.hpp"

namespace {

#if __has_include("scope_gperf.hpp")
#define JETON_BENCH_GPERF
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include "scope_gperf.hpp"  // made of scope.gperf
#pragma GCC diagnostic pop
#endif

using scopes =
    jeton::scope_vocabulary<"api", "read_api", "read_user", "create_runner", "manage_runner", "k8s_proxy",
                            "self_rotate", "mcp", "read_repository", "write_repository", "read_registry",
                            "write_registry", "read_virtual_registry", "write_virtual_registry", "read_observability",
                            "write_observability", "ai_features", "sudo", "admin_mode", "read_service_ping">;

using bits = std::optional<std::uint64_t>;

bits ours(std::string_view text) {
  const auto held = scopes::parse(text);
  if (!held) return {};
  return held->words[0];
}

/// Splits at each space; `index` gives a name's number, or none below 0.
template <class Index>
bits split(std::string_view text, Index index) {
  std::uint64_t held = 0;
  if (text.empty()) return held;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(' ', at);
    const int found = index(text.substr(at, end == std::string_view::npos ? end : end - at));
    if (found < 0 || (held >> found & 1) != 0) return {};
    held |= std::uint64_t{1} << found;
    if (end == std::string_view::npos) return held;
    at = end + 1;
  }
}

template <class Map>
const Map& index_of_names() {
  static const Map made = [] {
    Map map;
    for (std::size_t i = 0; i < scopes::size; ++i) map.emplace(scopes::name(i), static_cast<int>(i));
    return map;
  }();
  return made;
}

bits unordered_map(std::string_view text) {
  const auto& map = index_of_names<std::unordered_map<std::string_view, int>>();
  return split(text, [&](std::string_view name) {
    const auto at = map.find(name);
    return at == map.end() ? -1 : at->second;
  });
}

/// What services do: a set of the allowed names, and a set of those that were given.
bits hash_set(std::string_view text) {
  static const std::unordered_set<std::string_view> allowed = [] {
    std::unordered_set<std::string_view> all;
    for (std::size_t i = 0; i < scopes::size; ++i) all.insert(scopes::name(i));
    return all;
  }();
  std::unordered_set<std::string_view> held;
  for (std::size_t at = 0; !text.empty();) {
    const std::size_t end = text.find(' ', at);
    const std::string_view name = text.substr(at, end == std::string_view::npos ? end : end - at);
    if (!allowed.contains(name) || !held.insert(name).second) return {};
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  benchmark::DoNotOptimize(held);
  std::uint64_t sum = 0;
  for (const std::string_view name : held) sum |= std::uint64_t{1} << scopes::index_of(name);
  return sum;
}

bits istringstream(std::string_view text) {
  const auto& map = index_of_names<std::unordered_map<std::string_view, int>>();
  std::istringstream stream{std::string{text}};
  std::uint64_t held = 0;
  for (std::string name; stream >> name;) {
    const auto at = map.find(name);
    if (at == map.end() || (held >> at->second & 1) != 0) return {};
    held |= std::uint64_t{1} << at->second;
  }
  return held;
}

#if defined(JETON_BENCH_GPERF)
bits gperf(std::string_view text) {
  return split(text, [](std::string_view name) {
    const gperf_scope* const found = gperf_scopes::find(name.data(), name.size());
    return found != nullptr ? found->index : -1;
  });
}
#endif

std::vector<std::string> three() { return {"api read_user read_repository"}; }

/// One to six names, none predicted by heart.
std::vector<std::string> mixed() {
  std::vector<std::string> all;
  std::uint32_t state = 1;
  for (int i = 0; i < 256; ++i) {
    std::set<std::size_t> chosen;
    state = state * 1664525 + 1013904223;
    const std::size_t count = 1 + (state >> 16) % 6;
    std::string text;
    while (chosen.size() < count) {
      state = state * 1664525 + 1013904223;
      const std::size_t index = (state >> 16) % scopes::size;
      if (!chosen.insert(index).second) continue;
      text += text.empty() ? "" : " ";
      text += scopes::name(index);
    }
    all.push_back(text);
  }
  return all;
}

using reader = bits (*)(std::string_view);
constexpr reader readers[] = {ours, unordered_map, hash_set,
#if defined(JETON_BENCH_GPERF)
                              gperf,
#endif
                              istringstream};

/// All read the same, and refuse the same but for spaces, which a stream skips.
void check_agreement() {
  for (std::string text : mixed()) {
    for (const reader read : readers) {
      if (read(text) != ours(text) || !read(text) || read(text + " mcq") || read(text + " " + text)) std::abort();
      if (read != istringstream && read(text + " ")) std::abort();
    }
  }
}

template <class Read>
void read_each(benchmark::State& state, const std::vector<std::string>& texts, Read read) {
  check_agreement();
  while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(texts.size()))) {
    for (const std::string& each : texts) {
      std::string_view text{each};
      benchmark::DoNotOptimize(text);
      benchmark::DoNotOptimize(read(text));
    }
  }
}

template <auto Texts>
std::vector<cases::one> all_cases() {
  return {
      {"jeton", [](auto& s) { read_each(s, Texts(), [](std::string_view t) { return scopes::parse(t); }); }},
      {"find, two unordered_sets",
       [](auto& s) { read_each(s, Texts(), [](std::string_view t) { return hash_set(t); }); }},
#if defined(JETON_BENCH_GPERF)
      {"find, gperf", [](auto& s) { read_each(s, Texts(), [](std::string_view t) { return gperf(t); }); }},
#endif
      {"find, unordered_map",
       [](auto& s) { read_each(s, Texts(), [](std::string_view t) { return unordered_map(t); }); }},
      {"istringstream, unordered_map",
       [](auto& s) { read_each(s, Texts(), [](std::string_view t) { return istringstream(t); }); }},
  };
}

const cases::group three_scopes{"three scopes of twenty", all_cases<three>()};
const cases::group mixed_scopes{"one to six scopes of twenty", all_cases<mixed>()};

}  // namespace
