// SPDX-License-Identifier: BSL-1.0
// Theorem: of any request, GitLab's reader finds what a naive reading by strings finds: the first value that is not
// blank, in GitLab's order; OAuth's candidate; and for git the password of Basic alone.
#include <jeton/gitlab/credential.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../oracle/request.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;
using jeton::credential_fault;
using jeton::gitlab::bearer_reading;
using jeton::gitlab::door;

namespace {

constexpr std::size_t room = 48;
using fields = std::vector<std::pair<std::string, std::string>>;

struct reading {
  std::string personal{};
  std::string oauth{};
  bool oauth_is_final = false;
  std::optional<credential_fault> fault{};
};
reading failed(credential_fault fault) { return {{}, {}, false, fault}; }

/// The password of Basic; nothing where there is none, or no user name.
std::optional<std::string> password_of(const std::string& credentials, bool may_be_nameless, std::size_t left) {
  const auto decoded = oracle::from_base64(credentials);
  if (!decoded || decoded->size() > left || oracle::has_controls(*decoded)) return {};
  const std::size_t colon = decoded->find(':');
  if (colon == std::string::npos || (colon == 0 && !may_be_nameless)) return {};
  return decoded->substr(colon + 1);
}

reading expected_of(const jeton::gitlab::credential_rules& rules, const fields& headers, const std::string& query) {
  std::map<std::string, std::vector<std::string>> all;
  for (const auto& [name, value] : headers) all[oracle::lower_case(name)].push_back(value);
  if (rules.door != door::git) {
    for (const std::string& field : oracle::split(query, '&')) {
      const std::size_t equals = field.find('=');
      const auto name = oracle::from_form(field.substr(0, equals));
      if (!name || name->find('-') != std::string::npos || *name == "authorization") continue;
      all[*name].push_back(equals == std::string::npos ? "" : field.substr(equals + 1));
    }
  }
  const auto only = [&](const std::string& name) { return all[name].empty() ? "" : all[name][0]; };
  const auto [scheme, credentials] = oracle::authorization_of(only("authorization"));
  if (rules.door == door::git) {
    if (all["authorization"].size() > 1) return failed(credential_fault::repeated);
    if (scheme != "basic") return failed(credential_fault::missing);
    const auto password = password_of(credentials, rules.empty_username, room);
    if (!password || oracle::trimmed(*password).empty()) return failed(credential_fault::basic);
    return {*password};
  }

  for (const char* const name : {"authorization", "private-token", "private_token", "access_token", "bearer_token"}) {
    if (all[name].size() > 1) return failed(credential_fault::repeated);
  }
  const std::string bearer = scheme == "bearer" ? credentials : "";
  if (oracle::has_controls(bearer)) return failed(credential_fault::bearer);
  const std::string header = oracle::trimmed(only("private-token"));
  if (oracle::has_controls(header)) return failed(credential_fault::header);
  std::size_t left = room;
  std::map<std::string, std::string> decoded;
  for (const char* const name : {"private_token", "access_token", "bearer_token"}) {
    const auto text = oracle::from_form(only(name));
    const bool escaped = only(name).find_first_of("%+") != std::string::npos;
    if (!text || oracle::has_controls(*text) || (escaped && text->size() > left)) {
      return failed(credential_fault::parameter);
    }
    if (escaped) left -= text->size();
    decoded[name] = *text;
  }
  const auto first_of = [](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      if (!oracle::trimmed(text).empty()) return text;
    }
    return std::string{};
  };
  const std::string oauth = first_of({decoded["access_token"], bearer, decoded["bearer_token"]});
  std::string personal = first_of({decoded["private_token"], header, oauth});
#if defined(PLANTED_FAULT)  // the header field goes first
  personal = first_of({header, decoded["private_token"], oauth});
#endif
  std::string tried_first;
  if (rules.bearer == bearer_reading::v14) {
    if (!oauth.empty() && (oauth.size() < 20 || oauth.size() > 40)) return {{}, oauth, true};
  } else if (oauth.rfind(rules.prefix, 0) != 0) {
    tried_first = oauth;
  }
  if (rules.door == door::api_with_basic && personal.empty() && scheme == "basic") {
    const auto password = password_of(credentials, rules.empty_username, left);
    if (!password) return failed(credential_fault::basic);
    personal = first_of({*password});
  }
  if (personal.empty()) return failed(credential_fault::missing);
  return {personal, tried_first};
}

void check(const jeton::gitlab::credential_rules& rules, const fields& headers, const std::string& query) {
  jeton::gitlab::credential_reader<room> reader{rules};
  std::vector<exact> kept;  // so that the views live; texts of their exact size
  kept.reserve(2 * headers.size() + 1);
  for (const auto& [name, value] : headers) {
    kept.emplace_back(name);
    kept.emplace_back(value);
    reader.header(kept[kept.size() - 2].view(), kept.back().view());
  }
  kept.emplace_back(query);
  reader.parameters(kept.back().view());
  const auto found = reader.read();
  const reading expected = expected_of(rules, headers, query);
  claim(found.has_value() == !expected.fault, "tokens are found where there are some");
  if (!found) return claim(found.error() == *expected.fault, "the first fault is named");
  claim(found->personal.expose() == expected.personal, "the personal access token is the first in GitLab's order");
  claim(found->oauth == expected.oauth, "OAuth's candidate is found");
  claim(found->oauth_is_final == expected.oauth_is_final, "14.x tries nothing else");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  const jeton::gitlab::credential_rules rules{static_cast<door>(in.up_to(2)), static_cast<bearer_reading>(in.up_to(1)),
                                              "glpat-", in.up_to(1) != 0};
  const char* const names[] = {"private_token", "access_token", "bearer_token"};
  fields headers;
  std::string query;
  for (std::size_t left = in.up_to(4); left > 0; --left) {
    const std::size_t kind = in.up_to(7);
    const std::string text = in.text(50);
    if (kind < 3) query += std::string{names[kind]} + "=" + text + "&";
    if (kind == 3) headers.emplace_back("Private-Token", text);
    if (kind == 4) headers.emplace_back("Authorization", "Bearer " + text);
    if (kind == 5) headers.emplace_back("Authorization", "Basic " + oracle::to_base64(text));
    if (kind == 6) headers.emplace_back("AUTHORIZATION", text);
    if (kind == 7) headers.emplace_back("Authorization", "bearer glpat-" + text);
  }
  check(rules, headers, query + in.rest());
  return 0;
}
