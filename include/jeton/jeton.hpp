// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_JETON_HPP
#define JETON_JETON_HPP

/// jeton: the API tokens that a service hands out. A format in one line, minted, checked offline, digested; what a
/// token may do and until when; the decision. This header is the table of contents; each name stands in the header that
/// is called after it. Beside it stand, since it must stay cheap to include: <jeton/http.hpp>, tokens in requests and
/// answers; <jeton/lifecycle.hpp>, a table of tokens from issue to revocation; <jeton/gitlab.hpp>, GitLab's personal
/// access tokens as a system; <jeton/github/scope.hpp>; <jeton/issuers.hpp> and <jeton/shapes.hpp>, tokens of others
/// with and without a checksum; <jeton/sha256_each.hpp>.

// parts
#include <jeton/constant_time.hpp>  // comparison whose time shows nothing
#include <jeton/cpu_path.hpp>       // which instruction sets are in use
#include <jeton/crc32.hpp>          // CRC-32/ISO-HDLC
#include <jeton/fixed_string.hpp>   // a text that can be a template argument
#include <jeton/maybe.hpp>          // a value, or none
#include <jeton/result.hpp>         // a value, or the reason why there is none
#include <jeton/secret.hpp>         // a text that is wiped
#include <jeton/utc.hpp>            // days and instants in UTC, without <chrono>

// vocabulary
#include <jeton/alphabet.hpp>       // base62, base64url, base58, base36, base32, hex, and your own
#include <jeton/checksum.hpp>       // checks: CRC-32 or SHA-256, in which digits, over which bytes
#include <jeton/digest.hpp>         // what a server stores; fingerprint for logs
#include <jeton/digester.hpp>       // how a token becomes a digest
#include <jeton/expiry.hpp>         // never, or the first dead day: a token dies at 00:00 UTC of it
#include <jeton/random.hpp>         // the operating system's CSPRNG
#include <jeton/requirement.hpp>    // which scopes a request needs
#include <jeton/scope.hpp>          // what a token may do: a vocabulary of names
#include <jeton/scope_row.hpp>      // a name of a vocabulary, and what is known about it
#include <jeton/scope_set.hpp>      // the scopes that a token holds
#include <jeton/sha256.hpp>         // SHA-256 and HMAC-SHA-256
#include <jeton/stored_scopes.hpp>  // a row of a store, with names that are not known

// the token
#include <jeton/denial.hpp>       // why a token is refused
#include <jeton/generate.hpp>     // a fresh token, or many
#include <jeton/identify.hpp>     // which of several formats a text has
#include <jeton/opaque.hpp>       // a token without shape
#include <jeton/prefixed.hpp>     // a format under a prefix known only at run time
#include <jeton/store_fault.hpp>  // why a store does not answer
#include <jeton/token.hpp>        // a format, and the proof that a text has it

// the decision
#include <jeton/verify.hpp>  // on a presented token

// profiles
#include <jeton/github.hpp>        // GitHub
#include <jeton/gitlab/token.hpp>  // GitLab: personal access tokens

#endif
