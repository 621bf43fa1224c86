// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_VECTOR16_CRC32_HPP
#define JETON_BYTES_DETAIL_SIMD_VECTOR16_CRC32_HPP

#include <jeton/bytes/detail/portable.hpp>
#include <jeton/bytes/detail/simd/vector16.hpp>
#include <jeton/core/detail/target.hpp>

#if defined(__GNUC__)

#include <bit>
#include <cstddef>
#include <cstdint>

#define JETON_TARGET JETON_DETAIL_OLDEST
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

/// CRC-32 of sixteen bytes at a time, without a table that a byte of the text could index.
namespace jeton { inline namespace v0 { namespace detail::vector16 {

/// A CRC is linear over GF(2): the register after 64 bytes is the XOR of one constant for each bit that is set. The
/// constants of bit k, laid out as four planes of one byte for each distance from the end, so that sixteen
/// neighbouring bytes of text meet sixteen neighbouring bytes of a plane.
template <class LateVoid>  // see kernel::late_void
struct crc32_planes {
  static constexpr std::size_t span = 64;
  static constexpr std::size_t room = 16;  // zeros behind, for a first block that reaches over the end

  unsigned char plane[8][4][span + room]{};
  std::uint32_t initial[span + 1]{};  // what the start value 0xFFFFFFFF becomes after so many zero bytes

  constexpr crc32_planes() {
    std::uint32_t state =
        portable::crc32_polynomial;  // what bit 7 of the last byte leaves; each bit before it, one step more
    for (std::size_t distance = 0; distance < span; ++distance) {
      for (unsigned bit = 8; bit-- > 0; state = step(state)) {
        plane[bit][0][span - 1 - distance] = static_cast<unsigned char>(state);
        plane[bit][1][span - 1 - distance] = static_cast<unsigned char>(state >> 8);
        plane[bit][2][span - 1 - distance] = static_cast<unsigned char>(state >> 16);
        plane[bit][3][span - 1 - distance] = static_cast<unsigned char>(state >> 24);
      }
    }
    initial[0] = 0xFFFFFFFF;
    for (std::size_t i = 0; i < span; ++i) {
      initial[i + 1] = initial[i];
      for (int bit = 0; bit < 8; ++bit) initial[i + 1] = step(initial[i + 1]);
    }
  }

 private:
  static constexpr std::uint32_t step(std::uint32_t state) {
    return (state >> 1) ^ ((state & 1) != 0 ? portable::crc32_polynomial : 0);
  }
};
template <class LateVoid>
inline constexpr crc32_planes<LateVoid> crc32_constants{};

/// What the text so far contributes to the four bytes of the register, spread over sixteen lanes.
template <class LateVoid>
struct crc32_sums {
  bytes part[4]{};

  JETON_INLINE crc32_sums() {}  // NOLINT: likewise

  /// Adds sixteen bytes of text, of which the first stands `at` bytes after the beginning of the 64.
  JETON_INLINE void add(bytes block, std::size_t at) {
    add_bit<7>(block, at), add_bit<6>(block, at), add_bit<5>(block, at), add_bit<4>(block, at);
    add_bit<3>(block, at), add_bit<2>(block, at), add_bit<1>(block, at), add_bit<0>(block, at);
  }

  /// The register: the XOR of the lanes.
  [[nodiscard]] JETON_INLINE std::uint32_t fold() const {
    const bytes low = pairs(part[0], part[2]);
    const bytes high = pairs(part[1], part[3]);
    const auto fours = reinterpret_cast<halves>(pairs(low, high));  // part 0, 1, 2, 3 of four lanes, four times
    const std::uint64_t two = fours[0] ^ fours[1];
    const auto word = static_cast<std::uint32_t>(two ^ two >> 32);
    return std::endian::native == std::endian::little ? word : __builtin_bswap32(word);
  }

 private:
  JETON_INLINE static bytes pairs(bytes low, bytes high) {
    return __builtin_shufflevector(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23) ^
           __builtin_shufflevector(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  }
  template <std::size_t Bit>
  JETON_INLINE void add_bit(bytes& block, std::size_t at) {
    const bytes is_set = reinterpret_cast<bytes>(reinterpret_cast<signed_bytes>(block) < signed_bytes{});
    part[0] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][0][at]);
    part[1] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][1][at]);
    part[2] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][2][at]);
    part[3] ^= is_set & load16(&crc32_constants<LateVoid>.plane[Bit][3][at]);
    block += block;  // the next lower bit becomes the sign
  }
};

/// `word` in the first four lanes, its lowest byte first.
JETON_INLINE bytes crc32_carry(std::uint32_t word) {
  if constexpr (std::endian::native == std::endian::little) {
    return reinterpret_cast<bytes>(halves{word, 0});
  } else {
    return bytes{static_cast<unsigned char>(word), static_cast<unsigned char>(word >> 8),
                 static_cast<unsigned char>(word >> 16), static_cast<unsigned char>(word >> 24)};
  }
}

/// CRC-32/ISO-HDLC in groups of 64 bytes, the short group first.
template <class LateVoid>
JETON_INLINE std::uint32_t crc32_inline(const char* text, std::size_t size) {
  constexpr std::size_t span = crc32_planes<LateVoid>::span;
  if (size == 0) return 0;
  const std::size_t first = (size - 1) % span + 1;
  crc32_sums<LateVoid> sums;
  std::size_t done = first % 16;
  if (done != 0) {
    const bytes block = size < 16 ? load_at_end(text, size) : load16(text) & ~lanes_from(done);
    sums.add(block, size < 16 ? span - 16 : span - first);
  }
  for (; done < first; done += 16) sums.add(load16(text + done), span - first + done);
  std::uint32_t state = sums.fold() ^ crc32_constants<LateVoid>.initial[first];
  while (done < size) {
    crc32_sums<LateVoid> group;
    group.add(load16(text + done) ^ crc32_carry(state), 0);
    for (std::size_t at = 16; at < span; at += 16) group.add(load16(text + done + at), at);
    state = group.fold();
    done += span;
  }
  return state ^ 0xFFFFFFFF;
}

template <class LateVoid>
JETON_TARGET std::uint32_t crc32(const char* text, std::size_t size) {
  return crc32_inline<LateVoid>(text, size);
}

/// The CRC-32 of this file, for the check of a whole token; another file may have a better one.
template <class LateVoid>
struct crc32_by_planes {
  JETON_INLINE static std::uint32_t of(const char* text, std::size_t size) {
    return crc32_inline<LateVoid>(text, size);
  }
};

}}}  // namespace jeton::v0::detail::vector16

#undef JETON_INLINE
#undef JETON_TARGET

#endif  // defined(__GNUC__)

#endif
