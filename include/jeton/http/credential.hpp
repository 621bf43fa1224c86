// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_HTTP_CREDENTIAL_HPP
#define JETON_HTTP_CREDENTIAL_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/detail/base64.hpp>
#include <jeton/bytes/detail/byte_search.hpp>
#include <jeton/core/constant_time.hpp>
#include <jeton/core/detail/owning_temporary.hpp>
#include <jeton/core/result.hpp>
#include <jeton/format/alphabet.hpp>
#include <jeton/http/decode_buffer.hpp>
#include <jeton/http/fault.hpp>
#include <jeton/http/form_urlencoded.hpp>
#include <jeton/http/grammar.hpp>

namespace jeton { inline namespace v0 {

/// How a credential was presented.
enum class presentation : unsigned char { bearer, basic_password, basic_username, header, parameter };

/// The text that a request presents as a token, of which nothing is known yet. A view: neither the request nor the
/// reader that found it may die before it. One door leads to the text; it has no stream and no format.
class credential {
 public:
  /// Nothing is presented.
  constexpr credential() = default;
  constexpr credential(std::string_view text, presentation how, std::string_view username = {})
      : text_(text), username_(username), how_(how) {}

  [[nodiscard]] constexpr std::string_view expose() const { return text_; }
  [[nodiscard]] constexpr bool empty() const { return text_.empty(); }
  [[nodiscard]] constexpr presentation presented_as() const { return how_; }
  /// Basic's user name where the token is the password: what the client claims, checked by nobody.
  [[nodiscard]] constexpr std::string_view username() const { return username_; }

  template <class Stream>
  friend Stream& operator<<(Stream&, const credential&) = delete;  // print fingerprint(expose()) instead

 private:
  std::string_view text_{};
  std::string_view username_{};
  presentation how_ = presentation::bearer;
};

/// What may stand behind `Authorization: Bearer`.
enum class bearer_text : unsigned char {
  refused,  ///< the scheme is not in use
  token68,  ///< RFC 6750 §2.1: letters, digits and `-._~+/`, then any number of `=`
  visible,  ///< any printable ASCII but the space, for tokens that no RFC foresees: Sanctum's `id|…`
};

/// Which part of `Authorization: Basic` is the token.
enum class basic_part : unsigned char {
  refused,               ///< the scheme is not in use
  password,              ///< the password, whatever the user name is: git, npm
  username,              ///< the user name, whatever the password is: `curl -u TOKEN:`
  password_or_username,  ///< the password, or where it is empty the user name
};

/// Where a service reads tokens from. A name that is empty is not in use.
struct credential_carriers {
  bearer_text bearer = bearer_text::token68;
  basic_part basic = basic_part::refused;
  std::string_view header{};     ///< a header field of the service's own: `PRIVATE-TOKEN`, `X-Api-Key`
  std::string_view parameter{};  ///< a field of the query or of a form. URLs are logged, so RFC 9700 §4.3.2 says no
};

/// Finds the credential of one request, whose header fields and query it is given in any order. Nothing is allocated:
/// what has to be decoded, Basic and escaped parameters, stands in Room bytes inside, which are wiped when it dies.
/// Linear time. No branch and no address depends on an accepted token, except in a query, where its escapes show.
///
///     jeton::credential_reader reader{{.header = "X-Api-Key"}};
///     for (const auto& [name, value] : request.headers) reader.header(name, value);
///     const auto presented = reader.read();
template <std::size_t Room = 512>
class credential_reader {
 public:
  constexpr explicit credential_reader(const credential_carriers& carriers) : carriers_(carriers) {}
  credential_reader(const credential_reader&) = delete;
  credential_reader& operator=(const credential_reader&) = delete;

  /// One header field of the request; give it all of them, so that two are noticed. Names have either case.
  constexpr void header(std::string_view name, std::string_view value) {
    const bool in_use = carriers_.bearer != bearer_text::refused || carriers_.basic != basic_part::refused;
    if (in_use && same_http_name(name, "Authorization")) authorization_.add(value);
    if (!carriers_.header.empty() && same_http_name(name, carriers_.header)) header_.add(value);
  }

  /// One parameter that the server has decoded.
  constexpr void parameter(std::string_view name, std::string_view value) {
    if (!carriers_.parameter.empty() && name == carriers_.parameter) parameter_.add(value);
  }

  /// The query of the URL, without its `?`, or the body of a form: `name=value&…`, still encoded.
  constexpr void parameters(std::string_view form) {
    if (carriers_.parameter.empty()) return;
    for_each_form_field(form, [&](std::string_view name, std::string_view value) {
      if (form_equals(name, carriers_.parameter)) parameter_.add(value, true);
    });
  }

  template <detail::owning_temporary Text>
  void header(std::string_view, Text&&) = delete;  // a credential is a view; keep the string in a variable
  template <detail::owning_temporary Text>
  void parameter(std::string_view, Text&&) = delete;
  template <detail::owning_temporary Text>
  void parameters(Text&&) = delete;

  /// What is presented. Empty values count for nothing, and the same text in two carriers is one credential.
  [[nodiscard]] constexpr result<credential, credential_error> read() & {
    room_.restart();
    if (authorization_.count > 1 || header_.count > 1 || parameter_.count > 1) return fault(credential_fault::repeated);
    const auto authorization = from_authorization();
    if (!authorization) return authorization.error();
    const std::string_view value = detail::trimmed(header_.value);
    const taken_text header = take_plain(value);
    if (!header.is_good) {
      return fault(credential_fault::header, header.position + distance(header_.value, value));
    }
    const taken_text parameter = room_.field(parameter_);
    if (!parameter.is_good) return fault(credential_fault::parameter, parameter.position);

    const credential carried[] = {
        *authorization, {header.text, presentation::header}, {parameter.text, presentation::parameter}};
    credential found;
    for (const credential& next : carried) {
      if (next.empty()) continue;
      if (found.empty()) {
        found = next;
      } else if (!constant_time::equal(found.expose(), next.expose())) {
        return fault(credential_fault::contradiction);
      }
    }
    if (found.empty()) return fault(credential_fault::missing);
    return found;
  }

 private:
  using reading = result<credential, credential_error>;

  static constexpr credential_error fault(credential_fault reason, std::size_t position = 0) {
    return {reason, position};
  }
  static constexpr std::size_t distance(std::string_view whole, std::string_view part) {
    return static_cast<std::size_t>(part.data() - whole.data());
  }

  constexpr reading from_authorization() {
    const auto [scheme, text, position] = authorization_field::of(authorization_.value);
    if (scheme.empty()) return credential{};
    if (carriers_.bearer != bearer_text::refused && same_http_name(scheme, "Bearer")) return bearer(text, position);
    if (carriers_.basic != basic_part::refused && same_http_name(scheme, "Basic")) return basic(text, position);
    return fault(credential_fault::scheme);
  }

  constexpr reading bearer(std::string_view text, std::size_t position) const {
    if (carriers_.bearer == bearer_text::token68) {
      const std::string_view digits = text.substr(0, detail::size_without(text, '='));
      if (digits.empty() || !token68_digits::contains(digits)) {
        return fault(credential_fault::bearer, position + detail::first_strange<token68_digits>(digits));
      }
    } else if (text.empty() || !printable_digits::contains(text)) {
      return fault(credential_fault::bearer, position + detail::first_strange<printable_digits>(text));
    }
    return credential{text, presentation::bearer};
  }

  constexpr reading basic(std::string_view text, std::size_t position) {
    const taken_text decoded = room_.basic(text);
    const std::size_t colon = detail::find_byte(decoded.text, ':');
    if (!decoded.is_good || colon == decoded.text.size()) {
      return fault(credential_fault::basic, position + decoded.position);
    }
    const std::string_view username = decoded.text.substr(0, colon);
    const std::string_view password = decoded.text.substr(colon + 1);
    const bool either = carriers_.basic == basic_part::password_or_username;
    if (carriers_.basic == basic_part::username || (either && password.empty())) {
      return credential{username, presentation::basic_username};
    }
    return credential{password, presentation::basic_password, username};
  }

  credential_carriers carriers_;
  carried_text authorization_;
  carried_text header_;
  carried_text parameter_;
  decode_buffer<Room> room_;
};

}}  // namespace jeton::v0

#endif
