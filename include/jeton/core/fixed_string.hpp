// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_FIXED_STRING_HPP
#define JETON_CORE_FIXED_STRING_HPP

#include <cstddef>
#include <string_view>

namespace jeton { inline namespace v0 {

/// A text of exactly N bytes that can be a template argument: a prefix, an alphabet, a scope's name. Also the type of
/// short printable results, such as a digest in hex. Not for secrets: it is not wiped.
template <std::size_t N>
struct fixed_string {
  char chars[N + 1]{};  ///< the text and one NUL, public because a template argument must be

  constexpr fixed_string() = default;
  constexpr fixed_string(const char (&literal)[N + 1]) {  // NOLINT: implicit, so that a literal can be an argument
    for (std::size_t i = 0; i < N; ++i) chars[i] = literal[i];
  }

  [[nodiscard]] static constexpr std::size_t size() { return N; }
  [[nodiscard]] constexpr const char* data() const { return chars; }
  [[nodiscard]] constexpr std::string_view view() const { return {chars, N}; }
  constexpr operator std::string_view() const { return view(); }  // NOLINT: a text is a view of itself
};

template <std::size_t N, std::size_t M>
constexpr fixed_string<N + M> operator+(const fixed_string<N>& left, const fixed_string<M>& right) {
  fixed_string<N + M> both;
  for (std::size_t i = 0; i < N; ++i) both.chars[i] = left.chars[i];
  for (std::size_t i = 0; i < M; ++i) both.chars[N + i] = right.chars[i];
  return both;
}

template <std::size_t N>
constexpr bool operator==(const fixed_string<N>& left, std::string_view right) {
  return left.view() == right;
}
template <std::size_t N, std::size_t M>
constexpr bool operator==(const fixed_string<N>& left, const fixed_string<M>& right) {
  return left.view() == right.view();
}

template <std::size_t Size>
fixed_string(const char (&)[Size]) -> fixed_string<Size - 1>;

}}  // namespace jeton::v0

#endif
