// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_JETON_HPP
#define JETON_JETON_HPP

/// jeton: the API tokens that a service hands out. A format in one line, minted, checked offline, digested. This header
/// is the table of contents; each name stands in the header that is called after it.

// parts
#include <jeton/constant_time.hpp>  // comparison whose time shows nothing
#include <jeton/cpu_path.hpp>       // which instruction sets are in use
#include <jeton/crc32.hpp>          // CRC-32/ISO-HDLC
#include <jeton/fixed_string.hpp>   // a text that can be a template argument
#include <jeton/result.hpp>         // a value, or the reason why there is none
#include <jeton/secret.hpp>         // a text that is wiped

// vocabulary
#include <jeton/alphabet.hpp>  // base62, base64url, base58, base36, base32, hex, and your own
#include <jeton/checksum.hpp>  // checks: CRC-32 or SHA-256, in which digits, over which bytes
#include <jeton/digest.hpp>    // what a server stores; fingerprint for logs
#include <jeton/random.hpp>    // the operating system's CSPRNG
#include <jeton/sha256.hpp>    // SHA-256 and HMAC-SHA-256

// the token
#include <jeton/generate.hpp>  // a fresh token, or many
#include <jeton/identify.hpp>  // which of several formats a text has
#include <jeton/opaque.hpp>    // a token without shape
#include <jeton/prefixed.hpp>  // a format under a prefix known only at run time
#include <jeton/token.hpp>     // a format, and the proof that a text has it

// profiles
#include <jeton/github.hpp>        // GitHub
#include <jeton/gitlab/route.hpp>  // GitLab: what a routable token says about where it belongs
#include <jeton/gitlab/token.hpp>  // GitLab: every token format
#include <jeton/issuers.hpp>       // npm, Vercel, Grafana, Atlassian, Cloudflare, Stripe, …

#endif
