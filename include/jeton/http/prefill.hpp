// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_HTTP_PREFILL_HPP
#define JETON_HTTP_PREFILL_HPP

#include <cstddef>
#include <span>
#include <string_view>

#include <jeton/core/result.hpp>
#include <jeton/http/fault.hpp>
#include <jeton/http/form_urlencoded.hpp>
#include <jeton/lifecycle/plain_text.hpp>
#include <jeton/lifecycle/request.hpp>
#include <jeton/scope/row.hpp>

namespace jeton { inline namespace v0 {

/// What a link suggests for a new token. A person looks at it before anything is made.
///
///     const auto form = jeton::read_prefill<acme_scopes>("name=deploy&scopes=repo:read");
///     if (form) show(form->name(), form->scopes);
template <class Vocabulary>
struct prefilled {
  static constexpr std::size_t max_text_size = 4 * token_request<Vocabulary>::max_text_size;  ///< bytes

  char name_chars[max_text_size]{};
  char description_chars[max_text_size]{};
  std::size_t name_size = 0;
  std::size_t description_size = 0;
  typename Vocabulary::set scopes{};

  [[nodiscard]] constexpr std::string_view name() const { return {name_chars, name_size}; }
  [[nodiscard]] constexpr std::string_view description() const { return {description_chars, description_size}; }
};

/// Reads what a link to the form for a new token fills in: `name=Example+token&scopes=api,read_user`, and perhaps
/// `description=`. Other fields and unknown scopes are passed by. The position is that of the field. Linear time.
template <class Vocabulary>
[[nodiscard]] constexpr result<prefilled<Vocabulary>, error_at<prefill_fault>> read_prefill(std::string_view query);

namespace detail {

/// Decodes a field that is a text.
constexpr result<std::size_t, prefill_fault> read_prefilled(std::string_view encoded, std::span<char> out) {
  std::size_t size = 0;
  for (std::size_t position = 0; position < encoded.size();) {
    const form_byte next = form_byte::at(encoded, position);
    if (next.size == 0) return prefill_fault::escape;
    if (size < out.size()) out[size] = next.value;
    ++size;
    position += next.size;
  }
  if (size > out.size()) return prefill_fault::text;
  const char* const text = out.data();
  const auto count = count_plain({text, size});
  if (!count || *count > out.size() / 4) return prefill_fault::text;
  return size;
}

/// Decodes names of scopes with commas, and perhaps spaces, between them. What is no name of the vocabulary suggests
/// nothing.
template <class Vocabulary>
constexpr result<typename Vocabulary::set, prefill_fault> read_scopes(std::string_view encoded) {
  typename Vocabulary::set scopes;
  char name[max_scope_name_size]{};
  std::size_t size = 0;
  std::size_t spaces = 0;  // behind what there is of a name
  const auto add = [&](char c) {
    if (size < sizeof name) name[size] = c;
    ++size;
  };
  const auto finish = [&] {
    const char* const begin = name;
    if (size <= sizeof name) scopes.insert(Vocabulary::index_of({begin, size}));
    size = spaces = 0;
  };
  for (std::size_t position = 0; position < encoded.size();) {
    const form_byte next = form_byte::at(encoded, position);
    if (next.size == 0) return prefill_fault::escape;
    position += next.size;
    if (next.value == ',') {
      finish();
    } else if (next.value == ' ') {
      spaces += size > 0 ? 1 : 0;
    } else {
      for (; spaces > 0; --spaces) add(' ');
      add(next.value);
    }
  }
  finish();
  return scopes;
}

}  // namespace detail

template <class Vocabulary>
constexpr result<prefilled<Vocabulary>, error_at<prefill_fault>> read_prefill(std::string_view query) {
  prefilled<Vocabulary> form;
  bool seen[3]{};
  error_at<prefill_fault> fault;
  bool is_good = true;
  for_each_form_field(query, [&](std::string_view name, std::string_view value) {
    constexpr std::string_view names[] = {"name", "description", "scopes"};
    for (std::size_t i = 0; is_good && i < 3; ++i) {
      if (!form_equals(name, names[i])) continue;
      const auto refuse = [&](prefill_fault reason) {
        fault = {reason, static_cast<std::size_t>(name.data() - query.data())};
        is_good = false;
      };
      if (seen[i]) return refuse(prefill_fault::repeated);
      seen[i] = true;
      if (i == 2) {
        const auto scopes = detail::read_scopes<Vocabulary>(value);
        if (!scopes) return refuse(scopes.error());
        form.scopes = *scopes;
      } else {
        const auto size = detail::read_prefilled(value, i == 0 ? form.name_chars : form.description_chars);
        if (!size) return refuse(size.error());
        (i == 0 ? form.name_size : form.description_size) = *size;
      }
    }
  });
  if (!is_good) return fault;
  return form;
}

}}  // namespace jeton::v0

#endif
