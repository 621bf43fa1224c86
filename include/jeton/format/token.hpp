// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_TOKEN_HPP
#define JETON_FORMAT_TOKEN_HPP

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <jeton/bytes/byte_set.hpp>
#include <jeton/core/detail/owning_temporary.hpp>
#include <jeton/core/result.hpp>
#include <jeton/format/detail/diagnosis.hpp>
#include <jeton/format/detail/entropy.hpp>
#include <jeton/format/detail/layout.hpp>
#include <jeton/format/detail/overlap.hpp>
#include <jeton/format/detail/regex.hpp>
#include <jeton/format/detail/rules.hpp>
#include <jeton/format/detail/segment.hpp>
#include <jeton/format/fault.hpp>
#include <jeton/format/parts.hpp>

namespace jeton { inline namespace v0 {

/// The proof that a text has format F: only `F::parse` makes one, so a function that needs a checked token asks for it.
/// It is a view: the text must outlive it. One door leads to the text, `expose()`.
template <class F>
class token {
 public:
  using format = F;

  [[nodiscard]] constexpr std::string_view expose() const { return text_; }
  [[nodiscard]] constexpr std::size_t size() const { return text_.size(); }
  /// The bytes of the prefix, which an administrator may have chosen.
  [[nodiscard]] constexpr std::size_t prefix_size() const { return prefix_size_; }

  template <class Stream>
  friend Stream& operator<<(Stream&, const token&) = delete;  // print fingerprint(expose()) instead

 private:
  friend F;
  friend class result<token, token_error>;  // which may hold none

  /// Only F can make one, so that nobody makes a token in the name of `result`.
  class seal {
    friend F;
    constexpr seal() {}
  };

  constexpr token() = default;
  constexpr token(seal, std::string_view text, std::size_t prefix_size) : text_(text), prefix_size_(prefix_size) {}

  std::string_view text_;
  std::size_t prefix_size_ = 0;
};

namespace detail {

/// Bytes of a token; `size` exists where all tokens of a format have the same.
template <std::size_t Min, std::size_t Max>
struct token_sizes {
  static constexpr std::size_t min_size = Min;
  static constexpr std::size_t max_size = Max;
};
template <std::size_t Size>
struct token_sizes<Size, Size> {
  static constexpr std::size_t size = Size;
  static constexpr std::size_t min_size = Size;
  static constexpr std::size_t max_size = Size;
};

inline constexpr byte_set url_unreserved =
    byte_set::of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~");
inline constexpr byte_set word_characters =
    byte_set::of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");

}  // namespace detail

/// A format: its parts in the order of their bytes, which are string literals, fields, checks and length fields.
///
///     using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
///     //   acme_pat_ 0123456789ABCDEFGHIJKLMNOPQRST 2Fv1aT
///     //   |         |                              `------ check: CRC-32 of everything before, 6 base62 digits
///     //   |         `------------------------------------- body:  30 base62 digits (178 bits)
///     //   `----------------------------------------------- prefix
///
/// Parts are found by position, so a separator may be a digit of the field beside it. Of several fields of variable
/// size each but the last must end at a fixed text that cannot begin with one of its digits.
template <detail::part... Part>
struct token_format : detail::token_sizes<(detail::segment_of<Part>::type::min_size + ...),
                                          (detail::segment_of<Part>::type::max_size + ...)> {
 private:
  using segments = detail::list<typename detail::segment_of<Part>::type...>;
  using rules = detail::format_rules<typename detail::segment_of<Part>::type...>;
  using parted = typename rules::parted;

 public:
  using layout = typename detail::layout_of_list<typename parted::rest>::type;

  static constexpr bool variable_fields_end = rules::variable_fields_end();
  static_assert(variable_fields_end,
                "jeton: each variable field but the last must end at a text that cannot begin with one of its digits");
  static constexpr bool checks_cover_something = rules::checks_cover_something();
  static_assert(checks_cover_something, "jeton: a check or length field has nothing before it that it could cover");
  static constexpr bool lengths_fit = rules::lengths_fit();
  static_assert(lengths_fit, "jeton: a length field has too few digits for the size of the field before it");
  static constexpr bool prefix_is_apart = rules::prefix_is_apart();
  static_assert(prefix_is_apart,
                "jeton: the prefix runs into a variable body of the same alphabet, and no check covers the prefix");

  /// The fixed text that tokens begin with; empty where there is none.
  static constexpr std::string_view prefix = parted::prefix;
  /// Which bytes may stand where, for the comparison of formats.
  static constexpr auto pattern = detail::pattern_of(segments{});
  /// The format as a regular expression (PCRE, ECMAScript, and RE2 where no field has more than 1000 digits), without
  /// anchors; for registration with scanners.
  static constexpr auto regex = detail::regex_of(segments{});
  /// The bits of randomness in a generated token.
  static constexpr double entropy_bits = detail::entropy_of(segments{});
  /// Whether a token stands in a URL as it is (RFC 3986 §2.3 unreserved characters).
  static constexpr bool url_safe = pattern.bytes().within(detail::url_unreserved);
  /// Whether a double click selects a whole token: letters, digits and underscores only.
  static constexpr bool double_click_selectable = pattern.bytes().within(detail::word_characters);
  /// How many parts a token has, with its prefix.
  static constexpr std::size_t part_count = layout::count + 1;

  /// Whether `text` is a token of this format: the hot path. Time depends on the text's length, on whether it is
  /// accepted, and for one that is refused on the reason; never on the random digits of an accepted one.
  [[nodiscard, gnu::always_inline]] static constexpr bool valid(std::string_view text) {
    return layout::template valid<prefix.size()>(prefix, text);
  }

  /// The same, with the reason and the place of the first fault.
  [[nodiscard]] static constexpr result<token<token_format>, token_error> parse(std::string_view text) {
    if (!valid(text)) return detail::diagnosis<layout>::of(prefix, text);
    return proof(text, prefix.size());
  }
  template <detail::owning_temporary Text>
  static void parse(Text&&) = delete;  // a token is a view; keep the string in a variable

  /// The same for a format whose prefix is another one than `prefix`; `jeton::prefixed` calls these.
  [[nodiscard]] static constexpr bool valid_after(std::string_view other_prefix, std::string_view text) {
    return layout::valid(other_prefix, text);
  }
  [[nodiscard]] static constexpr result<token<token_format>, token_error> parse_after(std::string_view other_prefix,
                                                                                      std::string_view text) {
    if (!layout::valid(other_prefix, text)) return detail::diagnosis<layout>::of(other_prefix, text);
    return proof(text, other_prefix.size());
  }

  /// Where the parts of a token lie.
  [[nodiscard]] static constexpr token_parts<part_count> parts(const token<token_format>& of) {
    typename layout::bounds found;
    std::size_t stopped = 0;
    (void)layout::place(of.prefix_size(), of.expose(), found, stopped);
    token_parts<part_count> parts;
    parts.items[0] = {part_kind::prefix, 0, of.prefix_size(), layout::prefix_is_covered()};
    for (std::size_t i = 0; i < layout::count; ++i) {
      parts.items[i + 1] = {detail::public_kind(layout::kind[i]), found.at[i], found.size(i), layout::is_covered(i)};
    }
    return parts;
  }

 private:
  static constexpr token<token_format> proof(std::string_view text, std::size_t prefix_size) {
    using made = token<token_format>;
    return made{typename made::seal{}, text, prefix_size};
  }
};

}}  // namespace jeton::v0

#endif
