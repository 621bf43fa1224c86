// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_ISSUE_HPP
#define JETON_ISSUE_HPP

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <jeton/detail/entropy.hpp>
#include <jeton/detail/transaction.hpp>
#include <jeton/expiry.hpp>
#include <jeton/generate.hpp>
#include <jeton/keyring.hpp>
#include <jeton/lifetime.hpp>
#include <jeton/maybe.hpp>
#include <jeton/opaque.hpp>
#include <jeton/plain_text.hpp>
#include <jeton/record.hpp>
#include <jeton/secret.hpp>
#include <jeton/store.hpp>

namespace jeton::inline v0 {

/// Why no token was issued, in the order of the checks.
enum class issue_fault : unsigned char {
  owner,             ///< nobody: tokens belong to somebody
  name,              ///< blank
  name_text,         ///< not plain text (see plain_text.hpp); where
  name_size,         ///< more than 255 characters
  description_text,  ///< not plain text; where
  description_size,  ///< more than 255 characters
  scopes,            ///< none: such a token could do nothing, or, where a reader takes none for all, everything
  expiry_missing,    ///< the policy requires one
  expiry_passed,     ///< it would be dead on arrival
  expiry_too_late,   ///< after the last day that the policy admits
  token_text,        ///< a given token does not have the format; where
  random,            ///< the source of randomness failed, or gave the same token again
  duplicate,         ///< a given token is there already
  unavailable,       ///< the store cannot answer
};
using issue_error = error_at<issue_fault>;

[[nodiscard]] constexpr std::string_view describe(issue_fault fault) {
  switch (fault) {
    case issue_fault::owner:
      return "a token needs an owner";
    case issue_fault::name:
      return "a token needs a name";
    case issue_fault::name_text:
      return "a character that a name must not have";
    case issue_fault::name_size:
      return "the name has more than 255 characters";
    case issue_fault::description_text:
      return "a character that a description must not have";
    case issue_fault::description_size:
      return "the description has more than 255 characters";
    case issue_fault::scopes:
      return "a token needs a scope";
    case issue_fault::expiry_missing:
      return "a token must expire";
    case issue_fault::expiry_passed:
      return "this expiry has passed";
    case issue_fault::expiry_too_late:
      return "this expiry is too late";
    case issue_fault::token_text:
      return "the given token does not have the format";
    case issue_fault::random:
      return "the source of randomness failed";
    case issue_fault::duplicate:
      return "the given token is there already";
    case issue_fault::unavailable:
      return "the store cannot answer";
  }
  return "unknown fault";
}

/// What a new token shall be.
template <class Vocabulary>
struct token_request {
  static constexpr std::size_t max_text_size = 255;  ///< characters of a name or description

  user_id owner = user_id::none;
  std::string_view name{};
  typename Vocabulary::set scopes{};
  std::string_view description{};
  maybe<expiry> expires{};  ///< none: what the policy gives where nothing is asked
  token_kind kind = token_kind::personal;
  bool even_if_passed = false;  ///< issue a token that is dead on arrival too, as GitLab does
};

/// A token as it is handed out. The text is nowhere else: what the store has is its digest.
template <std::size_t Size>
struct issued_token {
  secret<Size> token{};
  token_id id = token_id::none;
  expiry expires{};
};

/// A given token that was taken.
struct adopted_token {
  token_id id = token_id::none;
  expiry expires{};
  double most_entropy_bits = 0;  ///< no more than this; a text that a person chose has far less
};

namespace detail {

constexpr result<void, issue_error> judge_text(std::string_view text, issue_fault wrong, issue_fault too_long,
                                               std::size_t max_size) {
  const auto count = count_plain(text);
  if (!count) return issue_error{wrong, count.error().position()};
  if (*count > max_size) return issue_error{too_long, text.size()};
  return std::in_place;
}

/// Whether a new token may have this expiry.
template <class Now>
constexpr result<expiry, issue_fault> judge_expiry(const expiry& wanted, bool even_if_passed,
                                                   const lifetime_policy& policy, const Now& now) {
  const auto admitted = policy.admit(wanted, now);
  if (!admitted && admitted.error() == lifetime_fault::missing) return issue_fault::expiry_missing;
  if (!even_if_passed && wanted.passed(now)) return issue_fault::expiry_passed;
  if (!admitted) return issue_fault::expiry_too_late;
  return wanted;
}

/// The expiry that is asked, or the one that the policy gives.
template <class Now>
constexpr result<expiry, issue_fault> judge_expiry(const maybe<expiry>& wanted, bool even_if_passed,
                                                   const lifetime_policy& policy, const Now& now) {
  if (wanted) return judge_expiry(*wanted, even_if_passed, policy, now);
  const auto given = policy.default_expiry(now);
  if (given) return judge_expiry(*given, even_if_passed, policy, now);
  return given.error() == lifetime_fault::too_late ? issue_fault::expiry_too_late : issue_fault::expiry_missing;
}

/// The row of a new token, but for its digest.
template <class Vocabulary, class Now>
constexpr result<token_record<Vocabulary>, issue_error> judge_request(const token_request<Vocabulary>& request,
                                                                      const lifetime_policy& policy, const Now& now) {
  constexpr std::size_t max_size = token_request<Vocabulary>::max_text_size;
  if (request.owner <= user_id::none) return issue_error{issue_fault::owner, 0};
  if (is_blank(request.name)) return issue_error{issue_fault::name, 0};
  const auto name = judge_text(request.name, issue_fault::name_text, issue_fault::name_size, max_size);
  if (!name) return name.error();
  const auto description =
      judge_text(request.description, issue_fault::description_text, issue_fault::description_size, max_size);
  if (!description) return description.error();
  if (request.scopes.empty()) return issue_error{issue_fault::scopes, 0};
  const auto expires = judge_expiry(request.expires, request.even_if_passed, policy, now);
  if (!expires) return issue_error{expires.error(), 0};
  const unix_seconds created{floor_seconds_of(now).seconds};
  return token_record<Vocabulary>{.owner = request.owner,
                                  .kind = request.kind,
                                  .name = request.name,
                                  .description = request.description,
                                  .scopes = request.scopes,
                                  .expires = *expires,
                                  .revoked = false,
                                  .created = created,
                                  .updated = created};
}

/// Inserts a row where nothing that `judge(rows)` sees speaks against it.
template <class Store, class Record, class Judge>
constexpr result<token_id, issue_error> insert_row(Store& store, const Record& row, Judge judge) {
  using outcome = result<token_id, issue_error>;
  const auto refused = [](store_fault fault) {
    return issue_error{fault == store_fault::duplicate ? issue_fault::duplicate : issue_fault::unavailable, 0};
  };
  return transact<outcome>(store, {issue_fault::unavailable, 0}, [&](auto& rows) -> outcome {
    const auto judged = judge(rows);
    if (!judged) return refused(judged.error());
    const auto id = rows.insert(row);
    if (!id) return refused(id.error());
    return *id;
  });
}
template <class Store, class Record>
constexpr result<token_id, issue_error> insert_row(Store& store, const Record& row) {
  return insert_row(store, row, [](auto&) -> result<void, store_fault> { return std::in_place; });
}

/// How often a token is made anew because it is there already: with any source that is random it never is.
inline constexpr int max_tries = 3;

/// A bound for what there is to guess: as many digits as the text has, of as many kinds as it uses.
constexpr double most_entropy_bits(std::string_view text) {
  bool seen[256]{};
  unsigned kinds = 0;
  for (const char c : text) {
    bool& was_seen = seen[static_cast<unsigned char>(c)];
    kinds += was_seen ? 0 : 1;
    was_seen = true;
  }
  return kinds == 0 ? 0 : static_cast<double>(text.size()) * detail::log2(kinds);
}

/// What a maker of tokens makes.
template <class Make>
using made_secret = typename std::remove_cvref_t<std::invoke_result_t<Make&>>::value_type;

}  // namespace detail

/// Makes a token each time it is called: a result of a secret.
template <class T>
concept token_maker = requires(T& make) {
  { make().has_value() } -> std::same_as<bool>;
  { make()->expose() } -> std::same_as<std::string_view>;
};

/// Issues a token that `make()` makes: where a format has a prefix known at run time or given
/// fields, `[&] { return generate(format, source); }`.
template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr auto issue_made(Store& store, Make&& make,
                                        const token_request<typename Store::record::vocabulary>& request,
                                        const lifetime_policy& policy, const Now& now, const Digester& digester = {}) {
  using issued = issued_token<detail::made_secret<Make>::capacity()>;
  using outcome = result<issued, issue_error>;
  auto row = detail::judge_request(request, policy, now);
  if (!row) return outcome{row.error()};
  for (int i = 0; i < detail::max_tries; ++i) {
    auto made = make();
    if (!made) break;
    row->digest = digester.digest_of(made->expose(), 0);
    const auto id = detail::insert_row(store, *row);
    if (id) return outcome{issued{*std::move(made), *id, row->expires}};
    if (id.error() != issue_fault::duplicate) return outcome{id.error()};
  }
  return outcome{issue_error{issue_fault::random, 0}};
}

/// Issues a fresh token of format F: its text comes back this once, its digest is kept.
///
///     auto fresh = jeton::issue<acme_pat>(store, {.owner = user, .name = "deploy", .scopes = granted}, policy, now);
template <class F, token_store Store, utc_time_point Now, random_source Source = os_random,
          token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<issued_token<F::max_size>, issue_error> issue(
    Store& store, const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy,
    const Now& now, Source&& source = {}, const Digester& digester = {}) {
  return issue_made(store, [&] { return generate<F>(source); }, request, policy, now, digester);
}

/// Takes a token that was chosen beforehand, for scripts and tests: 20 to 255 characters of ASCII, or what the format F
/// says. Such a text may be guessed, so that is said by name: `issue_given(store, text, jeton::low_entropy, …)`. A
/// check of it must list F among its formats.
template <class F = opaque<>, token_store Store, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<adopted_token, issue_error> issue_given(
    Store& store, std::string_view text, low_entropy_t,
    const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy, const Now& now,
    const Digester& digester = {}) {
  auto row = detail::judge_request(request, policy, now);
  if (!row) return row.error();
  const auto token = F::parse(text);
  if (!token) return issue_error{issue_fault::token_text, token.error().position()};
  row->digest = digester.digest_of(text, 0);
  const auto id = detail::insert_row(store, *row, [&](auto& rows) -> result<void, store_fault> {
    for (std::size_t number = 1; number < digester.size(); ++number) {
      const auto same = rows.find(digester.digest_of(text, number));
      if (same) return store_fault::duplicate;
      if (same.error() != store_fault::absent) return same.error();
    }
    return std::in_place;
  });
  if (!id) return id.error();
  return adopted_token{*id, row->expires, detail::most_entropy_bits(text)};
}

}  // namespace jeton::inline v0

#endif
