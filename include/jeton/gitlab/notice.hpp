// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_NOTICE_HPP
#define JETON_GITLAB_NOTICE_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/lifecycle/notice.hpp>
#include <jeton/time/daily_time.hpp>

/// Whom GitLab tells that personal access tokens expire, by era: columns, times, windows and the subjects of its mails.
/// Whether a user is active, and so gets a mail about a token that has expired, is the caller's to ask.
namespace jeton { inline namespace v0 { namespace gitlab {

/// The columns in which GitLab notes what was sent, as bits of `notices_sent`. A time that is not null is a set bit.
enum class notice_column : unsigned char {
  expire_notification_delivered = 1,        ///< from 12.6
  after_expiry_notification_delivered = 2,  ///< from 13.3
  seven_days_notification_sent_at = 4,      ///< from 17.6
  thirty_days_notification_sent_at = 8,
  sixty_days_notification_sent_at = 16,
};
[[nodiscard]] constexpr std::uint32_t bit_of(notice_column column) { return static_cast<std::uint32_t>(column); }

inline constexpr daily_time expiring_check = *daily_time::at(1);  ///< 01:00 UTC
inline constexpr daily_time expired_check = *daily_time::at(2);   ///< 02:00 UTC

/// 12.6 to 17.5: the first dead day is today or one of the next seven. A token that died today is told of as one that
/// will, if it never was before. (12.6 told of impersonation tokens too.)
inline constexpr notice expiring{
    .at = expiring_check, .first = 0, .last = 7, .marks = bit_of(notice_column::expire_notification_delivered)};

/// From 13.3: the first dead day is today. A run that was missed is not made up: those tokens are never told of.
/// Whoever wants that asks for it: `expired.made_up_for(7)`. The others need no such thing, as their windows lead to
/// this one.
inline constexpr notice expired{
    .at = expired_check, .first = 0, .last = 0, .marks = bit_of(notice_column::after_expiry_notification_delivered)};

/// From 17.7, and in 17.6 with a flag, in place of `expiring`: windows that do not overlap, so that a token is told of
/// three times at most. The column of the era before is respected, and set by the seven days.
inline constexpr notice seven_days{.at = expiring_check,
                                   .first = 0,
                                   .last = 7,
                                   .marks = bit_of(notice_column::seven_days_notification_sent_at) |
                                            bit_of(notice_column::expire_notification_delivered)};
inline constexpr notice thirty_days{.at = expiring_check,
                                    .first = 8,
                                    .last = 30,
                                    .marks = bit_of(notice_column::thirty_days_notification_sent_at),
                                    .unless = bit_of(notice_column::expire_notification_delivered)};
inline constexpr notice sixty_days{.at = expiring_check,
                                   .first = 31,
                                   .last = 60,
                                   .marks = bit_of(notice_column::sixty_days_notification_sent_at),
                                   .unless = bit_of(notice_column::expire_notification_delivered)};

/// The notices of an era, in the order of a day.
inline constexpr notice documented_notices[] = {expiring, expired};                          ///< 13.3 to 17.5
inline constexpr notice current_notices[] = {seven_days, thirty_days, sixty_days, expired};  ///< from 17.7

inline constexpr std::size_t most_listed = 100;  ///< names in a mail; every token is marked

inline constexpr std::string_view seven_days_subject = "Your personal access tokens will expire in 7 days or less";
inline constexpr std::string_view thirty_days_subject = "Your personal access tokens will expire in 30 days or less";
inline constexpr std::string_view sixty_days_subject = "Your personal access tokens will expire in 60 days or less";
inline constexpr std::string_view expired_subject = "Your personal access token has expired";

}}}  // namespace jeton::v0::gitlab

#endif
