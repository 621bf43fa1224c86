// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_TRIAL_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_TRIAL_HPP

#include <cstddef>
#include <type_traits>
#include <utility>

#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

/// The trial of a store: each rule has a store of its own, and each breach of one is reported and counted.
template <class Make, class Report>
class trial {
 public:
  /// What `make` gives: a store, or what has one.
  using home = std::remove_cvref_t<decltype(std::declval<Make&>()())>;

  static auto& store_of(home& at) {
    if constexpr (token_store<home>) {
      return at;
    } else {
      return at.store();
    }
  }
  using store = std::remove_reference_t<decltype(store_of(std::declval<home&>()))>;
  using vocabulary = typename store::record::vocabulary;
  using row = token_record<vocabulary>;

  static_assert(token_store<store>, "jeton: what is made is no jeton::token_store, nor has it a store() that is one");
  static constexpr bool gives_up = requires(store& tried) { tried.try_transact([](auto&) { return true; }); };
  static constexpr bool breaks = requires(home& at) { at.break_it(); };

  trial(Make& make, Report& report) : make_(make), report_(report) {}

  /// Tries a rule, with a new and empty store. A breach is reported under its text.
  template <class Try>
  void rule(const char* text, Try attempt) {
    rule_ = text;
    home at = make_();
    attempt(store_of(at));
  }
  /// The same for a rule that breaks the store.
  template <class Try>
  void breaking_rule(const char* text, Try attempt) {
    rule_ = text;
    home at = make_();
    attempt(store_of(at), [&] { at.break_it(); });
  }

  /// Gives what it is told, and reports where that is false. For the thread that tries the rule.
  bool holds(bool value, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    if (value) return true;
    ++breaches_;
    report_(rule_, file, line);
    return false;
  }

  [[nodiscard]] std::size_t breaches() const { return breaches_; }

 private:
  Make& make_;
  Report& report_;
  const char* rule_ = "";
  std::size_t breaches_ = 0;
};

}}}}  // namespace jeton::v0::detail::conformance

#endif
