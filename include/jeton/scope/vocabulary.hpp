// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_VOCABULARY_HPP
#define JETON_SCOPE_VOCABULARY_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <jeton/core/detail/owning_temporary.hpp>
#include <jeton/core/fixed_string.hpp>
#include <jeton/core/result.hpp>
#include <jeton/scope/detail/lookup.hpp>
#include <jeton/scope/detail/rules.hpp>
#include <jeton/scope/detail/text.hpp>
#include <jeton/scope/fault.hpp>
#include <jeton/scope/requirement.hpp>
#include <jeton/scope/row.hpp>
#include <jeton/scope/set.hpp>
#include <jeton/scope/stored.hpp>
#include <jeton/scope/writer.hpp>

namespace jeton { inline namespace v0 {

/// A closed set of scopes. A handful as literals: `scope_vocabulary<"repo:read", "repo:write">`; more, or names that
/// carry data, as a table: `scope_vocabulary<table{}>`, where table has `static constexpr scope_row rows[] = {…};`.
/// Names obey RFC 6749 §3.3; a wrong or repeated one does not compile, nor an implication in a circle. The order of the
/// names is the canonical one.
template <detail::scope_entry... Entries>
class scope_vocabulary {
  static_assert(sizeof...(Entries) > 0, "jeton: a vocabulary has one scope at least");
  using table = detail::scope_rows<Entries...>;
  using lookup = detail::scope_lookup<table>;
  static_assert(detail::is_scope_vocabulary<table>());

  using spaces = detail::separated_names<table, ' '>;
  using commas = detail::separated_names<table, ','>;
  using json = detail::json_names<table>;
  using written = result<std::string_view, scope_write_fault>;

  template <class Reading>
  static consteval std::size_t written_size_of_all() {
    scope_writer writer{Reading::form, nullptr, 0};
    for (const scope_row& each : table::rows) writer.add(each.name);
    writer.finish();
    return writer.size();
  }

 public:
  using set = scope_set<scope_vocabulary>;

  static constexpr std::size_t size = lookup::count;
  static constexpr std::size_t npos = detail::no_scope;  ///< the index of no name
  static constexpr bool has_implication = detail::scopes_imply_any<table>();

  /// The rows, in their order.
  [[nodiscard]] static constexpr const scope_row (&rows())[size] { return table::rows; }
  [[nodiscard]] static constexpr const scope_row& row(std::size_t index) { return table::rows[index]; }
  [[nodiscard]] static constexpr std::string_view name(std::size_t index) { return table::rows[index].name; }
  /// Which name this is; npos if it is none.
  [[nodiscard]] static constexpr std::size_t index_of(std::string_view name) { return lookup::find(name); }
  template <fixed_string Name>
  static constexpr std::size_t index = detail::scope_index<table, Name>();
  /// The bits of the names that one implies, in the words of a set.
  [[nodiscard]] static constexpr const std::uint64_t* implied_by(std::size_t index) {
    return detail::closure_of<table>.implied[index].words;
  }

  // Sets and requirements of names that are known at compile time.

  template <fixed_string... Names>
  [[nodiscard]] static consteval set of() {
    constexpr std::size_t indexes[sizeof...(Names) + 1] = {index<Names>...};  // no fold: Clang ends those at 256
    set made;
    for (std::size_t i = 0; i < sizeof...(Names); ++i) made.insert(indexes[i]);
    return made;
  }
  /// Met by a token that has one of the names, or one that implies it.
  template <fixed_string... Names>
  [[nodiscard]] static consteval any_scope<set> any_of() {
    static_assert(sizeof...(Names) > 0, "jeton: a requirement without a name is spelled jeton::any_valid_token()");
    return {of<Names...>()};
  }
  /// Met by a token that has each of the names, or some that imply them.
  template <fixed_string... Names>
  [[nodiscard]] static consteval all_scopes<set> all_of() {
    static_assert(sizeof...(Names) > 0, "jeton: a requirement without a name is spelled jeton::any_valid_token()");
    return {of<Names...>()};
  }

  // Reading. An empty text is the empty set, which grants nothing. Linear in the size of the text.

  /// RFC 6749 §3.3: one space between names.
  [[nodiscard]] static constexpr result<set, scope_error> parse(std::string_view text) { return read<spaces>(text); }
  /// A comma between names, and perhaps a space behind it: GitHub's X-OAuth-Scopes.
  [[nodiscard]] static constexpr result<set, scope_error> parse_commas(std::string_view text) {
    return read<commas>(text);
  }
  /// A JSON array of strings; escapes mean what they mean in JSON.
  [[nodiscard]] static constexpr result<set, scope_error> parse_json(std::string_view text) { return read<json>(text); }

  // Reading what a store has, written perhaps by a newer or older server. Unknown names grant nothing and are kept for
  // writing back. Names may come twice, and be missing between separators.

  using stored = stored_scopes<scope_vocabulary, spaces>;
  using stored_commas = stored_scopes<scope_vocabulary, commas>;
  using stored_json = stored_scopes<scope_vocabulary, json>;

  [[nodiscard]] static constexpr stored parse_stored(std::string_view text) { return read_stored<spaces>(text); }
  [[nodiscard]] static constexpr stored_commas parse_stored_commas(std::string_view text) {
    return read_stored<commas>(text);
  }
  /// The error is `syntax`, and no other.
  [[nodiscard]] static constexpr result<stored_json, scope_error> parse_stored_json(std::string_view text) {
    json reading{text};
    detail::scope_item item;
    while (reading.template next<false>(item)) continue;
    if (reading.is_broken()) return scope_error{scope_fault::syntax, reading.position()};
    return read_stored<json>(text);
  }
  template <detail::owning_temporary Text>
  static void parse_stored(Text&&) = delete;  // unknown names are views; keep the string in a variable
  template <detail::owning_temporary Text>
  static void parse_stored_commas(Text&&) = delete;
  template <detail::owning_temporary Text>
  static void parse_stored_json(Text&&) = delete;

  // Writing, into a buffer of the caller's: the part of it that was written. parse(write(s)) == s.

  static constexpr std::size_t max_written_size = written_size_of_all<spaces>();
  static constexpr std::size_t max_commas_size = written_size_of_all<commas>();
  static constexpr std::size_t max_json_size = written_size_of_all<json>();

  [[nodiscard]] static constexpr written write(const set& scopes, std::span<char> out) {
    return write_all<spaces>(scopes, {}, out);
  }
  [[nodiscard]] static constexpr written write_commas(const set& scopes, std::span<char> out) {
    return write_all<commas>(scopes, {}, out);
  }
  [[nodiscard]] static constexpr written write_json(const set& scopes, std::span<char> out) {
    return write_all<json>(scopes, {}, out);
  }
  /// The same with the unknown names of a row behind the known ones. Unless scopes were added, a buffer of the size of
  /// the row's text is enough; of commas, 3 bytes for each 2 of it.
  [[nodiscard]] static constexpr written write(const set& scopes,
                                               const unknown_scopes<scope_vocabulary, spaces>& unknown,
                                               std::span<char> out) {
    return write_all<spaces>(scopes, unknown, out);
  }
  [[nodiscard]] static constexpr written write_commas(const set& scopes,
                                                      const unknown_scopes<scope_vocabulary, commas>& unknown,
                                                      std::span<char> out) {
    return write_all<commas>(scopes, unknown, out);
  }
  [[nodiscard]] static constexpr written write_json(const set& scopes,
                                                    const unknown_scopes<scope_vocabulary, json>& unknown,
                                                    std::span<char> out) {
    return write_all<json>(scopes, unknown, out);
  }

 private:
  /// Why a name was not put into the set. Apart, and given copies, so that what reads good names stays in registers.
  template <class Reading>
  [[nodiscard, gnu::noinline]] static constexpr scope_error fault_of(Reading reading, detail::scope_item item) {
    if (item.index != npos) return {scope_fault::duplicate, item.position};
    reading.look_closer(item);
    if (item.size == 0) return {scope_fault::empty_item, item.position};
    const bool is_sound = item.forbidden == item.position + item.size;
    return is_sound ? scope_error{scope_fault::unknown, item.position}
                    : scope_error{scope_fault::character, item.forbidden};
  }
  template <class Reading>
  [[nodiscard]] static constexpr stored_scopes<scope_vocabulary, Reading> read_stored(std::string_view text) {
    stored_scopes<scope_vocabulary, Reading> row{text};
    Reading reading{text};
    detail::scope_item item;
    while (reading.template next<false>(item)) row.known_.insert(item.index);
    return row;
  }
  template <class Reading>
  [[nodiscard]] static constexpr written write_all(const set& scopes, unknown_scopes<scope_vocabulary, Reading> unknown,
                                                   std::span<char> out) {
    scope_writer writer{Reading::form, out.data(), out.size()};
    for (const std::string_view name : scopes) writer.add(name);
    for (; !unknown.empty(); ++unknown) writer.add(*unknown);
    writer.finish();
    if (writer.size() > out.size()) return scope_write_fault::room;
    return std::string_view{out.data(), writer.size()};
  }
  template <class Reading>
  [[nodiscard]] static constexpr result<set, scope_error> read(std::string_view text) {
    set held;
    Reading reading{text};
    detail::scope_item item;
    while (reading.template next<true>(item)) {
      if (item.index == npos || !held.add(item.index)) [[unlikely]]
        return fault_of(reading, {item.position, item.size, item.index, item.forbidden});
    }
    if (reading.is_broken()) return scope_error{scope_fault::syntax, reading.position()};
    return held;
  }
};

}}  // namespace jeton::v0

#endif
