// SPDX-License-Identifier: BSL-1.0
// error: jeton: a digit is repeated in this alphabet
#include <jeton/format/alphabet.hpp>

struct vowels : jeton::alphabet<"aeiou"> {};
static_assert(vowels::contains("ou"));

#if defined(FAIL)
struct twice : jeton::alphabet<"aeioua"> {};
static_assert(twice::contains("ou"));
#endif
