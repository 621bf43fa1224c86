// SPDX-License-Identifier: BSL-1.0
// Theorem: route::parse reads exactly what a naive reader of lines reads; route_of finds it in every routable token of
// both forms, or says that there is none; what generate_routable writes, route_of reads.
#include <jeton/gitlab/generate_routable.hpp>
#include <jeton/gitlab/route.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "../oracle/format.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;
namespace gitlab = jeton::gitlab;

namespace {

/// The values of a payload by their keys, or the first fault.
struct reading {
  std::optional<std::map<char, std::string>> values;
  gitlab::route_fault fault{};
  std::size_t position = 0;
};

reading read(const std::string& payload) {
  if (payload.size() > 208) return {{}, gitlab::route_fault::length, 208};
  std::map<char, std::string> values;
  std::size_t position = 0;
  std::istringstream lines(payload + "\n");
  for (std::string line; std::getline(lines, line); position += line.size() + 1) {
    const bool good = line.size() > 2 && oracle::lower.find(line[0]) != std::string::npos && line[1] == ':';
    if (!good) return {{}, gitlab::route_fault::line, position};
    bool fresh = values.emplace(line[0], line.substr(2)).second;
#if defined(PLANTED_FAULT)  // a key that comes again is ignored
    fresh = true;
#endif
    if (!fresh) return {{}, gitlab::route_fault::duplicate, position};
  }
  return {values};
}

/// A number in base36. Texts without leading zeros and of one size are in the order of their numbers.
std::optional<std::uint64_t> number(std::string text) {
  if (text.empty() || !oracle::all_of(text, oracle::base36)) return {};
  text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
  const std::string most = oracle::number_text(~std::uint64_t{0}, oracle::base36, 13);
  if (text.size() > most.size() || (text.size() == most.size() && text > most)) return {};
  std::uint64_t sum = 0;
  for (const char c : text) sum = sum * 36 + oracle::base36.find(c);
  return sum;
}

void compare_values(const gitlab::route& route, const std::map<char, std::string>& values) {
  for (int byte = 0; byte < 256; ++byte) {
    const char key = static_cast<char>(byte);
    const std::string value = values.contains(key) ? values.at(key) : "";
    claim(route.value(key) == value, "a value is found by its key");
    const auto found = route.number(key);
    const auto expected = number(value);
    claim(found.has_value() == expected.has_value(), "a number is what is below 2^64 in base36");
    if (found) {
      claim(*found == *expected, "a number is read as base36");
    } else {
      const std::string_view payload = route.payload();
      const std::size_t at =
          value.empty() ? payload.size() : static_cast<std::size_t>(route.value(key).data() - payload.data());
      claim(found.error() == gitlab::route_error{gitlab::route_fault::number, at}, "what is no number is found");
    }
  }
  claim(route.cell() == route.value('c') && route.group() == route.value('g') &&
            route.organization() == route.value('o') && route.project() == route.value('p') &&
            route.runner_type() == route.value('t') && route.user() == route.value('u'),
        "a name stands for its key");
}

void compare(const jeton::result<gitlab::route, gitlab::route_error>& found, const reading& expected,
             std::string_view payload) {
  claim(found.has_value() == expected.values.has_value(), "exactly the lines of key:value are a route");
  if (!found) {
    claim(found.error().reason() == expected.fault, "the first fault is named");
    return claim(found.error().position() == expected.position, "the first fault is found where it is");
  }
  claim(found->payload() == payload, "a route keeps its payload");
  compare_values(*found, *expected.values);
}

const std::vector<oracle::part> tail = {oracle::length(oracle::base36, 2), oracle::crc(oracle::base36, 7)};
const oracle::format current = {"glpat-",
                                {oracle::field(oracle::base64url, 27, 300), oracle::text(".01."), tail[0], tail[1]}};
const oracle::format old = {"glpat-", {oracle::field(oracle::base64url, 27, 300), oracle::text("."), tail[0], tail[1]}};

/// A token around the digits of a field.
std::string token_around(const oracle::format& format, const std::string& digits) {
  oracle::cut token = {format.prefix, digits, format.parts[1].digits};
  for (std::size_t i = 2; i < 4; ++i) token.push_back(oracle::value_of(format, token, i));
  return oracle::joined(token);
}

/// What route_of should find in a token around these digits, and the payload.
reading read_field(const std::string& digits, bool is_old, std::string& payload) {
  const oracle::decoded field = oracle::bytes_of(digits, oracle::base64url, 6);
  if (digits.size() % 4 == 1 || !oracle::all_of(field.left_over, "0")) {
    return {{}, gitlab::route_fault::encoding, current.prefix.size()};
  }
  const std::string content = field.bytes.substr(0, field.bytes.size() - 1);
  const std::size_t last = static_cast<unsigned char>(field.bytes.back());
  if (last > content.size()) return {{}, gitlab::route_fault::length, 0};
  const std::size_t random = is_old ? last : content.size() - last;
  if (random < 16) return {{}, gitlab::route_fault::length, 0};
  payload = is_old ? content.substr(0, content.size() - random) : content.substr(random);
  return read(payload);
}

template <class F>
void check_field(const oracle::format& format, bool is_old, const std::string& digits) {
  const exact text{token_around(format, digits)};
  const auto token = F::parse(text.view());
  claim(token.has_value(), "a token is accepted whatever its payload says");
  std::string payload;
  const reading expected = read_field(digits, is_old, payload);
  compare(gitlab::route_of(*token), expected, payload);
}

void check_field(input& in) {
  const bool is_old = in.up_to(1) == 1;
  std::string digits;
  if (in.up_to(1) == 0) {  // random bytes and payload
    const std::string random(16 + in.up_to(3), static_cast<char>(in.byte()));
    const char size_fault = static_cast<char>(in.up_to(3) == 3 ? in.byte() : 0);
    const std::string payload = in.rest().substr(0, 205);
    const std::string size(1,
                           static_cast<char>(static_cast<char>(is_old ? random.size() : payload.size()) + size_fault));
    digits = oracle::digits_of(oracle::bits_of(is_old ? payload + random + size : random + payload + size),
                               oracle::base64url, 6);
  } else {
    for (const char c : in.rest()) digits += oracle::base64url[static_cast<unsigned char>(c) % 64];
  }
  digits.resize(std::min<std::size_t>(std::max<std::size_t>(digits.size(), 27), 300), 'A');
  if (is_old) return check_field<gitlab::personal_access_token_v0>(old, true, digits);
  check_field<gitlab::personal_access_token>(current, false, digits);
}

/// Lines that are nearly a payload.
void check_lines(input& in) {
  std::string payload;
  for (std::size_t left = in.up_to(7); left > 0; --left) {
    payload += oracle::base36[in.up_to(35)];  // a digit is no key
    payload += in.up_to(9) == 0 ? "" : ":";
    payload += in.text(20) + (left == 1 ? "" : "\n");
  }
  compare(gitlab::route::parse(exact{payload}.view()), read(payload), payload);
}

/// Six values, each absent, a text or a number.
void check_generation(input& in) {
  const char* const keys = "cgoptu";
  std::string texts[6];
  gitlab::route_value values[6];
  std::map<char, std::string> expected;
  bool line_feed = false;
  for (std::size_t i = 0; i < 6; ++i) {
    if (in.up_to(1) == 0) {
      texts[i] = in.text(60);
      values[i] = std::string_view{texts[i]};
    } else {
      std::uint64_t value = 0;
      for (std::size_t bytes = in.up_to(8); bytes > 0; --bytes) value = value << 8 | in.byte();
      texts[i] = oracle::number_text(value, oracle::base36, 13);
      texts[i].erase(0, std::min<std::size_t>(texts[i].find_first_not_of('0'), 12));
      values[i] = value;
    }
    line_feed = line_feed || texts[i].find('\n') != std::string::npos;
    if (!texts[i].empty()) expected[keys[i]] = texts[i];
  }
  std::string payload;
  for (const auto& [key, value] : expected) payload += (payload.empty() ? "" : "\n") + std::string{key} + ":" + value;

  tape source{in.rest()};
  const gitlab::route_fields fields{values[0], values[1], values[2], values[3], values[4], values[5]};
  const auto made = gitlab::generate_routable<gitlab::personal_access_token>(fields, source);
  if (!made) {
    const gitlab::routable_error why = !expected.contains('c') && !expected.contains('o')
                                           ? gitlab::routable_error::unrouted
                                       : line_feed            ? gitlab::routable_error::characters
                                       : payload.size() > 159 ? gitlab::routable_error::too_large
                                                              : gitlab::routable_error::random;
    claim(made.error() == why, "a token is not made for the first reason");
    return claim(why != gitlab::routable_error::random || source.bytes.empty(),
                 "a source that gives bytes is available");
  }
  std::string random;
  for (std::size_t i = 0; i < 16; ++i) random += source.bytes[i % source.bytes.size()];
  const std::string field = random + payload + static_cast<char>(payload.size());
  claim(made->expose() == token_around(current, oracle::digits_of(oracle::bits_of(field), oracle::base64url, 6)),
        "a routable token is made as GitLab makes it");
  const auto route = gitlab::route_of(*gitlab::personal_access_token::parse(made->expose()));
  claim(route.has_value() && route->payload() == payload, "what was written is read");
  compare_values(*route, expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  switch (in.up_to(3)) {
    case 0: {
      const std::string payload = in.rest();
      compare(gitlab::route::parse(exact{payload}.view()), read(payload), payload);
      break;
    }
    case 1:
      check_field(in);
      break;
    case 2:
      check_generation(in);
      break;
    default:
      check_lines(in);
  }
  return 0;
}
