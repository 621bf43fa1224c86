// SPDX-License-Identifier: BSL-1.0
// That the comparison is right. That its time shows nothing is another test's matter.
#include <jeton/core/constant_time.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "../support/catch.hpp"
#include "../support/guard_pages.hpp"

using jeton::constant_time::equal;
using jeton::constant_time::value_barrier;

TEST_CASE("equal texts are equal") {
  STATIC_REQUIRE(equal("", ""));
  STATIC_REQUIRE(equal("a", "a"));
  STATIC_REQUIRE(equal("0123456789abcdef0", "0123456789abcdef0"));
  STATIC_REQUIRE(equal(std::string_view{}, std::string_view{""}));
  constexpr unsigned char bytes[3] = {1, 2, 255};
  constexpr unsigned char copy[3] = {1, 2, 255};
  STATIC_REQUIRE(equal(bytes, copy, 3));
}

TEST_CASE("texts that differ anywhere are not equal") {
  STATIC_REQUIRE_FALSE(equal("a", "b"));
  STATIC_REQUIRE_FALSE(equal("1123456789abcdef0", "0123456789abcdef0"));
  STATIC_REQUIRE_FALSE(equal("0123456789abcdef0", "0123456789abcdef1"));
  STATIC_REQUIRE_FALSE(equal("0123456789abcdef", "0123456789abcdeF"));
}

TEST_CASE("texts of different sizes are not equal, even where one begins the other") {
  STATIC_REQUIRE_FALSE(equal("", "a"));
  STATIC_REQUIRE_FALSE(equal("abc", "abcd"));
  STATIC_REQUIRE_FALSE(equal("abc", std::string_view{"abc\0", 4}));
}

TEST_CASE("each flipped bit of texts of 0 to 70 bytes is seen, at every alignment") {
  for (std::size_t size = 0; size <= 70; ++size) {
    for (std::size_t shift = 0; shift < 3; ++shift) {
      const std::unique_ptr<char[]> left{new char[size]};
      const std::unique_ptr<char[]> right{new char[size + shift]};
      for (std::size_t i = 0; i < size; ++i) left[i] = right[i + shift] = static_cast<char>(37 * i + size);
      REQUIRE(equal(left.get(), right.get() + shift, size));
      for (std::size_t bit = 0; bit < 8 * size; ++bit) {
        left[bit / 8] = static_cast<char>(left[bit / 8] ^ 1 << bit % 8);
        const bool same = equal({left.get(), size}, {right.get() + shift, size});
        if (same) CHECK_FALSE(same);
        left[bit / 8] = static_cast<char>(left[bit / 8] ^ 1 << bit % 8);
      }
    }
  }
}

TEST_CASE("nothing is read outside the texts") {
  for (std::size_t size = 0; size <= 200; ++size) {
    const std::string same(size, 'x');
    const jeton_tests::guard_pages pages{same};
    CAPTURE(size);
    CHECK(equal(pages.at_the_beginning(), pages.at_the_end()));
    CHECK(equal(pages.at_the_beginning(), same));
    CHECK(equal(same, pages.at_the_end()));
  }
}

TEST_CASE("differences that cancel when they are added or joined are seen") {
  const std::string left = std::string("\x01\x00\xFF\x80", 4) + std::string(12, 'x');
  const std::string right = std::string("\x00\x01\x80\xFF", 4) + std::string(12, 'x');
  CHECK_FALSE(equal(left, right));
  CHECK_FALSE(equal(left + right, right + left));
}

TEST_CASE("the barrier changes no value") {
  STATIC_REQUIRE(value_barrier(std::uint64_t{0x0123456789ABCDEF}) == 0x0123456789ABCDEF);
  STATIC_REQUIRE(value_barrier(-7) == -7);
  STATIC_REQUIRE(value_barrier(static_cast<unsigned char>(200)) == 200);
}
