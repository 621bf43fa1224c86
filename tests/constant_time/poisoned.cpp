// SPDX-License-Identifier: BSL-1.0
// Runs, under valgrind, every operation that sees a secret on secrets that are poisoned, and prints how many reports
// each causes. run.py builds it at many levels of optimisation and judges the lines. Random digits are secret, and so
// are checks and digests made from them; prefix, separators, sizes and what routes a token are not.
#include <jeton/digest/keyring.hpp>
#include <jeton/digest/sha256_each.hpp>
#include <jeton/format/valid_each.hpp>
#include <jeton/gitlab.hpp>
#include <jeton/issuers/with_check.hpp>
#include <jeton/jeton.hpp>

#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../support/paths.hpp"
#include "poison.hpp"

namespace constant_time_tests { namespace {

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using acme_key = jeton::token_format<"acme_key_", jeton::base58<22>, "_", jeton::sha256_base32<8>>;
using routable = jeton::gitlab::personal_access_token;

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "poisoned: %s\n", why);
  std::exit(2);
}

/// Random bytes, all of them poisoned.
struct poisoned_random {
  bool operator()(std::span<unsigned char> bytes) const {
    if (!jeton::os_random{}(bytes)) give_up("no randomness");
    poison(bytes.data(), bytes.size());
    return true;
  }
};

/// A text of secret bytes.
struct secret_text {
  static constexpr std::size_t most = 400;
  unsigned char bytes[most];
  std::size_t size;

  explicit secret_text(std::size_t count) : size(count) { poisoned_random{}(std::span{bytes, size}); }
  [[nodiscard]] std::string_view text() const { return {reinterpret_cast<const char*>(bytes), size}; }
};

/// A good token whose random digits and checks are secret.
template <class F>
struct secret_token {
  char chars[secret_text::most];
  std::size_t size;

  explicit secret_token(std::string_view good) : size(good.size()) {
    std::memcpy(chars, good.data(), size);
    const auto token = F::parse(text());
    if (!token) give_up("a fresh token is refused");
    for (const jeton::token_part& part : F::parts(*token)) {
      if (part.kind == jeton::part_kind::checksum) poison(chars + part.position, part.size);
      if (part.kind == jeton::part_kind::field) poison(chars + part.position, random_digits(part.size));
    }
  }
  [[nodiscard]] std::string_view text() const { return {chars, size}; }

 private:
  /// The only field of variable size here is GitLab's: 16 random bytes in base64, then what routes the token.
  static std::size_t random_digits(std::size_t field_size) {
    return F::layout::variable_count == 0 ? field_size : 16 * 8 / 6;
  }
};

// ---- what is proved: `silent` for what forms one verdict at most, which it returns without looking at it;
// ---- `verdicts` for what goes on only if a first verdict is good

void print(std::string_view kind, std::string_view name, unsigned reports) {
  std::printf("%.*s\t%.*s\t%u\n", static_cast<int>(kind.size()), kind.data(), static_cast<int>(name.size()),
              name.data(), reports);
}
/// On every path that the processor which valgrind plays can take: the sum of what they cause.
template <class Operation>
unsigned reports_on_each_path(Operation operation) {
  unsigned reports = 0;
  jeton_tests::on_each_path([&] { reports += reports_of(operation); });
  return reports;
}
template <class Operation>
void silent(std::string_view name, Operation operation) {
  print("silent", name, reports_on_each_path(operation));
}
template <class Operation>
void verdicts(std::string_view name, Operation operation) {
  print("verdicts", name, reports_on_each_path(operation));
}

template <class F>
void accepted(std::string_view name, std::string_view good) {
  const secret_token<F> secret{good};
  verdicts(std::string{"valid, "}.append(name), [&] {
    const bool valid = F::valid(secret.text());
    declassify(valid);
    if (!valid) give_up("a good token is refused");
  });
  verdicts(std::string{"parse, "}.append(name), [&] {
    const auto token = F::parse(secret.text());
    const bool good_token = token.has_value();
    declassify(good_token);
    if (!good_token) give_up("a good token is refused");
    keep(token);
  });
}
template <class F>
void accepted(std::string_view name) {
  accepted<F>(name, jeton::generate<F>()->expose());
}

void tokens() {
  accepted<acme_pat>("CRC of everything, base62");
  accepted<acme_key>("SHA-256, base32");
  accepted<jeton::github::classic_pat>("GitHub classic");
  accepted<jeton::github::fine_grained_pat>("GitHub fine-grained");
  accepted<jeton::issuers::grafana>("Grafana");
  accepted<jeton::issuers::atlassian_api>("Atlassian");
  accepted<jeton::gitlab::personal_access_token_legacy>("GitLab legacy");

  const auto fresh = jeton::gitlab::generate_routable<routable>({.organization = 1U, .user = 42U});
  accepted<routable>("GitLab routable", fresh->expose());
  const secret_token<routable> secret{fresh->expose()};
  verdicts("route_of", [&] { keep(jeton::gitlab::route_of(*routable::parse(secret.text()))); });

  char side_by_side[3 * acme_pat::size];
  for (std::size_t i = 0; i < 3; ++i) {
    std::memcpy(side_by_side + i * acme_pat::size, jeton::generate<acme_pat>()->expose().data(), acme_pat::size);
    poison(side_by_side + i * acme_pat::size + 9, acme_pat::size - 9);
  }
  silent("valid_each", [&] {
    bool valid[3];
    keep(jeton::valid_each<acme_pat>(std::span<const char>{side_by_side}, valid));
    keep(valid);
  });

  const auto ours = *jeton::prefixed<acme_pat>::make("corp-");
  const auto under_prefix = jeton::generate(ours);
  char chars[secret_text::most];
  const std::size_t size = under_prefix->size();
  std::memcpy(chars, under_prefix->expose().data(), size);
  poison(chars + 5, size - 5);
  verdicts("valid, prefixed", [&] { keep(ours.valid({chars, size})); });
}

/// Calls `prove` with each path of SHA-256 that valgrind can run: it knows neither SHA-NI nor AVX-512.
template <class Proof>
void on_each_hash_path(Proof prove) {
  namespace cpu = jeton::detail::cpu;
  for (const cpu::features limit : jeton_tests::hash_path_limits()) {
    if ((limit & (cpu::sha_ni | cpu::avx512)) != 0) continue;
    cpu::limit_to(limit);
    prove(describe(jeton::cpu_path().sha256));
  }
  cpu::limit_to(cpu::all & ~(cpu::sha_ni | cpu::avx512));
}

void sha256_of_each(std::size_t count) {
  static std::vector<secret_text> secrets;
  secrets.clear();
  std::vector<std::string_view> texts;
  for (std::size_t i = 0; i < count; ++i) secrets.emplace_back(i % 3 == 0 ? 40 : i * 37 % 200);
  for (const secret_text& secret : secrets) texts.push_back(secret.text());
  std::vector<jeton::digest<32>> digests(count);
  jeton::sha256_each(texts, digests);
  for (const auto& digest : digests) keep(digest);
}

void texts() {
  silent("equal, 0 to 130 bytes", [] {
    for (std::size_t size = 0; size <= 130; ++size) {
      const secret_text one{size};
      const secret_text other{size};
      keep(jeton::constant_time::equal(one.text().data(), other.text().data(), size));
    }
  });
  verdicts("equal, texts", [] { keep(jeton::constant_time::equal(secret_text{45}.text(), secret_text{45}.text())); });
  verdicts("secret ==", [] {
    const auto fill = [](std::span<char, 45> out) {
      std::memcpy(out.data(), secret_text{45}.bytes, out.size());
      return out.size();
    };
    const jeton::secret<45> one{fill};
    const jeton::secret<45> other{fill};
    keep(one == other);
  });
  silent("crc32, 0 to 130 bytes", [] {
    for (std::size_t size = 0; size <= 130; ++size) keep(jeton::crc32(secret_text{size}.text()));
  });
  on_each_hash_path([](std::string_view path) {
    const auto silent_here = [path](std::string name, auto operation) {
      print("silent", name.append(path), reports_of(operation));
    };
    silent_here("sha256, 0 to 130 bytes, ", [] {
      for (std::size_t size = 0; size <= 130; ++size) keep(jeton::sha256(secret_text{size}.text()));
    });
    silent_here("sha256_each, 0 to 40 texts, ", [] {
      for (std::size_t count = 0; count <= 40; ++count) sha256_of_each(count);
    });
  });
  silent("sha256, portable", [] {
    std::uint32_t chain[8]{};
    jeton::detail::portable::sha256_blocks(chain, secret_text{128}.bytes, 2);
    keep(chain);
  });
  silent("hmac_sha256, key of 32, 64, 65 bytes", [] {
    for (const std::size_t size : {32U, 64U, 65U}) {
      keep(jeton::hmac_sha256(secret_text{size}.text(), secret_text{45}.text()));
    }
  });
  silent("fingerprint", [] { keep(jeton::fingerprint(secret_text{45}.text())); });
}

void digests() {
  const jeton::digest<32> stored = jeton::sha256(secret_text{45}.text());
  const jeton::digest<32> copy = stored;
  const jeton::digest<32> other = jeton::sha256(secret_text{45}.text());
  verdicts("digest ==, the same", [&] { keep(stored == copy); });
  verdicts("digest ==, different", [&] { keep(stored == other); });
  silent("digest to_hex", [&] { keep(stored.to_hex()); });
  silent("digest to_base64", [&] { keep(stored.to_base64()); });
  const auto hex = stored.to_hex();
  const auto base64 = stored.to_base64();
  declassify(base64.chars[base64.size() - 1]);  // the padding
  verdicts("digest from_hex", [&] { keep(jeton::digest<32>::from_hex(hex)); });
  verdicts("digest from_base64", [&] { keep(jeton::digest<32>::from_base64(base64)); });
}

void generation() {
  // Whether a pair of bytes is skipped is a verdict.
  verdicts("generate, base62 and CRC", [] { keep(jeton::generate<acme_pat>(poisoned_random{})); });
  verdicts("generate, GitHub fine-grained",
           [] { keep(jeton::generate<jeton::github::fine_grained_pat>(poisoned_random{})); });
  verdicts("generate, Grafana", [] { keep(jeton::generate<jeton::issuers::grafana>(poisoned_random{})); });
  verdicts("generate, a batch", [] {
    jeton::secret<acme_pat::size> many[3];
    keep(jeton::generate<acme_pat>(std::span{many}, poisoned_random{}));
    keep(many);
  });
  silent("generate, base64url", [] { keep(jeton::generate<jeton::issuers::atlassian_api>(poisoned_random{})); });
  silent("generate_routable", [] {
    keep(jeton::gitlab::generate_routable<routable>({.organization = 1U, .user = 42U}, poisoned_random{}));
  });
}

/// The value of a header field: something public, then a secret, then perhaps padding.
struct secret_value {
  char chars[secret_text::most];
  std::size_t size;

  secret_value(std::string_view shown, std::string_view hidden, std::string_view padding = {})
      : size(shown.size() + hidden.size() + padding.size()) {
    std::memcpy(chars, std::string{shown}.append(hidden).append(padding).data(), size);
    poison(chars + shown.size(), hidden.size());
  }
  [[nodiscard]] std::string_view text() const { return {chars, size}; }
};

/// What the reader finds must be this, by its size; the rest of the work would prove nothing.
template <class Reader>
void is_found(Reader& reader, std::size_t size) {
  const auto found = reader.read();
  const bool is_good = found.has_value();
  declassify(is_good);
  if (!is_good || found->expose().size() != size) give_up("a good credential is not found");
  keep(found);
}

void credentials() {
  constexpr std::string_view token = "acme_pat_0123456789ABCDEFabcdef";
  // base64 of "me:", then of the token; and of the token and ":". Python: base64.b64encode
  constexpr std::string_view password = "YWNtZV9wYXRfMDEyMzQ1Njc4OUFCQ0RFRmFiY2RlZg";
  constexpr std::string_view username = "YWNtZV9wYXRfMDEyMzQ1Njc4OUFCQ0RFRmFiY2RlZjo";
  const secret_value bearer{"Bearer acme_pat_", token.substr(9)};
  const secret_value own{"", token};
  const secret_value basic{"Basic bWU6", password, "=="};
  const secret_value nameless{"Basic ", username, "="};
  const jeton::credential_carriers carriers{.basic = jeton::basic_part::password, .header = "X-Api-Key"};
  verdicts("credential, Bearer", [&] {
    jeton::credential_reader reader{carriers};
    reader.header("Authorization", bearer.text());
    is_found(reader, token.size());
  });
  verdicts("credential, Bearer of visible text", [&] {
    jeton::credential_reader reader{{.bearer = jeton::bearer_text::visible}};
    reader.header("Authorization", bearer.text());
    is_found(reader, token.size());
  });
  verdicts("credential, Basic and a header field", [&] {
    jeton::credential_reader reader{carriers};
    reader.header("Authorization", basic.text());
    reader.header("X-Api-Key", own.text());
    is_found(reader, token.size());
  });
  verdicts("credential, Basic's user name", [&] {
    jeton::credential_reader reader{{.basic = jeton::basic_part::username}};
    reader.header("Authorization", nameless.text());
    is_found(reader, token.size());
  });
  verdicts("GitLab's credentials", [&] {
    jeton::gitlab::credential_reader reader{{.door = jeton::gitlab::door::api_with_basic, .prefix = "acme_pat_"}};
    reader.header("Authorization", bearer.text());
    const auto found = reader.read();
    keep(found);
  });
  verdicts("GitLab's credentials, git", [&] {
    jeton::gitlab::credential_reader reader{{.door = jeton::gitlab::door::git}};
    reader.header("Authorization", basic.text());
    const auto found = reader.read();
    keep(found);
  });
}

/// A store's look-up is given the digest, and may branch on it.
void decisions() {
  using record = jeton::token_record<jeton::gitlab::scopes>;
  const secret_value token{"", "acme_pat_0123456789ABCDEFabcdef"};
  record row{.scopes = jeton::gitlab::scopes::of<"api">(), .expires = jeton::expiry::never(), .revoked = false};
  row.digest = jeton::sha256("acme_pat_0123456789ABCDEFabcdef");
  const auto find = [&](const jeton::digest<32>& key) {
    declassify(key);
    return key == row.digest ? &row : static_cast<const record*>(nullptr);
  };
  const auto account_of = [](const record&) { return jeton::gitlab::account{.may_use_api = true}; };
  const jeton::gitlab::ignore_uses ignore;
  const jeton::unix_seconds now{1'790'000'000};
  const auto is_granted = [](const auto& decided) {
    if (!decided.has_value()) give_up("a good token is denied");
    keep(decided);
  };
  verdicts("GitLab's decision",
           [&] { is_granted(jeton::gitlab::verify(token.text(), find, account_of, ignore, {}, now)); });
  verdicts("GitLab's decision, git", [&] {
    constexpr jeton::gitlab::access_request pull{.what = jeton::gitlab::action::git_pull};
    is_granted(jeton::gitlab::git_verify(token.text(), find, account_of, ignore, pull, now));
  });
}

void keys() {
  const secret_text bytes{48};
  verdicts("keyring", [&] {
    const auto pepper = jeton::pepper::from(bytes.text());
    const bool is_good = pepper.has_value();
    declassify(is_good);
    if (!is_good) give_up("a good pepper is refused");
    const jeton::keyring keys{1, *pepper};
    keep(keys.digest_of(secret_text{45}.text()));
  });
  silent("GitLab's digest", [&] {
    const auto salted = jeton::gitlab::salted_sha256::from(bytes.text());
    keep(salted->digest_of(secret_text{45}.text()));
  });
  const secret_value sanctum{"7|", "0123456789ABCDEFabcdef"};
  verdicts("Sanctum's digest", [&] { keep(jeton::issuers::sanctum_sha256::digest_of(sanctum.text())); });
}

template <class Digits>
void digits(std::string_view name) {
  const auto called = [&](const char* what) { return std::string{name}.append(what); };
  silent(called(" contains"), [] {
    for (std::size_t size = 0; size <= 40; ++size) keep(Digits::contains(secret_text{size}.text()));
  });
  silent(called(" contains, portable"),
         [] { keep(jeton::detail::portable::all_digits<Digits>(secret_text{40}.text().data(), 40)); });
  silent(called(" encode, portable"), [] {
    char written[40];
    jeton::detail::portable::encode<Digits>(secret_text{40}.bytes, written, 40);
    keep(written);
  });
  silent(called(" decode, portable"), [] {
    unsigned char values[40];
    keep(jeton::detail::portable::decode<Digits>(secret_text{40}.text().data(), values, 40));
    keep(values);
  });
}

void alphabets() {
  digits<jeton::base62_digits>("base62");
  digits<jeton::base64url_digits>("base64url");
  digits<jeton::base58_digits>("base58");
  digits<jeton::hex_digits>("hex");
  silent("crc32, portable", [] { keep(jeton::detail::portable::crc32<void>(secret_text{45}.text().data(), 45)); });
}

// ---- controls: what must be reported

bool early_exit_equal(const unsigned char* left, const unsigned char* right, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    if (left[i] != right[i]) return false;
  }
  return true;
}

struct crc32_table {
  std::uint32_t entries[256]{};
  constexpr crc32_table() {
    for (std::uint32_t i = 0; i < 256; ++i) {
      entries[i] = i;
      for (int bit = 0; bit < 8; ++bit) entries[i] = (entries[i] >> 1) ^ ((entries[i] & 1) != 0 ? 0xEDB88320U : 0U);
    }
  }
};
std::uint32_t table_crc32(std::string_view text) {
  static constexpr crc32_table table;
  std::uint32_t state = 0xFFFFFFFF;
  for (const char c : text) state = table.entries[(state ^ static_cast<unsigned char>(c)) & 0xFF] ^ state >> 8;
  return ~state;
}

std::uint64_t branching_base62(std::string_view text) {
  std::uint64_t number = 0;
  for (const char c : text) {
    number *= 62;
    if (c >= 'a') {
      number += static_cast<unsigned char>(c - 'a' + 36);
      asm volatile("");  // so that it stays a branch and does not become a conditional move
    } else if (c >= 'A') {
      number += static_cast<unsigned char>(c - 'A' + 10);
      asm volatile("");
    } else {
      number += static_cast<unsigned char>(c - '0');
      asm volatile("");
    }
  }
  return number;
}

bool all_alphanumeric(std::string_view text) {
  int good = 1;
  for (const char c : text) good &= std::isalnum(static_cast<unsigned char>(c)) != 0 ? 1 : 0;
  return good != 0;
}

struct base64_table {
  unsigned char values[256]{};
  constexpr base64_table() {
    for (std::size_t i = 0; i < 64; ++i) {
      values[static_cast<unsigned char>(jeton::base64_digits::digits[i])] = static_cast<unsigned char>(i);
    }
  }
};
unsigned table_base64(std::string_view text) {
  static constexpr base64_table table;
  unsigned sum = 0;
  for (const char c : text) sum = sum * 64 + table.values[static_cast<unsigned char>(c)];
  return sum;
}

template <class Operation>
void control(std::string_view name, Operation operation) {
  print("control", name, reports_of(operation));
}

void controls() {
  const secret_text one{40};
  const secret_text other{40};
  control("comparison with an early exit", [&] { keep(early_exit_equal(one.bytes, other.bytes, 40)); });
  control("memcmp", [&] {
    int (*volatile library_function)(const void*, const void*, std::size_t) = std::memcmp;
    keep(library_function(one.bytes, other.bytes, 40));
  });
  control("CRC by a table", [&] { keep(table_crc32(one.text())); });
  control("base62 by branches", [&] { keep(branching_base62(one.text())); });
  control("std::isalnum", [&] { keep(all_alphanumeric(one.text())); });
  control("find in an alphabet", [&] {
    for (const char c : one.text()) keep(jeton::base62_digits::digits.find(c));
  });
  control("base64 by a table", [&] { keep(table_base64(one.text())); });
  control("a parameter with escapes", [&] {  // which is excepted, and said to be
    const secret_value form{"token=%61", "bcdef"};
    jeton::credential_reader reader{{.parameter = "token"}};
    reader.parameters(form.text());
    keep(reader.read());
  });
  control("one branch on one bit", [&] {
    if ((one.bytes[0] & 1) != 0) keep(one);
  });
  control("digits from a table", [&] {
    for (std::size_t i = 0; i < 30; ++i) keep(char{jeton::base62_digits::digits[one.bytes[i] % 62]});
  });
}

}}  // namespace constant_time_tests

int main() {
  using namespace constant_time_tests;
  if (RUNNING_ON_VALGRIND == 0) give_up("proves nothing unless it runs under valgrind");
  jeton::detail::cpu::limit_to(jeton::detail::cpu::all & ~(jeton::detail::cpu::sha_ni | jeton::detail::cpu::avx512));
  tokens();
  texts();
  digests();
  generation();
  credentials();
  decisions();
  keys();
  alphabets();
  controls();
  std::puts("end");
}
