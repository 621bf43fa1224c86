// SPDX-License-Identifier: BSL-1.0
// Answers agree.py: a line `crc32 HEX`, `sha256 HEX`, `sha256_stream HEX` or `hmac HEXKEY HEX` in, the result in
// hexadecimal out. An empty text is an empty column. Exit 2 at the first line that is none of these.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>

#include <jeton/bytes/crc32.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/sha256.hpp>

namespace {

std::string from_hex(std::string_view hex) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digits.find(hex[i]) << 4 | digits.find(hex[i + 1]));
  }
  return bytes;
}

/// Pieces of 0 to 130 bytes, in an order that differs from text to text; some are longer than a block.
jeton::digest<32> sha256_in_pieces(std::string_view text) {
  jeton::sha256_hasher hasher;
  for (std::size_t size = text.size() % 131; !text.empty(); size = (size * 5 + 1) % 131) {
    hasher.update(text.substr(0, size));
    text.remove_prefix(size < text.size() ? size : text.size());
  }
  return hasher.finish();
}

std::string crc32_hex(std::string_view text) {
  char hex[9];
  std::snprintf(hex, sizeof hex, "%08lx", static_cast<unsigned long>(jeton::crc32(text)));
  return hex;
}

std::string to_hex(const jeton::digest<32>& digest) { return std::string(digest.to_hex().view()); }

/// The answer to one line, or an empty text.
std::string answer(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == line.npos) return {};
  const std::string_view question = line.substr(0, space);
  const std::string_view rest = line.substr(space + 1);
  if (question == "crc32") return crc32_hex(from_hex(rest));
  if (question == "sha256") return to_hex(jeton::sha256(from_hex(rest)));
  if (question == "sha256_stream") return to_hex(sha256_in_pieces(from_hex(rest)));
  const std::size_t end_of_key = rest.find(' ');
  if (question != "hmac" || end_of_key == rest.npos) return {};
  return to_hex(jeton::hmac_sha256(from_hex(rest.substr(0, end_of_key)), from_hex(rest.substr(end_of_key + 1))));
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const std::string text = answer(line);
    if (text.empty()) return 2;
    std::cout << text << '\n';
  }
  return 0;
}
