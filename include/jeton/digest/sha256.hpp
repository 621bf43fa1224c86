// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DIGEST_SHA256_HPP
#define JETON_DIGEST_SHA256_HPP

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/bytes/detail/sha256_core.hpp>
#include <jeton/core/wipe.hpp>
#include <jeton/digest/digest.hpp>

namespace jeton { inline namespace v0 {

/// SHA-256 (FIPS 180-4): what is stored for a token of 112 bits or more. Linear time.
[[nodiscard]] constexpr digest<32> sha256(std::string_view text) {
  detail::sha256_core hash;
  hash.update(text.data(), text.size());
  wiped_array<unsigned char, 32> bytes;
  hash.finish(bytes.items);
  return digest<32>{bytes.items};
}

/// SHA-256 (FIPS 180-4) of a text that comes in pieces. Its state is wiped when it dies.
class sha256_hasher {
 public:
  constexpr void update(std::string_view piece) { core_.update(piece.data(), piece.size()); }
  template <std::size_t Extent>
  constexpr void update(std::span<const unsigned char, Extent> piece) {
    core_.update(piece.data(), piece.size());
  }

  /// The digest of all pieces. The hasher is then as new.
  [[nodiscard]] constexpr digest<32> finish() {
    wiped_array<unsigned char, 32> bytes;
    core_.finish(bytes.items);
    core_ = {};
    return digest<32>{bytes.items};
  }

 private:
  detail::sha256_core core_;
};

/// HMAC-SHA-256 (RFC 2104, FIPS 198-1) of a text that comes in pieces. Keys of any size; one of fewer than 32 bytes is
/// weaker than the hash.
class hmac_sha256_hasher {
 public:
  constexpr explicit hmac_sha256_hasher(std::string_view key) {
    constexpr std::size_t block_size = detail::sha256_core::block_size;
    wiped_array<unsigned char, block_size> block;
    if (key.size() > block_size) {
      detail::sha256_core shortened;
      shortened.update(key.data(), key.size());
      shortened.finish(block.items);
    } else {
      for (std::size_t i = 0; i < key.size(); ++i) block.items[i] = static_cast<unsigned char>(key[i]);
    }
    for (unsigned char& byte : block.items) byte ^= 0x36;
    inner_.update(block.items, block_size);
    for (unsigned char& byte : block.items) byte ^= 0x36 ^ 0x5C;
    outer_.update(block.items, block_size);
  }

  constexpr void update(std::string_view piece) { inner_.update(piece.data(), piece.size()); }
  template <std::size_t Extent>
  constexpr void update(std::span<const unsigned char, Extent> piece) {
    inner_.update(piece.data(), piece.size());
  }

  /// The code of all pieces. After that only assignment and destruction make sense.
  [[nodiscard]] constexpr digest<32> finish() {
    wiped_array<unsigned char, 32> bytes;
    inner_.finish(bytes.items);
    outer_.update(bytes.items, 32);
    outer_.finish(bytes.items);
    return digest<32>{bytes.items};
  }

 private:
  friend class pepper;   // of which an error holds none,
  friend class keyring;  // and which keeps some in places not yet taken
  constexpr hmac_sha256_hasher() = default;

  detail::sha256_core inner_;
  detail::sha256_core outer_;
};

/// HMAC-SHA-256 of a text: what is stored for a token where the server keeps a pepper.
[[nodiscard]] constexpr digest<32> hmac_sha256(std::string_view key, std::string_view text) {
  hmac_sha256_hasher hasher{key};
  hasher.update(text);
  return hasher.finish();
}

}}  // namespace jeton::v0

#endif
