// SPDX-License-Identifier: BSL-1.0
// Built once and linked to every test: Catch2 2's main is slow to compile, Catch2 3 brings its own in a library.
#if !__has_include(<catch2/catch_test_macros.hpp>)
#define CATCH_CONFIG_MAIN
#endif
#include "catch.hpp"

void jeton_tests::judge(bool holds, bool go_on, const char* text, const char* file, int line) {
  if (holds) {
    CATCH_SUCCEED();
  } else if (go_on) {
    CATCH_FAIL_CHECK(file << ':' << line << ": " << text);
  } else {
    CATCH_FAIL(file << ':' << line << ": " << text);
  }
}
