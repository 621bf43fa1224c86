// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_DETAIL_CONFORMANCE_THREADS_HPP
#define JETON_LIFECYCLE_DETAIL_CONFORMANCE_THREADS_HPP

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <jeton/digest/sha256.hpp>
#include <jeton/lifecycle/detail/conformance_life.hpp>
#include <jeton/lifecycle/detail/conformance_rows.hpp>
#include <jeton/lifecycle/issue.hpp>
#include <jeton/lifecycle/request.hpp>
#include <jeton/lifecycle/revoke.hpp>
#include <jeton/lifecycle/rotate.hpp>
#include <jeton/lifecycle/use.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace conformance {

/// Runs `work(number)` in so many threads at once.
inline void at_once(std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> ready{0};
  std::vector<std::thread> running;
  running.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      ++ready;
      while (ready < threads) std::this_thread::yield();
      work(i);
    });
  }
  for (std::thread& each : running) each.join();
}

/// Whether `try_transact` gives up at once while another thread is in a transaction, and does not call its work. That
/// transaction ends after two seconds at the latest, so that a store that waits is found out and does not wait for
/// ever.
template <class Store>
bool gives_up_where_busy(Store& store) {
  std::atomic<bool> is_inside{false};
  std::atomic<bool> may_end{false};
  std::atomic<bool> is_over{false};
  std::thread other{[&] {
    (void)store.transact([&](auto& rows) {
      (void)rows.insert(row_of<typename Store::record::vocabulary>("slow"));
      is_inside = true;
      for (int i = 0; i < 2000 && !may_end; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{1});
      is_over = true;
      return true;
    });
    is_inside = true;  // also where it was not called
  }};
  while (!is_inside) std::this_thread::yield();
  bool was_called = false;
  const bool was_kept = store.try_transact([&](auto&) { return was_called = true; });
  const bool was_at_once = !is_over;
  may_end = true;
  other.join();
  return was_at_once && !was_kept && !was_called;
}

/// What happens to so many threads at once. Their findings are counted, and judged when they are done.
template <class Trial>
void try_threads(Trial& trial, std::size_t threads, int rounds) {
  using vocabulary = typename Trial::vocabulary;
  constexpr auto row_of = conformance::row_of<vocabulary>;
  const token_request<vocabulary> request = tried_request<vocabulary>();

  trial.rule("of all rotations of a token one succeeds", [&](auto& store) {
    for (int round = 0; round < rounds; ++round) {
      const auto first = jeton::issue<tried_format>(store, request, any_lifetime, now);
      if (!trial.holds(first.has_value())) return;
      std::atomic<std::size_t> rotated{0};
      std::atomic<std::size_t> refused{0};
      at_once(threads, [&](std::size_t) {
        const auto made = jeton::rotate<tried_format>(store, first->id, {}, any_lifetime, later);
        if (made) ++rotated;
        if (fails_with(made, rotate_fault::revoked)) ++refused;
      });
      trial.holds(rotated == 1);
      trial.holds(refused == threads - 1);
    }
    trial.holds(conformance::ids_of(store, all_rows).size() == 2 * static_cast<std::size_t>(rounds));
  });

  trial.rule("at each instant one token of a family is alive, for all who look", [&](auto& store) {
    const auto current = jeton::issue<tried_format>(store, request, any_lifetime, now);
    if (!trial.holds(current.has_value())) return;
    std::atomic<bool> is_over{false};
    std::atomic<int> looks{0};
    std::atomic<int> wrong{0};
    at_once(threads, [&](std::size_t number) {
      if (number == 0) {
        token_id id = current->id;
        for (int round = 0; round < rounds; ++round) {
          const auto made = jeton::rotate<tried_format>(store, id, {}, any_lifetime, later);
          if (!made) ++wrong;
          if (made) id = made->id;
        }
        is_over = true;
        return;
      }
      do {
        int alive = 0;
        const auto visited = store.visit({alice, token_id::none}, [&](const auto& row) {
          alive += row.active(later) ? 1 : 0;
          return true;
        });
        if (!visited || alive != 1) ++wrong;
        ++looks;
      } while (!is_over);
    });
    trial.holds(wrong == 0);
    trial.holds(looks > 0);
  });

  trial.rule("of equal digests one is inserted, and no id is given twice", [&](auto& store) {
    std::atomic<int> inserted{0};
    std::vector<std::string> tokens;
    tokens.reserve(static_cast<std::size_t>(rounds > 0 ? rounds : 0));
    for (int round = 0; round < rounds; ++round) tokens.push_back(std::to_string(round));
    at_once(threads, [&](std::size_t) {
      for (const std::string& token : tokens) {
        if (conformance::put(store, row_of(token, alice)) != token_id::none) ++inserted;
      }
    });
    trial.holds(inserted == rounds);
    const std::vector<std::int64_t> ids = conformance::ids_of(store, all_rows);
    trial.holds(ids.size() == tokens.size());
    trial.holds(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  });

  trial.rule("uses, revocations and reads mix without loss", [&](auto& store) {
    const token_id id = conformance::put(store, row_of("a", alice));
    std::atomic<int> wrong{0};
    std::atomic<std::int64_t> last{0};
    at_once(threads, [&](std::size_t number) {
      for (int round = 0; round < rounds; ++round) {
        const unix_seconds instant{now.count + std::int64_t{600} * round};
        const auto found = store.find(sha256("a"));
        if (!found) ++wrong;
        if (found && number % 2 == 0 && jeton::note_use(store, *found, instant) == use_note::written) {
          for (std::int64_t seen = last; seen < instant.count && !last.compare_exchange_weak(seen, instant.count);)
            continue;
        }
        if (number == 1 && round == rounds / 2 && !jeton::revoke(store, id, instant)) ++wrong;
      }
    });
    trial.holds(wrong == 0);
    const auto found = store.find(id);
    trial.holds(found && found->revoked);  // no note of a use has written it away
    trial.holds(last > 0);
    trial.holds(found && found->last_used == unix_seconds{last});
  });

  if constexpr (Trial::gives_up) {
    trial.rule("a transaction that does not wait gives up where another one is under way", [&](auto& store) {
      trial.holds(gives_up_where_busy(store));
      trial.holds(store.find(sha256("slow")).has_value());
      trial.holds(store.try_transact([&](auto& rows) { return rows.insert(row_of("a", alice)).has_value(); }));
    });
  }
}

}}}}  // namespace jeton::v0::detail::conformance

#endif
