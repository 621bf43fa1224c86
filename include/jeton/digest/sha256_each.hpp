// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DIGEST_SHA256_EACH_HPP
#define JETON_DIGEST_SHA256_EACH_HPP

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/bytes/detail/kernel_sha256_each.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/sha256.hpp>

namespace jeton { inline namespace v0 {

/// SHA-256 of many texts, of any sizes: several times as fast as one after the other. `out[i]` becomes the digest of
/// `texts[i]`; where there are fewer texts than digests, the others become empty, and where there are more, the rest
/// is not hashed.
template <class LateVoid = void>  // see kernel::late_void: spans cost only those who ask for this
constexpr void sha256_each(std::span<detail::kernel::late<LateVoid, const std::string_view>> texts,
                           std::span<detail::kernel::late<LateVoid, digest<32>>> out) {
  const std::size_t count = texts.size() < out.size() ? texts.size() : out.size();
  for (std::size_t i = count; i < out.size(); ++i) out[i] = {};
  if (!std::is_constant_evaluated()) {
    const auto keep = [&](std::size_t i, const unsigned char(&bytes)[32]) { out[i] = digest<32>{bytes}; };
    if (detail::kernel::sha256_many<LateVoid>(texts.data(), count, keep)) return;
  }
  for (std::size_t i = 0; i < count; ++i) out[i] = sha256(texts[i]);
}

}}  // namespace jeton::v0

#endif
