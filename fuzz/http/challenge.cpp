// SPDX-License-Identifier: BSL-1.0
// Theorem: a challenge that is written is one line of printable ASCII, and a naive parser of RFC 9110 §11.6.1 reads the
// same realm, error and scope out of it; one is written exactly where realm and scope have their grammar and the room
// is enough. GitLab's bodies are one JSON object, and a naive reader finds the values in it.
#include <jeton/gitlab/response.hpp>
#include <jeton/http/challenge.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "../oracle/digits.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;

namespace {

/// `Scheme name="value", …` taken apart; nothing where it is anything else.
struct parsed {
  std::string scheme;
  std::map<std::string, std::string> parameters;
};
std::optional<parsed> parse(const std::string& line) {
  for (const char c : line) {
    if (c < 0x20 || c > 0x7E) return {};
  }
  std::size_t at = line.find(' ');
  if (at == std::string::npos) return {};
  parsed made{line.substr(0, at), {}};
  for (bool first = true; at < line.size(); first = false) {
    const std::string gap = first ? " " : ", ";
    if (line.compare(at, gap.size(), gap) != 0) return {};
    at += gap.size();
    const std::size_t quote = line.find("=\"", at);
    if (quote == std::string::npos) return {};
    const std::string name = line.substr(at, quote - at);
    if (name.empty() || !oracle::all_of(name, oracle::lower + "_")) return {};
    std::string value;
    for (at = quote + 2; at < line.size() && line[at] != '"'; ++at) {
      if (line[at] == '\\') ++at;
      if (at < line.size()) value += line[at];
    }
    if (at >= line.size() || !made.parameters.emplace(name, value).second) return {};
    ++at;
  }
  return made;
}

bool quotable(const std::string& text) { return oracle::all_of(text, oracle::printable + " "); }

/// scope-token *( SP scope-token ), or nothing at all
bool is_scope(const std::string& text) {
  if (text.empty()) return true;
  std::string token;
  for (const char c : text + " ") {
    if (c != ' ') {
      token += c;
      continue;
    }
    if (token.empty() || token.find_first_of("\"\\") != std::string::npos || !oracle::all_of(token, oracle::printable))
      return false;
    token.clear();
  }
  return true;
}

template <std::size_t Room>
void check_bearer(const jeton::refusal& told, const std::string& realm, const std::string& scope) {
  const exact realm_bytes{realm};
  const exact scope_bytes{scope};
  const auto written = jeton::bearer_challenge<Room>(told, {.realm = realm_bytes.view(), .scope = scope_bytes.view()});
  if (told.status() == 503) return claim(written && written->empty(), "no challenge at 503");
  if (!quotable(realm)) {
    claim(!written && written.error() == jeton::challenge_fault::realm, "a realm is printable ASCII");
    return claim(!oracle::all_of(realm.substr(written.error().position(), 1), oracle::printable + " ") &&
                     quotable(realm.substr(0, written.error().position())),
                 "the first wrong byte of a realm is found");
  }
  if (!is_scope(scope)) {
    claim(!written && written.error() == jeton::challenge_fault::scope, "a scope is a list of scopes");
    return claim(written.error().position() < scope.size(), "the first wrong byte of a scope is found");
  }
  std::size_t size = std::string{"Bearer realm=\"\""}.size() + realm.size();
  for (const char c : realm) size += c == '"' || c == '\\' ? 1 : 0;
  if (!told.error().empty()) size += 32 + told.error().size() + told.description().size();
  if (!scope.empty()) size += 10 + scope.size();
  claim(written.has_value() == (size <= Room), "a challenge is written where there is room");
  if (!written) return claim(written.error() == jeton::challenge_error{jeton::challenge_fault::room, Room}, "no room");
  const auto read = parse(std::string{written->view()});
  claim(read && read->scheme == "Bearer", "a challenge is read as one");
  std::map<std::string, std::string> expected{{"realm", realm}};
#if defined(PLANTED_FAULT)  // quotes vanish from the realm
  std::erase(expected["realm"], '"');
#endif
  if (!told.error().empty()) {
    expected["error"] = told.error();
    expected["error_description"] = told.description();
  }
  if (!scope.empty()) expected["scope"] = scope;
  claim(read->parameters == expected, "what is read is what was written");
}

void check_basic(const jeton::refusal& told, const std::string& realm) {
  const auto written = jeton::basic_challenge(told, exact{realm}.view());
  if (told.status() != 401) return claim(written && written->empty(), "Basic challenges at 401 only");
  std::size_t size = std::string{"Basic realm=\"\", charset=\"UTF-8\""}.size() + realm.size();
  for (const char c : realm) size += c == '"' || c == '\\' ? 1 : 0;
  claim(written.has_value() == (quotable(realm) && size <= 256), "Basic is written where it can be");
  if (!written) return;
  const auto read = parse(std::string{written->view()});
  claim(read && read->scheme == "Basic", "a challenge of Basic is read as one");
  const std::map<std::string, std::string> expected{{"realm", realm}, {"charset", "UTF-8"}};
  claim(read->parameters == expected, "what is read of Basic is what was written");
}

/// The text that a JSON string stands for, from behind its opening quote; nothing where it is none.
std::optional<std::string> json_string(const std::string& text, std::size_t& at) {
  std::string value;
  const std::string names = "bfnrt\"\\";
  const std::string named = "\b\f\n\r\t\"\\";
  while (at < text.size() && text[at] != '"') {
    const char c = text[at++];
    if (static_cast<unsigned char>(c) < 0x20) return {};
    if (c != '\\') {
      value += c;
      continue;
    }
    const char kind = at < text.size() ? text[at++] : '\0';
    if (kind == 'u') {
      value += static_cast<char>(std::stoi(text.substr(at, 4), nullptr, 16));
      at += 4;
    } else if (names.find(kind) != std::string::npos) {
      value += named[names.find(kind)];
    } else {
      return {};
    }
  }
  if (at >= text.size()) return {};
  ++at;
  return value;
}

/// The text with each byte replaced that begins no well-formed character: a naive decoder by code points.
std::string as_utf8(const std::string& text) {
  std::string made;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t size = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
    bool good = size != 0 && i + size <= text.size();
    std::uint32_t point = size == 1 ? first : first & (0x7FU >> size);
    for (std::size_t k = 1; good && k < size; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      good = next >> 6 == 2;
      point = point << 6 | (next & 0x3FU);
    }
    const std::uint32_t least = size == 2 ? 0x80 : size == 3 ? 0x800 : size == 4 ? 0x10000 : 0;
    good = good && point >= least && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    made += good ? text.substr(i, size) : "\xEF\xBF\xBD";
    i += good ? size : 1;
  }
  return made;
}

void check_body(const std::string& value) {
  const exact bytes{value};
  const auto written =
      jeton::gitlab::api_response<256>(jeton::gitlab::denial::sudo_target, {.sudo_target = bytes.view()});
  if (!written) return claim(value.size() * 6 + 60 > 256, "a body is written where there is room");
  const std::string body{written->body.view()};
  std::size_t at = 12;
  const auto read = json_string(body, at);
  claim(body.substr(0, 12) == "{\"message\":\"" && read && body.substr(at) == "}", "a body is one JSON object");
  claim(*read == "404 User with ID or username '" + as_utf8(value) + "' Not Found", "a body holds the value");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  const std::size_t reason = in.up_to(16);
  const jeton::refusal told = reason < 7 ? jeton::refusal{static_cast<jeton::denial>(reason)}
                                         : jeton::refusal{static_cast<jeton::credential_fault>((reason - 7) % 8)};
  const std::size_t room = in.up_to(2);
  const std::string realm = in.text(255);
  const std::string scope = in.rest();
  if (room == 0) check_bearer<1>(told, realm, scope);
  if (room == 1) check_bearer<100>(told, realm, scope);
  if (room == 2) check_bearer<256>(told, realm, scope);
  check_basic(told, realm);
  check_body(scope);
  return 0;
}
