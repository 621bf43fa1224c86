// SPDX-License-Identifier: BSL-1.0
// error: (private|no matching (function|constructor))
#include <string_view>

#include <jeton/issuers/github.hpp>

using ghp = jeton::github::classic_pat;
constexpr std::string_view text = "anything";
constexpr bool valid = ghp::parse(text).has_value();

#if defined(FAIL)
constexpr jeton::token<ghp> forged{text, 4};
#endif
