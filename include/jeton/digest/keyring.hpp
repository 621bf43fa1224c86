// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DIGEST_KEYRING_HPP
#define JETON_DIGEST_KEYRING_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <jeton/core/constant_time.hpp>
#include <jeton/core/result.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/digest/fault.hpp>
#include <jeton/digest/sha256.hpp>

namespace jeton { inline namespace v0 {

class pepper;

/// HMAC-SHA-256 under a pepper, and under earlier ones, since the digests of a store outlive a change. Keys have ids of
/// the caller's choice; a store that keeps them beside its digests knows when an old key is no longer needed. It
/// neither moves nor copies; a change of keys is a new keyring.
///
///     jeton::keyring keys{2, *jeton::pepper::from(bytes)};
///     keys.accept_earlier(1, *jeton::pepper::from(old_bytes));
class keyring {
 public:
  static constexpr std::size_t max_keys = 8;  ///< the current one and seven earlier ones

  constexpr keyring(std::uint32_t id, const pepper& current) { (void)accept_earlier(id, current); }
  keyring(const keyring&) = delete;
  keyring& operator=(const keyring&) = delete;

  /// Finds digests under an earlier key too.
  constexpr result<void, keyring_fault> accept_earlier(std::uint32_t id, const pepper& earlier);

  [[nodiscard]] constexpr std::size_t size() const { return count_; }
  [[nodiscard]] constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) const {
    if (number >= count_) return {};
    hmac_sha256_hasher hasher = keys_[number].keyed;
    hasher.update(text);
    return hasher.finish();
  }
  [[nodiscard]] constexpr digest_scheme scheme(std::size_t number = 0) const {
    return number < count_ ? digest_scheme{"hmac-sha256", keys_[number].id} : digest_scheme{};
  }

  /// By which a store recognizes a key that wrote digests to it: HMAC-SHA-256 of a fixed text, which no token can be
  /// since it has spaces. It tells nothing about the key; without it, digests could be written under a key that finds
  /// nothing. Empty where there is no such key.
  [[nodiscard]] constexpr digest<32> check_value(std::size_t number = 0) const {
    return digest_of("jeton: check value of a key for digests", number);
  }

  template <class Stream>
  friend Stream& operator<<(Stream&, const keyring&) = delete;

 private:
  struct key {
    std::uint32_t id = 0;
    hmac_sha256_hasher keyed;

    constexpr key() {}  // written out, since GCC 12 asks in an array whether it may
  };

  key keys_[max_keys];
  std::size_t count_ = 0;
};

/// A key of the server's own, kept outside of the store: who steals the store alone can check no guess of a token. 32
/// random bytes or more. Only the state of HMAC after them is held, and wiped when it dies; no door leads to the
/// bytes, and there is no stream and no format. It does not move: what is not there cannot be used by mistake.
class pepper {
 public:
  static constexpr std::size_t min_size = 32;  ///< bytes, as many as the hash has

  /// Of bytes that were read at run time; wipe them afterwards.
  [[nodiscard]] static constexpr result<pepper, pepper_fault> from(std::string_view bytes) {
    if (bytes.size() < min_size) return pepper_fault::size;
    unsigned difference = 0;
    for (const char c : bytes) difference |= static_cast<unsigned char>(c ^ bytes[0]);
    if (constant_time::value_barrier(difference) == 0) return pepper_fault::repetition;
    return result<pepper, pepper_fault>{std::in_place, bytes};
  }

  /// Of a literal, for tests: what stands in a program is no secret. Not for arrays that are filled at run time.
  template <std::size_t Size>
  consteval explicit pepper(const char (&literal)[Size]) : pepper(std::string_view{literal, Size - 1}) {
    static_assert(Size > min_size, "jeton: a pepper has 32 bytes or more");
  }

  pepper(const pepper&) = delete;
  pepper& operator=(const pepper&) = delete;

  template <class Stream>
  friend Stream& operator<<(Stream&, const pepper&) = delete;  // a pepper has no business in a log

 private:
  friend class keyring;
  friend class result<pepper, pepper_fault>;  // which may hold none
  constexpr pepper() = default;
  constexpr explicit pepper(std::string_view bytes) : keyed_(bytes) {}

  hmac_sha256_hasher keyed_;
};

constexpr result<void, keyring_fault> keyring::accept_earlier(std::uint32_t id, const pepper& earlier) {
  for (std::size_t i = 0; i < count_; ++i) {
    if (keys_[i].id == id) return keyring_fault::repeated;
  }
  if (count_ == max_keys) return keyring_fault::room;
  keys_[count_].id = id;
  keys_[count_++].keyed = earlier.keyed_;
  return std::in_place;
}

/// Digests are written by Current, and those that Earlier wrote are found as well: `with_earlier{keys,
/// plain_sha256{}}`, `with_earlier{keys, with_earlier{a, b}}`. What has a name is referred to and must live as long;
/// temporaries move in.
template <class Current, class Earlier>
struct with_earlier {
  Current current;
  Earlier earlier;

  [[nodiscard]] constexpr std::size_t size() const { return current.size() + earlier.size(); }
  [[nodiscard]] constexpr digest<32> digest_of(std::string_view text, std::size_t number = 0) const {
    const std::size_t first = current.size();
    return number < first ? current.digest_of(text, number) : earlier.digest_of(text, number - first);
  }
  [[nodiscard]] constexpr digest_scheme scheme(std::size_t number = 0) const {
    const std::size_t first = current.size();
    return number < first ? current.scheme(number) : earlier.scheme(number - first);
  }
  [[nodiscard]] constexpr digest<32> check_value(std::size_t number = 0) const {
    const std::size_t first = current.size();
    return number < first ? current.check_value(number) : earlier.check_value(number - first);
  }
};
template <class Current, class Earlier>
with_earlier(Current&&, Earlier&&) -> with_earlier<Current, Earlier>;

}}  // namespace jeton::v0

#endif
