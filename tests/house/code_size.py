#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The check of a token is small: machine code and tables of one validator, in bytes, by the variant.

Each variant is linked alone, at -O2 and with nothing that nobody uses, and the sections are added up. Whole-token
variants with carry-less multiplication need no tables of a CRC; the control has them, and must exceed the limit.
"""
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
LIMIT = 1024
SKIPPED = 77  # as meson understands it
VARIANTS = ["sse41_pclmul", "avx2_pclmul"]
CONTROL = "vector16"
FORMATS = {"GitHub classic": "jeton::github::classic_pat", "Grafana": "jeton::issuers::grafana"}
SOURCE = """\
#include <jeton/issuers/with_check.hpp>
#include <jeton/jeton.hpp>
using format = {format};
extern "C" bool valid(const char* text) {{
  return jeton::detail::{variant}::valid<jeton::detail::plan<format::layout, format::prefix.size()>, void>(text);
}}
"""


def size_of(compiler, variant, format, folder):
    source, program = folder / "valid.cpp", folder / "valid"
    source.write_text(SOURCE.format(variant=variant, format=format))
    options = ["-std=c++20", "-O2", "-fno-pie", "-fno-asynchronous-unwind-tables", "-ffunction-sections"]
    link = ["-fdata-sections", "-nostdlib", "-static", "-Wl,--gc-sections", "-Wl,-e,valid", "-Wl,--build-id=none"]
    subprocess.run([*compiler, *options, *link, "-I", HOME / "include", source, "-o", program], check=True)
    listing = subprocess.run(["size", "-A", program], check=True, capture_output=True, text=True).stdout
    sections = dict(re.findall(r"^(\.\S+)\s+(\d+)", listing, re.MULTILINE))
    return int(sections[".text"]), sum(int(sections.get(name, 0)) for name in (".rodata", ".data", ".bss"))


def main(compiler):
    if platform.machine() != "x86_64" or not shutil.which("size"):
        print("skipped: needs x86-64 and size")
        return SKIPPED
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, format in FORMATS.items():
            for variant in [*VARIANTS, CONTROL]:
                code, tables = size_of(compiler, variant, format, pathlib.Path(folder))
                fits = code + tables <= LIMIT
                good = fits != (variant == CONTROL)
                wrong += not good
                print(f"{'ok   ' if good else 'WRONG'} {name}, {variant}: {code} bytes of code, {tables} of tables")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
