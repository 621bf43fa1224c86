// SPDX-License-Identifier: BSL-1.0
// The control of "undefined behaviour": a sum of signed lanes that overflows.
#include "../support/catch.hpp"

TEST_CASE("a signed lane overflows") {
  using lanes = int __attribute__((vector_size(16)));
  volatile int most = 0x7FFFFFFF;
  const lanes sum = lanes{most, most, most, most} + 1;
  CHECK(sum[0] != 0);
}
