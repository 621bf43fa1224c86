// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_NAME_SEARCH_HPP
#define JETON_LIFECYCLE_NAME_SEARCH_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/detail/unicode.hpp>
#include <jeton/core/result.hpp>
#include <jeton/lifecycle/fault.hpp>

namespace jeton { inline namespace v0 {

/// A search for names, as a person types it: a name must contain each word, `"and each phrase"`, upper or lower case
/// (of ASCII). What has fewer than three characters is dropped; if nothing is left, the name must equal the whole
/// search. White space counts as one space, and none at the ends. Empty, it matches every name.
///
///     const auto search = jeton::name_search::parse(R"(deploy "on call")");
///     if (search && search->matches(row.name)) show(row);
class name_search {
 public:
  static constexpr std::size_t max_size = 1024;    ///< bytes
  static constexpr std::size_t min_term_size = 3;  ///< characters

  constexpr name_search() = default;

  [[nodiscard]] static constexpr result<name_search, search_fault> parse(std::string_view text) {
    name_search made;
    for (const char c : text) {
      const bool is_gap = c == ' ' || (c >= '\t' && c <= '\r');
      if (is_gap && (made.size_ == 0 || made.text_[made.size_ - 1] == ' ')) continue;
      if (made.size_ == max_size) return search_fault::size;
      made.text_[made.size_++] = is_gap ? ' ' : lower(c);
    }
    if (made.size_ > 0 && made.text_[made.size_ - 1] == ' ') --made.size_;
    return made;
  }

  /// Linear in the size of the name times that of the search.
  [[nodiscard]] constexpr bool matches(std::string_view name) const {
    if (size_ == 0) return true;
    bool has_terms = false;
    for (std::size_t at = 0; at < size_;) {
      const std::string_view term = next_term(at);
      if (!is_long(term)) continue;
      if (!contains(name, term)) return false;
      has_terms = true;
    }
    return has_terms || (name.size() == size_ && begins_with(name, {text_, size_}));
  }

 private:
  static constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

  /// The word or phrase at a position, and goes behind it and its space.
  [[nodiscard]] constexpr std::string_view next_term(std::size_t& at) const {
    const std::string_view rest{text_ + at, size_ - at};
    if (rest[0] == '"') {
      const std::size_t quote = rest.find('"', 1);
      const bool is_phrase = quote != rest.npos && quote > 1 && (quote + 1 == rest.size() || rest[quote + 1] == ' ');
      if (is_phrase) {
        at += quote + 2;
        return rest.substr(1, quote - 1);
      }
    }
    const std::string_view word = rest.substr(0, rest.find(' '));
    at += word.size() + 1;
    return word;
  }
  static constexpr bool is_long(std::string_view term) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < term.size(); at += detail::text_character::at(term, at).size) ++characters;
    return characters >= min_term_size;
  }
  static constexpr bool begins_with(std::string_view name, std::string_view term) {
    for (std::size_t i = 0; i < term.size(); ++i) {
      if (lower(name[i]) != term[i]) return false;
    }
    return true;
  }
  static constexpr bool contains(std::string_view name, std::string_view term) {
    for (std::size_t at = 0; at + term.size() <= name.size(); ++at) {
      if (begins_with(name.substr(at), term)) return true;
    }
    return false;
  }

  char text_[max_size]{};  ///< with single spaces and lower-case letters
  std::size_t size_ = 0;
};

}}  // namespace jeton::v0

#endif
