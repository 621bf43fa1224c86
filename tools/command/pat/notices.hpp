// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_NOTICES_HPP
#define JETON_COMMAND_PAT_NOTICES_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <jeton/gitlab/notice.hpp>
#include <jeton/lifecycle/notify.hpp>

#include "../expiry.hpp"
#include "mail.hpp"
#include "mail_lock.hpp"
#include "mailbox.hpp"
#include "request.hpp"
#include "row.hpp"
#include "store_file.hpp"

namespace jeton_command {

namespace detail {

/// For how many days after the date a token that has expired is told of, where that was missed. GitLab does not make up
/// for it. The mails about a coming date need no such thing: until the date each run finds what the one before has
/// missed, in the window of that kind or of the next one, and from then on it has expired.
inline constexpr std::int32_t days_made_up = 7;

/// The kinds that are asked for.
inline std::vector<mail> kinds_of(const pat_request& asked) {
  if (asked.which && *asked.which != "expiring" && *asked.which != "expired") {
    throw failure{"WHICH is expiring or expired"};
  }
  std::vector<mail> kinds;
  for (mail one : mails) {
    const bool is_expired = one.kind == jeton::gitlab::expired;
    const bool is_seven_days = one.kind == jeton::gitlab::seven_days;
    if (asked.which && is_expired != (*asked.which == "expired")) continue;
    if (asked.only_seven_days && !is_expired && !is_seven_days) continue;
    if (asked.only_seven_days && is_seven_days) one.kind = jeton::gitlab::expiring;
    if (is_expired) one.kind = one.kind.made_up_for(days_made_up);
    kinds.push_back(one);
  }
  return kinds;
}

/// The day on which a mail about a token should have been sent, where it is late.
inline std::string late_since_text(const mail& kind, const pat_record& row, jeton::unix_seconds now) {
  const auto missed = kind.kind.missed(row, now);
  return missed ? day_text(*missed) : "";
}

/// Who would be told, without telling or marking anybody.
inline void list_due(output& out, const pat_store& tokens, const std::vector<mail>& kinds, bool as_json,
                     jeton::unix_seconds now) {
  table drawn{{"NOTICE", "OWNER", "ID", "NAME", "EXPIRES", "LATE SINCE"}};
  for (const mail& one : kinds) {
    std::vector<pat_record> due;
    const auto visited = tokens.visit({.owner = jeton::user_id::none, .onward = true}, [&](const pat_record& row) {
      if (one.kind.due(row, now)) due.push_back(row);
      return true;
    });
    if (!visited) fail(visited.error());
    for (const pat_record& row : due) {
      const std::string late_since = late_since_text(one, row, now);
      if (as_json) {
        json made{{"notice", one.name}, {"subject", one.subject}};
        made["late_since"] = late_since.empty() ? json(nullptr) : json(late_since);
        made.update(row_json(row, now));
        out << row_line(made);
      } else {
        drawn.add({std::string{one.name}, number_text(row.owner), number_text(row.id), plain(row.name),
                   expires_text(row.expires, now), late_since.empty() ? "not late" : late_since});
      }
    }
  }
  if (!as_json) drawn.draw(out);
}

}  // namespace detail

/// `jeton pat notices`: who is due, or mail to them. One run at a time sends. First the mail, synced, then the mark,
/// synced: a crash between them makes the mail come twice.
inline exit_status send_notices(output& out, const pat_request& asked, jeton::unix_seconds now) {
  const std::vector<detail::mail> kinds = detail::kinds_of(asked);
  if (!asked.mail_dir && !asked.mbox && !asked.sendmail) {
    detail::list_due(out, open_store_to_read(asked.store), kinds, asked.as_json, now);
    return all_valid;
  }
  const mail_addresses addresses{asked.to, asked.from};
  pat_store tokens = open_store(asked.store, false);
  const std::filesystem::path store = detail::path_of_store(asked.store);
  const std::unique_ptr<mailbox> box = open_mailbox(asked, store, now);
  const mail_lock lock{store};
  if (!lock.is_held()) {
    std::fputs(("note: " + lock.other() + " sends the mails of this store; this run has sent none\n").c_str(), stderr);
    return all_valid;
  }
  std::size_t failed = 0;
  std::size_t unmarked = 0;
  for (const detail::mail& one : kinds) {
    bool is_taken = false;  // the last mail
    const auto sent = jeton::notify(tokens, one.kind, now, [&](const auto& notice) {
      is_taken = false;
      return is_taken = box->take(write_mail(one, notice, addresses, now));
    });
    if (!sent && is_taken) {
      throw failure{std::string{describe(sent.error())} + "; the last mail was sent, and may come again"};
    }
    if (!sent) fail(sent.error());
    failed += sent->failed;
    unmarked += sent->unmarked;
    if (asked.as_json) {
      out << row_line(
          {{"notice", one.name}, {"owners", sent->owners}, {"tokens", sent->tokens}, {"failed", sent->failed}});
    } else {
      out << detail::padded(one.name, 11) << "  " << std::to_string(sent->owners)
          << (sent->owners == 1 ? " mail about " : " mails about ") << std::to_string(sent->tokens)
          << (sent->tokens == 1 ? " token" : " tokens") << "\n";
    }
  }
  if (failed == 0 && unmarked == 0) return all_valid;
  try {
    out.flush();
  } catch (const reader_has_gone&) {  // who reads the rest still learns this
  }
  std::string why;
  if (failed != 0) why = std::to_string(failed) + " mails were not taken; the next run tries again";
  if (unmarked != 0) {
    why += (why.empty() ? "" : "; ") + std::to_string(unmarked) +
           " mails were sent, but the store cannot note it: they come again";
  }
  throw failure{why};
}

}  // namespace jeton_command

#endif
