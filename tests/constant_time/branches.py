#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Reads the machine code of branches.cpp at several levels of optimisation.

Where a comparison of two texts is branched on, this is its only branch forward; one branch backward may count words.
(A loop with an early exit looks the same. run.py finds those.) And nothing that sees a secret divides: the time of a
division may depend on the number. Controls must be noticed: a chain of early exits and a division always, the
comparison without a barrier where Clang 19 turns it into such a chain.
"""
import argparse
import collections
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include"
LEVELS = ["-O1", "-O2", "-O3", "-Os"]
COMPARISONS = {"library_": "of equal", "control_without_barrier_": "without its barrier", "control_chain_": "of the chain"}
SKIPPED = 77  # as meson understands it

FUNCTION = re.compile(r"^[0-9a-f]+ <(.+)>:$")
INSTRUCTION = re.compile(r"^\s*([0-9a-f]+):\s+(\S+)\s*([0-9a-f]*)")
Code = collections.namedtuple("Code", "forward backward divisions", defaults=(0, 0, 0))


def functions(compiler, level, folder):
    """{name: Code} of every function in the object file."""
    compiled = folder / "branches.o"
    command = [*compiler, "-std=c++20", level, "-I", INCLUDE, "-c", HERE / "branches.cpp", "-o", compiled]
    subprocess.run(command, check=True)
    command = ["objdump", "--disassemble", "--no-show-raw-insn", compiled]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = collections.defaultdict(Code)
    name = None
    for line in listing.splitlines():
        if start := FUNCTION.match(line):
            name = start[1]
        elif instruction := INSTRUCTION.match(line):
            found[name] = counted(found[name], *instruction.groups())
    return found


def counted(code, address, operation, target):
    if operation.startswith("j") and operation != "jmp":
        if int(target, 16) > int(address, 16):
            return code._replace(forward=code.forward + 1)
        return code._replace(backward=code.backward + 1)
    if re.fullmatch(r"i?div[bwlq]?", operation):
        return code._replace(divisions=code.divisions + 1)
    return code


def has_one_verdict(code):
    return code.forward <= 1 and code.backward <= 1


def early_exits(found, prefix):
    return sum(name.startswith(prefix) and not has_one_verdict(code) for name, code in found.items())


def faults(found, barrier_is_needed):
    for name, code in found.items():
        if name.startswith("library_") and not has_one_verdict(code):
            yield f"{name} has early exits: {code}"
        if name.startswith("control_chain_") and has_one_verdict(code):
            yield f"{name} was not noticed: {code}"
        if (code.divisions > 0) != (name == "control_division"):
            yield f"{name} has {code.divisions} divisions"
    if barrier_is_needed and not early_exits(found, "control_without_barrier_"):
        yield "no comparison without a barrier was noticed"


def is_clang_19(compiler):
    command = [*compiler, "-dM", "-E", "-x", "c++", "/dev/null"]
    return "#define __clang_major__ 19\n" in subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("compiler", nargs="+", help="the compiler and what always stands behind it")
    arguments = parser.parse_args()
    if platform.machine() != "x86_64" or not shutil.which("objdump"):
        print("skipped: reads the code of x86-64 only, with objdump")
        return SKIPPED

    wrong = 0
    for level in LEVELS:
        with tempfile.TemporaryDirectory() as folder:
            found = functions(arguments.compiler, level, pathlib.Path(folder))
        counts = [f"{early_exits(found, prefix)} {what}" for prefix, what in COMPARISONS.items()]
        print(f"{level}: sizes with early exits: {', '.join(counts)}; {len(found)} functions searched for divisions")
        for fault in faults(found, level in ("-O2", "-O3") and is_clang_19(arguments.compiler)):
            print(f"  WRONG: {fault}")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
