// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_EXAMPLES_SQLITE_STORE_DIGEST_KEYS_HPP
#define JETON_EXAMPLES_SQLITE_STORE_DIGEST_KEYS_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <jeton/core/result.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/digester.hpp>

namespace sqlite {

/// Why a program must not write digests into a store.
enum class key_fault : unsigned char {
  unavailable,  ///< the store cannot say which keys wrote to it
  lacking,      ///< a key that wrote digests is not there: one token could be taken twice, under two digests
  wrong,        ///< there is another key of the same id: digests under it would find nothing
};

[[nodiscard]] constexpr std::string_view describe(key_fault fault) {
  switch (fault) {
    case key_fault::unavailable:
      return "the store cannot answer";
    case key_fault::lacking:
      return "the store has digests under a key that is not given";
    case key_fault::wrong:
      return "the store has digests under another key of this number";
  }
  return "unknown fault";
}

/// The fault, and the id of the key that has it.
struct key_error {
  key_fault fault{};
  std::uint32_t id = 0;

  friend constexpr bool operator==(const key_error&, const key_error&) = default;
};

/// The keys that a program has, as a store compares them with those that wrote to it.
struct digest_keys {
  struct key {
    std::uint32_t id;
    jeton::digest<32> check_value;
  };
  std::vector<key> known;
  bool writes_under_first = false;  ///< else digests are written under no key

  digest_keys() = default;
  /// Of a digester that has `check_value(number)`, as jeton::keyring has it: empty of what has no key.
  template <jeton::token_digester Digester>
  explicit digest_keys(const Digester& digester) {
    for (std::size_t number = 0; number < digester.size(); ++number) {
      const jeton::digest<32> value = digester.check_value(number);
      if (value.empty()) continue;
      known.push_back({digester.scheme(number).key, value});
      writes_under_first = writes_under_first || number == 0;
    }
  }

  /// Whether a key that wrote to a store is among these.
  [[nodiscard]] jeton::result<void, key_error> judge(const key& wrote) const {
    for (const key& one : known) {
      if (one.id != wrote.id) continue;
      if (one.check_value == wrote.check_value) return std::in_place;
      return key_error{key_fault::wrong, wrote.id};
    }
    return key_error{key_fault::lacking, wrote.id};
  }
};

}  // namespace sqlite

#endif
