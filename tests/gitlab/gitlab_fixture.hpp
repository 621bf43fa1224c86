// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_GITLAB_GITLAB_FIXTURE_HPP
#define JETON_TESTS_GITLAB_GITLAB_FIXTURE_HPP

#include <cstddef>
#include <string_view>

#include <jeton/gitlab/git_verify.hpp>
#include <jeton/gitlab/verify.hpp>

#include "../support/fixed_store.hpp"

/// What the tests of GitLab's two decisions share: one token in a constexpr store, its owner and its server.
namespace jeton_tests {

namespace gl = jeton::gitlab;

constexpr std::string_view presented = "token-string-here123";  // as GitLab documents a predetermined token
constexpr jeton::unix_seconds midnight{1'801'353'600};          // date -u -d 2027-01-31 +%s

/// The days around it: D-1, D, D+1.
constexpr jeton::expiry day_before = *jeton::expiry::parse("2027-01-30");
constexpr jeton::expiry this_day = *jeton::expiry::parse("2027-01-31");
constexpr jeton::expiry day_after = *jeton::expiry::parse("2027-02-01");

/// For what is too much for constant expressions with SHA-256: the first 32 bytes of a text.
struct quick_digest {
  [[nodiscard]] static constexpr std::size_t size() { return 1; }
  [[nodiscard]] static constexpr jeton::digest<32> digest_of(std::string_view text, std::size_t number = 0) {
    unsigned char bytes[32]{};
    for (std::size_t i = 0; i < text.size() && i < 32; ++i) bytes[i] = static_cast<unsigned char>(text[i]);
    return number == 0 ? jeton::digest<32>{bytes} : jeton::digest<32>{};
  }
  [[nodiscard]] static constexpr jeton::digest_scheme scheme(std::size_t = 0) { return {"quick"}; }
};

/// A server on which everything is in its best state; each test spoils something.
template <class Digester = quick_digest>
struct server {
  using store = fixed_store<gl::scopes, 2>;
  using record = store::record;

  record row{.owner = jeton::user_id{7},
             .digest = Digester{}.digest_of(presented),
             .scopes = gl::scopes::of<"api">(),
             .expires = jeton::expiry::never(),
             .revoked = false};
  gl::account owner{.may_use_api = true, .is_administrator = true, .has_two_factor = false};
  gl::verify_settings settings{};
  bool answers = true;
  jeton::unix_seconds now = midnight;

  /// What happened, in its order: `n` a use was noted, `o` the owner was looked up, `d` the hook heard of a denial.
  struct events {
    char items[8]{};
    std::size_t size = 0;
    constexpr void add(char one) { items[size++] = one; }
    [[nodiscard]] constexpr std::string_view view() const { return {items, size}; }
  };

  constexpr auto api(const gl::api_request& request, std::string_view text = presented,
                     events&& seen = events{}) const {
    return api_seen(request, text, seen);
  }
  constexpr auto api_seen(const gl::api_request& request, std::string_view text, events& seen) const {
    const store rows = filled();
    return gl::verify(
        text, [&](const jeton::digest<32>& key) { return rows.find(key); },
        [&](const record&) { return seen.add('o'), owner; },
        [&](const record&) { return seen.add('n'), jeton::store_fault::unavailable; }, request, now, settings,
        Digester{}, [&](gl::denial) { seen.add('d'); });
  }
  constexpr auto git(const gl::access_request& request, std::string_view text = presented,
                     events&& seen = events{}) const {
    return git_seen(request, text, seen);
  }
  constexpr auto git_seen(const gl::access_request& request, std::string_view text, events& seen) const {
    const store rows = filled();
    return gl::git_verify(
        text, [&](const jeton::digest<32>& key) { return rows.find(key); },
        [&](const record&) { return seen.add('o'), owner; },
        [&](const record&) { return seen.add('n'), jeton::store_fault::unavailable; }, request, now, settings,
        Digester{}, [&](gl::git_denial) { seen.add('d'); });
  }

 private:
  constexpr store filled() const {
    store rows;
    if (!row.digest.empty()) {
      static_cast<void>(rows.transact([&](auto& writer) { return writer.insert(row).has_value(); }));
    }
    rows.answers = answers;
    return rows;
  }
};

/// Whether an answer is a denial, and this one: the error of an answer that grants has no meaning.
template <class Answer>
constexpr bool refuses(const Answer& answer, typename Answer::error_type reason) {
  return !answer.has_value() && answer.error() == reason;
}

constexpr gl::server_features everything{
    .registry = true, .dependency_proxy = true, .duo = true, .observability = true};

/// Requests without a row of their own in what they ask of the server.
constexpr gl::access_request to(gl::action what, gl::method with = gl::method::get, gl::quirk named = gl::quirk::none) {
  return {.what = what, .with = with, .features = everything, .named = named};
}

}  // namespace jeton_tests

#endif
