// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_DETAIL_SQLITE_KEYS_HPP
#define JETON_STORE_DETAIL_SQLITE_KEYS_HPP

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <jeton/core/result.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/store/sqlite_fault.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace sqlite {

/// The keys that a program has, as a store compares them with those that wrote to it.
struct digest_keys {
  struct key {
    std::uint32_t id;
    digest<32> check_value;
  };
  std::vector<key> known;
  bool writes_under_first = false;  ///< else digests are written under no key

  digest_keys() = default;
  /// Of a digester that has `check_value(number)`, as keyring has it: empty of what has no key.
  template <token_digester Digester>
  explicit digest_keys(const Digester& digester) {
    for (std::size_t number = 0; number < digester.size(); ++number) {
      const digest<32> value = digester.check_value(number);
      if (value.empty()) continue;
      known.push_back({digester.scheme(number).key, value});
      writes_under_first = writes_under_first || number == 0;
    }
  }

  /// Whether a key that wrote to a store is among these.
  [[nodiscard]] result<void, key_error> judge(const key& wrote) const {
    for (const key& one : known) {
      if (one.id != wrote.id) continue;
      if (one.check_value == wrote.check_value) return std::in_place;
      return key_error{key_fault::wrong, wrote.id};
    }
    return key_error{key_fault::lacking, wrote.id};
  }
};

}}}}  // namespace jeton::v0::detail::sqlite

#endif
