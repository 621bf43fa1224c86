#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Each header of include/ compiles alone and included twice, without a warning.

Called with the compiler and options for it.
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys

INCLUDE_DIR = pathlib.Path(__file__).resolve().parent.parent.parent / "include"
WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror".split()


def messages(compiler, source):
    command = [*compiler, "-std=c++20", *WARNINGS, "-fsyntax-only", "-I", INCLUDE_DIR, "-x", "c++", "-"]
    answer = subprocess.run(command, input=source, capture_output=True, text=True, errors="replace")
    return "" if answer.returncode == 0 else answer.stderr or "the compiler failed without a word"


def overlooked(compiler):
    """Controls: what has to be found must be found."""
    if messages(compiler, "int main() {}\n"):
        yield "control: the compiler refuses an empty program"
    if not messages(compiler, "std::size_t size;\n"):
        yield "control: a missing #include went unnoticed"
    if not messages(compiler, "unsigned char narrow(int wide) { return wide; }\n"):
        yield "control: a warning went unnoticed"


def main(compiler):
    names = sorted(path.relative_to(INCLUDE_DIR).as_posix() for path in INCLUDE_DIR.rglob("*.hpp"))
    if messages(compiler, "#include <sqlite3.h>\n"):
        needing = [name for name in names if "sqlite" in name]
        print(f"not compiled, as there is no SQLite: {', '.join(needing)}")
        names = [name for name in names if name not in needing]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda name: messages(compiler, f"#include <{name}>\n" * 2), names)
        found = [f"{name} alone:\n{text}" for name, text in zip(names, found) if text]
    found = [*overlooked(compiler), *found]
    print("\n".join(found) or f"{len(names)} headers stand alone")
    return 1 if found or not names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
