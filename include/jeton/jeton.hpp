// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_JETON_HPP
#define JETON_JETON_HPP

/// jeton: the API tokens that a service hands out. A format in one line, minted, checked offline, digested; what a
/// token may do and until when; the decision. This header is the table of contents; each name stands in the header that
/// is called after it. Beside it stand, since it must stay cheap to include: <jeton/http.hpp>, tokens in requests and
/// answers; <jeton/lifecycle.hpp>, a table of tokens from issue to revocation; <jeton/gitlab.hpp>, GitLab's personal
/// access tokens as a system; <jeton/github.hpp>, GitHub's with their scopes; <jeton/issuers.hpp>, tokens of others;
/// <jeton/batch.hpp>, many at once.

// parts
#include <jeton/bytes/cpu_path.hpp>      // which instruction sets are in use
#include <jeton/bytes/crc32.hpp>         // CRC-32/ISO-HDLC
#include <jeton/core/constant_time.hpp>  // comparison whose time shows nothing
#include <jeton/core/fixed_string.hpp>   // a text that can be a template argument
#include <jeton/core/maybe.hpp>          // a value, or none
#include <jeton/core/random.hpp>         // the operating system's CSPRNG
#include <jeton/core/result.hpp>         // a value, or the reason why there is none
#include <jeton/core/secret.hpp>         // a text that is wiped
#include <jeton/core/wipe.hpp>           // zeros that no optimizer leaves out

// tokens
#include <jeton/format/alphabet.hpp>  // base62, base64url, base58, base36, base32, hex, and your own
#include <jeton/format/assemble.hpp>  // a token whose fields are all given
#include <jeton/format/checksum.hpp>  // checks: CRC-32 or SHA-256, in which digits, over which bytes
#include <jeton/format/fault.hpp>     // why a text is no token
#include <jeton/format/generate.hpp>  // a fresh token, or many
#include <jeton/format/identify.hpp>  // which of several formats a text has
#include <jeton/format/opaque.hpp>    // a token without shape
#include <jeton/format/parts.hpp>     // of a format, and of a token
#include <jeton/format/prefixed.hpp>  // a format under a prefix known only at run time
#include <jeton/format/token.hpp>     // a format, and the proof that a text has it

// scopes and dates
#include <jeton/scope/requirement.hpp>  // which scopes a request needs
#include <jeton/scope/row.hpp>          // a name of a vocabulary, and what is known about it
#include <jeton/scope/set.hpp>          // the scopes that a token holds
#include <jeton/scope/stored.hpp>       // a row of a store, with names that are not known
#include <jeton/scope/vocabulary.hpp>   // what a token may do: a vocabulary of names
#include <jeton/scope/writer.hpp>       // names of scopes, written in one form
#include <jeton/time/expiry.hpp>        // never, or the first dead day: a token dies at 00:00 UTC of it
#include <jeton/time/fault.hpp>         // why a date is refused
#include <jeton/time/utc.hpp>           // days and instants in UTC, without <chrono>

// digests, and the decision
#include <jeton/decision/denial.hpp>       // why a token is refused
#include <jeton/decision/find_record.hpp>  // the record of a presented token
#include <jeton/decision/verify.hpp>       // on a presented token
#include <jeton/digest/digest.hpp>         // what a server stores; fingerprint for logs
#include <jeton/digest/digester.hpp>       // how a token becomes a digest
#include <jeton/digest/sha256.hpp>         // SHA-256 and HMAC-SHA-256
#include <jeton/store/fault.hpp>           // why a store does not answer

// profiles
#include <jeton/gitlab/token.hpp>    // GitLab: personal access tokens
#include <jeton/issuers/github.hpp>  // GitHub

#endif
