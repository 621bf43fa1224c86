// SPDX-License-Identifier: BSL-1.0
// jeton 0.1.0: API tokens that are defined in one line, minted, checked offline and digested.
// Distributed under the Boost Software License, Version 1.0: https://www.boost.org/LICENSE_1_0.txt
// Made by tools/amalgamate.py from include/: change the files there, not this one.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/jeton.hpp>

// jeton/bytes/detail/byte_search.hpp
#ifndef JETON_BYTES_DETAIL_BYTE_SEARCH_HPP
#define JETON_BYTES_DETAIL_BYTE_SEARCH_HPP

/// Questions about single bytes that may belong to a secret. Each answer is a verdict that is the same for every token
/// that is accepted: it has no blank, no colon and no padding where one is looked for.
namespace jeton { inline namespace v0 { namespace detail {

constexpr bool is_byte(char c, char wanted) {
  const auto difference = static_cast<unsigned char>(c ^ wanted);
  return constant_time::value_barrier(std::uint32_t{difference}) == 0;
}

constexpr bool is_blank(char c) {
  const auto space = static_cast<unsigned char>(c ^ ' ');
  const auto tab = static_cast<unsigned char>(c ^ '\t');
  return constant_time::value_barrier(std::uint32_t{space} * tab) == 0;
}

/// Where the first `wanted` stands; the size of the text where there is none.
constexpr std::size_t find_byte(std::string_view text, char wanted) {
  std::size_t i = 0;
  while (i < text.size() && !is_byte(text[i], wanted)) ++i;
  return i;
}

/// The size of a text without the `c` at its end.
constexpr std::size_t size_without(std::string_view text, char c) {
  std::size_t size = text.size();
  while (size > 0 && is_byte(text[size - 1], c)) --size;
  return size;
}

/// A text without the spaces and tabs at its ends.
constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/http/detail/form_urlencoded.hpp
#ifndef JETON_HTTP_DETAIL_FORM_URLENCODED_HPP
#define JETON_HTTP_DETAIL_FORM_URLENCODED_HPP

/// application/x-www-form-urlencoded: the query of a URL, and the body of a form (WHATWG URL §5.1). Not constant-time:
/// where a byte needs an escape shows, as it does in the length of the text.
namespace jeton { inline namespace v0 { namespace detail {

/// The byte that stands at a position, and how many characters write it: 1, 3, or 0 where a `%` is not followed by two
/// hexadecimal digits.
struct form_byte {
  char value = 0;
  std::size_t size = 0;

  static constexpr form_byte at(std::string_view text, std::size_t position) {
    const char c = text[position];
    if (c == '+') return {' ', 1};
    if (c != '%') return {c, 1};
    if (text.size() - position < 3) return {};
    const unsigned high = digit(text[position + 1]);
    const unsigned low = digit(text[position + 2]);
    if (high > 15 || low > 15) return {};
    return {static_cast<char>(static_cast<unsigned char>(high * 16 + low)), 3};
  }

 private:
  static constexpr unsigned digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    return 16;
  }
};

/// Whether an encoded text stands for this one.
constexpr bool form_equals(std::string_view encoded, std::string_view text) {
  std::size_t position = 0;
  for (const char c : text) {
    if (position == encoded.size()) return false;
    const form_byte next = form_byte::at(encoded, position);
    if (next.size == 0 || next.value != c) return false;
    position += next.size;
  }
  return position == encoded.size();
}

/// Calls `visit` with the name and the value of each field, both still encoded. Linear time.
template <class Visit>
constexpr void for_each_field(std::string_view form, Visit visit) {
  for (bool more = !form.empty(); more;) {
    const std::size_t end = form.find('&');
    const std::string_view field = form.substr(0, end);
    const std::size_t equals = field.find('=');
    visit(field.substr(0, equals), equals < field.size() ? field.substr(equals + 1) : std::string_view{});
    more = end < form.size();
    if (more) form.remove_prefix(end + 1);
  }
}

}}}  // namespace jeton::v0::detail

#endif

// jeton/http/detail/grammar.hpp
#ifndef JETON_HTTP_DETAIL_GRAMMAR_HPP
#define JETON_HTTP_DETAIL_GRAMMAR_HPP

/// The little of HTTP's grammar that stands between a header field and a token.
namespace jeton { inline namespace v0 { namespace detail {

/// RFC 6750's b64token is RFC 9110's token68, and ends in any number of `=` besides.
struct token68_digits : alphabet<"+-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"> {};

/// Whether two names are the same, with ASCII letters of either case: of header fields and of schemes (RFC 9110 §5.1,
/// §11.1).
constexpr bool same_name(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (lower(left[i]) != lower(right[i])) return false;
  }
  return true;
}

/// Whether no byte is one of ASCII's control characters, which neither a header field nor Basic may hold (RFC 9110
/// §5.5, RFC 7617 §2).
constexpr bool no_controls(std::string_view text) {
  std::uint32_t controls = 0;
  for (const char c : text) {
    const std::uint32_t byte = static_cast<unsigned char>(c);
    controls |= (byte - 0x20) >> 31 | ((byte ^ 0x7F) - 1) >> 31;
  }
  return constant_time::value_barrier(controls) == 0;
}

/// Where the first control character stands; the size where there is none. For texts that are refused.
constexpr std::size_t first_control(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x20 && text[i] != 0x7F) ++i;
  return i;
}

/// The value of an Authorization field: a scheme, spaces, and what the scheme asks for.
struct authorization {
  std::string_view scheme;
  std::string_view credentials;
  std::size_t position = 0;  ///< of the credentials in the value

  static constexpr authorization of(std::string_view value) {
    const std::string_view text = trimmed(value);
    const std::size_t end = find_byte(text, ' ');
    std::size_t next = end;
    while (next < text.size() && is_byte(text[next], ' ')) ++next;
    const auto skipped = static_cast<std::size_t>(text.data() - value.data());
    return {text.substr(0, end), text.substr(next), skipped + next};
  }
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/http/detail/decode_buffer.hpp
#ifndef JETON_HTTP_DETAIL_DECODE_BUFFER_HPP
#define JETON_HTTP_DETAIL_DECODE_BUFFER_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// What a request has under one name: the value that came last, and how many came.
struct carried {
  std::string_view value{};
  std::size_t count = 0;
  bool is_encoded = false;  ///< as a field of a form is

  constexpr void add(std::string_view text, bool encoded = false) {
    value = text;
    is_encoded = encoded;
    ++count;
  }
};

/// A text taken out of another, or the place in that one which forbids it.
struct taken_text {
  bool is_good = false;
  std::string_view text{};
  std::size_t position = 0;
};

/// A text as it is, without control characters.
constexpr taken_text plain_text(std::string_view text) {
  if (!no_controls(text)) return {false, {}, first_control(text)};
  return {true, text};
}

/// Room bytes for the texts that have to be decoded, one behind the other. Wiped when it dies.
template <std::size_t Room>
class decode_buffer {
 public:
  /// Begins again. Views of what was decoded before are dead.
  constexpr void restart() { used_ = 0; }

  /// The `user:password` in the credentials of Basic: padded and canonical base64 (RFC 4648 §4).
  constexpr taken_text basic(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return {false, {}, text.size()};
    std::size_t size = text.size();
    while (size > text.size() - 2 && is_byte(text[size - 1], '=')) --size;
    const std::string_view digits = text.substr(0, size);
    const std::size_t byte_count = base64_byte_count(size);
    if (byte_count > Room - used_) return {false, {}, base64_digit_count(Room - used_)};
    char* const bytes = chars_.items + used_;
    const base64_answer answer = base64_decode<base64_digits, base64_digit_count(Room)>(digits, bytes);
    if (answer == base64_answer::strange_digit) return {false, {}, first_strange<base64_digits>(digits)};
    if (answer == base64_answer::trailing_bits) return {false, {}, size - 1};
    const std::string_view decoded{bytes, byte_count};  // named, as compilers take long over {{bytes, byte_count}}
    if (!no_controls(decoded)) return {};
    used_ += byte_count;
    return {true, decoded};
  }

  /// What a field of a form stands for. It is copied only where something is escaped.
  constexpr taken_text field(const carried& from) {
    const std::string_view text = from.value;
    if (!from.is_encoded || text.find_first_of("%+") == std::string_view::npos) return plain_text(text);
    const std::size_t first = used_;
    for (std::size_t i = 0; i < text.size();) {
      const form_byte next = form_byte::at(text, i);
      if (next.size == 0 || used_ == Room || !no_controls({&next.value, 1})) return {false, {}, i};
      chars_.items[used_++] = next.value;
      i += next.size;
    }
    return {true, {chars_.items + first, used_ - first}};
  }

 private:
  wiped_array<char, Room> chars_;
  std::size_t used_ = 0;
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/http/credential.hpp
#ifndef JETON_HTTP_CREDENTIAL_HPP
#define JETON_HTTP_CREDENTIAL_HPP

namespace jeton { inline namespace v0 {

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

/// How a credential was presented.
enum class presentation : unsigned char { bearer, basic_password, basic_username, header, parameter };

/// Why a request presents no credential, in the order of the checks.
enum class credential_fault : unsigned char {
  repeated,       ///< a header field or a parameter that carries tokens comes twice; position 0
  scheme,         ///< an Authorization field of a scheme that is not in use; position 0
  bearer,         ///< behind `Bearer` stands no token; its first wrong byte
  basic,          ///< behind `Basic` stands no `user:password` in base64, or more than there is room for
  header,         ///< the header field has a control character; its position
  parameter,      ///< the parameter has a control character or a broken escape, or more than there is room for
  contradiction,  ///< two carriers carry different texts; position 0
  missing,        ///< no carrier carries anything; position 0
};
/// The position is one in the value of the header field or parameter, as it was given.
using credential_error = error_at<credential_fault>;

[[nodiscard]] constexpr std::string_view describe(credential_fault fault) {
  switch (fault) {
    case credential_fault::repeated:
      return "the credential is given more than once";
    case credential_fault::scheme:
      return "the authorization scheme is not in use here";
    case credential_fault::bearer:
      return "what follows Bearer is not a token";
    case credential_fault::basic:
      return "what follows Basic is not a user name and a password";
    case credential_fault::header:
      return "the header field of the credential has a control character";
    case credential_fault::parameter:
      return "the parameter of the credential is malformed";
    case credential_fault::contradiction:
      return "the request carries two different credentials";
    case credential_fault::missing:
      return "the request carries no credential";
  }
  return "unknown fault";
}

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
    if (in_use && detail::same_name(name, "Authorization")) authorization_.add(value);
    if (!carriers_.header.empty() && detail::same_name(name, carriers_.header)) header_.add(value);
  }

  /// One parameter that the server has decoded.
  constexpr void parameter(std::string_view name, std::string_view value) {
    if (!carriers_.parameter.empty() && name == carriers_.parameter) parameter_.add(value);
  }

  /// The query of the URL, without its `?`, or the body of a form: `name=value&…`, still encoded.
  constexpr void parameters(std::string_view form) {
    if (carriers_.parameter.empty()) return;
    detail::for_each_field(form, [&](std::string_view name, std::string_view value) {
      if (detail::form_equals(name, carriers_.parameter)) parameter_.add(value, true);
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
    const detail::taken_text header = detail::plain_text(value);
    if (!header.is_good) {
      return fault(credential_fault::header, header.position + distance(header_.value, value));
    }
    const detail::taken_text parameter = room_.field(parameter_);
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
    const auto [scheme, text, position] = detail::authorization::of(authorization_.value);
    if (scheme.empty()) return credential{};
    if (carriers_.bearer != bearer_text::refused && detail::same_name(scheme, "Bearer")) return bearer(text, position);
    if (carriers_.basic != basic_part::refused && detail::same_name(scheme, "Basic")) return basic(text, position);
    return fault(credential_fault::scheme);
  }

  constexpr reading bearer(std::string_view text, std::size_t position) const {
    if (carriers_.bearer == bearer_text::token68) {
      const std::string_view digits = text.substr(0, detail::size_without(text, '='));
      if (digits.empty() || !detail::token68_digits::contains(digits)) {
        return fault(credential_fault::bearer, position + detail::first_strange<detail::token68_digits>(digits));
      }
    } else if (text.empty() || !printable_digits::contains(text)) {
      return fault(credential_fault::bearer, position + detail::first_strange<printable_digits>(text));
    }
    return credential{text, presentation::bearer};
  }

  constexpr reading basic(std::string_view text, std::size_t position) {
    const detail::taken_text decoded = room_.basic(text);
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
  detail::carried authorization_;
  detail::carried header_;
  detail::carried parameter_;
  detail::decode_buffer<Room> room_;
};

}}  // namespace jeton::v0

#endif

// jeton/http/detail/bounded_text.hpp
#ifndef JETON_HTTP_DETAIL_BOUNDED_TEXT_HPP
#define JETON_HTTP_DETAIL_BOUNDED_TEXT_HPP

namespace jeton { inline namespace v0 { namespace detail {

/// A text of at most Room bytes that is written piece by piece, as long as the pieces fit.
template <std::size_t Room>
class bounded_text {
 public:
  constexpr bounded_text& put(char c) {
    fits_ = fits_ && size_ < Room;
    if (fits_) chars_[size_++] = c;
    return *this;
  }
  constexpr bounded_text& put(std::string_view piece) {
    for (const char c : piece) put(c);
    return *this;
  }

  /// Whether all of it was written.
  [[nodiscard]] constexpr bool fits() const { return fits_; }
  [[nodiscard]] constexpr std::string_view view() const { return {chars_, size_}; }

 private:
  char chars_[Room]{};
  std::size_t size_ = 0;
  bool fits_ = true;
};

}}}  // namespace jeton::v0::detail

#endif

// jeton/http/challenge.hpp
#ifndef JETON_HTTP_CHALLENGE_HPP
#define JETON_HTTP_CHALLENGE_HPP

namespace jeton { inline namespace v0 {

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

/// Why no challenge was written, in the order of the checks.
enum class challenge_fault : unsigned char {
  realm,  ///< a byte outside of printable ASCII: CR, LF, NUL, a tab, UTF-8; its position
  scope,  ///< not `scope-token *( SP scope-token )` (RFC 6749 §3.3); the first wrong byte
  room,   ///< it is longer than there is room for; that size
};
using challenge_error = error_at<challenge_fault>;

[[nodiscard]] constexpr std::string_view describe(challenge_fault fault) {
  switch (fault) {
    case challenge_fault::realm:
      return "a realm is printable ASCII";
    case challenge_fault::scope:
      return "not a list of scopes";
    case challenge_fault::room:
      return "the challenge is longer than there is room for";
  }
  return "unknown fault";
}

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

template <std::size_t Room>
constexpr void put_quoted(bounded_text<Room>& out, std::string_view name, std::string_view text) {
  out.put(name).put("=\"");
  for (const char c : text) {
    if (c == '"' || c == '\\') out.put('\\');
    out.put(c);
  }
  out.put('"');
}

}  // namespace detail

/// The value of a WWW-Authenticate field. Empty where none belongs into the response.
template <std::size_t Room = 256>
class challenge {
 public:
  constexpr challenge() = default;
  constexpr explicit challenge(const detail::bounded_text<Room>& text) : text_(text) {}

  [[nodiscard]] constexpr std::string_view view() const { return text_.view(); }
  [[nodiscard]] constexpr bool empty() const { return text_.view().empty(); }

 private:
  detail::bounded_text<Room> text_;
};

/// RFC 6750 §3: `Bearer realm="…", error="…", error_description="…", scope="…"`, in Room bytes. Empty at status 503.
template <std::size_t Room = 256>
[[nodiscard]] constexpr result<challenge<Room>, challenge_error> bearer_challenge(const refusal& told,
                                                                                  const challenge_texts& texts) {
  if (told.status() == 503) return challenge<Room>{};
  const std::size_t realm = detail::first_unquotable(texts.realm);
  if (realm < texts.realm.size()) return challenge_error{challenge_fault::realm, realm};
  const std::size_t scope = detail::first_unscoped(texts.scope);
  if (scope < texts.scope.size()) return challenge_error{challenge_fault::scope, scope};
  detail::bounded_text<Room> text;
  detail::put_quoted(text, "Bearer realm", texts.realm);
  if (!told.error().empty()) {
    detail::put_quoted(text, ", error", told.error());
    detail::put_quoted(text, ", error_description", told.description());
  }
  if (!texts.scope.empty()) detail::put_quoted(text, ", scope", texts.scope);
  if (!text.fits()) return challenge_error{challenge_fault::room, Room};
  return challenge<Room>{text};
}

/// RFC 7617 §2: `Basic realm="…", charset="UTF-8"`, in Room bytes. Empty unless the status is 401: Basic has no words
/// for the rest.
template <std::size_t Room = 256>
[[nodiscard]] constexpr result<challenge<Room>, challenge_error> basic_challenge(const refusal& told,
                                                                                 std::string_view realm) {
  if (told.status() != 401) return challenge<Room>{};
  const std::size_t wrong = detail::first_unquotable(realm);
  if (wrong < realm.size()) return challenge_error{challenge_fault::realm, wrong};
  detail::bounded_text<Room> text;
  detail::put_quoted(text, "Basic realm", realm);
  detail::put_quoted(text, ", charset", "UTF-8");
  if (!text.fits()) return challenge_error{challenge_fault::room, Room};
  return challenge<Room>{text};
}

}}  // namespace jeton::v0

#endif

// jeton/http.hpp
#ifndef JETON_HTTP_HPP
#define JETON_HTTP_HPP

/// Tokens in HTTP: the table of contents.

#endif
