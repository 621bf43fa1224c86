// SPDX-License-Identifier: BSL-1.0
// A token format of your own: defined, minted, shown once, checked, stored. And four tokens that others have published.
#include <bit>
#include <cstdio>
#include <string>

#include <jeton/jeton.hpp>

// A format is one line: its parts in the order of their bytes.
using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
static_assert(acme_pat::size == 45 && acme_pat::entropy_bits > 178 && acme_pat::double_click_selectable);

// Those of others are one line too. Here the check covers the body alone, or all before a separator, its bytes lowest
// first.
using npm = jeton::token_format<"npm_", jeton::base62<30>, jeton::crc32_base62<6, jeton::covers::body>>;
using grafana = jeton::token_format<"glsa_", jeton::base62<32>, "_",
                                    jeton::crc32_hex<8, jeton::covers::before_separator, std::endian::little>>;

// Draws each part under the token it belongs to, the last one first.
void draw_anatomy(const jeton::token<acme_pat>& token) {
  const char* const names[] = {"prefix: what it is, for people and for scanners",
                               "body: 30 digits from the system's CSPRNG", "checksum: CRC-32 of everything before it"};
  const auto parts = acme_pat::parts(token);
  std::string bars(token.size(), ' ');
  for (const auto& part : parts) bars[part.position] = '|';
  for (std::size_t i = parts.size(); i-- > 0;) {
    std::printf("  %.*s`-- %s\n", static_cast<int>(parts.items[i].position), bars.c_str(), names[i]);
  }
}

void check(const char* what, const std::string& text) {
  if (const auto token = acme_pat::parse(text)) {
    std::printf("  %-20s accepted\n", what);
  } else {
    const auto reason = describe(token.error());
    std::printf("  %-20s refused at byte %zu: %.*s\n", what, token.error().position(), static_cast<int>(reason.size()),
                reason.data());
  }
}

int main() {
  const auto fresh = jeton::generate<acme_pat>();
  if (!fresh) return std::fprintf(stderr, "no token: %s\n", describe(fresh.error()).data()), 1;
  const std::string text{fresh->expose()};  // a copy, to show it; `fresh` wipes its own
  std::printf("A fresh token, shown this once:\n\n  %s\n", text.c_str());
  draw_anatomy(*acme_pat::parse(text));

  std::printf("\nChecked without a database:\n");
  std::string typo = text, hyphen = text;
  typo[20] = text[20] == 'x' ? 'y' : 'x';
  hyphen[30] = '-';
  check("as it was minted", text);
  check("one letter changed", typo);
  check("a hyphen inside", hyphen);
  check("one letter lost", text.substr(0, 44));

  // Published ones, long revoked. Prefix and body stand apart, or secret scanners would stop this very file.
  std::printf("\nTold apart:\n");
  const std::string published[] = {std::string{"ghp_"} + "M7H4jxUDDWHP4kZ6A4dxlQYsQIWJuq11T4V4",
                                   std::string{"npm_"} + "UEuirnhN6qyDNigmWWTIEHMNquQHF54FKSCV",
                                   std::string{"glpat-"} + "vSY1cyL948aAB440qB6L4zlu9OzsUmEV.01.0w0sfevch",
                                   std::string{"glsa_"} + "iNValIdinValiDinvalidinvalidinva_5b582697"};
  const char* const issuers[] = {"GitHub, personal access token", "npm, access token", "GitLab, personal access token",
                                 "Grafana, service account token"};
  for (const std::string& token : published) {
    const auto which =
        jeton::identify<jeton::github::classic_pat, npm, jeton::gitlab::personal_access_token, grafana>(token);
    std::printf("  %.7s… %s\n", token.c_str(), which ? issuers[*which] : "unknown");
    if (!which) return 1;
  }

  std::printf("\nWhat the server stores in its place (SHA-256):\n\n  %s\n", jeton::sha256(text).to_hex().data());
}
