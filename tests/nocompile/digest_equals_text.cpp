// SPDX-License-Identifier: BSL-1.0
// error: (no match for .operator==|invalid operands to binary expression)
#include <string_view>

#include <jeton/digest/sha256.hpp>

const auto stored = jeton::sha256("token");
const bool same = stored == jeton::sha256("token");

#if defined(FAIL)
const bool same_as_text = stored == std::string_view{"3c469e9d6c5875d3"};
#endif
