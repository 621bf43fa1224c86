// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_PREFIXED_HPP
#define JETON_FORMAT_PREFIXED_HPP

#include <cstddef>
#include <string_view>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/format/fault.hpp>
#include <jeton/format/token.hpp>

namespace jeton { inline namespace v0 {

/// Whether an administrator may write `c` into a prefix (GitLab's rule for its instance prefix).
[[nodiscard]] constexpr bool is_prefix_character(char c);

/// Where an administrator's prefix stands.
enum class prefix_place : unsigned char {
  alone,            ///< in place of the format's own prefix: `corp_…`
  before_standard,  ///< and a hyphen, in front of it: `acme-glpat-…`
};

/// Format F under a prefix that is known only at run time, and under earlier ones, since old tokens outlive a change. A
/// value with the members of a format: `ours.parse(text)`, `generate(ours)`. The check is computed as F's is, over the
/// prefix that the token really has.
///
///     auto ours = jeton::prefixed<acme_pat>::make("corp_");
///     if (ours && ours->accept_earlier("old_")) serve(*ours);
template <class F>
class prefixed {
 public:
  using format = F;
  static constexpr std::size_t max_prefix_size = 20;  ///< characters of an administrator's choice
  static constexpr std::size_t max_prefixes = 8;      ///< the current one and seven earlier ones
  static constexpr std::size_t min_size = F::min_size - F::prefix.size();
  static constexpr std::size_t max_size = F::max_size + max_prefix_size + 1;

  /// The format whose tokens are generated under `prefix`: 0 to 20 characters.
  [[nodiscard]] static constexpr result<prefixed, prefix_error> make(std::string_view prefix,
                                                                     prefix_place place = prefix_place::alone) {
    prefixed made;
    if (const auto added = made.accept_earlier(prefix, place); !added) return added.error();
    return made;
  }

  /// Accepts tokens under an earlier prefix too. One that is accepted already changes nothing.
  constexpr result<void, prefix_error> accept_earlier(std::string_view prefix,
                                                      prefix_place place = prefix_place::alone) {
    constexpr bool any_prefix_is_apart =
        F::layout::least[0] == F::layout::most[0] || F::layout::prefix_is_covered() || !F::layout::has_check();
    static_assert(any_prefix_is_apart,
                  "jeton: a prefix of any text could run into the variable body, and no check covers the prefix");
    if (prefix.size() > max_prefix_size) return prefix_error{prefix_fault::length, max_prefix_size};
    for (std::size_t i = 0; i < prefix.size(); ++i) {
      if (!is_prefix_character(prefix[i])) return prefix_error{prefix_fault::alphabet, i};
    }
    entry next;
    next.append(prefix);
    if (place == prefix_place::before_standard) {
      if (!prefix.empty()) next.append("-");
      next.append(F::prefix);
    }
    for (std::size_t i = 0; i < count_; ++i) {
      if (entries_[i].view() == next.view()) return std::in_place;
    }
    if (count_ == max_prefixes) return prefix_error{prefix_fault::room, 0};
    entries_[count_++] = next;
    return std::in_place;
  }

  /// The prefix of new tokens.
  [[nodiscard]] constexpr std::string_view prefix() const { return entries_[0].view(); }
  /// How many prefixes are accepted, and which; the first is the current one.
  [[nodiscard]] constexpr std::size_t prefix_count() const { return count_; }
  [[nodiscard]] constexpr std::string_view prefix(std::size_t index) const {
    return index < count_ ? entries_[index].view() : std::string_view{};
  }

  [[nodiscard]] constexpr bool valid(std::string_view text) const {
    for (std::size_t i = 0; i < count_; ++i) {
      if (F::valid_after(entries_[i].view(), text)) return true;
    }
    return false;
  }

  /// The error is that of the prefix under which the text came furthest.
  [[nodiscard]] constexpr result<token<F>, token_error> parse(std::string_view text) const {
    token_error furthest;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto parsed = F::parse_after(entries_[i].view(), text);
      if (parsed) return parsed;
      furthest = detail::further(furthest, parsed.error());
    }
    return furthest;
  }
  template <detail::owning_temporary Text>
  void parse(Text&&) const = delete;  // a token is a view; keep the string in a variable

 private:
  friend class result<prefixed, prefix_error>;  // which may hold none

  struct entry {
    char chars[max_prefix_size + 1 + F::prefix.size()]{};
    std::size_t size = 0;

    constexpr void append(std::string_view piece) {
      for (const char c : piece) chars[size++] = c;
    }
    [[nodiscard]] constexpr std::string_view view() const { return {chars, size}; }
  };

  constexpr prefixed() = default;

  entry entries_[max_prefixes]{};
  std::size_t count_ = 0;
};

constexpr bool is_prefix_character(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool is_decimal = c >= '0' && c <= '9';
  return is_letter || is_decimal || c == '_' || c == '+' || c == '=' || c == '/' || c == '@' || c == ':' || c == '.' ||
         c == '-';
}

}}  // namespace jeton::v0

#endif
