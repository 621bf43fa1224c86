// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_DETAIL_SQLITE_WATCH_HPP
#define JETON_STORE_DETAIL_SQLITE_WATCH_HPP

#include <cstdint>
#include <functional>
#include <mutex>
#include <set>

#include <jeton/store/sqlite_fault.hpp>
#include <jeton/store/sqlite_options.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace sqlite {

/// Tells what a store meets beside its answers. Any number of threads.
class store_watch {
 public:
  explicit store_watch(const open_options& options)
      : on_unreadable_(options.on_unreadable), on_trouble_(options.on_trouble) {}

  void unreadable(std::int64_t row) {
    const std::scoped_lock lock{mutex_};
    if (told_.insert(row).second && on_unreadable_) on_unreadable_(row);
  }
  void trouble(open_fault why) {
    const std::scoped_lock lock{mutex_};
    if (on_trouble_) on_trouble_(why);
  }

 private:
  std::mutex mutex_;
  std::set<std::int64_t> told_;
  std::function<void(std::int64_t)> on_unreadable_;
  std::function<void(open_fault)> on_trouble_;
};

}}}}  // namespace jeton::v0::detail::sqlite

#endif
