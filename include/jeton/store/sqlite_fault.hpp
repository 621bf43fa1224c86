// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_SQLITE_FAULT_HPP
#define JETON_STORE_SQLITE_FAULT_HPP

#include <cstdint>
#include <string_view>

namespace jeton { inline namespace v0 {

/// Why a file is not opened as a store, or does not serve any more, in the order of the checks.
enum class open_fault : unsigned char {
  file,      ///< it is a folder, cannot be read, or its folder cannot be written
  corrupt,   ///< it is no SQLite database, or a damaged one
  foreign,   ///< the database of another program
  damaged,   ///< a store whose tables are not what they should be
  newer,     ///< a newer version of this program wrote it
  locked,    ///< another program keeps it locked
  readonly,  ///< it can be read, but not be written
  old,       ///< an older version wrote it, and it cannot be brought to this one since it can only be read
  log,       ///< it can only be read, and that needs files beside it which cannot be made
  full,      ///< there is no room for what is to be written
  disk,      ///< reading or writing fails
};

[[nodiscard]] constexpr std::string_view describe(open_fault fault) {
  switch (fault) {
    case open_fault::file:
      return "the file cannot be opened";
    case open_fault::corrupt:
      return "the file is no database, or a damaged one";
    case open_fault::foreign:
      return "the file is a database of another program";
    case open_fault::damaged:
      return "the file is damaged: its tables are not those of a store";
    case open_fault::newer:
      return "the file was written by a newer version";
    case open_fault::locked:
      return "another program keeps the file locked";
    case open_fault::readonly:
      return "the file can only be read";
    case open_fault::old:
      return "the file was written by an older version, and can only be read";
    case open_fault::log:
      return "the file can only be read, and its write-ahead log needs a folder that can be written; a copy of the "
             "file, with those of the same name and -wal and -shm behind it, can be read elsewhere";
    case open_fault::full:
      return "there is no room: the disk is full, or no number is left for a row";
    case open_fault::disk:
      return "the disk cannot be read or written";
  }
  return "unknown fault";
}

/// Why a program must not write digests into a store.
enum class key_fault : unsigned char {
  unavailable,  ///< the store cannot say which keys wrote to it
  lacking,      ///< a key that wrote digests is not there: one token could be taken twice, under two digests
  wrong,        ///< there is another key of the same id: digests under it would find nothing
};

[[nodiscard]] constexpr std::string_view describe(key_fault fault) {
  switch (fault) {
    case key_fault::unavailable:
      return "the store cannot answer";
    case key_fault::lacking:
      return "the store has digests under a key that is not given";
    case key_fault::wrong:
      return "the store has digests under another key of this number";
  }
  return "unknown fault";
}

/// The fault, and the id of the key that has it.
struct key_error {
  key_fault fault{};
  std::uint32_t id = 0;

  friend constexpr bool operator==(const key_error&, const key_error&) = default;
};

}}  // namespace jeton::v0

#endif
