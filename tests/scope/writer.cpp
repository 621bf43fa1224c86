// SPDX-License-Identifier: BSL-1.0
#include <jeton/scope/writer.hpp>

#include <cstddef>
#include <string_view>

#include "../support/catch.hpp"

namespace {

struct written {
  char chars[32]{};
  std::size_t size = 0;
};

constexpr written write(jeton::scope_form form, std::size_t room) {
  written made;
  jeton::scope_writer writer{form, made.chars, room};
  writer.add("read");
  writer.add("write");
  writer.add("read");  // names may come again
  writer.finish();
  made.size = writer.size();
  return made;
}

}  // namespace

TEST_CASE("names stand in the form that is said") {
  CONSTEXPR auto spaces = write({.between = " "}, 32);
  STATIC_REQUIRE(std::string_view{spaces.chars, spaces.size} == "read write read");
  CONSTEXPR auto json = write({.opening = "[", .quote = "\"", .between = ",", .closing = "]"}, 32);
  STATIC_REQUIRE(std::string_view{json.chars, json.size} == R"(["read","write","read"])");
}

TEST_CASE("the size is what all would take, and nothing is written behind the room") {
  CONSTEXPR auto cut = write({.between = " "}, 7);
  STATIC_REQUIRE(cut.size == 15);
  STATIC_REQUIRE(std::string_view{cut.chars, 8} == std::string_view{"read wr\0", 8});
}
