// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_DIGIT_SOURCE_HPP
#define JETON_DETAIL_DIGIT_SOURCE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <jeton/constant_time.hpp>
#include <jeton/detail/divide.hpp>
#include <jeton/detail/kernel.hpp>
#include <jeton/detail/wipe.hpp>
#include <jeton/random.hpp>

namespace jeton::inline v0::detail {

/// Bytes at or above this would favour the first digits: 256 is no multiple of most radices.
constexpr std::size_t unbiased_limit(std::size_t radix) { return 256 - 256 % radix; }

/// How many bytes to draw for `digits` digits, so that a second draw is seldom needed: what is skipped on average, and
/// four standard deviations or more.
constexpr std::size_t bytes_for(std::size_t digits, std::size_t radix) {
  const std::size_t skipped = 256 - unbiased_limit(radix);
  if (skipped == 0) return digits;
  return digits + digits * skipped / unbiased_limit(radix) + digits / 8 + 4;
}

/// Unbiased digits out of random bytes, which are drawn in blocks of up to Capacity and wiped.
template <class Source, std::size_t Capacity>
class digit_source {
 public:
  /// `expected` bytes will be needed in all.
  constexpr digit_source(Source& source, std::size_t expected) : source_(source), expected_(expected) {}

  /// Writes `size` digits; false, and nothing useful, where the source fails.
  template <class Digits>
  constexpr bool draw(char* out, std::size_t size) {
    for (std::size_t done = 0; done < size;) {
      const std::size_t some = size - done < chunk ? size - done : chunk;
      if (!draw_values<Digits::size>(some)) return false;
      kernel::encode<Digits>(values_.items, out + done, some);
      done += some;
    }
    return true;
  }
  /// Writes `size` random bytes.
  constexpr bool draw_bytes(unsigned char* out, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      if (next_ == end_ && !refill()) return false;
      out[i] = bytes_.items[next_++];
    }
    return true;
  }

  [[nodiscard]] constexpr random_error error() const { return error_; }

 private:
  static constexpr std::size_t chunk = 64;
  static constexpr int max_blocks = 16;  // for one chunk: at least half of all random bytes stand for a digit

  template <std::uint32_t Radix>
  constexpr bool draw_values(std::size_t size) {
    constexpr auto limit = static_cast<std::uint32_t>(unbiased_limit(Radix));
    int blocks = 0;
    std::size_t have = 0;
    while (have < size) {
      if (next_ == end_) {
        if (++blocks > max_blocks) return fail(random_error::stuck);
        if (!refill()) return false;
      }
      const std::uint32_t byte = bytes_.items[next_++];
      values_.items[have] = static_cast<unsigned char>(divide<Radix>(byte).rest);
      have += constant_time::value_barrier((byte - limit) >> 31);  // one that is skipped is overwritten
    }
    return true;
  }

  constexpr bool refill() {
    const std::size_t wanted = expected_ > 0 ? expected_ : chunk;
    const std::size_t size = wanted < Capacity ? wanted : Capacity;
    if (!source_(std::span<unsigned char>{bytes_.items, size})) return fail(random_error::unavailable);
    expected_ -= expected_ < size ? expected_ : size;
    next_ = 0;
    end_ = size;
    return true;
  }
  constexpr bool fail(random_error why) {
    wipe(bytes_.items, Capacity);
    wipe(values_.items, chunk);
    error_ = why;
    next_ = end_ = 0;
    return false;
  }

  Source& source_;
  std::size_t expected_;
  std::size_t next_ = 0;
  std::size_t end_ = 0;
  random_error error_{};
  wiped_array<unsigned char, Capacity> bytes_;
  wiped_array<unsigned char, chunk> values_;
};

}  // namespace jeton::inline v0::detail

#endif
