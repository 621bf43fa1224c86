// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_CONFORMANCE_HPP
#define JETON_STORE_CONFORMANCE_HPP

/// The proof of a store, for the tests of whoever writes one: the table of contents. It uses the whole standard
/// library.

#include <jeton/lifecycle/store_conformance.hpp>  // tries all that a token_store promises

#endif
