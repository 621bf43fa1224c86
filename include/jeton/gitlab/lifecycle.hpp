// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_LIFECYCLE_HPP
#define JETON_GITLAB_LIFECYCLE_HPP

#include <cstdint>
#include <string_view>

#include <jeton/core/maybe.hpp>
#include <jeton/lifecycle/listing.hpp>
#include <jeton/store/record.hpp>
#include <jeton/time/utc.hpp>

/// The life of GitLab's personal access tokens where it differs from jeton's, or differed once. The rest is jeton's:
/// jeton::issue with `even_if_passed`, since no version of GitLab looks at an expiry that has passed; jeton::rotate
/// with renewal::one_week() (the API) or renewal::same_lifetime() (the page); gitlab/lifetime.hpp for limits.
namespace jeton { inline namespace v0 { namespace gitlab {

/// Seconds between two notes of the last use (personal_access_tokens/last_used_service.rb). Until 15.x git noted none.
inline constexpr std::int64_t last_used_interval_from_13_2 = 86400;
inline constexpr std::int64_t last_used_interval_from_16_1 = 600;

/// The columns that say whether a token lives. `revoked` may be null, which is no.
struct life_columns {
  maybe<bool> revoked{true};
  maybe<day> expires_at{};
};

/// What `revoked?` says.
[[nodiscard]] constexpr bool is_revoked(const maybe<bool>& revoked) { return revoked && *revoked; }

/// How the lists of active and inactive tokens were asked of the database, which did not always agree with what the API
/// says of a token: `expired?` is true from 00:00 UTC of the date in every version.
enum class state_era : unsigned char {
  until_13_0,  ///< the date as an instant: alive at the very midnight still; a null `revoked` is in neither list
  until_15_2,  ///< alive through the whole date, so that git and registry took a token that the API refused
  from_15_3,   ///< dead on the date, but not yet inactive: in neither list for a day
  current,     ///< dead and inactive from the midnight on
};

/// Whether the list of active tokens has it. Git over HTTP and the registry take what is in this list.
template <utc_time_point Now>
[[nodiscard]] constexpr bool is_active(const life_columns& row, const Now& now, state_era era) {
  const bool null_is_no = era >= state_era::from_15_3;
  if (row.revoked ? *row.revoked : !null_is_no) return false;
  if (!row.expires_at) return true;
  const day expires = *row.expires_at;
  if (era >= state_era::from_15_3) return expires > day_of(now);
  if (era == state_era::until_15_2) return expires >= day_of(now);
  const auto instant = jeton::detail::floor_seconds_of(now);
  const bool is_midnight = instant.is_exact && instant.seconds == jeton::detail::floor_seconds_of(expires).seconds;
  return is_midnight || expires > day_of(now);
}

/// Whether the list of inactive tokens has it.
template <utc_time_point Now>
[[nodiscard]] constexpr bool is_inactive(const life_columns& row, const Now& now, state_era era) {
  if (is_revoked(row.revoked)) return true;
  if (!row.expires_at) return false;
  const day expires = *row.expires_at;
  if (era == state_era::current) return expires <= day_of(now);
  if (era != state_era::until_13_0) return expires < day_of(now);
  return expires <= day_of(now) && !is_active({false, expires}, now, era);
}

/// The order that a request asks; one without a name of an order gets `otherwise`, and no error.
[[nodiscard]] constexpr list_order order_of(std::string_view sort,
                                            list_order otherwise = list_order::created_ascending) {
  return parse_list_order(sort).value_or(otherwise);
}

/// Who asks to see or revoke tokens.
struct acting_user {
  user_id id = user_id::none;
  bool is_administrator = false;
  bool is_blocked = true;
};

/// What a user's list has: his own tokens, without those that an administrator made in his name.
[[nodiscard]] constexpr list_filter own_tokens(user_id user) { return {.owner = user, .kind = token_kind::personal}; }

/// Whether somebody may revoke a token: its owner, unless an administrator made it in his name, or an administrator;
/// nobody who is blocked.
template <class Record>
[[nodiscard]] constexpr bool may_revoke(const Record& row, const acting_user& who) {
  if (who.is_blocked || who.id <= user_id::none) return false;
  return who.is_administrator || (row.owner == who.id && row.kind != token_kind::impersonation);
}

/// Whether a request with this path rotates tokens: where a revoked token is presented, its active descendants are to
/// be revoked (jeton::revoke_descendants), and nowhere else. GitLab asks whether a token has expired first, so one that
/// is revoked and has expired calls nothing down. Nor does a rotation of a revoked token that another one asks for.
[[nodiscard]] constexpr bool is_rotation_path(std::string_view path) {
  constexpr std::string_view ending = "/rotate";
  constexpr std::string_view tokens = "access_tokens/";
  if (!path.ends_with(ending)) return false;
  path.remove_suffix(ending.size());
  const std::string_view id = path.substr(path.rfind('/') + 1);
  if (id.size() == path.size() || !path.substr(0, path.size() - id.size()).ends_with(tokens)) return false;
  for (const char c : id) {
    if (c < '0' || c > '9') return id == "self";
  }
  return !id.empty();
}

}}}  // namespace jeton::v0::gitlab

#endif
