// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITLAB_RESPONSE_HPP
#define JETON_GITLAB_RESPONSE_HPP

#include <cstddef>
#include <span>
#include <string_view>

#include <jeton/bytes/detail/unicode.hpp>
#include <jeton/core/bounded_text.hpp>
#include <jeton/core/result.hpp>
#include <jeton/gitlab/access.hpp>
#include <jeton/gitlab/action.hpp>
#include <jeton/gitlab/denial.hpp>
#include <jeton/gitlab/fault.hpp>
#include <jeton/gitlab/scope.hpp>
#include <jeton/http/challenge.hpp>
#include <jeton/http/grammar.hpp>

namespace jeton { inline namespace v0 { namespace gitlab {

/// What GitLab answers, byte for byte. Texts have Room bytes each.
///
///     const auto answer = gl::api_response(who.error());
///     if (answer) respond(answer->status, answer->content_type, answer->body.view());
template <std::size_t Room = 1024>
struct response {
  unsigned status = 500;
  std::string_view content_type = "application/json";
  bounded_text<Room> body{};
  bounded_text<Room> www_authenticate{};  ///< empty: no such header field
};

/// What is inserted into some responses. Texts may be anything: none can end what it stands in.
struct response_values {
  action what{};                         ///< of insufficient_scope: its scopes are listed, by write_registered
  scope_version server = newest_server;  ///< likewise: as a server of this version lists them
  std::string_view reason{};             ///< of blocked: `Your account has been blocked.`
  std::string_view sudo_target{};        ///< of sudo_target: the user name or id, as it was asked for
  std::string_view token_page{};         ///< of git_denial::password: where the user makes a token, a URL
};

/// The answer of the REST API (lib/api/api_guard.rb, lib/api/helpers.rb). A request whose credential is at fault is
/// answered as one without: unknown. The answer to unavailable is not documented.
template <std::size_t Room = 1024>
[[nodiscard]] constexpr result<response<Room>, response_fault> api_response(denial reason,
                                                                            const response_values& values = {});

/// The answer to Git over HTTP and to the container registry (git_http_client_controller.rb, git_access.rb). The answer
/// to unavailable is not documented; that to registry has the form of the registry's API (OCI distribution, Error
/// Codes).
template <std::size_t Room = 1024>
[[nodiscard]] constexpr result<response<Room>, response_fault> git_response(git_denial reason,
                                                                            const response_values& values = {});

namespace detail {

/// A text inside a JSON string (RFC 8259 §7). Bytes that are no UTF-8 become U+FFFD.
template <std::size_t Room>
constexpr void put_json(bounded_text<Room>& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view named = "\b\f\n\r\t\"\\";
  constexpr std::string_view names = "bfnrt\"\\";
  for (std::size_t i = 0; i < text.size() && out.fits();) {
    const auto next = jeton::detail::text_character::at(text, i);
    const auto byte = static_cast<unsigned char>(text[i]);
    if (const std::size_t name = named.find(text[i]); name != std::string_view::npos) {
      out.put('\\').put(names[name]);
    } else if (byte < 0x20) {
      out.put("\\u00").put(digits[byte / 16]).put(digits[byte % 16]);
    } else {
      out.put(next.is_sound ? text.substr(i, next.size) : "\xEF\xBF\xBD");
    }
    i += next.size;
  }
}

template <std::size_t Room>
constexpr void put_error(response<Room>& out, std::string_view error, std::string_view description) {
  out.body.put("{\"error\":\"").put(error).put("\",\"error_description\":\"").put(description).put('"');
}

template <std::size_t Room>
constexpr void put_invalid_token(response<Room>& out, std::string_view description) {
  out.status = 401;
  put_error(out, "invalid_token", description);
  out.body.put('}');
  put_quoted(out.www_authenticate, "Bearer realm", "Protected by OAuth 2.0");
  put_quoted(out.www_authenticate, ", error", "invalid_token");
  put_quoted(out.www_authenticate, ", error_description", description);
}

/// GitLab sends no WWW-Authenticate with this one.
template <std::size_t Room>
constexpr void put_insufficient_scope(response<Room>& out, std::string_view scope) {
  out.status = 403;
  put_error(out, "insufficient_scope", "The request requires higher privileges than provided by the access token.");
  out.body.put(",\"scope\":\"").put(scope).put("\"}");
}

template <std::size_t Room>
constexpr void put_message(response<Room>& out, unsigned status, std::string_view before, std::string_view value = {},
                           std::string_view after = {}) {
  out.status = status;
  put_json(out.body.put("{\"message\":\"").put(before), value);
  out.body.put(after).put("\"}");
}

template <std::size_t Room>
constexpr void put_text(response<Room>& out, unsigned status, std::string_view text) {
  out.status = status;
  out.content_type = "text/plain; charset=utf-8";
  out.body.put(text);
}

template <std::size_t Room>
constexpr result<response<Room>, response_fault> whole(const response<Room>& written) {
  if (!written.body.fits() || !written.www_authenticate.fits()) return response_fault::room;
  return written;
}

}  // namespace detail

template <std::size_t Room>
constexpr result<response<Room>, response_fault> api_response(denial reason, const response_values& values) {
  response<Room> out;
  switch (reason) {
    case denial::unavailable:
      detail::put_message(out, 503, "503 Service Unavailable");
      break;
    case denial::unknown:
      detail::put_message(out, 401, "401 Unauthorized");
      break;
    case denial::expired:
      detail::put_invalid_token(out, "Token is expired. You can either do re-authorization or token refresh.");
      break;
    case denial::revoked:
      detail::put_invalid_token(out, "Token was revoked. You have to re-authorize from the user.");
      break;
    case denial::impersonation_disabled:
      detail::put_invalid_token(out, "Token is an impersonation token but impersonation was disabled.");
      break;
    case denial::blocked:
      detail::put_message(out, 403, values.reason.empty() ? "403 Forbidden" : "403 Forbidden - ", values.reason);
      break;
    case denial::not_administrator:
      detail::put_message(out, 403, "403 Forbidden - Must be admin to use sudo");
      break;
    case denial::sudo_without_token:
      detail::put_message(out, 403,
                          "403 Forbidden - Must be authenticated using an OAuth or Personal Access Token to use sudo");
      break;
    case denial::sudo_scope:
      detail::put_insufficient_scope(out, "sudo");
      break;
    case denial::sudo_target:
      detail::put_message(out, 404, "404 User with ID or username '", values.sudo_target, "' Not Found");
      break;
    case denial::insufficient_scope:
      char names[300]{};  // as many as write_registered asks for
      detail::put_insufficient_scope(out, write_registered(values.what, names, values.server).value_or(""));
      break;
  }
  return detail::whole(out);
}

template <std::size_t Room>
constexpr result<response<Room>, response_fault> git_response(git_denial reason, const response_values& values) {
  response<Room> out;
  constexpr std::string_view denied = "HTTP Basic: Access denied\n";
  switch (reason) {
    case git_denial::access_denied:
      detail::put_text(out, 401, denied);
      out.www_authenticate.put("Basic realm=\"GitLab\"");
      break;
    case git_denial::unavailable:
      detail::put_text(out, 503, "Service Unavailable\n");
      break;
    case git_denial::password:
      if (!no_controls(values.token_page)) return response_fault::token_page;
      detail::put_text(out, 401, denied);
      out.body
          .put(
              "You must use a personal access token with 'read_repository' or 'write_repository' scope for Git over "
              "HTTP.\nYou can generate one at ")
          .put(values.token_page);
      break;
    case git_denial::download:
      detail::put_text(out, 403, "You are not allowed to download code.");
      break;
    case git_denial::upload:
      detail::put_text(out, 403, "You are not allowed to upload code.");
      break;
    case git_denial::registry:
      out.status = 403;
      out.body.put(R"({"errors":[{"code":"DENIED","message":"access forbidden"}]})");
      break;
    case git_denial::project_not_found:
      detail::put_text(out, 404, "The project you were looking for could not be found.");
      break;
    case git_denial::push:
      detail::put_text(out, 403, "You are not allowed to push code to this project.");
      break;
  }
  return detail::whole(out);
}

}}}  // namespace jeton::v0::gitlab

#endif
