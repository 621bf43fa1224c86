// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/notice.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../support/catch.hpp"

namespace {

using namespace std::chrono;
using jeton::expiry;
using jeton::notice;
using jeton::notices_due;
using enum jeton::gitlab::notice_column;
namespace gitlab = jeton::gitlab;

constexpr sys_days today{2021y / 8 / 22};

constexpr expiry in(std::int32_t days) { return *expiry::in_days(days, today); }

/// The columns of a row that the jobs read.
struct row {
  int user_id = 1;
  std::optional<expiry> expires_at = in(3);
  std::optional<bool> revoked = false;
  bool impersonation = false;
  bool expire_notification_delivered = false;
  bool after_expiry_notification_delivered = false;
  std::optional<sys_seconds> seven_days_notification_sent_at{};
  std::optional<sys_seconds> thirty_days_notification_sent_at{};
  std::optional<sys_seconds> sixty_days_notification_sent_at{};
  std::string_view name = "token";

  /// What a notice asks.
  struct asked {
    int owner;
    expiry expires;
    std::optional<bool> revoked;
    bool impersonation;
    std::uint32_t notices_sent;
  };
  [[nodiscard]] constexpr asked ask() const {
    std::uint32_t sent = 0;
    if (expire_notification_delivered) sent |= bit_of(gitlab::notice_column::expire_notification_delivered);
    if (after_expiry_notification_delivered) sent |= bit_of(gitlab::notice_column::after_expiry_notification_delivered);
    if (seven_days_notification_sent_at) sent |= bit_of(gitlab::notice_column::seven_days_notification_sent_at);
    if (thirty_days_notification_sent_at) sent |= bit_of(gitlab::notice_column::thirty_days_notification_sent_at);
    if (sixty_days_notification_sent_at) sent |= bit_of(gitlab::notice_column::sixty_days_notification_sent_at);
    return {user_id, expires_at.value_or(expiry::never()), revoked, impersonation, sent};
  }
  constexpr void mark(const notice& kind, sys_seconds now) {
    const std::uint32_t sent = kind.sent_after(ask().notices_sent);
    const auto has = [sent](gitlab::notice_column column) { return (sent & bit_of(column)) != 0; };
    const auto at = [&](std::optional<sys_seconds>& column) {
      if (!column) column = now;
    };
    expire_notification_delivered = has(gitlab::notice_column::expire_notification_delivered);
    after_expiry_notification_delivered = has(gitlab::notice_column::after_expiry_notification_delivered);
    if (has(gitlab::notice_column::seven_days_notification_sent_at)) at(seven_days_notification_sent_at);
    if (has(gitlab::notice_column::thirty_days_notification_sent_at)) at(thirty_days_notification_sent_at);
    if (has(gitlab::notice_column::sixty_days_notification_sent_at)) at(sixty_days_notification_sent_at);
  }
};
constexpr auto asked = [](const row& one) { return one.ask(); };

constexpr bool mails(const notice& kind, const row& one, sys_seconds now) { return kind.due(one.ask(), now); }

/// The days from `from` on, counted from today, on which each notice of an era tells of a token, in the order in which
/// it does: `7@0` is the window that ends with 7 days, today.
template <std::size_t N>
std::string life_of(row token, const notice (&era)[N], int from, int until) {
  std::string told;
  for (int day = from; day <= until; ++day) {
    for (const notice& kind : era) {
      const sys_seconds now = *kind.at.on_day_of<sys_seconds>(today + days{day});
      if (!mails(kind, token, now)) continue;
      told += (told.empty() ? "" : " ") + std::to_string(kind.last) + "@" + std::to_string(day);
      token.mark(kind, now);
    }
  }
  return told;
}

}  // namespace

TEST_CASE("every day at 01:00 UTC GitLab looks for tokens that expire in the next seven days") {
  STATIC_REQUIRE(gitlab::expiring.at == *jeton::daily_time::at(1));
  STATIC_REQUIRE(*gitlab::expiring.at.next_after<sys_seconds>(today) == today + 1h);
  CONSTEXPR auto now = today + 1h;
  for (int day = 0; day <= 7; ++day) CHECK(mails(gitlab::expiring, {.expires_at = in(day)}, now));
  STATIC_REQUIRE(gitlab::seven_days_subject == "Your personal access tokens will expire in 7 days or less");
}

TEST_CASE("every day at 02:00 UTC GitLab looks for tokens that expire on the current date") {
  STATIC_REQUIRE(gitlab::expired.at == *jeton::daily_time::at(2));
  STATIC_REQUIRE(*gitlab::expired.at.next_after<sys_seconds>(today) == today + 2h);
  CONSTEXPR auto now = today + 2h;
  for (int day = -10; day <= 10; ++day) CHECK(mails(gitlab::expired, {.expires_at = in(day)}, now) == (day == 0));
  STATIC_REQUIRE(gitlab::expired_subject == "Your personal access token has expired");
}

TEST_CASE("expires_at D+7, 01:00 job: mails; D+8: does not mail") {
  STATIC_REQUIRE(mails(gitlab::expiring, {.expires_at = in(7)}, today + 1h));
  STATIC_REQUIRE_FALSE(mails(gitlab::expiring, {.expires_at = in(8)}, today + 1h));
}

TEST_CASE("expires_at D, 01:00 job: mails if the flag is clear; D-1: does not mail") {
  STATIC_REQUIRE(mails(gitlab::expiring, {.expires_at = in(0)}, today + 1h));
  STATIC_REQUIRE_FALSE(
      mails(gitlab::expiring, {.expires_at = in(0), .expire_notification_delivered = true}, today + 1h));
  STATIC_REQUIRE_FALSE(mails(gitlab::expiring, {.expires_at = in(-1)}, today + 1h));
}

TEST_CASE("expires_at D only, 02:00 job: mails") {
  STATIC_REQUIRE(mails(gitlab::expired, {.expires_at = in(0)}, today + 2h));
  STATIC_REQUIRE_FALSE(mails(gitlab::expired, {.expires_at = in(1)}, today + 2h));
  STATIC_REQUIRE_FALSE(mails(gitlab::expired, {.expires_at = in(-1)}, today + 2h));
}

TEST_CASE("expires_at null, at any time: never mailed") {
  for (const notice& kind : gitlab::documented_notices) CHECK_FALSE(mails(kind, {.expires_at = {}}, today + 1h));
  for (const notice& kind : gitlab::current_notices) CHECK_FALSE(mails(kind, {.expires_at = {}}, today + 1h));
}

TEST_CASE("revoked: false is told of, true and null are not; impersonation is not") {
  for (const notice& kind : gitlab::current_notices) {
    const expiry inside = in(kind.first);
    CHECK(mails(kind, {.expires_at = inside}, today + 1h));
    CHECK_FALSE(mails(kind, {.expires_at = inside, .revoked = true}, today + 1h));
    CHECK_FALSE(mails(kind, {.expires_at = inside, .revoked = std::nullopt}, today + 1h));
    CHECK_FALSE(mails(kind, {.expires_at = inside, .impersonation = true}, today + 1h));
  }
}

TEST_CASE("a token that expires today and was never told of is about to expire at 01:00, and has expired at 02:00") {
  CHECK(life_of({.expires_at = in(0)}, gitlab::documented_notices, 0, 30) == "7@0 0@0");
  CHECK(life_of({.expires_at = in(0), .expire_notification_delivered = true}, gitlab::documented_notices, 0, 30) ==
        "0@0");
}

TEST_CASE("the flag is set once for each token, ever; the two are independent") {
  CHECK(life_of({.expires_at = in(20)}, gitlab::documented_notices, 0, 30) == "7@13 0@20");
  CHECK(life_of({.expires_at = in(20), .after_expiry_notification_delivered = true}, gitlab::documented_notices, 0,
                30) == "7@13");
  CHECK(life_of({.expires_at = in(3)}, gitlab::documented_notices, 0, 30) == "7@0 0@3");
}

TEST_CASE("if the 02:00 job misses the day, that mail is never sent") {
  CHECK(life_of({.expires_at = in(3)}, gitlab::documented_notices, 4, 30).empty());
  // Who makes up for missed runs, one by one, sends it.
  const auto missed = gitlab::expired.at.missed<sys_seconds>(today + 2h, today + days{5});
  int mailed = 0;
  for (const sys_seconds run : missed) mailed += mails(gitlab::expired, {.expires_at = in(3)}, run) ? 1 : 0;
  CHECK(missed.size() == 4);
  CHECK(mailed == 1);
}

TEST_CASE("no mail of GitLab's is made up unless somebody asks for it") {
  for (const notice& kind : gitlab::documented_notices) CHECK(kind.late == 0);
  for (const notice& kind : gitlab::current_notices) CHECK(kind.late == 0);
}

TEST_CASE("17.6: seven days 0 to 7, thirty days 8 to 30, sixty days 31 to 60, in that order") {
  STATIC_REQUIRE(gitlab::current_notices[0] == gitlab::seven_days);
  STATIC_REQUIRE(gitlab::current_notices[1] == gitlab::thirty_days);
  STATIC_REQUIRE(gitlab::current_notices[2] == gitlab::sixty_days);
  for (int day = -3; day <= 70; ++day) {
    const row token{.expires_at = in(day)};
    CHECK(mails(gitlab::seven_days, token, today + 1h) == (day >= 0 && day <= 7));
    CHECK(mails(gitlab::thirty_days, token, today + 1h) == (day >= 8 && day <= 30));
    CHECK(mails(gitlab::sixty_days, token, today + 1h) == (day >= 31 && day <= 60));
  }
  STATIC_REQUIRE(gitlab::thirty_days_subject == "Your personal access tokens will expire in 30 days or less");
  STATIC_REQUIRE(gitlab::sixty_days_subject == "Your personal access tokens will expire in 60 days or less");
}

TEST_CASE(
    "17.6: three mails at most before the end; a token made with 20 days left gets the 30-day mail, then the 7-day") {
  CHECK(life_of({.expires_at = in(100)}, gitlab::current_notices, 0, 120) == "60@40 30@70 7@93 0@100");
  CHECK(life_of({.expires_at = in(20)}, gitlab::current_notices, 0, 120) == "30@0 7@13 0@20");
  CHECK(life_of({.expires_at = in(60)}, gitlab::current_notices, 0, 120) == "60@0 30@30 7@53 0@60");
}

TEST_CASE("17.6: a sent mail is not sent again, and one of the older era stops all three") {
  CHECK_FALSE(mails(gitlab::seven_days, {.seven_days_notification_sent_at = today}, today + 1h));
  CHECK_FALSE(
      mails(gitlab::thirty_days, {.expires_at = in(20), .thirty_days_notification_sent_at = today}, today + 1h));
  CHECK_FALSE(mails(gitlab::sixty_days, {.expires_at = in(40), .sixty_days_notification_sent_at = today}, today + 1h));
  CHECK(mails(gitlab::seven_days, {.thirty_days_notification_sent_at = today}, today + 1h));
  CHECK(mails(gitlab::thirty_days, {.expires_at = in(20), .sixty_days_notification_sent_at = today}, today + 1h));
  for (const int day : {3, 20, 40}) {
    const row told{.expires_at = in(day), .expire_notification_delivered = true};
    for (const notice& kind : gitlab::current_notices) CHECK_FALSE(mails(kind, told, today + 1h));
  }
}

TEST_CASE("17.6: the seven days also set expire_notification_delivered") {
  row token{};
  token.mark(gitlab::seven_days, today + 1h);
  CHECK(token.expire_notification_delivered);
  CHECK(token.seven_days_notification_sent_at == today + 1h);
  CHECK_FALSE(token.thirty_days_notification_sent_at.has_value());
  CHECK_FALSE(token.after_expiry_notification_delivered);
  CHECK_FALSE(mails(gitlab::expiring, token, today + 1h));  // a server that was set back to the older version
  row other{.expires_at = in(20)};
  other.mark(gitlab::thirty_days, today + 1h);
  CHECK_FALSE(other.expire_notification_delivered);
  CHECK(other.thirty_days_notification_sent_at == today + 1h);
}

TEST_CASE("one mail for each user, with 100 names at most; all matching tokens are marked") {
  std::vector<row> rows(120);
  for (int i = 0; i < 3; ++i) rows.push_back({.user_id = 2});
  std::vector<std::size_t> listed, told;
  for (const auto& [user, tokens] : notices_due(rows, gitlab::expiring, today + 1h, asked)) {
    CHECK(user == static_cast<int>(told.size()) + 1);
    listed.push_back(tokens.first(gitlab::most_listed).size());
    told.push_back(tokens.size());
    for (row& token : tokens) token.mark(gitlab::expiring, today + 1h);
  }
  CHECK(listed == std::vector<std::size_t>{100, 3});
  CHECK(told == std::vector<std::size_t>{120, 3});
  for (const row& token : rows) CHECK(token.expire_notification_delivered);
  CHECK(notices_due(rows, gitlab::expiring, today + 1h, asked).empty());
}

TEST_CASE("who is told when, in a constant expression") {
  CONSTEXPR auto first_mail = *gitlab::seven_days.next_for<sys_seconds>(in(20), today);
  STATIC_REQUIRE(first_mail == today + days{13} + 1h);
  STATIC_REQUIRE(*gitlab::expired.next_for<sys_seconds>(in(20), today) == today + days{20} + 2h);
  STATIC_REQUIRE(*gitlab::thirty_days.next_for<sys_seconds>(in(20), today) == today + 1h);
  STATIC_REQUIRE(gitlab::sixty_days.next_for<sys_seconds>(in(20), today).error() == jeton::notice_fault::passed);
}
