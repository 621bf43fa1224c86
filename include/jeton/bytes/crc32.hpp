// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_CRC32_HPP
#define JETON_BYTES_CRC32_HPP

#include <concepts>
#include <cstdint>
#include <string_view>

#include <jeton/bytes/detail/kernel.hpp>

namespace jeton { inline namespace v0 {

/// CRC-32/ISO-HDLC of a text, the CRC of zlib, PNG and Ethernet: polynomial 0x04C11DB7 reflected, start and final XOR
/// 0xFFFFFFFF; of "123456789" it is 0xCBF43926. Linear time, no table that is indexed by the text. A CRC finds typing
/// errors; anyone can make one, so it proves nothing about who made a text.
template <std::convertible_to<std::string_view> Text>  // a template, so that only who calls it pays for its constants
[[nodiscard, gnu::always_inline]] constexpr std::uint32_t crc32(const Text& text) noexcept {
  const std::string_view bytes{text};
  return detail::kernel::crc32<detail::kernel::late_void<Text>>(bytes.data(), bytes.size());
}

}}  // namespace jeton::v0

#endif
