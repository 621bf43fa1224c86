// SPDX-License-Identifier: BSL-1.0
// Every way that this processor has to check a token agrees with a plain one, byte for byte: the ways are forced in
// turn, and the texts stand against pages that may not be read.
#include <jeton/format/valid_each.hpp>
#include <jeton/gitlab/other_tokens.hpp>
#include <jeton/issuers/shapes.hpp>
#include <jeton/issuers/with_check.hpp>
#include <jeton/jeton.hpp>

#include <cstdint>
#include <cstring>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../support/catch.hpp"
#include "../support/guard_pages.hpp"
#include "../support/paths.hpp"

namespace detail = jeton::detail;
namespace github = jeton::github;
namespace gitlab = jeton::gitlab;
namespace issuers = jeton::issuers;
using jeton::covers;
using jeton_tests::guard_pages;
using jeton_tests::on_each_path;

namespace {

// ---- the plain way --------------------------------------------------------------------------------------------------

template <class Digits>
std::string written(std::uint64_t number, std::size_t width) {
  std::string digits(width, Digits::digits[0]);
  for (std::size_t i = width; i-- > 0; number /= Digits::size) digits[i] = Digits::digits[number % Digits::size];
  return digits;
}

std::uint32_t plain_crc32(std::string_view text) { return detail::portable::crc32<void>(text.data(), text.size()); }

template <class... Segment>
struct plain_layout {
  using layout = detail::layout<Segment...>;

  template <std::size_t Index, class One>
  static bool holds(std::string_view text, const typename layout::bounds& found) {
    const std::string_view part = text.substr(found.at[Index], found.size(Index));
    if constexpr (detail::kind_of<One> == detail::segment_kind::literal) {
      return part == One::text;
    } else if constexpr (detail::kind_of<One> == detail::segment_kind::field) {
      return part.find_first_not_of(One::digits::digits) == part.npos;
    } else if constexpr (detail::kind_of<One> == detail::segment_kind::length) {
      return part == written<typename One::digits>(found.size(layout::field_before(Index)), One::min_size);
    } else if constexpr (detail::has_crc32<One>()) {
      std::uint32_t crc = plain_crc32(layout::template covered<One::span>(text, found, Index));
      if (One::number::lowest_first) crc = __builtin_bswap32(crc);
      return part == written<typename One::digits>(crc, One::min_size);
    } else {
      return One::matches(layout::template covered<One::span>(text, found, Index), part.data());
    }
  }
  template <std::size_t... Place>
  static bool valid(std::string_view prefix, std::string_view text, std::index_sequence<Place...>) {
    if (text.substr(0, prefix.size()) != prefix || !layout::fits(prefix.size(), text.size())) return false;
    typename layout::bounds found;
    std::size_t stopped = 0;
    return layout::place(prefix.size(), text, found, stopped) && (holds<Place, Segment>(text, found) && ...);
  }
};
template <class... Segment>
bool plain_valid(std::string_view prefix, std::string_view text, detail::list<Segment...>) {
  return plain_layout<Segment...>::valid(prefix, text, std::index_sequence_for<Segment...>{});
}

void wrong(const char* what, std::size_t where = 0) {
  CAPTURE(what, where, jeton::describe(jeton::cpu_path().tokens));
  CHECK(false);
}

// ---- texts ----------------------------------------------------------------------------------------------------------

/// Seeded, so that a failure can be repeated.
std::mt19937& dice() {
  static std::mt19937 engine{20210405};
  return engine;
}
std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>{0, most}(dice()); }

template <class Digits>
std::string random_digits(std::size_t size) {
  std::string text(size, ' ');
  for (char& c : text) c = Digits::digits[up_to(Digits::size - 1)];
  return text;
}

struct random_source {
  template <class Digits>
  bool draw(char* out, std::size_t size) {
    const std::string text = random_digits<Digits>(size);
    std::memcpy(out, text.data(), size);
    return true;
  }
};

/// A token whose fields have the sizes that `choose` says.
template <class F, class Choose, class... Segment>
std::string token_of(Choose choose, detail::list<Segment...>) {
  std::string given[sizeof...(Segment) + 1];
  std::string_view views[sizeof...(Segment) + 1];
  std::size_t count = 0;
  const auto give = [&]<class One>(One) {
    if constexpr (detail::is_variable<One>) {
      given[count] = random_digits<typename One::digits>(choose(One::min_size, One::max_size));
      views[count] = given[count];
      ++count;
    }
  };
  (give(Segment{}), ...);
  random_source digits;
  std::string text(F::max_size, ' ');
  text.resize(detail::writer<typename F::layout>::write(F::prefix, digits, views, text.data()));
  return text;
}

template <class F>
void require_agreement(std::string_view text) {
  const guard_pages copy{text};
  const bool expected = plain_valid(F::prefix, text, typename F::layout::segments{});
  for (const std::string_view there : {copy.at_the_end(), copy.at_the_beginning()}) {
    on_each_path([&] {
      if (F::valid(there) != expected) wrong("valid is wrong");
      if (F::parse(there).has_value() != expected) wrong("parse is wrong");
      if (F::valid_after(F::prefix, there) != expected) wrong("valid_after is wrong");
    });
  }
}

/// Four tokens side by side. The check of many may look at four at once, so each has a turn at being the changed one.
template <class F>
class four_tokens {
 public:
  explicit four_tokens(const std::string& token) : texts_(token + token + token + token) {}

  /// Whether the three others are good, and one is as expected with this byte.
  bool agree(std::size_t at, char changed, bool expected) {
    const std::size_t one = turn_++ % 4;
    const std::size_t place = one * F::min_size + at;
    const char right = texts_.at_the_end()[place];
    texts_.set(place, changed);
    bool verdicts[4];
    const std::size_t good = jeton::valid_each<F>(std::span<const char>{texts_.at_the_end()}, verdicts);
    texts_.set(place, right);
    return verdicts[one] == expected && good == (expected ? 4 : 3);
  }

 private:
  guard_pages texts_;
  std::size_t turn_ = 0;
};

/// Each byte becomes other bytes: every `step`th.
template <class F>
void require_agreement_about_changes(std::string token, unsigned step) {
  guard_pages copy{token};
  std::vector<bool> expected;
  const auto for_each_change = [&](auto look) {
    for (std::size_t i = 0; i < token.size(); ++i) {
      const char right = token[i];
      for (unsigned change = 1; change < 256; change += step) {
        token[i] = static_cast<char>(right ^ static_cast<char>(change));
        look(i);
      }
      token[i] = right;
    }
  };
  for_each_change(
      [&](std::size_t) { expected.push_back(plain_valid(F::prefix, token, typename F::layout::segments{})); });
  on_each_path([&] {
    std::size_t next = 0;
    for_each_change([&](std::size_t at) {
      const char right = copy.at_the_end()[at];
      copy.set(at, token[at]);
      if (F::valid(copy.at_the_end()) != expected[next++]) wrong("a changed byte", at);
      copy.set(at, right);
    });
    if constexpr (F::min_size == F::max_size) {
      if (jeton::cpu_path().valid_each == jeton::cpu_path().tokens) return;  // one after the other, as above
      four_tokens<F> four{token};
      next = 0;
      for_each_change([&](std::size_t at) {
        if (!four.agree(at, token[at], expected[next++])) wrong("a changed byte of one of four", at);
      });
    }
  });
}

template <class F>
void require_agreement_about_format() {
  const auto make = [](auto choose) { return token_of<F>(choose, typename F::layout::segments{}); };
  const auto least = make([](std::size_t min, std::size_t) { return min; });
  const auto most = make([](std::size_t, std::size_t max) { return max; });
  for (const std::string& good : {least, most}) {
    REQUIRE(F::valid(good));
    require_agreement<F>(good);
    if (good.empty()) continue;
    require_agreement<F>(good.substr(1));
    require_agreement<F>(good.substr(0, good.size() - 1));
    require_agreement<F>(good + good.back());
    require_agreement<F>(std::string(good.size(), '\xFF'));
    require_agreement<F>(std::string(F::prefix) + std::string(good.size() - F::prefix.size(), '0'));
  }
  require_agreement_about_changes<F>(least, 1);
  if (least.size() != most.size()) require_agreement_about_changes<F>(most, most.size() > 300 ? 31 : 1);
  for (int i = 0; i < 20; ++i) {
    std::string some = make([](std::size_t min, std::size_t max) { return min + up_to(max - min); });
    REQUIRE(F::valid(some));
    require_agreement<F>(some);
    if (some.empty()) continue;
    std::swap(some[up_to(some.size() - 1)], some[up_to(some.size() - 1)]);
    require_agreement<F>(some);
  }
}

template <class... F>
void require_agreement_about_formats() {
  (require_agreement_about_format<F>(), ...);
}

template <class Digits, class Check, std::size_t... Size>
void require_agreement_about_sizes(std::index_sequence<Size...>) {
  (require_agreement_about_format<jeton::token_format<"j-", jeton::field<Digits, Size>{}, Check{}>>(), ...);
}
using sizes = std::index_sequence<1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 24, 30, 31, 32, 33, 48, 63, 64, 65, 79, 80,
                                  96, 128, 161, 192, 253, 254, 255, 256, 257, 258, 300>;

struct two_digits : jeton::alphabet<"01"> {};
struct scattered_digits
    : jeton::alphabet<
          "~}{zyxwvutsrqponmlkjihgfedcba`_^]\\[ZYXWVUTSRQPONMLKJIHGFEDCBA@?>=<;:9876543210/.-,+*)('&%$#\"!"> {};
struct three_digits : jeton::alphabet<"!q~"> {};

}  // namespace

TEST_CASE("every path agrees: GitHub") {
  require_agreement_about_formats<github::classic_pat, github::refresh_token, github::fine_grained_pat,
                                  github::installation_jwt>();
}

TEST_CASE("every path agrees: GitLab") {
  require_agreement_about_formats<
      gitlab::personal_access_token, gitlab::personal_access_token_v0, gitlab::personal_access_token_legacy,
      gitlab::instance_runner_token, gitlab::oauth_application_secret, gitlab::feed_token_for_path,
      gitlab::incoming_mail_token, gitlab::trigger_token, gitlab::agent_token, gitlab::ci_job_token,
      gitlab::workspace_token, gitlab::runner_registration_token, gitlab::session_cookie>();
}

TEST_CASE("every path agrees: other issuers, with a check") {
  require_agreement_about_formats<issuers::npm, issuers::vercel<"vcp_">, issuers::grafana, issuers::atlassian_api,
                                  issuers::atlassian_access, issuers::cloudflare<"cfut_">, issuers::zuplo,
                                  issuers::polar<"polar_pat_">, issuers::asf, issuers::sanctum<>,
                                  issuers::sanctum<"acme_">, issuers::deno<"ddp_">>();
}

TEST_CASE("every path agrees: other issuers, without a check") {
  require_agreement_about_formats<
      issuers::pypi, issuers::pypi_test, issuers::crates_io, issuers::rubygems, issuers::hugging_face<"hf_">,
      issuers::slack_bot, issuers::slack_user, issuers::slack_app, issuers::stripe<"sk_live_">, issuers::sentry_user,
      issuers::sentry_organization, issuers::digitalocean<"dop_v1_">, issuers::shopify<"shpat_">,
      issuers::grafana_cloud, issuers::databricks, issuers::doppler<"dp.pt.">, issuers::openai<"sk-proj-">,
      issuers::openai_legacy, issuers::anthropic<"sk-ant-api03-">, issuers::fly_deploy, issuers::vault_service,
      issuers::vault_batch, issuers::supabase_access, issuers::supabase_secret, issuers::linear, issuers::postman,
      issuers::notion, issuers::figma, issuers::docker_personal, issuers::docker_organization, issuers::buildkite_user,
      issuers::planetscale<"pscale_tkn_">, issuers::terraform>();
}

TEST_CASE("every path agrees: bodies of 1 to 300 bytes, prefix covered") {
  require_agreement_about_sizes<jeton::base62_digits, jeton::crc32_check<jeton::base62_digits, 6>>(sizes{});
}
TEST_CASE("every path agrees: bodies of 1 to 300 bytes, prefix not covered") {
  require_agreement_about_sizes<jeton::base64url_digits,
                                jeton::crc32_check<jeton::hex_digits, 8, covers::body, std::endian::little>>(sizes{});
}

TEST_CASE("every path agrees: what no issuer has") {
  using jeton::crc32_check;
  require_agreement_about_formats<
      jeton::token_format<jeton::base62<0, 300>, crc32_check<jeton::base62_digits, 6>{}>,
      jeton::token_format<"a", jeton::base62<300, 1000>, "-",
                          crc32_check<jeton::base58_digits, 6, covers::before_separator>{}>,
      jeton::token_format<jeton::decimal<1, 3>, ":", jeton::base58<30>, crc32_check<jeton::decimal_digits, 10>{}>,
      jeton::token_format<jeton::decimal<3>, crc32_check<jeton::decimal_digits, 16, covers::body>{}, jeton::lower<2>>,
      jeton::token_format<jeton::lower<5>, crc32_check<jeton::hex_digits, 16, covers::body>{}, ".", jeton::hex<1>>,
      jeton::token_format<"x", jeton::field<scattered_digits, 9, 40>{}, crc32_check<scattered_digits, 5>{}>,
      jeton::token_format<"x", jeton::field<scattered_digits, 9>{}, crc32_check<scattered_digits, 16>{}>,
      jeton::token_format<"x", jeton::field<three_digits, 40>{}, crc32_check<jeton::base32_digits, 7>{}>,
      jeton::token_format<jeton::field<two_digits, 1>{}, crc32_check<jeton::base36_digits, 7>{}>,
      jeton::token_format<jeton::field<two_digits, 3>{}>, jeton::token_format<jeton::lower<0, 20>>,
      jeton::token_format<"12345678", jeton::hex<4>, "123456789012345678901234567890123", jeton::hex<4>, "1",
                          jeton::hex<3>, "12", jeton::hex<3>, "123", jeton::hex<3>, "1234", jeton::hex<1>, "12345",
                          jeton::hex<1>, "1234567", jeton::hex<1>, "123456789012345", jeton::hex<1>>,
      jeton::token_format<"a", jeton::base36<0, 35>, ".", jeton::length_base36<1>, "/", jeton::decimal<1, 3>,
                          "::", jeton::sha256_base32<3>>,
      jeton::token_format<"r.", jeton::base64url<1, 300>, ".", jeton::length_base36<9>,
                          crc32_check<jeton::base36_digits, 7>{}>,
      jeton::token_format<"r.", jeton::base64url<1, 99>, ".", jeton::length_field<jeton::decimal_digits, 12>{}>,
      jeton::token_format<"r.", jeton::base64url<1, 99>, ".", jeton::length_field<jeton::decimal_digits, 20>{}>>();
}

namespace {
/// Tokens side by side, some of them with a changed byte: each alone, and all of them, of any number.
template <class F>
void require_agreement_about_batch() {
  std::string all;
  std::vector<std::string_view> views;
  bool expected[40];
  for (bool& good : expected) {
    std::string token = token_of<F>([](std::size_t min, std::size_t) { return min; }, typename F::layout::segments{});
    if (up_to(1) == 0) {
      char& changed = token[up_to(F::size - 1)];
      changed = static_cast<char>(changed ^ static_cast<char>(1 + up_to(254)));
    }
    good = plain_valid(F::prefix, token, typename F::layout::segments{});
    all += token;
  }
  for (std::size_t i = 0; i < 40; ++i) views.push_back(std::string_view{all}.substr(i * F::size, F::size));
  views[3] = views[3].substr(1);
  on_each_path([&] {
    for (std::size_t count = 0; count <= 40; ++count) {
      const guard_pages copy{std::string_view{all}.substr(0, count * F::size)};
      bool verdicts[41] = {};
      bool verdicts_of_views[41] = {};
      std::size_t good = 0;
      const std::size_t found = jeton::valid_each<F>(std::span<const char>{copy.at_the_end()}, verdicts);
      jeton::valid_each<F>(std::span<const std::string_view>{views}.first(count), verdicts_of_views);
      for (std::size_t i = 0; i < count; ++i) {
        if (verdicts[i] != expected[i]) wrong("valid_each is wrong", i);
        if (verdicts_of_views[i] != (expected[i] && i != 3)) wrong("valid_each of views is wrong", i);
        good += expected[i] ? 1 : 0;
      }
      if (found != good) wrong("valid_each counts wrongly", count);
      if (verdicts[count] || verdicts_of_views[count]) wrong("valid_each writes too far", count);
    }
  });
  bool few[2];
  REQUIRE(jeton::valid_each<F>(std::span<const char>{all}, few) == static_cast<std::size_t>(expected[0] + expected[1]));
  REQUIRE(jeton::valid_each<F>(std::span<const char>{all}.first(F::size - 1), few) == 0);
}
}  // namespace

TEST_CASE("every path agrees: tokens side by side") {
  require_agreement_about_batch<github::classic_pat>();
  require_agreement_about_batch<github::fine_grained_pat>();
  require_agreement_about_batch<issuers::grafana>();
  require_agreement_about_batch<issuers::atlassian_api>();
  require_agreement_about_batch<issuers::crates_io>();
  require_agreement_about_batch<
      jeton::token_format<"an_unusually_long_prefix_", jeton::hex<3>, jeton::crc32_base32<7>>>();
  require_agreement_about_batch<jeton::token_format<jeton::hex<1>, jeton::crc32_base36<7>>>();
}

TEST_CASE("every path agrees: prefixes known only at run time") {
  using format = jeton::token_format<"acme_", jeton::base62<30>, jeton::crc32_base62<6>>;
  const std::string_view prefixes[] = {"", "a", "corp-", "a/long+prefix=of:20.."};
  for (const std::string_view prefix : prefixes) {
    std::string token = std::string(prefix) + random_digits<jeton::base62_digits>(30);
    token += written<jeton::base62_digits>(plain_crc32(token), 6);
    for (std::size_t i = 0; i <= token.size(); ++i) {
      std::string changed = token;
      if (i < token.size()) changed[i] = static_cast<char>(changed[i] ^ 1);
      const guard_pages copy{changed};
      on_each_path([&] {
        if (format::valid_after(prefix, copy.at_the_end()) != (i == token.size())) wrong("at the end");
        if (format::valid_after(prefix, copy.at_the_beginning()) != (i == token.size())) wrong("beginning");
      });
    }
  }
  REQUIRE(true);
}

TEST_CASE("every path agrees: crc32 of 0 to 1100 bytes") {
  for (std::size_t size = 0; size <= 1100; ++size) {
    std::string text(size, ' ');
    for (char& c : text) c = static_cast<char>(up_to(255));
    const guard_pages copy{text};
    const std::uint32_t expected = plain_crc32(text);
    on_each_path([&] {
      if (jeton::crc32(copy.at_the_end()) != expected) wrong("crc32 is wrong for ", size);
      if (jeton::crc32(copy.at_the_beginning()) != expected) wrong("crc32 is wrong for ", size);
    });
  }
  REQUIRE(true);
}

namespace {
template <class Digits>
void require_agreement_about_alphabet() {
  on_each_path([&] {
    for (std::size_t size = 0; size <= 150; ++size) {
      const std::string good = random_digits<Digits>(size);
      guard_pages copy{good};
      if (!Digits::contains(copy.at_the_end())) wrong("digits are refused", size);
      for (std::size_t i = 0; i < size; ++i) {
        for (unsigned byte = 0; byte < 256; byte += size < 66 ? 1 : 17) {
          copy.set(i, static_cast<char>(byte));
          const bool expected = Digits::digits.find(static_cast<char>(byte)) != std::string_view::npos;
          if (Digits::contains(copy.at_the_end()) != expected) wrong("a byte, at the end", byte);
          if (Digits::contains(copy.at_the_beginning()) != expected) wrong("a byte, at the beginning", byte);
        }
        copy.set(i, good[i]);
      }
    }
  });
  REQUIRE(true);
}
}  // namespace

TEST_CASE("every path agrees: alphabets") {
  require_agreement_about_alphabet<jeton::base62_digits>();
  require_agreement_about_alphabet<jeton::base64url_digits>();
  require_agreement_about_alphabet<jeton::base58_digits>();
  require_agreement_about_alphabet<jeton::hex_digits>();
  require_agreement_about_alphabet<jeton::printable_digits>();
  require_agreement_about_alphabet<three_digits>();
}
