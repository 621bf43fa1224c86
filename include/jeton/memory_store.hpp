// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_MEMORY_STORE_HPP
#define JETON_MEMORY_STORE_HPP

/// A store in memory: the table of contents. It uses the whole standard library.

#include <jeton/store/memory.hpp>  // the tokens of a process, or of a test

#endif
