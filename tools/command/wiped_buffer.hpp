// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_WIPED_BUFFER_HPP
#define JETON_COMMAND_WIPED_BUFFER_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include <jeton/core/wipe.hpp>

namespace jeton_command {

/// Bytes that may hold a token: the room is fixed when it is made, what stands in it is wiped when it is cleared and
/// when it dies. `jeton::secret` for sizes that are known only at run time, and for texts that come in pieces.
class wiped_buffer {
 public:
  explicit wiped_buffer(std::size_t capacity) : chars_(std::make_unique<char[]>(capacity)), capacity_(capacity) {}
  wiped_buffer(const wiped_buffer&) = delete;
  wiped_buffer& operator=(const wiped_buffer&) = delete;
  ~wiped_buffer() { clear(); }

  [[nodiscard]] std::string_view view() const { return {chars_.get(), size_}; }
  [[nodiscard]] bool full() const { return size_ == capacity_; }

  /// Appends what there is room for and returns how many bytes that was.
  std::size_t append(std::string_view bytes) {
    const std::size_t count = std::min(bytes.size(), capacity_ - size_);
    std::copy_n(bytes.data(), count, chars_.get() + size_);
    size_ += count;
    return count;
  }

  /// The room that is left, for somebody who writes there and then says with `added` how much.
  [[nodiscard]] std::span<char> room() { return {chars_.get() + size_, capacity_ - size_}; }
  void added(std::size_t count) { size_ += count; }

  void clear() {
    jeton::wipe(chars_.get(), size_);
    size_ = 0;
  }

 private:
  std::unique_ptr<char[]> chars_;
  std::size_t capacity_;
  std::size_t size_ = 0;
};

}  // namespace jeton_command

#endif
