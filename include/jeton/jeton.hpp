// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_JETON_HPP
#define JETON_JETON_HPP

/// jeton: the API tokens that a service hands out. A format in one line, minted, checked offline, digested. This header
/// is the table of contents; each name stands in the header that is called after it.

// parts
#include <jeton/constant_time.hpp>  // comparison whose time shows nothing
#include <jeton/crc32.hpp>          // CRC-32/ISO-HDLC
#include <jeton/fixed_string.hpp>   // a text that can be a template argument
#include <jeton/maybe.hpp>          // a value, or none
#include <jeton/result.hpp>         // a value, or the reason why there is none
#include <jeton/secret.hpp>         // a text that is wiped
#include <jeton/utc.hpp>            // days and instants in UTC, without <chrono>

// vocabulary
#include <jeton/alphabet.hpp>       // base62, base64url, base58, base36, base32, hex, and your own
#include <jeton/checksum.hpp>       // checks: CRC-32 or SHA-256, in which digits, over which bytes
#include <jeton/daily_time.hpp>     // a time of day in UTC: the next run, and those that were missed
#include <jeton/digest.hpp>         // what a server stores; fingerprint for logs
#include <jeton/expiry.hpp>         // never, or the first dead day: a token dies at 00:00 UTC of it
#include <jeton/last_day.hpp>       // the other reading of a date: a token lives through it
#include <jeton/name_search.hpp>    // names that a person looks for
#include <jeton/plain_text.hpp>     // texts that people choose and others see
#include <jeton/random.hpp>         // the operating system's CSPRNG
#include <jeton/requirement.hpp>    // which scopes a request needs
#include <jeton/scope.hpp>          // what a token may do: a vocabulary of names
#include <jeton/scope_row.hpp>      // a name of a vocabulary, and what is known about it
#include <jeton/scope_set.hpp>      // the scopes that a token holds
#include <jeton/sha256.hpp>         // SHA-256 and HMAC-SHA-256
#include <jeton/stored_scopes.hpp>  // a row of a store, with names that are not known

// the token
#include <jeton/credential.hpp>     // where a request carries a token
#include <jeton/denial.hpp>         // why one is refused
#include <jeton/generate.hpp>       // a fresh token, or many
#include <jeton/identify.hpp>       // which of several formats a text has
#include <jeton/keyring.hpp>        // under which digests a store may have a token
#include <jeton/lifetime.hpp>       // how long tokens may live, and what a new limit revokes
#include <jeton/opaque.hpp>         // a token without shape
#include <jeton/prefixed.hpp>       // a format under a prefix known only at run time
#include <jeton/record.hpp>         // what a store keeps about a token
#include <jeton/store.hpp>          // what a store can do
#include <jeton/token.hpp>          // a format, and the proof that a text has it
#include <jeton/token_request.hpp>  // what a new token shall be

// verbs
#include <jeton/challenge.hpp>       // what a refused request is told
#include <jeton/digest_rewrite.hpp>  // a digest under the current key
#include <jeton/issue.hpp>           // a fresh one, or one that was chosen beforehand
#include <jeton/last_use.hpp>        // that it was used
#include <jeton/lifecycle.hpp>       // all of these
#include <jeton/listing.hpp>         // which there are
#include <jeton/notice.hpp>          // who is told that a token dies, and when
#include <jeton/notify.hpp>          // a run of a notice over a store
#include <jeton/prefill.hpp>         // what a link fills in for a new token
#include <jeton/revoke.hpp>          // one, those that come from it, those that live too long
#include <jeton/rotate.hpp>          // a fresh one in its place

// profiles
#include <jeton/github.hpp>            // GitHub
#include <jeton/github/scope.hpp>      // GitHub: OAuth scopes and what they imply
#include <jeton/gitlab/digest.hpp>     // GitLab: how its store finds a token
#include <jeton/gitlab/lifecycle.hpp>  // GitLab: lists, rights and notes of use, by era
#include <jeton/gitlab/lifetime.hpp>   // GitLab: limits on lifetimes, by era
#include <jeton/gitlab/notice.hpp>     // GitLab: mails about tokens that expire, by era
#include <jeton/gitlab/route.hpp>      // GitLab: what a routable token says about where it belongs
#include <jeton/gitlab/token.hpp>      // GitLab: every token format
#include <jeton/issuers.hpp>           // npm, Vercel, Grafana, Atlassian, Cloudflare, Stripe, …

#endif
