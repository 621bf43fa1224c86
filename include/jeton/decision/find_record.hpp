// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DECISION_FIND_RECORD_HPP
#define JETON_DECISION_FIND_RECORD_HPP

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/decision/denial.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/store/fault.hpp>

namespace jeton { inline namespace v0 {

namespace detail {
template <class Find>
struct found_by;
}  // namespace detail

/// The record that `find` gives.
template <class Find>
using record_found = typename detail::found_by<Find>::type;

/// The record whose digest a presented text has; `unknown` or `unavailable` where there is none. For a decision in an
/// order of its own, as GitLab's is; of the text nothing is asked but its digest. The digests are compared in constant
/// time. `find` is that of `verify`.
///
///     const auto record = jeton::find_record(text, find, jeton::plain_sha256{});
template <class Find, token_digester Digester>
[[nodiscard]] constexpr auto find_record(std::string_view presented, Find&& find, const Digester& digester)
    -> result<record_found<Find>, denial>;

namespace detail {

/// An answer that can say why there is none.
template <class Found>
concept fallible = requires(const Found& found) { found.error(); };
template <class Found>
concept readable = requires(const Found& found) {
  static_cast<bool>(found);
  *found;
};

/// The record in an answer of `find`, or null and the reason. An answer is a result, of which the error
/// store_fault::absent means that there is none and every other that nobody knows; or it is a pointer or an optional,
/// of which null means that there is none; or a result with one of these inside.
template <readable Found>
constexpr const auto* record_in(const Found& found, denial& why) {
  if constexpr (fallible<Found>) {
    using value = std::remove_cvref_t<decltype(*found)>;
    const bool is_answer = static_cast<bool>(found);
    why = denial::unavailable;
    if constexpr (std::same_as<std::remove_cvref_t<decltype(found.error())>, store_fault>) {
      if (!is_answer && found.error() == store_fault::absent) why = denial::unknown;
    }
    if constexpr (readable<value>) {
      using pointer = decltype(record_in(*found, why));
      return is_answer ? record_in(*found, why) : pointer{};
    } else {
      return is_answer ? &*found : nullptr;
    }
  } else {
    why = denial::unknown;
    return static_cast<bool>(found) ? &*found : nullptr;
  }
}

template <class Find>
struct found_by {
  using type = std::remove_cvref_t<decltype(*record_in(std::declval<Find&>()(std::declval<const digest<32>&>()),
                                                       std::declval<denial&>()))>;
};

}  // namespace detail

template <class Find, token_digester Digester>
constexpr auto find_record(std::string_view presented, Find&& find, const Digester& digester)
    -> result<record_found<Find>, denial> {
  for (std::size_t number = 0; number < digester.size(); ++number) {
    const digest<32> key = digester.digest_of(presented, number);
    const auto found = find(key);
    denial why{};
    const auto* const record = detail::record_in(found, why);
    if (record == nullptr && why == denial::unavailable) return why;
    if (record != nullptr && record->digest == key) return *record;
  }
  return denial::unknown;
}

}}  // namespace jeton::v0

#endif
