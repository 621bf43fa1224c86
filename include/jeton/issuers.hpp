// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_ISSUERS_HPP
#define JETON_ISSUERS_HPP

/// The tokens of other issuers: the table of contents. GitHub's and GitLab's have entry points of their own.

#include <jeton/issuers/shapes.hpp>      // those without a checksum
#include <jeton/issuers/with_check.hpp>  // those with a checksum

#endif
