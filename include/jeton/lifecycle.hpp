// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_HPP
#define JETON_LIFECYCLE_HPP

/// The life of a token, on any jeton::token_store. Clock, store and randomness are arguments: with a constexpr store all
/// of it runs in a static_assert.
#include <jeton/issue.hpp>     // a fresh one, or one that was chosen beforehand
#include <jeton/last_use.hpp>  // that it was used, not more often than needed
#include <jeton/listing.hpp>   // which there are, filtered and in order
#include <jeton/revoke.hpp>    // one, those that come from it, or those that live too long
#include <jeton/rotate.hpp>    // a fresh one in its place

#endif
