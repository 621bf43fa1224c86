// SPDX-License-Identifier: BSL-1.0
// Theorem: of any header fields and any query, the reader finds the one text that a naive reading by strings finds, or
// names the fault that it names; what is found is as it was presented. Base64 and schemes are taken apart by the
// oracle.
#include <jeton/http/credential.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../oracle/digits.hpp"
#include "../oracle/request.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;
using jeton::basic_part;
using jeton::bearer_text;
using jeton::credential_fault;
using jeton::presentation;

namespace {

constexpr std::size_t room = 24;
const std::string header_name = "X-Api-Key";
const std::string parameter_name = "key";

/// A text that is presented, or why there is none.
struct reading {
  std::string text{};
  presentation how = presentation::bearer;
  std::string username{};
  std::optional<credential_fault> fault{};
};

struct carriers {
  bearer_text bearer;
  basic_part basic;
};

reading from_authorization(const carriers& use, const std::string& value, std::size_t& used) {
  const auto [scheme, rest] = oracle::authorization_of(value);
  if (scheme.empty()) return {};
  if (scheme == "bearer" && use.bearer != bearer_text::refused) {
    std::string digits = rest;
    if (use.bearer == bearer_text::token68) {
      while (!digits.empty() && digits.back() == '=') digits.pop_back();
    }
    const std::string allowed = use.bearer == bearer_text::token68 ? oracle::base62 + "-._~+/" : oracle::printable;
    if (digits.empty() || !oracle::all_of(digits, allowed)) return {{}, {}, {}, credential_fault::bearer};
    return {rest, presentation::bearer};
  }
  if (scheme == "basic" && use.basic != basic_part::refused) {
    bool must_be_canonical = true;
#if defined(PLANTED_FAULT)  // bits that no byte uses are ignored
    must_be_canonical = false;
#endif
    const auto decoded = oracle::from_base64(rest, must_be_canonical);
    const std::size_t colon = decoded ? decoded->find(':') : std::string::npos;
    if (!decoded || decoded->size() > room || colon == std::string::npos || oracle::has_controls(*decoded)) {
      return {{}, {}, {}, credential_fault::basic};
    }
    used = decoded->size();
    const std::string name = decoded->substr(0, colon);
    const std::string password = decoded->substr(colon + 1);
    const bool either = use.basic == basic_part::password_or_username;
    if (use.basic == basic_part::username || (either && password.empty())) return {name, presentation::basic_username};
    return {password, presentation::basic_password, name};
  }
  return {{}, {}, {}, credential_fault::scheme};
}

using fields = std::vector<std::pair<std::string, std::string>>;

reading expected_of(const carriers& use, const fields& headers, const std::string& query) {
  std::vector<std::string> authorizations, keys, parameters;
  for (const auto& [name, value] : headers) {
    const bool in_use = use.bearer != bearer_text::refused || use.basic != basic_part::refused;
    if (oracle::lower_case(name) == "authorization" && in_use) authorizations.push_back(value);
    if (oracle::lower_case(name) == oracle::lower_case(header_name)) keys.push_back(value);
  }
  for (const std::string& field : oracle::split(query, '&')) {
    const std::size_t equals = field.find('=');
    if (oracle::from_form(field.substr(0, equals)) != parameter_name) continue;
    parameters.push_back(equals == std::string::npos ? "" : field.substr(equals + 1));
  }
  if (authorizations.size() > 1 || keys.size() > 1 || parameters.size() > 1) {
    return {{}, {}, {}, credential_fault::repeated};
  }
  std::size_t used = 0;
  std::vector<reading> all;
  if (!authorizations.empty()) all.push_back(from_authorization(use, authorizations[0], used));
  if (!all.empty() && all[0].fault) return all[0];
  if (!keys.empty()) {
    const std::string text = oracle::trimmed(keys[0]);
    if (oracle::has_controls(text)) return {{}, {}, {}, credential_fault::header};
    all.push_back({text, presentation::header});
  }
  if (!parameters.empty()) {
    const auto text = oracle::from_form(parameters[0]);
    const bool escaped = parameters[0].find_first_of("%+") != std::string::npos;
    if (!text || oracle::has_controls(*text) || (escaped && text->size() > room - used)) {
      return {{}, {}, {}, credential_fault::parameter};
    }
    all.push_back({*text, presentation::parameter});
  }
  reading found{{}, {}, {}, credential_fault::missing};
  for (const reading& one : all) {
    if (one.text.empty()) continue;
    if (!found.fault && found.text != one.text) return {{}, {}, {}, credential_fault::contradiction};
    if (found.fault) found = one;
  }
  return found;
}

void check(const carriers& use, const fields& headers, const std::string& query) {
  const jeton::credential_carriers names{use.bearer, use.basic, header_name, parameter_name};
  jeton::credential_reader<room> reader{names};
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
  const reading expected = expected_of(use, headers, query);
  claim(found.has_value() == !expected.fault, "a credential is found where there is one");
  if (!found) return claim(found.error() == *expected.fault, "the first fault is named");
  claim(found->expose() == expected.text, "the text is the one that was presented");
  claim(found->presented_as() == expected.how, "it is found where it was presented");
  claim(found->username() == expected.username, "Basic's user name is found");
  const auto again = reader.read();
  claim(again.has_value() && again->expose() == expected.text, "reading again finds the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  const carriers use{static_cast<bearer_text>(in.up_to(2)), static_cast<basic_part>(in.up_to(3))};
  const std::string shared = in.text(20);  // so that carriers agree now and then
  const std::string basic = "Basic " + oracle::to_base64("me:" + shared);
  fields headers;
  std::string query;
  for (std::size_t left = in.up_to(4); left > 0; --left) {
    switch (in.up_to(8)) {
      case 0:
        headers.emplace_back("authorization", in.text(60));
        break;
      case 1:
        headers.emplace_back("Authorization", "Bearer " + shared);
        break;
      case 2:
        headers.emplace_back("AUTHORIZATION", " basic  " + oracle::to_base64(in.text(28)));
        break;
      case 3:
        headers.emplace_back("Authorization", basic);
        break;
      case 4:
        headers.emplace_back("x-api-key", in.up_to(1) == 0 ? shared : in.text(40));
        break;
      case 5:
        query += "key=" + (in.up_to(1) == 0 ? shared : in.text(40)) + "&";
        break;
      case 6:
        query += in.text(60) + "&";
        break;
      case 7: {
        std::string value = basic;
        value[in.up_to(value.size() - 1)] = static_cast<char>(in.byte());
        headers.emplace_back("Authorization", value);
        break;
      }
      default: {  // the digit before the padding may have bits that no byte uses
        std::string value = basic;
        value[value.find_last_not_of('=')] = oracle::base64[in.up_to(63)];
        headers.emplace_back("Authorization", value);
      }
    }
  }
  check(use, headers, query + in.rest());
  return 0;
}
