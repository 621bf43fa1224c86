// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DECISION_VERIFY_HPP
#define JETON_DECISION_VERIFY_HPP

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <jeton/core/result.hpp>
#include <jeton/decision/denial.hpp>
#include <jeton/decision/find_record.hpp>
#include <jeton/digest/digest.hpp>
#include <jeton/digest/digester.hpp>
#include <jeton/format/identify.hpp>
#include <jeton/format/token.hpp>
#include <jeton/scope/requirement.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

struct ignore_denials;

/// The decision on a presented token: the record of the token if it may do what is needed now, or why not, in the order
/// of the enumerators of `denial`. Clock, store and keys are arguments, so that the same code runs in a static_assert.
///
/// - `format`: one that is a value, such as `prefixed<F>`, or several, `formats{…}`.
/// - `find`: called with the digest of the token. It gives a result<record, store_fault> as a store does, or a pointer
///   or an optional, of which null means that there is no such record. A store that cannot answer must say so, and
///   then the answer is `unavailable`: nobody is told that a good token is unknown.
/// - `needed`: a requirement, such as `my_scopes::any_of<"repo:read">()` or `any_valid_token()`.
/// - `digester`: how the store's digests were made: `plain_sha256`, a keyring, a reader of another store's. Of several
///   ways each costs a look-up for an unknown token.
/// - `on_denial`: called with each denial, for limits on the rate of guesses. A check stops accidents and not
///   attackers: whoever can compute a CRC gets to the look-up.
///
/// Constant time from the random digits to the digest, and in the final comparison; `find` is given the digest, and may
/// branch on it.
///
///     const auto find = [&](const jeton::digest<32>& key) { return store.find(key); };
///     const auto who = jeton::verify<acme_pat>(text, find, acme_scopes::any_of<"repo:read">(), now);
///     if (!who) return refuse(who.error());
template <class Format, class Find, class Requirement, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
  requires requires(const Format& format, std::string_view text) { format.parse(text).error(); }
[[nodiscard]] constexpr auto verify(const Format& format, std::string_view presented, Find&& find,
                                    const Requirement& needed, const Now& now, const Digester& digester = {},
                                    OnDenial&& on_denial = {});

/// The same for formats that are known at compile time: `verify<acme_pat>(text, find, needed, now)`.
template <class... F, class Find, class Requirement, utc_time_point Now, token_digester Digester = plain_sha256,
          class OnDenial = ignore_denials>
  requires(sizeof...(F) > 0)
[[nodiscard]] constexpr auto verify(std::string_view presented, Find&& find, const Requirement& needed, const Now& now,
                                    const Digester& digester = {}, OnDenial&& on_denial = {});

/// What the decision asks of a record: its own digest, whether it was revoked, when it dies, what it may do.
template <class Record, class Requirement, class Now>
concept stored_token = std::default_initializable<Record> && utc_time_point<Now> &&
                       requires(const Record& record, const Requirement& needed, const Now& now) {
                         { record.digest == digest<32>{} } -> std::same_as<bool>;
                         { record.revoked } -> std::convertible_to<bool>;
                         { record.expires.passed(now) } -> std::same_as<bool>;
                         { needed.met_by(record.scopes) } -> std::same_as<bool>;
                       };

/// Several formats that are values, as one: `formats{ours, opaque<20>{}}`. They obey the rules of `identify`.
template <class... F>
class formats;
template <>
class formats<> {};
template <class First, class... Rest>
class formats<First, Rest...> : formats<Rest...> {
 public:
  constexpr explicit formats(const First& first, const Rest&... rest) : formats<Rest...>(rest...), first_(first) {}

  /// The index of the format that a text has, or the first fault.
  [[nodiscard]] constexpr result<std::size_t, token_error> parse(std::string_view text) const {
    return identify_with(text);
  }

 protected:
  template <class... Before>
  constexpr result<std::size_t, token_error> identify_with(std::string_view text, const Before&... before) const {
    if constexpr (sizeof...(Rest) == 0) {
      return identify(text, before..., first_);
    } else {
      return formats<Rest...>::identify_with(text, before..., first_);
    }
  }

 private:
  First first_;
};
template <class... F>
formats(const F&...) -> formats<F...>;

/// Does nothing with a denial.
struct ignore_denials {
  template <class Denial>
  constexpr void operator()(Denial) const {}
};

namespace detail {

/// The decision, without the hook.
template <class Format, class Find, class Requirement, class Now, class Digester>
constexpr auto decide(const Format& format, std::string_view presented, Find& find, const Requirement& needed,
                      const Now& now, const Digester& digester) -> result<record_found<Find>, denial> {
  if (const auto token = format.parse(presented); !token) {
    return token.error() == token_fault::checksum ? denial::mistyped : denial::malformed;
  }
  auto record = find_record(presented, find, digester);
  if (!record) return record;
  if (record->revoked) return denial::revoked;
  if (record->expires.passed(now)) return denial::expired;
  if (!needed.met_by(record->scopes)) return denial::out_of_scope;
  return record;
}

/// Formats that are types, as one value.
template <class... F>
struct listed_formats {
  [[nodiscard]] static constexpr auto parse(std::string_view text) {
    if constexpr (sizeof...(F) == 1) {
      return (F::parse(text), ...);
    } else {
      return identify<F...>(text);
    }
  }
};

}  // namespace detail

template <class Format, class Find, class Requirement, utc_time_point Now, token_digester Digester, class OnDenial>
  requires requires(const Format& format, std::string_view text) { format.parse(text).error(); }
constexpr auto verify(const Format& format, std::string_view presented, Find&& find, const Requirement& needed,
                      const Now& now, const Digester& digester, OnDenial&& on_denial) {
  constexpr bool record_has_what_is_asked = stored_token<record_found<Find>, Requirement, Now>;
  static_assert(record_has_what_is_asked,
                "jeton: a record has digest, revoked, expires and scopes, and the scopes are those of the requirement");
  auto decided = detail::decide(format, presented, find, needed, now, digester);
  if (!decided) on_denial(decided.error());
  return decided;
}

template <class... F, class Find, class Requirement, utc_time_point Now, token_digester Digester, class OnDenial>
  requires(sizeof...(F) > 0)
constexpr auto verify(std::string_view presented, Find&& find, const Requirement& needed, const Now& now,
                      const Digester& digester, OnDenial&& on_denial) {
  return verify(detail::listed_formats<F...>{}, presented, find, needed, now, digester, on_denial);
}

/// The digest under which a verified token should be stored from now on; an empty one where it is already. So keys are
/// changed, and digests of another store taken over, as tokens are used.
template <class Record, token_digester Digester>
[[nodiscard]] constexpr digest<32> digest_to_write(const Record& verified, std::string_view presented,
                                                   const Digester& digester) {
  const digest<32> current = digester.digest_of(presented, 0);
  return verified.digest == current ? digest<32>{} : current;
}

}}  // namespace jeton::v0

#endif
