// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_ORACLE_DIGITS_HPP
#define JETON_FUZZ_ORACLE_DIGITS_HPP

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>

/// Numbers and bytes as text. Alphabets stand here a second time: a digit that is wrong in the library is found.
namespace jeton_fuzz::oracle {

inline const std::string decimal = "0123456789";
inline const std::string lower = "abcdefghijklmnopqrstuvwxyz";
inline const std::string upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline const std::string hex = "0123456789abcdef";
inline const std::string upper_hex = "0123456789ABCDEF";
inline const std::string base32 = upper + "234567";
inline const std::string base36 = decimal + lower;
inline const std::string base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
inline const std::string base62 = decimal + upper + lower;
inline const std::string base64 = upper + lower + decimal + "+/";
inline const std::string base64url = upper + lower + decimal + "-_";
inline const std::string printable = base62 + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

inline bool all_of(const std::string& text, const std::string& digits) {
  return text.find_first_not_of(digits) == std::string::npos;
}

/// A number in `width` digits, padded with zeros.
inline std::string number_text(std::uint64_t number, const std::string& digits, std::size_t width) {
  std::string text;
  while (text.size() < width) {
    text = digits[number % digits.size()] + text;
    number /= digits.size();
  }
  return text;
}

/// Bytes as a text of 0 and 1, the highest bit of each first.
inline std::string bits_of(const std::string& bytes) {
  std::string bits;
  for (const char byte : bytes) bits += std::bitset<8>(static_cast<unsigned char>(byte)).to_string();
  return bits;
}

/// Bits as digits that hold `per_digit` bits each; the last one is filled with zeros.
inline std::string digits_of(std::string bits, const std::string& digits, std::size_t per_digit) {
  while (bits.size() % per_digit != 0) bits += '0';
  std::string text;
  for (std::size_t i = 0; i < bits.size(); i += per_digit) {
    text += digits[std::stoul(bits.substr(i, per_digit), nullptr, 2)];
  }
  return text;
}

/// The bytes that some digits hold, and the bits that are left over. Each character is a digit.
struct decoded {
  std::string bytes;
  std::string left_over;
};
inline decoded bytes_of(const std::string& text, const std::string& digits, std::size_t per_digit) {
  std::string bits;
  for (const char c : text) bits += std::bitset<8>(digits.find(c)).to_string().substr(8 - per_digit);
  decoded made;
  std::size_t i = 0;
  for (; i + 8 <= bits.size(); i += 8) made.bytes += static_cast<char>(std::stoul(bits.substr(i, 8), nullptr, 2));
  made.left_over = bits.substr(i);
  return made;
}

inline std::string hex_of(const std::string& bytes) { return digits_of(bits_of(bytes), hex, 4); }

}  // namespace jeton_fuzz::oracle

#endif
