// SPDX-License-Identifier: BSL-1.0
#include <jeton/jeton.hpp>
#include <jeton/sqlite_store.hpp>

using scopes = jeton::scope_vocabulary<"repo:read">;

int main(int, char** arguments) {
  const auto tokens = jeton::sqlite_store<scopes>::open(arguments[1]);
  return tokens && tokens->find(jeton::token_id{1}).error() == jeton::store_fault::absent ? 0 : 1;
}
