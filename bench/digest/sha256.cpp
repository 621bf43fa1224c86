// SPDX-License-Identifier: BSL-1.0
// SHA-256 of 40-byte tokens, one by one and many at once: ours on each path that the processor has, and what the
// cryptographic libraries offer. OpenSSL takes the processor's SHA instructions where it has them. Without them, for us
// too: with OPENSSL_ia32cap=:~0x20000000 in the environment, as tools/bench runs it once more.
#include <jeton/bytes/cpu_path.hpp>
#include <jeton/digest/sha256.hpp>
#include <jeton/digest/sha256_each.hpp>

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sodium.h>

#include "../cases.hpp"

namespace {

namespace cpu = jeton::detail::cpu;

constexpr std::size_t token_size = 40;
constexpr std::size_t distinct = 64;

const std::vector<std::string>& tokens() {
  static const auto made = [] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < distinct; ++i) {
      std::string token;
      for (std::size_t j = 0; j < token_size; ++j) token += static_cast<char>('0' + (i * 31 + j * 7) % 75);
      all.push_back(token);
    }
    return all;
  }();
  return made;
}

using bytes = unsigned char[32];
const unsigned char* data_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void jeton_sha256(std::string_view text, bytes& out) {
  const auto digest = jeton::sha256(text);
  std::memcpy(out, digest.bytes().data(), 32);
}

void openssl_sha256(std::string_view text, bytes& out) { SHA256(data_of(text), text.size(), out); }

/// An algorithm fetched once and a context used again: the fastest that OpenSSL 3 documents.
void openssl_context(std::string_view text, bytes& out) {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  static EVP_MD_CTX* const context = EVP_MD_CTX_new();
  unsigned size = 0;
  if (EVP_DigestInit_ex2(context, algorithm, nullptr) != 1 ||
      EVP_DigestUpdate(context, text.data(), text.size()) != 1 || EVP_DigestFinal_ex(context, out, &size) != 1) {
    std::abort();
  }
}

void sodium_sha256(std::string_view text, bytes& out) { crypto_hash_sha256(out, data_of(text), text.size()); }

template <class Hash>
void hash_each(benchmark::State& state, cpu::features path, Hash hash) {
  cpu::limit_to(path);
  for (const std::string& token : tokens()) {
    bytes ours;
    bytes expected;
    hash(token, ours);
    openssl_sha256(token, expected);
    if (std::memcmp(ours, expected, 32) != 0) std::abort();
  }
  bytes out;
  while (state.KeepRunningBatch(distinct)) {
    for (const std::string& token : tokens()) {
      hash(token, out);
      benchmark::DoNotOptimize(out);
    }
  }
  cpu::limit_to(cpu::all);
}

void hash_together(benchmark::State& state, cpu::features path) {
  cpu::limit_to(path);
  const std::vector<std::string_view> texts(tokens().begin(), tokens().end());
  std::vector<jeton::digest<32>> digests(distinct);
  jeton::sha256_each(texts, digests);
  for (std::size_t i = 0; i < distinct; ++i) {
    bytes expected;
    openssl_sha256(texts[i], expected);
    if (std::memcmp(digests[i].bytes().data(), expected, 32) != 0) std::abort();
  }
  while (state.KeepRunningBatch(distinct)) {
    jeton::sha256_each(texts, digests);
    benchmark::ClobberMemory();
  }
  cpu::limit_to(cpu::all);
}

const bool without_sha = std::getenv("OPENSSL_ia32cap") != nullptr;
const cpu::features most = without_sha ? cpu::all & ~cpu::sha_ni : cpu::all;

/// The ways that this processor has, the fastest first, by the path that `of` names.
std::vector<cases::one> on_each_path(jeton::instruction_set jeton::cpu_paths::* of,
                                     void (*run)(benchmark::State&, cpu::features)) {
  std::vector<cases::one> found;
  std::vector<jeton::instruction_set> seen;
  for (const cpu::features path : {most, most & ~cpu::avx512, cpu::avx2, cpu::features{0}}) {
    cpu::limit_to(path);
    const jeton::instruction_set set = jeton::cpu_path().*of;
    bool is_new = true;
    for (const auto one : seen) is_new = is_new && one != set;
    if (!is_new) continue;
    seen.push_back(set);
    found.push_back({std::string{"jeton, "}.append(describe(set)), [run, path](auto& s) { run(s, path); }});
  }
  cpu::limit_to(cpu::all);
  return found;
}

const std::vector<cases::one> peers{
    {"OpenSSL SHA256()", [](auto& s) { hash_each(s, cpu::all, openssl_sha256); }},
    {"OpenSSL, a context used again", [](auto& s) { hash_each(s, cpu::all, openssl_context); }},
    {"libsodium", [](auto& s) { hash_each(s, cpu::all, sodium_sha256); }},
};

std::vector<cases::one> beside_peers(std::vector<cases::one> ours) {
  ours.insert(ours.end(), peers.begin(), peers.end());
  return ours;
}

const cases::group one{
    without_sha ? "sha256 of a token, without SHA instructions" : "sha256 of a token",
    beside_peers(on_each_path(&jeton::cpu_paths::sha256,
                              [](benchmark::State& s, cpu::features path) { hash_each(s, path, jeton_sha256); }))};
const cases::group many{without_sha ? "sha256_each of 64 tokens, per token, without SHA instructions"
                                    : "sha256_each of 64 tokens, per token",
                        beside_peers(on_each_path(&jeton::cpu_paths::sha256_each, hash_together))};

}  // namespace
