// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_GENERATE_HPP
#define JETON_FORMAT_GENERATE_HPP

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <jeton/core/random.hpp>
#include <jeton/core/result.hpp>
#include <jeton/core/secret.hpp>
#include <jeton/format/detail/digit_source.hpp>
#include <jeton/format/detail/writer.hpp>
#include <jeton/format/prefixed.hpp>
#include <jeton/format/token.hpp>

namespace jeton { inline namespace v0 {

struct low_entropy_t;
template <std::size_t Count>
struct given_fields;
enum class generate_error : unsigned char;

/// A fresh token: every digit of its fields is drawn without bias from the operating system's CSPRNG, or from `source`.
/// Constexpr when the source is. Bytes of the source are used in order, two for two digits: bytes a, b are the number
/// n = a + 256 b, and of r digits stand for the two of floor(n r^2 / 65536), the first one first; they are skipped
/// where n r^2 mod 65536 < 65536 mod r^2, which would favour some. A field of odd size leaves its last pair's second
/// digit.
///
///     const auto fresh = jeton::generate<acme_pat>();
///     if (!fresh) return failed(describe(fresh.error()));
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, random_error> generate(Source&& source = {});

/// The same for a format whose tokens can be guessed.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, random_error> generate(low_entropy_t, Source&& source = {});

/// A fresh token under the current prefix of `format`.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, random_error> generate(const prefixed<F>& format,
                                                                                     Source&& source = {});

/// Fills `many` with fresh tokens from as few draws as possible (of at most 4 KiB each), or clears all and says why.
template <class F, std::size_t Extent, random_source Source = os_random>
[[nodiscard]] constexpr result<void, random_error> generate(std::span<secret<F::max_size>, Extent> many,
                                                            Source&& source = {});

/// The same under the current prefix of `format`.
template <class F, std::size_t Extent, random_source Source = os_random>
[[nodiscard]] constexpr result<void, random_error> generate(const prefixed<F>& format,
                                                            std::span<secret<prefixed<F>::max_size>, Extent> many,
                                                            Source&& source = {});

/// A token whose fields of variable size are given; those of fixed size are drawn. How much entropy the given ones
/// bring is the caller's to know.
template <class F, std::size_t Count, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, generate_error> generate(const given_fields<Count>& fields,
                                                                             Source&& source = {});

/// The same under the current prefix of `format`.
template <class F, std::size_t Count, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, generate_error> generate(
    const prefixed<F>& format, const given_fields<Count>& fields, Source&& source = {});

/// Said by name where a format of less than 112 bits is meant: `generate<pin>(jeton::low_entropy)`.
struct low_entropy_t {};
inline constexpr low_entropy_t low_entropy{};

/// The texts of a format's fields of variable size, in the order of their bytes: `generate<sanctum>(given("42"))`.
template <std::size_t Count>
struct given_fields {
  std::string_view texts[Count];
};
template <class... Text>
[[nodiscard]] constexpr given_fields<sizeof...(Text)> given(const Text&... texts) {
  return {{std::string_view{texts}...}};
}

/// Why a token with given fields was not made, in the order of the checks.
enum class generate_error : unsigned char {
  field_length,    ///< a given field is too short or too long for the format
  field_alphabet,  ///< a given field has a character that the format does not use there
  random,          ///< the source of randomness failed
};

[[nodiscard]] constexpr std::string_view describe(generate_error error) {
  switch (error) {
    case generate_error::field_length:
      return "a given field is too short or too long for this format";
    case generate_error::field_alphabet:
      return "a given field has a character that this format does not use";
    case generate_error::random:
      return "the source of randomness failed";
  }
  return "unknown fault";
}

namespace detail {

template <class F>
consteval void check_entropy() {
  constexpr bool has_112_bits = F::entropy_bits >= 112;
  static_assert(has_112_bits, "jeton: tokens of this format can be guessed: under 112 bits; say jeton::low_entropy");
}
template <class F>
consteval void check_no_fields_are_given() {
  constexpr bool all_fields_are_drawn = F::layout::variable_count == 0;
  static_assert(all_fields_are_drawn, "jeton: a field of variable size must be given: generate<F>(jeton::given(…))");
}

/// One token under `prefix`; `given` has the texts of its fields of variable size.
template <class F, std::size_t Room, class Source>
constexpr result<secret<Room>, random_error> generate_one(std::string_view prefix, Source& source,
                                                          const std::string_view* given = nullptr) {
  using writer = writer<typename F::layout>;
  constexpr std::size_t size = writer::draw_size(1);
  digit_source<Source, size> digits{source, size};
  result<secret<Room>, random_error> made{
      std::in_place, [&](std::span<char, Room> out) { return writer::write(prefix, digits, given, out.data()); }};
  if (made->empty()) made = digits.error();
  return made;
}

/// One token in each of `many`, or an error and none.
template <class F, std::size_t Room, class Source>
constexpr result<void, random_error> generate_many(std::string_view prefix, std::span<secret<Room>> many,
                                                   Source& source) {
  using writer = writer<typename F::layout>;
  digit_source<Source, os_random::max_draw> digits{source, writer::draw_size(many.size())};
  for (secret<Room>& one : many) {
    one.assign([&](std::span<char, Room> out) { return writer::write(prefix, digits, nullptr, out.data()); });
    if (one.empty()) {
      for (secret<Room>& made : many) made.clear();
      return digits.error();
    }
  }
  return std::in_place;
}

/// One token under `prefix` with the given texts in it.
template <class F, std::size_t Room, std::size_t Count, class Source>
constexpr result<secret<Room>, generate_error> generate_given(std::string_view prefix,
                                                              const given_fields<Count>& fields, Source& source) {
  constexpr bool each_variable_field_is_given = Count == F::layout::variable_count;
  static_assert(each_variable_field_is_given, "jeton: give one text for each field of variable size");
  using writer = writer<typename F::layout>;
  if (!writer::sizes_fit(fields.texts)) return generate_error::field_length;
  if (!writer::digits_fit(fields.texts)) return generate_error::field_alphabet;
  auto made = generate_one<F, Room>(prefix, source, fields.texts);
  if (!made) return generate_error::random;
  return *std::move(made);
}

}  // namespace detail

template <class F, random_source Source>
constexpr result<secret<F::max_size>, random_error> generate(Source&& source) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_one<F, F::max_size>(F::prefix, source);
}

template <class F, random_source Source>
constexpr result<secret<F::max_size>, random_error> generate(low_entropy_t, Source&& source) {
  detail::check_no_fields_are_given<F>();
  return detail::generate_one<F, F::max_size>(F::prefix, source);
}

template <class F, random_source Source>
constexpr result<secret<prefixed<F>::max_size>, random_error> generate(const prefixed<F>& format, Source&& source) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_one<F, prefixed<F>::max_size>(format.prefix(), source);
}

template <class F, std::size_t Extent, random_source Source>
constexpr result<void, random_error> generate(std::span<secret<F::max_size>, Extent> many, Source&& source) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_many<F>(F::prefix, std::span<secret<F::max_size>>{many}, source);
}

template <class F, std::size_t Extent, random_source Source>
constexpr result<void, random_error> generate(const prefixed<F>& format,
                                              std::span<secret<prefixed<F>::max_size>, Extent> many, Source&& source) {
  detail::check_no_fields_are_given<F>();
  detail::check_entropy<F>();
  return detail::generate_many<F>(format.prefix(), std::span<secret<prefixed<F>::max_size>>{many}, source);
}

template <class F, std::size_t Count, random_source Source>
constexpr result<secret<F::max_size>, generate_error> generate(const given_fields<Count>& fields, Source&& source) {
  return detail::generate_given<F, F::max_size>(F::prefix, fields, source);
}

template <class F, std::size_t Count, random_source Source>
constexpr result<secret<prefixed<F>::max_size>, generate_error> generate(const prefixed<F>& format,
                                                                         const given_fields<Count>& fields,
                                                                         Source&& source) {
  return detail::generate_given<F, prefixed<F>::max_size>(format.prefix(), fields, source);
}

}}  // namespace jeton::v0

#endif
