// SPDX-License-Identifier: BSL-1.0
// Theorem: sha256 and hmac_sha256 are what FIPS 180-4 and RFC 2104 say, in whatever pieces a text comes, alone or among
// others, on every path that this processor has.
#include <jeton/digest/sha256.hpp>
#include <jeton/digest/sha256_each.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../oracle/sha256.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;

namespace {

std::string bytes_of(const jeton::digest<32>& digest) { return {digest.bytes().begin(), digest.bytes().end()}; }

/// Gives the text to the hasher piece by piece, as text and as bytes in turn, an empty piece first.
template <class Hasher>
void update(Hasher& hasher, std::string_view text, input& pieces) {
  hasher.update(std::string_view{});
  while (!text.empty()) {
    const exact piece{text.substr(0, 1 + pieces.up_to(129))};
    const auto* bytes = reinterpret_cast<const unsigned char*>(piece.view().data());
    if (pieces.up_to(1) == 0) {
      hasher.update(piece.view());
    } else {
      hasher.update(std::span<const unsigned char>{bytes, piece.view().size()});
    }
    text.remove_prefix(piece.view().size());
  }
}

/// Texts that are parts of this one, hashed together and one by one.
void hash_many(std::string_view text, input& choice) {
  std::vector<exact> texts;
  for (std::size_t count = choice.up_to(40); count > 0; --count) {
    const std::size_t at = choice.up_to(text.size());
    texts.emplace_back(text.substr(at, choice.up_to(200)));
  }
  std::vector<std::string_view> views;
  for (const exact& one : texts) views.push_back(one.view());
  std::vector<jeton::digest<32>> digests(views.size());
  jeton::sha256_each(views, digests);
  for (std::size_t i = 0; i < views.size(); ++i) {
    claim(bytes_of(digests[i]) == oracle::sha256(std::string{views[i]}), "sha256_each is SHA-256 of each");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  const std::string key = in.text(200);
  const std::string text = in.rest();
  input pieces{data, size};
  jeton::detail::cpu::limit_to(pieces.byte());
  hash_many(text, pieces);
  std::string expected = oracle::sha256(text);
#if defined(PLANTED_FAULT)  // a text that fills its last block up to the length gets no block for the length
  if (text.size() % 64 == 56) expected = oracle::sha256(text.substr(1));
#endif

  claim(bytes_of(jeton::sha256(exact{text}.view())) == expected, "sha256 is SHA-256");
  jeton::sha256_hasher hasher;
  for (int i = 0; i < 2; ++i) {
    update(hasher, text, pieces);
    claim(bytes_of(hasher.finish()) == expected, "sha256 in pieces is SHA-256, a second time too");
  }

  const std::string code = oracle::hmac_sha256(key, text);
  claim(bytes_of(jeton::hmac_sha256(exact{key}.view(), exact{text}.view())) == code, "hmac_sha256 is HMAC-SHA-256");
  jeton::hmac_sha256_hasher hmac{exact{key}.view()};
  update(hmac, text, pieces);
  claim(bytes_of(hmac.finish()) == code, "hmac_sha256 in pieces is HMAC-SHA-256");
  return 0;
}
