// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SHA256_MANY_HPP
#define JETON_BYTES_DETAIL_SHA256_MANY_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <jeton/bytes/detail/sha256_portable.hpp>
#include <jeton/core/wipe.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// SHA-256 of texts of any sizes, in the lanes of an Engine. A lane whose text is finished takes the next one, so none
/// waits for a longer one; when no texts are left and few lanes are busy, `Blocks` finishes these one by one.
template <class Engine, void (*Blocks)(std::uint32_t*, const void*, std::size_t)>
class sha256_many {
 public:
  /// Calls `keep(i, bytes)` with the 32 bytes of the digest of each text, in any order. True.
  template <class Keep>
  static bool hash(const std::string_view* texts, std::size_t count, Keep keep) {
    sha256_many all;
    std::size_t next = 0;
    std::size_t busy = 0;
    for (;;) {
      for (std::size_t lane = 0; lane < lanes && next < count; ++lane) {
        if (all.jobs_[lane].busy) continue;
        all.start(lane, texts[next], next);
        ++next;
        ++busy;
      }
      if (busy < Engine::worthwhile) break;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        if (all.jobs_[lane].busy) all.load(lane);
      }
      Engine::compress(all.chains_.items, all.blocks_.items);
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        if (!all.jobs_[lane].is_done()) continue;
        all.finish(lane, keep);
        --busy;
      }
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      if (all.jobs_[lane].busy) all.finish_alone(lane, keep);
    }
    return true;
  }

 private:
  static constexpr std::size_t lanes = Engine::lanes;
  static constexpr std::size_t block_size = 64;
  static constexpr std::size_t digest_size = 32;

  /// A text on its way.
  struct job {
    const char* text = nullptr;
    std::size_t size = 0;
    std::size_t taken = 0;  // bytes, padding included
    std::size_t index = 0;
    bool busy = false;

    [[nodiscard]] bool is_done() const { return busy && taken >= size + 9; }  // 0x80, and 8 bytes of length
  };

  /// The chain of a lane is kept as the bytes of a digest.
  void start(std::size_t lane, std::string_view text, std::size_t index) {
    jobs_[lane] = {text.data(), text.size(), 0, index, true};
    for (std::size_t i = 0; i < digest_size; i += 16) {
      std::memcpy(chains_.items + Engine::place(lane, i / 16, digest_size / 16), initial.bytes + i, 16);
    }
  }

  /// Copies the next block of a text, padding included, in pieces of sixteen bytes.
  template <class PieceAt>
  static void take_block(job& of, PieceAt piece_at) {
    const std::size_t begin = of.taken;
    of.taken += block_size;
    for (std::size_t i = 0; i < block_size; i += 16) {
      unsigned char* const piece = piece_at(i / 16);
      if (begin + i + 16 <= of.size) {
        std::memcpy(piece, of.text + begin + i, 16);
      } else {
        std::memset(piece, 0, 16);
        if (begin + i <= of.size) end_text(of, begin + i, piece);
      }
    }
    if (of.is_done()) sha256_write_size(of.size, piece_at(block_size / 16 - 1) + 8);
  }
  /// The 0 to 15 bytes that are left of a text, and the bit behind them. No call for so few.
  static void end_text(const job& of, std::size_t from, unsigned char* to) {
    const std::size_t size = of.size - from;
    if (size >= 8) {
      std::memcpy(to, of.text + from, 8);
      std::memcpy(to + size - 8, of.text + of.size - 8, 8);
    } else if (size >= 4) {
      std::memcpy(to, of.text + from, 4);
      std::memcpy(to + size - 4, of.text + of.size - 4, 4);
    } else {
      for (std::size_t i = 0; i < size; ++i) to[i] = static_cast<unsigned char>(of.text[from + i]);
    }
    to[size] = 0x80;
  }

  void load(std::size_t lane) {
    take_block(jobs_[lane],
               [&](std::size_t piece) { return blocks_.items + Engine::place(lane, piece, block_size / 16); });
  }

  template <class Keep>
  void finish(std::size_t lane, Keep& keep) {
    wiped_array<unsigned char, digest_size> digest;
    unload(lane, digest.items);
    keep(jobs_[lane].index, digest.items);
    jobs_[lane].busy = false;
  }

  template <class Keep>
  void finish_alone(std::size_t lane, Keep& keep) {
    wiped_array<unsigned char, digest_size> digest;
    unload(lane, digest.items);
    wiped_array<std::uint32_t, 8> chain;
    for (std::size_t i = 0; i < digest_size; ++i) chain.items[i / 4] = chain.items[i / 4] << 8 | digest.items[i];
    wiped_array<unsigned char, block_size> block;
    while (!jobs_[lane].is_done()) {
      take_block(jobs_[lane], [&](std::size_t piece) { return block.items + 16 * piece; });
      Blocks(chain.items, block.items, 1);
    }
    sha256_write(chain.items, digest.items);
    keep(jobs_[lane].index, digest.items);
  }

  void unload(std::size_t lane, unsigned char* digest) const {
    for (std::size_t i = 0; i < digest_size; i += 16) {
      std::memcpy(digest + i, chains_.items + Engine::place(lane, i / 16, digest_size / 16), 16);
    }
  }

  alignas(64) wiped_array<unsigned char, lanes * digest_size> chains_;
  alignas(64) wiped_array<unsigned char, lanes * block_size> blocks_;
  job jobs_[lanes];

  struct initial_bytes {
    unsigned char bytes[digest_size]{};
    constexpr initial_bytes() { sha256_write(sha256_initial.words, bytes); }
  };
  static constexpr initial_bytes initial{};
};

}}}  // namespace jeton::v0::detail

#endif
