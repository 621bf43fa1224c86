// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_HTTP_HPP
#define JETON_HTTP_HPP

/// Tokens in HTTP: the table of contents.

#include <jeton/http/challenge.hpp>   // what a refused request is told: RFC 6750, RFC 7617
#include <jeton/http/credential.hpp>  // where a request carries a token

#endif
