// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_THEOREM_HPP
#define JETON_FUZZ_THEOREM_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

/// What every fuzz target is made of: a claim about the library that holds for every input. fuzz/oracle/ says what
/// should be; it shares nothing with the library.
namespace jeton_fuzz {

/// Ends the process where a claim does not hold. Prints the claim and never the input, which could be a token.
inline void claim(bool holds, const char* theorem) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", theorem);
  std::abort();
}

/// The bytes of an input, taken from the front. Behind the end there are zeros.
class input {
 public:
  input(const std::uint8_t* data, std::size_t size) : bytes_(data, data + size) {}

  std::uint8_t byte() { return at_ < bytes_.size() ? bytes_[at_++] : std::uint8_t{0}; }
  /// A number from 0 to `most`.
  std::size_t up_to(std::size_t most) {
    const std::size_t number = most < 256 ? byte() : byte() * std::size_t{256} + byte();
    return number % (most + 1);
  }
  /// A text of 0 to `most` bytes; it may be shorter than the input says.
  std::string text(std::size_t most) {
    std::string taken;
    for (std::size_t left = std::min(up_to(most), bytes_.size() - at_); left > 0; --left) {
      taken += static_cast<char>(byte());
    }
    return taken;
  }
  std::string rest() {
    std::string taken(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), bytes_.end());
    at_ = bytes_.size();
    return taken;
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t at_ = 0;
};

/// A text in memory of its exact size, so that a sanitizer sees what is read beyond either end.
class exact {
 public:
  explicit exact(std::string_view text) : chars_(text.begin(), text.end()) {}
  [[nodiscard]] std::string_view view() const { return {chars_.data(), chars_.size()}; }

 private:
  std::vector<char> chars_;
};

/// A source of randomness that gives `bytes` in their order, from the front again where they end, and keeps count.
/// After `most` bytes it gives no more.
struct tape {
  std::string bytes;
  std::size_t most = std::size_t{1} << 20;
  std::size_t given = 0;

  template <class Span>
  bool operator()(Span out) {
    if (bytes.empty() || out.size() > most - given) return false;
    for (auto& byte : out) byte = static_cast<unsigned char>(bytes[given++ % bytes.size()]);
    return true;
  }
};

}  // namespace jeton_fuzz

#endif
