// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_PYTHON_LISTED_HPP
#define JETON_TESTS_PYTHON_LISTED_HPP

#include <cstddef>
#include <string>
#include <string_view>

#include <jeton/format/token.hpp>

/// A format under a name, as data: what judge.py compares.
struct listed {
  std::string_view name;
  std::string_view prefix;
  std::string_view regex;
  std::size_t min_size;
  std::size_t max_size;
  double entropy_bits;
  bool url_safe;
  bool double_click_selectable;
  std::string (*verdict)(std::string_view text);
};

/// "valid", or number of the fault and position; "contradiction" where parse and valid disagree.
template <class F>
std::string verdict_of(std::string_view text) {
  const auto parsed = F::parse(text);
  if (parsed.has_value() != F::valid(text)) return "contradiction";
  if (parsed) return "valid";
  return std::to_string(static_cast<int>(parsed.error().reason())) + ' ' + std::to_string(parsed.error().position());
}

template <class F>
constexpr listed listed_as(std::string_view name) {
  return {name,         F::prefix,       F::regex,    F::min_size,
          F::max_size,  F::entropy_bits, F::url_safe, F::double_click_selectable,
          verdict_of<F>};
}

#endif
