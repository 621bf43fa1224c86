// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_GITHUB_HPP
#define JETON_GITHUB_HPP

/// GitHub's tokens and their scopes: the table of contents.

#include <jeton/issuers/github.hpp>         // the formats
#include <jeton/issuers/github_scopes.hpp>  // the scopes of OAuth and of classic tokens

#endif
