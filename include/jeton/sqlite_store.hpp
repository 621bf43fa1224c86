// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SQLITE_STORE_HPP
#define JETON_SQLITE_STORE_HPP

/// A store in a SQLite file: the table of contents. It uses the whole standard library and <sqlite3.h>; whoever
/// includes it links SQLite, 3.37 or newer. No other entry point needs SQLite.

#include <jeton/store/sqlite.hpp>          // tokens in a file that any number of threads and processes use
#include <jeton/store/sqlite_fault.hpp>    // why a file is not opened, and why a program must not write to it
#include <jeton/store/sqlite_options.hpp>  // how a file is opened

#endif
