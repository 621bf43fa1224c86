// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_NUMBERED_SCOPES_HPP
#define JETON_TESTS_SUPPORT_NUMBERED_SCOPES_HPP

#include <jeton/scope/vocabulary.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace jeton_tests {

/// "service-000-resource:read" and so on, three digits apart: alike in their first and last eight bytes. If they are
/// chained, each implies the one before it.
template <std::size_t Count, bool IsChained = false>
struct numbered {
  static constexpr std::size_t size = 25;
  struct letters {
    char chars[Count * size]{};

    constexpr letters() {
      for (std::size_t i = 0; i < Count; ++i) {
        std::string_view{"service-000-resource:read"}.copy(chars + i * size, size);
        chars[i * size + 8] = static_cast<char>('0' + i / 100);
        chars[i * size + 9] = static_cast<char>('0' + i / 10 % 10);
        chars[i * size + 10] = static_cast<char>('0' + i % 10);
      }
    }
  };
  static constexpr letters all{};
  struct table {
    jeton::scope_row items[Count]{};

    constexpr table() {
      for (std::size_t i = 0; i < Count; ++i) {
        items[i].name = {all.chars + i * size, size};
        if (IsChained && i > 0) items[i].implies = items[i - 1].name;
      }
    }
  };
  static constexpr table made{};
  static constexpr const jeton::scope_row (&rows)[Count] = made.items;
};

/// Each name is found, read, written and held alone. How many there were.
template <class Rows>
std::size_t check_every_name() {
  using names = jeton::scope_vocabulary<Rows{}>;
  std::size_t good = 0;
  for (std::size_t i = 0; i < names::size; ++i) {
    const std::string name{names::name(i)};
    const auto held = names::parse(name);
    if (names::index_of(name) != i || !held || held->size() != 1 || !held->contains(i)) continue;
    if (names::index_of(name + "x") != names::npos || names::parse(name + " " + name).has_value()) continue;
    if (*held->begin() != name || held->begin().index() != i) continue;
    ++good;
  }
  return good;
}

}  // namespace jeton_tests

#endif
