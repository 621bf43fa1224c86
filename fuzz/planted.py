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
    Fault("format/token", "the prefix is not looked at", "format/detail/layout.hpp",
          "!text.starts_with(prefix)", "text.size() < prefix.size()"),
    Fault("format/token", "a check is decoded modulo 2^32", "bytes/detail/simd/vector16_token.hpp",
          "return low ^ expected;", "return static_cast<std::uint32_t>(low) ^ expected;"),
    Fault("format/token", "with SSE4.1 too", "bytes/detail/simd/x86/sse41_pclmul_digits.hpp",
          "return reinterpret_cast<bytes>(number);",
          "return reinterpret_cast<bytes>(number & halves{~0ULL, 0xFFFFFFFF});"),
    Fault("format/token", "what is above eight digits is not looked at", "bytes/detail/simd/vector16_token.hpp",
          "return (low ^ expected) | high;", "return low ^ expected;"),
    Fault("format/token", "the byte order of a CRC is ignored", "bytes/detail/simd/vector16_token.hpp",
          "Segment::number::lowest_first ? __builtin_bswap32(crc) : crc", "crc"),
    Fault("format/token", "with SSE4.1 too, the byte order", "bytes/detail/simd/x86/sse41_pclmul_crc32.hpp",
          "if constexpr (LowestFirst)", "if constexpr (false)"),
    Fault("format/token", "a check covers the separator too, in a variant", "format/detail/plan.hpp",
          "Layout::span[index] == covers::before_separator ? index - 1 : index", "index"),
    Fault("format/token", "a run ends one digit too early", "format/detail/plan.hpp",
          "return between(index, last);", "return between(index, last > index + 1 ? last - 1 : last);"),
    Fault("format/generate", "a check covers the separator too", "format/detail/layout.hpp",
          "text.substr(0, found.at[index - 1])", "text.substr(0, found.at[index])"),
    Fault("format/token", "the length field is not compared", "format/detail/layout.hpp",
          "return One::matches(found.size(field_before(Index)), at);", "return true;"),
    Fault("format/token", "a body of one digit too many is accepted", "format/detail/layout.hpp",
          "size > One::max_size ||", "size > One::max_size + 1 ||"),
    Fault("format/token", "a field may leave nothing to those behind it", "format/detail/layout.hpp", "|| leaves_too_little", ""),
    Fault("format/token", "a part is said to be covered that is not", "format/detail/layout.hpp",
          "span[i] == covers::body && index == field_before(i)", "span[i] == covers::body && index < i"),
    Fault("format/token", "the fault of an alphabet is found one byte too late", "format/detail/diagnosis.hpp",
          "found.at[Index] + good}", "found.at[Index] + good + 1}"),
    Fault("format/alphabet", "the middle one of three characters is not looked at", "bytes/detail/simd/vector16.hpp",
          "at[size / 2]", "at[0]"),
    Fault("format/alphabet", "a block in the middle is not looked at", "bytes/detail/simd/vector16_digits.hpp",
          "bytes good = is_digit<Alphabet>(load16(text + size - 16));\n  for (std::size_t i = 0; i + 16 < size;",
          "bytes good = is_digit<Alphabet>(load16(text + size - 16));\n  for (std::size_t i = 0; i + 32 < size;"),
    Fault("format/alphabet", "the last digit of a run is none", "bytes/detail/portable.hpp",
          "((x - low) | (high - x))", "((x - low) | (high - 1 - x))"),
    Fault("bytes/crc32", "the first of several blocks is taken from the wrong place", "bytes/detail/simd/vector16_crc32.hpp",
          "size < 16 ? span - 16 : span - first", "span - 16"),
    Fault("bytes/crc32", "only one group of 64 bytes follows the first", "bytes/detail/simd/vector16_crc32.hpp",
          "while (done < size) {", "if (done < size) {"),
    Fault("bytes/crc32", "the quotient lacks its last bit", "bytes/detail/crc32_fold.hpp", "step <= 95", "step <= 94"),
    Fault("bytes/crc32", "the start value is lost where it lies in two blocks", "bytes/detail/simd/x86/sse41_pclmul_crc32.hpp",
          "if (rest > 12) sum.add", "if (rest > 13) sum.add"),
    Fault("bytes/crc32", "a group does not go on from the one before", "bytes/detail/simd/x86/sse41_pclmul_crc32.hpp",
          "if (i == 0) there ^=", "if (i == 1) there ^="),
    Fault("format/alphabet", "the last block is not looked at with SSE4.1", "bytes/detail/simd/x86/sse41_pclmul_digits.hpp",
          "found.add_digits(is_digit<Alphabet>(vector16::load16(at + size - 16)));", "(void)size;"),
    Fault("digest/sha256", "a key of exactly one block is hashed", "digest/sha256.hpp",
          "key.size() > block_size", "key.size() >= block_size"),
    Fault("digest/sha256", "a finished hasher is not as new", "digest/sha256.hpp", "core_ = {};", ""),
    Fault("digest/sha256", "the padding never needs a block of its own", "bytes/detail/sha256_core.hpp",
          "if (used > block_size - 8) {", "if (used > block_size) {"),
    Fault("digest/sha256", "a text that ends with its block is forgotten", "bytes/detail/sha256_core.hpp",
          "if (size < block_size - used)", "if (size <= block_size - used)"),
    Fault("digest/sha256", "a lane that takes another text keeps its chain", "bytes/detail/sha256_many.hpp",
          "initial.bytes + i, 16);", "initial.bytes + i, index < lanes ? 16 : 0);"),
    Fault("digest/sha256", "of many, the padding never needs a block of its own", "bytes/detail/sha256_many.hpp",
          "taken >= size + 9;", "taken >= size + 1;"),
    Fault("digest/sha256", "of many, what is left over is not finished", "bytes/detail/sha256_many.hpp",
          "while (!jobs_[lane].is_done()) {", "if (!jobs_[lane].is_done()) {"),
    Fault("digest/digest", "trailing bits are accepted", "bytes/detail/base64.hpp",
          "base64_answer::trailing_bits;", "base64_answer::good;"),
    Fault("digest/digest", "padding is not looked at", "digest/digest.hpp", "if (text[i] != '=')", "if (text[i] == '\\0')"),
    Fault("time/expiry", "every century has a leap day", "time/detail/calendar.hpp",
          "(year % 25 != 0 ? year % 4 : year % 16) == 0", "year % 4 == 0"),
    Fault("time/expiry", "31 January and a month is 31 February", "time/detail/calendar.hpp",
          "if (later.day > days) later.day = days;", "(void)days;"),
    Fault("time/expiry", "any separator will do", "time/detail/text.hpp", "0x76767F76767F7676", "0x7676767676767676"),
    Fault("time/expiry", "in this century too", "time/detail/text.hpp", "0x767C7F767E7F7676", "0x767C76767E767676"),
    Fault("time/expiry", "every February of this century has 29 days", "time/detail/text.hpp",
          "{0, 31, 28,", "{0, 31, 29,"),
    Fault("time/expiry", "there is a month 13", "time/detail/text.hpp", "date.month - 1 >= 12", "date.month - 1 >= 13"),
    Fault("time/expiry", "an offset is added", "time/detail/timestamp.hpp", "? -ahead : ahead", "? ahead : -ahead"),
    Fault("time/expiry", "a leap second may end any day", "time/detail/timestamp.hpp",
          "is_last_minute && civil_from_days(days + 1).day == 1", "is_last_minute"),
    Fault("time/expiry", "a fraction needs no digit", "time/detail/timestamp.hpp", "if (at == first)", "if (at < first)"),
    Fault("time/expiry", "instants before 1970 are cut off, not rounded down", "time/detail/clock_ticks.hpp",
          "number / divisor - (is_below ? 1 : 0)", "number / divisor"),
    Fault("time/expiry", "fractions before 1970 are cut off, not rounded down", "time/detail/clock_ticks.hpp",
          "is_below ? whole - 1 : whole", "whole"),
    Fault("time/expiry", "a token lives at the midnight of its day", "time/expiry.hpp",
          ".seconds >= std::int64_t{days()}", ".seconds > std::int64_t{days()}"),
    Fault("time/expiry", "a window leaves out its last day", "time/expiry.hpp", "*left <= days", "*left < days"),
    Fault("time/expiry", "midnight_from forgets a fraction of a second", "time/utc.hpp",
          "rest != 0 || !floored.is_exact", "rest != 0"),
    Fault("time/expiry", "a last day is the first dead one", "time/last_day.hpp", "expiry::in_days(1, *day)",
          "expiry::in_days(0, *day)"),
    Fault("digest/digest", "the last block is not compared", "core/constant_time.hpp",
          "for (std::size_t i = 16; i + 16 <= size;", "for (std::size_t i = 16; i + 32 <= size;"),
    Fault("digest/digest", "the last bytes of a digest are not compared", "core/constant_time.hpp",
          "rest = difference_at<word>(left, right, size - 8);", "rest = difference_at<word>(left, right, 0);"),
    Fault("http/credential", "Bearer needs no space", "http/credential.hpp",
          'same_http_name(scheme, "Bearer")', 'same_http_name(scheme.substr(0, 6), "Bearer")'),
    Fault("http/credential", "a second header field is not noticed", "http/credential.hpp",
          "header_.count > 1 ||", ""),
    Fault("http/credential", "two carriers may contradict", "http/credential.hpp",
          "!constant_time::equal(found.expose(), next.expose())", "found.expose().size() != next.expose().size()"),
    Fault("http/credential", "Basic is split at a colon of the password", "http/credential.hpp",
          "detail::find_byte(decoded.text, ':')", "decoded.text.rfind(':') < decoded.text.size() ? "
          "decoded.text.rfind(':') : decoded.text.size()"),
    Fault("http/credential", "one byte too many is decoded", "http/decode_buffer.hpp",
          "byte_count > Room - used_", "byte_count > Room - used_ + 1"),
    Fault("http/credential", "an escaped parameter may be longer than the room", "http/decode_buffer.hpp",
          "next.size == 0 || used_ == Room ||", "next.size == 0 || used_ > Room ||"),
    Fault("http/credential", "the last control character is none", "http/grammar.hpp",
          "((byte ^ 0x7F) - 1) >> 31", "0U"),
    Fault("http/credential", "an escape of one digit is taken", "http/form_urlencoded.hpp",
          "if (high > 15 || low > 15) return {};", "if (high > 15) return {};"),
    Fault("http/challenge", "a quote ends the realm", "http/challenge.hpp",
          """if (c == '"' || c == '\\\\') out.put('\\\\');""", """if (c == '\\\\') out.put('\\\\');"""),
    Fault("http/challenge", "a line feed may stand in a realm", "http/challenge.hpp",
          "while (i < text.size() && text[i] >= ' ' &&", "while (i < text.size() && text[i] >= '\\n' &&"),
    Fault("http/challenge", "a list of scopes may end in a space", "http/challenge.hpp",
          "c == ' ' && may_part && i + 1 < text.size()", "c == ' ' && may_part"),
    Fault("http/challenge", "surrogates are taken for UTF-8", "bytes/detail/unicode.hpp",
          "is_overlong || is_surrogate ||", "is_overlong ||"),
    Fault("http/challenge", "quotes end a JSON string", "gitlab/response.hpp",
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
    Fault("gitlab/route", "a payload of 160 bytes is made", "gitlab/generate_routable.hpp",
          "max_payload_size = 159", "max_payload_size = 160"),
    Fault("format/prefixed", "20 characters are too many", "format/prefixed.hpp",
          "prefix.size() > max_prefix_size", "prefix.size() >= max_prefix_size"),
    Fault("format/prefixed", "only the current prefix is valid", "format/prefixed.hpp",
          "if (F::valid_after(entries_[i].view(), text)) return true;",
          "if (i == 0 && F::valid_after(entries_[i].view(), text)) return true;"),
    Fault("format/identify", "an opaque format takes what another claims", "format/identify.hpp",
          "!detail::opaque_format<One> || !claimed", "true"),
    Fault("scope/vocabulary", "a name may come twice", "scope/vocabulary.hpp",
          "item.index == npos || !held.add(item.index)", "item.index == npos || (held.add(item.index), false)"),
    Fault("scope/vocabulary", "a name is known by its first eight bytes and its size", "scope/detail/lookup.hpp",
          "if (size < 8) return found.index;", "if (size < 80) return found.index;"),
    Fault("scope/vocabulary", "the size of a name is not looked at", "scope/detail/lookup.hpp", "|| found.size != size", ""),
    Fault("scope/vocabulary", "the middle of a long name is not looked at", "scope/detail/lookup.hpp",
          "if (is_folded && text", "if (false && text"),
    Fault("scope/vocabulary", "what follows a name of 64 bytes is lost", "scope/detail/text.hpp",
          "places_ = places_ >> size >> 1;", "places_ >>= (size + 1) & 63;"),
    Fault("scope/vocabulary", "an escape loses its high byte", "scope/detail/text.hpp", "c > '~' ||", "(c & 255) > '~' ||"),
    Fault("scope/vocabulary", "white space behind an array may be anything", "scope/detail/text.hpp",
          "return at_ == text_.size() ? false : broken();", "return false;"),
    Fault("scope/vocabulary", "an unknown name of a row is dropped at the beginning of the text", "scope/stored.hpp",
          "while (!at_end_ && item_.index != detail::no_scope);",
          "while (!at_end_ && (item_.index != detail::no_scope || reading_.position() < 4));"),
    Fault("scope/vocabulary", "implication is not counted", "scope/set.hpp", "index < Vocabulary::size && effective().lists(index)",
          "lists(index)"),
    Fault("scope/vocabulary", "the intersection forgets what is implied", "scope/set.hpp",
          "scope_set common = left.effective();", "scope_set common = left;"),
    Fault("scope/vocabulary", "all_of nothing is met", "scope/requirement.hpp", "!scopes.empty() && scopes", "scopes"),
    Fault("scope/vocabulary", "one byte too much is written", "scope/writer.hpp", "size_ + i < room_", "size_ + i <= room_"),
    Fault("format/generate", "a pair of digits is favoured", "bytes/detail/portable.hpp",
          "return 65536 % (radix * radix);", "return 65536 % (radix * radix) / 2;"),
    Fault("format/generate", "a pair is never skipped where sixteen digits are made at once", "bytes/detail/simd/vector16_digits.hpp",
          "rest * radix < (pair_lanes{} + favouring)", "rest * radix < (pair_lanes{} + 0)"),
    Fault("format/generate", "the quotient of a check's number is one too large", "format/detail/exact_division.hpp",
          "if (error * limit <= power) return", "if (error * limit <= 64 * power) return"),
    Fault("format/generate", "a source that is not random is asked for ever", "format/detail/digit_source.hpp",
          "max_blocks = 16", "max_blocks = 1 << 30"),
    Fault("format/generate", "a batch that fails keeps what was made", "format/generate.hpp", "made.clear();", "(void)made;"),
    Fault("lifecycle/life", "a revoked token is rotated", "lifecycle/rotate.hpp",
          "if (old.revoked) return rotate_fault::revoked;", ""),
    Fault("lifecycle/life", "a new token does not say what it replaced", "lifecycle/rotate.hpp", "next.previous = old.id;", ""),
    Fault("lifecycle/life", "a week may be longer than the policy admits", "lifecycle/rotate.hpp",
          "week && limit && *limit < *week", "false"),
    Fault("lifecycle/life", "to revoke again is to revoke later", "lifecycle/revoke.hpp",
          "if (row->revoked) return std::in_place;", ""),
    Fault("lifecycle/life", "siblings are revoked too", "lifecycle/revoke.hpp", "if (!*descends) continue;", ""),
    Fault("lifecycle/life", "only children are revoked", "lifecycle/revoke.hpp",
          "previous = row->previous;\n  }", "return false;\n  }"),
    Fault("lifecycle/life", "expired descendants are revoked", "lifecycle/revoke.hpp",
          "row.previous != token_id::none && row.active(now)", "row.previous != token_id::none && !row.revoked"),
    Fault("lifecycle/life", "the sweep takes revoked tokens too", "lifecycle/revoke.hpp", "!row.revoked && policy", "policy"),
    Fault("lifecycle/life", "a token that is dead on arrival is issued", "lifecycle/request.hpp",
          "!even_if_passed && wanted.passed(now)", "false"),
    Fault("lifecycle/life", "a use is noted one second late", "lifecycle/use.hpp",
          "last_used->count <= seconds - interval", "last_used->count < seconds - interval"),
    Fault("lifecycle/life", "expires_before includes its day", "lifecycle/listing.hpp",
          "*expires < *expires_before", "*expires <= *expires_before"),
    Fault("lifecycle/life", "the last child of a heap is overlooked", "lifecycle/listing.hpp",
          "child + 1 < size && before", "child + 2 < size && before"),
    Fault("lifecycle/life", "a page begins with the last of the one before", "lifecycle/listing.hpp",
          "return stands_before(last, row, order);", "return !stands_before(row, last, order);"),
    Fault("lifecycle/life", "three characters are too few", "lifecycle/name_search.hpp",
          "characters >= min_term_size", "characters > min_term_size"),
    Fault("lifecycle/life", "a phrase ends within a word", "lifecycle/name_search.hpp",
          "(quote + 1 == rest.size() || rest[quote + 1] == ' ')", "true"),
    Fault("lifecycle/plain_text", "the last surrogate is a character", "bytes/detail/unicode.hpp", "0xDFFF", "0xDFFE"),
    Fault("lifecycle/plain_text", "three bytes may say what two can", "bytes/detail/unicode.hpp", "code_point < 0x800", "false"),
    Fault("lifecycle/plain_text", "an isolate is overlooked", "bytes/detail/unicode.hpp",
          "is_between(code_point, 0x2066, 0x2069)", "is_between(code_point, 0x2066, 0x2068)"),
    Fault("lifecycle/plain_text", "DEL is no control", "bytes/detail/unicode.hpp",
          "is_between(code_point, 0x7F, 0x9F)", "is_between(code_point, 0x80, 0x9F)"),
    Fault("http/prefill", "a field may come twice", "http/prefill.hpp",
          "if (seen[i]) return refuse(prefill_fault::repeated);", ""),
    Fault("http/prefill", "spaces within a scope's name are passed by", "http/prefill.hpp",
          "for (; spaces > 0; --spaces) add(' ');", "spaces = 0;"),
    Fault("http/prefill", "a text may have any number of characters", "http/prefill.hpp", "|| *count > out.size() / 4", ""),
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
