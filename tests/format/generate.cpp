// SPDX-License-Identifier: BSL-1.0
#include <jeton/format/generate.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jeton/gitlab/token.hpp>
#include <jeton/issuers/github.hpp>
#include <jeton/issuers/shapes.hpp>
#include <jeton/issuers/with_check.hpp>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::generate;
using jeton::given;
using jeton::random_error;
using jeton::secret;

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using pin = jeton::token_format<"pin_", jeton::decimal<6>>;
using long_token = jeton::token_format<"long_", jeton::base62<300>, jeton::crc32_base62<6>>;
using long_and_short = jeton::token_format<"", jeton::base62<300>, "_", jeton::base62<30>>;

/// The bytes of drawn.tsv: the highest byte of x -> 1664525 x + 1013904223.
struct stream {
  std::uint32_t state;
  std::size_t calls = 0;
  std::size_t largest = 0;

  constexpr bool operator()(std::span<unsigned char> bytes) {
    ++calls;
    if (bytes.size() > largest) largest = bytes.size();
    for (unsigned char& byte : bytes) {
      state = state * 1664525 + 1013904223;
      byte = static_cast<unsigned char>(state >> 24);
    }
    return true;
  }
};

/// A pair that is skipped, and then a stream.
struct skipped_and_stream {
  stream rest;
  bool has_begun = false;

  constexpr bool operator()(std::span<unsigned char> bytes) {
    const std::size_t skipped = has_begun ? 0 : 2;
    has_begun = true;
    for (std::size_t i = 0; i < skipped; ++i) bytes[i] = 0;
    return rest(bytes.subspan(skipped));
  }
};

/// Whether digits stand for the bytes of a stream, pair by pair as generate() documents it.
constexpr bool stand_for(std::string_view digits, stream& bytes) {
  constexpr std::string_view symbols = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  for (std::size_t i = 0; i + 1 < digits.size();) {
    unsigned char pair[2]{};
    bytes(pair);
    const std::uint32_t scaled = (pair[0] + pair[1] * 256u) * 3844u;
    if (scaled % 65536 < 65536 % 3844) continue;
    if (digits[i++] != symbols[scaled / 65536 / 62]) return false;
    if (digits[i++] != symbols[scaled / 65536 % 62]) return false;
  }
  return true;
}

/// Gives one byte again and again; after `budget` bytes it fails, when it has written what was left.
struct monotonous {
  unsigned char byte;
  std::size_t budget = ~std::size_t{0};
  std::size_t calls = 0;

  constexpr bool operator()(std::span<unsigned char> bytes) {
    ++calls;
    for (std::size_t i = 0; i < bytes.size() && i < budget; ++i) bytes[i] = byte;
    const bool enough = bytes.size() <= budget;
    budget -= enough ? bytes.size() : budget;
    return enough;
  }
};

template <std::size_t N>
bool all_zero(const secret<N>& one) {
  const volatile auto* bytes = reinterpret_cast<const unsigned char*>(&one);
  unsigned any = 0;
  for (std::size_t i = 0; i < N; ++i) any |= bytes[i];
  return any == 0 && one.empty();
}

/// Draws a token of one format from the stream of a row.
using drawer = std::string (*)(stream&, const std::string& given_text);
template <class F>
std::string draw(stream& source, const std::string& given_text) {
  if constexpr (F::layout::variable_count == 0) {
    return std::string{generate<F>(source)->expose()};
  } else {
    return std::string{generate<F>(given(given_text), source)->expose()};
  }
}

const std::map<std::string, drawer> drawers = {
    {"acme-pat", draw<acme_pat>},
    {"github-ghp", draw<jeton::github::classic_pat>},
    {"github-ghr", draw<jeton::github::refresh_token>},
    {"github-fine-grained", draw<jeton::github::fine_grained_pat>},
    {"grafana", draw<jeton::issuers::grafana>},
    {"zuplo", draw<jeton::issuers::zuplo>},
    {"vercel-vcp", draw<jeton::issuers::vercel<"vcp_">>},
    {"atlassian-atatt3", draw<jeton::issuers::atlassian_api>},
    {"gitlab-legacy", draw<jeton::gitlab::personal_access_token_legacy>},
    {"asf", draw<jeton::issuers::asf>},
    {"sanctum-plain", draw<jeton::issuers::sanctum<>>},
};

constexpr auto made_by(std::uint32_t seed) { return generate<acme_pat>(stream{seed}); }
constexpr auto expected_of_seed_1 =
    jeton::fixed_string{"acme_pat_"} + jeton::fixed_string{"MohiMmYZdTQDpyyqKJX66LJdhrNdkY1B00xW"};

}  // namespace

TEST_CASE("a known source gives the same token when the program is compiled and when it runs") {
  STATIC_REQUIRE(made_by(1)->expose() == expected_of_seed_1.view());
  CHECK(made_by(1)->expose() == expected_of_seed_1.view());
  CHECK(acme_pat::valid(made_by(1)->expose()));
}

TEST_CASE("bytes become digits by the documented rule") {
  for (const jeton_tests::row& row : jeton_tests::rows("drawn.tsv", 7)) {
    if (row[2] != "0") continue;  // a batch goes on with the bytes that the token before has left
    INFO("drawn.tsv line " << row.line << ": " << row[0]);
    stream source{static_cast<std::uint32_t>(std::stoul(row[1]))};
    CHECK(drawers.at(row[0])(source, row[3]) == row[4] + row[5] + row[6]);
  }
}

TEST_CASE("a batch uses the bytes in order, in one draw") {
  std::vector<secret<45>> many(8);
  stream source{3};
  REQUIRE(generate<acme_pat>(std::span{many}, source));
  CHECK(source.calls == 1);
  std::size_t compared = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("drawn.tsv", 7)) {
    if (row[1] != "3") continue;
    CHECK(many[std::stoul(row[2])].expose() == row[4] + row[5] + row[6]);
    ++compared;
  }
  CHECK(compared == many.size());
}

TEST_CASE("a batch of fixed size, of one and of none is made") {
  secret<45> four[4];
  CHECK(generate<acme_pat>(std::span{four}, stream{1}));
  CHECK(four[0].expose() == expected_of_seed_1.view());
  CHECK(acme_pat::valid(four[3].expose()));
  CHECK(generate<acme_pat>(std::span{four}.first(1), stream{1}));
  stream untouched{1};
  CHECK(generate<acme_pat>(std::span<secret<45>>{}, untouched));
  CHECK(untouched.calls == 0);
}

TEST_CASE("a large batch and a long token are drawn in blocks of 4096 bytes at most") {
  std::vector<secret<45>> many(2000);
  stream source{1};
  REQUIRE(generate<acme_pat>(std::span{many}, source));
  CHECK(source.largest == 4096);
  CHECK(source.calls <= 1 + 2000 * 32 / 4096);
  std::set<std::string_view> distinct;
  std::size_t valid = 0;
  for (const auto& one : many) {
    distinct.insert(one.expose());
    valid += acme_pat::valid(one.expose());
  }
  CHECK(distinct.size() == many.size());
  CHECK(valid == many.size());
  stream for_long{1};
  CHECK(long_token::valid(generate<long_token>(for_long)->expose()));
  CHECK(for_long.largest <= 4096);
}

TEST_CASE("a long field of which a pair is skipped has its digits and no more, and the next field has the next ones") {
  CONSTEXPR auto made = generate<long_and_short>(skipped_and_stream{stream{1}});
  CONSTEXPR bool is_right = [](std::string_view token) {
    stream bytes{1};
    return token.size() == 331 && stand_for(token.substr(0, 300), bytes) && token[300] == '_' &&
           stand_for(token.substr(301), bytes);
  }(made->expose());
  STATIC_REQUIRE(is_right);
  CONSTEXPR bool is_valid = long_token::valid(generate<long_token>(skipped_and_stream{stream{1}})->expose());
  STATIC_REQUIRE(is_valid);
}

TEST_CASE("the operating system's randomness makes tokens, every one of them another") {
  const auto first = generate<acme_pat>();
  const auto second = generate<acme_pat>();
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(acme_pat::valid(first->expose()));
  CHECK(acme_pat::valid(second->expose()));
  CHECK_FALSE(*first == *second);
}

TEST_CASE("a source that fails at byte k gives an error and no partial token") {
  STATIC_REQUIRE(generate<acme_pat>(monotonous{'x', 0}).error() == random_error::unavailable);
  STATIC_REQUIRE_FALSE(generate<acme_pat>(monotonous{'x', 31}).has_value());
  for (std::size_t budget = 0; budget < 32; ++budget) {
    auto failed = generate<acme_pat>(monotonous{'x', budget});
    CAPTURE(budget);
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error() == random_error::unavailable);
  }
}

TEST_CASE("a source that fails at call k gives an error and no partial token") {
  // Bytes that are skipped force one call after the other; then the call that fails.
  for (std::size_t calls = 1; calls < 8; ++calls) {
    std::size_t called = 0;
    const auto skipping = [&](std::span<unsigned char> bytes) {
      for (unsigned char& byte : bytes) byte = 0;
      bytes[0] = bytes[1] = 'x';
      return ++called < calls;
    };
    const auto failed = generate<acme_pat>(skipping);
    CAPTURE(calls, called);
    CHECK_FALSE(failed.has_value());
    CHECK(failed.error() == random_error::unavailable);
    CHECK(called == calls);
  }
}

TEST_CASE("a source that is stuck at a byte no digit is drawn from is found out") {
  STATIC_REQUIRE(generate<acme_pat>(monotonous{0}).error() == random_error::stuck);
  for (unsigned byte = 0; byte < 256; ++byte) {
    monotonous source{static_cast<unsigned char>(byte)};
    const auto made = generate<acme_pat>(source);
    CAPTURE(byte);
    CHECK(made.has_value() == (257 * byte * 62 * 62 % 65536 >= 65536 % (62 * 62)));
    CHECK(source.calls <= 17);
    if (made) CHECK(acme_pat::valid(made->expose()));
  }
}

TEST_CASE("a batch is made as a whole or cleared as a whole") {
  for (const std::size_t good : {0u, 1u, 30u, 31u, 4095u, 4096u, 10'000u}) {
    std::vector<secret<45>> many(500);
    REQUIRE(generate<acme_pat>(std::span{many}, stream{1}));  // older tokens, which must not stay either
    const auto refused = generate<acme_pat>(std::span{many}, monotonous{'x', good});
    CAPTURE(good);
    CHECK_FALSE(refused);
    CHECK(refused.error() == random_error::unavailable);
    bool cleared = true;
    for (const auto& one : many) cleared = cleared && all_zero(one);
    CHECK(cleared);
  }
  std::vector<secret<45>> many(3);
  CHECK(generate<acme_pat>(std::span{many}, monotonous{0}).error() == random_error::stuck);
}

TEST_CASE("given fields stand where they belong and are checked first") {
  using sanctum = jeton::issuers::sanctum<"acme_">;
  using jeton::generate_error;
  const auto made = generate<sanctum>(given("4294967296"), stream{1});
  REQUIRE(made.has_value());
  CHECK(made->expose().substr(0, 16) == "4294967296|acme_");
  CHECK(sanctum::valid(made->expose()));
  STATIC_REQUIRE(generate<sanctum>(given(""), stream{1}).error() == generate_error::field_length);
  STATIC_REQUIRE(generate<sanctum>(given("123456789012345678901"), stream{1}).error() == generate_error::field_length);
  STATIC_REQUIRE(generate<sanctum>(given("12a"), stream{1}).error() == generate_error::field_alphabet);
  STATIC_REQUIRE(generate<sanctum>(given("12"), monotonous{'x', 3}).error() == generate_error::random);
  stream untouched{1};
  CHECK_FALSE(generate<sanctum>(given("x"), untouched).has_value());
  CHECK(untouched.calls == 0);
}

TEST_CASE("several given fields stand in the order of their bytes, with nothing left to draw") {
  using slack = jeton::issuers::slack_bot;
  CONSTEXPR auto made = generate<slack>(given("1234567890", "2345678901234", "abcdefghijklmnopqrstuvwx"), stream{1});
  STATIC_REQUIRE(made->expose().substr(4) == "-1234567890-2345678901234-abcdefghijklmnopqrstuvwx");
  STATIC_REQUIRE(slack::valid(made->expose()));
}

TEST_CASE("a format that can be guessed is generated when that is said by name") {
  CONSTEXPR auto made = generate<pin>(jeton::low_entropy, stream{1});
  STATIC_REQUIRE(pin::valid(made->expose()));
  CHECK(generate<pin>(jeton::low_entropy).has_value());
}

TEST_CASE("a prefix known at run time stands in batches and before given fields too") {
  const auto ours = *jeton::prefixed<acme_pat>::make("corp_");
  secret<jeton::prefixed<acme_pat>::max_size> many[3];
  REQUIRE(generate(ours, std::span{many}, stream{1}).has_value());
  for (const auto& one : many) {
    CHECK(ours.valid(one.expose()));
    CHECK_FALSE(acme_pat::valid(one.expose()));
  }
  CHECK(many[0].expose() == generate(ours, stream{1})->expose());
  CHECK(generate(ours, std::span{many}, monotonous{0, 0}).error() == random_error::unavailable);
  CHECK(many[0].empty());

  using numbered = jeton::token_format<"no_", jeton::decimal<1, 5>, "-", jeton::base62<30>, jeton::crc32_base62<6>>;
  const auto apart = *jeton::prefixed<numbered>::make("corp_");
  const auto made = generate(apart, given("42"), stream{1});
  REQUIRE(made.has_value());
  CHECK(apart.valid(made->expose()));
  CHECK(made->expose().substr(0, 8) == "corp_42-");
  CHECK(generate(apart, given("4x"), stream{1}).error() == jeton::generate_error::field_alphabet);
}
