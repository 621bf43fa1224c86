// SPDX-License-Identifier: BSL-1.0
#include <jeton/digest/keyring.hpp>
#include <jeton/format/opaque.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::digest;
using jeton::digest_scheme;
using jeton::keyring;
using jeton::keyring_fault;
using jeton::pepper;
using jeton::pepper_fault;
using jeton::plain_sha256;
using jeton::with_earlier;

constexpr std::string_view text = "acme_pat_0123456789";

// Python: hmac.new(b"0123456789abcdef0123456789abcdef", text, "sha256").hexdigest(), likewise of the second pepper, and
// hashlib.sha256(text).hexdigest()
constexpr std::string_view under_first = "ab87e9778c00dbf4ff05f498433baae3b17b82de23ee625dfef63d2ba7cc6d8b";
constexpr std::string_view under_second = "9c72119d65e0f93822857bb7e4b2a9fefb8dbaa8be47852b131c45c06984e5f3";
constexpr std::string_view without_key = "6cfa9522713f1e6625c20d63d0b789f03549bdfcdd5302dcca52df807e9fe5b5";

/// A digester of someone else.
struct custom {
  [[nodiscard]] static constexpr std::size_t size() { return 1; }
  [[nodiscard]] static constexpr digest<32> digest_of(std::string_view, std::size_t) { return {}; }
  [[nodiscard]] static constexpr digest_scheme scheme(std::size_t) { return {"custom"}; }
};
struct without_scheme {
  [[nodiscard]] static constexpr std::size_t size() { return 1; }
  [[nodiscard]] static constexpr digest<32> digest_of(std::string_view, std::size_t) { return {}; }
};

/// What a keyring with both peppers says, so that it also says it at compile time.
template <class Say>
constexpr auto of_two_keys(Say say) {
  const pepper second{"fedcba9876543210fedcba9876543210"};
  const pepper first{"0123456789abcdef0123456789abcdef"};
  keyring keys{2, second};
  const bool added = keys.accept_earlier(1, first).has_value();
  return added ? say(keys) : decltype(say(keys)){};
}

}  // namespace

TEST_CASE("a keyring writes digests under its current key and finds those of earlier ones") {
  STATIC_REQUIRE(of_two_keys([](const keyring& keys) { return keys.size(); }) == 2);
  STATIC_REQUIRE(of_two_keys([](const keyring& keys) { return keys.digest_of(text).to_hex(); }) == under_second);
  STATIC_REQUIRE(of_two_keys([](const keyring& keys) { return keys.digest_of(text, 0).to_hex(); }) == under_second);
  STATIC_REQUIRE(of_two_keys([](const keyring& keys) { return keys.digest_of(text, 1).to_hex(); }) == under_first);
  STATIC_REQUIRE(of_two_keys([](const keyring& keys) { return keys.scheme(0) == digest_scheme{"hmac-sha256", 2}; }));
  STATIC_REQUIRE(of_two_keys([](const keyring& keys) { return keys.scheme(1) == digest_scheme{"hmac-sha256", 1}; }));
}

TEST_CASE("beyond the last key there is an empty digest, which equals nothing") {
  STATIC_REQUIRE(of_two_keys([](const keyring& keys) { return keys.digest_of(text, 2).empty(); }));
  STATIC_REQUIRE(of_two_keys([](const keyring& keys) { return keys.digest_of(text, ~std::size_t{0}).empty(); }));
  STATIC_REQUIRE(of_two_keys([](const keyring& keys) { return keys.scheme(2) == digest_scheme{}; }));
  STATIC_REQUIRE(plain_sha256::digest_of(text, 1).empty());
  STATIC_REQUIRE(plain_sha256::scheme(1) == digest_scheme{});
}

TEST_CASE("a keyring holds eight keys, each under an id of its own") {
  const pepper first{"0123456789abcdef0123456789abcdef"};
  const pepper second{"fedcba9876543210fedcba9876543210"};
  keyring keys{7, first};
  CHECK(keys.accept_earlier(7, second).error() == keyring_fault::repeated);
  for (std::uint32_t id = 0; id < 7; ++id) CHECK(keys.accept_earlier(id, second));
  CHECK(keys.size() == keyring::max_keys);
  CHECK(keys.accept_earlier(3, first).error() == keyring_fault::repeated);
  CHECK(keys.accept_earlier(8, first).error() == keyring_fault::room);
  CHECK(keys.size() == keyring::max_keys);
  CHECK(keys.digest_of(text).to_hex() == under_first);
  CHECK(keys.digest_of(text, 7).to_hex() == under_second);
  CHECK(keys.digest_of(text, 8).empty());
}

TEST_CASE("a pepper has 32 bytes or more, and not one over and over") {
  const std::string bytes = "0123456789abcdef0123456789abcdef";
  CHECK(pepper::from({}).error() == pepper_fault::size);
  CHECK(pepper::from(bytes.substr(1)).error() == pepper_fault::size);
  CHECK(pepper::from(bytes).has_value());
  CHECK(pepper::from(std::string(31, '\0')).error() == pepper_fault::size);
  CHECK(pepper::from(std::string(32, '\0')).error() == pepper_fault::repetition);
  CHECK(pepper::from(std::string(100, 'x')).error() == pepper_fault::repetition);
  CHECK(pepper::from(std::string(31, '\0') + '\1').has_value());
  CHECK(pepper::from('\1' + std::string(31, '\0')).has_value());
  const auto read = pepper::from(bytes);
  CHECK(keyring{1, *read}.digest_of(text).to_hex() == under_first);
  STATIC_REQUIRE_FALSE(jeton::result<pepper, pepper_fault>{}.has_value());
}

TEST_CASE("every known answer of HMAC-SHA-256 with such a key comes out of a keyring") {
  std::size_t judged = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("hmac_sha256.tsv", 5)) {
    const std::string key = jeton_tests::unpack(row[2]);
    const auto read = pepper::from(key);
    INFO("hmac_sha256.tsv line " << row.line << ": " << row[1]);
    const bool one_byte = key.find_first_not_of(key[0]) == std::string::npos;
    CHECK(read.has_value() == (key.size() >= 32 && !one_byte));
    if (!read) continue;
    CHECK(keyring{1, *read}.digest_of(jeton_tests::unpack(row[3])).to_hex() == row[4]);
    ++judged;
  }
  CHECK(judged >= 3);
}

TEST_CASE("plain SHA-256 is the scheme of one digest") {
  STATIC_REQUIRE(plain_sha256::size() == 1);
  STATIC_REQUIRE(plain_sha256::digest_of(text).to_hex() == without_key);
  STATIC_REQUIRE(plain_sha256::scheme() == digest_scheme{"sha256", 0});
}

TEST_CASE("with_earlier finds what was written before, and says under what") {
  constexpr auto number_of = [](std::string_view hex) {
    return of_two_keys([&](const keyring& keys) {
      const with_earlier both{keys, plain_sha256{}};
      std::size_t number = 0;
      while (number < both.size() && both.digest_of(text, number).to_hex() != hex) ++number;
      return number;
    });
  };
  STATIC_REQUIRE(number_of(under_second) == 0);
  STATIC_REQUIRE(number_of(under_first) == 1);
  STATIC_REQUIRE(number_of(without_key) == 2);
  STATIC_REQUIRE(number_of("") == 3);
  constexpr auto scheme_of = [](std::size_t number) {
    return of_two_keys(
        [&](const keyring& keys) { return with_earlier{keys, with_earlier{custom{}, plain_sha256{}}}.scheme(number); });
  };
  STATIC_REQUIRE(scheme_of(0) == digest_scheme{"hmac-sha256", 2});
  STATIC_REQUIRE(scheme_of(1) == digest_scheme{"hmac-sha256", 1});
  STATIC_REQUIRE(scheme_of(2) == digest_scheme{"custom"});
  STATIC_REQUIRE(scheme_of(3) == digest_scheme{"sha256"});
  STATIC_REQUIRE(scheme_of(4) == digest_scheme{});
}

TEST_CASE("with_earlier refers to what has a name and holds what has none") {
  const pepper bytes{"0123456789abcdef0123456789abcdef"};
  const keyring keys{1, bytes};
  const with_earlier both{keys, plain_sha256{}};
  STATIC_REQUIRE(std::is_same_v<decltype(both), const with_earlier<const keyring&, plain_sha256>>);
  CHECK(&both.current == &keys);
}

TEST_CASE("digesters are told by a concept") {
  STATIC_REQUIRE(jeton::token_digester<keyring>);
  STATIC_REQUIRE(jeton::token_digester<plain_sha256>);
  STATIC_REQUIRE(jeton::token_digester<custom>);
  STATIC_REQUIRE(jeton::token_digester<with_earlier<const keyring&, with_earlier<custom, plain_sha256>>>);
  STATIC_REQUIRE_FALSE(jeton::token_digester<without_scheme>);
  STATIC_REQUIRE_FALSE(jeton::token_digester<pepper>);
  STATIC_REQUIRE_FALSE(jeton::token_digester<int>);
}

TEST_CASE("neither a pepper nor a keyring is made of nothing, copied or moved") {
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<pepper>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<pepper>);
  STATIC_REQUIRE_FALSE(std::is_move_constructible_v<pepper>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<pepper, std::string_view>);
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<keyring>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<keyring>);
  STATIC_REQUIRE_FALSE(std::is_move_constructible_v<keyring>);
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<jeton::hmac_sha256_hasher>);
}

TEST_CASE("a check value is HMAC-SHA-256 of a text that no token can be, as Python computes it") {
  static constexpr pepper bytes{"0123456789abcdef0123456789abcdef"};
  static constexpr pepper other{"0123456789abcdef0123456789abcdeg"};
  constexpr auto value_of = [](std::size_t number) {
    keyring keys{7, other};
    (void)keys.accept_earlier(8, bytes);
    return keys.check_value(number);
  };
  // hmac.digest(key, b"jeton: check value of a key for digests", "sha256")
  STATIC_REQUIRE(value_of(1).to_hex().view() == "7e8ceae48ee5c180fc7793c222e4f2cdce884aec1441b5d30ff7926353371361");
  STATIC_REQUIRE_FALSE(value_of(0) == value_of(1));
  STATIC_REQUIRE(value_of(2).empty());
  STATIC_REQUIRE(jeton::plain_sha256::check_value().empty());
  STATIC_REQUIRE(jeton::with_earlier{jeton::plain_sha256{}, keyring{7, bytes}}.check_value(1) == value_of(1));
  STATIC_REQUIRE_FALSE(jeton::opaque<20>::valid("jeton: check value of a key for digests"));
}

TEST_CASE("each reason has words") {
  for (const auto fault : {pepper_fault::size, pepper_fault::repetition}) {
    CHECK(describe(fault) != describe(static_cast<pepper_fault>(255)));
  }
  for (const auto fault : {keyring_fault::repeated, keyring_fault::room}) {
    CHECK(describe(fault) != describe(static_cast<keyring_fault>(255)));
  }
}

#if defined(__GNUC__)
TEST_CASE("what a keyring holds is wiped when it dies") {
  alignas(keyring) unsigned char memory[sizeof(keyring)]{};
  const auto used = [&] {
    asm volatile("" : : "r"(memory) : "memory");
    std::size_t count = 0;
    for (const unsigned char byte : memory) count += byte != 0;
    return count;
  };
  const pepper bytes{"0123456789abcdef0123456789abcdef"};
  auto* keys = new (memory) keyring{0, bytes};
  CHECK(used() > 64);  // the control: two chaining values at least
  keys->~keyring();
  CHECK(used() < 32);  // the number of keys, and of bytes hashed
}
#endif
