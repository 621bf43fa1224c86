// SPDX-License-Identifier: BSL-1.0
// Theorem: of every alphabet, the fast and the portable code find the strange characters, the digits of values and the
// values of digits that its list of digits says.
#include <jeton/format/alphabet.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "../../tests/support/paths.hpp"
#include "../oracle/digits.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;

namespace {

struct alone_digits : jeton::alphabet<"zxvtrpnljhfdb!a"> {};  // no two of them are neighbours, but for the last

/// One implementation: the functions behind the library's doors.
template <class Digits>
struct fast {
  static bool all_digits(const char* text, std::size_t size) { return Digits::contains({text, size}); }
  static void encode(const unsigned char* values, char* text, std::size_t size) {
    jeton::detail::kernel::encode<Digits>(values, text, size);
  }
  static bool decode(const char* text, unsigned char* values, std::size_t size) {
    return jeton::detail::kernel::decode<Digits>(text, values, size);
  }
};
template <class Digits>
struct portable {
  static bool all_digits(const char* text, std::size_t size) {
    return jeton::detail::portable::all_digits<Digits>(text, size);
  }
  static void encode(const unsigned char* values, char* text, std::size_t size) {
    jeton::detail::portable::encode<Digits>(values, text, size);
  }
  static bool decode(const char* text, unsigned char* values, std::size_t size) {
    return jeton::detail::portable::decode<Digits>(text, values, size);
  }
};

template <class Implementation>
void check(const std::string& text, const std::string& digits) {
  const exact bytes{text};
  bool expected = oracle::all_of(text, digits);
#if defined(PLANTED_FAULT)  // the last one of many characters is not looked at
  if (text.size() > 16) expected = oracle::all_of(text.substr(1), digits);
#endif
  claim(Implementation::all_digits(bytes.view().data(), text.size()) == expected,
        "contains finds the strange characters");

  std::vector<unsigned char> values(text.size());
  claim(Implementation::decode(bytes.view().data(), values.data(), text.size()) == oracle::all_of(text, digits),
        "decode finds the strange characters");
  if (!oracle::all_of(text, digits)) return;
  for (std::size_t i = 0; i < text.size(); ++i) claim(values[i] == digits.find(text[i]), "decode finds the values");
  std::vector<char> written(text.size());
  Implementation::encode(values.data(), written.data(), text.size());
  claim(std::string(written.begin(), written.end()) == text, "encode is the reverse of decode");
}

template <class Digits>
void check(std::string text, const std::string& digits, input& in) {
  if (in.up_to(1) == 0) {
    for (char& c : text) c = digits[static_cast<unsigned char>(c) % digits.size()];
    const std::size_t at = in.up_to(text.size());
    if (at < text.size() && in.up_to(1) == 0) text[at] = static_cast<char>(in.byte());
  }
  jeton_tests::on_each_path([&] { check<fast<Digits>>(text, digits); });
  check<portable<Digits>>(text, digits);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  const std::size_t which = in.up_to(8);
  const std::string text = in.text(200);
  switch (which) {
    case 0:
      check<jeton::base62_digits>(text, oracle::base62, in);
      break;
    case 1:
      check<jeton::base64_digits>(text, oracle::base64, in);
      break;
    case 2:
      check<jeton::base64url_digits>(text, oracle::base64url, in);
      break;
    case 3:
      check<jeton::base58_digits>(text, oracle::base58, in);
      break;
    case 4:
      check<jeton::base36_digits>(text, oracle::base36, in);
      break;
    case 5:
      check<jeton::base32_digits>(text, oracle::base32, in);
      break;
    case 6:
      check<jeton::hex_digits>(text, oracle::hex, in);
      break;
    case 7:
      check<jeton::upper_hex_digits>(text, oracle::upper_hex, in);
      break;
    default:
      check<alone_digits>(text, "zxvtrpnljhfdb!a", in);
      break;
  }
  return 0;
}
