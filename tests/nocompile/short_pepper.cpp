// SPDX-License-Identifier: BSL-1.0
// error: a pepper has 32 bytes or more
#include <jeton/digest/keyring.hpp>

const jeton::pepper good{"0123456789abcdef0123456789abcdef"};
#if defined(FAIL)
const jeton::pepper weak{"0123456789abcdef0123456789abcde"};
#endif
