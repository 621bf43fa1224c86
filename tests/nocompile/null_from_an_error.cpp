// SPDX-License-Identifier: BSL-1.0
// error: no matching (member )?function for call to .*from_nullable
#include <jeton/time/expiry.hpp>

jeton::result<jeton::day, jeton::date_error> read_column();

bool known() {
  const auto column = read_column();
#if defined(FAIL)
  return jeton::expiry::from_nullable(column).has_value();  // an error of the store would never expire
#else
  return column.and_then([](jeton::day date) { return jeton::expiry::on(date); }).has_value();
#endif
}
