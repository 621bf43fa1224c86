// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_LIST_HPP
#define JETON_COMMAND_PAT_LIST_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jeton/lifecycle/listing.hpp>

#include "create.hpp"
#include "request.hpp"
#include "row.hpp"
#include "store_file.hpp"
#include "time.hpp"

namespace jeton_command {

namespace detail {

inline jeton::list_filter filter_of(const pat_request& asked) {
  jeton::list_filter filter{.owner = asked.owner ? owner_of(*asked.owner) : jeton::user_id::every};
  if (asked.state == "active" || asked.state == "inactive") {
    filter.active = asked.state == "active";
  } else if (asked.state == "revoked") {
    filter.revoked = true;
  } else if (asked.state == "expired") {
    filter.revoked = false;
    filter.active = false;
  } else if (asked.state != "all") {
    throw failure{"--state takes active, inactive, revoked, expired or all"};
  }
  filter.created_after = instant_of(asked.created_after, "--created-after");
  filter.created_before = instant_of(asked.created_before, "--created-before");
  filter.last_used_after = instant_of(asked.last_used_after, "--last-used-after");
  filter.last_used_before = instant_of(asked.last_used_before, "--last-used-before");
  filter.expires_after = day_of_option(asked.expires_after, "--expires-after");
  filter.expires_before = day_of_option(asked.expires_before, "--expires-before");
  const auto search = jeton::name_search::parse(asked.search);
  if (!search) throw failure{"--search: " + std::string{describe(search.error())}};
  filter.search = *search;
  return filter;
}

/// All tokens that a filter lets through, in order.
inline std::vector<pat_record> rows_of(const pat_store& tokens, const jeton::list_filter& filter,
                                       jeton::list_order order, jeton::unix_seconds now) {
  std::vector<pat_record> rows;
  for (;;) {
    const auto found = jeton::list(tokens, filter, order, now, std::span<pat_record>{rows});
    if (!found) fail(found.error());
    if (found->total <= rows.size()) {
      rows.resize(found->count);
      return rows;
    }
    rows.resize(found->total);  // others may make some in the meantime
  }
}

inline void show_rows(output& out, const std::vector<pat_record>& rows, jeton::unix_seconds now) {
  table drawn{{"ID", "NAME", "STATE", "SCOPES", "CREATED", "LAST USED", "EXPIRES"}};
  for (const pat_record& row : rows) {
    drawn.add({number_text(row.id), plain(row.name), std::string{state_of(row, now)}, scopes_text(row),
               day_text(jeton::day_of(row.created)), use_text(row.last_used), expires_text(row.expires, now)});
  }
  drawn.draw(out);
}

}  // namespace detail

/// `jeton pat list`
inline exit_status list_tokens(output& out, const pat_request& asked, jeton::unix_seconds now) {
  const jeton::list_filter filter = detail::filter_of(asked);
  const auto order = jeton::parse_list_order(asked.sort);
  if (!order) throw failure{"--sort takes created_, expires_, last_used_ or name_, and asc or desc behind it"};
  const pat_store tokens = open_store_to_read(asked.store);
  const std::vector<pat_record> rows = detail::rows_of(tokens, filter, *order, now);
  if (asked.as_json) {
    for (const pat_record& row : rows) out << row_line(detail::row_json(row, now));
  } else {
    detail::show_rows(out, rows, now);
  }
  return all_valid;
}

/// `jeton pat show`: all that is known of one token.
inline exit_status show_token(output& out, const pat_request& asked, jeton::unix_seconds now) {
  const jeton::token_id id = detail::id_of(asked.id);
  const pat_store tokens = open_store_to_read(asked.store);
  const auto row = tokens.find(id);
  if (!row && row.error() != jeton::store_fault::absent) fail(row.error());
  if (!row) return detail::refusal{out, asked.as_json}("there is no such token");
  jeton::token_id next = jeton::token_id::none;
  const auto visited = tokens.visit({.owner = row->owner, .after = id}, [&](const auto& other) {
    if (other.previous == id) next = other.id;
    return next == jeton::token_id::none;
  });
  if (!visited) fail(visited.error());
  if (asked.as_json) {
    json made = detail::row_json(*row, now);
    made["next_id"] = next == jeton::token_id::none ? json(nullptr) : json(static_cast<std::int64_t>(next));
    out << row_line(made);
    return all_valid;
  }
  const auto show = [&](std::string_view title, std::string_view text) {
    if (!text.empty()) out << detail::padded(title, 12) << "  " << text << "\n";
  };
  show("id", detail::number_text(row->id));
  show("name", plain(row->name));
  show("description", plain(row->description));
  show("owner", detail::number_text(row->owner));
  show("kind", detail::kind_text(row->kind));
  show("state",
       std::string{detail::state_of(*row, now)} + (row->revoked ? " at " + detail::instant_text(row->updated) : ""));
  show("scopes", detail::names_of<pat_scopes>(row->scopes));
  show("unknown", row->unknown_scopes.empty() ? "" : plain(row->unknown_scopes) + " (kept, grants nothing)");
  show("created", detail::instant_text(row->created));
  show("last used", detail::use_text(row->last_used));
  show("expires", detail::expires_text(row->expires, now));
  if (row->previous != jeton::token_id::none) show("in place of", detail::number_text(row->previous));
  if (next != jeton::token_id::none) show("replaced by", detail::number_text(next));
  return all_valid;
}

}  // namespace jeton_command

#endif
