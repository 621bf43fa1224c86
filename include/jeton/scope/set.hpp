// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_SET_HPP
#define JETON_SCOPE_SET_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/core/fixed_string.hpp>
#include <jeton/scope/detail/rules.hpp>

namespace jeton { inline namespace v0 {

/// Scopes of one vocabulary that were granted together. Default-constructed it is empty, and grants nothing.
///
/// Where the vocabulary has implication, every question counts what is implied: `contains`, `is_subset_of` and `&`, so
/// that nobody can forget it. What is stored, listed, written and compared by `==` are the names as they were granted;
/// `normalized()` leaves those out that others imply, `effective()` adds all of them.
template <class Vocabulary>
struct scope_set {
  using vocabulary = Vocabulary;
  class iterator;

  std::uint64_t words[(Vocabulary::size + 63) / 64]{};  ///< a bit for each name, public so that it can be an argument

  // Questions. An index that no name has is contained in no set.

  template <fixed_string Name>
  [[nodiscard]] constexpr bool contains() const {
    return contains(Vocabulary::template index<Name>);
  }
  [[nodiscard]] constexpr bool contains(std::size_t index) const {
    return index < Vocabulary::size && effective().lists(index);
  }
  [[nodiscard]] constexpr bool contains_any_of(const scope_set& others) const {
    const scope_set all = effective();
    std::uint64_t common = 0;
    for (std::size_t i = 0; i < word_count; ++i) common |= all.words[i] & others.words[i];
    return common != 0;
  }
  /// Whether `other` grants all that this grants; an empty set is a subset of every one.
  [[nodiscard]] constexpr bool is_subset_of(const scope_set& other) const {
    const scope_set all = other.effective();
    std::uint64_t missing = 0;
    for (std::size_t i = 0; i < word_count; ++i) missing |= words[i] & ~all.words[i];
    return missing == 0;
  }

  // What was granted.

  /// Whether the name itself was granted, and not only implied.
  [[nodiscard]] constexpr bool lists(std::size_t index) const {
    return index < Vocabulary::size && (words[index / 64] >> index % 64 & 1) != 0;
  }
  [[nodiscard]] constexpr std::size_t size() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  [[nodiscard]] constexpr bool empty() const {
    std::uint64_t any = 0;
    for (const std::uint64_t word : words) any |= word;
    return any == 0;
  }
  /// The names, in the order of the vocabulary.
  [[nodiscard]] constexpr iterator begin() const { return iterator{*this, 0}; }
  [[nodiscard]] constexpr iterator end() const { return iterator{*this, Vocabulary::size}; }

  /// The same rights with all names that are implied.
  [[nodiscard]] constexpr scope_set effective() const {
    scope_set all = *this;
    all.add_implied_by(*this);
    return all;
  }
  /// The same rights with the fewest names: `user gist user:email` becomes `user gist`.
  [[nodiscard]] constexpr scope_set normalized() const {
    scope_set implied;
    implied.add_implied_by(*this);
    scope_set few = *this;
    for (std::size_t i = 0; i < word_count; ++i) few.words[i] &= ~implied.words[i];
    return few;
  }

  // Changes. An index that no name has changes nothing.

  /// Whether the name is new to the set.
  template <fixed_string Name>
  constexpr bool insert() {
    return insert(Vocabulary::template index<Name>);
  }
  constexpr bool insert(std::size_t index) { return index < Vocabulary::size && add(index); }
  /// Takes a name out. What another name of the set implies is still contained.
  template <fixed_string Name>
  constexpr void erase() {
    erase(Vocabulary::template index<Name>);
  }
  constexpr void erase(std::size_t index) {
    if (index < Vocabulary::size) words[index / 64] &= ~(std::uint64_t{1} << index % 64);
  }

  /// What one of the two grants.
  friend constexpr scope_set operator|(const scope_set& left, const scope_set& right) {
    scope_set both = left;
    for (std::size_t i = 0; i < word_count; ++i) both.words[i] |= right.words[i];
    return both;
  }
  /// What both grant: contains x exactly if both contain x. Normalized where the vocabulary has implication.
  friend constexpr scope_set operator&(const scope_set& left, const scope_set& right) {
    scope_set common = left.effective();
    const scope_set other = right.effective();
    for (std::size_t i = 0; i < word_count; ++i) common.words[i] &= other.words[i];
    return common.normalized();
  }
  constexpr scope_set& operator|=(const scope_set& other) { return *this = *this | other; }
  constexpr scope_set& operator&=(const scope_set& other) { return *this = *this & other; }

  /// The same names were granted. Sets of the same rights may differ, unless they are normalized.
  friend constexpr bool operator==(const scope_set&, const scope_set&) = default;

 private:
  friend Vocabulary;
  static constexpr std::size_t word_count = (Vocabulary::size + 63) / 64;

  /// Inserts an index that a name has.
  constexpr bool add(std::size_t index) {
    std::uint64_t& word = words[word_count == 1 ? 0 : index / 64];
    const std::uint64_t before = word;
    word |= std::uint64_t{1} << index % 64;
    return word != before;
  }
  constexpr void add_implied_by(const scope_set& granted) {
    if constexpr (Vocabulary::has_implication) {
      for (std::size_t word = 0; word < word_count; ++word) {
        for (std::uint64_t bits = granted.words[word]; bits != 0; bits &= bits - 1) {
          const std::uint64_t* const implied =
              Vocabulary::implied_by(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
          for (std::size_t i = 0; i < word_count; ++i) words[i] |= implied[i];
        }
      }
    }
  }
};

/// Goes through the names of a set; a copy of it, so that the set may change or die meanwhile.
template <class Vocabulary>
class scope_set<Vocabulary>::iterator {
 public:
  using value_type = std::string_view;
  using difference_type = std::ptrdiff_t;

  constexpr iterator() = default;
  constexpr iterator(const scope_set& names, std::size_t index) : names_(names), index_(index) { go_on(); }

  [[nodiscard]] constexpr std::string_view operator*() const { return Vocabulary::name(index_); }
  [[nodiscard]] constexpr std::size_t index() const { return index_; }
  constexpr iterator& operator++() {
    ++index_;
    go_on();
    return *this;
  }
  constexpr iterator operator++(int) {
    const iterator before = *this;
    ++*this;
    return before;
  }
  friend constexpr bool operator==(const iterator& left, const iterator& right) { return left.index_ == right.index_; }

 private:
  constexpr void go_on() {
    while (index_ < Vocabulary::size && !names_.lists(index_)) ++index_;
  }

  scope_set names_{};
  std::size_t index_ = 0;
};

}}  // namespace jeton::v0

/// By value: sets that are equal have the same hash.
template <class Vocabulary>
struct std::hash<jeton::scope_set<Vocabulary>> {
  [[nodiscard]] constexpr std::size_t operator()(const jeton::scope_set<Vocabulary>& set) const noexcept {
    std::uint64_t sum = 0;
    for (const std::uint64_t word : set.words) {
      sum = (sum ^ word) * 0x9E3779B97F4A7C15;
      sum ^= sum >> 32;
    }
    return static_cast<std::size_t>(sum);
  }
};

#endif
