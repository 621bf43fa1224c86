// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_ASSEMBLE_HPP
#define JETON_FORMAT_ASSEMBLE_HPP

#include <cstddef>
#include <span>
#include <string_view>

#include <jeton/format/detail/writer.hpp>
#include <jeton/format/generate.hpp>

namespace jeton { inline namespace v0 {

/// Writes a token of format F, under `prefix`, whose fields are all given; texts and checks come with the format.
/// Nothing is drawn, so what cannot be guessed must be in the fields: this is for a profile whose fields say something.
/// Gives the size of the token; 0 where a field is too short or too long for the format, or `out` has no room. The
/// characters of the fields are not looked at, as they may be secret: they must be digits of the format.
///
///     jeton::secret<F::max_size> token{[&](auto out) { return jeton::assemble<F>(F::prefix, jeton::given(body), out);
///     }};
template <class F, std::size_t Count>
constexpr std::size_t assemble(std::string_view prefix, const given_fields<Count>& fields, std::span<char> out);

namespace detail {

/// For a format whose fields are all given.
struct nothing_to_draw {
  template <class Digits>
  static constexpr bool draw(char*, std::size_t) {
    return false;
  }
};

}  // namespace detail

template <class F, std::size_t Count>
constexpr std::size_t assemble(std::string_view prefix, const given_fields<Count>& fields, std::span<char> out) {
  using writer = detail::writer<typename F::layout>;
  constexpr bool each_field_is_given = Count == F::layout::variable_count && writer::draws_nothing;
  static_assert(each_field_is_given, "jeton: give one text for each field; none of a fixed size, which would be drawn");
  const std::size_t most = prefix.size() + F::max_size - F::prefix.size();
  if (!writer::sizes_fit(fields.texts) || most > out.size()) return 0;
  detail::nothing_to_draw nothing;
  return writer::write(prefix, nothing, fields.texts, out.data());
}

}}  // namespace jeton::v0

#endif
