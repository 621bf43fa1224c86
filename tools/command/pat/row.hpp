// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_ROW_HPP
#define JETON_COMMAND_PAT_ROW_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jeton/lifecycle/plain_text.hpp>
#include <jeton/store/record.hpp>

#include "../expiry.hpp"
#include "../output.hpp"
#include "../verdicts.hpp"
#include "../vocabulary.hpp"
#include "store_file.hpp"

namespace jeton_command {

/// A text that somebody chose, for a terminal or a mail: what is not plain is escaped.
inline std::string plain(std::string_view text) {
  std::string made;
  jeton::write_plain(text, [&](std::string_view piece) { made += piece; });
  return made;
}

/// One line of JSON in ASCII, so that nothing in a name turns the direction of reading. Bytes that are no UTF-8 become
/// U+FFFD.
inline std::string row_line(const json& value) {
  return value.dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
}

namespace detail {

inline std::string number_text(jeton::token_id id) { return std::to_string(static_cast<std::int64_t>(id)); }
inline std::string number_text(jeton::user_id owner) { return std::to_string(static_cast<std::int64_t>(owner)); }

inline std::string_view state_of(const pat_record& row, jeton::unix_seconds now) {
  if (row.revoked) return "revoked";
  return row.expires.passed(now) ? "expired" : "active";
}

inline std::string_view kind_text(jeton::token_kind kind) {
  switch (kind) {
    case jeton::token_kind::personal:
      return "personal";
    case jeton::token_kind::impersonation:
      return "impersonation";
    case jeton::token_kind::project_bot:
      return "project_bot";
    case jeton::token_kind::group_bot:
      return "group_bot";
  }
  return "unknown";
}

/// The scopes of a row, and behind them those that are not known here.
inline std::string scopes_text(const pat_record& row) {
  std::string text = names_of<pat_scopes>(row.scopes);
  if (!row.unknown_scopes.empty()) text.append(text.empty() ? "" : " ").append(plain(row.unknown_scopes));
  return text;
}

/// `2027-01-31, 60 days left`
inline std::string expires_text(const jeton::expiry& expires, jeton::unix_seconds now) {
  const auto left = expires.days_left(now);
  if (!left) return "never";
  const std::string day = day_text(*expires.first_dead_day()) + ", ";
  if (*left > 0) return day + days_text(*left) + " left";
  return day + (*left == 0 ? "dead since today" : "dead for " + days_text(-*left));
}

inline std::string use_text(const jeton::maybe<jeton::unix_seconds>& used) {
  return used ? instant_text(*used) : "never";
}

/// How many characters a text has, each of which is taken to be as wide as the next.
inline std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// The names of GitLab's API, and three of our own.
inline json row_json(const pat_record& row, jeton::unix_seconds now) {
  json scopes = json::array();
  for (const std::string_view name : row.scopes) scopes.push_back(name);
  const auto day = row.expires.first_dead_day();
  return {{"id", static_cast<std::int64_t>(row.id)},
          {"name", row.name},
          {"revoked", row.revoked},
          {"created_at", instant_text(row.created)},
          {"description", row.description},
          {"scopes", std::move(scopes)},
          {"user_id", static_cast<std::int64_t>(row.owner)},
          {"last_used_at", row.last_used ? json(instant_text(*row.last_used)) : json(nullptr)},
          {"active", row.active(now)},
          {"expires_at", day ? json(day_text(*day)) : json(nullptr)},
          {"kind", kind_text(row.kind)},
          {"unknown_scopes", row.unknown_scopes},
          {"previous_id",
           row.previous == jeton::token_id::none ? json(nullptr) : json(static_cast<std::int64_t>(row.previous))}};
}

}  // namespace detail

/// Rows of cells under titles, each column as wide as its widest cell. The last one is not padded.
class table {
 public:
  explicit table(std::vector<std::string> titles) { add(std::move(titles)); }

  void add(std::vector<std::string> cells) {
    widths_.resize(std::max(widths_.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths_[i] = std::max(widths_[i], detail::character_count(cells[i]));
    }
    rows_.push_back(std::move(cells));
  }
  void draw(output& out) const {
    for (const std::vector<std::string>& cells : rows_) {
      std::string line;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        line += cells[i];
        if (i + 1 < cells.size()) line.append(widths_[i] - detail::character_count(cells[i]) + 2, ' ');
      }
      out << line << "\n";
    }
  }

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> widths_;
};

}  // namespace jeton_command

#endif
