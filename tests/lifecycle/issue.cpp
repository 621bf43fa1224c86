// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/issue.hpp>

#include <string>
#include <string_view>

#include <jeton/digest/keyring.hpp>
#include <jeton/gitlab/token.hpp>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using jeton::issue_error;
using jeton::issue_fault;

constexpr acme_request good() { return {.owner = alice, .name = "deploy", .scopes = acme_scopes::of<"repo:read">()}; }

/// What issuing says, and what is in the store then.
struct outcome {
  issue_error error{};
  bool is_issued = false;
  jeton::token_id id{};
  jeton::expiry expires{};
  bool is_of_format = false;
  std::size_t rows = 0;
  acme_record row{};
  bool digest_fits = false;
};

constexpr outcome issue(const acme_request& request, const jeton::lifetime_policy& policy = any_lifetime,
                        acme_store store = {}) {
  const auto made = jeton::issue<acme_pat>(store, request, policy, now, counting{});
  if (!made) return {.error = made.error(), .rows = store.size()};
  const auto row = store.find(jeton::sha256(made->token.expose()));
  return {.is_issued = true,
          .id = made->id,
          .expires = made->expires,
          .is_of_format = acme_pat::valid(made->token.expose()),
          .rows = store.size(),
          .row = *row,
          .digest_fits = row->id == made->id};
}
constexpr issue_error refused(const acme_request& request, const jeton::lifetime_policy& policy = any_lifetime) {
  const outcome made = issue(request, policy);
  return made.is_issued || made.rows != 0 ? issue_error{issue_fault{99}, 0} : made.error;
}
constexpr acme_request named(std::string_view name) {
  acme_request request = good();
  request.name = name;
  return request;
}
constexpr acme_request expiring(const jeton::expiry& expires) {
  acme_request request = good();
  request.expires = expires;
  return request;
}

constexpr std::string_view pepper_bytes = "0123456789abcdef0123456789abcdef";

}  // namespace

TEST_CASE("a token is issued, and its row has all but the token") {
  CONSTEXPR auto made = issue({.owner = bob,
                               .name = "nightly",
                               .scopes = acme_scopes::of<"repo:read", "admin">(),
                               .description = "the nightly build",
                               .expires = in_days(30),
                               .kind = jeton::token_kind::project_bot},
                              thirty_days);
  STATIC_REQUIRE(made.is_issued);
  STATIC_REQUIRE(made.is_of_format);
  STATIC_REQUIRE(made.digest_fits);
  STATIC_REQUIRE(made.id == jeton::token_id{1});
  STATIC_REQUIRE(made.expires == in_days(30));
  STATIC_REQUIRE(made.rows == 1);
  STATIC_REQUIRE(made.row.owner == bob);
  STATIC_REQUIRE(made.row.kind == jeton::token_kind::project_bot);
  STATIC_REQUIRE(made.row.name == "nightly");
  STATIC_REQUIRE(made.row.description == "the nightly build");
  STATIC_REQUIRE(made.row.scopes == acme_scopes::of<"repo:read", "admin">());
  STATIC_REQUIRE(made.row.unknown_scopes.empty());
  STATIC_REQUIRE(made.row.expires == in_days(30));
  STATIC_REQUIRE_FALSE(made.row.revoked);
  STATIC_REQUIRE(made.row.created == now);
  STATIC_REQUIRE(made.row.updated == now);
  STATIC_REQUIRE_FALSE(made.row.last_used);
  STATIC_REQUIRE(made.row.previous == jeton::token_id::none);
  STATIC_REQUIRE(made.row.notices_sent == 0);
}

TEST_CASE("a token needs an owner, a name and a scope") {
  CONSTEXPR auto nobody = [] {
    acme_request request = good();
    request.owner = jeton::user_id::none;
    return request;
  }();
  CONSTEXPR auto all = [] {
    acme_request request = good();
    request.owner = jeton::user_id::every;
    return request;
  }();
  CONSTEXPR auto idle = [] {
    acme_request request = good();
    request.scopes = {};
    return request;
  }();
  STATIC_REQUIRE(refused(nobody) == issue_error{issue_fault::owner, 0});
  STATIC_REQUIRE(refused(all) == issue_error{issue_fault::owner, 0});
  STATIC_REQUIRE(refused(named("")) == issue_error{issue_fault::name, 0});
  STATIC_REQUIRE(refused(named(" \t\n")) == issue_error{issue_fault::name, 0});
  STATIC_REQUIRE(refused(named("\xE2\x80\x8B")) == issue_error{issue_fault::name, 0});
  STATIC_REQUIRE(refused(idle) == issue_error{issue_fault::scopes, 0});
  STATIC_REQUIRE(refused({}) == issue_fault::owner);
}

TEST_CASE("names and descriptions are plain text") {
  STATIC_REQUIRE(refused(named("a\r\nb")) == issue_error{issue_fault::name_text, 1});
  STATIC_REQUIRE(refused(named("esc\x1B[0m")) == issue_error{issue_fault::name_text, 3});
  STATIC_REQUIRE(refused(named({"nul\0", 4})) == issue_error{issue_fault::name_text, 3});
  STATIC_REQUIRE(refused(named("rlo\xE2\x80\xAE")) == issue_error{issue_fault::name_text, 3});
  STATIC_REQUIRE(refused(named("bad\xFF")) == issue_error{issue_fault::name_text, 3});
  STATIC_REQUIRE(issue(named("Schl\xC3\xBCssel \xF0\x9F\x94\x91")).is_issued);
  CONSTEXPR auto described = [] {
    acme_request request = good();
    request.description = "two\nlines";
    return request;
  }();
  STATIC_REQUIRE(refused(described) == issue_error{issue_fault::description_text, 3});
}

TEST_CASE("names and descriptions have 255 characters at most, of whatever size") {
  std::string name;
  for (int i = 0; i < 255; ++i) name += "\xF0\x9F\x94\x91";
  CHECK(issue(named(name)).is_issued);
  name += "x";
  CHECK(refused(named(name)) == issue_error{issue_fault::name_size, 255 * 4 + 1});
  acme_request request = good();
  const std::string text(256, 'x');
  request.description = std::string_view{text}.substr(0, 255);
  CHECK(issue(request).is_issued);
  request.description = text;
  CHECK(refused(request) == issue_error{issue_fault::description_size, 256});
}

TEST_CASE("faults are found in the order of their names") {
  acme_request request{};
  request.name = "";
  request.description = "\n";
  request.expires = in_days(-1);
  CHECK(refused(request, thirty_days) == issue_fault::owner);
  request.owner = alice;
  CHECK(refused(request, thirty_days) == issue_fault::name);
  request.name = "\x1B";
  CHECK(refused(request, thirty_days) == issue_fault::name_text);
  const std::string long_name(256, 'x');
  request.name = long_name;
  CHECK(refused(request, thirty_days) == issue_fault::name_size);
  request.name = "deploy";
  CHECK(refused(request, thirty_days) == issue_fault::description_text);
  request.description = long_name;
  CHECK(refused(request, thirty_days) == issue_fault::description_size);
  request.description = "";
  CHECK(refused(request, thirty_days) == issue_fault::scopes);
  request.scopes = acme_scopes::of<"admin">();
  CHECK(refused(request, thirty_days) == issue_fault::expiry_passed);
}

TEST_CASE("the policy judges the expiry, and gives it where none is asked") {
  STATIC_REQUIRE(issue(good()).row.expires.is_never());
  STATIC_REQUIRE(issue(good(), thirty_days).row.expires == in_days(30));
  STATIC_REQUIRE(issue(expiring(in_days(30)), thirty_days).is_issued);
  STATIC_REQUIRE(refused(expiring(in_days(31)), thirty_days) == issue_error{issue_fault::expiry_too_late, 0});
  STATIC_REQUIRE(refused(expiring(jeton::expiry::never()), thirty_days) == issue_fault::expiry_missing);
  STATIC_REQUIRE(issue(expiring(jeton::expiry::never()), thirty_days.requiring_expiry(false)).row.expires.is_never());
  STATIC_REQUIRE(issue(good(), thirty_days.requiring_expiry(false)).row.expires.is_never());
  STATIC_REQUIRE(refused(good(), any_lifetime.requiring_expiry(true)) == issue_fault::expiry_missing);
  STATIC_REQUIRE(refused(good(), jeton::lifetime_policy{}) == issue_fault::expiry_passed);  // nothing lives under it
  STATIC_REQUIRE(refused(expiring(in_days(1)), jeton::lifetime_policy{}) == issue_fault::expiry_too_late);
}

TEST_CASE("where the day that the policy gives is beyond the calendar, the expiry is too late") {
  CONSTEXPR jeton::unix_seconds end_of_time{INT64_MAX};
  STATIC_REQUIRE(jeton::admit(good(), thirty_days, end_of_time).error() ==
                 issue_error{issue_fault::expiry_too_late, 0});
  STATIC_REQUIRE(jeton::admit(good(), thirty_days.requiring_expiry(false), end_of_time)->expires.is_never());
}

TEST_CASE("a limit of 365 days admits the 365th and not the 366th") {  // facts §9
  CONSTEXPR auto policy = *jeton::lifetime_policy::at_most(365);
  STATIC_REQUIRE(issue(expiring(in_days(365)), policy).is_issued);
  STATIC_REQUIRE(refused(expiring(in_days(366)), policy) == issue_fault::expiry_too_late);
}

TEST_CASE("a token that would be dead on arrival is refused, unless that is meant") {
  STATIC_REQUIRE(refused(expiring(in_days(0))) == issue_error{issue_fault::expiry_passed, 0});  // died at midnight
  STATIC_REQUIRE(refused(expiring(in_days(-2))) == issue_error{issue_fault::expiry_passed, 0});
  STATIC_REQUIRE(refused(expiring(jeton::expiry{})) == issue_error{issue_fault::expiry_passed, 0});
  STATIC_REQUIRE(issue(expiring(in_days(1))).is_issued);
  CONSTEXPR auto dead = [] {
    acme_request request = expiring(in_days(-2));
    request.even_if_passed = true;
    return issue(request, thirty_days);
  }();
  STATIC_REQUIRE(dead.is_issued);
  STATIC_REQUIRE_FALSE(dead.row.active(now));
}

TEST_CASE("a source that fails, or repeats itself, issues nothing") {
  CONSTEXPR auto failed = [] {
    acme_store store;
    const auto made = jeton::issue<acme_pat>(store, good(), any_lifetime, now, dry{});
    return made.error() == issue_fault::random && store.size() == 0;
  }();
  STATIC_REQUIRE(failed);
  CONSTEXPR auto repeated = [] {
    acme_store store;
    (void)jeton::issue<acme_pat>(store, good(), any_lifetime, now, counting{5});
    int tries = 0;
    const auto same = [&] { return ++tries, jeton::generate<acme_pat>(counting{5}); };
    const auto made = jeton::issue_made(store, same, good(), any_lifetime, now);
    return made.error() == issue_fault::random && store.size() == 1 && tries == 3;
  }();
  STATIC_REQUIRE(repeated);
  CONSTEXPR auto again = [] {
    acme_store store;
    (void)jeton::issue<acme_pat>(store, good(), any_lifetime, now, counting{5});
    std::uint32_t seed = 5;
    const auto next = [&] { return jeton::generate<acme_pat>(counting{seed++}); };
    return jeton::issue_made(store, next, good(), any_lifetime, now)->id == jeton::token_id{2};
  }();
  STATIC_REQUIRE(again);
}

TEST_CASE("a store that does not answer, or does not keep, issues nothing") {
  CONSTEXPR auto silent = [] {
    acme_store store;
    store.answers = false;
    return jeton::issue<acme_pat>(store, good(), any_lifetime, now, counting{}).error();
  }();
  STATIC_REQUIRE(silent == issue_fault::unavailable);
  CONSTEXPR auto forgetful = [] {
    acme_store store;
    store.commits = false;
    return jeton::issue<acme_pat>(store, good(), any_lifetime, now, counting{}).error();
  }();
  STATIC_REQUIRE(forgetful == issue_fault::unavailable);
}

TEST_CASE("formats whose prefix or fields come at run time, and other digests") {
  acme_store store;
  const auto format = *jeton::prefixed<acme_pat>::make("ours_");
  counting source;
  const auto make = [&] { return jeton::generate(format, source); };
  const jeton::keyring keys{1, *jeton::pepper::from(pepper_bytes)};
  const auto made = jeton::issue_made(store, make, good(), any_lifetime, now, keys);
  CHECK(made->token.expose().starts_with("ours_"));
  CHECK(store.find(jeton::hmac_sha256(pepper_bytes, made->token.expose()))->id == made->id);
  CHECK(store.find(jeton::sha256(made->token.expose())).error() == jeton::store_fault::absent);
}

TEST_CASE("a given token is taken, and said how weak it may be") {
  // GitLab's documented example, facts §5.4
  CONSTEXPR auto store = [] {
    acme_store rows;
    (void)jeton::issue_given(rows, "token-string-here123", jeton::low_entropy, good(), any_lifetime, now);
    return rows;
  }();
  STATIC_REQUIRE(store.find(jeton::sha256("token-string-here123"))->name == "deploy");
  CONSTEXPR auto taken = [] {
    acme_store rows;
    return jeton::issue_given(rows, "token-string-here123", jeton::low_entropy, good(), thirty_days, now);
  }();
  STATIC_REQUIRE(taken->id == jeton::token_id{1});
  STATIC_REQUIRE(taken->expires == in_days(30));
  // Python: 20 * math.log2(len(set("token-string-here123"))) == 76.14709844115208
  STATIC_REQUIRE(taken->most_entropy_bits > 76.147 && taken->most_entropy_bits < 76.148);
  CONSTEXPR auto monotonous = [] {
    acme_store rows;
    return jeton::issue_given(rows, "aaaaaaaaaaaaaaaaaaaa", jeton::low_entropy, good(), any_lifetime, now);
  }();
  STATIC_REQUIRE(monotonous->most_entropy_bits == 0);
}

TEST_CASE("a given token has the format, and is not there already") {
  const auto refuse = [](std::string_view text, acme_store store = {}) {
    const auto taken = jeton::issue_given(store, text, jeton::low_entropy, good(), any_lifetime, now);
    return taken ? issue_error{issue_fault{99}, 0} : taken.error();
  };
  CHECK(refuse("token-string-here12").reason() == issue_fault::token_text);  // 19
  CHECK(refuse("").reason() == issue_fault::token_text);
  CHECK(refuse("token-string here123") == issue_error{issue_fault::token_text, 12});
  CHECK(refuse("token-string\nhere123") == issue_error{issue_fault::token_text, 12});
  CHECK(refuse(std::string(256, 'x')).reason() == issue_fault::token_text);
  acme_store store;
  (void)put(store, row_of("token-string-here123", bob));
  CHECK(refuse("token-string-here123", store) == issue_error{issue_fault::duplicate, 0});
  store.answers = false;
  CHECK(refuse("token-string-here123", store) == issue_error{issue_fault::unavailable, 0});
}

TEST_CASE("a given token may have a format of its own") {
  acme_store store;
  const auto token = jeton::generate<jeton::gitlab::personal_access_token_legacy>(counting{});
  using legacy = jeton::gitlab::personal_access_token_legacy;
  CHECK(jeton::issue_given<legacy>(store, token->expose(), jeton::low_entropy, good(), any_lifetime, now));
  const auto other =
      jeton::issue_given<legacy>(store, "token-string-here123", jeton::low_entropy, good(), any_lifetime, now);
  CHECK(other.error() == issue_error{issue_fault::token_text, 0});
}

TEST_CASE("a given token is not taken again under another key") {
  acme_store store;
  (void)put(store, row_of("token-string-here123"));  // under no key
  const jeton::keyring keys{1, *jeton::pepper::from(pepper_bytes)};
  const jeton::with_earlier digests{keys, jeton::plain_sha256{}};
  const auto taken =
      jeton::issue_given(store, "token-string-here123", jeton::low_entropy, good(), any_lifetime, now, digests);
  CHECK(taken.error() == issue_error{issue_fault::duplicate, 0});
  CHECK(jeton::issue_given(store, "token-string-here123", jeton::low_entropy, good(), any_lifetime, now, keys));
  CHECK(store.find(jeton::hmac_sha256(pepper_bytes, "token-string-here123"))->id == jeton::token_id{2});
}
