// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_DIGIT_SOURCE_HPP
#define JETON_FORMAT_DETAIL_DIGIT_SOURCE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/core/constant_time.hpp>
#include <jeton/core/random.hpp>
#include <jeton/core/wipe.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// How many bytes to draw for so many pairs of digits, so that a second draw is seldom needed: what is skipped on
/// average four times, and a pair more. For 30 digits of base62 these are 32 bytes; Linux takes a third longer for 33.
constexpr std::size_t bytes_for(std::size_t pairs, std::size_t radix) {
  const std::size_t skipped = portable::favouring_pairs(static_cast<std::uint32_t>(radix));
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
    if (next_ == end_ && !refill()) return false;
    std::size_t done = 0;
    if (const std::size_t pairs = size - size % 2; pairs >= 16 && end_ - next_ >= pairs) {
      if (kernel::draw_digits<Digits>(bytes_.items + next_, out, pairs)) {
        next_ += pairs;
        done = pairs;
      }
    }
    return done == size || draw_one_by_one<Digits>(out + done, size - done);
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

  /// Skips pairs that would favour some digits, and draws more bytes.
  template <class Digits>
  [[gnu::noinline]] constexpr bool draw_one_by_one(char* out, std::size_t size) {
    wiped_array<unsigned char, chunk> values;
    for (std::size_t done = 0; done < size;) {
      const std::size_t some = size - done < chunk ? size - done : chunk;
      if (!draw_values<Digits::size>(values.items, some)) return false;
      kernel::encode<Digits>(values.items, out + done, some);
      done += some;
    }
    return true;
  }

  template <std::uint32_t Radix>
  constexpr bool draw_values(unsigned char* values, std::size_t size) {
    int blocks = 0;
    std::size_t have = 0;
    while (have < size) {
      if (end_ - next_ < 2) {
        if (++blocks > max_blocks) return fail(random_error::stuck);
        if (!refill()) return false;
      }
      const portable::drawn_pair<Radix> pair{bytes_.items + next_};
      next_ += 2;
      values[have] = pair.values[0];
      values[have + 1] = pair.values[1];
      const bool taken = constant_time::value_barrier(pair.is_skipped) == 0;
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
    error_ = why;
    next_ = end_ = 0;
    return false;
  }

  alignas(16) wiped_array<unsigned char, Capacity> bytes_;
  Source& source_;
  std::size_t expected_;
  std::size_t next_ = 0;
  std::size_t end_ = 0;
  random_error error_{};
};

}}}  // namespace jeton::v0::detail

#endif
