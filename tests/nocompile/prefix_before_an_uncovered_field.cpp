// SPDX-License-Identifier: BSL-1.0
// error: jeton: a prefix of any text could run into the variable body
#include <jeton/format/prefixed.hpp>
#include <jeton/gitlab/token.hpp>
#include <jeton/issuers/with_check.hpp>

const auto covered = jeton::prefixed<jeton::gitlab::personal_access_token>::make("corp-");

#if defined(FAIL)
const auto uncovered = jeton::prefixed<jeton::issuers::sanctum<>>::make("corp-");
#endif
