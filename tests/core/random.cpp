// SPDX-License-Identifier: BSL-1.0
// On Linux the linker is told to `--wrap=getrandom`: os_random then calls the scripted one below, and what the
// operating system may do wrong can be played.
#include <jeton/core/random.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <jeton/format/generate.hpp>
#include <jeton/issuers/with_check.hpp>

#include "../support/catch.hpp"

namespace {

using bytes = std::vector<unsigned char>;

bool all_zero(const bytes& all) {
  for (const unsigned char byte : all) {
    if (byte != 0) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a source of randomness fills bytes and says whether it did") {
  const auto says_bool = [](std::span<unsigned char>) { return true; };
  const auto says_nothing = [](std::span<unsigned char>) {};
  const auto wants_more = [](std::span<unsigned char>, int) { return true; };
  STATIC_REQUIRE(jeton::random_source<jeton::os_random>);
  STATIC_REQUIRE(jeton::random_source<const jeton::os_random>);
  STATIC_REQUIRE(jeton::random_source<jeton::os_random&>);
  STATIC_REQUIRE(jeton::random_source<decltype(says_bool)>);
  STATIC_REQUIRE(jeton::random_source<bool (*)(std::span<unsigned char>)>);
  STATIC_REQUIRE_FALSE(jeton::random_source<decltype(says_nothing)>);
  STATIC_REQUIRE_FALSE(jeton::random_source<decltype(wants_more)>);
  STATIC_REQUIRE_FALSE(jeton::random_source<int>);
}

TEST_CASE("each random error has words of its own") {
  STATIC_REQUIRE(describe(jeton::random_error::unavailable) != describe(jeton::random_error::stuck));
  STATIC_REQUIRE_FALSE(describe(jeton::random_error::stuck).empty());
}

#if defined(__linux__)
namespace {

/// What getrandom is to do: each step is a number of bytes at most to give, or the negative of an errno. After the last
/// step it gives what it is asked for.
struct script {
  std::vector<int> steps;
  std::size_t calls = 0;
  std::size_t largest = 0;
  unsigned flags = 0;
};
script played;

void play(std::vector<int> steps) { played = {std::move(steps)}; }

unsigned char next_byte() {
  static std::uint32_t state = 1;
  state = state * 1664525 + 1013904223;
  return static_cast<unsigned char>(1 + (state >> 24) % 255);  // never zero, so that what was written shows
}

}  // namespace

extern "C" ssize_t __real_getrandom(void* to, std::size_t size, unsigned flags);

extern "C" ssize_t __wrap_getrandom(void* to, std::size_t size, unsigned flags) {
  const int step = played.calls < played.steps.size() ? played.steps[played.calls] : 1 << 20;
  ++played.calls;
  if (size > played.largest) played.largest = size;
  played.flags |= flags;
  if (step < 0) {
    errno = -step;
    return -1;
  }
  const std::size_t given = size < static_cast<std::size_t>(step) ? size : static_cast<std::size_t>(step);
  for (std::size_t i = 0; i < given; ++i) static_cast<unsigned char*>(to)[i] = next_byte();
  return static_cast<ssize_t>(given);
}

TEST_CASE("no call asks getrandom for more than 4096 bytes, and none has a flag") {
  for (const std::size_t size : {0u, 1u, 37u, 4095u, 4096u, 4097u, 100'000u}) {
    play({});
    bytes drawn(size);
    CHECK(jeton::os_random{}(drawn));
    CHECK(played.calls == (size + 4095) / 4096);
    CHECK(played.largest == (size < 4096 ? size : 4096));
    CHECK(played.flags == 0);
    for (const unsigned char byte : drawn) {
      if (byte == 0) CHECK(byte != 0);
    }
  }
}

TEST_CASE("short reads are continued until all bytes are there") {
  play({1, 2, 3, 1, 100});
  bytes drawn(300);
  CHECK(jeton::os_random{}(drawn));
  CHECK(played.calls == 6);
  std::size_t missing = 0;
  for (const unsigned char byte : drawn) missing += byte == 0;
  CHECK(missing == 0);
}

TEST_CASE("a call that a signal interrupts is made again") {
  play({-EINTR, -EINTR, 10, -EINTR, -EINTR, -EINTR});
  bytes drawn(64);
  CHECK(jeton::os_random{}(drawn));
  CHECK(played.calls == 7);
  CHECK_FALSE(all_zero(drawn));
}

TEST_CASE("a call that is interrupted again and again is a refusal, not a loop without end") {
  constexpr auto most = static_cast<std::size_t>(jeton::os_random::max_interruptions);
  for (const std::size_t given : {0u, 5u}) {
    CAPTURE(given);
    std::vector<int> steps(100'000, -EINTR);
    if (given > 0) steps[0] = static_cast<int>(given);
    play(steps);
    bytes drawn(64, 0xA5);
    CHECK_FALSE(jeton::os_random{}(drawn));
    CHECK(all_zero(drawn));
    CHECK(played.calls == most + (given > 0 ? 1 : 0));
  }
  play(std::vector<int>(100'000, -EINTR));
  const auto fresh = jeton::generate<jeton::issuers::npm>();
  REQUIRE_FALSE(fresh.has_value());
  CHECK(fresh.error() == jeton::random_error::unavailable);

  std::vector<int> steps(most - 1, -EINTR);
  steps.push_back(5);
  steps.resize(2 * most - 1, -EINTR);  // counted anew behind what was drawn
  play(steps);
  bytes drawn(64);
  CHECK(jeton::os_random{}(drawn));
  CHECK_FALSE(all_zero(drawn));
}

TEST_CASE("a refusal is an error, and the bytes that were drawn before it are wiped") {
  for (const int error : {EIO, ENOSYS, EPERM, EAGAIN, EFAULT, EINVAL}) {
    for (const std::vector<int>& steps : {std::vector{-error}, {1, -error}, {63, -error}, {-EINTR, 5, -error}}) {
      CAPTURE(error, steps.size());
      play(steps);
      bytes drawn(64, 0xA5);
      CHECK_FALSE(jeton::os_random{}(drawn));
      CHECK(all_zero(drawn));
      CHECK(played.calls == steps.size());
    }
  }
}

TEST_CASE("a call that gives nothing is a refusal, not a loop without end") {
  play({0});
  bytes drawn(8, 0xA5);
  CHECK_FALSE(jeton::os_random{}(drawn));
  CHECK(all_zero(drawn));
}

TEST_CASE("a token is not made when the operating system refuses") {
  for (const int error : {EIO, ENOSYS, EPERM}) {
    play({-error});
    const auto fresh = jeton::generate<jeton::issuers::npm>();
    REQUIRE_FALSE(fresh.has_value());
    CHECK(fresh.error() == jeton::random_error::unavailable);
  }
  play({-EINTR, 3, 5});
  CHECK(jeton::generate<jeton::issuers::npm>().has_value());
}

TEST_CASE("a batch is made in draws of 4096 bytes at most, or not at all") {
  std::vector<jeton::secret<40>> many(1000);
  play({});
  CHECK(jeton::generate<jeton::issuers::npm>(std::span{many}));
  CHECK(played.largest <= 4096);
  CHECK(played.calls < 1000 * 45 / 4096);
  std::set<std::string> distinct;
  for (const jeton::secret<40>& one : many) distinct.emplace(one.expose());
  CHECK(distinct.size() == 1000);

  play({4096, 4096, -EIO});
  const auto refused = jeton::generate<jeton::issuers::npm>(std::span{many});
  CHECK_FALSE(refused);
  CHECK(refused.error() == jeton::random_error::unavailable);
  std::size_t left = 0;
  for (const jeton::secret<40>& one : many) left += one.size();
  CHECK(left == 0);
}

TEST_CASE("the operating system's bytes differ from draw to draw") {
  unsigned char first[32]{};
  unsigned char second[32]{};
  REQUIRE(__real_getrandom(first, sizeof first, 0) ==
          32);  // the linker's wrap is in force, and the door behind it works
  REQUIRE(__real_getrandom(second, sizeof second, 0) == 32);
  CHECK(std::vector(first, first + 32) != std::vector(second, second + 32));
}
#endif
