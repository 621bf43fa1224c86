// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_ROW_HPP
#define JETON_SCOPE_ROW_HPP

#include <compare>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <jeton/core/fixed_string.hpp>

namespace jeton { inline namespace v0 {

/// The version of a server since which it knows a scope, as 8.15; {0, 0} where that is not documented.
struct scope_version {
  unsigned short series = 0;
  unsigned short release = 0;

  friend constexpr auto operator<=>(const scope_version&, const scope_version&) = default;
};

/// Who may ask for a scope.
enum class scope_audience : unsigned char { everyone, administrators };

/// The most bytes of a name; RFC 6749 has no limit, but no name is so long.
inline constexpr std::size_t max_scope_name_size = 255;

/// A name and what is known about it: a row of a vocabulary's table.
struct scope_row {  // NOLINT(clang-analyzer-optin.performance.Padding): the order in which a row is read
  std::string_view name{};
  scope_version since{};
  std::string_view description{};  ///< one line
  scope_audience audience{};
  std::string_view needs{};    ///< the feature without which the scope is not there, as "registry"
  std::string_view implies{};  ///< names of the same vocabulary, separated by spaces: a token with this has those too
};

namespace detail {

/// An argument of a vocabulary: a literal, or a value whose type has rows.
template <class T>
struct scope_entry {
  T value;

  constexpr scope_entry(T table) : value(table) {}  // NOLINT: implicit, so that arguments stand bare in the list
  template <std::size_t Size>
  constexpr scope_entry(const char (&literal)[Size]) : value(literal) {}  // NOLINT: likewise
};
template <std::size_t Size>
scope_entry(const char (&)[Size]) -> scope_entry<fixed_string<Size - 1>>;

template <scope_entry... Entries>
struct scope_rows {
  static constexpr scope_row rows[sizeof...(Entries)] = {{.name = Entries.value}...};
};
template <scope_entry Entry>
  requires requires { Entry.value.rows[0].name; }
struct scope_rows<Entry> : std::remove_cvref_t<decltype(Entry.value)> {};

}  // namespace detail

}}  // namespace jeton::v0

#endif
