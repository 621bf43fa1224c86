// SPDX-License-Identifier: BSL-1.0
#include <jeton/lifecycle/plain_text.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "../support/catch.hpp"

namespace {

using jeton::count_plain;
using jeton::is_blank;
using jeton::text_error;
using jeton::text_fault;

std::string plain(std::string_view text) {
  std::string shown;
  jeton::write_plain(text, [&](std::string_view piece) { shown += piece; });
  return shown;
}
std::string json(std::string_view text) {
  std::string shown;
  jeton::write_json(text, [&](std::string_view piece) { shown += piece; });
  return shown;
}

// RFC 3629 §3.
std::string utf8(std::uint32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  std::string text;
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  text += static_cast<char>((0xFF00 >> (more + 1) & 0xFF) | c >> 6 * more);
  for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | (c >> 6 * i & 0x3F));
  return text;
}

struct row {
  std::string_view text;
  text_fault fault;
  std::size_t position;
  std::string_view shown;
  std::string_view in_json;
};

// RFC 3629 §3 and §10, UAX #9 §2, RFC 8259 §7.
constexpr row strange[] = {
    {"a\nb", text_fault::control, 1, "a\\x0ab", "a\\u000ab"},
    {"a\r\nBcc: b", text_fault::control, 1, "a\\x0d\\x0aBcc: b", "a\\u000d\\u000aBcc: b"},
    {{"a\0b", 3}, text_fault::control, 1, "a\\x00b", "a\\u0000b"},
    {"\tname", text_fault::control, 0, "\\x09name", "\\u0009name"},
    {"\x1B[2Jname", text_fault::control, 0, "\\x1b[2Jname", "\\u001b[2Jname"},
    {"del\x7F", text_fault::control, 3, "del\\x7f", "del\\u007f"},
    {"csi\xC2\x9B"
     "2J",
     text_fault::control, 3, "csi\\u009b2J", "csi\\u009b2J"},
    {"nel\xC2\x85", text_fault::control, 3, "nel\\u0085", "nel\\u0085"},
    {"line\xE2\x80\xA8", text_fault::control, 4, "line\\u2028", "line\\u2028"},
    {"paragraph\xE2\x80\xA9", text_fault::control, 9, "paragraph\\u2029", "paragraph\\u2029"},
    {"\xD8\x9C"
     "alm",
     text_fault::direction, 0, "\\u061calm", "\\u061calm"},
    {"lrm\xE2\x80\x8E", text_fault::direction, 3, "lrm\\u200e", "lrm\\u200e"},
    {"rlm\xE2\x80\x8F", text_fault::direction, 3, "rlm\\u200f", "rlm\\u200f"},
    {"lre\xE2\x80\xAA", text_fault::direction, 3, "lre\\u202a", "lre\\u202a"},
    {"rlo\xE2\x80\xAE"
     "txt.exe",
     text_fault::direction, 3, "rlo\\u202etxt.exe", "rlo\\u202etxt.exe"},
    {"lri\xE2\x81\xA6", text_fault::direction, 3, "lri\\u2066", "lri\\u2066"},
    {"pdi\xE2\x81\xA9", text_fault::direction, 3, "pdi\\u2069", "pdi\\u2069"},
    {"tag\xF3\xA0\x80\x80", text_fault::tag, 3, "tag\\U000e0000", "tag\\udb40\\udc00"},
    {"ok\xF3\xA0\x81\x81", text_fault::tag, 2, "ok\\U000e0041", "ok\\udb40\\udc41"},
    {"\xF3\xA0\x81\xBF", text_fault::tag, 0, "\\U000e007f", "\\udb40\\udc7f"},
    {"\x80", text_fault::encoding, 0, "\\x80", "\\ufffd"},
    {"overlong\xC0\xAF", text_fault::encoding, 8, "overlong\\xc0\\xaf", "overlong\\ufffd\\ufffd"},
    {"\xC1\xBF", text_fault::encoding, 0, "\\xc1\\xbf", "\\ufffd\\ufffd"},
    {"\xE0\x9F\xBF", text_fault::encoding, 0, "\\xe0\\x9f\\xbf", "\\ufffd\\ufffd\\ufffd"},
    {"\xF0\x8F\xBF\xBF", text_fault::encoding, 0, "\\xf0\\x8f\\xbf\\xbf", "\\ufffd\\ufffd\\ufffd\\ufffd"},
    {"\xED\xA0\x80", text_fault::encoding, 0, "\\xed\\xa0\\x80", "\\ufffd\\ufffd\\ufffd"},
    {"\xED\xBF\xBF", text_fault::encoding, 0, "\\xed\\xbf\\xbf", "\\ufffd\\ufffd\\ufffd"},
    {"\xF4\x90\x80\x80", text_fault::encoding, 0, "\\xf4\\x90\\x80\\x80", "\\ufffd\\ufffd\\ufffd\\ufffd"},
    {"\xF5\x80\x80\x80", text_fault::encoding, 0, "\\xf5\\x80\\x80\\x80", "\\ufffd\\ufffd\\ufffd\\ufffd"},
    {"\xFF", text_fault::encoding, 0, "\\xff", "\\ufffd"},
    {"cut\xC3", text_fault::encoding, 3, "cut\\xc3", "cut\\ufffd"},
    {"cut\xE2\x82", text_fault::encoding, 3, "cut\\xe2\\x82", "cut\\ufffd\\ufffd"},
    {"cut\xF0\x9F\x94", text_fault::encoding, 3, "cut\\xf0\\x9f\\x94", "cut\\ufffd\\ufffd\\ufffd"},
    {"\xE2\x28\xA1", text_fault::encoding, 0, "\\xe2(\\xa1", "\\ufffd(\\ufffd"},
    {"good \xC3\xA9, bad \x9F", text_fault::encoding, 13, "good \xC3\xA9, bad \\x9f", "good \xC3\xA9, bad \\ufffd"},
};

struct plain_row {
  std::string_view text;
  std::size_t characters;
};
constexpr plain_row sound[] = {
    {"", 0},
    {"deploy key", 10},
    {"~", 1},
    {"\xC2\xA0", 1},          // the first after C1
    {"Schl\xC3\xBCssel", 9},  // Schlüssel
    {"\xE6\x97\xA5\xE6\x9C\xAC", 2},
    {"\xED\x9F\xBF\xEE\x80\x80", 2},          // the two beside the surrogates
    {"\xF0\x9F\x94\x91", 1},                  // a key
    {"\xF4\x8F\xBF\xBF", 1},                  // the last of Unicode
    {"\xD7\x9E\xD7\xA4", 2},                  // Hebrew needs no control
    {"\xE2\x80\xAF\xE2\x80\xA7", 2},          // beside the bidirectional ones
    {"\xF3\x9F\xBF\xBF\xF3\xA0\x82\x80", 2},  // beside the tags
    {"\xE2\x9D\xA4\xEF\xB8\x8F", 2},          // a heart and a selector of its variant
};

}  // namespace

TEST_CASE("what is no plain text is refused with reason and position, and shown without harm") {
  for (const row& each : strange) {
    INFO("row " << (&each - strange));
    CHECK(count_plain(each.text).error() == text_error{each.fault, each.position});
    CHECK(plain(each.text) == each.shown);
    CHECK(json(each.text) == each.in_json);
    CHECK(count_plain(plain(each.text)).has_value());
    CHECK(count_plain(json(each.text)).has_value());
  }
  STATIC_REQUIRE(count_plain("a\nb").error() == text_error{text_fault::control, 1});
}

TEST_CASE("plain text is counted in characters and shown as it is") {
  for (const plain_row& each : sound) {
    INFO("row " << (&each - sound));
    CHECK(*count_plain(each.text) == each.characters);
    CHECK(plain(each.text) == each.text);
    CHECK(json(each.text) == each.text);
  }
  STATIC_REQUIRE(*count_plain("Schl\xC3\xBCssel") == 9);
}

TEST_CASE("every byte alone, and behind every other") {
  for (int first = -1; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      std::string text;
      if (first >= 0) text += static_cast<char>(first);
      text += static_cast<char>(second);
      const std::string shown = plain(text);
      CHECK(count_plain(text).has_value() == (shown == text));
      CHECK(count_plain(shown).has_value());
      CHECK(count_plain(json(text)).has_value());
    }
  }
}

TEST_CASE("a JSON string has quotes and backslashes escaped") {
  CHECK(json("a\"b\\c/d") == "a\\\"b\\\\c/d");
  CHECK(plain("a\"b\\c") == "a\"b\\c");
  CHECK(json("") == "");
}

TEST_CASE("a text is blank that shows nothing") {
  STATIC_REQUIRE(is_blank(""));
  STATIC_REQUIRE(is_blank(" \t\n\v\f\r"));
  STATIC_REQUIRE(is_blank("\xC2\xA0\xE3\x80\x80"));      // no-break and ideographic space
  STATIC_REQUIRE(is_blank("\xE2\x80\x8B\xEF\xBB\xBF"));  // zero-width space, byte order mark
  STATIC_REQUIRE(is_blank("\xE3\x85\xA4\xE2\xA0\x80"));  // Hangul filler, braille without dots
  STATIC_REQUIRE(is_blank("\xF3\xA0\x80\x81"));          // a tag
  STATIC_REQUIRE_FALSE(is_blank(" x "));
  STATIC_REQUIRE_FALSE(is_blank("\xFF"));
  STATIC_REQUIRE_FALSE(is_blank({"\0", 1}));
}

TEST_CASE("the characters that show nothing are those of Unicode") {
  // Default_Ignorable_Code_Point of DerivedCoreProperties.txt 15.0, White_Space of PropList.txt, and U+2800.
  const std::set<std::uint32_t> lonely{0xAD, 0x34F,  0x61C,  0x3164, 0xFEFF, 0xFFA0, 0x20,   0x85,
                                       0xA0, 0x1680, 0x3000, 0x2028, 0x2029, 0x202F, 0x205F, 0x2800};
  const std::pair<std::uint32_t, std::uint32_t> ranges[] = {
      {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F}, {0x200B, 0x200F}, {0x202A, 0x202E},
      {0x2060, 0x206F},   {0xFE00, 0xFE0F},   {0xFFF0, 0xFFF8}, {0x9, 0xD},       {0x1BCA0, 0x1BCA3},
      {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0x2000, 0x200A}};
  std::size_t blanks = 0;
  std::uint32_t wrong = 0;
  for (std::uint32_t code_point = 1; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    bool expected = lonely.count(code_point) > 0;
    for (const auto& [first, last] : ranges) expected = expected || (code_point >= first && code_point <= last);
    const bool got = is_blank(utf8(code_point));
    blanks += got ? 1 : 0;
    if (got != expected) wrong = code_point;
  }
  CHECK(wrong == 0);
  CHECK(blanks == 4174 + 25 + 1);  // as many as the two files say, and the braille pattern
}

TEST_CASE("each fault of a text is described") {
  for (const auto fault : {text_fault::encoding, text_fault::control, text_fault::direction, text_fault::tag}) {
    CHECK(describe(fault) != "unknown fault");
  }
  STATIC_REQUIRE(describe(text_fault{99}) == "unknown fault");
}
