// SPDX-License-Identifier: BSL-1.0
#include <jeton/http/decode_buffer.hpp>

#include <string_view>

#include "../support/catch.hpp"

using jeton::carried_text;
using jeton::decode_buffer;

TEST_CASE("what came under a name is the last value, and how many there were") {
  CONSTEXPR auto came = [] {
    carried_text made;
    made.add("one");
    made.add("two", true);
    return made;
  }();
  STATIC_REQUIRE(came.value == "two");
  STATIC_REQUIRE(came.count == 2);
  STATIC_REQUIRE(came.is_encoded);
}

TEST_CASE("a text with a control character is not taken, and the place is said") {
  STATIC_REQUIRE(jeton::take_plain("abc").is_good);
  STATIC_REQUIRE(jeton::take_plain("abc").text == "abc");
  STATIC_REQUIRE_FALSE(jeton::take_plain("ab\nc").is_good);
  STATIC_REQUIRE(jeton::take_plain("ab\nc").position == 2);
}

TEST_CASE("the credentials of Basic are padded, canonical base64") {  // RFC 7617 §2
  CONSTEXPR auto reads = [](std::string_view text, std::string_view wanted) {
    decode_buffer<32> room;
    const auto found = room.basic(text);
    return found.is_good && found.text == wanted;
  };
  CHECK(reads("QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin:open sesame"));
  const auto place = [](std::string_view text) {
    decode_buffer<16> room;
    const auto found = room.basic(text);
    CHECK_FALSE(found.is_good);
    return found.position;
  };
  CHECK(place("") == 0);
  CHECK(place("YTpi YTpi") == 9);                  // not a multiple of four
  CHECK(place("YTpiY!pi") == 5);                   // no digit
  CHECK(place("YTpiYR==") == 5);                   // bits that mean nothing
  CHECK(place("YTpiYTpiYTpiYTpiYTpiYTpi") == 22);  // more than sixteen bytes
}

TEST_CASE("a field is decoded where something is escaped, and else left where it stands") {
  decode_buffer<8> room;
  constexpr std::string_view plain = "token";
  carried_text field;
  field.add(plain, true);
  CHECK(room.field(field).text.data() == plain.data());
  field.add("to%6Ben", true);
  const auto decoded = room.field(field);
  CHECK(decoded.is_good);
  CHECK(decoded.text == "token");
  field.add("%41%42", true);
  CHECK(room.field(field).text == "AB");
  CHECK(decoded.text == "token");  // one behind the other
  field.add("%41%42", true);
  CHECK_FALSE(room.field(field).is_good);  // the room is used up
  room.restart();
  CHECK(room.field(field).text == "AB");
  field.add("a%0A", true);
  CHECK(room.field(field).position == 1);
  field.add("a%4", true);
  CHECK(room.field(field).position == 1);
}
