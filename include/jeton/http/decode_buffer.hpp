// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_HTTP_DECODE_BUFFER_HPP
#define JETON_HTTP_DECODE_BUFFER_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/detail/base64.hpp>
#include <jeton/bytes/detail/byte_search.hpp>
#include <jeton/core/wipe.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/http/form_urlencoded.hpp>
#include <jeton/http/grammar.hpp>

namespace jeton { inline namespace v0 {

struct carried_text;
struct taken_text;

/// Room bytes for the texts that have to be decoded, one behind the other. Wiped when it dies.
template <std::size_t Room>
class decode_buffer {
 public:
  /// Begins again. Views of what was decoded before are dead.
  constexpr void restart() { used_ = 0; }

  /// The `user:password` in the credentials of Basic: padded and canonical base64 (RFC 4648 §4).
  constexpr taken_text basic(std::string_view text);

  /// What a field of a form stands for. It is copied only where something is escaped.
  constexpr taken_text field(const carried_text& from);

 private:
  wiped_array<char, Room> chars_;
  std::size_t used_ = 0;
};

/// What a request has under one name: the value that came last, and how many came.
struct carried_text {
  std::string_view value{};
  std::size_t count = 0;
  bool is_encoded = false;  ///< as a field of a form is

  constexpr void add(std::string_view text, bool encoded = false) {
    value = text;
    is_encoded = encoded;
    ++count;
  }
};

/// A text taken out of another, or the place in that one which forbids it.
struct taken_text {
  bool is_good = false;
  std::string_view text{};
  std::size_t position = 0;
};

/// A text as it is, without control characters.
constexpr taken_text take_plain(std::string_view text) {
  if (!no_controls(text)) return {false, {}, first_control(text)};
  return {true, text};
}

template <std::size_t Room>
constexpr taken_text decode_buffer<Room>::basic(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) return {false, {}, text.size()};
  std::size_t size = text.size();
  while (size > text.size() - 2 && detail::is_byte(text[size - 1], '=')) --size;
  const std::string_view digits = text.substr(0, size);
  const std::size_t byte_count = detail::base64_byte_count(size);
  if (byte_count > Room - used_) return {false, {}, detail::base64_digit_count(Room - used_)};
  char* const bytes = chars_.items + used_;
  const detail::base64_answer answer =
      detail::base64_decode<base64_digits, detail::base64_digit_count(Room)>(digits, bytes);
  if (answer == detail::base64_answer::strange_digit) return {false, {}, detail::first_strange<base64_digits>(digits)};
  if (answer == detail::base64_answer::trailing_bits) return {false, {}, size - 1};
  const std::string_view decoded{bytes, byte_count};  // named, as compilers take long over {{bytes, byte_count}}
  if (!no_controls(decoded)) return {};
  used_ += byte_count;
  return {true, decoded};
}

template <std::size_t Room>
constexpr taken_text decode_buffer<Room>::field(const carried_text& from) {
  const std::string_view text = from.value;
  if (!from.is_encoded || text.find_first_of("%+") == std::string_view::npos) return take_plain(text);
  const std::size_t first = used_;
  for (std::size_t i = 0; i < text.size();) {
    const form_byte next = form_byte::at(text, i);
    if (next.size == 0 || used_ == Room || !no_controls({&next.value, 1})) return {false, {}, i};
    chars_.items[used_++] = next.value;
    i += next.size;
  }
  return {true, {chars_.items + first, used_ - first}};
}

}}  // namespace jeton::v0

#endif
