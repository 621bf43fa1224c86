// SPDX-License-Identifier: BSL-1.0
#include <jeton/core/wipe.hpp>

#include <cstddef>
#include <cstdint>
#include <new>

#include "../support/catch.hpp"

namespace {

/// Hides from the compiler that nobody else looks at an object, so that no store to it is left out.
template <class T>
T& hidden(T& object) {
  asm volatile("" : : "r"(&object) : "memory");
  return object;
}

bool all_zero(const unsigned char* bytes, std::size_t size) {
  const volatile unsigned char* const read = bytes;
  for (std::size_t i = 0; i < size; ++i) {
    if (read[i] != 0) return false;
  }
  return true;
}

/// The control: an array that forgets to wipe itself.
struct forgetful {
  unsigned items[16]{};
};

template <class Array>
bool is_wiped_at_death() {
  alignas(Array) unsigned char storage[sizeof(Array)];
  auto* values = new (storage) Array;
  for (unsigned& value : hidden(*values).items) value = 0xDEADBEEF;
  CHECK_FALSE(all_zero(storage, sizeof storage));
  hidden(*values);
  values->~Array();
  return all_zero(storage, sizeof storage);
}

}  // namespace

TEST_CASE("wipe writes zeros over what it is told, and nothing else") {
  CONSTEXPR auto holds = [] {
    char text[] = {'s', 'e', 'c', 'r', 'e', 't'};
    jeton::wipe(text + 1, 4);
    return text[0] == 's' && text[1] == 0 && text[4] == 0 && text[5] == 't';
  }();
  STATIC_REQUIRE(holds);
  std::uint64_t words[] = {~0ULL, ~0ULL, ~0ULL};
  jeton::wipe(words, 2);
  CHECK((words[0] == 0 && words[1] == 0 && words[2] == ~0ULL));
  jeton::wipe(words + 2, 0);
  CHECK(words[2] == ~0ULL);
}

TEST_CASE("an array for working values is wiped when it dies") {
  CHECK(is_wiped_at_death<jeton::wiped_array<unsigned, 16>>());
  CHECK_FALSE(is_wiped_at_death<forgetful>());  // the control
}
