// SPDX-License-Identifier: BSL-1.0
#include <jeton/gitlab/credential.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

#include "../support/catch.hpp"

namespace {

using jeton::credential_error;
using jeton::credential_fault;
using jeton::presentation;
using jeton::gitlab::bearer_reading;
using jeton::gitlab::credential_rules;
using jeton::gitlab::door;

struct field {
  std::string_view name;
  std::string_view value;
};
using fields = std::initializer_list<field>;

/// What is found, compared inside, since its views are dead afterwards.
struct expected {
  std::string_view personal{};
  presentation how = presentation::bearer;
  std::string_view oauth{};
  bool oauth_is_final = false;
  std::string_view username{};
};
constexpr bool presents(const credential_rules& rules, fields headers, std::string_view query, const expected& one) {
  jeton::gitlab::credential_reader reader{rules};
  for (const field& header : headers) reader.header(header.name, header.value);
  reader.parameters(query);
  const auto found = reader.read();
  return found && found->personal.expose() == one.personal && found->personal.presented_as() == one.how &&
         found->oauth == one.oauth && found->oauth_is_final == one.oauth_is_final &&
         found->personal.username() == one.username;
}
constexpr credential_error refusal(const credential_rules& rules, fields headers, std::string_view query = {}) {
  jeton::gitlab::credential_reader reader{rules};
  for (const field& header : headers) reader.header(header.name, header.value);
  reader.parameters(query);
  const auto found = reader.read();
  return found ? credential_error{static_cast<credential_fault>(255), 0} : found.error();
}

constexpr credential_rules current{};
constexpr credential_rules v14{.bearer = bearer_reading::v14};
constexpr credential_rules with_basic{.door = door::api_with_basic};
constexpr credential_rules git{.door = door::git};

// Texts of 19, 20, 40 and 41 characters.
constexpr std::string_view t19 = "aaaaaaaaaaaaaaaaaaa";
constexpr std::string_view t20 = "bbbbbbbbbbbbbbbbbbbb";
constexpr std::string_view t40 = "cccccccccccccccccccccccccccccccccccccccc";
constexpr std::string_view t41 = "ddddddddddddddddddddddddddddddddddddddddd";
constexpr std::string_view bearer19 = "Bearer aaaaaaaaaaaaaaaaaaa";
constexpr std::string_view bearer20 = "Bearer bbbbbbbbbbbbbbbbbbbb";
constexpr std::string_view bearer40 = "Bearer cccccccccccccccccccccccccccccccccccccccc";
constexpr std::string_view bearer41 = "Bearer ddddddddddddddddddddddddddddddddddddddddd";

}  // namespace

TEST_CASE("private_token goes before PRIVATE-TOKEN, and that before what OAuth carries") {
  constexpr field header{"Private-Token", "b"};
  constexpr field bearer{"Authorization", "bearer c"};
  STATIC_REQUIRE(
      presents(current, {header, bearer}, "private_token=a&access_token=d", {"a", presentation::parameter, "d"}));
  STATIC_REQUIRE(presents(current, {header, bearer}, "access_token=d", {"b", presentation::header, "d"}));
  STATIC_REQUIRE(presents(current, {bearer}, "access_token=d&bearer_token=e", {"d", presentation::parameter, "d"}));
  STATIC_REQUIRE(presents(current, {bearer}, "bearer_token=e", {"c", presentation::bearer, "c"}));
  STATIC_REQUIRE(presents(current, {}, "bearer_token=e", {"e", presentation::parameter, "e"}));
  STATIC_REQUIRE(presents(current, {header}, {}, {"b", presentation::header}));
  STATIC_REQUIRE(presents(current, {}, "private_token=a%2Bb", {"a+b", presentation::parameter}));
}

TEST_CASE("a value that is blank counts for nothing") {
  STATIC_REQUIRE(presents(current, {{"PRIVATE-TOKEN", "b"}}, "private_token=", {"b", presentation::header}));
  STATIC_REQUIRE(presents(current, {{"PRIVATE-TOKEN", "b"}}, "private_token=+%20", {"b", presentation::header}));
  STATIC_REQUIRE(presents(current, {{"PRIVATE-TOKEN", "  "}, {"Authorization", "Bearer c"}}, {},
                          {"c", presentation::bearer, "c"}));
  STATIC_REQUIRE(refusal(current, {{"PRIVATE-TOKEN", ""}, {"Authorization", "Bearer "}}, "access_token=") ==
                 credential_fault::missing);
  STATIC_REQUIRE(refusal(current, {}) == credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal(current, {{"Authorization", "Token c"}}) == credential_fault::missing);
}

TEST_CASE("any text that is not blank is taken as a token") {
  STATIC_REQUIRE(presents(current, {{"PRIVATE-TOKEN", "token-string here|123\xC3\xA4"}}, {},
                          {"token-string here|123\xC3\xA4", presentation::header}));
  STATIC_REQUIRE(presents(current, {{"Authorization", "Bearer a|b c"}}, {}, {"a|b c", presentation::bearer, "a|b c"}));
}

TEST_CASE("today a bearer token with the prefix is personal at once, another may be OAuth's") {
  STATIC_REQUIRE(presents(current, {{"Authorization", "Bearer glpat-x"}}, {}, {"glpat-x", presentation::bearer}));
  STATIC_REQUIRE(presents(current, {{"Authorization", bearer41}}, {}, {t41, presentation::bearer, t41}));
  STATIC_REQUIRE(
      presents(current, {{"Authorization", bearer41}, {"PRIVATE-TOKEN", "b"}}, {}, {"b", presentation::header, t41}));
  constexpr credential_rules own{.prefix = "acme-glpat-"};
  STATIC_REQUIRE(presents(own, {{"Authorization", "Bearer acme-glpat-x"}}, {}, {"acme-glpat-x", presentation::bearer}));
  STATIC_REQUIRE(
      presents(own, {{"Authorization", "Bearer glpat-x"}}, {}, {"glpat-x", presentation::bearer, "glpat-x"}));
  constexpr credential_rules none{.prefix = ""};
  STATIC_REQUIRE(presents(none, {{"Authorization", "Bearer x"}}, {}, {"x", presentation::bearer, "x"}));
}

TEST_CASE("14.x took a bearer token of 20 to 40 characters as personal, and any other for OAuth's alone") {
  STATIC_REQUIRE(presents(v14, {{"Authorization", bearer20}}, {}, {t20, presentation::bearer}));
  STATIC_REQUIRE(presents(v14, {{"Authorization", bearer40}}, {}, {t40, presentation::bearer}));
  STATIC_REQUIRE(presents(v14, {{"Authorization", bearer19}}, {}, {{}, presentation::bearer, t19, true}));
  STATIC_REQUIRE(presents(v14, {{"Authorization", bearer41}}, {}, {{}, presentation::bearer, t41, true}));
  // Even where a good token is presented too.
  STATIC_REQUIRE(
      presents(v14, {{"Authorization", bearer41}, {"PRIVATE-TOKEN", t20}}, {}, {{}, presentation::bearer, t41, true}));
  STATIC_REQUIRE(presents(v14, {{"Authorization", bearer20}, {"PRIVATE-TOKEN", "b"}}, {}, {"b", presentation::header}));
  // The length counts for bearer tokens only.
  STATIC_REQUIRE(presents(v14, {{"PRIVATE-TOKEN", t41}}, {}, {t41, presentation::header}));
  STATIC_REQUIRE(presents(v14, {}, "private_token=x", {"x", presentation::parameter}));
}

TEST_CASE("Basic is read on routes that say so, and after everything else") {
  // Python: base64.b64encode(b"me:abc"), b":abc", b"me:", b"me:  "
  constexpr field basic{"Authorization", "Basic bWU6YWJj"};
  STATIC_REQUIRE(refusal(current, {basic}) == credential_fault::missing);
  STATIC_REQUIRE(presents(with_basic, {basic}, {}, {"abc", presentation::basic_password, {}, false, "me"}));
  STATIC_REQUIRE(presents(with_basic, {basic, {"PRIVATE-TOKEN", "b"}}, {}, {"b", presentation::header}));
  STATIC_REQUIRE(refusal(with_basic, {{"Authorization", "Basic bWU6"}}) == credential_fault::missing);
  STATIC_REQUIRE(refusal(with_basic, {{"Authorization", "Basic bWU6ICA="}}) == credential_fault::missing);
  STATIC_REQUIRE(refusal(with_basic, {{"Authorization", "Basic ="}}) == credential_error{credential_fault::basic, 7});
}

TEST_CASE("git is Basic alone, and its user name is not looked at, but there") {
  STATIC_REQUIRE(presents(git, {{"Authorization", "basic bWU6YWJj"}, {"PRIVATE-TOKEN", "b"}}, "private_token=a",
                          {"abc", presentation::basic_password, {}, false, "me"}));
  STATIC_REQUIRE(refusal(git, {{"Authorization", "Basic OmFiYw=="}}) == credential_fault::basic);
  constexpr credential_rules nameless{.door = door::git, .empty_username = true};
  STATIC_REQUIRE(presents(nameless, {{"Authorization", "Basic OmFiYw=="}}, {}, {"abc", presentation::basic_password}));
}

TEST_CASE("only a request to git without Basic is anonymous") {
  STATIC_REQUIRE(refusal(git, {}) == credential_fault::missing);
  STATIC_REQUIRE(refusal(git, {{"Authorization", "Bearer abc"}, {"PRIVATE-TOKEN", "b"}}) == credential_fault::missing);
  STATIC_REQUIRE(refusal(git, {{"Authorization", "Basic"}}) == credential_fault::basic);
  STATIC_REQUIRE(refusal(git, {{"Authorization", "Basic bWU6"}}) == credential_fault::basic);
  STATIC_REQUIRE(refusal(git, {{"Authorization", "Basic bWU6ICA="}}) == credential_fault::basic);
  STATIC_REQUIRE(refusal(git, {{"Authorization", "Basic bWVhYmM="}}) == credential_fault::basic);
}

TEST_CASE("what a server would have to choose between is refused") {
  constexpr auto repeated = credential_error{credential_fault::repeated, 0};
  constexpr field header{"PRIVATE-TOKEN", "a"};
  STATIC_REQUIRE(refusal(current, {header, header}) == repeated);
  STATIC_REQUIRE(refusal(current, {{"Authorization", "Bearer a"}, {"Authorization", "Bearer a"}}) == repeated);
  STATIC_REQUIRE(refusal(current, {}, "private_token=a&private_token=b") == repeated);
  STATIC_REQUIRE(refusal(current, {}, "private_token=a&access_token=b&access_token=b") == repeated);
  STATIC_REQUIRE(refusal(git, {{"Authorization", "Basic bWU6YWJj"}, {"Authorization", "Basic bWU6YWJj"}}) == repeated);
  STATIC_REQUIRE(refusal(current, {{"PRIVATE-TOKEN", "a\nb"}}) == credential_error{credential_fault::header, 1});
  STATIC_REQUIRE(refusal(current, {{"PRIVATE-TOKEN", " \ta\nb"}}) == credential_error{credential_fault::header, 3});
  STATIC_REQUIRE(refusal(current, {{"Authorization", "Bearer a\rb"}}) == credential_error{credential_fault::bearer, 8});
  STATIC_REQUIRE(refusal(current, {}, "bearer_token=a%zz") == credential_error{credential_fault::parameter, 1});
}

TEST_CASE("a parameter of a JSON body is given decoded") {
  jeton::gitlab::credential_reader reader;
  reader.parameter("name", "x");
  reader.parameter("private_token", "a%62+c");
  REQUIRE(reader.read());
  CHECK(reader.read()->personal.expose() == "a%62+c");
}

TEST_CASE("escaped parameters and Basic share the room of the reader") {
  jeton::gitlab::credential_reader<6> reader{{.bearer = bearer_reading::current}};
  reader.parameters("private_token=%61bc&access_token=%64ef");
  REQUIRE(reader.read());
  CHECK(reader.read()->personal.expose() == "abc");
  CHECK(reader.read()->oauth == "def");
  jeton::gitlab::credential_reader<5> too_small;
  too_small.parameters("private_token=%61bc&access_token=%64ef");
  CHECK(too_small.read().error() == credential_error{credential_fault::parameter, 4});
}
