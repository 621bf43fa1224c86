// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_REVOKE_HPP
#define JETON_COMMAND_PAT_REVOKE_HPP

#include <cstdint>
#include <string>
#include <vector>

#include <jeton/gitlab/lifetime.hpp>
#include <jeton/lifecycle/lifetime.hpp>
#include <jeton/lifecycle/revoke.hpp>

#include "create.hpp"
#include "list.hpp"
#include "request.hpp"
#include "row.hpp"
#include "store_file.hpp"
#include "time.hpp"

namespace jeton_command {

/// `jeton pat revoke`
inline exit_status revoke_token(output& out, const pat_request& asked, jeton::unix_seconds now) {
  const jeton::token_id id = detail::id_of(asked.id);
  pat_store tokens = open_store(asked.store, false);
  const auto revoked = jeton::revoke(tokens, id, now);
  if (!revoked && revoked.error() != jeton::store_fault::absent) fail(revoked.error());
  if (!revoked) return detail::refusal{out, asked.as_json}("there is no such token");
  const auto row = tokens.find(id);
  if (!row) fail(row.error());
  if (asked.as_json) {
    out << row_line(detail::row_json(*row, now));
  } else {
    out << "token " << detail::number_text(id) << " is revoked, since " << detail::instant_text(row->updated) << "\n";
  }
  return all_valid;
}

/// `jeton pat sweep`: revokes what lives longer than a limit, or lists it.
inline exit_status sweep_tokens(output& out, const pat_request& asked, jeton::unix_seconds now) {
  if (!asked.max_days) throw failure{"--max-days is needed: the limit"};
  constexpr std::int32_t most = jeton::gitlab::buffered_longest_lifetime;
  const std::int32_t days =
      detail::days_of(*asked.max_days, 1, most, "--max-days takes a number of days from 1 to 400");
  const auto policy =
      jeton::lifetime_policy::at_most(days, most)->sweeping(asked.only_dated ? jeton::swept::dated : jeton::swept::all);
  pat_store tokens = asked.yes ? open_store(asked.store, false) : open_store_to_read(asked.store);
  std::vector<pat_record> rows;
  bool failed_sweep = false;
  const auto keep = [&](const pat_record& row) { rows.push_back(row); };
  if (asked.yes) {
    failed_sweep = !jeton::sweep(tokens, policy, now, keep);
  } else {
    const auto visited = tokens.visit({.owner = jeton::user_id::every}, [&](const pat_record& row) {
      if (!row.revoked && policy.must_revoke(row.expires, now)) keep(row);
      return true;
    });
    if (!visited) fail(visited.error());
  }
  if (asked.as_json) {
    for (const pat_record& row : rows) out << row_line(detail::row_json(row, now));
  } else if (!rows.empty()) {
    detail::show_rows(out, rows, now);
  }
  if (failed_sweep) {  // what was revoked before stays so, and was told
    out.flush();
    fail(jeton::store_fault::unavailable);
  }
  if (asked.as_json) return all_valid;
  out << (rows.empty() ? "" : "\n") << std::to_string(rows.size()) << (rows.size() == 1 ? " token " : " tokens ")
      << (asked.yes ? "revoked" : "would be revoked; --yes does it") << "\n";
  return all_valid;
}

}  // namespace jeton_command

#endif
