// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DIGESTER_HPP
#define JETON_DIGESTER_HPP

#include <concepts>
#include <string_view>

#include <jeton/digest.hpp>
#include <jeton/sha256.hpp>

namespace jeton::inline v0 {

/// Makes what is stored of a token: the same digest each time, from which nobody gets the token back.
template <class T>
concept token_digester = requires(const T& digest_of, std::string_view token) {
  { digest_of(token) } -> std::same_as<digest<32>>;
};

/// SHA-256, which is enough for tokens of 112 bits or more: there is nothing to guess.
struct sha256_digester {
  [[nodiscard]] constexpr digest<32> operator()(std::string_view token) const { return sha256(token); }
};

}  // namespace jeton::inline v0

#endif
