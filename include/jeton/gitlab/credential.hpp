// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_CREDENTIAL_HPP
#define JETON_GITLAB_CREDENTIAL_HPP

#include <cstddef>
#include <string_view>

#include <jeton/bytes/detail/byte_search.hpp>
#include <jeton/core/detail/owning_temporary.hpp>
#include <jeton/core/result.hpp>
#include <jeton/http/credential.hpp>
#include <jeton/http/decode_buffer.hpp>
#include <jeton/http/form_urlencoded.hpp>
#include <jeton/http/grammar.hpp>

namespace jeton { inline namespace v0 { namespace gitlab {

/// What a request presents to GitLab.
struct presented_tokens {
  credential personal{};        ///< looked up as a personal access token; empty: nothing is
  std::string_view oauth{};     ///< looked up as an OAuth access token before that; empty: nothing is
  bool oauth_is_final = false;  ///< 14.x: where the OAuth token is unknown, nothing else is tried
};

/// Which way into GitLab a request takes.
enum class door : unsigned char {
  api,             ///< REST and GraphQL: private_token, PRIVATE-TOKEN, or what OAuth carries
  api_with_basic,  ///< a route of the package registries: the same, and then the password of Basic
  git,             ///< git, LFS and the container registry: the password of Basic alone
};

/// How the two kinds of bearer tokens, personal and OAuth, were and are told apart.
enum class bearer_reading : unsigned char {
  current,  ///< a text with the prefix is a personal access token; another may be either, OAuth's is tried first
  v14,      ///< 14.x: a text of 20 to 40 characters is a personal access token, any other is OAuth's
};

struct credential_rules {
  gitlab::door door = gitlab::door::api;
  bearer_reading bearer = bearer_reading::current;
  std::string_view prefix = "glpat-";  ///< the instance's own, if it has one
  bool empty_username = false;         ///< Basic without a user name is taken; the documentation asks for one
};

/// Reads a request as GitLab does (lib/gitlab/auth/auth_finders.rb): private_token before PRIVATE-TOKEN before OAuth's
/// access_token, `Authorization: Bearer` and bearer_token; a blank value counts for nothing. GitLab takes the first; it
/// does not compare. What it leaves to its HTTP server is refused here: a header field or parameter that comes twice,
/// control characters, Basic without `user:password`. Otherwise as jeton::credential_reader.
template <std::size_t Room = 1024>
class credential_reader {
 public:
  constexpr explicit credential_reader(const credential_rules& rules = {}) : rules_(rules) {}
  credential_reader(const credential_reader&) = delete;
  credential_reader& operator=(const credential_reader&) = delete;

  /// One header field of the request.
  constexpr void header(std::string_view name, std::string_view value) {
    if (same_http_name(name, "Authorization")) authorization_.add(value);
    if (same_http_name(name, "PRIVATE-TOKEN")) header_.add(value);
  }

  /// One parameter that the server has decoded: of the query, a form or a JSON body.
  constexpr void parameter(std::string_view name, std::string_view value) {
    for (named& one : parameters_) {
      if (name == one.name) one.carried.add(value);
    }
  }

  /// The query of the URL, without its `?`, or the body of a form, still encoded.
  constexpr void parameters(std::string_view form) {
    for_each_form_field(form, [&](std::string_view name, std::string_view value) {
      for (named& one : parameters_) {
        if (form_equals(name, one.name)) one.carried.add(value, true);
      }
    });
  }

  template <jeton::detail::owning_temporary Text>
  void header(std::string_view, Text&&) = delete;  // a credential is a view; keep the string in a variable
  template <jeton::detail::owning_temporary Text>
  void parameter(std::string_view, Text&&) = delete;
  template <jeton::detail::owning_temporary Text>
  void parameters(Text&&) = delete;

  /// What is presented. The error missing says that a public repository may be read without.
  [[nodiscard]] constexpr result<presented_tokens, credential_error> read() & {
    room_.restart();
    return rules_.door == door::git ? read_git() : read_api();
  }

 private:
  using outcome = result<presented_tokens, credential_error>;
  struct named {
    std::string_view name;
    carried_text carried{};
  };

  static constexpr credential_error fault(credential_fault reason, std::size_t position = 0) {
    return {reason, position};
  }
  static constexpr bool is_blank(std::string_view text) { return jeton::detail::trimmed(text).empty(); }

  constexpr outcome read_git() {
    const auto authorization = authorization_field::of(authorization_.value);
    if (authorization_.count > 1) return fault(credential_fault::repeated);
    if (!same_http_name(authorization.scheme, "Basic")) return fault(credential_fault::missing);
    const auto password = basic(authorization);
    if (!password) return password.error();
    if (password->empty()) return fault(credential_fault::basic, authorization.position);
    return presented_tokens{*password};
  }

  constexpr outcome read_api() {
    bool repeated = authorization_.count > 1 || header_.count > 1;
    for (const named& one : parameters_) repeated = repeated || one.carried.count > 1;
    if (repeated) return fault(credential_fault::repeated);

    const auto authorization = authorization_field::of(authorization_.value);
    const bool is_bearer = same_http_name(authorization.scheme, "Bearer");
    const std::string_view bearer = is_bearer ? authorization.credentials : std::string_view{};
    const auto bearer_text = take_plain(bearer);
    if (!bearer_text.is_good) {
      return fault(credential_fault::bearer, authorization.position + bearer_text.position);
    }
    const std::string_view value = jeton::detail::trimmed(header_.value);
    const auto header = take_plain(value);
    if (!header.is_good) {
      const auto skipped = static_cast<std::size_t>(value.data() - header_.value.data());
      return fault(credential_fault::header, skipped + header.position);
    }
    std::string_view texts[parameter_count];
    for (std::size_t i = 0; i < parameter_count; ++i) {
      const auto decoded = room_.field(parameters_[i].carried);
      if (!decoded.is_good) return fault(credential_fault::parameter, decoded.position);
      texts[i] = decoded.text;
    }

    const credential oauth = first_of({texts[1], presentation::parameter}, {bearer_text.text, presentation::bearer},
                                      {texts[2], presentation::parameter});
    presented_tokens found{first_of({texts[0], presentation::parameter}, {header.text, presentation::header}, oauth)};
    if (rules_.bearer == bearer_reading::v14) {
      const bool is_personal = oauth.expose().size() >= 20 && oauth.expose().size() <= 40;
      if (!oauth.empty() && !is_personal) return presented_tokens{{}, oauth.expose(), true};
    } else if (rules_.prefix.empty() || !oauth.expose().starts_with(rules_.prefix)) {
      found.oauth = oauth.expose();
    }
    const bool may_be_basic = rules_.door == door::api_with_basic && found.personal.empty();
    if (may_be_basic && same_http_name(authorization.scheme, "Basic")) {
      const auto password = basic(authorization);
      if (!password) return password.error();
      found.personal = *password;
    }
    if (found.personal.empty()) return fault(credential_fault::missing);
    return found;
  }

  /// The first that is not blank.
  static constexpr credential first_of(const credential& first, const credential& second, const credential& third) {
    if (!is_blank(first.expose())) return first;
    if (!is_blank(second.expose())) return second;
    return is_blank(third.expose()) ? credential{} : third;
  }

  /// The password of Basic, or nothing where it is blank.
  constexpr result<credential, credential_error> basic(const authorization_field& authorization) {
    const auto decoded = room_.basic(authorization.credentials);
    const std::size_t colon = jeton::detail::find_byte(decoded.text, ':');
    const bool is_nameless = colon == 0 && !rules_.empty_username;
    if (!decoded.is_good || colon == decoded.text.size() || is_nameless) {
      return fault(credential_fault::basic, authorization.position + decoded.position);
    }
    const std::string_view password = decoded.text.substr(colon + 1);
    if (is_blank(password)) return credential{};
    return credential{password, presentation::basic_password, decoded.text.substr(0, colon)};
  }

  static constexpr std::size_t parameter_count = 3;
  credential_rules rules_;
  carried_text authorization_;
  carried_text header_;
  named parameters_[parameter_count] = {{"private_token"}, {"access_token"}, {"bearer_token"}};
  decode_buffer<Room> room_;
};

}}}  // namespace jeton::v0::gitlab

#endif
