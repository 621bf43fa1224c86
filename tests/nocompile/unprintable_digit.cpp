// SPDX-License-Identifier: BSL-1.0
// error: jeton: the digits of an alphabet are printable ASCII
#include <jeton/format/alphabet.hpp>

struct vowels : jeton::alphabet<"aeiou"> {};
static_assert(vowels::contains("ou"));

#if defined(FAIL)
struct spaced : jeton::alphabet<"ae ou"> {};
static_assert(spaced::contains("ou"));
#endif
