// SPDX-License-Identifier: BSL-1.0
// Theorem: no text is of two formats of the catalogue; identify finds the one that it has, as trying each in turn does,
// and refuses for the reason of the format that claims the text and came furthest.
#include <jeton/format/generate.hpp>
#include <jeton/format/identify.hpp>
#include <jeton/format/opaque.hpp>
#include <jeton/gitlab/other_tokens.hpp>
#include <jeton/gitlab/token.hpp>
#include <jeton/issuers/github.hpp>
#include <jeton/issuers/shapes.hpp>
#include <jeton/issuers/with_check.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "../theorem.hpp"

using namespace jeton_fuzz;

namespace {

/// A token of F: what the caller gives of it is drawn from the input, the rest from a source that repeats.
template <class F>
std::string made(input& in) {
  std::vector<std::string> texts;
  for (const auto& run : F::pattern.runs) {
    if (run.least == run.most) continue;
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) {
      if (run.set.contains(static_cast<unsigned char>(byte))) bytes += static_cast<char>(byte);
    }
    std::string text;
    for (std::size_t left = run.least + in.up_to(run.most - run.least); left > 0; --left) {
      text += bytes[in.up_to(bytes.size() - 1)];
    }
    texts.push_back(text);
  }
  tape source{std::string{"0123456789"} + in.text(100)};
  if constexpr (F::layout::variable_count == 0) {
    return std::string{jeton::generate<F>(jeton::low_entropy, source)->expose()};
  } else {
    jeton::given_fields<F::layout::variable_count> given{};
    for (std::size_t i = 0; i < texts.size(); ++i) given.texts[i] = texts[i];
    return std::string{jeton::generate<F>(given, source)->expose()};
  }
}

struct entry {
  std::string_view prefix;
  std::string (*made)(input&);
  bool (*valid)(std::string_view);
  jeton::token_error (*error)(std::string_view);
};

template <class F>
jeton::token_error error(std::string_view text) {
  return F::parse(text).error();
}

template <class... F>
struct list {
  static const std::vector<entry>& entries() {
    static const std::vector<entry> all = {{F::prefix, made<F>, F::valid, error<F>}...};
    return all;
  }
  static auto identify(std::string_view text) { return jeton::identify<F...>(text); }
  static auto identify_or_opaque(std::string_view text) { return jeton::identify<F..., jeton::opaque<20, 90>>(text); }
};

namespace github = jeton::github;
namespace gitlab = jeton::gitlab;
namespace issuers = jeton::issuers;
/// Formats that share a prefix or the beginning of one, that have none, or whose digits could be another's prefix.
using catalogue =
    list<github::classic_pat, github::installation_token, github::installation_jwt, github::fine_grained_pat,
         gitlab::personal_access_token, gitlab::personal_access_token_v0, gitlab::personal_access_token_legacy,
         gitlab::instance_runner_token, gitlab::runner_token_legacy, gitlab::registered_runner_token,
         gitlab::registered_runner_token_legacy, gitlab::feed_token, gitlab::feed_token_for_path, gitlab::ci_job_token,
         issuers::grafana, issuers::grafana_cloud, issuers::atlassian_api, issuers::atlassian_access, issuers::zuplo,
         issuers::sanctum<>, issuers::sanctum<"acme_">, issuers::crates_io, issuers::databricks, issuers::slack_user,
         issuers::openai<"sk-proj-">, issuers::openai<"sk-proj-", 58>, issuers::openai_legacy,
         issuers::anthropic<"sk-ant-api03-">, issuers::terraform>;

bool is_further(const jeton::token_error& one, const jeton::token_error& other) {
  return std::tuple(one.reason(), one.position()) > std::tuple(other.reason(), other.position());
}

/// What trying each in turn says: the index of the format, or why there is none.
struct answer {
  std::optional<std::size_t> index;
  jeton::token_error error;
};
answer try_each(std::string_view text, bool with_opaque) {
  const std::vector<entry>& entries = catalogue::entries();
  answer found;
  bool claimed = false;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool claims = !entries[i].prefix.empty() && text.starts_with(entries[i].prefix);
    claimed = claimed || claims;
    if (!entries[i].valid(text)) {
      const jeton::token_error here = entries[i].error(text);
      if ((claims || here == jeton::token_fault::prefix) && is_further(here, found.error)) found.error = here;
      continue;
    }
#if defined(PLANTED_FAULT)  // of two kinds that share a prefix only the first is tried
    if (i > 0 && !entries[i].prefix.empty() && entries[i - 1].prefix == entries[i].prefix) continue;
#endif
    claim(!found.index, "no text is of two formats");
    found.index = i;
  }
  if (found.index || !with_opaque || claimed) return found;
  const bool printable =
      text.find_first_not_of(
          "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz"
          "{|}~") == std::string_view::npos;
  if (printable && text.size() >= 20 && text.size() <= 90) found.index = entries.size();
  return found;
}

void check(const std::string& text) {
  const exact bytes{text};
  for (const bool with_opaque : {false, true}) {
    const auto found = with_opaque ? catalogue::identify_or_opaque(bytes.view()) : catalogue::identify(bytes.view());
    const answer expected = try_each(bytes.view(), with_opaque);
    claim(found.has_value() == expected.index.has_value(), "identify accepts what one of the formats accepts");
    if (found) {
      claim(*found == *expected.index, "identify finds the format");
    } else {
      claim(found.error() == expected.error, "identify says why the format that was meant refused");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  const std::vector<entry>& entries = catalogue::entries();
  const entry& one = entries[in.up_to(entries.size() - 1)];
  const std::size_t way = in.up_to(3);
  if (way == 0) return check(in.rest()), 0;
  if (way == 1) return check(std::string{one.prefix} + in.rest()), 0;

  std::string text = one.made(in);
  claim(one.valid(text), "a generated token is valid");
  check(text);
  const std::size_t position = in.up_to(text.size() - 1);
  switch (in.up_to(3)) {
    case 0:
      text[position] = static_cast<char>(in.byte());
      break;
    case 1:
      text.insert(position, 1, static_cast<char>(in.byte()));
      break;
    case 2:
      text.erase(position);
      break;
    default:
      text.replace(0, one.prefix.size(), entries[in.up_to(entries.size() - 1)].prefix);
  }
  check(text);
  return 0;
}
