// SPDX-License-Identifier: BSL-1.0
#include <jeton/http/credential.hpp>

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

#include "../support/catch.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::basic_part;
using jeton::bearer_text;
using jeton::credential_carriers;
using jeton::credential_error;
using jeton::credential_fault;
using jeton::presentation;

struct field {
  std::string_view name;
  std::string_view value;
};
using fields = std::initializer_list<field>;

/// What a reader finds. Its views are dead, so texts are compared inside.
constexpr bool presents(const credential_carriers& carriers, fields headers, std::string_view query,
                        std::string_view text, presentation how, std::string_view username = {}) {
  jeton::credential_reader reader{carriers};
  for (const field& one : headers) reader.header(one.name, one.value);
  reader.parameters(query);
  const auto found = reader.read();
  return found && found->expose() == text && found->presented_as() == how && found->username() == username;
}
constexpr credential_error refusal(const credential_carriers& carriers, fields headers, std::string_view query = {}) {
  jeton::credential_reader reader{carriers};
  for (const field& one : headers) reader.header(one.name, one.value);
  reader.parameters(query);
  const auto found = reader.read();
  return found ? credential_error{static_cast<credential_fault>(255), 0} : found.error();
}
constexpr bool bears(std::string_view value, std::string_view text) {
  return presents({}, {{"Authorization", value}}, {}, text, presentation::bearer);
}
constexpr credential_error unborne(std::string_view value) { return refusal({}, {{"Authorization", value}}); }

constexpr credential_carriers with_basic{.basic = basic_part::password};
constexpr credential_carriers with_username{.basic = basic_part::username};
constexpr credential_carriers with_either{.basic = basic_part::password_or_username};
constexpr credential_carriers everywhere{
    .basic = basic_part::password, .header = "PRIVATE-TOKEN", .parameter = "private_token"};

constexpr credential_error basic_refusal(std::string_view value) {
  return refusal(with_basic, {{"Authorization", value}});
}

}  // namespace

TEST_CASE("Bearer, as RFC 6750 section 2.1 shows it") {
  STATIC_REQUIRE(bears("Bearer mF_9.B5f-4.1JqM", "mF_9.B5f-4.1JqM"));
}

TEST_CASE("the scheme has either case, and one space or more behind it") {
  STATIC_REQUIRE(bears("bearer abc", "abc"));
  STATIC_REQUIRE(bears("BEARER abc", "abc"));
  STATIC_REQUIRE(bears("bEaReR   abc", "abc"));
  STATIC_REQUIRE(bears(" \tBearer abc\t ", "abc"));
  STATIC_REQUIRE(presents({}, {{"aUTHORIZATION", "Bearer abc"}}, {}, "abc", presentation::bearer));
}

TEST_CASE("Bearer without a space is another scheme, and no token") {
  STATIC_REQUIRE(unborne("Bearerabc") == credential_error{credential_fault::scheme, 0});
  STATIC_REQUIRE(unborne("Bearer\tabc") == credential_error{credential_fault::scheme, 0});
  STATIC_REQUIRE(unborne("Bearer:abc") == credential_error{credential_fault::scheme, 0});
  STATIC_REQUIRE(unborne("Bear er abc") == credential_error{credential_fault::scheme, 0});
  STATIC_REQUIRE(unborne("acme_pat_0123") == credential_error{credential_fault::scheme, 0});
  STATIC_REQUIRE(unborne("Token abc") == credential_error{credential_fault::scheme, 0});
  STATIC_REQUIRE(unborne("Digest username=\"Mufasa\"") == credential_error{credential_fault::scheme, 0});
}

TEST_CASE("Bearer takes token68 and nothing else") {
  STATIC_REQUIRE(bears("Bearer -._~+/09azAZ", "-._~+/09azAZ"));
  STATIC_REQUIRE(bears("Bearer a=", "a="));
  STATIC_REQUIRE(bears("Bearer a====", "a===="));
  STATIC_REQUIRE(unborne("Bearer") == credential_error{credential_fault::bearer, 6});
  STATIC_REQUIRE(unborne("Bearer ") == credential_error{credential_fault::bearer, 6});
  STATIC_REQUIRE(unborne("Bearer ==") == credential_error{credential_fault::bearer, 7});
  STATIC_REQUIRE(unborne("Bearer a=b") == credential_error{credential_fault::bearer, 8});
  STATIC_REQUIRE(unborne("Bearer a b") == credential_error{credential_fault::bearer, 8});
  STATIC_REQUIRE(unborne("  Bearer  ab,Bearer cd") == credential_error{credential_fault::bearer, 12});
  STATIC_REQUIRE(unborne("Bearer \"abc\"") == credential_error{credential_fault::bearer, 7});
  STATIC_REQUIRE(unborne("Bearer \tabc") == credential_error{credential_fault::bearer, 7});
  STATIC_REQUIRE(unborne({"Bearer ab\0c", 11}) == credential_error{credential_fault::bearer, 9});
  STATIC_REQUIRE(unborne("Bearer ab\xC3\xA4") == credential_error{credential_fault::bearer, 9});
  STATIC_REQUIRE(unborne("Bearer abc\r\nX: y") == credential_error{credential_fault::bearer, 10});
}

TEST_CASE("each byte is judged as token68 judges it") {
  const std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~+/";
  for (unsigned byte = 0; byte < 256; ++byte) {
    const std::string value = std::string{"Bearer ab"} + static_cast<char>(byte) + "cd";
    CAPTURE(byte);
    CHECK(bears(value, std::string_view{value}.substr(7)) ==
          (digits.find(static_cast<char>(byte)) != std::string_view::npos));
  }
}

TEST_CASE("a service may take any visible text as a bearer token, or none") {
  constexpr credential_carriers visible{.bearer = bearer_text::visible};
  STATIC_REQUIRE(presents(visible, {{"Authorization", "Bearer 7|abc"}}, {}, "7|abc", presentation::bearer));
  STATIC_REQUIRE(unborne("Bearer 7|abc") == credential_error{credential_fault::bearer, 8});
  STATIC_REQUIRE(refusal(visible, {{"Authorization", "Bearer a b"}}) == credential_error{credential_fault::bearer, 8});
  STATIC_REQUIRE(refusal(visible, {{"Authorization", "Bearer"}}) == credential_error{credential_fault::bearer, 6});
  constexpr credential_carriers none{.bearer = bearer_text::refused, .basic = basic_part::password};
  STATIC_REQUIRE(refusal(none, {{"Authorization", "Bearer abc"}}) == credential_error{credential_fault::scheme, 0});
}

TEST_CASE("Basic, as RFC 7617 section 2 shows it") {
  STATIC_REQUIRE(presents(with_basic, {{"Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}}, {}, "open sesame",
                          presentation::basic_password, "Aladdin"));
  STATIC_REQUIRE(presents(with_basic, {{"Authorization", "Basic dGVzdDoxMjPCow=="}}, {}, "123\xC2\xA3",
                          presentation::basic_password, "test"));
}

TEST_CASE("the token is the password or the user name, as the service says") {
  // Python: base64.b64encode(b"me:abc"), b"abc:", b":abc", b"abc:x-oauth-basic", b"me:a:b", b":"
  STATIC_REQUIRE(
      presents(with_basic, {{"Authorization", "basic bWU6YWJj"}}, {}, "abc", presentation::basic_password, "me"));
  STATIC_REQUIRE(
      presents(with_username, {{"Authorization", "BASIC YWJjOg=="}}, {}, "abc", presentation::basic_username));
  STATIC_REQUIRE(presents(with_username, {{"Authorization", "Basic YWJjOngtb2F1dGgtYmFzaWM="}}, {}, "abc",
                          presentation::basic_username));
  STATIC_REQUIRE(presents(with_either, {{"Authorization", "Basic YWJjOg=="}}, {}, "abc", presentation::basic_username));
  STATIC_REQUIRE(
      presents(with_either, {{"Authorization", "Basic bWU6YWJj"}}, {}, "abc", presentation::basic_password, "me"));
  STATIC_REQUIRE(presents(with_basic, {{"Authorization", "Basic OmFiYw=="}}, {}, "abc", presentation::basic_password));
  STATIC_REQUIRE(
      presents(with_basic, {{"Authorization", "Basic bWU6YTpi"}}, {}, "a:b", presentation::basic_password, "me"));
  STATIC_REQUIRE(basic_refusal("Basic YWJjOg==") == credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(basic_refusal("Basic Og==") == credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal(with_username, {{"Authorization", "Basic OmFiYw=="}}) ==
                 credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal({}, {{"Authorization", "Basic bWU6YWJj"}}) == credential_error{credential_fault::scheme, 0});
}

TEST_CASE("Basic takes padded, canonical base64 of a user name and a password, and nothing else") {
  using jeton::credential_fault;
  STATIC_REQUIRE(basic_refusal("Basic") == credential_error{credential_fault::basic, 5});
  STATIC_REQUIRE(basic_refusal("Basic bWU6YWJ") == credential_error{credential_fault::basic, 13});
  STATIC_REQUIRE(basic_refusal("Basic YWJjOg") == credential_error{credential_fault::basic, 12});    // no padding
  STATIC_REQUIRE(basic_refusal("Basic YWJjOh==") == credential_error{credential_fault::basic, 11});  // trailing bits
  STATIC_REQUIRE(basic_refusal("Basic YWJjO===") == credential_error{credential_fault::basic, 11});
  STATIC_REQUIRE(basic_refusal("Basic bWU6=WJj") == credential_error{credential_fault::basic, 10});
  STATIC_REQUIRE(basic_refusal("Basic bWU6 WJj") == credential_error{credential_fault::basic, 10});
  STATIC_REQUIRE(basic_refusal("Basic bWU6_WJj") == credential_error{credential_fault::basic, 10});  // base64url
  STATIC_REQUIRE(basic_refusal("Basic ====") == credential_error{credential_fault::basic, 6});
  STATIC_REQUIRE(basic_refusal("Basic bWVhYmM=").reason() == credential_fault::basic);  // "meabc": no colon
  STATIC_REQUIRE(basic_refusal("Basic bWU6YQBi").reason() == credential_fault::basic);  // "me:a\0b"
  STATIC_REQUIRE(basic_refusal("Basic bQplOmFi").reason() == credential_fault::basic);  // "m\ne:ab"
  STATIC_REQUIRE(basic_refusal("Basic bWU6YX9i").reason() == credential_fault::basic);  // "me:a\x7Fb"
  STATIC_REQUIRE(basic_refusal("Basic bWU6YWIK").reason() == credential_fault::basic);  // "me:ab\n"
}

TEST_CASE("every row of base.tsv is what a password would be") {
  std::size_t judged = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("base.tsv", 7)) {
    if (row[0] != "base64") continue;
    const std::string bytes = jeton_tests::unpack(row[4]);
    const std::string text = jeton_tests::unescape(row[5]);
    // "me:" is three bytes and four digits, so any base64 text may follow.
    const std::string value = "Basic bWU6" + text;
    const bool has_controls =
        bytes.find_first_of(std::string_view{
            "\0\1\2\3\4\5\6\7\b\t\n\v\f\r\16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35\36\37\177", 33}) !=
        std::string::npos;
    INFO("base.tsv line " << row.line << ": " << row[6]);
    if (row[2] == "valid" && !has_controls && !bytes.empty()) {
      CHECK(presents(with_basic, {{"Authorization", value}}, {}, bytes, presentation::basic_password, "me"));
      ++judged;
    }
    if (row[2] == "alphabet" || row[2] == "trailing") {
      CHECK(basic_refusal(value).reason() == credential_fault::basic);
      ++judged;
    }
  }
  CHECK(judged > 20);
}

TEST_CASE("Basic is decoded into as much room as the reader has") {
  // Python: base64.b64encode(b"me:abcdefghi")
  jeton::credential_reader<12> just{with_basic};
  just.header("Authorization", "Basic bWU6YWJjZGVmZ2hp");
  REQUIRE(just.read());
  CHECK(just.read()->expose() == "abcdefghi");
  jeton::credential_reader<11> small_room{with_basic};
  small_room.header("Authorization", "Basic bWU6YWJjZGVmZ2hp");
  CHECK(small_room.read().error() == credential_error{credential_fault::basic, 6 + 15});
}

TEST_CASE("a header field of the service's own carries the token as it is") {
  constexpr credential_carriers own{.header = "X-Api-Key"};
  STATIC_REQUIRE(presents(own, {{"x-api-key", "7|a b!"}}, {}, "7|a b!", presentation::header));
  STATIC_REQUIRE(presents(own, {{"X-API-KEY", " \t abc \t"}}, {}, "abc", presentation::header));
  STATIC_REQUIRE(refusal(own, {{"X-Api-Key", "  ab\ncd"}}) == credential_error{credential_fault::header, 4});
  STATIC_REQUIRE(refusal(own, {{"X-Api-Key", "ab\x7F"}}) == credential_error{credential_fault::header, 2});
  STATIC_REQUIRE(refusal(own, {{"X-Api-Key", {"\0", 1}}}) == credential_error{credential_fault::header, 0});
  STATIC_REQUIRE(refusal(own, {{"X-Api-Key", " "}}) == credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal(own, {{"X-Api-Keys", "abc"}}) == credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal({}, {{"X-Api-Key", "abc"}}) == credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal({}, {{"", "abc"}}) == credential_error{credential_fault::missing, 0});
}

TEST_CASE("a parameter carries the token only where it has a name") {
  STATIC_REQUIRE(presents(everywhere, {}, "private_token=abc", "abc", presentation::parameter));
  STATIC_REQUIRE(presents(everywhere, {}, "a=1&&private_token=abc&b", "abc", presentation::parameter));
  STATIC_REQUIRE(presents(everywhere, {}, "private%5Ftoken=a%62c", "abc", presentation::parameter));
  STATIC_REQUIRE(presents(everywhere, {}, "private_token=%2b%2F%3d+=", "+/= =", presentation::parameter));
  STATIC_REQUIRE(presents(everywhere, {}, "100%=%zz&private_token=abc", "abc", presentation::parameter));
  STATIC_REQUIRE(refusal({}, {}, "private_token=abc&=def&access_token=ghi") ==
                 credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal(everywhere, {}, "PRIVATE_TOKEN=abc") == credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal(everywhere, {}, "private_token") == credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal(everywhere, {}, "xprivate_token=abc;private_token=abc") ==
                 credential_error{credential_fault::missing, 0});
  STATIC_REQUIRE(refusal(everywhere, {}, "private_token=a%4") == credential_error{credential_fault::parameter, 1});
  STATIC_REQUIRE(refusal(everywhere, {}, "private_token=%g1") == credential_error{credential_fault::parameter, 0});
  STATIC_REQUIRE(refusal(everywhere, {}, "private_token=ab%1g") == credential_error{credential_fault::parameter, 2});
  STATIC_REQUIRE(refusal(everywhere, {}, "private_token=ab%00") == credential_error{credential_fault::parameter, 2});
  STATIC_REQUIRE(refusal(everywhere, {}, "private_token=ab\n") == credential_error{credential_fault::parameter, 2});
}

TEST_CASE("a parameter that the server has decoded is taken as it is") {
  constexpr auto taken = [](std::string_view name, std::string_view value, std::string_view expected) {
    jeton::credential_reader reader{everywhere};
    reader.parameter(name, value);
    const auto found = reader.read();
    return found && found->expose() == expected && found->presented_as() == presentation::parameter;
  };
  STATIC_REQUIRE(taken("private_token", "a%62c+d", "a%62c+d"));
  STATIC_REQUIRE_FALSE(taken("private%5Ftoken", "abc", "abc"));
}

TEST_CASE("an escaped parameter is decoded into as much room as the reader has") {
  jeton::credential_reader<3> just{everywhere};
  just.parameters("private_token=%61%62c");
  CHECK(just.read()->expose() == "abc");
  CHECK(just.read()->expose() == "abc");  // and again into the same room
  jeton::credential_reader<3> small_room{everywhere};
  small_room.parameters("private_token=%61%62cd");
  CHECK(small_room.read().error() == credential_error{credential_fault::parameter, 7});
  jeton::credential_reader<3> unescaped{everywhere};
  unescaped.parameters("private_token=abcd");  // a view of the query, which needs no room
  CHECK(unescaped.read()->expose() == "abcd");
}

TEST_CASE("what comes twice is refused, even if it is the same") {
  constexpr auto repeated = credential_error{credential_fault::repeated, 0};
  STATIC_REQUIRE(refusal({}, {{"Authorization", "Bearer abc"}, {"authorization", "Bearer abc"}}) == repeated);
  STATIC_REQUIRE(refusal({}, {{"Authorization", "Bearer abc"}, {"Authorization", ""}}) == repeated);
  STATIC_REQUIRE(refusal({}, {{"Authorization", "Bearer abc"}, {"Authorization", "Basic bWU6YWJj"}}) == repeated);
  STATIC_REQUIRE(refusal(everywhere, {{"PRIVATE-TOKEN", "abc"}, {"Private-Token", "abc"}}) == repeated);
  STATIC_REQUIRE(refusal(everywhere, {}, "private_token=abc&private_token=abc") == repeated);
  STATIC_REQUIRE(refusal(everywhere, {}, "private_token=abc&privat%65_token=") == repeated);
  STATIC_REQUIRE(bears("Bearer abc", "abc"));
  STATIC_REQUIRE(presents({}, {{"Authorization", "Bearer abc"}, {"PRIVATE-TOKEN", "a"}, {"PRIVATE-TOKEN", "b"}}, {},
                          "abc", presentation::bearer));  // not in use, so not looked at
}

TEST_CASE("two carriers may agree, and must not contradict") {
  STATIC_REQUIRE(presents(everywhere, {{"Authorization", "Bearer abc"}, {"PRIVATE-TOKEN", "abc"}}, "private_token=abc",
                          "abc", presentation::bearer));
  STATIC_REQUIRE(presents(everywhere, {{"PRIVATE-TOKEN", "abc"}, {"Authorization", "Basic bWU6YWJj"}}, {}, "abc",
                          presentation::basic_password, "me"));
  STATIC_REQUIRE(presents(everywhere, {{"PRIVATE-TOKEN", "abc"}}, "private_token=%61bc", "abc", presentation::header));
  STATIC_REQUIRE(presents(everywhere, {{"PRIVATE-TOKEN", ""}}, "private_token=abc", "abc", presentation::parameter));
  STATIC_REQUIRE(presents(everywhere, {{"PRIVATE-TOKEN", "abc"}, {"Authorization", " "}}, "private_token=", "abc",
                          presentation::header));
  constexpr auto contradiction = credential_error{credential_fault::contradiction, 0};
  STATIC_REQUIRE(refusal(everywhere, {{"PRIVATE-TOKEN", "abc"}}, "private_token=abd") == contradiction);
  STATIC_REQUIRE(refusal(everywhere, {{"PRIVATE-TOKEN", "abc"}}, "private_token=abcd") == contradiction);
  STATIC_REQUIRE(refusal(everywhere, {{"PRIVATE-TOKEN", "abd"}, {"Authorization", "Bearer abc"}}) == contradiction);
  STATIC_REQUIRE(refusal(everywhere, {{"Authorization", "Basic bWU6YWJj"}}, "private_token=me") == contradiction);
}

TEST_CASE("faults are named in the order of the checks") {
  constexpr field malformed{"Authorization", "Bearer a b"};
  constexpr field controls{"PRIVATE-TOKEN", "a\nb"};
  STATIC_REQUIRE(refusal(everywhere, {malformed, malformed, controls}, "private_token=%") ==
                 credential_fault::repeated);
  STATIC_REQUIRE(refusal(everywhere, {{"Authorization", "Token a"}, controls}) == credential_fault::scheme);
  STATIC_REQUIRE(refusal(everywhere, {controls, malformed}, "private_token=%") == credential_fault::bearer);
  STATIC_REQUIRE(refusal(everywhere, {controls, {"Authorization", "Basic a"}}) == credential_fault::basic);
  STATIC_REQUIRE(refusal(everywhere, {controls}, "private_token=%") == credential_fault::header);
  STATIC_REQUIRE(refusal(everywhere, {{"PRIVATE-TOKEN", "a"}}, "private_token=%") == credential_fault::parameter);
  STATIC_REQUIRE(refusal(everywhere, {}) == credential_error{credential_fault::missing, 0});
  for (int reason = 0; reason <= static_cast<int>(credential_fault::missing); ++reason) {
    CHECK(describe(static_cast<credential_fault>(reason)) != describe(static_cast<credential_fault>(255)));
  }
}

TEST_CASE("a request may carry megabytes of anything") {
  const std::size_t size = std::size_t{8} << 20;
  const auto start = std::chrono::steady_clock::now();
  const std::string spaces(size, ' ');
  const std::string digits(size, 'a');
  CHECK(unborne(spaces) == credential_error{credential_fault::missing, 0});
  CHECK(unborne("Bearer" + spaces) == credential_error{credential_fault::bearer, 6});
  CHECK(bears("Bearer" + spaces + "abc" + spaces, "abc"));
  CHECK(unborne("Bearer ." + spaces + ".") == credential_error{credential_fault::bearer, 8});
  CHECK(unborne("Bearer " + std::string(size, '=')) == credential_error{credential_fault::bearer, 7});
  CHECK(bears("Bearer " + digits, digits));
  CHECK(unborne(digits) == credential_error{credential_fault::scheme, 0});
  CHECK(basic_refusal("Basic " + digits) == credential_error{credential_fault::basic, 6 + 683});
  CHECK(basic_refusal("Basic" + spaces + "=") == credential_error{credential_fault::basic, 5 + size + 1});
  CHECK(presents(everywhere, {{"PRIVATE-TOKEN", spaces}}, "private_token=abc", "abc", presentation::parameter));
  CHECK(presents(everywhere, {{"PRIVATE-TOKEN", digits}}, "private_token=" + digits, digits, presentation::header));
  std::string query = "private_token=";
  for (std::size_t i = 0; i < size; i += 3) query += "%61";
  CHECK(refusal(everywhere, {}, query) == credential_error{credential_fault::parameter, 3 * 512});
  query.clear();
  for (int i = 0; i < 10'000; ++i) query.append("p").append(std::to_string(i)).append("=1&");
  CHECK(presents(everywhere, {}, query + "private_token=abc", "abc", presentation::parameter));
  CHECK(refusal(everywhere, {}, std::string(size, '&')) == credential_fault::missing);
  CHECK(refusal(everywhere, {}, std::string(size, '=')) == credential_fault::missing);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{20});  // quadratic time would take hours
}

TEST_CASE("nothing that is made of nothing presents a token") {
  STATIC_REQUIRE(jeton::credential{}.empty());
  STATIC_REQUIRE_FALSE(jeton::result<jeton::credential, credential_error>{}.has_value());
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<jeton::credential_reader<>>);
  STATIC_REQUIRE_FALSE(std::is_move_constructible_v<jeton::credential_reader<>>);
}

#if defined(__GNUC__)
TEST_CASE("what a reader has decoded is wiped when it dies") {
  using reader = jeton::credential_reader<>;
  alignas(reader) char memory[sizeof(reader)]{};
  const auto holds = [&](std::string_view text) {
    asm volatile("" : : "r"(memory) : "memory");
    return std::string_view{memory, sizeof memory}.find(text) != std::string_view::npos;
  };
  auto* one = new (memory) reader{everywhere};
  one->header("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  one->parameters("private_token=%6Fpen%20sesame");
  CHECK(one->read().has_value());
  CHECK(holds("Aladdin:open sesameopen sesame"));  // the control
  one->~reader();
  CHECK_FALSE(holds("sesame"));
  CHECK_FALSE(holds("open"));
}
#endif
