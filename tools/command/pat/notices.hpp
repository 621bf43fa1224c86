// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_NOTICES_HPP
#define JETON_COMMAND_PAT_NOTICES_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <jeton/gitlab/notice.hpp>
#include <jeton/notify.hpp>

#include "../expiry.hpp"
#include "mail.hpp"
#include "mailbox.hpp"
#include "request.hpp"
#include "row.hpp"
#include "store_file.hpp"

namespace jeton_command {

namespace detail {

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
    kinds.push_back(one);
  }
  return kinds;
}

/// Who would be told, without telling or marking anybody.
inline void list_due(output& out, const pat_store& tokens, const std::vector<mail>& kinds, bool as_json,
                     jeton::unix_seconds now) {
  table drawn{{"NOTICE", "OWNER", "ID", "NAME", "EXPIRES"}};
  for (const mail& one : kinds) {
    std::vector<pat_record> due;
    const auto visited = tokens.visit({.owner = jeton::user_id::every}, [&](const pat_record& row) {
      if (one.kind.due(row, now)) due.push_back(row);
      return true;
    });
    if (!visited) fail(visited.error());
    std::sort(due.begin(), due.end(), [](const auto& left, const auto& right) {
      return left.owner != right.owner ? left.owner < right.owner : left.id < right.id;
    });
    for (const pat_record& row : due) {
      if (as_json) {
        json made{{"notice", one.name}, {"subject", one.subject}};
        made.update(row_json(row, now));
        out << row_line(made);
      } else {
        drawn.add({std::string{one.name}, number_text(row.owner), number_text(row.id), plain(row.name),
                   expires_text(row.expires, now)});
      }
    }
  }
  if (!as_json) drawn.draw(out);
}

}  // namespace detail

/// `jeton pat notices`: who is due, or mail to them. First the mail, synced, then the mark, synced: a crash between
/// them makes the mail come twice.
inline exit_status send_notices(output& out, const pat_request& asked, jeton::unix_seconds now) {
  const std::vector<detail::mail> kinds = detail::kinds_of(asked);
  if (!asked.mail_dir && !asked.mbox && !asked.sendmail) {
    detail::list_due(out, open_store_to_read(asked.store), kinds, asked.as_json, now);
    return all_valid;
  }
  const mail_addresses addresses{asked.to, asked.from};
  pat_store tokens = open_store(asked.store, false);
  const std::unique_ptr<mailbox> box = open_mailbox(asked, now);
  std::size_t failed = 0;
  for (const detail::mail& one : kinds) {
    const auto sent = jeton::notify(
        tokens, one.kind, now, [&](const auto& notice) { return box->take(write_mail(one, notice, addresses, now)); });
    if (!sent) fail(sent.error());
    failed += sent->failed;
    if (asked.as_json) {
      out << row_line(
          {{"notice", one.name}, {"owners", sent->owners}, {"tokens", sent->tokens}, {"failed", sent->failed}});
    } else {
      out << detail::padded(one.name, 11) << "  " << std::to_string(sent->owners)
          << (sent->owners == 1 ? " mail about " : " mails about ") << std::to_string(sent->tokens)
          << (sent->tokens == 1 ? " token" : " tokens") << "\n";
    }
  }
  if (failed == 0) return all_valid;
  out.flush();
  throw failure{std::to_string(failed) + " mails were not taken; the next run tries again"};
}

}  // namespace jeton_command

#endif
