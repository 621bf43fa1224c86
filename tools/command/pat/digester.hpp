// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_DIGESTER_HPP
#define JETON_COMMAND_PAT_DIGESTER_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <jeton/digest/keyring.hpp>

#include "../digest.hpp"
#include "../failure.hpp"

namespace jeton_command {

/// How the store's digests are made: SHA-256, or HMAC-SHA-256 under the pepper of a file. With a pepper, digests of
/// SHA-256 are found as well, and are rewritten when their token is used.
class store_digester {
 public:
  explicit store_digester(const std::optional<std::string>& pepper_file) {
    if (!pepper_file) return;
    const hmac_key bytes{*pepper_file};
    const auto pepper = jeton::pepper::from(bytes.view());
    if (!pepper) throw failure{"the pepper file: " + std::string{describe(pepper.error())}};
    keys_.emplace(1U, *pepper);
  }

  [[nodiscard]] std::size_t size() const { return keys_ ? 2 : 1; }
  [[nodiscard]] jeton::digest<32> digest_of(std::string_view text, std::size_t number) const {
    if (!keys_) return jeton::plain_sha256::digest_of(text, number);
    return number == 0 ? keys_->digest_of(text) : jeton::plain_sha256::digest_of(text, number - 1);
  }
  [[nodiscard]] jeton::digest_scheme scheme(std::size_t number) const {
    if (!keys_) return jeton::plain_sha256::scheme(number);
    return number == 0 ? keys_->scheme() : jeton::plain_sha256::scheme(number - 1);
  }

  /// By which the store recognizes the pepper; empty of SHA-256.
  [[nodiscard]] jeton::digest<32> check_value(std::size_t number) const {
    return keys_ && number == 0 ? keys_->check_value() : jeton::digest<32>{};
  }

 private:
  std::optional<jeton::keyring> keys_;
};

}  // namespace jeton_command

#endif
