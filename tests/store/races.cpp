// SPDX-License-Identifier: BSL-1.0
// Eight threads on a store at once, under ThreadSanitizer, which ends with an exit status of its own where two of them
// meet. With UNGUARDED, on a store that guards nothing: the control, which must be caught.
#include <jeton/store/memory.hpp>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <jeton/lifecycle.hpp>

#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;

#if defined(UNGUARDED)
using store_type = fixed_store<acme_scopes, 64>;
#else
using store_type = jeton::memory_store<acme_scopes>;
#endif

/// What a thread does, all its life.
void live(store_type& store, jeton::user_id owner) {
  const acme_request request{.owner = owner, .name = "deploy", .scopes = acme_scopes::of<"admin">()};
  const auto issued = jeton::issue<acme_pat>(store, request, any_lifetime, now);
  if (!issued) return;
  const jeton::digest<32> key = jeton::sha256(issued->token.expose());
  std::vector<store_type::record> page(4);
  for (int round = 0; round < 100; ++round) {
    const jeton::unix_seconds instant{now.count + 600 * round};
    const auto found = store.find(key);
    if (found) (void)jeton::note_use(store, *found, instant);
    const jeton::list_filter all{.owner = jeton::user_id::every};
    (void)jeton::list(store, all, jeton::list_order::last_used_descending, instant, std::span{page});
  }
  const auto rotated = jeton::rotate<acme_pat>(store, issued->id, {}, any_lifetime, later);
  (void)jeton::revoke_descendants(store, key, later);
  (void)jeton::sweep(store, thirty_days, later, [](const auto&) {});
}

}  // namespace

int main() {
  store_type store;
  std::vector<std::thread> threads;
  for (std::int64_t i = 1; i <= 8; ++i) threads.emplace_back([&store, i] { live(store, jeton::user_id{i}); });
  for (std::thread& each : threads) each.join();
}
