#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What must not compile does not, and says why.

Each case is a file of this folder with a line `// error: <regular expression>`. It is compiled twice: as it is, which
must succeed, so that it can only fail for the reason it is there for; and with -DFAIL, which must fail with a message
that matches within the compiler's first error. Keep everything but the wrong line outside of #if defined(FAIL).
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE_DIR = HERE.parent.parent / "include"
CLAIM = re.compile(r"^// error: (.+)$", re.MULTILINE)


def compiled(compiler, case, *options):
    command = [*compiler, "-std=c++20", "-fsyntax-only", "-I", INCLUDE_DIR, *options, case]
    environment = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment)


def first_error(messages):
    """The first line that says error, and the notes that belong to it."""
    lines = messages.splitlines()
    at = [i for i, line in enumerate(lines) if re.search(r"\berror: ", line)]
    if not at:
        return messages
    return "\n".join(lines[at[0] : at[1] if len(at) > 1 else None])


def fault(compiler, case):
    """What is wrong with a case; None if it behaves."""
    claim = CLAIM.search(case.read_text(encoding="utf-8"))
    if not claim:
        return "has no line `// error: <regular expression>`"
    plain = compiled(compiler, case)
    if plain.returncode != 0:
        return "does not compile without the fault:\n" + plain.stderr
    wrong = compiled(compiler, case, "-DFAIL")
    if wrong.returncode == 0:
        return "compiles with the fault"
    if not re.search(claim[1], first_error(wrong.stderr)):
        return f"fails for another reason than /{claim[1]}/:\n" + first_error(wrong.stderr)
    return None


def faults(compiler, folder):
    cases = sorted(folder.glob("*.cpp"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda case: fault(compiler, case), cases)
        return len(cases), [f"{case.name} {text}" for case, text in zip(cases, found) if text]


# Cases that the harness itself must judge so; None: it must accept them. The lines stand where FAIL is defined.
CLAIMED = "// error: size must be 2\n"
REFUSED = '  static_assert(1 == 2, "size must be 2");\n'
OTHERWISE = "  undeclared();\n"
CONTROLS = {
    "sound": (CLAIMED, REFUSED, None),
    "broken": (CLAIMED + "int x = undeclared;\n", REFUSED, "does not compile without the fault"),
    "harmless": (CLAIMED, "", "compiles with the fault"),
    "other": (CLAIMED, OTHERWISE, "another reason"),
    "later": (CLAIMED, OTHERWISE + REFUSED, "another reason"),
    "silent": ("", REFUSED, "has no line"),
}


def overlooked(compiler):
    with tempfile.TemporaryDirectory() as folder:
        for name, (head, lines, expected) in CONTROLS.items():
            case = pathlib.Path(folder) / f"{name}.cpp"
            case.write_text(f"{head}int main() {{\n#if defined(FAIL)\n{lines}#endif\n}}\n")
            found = fault(compiler, case)
            if (found is None) != (expected is None) or (expected and expected not in found):
                yield f"control {name}: expected {expected!r}, found {found!r}"


def main():
    parser = argparse.ArgumentParser(description="Checks that each case fails to compile for the reason it names.")
    parser.add_argument("compiler", nargs="+", help="the compiler and what always stands behind it")
    parser.add_argument("--folder", type=pathlib.Path, default=HERE)
    arguments = parser.parse_args()

    count, found = faults(arguments.compiler, arguments.folder)
    found = [*overlooked(arguments.compiler), *found]
    print("\n".join(found) or f"{count} cases are refused, each for its reason")
    return 1 if found or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
