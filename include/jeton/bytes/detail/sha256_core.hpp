// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SHA256_CORE_HPP
#define JETON_BYTES_DETAIL_SHA256_CORE_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/bytes/detail/sha256_portable.hpp>
#include <jeton/core/constant_time.hpp>
#include <jeton/core/wipe.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// The chaining value and the unfinished block of a SHA-256. Wiped when it dies. No branch and no address depends on
/// what is hashed; how much is hashed does show.
class sha256_core {
 public:
  static constexpr std::size_t block_size = 64;
  static constexpr std::size_t digest_size = 32;

  constexpr sha256_core() {
    for (std::size_t i = 0; i < 8; ++i) chain_[i] = sha256_initial.words[i];
  }
  sha256_core(const sha256_core&) = default;
  sha256_core& operator=(const sha256_core&) = default;
  constexpr ~sha256_core() {
    wipe(chain_, 8);
    wipe(block_, block_size);
  }

  template <class Byte>  // char or unsigned char
  constexpr void update(const Byte* bytes, std::size_t size) {
    const std::size_t used = hashed_ % block_size;
    hashed_ += size;
    if (size < block_size - used) return copy(bytes, size, used);
    if (used != 0) {
      copy(bytes, block_size - used, used);
      kernel::sha256_blocks<void>(chain_, block_, 1);
      bytes += block_size - used;
      size -= block_size - used;
    }
    // The barrier is for GCC 12, which would warn of blocks in texts that it knows to be shorter.
    const std::size_t blocks = constant_time::value_barrier(size / block_size);
    kernel::sha256_blocks<void>(chain_, bytes, blocks);
    copy(bytes + blocks * block_size, size % block_size, 0);
  }

  /// Pads, and writes the 32 bytes. After that only assignment and destruction make sense.
  constexpr void finish(unsigned char* out) {
    std::size_t used = hashed_ % block_size;
    block_[used++] = 0x80;
    if (used > block_size - 8) {
      clear(used, block_size);
      kernel::sha256_blocks<void>(chain_, block_, 1);
      used = 0;
    }
    clear(used, block_size - 8);
    sha256_write_size(hashed_, block_ + block_size - 8);
    kernel::sha256_blocks<void>(chain_, block_, 1);
    sha256_write(chain_, out);
  }

 private:
  template <class Byte>
  constexpr void copy(const Byte* bytes, std::size_t size, std::size_t to) {
    if (!std::is_constant_evaluated()) {
      if (bytes != nullptr) std::memcpy(block_ + to, bytes, size);
      return;
    }
    for (std::size_t i = 0; i < size; ++i) block_[to + i] = static_cast<unsigned char>(bytes[i]);
  }
  constexpr void clear(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) block_[i] = 0;
  }

  std::uint32_t chain_[8]{};
  unsigned char block_[block_size]{};
  std::uint64_t hashed_ = 0;  // bytes
};

}}}  // namespace jeton::v0::detail

#endif
