// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_DETAIL_SQLITE_STATUS_HPP
#define JETON_STORE_DETAIL_SQLITE_STATUS_HPP

#include <sqlite3.h>

#include <jeton/store/sqlite_fault.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace sqlite {

/// The reason for a status that is not SQLITE_OK.
[[nodiscard]] inline open_fault fault_of(int status) {
  switch (status & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return open_fault::corrupt;
    case SQLITE_ERROR:  // there is no such table or column
    case SQLITE_SCHEMA:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
    case SQLITE_DONE:
      return open_fault::damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return open_fault::locked;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return open_fault::readonly;
    case SQLITE_FULL:
      return open_fault::full;
    case SQLITE_IOERR:
      return open_fault::disk;
    default:
      return open_fault::file;
  }
}

}}}}  // namespace jeton::v0::detail::sqlite

#endif
