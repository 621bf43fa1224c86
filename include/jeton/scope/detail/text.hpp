// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_DETAIL_TEXT_HPP
#define JETON_SCOPE_DETAIL_TEXT_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/scope/detail/lookup.hpp>
#include <jeton/scope/detail/rules.hpp>
#include <jeton/scope/writer.hpp>

/// The forms in which scopes stand in a text. A reading goes from name to name and knows how to write one form.
namespace jeton { inline namespace v0 { namespace detail {

/// A name as it stands in the text, and which one it is.
struct scope_item {
  std::size_t position = 0;
  std::size_t size = 0;          ///< bytes of the text
  std::size_t index = no_scope;  ///< in the vocabulary
  std::size_t forbidden = 0;     ///< position of the first byte that no name may have, if there is no index
};

/// Names between separators: one space (RFC 6749 §3.3), or a comma with or without a space behind it.
template <class Rows, char Separator>
class separated_names {
 public:
  static constexpr scope_form form{.between = Separator == ',' ? ", " : " "};

  constexpr separated_names() = default;
  constexpr explicit separated_names(std::string_view text) : text_(text) {}

  /// Goes on to the next name; false at the end. What is empty counts as a name if it is `strict`, else it is passed
  /// by.
  template <bool Strict>
  [[nodiscard, gnu::always_inline]] constexpr bool next(scope_item& item) {
    constexpr bool a_name_has_the_separator = !scope_names_are_without<Rows>(Separator);
    static_assert(!a_name_has_the_separator, "jeton: a scope's name has a comma, so commas cannot stand between names");
    if constexpr (!Strict) {
      for (; at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == Separator); ++at_) places_ >>= 1;
      if (at_ >= text_.size()) return false;
    } else if (places_ == 0 && at_ > text_.size()) {
      return false;
    }
    item.position = at_;
    item.size = next_size();
    item.index = scope_lookup<Rows>::find(text_, at_, item.size);
    at_ += item.size + 1;
    if (Separator == ',' && at_ < text_.size() && text_[at_] == ' ') ++at_, places_ >>= 1;
    return true;
  }
  /// Completes an item without an index.
  constexpr void look_closer(scope_item& item) const {
    item.forbidden = item.position + first_forbidden(text_.substr(item.position, item.size));
  }
  [[nodiscard]] constexpr bool is_broken() const { return false; }
  [[nodiscard]] constexpr std::size_t position() const { return at_; }
  [[nodiscard]] constexpr std::string_view text_of(const scope_item& item) const {
    return {text_.data() + item.position, item.size};
  }

 private:
  /// The bytes to the next separator, which is passed. Their places are found for 64 bytes at once, so that one name
  /// need not wait for the end of another to be known.
  [[gnu::always_inline]] constexpr std::size_t next_size() {
    if (places_ == 0) places_ = kernel::places_of(Separator, text_.data() + at_, text_.size() - at_);
    if (places_ == 0) [[unlikely]]
      return size_from(at_, text_);
    const auto size = static_cast<unsigned>(std::countr_zero(places_));
    places_ = places_ >> size >> 1;
    return size;
  }

  [[gnu::noinline]] static constexpr std::size_t size_from(std::size_t at, std::string_view text) {
    return size_until(Separator, text, at);
  }

  std::string_view text_{};
  std::size_t at_ = text_.empty() ? 1 : 0;  // behind the end: an empty text has no name, and not one that is empty
  std::uint64_t places_ = 0;                // of separators and the end, from `at_` on
};

/// A JSON array of strings (RFC 8259), and nothing but white space around it.
template <class Rows>
class json_names {
 public:
  static constexpr scope_form form{.opening = "[", .quote = "\"", .between = ",", .closing = "]"};

  constexpr json_names() = default;
  constexpr explicit json_names(std::string_view text) : text_(text) {}

  /// Goes on to the next name; false at the end, and where the text is broken.
  template <bool Strict>
  [[nodiscard]] constexpr bool next(scope_item& item) {
    do {
      if (!reach_string()) return false;
      item.position = at_;
      item.size = size_until('"', text_, at_);
      item.index = scope_lookup<Rows>::find(text_, at_, item.size);
      at_ += item.size;
      if ((item.index == no_scope || at_ == text_.size()) && !read_string(item)) return false;
      ++at_;
    } while (!Strict && item.size == 0);
    return true;
  }
  constexpr void look_closer(scope_item&) const {}  // `next` has looked
  [[nodiscard]] constexpr bool is_broken() const { return is_broken_; }
  [[nodiscard]] constexpr std::size_t position() const { return at_; }
  [[nodiscard]] constexpr std::string_view text_of(const scope_item& item) const {
    return {text_.data() + item.position, item.size};
  }

 private:
  /// What a string says, as far as it could be a name.
  struct decoded_name {
    char chars[max_scope_name_size]{};
    std::size_t size = 0;

    constexpr void add(unsigned c) {
      if (size < max_scope_name_size) chars[size] = static_cast<char>(static_cast<unsigned char>(c));
      ++size;
    }
    [[nodiscard]] constexpr std::size_t index() const {
      return size <= max_scope_name_size ? scope_lookup<Rows>::find({chars, size}) : no_scope;
    }
  };

  constexpr bool broken() {
    is_broken_ = true;
    return false;
  }
  [[nodiscard]] constexpr char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  constexpr bool skip(char c) {
    if (here() != c) return false;
    ++at_;
    return true;
  }
  constexpr void skip_space() {
    while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r') ++at_;
  }

  /// Goes on to the first byte within the next string.
  constexpr bool reach_string() {
    skip_space();
    const bool is_first = !is_open_;
    if (is_first && !skip('[')) return broken();
    is_open_ = true;
    if (is_first) skip_space();
    if (is_first ? here() != ']' : skip(',')) {
      skip_space();
      return skip('"') || broken();
    }
    if (!skip(']')) return broken();
    skip_space();
    return at_ == text_.size() ? false : broken();
  }

  /// Reads a string with care, from its first byte to its quote: escapes, and bytes that no name has.
  constexpr bool read_string(scope_item& item) {
    at_ = item.position;
    decoded_name name;
    item.forbidden = no_scope;
    while (here() != '"') {
      const std::size_t position = at_;
      if (position == text_.size()) return broken();
      unsigned c = static_cast<unsigned char>(text_[at_++]);
      if (c == '\\' && !read_escape(c)) return broken();
      if (c > '~' || !is_scope_character(static_cast<char>(c))) {
        if (item.forbidden == no_scope) item.forbidden = position;
      }
      name.add(c);
    }
    item.size = at_ - item.position;
    item.index = item.forbidden == no_scope ? name.index() : no_scope;
    if (item.forbidden == no_scope) item.forbidden = at_;
    return true;
  }

  /// Reads what stands behind a backslash; `c` becomes the UTF-16 unit that is meant.
  constexpr bool read_escape(unsigned& c) {
    c = static_cast<unsigned char>(here());
    if (c == '"' || c == '\\' || c == '/') return ++at_, true;
    if (c == 'b' || c == 'f' || c == 'n' || c == 'r' || c == 't') return c = ' ', ++at_, true;  // no name has any
    if (c != 'u') return false;
    ++at_;
    c = 0;
    for (const std::size_t end = at_ + 4; at_ < end; ++at_) {
      const char digit = here();
      const char lower = static_cast<char>(digit | 0x20);
      if (digit >= '0' && digit <= '9') {
        c = c * 16 + static_cast<unsigned>(digit - '0');
      } else if (lower >= 'a' && lower <= 'f') {
        c = c * 16 + static_cast<unsigned>(lower - 'a') + 10;
      } else {
        return false;
      }
    }
    return true;
  }

  std::string_view text_{};
  std::size_t at_ = 0;
  bool is_open_ = false;
  bool is_broken_ = false;
};

}}}  // namespace jeton::v0::detail

#endif
