// SPDX-License-Identifier: BSL-1.0
// That generated digits are equally likely, everywhere and whatever stands beside them, and that no token comes twice.
// The statistical tests have a source that is the same in every run, so that they never fail by chance.
#include <jeton/format/generate.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "../support/catch.hpp"

#if __has_include(<unistd.h>)
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace {

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using tokens = std::vector<jeton::secret<acme_pat::size>>;

constexpr std::size_t body_at = 9;
constexpr std::size_t body_size = 30;
constexpr std::size_t token_count = 21'000;  // 630,000 digits

// Chi-squared that equally likely digits exceed once in 10^9 tests, for 61 and 62 * 62 - 1 degrees of freedom.
constexpr double most_of_digits = 152.9;
constexpr double most_of_pairs = 4393;

/// SplitMix64 (Steele, Lea and Flood 2014), which passes the usual batteries of tests.
struct split_mix {
  std::uint64_t state = 1;

  bool operator()(std::span<unsigned char> bytes) {
    for (unsigned char& byte : bytes) {
      std::uint64_t z = state += 0x9E3779B97F4A7C15;
      z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
      z = (z ^ z >> 27) * 0x94D049BB133111EB;
      byte = static_cast<unsigned char>((z ^ z >> 31) >> 56);
    }
    return true;
  }
};

std::size_t value_of(char digit) { return jeton::base62_digits::digits.find(digit); }

/// How often each of `cells` comes, against how often each should.
template <std::size_t Cells>
double chi_squared(const std::array<std::size_t, Cells>& counts) {
  double total = 0;
  for (const std::size_t count : counts) total += static_cast<double>(count);
  const double expected = total / static_cast<double>(Cells);
  double sum = 0;
  for (const std::size_t count : counts) {
    const double off = static_cast<double>(count) - expected;
    sum += off * off / expected;
  }
  return sum;
}

/// The three statistics of some bodies, each of 30 digits.
struct statistics {
  double of_digits = 0;
  double of_worst_position = 0;
  double of_pairs = 0;
};
statistics statistics_of(const std::vector<std::string_view>& bodies) {
  std::array<std::size_t, 62> digits{};
  std::array<std::array<std::size_t, 62>, body_size> positions{};
  std::array<std::size_t, 62 * 62> pairs{};
  for (const std::string_view body : bodies) {
    for (std::size_t i = 0; i < body_size; ++i) {
      ++digits[value_of(body[i])];
      ++positions[i][value_of(body[i])];
      if (i % 2 == 1) ++pairs[62 * value_of(body[i - 1]) + value_of(body[i])];
    }
  }
  statistics found{chi_squared(digits), 0, chi_squared(pairs)};
  for (const auto& position : positions)
    found.of_worst_position = std::max(found.of_worst_position, chi_squared(position));
  return found;
}

std::vector<std::string_view> bodies_of(const tokens& all) {
  std::vector<std::string_view> bodies;
  for (const auto& one : all) bodies.push_back(one.expose().substr(body_at, body_size));
  return bodies;
}

void check_uniform(const tokens& all) {
  const statistics found = statistics_of(bodies_of(all));
  CAPTURE(found.of_digits, found.of_worst_position, found.of_pairs);
  CHECK(found.of_digits < most_of_digits);
  CHECK(found.of_worst_position < most_of_digits);
  CHECK(found.of_pairs < most_of_pairs);
}

bool has_no_duplicate(std::vector<std::string_view> texts) {
  std::sort(texts.begin(), texts.end());
  return std::adjacent_find(texts.begin(), texts.end()) == texts.end();
}

}  // namespace

TEST_CASE("digits of a batch are equally likely, at every position and in pairs") {
  tokens many(token_count);
  REQUIRE(jeton::generate<acme_pat>(std::span{many}, split_mix{}));
  check_uniform(many);
}

TEST_CASE("digits of tokens made one by one are equally likely, at every position and in pairs") {
  tokens many(token_count);
  split_mix source{2};
  for (auto& one : many) one = *jeton::generate<acme_pat>(source);
  check_uniform(many);
}

TEST_CASE("digits that are drawn by a bare remainder are found to be biased") {
  std::vector<unsigned char> bytes(token_count * body_size);
  split_mix{}(bytes);
  std::vector<char> digits;
  for (const unsigned char byte : bytes) digits.push_back(jeton::base62_digits::digits[byte % 62]);
  std::vector<std::string_view> bodies;
  for (std::size_t i = 0; i < token_count; ++i) bodies.emplace_back(digits.data() + i * body_size, body_size);
  const statistics found = statistics_of(bodies);
  CHECK(found.of_digits > most_of_digits);
  CHECK(found.of_worst_position > most_of_digits);
  CHECK(found.of_pairs > most_of_pairs);
}

TEST_CASE("a digit that depends on the one before it is found, though each is equally likely") {
  std::vector<char> digits;
  for (std::size_t i = 0; i < token_count * body_size; ++i) digits.push_back(jeton::base62_digits::digits[i % 62]);
  std::vector<std::string_view> bodies;
  for (std::size_t i = 0; i < token_count; ++i) bodies.emplace_back(digits.data() + i * body_size, body_size);
  const statistics found = statistics_of(bodies);
  CHECK(found.of_digits < most_of_digits);
  CHECK(found.of_pairs > most_of_pairs);
}

TEST_CASE("no token comes twice among a hundred thousand of the operating system's randomness") {
  tokens many(100'000);
  REQUIRE(jeton::generate<acme_pat>(std::span{many}));
  CHECK(has_no_duplicate(bodies_of(many)));
  check_uniform(many);
  many[77].assign([&](auto room) { return many[99'999].expose().copy(room.data(), room.size()); });
  CHECK_FALSE(has_no_duplicate(bodies_of(many)));  // the control
}

#if __has_include(<unistd.h>)
TEST_CASE("processes that fork never make the same token") {
  constexpr std::size_t children = 4;
  constexpr std::size_t each = 5'000;
  constexpr std::size_t size = (children + 1) * each * body_size;
  void* const shared = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(shared != MAP_FAILED);
  char* const bodies = static_cast<char*>(shared);
  const auto fill = [&](std::size_t process) {
    for (std::size_t i = 0; i < each; ++i) {
      const auto fresh = jeton::generate<acme_pat>();
      if (fresh) fresh->expose().copy(bodies + (process * each + i) * body_size, body_size, body_at);
    }
  };
  fill(children);  // the parent draws first, so that a pool would be there to be copied
  for (std::size_t child = 0; child < children; ++child) {
    if (fork() == 0) {
      fill(child);
      _exit(0);
    }
  }
  for (std::size_t child = 0; child < children; ++child) wait(nullptr);
  std::vector<std::string_view> all;
  for (std::size_t i = 0; i < (children + 1) * each; ++i) all.emplace_back(bodies + i * body_size, body_size);
  CHECK(has_no_duplicate(all));
  munmap(shared, size);
}
#endif
