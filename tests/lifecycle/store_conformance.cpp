// SPDX-License-Identifier: BSL-1.0
// Sound stores break no rule, and of stores with one flaw each the rule is named that they break.
#include <jeton/lifecycle/store_conformance.hpp>

#include <jeton/store/memory.hpp>

#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using memory = jeton::memory_store<acme_scopes>;
using fixed = fixed_store<acme_scopes, 128>;

/// The rules that a store breaks.
template <class Make>
std::set<std::string> broken(Make make, std::size_t threads) {
  std::set<std::string> rules;
  std::size_t told = 0;
  const auto report = [&](const char* rule, const char* file, int line) {
    CHECK(std::string_view{file}.ends_with(".hpp"));
    CHECK(line > 0);
    rules.insert(rule);
    ++told;
  };
  CHECK(jeton::store_conformance(make, report, threads) == told);
  return rules;
}
template <class Store>
std::set<std::string> broken_by(std::size_t threads = 1) {
  return broken([] { return Store{}; }, threads);
}

/// The plainest store, which can be told not to answer.
struct fixed_home {
  fixed rows;
  fixed& store() { return rows; }
  void break_it() { rows.answers = false; }
};

/// Keeps what a transaction wrote that failed.
struct keeps_all : memory {
  template <class Work>
  bool transact(Work&& work) {
    bool wanted = false;
    (void)memory::transact([&](auto& rows) {
      wanted = work(rows);
      return true;
    });
    return wanted;
  }
};

/// Forgets scopes that it does not know.
struct forgets_scopes : fixed {
  template <class Key>
  found find(const Key& key) const {
    found row = fixed::find(key);
    if (row) row->unknown_scopes = "";
    return row;
  }
};

/// Does not find what belongs to the first user.
struct lacks_first_user : fixed {
  template <class Key>
  found find(const Key& key) const {
    found row = fixed::find(key);
    if (row && row->owner == jeton::user_id{1}) return jeton::store_fault::absent;
    return row;
  }
};

/// Begins each visit at the first row.
struct begins_anew : memory {
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) const {
    if (!range.onward) range.after = jeton::token_id::none;
    return memory::visit(range, visitor);
  }
};

/// Waits where it should give up.
struct waits : memory {
  template <class Work>
  bool try_transact(Work&& work) {
    return transact(work);
  }
};

/// Takes a token for unknown when it cannot answer.
struct lies_when_broken : fixed {
  template <class Key>
  found find(const Key& key) const {
    if (!answers) return jeton::store_fault::absent;
    return fixed::find(key);
  }
};
struct lying_home {
  lies_when_broken rows;
  lies_when_broken& store() { return rows; }
  void break_it() { rows.answers = false; }
};

/// Says nothing when it is broken, and goes on.
struct unbreakable_home {
  memory rows;
  memory& store() { return rows; }
  void break_it() {}
};

/// Lets transactions overlap, and the last one win.
class overlaps {
 public:
  using record = fixed::record;
  using transaction = fixed::transaction;

  template <class Key>
  fixed::found find(const Key& key) const {
    return copy().find(key);
  }
  template <class Visitor>
  jeton::result<void, jeton::store_fault> visit(jeton::row_range range, Visitor&& visitor) const {
    return copy().visit(range, visitor);
  }
  template <class Work>
  bool transact(Work&& work) {
    fixed mine = copy();
    std::this_thread::yield();
    if (!mine.transact(work)) return false;
    const std::scoped_lock lock{mutex_};
    rows_ = mine;
    return true;
  }

 private:
  fixed copy() const {
    const std::scoped_lock lock{mutex_};
    return rows_;
  }

  mutable std::mutex mutex_;
  fixed rows_;
};

}  // namespace

TEST_CASE("a sound store breaks no rule") {
  CHECK(broken_by<memory>(8).empty());
  CHECK(broken_by<fixed>().empty());
  CHECK(broken_by<fixed_home>().empty());
  CHECK(broken([] { return jeton::memory_store<jeton::scope_vocabulary<"one">>{}; }, 2).empty());
}

TEST_CASE("control: each flaw of a store is found, and its rule is named") {
  CHECK(broken_by<keeps_all>().contains("a transaction sees what it wrote, and is kept as a whole or not at all"));
  CHECK(broken_by<forgets_scopes>().contains("a row is found as it was inserted, by its digest and its id"));
  CHECK(broken_by<lacks_first_user>() ==
        std::set<std::string>{"a row is found as it was inserted, by its digest and its id"});
  CHECK(broken_by<begins_anew>().contains(
      "rows are visited in the order of their ids, from one on, of one owner or all"));
  CHECK(broken_by<lying_home>() ==
        std::set<std::string>{"a store that cannot answer says so, and never that a token is unknown"});
  CHECK(broken_by<unbreakable_home>() ==
        std::set<std::string>{"a store that cannot answer says so, and never that a token is unknown"});
  CHECK(broken_by<waits>(8) ==
        std::set<std::string>{"a transaction that does not wait gives up where another one is under way"});
  CHECK(broken_by<overlaps>().empty());
  CHECK(broken_by<overlaps>(8).contains("of all rotations of a token one succeeds"));
}
