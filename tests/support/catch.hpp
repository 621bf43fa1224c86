// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_CATCH_HPP
#define JETON_TESTS_SUPPORT_CATCH_HPP

/// What the tests use of Catch2, the same in both majors that distributions ship: 2.13 and 3.
///
/// An assertion takes anything that converts to bool, and a failing one prints the text of its expression and its
/// place, never a value: a token that a test compares must not reach a log. `INFO` and `CAPTURE` do print values; give
/// them numbers, names and reasons, not tokens. tests/house/silence.py proves it.
///
/// Each test source is built twice. `STATIC_REQUIRE` is a static_assert in one build, and a run-time check in the
/// other, where CATCH_CONFIG_RUNTIME_STATIC_REQUIRE is defined. A value that both need stands in a variable that is
/// `CONSTEXPR auto`: constexpr in the first build, plain in the second, so that its function really runs.

#define CATCH_CONFIG_PREFIX_ALL
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_message.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

namespace jeton_tests {

/// Counts one assertion. A false one is reported with `text` and its place; `go_on` says whether the test case goes on.
void judge(bool holds, bool go_on, const char* text, const char* file, int line);

}  // namespace jeton_tests

#define TEST_CASE(...) CATCH_TEST_CASE(__VA_ARGS__)
#define TEMPLATE_TEST_CASE(...) CATCH_TEMPLATE_TEST_CASE(__VA_ARGS__)
#define SECTION(...) CATCH_SECTION(__VA_ARGS__)
#define INFO(...) CATCH_INFO(__VA_ARGS__)
#define CAPTURE(...) CATCH_CAPTURE(__VA_ARGS__)
#define FAIL(...) CATCH_FAIL(__VA_ARGS__)

#define JETON_TESTS_JUDGE(value, go_on, text) ::jeton_tests::judge((value), go_on, text, __FILE__, __LINE__)

#define REQUIRE(...) JETON_TESTS_JUDGE(static_cast<bool>(__VA_ARGS__), false, "REQUIRE(" #__VA_ARGS__ ")")
#define REQUIRE_FALSE(...) JETON_TESTS_JUDGE(!static_cast<bool>(__VA_ARGS__), false, "REQUIRE_FALSE(" #__VA_ARGS__ ")")
#define CHECK(...) JETON_TESTS_JUDGE(static_cast<bool>(__VA_ARGS__), true, "CHECK(" #__VA_ARGS__ ")")
#define CHECK_FALSE(...) JETON_TESTS_JUDGE(!static_cast<bool>(__VA_ARGS__), true, "CHECK_FALSE(" #__VA_ARGS__ ")")

#if defined(CATCH_CONFIG_RUNTIME_STATIC_REQUIRE)
#define CONSTEXPR
#define STATIC_REQUIRE(...) REQUIRE(__VA_ARGS__)
#define STATIC_REQUIRE_FALSE(...) REQUIRE_FALSE(__VA_ARGS__)
#else
#define CONSTEXPR constexpr
#define STATIC_REQUIRE(...)                                      \
  do {                                                           \
    static_assert(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__); \
    JETON_TESTS_JUDGE(true, false, "");                          \
  } while (false)
#define STATIC_REQUIRE_FALSE(...)                                          \
  do {                                                                     \
    static_assert(!static_cast<bool>(__VA_ARGS__), "!(" #__VA_ARGS__ ")"); \
    JETON_TESTS_JUDGE(true, false, "");                                    \
  } while (false)
#endif

#endif
