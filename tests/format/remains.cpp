// SPDX-License-Identifier: BSL-1.0
// What is left in memory when a token has been made: the work is done on a stack of our own, which is read through
// afterwards. Words that a compiler has spilled from registers are out of the library's reach (core/detail/wipe.hpp
// says so), so a piece as long as one vector register is let pass, of a token and of the random bytes that it was made
// from.
#include <jeton/format/generate.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <jeton/digest/sha256.hpp>
#include <jeton/digest/sha256_each.hpp>
#include <jeton/issuers/github.hpp>

#include "../support/catch.hpp"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

TEST_CASE("a buffer of random bytes is wiped as soon as its source fails") {
  std::span<unsigned char> buffer;
  std::size_t calls = 0;
  const auto failing = [&](std::span<unsigned char> bytes) {
    buffer = bytes;
    for (unsigned char& byte : bytes) byte = 0xC3;
    return ++calls < 3;
  };
  jeton::detail::digit_source<decltype(failing), 16> digits{failing, 64};
  char drawn_digits[64];
  REQUIRE(digits.draw<jeton::base62_digits>(drawn_digits, 4));
  CHECK(buffer[15] == 0xC3);  // the control: while it is needed it is there
  CHECK_FALSE(digits.draw<jeton::base62_digits>(drawn_digits, 60));
  std::size_t left = 0;
  for (const unsigned char byte : buffer) left += byte != 0;
  CHECK(left == 0);
}

// A sanitizer keeps the variables of functions elsewhere.
#if __has_include(<pthread.h>) && !defined(__SANITIZE_ADDRESS__)
#include <pthread.h>

namespace {

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using fine_grained_pat = jeton::github::fine_grained_pat;

std::vector<unsigned char> drawn;  // what the sources below have given
jeton::secret<acme_pat::size> kept;
jeton::secret<fine_grained_pat::size> kept_fine_grained;
std::vector<jeton::secret<acme_pat::size>> batch(20);

bool witnessed(std::span<unsigned char> bytes) {
  const bool filled = jeton::os_random{}(bytes);
  drawn.insert(drawn.end(), bytes.begin(), bytes.end());
  return filled;
}

using work = void (*)();

/// Says that somebody may look at this memory, so that no compiler leaves it out.
void seen(char* memory) { asm volatile("" : : "r"(memory) : "memory"); }

/// Calls `act` far enough down the stack that the end of the thread does not write over what it leaves.
[[gnu::noinline]] void far_down(work act) {
  char distance[16'384];
  seen(distance);
  act();
  seen(distance);
}

/// The stack on which `act` has run.
std::vector<unsigned char> stack_after(work act) {
  static work to_do;
  to_do = act;
  std::vector<unsigned char> stack(1 << 18);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, stack.data(), stack.size());
  pthread_t thread;
  const auto start = [](void*) -> void* { return far_down(to_do), nullptr; };
  const int refused = pthread_create(&thread, &attributes, start, nullptr);
  REQUIRE(refused == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  return stack;
}

/// How many neighbouring bytes of `secret_text` stand in `memory` in one piece.
std::size_t longest_piece(const std::vector<unsigned char>& memory, std::string_view secret_text) {
  const std::string_view all{reinterpret_cast<const char*>(memory.data()), memory.size()};
  std::size_t longest = 0;
  for (std::size_t from = 0; from + longest < secret_text.size(); ++from) {
    while (from + longest < secret_text.size() &&
           all.find(secret_text.substr(from, longest + 1)) != std::string_view::npos) {
      ++longest;
    }
  }
  return longest;
}

std::string_view drawn_text() { return {reinterpret_cast<const char*>(drawn.data()), drawn.size()}; }

constexpr std::size_t one_register = 16;

}  // namespace

TEST_CASE("making a token leaves neither the token nor the random bytes on the stack") {
  drawn.clear();
  const auto stack = stack_after([] { kept = *jeton::generate<acme_pat>(witnessed); });
  REQUIRE(kept.size() == acme_pat::size);
  CHECK(longest_piece(stack, kept.expose().substr(9)) <= one_register);
  CHECK(longest_piece(stack, drawn_text()) <= one_register);
}

TEST_CASE("making a token of several fields leaves nothing on the stack") {
  drawn.clear();
  const auto stack = stack_after([] { kept_fine_grained = *jeton::generate<fine_grained_pat>(witnessed); });
  REQUIRE(kept_fine_grained.size() == fine_grained_pat::size);
  CHECK(longest_piece(stack, kept_fine_grained.expose().substr(11)) <= one_register);
  CHECK(longest_piece(stack, drawn_text()) <= one_register);
}

TEST_CASE("making a batch leaves nothing on the stack") {
  drawn.clear();
  const auto stack = stack_after([] { (void)jeton::generate<acme_pat>(std::span{batch}, witnessed); });
  REQUIRE(batch.back().size() == acme_pat::size);
  for (const auto& one : batch) CHECK(longest_piece(stack, one.expose().substr(9)) <= one_register);
  CHECK(longest_piece(stack, drawn_text()) <= one_register);
}

TEST_CASE("a source that fails in the middle leaves nothing on the stack") {
  drawn.clear();
  const auto stack = stack_after([] {
    const auto failing = [](std::span<unsigned char> bytes) {
      const bool filled = witnessed(bytes);
      for (std::size_t i = 20; i < bytes.size(); ++i) bytes[i] = 0;  // skipped, so that a second call is needed
      return filled && drawn.size() < 40;
    };
    (void)jeton::generate<acme_pat>(failing);
  });
  REQUIRE(drawn.size() > 40);
  CHECK(longest_piece(stack, drawn_text()) <= one_register);
}

TEST_CASE("checking and hashing a token leaves nothing on the stack") {
  REQUIRE(kept.size() == acme_pat::size);
  static bool valid = false;
  const auto of_check = stack_after([] { valid = acme_pat::valid(kept.expose()); });
  CHECK(valid);
  CHECK(longest_piece(of_check, kept.expose().substr(9)) <= one_register);
  static jeton::digest<32> hash;
  const auto of_hash = stack_after([] { hash = jeton::sha256(kept.expose()); });
  CHECK(longest_piece(of_hash, kept.expose().substr(9)) <= one_register);
  static jeton::digest<32> hashes[20];
  const auto of_hashes = stack_after([] {
    std::string_view texts[20];
    for (std::string_view& text : texts) text = kept.expose();
    jeton::sha256_each(texts, hashes);
  });
  CHECK(hashes[19] == hash);
  CHECK(longest_piece(of_hashes, kept.expose().substr(9)) <= one_register);
  const auto of_code =
      stack_after([] { hash = jeton::hmac_sha256("a pepper of thirty-two bytes, no less", kept.expose()); });
  CHECK(longest_piece(of_code, kept.expose().substr(9)) <= one_register);
  CHECK(longest_piece(of_code, "a pepper of thirty-two bytes, no less") <= one_register);
}

TEST_CASE("a copy that is forgotten is found on the stack") {
  const auto stack = stack_after([] {
    char copy[acme_pat::size];
    kept.expose().copy(copy, sizeof copy);
    seen(copy);
  });
  CHECK(longest_piece(stack, kept.expose().substr(9)) > one_register);
}
#else
TEST_CASE("a token is made where its remains cannot be looked for") {
  CHECK(jeton::generate<jeton::github::classic_pat>().has_value());
}
#endif
