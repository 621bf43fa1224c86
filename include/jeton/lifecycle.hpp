// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_HPP
#define JETON_LIFECYCLE_HPP

/// The life of a token, on any jeton::token_store: the table of contents. Clock, store and randomness are arguments;
/// with a constexpr store all of it runs in a static_assert. A store in memory: <jeton/memory_store.hpp>.

// its words
#include <jeton/lifecycle/lifetime.hpp>     // how long tokens may live, and what a new limit revokes
#include <jeton/lifecycle/name_search.hpp>  // names that a person looks for
#include <jeton/lifecycle/plain_text.hpp>   // texts that people choose and others see
#include <jeton/lifecycle/request.hpp>      // what a new token shall be
#include <jeton/time/daily_time.hpp>        // a time of day in UTC: the next run, and those that were missed
#include <jeton/time/last_day.hpp>          // the other reading of a date: a token lives through it

// what is kept
#include <jeton/digest/keyring.hpp>  // peppers, and digests that others wrote
#include <jeton/store/record.hpp>    // what a store keeps about a token
#include <jeton/store/store.hpp>     // what a store can do

// its life
#include <jeton/http/prefill.hpp>              // what a link fills in for a new token
#include <jeton/lifecycle/digest_rewrite.hpp>  // a digest under the current key
#include <jeton/lifecycle/issue.hpp>           // a fresh one, or one that was chosen beforehand
#include <jeton/lifecycle/listing.hpp>         // which there are, filtered and in order
#include <jeton/lifecycle/notice.hpp>          // who is told that a token dies, and when
#include <jeton/lifecycle/notify.hpp>          // a run of a notice over a store
#include <jeton/lifecycle/revoke.hpp>          // one, those that come from it, or those that live too long
#include <jeton/lifecycle/rotate.hpp>          // a fresh one in its place
#include <jeton/lifecycle/use.hpp>             // that it was used, not more often than needed

#endif
