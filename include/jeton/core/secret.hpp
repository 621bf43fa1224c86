// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_SECRET_HPP
#define JETON_CORE_SECRET_HPP

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include <jeton/core/constant_time.hpp>
#include <jeton/core/wipe.hpp>

namespace jeton { inline namespace v0 {

/// A text of at most N bytes that is nobody's business: a fresh token, a decoded credential. Held inside the object,
/// wiped when it dies and when it is moved from. One door leads to the text, and it can be searched for: `expose()`.
/// `==` takes the same time wherever the texts differ; there is no order, no stream and no format.
template <std::size_t N>
class secret {
 public:
  /// Empty.
  constexpr secret() = default;

  /// `fill` writes into the N bytes it is given and returns how many it wrote; 0 means that it failed, and what it
  /// wrote is wiped. So the text never stands elsewhere.
  template <class Fill>
    requires std::invocable<Fill&, std::span<char, N>>
  constexpr explicit secret(Fill&& fill) {
    assign(fill);
  }

  constexpr secret(secret&& other) noexcept { take(other); }
  constexpr secret& operator=(secret&& other) noexcept {
    if (this != &other) take(other);
    return *this;
  }
  secret(const secret&) = delete;
  secret& operator=(const secret&) = delete;
  constexpr ~secret() { clear(); }

  /// The text itself. The view must not outlive this object.
  [[nodiscard]] constexpr std::string_view expose() const& { return {chars_, size_}; }
  std::string_view expose() const&& = delete;

  [[nodiscard]] static constexpr std::size_t capacity() { return N; }
  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }

  /// Replaces the text by what `fill` writes, as the constructor does.
  template <class Fill>
  constexpr void assign(Fill&& fill) {
    clear();
    size_ = fill(std::span<char, N>{chars_});
    if (size_ == 0 || size_ > N) clear();
  }

  /// Wipes all N bytes.
  constexpr void clear() noexcept {
    wipe(chars_, N);
    size_ = 0;
  }

  /// Two empty secrets are not equal: nothing is not a credential.
  template <std::size_t M>
  friend constexpr bool operator==(const secret& left, const secret<M>& right) {
    return !left.empty() && constant_time::equal(left.expose(), right.expose());
  }

  template <class Stream>
  friend Stream& operator<<(Stream&, const secret&) = delete;  // print fingerprint(expose()) instead

 private:
  constexpr void take(secret& other) noexcept {
    for (std::size_t i = 0; i < N; ++i) chars_[i] = other.chars_[i];
    size_ = other.size_;
    other.clear();
  }

  char chars_[N]{};
  std::size_t size_ = 0;
};

}}  // namespace jeton::v0

#endif
