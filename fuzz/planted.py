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
OPTIONS = ["-std=c++20", "-O1", "-fsanitize=fuzzer"]


class Fault(typing.NamedTuple):
    target: str
    what: str
    header: str
    right: str
    wrong: str


FAULTS = [
    Fault("token", "the prefix is not looked at", "detail/layout.hpp",
          "!text.starts_with(prefix)", "text.size() < prefix.size()"),
    Fault("token", "a check is decoded modulo 2^32", "detail/simd/vector16.hpp",
          "return low ^ expected;", "return static_cast<std::uint32_t>(low) ^ expected;"),
    Fault("token", "with SSE4.1 too", "detail/simd/sse41_pclmul.hpp",
          "return reinterpret_cast<bytes>(number);",
          "return reinterpret_cast<bytes>(number & halves{~0ULL, 0xFFFFFFFF});"),
    Fault("token", "what is above eight digits is not looked at", "detail/simd/vector16.hpp",
          "return (low ^ expected) | high;", "return low ^ expected;"),
    Fault("token", "the byte order of a CRC is ignored", "detail/simd/vector16.hpp",
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
    Fault("alphabet", "a block in the middle is not looked at", "detail/simd/vector16.hpp",
          "bytes good = is_digit<Alphabet>(load16(text + size - 16));\n  for (std::size_t i = 0; i + 16 < size;",
          "bytes good = is_digit<Alphabet>(load16(text + size - 16));\n  for (std::size_t i = 0; i + 32 < size;"),
    Fault("alphabet", "the last digit of a run is none", "detail/portable.hpp",
          "((x - low) | (high - x))", "((x - low) | (high - 1 - x))"),
    Fault("crc32", "the first of several blocks is taken from the wrong place", "detail/simd/vector16.hpp",
          "size < 16 ? span - 16 : span - first", "span - 16"),
    Fault("crc32", "only one group of 64 bytes follows the first", "detail/simd/vector16.hpp",
          "while (done < size) {", "if (done < size) {"),
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
          "(2 * block_size - 1 - 8 - hashed_ % block_size) % block_size",
          "(hashed_ % block_size < 56 ? 55 - hashed_ % block_size : 63 - hashed_ % block_size)"),
    Fault("digest", "trailing bits are accepted", "detail/base64.hpp",
          "base64_answer::trailing_bits;", "base64_answer::good;"),
    Fault("digest", "padding is not looked at", "digest.hpp", "if (text[i] != '=')", "if (text[i] == '\\0')"),
    Fault("digest", "the last byte is not compared", "digest.hpp",
          "i < N; ++i) difference |=", "i + 1 < N; ++i) difference |="),
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
    Fault("generate", "one byte too many is used", "detail/digit_source.hpp",
          "return 256 - 256 % radix;", "return 256 - 256 % radix + 1;"),
    Fault("generate", "a source that is not random is asked for ever", "detail/digit_source.hpp",
          "max_blocks = 16", "max_blocks = 1 << 30"),
    Fault("generate", "a batch that fails keeps what was made", "generate.hpp", "made.clear();", "(void)made;"),
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
    parser.add_argument("--seconds", type=int, default=10, help="that each target has to find its fault")
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
