// SPDX-License-Identifier: BSL-1.0
// Theorem: whatever happens to the tokens of a store, in whatever order, it holds the rows that a plain list of them
// would have, lists the same ones, and refuses what that refuses.
#include <jeton/lifecycle.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jeton/scope/vocabulary.hpp>
#include <jeton/store/memory.hpp>

#include "../oracle/life.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;

namespace {

using scopes = jeton::scope_vocabulary<"read", "write", "admin">;
using store_type = jeton::memory_store<scopes>;
using format = jeton::token_format<"t_", jeton::base62<30>>;

/// Never the same token twice.
struct counter {
  std::uint32_t state = 0;
  bool operator()(std::span<unsigned char> bytes) {
    for (unsigned char& byte : bytes) {
      state = state * 1664525 + 1013904223;
      byte = static_cast<unsigned char>(state >> 24);
    }
    return true;
  }
};

scopes::set as_scopes(unsigned bits) {
  scopes::set made;
  for (std::size_t i = 0; i < scopes::size; ++i) {
    if ((bits >> i & 1) != 0) made.insert(i);
  }
  return made;
}
jeton::expiry as_expiry(const std::optional<std::int64_t>& dead) {
  if (!dead) return jeton::expiry::never();
  return *jeton::expiry::on(jeton::day{static_cast<std::int32_t>(*dead)});
}
std::optional<std::int64_t> seconds(const jeton::maybe<jeton::unix_seconds>& instant) {
  if (!instant) return {};
  return instant->count;
}

/// A store, and the list that it is compared with.
class world {
 public:
  explicit world(input& in) : in_(in) { model_.now = 20000 * oracle::day_size + 12345; }

  void step() {
    switch (in_.up_to(9)) {
      case 0:
      case 1:
        return issue();
      case 2:
        return revoke();
      case 3:
      case 4:
        return rotate();
      case 5:
        return find_out();
      case 6:
        return sweep();
      case 7:
        return use();
      case 8:
        return list();
      default: {
        constexpr std::int64_t steps[] = {0, 1, 599, 600, 43200, 86399, 86400, 864000};
        model_.now += steps[in_.up_to(7)];
      }
    }
  }
  void compare() const {
    claim(store_.size() == model_.rows.size(), "the store has as many rows as it should");
    std::size_t id = 0;
    (void)store_.visit({.owner = jeton::user_id::every}, [&](const store_type::record& row) {
      const oracle::life_row& expected = model_.rows[id];
      claim(row.id == as_id(++id), "ids count from 1");
      claim(row.owner == jeton::user_id{expected.owner}, "a row has its owner");
      claim(row.kind == jeton::token_kind{static_cast<unsigned char>(expected.kind)}, "a row has its kind");
      claim(row.name == expected.name, "a row has its name");
      claim(row.scopes == as_scopes(expected.scopes), "a row has its scopes");
      claim(row.expires == as_expiry(expected.dead), "a row has its expiry");
      claim(row.revoked == expected.revoked, "a row is revoked if it should be");
      claim(row.created.count == expected.created, "a row knows when it was made");
      claim(row.updated.count == expected.updated, "a row knows when it was changed");
      claim(seconds(row.last_used) == expected.last_used, "a row knows when it was used");
      claim(row.previous == as_id(expected.previous), "a row knows what it replaced");
      claim(row.active(now()) == model_.alive(expected), "a row lives if it should");
      return true;
    });
  }

 private:
  static jeton::token_id as_id(std::size_t id) { return jeton::token_id{static_cast<std::int64_t>(id)}; }
  [[nodiscard]] jeton::unix_seconds now() const { return {model_.now}; }

  std::size_t any_id() { return in_.up_to(model_.rows.size() + 1); }  // also 0, and one that is not there
  [[nodiscard]] bool exists(std::size_t id) const { return id >= 1 && id <= model_.rows.size(); }
  std::optional<std::int64_t> any_day() {
    const std::size_t days = in_.up_to(42);
    if (days == 42) return {};
    return model_.today() + static_cast<std::int64_t>(days) - 3;
  }
  std::string any_name() {
    std::string name;
    for (std::size_t left = in_.up_to(6); left > 0; --left) name += "ab B\"c-A"[in_.up_to(7)];
    return name;
  }
  /// A policy, and what the model has of it.
  jeton::lifetime_policy any_policy(oracle::life_policy& plain) {
    const std::size_t days = in_.up_to(30);
    auto policy = days == 0 ? jeton::lifetime_policy::unlimited()
                            : *jeton::lifetime_policy::at_most(static_cast<std::int32_t>(days));
    if (days != 0) plain.most_days = static_cast<std::int64_t>(days);
    plain.expiry_required = in_.up_to(1) != 0;
    const std::size_t sweeps = in_.up_to(2);
    plain.sweeps = sweeps != 2;
    plain.sweeps_undated = sweeps == 0;
    return policy.requiring_expiry(plain.expiry_required).sweeping(static_cast<jeton::swept>(sweeps));
  }

  void issue() {
    oracle::life_row row;
    row.owner = static_cast<std::int64_t>(1 + in_.up_to(2));
    row.kind = static_cast<int>(in_.up_to(3));
    row.name = any_name();
    row.scopes = static_cast<unsigned>(in_.up_to(7));
    row.dead = any_day();
    row.created = row.updated = model_.now;
    oracle::life_policy plain;
    const jeton::lifetime_policy policy = any_policy(plain);
    const exact name{row.name};
    const auto issued = jeton::issue<format>(store_,
                                             {.owner = jeton::user_id{row.owner},
                                              .name = name.view(),
                                              .scopes = as_scopes(row.scopes),
                                              .expires = as_expiry(row.dead),
                                              .kind = jeton::token_kind{static_cast<unsigned char>(row.kind)}},
                                             policy, now(), source_);
    const bool is_blank = row.name.find_first_not_of(' ') == std::string::npos;
    const oracle::refusal refused = model_.judge(row.dead, plain);
    claim(issued.has_value() == (!is_blank && row.scopes != 0 && refused == oracle::refusal::none),
          "a token is issued if it has a name, a scope and an admissible expiry");
    if (!issued) return;
    model_.rows.push_back(row);
    tokens_.emplace_back(issued->token.expose());
    claim(store_.find(jeton::sha256(tokens_.back()))->id == issued->id, "a token is found by its digest");
  }

  void revoke() {
    const std::size_t id = any_id();
    const bool was_revoked = jeton::revoke(store_, as_id(id), now()).has_value();
    claim(was_revoked == exists(id), "what is there can be revoked");
    if (exists(id)) model_.revoke(id);
  }

  void rotate() {
    const std::size_t id = any_id();
    oracle::life_policy plain;
    const jeton::lifetime_policy policy = any_policy(plain);
    std::optional<std::int64_t> dead;
    jeton::renewal when;
    const std::size_t rule = in_.up_to(2);
    if (rule == 0) {
      dead = any_day();
      when = jeton::renewal::until(as_expiry(dead));
    } else if (rule == 1) {
      when = jeton::renewal::same_lifetime();
      if (exists(id) && model_.rows[id - 1].dead) {
        dead = model_.today() + *model_.rows[id - 1].dead - model_.rows[id - 1].created / oracle::day_size;
      }
    } else if (plain.expiry_required) {
      dead = model_.today() + std::min<std::int64_t>(7, plain.most_days.value_or(7));
    }
    const auto rotated = jeton::rotate<format>(store_, as_id(id), when, policy, now(), source_);
    const bool is_good =
        exists(id) && !model_.rows[id - 1].revoked && model_.judge(dead, plain) == oracle::refusal::none;
    claim(rotated.has_value() == is_good, "a token is rotated if it is not revoked and its successor may live");
    if (!rotated) return;
    model_.rotate(id, dead);
    tokens_.emplace_back(rotated->token.expose());
    claim(store_.find(jeton::sha256(tokens_[id - 1]))->revoked, "the old token is dead at once");
    claim(store_.find(jeton::sha256(tokens_.back()))->id == rotated->id, "the new token is found by its digest");
  }

  void find_out() {
    const std::size_t id = any_id();
    const auto count = jeton::revoke_descendants(store_, as_id(id), now());
    claim(count.has_value() == exists(id), "what is there can have descendants");
    if (!count) return;
    const std::size_t expected = model_.revoke_descendants(id);
#if defined(PLANTED_FAULT)  // the token itself is revoked too
    model_.revoke(id);
#endif
    claim(*count == expected, "as many descendants are revoked as live");
  }

  void sweep() {
    oracle::life_policy plain;
    const jeton::lifetime_policy policy = any_policy(plain);
    std::size_t told = 0;
    const auto count = jeton::sweep(store_, policy, now(), [&](const auto& row) { told += row.revoked ? 1 : 0; });
    const std::size_t expected = model_.sweep(plain);
    claim(count.has_value() && *count == expected && told == expected,
          "a sweep revokes what lives too long, and tells");
  }

  void use() {
    const std::size_t id = any_id();
    if (!exists(id)) return;
    const std::int64_t interval = in_.up_to(1) == 0 ? 600 : 86400;
    const auto found = store_.find(as_id(id));
    const jeton::use_note note = jeton::note_use(store_, *found, now(), interval);
    const auto before = model_.rows[id - 1].last_used;
    model_.use(id, interval);
    const bool is_new = before != model_.rows[id - 1].last_used;
    claim(note == jeton::use_note::written || !is_new, "a use is noted where it should be");
  }

  void list() {
    oracle::life_query query;
    jeton::list_filter filter{.owner = jeton::user_id::every};
    query.owner = static_cast<std::int64_t>(in_.up_to(3));
    if (query.owner != 0) filter.owner = jeton::user_id{query.owner};
    const std::size_t asked = in_.up_to(255);
    const std::int64_t instant = model_.now - static_cast<std::int64_t>(in_.up_to(3)) * 43200;
    const std::int64_t day = model_.today() + static_cast<std::int64_t>(in_.up_to(8)) - 2;
    const auto sets = [&](unsigned bit) { return (asked >> bit & 1) != 0; };
    if (sets(0)) filter.revoked = *(query.revoked = sets(1));
    if (sets(2)) filter.active = *(query.active = sets(1));
    if (sets(3)) filter.created_before = jeton::unix_seconds{*(query.created_before = instant)};
    if (sets(4)) filter.created_after = jeton::unix_seconds{*(query.created_after = instant)};
    if (sets(5)) filter.last_used_before = jeton::unix_seconds{*(query.used_before = instant)};
    if (sets(6)) filter.last_used_after = jeton::unix_seconds{*(query.used_after = instant)};
    const jeton::day as_day{static_cast<std::int32_t>(day)};
    if (sets(7) && sets(1)) filter.expires_before = (query.expires_before = day, as_day);
    if (sets(7) && !sets(1)) filter.expires_after = (query.expires_after = day, as_day);
    query.search = any_name() + any_name();
    filter.search = *jeton::name_search::parse(query.search);
    query.order = static_cast<int>(in_.up_to(7));
    const auto order = static_cast<jeton::list_order>(query.order);

    const std::vector<std::size_t> expected = model_.list(query);
    std::vector<store_type::record> page(1 + in_.up_to(4));
    const std::span<store_type::record> room{page};
    std::size_t seen = 0;
    auto found = jeton::list(store_, filter, order, now(), room);
    while (found->count > 0) {
      claim(found->total == expected.size(), "a list has as many tokens as match");
      for (std::size_t i = 0; i < found->count; ++i, ++seen) {
        claim(seen < expected.size() && page[i].id == as_id(expected[seen]), "a list has the tokens in their order");
      }
      const store_type::record last = page[found->count - 1];
      found = jeton::list_after(store_, last, filter, order, now(), room);
    }
    claim(seen == expected.size(), "the pages of a list have all of its tokens");
  }

  input& in_;
  store_type store_;
  oracle::life model_;
  counter source_;
  std::vector<std::string> tokens_;  // in the order of their ids
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  world both{in};
  for (std::size_t steps = std::min<std::size_t>(size / 4, 60); steps > 0; --steps) {
    both.step();
    both.compare();
  }
  return 0;
}
