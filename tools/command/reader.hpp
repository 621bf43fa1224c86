// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_READER_HPP
#define JETON_COMMAND_READER_HPP

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <jeton/format/identify.hpp>
#include <jeton/format/opaque.hpp>
#include <jeton/format/prefixed.hpp>

#include "gitlab_route.hpp"

namespace jeton_command {

/// What is inside a valid token.
struct contents {
  std::vector<jeton::token_part> parts;
  std::optional<route_report> route;
};

/// Judges texts by one format or by several; a format is its index in the catalogue.
class reader {
 public:
  virtual ~reader() = default;

  /// Which format a text has, or the first fault.
  [[nodiscard]] virtual jeton::result<std::size_t, jeton::token_error> judge(std::string_view text) const = 0;
  /// The parts of a text that has the format.
  [[nodiscard]] virtual contents look_into(std::size_t format, std::string_view text) const = 0;
  /// How many leading bytes of a text are a known prefix; of several prefixes the longest counts.
  [[nodiscard]] virtual std::size_t known_prefix_size(std::string_view text) const = 0;
};

namespace detail {

template <class F>
std::size_t prefix_size_in(std::string_view text, const F&) {
  return text.starts_with(F::prefix) ? F::prefix.size() : 0;
}
template <class F>
std::size_t prefix_size_in(std::string_view text, const jeton::prefixed<F>& format) {
  std::size_t longest = 0;
  for (std::size_t i = 0; i < format.prefix_count(); ++i) {
    const std::string_view prefix = format.prefix(i);
    if (text.starts_with(prefix) && prefix.size() > longest) longest = prefix.size();
  }
  return longest;
}

template <class F>
contents contents_of(const jeton::token<F>& token) {
  contents found;
  if constexpr (requires { F::parts(token); }) {
    const auto parts = F::parts(token);
    found.parts.assign(parts.begin(), parts.end());
  } else {
    found.parts.push_back({jeton::part_kind::field, 0, token.size(), false});
  }
  if constexpr (routable_v1<F> || routable_v0<F>) found.route = report_route(token);
  return found;
}

template <class Format>
void look_into(bool is_it, const Format& format, std::string_view text, contents& found) {
  if (!is_it) return;
  if (const auto token = format.parse(text)) found = contents_of(*token);
}

/// One value of several; a std::tuple of a hundred types takes half a minute to compile.
template <class Format>
struct held {
  Format value;
};

}  // namespace detail

/// The reader of formats that are neighbours in the catalogue; each is a value, as `jeton::identify` takes it.
template <class... Format>
class reader_of final : public reader, detail::held<Format>... {
 public:
  explicit reader_of(std::size_t first, const Format&... formats) : detail::held<Format>{formats}..., first_(first) {}

  [[nodiscard]] jeton::result<std::size_t, jeton::token_error> judge(std::string_view text) const override {
    const auto index = jeton::identify(text, detail::held<Format>::value...);
    if (!index) return index.error();
    return first_ + *index;
  }

  [[nodiscard]] contents look_into(std::size_t format, std::string_view text) const override {
    contents found;
    std::size_t index = first_;
    (detail::look_into(index++ == format, detail::held<Format>::value, text, found), ...);
    return found;
  }

  [[nodiscard]] std::size_t known_prefix_size(std::string_view text) const override {
    std::size_t longest = 0;
    ((longest = std::max(longest, detail::prefix_size_in(text, detail::held<Format>::value))), ...);
    return longest;
  }

 private:
  std::size_t first_;
};

}  // namespace jeton_command

#endif
