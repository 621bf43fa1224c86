#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""An entry point brings the same headers with -I include and with -I single_include, and both forms may stand in one
file, in any order.

Each header defines its guard, so the guards that are defined behind an #include line say what it has brought. Called with
the compiler and options for it.
"""
import pathlib
import re
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(HOME / "tools"))

import house

FORMS = ["include", "single_include"]
WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror".split()


def run(compiler, source, *options):
    command = [*compiler, "-std=c++20", *options, "-x", "c++", "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, errors="replace")


def brought(compiler, form, name):
    """The guards of our headers that an entry point brings."""
    answer = run(compiler, f"#include <jeton/{name}.hpp>\n", "-E", "-dM", "-I", HOME / form)
    if answer.returncode != 0:
        sys.exit(f"<jeton/{name}.hpp> of {form} cannot be included:\n{answer.stderr}")
    return set(re.findall(r"^#define (JETON_\w+_HPP) *$", answer.stdout, re.MULTILINE))


def differences(compiler, names):
    for name in names:
        plain, single = (brought(compiler, form, name) for form in FORMS)
        if f"JETON_{name.upper()}_HPP" not in plain:
            yield f"<jeton/{name}.hpp> does not define its guard, JETON_{name.upper()}_HPP"
        for guard in sorted(plain ^ single):
            form = FORMS[0] if guard in plain else FORMS[1]
            yield f"<jeton/{name}.hpp> brings the header of {guard} with -I {form} only: run tools/amalgamate.py"


def together(compiler, names):
    """Every entry point in both forms, in one file."""
    lines = [f'#include "{HOME / form / "jeton" / name}.hpp"\n' for name in names for form in FORMS]
    for order in (lines, lines[::-1], lines[1::2] + lines[::2]):
        answer = run(compiler, "".join(order), *WARNINGS, "-fsyntax-only", "-I", HOME / "include")
        if answer.returncode != 0:
            yield f"entry points in both forms do not stand together:\n{''.join(order)}{answer.stderr}"


def overlooked(compiler):
    """Controls: what is different must differ, and what is there twice must not compile."""
    if not brought(compiler, "include", "jeton") - brought(compiler, "single_include", "http"):
        yield "control: <jeton/jeton.hpp> brings nothing that <jeton/http.hpp> does not"
    if run(compiler, "struct twice {};\n" * 2, "-fsyntax-only").returncode == 0:
        yield "control: a class that is there twice compiles"


def main(compiler):
    names = house.read(HOME).entry_points
    if run(compiler, "#include <sqlite3.h>\n", "-fsyntax-only").returncode != 0:
        print("sqlite_store is left out, as there is no SQLite")
        names.remove("sqlite_store")
    found = [*overlooked(compiler), *differences(compiler, names), *together(compiler, names)]
    print("\n".join(found) or f"{len(names)} entry points bring the same in both forms")
    return 1 if found or not names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
