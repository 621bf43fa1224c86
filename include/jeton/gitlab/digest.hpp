// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_DIGEST_HPP
#define JETON_GITLAB_DIGEST_HPP

#include <cstddef>
#include <string_view>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/core/wipe.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/digest/sha256.hpp>
#include <jeton/gitlab/fault.hpp>

namespace jeton { inline namespace v0 { namespace gitlab {

/// How GitLab's store finds a token (lib/gitlab/crypto_helper.rb): SHA-256 of the token and a salt, which is the first
/// 32 bytes of db_key_base and the same for all. `digest_of(text).to_base64()` is the column token_digest. The salt is
/// wiped when this dies. It does not move.
class salted_sha256 {
 public:
  static constexpr std::size_t salt_size = 32;  ///< bytes

  [[nodiscard]] static constexpr result<salted_sha256, salt_fault> from(std::string_view db_key_base) {
    if (db_key_base.size() < salt_size) return salt_fault::size;
    return result<salted_sha256, salt_fault>{std::in_place, db_key_base.substr(0, salt_size)};
  }

  [[nodiscard]] constexpr std::size_t size() const { return has_salt_ ? 1 : 0; }
  [[nodiscard]] constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) const {
    if (number >= size()) return {};
    sha256_hasher hasher;
    hasher.update(text);
    hasher.update(std::string_view{salt_.items, salt_size});
    return hasher.finish();
  }
  [[nodiscard]] constexpr digest_scheme scheme(std::size_t number = 0) const {
    return number < size() ? digest_scheme{"gitlab"} : digest_scheme{};
  }

 private:
  friend class result<salted_sha256, salt_fault>;  // which may hold none
  constexpr salted_sha256() = default;
  constexpr explicit salted_sha256(std::string_view salt) : has_salt_(true) {
    for (std::size_t i = 0; i < salt_size; ++i) salt_.items[i] = salt[i];
  }

  wiped_array<char, salt_size> salt_;
  bool has_salt_ = false;
};

}}}  // namespace jeton::v0::gitlab

#endif
