// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_HTTP_CHALLENGE_HPP
#define JETON_HTTP_CHALLENGE_HPP

#include <cstddef>
#include <string_view>

#include <jeton/core/bounded_text.hpp>
#include <jeton/core/result.hpp>
#include <jeton/decision/denial.hpp>
#include <jeton/http/credential.hpp>
#include <jeton/http/fault.hpp>

namespace jeton { inline namespace v0 {

class refusal;
struct challenge_texts;

/// The value of a WWW-Authenticate field. Empty where none belongs into the response.
///
///     const auto told = jeton::bearer_challenge(who.error(), {.realm = "acme"});
///     if (told && !told->empty()) answer.add("WWW-Authenticate", told->view());
template <std::size_t Room = 256>
class challenge {
 public:
  constexpr challenge() = default;
  constexpr explicit challenge(const bounded_text<Room>& text) : text_(text) {}

  [[nodiscard]] constexpr std::string_view view() const { return text_.view(); }
  [[nodiscard]] constexpr bool empty() const { return text_.view().empty(); }

 private:
  bounded_text<Room> text_;
};

/// RFC 6750 §3: `Bearer realm="…", error="…", error_description="…", scope="…"`, in Room bytes. Empty at status 503.
template <std::size_t Room = 256>
[[nodiscard]] constexpr result<challenge<Room>, challenge_error> bearer_challenge(const refusal& told,
                                                                                  const challenge_texts& texts);

/// RFC 7617 §2: `Basic realm="…", charset="UTF-8"`, in Room bytes. Empty unless the status is 401: Basic has no words
/// for the rest.
template <std::size_t Room = 256>
[[nodiscard]] constexpr result<challenge<Room>, challenge_error> basic_challenge(const refusal& told,
                                                                                 std::string_view realm);

/// What a refused request is told, by RFC 6750 §3.1. It is made of the reason, and says nothing else: no token, no
/// name.
class refusal {
 public:
  constexpr refusal(credential_fault fault) : refusal(400, "invalid_request", describe(fault)) {  // NOLINT: implicit
    const bool is_missing = fault == credential_fault::missing || fault == credential_fault::scheme;
    if (is_missing) *this = {401, {}, {}};  // nothing is wrong yet, so no error is named
  }
  constexpr refusal(const credential_error& error) : refusal(error.reason()) {}         // NOLINT: likewise
  constexpr refusal(denial reason) : refusal(401, "invalid_token", describe(reason)) {  // NOLINT: likewise
    if (reason == denial::unavailable) *this = {503, {}, {}};                           // another token would not help
    if (reason == denial::out_of_scope) *this = {403, "insufficient_scope", describe(reason)};
  }

  /// The HTTP status: 400, 401, 403 or 503.
  [[nodiscard]] constexpr unsigned status() const { return status_; }
  /// RFC 6750's error code, and a sentence for the developer of the client; both are empty where none belongs.
  [[nodiscard]] constexpr std::string_view error() const { return error_; }
  [[nodiscard]] constexpr std::string_view description() const { return description_; }

 private:
  constexpr refusal(unsigned status, std::string_view error, std::string_view description)
      : status_(status), error_(error), description_(description) {}

  unsigned status_;
  std::string_view error_;
  std::string_view description_;
};

/// What a service adds to its challenges.
struct challenge_texts {
  std::string_view realm{};  ///< printable ASCII; quotes and backslashes are escaped
  std::string_view scope{};  ///< the scopes that are needed, with one space between; empty: not said
};

namespace detail {

/// Where a text has the first byte that RFC 9110 §5.6.4 lets no quoted-string hold, or that readers do not agree on.
constexpr std::size_t first_unquotable(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && text[i] >= ' ' && text[i] <= '~') ++i;
  return i;
}

/// Where a text stops being a list of scopes.
constexpr std::size_t first_unscoped(std::string_view text) {
  bool may_part = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool parts = c == ' ' && may_part && i + 1 < text.size();
    if (!parts && (c <= ' ' || c > '~' || c == '"' || c == '\\')) return i;
    may_part = !parts;
  }
  return text.size();
}

}  // namespace detail

/// Writes a parameter as RFC 9110 §5.6.4 quotes it: `name="text"`. The text is printable ASCII.
template <std::size_t Room>
constexpr void put_quoted(bounded_text<Room>& out, std::string_view name, std::string_view text) {
  out.put(name).put("=\"");
  for (const char c : text) {
    if (c == '"' || c == '\\') out.put('\\');
    out.put(c);
  }
  out.put('"');
}

template <std::size_t Room>
constexpr result<challenge<Room>, challenge_error> bearer_challenge(const refusal& told, const challenge_texts& texts) {
  if (told.status() == 503) return challenge<Room>{};
  const std::size_t realm = detail::first_unquotable(texts.realm);
  if (realm < texts.realm.size()) return challenge_error{challenge_fault::realm, realm};
  const std::size_t scope = detail::first_unscoped(texts.scope);
  if (scope < texts.scope.size()) return challenge_error{challenge_fault::scope, scope};
  bounded_text<Room> text;
  put_quoted(text, "Bearer realm", texts.realm);
  if (!told.error().empty()) {
    put_quoted(text, ", error", told.error());
    put_quoted(text, ", error_description", told.description());
  }
  if (!texts.scope.empty()) put_quoted(text, ", scope", texts.scope);
  if (!text.fits()) return challenge_error{challenge_fault::room, Room};
  return challenge<Room>{text};
}

template <std::size_t Room>
constexpr result<challenge<Room>, challenge_error> basic_challenge(const refusal& told, std::string_view realm) {
  if (told.status() != 401) return challenge<Room>{};
  const std::size_t wrong = detail::first_unquotable(realm);
  if (wrong < realm.size()) return challenge_error{challenge_fault::realm, wrong};
  bounded_text<Room> text;
  put_quoted(text, "Basic realm", realm);
  put_quoted(text, ", charset", "UTF-8");
  if (!text.fits()) return challenge_error{challenge_fault::room, Room};
  return challenge<Room>{text};
}

}}  // namespace jeton::v0

#endif
