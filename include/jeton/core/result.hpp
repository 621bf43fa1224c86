// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_RESULT_HPP
#define JETON_CORE_RESULT_HPP

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#if !defined(__GNUC__)
#include <cstdlib>
#endif

namespace jeton { inline namespace v0 {

namespace detail {
[[noreturn]] void trap() noexcept;
}  // namespace detail

/// A value, or the reason why there is none. The names are those of std::expected (C++23); what differs:
/// - default-constructed it is an error, so that forgotten or zeroed memory never grants anything;
/// - nothing throws: `*r` and `r->` of an error end the program, in every build;
/// - T is default-constructible. The result is trivially copyable when T and E are.
template <class T, class E>
class [[nodiscard]] result {
 public:
  using value_type = T;
  using error_type = E;

  constexpr result() = default;
  constexpr result(T value) : value_(std::move(value)), has_value_(true) {}  // NOLINT: implicit, `return value;`
  constexpr result(E error) : error_(error) {}                               // NOLINT: implicit, `return error;`

  /// Makes the value in place from `arguments`, of which there is one at least.
  template <class... A>
    requires(sizeof...(A) > 0)
  constexpr explicit result(std::in_place_t, A&&... arguments)
      : value_(std::forward<A>(arguments)...), has_value_(true) {}

  [[nodiscard]] constexpr bool has_value() const { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }

  constexpr T& operator*() & { return checked(), value_; }
  constexpr const T& operator*() const& { return checked(), value_; }
  constexpr T&& operator*() && { return checked(), std::move(value_); }
  constexpr T* operator->() { return checked(), &value_; }
  constexpr const T* operator->() const { return checked(), &value_; }

  /// The reason; of a result that has a value, a value-initialised E without meaning.
  [[nodiscard]] constexpr const E& error() const { return error_; }

  template <class U>
  [[nodiscard]] constexpr T value_or(U&& other) const& {
    return has_value_ ? value_ : static_cast<T>(std::forward<U>(other));
  }
  /// `next(value)`, which returns a result with the same error type, or this error.
  template <class F>
  constexpr auto and_then(F&& next) const& -> std::invoke_result_t<F, const T&> {
    if (has_value_) return std::forward<F>(next)(value_);
    return error_;
  }
  /// `change(value)` as the new value, or this error.
  template <class F>
  constexpr auto transform(F&& change) const& -> result<std::invoke_result_t<F, const T&>, E> {
    if (has_value_) return std::forward<F>(change)(value_);
    return error_;
  }

 private:
  constexpr void checked() const {
    if (!has_value_) [[unlikely]]
      detail::trap();
  }

  T value_{};
  E error_{};
  bool has_value_ = false;
};

/// Success without a value, or a reason. Default-constructed it is an error; success is spelled `std::in_place`.
template <class E>
class [[nodiscard]] result<void, E> {
 public:
  using value_type = void;
  using error_type = E;

  constexpr result() = default;
  constexpr result(E error) : error_(error) {}             // NOLINT: implicit, `return error;`
  constexpr result(std::in_place_t) : has_value_(true) {}  // NOLINT: implicit, `return std::in_place;`
  [[nodiscard]] constexpr bool has_value() const { return has_value_; }
  constexpr explicit operator bool() const { return has_value_; }
  [[nodiscard]] constexpr const E& error() const { return error_; }

 private:
  E error_{};
  bool has_value_ = false;
};

/// A reason and the place where a person will look for the fault. Compares with a bare reason too.
template <class Reason>
class error_at {
 public:
  constexpr error_at() = default;
  constexpr error_at(Reason reason, std::size_t position) : reason_(reason), position_(position) {}

  [[nodiscard]] constexpr Reason reason() const { return reason_; }
  /// The first wrong byte, counted from 0; the size of the text where something is missing at its end.
  [[nodiscard]] constexpr std::size_t position() const { return position_; }

  friend constexpr bool operator==(const error_at&, const error_at&) = default;
  friend constexpr bool operator==(const error_at& error, Reason reason) { return error.reason_ == reason; }

 private:
  Reason reason_{};
  std::size_t position_ = 0;
};

/// The reason in words, without the position.
template <class Reason>
[[nodiscard]] constexpr auto describe(const error_at<Reason>& error) -> decltype(describe(error.reason())) {
  return describe(error.reason());
}

namespace detail {

/// Ends the program. Reading the value of an error is a bug of the caller that must never pass for a grant.
inline void trap() noexcept {
#if defined(__GNUC__)
  __builtin_trap();
#else
  std::abort();
#endif
}

}  // namespace detail

}}  // namespace jeton::v0

#endif
