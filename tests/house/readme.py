#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compiles the C++ of README.md and of the pages in docs/, all blocks of a page in order as one file, with the headers of
include/ and with the single headers. The control is the same text with one name misspelt, which must not compile.

usage: readme.py COMPILER [OPTION...]
"""
import pathlib
import re
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
FORMS = ["include", "single_include"]


def compiles(compiler, text, form):
    command = [*compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c++", "-"]
    command += ["-I", str(HOME / form)]
    return subprocess.run(command, input=text, text=True, capture_output=True, check=False)


def main():
    compiler = sys.argv[1:]
    count = 0
    for page in [HOME / "README.md", *sorted((HOME / "docs").glob("*.md"))]:
        blocks = re.findall(r"^```cpp\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)
        if page.name == "README.md" and not blocks:
            sys.exit("README.md has no C++: nothing is checked")
        for form in FORMS if blocks else []:
            answer = compiles(compiler, "\n".join(blocks), form)
            if answer.returncode != 0:
                sys.exit(f"{page.name} does not compile with -I {form}:\n{answer.stderr}")
            if compiles(compiler, "\n".join(blocks).replace("jeton::", "jeton::misspelt_", 1), form).returncode == 0:
                sys.exit("the control compiles: nothing is checked")
        count += len(blocks)
    print(f"{count} blocks compile in both forms")


if __name__ == "__main__":
    main()
