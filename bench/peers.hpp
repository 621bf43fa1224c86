// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BENCH_PEERS_HPP
#define JETON_BENCH_PEERS_HPP

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <regex>
#include <string>
#include <string_view>

#include <sys/random.h>

#include <isa-l/crc.h>
#include <libdeflate.h>
#include <re2/re2.h>
#include <zlib.h>

/// What a user would write without jeton, out of the libraries that a distribution ships. Each is checked against jeton
/// before it is timed.
namespace peers {

inline constexpr std::string_view base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

inline std::uint32_t zlib_crc32(std::string_view body) {
  return static_cast<std::uint32_t>(
      ::crc32(0, reinterpret_cast<const unsigned char*>(body.data()), static_cast<unsigned>(body.size())));
}
inline std::uint32_t libdeflate_crc(std::string_view body) { return libdeflate_crc32(0, body.data(), body.size()); }
inline std::uint32_t isal_crc(std::string_view body) {
  // The library only reads; its declaration forgets const.
  auto* bytes = reinterpret_cast<unsigned char*>(const_cast<char*>(body.data()));
  return ::crc32_gzip_refl(0, bytes, body.size());
}

/// The six base62 digits of a CRC, by division.
inline void write_base62(std::uint32_t crc, char* out) {
  for (std::size_t i = 6; i-- > 0; crc /= 62) out[i] = base62[crc % 62];
}

template <class Crc>
bool checksum_matches(std::string_view token, Crc crc) {
  char expected[6];
  write_base62(crc(token.substr(4, 30)), expected);
  return std::string_view{expected, 6} == token.substr(34);
}

/// RE2 for the shape, zlib for the checksum.
inline bool valid_re2_zlib(std::string_view token) {
  static const RE2 shape{"ghp_[0-9A-Za-z]{36}"};
  return RE2::FullMatch(re2::StringPiece(token.data(), token.size()), shape) && checksum_matches(token, zlib_crc32);
}

/// std::regex for the shape, zlib for the checksum.
inline bool valid_std_regex_zlib(std::string_view token) {
  static const std::regex shape{"ghp_[0-9A-Za-z]{36}"};
  return std::regex_match(token.begin(), token.end(), shape) && checksum_matches(token, zlib_crc32);
}

/// A table of character classes, and a loop by hand.
struct class_table {
  bool is_digit[256]{};
  constexpr class_table() {
    for (const char digit : base62) is_digit[static_cast<unsigned char>(digit)] = true;
  }
};
inline constexpr class_table classes{};

template <class Crc>
bool valid_by_hand(std::string_view token, Crc crc) {
  if (token.size() != 40 || token.substr(0, 4) != "ghp_") return false;
  for (std::size_t i = 4; i < 40; ++i) {
    if (!classes.is_digit[static_cast<unsigned char>(token[i])]) return false;
  }
  return checksum_matches(token, crc);
}

/// getrandom, digits by rejection, zlib.
inline void generate_by_hand(char* out) {
  std::string_view{"ghp_"}.copy(out, 4);
  unsigned char random[40];
  std::size_t next = sizeof random;
  for (std::size_t i = 4; i < 34;) {
    if (next == sizeof random) {
      while (::getrandom(random, sizeof random, 0) != static_cast<ssize_t>(sizeof random)) {
        if (errno != EINTR) std::abort();
      }
      next = 0;
    }
    const unsigned char byte = random[next++];
    if (byte < 248) out[i++] = base62[byte % 62];
  }
  write_base62(zlib_crc32({out + 4, 30}), out + 34);
}

}  // namespace peers

#endif
