// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/notice.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../support/catch.hpp"

namespace {

using namespace std::chrono;
using jeton::daily_time;
using jeton::expiry;
using jeton::notice;
using jeton::notice_fault;
using jeton::notices_due;
using jeton::unix_seconds;

constexpr sys_days today{2026y / 11 / 25};
constexpr auto run = today + 1h;

constexpr std::uint32_t week_sent = 1;
constexpr std::uint32_t month_sent = 2;
constexpr notice in_week{.at = *daily_time::at(1), .first = 0, .last = 7, .marks = week_sent};
constexpr notice in_month{.at = *daily_time::at(1), .first = 8, .last = 30, .marks = month_sent, .unless = week_sent};

constexpr expiry in(std::int32_t days) { return *expiry::in_days(days, today); }

struct row {
  int owner = 1;
  expiry expires = in(3);
  bool revoked = false;
  bool impersonation = false;
  std::uint32_t notices_sent = 0;
  std::string_view name = "token";
};

/// The same with a column that may be null, and a kind, as jeton::token_record has.
enum class token_kind : unsigned char { personal, impersonation, project_bot };
struct nullable_row {
  int owner = 1;
  expiry expires = in(3);
  std::optional<bool> revoked = false;
  token_kind kind = token_kind::personal;
  std::uint8_t notices_sent = 0;
};

/// A shape that says nothing about notices.
struct ticket {
  std::string holder;
  year_month_day until;
  bool told = false;
};
constexpr auto as_row = [](const ticket& one) {
  return row{.owner = static_cast<int>(one.holder.size()),
             .expires = *expiry::on(one.until),
             .notices_sent = one.told ? week_sent : 0};
};

/// Records from the last to the first; std::views::reverse does not compile with Clang 14.
struct backwards {
  std::vector<row>& rows;
  [[nodiscard]] auto begin() const { return rows.rbegin(); }
  [[nodiscard]] auto end() const { return rows.rend(); }
};

/// Records that are made where they are read, as those of std::views::transform.
struct by_value {
  struct iterator {
    const ticket* at;
    row operator*() const { return as_row(*at); }
    iterator& operator++() { return ++at, *this; }
    bool operator==(const iterator&) const = default;
  };
  const std::vector<ticket>& tickets;
  [[nodiscard]] iterator begin() const { return {tickets.data()}; }
  [[nodiscard]] iterator end() const { return {tickets.data() + tickets.size()}; }
};

/// What a run sends: `1:ab 3:c` are tokens a and b of owner 1, and c of owner 3.
template <class Messages>
constexpr std::string sent(const Messages& messages, std::size_t most = 100) {
  std::string text;
  for (const auto& [owner, tokens] : messages) {
    text += text.empty() ? "" : " ";
    text += static_cast<char>('0' + owner);
    text += ":";
    for (const auto& token : tokens.first(most)) text += token.name;
  }
  return text;
}

/// Runs a notice, marks what it tells of, and says what it did.
template <class Records>
constexpr std::string do_run(Records& records, const notice& kind, const sys_seconds now) {
  std::string text = sent(notices_due(records, kind, now));
  for (const auto& [owner, tokens] : notices_due(records, kind, now)) {
    for (auto& token : tokens) token.notices_sent = kind.sent_after(token.notices_sent);
  }
  return text;
}

}  // namespace

TEST_CASE("a window has both its ends") {
  STATIC_REQUIRE_FALSE(in_week.due(row{.expires = in(-1)}, run));
  STATIC_REQUIRE(in_week.due(row{.expires = in(0)}, run));
  STATIC_REQUIRE(in_week.due(row{.expires = in(7)}, run));
  STATIC_REQUIRE_FALSE(in_week.due(row{.expires = in(8)}, run));
  STATIC_REQUIRE_FALSE(in_month.due(row{.expires = in(7)}, run));
  STATIC_REQUIRE(in_month.due(row{.expires = in(8)}, run));
  STATIC_REQUIRE(in_month.due(row{.expires = in(30)}, run));
  STATIC_REQUIRE_FALSE(in_month.due(row{.expires = in(31)}, run));
}

TEST_CASE("days are those of UTC, whatever the time of day and the precision of the clock") {
  for (const auto time : {0ns, 1ns, 24h - 1ns}) {
    CHECK(in_week.due(row{.expires = in(7)}, today + time));
    CHECK_FALSE(in_week.due(row{.expires = in(8)}, today + time));
    CHECK(in_week.due(row{.expires = in(0)}, today + time));
  }
  STATIC_REQUIRE(in_week.due(row{.expires = in(8)}, today + 24h));
  STATIC_REQUIRE(in_week.due(row{.expires = in(7)}, jeton::day_of(today)));
  STATIC_REQUIRE(in_week.due(row{.expires = in(7)}, unix_seconds{(today + 24h).time_since_epoch() / 1s - 1}));
}

TEST_CASE("tokens that are not told of: revoked, null in revoked, impersonation, never expiring") {
  STATIC_REQUIRE(in_week.due(row{}, run));
  STATIC_REQUIRE_FALSE(in_week.due(row{.revoked = true}, run));
  STATIC_REQUIRE_FALSE(in_week.due(row{.impersonation = true}, run));
  STATIC_REQUIRE_FALSE(in_week.due(row{.expires = expiry::never()}, run));
  STATIC_REQUIRE_FALSE(in_week.due(row{.expires = expiry{}}, run));
  STATIC_REQUIRE(in_week.due(nullable_row{}, run));
  STATIC_REQUIRE_FALSE(in_week.due(nullable_row{.revoked = true}, run));
  STATIC_REQUIRE_FALSE(in_week.due(nullable_row{.revoked = std::nullopt}, run));
  STATIC_REQUIRE_FALSE(in_week.due(nullable_row{.kind = token_kind::impersonation}, run));
  STATIC_REQUIRE(in_week.due(nullable_row{.kind = token_kind::project_bot}, run));
  struct pointers {
    expiry expires = in(3);
    const bool* revoked = nullptr;
    const bool* impersonation = nullptr;
    int notices_sent = 0;
  };
  const bool no = false;
  CHECK(in_week.due(pointers{.revoked = &no, .impersonation = &no}, run));
  CHECK_FALSE(in_week.due(pointers{.impersonation = &no}, run));
  CHECK_FALSE(in_week.due(pointers{.revoked = &no}, run));  // who does not know is silent
}

TEST_CASE("each kind once for each token") {
  STATIC_REQUIRE_FALSE(in_week.due(row{.notices_sent = week_sent}, run));
  STATIC_REQUIRE(in_week.due(row{.notices_sent = month_sent}, run));
  STATIC_REQUIRE_FALSE(in_month.due(row{.expires = in(20), .notices_sent = month_sent}, run));
  STATIC_REQUIRE_FALSE(in_month.due(row{.expires = in(20), .notices_sent = week_sent}, run));
  STATIC_REQUIRE(in_month.due(row{.expires = in(20), .notices_sent = 4}, run));
  STATIC_REQUIRE(in_week.sent_after(month_sent | 4) == (week_sent | month_sent | 4));
  STATIC_REQUIRE_FALSE(in_week.may_follow(in_week.sent_after(0)));
}

TEST_CASE("a notice of which nothing is said is never sent") {
  for (std::int32_t days = -10; days < 10; ++days) CHECK_FALSE(notice{}.due(row{.expires = in(days)}, run));
  STATIC_REQUIRE_FALSE(notice{.first = 0, .last = 7}.due(row{}, run));  // it would be sent every day
  STATIC_REQUIRE(notice{.first = 0, .last = 7}.next_for(in(3), run).error() == notice_fault::never);
  STATIC_REQUIRE(notice{}.next_for(in(3), run).error() == notice_fault::never);
  STATIC_REQUIRE_FALSE(notice{.first = 1, .last = 0, .marks = 1}.due(row{.expires = in(0)}, run));
  STATIC_REQUIRE(in_week.next_for(expiry::never(), run).error() == notice_fault::never);
  STATIC_REQUIRE(describe(notice_fault::never) != describe(notice_fault::passed));
  STATIC_REQUIRE(describe(static_cast<notice_fault>(99)) == "unknown fault");
}

TEST_CASE("what is no record does not pass for one") {
  struct no_revoked {
    expiry expires;
    bool impersonation;
    std::uint32_t notices_sent;
  };
  struct no_kind {
    expiry expires;
    bool revoked;
    std::uint32_t notices_sent;
  };
  struct number_as_kind {
    expiry expires;
    bool revoked;
    int kind;
    std::uint32_t notices_sent;
  };
  struct date {
    year_month_day expires;
    bool revoked;
    bool impersonation;
    std::uint32_t notices_sent;
  };
  STATIC_REQUIRE(jeton::noticeable<row>);
  STATIC_REQUIRE(jeton::noticeable<nullable_row>);
  STATIC_REQUIRE_FALSE(jeton::noticeable<no_revoked>);
  STATIC_REQUIRE_FALSE(jeton::noticeable<no_kind>);
  STATIC_REQUIRE_FALSE(jeton::noticeable<number_as_kind>);
  STATIC_REQUIRE_FALSE(jeton::noticeable<date>);
  STATIC_REQUIRE_FALSE(jeton::noticeable<ticket>);
  STATIC_REQUIRE_FALSE(jeton::noticeable<int>);
}

TEST_CASE("one message for each owner, in the order of the records") {
  std::vector<row> rows{{.owner = 2, .name = "a"},
                        {.owner = 2, .expires = in(9), .name = "b"},
                        {.owner = 2, .name = "c"},
                        {.owner = 1, .revoked = true, .name = "d"},
                        {.owner = 5, .expires = in(-1), .name = "e"},
                        {.owner = 5, .expires = in(7), .name = "f"},
                        {.owner = 7, .expires = expiry::never(), .name = "g"}};
  CHECK(sent(notices_due(rows, in_week, run)) == "2:ac 5:f");
  CHECK(sent(notices_due(rows, in_month, run)) == "2:b");
  CHECK(sent(notices_due(std::as_const(rows), in_week, run)) == "2:ac 5:f");
  const std::forward_list<row> list(rows.begin(), rows.end());
  CHECK(sent(notices_due(list, in_week, run)) == "2:ac 5:f");
  const std::span<const row> span{rows};
  CHECK(sent(notices_due(span, in_week, run)) == "2:ac 5:f");
  const backwards reversed{rows};
  CHECK(sent(notices_due(reversed, in_week, run)) == "5:f 2:ca");
  CHECK(do_run(rows, in_week, run) == "2:ac 5:f");
  CHECK(do_run(rows, in_week, run).empty());
  CHECK(do_run(rows, in_week, run + 24h).empty());
  CHECK(do_run(rows, in_week, run + 48h) == "2:b");
}

TEST_CASE("no records, no messages") {
  const std::vector<row> none;
  CHECK(notices_due(none, in_week, run).empty());
  CHECK(sent(notices_due(none, in_week, run)).empty());
  const row revoked[] = {{.revoked = true}, {.revoked = true}};
  CHECK(notices_due(revoked, in_week, run).empty());
  const row one[] = {row{}};
  CHECK_FALSE(notices_due(one, in_week, run).empty());
}

TEST_CASE("a hundred are listed, and all are marked") {
  std::vector<row> rows(250);
  rows[120].revoked = true;
  rows.push_back({.owner = 2});
  const auto messages = notices_due(rows, in_week, run);
  const auto first = *messages.begin();
  CHECK(first.owner == 1);
  CHECK(first.tokens.size() == 249);
  CHECK(first.tokens.first(100).size() == 100);
  CHECK(first.tokens.first(100).first(200).size() == 100);
  CHECK(first.tokens.first(100).first(3).size() == 3);
  CHECK(first.tokens.first(0).size() == 0);
  CHECK(first.tokens.first(249).size() == 249);
  CHECK(first.tokens.first(1000).size() == 249);
  const row* expected = rows.data();  // the 100 first, whatever stands between them
  for (const row& listed : first.tokens.first(100)) CHECK(&listed == expected++);
  do_run(rows, in_week, run);
  for (const row& each : rows) CHECK(each.notices_sent == (each.revoked ? 0 : week_sent));
}

TEST_CASE("an owner whose records stand apart gets a message for each stretch, and no token twice") {
  std::vector<row> rows{{.owner = 1, .name = "a"}, {.owner = 2, .name = "b"}, {.owner = 1, .name = "c"}};
  CHECK(do_run(rows, in_week, run) == "1:a 2:b 1:c");
  CHECK(do_run(rows, in_week, run).empty());
}

TEST_CASE("tokens may be marked one by one in the loop that tells of them") {
  std::vector<row> rows{{.name = "a"}, {.name = "b"}, {.owner = 2, .name = "c"}, {.owner = 2, .name = "d"}};
  std::string told;
  for (const auto& [owner, tokens] : notices_due(rows, in_week, run)) {
    for (row& token : tokens) {
      told += token.name;
      token.notices_sent = in_week.sent_after(token.notices_sent);
    }
  }
  CHECK(told == "abcd");
}

TEST_CASE("records of any shape, by a projection") {
  std::vector<ticket> tickets{{"ada", 2026y / 11 / 28}, {"bob", 2026y / 11 / 29}, {"carl", 2026y / 12 / 24}};
  std::vector<std::pair<int, std::string>> told;
  for (const auto& [owner, tokens] : notices_due(tickets, in_week, run, as_row)) {
    for (ticket& one : tokens) told.emplace_back(owner, one.holder), one.told = true;
  }
  CHECK(told == std::vector<std::pair<int, std::string>>{{3, "ada"}, {3, "bob"}});
  CHECK(notices_due(tickets, in_week, run, as_row).empty());
  const by_value rows{tickets};
  CHECK((*notices_due(rows, in_month, run).begin()).owner == 4);
  CHECK((*notices_due(rows, in_month, run).begin()).tokens.size() == 1);
}

TEST_CASE("owners are referred to, not copied") {
  struct person {
    std::unique_ptr<int> owner;  // cannot be copied
    expiry expires = in(3);
    bool revoked = false;
    bool impersonation = false;
    std::uint32_t notices_sent = 0;
  };
  std::vector<person> people(1);
  people[0].owner = std::make_unique<int>(42);
  for (const auto& [owner, tokens] : notices_due(people, in_week, run)) {
    CHECK(*owner == 42);
    CHECK(&owner == &people[0].owner);
  }
}

TEST_CASE("messages and tokens are ranges as the standard has them") {
  using messages = decltype(notices_due(std::declval<std::vector<row>&>(), in_week, run));
  using tokens = decltype((*std::declval<messages>().begin()).tokens);
  STATIC_REQUIRE(std::ranges::forward_range<messages>);
  STATIC_REQUIRE(std::ranges::forward_range<tokens>);
  STATIC_REQUIRE(std::same_as<std::ranges::range_reference_t<tokens>, row&>);
}

TEST_CASE("a whole run in a constant expression") {
  constexpr auto whole_run = [] {
    row rows[] = {{.owner = 1}, {.owner = 1, .expires = in(8)}, {.owner = 2}, {.owner = 2}};
    int told = 0;
    // Named, since GCC 14 warns of a dangling reference here, without cause, if it is not.
    const auto messages = notices_due(rows, in_week, run);
    for (auto [owner, tokens] : messages) {
      told = told * 10 + owner * static_cast<int>(tokens.size());
      for (row& token : tokens) token.notices_sent = in_week.sent_after(token.notices_sent);
    }
    return told * 10 + (notices_due(rows, in_week, run).empty() ? 1 : 0);
  };
  STATIC_REQUIRE(whole_run() == 141);
}

TEST_CASE("the next run that tells of a token agrees with a walk from run to run") {
  const notice kinds[] = {in_week,
                          in_month,
                          {.at = *daily_time::at(2), .first = 0, .last = 0, .marks = 4},
                          {.at = *daily_time::at(23, 59, 59), .first = -2, .last = -1, .marks = 8},
                          {.at = daily_time{}, .first = 1, .last = 1, .marks = 8}};
  const sys_days places[] = {today, sys_days{1969y / 12 / 1}, sys_days{2262y / 4 / 1}, sys_days{9999y / 12 / 25}};
  for (const notice& kind : kinds) {
    for (const sys_days place : places) {
      bool agrees = true;
      for (int days_left = -5; days_left < 40; ++days_left) {
        const expiry expires = *expiry::in_days(days_left, place);
        for (const auto time : {0s, 1s, 3600s, 3601s, 7199s, 7200s, 86398s, 86399s}) {
          std::optional<sys_seconds> expected;
          for (int i = 0; i < 50 && !expected; ++i) {
            const sys_seconds at = place + days{i} + seconds{kind.at.seconds_since_midnight()};
            const std::int32_t left = days_left - i;
            if (at > place + time && left >= kind.first && left <= kind.last) expected = at;
          }
          const auto found = kind.next_for<sys_seconds>(expires, place + time);
          agrees = agrees && found.has_value() == expected.has_value();
          agrees = agrees && (found ? *found == *expected : found.error() == notice_fault::passed);
        }
      }
      CHECK(agrees);
    }
  }
}

TEST_CASE("the next run at the ends of time") {
  STATIC_REQUIRE(in_week.next_for(in(3), sys_seconds::max()).error() == notice_fault::passed);
  STATIC_REQUIRE(*in_week.next_for<sys_seconds>(in(7), sys_days{-32767y / 1 / 2}) == today + 1h);
  STATIC_REQUIRE(*in_week.next_for<sys_seconds>(*expiry::on(32767y / 12 / 31), sys_time<nanoseconds>::max()) ==
                 sys_days{32767y / 12 / 24} + 1h);
  CONSTEXPR auto always = notice{.first = INT32_MIN, .last = INT32_MAX, .marks = 1};
  STATIC_REQUIRE(always.due(row{.expires = *expiry::on(9999y / 12 / 31)}, today));
  STATIC_REQUIRE_FALSE(always.due(row{.expires = expiry::never()}, today));
  STATIC_REQUIRE(*always.next_for<sys_seconds>(*expiry::on(9999y / 12 / 31), today) == today + 24h);
}

namespace {

/// The same with the instant at which it was made.
struct dated_row {
  expiry expires = in(0);
  bool revoked = false;
  bool impersonation = false;
  std::uint32_t notices_sent = 0;
  sys_seconds created = today - days{100};
};

constexpr notice on_the_day{.at = *daily_time::at(2), .first = 0, .last = 0, .marks = 4};
constexpr notice made_up = on_the_day.made_up_for(7);

}  // namespace

TEST_CASE("a notice that was missed is made up for some days after its window, and is late") {
  STATIC_REQUIRE(made_up.late == 7);
  STATIC_REQUIRE(made_up.made_up_for(0) == on_the_day);
  for (int left = -10; left <= 3; ++left) {
    const dated_row token{.expires = in(left)};
    CHECK(on_the_day.due(token, run) == (left == 0));
    CHECK(made_up.due(token, run) == (left <= 0 && left >= -7));
    CHECK(made_up.covers(token.expires, run) == (left == 0));  // the window is as it was
    const auto missed = made_up.missed(token, run);
    CHECK(missed.has_value() == (left < 0));
    if (missed) CHECK(*missed == jeton::day_of(today + days{left}));
  }
  STATIC_REQUIRE(made_up.due(row{.expires = in(-7)}, run));  // who does not say when it was made is older
  STATIC_REQUIRE(made_up.missed(row{.expires = in(-7)}, run) == jeton::day_of(today - days{7}));
}

TEST_CASE("what keeps a notice from being sent keeps it from being made up") {
  STATIC_REQUIRE(made_up.due(dated_row{.expires = in(-1)}, run));
  STATIC_REQUIRE_FALSE(made_up.due(dated_row{.expires = in(-1), .revoked = true}, run));
  STATIC_REQUIRE_FALSE(made_up.due(dated_row{.expires = in(-1), .impersonation = true}, run));
  STATIC_REQUIRE_FALSE(made_up.due(dated_row{.expires = in(-1), .notices_sent = 4}, run));
  STATIC_REQUIRE_FALSE(made_up.due(dated_row{.expires = expiry::never()}, run));
  STATIC_REQUIRE_FALSE(made_up.due(dated_row{.expires = expiry{}}, run));
  STATIC_REQUIRE_FALSE(notice{}.made_up_for(7).due(dated_row{.expires = in(-1)}, run));
  STATIC_REQUIRE_FALSE(on_the_day.made_up_for(-7).due(dated_row{.expires = in(-1)}, run));
  STATIC_REQUIRE(on_the_day.made_up_for(-7).due(dated_row{.expires = in(0)}, run));
}

TEST_CASE("what was never due is not made up, and is late only since a run that it could have had") {
  const sys_days date = today - days{3};
  for (const seconds made : std::initializer_list<seconds>{-1h, 0h, 1h, 2h - 1s, 2h, 2h + 1s, 24h, 72h}) {
    const dated_row token{.expires = in(-3), .created = date + made};
    CHECK(made_up.due(token, run) == (made < 2h));  // the run of that day is at 02:00
  }
  const auto missed = [](int left, int made_days_ago, seconds time) {
    const dated_row token{.expires = in(left), .created = today - days{made_days_ago} + time};
    const auto found = in_week.missed(token, run);
    return found ? static_cast<int>(jeton::day_of(today) - *found) : 0;
  };
  CHECK(missed(7, 100, 0s) == 0);  // the window opens today
  CHECK(missed(6, 100, 0s) == 1);  // or has opened yesterday
  CHECK(missed(0, 100, 0s) == 7);
  CHECK(missed(3, 1, 1h) == 0);  // made after the run of its day: the first is today's
  CHECK(missed(3, 1, 1h - 1s) == 1);
  CHECK(missed(3, 0, 10h) == 0);  // made today
  CHECK(missed(3, -1, 0s) == 0);  // or by a clock that was ahead
}

TEST_CASE("the next run of a notice that is made up agrees with a walk from run to run") {
  for (const notice& kind : {made_up, in_week.made_up_for(3), in_month.made_up_for(1)}) {
    for (int left = -12; left < 35; ++left) {
      for (const auto time : {0s, 3599s, 3600s, 7199s, 7200s, 86399s}) {
        const sys_seconds after = today + time;
        std::optional<sys_seconds> expected;
        for (int i = 0; i < 50 && !expected; ++i) {
          const sys_seconds at = today + days{i} + seconds{kind.at.seconds_since_midnight()};
          if (at > after && kind.due(dated_row{.expires = in(left)}, at)) expected = at;
        }
        const auto found = kind.next_for<sys_seconds>(in(left), after);
        CHECK(found.has_value() == expected.has_value());
        if (found && expected) CHECK(*found == *expected);
        if (!found) CHECK(found.error() == notice_fault::passed);
      }
    }
  }
}

TEST_CASE("a notice is made up to the ends of time") {
  CONSTEXPR auto longest = notice{.first = 0, .last = 0, .marks = 1}.made_up_for(INT32_MAX);
  STATIC_REQUIRE(longest.due(row{.expires = *expiry::on(-32767y / 1 / 2)}, sys_days{9999y / 12 / 31}));
  CONSTEXPR auto earliest = notice{.first = INT32_MIN, .last = INT32_MAX, .marks = 1}.made_up_for(INT32_MAX);
  STATIC_REQUIRE(earliest.due(row{.expires = in(0)}, run));
  STATIC_REQUIRE_FALSE(earliest.missed(row{.expires = expiry::never()}, run).has_value());
}
