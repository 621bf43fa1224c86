// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_SUGGESTIONS_HPP
#define JETON_COMMAND_SUGGESTIONS_HPP

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "catalogue.hpp"

namespace jeton_command {

namespace detail {

/// Levenshtein's distance: how many letters are to be inserted, left out or changed.
inline std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t changed = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({changed, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace detail

/// Those of some names that somebody may have meant who wrote `text`, best first, three at most.
inline std::vector<std::string_view> nearest_of(const std::vector<std::string_view>& names, std::string_view text) {
  constexpr std::size_t longest_name = 48;
  constexpr std::size_t most = 3;
  std::vector<std::pair<std::size_t, std::size_t>> found;  // distance, index
  if (text.size() < 2 || text.size() > longest_name) return {};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool contains = names[i].find(text) != std::string_view::npos;
    const std::size_t distance = contains ? 0 : detail::edit_distance(text, names[i]);
    if (distance <= 1 + text.size() / 3) found.emplace_back(distance, i);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string_view> nearest;
  for (std::size_t i = 0; i < found.size() && i < most; ++i) nearest.push_back(names[found[i].second]);
  return nearest;
}

/// The names of formats that somebody may have meant.
inline std::vector<std::string_view> nearest_names(const format_list& list, std::string_view text) {
  std::vector<std::string_view> names;
  for (const format_entry& format : list.formats) names.push_back(format.called.name);
  return nearest_of(names, text);
}

}  // namespace jeton_command

#endif
