// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_DETAIL_RULES_HPP
#define JETON_SCOPE_DETAIL_RULES_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <jeton/core/fixed_string.hpp>
#include <jeton/scope/detail/lookup.hpp>

/// What the names of a vocabulary must obey, and what they imply. Every check is linear: a vocabulary may have hundreds
/// of names, and compilers count the steps. Rows is a type with an array `rows`, whose items have `name` and `implies`.
namespace jeton { inline namespace v0 { namespace detail {

/// RFC 6749 §3.3, scope-token: %x21 / %x23-5B / %x5D-7E.
[[nodiscard]] constexpr bool is_scope_character(char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; }

/// The place of the first byte that no name may have; the size of the text if there is none.
[[nodiscard]] constexpr std::size_t first_forbidden(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && is_scope_character(text[i])) ++i;
  return i;
}

template <class Rows>
consteval bool scope_names_are_sound() {
  for (const auto& row : Rows::rows) {
    if (row.name.empty() || row.name.size() > max_scope_name_size) return false;
    if (first_forbidden(row.name) != row.name.size()) return false;
  }
  return true;
}

template <class Rows>
consteval bool scope_names_are_without(char c) {
  for (const auto& row : Rows::rows) {
    if (row.name.find(c) != std::string_view::npos) return false;
  }
  return true;
}

/// By a hash with open addresses, since the perfect one comes to no end where a name stands twice.
template <class Rows>
consteval bool scope_names_are_distinct() {
  constexpr std::size_t slots = std::bit_ceil(2 * scope_lookup<Rows>::count);
  std::string_view seen[slots]{};
  for (const auto& row : Rows::rows) {
    std::size_t slot = scope_key::of(row.name).hash(0x9E3779B97F4A7C15) >> 32 & (slots - 1);
    while (!seen[slot].empty()) {
      if (seen[slot] == row.name) return false;
      slot = (slot + 1) & (slots - 1);
    }
    seen[slot] = row.name;
  }
  return true;
}

template <class Rows>
consteval bool scopes_imply_any() {
  for (const auto& row : Rows::rows) {
    if (!row.implies.empty()) return true;
  }
  return false;
}

/// Bits, one for each name.
template <std::size_t Count>
struct scope_bits {
  static constexpr std::size_t word_count = (Count + 63) / 64;
  std::uint64_t words[word_count]{};

  [[nodiscard]] constexpr bool has(std::size_t index) const { return (words[index / 64] >> index % 64 & 1) != 0; }
  constexpr void add(std::size_t index) { words[index / 64] |= std::uint64_t{1} << index % 64; }
  constexpr void add(const scope_bits& other) {
    for (std::size_t i = 0; i < word_count; ++i) words[i] |= other.words[i];
  }
};

/// What each name implies, directly or by way of others, without itself.
template <class Rows>
class scope_closure {
 public:
  static constexpr std::size_t count = scope_lookup<Rows>::count;

  consteval scope_closure() {
    for (std::size_t i = 0; i < count; ++i) {
      if (!Rows::rows[i].implies.empty()) visit(i);
    }
  }

  scope_bits<count> implied[count]{};
  bool names_are_known = true;
  bool has_circle = false;

 private:
  constexpr void visit(std::size_t index) {
    if (state_[index] == state::done) return;
    if (state_[index] == state::open) has_circle = true;
    if (state_[index] == state::open) return;
    state_[index] = state::open;
    const std::string_view names = Rows::rows[index].implies;
    for (std::size_t at = 0; at < names.size(); ++at) {
      const std::size_t size = size_until(' ', names, at);
      const std::size_t other = scope_lookup<Rows>::find(names, at, size);
      if (other == no_scope) names_are_known = false;
      if (other != no_scope) {
        visit(other);
        implied[index].add(other);
        implied[index].add(implied[other]);
      }
      at += size;
    }
    state_[index] = state::done;
  }

  enum class state : unsigned char { untouched, open, done };
  state state_[count]{};
};

template <class Rows>
inline constexpr scope_closure<Rows> closure_of{};

/// Whether Rows is a vocabulary; if not, it does not compile.
template <class Rows>
consteval bool is_scope_vocabulary() {
  constexpr bool names_are_sound = scope_names_are_sound<Rows>();
  static_assert(names_are_sound,
                "jeton: a scope's name has 1 to 255 printable ASCII characters without space, \" and \\");
  if constexpr (names_are_sound) {
    constexpr bool names_are_distinct = scope_names_are_distinct<Rows>();
    static_assert(names_are_distinct, "jeton: a scope's name stands twice in this vocabulary");
    if constexpr (names_are_distinct) {
      static_assert(scope_lookup<Rows>::hash.is_perfect, "jeton: no perfect hash was found for these names");
      if constexpr (scopes_imply_any<Rows>()) {
        constexpr bool implied_names_are_known = closure_of<Rows>.names_are_known;
        static_assert(implied_names_are_known, "jeton: a scope implies a name that the vocabulary does not have");
        constexpr bool implication_has_a_circle = closure_of<Rows>.has_circle;
        static_assert(!implication_has_a_circle, "jeton: scopes imply each other in a circle");
      }
    }
  }
  return true;
}

/// What a name that is none comes to. Deleted rather than asserted, since then every compiler shows the name in its
/// error: as a text (g++, Clang 19), or its letters (Clang 14).
template <fixed_string Name, char... Letters>
void the_vocabulary_has_no_scope() = delete;

/// The index of a name that is known at compile time. A wrong one does not compile.
template <class Rows, fixed_string Name>
consteval std::size_t scope_index() {
  constexpr std::size_t index = scope_lookup<Rows>::find(Name);
  if constexpr (index == no_scope) {
    []<std::size_t... Place>(std::index_sequence<Place...>) {
      the_vocabulary_has_no_scope<Name, Name.chars[Place]...>();
    }(std::make_index_sequence<Name.size()>{});
  }
  return index;
}

}}}  // namespace jeton::v0::detail

#endif
