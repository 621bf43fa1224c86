// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_GENERATE_ROUTABLE_HPP
#define JETON_GITLAB_GENERATE_ROUTABLE_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include <jeton/bytes/detail/base64.hpp>
#include <jeton/core/random.hpp>
#include <jeton/core/result.hpp>
#include <jeton/core/secret.hpp>
#include <jeton/core/wipe.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/assemble.hpp>
#include <jeton/format/prefixed.hpp>
#include <jeton/gitlab/fault.hpp>
#include <jeton/gitlab/route.hpp>

namespace jeton { inline namespace v0 { namespace gitlab {

struct route_fields;

/// A fresh routable token with 128 random bits; F is of the current form. The source gives 16 bytes.
///
///     const auto fresh = gl::generate_routable<gl::personal_access_token>({.organization = 1u, .user = 42u});
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, routable_error> generate_routable(const route_fields& fields,
                                                                                      Source&& source = {});

/// The same under the current prefix of `format`.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, routable_error> generate_routable(
    const prefixed<F>& format, const route_fields& fields, Source&& source = {});

inline constexpr std::size_t max_payload_size = 159;  ///< bytes that GitLab's generator allows

/// A value of a route: a number, written in base36, or a text as it is. Blank ones are left out.
class route_value {
 public:
  constexpr route_value() = default;
  template <std::convertible_to<std::string_view> Text>
  constexpr route_value(const Text& text) : text_(text) {}  // NOLINT: implicit, for designated initialisers
  route_value(std::nullptr_t) = delete;                     // not a literal 0 either; say 0u
  template <std::unsigned_integral Number>
  constexpr route_value(Number number) {  // NOLINT: likewise
    std::uint64_t rest = number;
    do {
      digits_[--first_] = base36_digits::digits[rest % 36];
      rest /= 36;
    } while (rest != 0);
  }

  [[nodiscard]] constexpr std::string_view view() const {
    return first_ == most_digits ? text_ : std::string_view{digits_ + first_, most_digits - first_};
  }

 private:
  static constexpr std::size_t most_digits = 13;  // of 2^64 - 1
  std::string_view text_;
  char digits_[most_digits]{};
  std::size_t first_ = most_digits;
};

/// Where a new token belongs. GitLab asks for an organization, and for a cell once cells are in use.
struct route_fields {
  route_value cell{};
  route_value group{};
  route_value organization{};
  route_value project{};
  route_value runner_type{};
  route_value user{};
};

namespace detail {

/// The payload of a route: lines in the order of their keys.
struct payload_writer {
  char text[max_payload_size]{};
  std::size_t size = 0;
  bool fits = true;

  constexpr void put(std::string_view piece) {
    fits = fits && piece.size() <= max_payload_size - size;
    for (std::size_t i = 0; fits && i < piece.size(); ++i) text[size++] = piece[i];
  }
  constexpr void line(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    if (size > 0) put("\n");
    put(key);
    put(value);
  }
};

template <class F, std::size_t Room, class Source>
constexpr result<secret<Room>, routable_error> make_routable(std::string_view prefix, const route_fields& fields,
                                                             Source& source) {
  if (fields.cell.view().empty() && fields.organization.view().empty()) return routable_error::unrouted;
  const route_value* const values[] = {&fields.cell,    &fields.group,       &fields.organization,
                                       &fields.project, &fields.runner_type, &fields.user};
  constexpr std::string_view keys[] = {"c:", "g:", "o:", "p:", "t:", "u:"};
  payload_writer payload;
  for (std::size_t i = 0; i < 6; ++i) {
    if (values[i]->view().find('\n') != std::string_view::npos) return routable_error::characters;
    payload.line(keys[i], values[i]->view());
  }
  if (!payload.fits) return routable_error::too_large;

  wiped_array<unsigned char, Room> bytes;  // as many as the digits, and so more than enough
  if (!source(std::span<unsigned char>{bytes.items, routable_random_size})) return routable_error::random;
  std::size_t size = routable_random_size;
  for (std::size_t i = 0; i < payload.size; ++i) bytes.items[size++] = static_cast<unsigned char>(payload.text[i]);
  bytes.items[size++] = static_cast<unsigned char>(payload.size);
  wiped_array<char, Room> digits;
  jeton::detail::base64_encode<base64url_digits, Room>(bytes.items, size, digits.items);

  const auto body = given(std::string_view{digits.items, jeton::detail::base64_digit_count(size)});
  return result<secret<Room>, routable_error>{
      std::in_place, [&](std::span<char, Room> out) { return assemble<F>(prefix, body, out); }};
}

}  // namespace detail

template <class F, random_source Source>
constexpr result<secret<F::max_size>, routable_error> generate_routable(const route_fields& fields, Source&& source) {
  return detail::make_routable<F, F::max_size>(F::prefix, fields, source);
}

template <class F, random_source Source>
constexpr result<secret<prefixed<F>::max_size>, routable_error> generate_routable(const prefixed<F>& format,
                                                                                  const route_fields& fields,
                                                                                  Source&& source) {
  return detail::make_routable<F, prefixed<F>::max_size>(format.prefix(), fields, source);
}

}}}  // namespace jeton::v0::gitlab

#endif
