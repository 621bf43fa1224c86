// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_ISSUE_HPP
#define JETON_LIFECYCLE_ISSUE_HPP

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <jeton/core/detail/log2.hpp>
#include <jeton/core/secret.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/format/generate.hpp>
#include <jeton/format/opaque.hpp>
#include <jeton/lifecycle/detail/transaction.hpp>
#include <jeton/lifecycle/lifetime.hpp>
#include <jeton/lifecycle/request.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>
#include <jeton/time/expiry.hpp>

namespace jeton { inline namespace v0 {

template <std::size_t Size>
struct issued_token;
struct adopted_token;

/// Issues a fresh token of format F: its text comes back this once, its digest is kept.
///
///     auto fresh = jeton::issue<acme_pat>(store, {.owner = user, .name = "deploy", .scopes = granted}, policy, now);
template <class F, token_store Store, utc_time_point Now, random_source Source = os_random,
          token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<issued_token<F::max_size>, issue_error> issue(
    Store& store, const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy,
    const Now& now, Source&& source = {}, const Digester& digester = {});

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
                                        const lifetime_policy& policy, const Now& now, const Digester& digester = {});

/// Takes a token that was chosen beforehand, for scripts and tests: 20 to 255 characters of ASCII, or what the format F
/// says. Such a text may be guessed, so that is said by name: `issue_given(store, text, jeton::low_entropy, …)`. A
/// check of it must list F among its formats.
template <class F = opaque<>, token_store Store, utc_time_point Now, token_digester Digester = plain_sha256>
[[nodiscard]] constexpr result<adopted_token, issue_error> issue_given(
    Store& store, std::string_view text, low_entropy_t,
    const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy, const Now& now,
    const Digester& digester = {});

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

template <token_store Store, token_maker Make, utc_time_point Now, token_digester Digester>
constexpr auto issue_made(Store& store, Make&& make, const token_request<typename Store::record::vocabulary>& request,
                          const lifetime_policy& policy, const Now& now, const Digester& digester) {
  using issued = issued_token<detail::made_secret<Make>::capacity()>;
  using outcome = result<issued, issue_error>;
  auto row = admit(request, policy, now);
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

template <class F, token_store Store, utc_time_point Now, random_source Source, token_digester Digester>
constexpr result<issued_token<F::max_size>, issue_error> issue(
    Store& store, const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy,
    const Now& now, Source&& source, const Digester& digester) {
  return issue_made(store, [&] { return generate<F>(source); }, request, policy, now, digester);
}

template <class F, token_store Store, utc_time_point Now, token_digester Digester>
constexpr result<adopted_token, issue_error> issue_given(
    Store& store, std::string_view text, low_entropy_t,
    const token_request<typename Store::record::vocabulary>& request, const lifetime_policy& policy, const Now& now,
    const Digester& digester) {
  auto row = admit(request, policy, now);
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

}}  // namespace jeton::v0

#endif
