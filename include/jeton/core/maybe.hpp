// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_MAYBE_HPP
#define JETON_CORE_MAYBE_HPP

#include <jeton/core/result.hpp>

namespace jeton { inline namespace v0 {

/// A value or none, as a column that may be null: std::optional for small values, without what <optional> costs to
/// include. To read the value of none ends the program.
template <class T>
class maybe {
 public:
  using value_type = T;

  /// None.
  constexpr maybe() = default;
  constexpr maybe(const T& value) : value_(value), has_value_(true) {}  // NOLINT: implicit, as with std::optional

  [[nodiscard]] constexpr bool has_value() const { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }
  constexpr const T& operator*() const {
    if (!has_value_) [[unlikely]]
      detail::trap();
    return value_;
  }
  constexpr const T* operator->() const { return &**this; }

  friend constexpr bool operator==(const maybe&, const maybe&) = default;

 private:
  T value_{};
  bool has_value_ = false;
};

}}  // namespace jeton::v0

#endif
