#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compiles the C++ of README.md, all blocks in order as one file, against the single header. The control is the same
text with one name misspelt, which must not compile.

usage: readme.py COMPILER [OPTION...]
"""
import pathlib
import re
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent.parent


def compiles(compiler, text):
    command = [*compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c++", "-"]
    command += ["-I", str(HOME / "single_include")]
    return subprocess.run(command, input=text, text=True, capture_output=True, check=False)


def main():
    compiler = sys.argv[1:]
    blocks = re.findall(r"^```cpp\n(.*?)^```$", (HOME / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    text = "\n".join(blocks)
    answer = compiles(compiler, text)
    if answer.returncode != 0:
        sys.exit("README.md does not compile:\n" + answer.stderr)
    if not blocks or compiles(compiler, text.replace("base62", "base26", 1)).returncode == 0:
        sys.exit("the control compiles: nothing is checked")
    print(f"{len(blocks)} blocks compile")


if __name__ == "__main__":
    main()
