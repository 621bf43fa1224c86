// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_ORACLE_LIFE_HPP
#define JETON_FUZZ_ORACLE_LIFE_HPP

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The life of tokens, told plainly: a list of rows that is gone through from the front.
namespace jeton_fuzz::oracle {

inline constexpr std::int64_t day_size = 86400;  // seconds

struct life_row {
  std::int64_t owner = 0;
  int kind = 0;
  std::string name;
  unsigned scopes = 0;
  std::optional<std::int64_t> dead;  // first dead day since 1970
  bool revoked = false;
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::optional<std::int64_t> last_used;
  std::size_t previous = 0;
};

struct life_policy {
  std::optional<std::int64_t> most_days;
  bool expiry_required = false;
  bool sweeps_undated = true;
  bool sweeps = true;
};

struct life_query {
  std::int64_t owner = 0;  // 0: of all
  std::optional<bool> revoked;
  std::optional<bool> active;
  std::optional<std::int64_t> created_before, created_after, used_before, used_after, expires_before, expires_after;
  std::string search;
  int order = 0;  // created, expires, last used, name; each ascending, then descending
};

enum class refusal { none, missing, passed, too_late, revoked, unknown };

inline std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

/// The search of a list, for texts of ASCII.
inline bool name_matches(const std::string& search, const std::string& name) {
  std::string squished;
  for (const char c : search) {
    const bool is_space = std::string{" \t\n\v\f\r"}.find(c) != std::string::npos;
    if (!is_space) squished += c;
    if (is_space && !squished.empty() && squished.back() != ' ') squished += ' ';
  }
  if (!squished.empty() && squished.back() == ' ') squished.pop_back();
  if (squished.empty()) return true;

  std::vector<std::string> terms;
  std::string rest = squished + ' ';
  while (!rest.empty()) {
    const std::size_t quote = rest[0] == '"' ? rest.find('"', 1) : std::string::npos;
    if (quote != std::string::npos && quote > 1 && rest[quote + 1] == ' ') {
      terms.push_back(rest.substr(1, quote - 1));
      rest = rest.substr(quote + 2);
    } else {
      terms.push_back(rest.substr(0, rest.find(' ')));
      rest = rest.substr(rest.find(' ') + 1);
    }
  }
  std::erase_if(terms, [](const std::string& term) { return term.size() < 3; });
  if (terms.empty()) return lower(name) == lower(squished);
  return std::all_of(terms.begin(), terms.end(),
                     [&](const std::string& term) { return lower(name).find(lower(term)) != std::string::npos; });
}

class life {
 public:
  std::vector<life_row> rows;  // the row of id n at n - 1
  std::int64_t now = 0;

  [[nodiscard]] std::int64_t today() const { return now / day_size; }
  [[nodiscard]] bool alive(const life_row& row) const { return !row.revoked && !(row.dead && *row.dead <= today()); }

  refusal judge(const std::optional<std::int64_t>& dead, const life_policy& policy) const {
    if (!dead) return policy.expiry_required ? refusal::missing : refusal::none;
    if (*dead <= today()) return refusal::passed;
    if (policy.most_days && *dead > today() + *policy.most_days) return refusal::too_late;
    return refusal::none;
  }
  void revoke(std::size_t id) {
    life_row& row = rows[id - 1];
    if (!row.revoked) row.updated = now;
    row.revoked = true;
  }
  void rotate(std::size_t id, const std::optional<std::int64_t>& dead) {
    revoke(id);
    life_row next = rows[id - 1];
    next.dead = dead;
    next.revoked = false;
    next.created = next.updated = now;
    next.last_used.reset();
    next.previous = id;
    rows.push_back(next);
  }
  /// From parent to children, as it is told.
  std::size_t revoke_descendants(std::size_t id) {
    std::size_t count = 0;
    for (std::size_t child = 1; child <= rows.size(); ++child) {
      if (rows[child - 1].previous != id) continue;
      if (alive(rows[child - 1])) {
        revoke(child);
        ++count;
      }
      count += revoke_descendants(child);
    }
    return count;
  }
  std::size_t sweep(const life_policy& policy) {
    std::size_t count = 0;
    for (std::size_t id = 1; id <= rows.size(); ++id) {
      const life_row& row = rows[id - 1];
      const bool exceeds = row.dead ? policy.most_days && *row.dead > today() + *policy.most_days
                                    : policy.most_days && policy.sweeps_undated;
      if (!row.revoked && policy.sweeps && exceeds) {
        revoke(id);
        ++count;
      }
    }
    return count;
  }
  void use(std::size_t id, std::int64_t interval) {
    life_row& row = rows[id - 1];
    if (!row.last_used || *row.last_used + interval <= now) row.last_used = now;
  }
  [[nodiscard]] std::vector<std::size_t> list(const life_query& query) const {
    std::vector<std::size_t> ids;
    for (std::size_t id = 1; id <= rows.size(); ++id) {
      if (matches(rows[id - 1], query)) ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end(), [&](std::size_t left, std::size_t right) {
      const life_row& a = rows[left - 1];
      const life_row& b = rows[right - 1];
      const auto by = [&](const auto& one, const auto& other) { return one != other ? one < other : left < right; };
      switch (query.order / 2) {
        case 0:
          return by(a.created, b.created);
        case 1:
          return by(a.dead.value_or(INT64_MAX), b.dead.value_or(INT64_MAX));
        case 2:
          return by(a.last_used.value_or(INT64_MAX), b.last_used.value_or(INT64_MAX));
        default:
          return by(a.name, b.name);
      }
    });
    if (query.order % 2 != 0) std::reverse(ids.begin(), ids.end());
    return ids;
  }

 private:
  [[nodiscard]] bool matches(const life_row& row, const life_query& query) const {
    if (query.owner != 0 && row.owner != query.owner) return false;
    if (query.revoked && row.revoked != *query.revoked) return false;
    if (query.active && alive(row) != *query.active) return false;
    if (query.created_before && !(row.created <= *query.created_before)) return false;
    if (query.created_after && !(row.created >= *query.created_after)) return false;
    if (query.used_before && !(row.last_used && *row.last_used <= *query.used_before)) return false;
    if (query.used_after && !(row.last_used && *row.last_used >= *query.used_after)) return false;
    if (query.expires_before && !(row.dead && *row.dead < *query.expires_before)) return false;
    if (query.expires_after && !(row.dead && *row.dead >= *query.expires_after)) return false;
    return name_matches(query.search, row.name);
  }
};

}  // namespace jeton_fuzz::oracle

#endif
