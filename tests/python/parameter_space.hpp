// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_PYTHON_PARAMETER_SPACE_HPP
#define JETON_TESTS_PYTHON_PARAMETER_SPACE_HPP

#include <bit>

#include <jeton/format/token.hpp>

#include "listed.hpp"

/// Formats of nobody: each value of each axis of what a format may be. parameter_space.py says the same in Python.
namespace parameter_space {

using namespace jeton;

struct vowels : alphabet<"aeiou"> {};
struct octal : alphabet<"01234567"> {};
struct scattered : alphabet<"~!Zz0-"> {};
inline constexpr auto little = std::endian::little;
inline constexpr auto everything = covers::everything_before;
inline constexpr auto body = covers::body;
inline constexpr auto apart = covers::before_separator;

template <class Digits, std::size_t Width, covers Span = everything, std::endian Order = std::endian::big>
inline constexpr crc32_check<Digits, Width, Span, Order> crc{};
template <class Digits, std::size_t Width, covers Span = everything>
inline constexpr sha256_check<Digits, Width, Span> sha{};
template <class Digits, std::size_t Min, std::size_t Max = Min>
inline constexpr field<Digits, Min, Max> of{};

inline constexpr listed formats[] = {
    // digits and widths of the check
    listed_as<token_format<"p_", base62<30>, crc32_base62<6>>>("base62"),
    listed_as<token_format<"p_", of<base62_lower_first_digits, 30>, crc<base62_lower_first_digits, 6>>>("base62-lower"),
    listed_as<token_format<"p_", base62<30>, crc32_base62<7>>>("base62-7"),
    listed_as<token_format<"p_", base62<30>, crc32_base62<11>>>("base62-11"),
    listed_as<token_format<"p_", base62<30>, crc32_base62<16>>>("base62-16"),
    listed_as<token_format<"p_", base62<30>, crc<base62_digits, 6, everything, little>>>("base62-little"),
    listed_as<token_format<"p_", base36<30>, crc32_base36<7>>>("base36"),
    listed_as<token_format<"p_", base36<30>, crc32_base36<13>>>("base36-13"),
    listed_as<token_format<"p_", of<base36_upper_digits, 30>, crc<base36_upper_digits, 7>>>("base36-upper"),
    listed_as<token_format<"p_", base32<30>, crc32_base32<7>>>("base32"),
    listed_as<token_format<"p_", base32<30>, crc32_base32<8>>>("base32-8"),
    listed_as<token_format<"p_", of<base32_lower_digits, 30>, crc<base32_lower_digits, 7>>>("base32-lower"),
    listed_as<token_format<"p_", hex<40>, crc32_hex<8>>>("hex"),
    listed_as<token_format<"p_", hex<40>, crc32_hex<8, everything, little>>>("hex-little"),
    listed_as<token_format<"p_", hex<40>, crc32_hex<12>>>("hex-12"),
    listed_as<token_format<"p_", hex<40>, crc32_hex<12, everything, little>>>("hex-12-little"),
    listed_as<token_format<"p_", of<upper_hex_digits, 40>, crc32_upper_hex<8>>>("hex-upper"),
    listed_as<token_format<"p_", hex<40>, crc32_upper_hex<8, everything, little>>>("hex-upper-little"),
    listed_as<token_format<"p_", base58<30>, crc<base58_digits, 6>>>("base58"),
    listed_as<token_format<"p_", base64<30>, crc<base64_digits, 6>>>("base64"),
    listed_as<token_format<"p_", base64url<30>, crc<base64url_digits, 6>>>("base64url"),
    listed_as<token_format<"p_", decimal<40>, crc<decimal_digits, 10>>>("decimal"),
    listed_as<token_format<"p_", of<octal, 50>, crc<octal, 11>>>("octal"),
    listed_as<token_format<"p_", of<vowels, 60>, crc<vowels, 14>>>("vowels"),
    listed_as<token_format<"p_", of<scattered, 60>, crc<scattered, 13>>>("scattered"),
    listed_as<token_format<"p_", of<printable_digits, 20>, crc<printable_digits, 5>>>("printable"),
    listed_as<token_format<"p_", base62<30>, sha256_base32<8>>>("sha256"),
    listed_as<token_format<"p_", base62<30>, sha256_base32<1>>>("sha256-1"),
    listed_as<token_format<"p_", base62<30>, sha<hex_digits, 16>>>("sha256-hex"),
    listed_as<token_format<"p_", base62<30>, sha<base64url_digits, 10>>>("sha256-base64url"),
    // what the check covers, and where it stands
    listed_as<token_format<"p_", base62<30>, crc32_base62<6, body>>>("body"),
    listed_as<token_format<"p_", base62<30>, "_", crc32_base62<6>>>("separator"),
    listed_as<token_format<"p_", base62<30>, ".", crc32_base62<6, body>>>("separator-body"),
    listed_as<token_format<"p_", base62<30>, "~~", crc32_base62<6, apart>>>("separator-apart"),
    listed_as<token_format<"p_", hex<8>, "_", base62<30>, "_", sha<hex_digits, 8, apart>>>("sha256-apart"),
    listed_as<token_format<"p_", hex<8>, "-", base62<30>, crc32_base62<6, body>>>("nearest-body"),
    listed_as<token_format<"p_", base62<20>, crc32_base62<6>, base62<10>>>("middle"),
    listed_as<token_format<"p_", base62<20>, crc32_base62<6, body>, "_", hex<16>, crc32_hex<8>>>("two-checks"),
    listed_as<token_format<"p_", base62<20>, crc32_base62<6>, ".end">>("text-behind"),
    listed_as<token_format<"p_", "q-", base62<20>, crc32_base62<6>>>("two-texts"),
    listed_as<token_format<base62<30>, crc32_base62<6>>>("no-prefix"),
    listed_as<token_format<hex<8>, "-", base62<24>, "-", crc32_hex<8, apart>>>("no-prefix-apart"),
    listed_as<token_format<"p_", base62<10>, "x", base62<10>, "yz", base62<10>, crc32_base62<6>>>("digits-part"),
    // sizes around the blocks of sixteen and sixty-four bytes
    listed_as<token_format<"p_", base62<1>, crc32_base62<6, body>>>("size-1"),
    listed_as<token_format<"p_", base62<3>, crc32_base62<6, body>>>("size-3"),
    listed_as<token_format<"p_", base62<8>, crc32_base62<6, body>>>("size-8"),
    listed_as<token_format<"p_", base62<15>, crc32_base62<6, body>>>("size-15"),
    listed_as<token_format<"p_", base62<16>, crc32_base62<6, body>>>("size-16"),
    listed_as<token_format<"p_", base62<17>, crc32_base62<6, body>>>("size-17"),
    listed_as<token_format<"p_", base62<63>, crc32_base62<6, body>>>("size-63"),
    listed_as<token_format<"p_", base62<64>, crc32_base62<6, body>>>("size-64"),
    listed_as<token_format<"p_", base62<65>, crc32_base62<6, body>>>("size-65"),
    listed_as<token_format<"p_", base62<300>, crc32_base62<6>>>("size-300"),
    // sizes that vary
    listed_as<token_format<"p_", base62<10, 40>, crc32_base62<6>>>("bounded"),
    listed_as<token_format<"p", base62<10, 40>, crc32_base62<6>>>("bounded-runs-in"),
    listed_as<token_format<"p_", hex<0, 32>, crc32_hex<8, body>>>("bounded-body"),
    listed_as<token_format<"p_", base62<5, 9>, "_", base62<20>, crc32_base62<6>>>("bounded-first"),
    listed_as<token_format<"p_", base64url<5, 60>, ".", length_base36<2>, crc32_base36<7>>>("length"),
    listed_as<token_format<"p_", base62<1, 300>, length_field<hex_digits, 3>{}, "_", hex<24>, crc32_hex<8>>>(
        "length-hex"),
    listed_as<token_format<"p_", decimal<1, 8>, "-", base62<5, 20>, "-", hex<4, 9>, crc32_base62<6>>>("variable-3"),
    listed_as<token_format<"p_", decimal<0, 4>, ".", lower<1, 5>, "/", base62<20, 30>, ".", crc32_hex<8, apart>>>(
        "variable-3-apart"),
    listed_as<token_format<decimal<1, 5>, "|", base62<3, 6>, "|", decimal<2, 3>>>("variable-3-bare"),
};

}  // namespace parameter_space

#endif
