// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_DIGIT_SOURCE_HPP
#define JETON_DETAIL_DIGIT_SOURCE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <jeton/constant_time.hpp>
#include <jeton/detail/kernel.hpp>
#include <jeton/detail/wipe.hpp>
#include <jeton/random.hpp>

namespace jeton::inline v0::detail {

/// Two bytes make two digits: of the 65536 numbers n they may be, so many would favour some pairs of digits, because
/// the number of pairs does not divide 65536. Those whose n * radix^2 modulo 65536 is below this are skipped (Lemire
/// 2019, "Fast random integer generation in an interval").
constexpr std::uint32_t favouring_pairs(std::uint32_t radix) { return 65536 % (radix * radix); }

/// How many bytes to draw for `digits` digits, so that a second draw is seldom needed: what is skipped on average four
/// times, and a pair more. For 30 digits of base62 these are 32 bytes; Linux takes a third longer for 33.
constexpr std::size_t bytes_for(std::size_t digits, std::size_t radix) {
  const std::size_t pairs = (digits + 1) / 2;
  const std::size_t skipped = favouring_pairs(static_cast<std::uint32_t>(radix));
  if (skipped == 0) return 2 * pairs;
  return 2 * (pairs + 4 * pairs * skipped / 65536 + 1);
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
  static constexpr std::size_t chunk = 64;  // digits that are made at a time; even, as are all sizes of draws
  static constexpr int max_blocks = 16;     // for one chunk: at least half of all random bytes stand for a digit

  template <std::uint32_t Radix>
  constexpr bool draw_values(std::size_t size) {
    static_assert(Radix <= 256, "jeton: two digits come from two bytes");
    int blocks = 0;
    std::size_t have = 0;
    while (have < size) {
      if (end_ - next_ < 2) {
        if (++blocks > max_blocks) return fail(random_error::stuck);
        if (!refill()) return false;
      }
      const std::uint32_t pair = std::uint32_t{bytes_.items[next_]} | std::uint32_t{bytes_.items[next_ + 1]} << 8;
      next_ += 2;
      const std::uint32_t first = pair * Radix;
      const std::uint32_t second = (first & 0xFFFF) * Radix;
      values_.items[have] = static_cast<unsigned char>(first >> 16);
      values_.items[have + 1] = static_cast<unsigned char>(second >> 16);
      const std::uint32_t lacking = (second & 0xFFFF) - favouring_pairs(Radix);
      const bool taken = constant_time::value_barrier(lacking >> 31) == 0;
      have += taken ? 2U : 0U;  // one that is skipped is overwritten
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
