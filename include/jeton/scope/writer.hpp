// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_WRITER_HPP
#define JETON_SCOPE_WRITER_HPP

#include <cstddef>
#include <string_view>

namespace jeton { inline namespace v0 {

/// How names are written.
struct scope_form {
  std::string_view opening{};  ///< before all
  std::string_view quote{};    ///< before and behind each
  std::string_view between{};
  std::string_view closing{};  ///< behind all
};

/// Writes names in one form into a buffer.
class scope_writer {
 public:
  constexpr scope_writer(scope_form form, char* out, std::size_t room) : form_(form), out_(out), room_(room) {
    append(form_.opening);
  }
  constexpr void add(std::string_view name) {
    if (!is_first_) append(form_.between);
    is_first_ = false;
    append(form_.quote);
    append(name);
    append(form_.quote);
  }
  constexpr void finish() { append(form_.closing); }

  /// What all would take; more than the room where something did not fit.
  [[nodiscard]] constexpr std::size_t size() const { return size_; }

 private:
  constexpr void append(std::string_view text) {
    for (std::size_t i = 0; i < text.size() && size_ + i < room_; ++i) out_[size_ + i] = text[i];
    size_ += text.size();
  }

  scope_form form_;
  char* out_;
  std::size_t room_;
  std::size_t size_ = 0;
  bool is_first_ = true;
};

}}  // namespace jeton::v0

#endif
