// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BATCH_HPP
#define JETON_BATCH_HPP

/// Many tokens at once: the table of contents.

#include <jeton/digest/sha256_each.hpp>  // the digests of many texts
#include <jeton/format/generate.hpp>     // a fresh token, or many: `generate<F>(std::span{many})`
#include <jeton/format/valid_each.hpp>   // which of many texts are tokens

#endif
