// SPDX-License-Identifier: BSL-1.0
#include <jeton/core/secret.hpp>

#include <cstddef>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "../support/catch.hpp"

namespace {

using jeton::secret;

constexpr std::string_view words = "correct horse battery staple";

/// A filler that writes `text`, from which `claimed` more bytes are claimed than were written.
constexpr auto writing(std::string_view text, std::size_t claimed = 0) {
  return [text, claimed](auto room) {
    for (std::size_t i = 0; i < text.size(); ++i) room[i] = text[i];
    return text.size() + claimed;
  };
}

constexpr secret<32> with(std::string_view text) { return secret<32>{writing(text)}; }

/// The control: a class that holds a text and forgets to wipe it.
struct forgetful {
  char chars[32];
  explicit forgetful(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) chars[i] = text[i];
  }
  ~forgetful() {}
};

bool all_zero(const unsigned char* bytes, std::size_t size) {
  const volatile unsigned char* in_memory = bytes;
  unsigned any = 0;
  for (std::size_t i = 0; i < size; ++i) any |= in_memory[i];
  return any == 0;
}

/// Whether the 32 bytes that a T begins with are zero when it has died. They were not before, whatever the compiler
/// leaves out of the life of T.
template <class T, class... Arguments>
bool is_wiped_at_death(Arguments... arguments) {
  alignas(T) unsigned char storage[sizeof(T)];
  for (volatile unsigned char& byte : storage) byte = 0xA5;
  T* object = new (storage) T(arguments...);
  object->~T();
  return all_zero(storage, 32);
}

template <class T>
const unsigned char* bytes_of(const T& object) {
  return reinterpret_cast<const unsigned char*>(&object);
}

/// Moves out of `from`, where the compiler cannot see that it is not used any more.
template <class T>
T& hidden(T& from) {
  T* volatile pointer = &from;
  return *pointer;
}

}  // namespace

TEST_CASE("a secret holds what it is filled with") {
  STATIC_REQUIRE(with(words).size() == 28);
  STATIC_REQUIRE(secret<32>::capacity() == 32);
  STATIC_REQUIRE_FALSE(with(words).empty());
  const secret<32> phrase = with(words);
  CHECK(phrase.expose() == words);
}

TEST_CASE("a secret may be full") {
  CHECK(secret<28>{writing(words)}.size() == 28);
  STATIC_REQUIRE(secret<1>{writing("x")}.size() == 1);
}

TEST_CASE("a default-constructed secret is empty and equals nothing") {
  STATIC_REQUIRE(secret<8>{}.empty());
  STATIC_REQUIRE(secret<8>{}.size() == 0);
  STATIC_REQUIRE_FALSE(secret<8>{} == secret<8>{});
  STATIC_REQUIRE_FALSE(secret<8>{} == with("x"));
  STATIC_REQUIRE_FALSE(with("x") == secret<8>{});
}

TEST_CASE("secrets are equal when their texts are, whatever their capacity") {
  STATIC_REQUIRE(with(words) == with(words));
  STATIC_REQUIRE(with(words) == secret<28>{writing(words)});
  STATIC_REQUIRE(secret<28>{writing(words)} == with(words));
  STATIC_REQUIRE(with("abc") != with("abd"));
  STATIC_REQUIRE(with("abc") != with("abcd"));
  STATIC_REQUIRE(with("abcdefghijkl") != with("Xbcdefghijkl"));
}

TEST_CASE("a filler that fails leaves nothing") {
  const auto fails = [](std::span<char, 32> room) {
    for (char& c : room) c = 'x';
    return std::size_t{0};
  };
  const secret<32> failed{fails};
  CHECK(failed.empty());
  CHECK(all_zero(bytes_of(failed), sizeof failed));
}

TEST_CASE("a filler that claims more than there is room leaves nothing") {
  const secret<32> liar{writing(words, 5)};
  CHECK(liar.empty());
  CHECK(all_zero(bytes_of(liar), sizeof liar));
}

TEST_CASE("a secret that is moved from is empty and wiped") {
  secret<32> first = with(words);
  const secret<32> second{std::move(first)};
  CHECK(second.expose() == words);
  CHECK(hidden(first).empty());
  CHECK(all_zero(bytes_of(first), sizeof first));
}

TEST_CASE("a secret that is assigned from is empty and wiped, and the old text is gone") {
  secret<32> first = with("short");
  secret<32> second = with(words);
  second = std::move(first);
  CHECK(second.expose() == "short");
  CHECK(all_zero(bytes_of(second) + 5, 23));
  CHECK(hidden(first).empty());
  CHECK(all_zero(bytes_of(first), sizeof first));
}

TEST_CASE("a secret survives an assignment to itself") {
  secret<32> phrase = with(words);
  phrase = std::move(hidden(phrase));
  CHECK(phrase.expose() == words);
}

TEST_CASE("assign replaces the whole text, clear wipes it") {
  secret<32> phrase = with(words);
  phrase.assign(writing("short"));
  CHECK(phrase.expose() == "short");
  CHECK(all_zero(bytes_of(phrase) + 5, 27));
  phrase.clear();
  CHECK(phrase.empty());
  CHECK(all_zero(bytes_of(phrase), sizeof phrase));
}

TEST_CASE("a secret that dies is wiped") {
  CHECK(is_wiped_at_death<secret<32>>(writing(words)));
  CHECK_FALSE(is_wiped_at_death<forgetful>(words));  // the control
}

TEST_CASE("a secret moves, and is neither copied nor compared with a text") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<secret<8>>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<secret<8>>);
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<secret<8>>);
  STATIC_REQUIRE(std::is_nothrow_move_assignable_v<secret<8>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<secret<8>, std::string_view>);
  STATIC_REQUIRE_FALSE(std::equality_comparable_with<secret<8>, std::string_view>);
  STATIC_REQUIRE_FALSE(std::totally_ordered<secret<8>>);
}
