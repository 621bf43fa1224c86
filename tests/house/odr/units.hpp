// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_HOUSE_ODR_UNITS_HPP
#define JETON_TESTS_HOUSE_ODR_UNITS_HPP

#include <jeton/jeton.hpp>

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;

#if defined(CONTROL)
/// A violation that the linker must find: the two units disagree about a class.
struct disagreement {
  CONTROL member;
};
inline disagreement shared{};
#endif

bool first_accepts(const char* text, std::size_t size);
bool second_accepts(const char* text, std::size_t size);

#endif
