// SPDX-License-Identifier: BSL-1.0
// error: (private|no matching (function|constructor)|deleted)
#include <string_view>
#include <utility>

#include <jeton/issuers/github.hpp>

using ghp = jeton::github::classic_pat;
using parsed = jeton::result<jeton::token<ghp>, jeton::token_error>;
constexpr std::string_view text = "anything";
constexpr parsed refused = ghp::parse(text);

#if defined(FAIL)
constexpr parsed forged{std::in_place, text, text.size()};
#endif
