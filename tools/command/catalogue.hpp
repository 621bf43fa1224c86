// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_CATALOGUE_HPP
#define JETON_COMMAND_CATALOGUE_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "anatomy.hpp"
#include "generator.hpp"
#include "output.hpp"
#include "prefixes.hpp"
#include "reader.hpp"

namespace jeton_command {

/// How it is known that tokens of a format look so.
enum class evidence : unsigned char {
  documented,  ///< the issuer says so, in documentation or in source code
  verified,    ///< the check was recomputed on published tokens
  reported,    ///< a rule of secret scanners; a shape without a check
  weak,        ///< one token, or a third party's word
};

inline std::string_view name_of(evidence value) {
  switch (value) {
    case evidence::documented:
      return "documented";
    case evidence::verified:
      return "verified";
    case evidence::reported:
      return "reported";
    case evidence::weak:
      return "weak";
  }
  return "unknown";
}

/// What people call a format. Names are lower-case letters, digits and hyphens.
struct label {
  std::string_view name;
  std::string_view issuer{};
  evidence known_by = evidence::documented;
};

/// A format and what people call it: `named<acme_pat>{"acme-pat", "Acme"}`.
template <class F>
struct named : label {};

/// The formats of a command, in the order in which they are listed. No text may be of two of them.
template <class... F>
struct catalogue {
  std::array<label, sizeof...(F)> labels;

  constexpr catalogue(named<F>... formats) : labels{formats...} {}  // NOLINT: implicit, a list is a catalogue
};

/// A format of a catalogue as data and functions, so that the command itself is no template.
struct format_entry {
  label called;
  std::string_view prefix;
  std::string_view regex;
  std::size_t min_size;
  std::size_t max_size;
  double random_bits;
  bool can_be_guessed;
  bool url_safe;
  bool double_click_selectable;
  std::span<const format_part> parts;
  std::string_view why_not_generated;
  void (*generate)(output&, const generate_order&);
  std::unique_ptr<reader> (*read)(std::size_t index, const prefix_list&);
};

/// A catalogue whose types are forgotten.
struct format_list {
  std::span<const format_entry> formats;
  std::unique_ptr<reader> (*read_all)(const prefix_list&);

  /// The bytes of a line that decide about it: one more than any token has, under any prefix.
  [[nodiscard]] std::size_t deciding_size() const {
    std::size_t longest = 0;
    for (const format_entry& format : formats) longest = std::max(longest, format.max_size);
    constexpr std::size_t prefix_and_hyphen = 21;
    return longest + prefix_and_hyphen + 1;
  }
};

namespace detail {

template <class F>
std::unique_ptr<reader> read(std::size_t index, const prefix_list& prefixes) {
  if (!takes_a_prefix<F> && !prefixes.is_standard()) {
    throw failure{"--prefix: this format has no prefix that another one could replace"};
  }
  return std::unique_ptr<reader>{new reader_of<decltype(readable<F>(prefixes))>{index, readable<F>(prefixes)}};
}

template <class... F>
std::unique_ptr<reader> read_all(const prefix_list& prefixes) {
  [[maybe_unused]] constexpr auto formats_that_overlap_do_not_compile = jeton::identify<F...>("");
  return std::unique_ptr<reader>{new reader_of<decltype(readable<F>(prefixes))...>{0, readable<F>(prefixes)...}};
}

template <class F>
constexpr format_entry entry_of(const label& called) {
  return {called,
          F::prefix,
          F::regex,
          F::min_size,
          F::max_size,
          random_bits<F>(),
          can_be_guessed<F>(),
          F::url_safe,
          F::double_click_selectable,
          parts_of_format<F>,
          why_not_generated<F>(),
          [](output& out, const generate_order& order) { generate_tokens<F>(out, order); },
          read<F>};
}

template <class... F, std::size_t... I>
std::array<format_entry, sizeof...(F)> entries_of(const catalogue<F...>& formats, std::index_sequence<I...>) {
  return {entry_of<F>(formats.labels[I])...};
}

}  // namespace detail

template <class... F>
std::array<format_entry, sizeof...(F)> entries_of(const catalogue<F...>& formats) {
  return detail::entries_of(formats, std::index_sequence_for<F...>{});
}

template <class... F>
format_list list_of(const catalogue<F...>&, std::span<const format_entry> entries) {
  return {entries, detail::read_all<F...>};
}

}  // namespace jeton_command

#endif
