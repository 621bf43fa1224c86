// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_RECORD_HPP
#define JETON_STORE_RECORD_HPP

#include <cstdint>
#include <string_view>

#include <jeton/core/maybe.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

/// The number of a token's row. A store gives them: positive, and greater than all it gave before.
enum class token_id : std::int64_t { none = 0 };  // NOLINT: a store gives any number

/// The number of a user, positive. Nobody is `none`, and a default-constructed owner owns nothing.
enum class user_id : std::int64_t {  // NOLINT: likewise
  none = 0,
  every = -1,  ///< said by name where rows of every owner are meant
};

/// Whom a token stands for. A row may have another number, which a newer version wrote: it is kept as it is.
enum class token_kind : unsigned char {
  personal,       ///< its owner
  impersonation,  ///< its owner, for an administrator who made it; the owner does not see it
  project_bot,    ///< a user that exists for one project
  group_bot,      ///< a user that exists for one group
};

/// What a store keeps about a token: everything but the token. Vocabulary is a jeton::scope_vocabulary. Text is
/// std::string_view in a row that is about to be written; what a store gives back owns its texts (std::string).
///
/// Default-constructed it is revoked, has expired, has no scope, and its digest equals nothing.
template <class Vocabulary, class Text = std::string_view>
struct token_record {
  using vocabulary = Vocabulary;

  token_id id = token_id::none;  ///< none in a row that is about to be inserted
  user_id owner = user_id::none;
  token_kind kind = token_kind::personal;
  Text name{};
  Text description{};
  jeton::digest<32> digest{};  ///< unique among all rows
  typename Vocabulary::set scopes{};
  Text unknown_scopes{};  ///< names that the vocabulary lacks, separated by spaces: kept, granting nothing
  expiry expires{};
  bool revoked = true;
  unix_seconds created{};
  unix_seconds updated{};  ///< of anything but `last_used`; of a revoked token, when that happened
  maybe<unix_seconds> last_used{};
  token_id previous = token_id::none;  ///< the token that this one replaced
  std::uint32_t notices_sent = 0;      ///< a bit for each kind of notice; see lifecycle/notice.hpp

  /// Neither revoked nor expired.
  template <utc_time_point Now>
  [[nodiscard]] constexpr bool active(const Now& now) const {
    return !revoked && !expires.passed(now);
  }

  /// The same row with texts of another type: views of these, or copies.
  template <class Other>
  [[nodiscard]] constexpr token_record<Vocabulary, Other> as() const {
    return {.id = id,
            .owner = owner,
            .kind = kind,
            .name = Other{name},
            .description = Other{description},
            .digest = digest,
            .scopes = scopes,
            .unknown_scopes = Other{unknown_scopes},
            .expires = expires,
            .revoked = revoked,
            .created = created,
            .updated = updated,
            .last_used = last_used,
            .previous = previous,
            .notices_sent = notices_sent};
  }
};

}}  // namespace jeton::v0

#endif
