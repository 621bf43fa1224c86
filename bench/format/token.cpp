// SPDX-License-Identifier: BSL-1.0
// The check of a 40-byte token of GitHub's shape: ours on each path, what one would combine otherwise, and the floor;
// the same of other formats, by the byte; and of a million tokens in an array.
#include <jeton/bytes/cpu_path.hpp>
#include <jeton/format/generate.hpp>
#include <jeton/format/valid_each.hpp>
#include <jeton/gitlab/generate_routable.hpp>
#include <jeton/gitlab/token.hpp>
#include <jeton/issuers/github.hpp>
#include <jeton/issuers/with_check.hpp>

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "../cases.hpp"
#include "../peers.hpp"

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
  while (state.KeepRunningBatch(distinct)) {
    for (const std::string& token : tokens()) {
      std::string_view text{token};
      benchmark::DoNotOptimize(text);
      benchmark::DoNotOptimize(valid(text));
    }
  }
}

bool by_jeton(std::string_view text) { return ghp::valid(text); }

/// Ours, the fastest path first; then the others that this processor can take, by name.
std::vector<cases::one> on_each_path() {
  namespace cpu = jeton::detail::cpu;
  std::vector<cases::one> found{
      {"jeton", [](auto& s) { check_each(s, [](std::string_view t) { return ghp::valid(t); }); }}};
  auto last = jeton::cpu_path().tokens;
  for (const cpu::features path : {cpu::pclmul, cpu::features{0}}) {
    cpu::limit_to(path);
    const auto set = jeton::cpu_path().tokens;
    if (set != last) {
      found.push_back({std::string{"jeton, "}.append(describe(set)), [path](auto& s) {
                         cpu::limit_to(path);
                         check_each(s, [](std::string_view t) { return ghp::valid(t); });
                         cpu::limit_to(cpu::all);
                       }});
    }
    last = set;
  }
  cpu::limit_to(cpu::all);
  return found;
}

std::vector<cases::one> beside(std::vector<cases::one> ours, const std::vector<cases::one>& others) {
  ours.insert(ours.end(), others.begin(), others.end());
  return ours;
}

const std::vector<cases::one> others{
    {"jeton parse", [](auto& s) { check_each(s, [](std::string_view t) { return ghp::parse(t).has_value(); }); }},
    {"RE2 + zlib", [](auto& s) { check_each(s, peers::valid_re2_zlib); }},
    {"hand loop + zlib",
     [](auto& s) { check_each(s, [](std::string_view t) { return peers::valid_by_hand(t, peers::zlib_crc32); }); }},
    {"hand loop + libdeflate",
     [](auto& s) { check_each(s, [](std::string_view t) { return peers::valid_by_hand(t, peers::libdeflate_crc); }); }},
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
};

const cases::group valid{"valid", beside(on_each_path(), others)};

// ---- other formats, by the byte -------------------------------------------------------------------------------------

template <class F>
std::string sample() {
  if constexpr (F::layout::variable_count == 0) {
    return std::string{jeton::generate<F>()->expose()};
  } else {
    return std::string{jeton::gitlab::generate_routable<F>({.organization = 1U, .user = 42U})->expose()};
  }
}

template <class F>
void check_bytes(benchmark::State& state) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < distinct; ++i) all.push_back(sample<F>());
  const auto size = static_cast<benchmark::IterationCount>(all.front().size());
  std::size_t next = 0;
  while (state.KeepRunningBatch(size)) {
    std::string_view text{all[next++ % distinct]};
    benchmark::DoNotOptimize(text);
    if (!F::valid(text)) std::abort();
  }
}

const cases::group by_the_byte{"valid, per byte of the token",
                               {
                                   {"jeton, GitHub classic, 40 bytes", check_bytes<ghp>},
                                   {"jeton, GitLab routable", check_bytes<jeton::gitlab::personal_access_token>},
                                   {"jeton, Grafana", check_bytes<jeton::issuers::grafana>},
                                   {"jeton, Atlassian", check_bytes<jeton::issuers::atlassian_api>},
                                   {"jeton, GitHub fine-grained", check_bytes<jeton::github::fine_grained_pat>},
                               }};

// ---- an array of tokens ---------------------------------------------------------------------------------------------

constexpr std::size_t million = 1'000'000;

const std::vector<char>& array_of_tokens() {
  static const auto made = [] {
    std::vector<char> all(million * 40);
    for (std::size_t i = 0; i < million; ++i) peers::generate_by_hand(all.data() + i * 40);
    return all;
  }();
  return made;
}

/// `count(text)` says how many of the tokens in an array are good.
template <class Count>
void check_array(benchmark::State& state, Count count) {
  const std::string_view text{array_of_tokens().data(), array_of_tokens().size()};
  while (state.KeepRunningBatch(million)) {
    if (count(text) != million) std::abort();
  }
}

template <class Valid>
std::size_t count_one_by_one(std::string_view text, Valid is_valid) {
  std::size_t good = 0;
  for (std::size_t i = 0; i < million; ++i) good += is_valid(text.substr(i * 40, 40)) ? 1U : 0U;
  return good;
}

/// Reads what is there, sixteen bytes at a time.
std::size_t read_all(std::string_view text) {
  using block = unsigned long long __attribute__((vector_size(16)));
  block sum{};
  for (std::size_t i = 0; i < text.size(); i += 16) {
    block next;
    std::memcpy(&next, text.data() + i, 16);
    sum |= next;
  }
  benchmark::DoNotOptimize(sum);
  return million;
}

const cases::group array{
    "a million tokens in an array, per token",
    {
        {"jeton",
         [](auto& s) {
           static const auto verdicts = std::make_unique<bool[]>(million);
           check_array(s, [](std::string_view text) {
             return jeton::valid_each<ghp>(std::span<const char>{text}, std::span{verdicts.get(), million});
           });
         }},
        {"jeton, one after the other",
         [](auto& s) { check_array(s, [](std::string_view text) { return count_one_by_one(text, by_jeton); }); }},
        {"hand loop + ISA-L",
         [](auto& s) {
           check_array(s, [](std::string_view text) {
             return count_one_by_one(text, [](std::string_view t) { return peers::valid_by_hand(t, peers::isal_crc); });
           });
         }},
        {"RE2 + zlib",
         [](auto& s) {
           check_array(s, [](std::string_view text) { return count_one_by_one(text, peers::valid_re2_zlib); });
         }},
        {"floor: read the array", [](auto& s) { check_array(s, read_all); }},
    }};

}  // namespace
