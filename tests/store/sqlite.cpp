// SPDX-License-Identifier: BSL-1.0
// The suite that every store has to pass.
#include <jeton/store/sqlite.hpp>

#include <cstddef>
#include <thread>
#include <utility>

#include "../support/catch.hpp"
#include "../support/power_loss.hpp"
#include "../support/store_rows.hpp"
#include "../support/temporary_folder.hpp"

namespace {

using sqlite_store = jeton::sqlite_store<jeton_tests::acme_scopes>;

/// On a disk of its own, which can be unplugged.
struct sqlite_home {
  temporary_folder folder;
  sqlite_store tokens;

  sqlite_home() : tokens(open(folder)) {}
  sqlite_store& store() { return tokens; }
  void break_it() { power_loss::disk::the().unplugged = true; }

 private:
  static sqlite_store open(const temporary_folder& in) {
    power_loss::install();
    power_loss::disk::the().power_on(static_cast<std::size_t>(-1));
    // What a crash keeps is proved elsewhere, and syncs are slow.
    auto opened = sqlite_store::open(in.file(), {.keeps = jeton::durability::none, .system = power_loss::vfs_name});
    return *std::move(opened);
  }
};

}  // namespace

TEST_CASE("sqlite_store is a store") {
  static_assert(jeton::token_store<sqlite_store>);
  jeton_tests::conform([] { return sqlite_home{}; });
}
