// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_ROUTE_HPP
#define JETON_GITLAB_ROUTE_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <jeton/bytes/detail/base64.hpp>
#include <jeton/core/random.hpp>
#include <jeton/core/result.hpp>
#include <jeton/core/secret.hpp>
#include <jeton/core/wipe.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/format/prefixed.hpp>
#include <jeton/format/token.hpp>
#include <jeton/gitlab/fault.hpp>
#include <jeton/gitlab/token.hpp>

namespace jeton { inline namespace v0 { namespace gitlab {

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

/// The route in a routable token, of the current or the old form.
template <class F>
[[nodiscard]] constexpr result<route, route_error> route_of(const token<F>& routable_token) {
  const auto parts = F::parts(routable_token);
  const token_part field = parts.first(part_kind::field);
  const std::string_view digits = field.of(routable_token.expose());
  const bool is_v0 = parts.first(part_kind::separator).size == 1;
  constexpr std::size_t max_bytes = jeton::detail::base64_byte_count(F::max_size);
  wiped_array<unsigned char, max_bytes> bytes;
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
  wiped_array<char, max_bytes> payload;
  for (std::size_t i = 0; i < payload_size; ++i) payload.items[i] = static_cast<char>(bytes.items[first + i]);
  return route::parse({payload.items, payload_size});
}

}}}  // namespace jeton::v0::gitlab

#endif
