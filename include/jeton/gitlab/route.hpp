// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_ROUTE_HPP
#define JETON_GITLAB_ROUTE_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <jeton/bytes/detail/base64.hpp>
#include <jeton/core/detail/wipe.hpp>
#include <jeton/core/random.hpp>
#include <jeton/core/result.hpp>
#include <jeton/core/secret.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/detail/digit_source.hpp>
#include <jeton/format/detail/writer.hpp>
#include <jeton/format/prefixed.hpp>
#include <jeton/format/token.hpp>
#include <jeton/gitlab/token.hpp>

namespace jeton { inline namespace v0 { namespace gitlab {

/// Why a routable token names no route, in the order of the checks.
enum class route_fault : unsigned char {
  encoding,   ///< the payload field is not canonical base64url; position in the token
  length,     ///< the length byte inside leaves less than 16 random bytes, or the payload has more than 208;
              ///< position 0, or 208
  line,       ///< not `key:value`, the key one lower-case letter and the value not empty; position in the payload
  duplicate,  ///< a key comes twice; position in the payload
  number,     ///< asked as a number, a value is no base36 number below 2^64
};
using route_error = error_at<route_fault>;

[[nodiscard]] constexpr std::string_view describe(route_fault fault) {
  switch (fault) {
    case route_fault::encoding:
      return "the payload is not canonical base64url";
    case route_fault::length:
      return "the length inside contradicts the length of the payload";
    case route_fault::line:
      return "a line of the payload is not key:value";
    case route_fault::duplicate:
      return "a key of the payload comes twice";
    case route_fault::number:
      return "a value of the payload is not a base36 number below 2^64";
  }
  return "unknown fault";
}

/// What a routable token says about where it belongs: `key:value` lines. For routing only: nothing of it is
/// authenticated, and GitLab's own application never reads it. Keys that this version does not name are kept, and
/// `value` finds them.
class route {
 public:
  static constexpr std::size_t max_size = 208;  ///< bytes of payload that fit into 300 base64url digits

  constexpr route() = default;

  [[nodiscard]] constexpr std::string_view payload() const { return {payload_, size_}; }
  [[nodiscard]] constexpr std::string_view cell() const { return value('c'); }
  [[nodiscard]] constexpr std::string_view group() const { return value('g'); }
  [[nodiscard]] constexpr std::string_view organization() const { return value('o'); }
  [[nodiscard]] constexpr std::string_view project() const { return value('p'); }
  [[nodiscard]] constexpr std::string_view runner_type() const { return value('t'); }
  [[nodiscard]] constexpr std::string_view user() const { return value('u'); }

  /// The text after `key:`; empty where the key is absent. The view must not outlive this object.
  [[nodiscard]] constexpr std::string_view value(char key) const {
    for (std::size_t at = 0; at < size_;) {
      const std::string_view line = line_at(at);
      if (line[0] == key) return line.substr(2);
      at += line.size() + 1;
    }
    return {};
  }

  /// The value of a key as the number it is in base36.
  [[nodiscard]] constexpr result<std::uint64_t, route_error> number(char key) const {
    std::uint64_t sum = 0;
    const std::string_view digits = value(key);
    for (const char digit : digits) {
      std::size_t place = 0;
      while (place < base36_digits::size && base36_digits::digits[place] != digit) ++place;
      if (place == base36_digits::size || sum > (~std::uint64_t{0} - place) / 36) return route_fault_of(key);
      sum = sum * 36 + place;
    }
    if (digits.empty()) return route_fault_of(key);
    return sum;
  }

  /// Reads a payload: lines of `key:value` with a line feed between them.
  [[nodiscard]] static constexpr result<route, route_error> parse(std::string_view payload) {
    route made;
    if (payload.size() > max_size) return route_error{route_fault::length, max_size};
    for (std::size_t i = 0; i < payload.size(); ++i) made.payload_[i] = payload[i];
    made.size_ = payload.size();
    std::uint32_t seen = 0;
    std::size_t at = 0;
    do {
      const std::string_view line = made.line_at(at);
      if (line.size() < 3 || line[0] < 'a' || line[0] > 'z' || line[1] != ':')
        return route_error{route_fault::line, at};
      const std::uint32_t key = std::uint32_t{1} << (line[0] - 'a');
      if ((seen & key) != 0) return route_error{route_fault::duplicate, at};
      seen |= key;
      at += line.size() + 1;
    } while (at <= payload.size());
    return made;
  }

 private:
  [[nodiscard]] constexpr std::string_view line_at(std::size_t at) const {
    std::size_t end = at;
    while (end < size_ && payload_[end] != '\n') ++end;
    return {payload_ + at, end - at};
  }
  [[nodiscard]] constexpr route_error route_fault_of(char key) const {
    const std::string_view found = value(key);
    return {route_fault::number, found.empty() ? size_ : static_cast<std::size_t>(found.data() - payload_)};
  }

  char payload_[max_size]{};
  std::size_t size_ = 0;
};

inline constexpr std::size_t routable_random_size = 16;  ///< bytes, GitLab's RANDOM_BYTES_LENGTH; readers take more
inline constexpr std::size_t max_payload_size = 159;     ///< bytes that GitLab's generator allows

/// The route in a routable token, of the current or the old form.
template <class F>
[[nodiscard]] constexpr result<route, route_error> route_of(const token<F>& routable_token) {
  const auto parts = F::parts(routable_token);
  const token_part field = parts.first(part_kind::field);
  const std::string_view digits = field.of(routable_token.expose());
  const bool is_v0 = parts.first(part_kind::separator).size == 1;
  constexpr std::size_t max_bytes = jeton::detail::base64_byte_count(F::max_size);
  jeton::detail::wiped_array<unsigned char, max_bytes> bytes;
  if (digits.size() % 4 == 1 || jeton::detail::base64_decode<base64url_digits, F::max_size>(digits, bytes.items) !=
                                    jeton::detail::base64_answer::good) {
    return route_error{route_fault::encoding, field.position};
  }
  const std::size_t size = jeton::detail::base64_byte_count(digits.size());
  // The last byte counts the payload in the current form, the random bytes before it in the old one.
  const std::size_t last = bytes.items[size - 1];
  const std::size_t random_size = is_v0 ? last : size - 1 - last;
  if (last > size - 1 || random_size < routable_random_size) return route_error{route_fault::length, 0};
  const std::size_t payload_size = size - 1 - random_size;
  const std::size_t first = is_v0 ? 0 : random_size;
  jeton::detail::wiped_array<char, max_bytes> payload;
  for (std::size_t i = 0; i < payload_size; ++i) payload.items[i] = static_cast<char>(bytes.items[first + i]);
  return route::parse({payload.items, payload_size});
}

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

/// Why no routable token was made, in the order of the checks.
enum class routable_error : unsigned char {
  unrouted,    ///< neither a cell nor an organization is given
  characters,  ///< a value has a line feed, which would begin another line
  too_large,   ///< the payload has more than 159 bytes (GitLab's PayloadTooLarge)
  random,      ///< the source of randomness failed
};

[[nodiscard]] constexpr std::string_view describe(routable_error error) {
  switch (error) {
    case routable_error::unrouted:
      return "a routable token needs an organization or a cell";
    case routable_error::characters:
      return "a value of the route has a line feed";
    case routable_error::too_large:
      return "the payload of the route has more than 159 bytes";
    case routable_error::random:
      return "the source of randomness failed";
  }
  return "unknown fault";
}

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

  jeton::detail::wiped_array<unsigned char, Room> bytes;  // as many as the digits, and so more than enough
  if (!source(std::span<unsigned char>{bytes.items, routable_random_size})) return routable_error::random;
  std::size_t size = routable_random_size;
  for (std::size_t i = 0; i < payload.size; ++i) bytes.items[size++] = static_cast<unsigned char>(payload.text[i]);
  bytes.items[size++] = static_cast<unsigned char>(payload.size);
  jeton::detail::wiped_array<char, Room> digits;
  jeton::detail::base64_encode<base64url_digits, Room>(bytes.items, size, digits.items);

  using writer = jeton::detail::writer<typename F::layout>;
  const std::string_view body{digits.items, jeton::detail::base64_digit_count(size)};
  jeton::detail::nothing_to_draw nothing;
  return result<secret<Room>, routable_error>{
      std::in_place, [&](std::span<char, Room> out) { return writer::write(prefix, nothing, &body, out.data()); }};
}

}  // namespace detail

/// A fresh routable token with 128 random bits; F is of the current form. The source gives 16 bytes.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<F::max_size>, routable_error> generate_routable(const route_fields& fields,
                                                                                      Source&& source = {}) {
  return detail::make_routable<F, F::max_size>(F::prefix, fields, source);
}

/// The same under the current prefix of `format`.
template <class F, random_source Source = os_random>
[[nodiscard]] constexpr result<secret<prefixed<F>::max_size>, routable_error> generate_routable(
    const prefixed<F>& format, const route_fields& fields, Source&& source = {}) {
  return detail::make_routable<F, prefixed<F>::max_size>(format.prefix(), fields, source);
}

}}}  // namespace jeton::v0::gitlab

#endif
