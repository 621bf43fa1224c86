// SPDX-License-Identifier: BSL-1.0
// error: ignoring return(ed)? value
#include <jeton/format/prefixed.hpp>
#include <jeton/issuers/github.hpp>

#pragma GCC diagnostic error "-Wunused-result"

void configure(jeton::prefixed<jeton::github::classic_pat>& ours) {
  (void)ours.accept_earlier("old_");
#if defined(FAIL)
  ours.accept_earlier("older_");
#endif
}
