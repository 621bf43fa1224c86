// SPDX-License-Identifier: BSL-1.0
// Decisions on requests, with 100,000 tokens in memory and in SQLite, and what of them is the library's share: the same
// decision with a look-up that costs nothing.
#include <jeton/decision/verify.hpp>
#include <jeton/jeton.hpp>
#include <jeton/lifecycle.hpp>
#include <jeton/sqlite_store.hpp>
#include <jeton/store/memory.hpp>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <benchmark/benchmark.h>

#include "../cases.hpp"

namespace {

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using scopes = jeton::scope_vocabulary<"repo:read", "repo:write", "admin">;
using record = jeton::token_record<scopes, std::string>;

constexpr std::size_t stored = 100'000;
constexpr std::size_t presented = 4096;  // of them, so that the texts stay in a cache and the rows do not
constexpr jeton::unix_seconds now{1'790'000'000};

/// The texts of tokens, every 24th of which is presented.
const std::vector<std::string>& tokens() {
  static const auto made = [] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < stored; ++i) all.emplace_back(jeton::generate<acme_pat>()->expose());
    return all;
  }();
  return made;
}

jeton::token_record<scopes> row_of(const std::string& token) {
  return {.owner = jeton::user_id{7},
          .name = "deploy",
          .digest = jeton::sha256(token),
          .scopes = scopes::of<"repo:read">(),
          .expires = *jeton::expiry::in_days(30, now),
          .revoked = false};
}

template <class Store>
void fill(Store& store) {
  const bool kept = store.transact([](auto& rows) {
    for (const std::string& token : tokens()) {
      if (!rows.insert(row_of(token))) return false;
    }
    return true;
  });
  if (!kept) std::abort();
}

template <class Find>
void decide(benchmark::State& state, Find find) {
  std::size_t next = 0;
  constexpr auto needed = scopes::any_of<"repo:read">();
  for (auto _ : state) {
    std::string_view text = tokens()[next++ % presented * (stored / presented)];
    benchmark::DoNotOptimize(text);
    if (!jeton::verify<acme_pat>(text, find, needed, now)) std::abort();
  }
}

const jeton::memory_store<scopes>& memory() {
  static jeton::memory_store<scopes> store;
  static const bool filled = (fill(store), true);
  (void)filled;
  return store;
}

/// A file that is gone with the process.
const jeton::sqlite_store<scopes>& sqlite_file() {
  static const auto store = [] {
    const auto path = std::filesystem::temp_directory_path() / ("jeton-bench-" + std::to_string(::getpid()) + ".db");
    auto opened = jeton::sqlite_store<scopes>::open(path.string(), {.keeps = jeton::durability::none});
    if (!opened) std::abort();
    fill(*opened);
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + suffix);  // it stays open
    return *std::move(opened);
  }();
  return store;
}

const cases::group decisions{"decision",
                             {
                                 {"jeton, memory_store, 100000 tokens",
                                  [](auto& state) {
                                    const auto& store = memory();
                                    decide(state, [&](const jeton::digest<32>& key) { return store.find(key); });
                                  }},
                                 {"jeton, sqlite_store, 100000 tokens",
                                  [](auto& state) {
                                    const auto& store = sqlite_file();
                                    decide(state, [&](const jeton::digest<32>& key) { return store.find(key); });
                                  }},
                                 {"jeton's share: a look-up for nothing",
                                  [](auto& state) {
                                    jeton::token_record<scopes> row = row_of(tokens()[0]);
                                    decide(state, [&](const jeton::digest<32>& key) {
                                      row.digest = key;
                                      return &row;
                                    });
                                  }},
                             }};

}  // namespace
