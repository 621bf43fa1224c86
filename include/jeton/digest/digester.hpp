// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DIGEST_DIGESTER_HPP
#define JETON_DIGEST_DIGESTER_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/digest/digest.hpp>
#include <jeton/digest/sha256.hpp>

namespace jeton { inline namespace v0 {

/// How a digest in the store was made.
struct digest_scheme {
  std::string_view name{};  ///< `hmac-sha256`, `sha256`, or what a reader of another store calls itself
  std::uint32_t key = 0;    ///< the id of the pepper; 0 where there is none

  friend constexpr bool operator==(const digest_scheme&, const digest_scheme&) = default;
};

/// Says under which digests a token may stand in the store. Number 0 is how digests are written today; where a record
/// is found under another number, its digest should be rewritten by number 0. Each number costs a look-up for every
/// unknown token, so what no record needs any more should go. One that has no number finds nothing.
template <class Digester>
concept token_digester = requires(const Digester& digester, std::string_view text, std::size_t number) {
  { digester.size() } -> std::same_as<std::size_t>;
  { digester.digest_of(text, number) } -> std::same_as<digest<32>>;  // empty from size() on
  { digester.scheme(number) } -> std::same_as<digest_scheme>;
};

/// SHA-256 of the token: enough for tokens of 112 random bits or more, and the default.
struct plain_sha256 {
  [[nodiscard]] static constexpr std::size_t size() { return 1; }
  [[nodiscard]] static constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) {
    return number == 0 ? sha256(text) : digest<32>{};
  }
  [[nodiscard]] static constexpr digest_scheme scheme(std::size_t number = 0) {
    return number == 0 ? digest_scheme{"sha256"} : digest_scheme{};
  }
  /// Empty, since there is no key; see keyring.
  [[nodiscard]] static constexpr digest<32> check_value(std::size_t = 0) { return {}; }
};

}}  // namespace jeton::v0

#endif
