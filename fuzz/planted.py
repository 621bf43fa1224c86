#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Faults planted in a copy of the headers, one at a time: the fuzz target must find each within seconds.

A fault that is not found means that a theorem says too little or that the fuzzer does not get there. One whose text is no
longer in its header must be planted anew.
"""
import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import typing

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent / "include"
SKIPPED = 77  # as meson understands it
OPTIONS = ["-std=c++20", "-O0", "-fsanitize=fuzzer"]  # compiling takes most of the time


class Fault(typing.NamedTuple):
    target: str
    what: str
    header: str
    right: str
    wrong: str


FAULTS = [
    Fault("token", "the prefix is not looked at", "detail/layout.hpp",
          "!text.starts_with(prefix)", "text.size() < prefix.size()"),
    Fault("token", "a check is decoded modulo 2^32", "detail/simd/vector16_token.hpp",
          "return low ^ expected;", "return static_cast<std::uint32_t>(low) ^ expected;"),
    Fault("token", "with SSE4.1 too", "detail/simd/sse41_pclmul.hpp",
          "return reinterpret_cast<bytes>(number);",
          "return reinterpret_cast<bytes>(number & halves{~0ULL, 0xFFFFFFFF});"),
    Fault("token", "what is above eight digits is not looked at", "detail/simd/vector16_token.hpp",
          "return (low ^ expected) | high;", "return low ^ expected;"),
    Fault("token", "the byte order of a CRC is ignored", "detail/simd/vector16_token.hpp",
          "Segment::number::lowest_first ? __builtin_bswap32(crc) : crc", "crc"),
    Fault("token", "with SSE4.1 too, the byte order", "detail/simd/sse41_pclmul.hpp",
          "if constexpr (LowestFirst)", "if constexpr (false)"),
    Fault("token", "a check covers the separator too, in a variant", "detail/stencil.hpp",
          "Layout::span[index] == covers::before_separator ? index - 1 : index", "index"),
    Fault("token", "a run ends one digit too early", "detail/stencil.hpp",
          "return between(index, last);", "return between(index, last > index + 1 ? last - 1 : last);"),
    Fault("generate", "a check covers the separator too", "detail/layout.hpp",
          "text.substr(0, found.at[index - 1])", "text.substr(0, found.at[index])"),
    Fault("token", "the length field is not compared", "detail/layout.hpp",
          "return One::matches(found.size(field_before(Index)), at);", "return true;"),
    Fault("token", "a body of one digit too many is accepted", "detail/layout.hpp",
          "size > One::max_size ||", "size > One::max_size + 1 ||"),
    Fault("token", "a field may leave nothing to those behind it", "detail/layout.hpp", "|| leaves_too_little", ""),
    Fault("token", "a part is said to be covered that is not", "detail/layout.hpp",
          "span[i] == covers::body && index == field_before(i)", "span[i] == covers::body && index < i"),
    Fault("token", "the fault of an alphabet is found one byte too late", "detail/diagnosis.hpp",
          "found.at[Index] + good}", "found.at[Index] + good + 1}"),
    Fault("alphabet", "the middle one of three characters is not looked at", "detail/simd/vector16.hpp",
          "at[size / 2]", "at[0]"),
    Fault("alphabet", "a block in the middle is not looked at", "detail/simd/vector16_digits.hpp",
          "bytes good = is_digit<Alphabet>(load16(text + size - 16));\n  for (std::size_t i = 0; i + 16 < size;",
          "bytes good = is_digit<Alphabet>(load16(text + size - 16));\n  for (std::size_t i = 0; i + 32 < size;"),
    Fault("alphabet", "the last digit of a run is none", "detail/portable.hpp",
          "((x - low) | (high - x))", "((x - low) | (high - 1 - x))"),
    Fault("crc32", "the first of several blocks is taken from the wrong place", "detail/simd/vector16_crc32.hpp",
          "size < 16 ? span - 16 : span - first", "span - 16"),
    Fault("crc32", "only one group of 64 bytes follows the first", "detail/simd/vector16_crc32.hpp",
          "while (done < size) {", "if (done < size) {"),
    Fault("crc32", "the quotient lacks its last bit", "detail/crc32_fold.hpp", "step <= 95", "step <= 94"),
    Fault("crc32", "the start value is lost where it lies in two blocks", "detail/simd/sse41_pclmul.hpp",
          "if (rest > 12) sum.add", "if (rest > 13) sum.add"),
    Fault("crc32", "a group does not go on from the one before", "detail/simd/sse41_pclmul.hpp",
          "if (i == 0) there ^=", "if (i == 1) there ^="),
    Fault("alphabet", "the last block is not looked at with SSE4.1", "detail/simd/sse41_pclmul.hpp",
          "found.add_digits(is_digit<Alphabet>(vector16::load16(at + size - 16)));", "(void)size;"),
    Fault("sha256", "a key of exactly one block is hashed", "sha256.hpp",
          "key.size() > block_size", "key.size() >= block_size"),
    Fault("sha256", "a finished hasher is not as new", "sha256.hpp", "core_ = {};", ""),
    Fault("sha256", "the padding never needs a block of its own", "detail/sha256_core.hpp",
          "if (used > block_size - 8) {", "if (used > block_size) {"),
    Fault("sha256", "a text that ends with its block is forgotten", "detail/sha256_core.hpp",
          "if (size < block_size - used)", "if (size <= block_size - used)"),
    Fault("sha256", "a lane that takes another text keeps its chain", "detail/sha256_many.hpp",
          "initial.bytes + i, 16);", "initial.bytes + i, index < lanes ? 16 : 0);"),
    Fault("sha256", "of many, the padding never needs a block of its own", "detail/sha256_many.hpp",
          "taken >= size + 9;", "taken >= size + 1;"),
    Fault("sha256", "of many, what is left over is not finished", "detail/sha256_many.hpp",
          "while (!jobs_[lane].is_done()) {", "if (!jobs_[lane].is_done()) {"),
    Fault("digest", "trailing bits are accepted", "detail/base64.hpp",
          "base64_answer::trailing_bits;", "base64_answer::good;"),
    Fault("digest", "padding is not looked at", "digest.hpp", "if (text[i] != '=')", "if (text[i] == '\\0')"),
    Fault("expiry", "every century has a leap day", "detail/calendar.hpp",
          "(year % 25 != 0 ? year % 4 : year % 16) == 0", "year % 4 == 0"),
    Fault("expiry", "31 January and a month is 31 February", "detail/calendar.hpp",
          "if (later.day > days) later.day = days;", "(void)days;"),
    Fault("expiry", "any separator will do", "detail/date_text.hpp", "0x76767F76767F7676", "0x7676767676767676"),
    Fault("expiry", "in this century too", "detail/date_text.hpp", "0x767C7F767E7F7676", "0x767C76767E767676"),
    Fault("expiry", "every February of this century has 29 days", "detail/date_text.hpp",
          "{0, 31, 28,", "{0, 31, 29,"),
    Fault("expiry", "there is a month 13", "detail/date_text.hpp", "date.month - 1 >= 12", "date.month - 1 >= 13"),
    Fault("expiry", "an offset is added", "detail/timestamp.hpp", "? -ahead : ahead", "? ahead : -ahead"),
    Fault("expiry", "a leap second may end any day", "detail/timestamp.hpp",
          "is_last_minute && civil_from_days(days + 1).day == 1", "is_last_minute"),
    Fault("expiry", "a fraction needs no digit", "detail/timestamp.hpp", "if (at == first)", "if (at < first)"),
    Fault("expiry", "instants before 1970 are cut off, not rounded down", "detail/ticks.hpp",
          "number / divisor - (is_below ? 1 : 0)", "number / divisor"),
    Fault("expiry", "fractions before 1970 are cut off, not rounded down", "detail/ticks.hpp",
          "is_below ? whole - 1 : whole", "whole"),
    Fault("expiry", "a token lives at the midnight of its day", "expiry.hpp",
          ".seconds >= std::int64_t{days()}", ".seconds > std::int64_t{days()}"),
    Fault("expiry", "a window leaves out its last day", "expiry.hpp", "*left <= days", "*left < days"),
    Fault("expiry", "midnight_from forgets a fraction of a second", "utc.hpp",
          "rest != 0 || !floored.is_exact", "rest != 0"),
    Fault("expiry", "a last day is the first dead one", "last_day.hpp", "expiry::in_days(1, *day)",
          "expiry::in_days(0, *day)"),
    Fault("digest", "the last block is not compared", "constant_time.hpp",
          "for (std::size_t i = 16; i + 16 <= size;", "for (std::size_t i = 16; i + 32 <= size;"),
    Fault("digest", "the last bytes of a digest are not compared", "constant_time.hpp",
          "rest = difference_at<word>(left, right, size - 8);", "rest = difference_at<word>(left, right, 0);"),
    Fault("credential", "Bearer needs no space", "credential.hpp",
          'detail::same_name(scheme, "Bearer")', 'detail::same_name(scheme.substr(0, 6), "Bearer")'),
    Fault("credential", "a second header field is not noticed", "credential.hpp",
          "header_.count > 1 ||", ""),
    Fault("credential", "two carriers may contradict", "credential.hpp",
          "!constant_time::equal(found.expose(), next.expose())", "found.expose().size() != next.expose().size()"),
    Fault("credential", "Basic is split at a colon of the password", "credential.hpp",
          "detail::find_byte(decoded.text, ':')", "decoded.text.rfind(':') < decoded.text.size() ? "
          "decoded.text.rfind(':') : decoded.text.size()"),
    Fault("credential", "one byte too many is decoded", "detail/credential_room.hpp",
          "byte_count > Room - used_", "byte_count > Room - used_ + 1"),
    Fault("credential", "an escaped parameter may be longer than the room", "detail/credential_room.hpp",
          "next.size == 0 || used_ == Room ||", "next.size == 0 || used_ > Room ||"),
    Fault("credential", "the last control character is none", "detail/http_text.hpp",
          "((byte ^ 0x7F) - 1) >> 31", "0U"),
    Fault("credential", "an escape of one digit is taken", "detail/form.hpp",
          "if (high > 15 || low > 15) return {};", "if (high > 15) return {};"),
    Fault("challenge", "a quote ends the realm", "challenge.hpp",
          """if (c == '"' || c == '\\\\') out.put('\\\\');""", """if (c == '\\\\') out.put('\\\\');"""),
    Fault("challenge", "a line feed may stand in a realm", "challenge.hpp",
          "while (i < text.size() && text[i] >= ' ' &&", "while (i < text.size() && text[i] >= '\\n' &&"),
    Fault("challenge", "a list of scopes may end in a space", "challenge.hpp",
          "c == ' ' && may_part && i + 1 < text.size()", "c == ' ' && may_part"),
    Fault("challenge", "surrogates are taken for UTF-8", "detail/text_rules.hpp",
          "is_overlong || is_surrogate ||", "is_overlong ||"),
    Fault("challenge", "quotes end a JSON string", "gitlab/response.hpp",
          'named = "\\b\\f\\n\\r\\t\\"\\\\"', 'named = "\\b\\f\\n\\r\\t\\t\\\\"'),
    Fault("gitlab/credential", "14.x takes 41 characters for personal", "gitlab/credential.hpp",
          "oauth.expose().size() <= 40", "oauth.expose().size() <= 41"),
    Fault("gitlab/credential", "a blank value is the first", "gitlab/credential.hpp",
          "if (!is_blank(first.expose()))", "if (!first.empty())"),
    Fault("gitlab/credential", "git takes a blank password", "gitlab/credential.hpp",
          "if (is_blank(password)) return credential{};", ""),
    Fault("gitlab/route", "a key may come twice", "gitlab/route.hpp", "if ((seen & key) != 0)", "if (false)"),
    Fault("gitlab/route", "a value may be empty", "gitlab/route.hpp", "line.size() < 3", "line.size() < 2"),
    Fault("gitlab/route", "2^64 is taken for 0", "gitlab/route.hpp",
          "sum > (~std::uint64_t{0} - place) / 36", "sum > ~std::uint64_t{0} / 36"),
    Fault("gitlab/route", "fewer than 16 random bytes are accepted", "gitlab/route.hpp",
          "last > size - 1 || random_size < routable_random_size", "last > size - 1"),
    Fault("gitlab/route", "a payload of 160 bytes is made", "gitlab/route.hpp",
          "max_payload_size = 159", "max_payload_size = 160"),
    Fault("prefixed", "20 characters are too many", "prefixed.hpp",
          "prefix.size() > max_prefix_size", "prefix.size() >= max_prefix_size"),
    Fault("prefixed", "only the current prefix is valid", "prefixed.hpp",
          "if (F::valid_after(entries_[i].view(), text)) return true;",
          "if (i == 0 && F::valid_after(entries_[i].view(), text)) return true;"),
    Fault("identify", "an opaque format takes what another claims", "identify.hpp",
          "!detail::opaque_format<One> || !claimed", "true"),
    Fault("scope", "a name may come twice", "scope.hpp",
          "item.index == npos || !held.add(item.index)", "item.index == npos || (held.add(item.index), false)"),
    Fault("scope", "a name is known by its first eight bytes and its size", "detail/scope_lookup.hpp",
          "if (size < 8) return found.index;", "if (size < 80) return found.index;"),
    Fault("scope", "the size of a name is not looked at", "detail/scope_lookup.hpp", "|| found.size != size", ""),
    Fault("scope", "the middle of a long name is not looked at", "detail/scope_lookup.hpp",
          "if (is_folded && text", "if (false && text"),
    Fault("scope", "what follows a name of 64 bytes is lost", "detail/scope_readings.hpp",
          "places_ = places_ >> size >> 1;", "places_ >>= (size + 1) & 63;"),
    Fault("scope", "an escape loses its high byte", "detail/scope_readings.hpp", "c > '~' ||", "(c & 255) > '~' ||"),
    Fault("scope", "white space behind an array may be anything", "detail/scope_readings.hpp",
          "return at_ == text_.size() ? false : broken();", "return false;"),
    Fault("scope", "an unknown name of a row is dropped at the beginning of the text", "stored_scopes.hpp",
          "while (!at_end_ && item_.index != detail::no_scope);",
          "while (!at_end_ && (item_.index != detail::no_scope || reading_.position() < 4));"),
    Fault("scope", "implication is not counted", "scope_set.hpp", "index < Vocabulary::size && effective().lists(index)",
          "lists(index)"),
    Fault("scope", "the intersection forgets what is implied", "scope_set.hpp",
          "scope_set common = left.effective();", "scope_set common = left;"),
    Fault("scope", "all_of nothing is met", "requirement.hpp", "!scopes.empty() && scopes", "scopes"),
    Fault("scope", "one byte too much is written", "detail/scope_readings.hpp", "size_ + i < room_", "size_ + i <= room_"),
    Fault("generate", "a pair of digits is favoured", "detail/portable.hpp",
          "return 65536 % (radix * radix);", "return 65536 % (radix * radix) / 2;"),
    Fault("generate", "a pair is never skipped where sixteen digits are made at once", "detail/simd/vector16_digits.hpp",
          "rest * radix < (pair_lanes{} + favouring)", "rest * radix < (pair_lanes{} + 0)"),
    Fault("generate", "the quotient of a check's number is one too large", "detail/divide.hpp",
          "if (error * limit <= power) return", "if (error * limit <= 64 * power) return"),
    Fault("generate", "a source that is not random is asked for ever", "detail/digit_source.hpp",
          "max_blocks = 16", "max_blocks = 1 << 30"),
    Fault("generate", "a batch that fails keeps what was made", "generate.hpp", "made.clear();", "(void)made;"),
    Fault("lifecycle", "a revoked token is rotated", "rotate.hpp",
          "if (old.revoked) return rotate_fault::revoked;", ""),
    Fault("lifecycle", "a new token does not say what it replaced", "rotate.hpp", "next.previous = old.id;", ""),
    Fault("lifecycle", "a week may be longer than the policy admits", "rotate.hpp",
          "week && limit && *limit < *week", "false"),
    Fault("lifecycle", "to revoke again is to revoke later", "revoke.hpp",
          "if (row->revoked) return std::in_place;", ""),
    Fault("lifecycle", "siblings are revoked too", "revoke.hpp", "if (!*descends) continue;", ""),
    Fault("lifecycle", "only children are revoked", "revoke.hpp",
          "previous = row->previous;\n  }", "return false;\n  }"),
    Fault("lifecycle", "expired descendants are revoked", "revoke.hpp",
          "row.previous != token_id::none && row.active(now)", "row.previous != token_id::none && !row.revoked"),
    Fault("lifecycle", "the sweep takes revoked tokens too", "revoke.hpp", "!row.revoked && policy", "policy"),
    Fault("lifecycle", "a token that is dead on arrival is issued", "token_request.hpp",
          "!even_if_passed && wanted.passed(now)", "false"),
    Fault("lifecycle", "a use is noted one second late", "last_use.hpp",
          "last_used->count <= seconds - interval", "last_used->count < seconds - interval"),
    Fault("lifecycle", "expires_before includes its day", "listing.hpp",
          "*expires < *expires_before", "*expires <= *expires_before"),
    Fault("lifecycle", "the last child of a heap is overlooked", "listing.hpp",
          "child + 1 < size && before", "child + 2 < size && before"),
    Fault("lifecycle", "a page begins with the last of the one before", "listing.hpp",
          "return stands_before(last, row, order);", "return !stands_before(row, last, order);"),
    Fault("lifecycle", "three characters are too few", "name_search.hpp",
          "characters >= min_term_size", "characters > min_term_size"),
    Fault("lifecycle", "a phrase ends within a word", "name_search.hpp",
          "(quote + 1 == rest.size() || rest[quote + 1] == ' ')", "true"),
    Fault("plain_text", "the last surrogate is a character", "detail/text_rules.hpp", "0xDFFF", "0xDFFE"),
    Fault("plain_text", "three bytes may say what two can", "detail/text_rules.hpp", "code_point < 0x800", "false"),
    Fault("plain_text", "an isolate is overlooked", "detail/text_rules.hpp",
          "is_between(code_point, 0x2066, 0x2069)", "is_between(code_point, 0x2066, 0x2068)"),
    Fault("plain_text", "DEL is no control", "detail/text_rules.hpp",
          "is_between(code_point, 0x7F, 0x9F)", "is_between(code_point, 0x80, 0x9F)"),
    Fault("prefill", "a field may come twice", "prefill.hpp",
          "if (seen[i]) return refuse(prefill_fault::repeated);", ""),
    Fault("prefill", "spaces within a scope's name are passed by", "prefill.hpp",
          "for (; spaces > 0; --spaces) add(' ');", "spaces = 0;"),
    Fault("prefill", "a text may have any number of characters", "prefill.hpp", "|| *count > out.size() / 4", ""),
]


def planted(fault, folder):
    """A copy of the headers with the fault; None if there is no place for it, or more than one."""
    copy = folder / "include"
    shutil.copytree(INCLUDE, copy)
    header = copy / "jeton" / fault.header
    text = header.read_text(encoding="utf-8")
    if text.count(fault.right) != 1:
        return None
    header.write_text(text.replace(fault.right, fault.wrong), encoding="utf-8")
    return copy


def verdict(compiler, fault, seconds):
    """What is wrong with a fault; None if the target finds it."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        include = planted(fault, folder)
        if not include:
            return f"{fault.header} no longer has, once: {fault.right}"
        command = [*compiler, *OPTIONS, "-I", include, HERE / f"{fault.target}.cpp", "-o", folder / "fuzzer"]
        built = subprocess.run(command, capture_output=True, text=True)
        if built.returncode != 0:
            return f"does not compile:\n{built.stderr}"
        limits = [f"-max_total_time={seconds}", "-seed=1", f"-artifact_prefix={folder}/"]
        fresh = folder / "corpus"  # the first folder is where libFuzzer keeps what it finds
        fresh.mkdir()
        run = subprocess.run([folder / "fuzzer", *limits, fresh, HERE / "corpus" / fault.target], capture_output=True)
        return None if any(folder.glob("crash-*")) else f"is not found within {seconds} seconds (exit {run.returncode})"


def has_libfuzzer(compiler):
    source = 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }'
    command = [*compiler, *OPTIONS, "-x", "c++", "-", "-o", os.devnull]
    return subprocess.run(command, input=source, capture_output=True, text=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("compiler", nargs="+", help="the compiler and what always stands behind it")
    parser.add_argument("--target", help="only the faults of this one")
    parser.add_argument("--seconds", type=int, default=60, help="for each target to find its fault")
    arguments = parser.parse_args()
    if not has_libfuzzer(arguments.compiler):
        print("skipped: needs a Clang with libFuzzer")
        return SKIPPED

    faults = [fault for fault in FAULTS if arguments.target in (None, fault.target)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = pool.map(lambda fault: verdict(arguments.compiler, fault, arguments.seconds), faults)
    wrong = 0
    for fault, found in zip(faults, verdicts):
        wrong += found is not None
        print(f"{'WRONG' if found else 'found'} {fault.target}: {fault.what}" + (f": {found}" if found else ""))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
