// SPDX-License-Identifier: BSL-1.0
// Theorem: a text is plain exactly if all of its bytes are UTF-8 and none of its characters is a control, a tag or
// changes the direction; its first fault is named; and what is shown of any text is plain, and the same where the text
// is plain.
#include <jeton/lifecycle/plain_text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <set>
#include <string>
#include <string_view>

#include "../oracle/utf8.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;

namespace {

const std::set<std::uint32_t> directions{0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C,
                                         0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069};

bool is_tag(std::uint32_t c) { return c >> 7 == 0xE0000 >> 7; }

bool is_control(std::uint32_t c) {
  const bool is_c1 = c >= 0x80 && c <= 0x9F;
#if defined(PLANTED_FAULT)  // C1 is forgotten
  return c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029;
#endif
  return c < 0x20 || c == 0x7F || is_c1 || c == 0x2028 || c == 0x2029;
}

std::string hex(const char* form, std::uint32_t number) {
  char text[16];
  std::snprintf(text, sizeof text, form, number);
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = input{data, size}.rest();
  std::string plain;
  std::string json;
  std::size_t position = 0;
  std::size_t first_fault = text.size();
  jeton::text_fault fault{};
  const auto pieces = oracle::pieces_of(text);
  for (const oracle::piece& each : pieces) {
    const bool strange = !each.is_character || is_control(each.code_point) || directions.contains(each.code_point) ||
                         is_tag(each.code_point);
    if (strange && first_fault == text.size()) {
      first_fault = position;
      fault = !each.is_character            ? jeton::text_fault::encoding
              : is_control(each.code_point) ? jeton::text_fault::control
              : is_tag(each.code_point)     ? jeton::text_fault::tag
                                            : jeton::text_fault::direction;
    }
    const std::uint32_t byte = static_cast<unsigned char>(each.bytes[0]);
    const bool is_ascii = each.is_character && each.code_point < 0x80;
    plain += !strange                         ? each.bytes
             : !each.is_character || is_ascii ? hex("\\x%02x", byte)
             : is_tag(each.code_point)        ? hex("\\U%08x", each.code_point)
                                              : hex("\\u%04x", each.code_point);
    if (!each.is_character) {
      json += "\\ufffd";
    } else if (is_tag(each.code_point)) {
      json += "\\udb40" + hex("\\u%04x", 0xDC00 + (each.code_point & 0x7F));
    } else if (strange) {
      json += hex("\\u%04x", each.code_point);
    } else {
      json += (each.bytes == "\"" || each.bytes == "\\" ? "\\" : "") + each.bytes;
    }
    position += each.bytes.size();
  }

  const exact exactly{text};
  const auto counted = jeton::count_plain(exactly.view());
  claim(counted.has_value() == (first_fault == text.size()), "a text is plain if no character is strange");
  if (counted) claim(*counted == pieces.size(), "characters are counted");
  if (!counted) claim(counted.error().reason() == fault, "the first fault is named");
  if (!counted) claim(counted.error().position() == first_fault, "the first fault is found where it is");
  std::string written;
  jeton::write_plain(exactly.view(), [&](std::string_view piece) { written += piece; });
  claim(written == plain, "what is shown is plain, and tells what was not");
  written.clear();
  jeton::write_json(exactly.view(), [&](std::string_view piece) { written += piece; });
  claim(written == json, "what stands in JSON is plain, and means what was there");
  const bool is_ink = std::any_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
  claim(!(is_ink && jeton::is_blank(exactly.view())), "a letter is not blank");
  return 0;
}
