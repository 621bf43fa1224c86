// SPDX-License-Identifier: BSL-1.0
// A service whose tokens are kept in a SQLite file. It links SQLite: `c++ -std=c++20 sqlite_service.cpp -lsqlite3`.
#include <jeton/jeton.hpp>
#include <jeton/lifecycle.hpp>
#include <jeton/sqlite_store.hpp>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string_view>

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
using scopes = jeton::scope_vocabulary<"repo:read", "repo:write">;
using store = jeton::sqlite_store<scopes>;

/// Whether a request may read, at this moment.
bool may_read(const store& tokens, std::string_view presented, jeton::unix_seconds now) {
  const auto find = [&](const jeton::digest<32>& key) { return tokens.find(key); };
  const auto granted = jeton::verify<acme_pat>(presented, find, scopes::any_of<"repo:read">(), now);
  std::printf("may it read? %s\n", granted ? "yes" : describe(granted.error()).data());
  return granted.has_value();
}

int main(int count, char** arguments) {
  const auto file =
      count > 1 ? std::filesystem::path{arguments[1]} : std::filesystem::temp_directory_path() / "jeton-example.db";
  auto tokens = store::open(file);
  if (!tokens) return std::printf("%s\n", describe(tokens.error()).data()), 1;

  const jeton::unix_seconds now{std::time(nullptr)};
  const jeton::token_request<scopes> request{
      .owner = jeton::user_id{7}, .name = "deploy", .scopes = scopes::of<"repo:read">()};
  const auto fresh = jeton::issue<acme_pat>(*tokens, request, *jeton::lifetime_policy::at_most(30), now);
  if (!fresh) return std::printf("no token: %s\n", describe(fresh.error()).data()), 1;
  const bool before = may_read(*tokens, fresh->token.expose(), now);  // shown to the user once, and stored as a digest
  if (!jeton::revoke(*tokens, fresh->id, now)) return 1;
  const bool after = may_read(*tokens, fresh->token.expose(), now);
  return before && !after ? 0 : 1;
}
