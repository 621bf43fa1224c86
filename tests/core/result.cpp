// SPDX-License-Identifier: BSL-1.0
#include <jeton/core/result.hpp>

#include <csignal>
#include <cstddef>
#include <memory>
#include <string_view>
#include <type_traits>

#include "../support/catch.hpp"

#if __has_include(<unistd.h>)
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace {

enum class fault : unsigned char { first, second };

constexpr std::string_view describe(fault why) { return why == fault::first ? "first" : "second"; }

using number = jeton::result<int, fault>;
using done = jeton::result<void, fault>;
using pointer = jeton::result<std::unique_ptr<int>, fault>;

constexpr number half(int x) {
  if (x % 2 != 0) return fault::second;
  return x / 2;
}

struct pair {
  int left = 0;
  int right = 0;
};

}  // namespace

TEST_CASE("a result is a value or an error") {
  CONSTEXPR auto six = half(12);
  STATIC_REQUIRE(six.has_value());
  STATIC_REQUIRE(six);
  STATIC_REQUIRE(*six == 6);
  CONSTEXPR auto odd = half(7);
  STATIC_REQUIRE_FALSE(odd.has_value());
  STATIC_REQUIRE_FALSE(odd);
  STATIC_REQUIRE(odd.error() == fault::second);
}

TEST_CASE("a default-constructed result is an error") {
  STATIC_REQUIRE_FALSE(number{}.has_value());
  STATIC_REQUIRE_FALSE(done{}.has_value());
  STATIC_REQUIRE_FALSE(jeton::result<bool, fault>{}.has_value());
  STATIC_REQUIRE(number{}.error() == fault::first);
  const pointer none;
  CHECK_FALSE(none.has_value());
}

TEST_CASE("a result of zeroed memory is an error") {
  static number zeroed;
  CHECK_FALSE(zeroed.has_value());
}

TEST_CASE("success without a value is said by name") {
  CONSTEXPR done success = std::in_place;
  STATIC_REQUIRE(success.has_value());
  STATIC_REQUIRE(success);
  CONSTEXPR done failure = fault::second;
  STATIC_REQUIRE_FALSE(failure);
  STATIC_REQUIRE(failure.error() == fault::second);
}

TEST_CASE("a value is made in place from arguments") {
  CONSTEXPR jeton::result<std::string_view, fault> text{std::in_place, "scope", std::size_t{2}};
  STATIC_REQUIRE(*text == "sc");
  STATIC_REQUIRE(text->size() == 2);
}

TEST_CASE("value_or gives the value, or the other one in its place") {
  STATIC_REQUIRE(half(8).value_or(0) == 4);
  STATIC_REQUIRE(half(9).value_or(-1) == -1);
}

TEST_CASE("and_then goes on with a value and passes an error along") {
  STATIC_REQUIRE(*half(8).and_then(half) == 2);
  STATIC_REQUIRE(half(6).and_then(half).error() == fault::second);
  STATIC_REQUIRE(half(5).and_then([](int) { return number{1}; }).error() == fault::second);
}

TEST_CASE("transform changes a value and passes an error along") {
  CONSTEXPR auto is_even = [](int x) { return x % 2 == 0; };
  STATIC_REQUIRE(*half(8).transform(is_even));
  STATIC_REQUIRE_FALSE(*half(6).transform(is_even));
  STATIC_REQUIRE(half(5).transform(is_even).error() == fault::second);
  STATIC_REQUIRE(std::is_same_v<decltype(half(8).transform(is_even)), jeton::result<bool, fault>>);
}

TEST_CASE("a value is reached by arrow, changed in place and moved out") {
  jeton::result<pair, fault> both = pair{1, 2};
  both->left = 5;
  (*both).right = 6;
  CHECK(both->left + both->right == 11);

  pointer made = std::make_unique<int>(7);
  const std::unique_ptr<int> taken = *std::move(made);
  CHECK(*taken == 7);
}

TEST_CASE("a result is trivially copyable when its value is") {
  STATIC_REQUIRE(std::is_trivially_copyable_v<number>);
  STATIC_REQUIRE(std::is_trivially_copyable_v<done>);
  STATIC_REQUIRE_FALSE(std::is_trivially_copyable_v<pointer>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<pointer>);
}

TEST_CASE("a result is no number and compares with nothing by accident") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<number, bool>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<number, int>);
}

TEST_CASE("an error with a place compares with an error and with a bare reason") {
  using error = jeton::error_at<fault>;
  CONSTEXPR error at_nine{fault::second, 9};
  STATIC_REQUIRE(at_nine.reason() == fault::second);
  STATIC_REQUIRE(at_nine.position() == 9);
  STATIC_REQUIRE(at_nine == fault::second);
  STATIC_REQUIRE(at_nine != fault::first);
  STATIC_REQUIRE(at_nine == error{fault::second, 9});
  STATIC_REQUIRE(at_nine != error{fault::second, 8});
  STATIC_REQUIRE(at_nine != error{fault::first, 9});
  STATIC_REQUIRE(describe(at_nine) == "second");
}

#if __has_include(<unistd.h>)
namespace {

/// Whether a child process that runs `act` is stopped before it comes to its end.
template <class Act>
bool is_fatal(Act act) {
  const pid_t child = fork();
  if (child == 0) {
    for (const int trap : {SIGILL, SIGTRAP, SIGSEGV}) std::signal(trap, SIG_DFL);  // Catch2's handler would report it
    act();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace

TEST_CASE("reading the value of an error ends the program") {
  volatile int sink = 0;
  number wrong = half(3);
  CHECK(is_fatal([&] { sink = *wrong; }));
  CHECK(is_fatal([&] { sink = *std::move(wrong); }));
  CHECK(is_fatal([&] { sink = *std::as_const(wrong); }));
  jeton::result<pair, fault> none;
  CHECK(is_fatal([&] { sink = none->left; }));
  CHECK(is_fatal([&] { sink = std::as_const(none)->left; }));
  CHECK_FALSE(is_fatal([&] { sink = *half(4); }));  // the control
}
#endif
