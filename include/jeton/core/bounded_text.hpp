// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_BOUNDED_TEXT_HPP
#define JETON_CORE_BOUNDED_TEXT_HPP

#include <cstddef>
#include <string_view>

namespace jeton { inline namespace v0 {

/// A text of at most Room bytes that is written piece by piece, as long as the pieces fit.
template <std::size_t Room>
class bounded_text {
 public:
  constexpr bounded_text& put(char c) {
    fits_ = fits_ && size_ < Room;
    if (fits_) chars_[size_++] = c;
    return *this;
  }
  constexpr bounded_text& put(std::string_view piece) {
    for (const char c : piece) put(c);
    return *this;
  }

  /// Whether all of it was written.
  [[nodiscard]] constexpr bool fits() const { return fits_; }
  [[nodiscard]] constexpr std::string_view view() const { return {chars_, size_}; }

 private:
  char chars_[Room]{};
  std::size_t size_ = 0;
  bool fits_ = true;
};

}}  // namespace jeton::v0

#endif
