// SPDX-License-Identifier: BSL-1.0
// Work of the hot path for callgrind to count: each case a hundred times, warm. bench/instructions.py runs it and
// compares with bench/instructions.tsv. Unlike times, the counts of one program repeat exactly.
#include <jeton/gitlab/token.hpp>
#include <jeton/issuers/with_check.hpp>
#include <jeton/jeton.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include <valgrind/callgrind.h>

namespace {

constexpr int rounds = 100;

/// The optimiser must believe that `value` is read and changed.
template <class T>
void launder(T& value) {
  asm volatile("" : "+m"(value) : : "memory");
}

/// Counts the instructions of `rounds` calls; `work` returns whether all went well.
template <class Work>
void count(const char* name, Work work) {
  bool good = true;
  for (int i = 0; i < 3; ++i) good = good && work();
  CALLGRIND_ZERO_STATS;
  for (int i = 0; i < rounds; ++i) good = work() && good;
  CALLGRIND_DUMP_STATS_AT(name);
  if (!good) std::abort();
}

/// Bytes that count upwards: always the same token.
struct counter {
  unsigned char next = 0;
  bool operator()(std::span<unsigned char> bytes) {
    for (unsigned char& byte : bytes) byte = next++;
    return true;
  }
};

template <class F>
std::string sample() {
  const auto made = jeton::generate<F>(counter{});
  return std::string{made->expose()};
}

template <class F>
void count_valid(const char* name, const std::string& token) {
  std::string_view text = token;
  count(name, [&] {
    launder(text);
    return F::valid(text);
  });
}

}  // namespace

int main() {
  // Counts depend on it; valgrind knows no AVX-512 and no SHA-NI.
  const std::string path{describe(jeton::cpu_path().tokens)};
  std::puts(path.c_str());
  namespace github = jeton::github;
  namespace issuers = jeton::issuers;
  count_valid<github::classic_pat>("valid, GitHub classic", sample<github::classic_pat>());
  count_valid<github::fine_grained_pat>("valid, GitHub fine-grained", sample<github::fine_grained_pat>());
  count_valid<issuers::grafana>("valid, Grafana", sample<issuers::grafana>());
  count_valid<issuers::atlassian_api>("valid, Atlassian", sample<issuers::atlassian_api>());
  const auto routable = jeton::generate<jeton::gitlab::personal_access_token>(
      jeton::given("AAECAwQFBgcICQoLDA0ODwpvOjEKdTozNgA"), counter{});
  count_valid<jeton::gitlab::personal_access_token>("valid, GitLab routable", std::string{routable->expose()});

  const std::string token = sample<github::classic_pat>();
  std::string_view text = token;
  count("sha256 of 40 bytes", [&] {
    launder(text);
    auto digest = jeton::sha256(text);
    launder(digest);
    return true;
  });
  const auto one = jeton::sha256(token);
  auto other = one;
  count("digest == digest", [&] {
    launder(other);
    return one == other;
  });
  count("equal, 40 bytes", [&] {
    launder(text);
    return jeton::constant_time::equal(text.data(), token.data(), 40);
  });
  using scopes = jeton::scope_vocabulary<"api", "read_user", "read_api", "read_repository", "write_repository", "sudo">;
  std::string_view list = "api read_user read_repository";
  count("parse three scopes", [&] {
    launder(list);
    auto held = scopes::parse(list);
    launder(held);
    return held.has_value();
  });
  std::string_view date = "2027-01-31";
  count("parse a date and decide", [&] {
    launder(date);
    const auto expires = jeton::expiry::parse(date);
    return expires && !expires->passed(jeton::unix_seconds{1'790'000'000});
  });
  count("generate, given bytes", [&] {
    auto made = jeton::generate<github::classic_pat>(counter{});
    launder(made);
    return made.has_value();
  });
}
