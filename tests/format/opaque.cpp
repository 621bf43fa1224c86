// SPDX-License-Identifier: BSL-1.0
#include <jeton/format/opaque.hpp>

#include <string>
#include <string_view>

#include "../support/catch.hpp"
#include "../support/format_trials.hpp"

namespace {

using jeton::opaque;
using jeton::token_error;
using jeton::token_fault;

constexpr std::string_view predetermined =
    "glpat-"
    "token-inherited-from-an-import";

}  // namespace

TEST_CASE("an opaque token is 20 to 255 printable bytes unless it says otherwise") {
  STATIC_REQUIRE(opaque<>::min_size == 20);
  STATIC_REQUIRE(opaque<>::max_size == 255);
  CONSTEXPR auto token = opaque<>::parse(predetermined);
  STATIC_REQUIRE(token.has_value());
  STATIC_REQUIRE(token->expose() == predetermined);
  STATIC_REQUIRE(token->prefix_size() == 0);
}

TEST_CASE("an opaque token has every size between its bounds and no other") {
  const auto judge = jeton_tests::judge<opaque<8, 12>>();
  for (std::size_t size = 0; size < 30; ++size) {
    const jeton_tests::verdict found = judge(std::string(size, '~'));
    CAPTURE(size);
    CHECK(found.has_value() == (size < 8 || size > 12));
    if (size < 8) CHECK(found == token_error{token_fault::length, size});
    if (size > 12) CHECK(found == token_error{token_fault::length, 12});
  }
  CHECK(judge(std::string(1'000'000, 'x')) == token_error{token_fault::length, 12});
}

TEST_CASE("an opaque token has every printable byte but the space, at every place") {
  const auto judge = jeton_tests::judge<opaque<20, 20>>();
  jeton_tests::exact_copy text{std::string(20, 'x')};
  for (std::size_t at = 0; at < 20; ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      text[at] = static_cast<char>(byte);
      const bool printable = byte > ' ' && byte <= '~';
      const jeton_tests::verdict found = judge(text.view());
      const bool right = found == (printable ? jeton_tests::verdict{} : token_error{token_fault::alphabet, at});
      CAPTURE(at, byte);
      if (!right) CHECK(right);
    }
    text[at] = 'x';
  }
}

TEST_CASE("an opaque token of one size knows it") { STATIC_REQUIRE(opaque<32, 32>::size == 32); }

TEST_CASE("an opaque token claims nothing") {
  STATIC_REQUIRE(opaque<>::entropy_bits == 0);
  STATIC_REQUIRE(opaque<>::prefix.empty());
  STATIC_REQUIRE_FALSE(opaque<>::url_safe);
  STATIC_REQUIRE_FALSE(opaque<>::double_click_selectable);
  STATIC_REQUIRE(opaque<8, 9>::regex == "[!-,.-~-]{8,9}");
}

TEST_CASE("the one part of a token without shape is a field that no check covers") {
  STATIC_REQUIRE([] {
    const auto token = jeton::opaque<20, 40>::parse("token-string-here123");
    const auto parts = jeton::opaque<20, 40>::parts(*token);
    return parts.size() == 1 && parts.items[0].kind == jeton::part_kind::field && parts.items[0].size == 20 &&
           !parts.items[0].covered;
  }());
}
