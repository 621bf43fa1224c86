// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_REQUIREMENT_HPP
#define JETON_SCOPE_REQUIREMENT_HPP

#include <concepts>
#include <type_traits>

/// What a request needs: questions to the set of scopes that a token holds. Default-constructed, zeroed or made of
/// empty parts, each of them is met by nothing.
namespace jeton { inline namespace v0 {

namespace detail {
template <class T>
inline constexpr bool is_requirement = false;  // each kind below says that it is one
}  // namespace detail

/// Something that a set of scopes can meet.
template <class T>
concept requirement = detail::is_requirement<std::remove_cvref_t<T>>;
/// A requirement that can be asked about sets of type Set.
template <class T, class Set>
concept requirement_on = requires(const T& needed, const Set& held) {
  { needed.met_by(held) } -> std::same_as<bool>;
};

/// Met by a set that contains one of `scopes` at least. Made by `vocabulary::any_of<"a", "b">()`.
template <class Set>
struct any_scope {
  using scopes_type = Set;
  Set scopes{};

  [[nodiscard]] constexpr bool met_by(const Set& held) const { return held.contains_any_of(scopes); }
  /// Every name that is spoken of: the attribute `scope` of a refusal (RFC 6750 §3).
  [[nodiscard]] constexpr Set mentioned() const { return scopes; }
  friend constexpr bool operator==(const any_scope&, const any_scope&) = default;
};

/// Met by a set that contains all of `scopes`, of which there is one at least. Made by `vocabulary::all_of<"a",
/// "b">()`.
template <class Set>
struct all_scopes {
  using scopes_type = Set;
  Set scopes{};

  [[nodiscard]] constexpr bool met_by(const Set& held) const { return !scopes.empty() && scopes.is_subset_of(held); }
  [[nodiscard]] constexpr Set mentioned() const { return scopes; }
  friend constexpr bool operator==(const all_scopes&, const all_scopes&) = default;
};

/// Met by every set, also by an empty one. Made by `any_valid_token()`.
struct no_scope_needed {
  bool is_meant = false;  ///< so that a forgotten one is met by nothing

  template <class Set>
  [[nodiscard]] constexpr bool met_by(const Set&) const {
    return is_meant;
  }
  friend constexpr bool operator==(const no_scope_needed&, const no_scope_needed&) = default;
};

/// The requirement of a request for which any token will do, whatever its scopes.
[[nodiscard]] constexpr no_scope_needed any_valid_token() { return {true}; }

template <class Left, class Right>
struct both_requirements;
template <class Left, class Right>
struct either_requirement;

namespace detail {

template <>
inline constexpr bool is_requirement<no_scope_needed> = true;
template <class Set>
inline constexpr bool is_requirement<any_scope<Set>> = true;
template <class Set>
inline constexpr bool is_requirement<all_scopes<Set>> = true;
template <class Left, class Right>
inline constexpr bool is_requirement<both_requirements<Left, Right>> = true;
template <class Left, class Right>
inline constexpr bool is_requirement<either_requirement<Left, Right>> = true;

/// The sets that a requirement asks; void of one that takes any.
template <class T>
struct scopes_asked {
  using type = void;
};
template <class T>
  requires requires { typename T::scopes_type; }
struct scopes_asked<T> {
  using type = typename T::scopes_type;
};

/// The sets that two requirements ask together.
template <class Left, class Right>
struct scopes_in_common {
  using left = typename scopes_asked<Left>::type;
  using right = typename scopes_asked<Right>::type;
  static constexpr bool is_one = std::is_void_v<left> || std::is_void_v<right> || std::is_same_v<left, right>;
  static_assert(is_one, "jeton: these requirements speak of two vocabularies");
  using type = std::conditional_t<std::is_void_v<left>, right, left>;
};

template <class Left, class Right>
constexpr auto mentioned_by(const Left& left, const Right& right) {
  if constexpr (std::is_void_v<typename scopes_asked<Left>::type>) {
    return right.mentioned();
  } else if constexpr (std::is_void_v<typename scopes_asked<Right>::type>) {
    return left.mentioned();
  } else {
    return left.mentioned() | right.mentioned();
  }
}

}  // namespace detail

/// Met by what meets both sides. Made by `left & right`.
template <class Left, class Right>
struct both_requirements {
  using scopes_type = typename detail::scopes_in_common<Left, Right>::type;
  Left left{};
  Right right{};

  template <class Set>
    requires requirement_on<Left, Set> && requirement_on<Right, Set>
  [[nodiscard]] constexpr bool met_by(const Set& held) const {
    return left.met_by(held) && right.met_by(held);
  }
  [[nodiscard]] constexpr auto mentioned() const
    requires(!std::is_void_v<scopes_type>)
  {
    return detail::mentioned_by(left, right);
  }
  friend constexpr bool operator==(const both_requirements&, const both_requirements&) = default;
};

/// Met by what meets one side at least. Made by `left | right`.
template <class Left, class Right>
struct either_requirement {
  using scopes_type = typename detail::scopes_in_common<Left, Right>::type;
  Left left{};
  Right right{};

  template <class Set>
    requires requirement_on<Left, Set> && requirement_on<Right, Set>
  [[nodiscard]] constexpr bool met_by(const Set& held) const {
    return left.met_by(held) || right.met_by(held);
  }
  [[nodiscard]] constexpr auto mentioned() const
    requires(!std::is_void_v<scopes_type>)
  {
    return detail::mentioned_by(left, right);
  }
  friend constexpr bool operator==(const either_requirement&, const either_requirement&) = default;
};

template <requirement Left, requirement Right>
[[nodiscard]] constexpr both_requirements<Left, Right> operator&(const Left& left, const Right& right) {
  return {left, right};
}
template <requirement Left, requirement Right>
[[nodiscard]] constexpr either_requirement<Left, Right> operator|(const Left& left, const Right& right) {
  return {left, right};
}

}}  // namespace jeton::v0

#endif
