// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_STORED_HPP
#define JETON_SCOPE_STORED_HPP

#include <cstddef>
#include <string_view>

#include <jeton/core/result.hpp>
#include <jeton/scope/detail/lookup.hpp>
#include <jeton/scope/detail/text.hpp>
#include <jeton/scope/set.hpp>

namespace jeton { inline namespace v0 {

template <class Vocabulary, class Reading>
class unknown_scopes;

/// What was read from a row of a store, which a newer or older server may have written. Unknown names grant nothing,
/// and are kept for writing the row back: where they are, in the text, which must outlive this. Nothing is allocated.
template <class Vocabulary, class Reading>
class stored_scopes {
 public:
  using unknown_names = unknown_scopes<Vocabulary, Reading>;

  [[nodiscard]] constexpr const scope_set<Vocabulary>& known() const { return known_; }
  /// The names that the vocabulary does not have, in the order of the text and as often as they stand there.
  [[nodiscard]] constexpr unknown_names unknown() const { return unknown_names{start_}; }

 private:
  friend Vocabulary;
  template <class T, class E>
  friend class result;  // which may hold none

  constexpr stored_scopes() = default;
  constexpr explicit stored_scopes(std::string_view text) : start_(text) {}

  scope_set<Vocabulary> known_{};
  Reading start_{};
};

/// The names of a row that its vocabulary does not have: the bytes between separators, or between the quotes of a JSON
/// string with its escapes. Goes through the text as it is asked; linear in its size.
template <class Vocabulary, class Reading>
class unknown_scopes {
 public:
  using value_type = std::string_view;
  using difference_type = std::ptrdiff_t;

  constexpr unknown_scopes() = default;
  constexpr explicit unknown_scopes(const Reading& start) : reading_(start) { ++*this; }

  // A range, and the iterator that goes through it.
  [[nodiscard]] constexpr unknown_scopes begin() const { return *this; }
  [[nodiscard]] constexpr unknown_scopes end() const { return {}; }
  [[nodiscard]] constexpr bool empty() const { return at_end_; }

  [[nodiscard]] constexpr std::string_view operator*() const { return reading_.text_of(item_); }
  constexpr unknown_scopes& operator++() {
    do at_end_ = !reading_.template next<false>(item_);
    while (!at_end_ && item_.index != detail::no_scope);
    return *this;
  }
  constexpr unknown_scopes operator++(int) {
    const unknown_scopes before = *this;
    ++*this;
    return before;
  }
  friend constexpr bool operator==(const unknown_scopes& left, const unknown_scopes& right) {
    return left.at_end_ == right.at_end_ && (left.at_end_ || left.item_.position == right.item_.position);
  }

 private:
  Reading reading_{};
  detail::scope_item item_{};
  bool at_end_ = true;
};

}}  // namespace jeton::v0

#endif
