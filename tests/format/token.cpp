// SPDX-License-Identifier: BSL-1.0
// The formats of this file are ours. Those of issuers are tested with their profiles, and the space of what a format
// may be by tests/python/judge.py, against an independent implementation.
#include <jeton/format/token.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

#include "../support/catch.hpp"
#include "../support/format_trials.hpp"

namespace {

using jeton::covers;
using jeton::part_kind;
using jeton::token_error;
using jeton::token_fault;
using jeton::token_format;
using jeton_tests::region;

using acme_pat = token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using acme = token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;

/// Many parts: a check in the middle that covers one field, a field that none covers, and variable sizes.
using ticket = token_format<"t_", jeton::decimal<1, 5>, "/", jeton::base62<24>, jeton::crc32_hex<8, covers::body>, ":",
                            jeton::lower<0, 4>>;
using sealed = token_format<"s_", jeton::base64url<20, 40>, ".", jeton::length_base36<2>, jeton::crc32_base36<7>>;
using bare = token_format<jeton::hex<32>, "-", jeton::crc32_upper_hex<8, covers::before_separator>>;

// Bodies and checks of tests/vectors/formats.tsv.
constexpr auto good = jeton::fixed_string{"acme_pat_"} + jeton::fixed_string{"9aUSpVvm9fFj2YlpL2eYpzbQrhQFIT"} +
                      jeton::fixed_string{"4EgDpx"};
constexpr auto relabelled = jeton::fixed_string{"acme_pat_"} + jeton::fixed_string{"9aUSpVvm9fFj2YlpL2eYpzbQrhQFIT"} +
                            jeton::fixed_string{"0jQqiC"};

constexpr token_error fault_of(std::string_view text) { return acme_pat::parse(text).error(); }

/// The good text with one byte changed.
constexpr auto with(std::size_t at, char byte) {
  auto text = good;
  text.chars[at] = byte;
  return text;
}

}  // namespace

TEST_CASE("a token is parsed and shows its text") {
  CONSTEXPR auto token = acme_pat::parse(good);
  STATIC_REQUIRE(token.has_value());
  STATIC_REQUIRE(token->expose() == good.view());
  STATIC_REQUIRE(token->size() == 45);
  STATIC_REQUIRE(token->prefix_size() == 9);
  STATIC_REQUIRE(acme_pat::valid(good));
  STATIC_REQUIRE(std::is_same_v<decltype(token->expose()), std::string_view>);
}

TEST_CASE("a text that is no token is refused with the first fault and its place") {
  STATIC_REQUIRE(fault_of("") == token_error{token_fault::prefix, 0});
  STATIC_REQUIRE(fault_of("acme_pet_") == token_error{token_fault::prefix, 6});
  STATIC_REQUIRE(fault_of("acme_pat_") == token_error{token_fault::length, 9});
  STATIC_REQUIRE(fault_of(with(9, '!')) == token_error{token_fault::alphabet, 9});
  STATIC_REQUIRE(fault_of(with(44, '-')) == token_error{token_fault::alphabet, 44});
  STATIC_REQUIRE(fault_of(with(20, 'A')) == token_error{token_fault::checksum, 39});
  STATIC_REQUIRE(fault_of(with(44, 'y')) == token_error{token_fault::checksum, 39});
  STATIC_REQUIRE(fault_of(good + jeton::fixed_string{"x"}) == token_error{token_fault::length, 45});
  STATIC_REQUIRE_FALSE(acme_pat::valid(with(20, 'A')));
}

TEST_CASE("a check that covers the prefix refuses a token that was relabelled") {
  STATIC_REQUIRE(fault_of(relabelled) == token_error{token_fault::checksum, 39});
}

TEST_CASE("each fault has words of its own") {
  using enum token_fault;
  for (const token_fault one : {prefix, length, separator, alphabet, field_length, checksum}) {
    CHECK_FALSE(describe(one).empty());
    for (const token_fault other : {prefix, length, separator, alphabet, field_length, checksum}) {
      CHECK((describe(one) == describe(other)) == (one == other));
    }
  }
  STATIC_REQUIRE(describe(token_error{checksum, 3}) == describe(checksum));
}

TEST_CASE("every row of the vectors of our formats gets its verdict") {
  jeton_tests::judge_vectors_of("formats.tsv", [](std::string_view name) { return name.starts_with("acme"); },
                                {{"acme-pat", jeton_tests::judge<acme_pat>()}, {"acme", jeton_tests::judge<acme>()}});
}

TEST_CASE("every change of one byte is refused, each for its reason") {
  jeton_tests::judge_changes(
      jeton_tests::judge<acme_pat>(), std::string{good.view()},
      {{region::text, 9}, {region::covered, 30, jeton_tests::base62}, {region::check, 6, jeton_tests::base62}});
}

TEST_CASE("every other size is refused, up to a megabyte") {
  jeton_tests::judge_sizes(jeton_tests::judge<acme_pat>(), std::string{good.view()}, 9, 45, 45);
}

TEST_CASE("a view without memory is an empty text") {
  STATIC_REQUIRE(fault_of(std::string_view{}) == token_error{token_fault::prefix, 0});
  STATIC_REQUIRE(bare::parse(std::string_view{}).error() == token_error{token_fault::length, 0});
}

TEST_CASE("a format knows its sizes, prefix and entropy") {
  STATIC_REQUIRE(acme_pat::size == 45);
  STATIC_REQUIRE(acme_pat::min_size == 45);
  STATIC_REQUIRE(acme_pat::max_size == 45);
  STATIC_REQUIRE(acme_pat::prefix == "acme_pat_");
  STATIC_REQUIRE(ticket::min_size == 2 + 1 + 1 + 24 + 8 + 1);
  STATIC_REQUIRE(ticket::max_size == 2 + 5 + 1 + 24 + 8 + 1 + 4);
  STATIC_REQUIRE(bare::prefix.empty());
  // Python: 30 * math.log2(62), 24 * math.log2(62), 32 * 4
  STATIC_REQUIRE(acme_pat::entropy_bits > 178.62588 && acme_pat::entropy_bits < 178.62589);
  STATIC_REQUIRE(ticket::entropy_bits > 142.90071 && ticket::entropy_bits < 142.90072);
  STATIC_REQUIRE(bare::entropy_bits == 128);
  STATIC_REQUIRE(sealed::entropy_bits == 0);
}

TEST_CASE("only a format of one size has a size") {
  STATIC_REQUIRE(requires { bare::size; });
  STATIC_REQUIRE_FALSE([]<class F>(F) { return requires { F::size; }; }(ticket{}));
}

TEST_CASE("a format knows whether it stands in a URL and whether a double click takes it whole") {
  STATIC_REQUIRE(acme_pat::url_safe);
  STATIC_REQUIRE(acme_pat::double_click_selectable);
  STATIC_REQUIRE(sealed::url_safe);
  STATIC_REQUIRE_FALSE(sealed::double_click_selectable);
  STATIC_REQUIRE_FALSE(ticket::url_safe);
  STATIC_REQUIRE_FALSE(ticket::double_click_selectable);
}

TEST_CASE("a format knows its regular expression") {
  STATIC_REQUIRE(acme_pat::regex == "acme_pat_[0-9A-Za-z]{30}[0-9A-Za-z]{6}");
  STATIC_REQUIRE(ticket::regex == "t_[0-9]{1,5}/[0-9A-Za-z]{24}[0-9a-f]{8}:[a-z]{0,4}");
  STATIC_REQUIRE(sealed::regex == "s_[0-9A-Z_a-z-]{20,40}\\.[0-9a-z]{2}[0-9a-z]{7}");
}

TEST_CASE("the parts of a token stand one after the other and say what a check covers") {
  const std::string text = "t_42/abcdefghijklmnopqrstuvwx21836df4:ab";
  const auto token = ticket::parse(text);
  REQUIRE(token.has_value());
  const auto parts = ticket::parts(*token);
  struct expected {
    part_kind kind;
    std::string_view text;
    bool covered;
  };
  const expected all[] = {
      {part_kind::prefix, "t_", false},        {part_kind::field, "42", false},
      {part_kind::separator, "/", false},      {part_kind::field, "abcdefghijklmnopqrstuvwx", true},
      {part_kind::checksum, "21836df4", true}, {part_kind::separator, ":", false},
      {part_kind::field, "ab", false},
  };
  REQUIRE(parts.size() == std::size(all));
  std::size_t position = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    CAPTURE(i);
    CHECK(parts.items[i].kind == all[i].kind);
    CHECK(parts.items[i].position == position);
    CHECK(parts.items[i].of(text) == all[i].text);
    CHECK(parts.items[i].covered == all[i].covered);
    position += parts.items[i].size;
  }
  CHECK(position == text.size());
  CHECK(parts.first(part_kind::checksum).of(text) == "21836df4");
}

TEST_CASE("a check that covers everything before covers the prefix, separators and lengths too") {
  const std::string text = "s_abcdefghijklmnopqrst.0k1c0jihx";
  const auto token = sealed::parse(text);
  REQUIRE(token.has_value());
  for (const auto& part : sealed::parts(*token)) CHECK(part.covered);
}

TEST_CASE("a check before a separator covers what stands before the separator") {
  const std::string text = "0123456789abcdef0123456789abcdef-7759B50E";
  const auto token = bare::parse(text);
  REQUIRE(token.has_value());
  const auto parts = bare::parts(*token);
  CHECK(parts.items[0].size == 0);
  CHECK(parts.items[1].covered);
  CHECK_FALSE(parts.items[2].covered);
  CHECK(parts.items[3].covered);
}

TEST_CASE("only parse makes a token") {
  using token = jeton::token<acme_pat>;
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<token>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<token, std::string_view>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<token, std::string_view, std::size_t>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<token, std::string_view>);
  STATIC_REQUIRE(std::is_trivially_copyable_v<token>);
  using made = jeton::result<token, token_error>;
  CHECK_FALSE(std::is_constructible_v<made, std::in_place_t>);
}

TEST_CASE("a string object that dies at the end of the line cannot become a token") {
  const auto parses = []<class Text>(Text&&) {
    return requires(Text&& text) { acme_pat::parse(std::forward<Text>(text)).error(); };
  };
  std::string kept;
  CHECK(parses(kept));
  CHECK(parses(std::string_view{kept}));
  CHECK(parses("literal"));
  CHECK(parses(good));
  CHECK_FALSE(parses(std::string{}));
  CHECK_FALSE(parses(static_cast<const std::string&&>(kept)));
}
