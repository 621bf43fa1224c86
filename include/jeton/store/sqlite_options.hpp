// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_SQLITE_OPTIONS_HPP
#define JETON_STORE_SQLITE_OPTIONS_HPP

#include <cstdint>
#include <functional>

#include <jeton/store/sqlite_fault.hpp>

namespace jeton { inline namespace v0 {

/// What a crash may cost.
enum class durability : unsigned char {
  full,  ///< nothing that was acknowledged
  none,  ///< as much as the system had not written yet; for tests
};

/// How a store is opened.
struct open_options {
  durability keeps = durability::full;
  bool create = true;            ///< makes the file, for its owner's eyes only, where there is none
  bool writes = true;            ///< if not, a file that can only be read will do
  int patience = 5000;           ///< milliseconds to wait for another program's lock
  const char* system = nullptr;  ///< the name of a VFS; the default one otherwise
  // Both may be called from any thread that uses the store, and must not call it.
  /// Called with the number of each row that nobody can have written, once. Such a row is not handed out.
  std::function<void(std::int64_t row)> on_unreadable{};
  /// Called with the reason whenever the store is about to say that it is unavailable.
  std::function<void(open_fault)> on_trouble{};
};

}}  // namespace jeton::v0

#endif
