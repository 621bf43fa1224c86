// SPDX-License-Identifier: BSL-1.0
// Theorem: F::parse and F::valid accept exactly the texts that can be cut into the parts of F, there is one way to cut
// them, F::parts finds it, and a refusal names the first fault. A change under a check is refused.
#include <jeton/format/token.hpp>
#include <jeton/format/valid_each.hpp>
#include <jeton/gitlab/other_tokens.hpp>
#include <jeton/gitlab/token.hpp>
#include <jeton/issuers/github.hpp>
#include <jeton/issuers/with_check.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../../tests/support/paths.hpp"
#include "../oracle/format.hpp"
#include "../theorem.hpp"
#include "../token_from_input.hpp"

using namespace jeton_fuzz;

namespace {

/// What the library says about a text.
struct judgement {
  bool valid = false;
  bool parsed = false;
  oracle::fault fault{};
  oracle::cut parts;
  std::vector<bool> covered;  // of each part
};

template <class F>
judgement judge(std::string_view text) {
  judgement found;
  found.valid = F::valid(text);
  jeton_tests::on_each_path([&] { claim(F::valid(text) == found.valid, "every path says the same"); });
  const std::string_view many[5] = {text, text, text, text, text};
  jeton_tests::on_each_path([&] {
    bool verdicts[5];
    const std::size_t good = jeton::valid_each<F>(many, verdicts);
    claim(good == (found.valid ? 5 : 0), "many are counted");
    for (const bool verdict : verdicts) claim(verdict == found.valid, "among many it is the same");
  });
  const auto token = F::parse(text);
  found.parsed = token.has_value();
  if (!token) {
    found.fault = {static_cast<int>(token.error().reason()), token.error().position()};
    return found;
  }
  claim(token->expose().data() == text.data() && token->size() == text.size(), "a token is a view of its text");
  for (const jeton::token_part& part : F::parts(*token)) {
    found.parts.emplace_back(part.of(text));
    found.covered.push_back(part.covered);
  }
  claim(found.parts[0].size() == token->prefix_size(), "a token knows the size of its prefix");
#if defined(PLANTED_FAULT)  // a check that begins with a zero is refused, as if padding had been forgotten
  if (found.parts.back()[0] == '0') found.valid = found.parsed = false;
#endif
  return found;
}

struct subject {
  oracle::format format;
  judgement (*judge)(std::string_view);
};

template <jeton::detail::part... Part>
subject pair(const std::string& prefix, const std::vector<oracle::part>& parts) {
  return {{prefix, parts}, judge<jeton::token_format<Part...>>};
}
template <class F>
subject pair(const std::string& prefix, const std::vector<oracle::part>& parts) {
  return {{prefix, parts}, judge<F>};
}

const std::vector<subject>& subjects() {
  using namespace oracle;
  namespace github = jeton::github;
  namespace gitlab = jeton::gitlab;
  namespace issuers = jeton::issuers;
  using jeton::crc32_base32, jeton::crc32_base36, jeton::crc32_base62, jeton::crc32_hex, jeton::sha256_base32;
  using jeton::length_base36;
  static const std::vector<subject> all = {
      pair<"acme_pat_", jeton::base62<30>, crc32_base62<6>>("acme_pat_", {field(base62, 30), crc(base62, 6)}),
      pair<github::classic_pat>("ghp_", {field(base62, 30), crc(base62, 6, covers::body)}),
      pair<github::fine_grained_pat>("github_pat_",
                                     {field(base62, 22), text("_"), field(base62, 43), sha(8), field(base62, 8)}),
      pair<github::installation_jwt>("ghs_", {field(decimal, 1, 20), text("_"), field(base64url, 16, 1000), text("."),
                                              field(base64url, 16, 1000), text("."), field(base64url, 43, 1000)}),
      pair<issuers::grafana>("glsa_", {field(base62, 32), text("_"), crc_lowest_first(covers::before_separator)}),
      pair<issuers::atlassian_api>("ATATT3", {field(base64url, 177), text("="), crc(upper_hex, 8)}),
      pair<issuers::atlassian_access>("ATCTT3", {field(base64url, 100, 300), text("="), crc(upper_hex, 8)}),
      pair<issuers::zuplo>("zpka_", {field(hex, 32), text("_"), crc(hex, 8, covers::body)}),
      pair<issuers::asf>("asf_", {field(lower, 3, 6), text("_"), field(base62, 27), crc(base62, 6, covers::body)}),
      pair<issuers::sanctum<"acme_">>(
          "", {field(decimal, 1, 20), text("|acme_"), field(base62, 40), crc(hex, 8, covers::body)}),
      pair<gitlab::personal_access_token>("glpat-",
                                          {field(base64url, 27, 300), text(".01."), length(base36, 2), crc(base36, 7)}),
      pair<gitlab::personal_access_token_v0>("glpat-",
                                             {field(base64url, 27, 300), text("."), length(base36, 2), crc(base36, 7)}),
      pair<gitlab::ci_job_token>("glcbt-", {field(base62, 1, 5), text("_"), field(base64url, 20)}),
      // What no issuer has yet: sizes of zero and one, fields side by side, checks of checks, other digits and widths.
      pair<"acme-", jeton::decimal<0, 4>, "-", jeton::base58<17>, jeton::base32<1>, crc32_base32<7>>(
          "acme-", {field(decimal, 0, 4), text("-"), field(base58, 17), field(base32, 1), crc(base32, 7)}),
      pair<jeton::hex<5>, crc32_hex<16, jeton::covers::body>, jeton::lower<2>, crc32_base36<16>>(
          "", {field(hex, 5), crc(hex, 16, covers::body), field(lower, 2), crc(base36, 16)}),
      pair<"a", jeton::base36<0, 35>, ".", length_base36<1>, "/", jeton::decimal<1, 3>, "::", sha256_base32<3>>(
          "a",
          {field(base36, 0, 35), text("."), length(base36, 1), text("/"), field(decimal, 1, 3), text("::"), sha(3)}),
      pair<"acme.", jeton::decimal<1, 3>, "-", jeton::lower<0, 2>, "-", jeton::hex<2, 4>>(
          "acme.", {field(decimal, 1, 3), text("-"), field(lower, 0, 2), text("-"), field(hex, 2, 4)}),
      pair<jeton::field<jeton::printable_digits, 3, 17>{}>("", {field(printable, 3, 17)}),
  };
  return all;
}

/// Replaces the check that is part `index` by the digits of its number and a multiple of 2^32, which a decoder that
/// wraps would take for the same.
void add_multiple_of_2_32(const oracle::format& format, oracle::cut& token, std::size_t index, std::size_t times) {
  const oracle::part& check = format.parts[index];
  std::uint64_t number = 0;
  for (const char c : token[index + 1]) number = number * check.digits.size() + check.digits.find(c);
  token[index + 1] = oracle::number_text(number + (std::uint64_t{times} << 32), check.digits, check.most);
}

/// A token with things wrong: parts or a byte that are missing, double or others, or an end that is missing.
std::string altered(oracle::cut parts, input& in) {
  for (std::size_t left = in.up_to(3); left > 0; --left) {
    std::string& part = parts[in.up_to(parts.size() - 1)];
    const std::size_t way = in.up_to(2);
    if (way == 0) part.clear();
    if (way == 1) part += part;
    if (way == 2) part.assign(part.size(), static_cast<char>(in.byte()));
  }
  std::string text = oracle::joined(parts);
  const std::size_t position = in.up_to(text.size());
  switch (in.up_to(5)) {
    case 0:
      return text.insert(position, 1, static_cast<char>(in.byte()));
    case 1:
      return text.erase(position, 1);
    case 2:
      return text.erase(position);
    case 3:
      return text.erase(0, position);
    case 4:
      if (position < text.size()) text[position] = static_cast<char>(in.byte());
      return text;
    default:
      return text;
  }
}

void check_text(const subject& of, const std::string& text) {
  const exact bytes{text};
  const judgement found = of.judge(bytes.view());
  const std::vector<oracle::cut> cuts = oracle::cuts(of.format, text);
  claim(found.valid == found.parsed, "valid says what parse says");
  claim(cuts.size() <= 1, "a text is read in one way only");
  claim(found.parsed == !cuts.empty(), "a text is a token if it can be cut into the parts of the format");
  if (found.parsed) return claim(found.parts == cuts[0], "parts finds the parts");
  claim(found.fault.position <= text.size(), "a fault lies in the text or at its end");
  if (of.format.variable_fields() <= 1) {
    const oracle::fault fault = oracle::fault_of(of.format, text);
    claim(found.fault.reason == fault.reason, "the first fault is named");
    claim(found.fault.position == fault.position, "the first fault is found where it is");
  }
}

/// One byte of one part of a good token becomes another.
void check_covered(const subject& of, const oracle::cut& token, input& in) {
  const judgement good = of.judge(oracle::joined(token));
  oracle::cut changed = token;
  const std::size_t index = in.up_to(token.size() - 1);
  std::string& part = changed[index];
  if (part.empty()) return;
  char& byte = part[in.up_to(part.size() - 1)];
  byte = static_cast<char>(static_cast<std::size_t>(byte) + 1 + in.up_to(254));
  if (good.covered[index]) claim(!of.judge(oracle::joined(changed)).valid, "a change under a check is refused");
  check_text(of, oracle::joined(changed));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  const subject& of = subjects()[in.up_to(subjects().size() - 1)];
  const std::size_t way = in.up_to(5);
  if (way == 0) return check_text(of, in.rest()), 0;
  if (way == 1) return check_text(of, of.format.prefix + in.rest()), 0;

  oracle::cut token = token_from_input(of.format, in);
  claim(of.judge(oracle::joined(token)).valid, "a token made with its check is accepted");
  if (way == 2) check_covered(of, token, in);
  if (way == 3) check_text(of, altered(token, in));
  if (way == 4) {
    for (std::size_t i = 0; i < of.format.parts.size(); ++i) {
      if (of.format.parts[i].is == oracle::kind::check) add_multiple_of_2_32(of.format, token, i, in.up_to(13));
    }
  }
  check_text(of, oracle::joined(token));
  return 0;
}
