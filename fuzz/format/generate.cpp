// SPDX-License-Identifier: BSL-1.0
// Theorem: whatever the source of randomness gives, generate ends; its token has the digits that the documented rule
// makes of the bytes in their order, and the checks that belong to them; or there is an error and no text.
#include <jeton/format/generate.hpp>
#include <jeton/issuers/github.hpp>
#include <jeton/issuers/with_check.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "../oracle/format.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;

namespace {

/// What the rule makes of the bytes that a source gave: two bytes a, b are the number a + 256 b, and the two digits are
/// those of its share of all pairs of digits, unless the rest says that this pair would be favoured. Nothing where
/// there are too few bytes. `given` has the texts of variable fields.
std::optional<std::string> expected(const oracle::format& format, const tape& source, std::size_t& next,
                                    const std::vector<std::string>& given = {}) {
  bool enough = true;
  std::optional<std::size_t> second;
  const auto byte = [&] { return std::size_t{static_cast<unsigned char>(source.bytes[next++ % source.bytes.size()])}; };
  const auto draw = [&](std::size_t count) -> std::size_t {
    if (second) return *std::exchange(second, std::nullopt);
    while (next + 1 < source.given) {
      const std::size_t low = byte();
      const std::size_t scaled = (low + 256 * byte()) * count * count;
      std::size_t least = 65536 % (count * count);
#if defined(PLANTED_FAULT)  // one pair too many is used
      if (least > 0) least -= 4;
#endif
      if (scaled % 65536 < least) continue;
      second = scaled / 65536 % count;
      return scaled / 65536 / count;
    }
    enough = false;
    return 0;
  };
  oracle::cut token = {format.prefix};
  std::size_t variable = 0;
  for (const oracle::part& part : format.parts) {
    if (part.is == oracle::kind::field && part.least != part.most) {
      token.push_back(given[variable++]);
    } else {
      const oracle::format one{"", {part}};
      const bool computed = part.is == oracle::kind::check || part.is == oracle::kind::length;
      second.reset();  // each field begins with a new pair
      token.push_back(computed ? oracle::value_of(format, token, token.size() - 1)
                               : oracle::made(one, draw, [](std::size_t least, std::size_t) { return least; })[1]);
    }
  }
  if (!enough) return {};
  return oracle::joined(token);
}

/// As `tape`, and remembers whether it was asked for what it had not.
struct watched_tape : tape {
  bool ended = false;
  std::size_t calls = 0;

  bool operator()(std::span<unsigned char> out) {
    claim(++calls < 1000, "generate asks a bounded number of times");
    const bool gave = tape::operator()(out);
    ended = ended || !gave;
    return gave;
  }
};

/// Bytes as from a good source, which a text says: a fuzzer alone writes the same few bytes again and again, and the
/// pairs that the rule skips are rare.
std::string drawn(const std::string& text) {
  std::seed_seq seed(text.begin(), text.end());
  std::vector<std::uint32_t> words(1024);
  seed.generate(words.begin(), words.end());
  std::string bytes;
  for (const std::uint32_t word : words) bytes += static_cast<char>(word & 255);
  return bytes;
}

template <class F>
void check(const oracle::format& format, input& in) {
  watched_tape source;
  const std::size_t kind = in.up_to(2);
  if (kind == 0) source.most = in.up_to(600);
  const std::size_t count = in.up_to(4);
  source.bytes = kind == 2 ? drawn(in.rest()) : in.rest();
  std::size_t next = 0;
  if (count == 0) {
    const auto made = jeton::generate<F>(source);
    const auto token = expected(format, source, next);
    if (made) return claim(made->expose() == token && F::valid(*token), "a token has the digits that the rule makes");
    if (made.error() == jeton::random_error::unavailable)
      return claim(source.ended, "a source that gives is available");
    return claim(!token && source.given >= 256, "a source is stuck only if hundreds of bytes make no token");
  }

  jeton::secret<F::size> many[4];
  const auto made = jeton::generate<F>(std::span{many}.first(count), source);
  for (std::size_t i = 0; i < count; ++i) {
    const auto token = expected(format, source, next);
    claim(many[i].empty() == !made, "there are all tokens of a batch or none");
    if (made) claim(many[i].expose() == token, "the tokens of a batch have the digits of one source in its order");
  }
  if (!made) claim(source.ended || source.given >= 256, "a batch fails only if the source does");
}

/// Of formats with fields that the caller gives.
template <class F, std::size_t Count>
void check_given(const oracle::format& format, input& in) {
  watched_tape source;
  std::vector<std::string> texts;
  jeton::given_fields<Count> given{};
  int fault = 0;  // 1 length, 2 alphabet, after all lengths
  std::size_t index = 0;
  for (const oracle::part& part : format.parts) {
    if (part.is != oracle::kind::field || part.least == part.most) continue;
    std::string text = in.text(part.most + 1);
    for (char& c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 250) c = part.digits[byte % part.digits.size()];
    }
    if (text.size() < part.least || text.size() > part.most) fault = 1;
    if (fault == 0 && !oracle::all_of(text, part.digits)) fault = 2;
    texts.push_back(text);
  }
  for (const std::string& text : texts) given.texts[index++] = text;
  source.bytes = in.rest();

  const auto made = jeton::generate<F>(given, source);
  std::size_t next = 0;
  if (fault != 0) {
    claim(!made && static_cast<int>(made.error()) == fault - 1, "a given field that does not fit is refused");
    return;
  }
  const auto token = expected(format, source, next, texts);
  if (made)
    return claim(made->expose() == token && F::valid(*token), "a token with given fields is what the rule makes");
  claim(made.error() == jeton::generate_error::random && (source.ended || source.given >= 256),
        "fields that fit fail only if the source does");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace oracle;
  using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
  using acme_key = jeton::token_format<"acme_key_", jeton::decimal<40>, ".", jeton::base58<150>>;
  using sanctum = jeton::issuers::sanctum<"acme_">;
  using asf = jeton::issuers::asf;
  using jwt = jeton::github::installation_jwt;
  input in{data, size};
  switch (in.up_to(6)) {
    case 0:
      check<acme_pat>({"acme_pat_", {field(base62, 30), crc(base62, 6)}}, in);
      break;
    case 1:
      check<acme_key>({"acme_key_", {field(decimal, 40), text("."), field(base58, 150)}}, in);
      break;
    case 2:
      check<jeton::issuers::grafana>(
          {"glsa_", {field(base62, 32), text("_"), crc_lowest_first(covers::before_separator)}}, in);
      break;
    case 3:
      check<jeton::github::fine_grained_pat>(
          {"github_pat_", {field(base62, 22), text("_"), field(base62, 43), sha(8), field(base62, 8)}}, in);
      break;
    case 4:
      check_given<sanctum, 1>(
          {"", {field(decimal, 1, 20), text("|acme_"), field(base62, 40), crc(hex, 8, covers::body)}}, in);
      break;
    case 5:
      check_given<asf, 1>({"asf_", {field(lower, 3, 6), text("_"), field(base62, 27), crc(base62, 6, covers::body)}},
                          in);
      break;
    default:
      check_given<jwt, 4>({"ghs_",
                           {field(decimal, 1, 20), text("_"), field(base64url, 16, 1000), text("."),
                            field(base64url, 16, 1000), text("."), field(base64url, 43, 1000)}},
                          in);
  }
  return 0;
}
