// SPDX-License-Identifier: BSL-1.0
// Theorem: a link fills in what its fields say when they are split and decoded one after the other, or is refused for
// the first of them that is wrong.
#include <jeton/http/prefill.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <jeton/scope/vocabulary.hpp>

#include "../oracle/utf8.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;

namespace {

using scopes = jeton::scope_vocabulary<"api", "read_user", "sudo">;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> pieces(1);
  for (const char c : text) {
    if (c == separator) pieces.emplace_back();
    if (c != separator) pieces.back() += c;
  }
  return pieces;
}

std::optional<std::string> decoded(const std::string& text) {
  static const std::string hex = "0123456789abcdef";
  const auto lower = [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size()) return {};
    const std::size_t high = hex.find(lower(text[i + 1]));
    const std::size_t low = hex.find(lower(text[i + 2]));
    if (high == hex.npos || low == hex.npos) return {};
    plain += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
    i += 2;
  }
  return plain;
}

bool is_plain(const std::string& text) {
  const auto pieces = oracle::pieces_of(text);
  for (const oracle::piece& each : pieces) {
    const std::uint32_t c = each.code_point;
    if (!each.is_character || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029) return false;
    if (c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E)) return false;
    if (c >= 0x2066 && c <= 0x2069) return false;
  }
  return pieces.size() <= 255;
}

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  while (!text.empty() && text.front() == ' ') text.erase(0, 1);
  return text;
}

/// What the query says, or its first fault.
struct reading {
  std::string name;
  std::string description;
  scopes::set granted;
  std::optional<jeton::prefill_fault> fault;
  std::size_t position = 0;
};

reading read(const std::string& query) {
  reading form;
  std::set<std::string> seen;
  std::size_t position = 0;
  for (const std::string& field : split(query, '&')) {
    const std::size_t equals = field.find('=');
    const auto key = decoded(field.substr(0, equals));
    const std::string value = equals == field.npos ? "" : field.substr(equals + 1);
    const auto text = decoded(value);
    if (key == "name" || key == "description" || key == "scopes") {
      form.position = position;
      bool is_new = seen.insert(*key).second;
#if defined(PLANTED_FAULT)  // the last of several counts
      is_new = true;
#endif
      if (!is_new) form.fault = jeton::prefill_fault::repeated;
      if (is_new && !text) form.fault = jeton::prefill_fault::escape;
      if (is_new && text && key != "scopes" && !is_plain(*text)) form.fault = jeton::prefill_fault::text;
      if (form.fault) return form;
      if (key == "name") form.name = *text;
      if (key == "description") form.description = *text;
      if (key == "scopes") {
        for (const std::string& each : split(*text, ',')) form.granted.insert(scopes::index_of(trimmed(each)));
      }
    }
    position += field.size() + 1;
  }
  return form;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Few bytes of input make a query of what matters.
  static const char* const words[] = {"name=", "&", "scopes=", "description=", "api",      ",",
                                      "+",     "%", "%2C",     "%20",          "read_user"};
  input in{data, size};
  std::string query;
  for (std::size_t left = size; left > 0; --left) {
    const std::uint8_t byte = in.byte();
    if (byte >= 0xF5) {
      query += words[byte - 0xF5];
    } else {
      query += static_cast<char>(byte);
    }
  }
  const reading expected = read(query);
  const exact exactly{query};
  const auto form = jeton::read_prefill<scopes>(exactly.view());
  claim(form.has_value() == !expected.fault, "a link is read if none of its fields is wrong");
  if (!form) {
    claim(form.error().reason() == *expected.fault, "the first fault is named");
    claim(form.error().position() == expected.position, "the first fault is found where its field is");
    return 0;
  }
  claim(form->name() == expected.name, "the name is what the link says");
  claim(form->description() == expected.description, "the description is what the link says");
  claim(form->scopes == expected.granted, "the scopes are those that are known");
  return 0;
}
