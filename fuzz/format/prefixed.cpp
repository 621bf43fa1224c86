// SPDX-License-Identifier: BSL-1.0
// Theorem: a prefixed format accepts the tokens of its format under the prefixes that it was given, one that is a
// prefix by the rules and no other, and refuses everything else for the reason under the prefix that came furthest.
#include <jeton/format/prefixed.hpp>
#include <jeton/gitlab/token.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../oracle/format.hpp"
#include "../theorem.hpp"
#include "../token_from_input.hpp"

using namespace jeton_fuzz;

namespace {

const std::string characters = oracle::upper + oracle::lower + oracle::decimal + "_+=/@:.-";

std::optional<jeton::prefix_error> refusal(const std::string& prefix) {
  if (prefix.size() > 20) return jeton::prefix_error{jeton::prefix_fault::length, 20};
  const std::size_t strange = prefix.find_first_not_of(characters);
  if (strange != std::string::npos) return jeton::prefix_error{jeton::prefix_fault::alphabet, strange};
  return {};
}

/// The format under each prefix that was accepted, the current one first.
template <class F>
struct subject {
  oracle::format standard;
  std::optional<jeton::prefixed<F>> library{};
  std::vector<oracle::format> naive{};

  /// A prefix, drawn from the input, that is refused or added.
  void add(input& in) {
    const bool alone = in.up_to(1) == 0;
    std::string prefix = in.text(23);
    for (char& c : prefix) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 250) c = characters[byte % characters.size()];
    }
    const auto place = alone ? jeton::prefix_place::alone : jeton::prefix_place::before_standard;
    std::optional<jeton::prefix_error> expected = refusal(prefix);
    const std::string whole = alone ? prefix : prefix + (prefix.empty() ? "" : "-") + standard.prefix;
    const bool known =
        std::any_of(naive.begin(), naive.end(), [&](const oracle::format& one) { return one.prefix == whole; });
    if (!expected && !known && naive.size() == 8) expected = jeton::prefix_error{jeton::prefix_fault::room, 0};

    const exact bytes{prefix};
    if (naive.empty()) {
      const auto made = jeton::prefixed<F>::make(bytes.view(), place);
      claim(made.has_value() == !expected, "make takes exactly the prefixes that the rules allow");
      if (!made) return claim(made.error() == *expected, "make says what is wrong with a prefix");
      library = *made;
    } else {
      const auto added = library->accept_earlier(bytes.view(), place);
      claim(added.has_value() == !expected, "accept_earlier takes exactly the prefixes that the rules allow");
      if (!added) return claim(added.error() == *expected, "accept_earlier says what is wrong with a prefix");
    }
    if (!known) naive.push_back({whole, standard.parts});
  }

  void check(const std::string& text) const {
    const exact bytes{text};
    const auto parsed = library->parse(bytes.view());
    bool expected = false;
    oracle::fault furthest{0, 0};
    std::size_t count = naive.size();
#if defined(PLANTED_FAULT)  // the prefix that was added last is forgotten
    if (count > 2) --count;
#endif
    for (std::size_t i = 0; i < count; ++i) {
      expected = expected || !oracle::cuts(naive[i], text).empty();
      const oracle::fault here = oracle::fault_of(naive[i], text);
      const bool further = std::pair(here.reason, here.position) > std::pair(furthest.reason, furthest.position);
      if (further) furthest = here;
    }
    claim(library->valid(bytes.view()) == expected, "valid accepts a token under each prefix");
    claim(parsed.has_value() == expected, "parse accepts a token under each prefix");
    if (parsed) return;
    claim(static_cast<int>(parsed.error().reason()) == furthest.reason, "the reason is that of the best prefix");
    claim(parsed.error().position() == furthest.position, "the position is that of the best prefix");
  }

  void run(input& in) {
    for (std::size_t left = in.up_to(10); left > 0; --left) add(in);
    if (!library) return;
    claim(library->prefix_count() == naive.size(), "there are as many prefixes as were taken");
    for (std::size_t i = 0; i < naive.size(); ++i) {
      claim(library->prefix(i) == naive[i].prefix, "prefixes are kept in their order");
    }
    const oracle::format& one = naive[in.up_to(naive.size() - 1)];
    std::string text = oracle::joined(token_from_input(one, in));
    claim(library->valid(text), "a token made under a prefix is accepted");
    check(text);
    const std::size_t position = in.up_to(text.size() - 1);
    if (in.up_to(1) == 0) text = text.substr(position);
    text[std::min(position, text.size() - 1)] = static_cast<char>(in.byte());
    check(text);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace oracle;
  using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<12>, jeton::crc32_base62<6>>;
  using acme_key = jeton::token_format<"acme_key_", jeton::base62<5>, "_", jeton::crc32_hex<8, jeton::covers::body>>;
  input in{data, size};
  switch (in.up_to(2)) {
    case 0:
      subject<acme_pat>{{"acme_pat_", {field(base62, 12), crc(base62, 6)}}}.run(in);
      break;
    case 1:
      subject<acme_key>{{"acme_key_", {field(base62, 5), text("_"), crc(hex, 8, covers::body)}}}.run(in);
      break;
    default:
      subject<jeton::gitlab::personal_access_token>{
          {"glpat-", {field(base64url, 27, 300), text(".01."), length(base36, 2), crc(base36, 7)}}}
          .run(in);
  }
  return 0;
}
