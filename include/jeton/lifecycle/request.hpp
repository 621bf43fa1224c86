// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_REQUEST_HPP
#define JETON_LIFECYCLE_REQUEST_HPP

#include <cstddef>
#include <string_view>
#include <utility>

#include <jeton/core/maybe.hpp>
#include <jeton/core/result.hpp>
#include <jeton/lifecycle/fault.hpp>
#include <jeton/lifecycle/lifetime.hpp>
#include <jeton/lifecycle/plain_text.hpp>
#include <jeton/store/record.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

/// What a new token shall be.
///
///     const jeton::token_request<acme_scopes> request{.owner = user, .name = "deploy", .scopes = granted};
///     const auto row = jeton::admit(request, policy, now);
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

/// The row that `issue` writes for a request, but for its digest, or why it does not: a dry run. The texts are those of
/// the request.
template <class Vocabulary, utc_time_point Now>
[[nodiscard]] constexpr result<token_record<Vocabulary>, issue_error> admit(const token_request<Vocabulary>& request,
                                                                            const lifetime_policy& policy,
                                                                            const Now& now);

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

}  // namespace detail

template <class Vocabulary, utc_time_point Now>
constexpr result<token_record<Vocabulary>, issue_error> admit(const token_request<Vocabulary>& request,
                                                              const lifetime_policy& policy, const Now& now) {
  constexpr std::size_t max_size = token_request<Vocabulary>::max_text_size;
  if (request.owner <= user_id::none) return issue_error{issue_fault::owner, 0};
  if (is_blank(request.name)) return issue_error{issue_fault::name, 0};
  const auto name = detail::judge_text(request.name, issue_fault::name_text, issue_fault::name_size, max_size);
  if (!name) return name.error();
  const auto description =
      detail::judge_text(request.description, issue_fault::description_text, issue_fault::description_size, max_size);
  if (!description) return description.error();
  if (request.scopes.empty()) return issue_error{issue_fault::scopes, 0};
  const auto expires = detail::judge_expiry(request.expires, request.even_if_passed, policy, now);
  if (!expires) return issue_error{expires.error(), 0};
  const unix_seconds created{detail::floor_seconds_of(now).seconds};
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

}}  // namespace jeton::v0

#endif
